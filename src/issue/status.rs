//! An acquirer states what happened to a receipt's transaction. What a verifier would call a contradiction is refused here.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Identity, sign};
use crate::claims::Fault;
use crate::dossier::Dossier;
use crate::json::{Object, Value};
use crate::receipt::Receipt;
use crate::statement::{Digest, Statement, StatementType};
use crate::status::{Status, refunded};
use crate::time::Time;
use crate::vocabulary::{Event, ReceiptType, Relation, Role};

/// What an acquirer wants to state; amount, currency, RRN and code are taken from the receipt.
pub struct StatusDraft {
    pub event: Event,
    pub at: Time,
    /// When it is signed.
    pub iat: Time,
    /// Of a refund, where its receipt does not tell. Of another event only where the acquirer's amount is another one; a verifier will then see
    /// a conflict.
    pub amount: Option<u64>,
    /// One more than this signer's last statement in the dossier, where left out. Given where the earlier ones are not in it.
    pub sequence: Option<i64>,
    /// Of a refund: its receipt, and the number under which it travels; one of them at least.
    pub refund_digest: Option<Digest>,
    pub arn: Option<String>,
}

impl StatusDraft {
    pub fn new(event: Event, at: Time, iat: Time) -> Self {
        Self {
            event,
            at,
            iat,
            amount: None,
            sequence: None,
            refund_digest: None,
            arn: None,
        }
    }
}

/// States an event about the receipt of a dossier. The acquirer has to know from its own records that it is true: nothing here checks the
/// receipt's signature.
pub fn status(
    draft: &StatusDraft,
    dossier: &Dossier,
    identity: &Identity,
) -> Result<String, Vec<Fault>> {
    let statements = super::statements(dossier);
    let (subject, receipt) = super::subject(&statements)?;
    let digest = subject.digest();
    let own: Vec<Status> = statements
        .iter()
        .filter(|s| s.typ() == StatementType::Status)
        .filter(|s| s.payload().get("iss") == Some(&Value::Text(identity.iss.as_str().to_owned())))
        .filter_map(|s| Status::read(s.payload()).ok())
        .filter(|s| s.receipt_digest == digest)
        .collect();
    let newest = own.iter().map(|s| s.sequence).max().unwrap_or(0);
    let sequence = draft.sequence.unwrap_or(newest + 1);
    let refund = draft.refund_digest.and_then(|d| receipt_in(&statements, d));
    let amount = draft.amount.or_else(|| match draft.event.is_refund() {
        true => refund.as_ref().map(|r| r.amount.minor()),
        false => Some(receipt.amount.minor()),
    });

    let text = |s: &str| Value::Text(s.to_owned());
    let number = |n: u64| Value::Int(n.cast_signed());
    let mut payload = Object::default();
    payload.set("iss", text(identity.iss.as_str()));
    payload.set("iat", number(draft.iat.seconds()));
    payload.set("receipt_digest", Value::Text(digest.to_text()));
    payload.set("sequence", Value::Int(sequence));
    payload.set("event", text(draft.event.as_str()));
    payload.set("at", number(draft.at.seconds()));
    if let Some(amount) = amount {
        payload.set("amount", number(amount));
    }
    payload.set("currency", text(receipt.currency.code()));
    if let Some(authorisation) = &receipt.authorisation {
        if let Some(rrn) = &authorisation.rrn {
            payload.set("rrn", text(rrn));
        }
        // A declined transaction has no authorisation code to repeat.
        if let (Some(code), true) = (&authorisation.code, draft.event != Event::Declined) {
            payload.set("code", text(code));
        }
    }
    if let Some(digest) = draft.refund_digest {
        payload.set("refund_digest", Value::Text(digest.to_text()));
    }
    if let Some(arn) = &draft.arn {
        payload.set("arn", text(arn));
    }
    let mut faults = Vec::new();
    if identity.role != Role::Acquirer {
        faults.push(Fault::new("role_not_allowed", "role"));
    }
    match Status::read(&payload) {
        Err(fault) => faults.push(fault),
        Ok(next) => {
            faults.extend(order_fault(&next, &own, &receipt));
            if let Some(refund) = &refund {
                faults.extend(refund_fault(&next, refund, digest));
            }
            let all: Vec<&Status> = own.iter().chain([&next]).collect();
            if refunded(&all) > receipt.amount.minor() {
                faults.push(Fault::new("refunds_above_amount", "amount"));
            }
        }
    }
    sign(StatementType::Status, &payload, identity, faults)
}

fn receipt_in(statements: &[Statement], digest: Digest) -> Option<Receipt> {
    let found = statements
        .iter()
        .find(|s| s.typ() == StatementType::Receipt && s.digest() == digest)?;
    Receipt::read(found.payload()).0
}

/// Whether the event may follow those that this signer has stated. Where numbers between them are not here, what they say is not known.
fn order_fault(next: &Status, own: &[Status], receipt: &Receipt) -> Option<Fault> {
    if own.iter().any(|s| s.sequence >= next.sequence) {
        return Some(Fault::new("status_sequence_twice", "sequence"));
    }
    if next.event == Event::Flagged {
        return None;
    }
    let results = own.iter().filter(|s| s.event != Event::Flagged);
    let last = results.max_by_key(|s| s.sequence);
    let from = last.map_or(0, |s| s.sequence);
    let flags = own.iter().filter(|s| s.sequence > from).count();
    let at_once = i64::try_from(flags).is_ok_and(|flags| from + flags + 1 == next.sequence);
    let allowed = match last {
        None => !at_once || next.event.may_begin(),
        Some(last) => last.event.may_precede(next.event, at_once),
    };
    let gives_back = matches!(receipt.kind, ReceiptType::Refund | ReceiptType::Void);
    if !allowed || (gives_back && next.event.is_refund()) {
        return Some(Fault::new("status_order", "event"));
    }
    last.filter(|last| next.at < last.at)
        .map(|_| Fault::new("status_order", "at"))
}

/// Whether the refund's own receipt says the same.
fn refund_fault(next: &Status, refund: &Receipt, of: Digest) -> Option<Fault> {
    let linked = refund.kind == ReceiptType::Refund
        && refund
            .related
            .as_ref()
            .is_some_and(|r| r.digest == of && r.relation == Relation::Refunds);
    let member = if !linked {
        "refund_digest"
    } else if refund.amount != next.amount {
        "amount"
    } else if refund.currency != next.currency {
        "currency"
    } else {
        return None;
    };
    Some(Fault::new("refund_differs", member))
}

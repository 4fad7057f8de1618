//! A receipt about another one: a refund, a void, a capture, a correction. What cannot be is refused before it is signed.

use alloc::borrow::ToOwned as _;
use alloc::vec::Vec;

use super::Identity;
use crate::claims::Fault;
use crate::dossier::Dossier;
use crate::json::{Object, Value};
use crate::receipt::Receipt;
use crate::statement::{Digest, Statement, StatementType};
use crate::status::{Status, refunded};
use crate::vocabulary::{Event, ReceiptStatus, ReceiptType, Relation};

/// The draft of a receipt, linked to the first receipt of a dossier: `related` is set, and `type` where the draft has none. The other receipts and
/// the statuses of the dossier say what is left to give back.
pub fn relate(
    draft: &Object,
    relation: Relation,
    dossier: &Dossier,
    identity: &Identity,
) -> Result<Object, Vec<Fault>> {
    let statements = super::statements(dossier);
    let (subject, original) = super::subject(&statements)?;
    let digest = subject.digest();
    let mut out = draft.clone();
    if draft.get("type").is_none() {
        let kind = kind_of(relation, original.kind);
        out.set("type", Value::Text(kind.as_str().to_owned()));
    }
    let mut related = Object::default();
    related.set("digest", Value::Text(digest.to_text()));
    related.set("relation", Value::Text(relation.as_str().to_owned()));
    related.set("number", Value::Text(original.number.raw().to_owned()));
    out.set("related", Value::Object(related));

    let mut faults = Vec::new();
    if !may_relate(relation, original.kind) {
        faults.push(Fault::new("relation_mismatch", "related.relation"));
    }
    if original.iss != identity.iss {
        faults.push(Fault::new("related_differs", "iss"));
    }
    let mut whole = out.clone();
    whole.set("iss", Value::Text(identity.iss.as_str().to_owned()));
    // What else is wrong with the draft is told when it is signed.
    if let (Some(receipt), _) = Receipt::read(&whole) {
        if receipt.merchant.id != original.merchant.id {
            faults.push(Fault::new("related_differs", "merchant.id"));
        }
        if receipt.currency != original.currency && gives_back(relation) {
            faults.push(Fault::new("related_differs", "currency"));
        }
        let left = left(&statements, digest, &original);
        let asked = receipt.amount.minor();
        // A void undoes the whole.
        let whole = relation != Relation::Voids || asked == original.amount.minor();
        if gives_back(relation) && (asked > left || !whole) {
            faults.push(Fault::new("refunds_above_amount", "amount"));
        }
    }
    match faults.is_empty() {
        true => Ok(out),
        false => Err(faults),
    }
}

fn gives_back(relation: Relation) -> bool {
    matches!(relation, Relation::Refunds | Relation::Voids)
}

fn kind_of(relation: Relation, original: ReceiptType) -> ReceiptType {
    match relation {
        Relation::Refunds => ReceiptType::Refund,
        Relation::Voids => ReceiptType::Void,
        Relation::Captures => ReceiptType::Capture,
        Relation::Corrects => ReceiptType::Correction,
        Relation::Replaces => original,
    }
}

/// Whether a receipt of that type is one of which such a receipt may be made.
fn may_relate(relation: Relation, original: ReceiptType) -> bool {
    match (relation, original) {
        (_, ReceiptType::Training) | (Relation::Refunds, ReceiptType::Refund) => false,
        (Relation::Refunds | Relation::Voids, ReceiptType::Void) => false,
        (Relation::Captures, kind) => kind == ReceiptType::Preauth,
        _ => true,
    }
}

/// What of a receipt's amount was not given back yet, by the receipts and statuses that are here. One refund counts once, whoever speaks of it.
fn left(statements: &[Statement], digest: Digest, original: &Receipt) -> u64 {
    let mut known: Vec<Status> = Vec::new();
    for statement in statements {
        match statement.typ() {
            StatementType::Status => known.extend(Status::read(statement.payload()).ok()),
            StatementType::Receipt => {
                let read = Receipt::read(statement.payload()).0;
                known.extend(read.and_then(|r| as_refund(statement.digest(), &r)));
            }
            _ => {}
        }
    }
    known.retain(|s| s.receipt_digest == digest);
    let undone = known
        .iter()
        .any(|s| matches!(s.event, Event::Reversed | Event::Declined));
    let refused = matches!(
        original.status,
        ReceiptStatus::Declined | ReceiptStatus::Reversed
    );
    if undone || refused {
        return 0;
    }
    let all: Vec<&Status> = known.iter().collect();
    original.amount.minor().saturating_sub(refunded(&all))
}

/// A refund's or void's own receipt, as what it gives back.
fn as_refund(digest: Digest, receipt: &Receipt) -> Option<Status> {
    let related = receipt.related.as_ref()?;
    let happened = !matches!(
        receipt.status,
        ReceiptStatus::Declined | ReceiptStatus::Attempted
    );
    (happened && gives_back(related.relation)).then(|| Status {
        iat: receipt.iat,
        receipt_digest: related.digest,
        sequence: 1,
        event: Event::RefundIssued,
        at: receipt.iat,
        amount: receipt.amount,
        currency: receipt.currency,
        rrn: None,
        code: None,
        refund_digest: Some(digest),
        arn: receipt.authorisation.as_ref().and_then(|a| a.arn.clone()),
    })
}

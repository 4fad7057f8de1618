//! A status statement: one event in the life of a transaction, said by its acquirer (PROTOCOL section 3.3).

use alloc::string::String;
use alloc::vec::Vec;

use crate::claims::{self, Claims, Fault};
use crate::json::Object;
use crate::money::{Amount, Currency};
use crate::receipt::Receipt;
use crate::statement::Digest;
use crate::time::Time;
use crate::vocabulary::Event;

const MAX_SEQUENCE: i64 = 1_000_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub iat: Time,
    pub receipt_digest: Digest,
    /// One more than this signer's last status on the same receipt; the first is 1.
    pub sequence: i64,
    pub event: Event,
    pub at: Time,
    pub amount: Amount,
    pub currency: Currency,
    pub rrn: Option<String>,
    pub code: Option<String>,
    /// Of a refund: its own receipt, and the number under which it travels.
    pub refund_digest: Option<Digest>,
    pub arn: Option<String>,
}

impl Status {
    /// Reads a payload; the first broken rule is the answer.
    pub fn read(payload: &Object) -> Result<Self, Fault> {
        claims::whole(payload, read)
    }

    /// Which of the receipt's fields this status tells differently; with any, it lifts nothing.
    pub fn differences(&self, receipt: &Receipt) -> Vec<&'static str> {
        let authorisation = receipt.authorisation.as_ref();
        let rrn = authorisation.and_then(|a| a.rrn.as_ref());
        let code = authorisation.and_then(|a| a.code.as_ref());
        let differs = |ours: &Option<String>, theirs: Option<&String>| {
            ours.as_ref()
                .zip(theirs)
                .is_some_and(|(ours, theirs)| ours != theirs)
        };
        let mut out = Vec::new();
        // A refund may be of a part.
        if self.amount > receipt.amount
            || (self.amount != receipt.amount && !self.event.is_refund())
        {
            out.push("amount");
        }
        if self.currency != receipt.currency {
            out.push("currency");
        }
        if differs(&self.rrn, rrn) {
            out.push("rrn");
        }
        if differs(&self.code, code) {
            out.push("code");
        }
        out
    }

    /// One refund has one receipt and one ARN; a statement names it by either.
    fn names_refund_of(&self, other: &Self) -> bool {
        let receipts = self.refund_digest.zip(other.refund_digest);
        let arns = self.arn.as_ref().zip(other.arn.as_ref());
        receipts.is_some_and(|(a, b)| a == b)
            || arns.is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
    }
}

impl Event {
    /// Whether one signer's history may begin with it.
    pub fn may_begin(self) -> bool {
        matches!(self, Self::Approved | Self::Declined)
    }

    /// Whether `next` may come later than this one, `at_once` without another between them. A mark for review stands outside this order.
    pub fn may_precede(self, next: Self, at_once: bool) -> bool {
        match (self, next) {
            (Self::Approved, Self::Captured | Self::Reversed)
            | (Self::Captured, Self::RefundIssued) => true,
            (Self::Approved, _) => !at_once && next.is_refund(),
            (Self::Captured, _) => !at_once && next == Self::RefundPosted,
            _ => self.is_refund() && next.is_refund(),
        }
    }
}

/// What the refunds among these come to, in minor units. Statements that name one refund count once, with the highest amount of them.
pub fn refunded(statuses: &[&Status]) -> u64 {
    // To which refund each statement belongs: the number of one of its statements.
    let mut refunds: Vec<usize> = Vec::new();
    for (at, status) in statuses.iter().enumerate() {
        refunds.push(at);
        for (other, earlier) in statuses.iter().take(at).enumerate() {
            // What named two refunds apart names one when somebody names both.
            if status.names_refund_of(earlier)
                && let Some(&old) = refunds.get(other)
            {
                for refund in &mut refunds {
                    if *refund == old {
                        *refund = at;
                    }
                }
            }
        }
    }
    let mut sum = 0;
    for at in 0..statuses.len() {
        let mut most = 0;
        for (refund, status) in refunds.iter().zip(statuses) {
            if *refund == at && status.event.is_refund() {
                most = most.max(status.amount.minor());
            }
        }
        sum += most;
    }
    sum
}

fn read(c: &mut Claims) -> Option<Status> {
    // The issuer is read by the verifier before the signature; here it only counts as understood.
    c.need("iss", &|_| Ok(()));
    let iat = c.need("iat", &claims::time);
    let receipt_digest = c.need("receipt_digest", &claims::digest);
    let sequence = c.need("sequence", &claims::integer(1, MAX_SEQUENCE));
    let event = c.need_word::<Event>("event", "event_unknown");
    let at = c.need("at", &claims::time);
    let amount = c.need("amount", &claims::money);
    let currency = c.need("currency", &claims::currency);
    let rrn = c.may("rrn", &claims::alphanumeric(1, 12));
    let code = c.may("code", &claims::alphanumeric(1, 6));
    let refund_digest = c.may("refund_digest", &claims::digest);
    let arn = c.may("arn", &claims::alphanumeric(23, 23));
    let names_one = refund_digest.is_some() || arn.is_some();
    if event.is_some_and(Event::is_refund) != names_one {
        let code = if names_one {
            claims::INVALID
        } else {
            "member_missing"
        };
        c.fault(code, "refund_digest");
    }
    // Nothing was given back by giving back nothing.
    if names_one && amount.is_some_and(|amount| amount.minor() == 0) {
        c.fault(claims::INVALID, "amount");
    }
    Some(Status {
        iat: iat?,
        receipt_digest: receipt_digest?,
        sequence: sequence?,
        event: event?,
        at: at?,
        amount: amount?,
        currency: currency?,
        rrn,
        code,
        refund_digest,
        arn,
    })
}

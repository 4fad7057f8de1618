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
        if self.amount != receipt.amount {
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

    /// Whether `next` may follow: approved, then captured or reversed.
    pub fn may_precede(&self, next: &Self) -> bool {
        matches!(
            (self.event, next.event),
            (Event::Approved, Event::Captured | Event::Reversed)
        )
    }
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
    })
}

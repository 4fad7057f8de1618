//! `receipt-ack+jwt`: what a customer says about a receipt (PROTOCOL section 3.5).

use super::Method;
use super::key::{HolderKey, holder_key};
use super::origin::sign_off_origin;
use crate::claims::{self, Claims, Fault};
use crate::json::Object;
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::statement::Digest;
use crate::time::Time;
use crate::vocabulary::words;

words! {
    /// The customer's answer.
    AckVerdict {
        Mine = "mine", NotRecognised = "not_recognised", AmountDiffers = "amount_differs",
        ReturnedGoods = "returned_goods",
    }
}

/// The claims of an acknowledgement. Nothing in them vouches for the key that they name.
#[derive(Debug, Clone)]
pub struct Ack {
    /// Where it was signed.
    pub iss: Origin,
    pub iat: Time,
    pub receipt_digest: Digest,
    pub verdict: AckVerdict,
    pub method: Method,
    /// The amount that the customer has in mind.
    pub amount: Option<(Amount, Currency)>,
    pub key: Option<HolderKey>,
}

impl Ack {
    pub fn read(payload: &Object) -> Result<Self, Fault> {
        claims::whole(payload, read)
    }
}

fn read(c: &mut Claims) -> Option<Ack> {
    let iss = c.need("iss", &sign_off_origin);
    let iat = c.need("iat", &claims::time);
    let receipt_digest = c.need("receipt_digest", &claims::digest);
    let verdict = c.need_word::<AckVerdict>("verdict", "ack_verdict_unknown");
    let method = c.need_word::<Method>("method", "ack_method");
    let amount = c.may("amount", &claims::money);
    let currency = c.may("currency", &claims::currency);
    let key = c.inner("key", |c| {
        c.may("kid", &claims::id(64));
        holder_key(c)
    });
    if amount.is_some() != currency.is_some() {
        c.fault(
            "member_missing",
            if amount.is_some() {
                "currency"
            } else {
                "amount"
            },
        );
    }
    if amount.is_some() && verdict.is_some_and(|v| v != AckVerdict::AmountDiffers) {
        c.fault(claims::INVALID, "amount");
    }
    Some(Ack {
        iss: iss?,
        iat: iat?,
        receipt_digest: receipt_digest?,
        verdict: verdict?,
        method: method?,
        amount: amount.zip(currency),
        key,
    })
}

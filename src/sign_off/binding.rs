//! `receipt-key+jwt` for a customer: an acquirer or a card's issuer says which payment a key's holder made (PROTOCOL section 3.7).

use alloc::string::String;

use super::key::{HolderKey, holder_key};
use super::origin::{host, is_rp_id_of, sign_off_origin};
use crate::claims::{self, Claims, Fault};
use crate::json::Object;
use crate::origin::Origin;
use crate::statement::Digest;
use crate::time::Time;

/// What such a statement says.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub iat: Time,
    pub exp: Time,
    /// The origin at which this customer signs off.
    pub subject: Origin,
    pub key: HolderKey,
    pub rp_id: String,
    /// What ties the customer to a payment: the receipt itself, the card, or both.
    pub receipt_digest: Option<Digest>,
    pub last4: Option<String>,
}

impl Binding {
    pub fn read(payload: &Object) -> Result<Self, Fault> {
        claims::whole(payload, read)
    }
}

fn read(c: &mut Claims) -> Option<Binding> {
    // Read by the verifier before the signature; here it only counts as understood.
    c.need("iss", &|_| Ok(()));
    let iat = c.need("iat", &claims::time);
    let exp = c.need("exp", &claims::time);
    let subject = c.need("subject", &sign_off_origin);
    let key = c.need_inner("key", |c| {
        let key = holder_key(c);
        c.may("kid", &claims::id(64));
        c.may("role", &|_| Ok(()));
        let rp_id = c.may("rp_id", &claims::id(253));
        Some((key?, rp_id))
    });
    let receipt_digest = c.may("receipt_digest", &claims::digest);
    let last4 = c.may("last4", &claims::digits(4, 4));
    if receipt_digest.is_none() && last4.is_none() {
        // A key tied to nothing would speak for every payment.
        c.fault("member_missing", "receipt_digest");
    }
    let subject = subject?;
    let (key, rp_id) = key?;
    let rp_id = rp_id.unwrap_or_else(|| host(&subject).into());
    if !is_rp_id_of(&rp_id, &subject) {
        c.fault(claims::INVALID, "key.rp_id");
    }
    Some(Binding {
        iat: iat?,
        exp: exp?,
        subject,
        key,
        rp_id,
        receipt_digest,
        last4,
    })
}

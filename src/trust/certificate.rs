//! `receipt-key+jwt`: one key that somebody vouches for, in the dossier itself (PROTOCOL section 3.7), so that millions of terminals need no giant list.

use alloc::vec;

use super::{Issuer, read};
use crate::claims::{self, Claims, Fault};
use crate::json::{Object, Value};
use crate::time::Time;
use crate::vocabulary::Role;

/// What such a statement says.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub iat: Time,
    pub exp: Time,
    /// As an entry of a list, with one key.
    pub entry: Issuer,
}

impl Certificate {
    /// Whether a key statement is about the key of a customer, who signs off, and of no till.
    pub fn is_of_customer(payload: &Object) -> bool {
        match payload.get("key") {
            Some(Value::Object(key)) => {
                matches!(key.get("role"), Some(Value::Text(role)) if role == Role::Customer.as_str())
            }
            _ => false,
        }
    }

    /// Reads a payload; the first broken rule is the answer.
    pub fn read(payload: &Object) -> Result<Self, Fault> {
        claims::whole(payload, read_claims)
    }
}

fn read_claims(c: &mut Claims) -> Option<Certificate> {
    // Read by the verifier before the signature; here it only counts as understood.
    c.need("iss", &|_| Ok(()));
    let iat = c.need("iat", &claims::time);
    let exp = c.need("exp", &claims::time);
    let subject = c.need("subject", &claims::origin);
    let name = c.may("name", &claims::text(64));
    let party = c.may("party", &claims::text(64));
    let acquirers = c.may("acquirers", &claims::list_of(64, claims::origin));
    let profile = c.inner("profile", read::profile);
    let key = c.need_inner("key", |c| {
        let key = read::key(c, Role::Merchant)?;
        if key.revoked.is_some() {
            // A list takes keys back. Who vouches for one does not.
            c.fault(claims::INVALID, "revoked");
        }
        Some(key)
    });
    let (iat, exp, mut key, iss) = (iat?, exp?, key?, subject?);
    // The statement's window tests what the receipt claims: paper outlives every certificate.
    key.not_before = key.not_before.or(Some(iat));
    key.not_after = Some(key.not_after.map_or(exp, |t| t.min(exp)));
    Some(Certificate {
        iat,
        exp,
        entry: Issuer {
            // Where nobody else names it, it has no name but its domain's.
            name: name.unwrap_or_else(|| iss.to_name()),
            iss,
            role: Role::Merchant,
            party,
            acquirers: acquirers.unwrap_or_default(),
            profile,
            keys: vec![key],
            vouches: None,
            note_keys: vec![],
            withdrawn: vec![],
        },
    })
}

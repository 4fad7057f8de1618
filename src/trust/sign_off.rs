//! The keys that sign off: an entry's `sign_off_keys`, this device's own, and the origins at which anybody may (PROTOCOL section 7.5).

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::answer::Source;
use super::read::{self, ENTRY_DEPTH, MAX_KEYS, revocation};
use super::{Revocation, TrustError, TrustStore, TrustedKey, covers};
use crate::claims::{self, Claims, Fault, Findings};
use crate::json::{self, Value};
use crate::origin::Origin;
use crate::sign_off::{HolderKey, holder_key, host, is_rp_id_of, sign_off_origin};
use crate::text::decimal;
use crate::time::Time;
use crate::vocabulary::{Provenance, Role};

const MAX_OWN: usize = 1 << 16;
const MAX_OWN_KEYS: usize = 64;

/// A key of an entry's `sign_off_keys`.
#[derive(Debug, Clone)]
pub(crate) struct SignOffKey {
    pub kid: String,
    pub key: HolderKey,
    pub rp_id: String,
    /// The card that this key's holder has.
    pub last4: Option<String>,
    not_before: Option<Time>,
    not_after: Option<Time>,
    revoked: Option<Revocation>,
}

impl SignOffKey {
    /// Whether it may have signed at this time. Nobody else dates what a holder signs, so a key that others may have says nothing.
    pub fn covers(&self, time: Time) -> Result<(), &'static str> {
        match &self.revoked {
            Some(r) if r.casts_doubt() => Err("key_withdrawn"),
            revoked => covers(self.not_before, self.not_after, revoked.as_ref(), time),
        }
    }
}

/// This very device's keys, and the verifier's own origin. They count here and nowhere else.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    pub origin: Origin,
    pub rp_id: String,
    pub keys: Vec<HolderKey>,
}

/// Customers whom a list names, as the root that answers says.
#[derive(Debug)]
pub(crate) struct Customers<'a> {
    pub source: Source<'a>,
    pub keys: Vec<SignOffKey>,
}

impl TrustStore {
    /// Takes `{"origin", "rp_id", "keys": [JWK…]}`, in place of what was taken before: this device's keys, and where its verifier stands.
    pub fn own(&mut self, json: &[u8]) -> Result<(), TrustError> {
        if json.len() > MAX_OWN {
            return Err(TrustError::TooLarge);
        }
        let object = json::parse_object(json, 4).map_err(TrustError::Json)?;
        let own = claims::whole(&object, |c| {
            let origin = c.need("origin", &sign_off_origin);
            let rp_id = c.may("rp_id", &claims::id(253));
            let keys = c.objects("keys", MAX_OWN_KEYS, &|c| {
                c.may("kid", &claims::id(64));
                holder_key(c)
            });
            let origin = origin?;
            let rp_id = rp_id.unwrap_or_else(|| host(&origin).into());
            if !is_rp_id_of(&rp_id, &origin) {
                c.fault(claims::INVALID, "rp_id");
            }
            Some(Own {
                origin,
                rp_id,
                keys: keys?,
            })
        });
        self.own = Some(own.map_err(TrustError::Fault)?);
        Ok(())
    }

    /// Names an origin at which people sign off, besides those that lists name.
    pub fn pin_ack_origin(&mut self, origin: &str) -> Result<(), TrustError> {
        let origin = sign_off_origin(&Value::Text(origin.into()))
            .map_err(|code| TrustError::Fault(Fault::new(code, "origin")))?;
        self.ack_origins.push(origin);
        Ok(())
    }

    pub(crate) fn own_keys(&self) -> Option<&Own> {
        self.own.as_ref()
    }

    /// Whether this verifier's owner named the origin.
    pub(crate) fn pins_ack_origin(&self, iss: &Origin) -> bool {
        self.own.as_ref().is_some_and(|own| own.origin == *iss) || self.ack_origins.contains(iss)
    }

    /// The customers who sign off at `iss`, as the highest-ranked root says that names it. Nobody passes that on: where only a delegate's list
    /// names them, and where they are named as something else, the answer is why they do not count.
    pub(crate) fn customers(&self, iss: &Origin) -> Result<Option<Customers<'_>>, &'static str> {
        let named = |l: &&super::Listed| l.list.names(iss);
        let Some(listed) = self.lists.iter().filter(|l| l.grant.is_none()).find(named) else {
            return match self.lists.iter().any(|l| named(&l)) {
                true => Err("vouch_role_not_allowed"),
                false => Ok(None),
            };
        };
        let Some(Ok(issuer)) = listed.list.issuer(iss) else {
            return Err("entry_invalid");
        };
        if issuer.role != Role::Customer || listed.provenance == Provenance::Domain {
            return Err("role_not_allowed");
        }
        Ok(Some(Customers {
            source: Source {
                issuer,
                listed,
                statement: None,
            },
            keys: listed.list.sign_off_keys(iss),
        }))
    }
}

impl TrustStore {
    /// Whether a key is listed for somebody who is no customer, by a list that somebody chose: one key under two names is one signer. What a page
    /// brings, or a shop's own domain says, takes nobody's key away.
    pub(crate) fn is_anothers(&self, key: &HolderKey) -> bool {
        let chosen =
            |l: &&super::Listed| matches!(l.provenance, Provenance::Pinned | Provenance::User);
        self.lists
            .iter()
            .filter(chosen)
            .any(|l| l.list.is_anothers(key))
    }
}

impl Source<'_> {
    /// The keys with which this entry signs off.
    pub fn sign_off_keys(&self) -> Vec<SignOffKey> {
        match self.statement {
            None => self.listed.list.sign_off_keys(&self.issuer.iss),
            Some(_) => vec![],
        }
    }
}

/// Reads the `sign_off_keys` of an entry; every fault carries `path`, where the entry stands.
pub(super) fn keys(json: &[u8], path: &str) -> Result<Vec<SignOffKey>, Vec<Fault>> {
    // What is wrong with the entry itself is said where it is read as one.
    let Ok(object) = json::parse_object(json, ENTRY_DEPTH) else {
        return Ok(vec![]);
    };
    let word = |name| match object.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    };
    let role = word("role").and_then(|word| Role::from_word(word));
    let iss = word("iss").and_then(|iss| Origin::from_text(iss));
    let (Some(role), Some(iss)) = (role, iss) else {
        return Ok(vec![]);
    };
    let mut findings = Findings::default();
    let mut c = Claims::at(&object, path.into(), &mut findings);
    let keys = c.objects("sign_off_keys", MAX_KEYS, &|c| key(c, role, &iss));
    if object.get("sign_off_keys").is_some() && !matches!(role, Role::Merchant | Role::Customer) {
        c.fault("role_not_allowed", "sign_off_keys");
    }
    match (keys, findings.faults) {
        (Some(keys), faults) if faults.is_empty() => Ok(keys),
        (_, faults) => Err(faults),
    }
}

/// Whether an entry lists a key for somebody who is no customer.
pub(super) fn is_anothers(json: &[u8], key: &HolderKey) -> bool {
    let Ok(entry) = read::entry(json, "") else {
        return false;
    };
    let plain = |k: &TrustedKey| HolderKey::Ed25519(k.x) == *key;
    entry.role != Role::Customer
        && (entry.keys.iter().any(plain)
            || keys(json, "").is_ok_and(|keys| keys.iter().any(|k| k.key == *key)))
}

fn key(c: &mut Claims, role: Role, iss: &Origin) -> Option<SignOffKey> {
    let key = holder_key(c);
    let kid = c.may("kid", &claims::id(64));
    let rp_id = c.may("rp_id", &claims::id(253));
    let last4 = c.may("last4", &claims::digits(4, 4));
    let not_before = c.may("not_before", &claims::time);
    let not_after = c.may("not_after", &claims::time);
    let revoked = c.inner("revoked", revocation);
    c.must_understand();
    let rp_id = rp_id.unwrap_or_else(|| host(iss).into());
    if role == Role::Customer && !is_rp_id_of(&rp_id, iss) {
        c.fault(claims::INVALID, "rp_id");
    }
    if role != Role::Customer && last4.is_some() {
        // A shop has no card here.
        c.fault("role_not_allowed", "last4");
    }
    let key = key?;
    Some(SignOffKey {
        kid: kid.unwrap_or_else(|| key.kid()),
        key,
        rp_id,
        last4,
        not_before,
        not_after,
        revoked,
    })
}

/// What a list's signer wants to know before signing: also which keys are none.
pub(super) fn lint(json: &[u8], path: &str) -> Vec<Fault> {
    let keys = match keys(json, path) {
        Ok(keys) => keys,
        Err(faults) => return faults,
    };
    let unsound = keys.iter().enumerate().filter(|(_, k)| !k.key.is_sound());
    unsound
        .map(|(at, _)| {
            let mut path: String = path.into();
            path.push_str(".sign_off_keys[");
            path.push_str(&decimal(at as u64));
            path.push(']');
            Fault::new("key_unusable", path)
        })
        .collect()
}

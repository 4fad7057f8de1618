//! From strict JSON to a trust store.

use alloc::vec::Vec;

use super::{Issuer, Licence, Profile, Revocation, TrustError, TrustStore, TrustedKey};
use crate::claims::{self, Claims, Findings};
use crate::json::{self, Value};
use crate::key::PublicKey;
use crate::order::sorted;
use crate::vocabulary::{Provenance, RevocationReason, Role};

const MAX_BYTES: usize = 16 << 20;
const MAX_DEPTH: usize = 12;
const MAX_ISSUERS: usize = 100_000;
const MAX_KEYS: usize = 10_000;

pub fn parse(bytes: &[u8], provenance: Provenance) -> Result<TrustStore, TrustError> {
    if bytes.len() > MAX_BYTES {
        return Err(TrustError::TooLarge);
    }
    let object = json::parse_object(bytes, MAX_DEPTH).map_err(TrustError::Json)?;
    let mut findings = Findings::default();
    let mut c = Claims::new(&object, &mut findings);
    c.need("version", &claims::integer(1, 1));
    let iss = c.may("iss", &claims::origin);
    let iat = c.may("iat", &claims::time);
    let exp = c.may("exp", &claims::time);
    let sequence = c.may("sequence", &claims::unsigned(u64::MAX));
    let sample = c.may("sample", &claims::boolean).unwrap_or(false);
    let issuers = match object.get("issuers") {
        // A store that vouches for nobody yet is a store.
        Some(Value::List(list)) if list.is_empty() => Vec::new(),
        None => {
            c.fault("member_missing", "issuers");
            Vec::new()
        }
        Some(_) => c.list("issuers", MAX_ISSUERS, &issuer).unwrap_or_default(),
    };
    let issuers = sorted(issuers, &|a, b| a.iss < b.iss);
    for pair in issuers.windows(2) {
        if let [a, b] = pair
            && a.iss == b.iss
        {
            c.fault("issuer_twice", a.iss.as_str());
        }
    }
    match findings.faults.into_iter().next() {
        Some(fault) => Err(TrustError::Fault(fault)),
        None => Ok(TrustStore {
            provenance,
            sample,
            iss,
            iat,
            exp,
            sequence,
            issuers,
        }),
    }
}

fn issuer(c: &mut Claims) -> Option<Issuer> {
    let iss = c.need("iss", &claims::origin);
    let name = c.need("name", &claims::text(64));
    let role = c.need("role", &claims::one_of(Role::ALL, "role_unknown"));
    if role == Some(Role::Terminal) {
        // A terminal belongs to a merchant: the entry is the merchant's, the key is the terminal's.
        c.fault("role_not_allowed", "role");
    }
    let party = c.may("party", &claims::text(64));
    let acquirers = c
        .may("acquirers", &claims::list_of(64, claims::origin))
        .unwrap_or_default();
    let profile = c.inner("profile", profile);
    let entry_role = role.unwrap_or(Role::Merchant);
    let keys = c.list("keys", MAX_KEYS, &|c| key(c, entry_role));
    if keys.is_none() {
        c.fault("member_missing", "keys");
    }
    Some(Issuer {
        iss: iss?,
        name: name?,
        role: role?,
        party,
        acquirers,
        profile,
        keys: keys?,
    })
}

fn profile(c: &mut Claims) -> Option<Profile> {
    Some(Profile {
        legal_name: c.may("legal_name", &claims::text(128)),
        statement_descriptor: c.may("statement_descriptor", &claims::text(25)),
        mcc: c.may("mcc", &claims::text(4)),
        country: c.may("country", &claims::text(3)),
        contact: c.may("contact", &claims::text(64)),
        address: c.may("address", &claims::text(128)),
        licence: c.inner("licence", |c| {
            Some(Licence {
                number: c.may("number", &claims::text(64)),
                authority: c.may("authority", &claims::text(64)),
                scope: c.may("scope", &claims::text(128)),
                expires: c.may("expires", &claims::text(32)),
            })
        }),
    })
}

/// Roles that keys of an entry may have: a merchant's keys are its till's or its terminals'; all others speak as their entry.
fn allows(entry: Role, key: Role) -> bool {
    entry == key || (entry == Role::Merchant && key == Role::Terminal)
}

fn key(c: &mut Claims, entry_role: Role) -> Option<TrustedKey> {
    let exactly = |word: &'static str| {
        move |v: &Value| match v {
            Value::Text(s) if s == word => Ok(()),
            _ => Err("key_not_ed25519"),
        }
    };
    c.need("kty", &exactly("OKP"));
    c.need("crv", &exactly("Ed25519"));
    c.may("d", &|_| Err::<(), _>("private_key_in_store"));
    let key = c.need("x", &|v| match v {
        Value::Text(x) => PublicKey::from_x(x).ok_or("key_not_ed25519"),
        _ => Err("key_not_ed25519"),
    });
    let kid = c.may("kid", &claims::id(64));
    let role = c
        .may("role", &claims::one_of(Role::ALL, "role_unknown"))
        .unwrap_or(entry_role);
    if !allows(entry_role, role) {
        c.fault("role_not_allowed", "role");
    }
    let terminal = c.may("terminal", &claims::id(16));
    if role == Role::Terminal && terminal.is_none() {
        c.fault("member_missing", "terminal");
    }
    let merchants = c.may("merchants", &claims::list_of(10_000, claims::id(15)));
    let not_before = c.may("not_before", &claims::time);
    let not_after = c.may("not_after", &claims::time);
    let revoked = c.inner("revoked", revocation);
    let key = key?;
    Some(TrustedKey {
        kid: kid.unwrap_or_else(|| key.kid()),
        key,
        role,
        terminal,
        merchants,
        not_before,
        not_after,
        revoked,
    })
}

fn revocation(c: &mut Claims) -> Option<Revocation> {
    let recorded = c.need("recorded", &claims::time);
    let since = c.need("since", &claims::time);
    let max_counter = c.may("max_counter", &claims::unsigned(u64::MAX));
    let reason = c.need(
        "reason",
        &claims::one_of(RevocationReason::ALL, "reason_unknown"),
    );
    Some(Revocation {
        recorded: recorded?,
        since: since?,
        max_counter,
        reason: reason?,
    })
}

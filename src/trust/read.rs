//! From strict JSON to an entry of a trust list.

use alloc::vec::Vec;

use super::vouching::{self, Named, Vouches};
use super::{Issuer, Licence, Profile, Revocation, TrustedKey, WithdrawnReceipt};
use crate::base64url;
use crate::claims::{self, Claims, Fault, Findings};
use crate::json::{self, Value};
use crate::key;
use crate::vocabulary::{RevocationReason, Role, WithdrawalReason};

/// Levels of JSON in an entry: two fewer than in its list.
pub const ENTRY_DEPTH: usize = 10;
pub(super) const MAX_KEYS: usize = 10_000;
const MAX_WITHDRAWN: usize = 100_000;

/// Reads one entry; every fault carries `path`, where the entry stands.
pub fn entry(json: &[u8], path: &str) -> Result<Issuer, Vec<Fault>> {
    let object =
        json::parse_object(json, ENTRY_DEPTH).map_err(|e| [Fault::new(e.code(), path)].to_vec())?;
    let mut findings = Findings::default();
    let mut c = Claims::at(&object, path.into(), &mut findings);
    let entry = issuer(&mut c);
    c.must_understand();
    match (entry, findings.faults.is_empty()) {
        (Some(entry), true) => Ok(entry),
        (_, false) => Err(findings.faults),
        (None, true) => Err([Fault::new(claims::INVALID, path)].to_vec()),
    }
}

fn issuer(c: &mut Claims) -> Option<Issuer> {
    let iss = c.need("iss", &claims::origin);
    let name = c.need("name", &claims::text(64));
    let role = c.need_word::<Role>("role", "role_unknown");
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
    let vouches = c.inner("vouches", vouches);
    let note_keys = c
        .may("note_keys", &claims::list_of(16, note_key))
        .unwrap_or_default();
    if !note_keys.is_empty() && role != Some(Role::Witness) {
        c.fault("role_not_allowed", "note_keys");
    }
    // Read when somebody signs off: a fault there says nothing about the entry's other keys.
    c.may("sign_off_keys", &|_| Ok(()));
    let withdrawn = c.objects("revoked_receipts", MAX_WITHDRAWN, &withdrawn);
    // An entry without keys describes a shop whose keys somebody else vouches for.
    let keys = c.objects("keys", MAX_KEYS, &|c| key(c, entry_role));
    Some(Issuer {
        iss: iss?,
        name: name?,
        role: role?,
        party,
        acquirers,
        profile,
        keys: keys?,
        vouches,
        note_keys,
        withdrawn: withdrawn?,
    })
}

fn vouches(c: &mut Claims) -> Option<Vouches> {
    let names = c.need("for", &claims::list_of(10_000, named));
    let merchants = c.may("merchants", &claims::list_of(10_000, claims::id(15)));
    let depth = c.may("depth", &claims::integer(1, vouching::MAX_DEPTH));
    Some(Vouches {
        names: names?,
        merchants,
        depth: depth.unwrap_or(1),
    })
}

fn named(value: &Value) -> claims::Rule<Named> {
    match value {
        Value::Text(text) => Named::from_text(text).ok_or("iss_invalid"),
        _ => Err("iss_invalid"),
    }
}

/// Printable, without spaces; the log's own code reads the rest.
fn note_key(value: &Value) -> claims::Rule<alloc::string::String> {
    match value {
        Value::Text(text) if text.len() <= 256 && text.bytes().all(|b| b.is_ascii_graphic()) => {
            Ok(text.clone())
        }
        _ => Err(claims::INVALID),
    }
}

fn withdrawn(c: &mut Claims) -> Option<WithdrawnReceipt> {
    let id = c.need("id", &claims::id(12));
    let recorded = c.need("recorded", &claims::time);
    let reason = c.need_word::<WithdrawalReason>("reason", "reason_unknown");
    Some(WithdrawnReceipt {
        id: id?,
        recorded: recorded?,
        reason: reason?,
    })
}

pub fn profile(c: &mut Claims) -> Option<Profile> {
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
                as_of: c.may("as_of", &claims::text(32)),
            })
        }),
    })
}

/// Roles that keys of an entry may have: a merchant's keys are its till's or its terminals'; all others speak as their entry.
fn allows(entry: Role, key: Role) -> bool {
    entry == key || (entry == Role::Merchant && key == Role::Terminal)
}

/// The JWK of an Ed25519 public key (RFC 8037): the bytes of `x`, whether or not they are a key.
pub fn ed25519_x(c: &mut Claims) -> Option<[u8; 32]> {
    for (member, word) in [("kty", "OKP"), ("crv", "Ed25519")] {
        c.need(member, &|v| match v {
            Value::Text(s) if s == word => Ok(()),
            _ => Err("key_not_ed25519"),
        });
    }
    c.need("x", &|v| match v {
        Value::Text(x) => base64url::decode_array(x).ok_or("key_not_ed25519"),
        _ => Err("key_not_ed25519"),
    })
}

pub fn no_private_part(c: &mut Claims) {
    c.may("d", &|_| Err::<(), _>("private_key_in_store"));
}

pub fn key(c: &mut Claims, entry_role: Role) -> Option<TrustedKey> {
    let x = ed25519_x(c);
    no_private_part(c);
    let kid = c.may("kid", &claims::id(64));
    let role = c
        .may_word::<Role>("role", "role_unknown")
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
    c.must_understand();
    let x = x?;
    Some(TrustedKey {
        kid: kid.unwrap_or_else(|| key::kid(&x)),
        x,
        role,
        terminal,
        merchants,
        not_before,
        not_after,
        revoked,
    })
}

pub(super) fn revocation(c: &mut Claims) -> Option<Revocation> {
    let recorded = c.need("recorded", &claims::time);
    let since = c.need("since", &claims::time);
    let max_counter = c.may("max_counter", &claims::unsigned(u64::MAX));
    let reason = c.need_word::<RevocationReason>("reason", "reason_unknown");
    Some(Revocation {
        recorded: recorded?,
        since: since?,
        max_counter,
        reason: reason?,
    })
}

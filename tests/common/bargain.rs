//! Two sides at the counter: halves of settlements, signed by whoever wants to, without asking whether they may.
#![allow(dead_code, clippy::unwrap_used)]

use receipt_verifier::Statement;
use receipt_verifier::issue::Identity;
use receipt_verifier::json::{Object, Value};
use receipt_verifier::sign_off::Domain;

use super::phone::{self, Ceremony, Key, PAGE, digest, signing_input};
use super::world::{self, EVENT, SHOP, header_of, merged, object, sign_raw};

pub const TYP: &str = "receipt-settlement+jwt";
pub const DAY: u64 = 86_400;

/// What the shop proposes: fifty yuan back within a week.
pub fn terms(dossier: &str, iss: &str, side: &str, changes: &str) -> Object {
    let base = object(&format!(
        r#"{{"iss":"{iss}","iat":{},"receipt_digest":"{}","side":"{side}","facts":["一盒茶叶已受潮"],"remedy":"partial_refund",
            "amount":5000,"currency":"CNY","due":{},"waives_rights":false}}"#,
        EVENT + 120,
        digest(dossier),
        EVENT + 7 * DAY
    ));
    merged(&base, changes)
}

/// Yes to a half, and no more.
pub fn yes(dossier: &str, iss: &str, side: &str, first: &str, changes: &str) -> Object {
    let counterpart = Statement::parse(first).unwrap().digest().to_text();
    let base = object(&format!(
        r#"{{"iss":"{iss}","iat":{},"receipt_digest":"{}","side":"{side}","counterpart":"{counterpart}","waives_rights":false}}"#,
        EVENT + 180,
        digest(dossier)
    ));
    merged(&base, changes)
}

/// Signed as the shop signs its receipts.
pub fn by_till(identity: &Identity, payload: &Object) -> String {
    sign_raw(&header_of(identity, TYP), &payload.to_text(), &identity.key)
}

/// Signed with a key of a phone, which it brings along.
pub fn by_phone(key: &Key, payload: &Object, ceremony: &Ceremony) -> String {
    let mut payload = payload.clone();
    payload.set("key", Value::Object(object(&key.jwk(""))));
    let input = signing_input(TYP, key.alg(), &key.kid(), &payload);
    phone::seal(key, &input, Domain::Settlement, ceremony)
}

/// The shop's proposal, by its terminal.
pub fn proposal(dossier: &str, changes: &str) -> String {
    by_till(
        &world::terminal(),
        &terms(dossier, SHOP, "merchant", changes),
    )
}

/// The customer's yes to it.
pub fn acceptance(key: &Key, dossier: &str, first: &str, changes: &str) -> String {
    let payload = yes(dossier, PAGE, "customer", first, changes);
    by_phone(key, &payload, &Ceremony::default())
}

/// Parts, joined.
pub fn joined(parts: &[&str]) -> String {
    parts.join("~")
}

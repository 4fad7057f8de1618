//! A registry in the small world: it lists the acquirer and lets it vouch for the tea shop, whose terminals it has never heard of.
#![allow(dead_code, clippy::unwrap_used)]

use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::{Object, Value};
use receipt_verifier::trust::{Facts, Pins, Seen};
use receipt_verifier::{
    Provenance, Role, SecretKey, Statement, StatementType, TrustError, TrustStore,
};

pub use super::world::identity;
use super::world::{self, ACQUIRER, SHOP, object};

pub const REGISTRY: &str = "https://registry.example";
pub const WITNESS: &str = "https://witness.example";
/// A payment service provider whose merchants share its `iss`.
pub const PSP: &str = "https://psp.example";

pub fn registry() -> SecretKey {
    SecretKey::from_seed(&[20; 32])
}

pub fn witness() -> Identity {
    identity(21, WITNESS, Role::Witness, None)
}

pub fn jwk(identity: &Identity) -> String {
    identity.to_public_jwk().to_text()
}

/// What a verifier pins.
pub fn pins_json() -> String {
    let x = registry().public().x();
    format!(r#"{{"iss":"{REGISTRY}","role":"registry","kty":"OKP","crv":"Ed25519","x":"{x}"}}"#)
}

pub fn pins() -> Pins {
    Pins::parse(pins_json().as_bytes()).unwrap()
}

/// The acquirer's entry, with what it may vouch for.
pub fn acquirer_entry(vouches: &str) -> String {
    format!(
        r#"{{"iss":"{ACQUIRER}","name":"Acquirer A","role":"acquirer","party":"ACQ","profile":{{"contact":"95516"}},"keys":[{}],"vouches":{vouches}}}"#,
        jwk(&world::acquirer())
    )
}

pub fn witness_entry() -> String {
    format!(
        r#"{{"iss":"{WITNESS}","name":"Witness W","role":"witness","party":"WIT","keys":[{}]}}"#,
        jwk(&witness())
    )
}

/// The shop as a delegate lists it.
pub fn shop_entry(members: &str) -> String {
    format!(
        r#"{{"iss":"{SHOP}","name":"腾辉茶叶店","role":"merchant","party":"91330106MA27X","keys":[{}]{members}}}"#,
        jwk(&world::terminal())
    )
}

/// A list's JSON; `members` as `"name":value,`.
pub fn list(iss: &str, sequence: u64, members: &str, entries: &[String]) -> Object {
    object(&format!(
        r#"{{"version":1,"iss":"{iss}","name":"List of {iss}","iat":1795300000,"exp":1797900000,"sequence":{sequence},{members}"issuers":[{}]}}"#,
        entries.join(",")
    ))
}

pub fn sign(list: &Object, key: &SecretKey) -> String {
    issue::trust_list(list, key).unwrap()
}

/// Signed without asking whether a verifier would take it.
pub fn sign_unread(list: &Object, key: &SecretKey) -> String {
    Statement::sign(StatementType::Trust, list, key)
}

/// The registry's list with these entries.
pub fn root(entries: &[String]) -> String {
    sign_unread(&list(REGISTRY, 7, "", entries), &registry())
}

/// The acquirer's list with these entries.
pub fn delegate(entries: &[String]) -> String {
    sign_unread(&list(ACQUIRER, 3, "", entries), &world::acquirer().key)
}

pub fn add(store: &mut TrustStore, token: &str) -> Result<Facts, TrustError> {
    store.add_signed(token, &pins(), Provenance::Pinned, None)
}

/// A store of the registry's list and, below it, the acquirer's.
pub fn store(vouches: &str, delegated: &[String]) -> TrustStore {
    let mut store = TrustStore::new();
    add(
        &mut store,
        &root(&[acquirer_entry(vouches), witness_entry()]),
    )
    .unwrap();
    if !delegated.is_empty() {
        add(&mut store, &delegate(delegated)).unwrap();
    }
    store
}

/// What lets the acquirer vouch for the shop.
pub fn for_shop() -> String {
    format!(r#"{{"for":["{SHOP}"]}}"#)
}

pub fn seen(facts: &Facts) -> Seen {
    Seen {
        sequence: facts.sequence.unwrap(),
        digest: facts.digest.clone().unwrap(),
    }
}

/// A key statement by `voucher`; `changes` replaces its members.
pub fn key_statement(voucher: &Identity, key: &Identity, changes: &str) -> String {
    let mut payload = object(&format!(
        r#"{{"iss":"{}","iat":1795000000,"exp":1800000000,"subject":"{}","name":"腾辉茶叶店","party":"91330106MA27X"}}"#,
        voucher.iss.as_str(),
        key.iss.as_str()
    ));
    payload.set("key", Value::Object(key.to_public_jwk()));
    for (name, value) in object(changes).iter() {
        payload.set(name, value.clone());
    }
    world::sign_raw(
        &world::header_of(voucher, "receipt-key+jwt"),
        &payload.to_text(),
        &voucher.key,
    )
}

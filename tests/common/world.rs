//! A small world to test in: a tea shop, its acquirer, and people who would like to be them. Every key comes from a fixed seed, so that reports
//! are the same on every machine.
#![allow(dead_code, clippy::unwrap_used)]

use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::{
    Dossier, Event, Origin, Provenance, Report, Role, SecretKey, Statement, StatementType, Time,
    TrustStore, verify,
};

pub const SHOP: &str = "https://pay.tenghui.example";
pub const ACQUIRER: &str = "https://acquirer.example";
/// The acquirer's event, and some minutes later.
pub const EVENT: u64 = 1_795_340_113;
pub const NOW: u64 = 1_795_340_700;

pub fn time(seconds: u64) -> Time {
    Time::from_seconds(seconds).unwrap()
}

pub fn object(json: &str) -> Object {
    json::parse_object(json.as_bytes(), 12).unwrap()
}

pub fn identity(seed: u8, iss: &str, role: Role, terminal: Option<&str>) -> Identity {
    Identity {
        key: SecretKey::from_seed(&[seed; 32]),
        iss: Origin::from_text(iss).unwrap(),
        role,
        terminal: terminal.map(str::to_owned),
        merchants: None,
    }
}

pub fn terminal() -> Identity {
    identity(1, SHOP, Role::Terminal, Some("10023317"))
}

pub fn till_pc() -> Identity {
    identity(2, SHOP, Role::Merchant, None)
}

pub fn acquirer() -> Identity {
    identity(3, ACQUIRER, Role::Acquirer, None)
}

pub fn stranger() -> Identity {
    identity(9, "https://stranger.example", Role::Merchant, None)
}

/// The receipt of the protocol's example.
pub fn sale() -> Object {
    object(include_str!("receipt.json"))
}

/// The sale with members replaced; `null` takes a member out.
pub fn sale_with(changes: &str) -> Object {
    merge(&sale(), &object(changes))
}

fn merge(base: &Object, changes: &Object) -> Object {
    let mut out = Object::default();
    for (name, value) in base.iter() {
        match (changes.get(name), value) {
            (Some(Value::Null), _) => {}
            (Some(Value::Object(inner)), Value::Object(old)) => {
                out.set(name, Value::Object(merge(old, inner)));
            }
            (Some(new), _) => out.set(name, new.clone()),
            (None, _) => out.set(name, value.clone()),
        }
    }
    for (name, value) in changes.iter() {
        if base.get(name).is_none() && *value != Value::Null {
            out.set(name, value.clone());
        }
    }
    out
}

/// The draft with members replaced.
pub fn merged(draft: &Object, changes: &str) -> Object {
    merge(draft, &object(changes))
}

pub fn issue(draft: &Object) -> String {
    issue::receipt(draft, &terminal()).unwrap()
}

/// Signs whatever it is given, as a careless or hostile issuer would.
pub fn sign_raw(header: &str, payload: &str, key: &SecretKey) -> String {
    let input = format!(
        "{}.{}",
        base64url(header.as_bytes()),
        base64url(payload.as_bytes())
    );
    let signature = key.sign(input.as_bytes());
    format!("{input}.{}", base64url(&signature))
}

pub fn header_of(identity: &Identity, typ: &str) -> String {
    let kid = identity.key.public().kid();
    format!(r#"{{"alg":"Ed25519","typ":"{typ}","kid":"{kid}"}}"#)
}

/// A receipt signed without looking at it.
pub fn sign_unchecked(payload: &Object, identity: &Identity) -> String {
    sign_raw(
        &header_of(identity, "receipt+jwt"),
        &payload.to_text(),
        &identity.key,
    )
}

/// A status by `identity` on the dossier, signed without asking whether it may.
pub fn status(
    dossier: &str,
    identity: &Identity,
    event: Event,
    sequence: i64,
    changes: &str,
) -> String {
    let receipt = Dossier::read(dossier).unwrap();
    let receipt = receipt
        .parts()
        .filter_map(|part| Statement::parse(part).ok())
        .find(|s| s.typ() == StatementType::Receipt)
        .unwrap();
    let claim = |name: &str| receipt.payload().get(name).unwrap().clone();
    let at = EVENT + u64::try_from(sequence).unwrap();
    let mut payload = object(&format!(
        r#"{{"iss":"{}","iat":{at},"receipt_digest":"{}","sequence":{sequence},"event":"{}","at":{}}}"#,
        identity.iss.as_str(),
        receipt.digest().to_text(),
        event.as_str(),
        at - 1
    ));
    payload.set("amount", claim("amount"));
    payload.set("currency", claim("currency"));
    if let Some(Value::Object(authorisation)) = receipt.payload().get("authorisation") {
        for name in ["rrn", "code"] {
            let wanted = name == "rrn" || event != Event::Declined;
            if let (Some(value), true) = (authorisation.get(name), wanted) {
                payload.set(name, value.clone());
            }
        }
    }
    let mut changes = object(changes);
    changes.set("sequence", Value::Int(sequence));
    let payload = merge(&payload, &changes);
    sign_raw(
        &header_of(identity, "receipt-status+jwt"),
        &payload.to_text(),
        &identity.key,
    )
}

pub fn approved(receipt: &str) -> String {
    format!(
        "{receipt}~{}",
        status(receipt, &acquirer(), Event::Approved, 1, "{}")
    )
}

/// What the shop asks for before the sale, with members replaced.
pub fn intent(identity: &Identity, changes: &str) -> String {
    let base = object(&format!(
        r#"{{"iss":"{}","iat":{},"utc_offset":480,"number":"T7","amount":18650,"currency":"CNY","merchant":{{"trading_name":"腾辉茶叶店","id":"898330154110042"}},"terminal":{{"id":"10023317"}},"valid_until":{}}}"#,
        identity.iss.as_str(),
        EVENT - 60,
        EVENT + 240
    ));
    sign_raw(
        &header_of(identity, "receipt-intent+jwt"),
        &merge(&base, &object(changes)).to_text(),
        &identity.key,
    )
}

/// The sale's receipt, naming that intent.
pub fn naming_intent(intent: &str, changes: &str) -> String {
    let digest = Statement::parse(intent).unwrap().digest().to_text();
    let mut draft = sale_with(changes);
    draft.set("intent_digest", Value::Text(digest));
    sign_unchecked(&draft, &terminal())
}

/// The trust list of this world, with an entry's or a key's members replaced by `edit`.
pub fn trust_json(edit: impl Fn(&mut Vec<Object>)) -> String {
    let entry = |iss: &str, name: &str, role: &str, party: &str, keys: Vec<Object>| {
        let mut entry = object(&format!(
            r#"{{"iss":"{iss}","name":"{name}","role":"{role}","party":"{party}"}}"#
        ));
        entry.set(
            "keys",
            Value::List(keys.into_iter().map(Value::Object).collect()),
        );
        entry
    };
    let mut shop = entry(
        SHOP,
        "腾辉茶叶店",
        "merchant",
        "91330106MA27X",
        vec![terminal().to_public_jwk(), till_pc().to_public_jwk()],
    );
    shop.set(
        "acquirers",
        Value::List(vec![Value::Text(ACQUIRER.to_owned())]),
    );
    let mut issuers = vec![
        shop,
        entry(
            ACQUIRER,
            "Acquirer A",
            "acquirer",
            "ACQ",
            vec![acquirer().to_public_jwk()],
        ),
    ];
    edit(&mut issuers);
    let mut store = object(r#"{"version":1,"iat":1795300000}"#);
    store.set(
        "issuers",
        Value::List(issuers.into_iter().map(Value::Object).collect()),
    );
    store.to_text()
}

/// Sets a member of the first key of the entry at `at`.
pub fn set_key_member(issuers: &mut [Object], at: usize, name: &str, value: &str) {
    let value = object(&format!(r#"{{"v":{value}}}"#))
        .get("v")
        .unwrap()
        .clone();
    let entry = issuers.get_mut(at).unwrap();
    let Some(Value::List(keys)) = entry.get("keys").cloned() else {
        unreachable!()
    };
    let mut keys = keys;
    if let Some(Value::Object(key)) = keys.first_mut() {
        key.set(name, value);
    }
    entry.set("keys", Value::List(keys));
}

pub fn store() -> TrustStore {
    store_from(&trust_json(|_| ()))
}

pub fn store_from(json: &str) -> TrustStore {
    TrustStore::parse(json.as_bytes(), Provenance::User).unwrap()
}

pub fn check(input: &str) -> Report {
    check_under(input, &store())
}

pub fn check_under(input: &str, store: &TrustStore) -> Report {
    verify(input, store, time(NOW))
}

pub fn ignored_codes(report: &Report) -> Vec<&'static str> {
    report.ignored.iter().map(|i| i.code).collect()
}

pub fn check_codes(report: &Report) -> Vec<&'static str> {
    report.checks.iter().map(|c| c.code).collect()
}

pub fn base64url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

pub fn unbase64url(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .unwrap()
}

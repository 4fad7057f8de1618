//! Whatever stands in a customer's answer, it is judged and lifts nothing: nobody whose key counts signed it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::parse_object;
use receipt_verifier::sign_off::{AuthenticatorData, ClientData, Proof};
use receipt_verifier::{Level, Origin, Provenance, Role, SecretKey, Time, TrustStore, verify};

/// A sound receipt, and a list with its shop.
static SHOP: LazyLock<(String, String)> = LazyLock::new(|| {
    let till = Identity {
        key: SecretKey::from_seed(&[1; 32]),
        iss: Origin::from_text("https://pay.tenghui.example").expect("an origin"),
        role: Role::Terminal,
        terminal: Some("10023317".into()),
        merchants: None,
    };
    let draft = parse_object(include_bytes!("../../tests/common/receipt.json"), 8).expect("a draft");
    let receipt = issue::receipt(&draft, &till).expect("a receipt");
    let trust = format!(
        r#"{{"version":1,"issuers":[{{"iss":"{}","name":"Shop","role":"merchant","party":"P","keys":[{}]}}]}}"#,
        till.iss.as_str(),
        till.to_public_jwk().to_text()
    );
    (receipt, trust)
});

fuzz_target!(|input: (&str, &[u8])| {
    let (text, bytes) = input;
    let (receipt, trust) = &*SHOP;
    let mut store = TrustStore::parse(trust.as_bytes(), Provenance::User).expect("a list");
    let _ = store.own(text.as_bytes());
    store.own(br#"{"origin":"https://verify.example"}"#).expect("an origin");
    let report = verify(&format!("{receipt}~{text}"), &store, Time::MAX);
    assert!(report.level <= Level::E1);
    let _ = ClientData::parse(text);
    let _ = AuthenticatorData::parse(bytes);
    if let Some(proof) = Proof::parse(bytes) {
        assert_eq!(proof.to_text().as_bytes(), bytes);
    }
});

//! The core in a browser's wasm engine: the same vectors, and reports byte for byte as native code writes them.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/lists.rs"]
mod lists;
#[path = "common/published.rs"]
mod published;

use receipt_verifier::{Dossier, Provenance, Time, verify};
use serde_json::Value;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn wycheproof_ed25519_holds_in_every_case() {
    assert_eq!(published::wycheproof_ed25519(), 151);
}

#[wasm_bindgen_test]
fn speccheck_accepts_case_3_alone() {
    assert_eq!(published::speccheck_accepted(), [3]);
}

#[wasm_bindgen_test]
fn wycheproof_jws_is_refused_throughout() {
    assert_eq!(published::wycheproof_jws_refused(), 401);
}

#[wasm_bindgen_test]
fn rfc_8037_example_verifies() {
    published::rfc8037();
}

#[wasm_bindgen_test]
fn reports_are_byte_identical_to_native_ones() {
    let recorded: Vec<Value> = serde_json::from_str(include_str!("vectors/reports.json")).unwrap();
    assert!(recorded.len() > 25);
    for case in &recorded {
        let provenance = Provenance::from_word(case["provenance"].as_str().unwrap()).unwrap();
        let text = |member: &str| case[member].as_str().unwrap();
        let store = lists::store(text("trust"), provenance, text("pins")).unwrap();
        let now = Time::from_seconds(case["now"].as_u64().unwrap()).unwrap();
        let report = verify(case["input"].as_str().unwrap(), &store, now).to_json();
        assert_eq!(report, case["report"].as_str().unwrap(), "{}", case["name"]);
    }
}

/// A small reader says that it leaves parts unread, and everything else as if they were not there.
#[wasm_bindgen_test]
fn parts_that_sign_off_are_left_to_the_whole_verifier() {
    let recorded: Vec<Value> = serde_json::from_str(include_str!("vectors/acks.json")).unwrap();
    for case in &recorded {
        let text = |member: &str| case[member].as_str().unwrap();
        let store = receipt_verifier::TrustStore::parse(text("trust").as_bytes(), Provenance::User)
            .unwrap();
        let now = Time::from_seconds(case["now"].as_u64().unwrap()).unwrap();
        let mut report = verify(text("input"), &store, now);
        if text("name") == "without_its_receipt" {
            assert_eq!(report.to_json(), text("report"));
            continue;
        }
        // What these cases glue to a receipt stands behind what is read.
        let read: Vec<&str> = (text("input").split('~').enumerate())
            .filter(|(at, _)| report.ignored.iter().all(|i| i.part != *at))
            .map(|(_, part)| part)
            .collect();
        assert!(!report.ignored.is_empty(), "{}", text("name"));
        assert!(report.ignored.iter().all(|i| i.code == "sign_off_unread"));
        report.ignored.clear();
        let alone = verify(&read.join("~"), &store, now).to_json();
        assert_eq!(report.to_json(), alone, "{}", text("name"));
        assert!(alone.contains(r#""acknowledgements":[],"settlements":[]"#));
    }
}

#[wasm_bindgen_test]
fn armour_gives_the_known_answers() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/armour_v1.json")).unwrap();
    let mut held = 0;
    let list = vectors
        .as_array()
        .or_else(|| vectors["vectors"].as_array())
        .unwrap();
    for vector in list {
        let (dossier, digits) = (
            vector["dossier"].as_str().unwrap(),
            vector["digits"].as_str().unwrap(),
        );
        let bytes = receipt_verifier::armour::encode(dossier).unwrap();
        assert_eq!(receipt_verifier::digits::to_digits(&bytes), digits);
        assert_eq!(receipt_verifier::armour::decode(&bytes).unwrap(), dossier);
        held += 1;
    }
    assert!(held >= 20);
    assert!(Dossier::read("hello").is_err());
}

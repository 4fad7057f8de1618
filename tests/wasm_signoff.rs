//! The whole verifier in a browser's wasm engine: reports with customers' answers, and those without, byte for byte as native code writes them.
#![cfg(all(target_arch = "wasm32", feature = "signoff"))]
#![allow(clippy::unwrap_used)]

#[path = "common/lists.rs"]
mod lists;
#[path = "common/published_passkeys.rs"]
mod published_passkeys;

use receipt_verifier::{Provenance, Time, TrustStore, verify};
use serde_json::Value;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn recorded(json: &str) -> Vec<Value> {
    serde_json::from_str(json).unwrap()
}

#[wasm_bindgen_test]
fn wycheproof_ecdsa_p256_holds_in_every_case() {
    assert_eq!(published_passkeys::wycheproof_ecdsa_p256(), 484);
}

#[wasm_bindgen_test]
fn assertions_of_the_w3c_verify_as_they_say() {
    assert_eq!(published_passkeys::w3c_assertions(), 11);
}

#[wasm_bindgen_test]
fn reports_with_answers_are_byte_identical_to_native_ones() {
    for case in recorded(include_str!("vectors/acks.json")) {
        let text = |member: &str| case[member].as_str().unwrap();
        let mut store = TrustStore::parse(text("trust").as_bytes(), Provenance::User).unwrap();
        if !text("own").is_empty() {
            store.own(text("own").as_bytes()).unwrap();
        }
        let now = Time::from_seconds(case["now"].as_u64().unwrap()).unwrap();
        let report = verify(text("input"), &store, now).to_json();
        assert_eq!(report, text("report"), "{}", case["name"]);
    }
}

/// Those that the small reader answers too: tests/wasm_verify.rs holds them against the same file.
#[wasm_bindgen_test]
fn reports_without_answers_are_those_of_the_small_reader() {
    for case in recorded(include_str!("vectors/reports.json")) {
        let provenance = Provenance::from_word(case["provenance"].as_str().unwrap()).unwrap();
        let text = |member: &str| case[member].as_str().unwrap();
        let store = lists::store(text("trust"), provenance, text("pins")).unwrap();
        let now = Time::from_seconds(case["now"].as_u64().unwrap()).unwrap();
        let report = verify(text("input"), &store, now).to_json();
        assert_eq!(report, text("report"), "{}", case["name"]);
    }
}

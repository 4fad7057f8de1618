//! The published vectors, run alike natively and in wasm.
#![allow(clippy::unwrap_used, clippy::panic)]

use receipt_verifier::{Outcome, Provenance, PublicKey, Statement, Time, TrustStore, verify};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap())
        .collect()
}

fn accepts(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (key.try_into(), signature.try_into()) else {
        return false;
    };
    PublicKey::from_bytes(key).is_some_and(|key| key.verifies(message, signature))
}

/// How many cases held.
pub fn wycheproof_ed25519() -> usize {
    let vectors = json(include_str!(
        "../vectors/ed25519/wycheproof_ed25519_test.json"
    ));
    let mut held = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let key = hex(&group["publicKey"]["pk"]);
        for case in group["tests"].as_array().unwrap() {
            let valid = case["result"] == "valid";
            assert_eq!(
                accepts(&key, &hex(&case["msg"]), &hex(&case["sig"])),
                valid,
                "{case}"
            );
            held += 1;
        }
    }
    held
}

pub fn speccheck_accepted() -> Vec<usize> {
    let vectors = json(include_str!("../vectors/ed25519/speccheck.json"));
    let cases = vectors.as_array().unwrap();
    assert_eq!(cases.len(), 12);
    cases
        .iter()
        .enumerate()
        .filter(|(_, c)| {
            accepts(
                &hex(&c["pub_key"]),
                &hex(&c["message"]),
                &hex(&c["signature"]),
            )
        })
        .map(|(i, _)| i)
        .collect()
}

/// How many were refused: none is EdDSA, so all.
pub fn wycheproof_jws_refused() -> usize {
    let vectors = json(include_str!(
        "../vectors/jose/wycheproof_json_web_signature_test.json"
    ));
    let store = TrustStore::parse(br#"{"version":1,"issuers":[]}"#, Provenance::User).unwrap();
    let mut refused = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        for case in group["tests"].as_array().unwrap() {
            let jws = case["jws"].as_str().unwrap();
            let error = Statement::parse(jws).unwrap_err();
            assert!(!error.code().is_empty());
            let report = verify(jws, &store, Time::MAX);
            assert!(
                matches!(report.outcome, Outcome::Rejected | Outcome::Unreadable),
                "{case}"
            );
            refused += 1;
        }
    }
    refused
}

pub fn rfc8037() {
    let vector = json(include_str!("../vectors/jose/rfc8037_A4.json"));
    let key = PublicKey::from_x(vector["jwk_public"]["x"].as_str().unwrap()).unwrap();
    let thumbprint = vector["jwk_thumbprint"].as_str().unwrap();
    assert_eq!(key.kid(), thumbprint[..12]);
    let jws = vector["jws"].as_str().unwrap();
    let (input, signature) = jws.rsplit_once('.').unwrap();
    use base64::Engine as _;
    let signature = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(signature)
        .unwrap();
    assert!(key.verifies(input.as_bytes(), signature.as_slice().try_into().unwrap()));
    // A sound JWS is still no statement: it has no typ.
    assert_eq!(Statement::parse(jws).unwrap_err().code(), "typ_missing");
}

//! Passkey vectors that other people made, run alike natively and in wasm.
#![allow(dead_code, clippy::unwrap_used)]

use receipt_verifier::sign_off::{AuthenticatorData, ClientData, HolderKey};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

pub fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap())
        .collect()
}

/// How many cases held.
pub fn wycheproof_ecdsa_p256() -> usize {
    let vectors: Value = serde_json::from_str(include_str!(
        "../vectors/webauthn/wycheproof_ecdsa_secp256r1_sha256_test.json"
    ))
    .unwrap();
    let mut held = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let point = hex(&group["publicKey"]["uncompressed"]);
        let key = HolderKey::P256(point[1..].try_into().unwrap());
        assert!(key.is_sound());
        for case in group["tests"].as_array().unwrap() {
            let verifies = key.verifies(&hex(&case["msg"]), &hex(&case["sig"]));
            assert_eq!(verifies, case["result"] == "valid", "{case}");
            held += 1;
        }
    }
    held
}

/// How many verified, each under its own key and no other.
pub fn w3c_assertions() -> usize {
    let vectors: Value =
        serde_json::from_str(include_str!("../vectors/webauthn/w3c_assertions.json")).unwrap();
    let vectors = vectors.as_array().unwrap();
    let mut embedded = 0;
    for vector in vectors {
        let title = vector["title"].as_str().unwrap();
        let key = key_of(vector);
        let text = vector["client_data"].as_str().unwrap();
        let client = ClientData::parse(text).unwrap();
        assert_eq!(client.kind, "webauthn.get", "{title}");
        assert_eq!(client.origin, "https://example.org", "{title}");
        assert_eq!(
            client.challenge.unwrap().to_vec(),
            hex(&vector["challenge"])
        );
        let framed = title.contains("crossOrigin") || title.contains("topOrigin");
        assert_eq!(client.cross_origin, framed, "{title}");
        embedded += usize::from(framed);

        let bytes = hex(&vector["authenticator_data"]);
        let data = AuthenticatorData::parse(&bytes).unwrap();
        assert_eq!(data.rp_id_hash, *Sha256::digest("example.org"));
        assert!(data.user_present() && data.is_sound(), "{title}");
        let flags = bytes[32];
        assert_eq!(data.user_verified(), flags & 4 != 0);
        assert_eq!(data.backup_eligible(), flags & 8 != 0);
        assert_eq!(data.backed_up(), flags & 16 != 0);

        let signature = hex(&vector["signature"]);
        let message = |text: &str| [&bytes[..], &Sha256::digest(text)].concat();
        assert!(key.verifies(&message(text), &signature), "{title}");
        let changed = text.replace("example.org", "example.com");
        assert!(!key.verifies(&message(&changed), &signature), "{title}");
        for other in vectors.iter().filter(|v| v["title"] != vector["title"]) {
            assert!(!key_of(other).verifies(&message(text), &signature));
        }
    }
    assert_eq!(embedded, 2);
    vectors.len()
}

pub fn key_of(vector: &Value) -> HolderKey {
    let x = hex(&vector["x"]);
    match vector["alg"].as_str() {
        Some("webauthn-es256") => {
            let xy = [x, hex(&vector["y"])].concat();
            HolderKey::P256(xy.try_into().unwrap())
        }
        _ => HolderKey::Ed25519(x.try_into().unwrap()),
    }
}

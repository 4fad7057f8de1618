//! Passkey vectors that other people made: their sources and licences stand in tests/vectors/README.md.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/published_passkeys.rs"]
mod published_passkeys;

use published_passkeys::{hex, key_of};
use receipt_verifier::sign_off::HolderKey;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

#[test]
fn wycheproof_ecdsa_p256_holds_in_every_case() {
    assert_eq!(published_passkeys::wycheproof_ecdsa_p256(), 484);
}

#[test]
fn assertions_of_the_w3c_verify_as_they_say() {
    assert_eq!(published_passkeys::w3c_assertions(), 11);
}

/// RFC 7638 over the required members: for Ed25519 the value of RFC 8037 appendix A.3.
#[test]
fn thumbprints_are_those_of_the_rfcs() {
    let key = HolderKey::Ed25519(
        hex(&Value::from(
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        ))
        .try_into()
        .unwrap(),
    );
    assert_eq!(
        key.kid(),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"[..12]
    );
    let vectors: Value =
        serde_json::from_str(include_str!("vectors/webauthn/w3c_assertions.json")).unwrap();
    let key = key_of(&vectors[0]);
    let jwk = key.to_jwk().to_text();
    // The required members in lexical order, in their shortest spelling: that text is what is hashed.
    let names: Vec<&str> = jwk.split('"').skip(1).step_by(4).collect();
    assert_eq!(names, ["crv", "kty", "x", "y"]);
    assert_eq!(key.thumbprint(), *Sha256::digest(&jwk));
}

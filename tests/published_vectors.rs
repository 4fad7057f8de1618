//! Vectors that other people made: their sources and licences stand in tests/vectors/README.md.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/published.rs"]
mod published;

#[test]
fn wycheproof_ed25519_holds_in_every_case() {
    assert_eq!(published::wycheproof_ed25519(), 151);
}

#[test]
fn speccheck_accepts_case_3_alone() {
    assert_eq!(published::speccheck_accepted(), [3]);
}

#[test]
fn wycheproof_jws_is_refused_throughout() {
    assert_eq!(published::wycheproof_jws_refused(), 401);
}

#[test]
fn rfc_8037_example_verifies_and_has_its_thumbprint() {
    published::rfc8037();
}

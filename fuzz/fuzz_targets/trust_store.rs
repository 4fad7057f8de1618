//! Whatever somebody offers as a trust store is read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::{Provenance, TrustStore};

fuzz_target!(|bytes: &[u8]| {
    let _ = TrustStore::parse(bytes, Provenance::Host);
});

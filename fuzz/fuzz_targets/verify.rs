//! Whatever is scanned or pasted, the verifier answers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::{Provenance, Time, TrustStore, inspect, verify};

fuzz_target!(|input: &str| {
    let Ok(store) = TrustStore::parse(include_bytes!("../../samples/trust.json"), Provenance::User) else {
        panic!("the sample trust list is sound");
    };
    let report = verify(input, &store, Time::MAX);
    assert_eq!(report.receipt.is_some(), report.is_verified());
    let _ = inspect::inspect(input);
});

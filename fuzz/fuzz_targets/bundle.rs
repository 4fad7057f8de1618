//! Any file: a bundle or a code. What is one has one spelling, and any input makes one or a code.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::bundle;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entries) = bundle::read(bytes) {
        assert_eq!(bundle::write(&entries).as_deref(), Ok(bytes));
    }
    if let Ok(opened) = bundle::open(bytes) {
        assert!(opened.to_json().starts_with('{'));
    }
    if let Ok(text) = core::str::from_utf8(bytes)
        && let Ok(made) = bundle::make(text, "[{}]")
    {
        assert!(bundle::open(&made).is_ok());
    }
});

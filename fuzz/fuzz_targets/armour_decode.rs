//! Hostile armour: never a panic, and whatever decodes is the one spelling of its dossier.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::{armour, digits};

fuzz_target!(|data: &[u8]| {
    if let Ok(dossier) = armour::decode(data) {
        assert_eq!(armour::encode(&dossier).as_deref(), Ok(data));
    }
    if let Ok(text) = std::str::from_utf8(data) {
        if let Ok(bytes) = digits::from_digits(text) {
            assert_eq!(digits::to_digits(&bytes), text);
        }
        if let Ok(bytes) = armour::encode(text) {
            assert_eq!(armour::decode(&bytes).as_deref(), Ok(text));
        }
    }
});

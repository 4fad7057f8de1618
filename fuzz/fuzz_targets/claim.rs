//! Any case: an answer or a code. Any link: a claim or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::settle;

fuzz_target!(|text: &str| {
    if let Ok(answer) = settle::answer(text) {
        assert!(answer.starts_with('{'));
    }
    if let Some(claim) = settle::transfer::read(text) {
        assert!(settle::transfer::write(&claim).is_ok());
    }
});

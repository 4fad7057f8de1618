//! Whatever is in a bundle, or in what one is made from, is answered: files that are changed at random inside a sound archive.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bundles.rs"]
mod bundles;

use bundles::Forged;
use proptest::prelude::*;
use receipt_verifier::bundle::{self, Fresh, Words};

const INPUT: &str = include_str!("vectors/bundle/input.json");
const WORDS: &str = include_str!("vectors/bundle/words.json");

/// Opens, tells and compares, as a reader would.
fn read(bytes: &[u8]) {
    let words = Words::read(WORDS).unwrap();
    if let Ok(opened) = bundle::open(bytes) {
        assert!(opened.to_json().starts_with('{'));
        let fresh = Fresh {
            reports: &[],
            answer: None,
            answer_with_line: None,
        };
        let findings = opened.compare(&fresh, &words, &words);
        // Nothing was found that the bundle says, so it is told so.
        assert!(!findings.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn files_changed_at_random(at in 0usize..11, from in 0usize..4_000, with in prop::collection::vec(any::<u8>(), 0..8), listed in any::<bool>()) {
        let mut files = Forged::of(&bundle::make(INPUT, WORDS).unwrap());
        let path = files.0[at % files.0.len()].path.clone();
        let mut bytes = files.bytes(&path).to_vec();
        let from = from % (bytes.len() + 1);
        let to = (from + with.len()).min(bytes.len());
        bytes.splice(from..to, with);
        files.set(&path, bytes);
        if listed && path != "manifest.json" {
            files.list_again();
        }
        read(&files.pack());
    }

    #[test]
    fn input_changed_at_random(from in 0usize..12_000, with in "[\\[\\]{}\",:0-9a-z-]{0,6}") {
        let mut text = INPUT.to_owned();
        let mut from = from % text.len();
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (from + with.len()).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        text.replace_range(from..to, &with);
        if let Ok(made) = bundle::make(&text, WORDS) {
            prop_assert!(bundle::open(&made).is_ok());
        }
    }
}

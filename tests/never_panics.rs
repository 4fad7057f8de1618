//! No input makes the verifier panic, and none but an untouched receipt reaches a level above what its signers carry.
//!
//! `RECEIPT_HAMMER=1000000 cargo test --release --features cli --test never_panics` runs a million inputs; the seed is fixed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use proptest::prelude::*;
use receipt_verifier::{Dossier, Level, Outcome, Provenance, TrustStore, inspect, verify};
use world::{approved, header_of, issue, sale, sign_raw, terminal};

/// xorshift64*: a fixed seed, so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }
}

const PIECES: [&str; 24] = [
    "~",
    ".",
    "#",
    "%7E",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
    "-0",
    "1e9",
    "9007199254740993",
    "\\u202e",
    "\\ud800",
    "4111111111111111",
    "eyJ",
    "\"iss\":",
    "https://",
    "0",
    "\u{feff}",
    "茶",
];

fn mutate(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            2 => {
                let end = (at + dice.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let from = dice.below(other.len());
                let piece = &other[from..(from + dice.below(80)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            4 => {
                let end = (at + dice.below(30)).min(bytes.len());
                let piece = bytes[at..end].repeat(1 + dice.below(6));
                bytes.splice(at..at, piece);
            }
            5 => bytes.truncate(at),
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
}

#[test]
fn hammered_inputs_never_panic_and_never_gain() {
    let count: usize = std::env::var("RECEIPT_HAMMER")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20_000);
    let receipt = issue(&sale());
    let dossier = approved(&receipt);
    let link = Dossier::read(&dossier)
        .unwrap()
        .to_link("https://v.example/")
        .unwrap();
    let digits = link.split_once('#').unwrap().1.to_owned();
    let items =
        receipt_verifier::issue::receipt_beside_items(&sale(), &terminal(), &mut || [7; 16]);
    let seeds = [
        items.unwrap(),
        receipt,
        dossier.clone(),
        link.clone(),
        digits,
        format!("https://v.example/#{dossier}"),
    ];
    let payload = sale().to_text();
    let header = header_of(&terminal(), "receipt+jwt");
    let store = world::store();
    let now = world::time(world::NOW);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut tally = std::collections::BTreeMap::new();
    for round in 0..count {
        let input = match round % 5 {
            // Content that is properly signed reaches the rules behind the signature.
            0 => {
                let mut bytes = payload.clone().into_bytes();
                mutate(&mut bytes, payload.as_bytes(), &mut dice);
                sign_raw(&header, &String::from_utf8_lossy(&bytes), &terminal().key)
            }
            1 => {
                let length = dice.below(300);
                let noise: Vec<u8> = (0..length)
                    .map(|_| u8::try_from(dice.below(256)).unwrap())
                    .collect();
                String::from_utf8_lossy(&noise).into_owned()
            }
            _ => {
                let mut bytes = seeds[dice.below(seeds.len())].clone().into_bytes();
                let other = seeds[dice.below(seeds.len())].as_bytes();
                mutate(&mut bytes, other, &mut dice);
                String::from_utf8_lossy(&bytes).into_owned()
            }
        };
        let report = verify(&input, &store, now);
        assert_eq!(
            report.receipt.is_some(),
            report.outcome == Outcome::Verified
        );
        assert!(report.level <= Level::E2);
        assert!(report.to_json().starts_with('{'));
        let _ = inspect::inspect(&input);
        *tally.entry(report.code).or_insert(0) += 1;
    }
    println!("{count} inputs: {tally:?}");
    assert!(tally.len() > 25, "the inputs reach too little: {tally:?}");
}

#[test]
fn hammered_trust_stores_never_panic() {
    let json = world::trust_json(|_| ());
    let mut dice = Dice(7);
    for _ in 0..5_000 {
        let mut bytes = json.clone().into_bytes();
        mutate(&mut bytes, json.as_bytes(), &mut dice);
        if let Ok(store) = TrustStore::parse(&bytes, Provenance::User) {
            let _ = verify(&issue(&sale()), &store, world::time(world::NOW));
        }
    }
}

#[test]
fn hammered_log_proofs_never_panic_and_never_prove_another_entry() {
    use receipt_verifier::log::{LogProof, NoteKey};
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("vectors/log/go_proofs.json")).unwrap();
    let keys = [NoteKey::parse(vectors["log"].as_str().unwrap()).unwrap()];
    let proofs: Vec<&str> = vectors["proofs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["proof"].as_str().unwrap())
        .collect();
    let mut dice = Dice(11);
    let mut tally = std::collections::BTreeMap::new();
    for _ in 0..20_000 {
        let mut bytes = proofs[dice.below(proofs.len())].as_bytes().to_vec();
        let other = proofs[dice.below(proofs.len())].as_bytes();
        mutate(&mut bytes, other, &mut dice);
        let judged = LogProof::parse(&String::from_utf8_lossy(&bytes))
            .and_then(|proof| proof.verify(&[0; 32], &keys));
        let code = judged.map_or_else(|e| e.code(), |_| "log");
        *tally.entry(code).or_insert(0) += 1;
    }
    println!("{tally:?}");
    assert!(!tally.contains_key("log"), "{tally:?}");
    assert!(tally.len() > 5, "the inputs reach too little: {tally:?}");
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(input in "\\PC*") {
        let report = verify(&input, &world::store(), world::time(world::NOW));
        prop_assert_ne!(report.outcome, Outcome::Verified);
    }

    #[test]
    fn json_written_is_json_read(text in "\\PC{0,40}", number in -9_007_199_254_740_991_i64..=9_007_199_254_740_991) {
        let mut object = receipt_verifier::json::Object::default();
        object.set(&text, receipt_verifier::json::Value::Int(number));
        object.set("x", receipt_verifier::json::Value::Text(text.clone()));
        let read = receipt_verifier::json::parse_object(object.to_text().as_bytes(), 2).unwrap();
        prop_assert_eq!(read, object);
    }

    #[test]
    fn issued_receipts_verify_and_survive_paper(
        number in "[A-Za-z0-9茶 -]{1,30}", amount in 0_i64..=9_007_199_254_740_991, name in "\\PC{1,40}",
    ) {
        let mut draft = sale();
        draft.set("number", receipt_verifier::json::Value::Text(number));
        draft.set("amount", receipt_verifier::json::Value::Int(amount));
        draft.set("tenders", receipt_verifier::json::Value::Null);
        let mut clean = receipt_verifier::json::Object::default();
        for (n, v) in draft.iter().filter(|(n, _)| *n != "tenders") {
            clean.set(n, v.clone());
        }
        clean.set("note", receipt_verifier::json::Value::Text(name));
        // A number that looks like a card is refused; everything else is signed, read and armoured without loss.
        if let Ok(token) = receipt_verifier::issue::receipt(&clean, &terminal()) {
            let link = Dossier::read(&token).unwrap().to_link("https://v.example/").unwrap();
            prop_assert_eq!(Dossier::read(&link).unwrap().to_text(), token.clone());
            prop_assert_eq!(world::check(&link).outcome, Outcome::Verified);
        }
    }
}

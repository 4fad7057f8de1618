//! No input makes the verifier panic, and none but an untouched receipt reaches a level above what its signers carry.
//!
//! `RECEIPT_HAMMER=1000000 cargo test --release --features cli --test never_panics` runs a million inputs; the seed is fixed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/phone.rs"]
mod phone;
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

/// Half of them are signed as they stand, so that what is wrong in them is found behind the signature; the others are changed afterwards.
#[test]
fn hammered_answers_never_panic_and_never_gain() {
    use receipt_verifier::sign_off::{AuthenticatorData, ClientData, Domain, Proof};
    let receipt = issue(&sale());
    let (key, stranger) = (phone::passkey(40), phone::passkey(41));
    let mut store = world::store_from(&phone::trust_with(&[key.jwk(r#","last4":"4417""#)]));
    store
        .own(br#"{"origin":"https://verify.example","keys":[]}"#)
        .unwrap();
    let answer = phone::ack(&key, &receipt, "{}");
    let brought = phone::ack_with_key(&stranger, &receipt);
    let bound = phone::binding(&world::acquirer(), &key, &receipt, "{}");
    let payload = phone::payload(&key, &receipt, "{}").to_text();
    let binding = String::from_utf8(world::unbase64url(bound.split('.').nth(1).unwrap())).unwrap();
    let ceremony = phone::Ceremony::default();
    let mut dice = Dice(13);
    let mut tally = std::collections::BTreeMap::new();
    for round in 0..6_000 {
        let mut bytes = payload.clone().into_bytes();
        let glued = match round % 4 {
            // Properly signed claims.
            0 => {
                mutate(&mut bytes, brought.as_bytes(), &mut dice);
                let header = r#"{"alg":"webauthn-es256","typ":"receipt-ack+jwt","kid":"K"}"#
                    .replace('K', &key.kid());
                let input = format!(
                    "{}.{}",
                    world::base64url(header.as_bytes()),
                    world::base64url(&bytes)
                );
                phone::seal(&key, &input, Domain::Ack, &ceremony)
            }
            1 => {
                let mut bytes = binding.clone().into_bytes();
                mutate(&mut bytes, payload.as_bytes(), &mut dice);
                let acquirer = world::acquirer();
                let statement = sign_raw(
                    &header_of(&acquirer, "receipt-key+jwt"),
                    &String::from_utf8_lossy(&bytes),
                    &acquirer.key,
                );
                format!("{statement}~{brought}")
            }
            // A proof changed where it stands.
            2 => {
                let (input, proof) = answer.rsplit_once('.').unwrap();
                let mut proof = world::unbase64url(proof);
                mutate(&mut proof, payload.as_bytes(), &mut dice);
                if let Some(read) = Proof::parse(&proof) {
                    assert_eq!(read.to_text().as_bytes(), proof);
                    let _ = ClientData::parse(&read.client_data);
                    let _ = AuthenticatorData::parse(&read.authenticator_data);
                }
                format!("{input}.{}", world::base64url(&proof))
            }
            _ => {
                let mut bytes = answer.clone().into_bytes();
                mutate(&mut bytes, brought.as_bytes(), &mut dice);
                String::from_utf8_lossy(&bytes).into_owned()
            }
        };
        let report = verify(
            &format!("{receipt}~{glued}"),
            &store,
            world::time(world::NOW),
        );
        let confirmed = report.acknowledgements.iter().find(|a| a.counts);
        assert_eq!(confirmed.is_some(), report.level == Level::E3);
        if round % 4 >= 2 && confirmed.is_some() {
            // Whatever was glued to it, the answer itself is the untouched one.
            assert!(glued.contains(&answer), "{glued}");
        }
        for code in report.ignored.iter().map(|i| i.code) {
            *tally.entry(code).or_insert(0) += 1;
        }
        assert!(report.to_json().starts_with('{'));
    }
    println!("{tally:?}");
    assert!(tally.len() > 15, "the inputs reach too little: {tally:?}");
}

#[test]
fn hammered_keys_of_customers_never_panic() {
    let (receipt, key) = (issue(&sale()), phone::passkey(40));
    let json = phone::trust_with(&[key.jwk(r#","last4":"4417","rp_id":"verify.example""#)]);
    let dossier = format!("{receipt}~{}", phone::ack(&key, &receipt, "{}"));
    let at = json.find("sign_off_keys").unwrap();
    let mut dice = Dice(17);
    for _ in 0..3_000 {
        let mut bytes = json.as_bytes()[at..].to_vec();
        mutate(&mut bytes, json.as_bytes(), &mut dice);
        let whole = [&json.as_bytes()[..at], &bytes].concat();
        let _ = receipt_verifier::trust::lint(&whole);
        let mut store = world::store();
        let _ = store.own(&bytes);
        let _ = store.pin_ack_origin(&String::from_utf8_lossy(&bytes));
        if store.add_bare(&whole, Provenance::User).is_ok() {
            let _ = verify(&dossier, &store, world::time(world::NOW));
        }
    }
}

proptest! {
    /// What a phone signs, a verifier reads: whatever the browser adds, whatever the amount, by both kinds of passkeys.
    #[test]
    fn every_sound_answer_counts(
        // The world's own signers have the first seeds: as a customer's, their keys count for nothing.
        seed in 100_u8..=250, iat in world::EVENT..=world::NOW, count: u32, synced: bool, edwards: bool, extra in "[^\"\\\\\\p{Cc}]{0,40}",
    ) {
        let receipt = issue(&sale());
        let key = if edwards { phone::ed25519_passkey(seed) } else { phone::passkey(seed) };
        let store = world::store_from(&phone::trust_with(&[key.jwk(r#","last4":"4417""#)]));
        let ceremony = phone::Ceremony {
            count,
            flags: phone::UP_UV | if synced { phone::BE | phone::BS } else { 0 },
            ..phone::Ceremony::default()
        };
        let payload = phone::payload(&key, &receipt, &format!(r#"{{"iat":{iat},"note":"{extra}"}}"#));
        let input = phone::signing_input("receipt-ack+jwt", key.alg(), &key.kid(), &payload);
        let token = phone::seal(&key, &input, receipt_verifier::sign_off::Domain::Ack, &ceremony);
        let report = verify(&format!("{receipt}~{token}"), &store, world::time(world::NOW));
        prop_assert_eq!(report.level, Level::E3, "{:?} {:?}", report.ignored, report.acknowledgements);
        prop_assert_eq!(report.acknowledgements[0].backed_up, Some(synced));
        prop_assert_eq!(report.acknowledgements[0].sign_count, Some(i64::from(count)));
    }

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

//! Signed notes and checkpoints (C2SP signed-note, tlog-cosignature, tlog-checkpoint), as the makers of other verifiers expect them to be
//! read. Sources and licences stand in tests/vectors/README.md.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use receipt_verifier::log::note::{MAX_SIGNATURES, NoteKeyType};
use receipt_verifier::log::{Checkpoint, Note, NoteKey};
use receipt_verifier::{SecretKey, Time};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/log/go_notes.json")).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn keys() -> Vec<NoteKey> {
    let vectors = vectors();
    let keys = vectors["keys"].as_array().unwrap();
    keys.iter()
        .map(|key| NoteKey::parse(text(key)).unwrap())
        .collect()
}

fn secret(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn time(seconds: u64) -> Time {
    Time::from_seconds(seconds).unwrap()
}

/// The note's signers among `keys`, or the code of why it has none.
fn signers(note: &str, keys: &[NoteKey]) -> Result<Vec<(usize, Option<Time>)>, &'static str> {
    Note::parse(note)
        .and_then(|note| note.signers(keys))
        .map_err(|e| e.code())
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "log.example/receipts".to_owned(),
        size: 12,
        root: [9; 32],
    }
}

fn unsigned(text: &str) -> Note {
    Note {
        text: text.to_owned(),
        signatures: Vec::new(),
    }
}

#[test]
fn notes_of_the_go_checksum_database_are_read_as_go_reads_them() {
    let keys = keys();
    let vectors = vectors();
    let notes = vectors["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 12);
    for case in notes {
        let found = signers(text(&case["note"]), &keys);
        let found = found.map(|signers| signers.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        match case["signers"].as_array() {
            Some(want) => {
                let want: Vec<usize> = want
                    .iter()
                    .map(|n| n.as_u64().unwrap().try_into().unwrap())
                    .collect();
                assert_eq!(found, Ok(want), "{}", case["what"]);
            }
            None => assert_eq!(found, Err(text(&case["error"])), "{}", case["what"]),
        }
    }
}

#[test]
fn a_verifier_key_has_one_spelling() {
    for key in vectors()["keys"].as_array().unwrap() {
        let key = text(key);
        assert_eq!(NoteKey::parse(key).unwrap().to_text(), key);
        // No part of it is a key, and no key is left when any character changes.
        for from in 0..key.len() {
            for to in from + 1..=key.len() {
                let whole = from == 0 && to == key.len();
                assert_eq!(NoteKey::parse(&key[from..to]).is_ok(), whole);
            }
        }
        for at in 0..key.len() {
            let mut bytes = key.as_bytes().to_vec();
            bytes[at] += 1;
            assert!(NoteKey::parse(std::str::from_utf8(&bytes).unwrap()).is_err());
        }
    }
    for case in vectors()["bad_keys"].as_array().unwrap() {
        let fault = NoteKey::parse(text(&case[0])).unwrap_err();
        assert_eq!(fault.code(), text(&case[1]), "{case}");
    }
}

#[test]
fn keys_of_no_use_are_refused() {
    let key = NoteKey::new("log.example", NoteKeyType::Ed25519, secret(1).public()).unwrap();
    let text = key.to_text();
    let (_, rest) = text.split_once('+').unwrap();
    let (id, material) = rest.split_once('+').unwrap();
    assert!(id.bytes().any(|b| b.is_ascii_lowercase()));
    for (what, text) in [
        (
            "id in capitals",
            format!("log.example+{}+{material}", id.to_uppercase()),
        ),
        ("no name", format!("+{rest}")),
        ("no id", format!("log.example++{material}")),
        ("no key", format!("log.example+{id}+")),
        ("a line feed behind", format!("{text}\n")),
        ("nothing", String::new()),
    ] {
        let fault = NoteKey::parse(&text).map_err(|e| e.code());
        assert_eq!(fault, Err("log_key_invalid"), "{what}");
    }
    for name in ["", "a+b", "a b", "a\u{a0}b", "a\tb", "a\nb"] {
        let key = NoteKey::new(name, NoteKeyType::Ed25519, secret(1).public());
        assert_eq!(key, None, "{name:?}");
    }
    // The point of order one verifies anything under anybody's name. Its id is right.
    let weak = "weak.example+6ee080f1+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(NoteKey::parse(weak).unwrap_err().code(), "log_key_invalid");
}

#[test]
fn signing_gives_the_very_line_that_go_gives() {
    let vectors = vectors();
    // `PRIVATE+KEY+name+id+base64(type and seed)`
    let seed = "YEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    assert!(text(&vectors["skey"]).ends_with(seed));
    let key = SecretKey::from_d("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS_F1ccoMXM").unwrap();
    let note = text(&vectors["notes"][0]["note"]);
    let mut again = unsigned(&Note::parse(note).unwrap().text);
    again.sign("PeterNeumann", &key).unwrap();
    assert_eq!(again.to_text(), note);
}

#[test]
fn strangers_lines_are_passed_over_up_to_a_hundred() {
    let vectors = vectors();
    let note = text(&vectors["notes"][0]["note"]);
    let line = note.lines().last().unwrap();
    let with = |lines: usize| format!("{note}{}", format!("{line}\n").repeat(lines - 1));
    let keys = keys();
    let [peter, enoch] = keys.as_slice() else {
        panic!("two keys");
    };
    assert_eq!(
        signers(&with(MAX_SIGNATURES), std::slice::from_ref(enoch)),
        Ok(vec![])
    );
    assert_eq!(
        signers(&with(MAX_SIGNATURES), std::slice::from_ref(peter)),
        Ok(vec![(0, None); MAX_SIGNATURES])
    );
    assert_eq!(
        signers(&with(MAX_SIGNATURES + 1), std::slice::from_ref(enoch)),
        Err("log_note_invalid")
    );
}

#[test]
fn a_cosignature_dates_what_it_covers() {
    let mut note = unsigned(&checkpoint().to_text());
    note.sign("log.example/receipts", &secret(1)).unwrap();
    note.cosign("witness.example", &secret(2), time(1_795_340_200))
        .unwrap();
    let witness = NoteKey::new(
        "witness.example",
        NoteKeyType::Cosignature,
        secret(2).public(),
    );
    let keys = [witness.unwrap()];
    let dated = vec![(0, Some(time(1_795_340_200)))];
    assert_eq!(signers(&note.to_text(), &keys), Ok(dated));

    // Another time, other text, a shorter or longer signature, a time that no clock shows: not this key's signature.
    let changed = |change: &dyn Fn(&mut Note)| {
        let mut note = note.clone();
        change(&mut note);
        signers(&note.to_text(), &keys)
    };
    let refused = Err("log_signature_invalid");
    assert_eq!(changed(&|n| n.signatures[1].bytes[7] ^= 1), refused);
    assert_eq!(changed(&|n| n.text.push_str("extension\n")), refused);
    assert_eq!(changed(&|n| n.signatures[1].bytes.truncate(71)), refused);
    assert_eq!(changed(&|n| n.signatures[1].bytes.push(0)), refused);
    assert_eq!(changed(&|n| n.signatures[1].bytes[0] = 0x7f), refused);
    assert_eq!(changed(&|n| n.signatures[1].bytes.truncate(5)), refused);
}

#[test]
fn one_key_of_another_type_or_name_is_another_key() {
    let mut note = unsigned(&checkpoint().to_text());
    note.cosign("witness.example", &secret(2), time(1_795_340_200))
        .unwrap();
    let stranger = |name, kind| NoteKey::new(name, kind, secret(2).public()).unwrap();
    for key in [
        stranger("witness.example", NoteKeyType::Ed25519),
        stranger("witness2.example", NoteKeyType::Cosignature),
    ] {
        assert_eq!(signers(&note.to_text(), &[key]), Ok(vec![]));
    }
}

#[test]
fn keys_that_share_name_and_id_are_tried_in_turn() {
    let mut note = unsigned("one\n");
    note.sign("log.example", &secret(1)).unwrap();
    let right = NoteKey::new("log.example", NoteKeyType::Ed25519, secret(1).public()).unwrap();
    // Ids are four bytes: somebody can make a key to have another one's id.
    let mut wrong = NoteKey::new("log.example", NoteKeyType::Ed25519, secret(2).public()).unwrap();
    wrong.id = right.id;
    assert_eq!(
        signers(&note.to_text(), &[wrong.clone(), right]),
        Ok(vec![(1, None)])
    );
    assert_eq!(
        signers(&note.to_text(), &[wrong]),
        Err("log_signature_invalid")
    );
}

#[test]
fn a_note_is_read_as_written_or_not_at_all() {
    let mut note = unsigned("one\n\ntwo\n");
    note.sign("log.example", &secret(1)).unwrap();
    let text = note.to_text();
    assert_eq!(Note::parse(&text).unwrap(), note);
    for (what, text) in [
        ("carriage returns", text.replace('\n', "\r\n")),
        ("a tab", text.replace("two", "t\two")),
        ("a hyphen for the dash", text.replace('\u{2014}', "-")),
        ("two spaces", text.replace("log.example ", "log.example  ")),
        ("no name", text.replace("log.example ", "")),
        ("unpadded base64", text.replace("=\n", "\n")),
        ("base64url", text.replace(['+', '/'], "_")),
        (
            "an id alone",
            "one\n\n\u{2014} log.example AAAAAA==\n".to_owned(),
        ),
        ("an empty line behind", format!("{text}\n")),
        ("nothing", String::new()),
        ("a line feed", "\n".to_owned()),
    ] {
        let read = Note::parse(&text).map_err(|e| e.code());
        assert_eq!(read, Err("log_note_invalid"), "{what}");
    }
}

#[test]
fn a_checkpoint_is_an_origin_a_size_and_a_root() {
    let text = checkpoint().to_text();
    assert_eq!(Checkpoint::parse(&text), Ok(checkpoint()));
    let extended = format!("{text}an extension\nanother\n");
    assert_eq!(Checkpoint::parse(&extended), Ok(checkpoint()));
    let largest = Checkpoint {
        size: u64::MAX,
        ..checkpoint()
    };
    assert_eq!(Checkpoint::parse(&largest.to_text()), Ok(largest));
    for (what, text) in [
        ("a leading zero", text.replace("\n12\n", "\n012\n")),
        ("a sign", text.replace("\n12\n", "\n+12\n")),
        ("hexadecimal", text.replace("\n12\n", "\n0xc\n")),
        ("2^64", text.replace("\n12\n", "\n18446744073709551616\n")),
        ("no size", text.replace("\n12\n", "\n")),
        ("no origin", text.replace("log.example/receipts", "")),
        ("a root of 31 bytes", text.replace("CQk=", "CQ==")),
        ("no root", "log.example\n12\n".to_owned()),
        ("an empty line", format!("{text}\nextension\n")),
        ("no line feed at the end", text.trim_end().to_owned()),
        ("nothing", String::new()),
    ] {
        let read = Checkpoint::parse(&text).map_err(|e| e.code());
        assert_eq!(read, Err("log_checkpoint_invalid"), "{what}");
    }
}

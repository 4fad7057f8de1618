//! What two people at a counter may be facing: each of the 43 scenarios, with receipts that the issuing code made, answered as a user would see it.
//!
//! `tests/vectors/scenarios.json` holds inputs and answers for TypeScript. After a wanted change `RECEIPT_UPDATE=1 cargo test --features cli --test
//! claim_scenarios` writes it anew; the diff is the review.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/dispute.rs"]
mod dispute;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/registry.rs"]
mod registry;
#[path = "common/scenarios.rs"]
mod scenarios;
#[path = "common/spoken.rs"]
mod spoken;
#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;

use dispute::codes;
use scenarios::rows;
use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/scenarios.json");

#[test]
fn every_scenario_gets_its_answer() {
    let mut wrong = Vec::new();
    for row in rows() {
        let answer = row.counter.answer();
        let name = format!("{} {}", row.number, row.name);
        let got = ["answer", "sentence", "level"].map(|m| answer[m].as_str().unwrap());
        if got != [row.answer, row.sentence, row.level] || answer["stop"].as_str() != row.stop {
            wrong.push(format!("{name}: {got:?} stop {}", answer["stop"]));
        }
        let next = &answer["next"];
        for (list, wanted) in [
            (codes(&answer, "facts"), row.facts),
            (codes(&answer, "not_proved"), row.limits),
            (codes(next, "customer"), row.customer),
            (codes(next, "merchant"), row.merchant),
        ] {
            for code in wanted {
                if !list.contains(code) {
                    wrong.push(format!("{name}: no {code} in {list:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_scenario_is_left_out() {
    let walked: BTreeSet<u8> = rows().iter().map(|r| r.number).collect();
    assert_eq!(walked, (1..=43).collect());
}

#[test]
fn confirmed_always_names_an_independent_signer() {
    for row in rows() {
        let answer = row.counter.answer();
        let roles: Vec<&str> = answer["by"]
            .as_array()
            .unwrap()
            .iter()
            .map(|by| by["role"].as_str().unwrap())
            .collect();
        let independent = roles.iter().any(|r| matches!(*r, "acquirer" | "registry"));
        if answer["answer"] == "confirmed" {
            assert!(independent, "{} {}: {roles:?}", row.number, row.name);
        }
        if answer["answer"] == "conflict" {
            assert_ne!(
                answer["conflicts"],
                json!([]),
                "{} {}",
                row.number,
                row.name
            );
        }
    }
}

#[test]
fn both_have_something_to_do_and_nobody_is_blamed() {
    for row in rows() {
        let answer = row.counter.answer();
        let next = &answer["next"];
        for side in ["customer", "merchant"] {
            let steps = next[side].as_array().unwrap();
            assert!((1..=4).contains(&steps.len()), "{} {side}", row.name);
        }
        assert!(answer["questions"].as_array().unwrap().len() <= 3);
        assert_ne!(answer["not_proved"], json!([]), "{}", row.name);
        for (language, text) in spoken::both(&answer) {
            spoken::must_be_neutral(&text, &format!("{} {} {language}", row.number, row.name));
        }
    }
}

#[test]
fn answers_are_as_recorded() {
    let now: Vec<Value> = rows()
        .iter()
        .map(|row| {
            let counter = &row.counter;
            let bill = counter.bill.as_ref();
            let answer = counter.answer();
            json!({
                "scenario": row.number, "name": row.name, "claim": counter.claim, "inputs": counter.inputs, "answers": counter.answers,
                "bill": bill.map(|(text, by)| json!({"text": text, "supplied_by": by.as_str()})),
                "trust": counter.trust, "provenance": counter.provenance.as_str(), "pins": counter.pins, "now": counter.now,
                "answer": answer,
            })
        })
        .collect();
    let text = serde_json::to_string_pretty(&now).unwrap() + "\n";
    if std::env::var_os("RECEIPT_UPDATE").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    let recorded: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap();
    assert_eq!(recorded.len(), now.len());
    for (recorded, now) in recorded.iter().zip(&now) {
        let (name, answer) = (&now["name"], &now["answer"]);
        assert_eq!(&recorded["answer"], answer, "{name}");
        assert!(recorded == now, "{name}: other inputs");
    }
}

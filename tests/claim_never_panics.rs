//! No case makes the engine panic, and none yields `confirmed` that its reports do not carry.
//!
//! `RECEIPT_HAMMER=1000000 cargo test --release --features cli --test claim_never_panics` runs a million cases; the seed is fixed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/dispute.rs"]
mod dispute;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/rare.rs"]
mod rare;
#[path = "common/registry.rs"]
mod registry;
#[path = "common/scenarios.rs"]
mod scenarios;
#[path = "common/spoken.rs"]
mod spoken;
#[path = "common/world.rs"]
mod world;

use receipt_verifier::settle;
use serde_json::{Value, json};

/// xorshift64*: a fixed seed, so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let roll = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
        usize::try_from(roll % u64::try_from(n.max(1)).unwrap()).unwrap()
    }
}

/// Values that members may get: of the wrong kind, out of range, or somebody else's.
fn odd(dice: &mut Dice) -> Value {
    let values = [
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(9_007_199_254_740_991_i64),
        json!(-9_007_199_254_740_991_i64),
        json!(1_795_340_112),
        json!(""),
        json!("approved"),
        json!("captured"),
        json!("reversed"),
        json!("refund_issued"),
        json!("refund"),
        json!("preauth"),
        json!("verified"),
        json!("E5"),
        json!("CNY"),
        json!("JPY"),
        json!("4111111111111111"),
        json!("{shop}\u{202e}"),
        json!([]),
        json!({}),
        json!([1, [2], {"a": 3}]),
    ];
    values[dice.below(values.len())].clone()
}

/// Changes members somewhere in a value, keeping it JSON.
fn disturb(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let at = dice.below(members.len());
            let name = members.keys().nth(at).unwrap().clone();
            match dice.below(8) {
                0 => {
                    members.remove(&name);
                }
                1 => {
                    members.insert(name, odd(dice));
                }
                _ => disturb(members.get_mut(&name).unwrap(), dice),
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let at = dice.below(list.len());
            match dice.below(8) {
                0 => {
                    list.remove(at);
                }
                1 => {
                    let copy = list[at].clone();
                    list.push(copy);
                }
                _ => disturb(&mut list[at], dice),
            }
        }
        other => *other = odd(dice),
    }
}

fn seeds() -> Vec<Value> {
    let rows = scenarios::rows();
    rows.iter().map(|row| row.counter.case()).collect()
}

/// Whether anybody independent stands in a case's reports at all.
fn has_independent(case: &Value) -> bool {
    let text = case["reports"].to_string();
    text.contains("\"acquirer\"") || text.contains("registry")
}

#[test]
fn disturbed_cases_are_answered_or_refused() {
    let count: usize = std::env::var("RECEIPT_HAMMER")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(8_000);
    let seeds = seeds();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut tally = std::collections::BTreeMap::new();
    let en = spoken::sentences("en");
    for _ in 0..count {
        let mut case = seeds[dice.below(seeds.len())].clone();
        if dice.below(3) == 0 {
            let other = &seeds[dice.below(seeds.len())]["reports"];
            let more = other.as_array().unwrap().clone();
            case["reports"].as_array_mut().unwrap().extend(more);
        }
        if dice.below(3) == 0 {
            case["claim"] = json!(settle::Claim::ALL[dice.below(9)].0);
        }
        for _ in 0..=dice.below(5) {
            let reports = case["reports"].as_array_mut().filter(|r| !r.is_empty());
            match (dice.below(16), reports) {
                (0, _) => disturb(&mut case, &mut dice),
                (1, _) => disturb(&mut case["bill"], &mut dice),
                (_, Some(reports)) => {
                    let at = dice.below(reports.len());
                    if reports[at].is_object() {
                        disturb(&mut reports[at], &mut dice);
                    }
                }
                _ => {}
            }
        }
        match settle::answer(&case.to_string()) {
            Err(e) => *tally.entry(e.code().to_owned()).or_insert(0) += 1,
            Ok(text) => {
                let answer: Value = serde_json::from_str(&text).unwrap();
                let finding = answer["answer"].as_str().unwrap();
                assert!(finding != "confirmed" || has_independent(&case), "{case}");
                for (key, params) in spoken::keys(&answer) {
                    // Whatever is said has words for it, and values for the words.
                    let open = ["note.", "limit.", "value.event.", "value.type."];
                    if !open.iter().any(|o| key.starts_with(o)) || en.contains_key(&key) {
                        spoken::fill(&en, &key, &params);
                    }
                }
                *tally.entry(finding.to_owned()).or_insert(0) += 1;
            }
        }
    }
    println!("{count} cases: {tally:?}");
    for finding in ["confirmed", "conflict", "not_shown", "cannot_tell"] {
        assert!(
            tally.contains_key(finding),
            "the cases reach too little: {tally:?}"
        );
    }
}

#[test]
fn hammered_text_is_refused_with_a_code() {
    let seeds: Vec<String> = seeds().iter().map(Value::to_string).collect();
    let mut dice = Dice(7);
    for _ in 0..3_000 {
        let mut bytes = seeds[dice.below(seeds.len())].clone().into_bytes();
        for _ in 0..=dice.below(3) {
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
                1 => bytes.truncate(at + 1),
                _ => bytes.insert(at, b"{}[]\",:0-9"[dice.below(10)]),
            }
        }
        if let Err(e) = settle::answer(&String::from_utf8_lossy(&bytes)) {
            assert!(!e.code().is_empty());
        }
    }
}

#[test]
fn a_case_has_bounds() {
    let case = |reports: usize| {
        let reports: Vec<Value> = (0..reports).map(|_| json!({})).collect();
        json!({"claim": "never_paid", "now": 1, "reports": reports}).to_string()
    };
    assert!(settle::answer(&case(32)).is_ok());
    for (case, code) in [
        (case(33), "too_many_reports"),
        (" ".repeat(9 << 20), "case_too_large"),
        ("[]".to_owned(), "json_not_an_object"),
        ("{}".to_owned(), "claim_unknown"),
        (r#"{"claim":"never_paid"}"#.to_owned(), "case_invalid"),
        (
            r#"{"claim":"never_paid","now":-1}"#.to_owned(),
            "case_invalid",
        ),
        (
            r#"{"claim":"never_paid","now":1,"reports":[1]}"#.to_owned(),
            "case_invalid",
        ),
        (
            r#"{"claim":"never_paid","now":1,"reports":{}}"#.to_owned(),
            "case_invalid",
        ),
        (
            r#"{"claim":"never_paid","now":1,"bill":[]}"#.to_owned(),
            "case_invalid",
        ),
        (
            r#"{"claim":"never_paid","now":1,"answers":[]}"#.to_owned(),
            "case_invalid",
        ),
        (
            r#"{"claim":"never_paid","now":1.5}"#.to_owned(),
            "json_number",
        ),
    ] {
        assert_eq!(settle::answer(&case).unwrap_err().code(), code);
    }
}

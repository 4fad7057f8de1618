//! Whole reports with customers' answers, byte for byte. After a wanted change `RECEIPT_UPDATE=1 cargo test --features cli --test ack_reports` writes them
//! anew; the diff is the review.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/ack_cases.rs"]
mod ack_cases;
#[path = "common/phone.rs"]
mod phone;
#[path = "common/world.rs"]
mod world;

use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/acks.json");
const TYPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/tests/acks.generated.ts");

#[test]
fn reports_are_as_recorded() {
    let now: Vec<Value> = ack_cases::cases()
        .iter()
        .map(|case| {
            json!({
                "name": case.name, "input": case.input, "trust": case.trust, "own": case.own,
                "now": world::NOW, "report": ack_cases::report(case),
            })
        })
        .collect();
    let text = serde_json::to_string_pretty(&now).unwrap() + "\n";
    if std::env::var_os("RECEIPT_UPDATE").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    let recorded = std::fs::read_to_string(FILE).unwrap();
    let recorded: Vec<Value> = serde_json::from_str(&recorded).unwrap();
    assert_eq!(recorded.len(), now.len());
    for (recorded, now) in recorded.iter().zip(&now) {
        assert_eq!(recorded, now, "{}", now["name"]);
    }
}

/// The same reports as TypeScript, for `tsc` to hold against the declared types.
#[test]
fn reports_are_typed_as_declared() {
    let mut text = String::from(
        "// Written by tests/ack_reports.rs: real reports, which tsc holds against the declared types.\nimport type { Report } from '../src/report';\n\nexport const reports = [\n",
    );
    for case in ack_cases::cases() {
        text.push_str(&format!(
            "  // {}\n  {},\n",
            case.name,
            ack_cases::report(&case)
        ));
    }
    text.push_str("] satisfies readonly Report[];\n");
    if std::env::var_os("RECEIPT_UPDATE").is_some() {
        std::fs::write(TYPED, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(TYPED).unwrap(), text);
}

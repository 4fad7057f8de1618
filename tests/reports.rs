//! Whole reports, byte for byte. After a wanted change `RECEIPT_UPDATE=1 cargo test --features cli --test reports` writes them anew; the diff is the review.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/reports.json");

#[test]
fn reports_are_as_recorded() {
    let now: Vec<Value> = cases::cases()
        .iter()
        .map(|case| {
            json!({
                "name": case.name, "input": case.input, "trust": case.trust, "provenance": case.provenance.as_str(),
                "pins": case.pins, "now": world::NOW, "report": cases::report(case),
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
        assert_eq!(recorded, now, "{}", now["name"]);
    }
}

/// The same reports as TypeScript, for `tsc` to hold against the declared types.
#[test]
fn reports_are_typed_as_declared() {
    const TYPED: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/www/tests/reports.generated.ts"
    );
    let mut text = String::from(
        "// Written by tests/reports.rs: real reports, which tsc holds against the declared types.\nimport type { Report } from '../src/report';\n\nexport const reports = [\n",
    );
    for case in cases::cases() {
        text.push_str(&format!(
            "  // {}\n  {},\n",
            case.name,
            cases::report(&case)
        ));
    }
    text.push_str("] satisfies readonly Report[];\n");
    if std::env::var_os("RECEIPT_UPDATE").is_some() {
        std::fs::write(TYPED, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(TYPED).unwrap(), text);
}

#[test]
fn each_case_is_named_by_what_it_shows() {
    for case in cases::cases() {
        let report: Value = serde_json::from_str(&cases::report(&case)).unwrap();
        let code = report["code"].as_str().unwrap();
        let shown = [&report["checks"], &report["notes"]]
            .iter()
            .any(|l| l.to_string().contains(case.name));
        let derived = [
            "from_link",
            "junk_glued",
            "unknown_members",
            "but_dated",
            "list_expired",
            "vouched_by_a_statement",
        ];
        assert!(
            code == case.name || shown || derived.iter().any(|d| case.name.contains(d)),
            "{}: {code}",
            case.name
        );
    }
}

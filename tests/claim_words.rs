//! Every code that the engine can say has its sentence in both languages, and no sentence waits for a code that never comes.
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

use std::collections::BTreeSet;

use serde_json::Value;

fn answers() -> Vec<(String, Value)> {
    let scenarios = scenarios::rows();
    let mut out: Vec<(String, Value)> = scenarios
        .iter()
        .map(|r| (format!("{} {}", r.number, r.name), r.counter.answer()))
        .collect();
    out.extend(rare::answers());
    out
}

#[test]
fn every_sentence_that_an_answer_names_is_there_with_its_parameters_and_neutral() {
    for (name, answer) in answers() {
        for (language, text) in spoken::both(&answer) {
            spoken::must_be_neutral(&text, &format!("{name} {language}"));
            assert!(!text.contains("{"), "{name} {language}: {text}");
        }
    }
}

#[test]
fn no_sentence_is_unused() {
    let used: BTreeSet<String> = answers()
        .iter()
        .flat_map(|(_, answer)| spoken::keys(answer))
        .map(|(key, _)| key)
        .collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en/claim.json");
    let all: std::collections::BTreeMap<String, String> =
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    // What surfaces say around answers, and words that stand for values.
    let frame = ["heading.", "trail.", "value.", "question."];
    let unused: Vec<&String> = all
        .keys()
        .filter(|k| !used.contains(*k))
        .filter(|k| k.starts_with("trail.code.") || !frame.iter().any(|f| k.starts_with(f)))
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn every_question_has_its_choices() {
    let words = spoken::sentences("en");
    for (name, choices) in [
        ("paid_with", &["phone", "plastic", "code", "cash"][..]),
        ("bank_shows", &["nothing", "pending", "posted", "twice"]),
        ("card_state", &["with_me", "lost", "stolen", "lent"]),
        ("lured", &["true", "false"]),
        ("proof_seen", &["own_app", "screenshot", "nothing"]),
        ("refund_kind", &["promised", "slip", "void"]),
    ] {
        for choice in choices {
            assert!(words.contains_key(&format!("question.{name}.choice.{choice}")));
        }
        let wrong = serde_json::json!({"claim": "complaint", "now": 0, "answers": {name: "?"}});
        let refused = receipt_verifier::settle::answer(&wrong.to_string());
        assert_eq!(refused.unwrap_err().code(), "answer_invalid");
    }
    for name in ["last4", "amount", "days"] {
        assert!(words.contains_key(&format!("question.{name}.label")));
    }
}

#[test]
fn titles_fit_a_phone() {
    for (language, most) in [("en", 45), ("zh-CN", 20)] {
        for (key, text) in spoken::sentences(language) {
            let titled = ["answer.", "claim.", "stop."]
                .iter()
                .any(|g| key.starts_with(g));
            if !(titled && key.ends_with(".title")) {
                continue;
            }
            let mut length = 0;
            let mut inside = false;
            for c in text.chars() {
                inside = (inside || c == '{') && c != '}';
                length += usize::from(!inside);
            }
            assert!(length <= most, "{language} {key}: {length}");
        }
    }
}

/// docs/CLAIMS.md section 3 says with which finding each sentence comes.
#[test]
fn the_page_of_claims_tells_each_sentences_finding() {
    let mut said = std::collections::BTreeMap::<String, BTreeSet<String>>::new();
    for (_, answer) in answers() {
        let sentence = answer["sentence"].as_str().unwrap().to_owned();
        let finding = answer["answer"].as_str().unwrap().to_owned();
        said.entry(sentence).or_default().insert(finding);
    }
    println!("{}", serde_json::to_string(&said).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/CLAIMS.md");
    let page = std::fs::read_to_string(path).unwrap();
    let mut group = String::new();
    let mut told = std::collections::BTreeMap::<String, BTreeSet<String>>::new();
    let section = page.split("\n## ").find(|s| s.starts_with("3. ")).unwrap();
    for line in section.lines() {
        if let Some(rest) = line.strip_prefix("**") {
            let claim = rest.strip_prefix('`').and_then(|r| r.split('`').next());
            group = claim.unwrap_or("any").trim_end_matches(':').to_owned();
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let Some(code) = cells.get(1).and_then(|c| c.strip_prefix('`')) {
            let sentence = format!("{group}.{}", code.trim_end_matches('`'));
            let findings = cells[2].split(", ").map(|f| f.replace(' ', "_"));
            told.insert(sentence, findings.collect());
        }
    }
    assert_eq!(told, said);
}

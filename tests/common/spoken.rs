//! An answer as people read it: every sentence that it names, in both languages, filled.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

pub type Sentences = BTreeMap<String, String>;

pub fn sentences(language: &str) -> Sentences {
    let mut out = Sentences::new();
    for file in ["verdict", "claim"] {
        let path = format!(
            "{}/locales/{language}/{file}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let object: BTreeMap<String, String> =
            serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        out.extend(object);
    }
    out
}

/// The keys of all sentences that an answer names, with their parameters.
pub fn keys(answer: &Value) -> Vec<(String, Value)> {
    let none = Value::Null;
    let mut out = Vec::new();
    let word = |v: &Value| v.as_str().unwrap().to_owned();
    let sentence = word(&answer["sentence"]);
    let mut add = |key: String, params: &Value| out.push((key, params.clone()));
    for part in ["title", "text"] {
        add(format!("answer.{sentence}.{part}"), &answer["params"]);
        if let Some(stop) = answer["stop"].as_str() {
            add(format!("stop.{stop}.{part}"), &none);
        }
    }
    for part in ["title", "question"] {
        add(format!("claim.{}.{part}", word(&answer["claim"])), &none);
    }
    add(format!("value.answer.{}", word(&answer["answer"])), &none);
    for fact in answer["facts"].as_array().unwrap() {
        add(format!("fact.{}", word(&fact["code"])), &fact["params"]);
    }
    for (list, group) in [
        ("not_proved", "limit"),
        ("hints", "hint"),
        ("notes", "note"),
    ] {
        for code in answer[list].as_array().unwrap() {
            add(format!("{group}.{}", word(code)), &none);
        }
    }
    for side in ["customer", "merchant"] {
        for code in answer["next"][side].as_array().unwrap() {
            add(format!("next.{side}.{}", word(code)), &none);
        }
    }
    for name in answer["questions"].as_array().unwrap() {
        add(format!("question.{}.title", word(name)), &none);
    }
    for conflict in answer["conflicts"].as_array().unwrap() {
        add(format!("value.field.{}", word(&conflict["field"])), &none);
        for value in conflict["values"].as_array().unwrap() {
            add(format!("value.source.{}", word(&value["source"])), &none);
        }
    }
    for entry in answer["trail"]["entries"].as_array().into_iter().flatten() {
        if let Some(code) = entry["code"].as_str() {
            add(format!("trail.code.{code}"), &none);
        }
        let (group, word) = match entry["event"].as_str() {
            Some(event) => ("event", event),
            None => ("type", entry["kind"].as_str().unwrap()),
        };
        add(format!("value.{group}.{word}"), &none);
    }
    if let Some(by) = answer["bill"]["supplied_by"].as_str() {
        add(format!("value.supplied_by.{by}"), &none);
    }
    out
}

/// The sentence of a key. A parameter that it wants and does not get is a fault.
pub fn fill(words: &Sentences, key: &str, params: &Value) -> String {
    let sentence = words
        .get(key)
        .unwrap_or_else(|| panic!("no sentence {key}"));
    let mut out = String::new();
    let mut rest = sentence.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap();
        let value = match &params[name] {
            Value::String(text) => words
                .get(&format!("value.{name}.{text}"))
                .unwrap_or(text)
                .clone(),
            Value::Number(number) => number.to_string(),
            // Notes are filled from the verdict's parameters.
            _ if key.starts_with("note.") => String::new(),
            _ => panic!("{key} wants {name}: {params}"),
        };
        out.push_str(before);
        out.push_str(&value);
        rest = after;
    }
    out + rest
}

/// The whole answer, read out.
pub fn both(answer: &Value) -> Vec<(&'static str, String)> {
    ["en", "zh-CN"]
        .into_iter()
        .map(|language| {
            let words = sentences(language);
            let each = keys(answer);
            let said: Vec<String> = each
                .iter()
                .map(|(key, params)| fill(&words, key, params))
                .collect();
            (language, said.join("\n"))
        })
        .collect()
}

const NEVER: [&str; 30] = [
    "customer paid",
    "you paid",
    "fraud",
    "lying",
    "liar",
    "bank confirmed",
    "you will win",
    "legally binding",
    "guarantee",
    "proof of payment",
    "cheat",
    "thief",
    "欺诈",
    "诈骗",
    "撒谎",
    "说谎",
    "骗",
    "银行确认",
    "银行已确认",
    "胜诉",
    "必赢",
    "必胜",
    "具有法律效力",
    "顾客已付",
    "客户已付",
    "已支付",
    "您已付",
    "假冒",
    "小偷",
    "付款凭证",
];

pub fn must_be_neutral(text: &str, about: &str) {
    let text = text.to_lowercase();
    for word in NEVER {
        assert!(!text.contains(word), "{about} says {word}");
    }
}

//! Every code has a row in docs/CODES.md and a sentence in every language, and no sentence claims what no receipt can show.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use receipt_verifier::json::{self, Value};

type Sentences = BTreeMap<String, String>;

fn sentences(language: &str, file: &str) -> Sentences {
    let path = format!(
        "{}/locales/{language}/{file}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let object = json::parse_object(&fs::read(path).unwrap(), 2).unwrap();
    object
        .iter()
        .map(|(key, value)| match value {
            Value::Text(text) => (key.to_owned(), text.clone()),
            _ => panic!("{key} is not a text"),
        })
        .collect()
}

/// The files of sentences. Every language has the same ones.
fn chapters() -> BTreeSet<String> {
    let of = |language: &str| -> BTreeSet<String> {
        fs::read_dir(format!("{}/locales/{language}", env!("CARGO_MANIFEST_DIR")))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of("en"), of("zh-CN"));
    of("en")
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

/// Rows of the tables of docs/CODES.md: the code, and the keys of sentences that it names.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/CODES.md")).unwrap();
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().filter(|l| l.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let code = cells[1].trim_matches('`').to_owned();
        let groups = cells[2]
            .split(',')
            .map(|g| g.trim().to_owned())
            .collect::<Vec<_>>();
        rows.entry(code).or_default().extend(groups);
    }
    rows
}

#[test]
fn the_languages_say_the_same_things_with_the_same_parameters() {
    for file in chapters() {
        let file = file.as_str();
        let (en, zh) = (sentences("en", file), sentences("zh-CN", file));
        // Chinese has no plural: `.other` stands for both.
        let keys = |s: &Sentences| {
            s.keys()
                .filter(|k| !k.ends_with(".one"))
                .cloned()
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(keys(&en), keys(&zh), "{file}");
        for (key, text) in en.iter().filter(|(k, _)| !k.ends_with(".one")) {
            assert!(!text.is_empty() && !zh[key].is_empty(), "{key}");
            assert_eq!(placeholders(text), placeholders(&zh[key]), "{key}");
        }
    }
}

#[test]
fn every_documented_code_has_its_sentences_and_every_sentence_its_row() {
    let words = sentences("en", "verdict");
    let mut expected = BTreeSet::new();
    for (code, groups) in documented() {
        for group in groups {
            match group.as_str() {
                "verdict" => {
                    expected.insert(format!("verdict.{code}.title"));
                    expected.insert(format!("verdict.{code}.text"));
                }
                "-" => {}
                group => {
                    expected.insert(format!("{group}.{code}"));
                }
            }
        }
    }
    let present: BTreeSet<String> = words
        .keys()
        .filter(|k| !k.starts_with("value.") && !k.starts_with("field."))
        .cloned()
        .collect();
    let missing: Vec<_> = expected.difference(&present).collect();
    let undocumented: Vec<_> = present.difference(&expected).collect();
    assert!(
        missing.is_empty() && undocumented.is_empty(),
        "missing {missing:?}\nundocumented {undocumented:?}"
    );
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// String literals of a source file's code, without its tests.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    code.lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .flat_map(|l| {
            l.split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What the QR reader says of a picture, and of an encoding (the label of the Encoding Standard): no codes.
const READING: &[&str] = &["module_px", "shift_jis"];

#[test]
fn every_code_in_the_core_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join("docs").join(name)).unwrap();
    let protocol = read("PROTOCOL.md")
        + &read("STATEMENT-FILES.md")
        + &read("CLAIMS.md")
        + &read("CASE-FILE.md")
        + &read("EVIDENCE.md");
    let documented = documented();
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut stray = BTreeSet::new();
    for file in files
        .iter()
        .filter(|f| !f.starts_with(root.join("src/bin")))
    {
        for word in literals(&fs::read_to_string(file).unwrap()) {
            let snake = word.contains('_')
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            let member = READING.contains(&word.as_str());
            if snake && !member && !documented.contains_key(&word) && !protocol.contains(&word) {
                stray.insert(word);
            }
        }
    }
    assert!(
        stray.is_empty(),
        "in none of CODES.md, PROTOCOL.md, STATEMENT-FILES.md, CLAIMS.md, CASE-FILE.md and EVIDENCE.md: {stray:?}"
    );
}

#[test]
fn words_that_no_receipt_can_carry_stand_nowhere() {
    for (language, words) in [
        (
            "en",
            &[
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
            ][..],
        ),
        (
            "zh-CN",
            &[
                "顾客已付",
                "您已付",
                "已支付",
                "欺诈",
                "诈骗",
                "撒谎",
                "说谎",
                "银行已确认",
                "银行确认",
                "必胜",
                "胜诉",
                "假冒",
                "付款凭证",
            ],
        ),
    ] {
        for file in chapters() {
            let file = file.as_str();
            for (key, text) in sentences(language, file) {
                // The one place where the word may stand: src/confirmation.rs decides when it is shown.
                if key == "confirmation.paid" {
                    continue;
                }
                let text = text.to_lowercase();
                for word in words {
                    assert!(!text.contains(word), "{language} {key}: {word}");
                }
            }
        }
    }
}

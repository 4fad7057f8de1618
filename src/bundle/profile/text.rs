//! The text of a profile: a letter, text fields to copy, or a cover sheet.

use alloc::format;
use alloc::string::String;

use super::sight::{Checked, Sheet, State};
use crate::bundle::parts::Parts;
use crate::bundle::said;
use crate::bundle::words::Words;
use crate::json::{Object, Value};
use crate::settle::look::Look as _;
use crate::text::{length, visible};

/// What Stripe takes of all text fields together, in characters.
pub const STRIPE_LIMIT: usize = 150_000;

/// Writes the text, and notes in the sheet how long it is where that is limited.
pub fn text(sheet: &mut Sheet, parts: &Parts, words: &Words) -> String {
    match sheet.profile {
        "stripe" => fields(sheet, parts, words),
        "consumer_letter" => letter(sheet, parts, words),
        _ => cover(sheet, parts, words),
    }
}

/// One field after the other, under the names that the service gives them.
fn fields(sheet: &mut Sheet, parts: &Parts, words: &Words) -> String {
    let mut out = Lines(String::new());
    out.line(words.plain("bundle.stripe.head"));
    out.line("");
    let mut all = 0;
    for element in &sheet.elements {
        let text = match (element.code, element.state) {
            ("uncategorized_text", _) => summary(parts, words),
            (_, State::Present) => element.value.clone().unwrap_or_default(),
            _ => continue,
        };
        let text = visible_lines(&text);
        all += length(&text);
        out.line(&format!("== {} ==", element.code));
        out.line(&text);
        out.line("");
    }
    let mut params = Object::default();
    let number = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    params.set("count", number(all));
    params.set("limit", number(STRIPE_LIMIT));
    out.line(&words.told("bundle.stripe.count", &params));
    if all > STRIPE_LIMIT {
        sheet.warnings.insert(0, "stripe_too_long");
    }
    sheet.text_length = Some(all);
    out.0
}

/// What the receipt and the answer say, and what nobody shows.
fn summary(parts: &Parts, words: &Words) -> String {
    let mut out = Lines(String::new());
    for report in &parts.reports {
        let code = report.text("code").unwrap_or_default();
        let params = report.object("params").cloned().unwrap_or_default();
        out.line(&words.told(&format!("verdict.{code}.text"), &params));
    }
    if let Some(answer) = &parts.answer {
        out.line(&said::answer_title(answer, words));
        out.line(&said::answer_text(answer, words));
        for limit in answer.texts("not_proved") {
            out.line(&format!("- {}", words.plain(&format!("limit.{limit}"))));
        }
    }
    out.0
}

/// A letter that its sender reads, changes and signs.
fn letter(sheet: &Sheet, parts: &Parts, words: &Words) -> String {
    let mut out = Lines(String::new());
    let mut params = Object::default();
    params.set("name", Value::Text(visible(&parts.maker.name)));
    let of = |code: &str| sheet.elements.iter().find(|e| e.code == code);
    for (param, code) in [
        ("shop", "shop"),
        ("amount", "amount"),
        ("date", "date"),
        ("number", "receipt_number"),
        ("reference", "reference"),
    ] {
        if let Some(value) = of(code).and_then(|e| e.value.as_ref()) {
            params.set(param, Value::Text(visible(value)));
        }
    }
    let day = parts.made_at.to_text(parts.utc_offset);
    out.line(day.get(..10).unwrap_or_default());
    out.line("");
    out.line(words.plain("bundle.letter.to"));
    out.line("");
    out.line(&words.told("bundle.letter.subject", &params));
    out.line("");
    let about = match params.get("reference") {
        Some(_) => "bundle.letter.about",
        None => "bundle.letter.about_plain",
    };
    out.line(&words.told(about, &params));
    if let Some(claim) = parts.claim {
        let said = format!("claim.{}.title", claim.as_str());
        params.set("claim", Value::Text(words.plain(&said).into()));
        out.line(&words.told("bundle.letter.claim", &params));
    }
    if let Some(answer) = &parts.answer {
        out.line("");
        out.line(words.plain("bundle.letter.answer"));
        out.line(&said::answer_title(answer, words));
        out.line(&said::answer_text(answer, words));
        let limits = answer.texts("not_proved");
        if !limits.is_empty() {
            out.line("");
            out.line(words.plain("bundle.letter.not_shown"));
            for limit in limits {
                out.line(&format!("- {}", words.plain(&format!("limit.{limit}"))));
            }
        }
    }
    out.line("");
    out.line(words.plain("bundle.letter.ask"));
    match of("what_i_ask").and_then(|e| e.value.as_ref()) {
        Some(text) => out.line(&visible_lines(text)),
        None => out.line(words.plain("bundle.letter.ask_here")),
    }
    out.line("");
    out.line(words.plain("bundle.letter.recheck"));
    out.line("");
    out.line(&words.told("bundle.letter.close", &params));
    out.0
}

/// The list, to lay on top of what is handed in.
fn cover(sheet: &Sheet, parts: &Parts, words: &Words) -> String {
    let mut out = Lines(String::new());
    out.line(words.plain(&format!("bundle.profile.{}.title", sheet.profile)));
    out.line(words.plain(&format!("bundle.profile.{}.about", sheet.profile)));
    out.line("");
    for warning in &sheet.warnings {
        let key = format!("bundle.warning.{warning}");
        out.line(&format!("! {}", words.told(&key, &sheet.params())));
    }
    out.line("");
    for (at, element) in sheet.elements.iter().enumerate() {
        out.line(&format!("{}. {}", at + 1, row(element, words)));
    }
    if !parts.attachments.is_empty() {
        out.line("");
        out.line(words.plain("bundle.heading.attachments"));
        for file in &parts.attachments {
            out.line(&format!(
                "- {} · SHA-256 {}",
                visible(&file.name),
                file.sha256
            ));
        }
    }
    out.line("");
    for never in sheet.never {
        out.line(&format!(
            "x {}",
            words.plain(&format!("bundle.never.{never}"))
        ));
    }
    out.0
}

fn row(element: &Checked, words: &Words) -> String {
    let label = words.plain(label_key(element.code).as_str()).into();
    let state = words.value("bundle_state", element.state.as_str());
    let parts: [Option<String>; 3] = [
        Some(label),
        Some(format!("[{state}]")),
        element.value.as_deref().map(visible_lines),
    ];
    let given: alloc::vec::Vec<String> = parts.into_iter().flatten().collect();
    given.join(" ")
}

pub fn label_key(code: &str) -> String {
    format!("bundle.element.{code}")
}

/// Several lines stay several lines.
fn visible_lines(text: &str) -> String {
    let lines: alloc::vec::Vec<String> = text.lines().map(visible).collect();
    lines.join("\n")
}

struct Lines(String);

impl Lines {
    fn line(&mut self, text: &str) {
        self.0.push_str(&visible_lines(text));
        self.0.push('\n');
    }
}

//! An answer for people: who says what, what differs, what nobody shows, and what each of the two can do.

use receipt_verifier::json::{self, Object, Value};

use crate::words::Words;

pub fn text(answer: &str, words: &Words) -> String {
    // The engine wrote it.
    let answer = json::parse_object(answer.as_bytes(), 16).unwrap_or_default();
    let mut out = Lines(String::new());
    let params = object(&answer, "params");
    if let Some(stop) = word(&answer, "stop") {
        out.line(&words.told("stop", &format!("{stop}.title"), &params));
        out.line(&words.told("stop", &format!("{stop}.text"), &params));
        out.line("");
    }
    let sentence = word(&answer, "sentence").unwrap_or_default();
    let finding = word(&answer, "answer").unwrap_or_default();
    let title = words.told("answer", &format!("{sentence}.title"), &params);
    out.line(&format!("[{}] {title}", words.value("answer", finding)));
    out.line(&words.told("answer", &format!("{sentence}.text"), &params));
    for note in texts(&answer, "notes") {
        out.line(&words.plain("note", note));
    }
    out.heading(words, "by");
    let by = objects(&answer, "by");
    for one in &by {
        let role = words.value("role", word(one, "role").unwrap_or_default());
        let name = word(one, "name").unwrap_or_default();
        let iss = word(one, "iss").unwrap_or_default();
        out.line(&format!("  {role}: {name} ({iss})"));
    }
    if by.is_empty() {
        out.line(&format!("  {}", words.plain("heading", "nobody")));
    }
    conflicts(&mut out, &answer, words);
    facts(&mut out, &answer, words);
    trail(&mut out, &answer, words);
    out.list(
        words,
        "not_proved",
        '?',
        &texts(&answer, "not_proved"),
        "limit",
    );
    let next = object(&answer, "next");
    out.list(
        words,
        "next_customer",
        '>',
        &texts(&next, "customer"),
        "next.customer",
    );
    out.list(
        words,
        "next_merchant",
        '>',
        &texts(&next, "merchant"),
        "next.merchant",
    );
    out.list(words, "hints", '§', &texts(&answer, "hints"), "hint");
    let questions = texts(&answer, "questions");
    if !questions.is_empty() {
        out.heading(words, "questions");
        for name in questions {
            let title = words.plain("question", &format!("{name}.title"));
            out.line(&format!("  --answer {name}=…  {title}"));
        }
    }
    let level = word(&answer, "level").unwrap_or_default();
    out.line(&format!(
        "  {level} · {} · code: {sentence}",
        words.value("level", level_word(&answer, level))
    ));
    out.0
}

/// A customer's key may stand beside the shop alone, or beside its acquirer too.
fn level_word<'a>(answer: &Object, level: &'a str) -> &'a str {
    let by = objects(answer, "by");
    let has_acquirer = by.iter().any(|by| word(by, "role") == Some("acquirer"));
    match level {
        "E3" if has_acquirer => "E3_with_acquirer",
        level => level,
    }
}

fn conflicts(out: &mut Lines, answer: &Object, words: &Words) {
    let conflicts = objects(answer, "conflicts");
    if conflicts.is_empty() {
        return;
    }
    out.heading(words, "conflicts");
    for conflict in conflicts {
        let field = word(&conflict, "field").unwrap_or_default();
        let values = objects(&conflict, "values");
        let values: Vec<String> = values
            .iter()
            .map(|v| {
                let source = words.value("source", word(v, "source").unwrap_or_default());
                let value = words.value(field, word(v, "value").unwrap_or_default());
                format!("{source} {value}")
            })
            .collect();
        out.line(&format!(
            "  x {}: {}",
            words.value("field", field),
            values.join(" · ")
        ));
    }
}

fn facts(out: &mut Lines, answer: &Object, words: &Words) {
    let facts = objects(answer, "facts");
    if facts.is_empty() {
        return;
    }
    out.heading(words, "facts");
    for fact in facts {
        let mark = match word(&fact, "outcome") {
            Some("pass") => '+',
            Some("warn") => '!',
            Some("conflict") => 'x',
            _ => 'i',
        };
        let code = word(&fact, "code").unwrap_or_default();
        let sentence = words.told("fact", code, &object(&fact, "params"));
        out.line(&format!("  {mark} {sentence}"));
    }
}

fn trail(out: &mut Lines, answer: &Object, words: &Words) {
    let trail = object(answer, "trail");
    let entries = objects(&trail, "entries");
    if entries.len() < 2 {
        return;
    }
    out.heading(words, "trail");
    for entry in entries {
        let kind = match (word(&entry, "event"), word(&entry, "kind")) {
            (Some(event), _) => words.value("event", event),
            (None, kind) => words.value("type", kind.unwrap_or_default()),
        };
        let by = object(&entry, "by");
        let name = word(&by, "name").unwrap_or_default();
        let amount = money(&trail, number(&entry, "amount"));
        let why = word(&entry, "code").map(|code| words.plain("trail.code", code));
        let why = why.map_or(String::new(), |why| format!(" ({why})"));
        let mark = if entry.get("counts") == Some(&Value::Bool(true)) {
            '+'
        } else {
            '-'
        };
        out.line(&format!("  {mark} {kind} {amount} · {name}{why}"));
    }
    if let Some(left) = number(&trail, "refundable") {
        let label = words.plain("trail", "refundable");
        out.line(&format!("  {label}: {}", money(&trail, Some(left))));
    }
}

fn money(trail: &Object, minor: Option<i64>) -> String {
    let currency = word(trail, "currency").and_then(receipt_verifier::Currency::from_code);
    match (
        minor.and_then(receipt_verifier::Amount::from_minor),
        currency,
    ) {
        (Some(amount), Some(currency)) => amount.to_text(currency),
        _ => String::new(),
    }
}

struct Lines(String);

impl Lines {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn heading(&mut self, words: &Words, name: &str) {
        self.line(&format!("{}:", words.plain("heading", name)));
    }

    fn list(&mut self, words: &Words, heading: &str, mark: char, codes: &[&str], group: &str) {
        if codes.is_empty() {
            return;
        }
        self.heading(words, heading);
        for code in codes {
            self.line(&format!("  {mark} {}", words.plain(group, code)));
        }
    }
}

fn word<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    match object.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn number(object: &Object, name: &str) -> Option<i64> {
    match object.get(name) {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    }
}

fn object(object: &Object, name: &str) -> Object {
    match object.get(name) {
        Some(Value::Object(inner)) => inner.clone(),
        _ => Object::default(),
    }
}

fn list<'a>(object: &'a Object, name: &str) -> &'a [Value] {
    match object.get(name) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}

fn objects(object: &Object, name: &str) -> Vec<Object> {
    let entries = list(object, name).iter();
    entries
        .filter_map(|entry| match entry {
            Value::Object(object) => Some(object.clone()),
            _ => None,
        })
        .collect()
}

fn texts<'a>(object: &'a Object, name: &str) -> Vec<&'a str> {
    let entries = list(object, name).iter();
    entries
        .filter_map(|entry| match entry {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

//! Values as people write them, from reports and answers.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;

use super::words::Words;
use crate::json::Object;
use crate::money::{Amount, Currency};
use crate::settle::look::Look as _;
use crate::time::{Time, UtcOffset};

/// A moment, in the zone of whoever reads it.
pub fn moment(seconds: i64, offset: UtcOffset) -> Option<String> {
    let time = u64::try_from(seconds).ok().and_then(Time::from_seconds)?;
    Some(time.to_text(offset))
}

/// When a receipt was issued, by its own clock and zone.
pub fn issued(receipt: &Object) -> Option<String> {
    let offset = receipt.int("utc_offset").and_then(UtcOffset::from_minutes);
    moment(receipt.int("iat")?, offset.unwrap_or(UtcOffset::UTC))
}

/// `minor` units of the object's own `currency`.
pub fn amount(object: &Object, minor: i64) -> Option<String> {
    let currency = object.text("currency").and_then(Currency::from_code)?;
    Some(Amount::from_minor(minor)?.to_text(currency))
}

/// The first line of an answer, with the word that says what kind of answer it is.
pub fn answer_title(answer: &Object, words: &Words) -> String {
    let params = answer.object("params").cloned().unwrap_or_default();
    let sentence = answer.text("sentence").unwrap_or_default();
    let title = words.told(&format!("answer.{sentence}.title"), &params);
    let finding = answer.text("answer").unwrap_or_default();
    format!("[{}] {title}", words.value("answer", finding))
}

pub fn answer_text(answer: &Object, words: &Words) -> String {
    let params = answer.object("params").cloned().unwrap_or_default();
    let sentence = answer.text("sentence").unwrap_or_default();
    words.told(&format!("answer.{sentence}.text"), &params)
}

/// Seconds into a recording.
pub fn span(from: Option<u64>, to: Option<u64>) -> Option<String> {
    let clock = |seconds: u64| {
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60)
    };
    match (from, to) {
        (None, None) => None,
        (from, None) => Some(format!("{} –", clock(from.unwrap_or_default()))),
        (from, Some(to)) => Some(format!(
            "{} – {}",
            clock(from.unwrap_or_default()),
            clock(to)
        )),
    }
}

/// Bytes, exactly: a hash is of so many and no others.
pub fn size(bytes: i64) -> String {
    let mut digits = bytes.unsigned_abs();
    let mut out = String::new();
    loop {
        let (rest, group) = (digits / 1_000, digits % 1_000);
        if rest == 0 {
            return format!("{group}{out} B");
        }
        out = format!(" {group:03}{out}");
        digits = rest;
    }
}

/// A moment for a table: what stands for "nobody says".
pub fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "—".to_owned())
}

/// Whether somebody independent ties the key of an answer to this payment; denials of such keys count for nothing and are known all the same.
pub fn is_identified(ack: &Object) -> bool {
    let bound = ack.text("bound");
    matches!(bound, Some("list" | "statement"))
        && ack.text("code").is_none()
        && ack.text("tied").is_some()
}

/// What a level is called: with an acquirer's word beside a customer's key, both are named.
pub fn level(level: &str, report: Option<&Object>, words: &Words) -> String {
    let evidence = report.map(|r| r.objects("evidence")).unwrap_or_default();
    let has_acquirer = evidence.iter().any(|e| e.text("level") == Some("E2"));
    let name = match (level, has_acquirer) {
        ("E3", true) => "E3_with_acquirer",
        (level, _) => level,
    };
    format!("{level} · {}", words.value("level", name))
}

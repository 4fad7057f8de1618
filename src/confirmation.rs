//! What a transaction may be called, from a report's JSON: the word for "paid" only where a final approval stands behind it that somebody other than
//! the shop states.

use crate::json::{JsonError, Object, Value, members, parse_object};

/// Levels of what is inside a report.
const DEPTH: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// Names the status word (`locales/<language>/confirmation.json`).
    pub code: &'static str,
    pub may_say_paid: bool,
}

members!(member Confirmation { code, may_say_paid });

/// Of a report of `verify` as JSON.
pub fn confirmation(report: &str) -> Result<Confirmation, JsonError> {
    let report = parse_object(report.as_bytes(), DEPTH)?;
    Ok(of(&report))
}

/// Of a report that was parsed.
pub fn of(report: &Object) -> Confirmation {
    let code = code(report);
    Confirmation {
        code,
        may_say_paid: code == "paid",
    }
}

fn code(report: &Object) -> &'static str {
    if text(report, "outcome") != "verified" {
        return "not_verified";
    }
    let level = text(report, "level");
    if level == "E0" || has_conflict(report) || notes(report, "receipt_withdrawn") {
        return "set_aside";
    }
    if given(report, "receipt").is_none() {
        return "asked";
    }
    let status = text(report, "status");
    match text(report, "type") {
        "training" => return "training",
        "refund" | "void" => return "return",
        "correction" => return "correction",
        _ => {}
    }
    match status {
        "declined" => return "declined",
        "reversed" => return "reversed",
        "attempted" | "unknown" => return "attempt",
        "refund_issued" | "refund_posted" => return refunded(report),
        _ => {}
    }
    // Approved or captured, as somebody says.
    if text(report, "type") == "preauth" && status == "approved" {
        return "hold";
    }
    let by_shop = level == "E1";
    match mode(report) {
        Some("offline" | "store_and_forward") if by_shop || status == "approved" => {
            return "offline_approval";
        }
        _ if by_shop => return "shop_says_approved",
        _ => {}
    }
    doubt(report).unwrap_or(match (status, mode(report)) {
        ("captured", _) | ("approved", Some("online")) => "paid",
        // A wallet's payment has no terminal that could approve it by itself.
        ("approved", None) if receipt(report, "card").is_none() => "paid",
        _ => "acquirer_says_approved",
    })
}

/// What keeps an acquirer's approval from being the last word.
fn doubt(report: &Object) -> Option<&'static str> {
    [
        ("sample", "sample"),
        ("list_expired", "list_expired"),
        ("status_gap", "statement_missing"),
        ("flagged", "under_review"),
    ]
    .into_iter()
    .find_map(|(note, code)| notes(report, note).then_some(code))
}

/// In whole, or in part.
fn refunded(report: &Object) -> &'static str {
    let param = |name| match given(report, "params") {
        Some(Value::Object(params)) => params.get(name),
        _ => None,
    };
    match param("refunded") == param("amount") {
        true => "refunded",
        false => "refunded_part",
    }
}

fn given<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| **value != Value::Null)
}

fn text<'a>(object: &'a Object, name: &str) -> &'a str {
    match object.get(name) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

fn receipt<'a>(report: &'a Object, name: &str) -> Option<&'a Value> {
    match report.get("receipt") {
        Some(Value::Object(receipt)) => given(receipt, name),
        _ => None,
    }
}

fn mode(report: &Object) -> Option<&str> {
    match receipt(report, "authorisation") {
        Some(Value::Object(authorisation)) => match authorisation.get("mode") {
            Some(Value::Text(mode)) => Some(mode),
            _ => None,
        },
        _ => None,
    }
}

fn notes(report: &Object, note: &str) -> bool {
    match report.get("notes") {
        Some(Value::List(notes)) => notes
            .iter()
            .any(|n| matches!(n, Value::Text(n) if n == note)),
        _ => false,
    }
}

fn has_conflict(report: &Object) -> bool {
    match report.get("checks") {
        Some(Value::List(checks)) => checks.iter().any(
            |check| matches!(check, Value::Object(check) if text(check, "outcome") == "conflict"),
        ),
        _ => false,
    }
}

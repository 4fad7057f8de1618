//! Clocks and days: terminals run ahead, statements book later, and a day in one place is another day elsewhere.

use super::Facts;
use crate::report::{CheckOutcome, Params};
use crate::settle::case::Claim;
use crate::settle::look::Look as _;
use crate::settle::record::{Record, missing, safe};
use crate::settle::sight::Sight;
use crate::time::{Time, UtcOffset};

/// Honest clocks differ by less.
const TOLERANCE: i64 = 600;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// Days between a purchase and its line that surprise nobody.
const USUAL: i64 = 10;

pub fn of(sight: &Sight, record: &Record, out: &mut Facts) {
    let Some(issued) = record.issued() else {
        return;
    };
    clocks(record, issued, out);
    days(sight, record, issued, out);
}

/// Goods go out once: whoever shows a receipt to get them may have shown it before.
pub fn age(sight: &Sight, record: &Record, out: &mut Facts) {
    let age = record.issued().map_or(0, |t| sight.case.now.since(t));
    if sight.case.claim == Claim::PaidNotReceived && age >= HOUR {
        let params = Params::default()
            .number("days", age / DAY)
            .number("hours", age % DAY / HOUR)
            .word("terminal", record.terminal_id().map_or_else(missing, safe));
        out.add("issued_ago", CheckOutcome::Warn, params);
    }
}

fn clocks(record: &Record, issued: Time, out: &mut Facts) {
    // What the acquirer saw first: later events tell nothing about the terminal's clock.
    let first = record.events().into_iter().next();
    if let Some(word) = first.filter(|w| matches!(w.event, "approved" | "declined")) {
        let ahead = issued.since(word.at);
        let apart = ahead.abs();
        // An offline approval reaches its acquirer hours later, and no clock is wrong.
        let is_late = ahead < 0 && record.is_offline();
        if apart > TOLERANCE && !is_late {
            let params = Params::default()
                .number("hours", apart / HOUR)
                .number("minutes", apart % HOUR / 60)
                .word("acquirer", word.name);
            let code = if ahead > 0 {
                "clock_ahead"
            } else {
                "clock_behind"
            };
            out.add(code, CheckOutcome::Warn, params);
        }
    }
    if record.check("clock").is_some() || record.check("clock_list").is_some() {
        out.add("device_clock", CheckOutcome::Warn, Params::default());
    }
    if record.check("witnessed").is_some() {
        out.add("witnessed", CheckOutcome::Pass, Params::default());
    }
}

fn days(sight: &Sight, record: &Record, issued: Time, out: &mut Facts) {
    let day = |offset: UtcOffset| {
        let mut text = issued.to_text(offset);
        text.truncate(10);
        text
    };
    let printed = day(record.offset());
    let params = Params::default().word("date", printed.clone());
    let business = record.receipt().and_then(|r| r.text("business_date"));
    if let Some(business) = business.filter(|b| *b != printed) {
        out.info(
            "business_date",
            params.clone().word("business_date", safe(business)),
        );
    }
    let utc = day(UtcOffset::UTC);
    if utc != printed {
        out.info("time_zone", params.clone().word("utc_date", utc));
    }
    let line = sight.line.as_ref().filter(|l| l.is_good());
    let posted = line.and_then(|l| l.date()).filter(|d| *d != printed);
    if let Some(posted) = posted
        && let (Some(from), Some(to)) = (day_number(&printed), day_number(posted))
        && (1..=USUAL).contains(&(to - from))
    {
        out.info("posted_on", params.word("posted", safe(posted)));
    }
}

/// Days since some day long ago, of `YYYY-MM-DD` in the Gregorian calendar, counted from March.
fn day_number(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(|p| p.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=9_999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day)
}

/// How long ago a refund was signed, and how long it was said to take.
pub fn refund(sight: &Sight, refund: &Record, out: &mut Facts) {
    let Some(issued) = refund.issued() else {
        return;
    };
    let days = (sight.case.now.since(issued) / DAY).max(0);
    let expected = refund
        .inner("refund")
        .and_then(|r| r.int("expected_posting_days"));
    let params = Params::default().number("days", days);
    match expected.filter(|n| (0..=90).contains(n)) {
        Some(expected) if days > expected => {
            out.add(
                "refund_late",
                CheckOutcome::Warn,
                params.number("expected", expected),
            );
        }
        Some(expected) => out.info("refund_within", params.number("expected", expected)),
        None => out.info("refund_days", params),
    }
}

//! Clocks and days: terminals run ahead, statements book later, and a day in one place is another day elsewhere.

use super::Facts;
use crate::report::{CheckOutcome, Params};
use crate::settle::case::Claim;
use crate::settle::look::Look as _;
use crate::settle::record::{Record, safe};
use crate::settle::sight::Sight;
use crate::time::{Time, UtcOffset};

/// Honest clocks differ by less.
const TOLERANCE: i64 = 600;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

pub fn of(sight: &Sight, record: &Record, out: &mut Facts) {
    let Some(issued) = record.issued() else {
        return;
    };
    clocks(record, issued, out);
    days(sight, record, issued, out);
    let age = sight.case.now.since(issued);
    let replayed = sight.case.claim == Claim::PaidNotReceived;
    if age >= DAY || (replayed && age >= HOUR) {
        let params = Params::default()
            .number("days", age / DAY)
            .number("hours", age % DAY / HOUR)
            .word("terminal", safe(record.terminal_id().unwrap_or("—")));
        out.info("issued_ago", params);
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
    if let Some(posted) = line.and_then(|l| l.date()).filter(|d| *d != printed) {
        out.info("posted_on", params.word("posted", safe(posted)));
    }
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

//! The events that acquirers state about one receipt, read as a history.

use alloc::vec::Vec;

use super::Subject;
use super::stated::Stated;
use crate::report::{Check, CheckOutcome, Params};
use crate::status::{Status, refunded};
use crate::time::Time;
use crate::trust::Issuer;
use crate::vocabulary::{Event, ReceiptStatus, ReceiptType};

/// Two clocks of honest people differ by at most this many seconds.
pub const CLOCK_TOLERANCE: i64 = 600;

/// What the statuses that count come to.
pub struct History {
    /// They cannot all be true.
    pub contradictory: bool,
    /// Index of the event that holds now.
    pub newest: Option<usize>,
    /// What the refunds come to, in minor units.
    pub refunded: u64,
    /// The acquirer marked the transaction or its terminal for review.
    pub flagged: bool,
}

/// How far one signer's statements are read.
struct Line<'a> {
    last: &'a Stated<'a>,
    /// The last one that tells a result, and whether one is missing since.
    result: Option<(usize, &'a Status)>,
    gap: bool,
}

/// Reads the statuses that count, which are sorted by sequence.
pub fn read(stated: &[Stated], subject: &Subject, now: Time, checks: &mut Vec<Check>) -> History {
    let before = checks.len();
    let mut lines: Vec<Line> = Vec::new();
    let mut counted: Vec<&Status> = Vec::new();
    for (at, one) in stated.iter().enumerate().filter(|(_, s)| s.counts) {
        check_times(one, subject, now, checks);
        counted.push(&one.status);
        let of_signer = |line: &Line| line.last.signer.issuer().iss == one.signer.issuer().iss;
        let known = lines.iter().position(of_signer).unwrap_or_else(|| {
            lines.push(Line {
                last: one,
                result: None,
                gap: false,
            });
            lines.len() - 1
        });
        if let Some(line) = lines.get_mut(known) {
            check_step(line, at, one, subject, checks);
        }
    }
    let results = || lines.iter().filter_map(|line| line.result);
    let mut left = results().map(|(_, s)| left_with(s.event));
    if let Some(first) = left.next()
        && left.any(|other| other != first)
    {
        checks.extend(of_first(&lines, "acquirers_disagree"));
    }
    let refunded = refunded(&counted);
    if refunded > subject.receipt.amount.minor() {
        checks.extend(of_first(&lines, "refunds_above_amount"));
    }
    let contradictory = checks
        .iter()
        .skip(before)
        .any(|c| c.outcome == CheckOutcome::Conflict);
    let newest = results()
        .max_by_key(|(_, s)| s.at)
        .map(|(at, _)| at)
        .filter(|_| !contradictory);
    if let Some(newest) = newest.and_then(|at| stated.get(at)) {
        checks.extend(check_terminal_result(newest, subject));
    }
    History {
        contradictory,
        newest,
        refunded,
        flagged: !contradictory && counted.iter().any(|s| s.event == Event::Flagged),
    }
}

/// What a customer is left with: a transaction that went through, of which a refund takes nothing away; one that did not; one that was undone.
fn left_with(event: Event) -> u8 {
    match event {
        Event::Declined => 1,
        Event::Reversed => 2,
        _ => 0,
    }
}

fn of_first(lines: &[Line], code: &'static str) -> Option<Check> {
    let first = lines.first()?;
    Some(conflict(code, first.last.signer.issuer()))
}

fn conflict(code: &'static str, acquirer: &Issuer) -> Check {
    Check {
        code,
        outcome: CheckOutcome::Conflict,
        params: Params::default().text("acquirer", &acquirer.name),
    }
}

/// One signer's next statement. Across a gap the missing one may explain much, but nothing follows a decline or a
/// reversal, and an approval or decline follows nothing.
fn check_step<'a>(
    line: &mut Line<'a>,
    at: usize,
    one: &'a Stated<'a>,
    subject: &Subject,
    checks: &mut Vec<Check>,
) {
    let issuer = one.signer.issuer();
    let status = &one.status;
    let first = core::ptr::eq(line.last, one);
    let expected = if first {
        1
    } else {
        line.last.status.sequence + 1
    };
    if status.sequence < expected {
        checks.push(conflict("status_sequence_twice", issuer));
        return;
    }
    if status.sequence > expected {
        checks.push(gap(expected, status.sequence, issuer));
        line.gap = true;
    }
    line.last = one;
    // A mark for review changes no result.
    if status.event == Event::Flagged {
        return;
    }
    let allowed = match line.result {
        None => line.gap || status.event.may_begin(),
        Some((_, last)) => last.event.may_precede(status.event, !line.gap) && status.at >= last.at,
    };
    let gives_back = matches!(
        subject.receipt.kind,
        ReceiptType::Refund | ReceiptType::Void
    );
    if !allowed || (gives_back && status.event.is_refund()) {
        checks.push(conflict("status_order", issuer));
    }
    line.result = Some((at, status));
    line.gap = false;
}

fn gap(from: i64, before: i64, issuer: &Issuer) -> Check {
    Check {
        code: "status_gap",
        outcome: CheckOutcome::Warn,
        params: Params::default()
            .number("from", from)
            .number("to", before - 1)
            .text("acquirer", &issuer.name),
    }
}

/// A status from before the receipt, from the future, or about the future: somebody's clock is wrong.
fn check_times(one: &Stated, subject: &Subject, now: Time, checks: &mut Vec<Check>) {
    let status = &one.status;
    let ahead = |a: Time, b: Time| a.since(b) > CLOCK_TOLERANCE;
    if ahead(status.at, now)
        || ahead(status.iat, now)
        || ahead(status.at, status.iat)
        || ahead(subject.receipt.iat, status.at)
    {
        checks.push(Check {
            code: "status_time",
            outcome: CheckOutcome::Warn,
            params: Params::default()
                .text("acquirer", &one.signer.issuer().name)
                .word("at", status.at.to_text(subject.receipt.utc_offset)),
        });
    }
}

/// What the terminal knew against what the acquirer states last.
fn check_terminal_result(newest: &Stated, subject: &Subject) -> Option<Check> {
    let event = newest.status.event;
    let receipt = &subject.receipt;
    let params = Params::default()
        .word("event", event.as_str())
        .word("status", receipt.status.as_str())
        .text("acquirer", &newest.signer.issuer().name);
    if receipt.kind == ReceiptType::Training {
        return Some(Check {
            code: "training_with_status",
            outcome: CheckOutcome::Conflict,
            params,
        });
    }
    let contradicts = match receipt.status {
        ReceiptStatus::Approved | ReceiptStatus::Captured => event == Event::Declined,
        ReceiptStatus::Declined => left_with(event) == 0,
        // A void is approved, and by that the sale reversed.
        ReceiptStatus::Reversed => event != Event::Reversed && receipt.kind != ReceiptType::Void,
        ReceiptStatus::Attempted | ReceiptStatus::Unknown => false,
    };
    contradicts.then_some(Check {
        code: "result_differs",
        outcome: CheckOutcome::Conflict,
        params,
    })
}

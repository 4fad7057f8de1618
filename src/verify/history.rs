//! The events that acquirers state about one receipt, read as a history.

use alloc::vec::Vec;

use super::Subject;
use super::stated::Stated;
use crate::report::{Check, CheckOutcome, Params};
use crate::status::Status;
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
}

/// Reads the statuses that count, which are sorted by sequence.
pub fn read(stated: &[Stated], subject: &Subject, now: Time, checks: &mut Vec<Check>) -> History {
    let before = checks.len();
    let mut last_of_each: Vec<(usize, &Stated)> = Vec::new();
    for (at, one) in stated.iter().enumerate().filter(|(_, s)| s.counts) {
        check_times(one, subject, now, checks);
        let issuer = one.signer.issuer();
        match last_of_each
            .iter_mut()
            .find(|(_, s)| s.signer.issuer().iss == issuer.iss)
        {
            Some(last) => {
                check_step(&last.1.status, &one.status, issuer, checks);
                *last = (at, one);
            }
            None => {
                check_first(&one.status, issuer, checks);
                last_of_each.push((at, one));
            }
        }
    }
    for pair in last_of_each.windows(2) {
        if let [(_, a), (_, b)] = pair
            && result(a.status.event) != result(b.status.event)
        {
            checks.push(conflict("acquirers_disagree", a.signer.issuer()));
        }
    }
    let contradictory = checks
        .iter()
        .skip(before)
        .any(|c| c.outcome == CheckOutcome::Conflict);
    let newest = last_of_each
        .iter()
        .max_by_key(|(_, s)| s.status.at)
        .filter(|_| !contradictory);
    if let Some((_, newest)) = newest {
        checks.extend(check_terminal_result(newest, subject));
    }
    History {
        contradictory,
        newest: newest.map(|(at, _)| *at),
    }
}

/// What a customer is left with: money taken, refused, or given back.
fn result(event: Event) -> u8 {
    match event {
        Event::Approved | Event::Captured => 0,
        Event::Declined => 1,
        Event::Reversed => 2,
    }
}

fn conflict(code: &'static str, acquirer: &Issuer) -> Check {
    Check {
        code,
        outcome: CheckOutcome::Conflict,
        params: Params::default().text("acquirer", &acquirer.name),
    }
}

fn check_first(first: &Status, issuer: &Issuer, checks: &mut Vec<Check>) {
    if first.sequence > 1 {
        checks.push(gap(1, first.sequence, issuer));
    } else if !matches!(first.event, Event::Approved | Event::Declined) {
        checks.push(conflict("status_order", issuer));
    }
}

/// One signer's next statement. Across a gap the missing one may explain much, but nothing follows a decline or a
/// reversal, and an approval or decline follows nothing.
fn check_step(last: &Status, next: &Status, issuer: &Issuer, checks: &mut Vec<Check>) {
    if last.sequence == next.sequence {
        checks.push(conflict("status_sequence_twice", issuer));
        return;
    }
    let adjacent = next.sequence == last.sequence + 1;
    if !adjacent {
        checks.push(gap(last.sequence + 1, next.sequence, issuer));
    }
    let ended = matches!(last.event, Event::Declined | Event::Reversed);
    let begins = matches!(next.event, Event::Approved | Event::Declined);
    if ended || begins || next.at < last.at || (adjacent && !last.may_precede(next)) {
        checks.push(conflict("status_order", issuer));
    }
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
        ReceiptStatus::Declined => matches!(event, Event::Approved | Event::Captured),
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

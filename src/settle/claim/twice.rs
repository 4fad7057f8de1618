//! "I was charged twice": are there two transactions, or one shown twice?

use super::contradiction;
use crate::settle::answer::{Conflict, Finding, Found};
use crate::settle::bill::Line;
use crate::settle::look::Look as _;
use crate::settle::record::{By, Record, safe, same_shop};
use crate::settle::sight::Sight;
use crate::settle::standing::{self, Standing};
use crate::time::UtcOffset;

const GROUP: &str = "charged_twice";

pub fn answer(sight: &Sight) -> Found {
    if let Some(found) = contradiction(sight) {
        return found;
    }
    let Some(first) = sight.subject() else {
        return Found::new(Finding::CannotTell, "any", "unreadable", sight.params());
    };
    if let Some(found) = number_twice(sight, first) {
        return found;
    }
    if let Some(found) = hold_and_capture(sight) {
        return found;
    }
    let other = nearest(sight, first);
    match other {
        Some(other) => two(sight, first, other),
        None => one(sight),
    }
}

/// The other receipt that looks most like a second charge: of the same shop, with the same amount.
fn nearest<'a>(sight: &Sight<'a>, first: &Record) -> Option<&'a Record<'a>> {
    let others: Vec<&Record> = sight
        .others()
        .filter(|r| {
            !matches!(
                standing::of(Some(r)),
                Standing::Return | Standing::Correction
            )
        })
        .collect();
    let rank = |r: &&&Record| (same_shop(first, r), r.amount() == first.amount());
    // The first of equals, as people gave them.
    others.iter().rev().max_by_key(rank).copied()
}

/// One receipt alone.
fn one(sight: &Sight) -> Found {
    let twins = sight.line.as_ref().map_or(0, Line::alike);
    let code = if sight.case.copies > 0 {
        "same_receipt"
    } else if twins > 0 {
        "two_lines"
    } else {
        "one_receipt"
    };
    let params = sight.params().number("count", twins + 1);
    Found::new(Finding::NotShown, GROUP, code, params).by(sight.by.clone())
}

fn two(sight: &Sight, first: &Record, other: &Record) -> Found {
    let params = sight
        .params()
        .word("other_amount", other.amount_text())
        .word("other_shop", other.shop())
        .word("other_issued", other.issued_text());
    let found =
        |finding, code, by: Vec<By>| Found::new(finding, GROUP, code, params.clone()).by(by);
    let by = |records: &[&Record]| -> Vec<By> {
        let each = records.iter().flat_map(|r| {
            let acquirers = r.acquirers();
            match acquirers.is_empty() {
                true => r.own_word().into_iter().collect(),
                false => acquirers,
            }
        });
        let mut out: Vec<By> = Vec::new();
        for one in each {
            if !out.contains(&one) {
                out.push(one);
            }
        }
        out
    };
    if !same_shop(first, other) {
        return found(Finding::NotShown, "other_shop", by(&[first, other]));
    }
    let (a, b) = (sight.standing, standing::of(Some(other)));
    let both_independent = !first.acquirers().is_empty() && !other.acquirers().is_empty();
    if same_transaction(first, other) {
        let at = |r: &Record| r.newest().map(|w| w.at);
        return match (both_independent, at(first) == at(other)) {
            (true, true) => found(Finding::Confirmed, "same_transaction", by(&[first, other])),
            // The reference is the shop's print; that there were two approvals is its acquirer's word.
            (true, false) => reference_twice(found(
                Finding::Conflict,
                "reference_twice",
                by(&[first, other]),
            )),
            (false, _) => found(
                Finding::NotShown,
                "same_transaction_by_shop",
                by(&[first, other]),
            ),
        };
    }
    if !both_independent && two_means(first, other) {
        return found(Finding::NotShown, "two_means", by(&[first, other]));
    }
    let ended = |s: Standing| matches!(s, Standing::Reversed | Standing::Declined);
    let refunded = sight.trail.as_ref().is_some_and(|t| t.refunds.acquirer > 0);
    let (finding, code) = match (a, b) {
        (a, b) if ended(a) && b.is_approval() || ended(b) && a.is_approval() => {
            let code = match (a, b) {
                (Standing::Reversed, _) | (_, Standing::Reversed) => "one_taken_back",
                _ => "one_declined",
            };
            (Finding::Confirmed, code)
        }
        (a, b) if a.is_approval() && b.is_approval() && refunded => {
            (Finding::Confirmed, "two_one_refunded")
        }
        (a, b) if a.is_approval() && b.is_approval() => (Finding::Confirmed, "two_approved"),
        (a, b) if unfinished(a) || unfinished(b) => (Finding::NotShown, "one_unfinished"),
        (a, b) if a.is_approval() != b.is_approval() => (Finding::NotShown, "one_approved"),
        _ => (Finding::NotShown, "two_by_shop"),
    };
    found(finding, code, by(&[first, other]))
}

fn reference_twice(found: Found) -> Found {
    let times = found.by.iter().filter_map(|by| {
        let at = crate::settle::record::time(Some(by.at))?;
        Some(("acquirer", at.to_text(UtcOffset::UTC)))
    });
    let conflict = Conflict::new("reference", times.collect::<Vec<_>>());
    found.conflict(conflict)
}

fn unfinished(standing: Standing) -> bool {
    matches!(
        standing,
        Standing::ShopAttempt
            | Standing::ShopDeclined
            | Standing::ShopReversed
            | Standing::Declined
            | Standing::Reversed
    )
}

/// One reference that networks give once: two receipts of one transaction.
fn same_transaction(a: &Record, b: &Record) -> bool {
    let same = |name: &str| {
        let one = a.authorisation(name);
        one.is_some() && one == b.authorisation(name)
    };
    let wallet = |r: &Record| {
        r.inner("wallet")
            .and_then(|w| w.text("transaction_id").map(safe))
    };
    if wallet(a).is_some() || wallet(b).is_some() {
        return wallet(a) == wallet(b);
    }
    a.amount() == b.amount()
        && a.currency() == b.currency()
        && (same("rrn") || same("arn") || same("scheme_transaction_id"))
}

/// One sale, paid in two ways: the same sale's number or invoice, other means.
fn two_means(a: &Record, b: &Record) -> bool {
    let methods = |r: &Record| -> Vec<String> {
        let tenders = r
            .receipt()
            .map(|r| r.objects("tenders"))
            .unwrap_or_default();
        tenders
            .iter()
            .filter_map(|t| t.text("method").map(str::to_owned))
            .collect()
    };
    let (x, y) = (methods(a), methods(b));
    let other = !x.is_empty() && !y.is_empty() && x.iter().all(|m| !y.contains(m));
    let text = |r: &Record, name: &str| r.receipt().and_then(|r| r.text(name).map(str::to_owned));
    let same = |name: &str| text(a, name).is_some() && text(a, name) == text(b, name);
    other && (same("invoice_number") || same("number") || a.amount() == b.amount())
}

/// A hold and its capture are one payment.
fn hold_and_capture(sight: &Sight) -> Option<Found> {
    let trail = sight.trail.as_ref()?;
    let root = sight.root()?;
    let captures: Vec<&Record> = trail
        .members("capture")
        .filter_map(|i| sight.record(i))
        .collect();
    if captures.is_empty() || sight.others().next().is_some() {
        return None;
    }
    let by: Vec<By> = captures.iter().flat_map(|c| c.acquirers()).collect();
    let params = sight
        .params()
        .word("authorised", root.money_text(trail.authorised.unwrap_or(0)))
        .word("captured", root.money_text(trail.captured.unwrap_or(0)));
    let params = match by.first() {
        Some(by) => crate::settle::sight::said_by(params, by, root),
        None => params,
    };
    Some(match by.is_empty() {
        false => Found::new(Finding::Confirmed, GROUP, "hold_and_capture", params).by(by),
        true => Found::new(Finding::NotShown, GROUP, "hold_and_capture_by_shop", params)
            .by(sight.by.clone()),
    })
}

/// One key, one number, two receipts: both signatures are good, and both cannot be.
fn number_twice(sight: &Sight, first: &Record) -> Option<Found> {
    let check = first.check("number_signed_twice")?;
    let number = check.object("params").and_then(|p| p.int("number"));
    let values = sight
        .records
        .iter()
        .filter(|r| r.counter().is_some() && r.counter() == first.counter())
        .filter_map(|r| Some(("receipt", safe(r.digest()?))));
    let params = sight.params().number("counter", number.unwrap_or(0));
    Some(
        Found::new(Finding::Conflict, GROUP, "number_twice", params)
            .by(sight.by.clone())
            .conflict(Conflict::new("counter", values.take(8))),
    )
}

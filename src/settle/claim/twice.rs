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
pub fn nearest<'a>(sight: &Sight<'a>, first: &Record) -> Option<&'a Record<'a>> {
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

fn two<'a>(sight: &Sight<'a>, first: &Record<'a>, other: &Record<'a>) -> Found {
    // When each was tried, by the acquirer's own times where it speaks: a terminal's clock may be wrong.
    let at = |r: &Record| {
        let first = r.events().into_iter().next();
        first.map_or_else(|| r.issued_text(), |w| r.clock(w.at))
    };
    let params = sight
        .params()
        .word("first_at", at(first))
        .word("second_at", at(other))
        .word("other_amount", other.amount_text())
        .word("other_shop", other.shop());
    let found = |finding, code| {
        Found::new(finding, GROUP, code, params.clone()).by(speakers(&[first, other]))
    };
    if !same_shop(first, other) {
        return found(Finding::NotShown, "other_shop");
    }
    let (b, other_trail) = sight.seen_from(other);
    let a = sight.standing;
    let both_independent = !first.acquirers().is_empty() && !other.acquirers().is_empty();
    if same_transaction(first, other) {
        let at = |r: &Record| r.newest().map(|w| w.at);
        return match (both_independent, at(first) == at(other)) {
            (true, true) => found(Finding::Confirmed, "same_transaction"),
            // The reference is the shop's print; that there were two approvals is its acquirer's word.
            (true, false) => reference_twice(found(Finding::Conflict, "reference_twice")),
            (false, _) => found(Finding::NotShown, "same_transaction_by_shop"),
        };
    }
    if !both_independent && two_means(first, other) {
        return found(Finding::NotShown, "two_means");
    }
    let ended = |s: Standing| {
        matches!(
            s,
            Standing::Reversed | Standing::Voided | Standing::Declined
        )
    };
    let refunded = [sight.trail.as_ref(), other_trail.as_ref()];
    let refunded = refunded
        .into_iter()
        .flatten()
        .any(|t| t.refunds.acquirer > 0);
    match (a, b) {
        (a, b) if ended(a) && b.is_approval() || ended(b) && a.is_approval() => {
            let declined = a == Standing::Declined || b == Standing::Declined;
            let code = if declined {
                "one_declined"
            } else {
                "one_taken_back"
            };
            found(Finding::Confirmed, code)
        }
        (a, b) if a.is_approval() && b.is_approval() && refunded => {
            found(Finding::Confirmed, "two_one_refunded")
        }
        (a, b) if a.is_approval() && b.is_approval() => found(Finding::Confirmed, "two_approved"),
        (a, b) if unfinished(a) || unfinished(b) => found(Finding::NotShown, "one_unfinished"),
        (a, b) if a.is_approval() != b.is_approval() => found(Finding::NotShown, "one_approved"),
        _ => found(Finding::NotShown, "two_by_shop"),
    }
}

/// Whose word each receipt is.
fn speakers(records: &[&Record]) -> Vec<By> {
    let each = records.iter().flat_map(|r| {
        let acquirers = r.acquirers();
        match acquirers.is_empty() {
            true => r.own_word().into_iter().collect(),
            false => acquirers,
        }
    });
    each.collect()
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
            | Standing::Voided
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

/// A hold and its capture are one payment; two captures of one hold are two, and more than was held is neither.
pub fn hold_and_capture(sight: &Sight) -> Option<Found> {
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
    let all = captures.iter().all(|c| !c.acquirers().is_empty());
    let (held, taken) = (trail.authorised?, trail.captured?);
    let count = i64::try_from(captures.len()).unwrap_or(i64::MAX);
    let params = sight
        .params()
        .word("authorised", root.money_text(held))
        .word("captured", root.money_text(taken))
        .number("count", count);
    let params = match by.iter().max_by_key(|b| b.at) {
        Some(by) => crate::settle::sight::said_by(params, by, root),
        None => params,
    };
    let code = match (taken > held, captures.len(), all) {
        (true, ..) => {
            let values = [
                ("authorised", root.money_text(held)),
                ("captured", root.money_text(taken)),
            ];
            return Some(
                Found::new(Finding::Conflict, GROUP, "captures_above", params)
                    .by(speakers(&captures))
                    .conflict(Conflict::new("amount", values)),
            );
        }
        (_, 1, true) => "hold_and_capture",
        (_, 1, false) => "hold_and_capture_by_shop",
        (_, _, true) => "captures",
        (_, _, false) => "captures_by_shop",
    };
    let finding = if all {
        Finding::Confirmed
    } else {
        Finding::NotShown
    };
    Some(Found::new(finding, GROUP, code, params).by(speakers(&captures)))
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

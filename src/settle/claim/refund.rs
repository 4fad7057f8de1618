//! "The refund never came": was a refund issued, by whom, and does anybody say that it was posted?

use super::{both, shared};
use crate::settle::answer::{Conflict, Finding, Found};
use crate::settle::case::RefundKind;
use crate::settle::record::{Record, Word};
use crate::settle::sight::{Sight, said_by};
use crate::settle::standing::Standing;
use crate::settle::trail::Trail;
use crate::vocabulary::ReceiptType;

const GROUP: &str = "no_refund";

pub fn answer(sight: &Sight) -> Found {
    if matches!(
        sight.standing,
        Standing::Contradictory | Standing::VoidedThenCaptured
    ) && let Some(found) = super::contradiction(sight)
    {
        return found;
    }
    let (Some(trail), Some(root)) = (&sight.trail, sight.root()) else {
        return Found::new(Finding::CannotTell, "any", "unreadable", sight.params());
    };
    over(sight, trail, root)
        .or_else(|| stated(sight, trail, root))
        .or_else(|| on_receipt(sight, trail, root))
        .or_else(|| reversed(sight))
        .unwrap_or_else(|| none(sight, trail))
}

fn params(sight: &Sight, trail: &Trail, root: &Record) -> crate::report::Params {
    let returned = trail.refunds.shop.max(trail.refunds.acquirer);
    sight
        .params()
        .word("refund", root.money_text(returned))
        .word("left", root.money_text(trail.refundable.unwrap_or(0)))
}

/// More was to go back than was there.
fn over(sight: &Sight, trail: &Trail, root: &Record) -> Option<Found> {
    let asked = trail
        .entries
        .iter()
        .find(|e| e.code == Some("above_balance"))?;
    let balance = root.money_text(trail.refundable.unwrap_or(0));
    let values = [
        ("refund", root.money_text(asked.amount)),
        ("balance", balance),
    ];
    let params = params(sight, trail, root).word("refund", root.money_text(asked.amount));
    Some(
        Found::new(Finding::Conflict, GROUP, "above_balance", params)
            .by(both(sight))
            .conflict(Conflict::new("amount", values)),
    )
}

/// The acquirer's word about refunds of the sale.
fn stated(sight: &Sight, trail: &Trail, root: &Record) -> Option<Found> {
    if trail.refunds.acquirer == 0 {
        return None;
    }
    let sales = sight
        .records
        .iter()
        .enumerate()
        .filter(|(i, _)| *i == trail.root || trail.members("capture").any(|m| m == *i));
    let events: Vec<Word> = sales.flat_map(|(_, r)| r.refund_events()).collect();
    let slips: Vec<&Record> = trail
        .members("refund")
        .filter_map(|i| sight.record(i))
        .collect();
    if trail.refund_count == 1 && events.is_empty() {
        return None;
    }
    let sums = params(sight, trail, root)
        .word("refund", root.money_text(trail.refunds.acquirer))
        .word("posted", root.money_text(trail.refunds.posted))
        .number(
            "count",
            i64::try_from(trail.refund_count).unwrap_or(i64::MAX),
        );
    let mut by = root.acquirers();
    by.extend(slips.iter().flat_map(|r| r.acquirers()));
    let newest = events.iter().max_by_key(|w| w.at);
    let sums = match (newest, by.first()) {
        (Some(word), _) => sums
            .word("acquirer", word.name.clone())
            .word("at", root.clock(word.at)),
        (None, Some(by)) => said_by(sums, by, root),
        (None, None) => return None,
    };
    let code = if trail.refund_count > 1 {
        "several"
    } else if trail.refunds.posted >= trail.refunds.acquirer {
        "refund_posted"
    } else {
        "refund_issued"
    };
    Some(Found::new(Finding::Confirmed, GROUP, code, sums).by(by))
}

/// The shop's own refund or void receipts, and what its acquirer says about them.
fn on_receipt(sight: &Sight, trail: &Trail, root: &Record) -> Option<Found> {
    let entries = trail.entries.iter().filter(|e| {
        matches!(e.kind, "refund" | "void")
            && (e.counts || matches!(e.code, Some("not_approved" | "taken_back" | "no_result")))
    });
    let entry = entries.max_by_key(|e| (e.counts, e.at))?;
    let record = sight.record(entry.record?)?;
    let is_void = record.kind() == Some(ReceiptType::Void);
    let several = trail.refund_count > 1 && !is_void;
    let refund = if several {
        trail.refunds.shop
    } else {
        entry.amount
    };
    let mut params = params(sight, trail, root)
        .word("refund", root.money_text(refund))
        .word("issued", record.issued_text());
    let newest = record.newest();
    if let Some(word) = &newest {
        params = params
            .word("acquirer", word.name.clone())
            .word("at", record.clock(word.at));
    }
    let (finding, code) = match newest.as_ref().map(|w| w.event) {
        Some("approved" | "captured") if is_void => (Finding::Confirmed, "void_approved"),
        Some("approved" | "captured") => (Finding::Confirmed, "refund_approved"),
        Some("declined") => (Finding::Confirmed, "refund_declined"),
        Some("reversed") => (Finding::Confirmed, "refund_taken_back"),
        _ if entry.code == Some("not_approved") => (Finding::NotShown, "declined_by_shop"),
        _ if !entry.counts => (Finding::NotShown, "no_result"),
        _ if is_void => (Finding::NotShown, "void_by_shop"),
        _ => (Finding::NotShown, "by_shop"),
    };
    let acquirers = record.acquirers();
    let by = match acquirers.is_empty() {
        true => record.own_word().into_iter().collect(),
        false => acquirers,
    };
    Some(Found::new(finding, GROUP, code, params).by(by))
}

/// The sale itself was taken back, or nothing was taken: there is nothing to refund.
fn reversed(sight: &Sight) -> Option<Found> {
    let is_hold = sight.subject().and_then(Record::kind) == Some(ReceiptType::Preauth);
    let (finding, code) = match sight.standing {
        Standing::Reversed if is_hold => (Finding::Confirmed, "hold_released"),
        Standing::Reversed | Standing::Voided => (Finding::Confirmed, "sale_reversed"),
        Standing::Declined => (Finding::Confirmed, "sale_declined"),
        Standing::Hold => (Finding::Confirmed, "a_hold"),
        Standing::ShopReversed => (Finding::NotShown, "sale_reversed_by_shop"),
        Standing::ShopDeclined => (Finding::NotShown, "sale_declined_by_shop"),
        Standing::ShopHold => (Finding::NotShown, "a_hold_by_shop"),
        Standing::ShopAttempt => return Some(shared(sight, Finding::NotShown, "attempt")),
        Standing::Correction => return Some(shared(sight, Finding::NotShown, "a_correction")),
        _ => return None,
    };
    Some(Found::new(finding, GROUP, code, sight.params()).by(sight.by.clone()))
}

/// No refund of this sale is among what was given.
fn none(sight: &Sight, trail: &Trail) -> Found {
    let stray = trail
        .entries
        .iter()
        .find(|e| matches!(e.kind, "refund" | "void") && !e.counts);
    // What is linked to another sale of the case.
    let elsewhere = sight
        .others()
        .any(|r| matches!(r.kind(), Some(ReceiptType::Refund | ReceiptType::Void)));
    let code = match (stray.and_then(|e| e.code), sight.answers.refund_kind) {
        (Some("other_party"), _) => "by_other_party",
        (Some("other_receipt"), _) => "of_other_receipt",
        (None, _) if elsewhere => "of_other_receipt",
        (Some(_), _) => "not_counted",
        (None, Some(RefundKind::Promised)) => "promised",
        (None, _) => "none_here",
    };
    Found::new(Finding::NotShown, GROUP, code, sight.params()).by(sight.by.clone())
}

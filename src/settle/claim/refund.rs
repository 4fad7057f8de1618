//! "The refund never came": was a refund issued, by whom, and does anybody say that it was posted?

use super::both;
use crate::settle::answer::{Conflict, Finding, Found};
use crate::settle::case::RefundKind;
use crate::settle::record::{By, Record, missing};
use crate::settle::sight::{Sight, said_by};
use crate::settle::standing::Standing;
use crate::settle::trail::Trail;
use crate::vocabulary::ReceiptType;

const GROUP: &str = "no_refund";

pub fn answer(sight: &Sight) -> Found {
    if sight.standing == Standing::Contradictory
        && let Some(found) = super::contradiction(sight)
    {
        return found;
    }
    let (Some(trail), Some(root)) = (&sight.trail, sight.root()) else {
        return Found::new(Finding::CannotTell, "any", "unreadable", sight.params());
    };
    over(sight, trail, root)
        .or_else(|| stated(sight, trail, root))
        .or_else(|| on_receipt(sight, trail, root))
        .or_else(|| reversed(sight, trail, root))
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
    let events = sight
        .records
        .iter()
        .enumerate()
        .filter(|(i, _)| *i == trail.root || trail.members("capture").any(|m| m == *i))
        .flat_map(|(_, r)| r.refund_events());
    let newest = events
        .max_by_key(|w| w.at)
        .filter(|_| trail.refunds.acquirer > 0)?;
    let code = if trail.refunds.posted > 0 && trail.refunds.posted >= trail.refunds.acquirer {
        "posted"
    } else {
        "issued"
    };
    let mut params = params(sight, trail, root)
        .word(
            "refund",
            root.money_text(match code {
                "posted" => trail.refunds.posted,
                _ => trail.refunds.acquirer,
            }),
        )
        .word("acquirer", newest.name.clone())
        .word("at", root.clock(newest.at));
    if let Some(arn) = newest.arn {
        params = params.word("reference", super::safe(arn));
    }
    let by = By {
        role: "acquirer".to_owned(),
        iss: newest.iss.to_owned(),
        name: newest.name.clone(),
        party: root
            .acquirers()
            .into_iter()
            .find(|a| a.iss == newest.iss)?
            .party,
        at: newest.at.seconds().cast_signed(),
    };
    Some(Found::new(Finding::Confirmed, GROUP, code, params).by(vec![by]))
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
    let params = params(sight, trail, root)
        .word("refund", root.money_text(entry.amount))
        .word("issued", record.issued_text())
        .word("reference", reference(record));
    let newest = record.newest();
    let (finding, code) = match newest.as_ref().map(|w| w.event) {
        Some("approved" | "captured") if is_void => (Finding::Confirmed, "void_approved"),
        Some("approved" | "captured") => (Finding::Confirmed, "approved"),
        Some("declined") => (Finding::Confirmed, "declined"),
        Some("reversed") => (Finding::Confirmed, "taken_back"),
        _ if entry.code == Some("not_approved") => (Finding::NotShown, "declined_by_shop"),
        _ if !entry.counts => (Finding::NotShown, "no_result"),
        _ if is_void => (Finding::NotShown, "void_by_shop"),
        _ => (Finding::NotShown, "by_shop"),
    };
    let acquirers = record.acquirers();
    let params = match acquirers.first() {
        Some(by) => said_by(params, by, record),
        None => params,
    };
    let by = match acquirers.is_empty() {
        true => record.own_word().into_iter().collect(),
        false => acquirers,
    };
    Some(Found::new(finding, GROUP, code, params).by(by))
}

/// The sale itself was taken back, which often shows as a line that vanishes.
fn reversed(sight: &Sight, trail: &Trail, root: &Record) -> Option<Found> {
    let params = params(sight, trail, root);
    let (finding, code) = match sight.standing {
        Standing::Reversed => (Finding::Confirmed, "sale_reversed"),
        Standing::Declined => (Finding::Confirmed, "sale_declined"),
        Standing::Hold => (Finding::Confirmed, "a_hold"),
        Standing::ShopReversed => (Finding::NotShown, "sale_reversed_by_shop"),
        Standing::ShopHold => (Finding::NotShown, "a_hold_by_shop"),
        _ => return None,
    };
    Some(Found::new(finding, GROUP, code, params).by(sight.by.clone()))
}

/// No refund of this sale is among what was given.
fn none(sight: &Sight, trail: &Trail) -> Found {
    let stray = trail
        .entries
        .iter()
        .find(|e| matches!(e.kind, "refund" | "void") && !e.counts);
    let code = match (stray.and_then(|e| e.code), sight.answers.refund_kind) {
        (Some("other_party"), _) => "by_other_party",
        (Some("other_receipt"), _) => "of_other_receipt",
        (Some(_), _) => "not_counted",
        (None, Some(RefundKind::Promised)) => "promised",
        (None, _) => "none_here",
    };
    Found::new(Finding::NotShown, GROUP, code, sight.params()).by(sight.by.clone())
}

/// What a bank looks a refund up by.
fn reference(record: &Record) -> String {
    let found = ["arn", "rrn"].iter().find_map(|n| record.authorisation(n));
    found.map_or_else(missing, super::safe)
}

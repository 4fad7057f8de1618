//! Explainers: the innocent causes that settle most disputes in seconds, and what either side should know before going on.

mod dates;
mod money;
mod signed;

pub use signed::contradict;

use super::answer::{BillWeight, Fact};
use super::bill;
use super::case::{Claim, PaidWith};
use super::look::Look as _;
use super::record::{Record, safe, same_shop};
use super::sight::Sight;
use super::standing::Standing;
use crate::report::{CheckOutcome, Params};

/// The facts of a case, the most telling first.
pub fn of(sight: &Sight, weight: Option<&BillWeight>) -> Vec<Fact> {
    let mut out = Facts(Vec::new());
    // Of a receipt that nobody vouches for nothing is told.
    if let Some(record) = sight.subject().filter(|_| !sight.standing.is_silent()) {
        dates::age(sight, record, &mut out);
        signed::of(sight, record, &mut out);
        card(sight, record, &mut out);
        names(sight, record, &mut out);
        money::of(sight, record, &mut out);
        result(sight, record, &mut out);
        dates::of(sight, record, &mut out);
        chain(sight, record, &mut out);
        returns(sight, &mut out);
        pair(sight, record, &mut out);
    }
    bill::facts(sight, weight, &mut out.0);
    out.0
}

pub struct Facts(Vec<Fact>);

impl Facts {
    pub fn add(&mut self, code: &'static str, outcome: CheckOutcome, params: Params) {
        self.0.push(Fact {
            code,
            outcome,
            params,
        });
    }

    pub fn info(&mut self, code: &'static str, params: Params) {
        self.add(code, CheckOutcome::Info, params);
    }
}

/// Whose digits they are, how the card was read and its holder verified.
fn card(sight: &Sight, record: &Record, out: &mut Facts) {
    let Some(card) = record.inner("card") else {
        return;
    };
    // Whose digits they are matters where it matters who paid.
    let holder = matches!(
        sight.case.claim,
        Claim::NeverPaid | Claim::NotMyCard | Claim::UnknownShop
    );
    if let Some(last4) = card.text("last4") {
        let params = Params::default().word("last4", safe(last4));
        let told = sight.answers.last4.as_deref();
        match (card.text("pan_kind"), told) {
            (_, Some(told)) if told == last4 => out.add("last4_same", CheckOutcome::Pass, params),
            (Some("dpan"), told) if told.is_some() || holder => out.info("device_number", params),
            (Some("fpan"), Some(told)) => out.add(
                "last4_differs",
                CheckOutcome::Conflict,
                params.word("told", told),
            ),
            (_, Some(told)) => out.add(
                "last4_kind_unknown",
                CheckOutcome::Warn,
                params.word("told", told),
            ),
            (Some("fpan"), None) if sight.answers.paid_with == Some(PaidWith::Phone) => {
                out.add("plastic_number", CheckOutcome::Warn, params);
            }
            _ => {}
        }
    }
    let by_card = matches!(sight.case.claim, Claim::NotMyCard | Claim::NeverPaid);
    match card.text("entry_mode") {
        Some("fallback") => out.add("fallback", CheckOutcome::Warn, Params::default()),
        Some("magstripe") if by_card => out.add("magstripe", CheckOutcome::Warn, Params::default()),
        Some("manual" | "ecom") => {
            out.add("card_not_present", CheckOutcome::Warn, Params::default())
        }
        _ => {}
    }
    if by_card && let Some(cvm) = card.text("cvm") {
        let entry = card.text("entry_mode").unwrap_or("chip");
        let params = Params::default()
            .word("cvm", safe(cvm))
            .word("entry_mode", safe(entry));
        out.info("holder_check", params);
    }
}

/// The names one shop goes by: above the door, in the register, on the statement.
fn names(sight: &Sight, record: &Record, out: &mut Facts) {
    let shop = record.shop();
    let merchant = record.inner("merchant");
    let printed = |name: &str| merchant.and_then(|m| m.text(name)).map(safe);
    let base = Params::default().word("shop", shop.clone());
    // Whoever vouches for the shop is believed before the shop's own print.
    let listed = record.profile("statement_descriptor").map(safe);
    match (listed, printed("statement_descriptor")) {
        (Some(name), _) if name != shop => {
            out.info("descriptor", base.clone().word("descriptor", name));
        }
        (None, Some(name)) if name != shop => {
            out.info("descriptor_by_shop", base.clone().word("descriptor", name));
        }
        _ => {}
    }
    match (
        record.profile("legal_name").map(safe),
        printed("legal_name"),
    ) {
        (Some(name), _) if name != shop => {
            out.info("legal_name", base.clone().word("legal_name", name));
        }
        (None, Some(name)) if name != shop => {
            out.info("legal_name_by_shop", base.clone().word("legal_name", name));
        }
        _ => {}
    }
    if let Some(name) = printed("facilitator") {
        out.info("facilitator", base.clone().word("facilitator", name));
    }
    if record.check("name_differs").is_some()
        && let Some(name) = printed("trading_name")
    {
        out.info("printed_name", base.clone().word("printed", name));
    }
    let recognises = matches!(
        sight.case.claim,
        Claim::NeverPaid | Claim::UnknownShop | Claim::NotMyCard | Claim::ThoughtItFailed
    );
    if !recognises {
        return;
    }
    let items = record
        .receipt()
        .map(|r| r.objects("items"))
        .unwrap_or_default();
    if let Some(first) = items.first().and_then(|i| i.text("name")) {
        let params = Params::default().word("first", safe(first));
        match i64::try_from(items.len()).unwrap_or(i64::MAX) {
            1 => out.info("item", params),
            count => out.info("items", params.number("count", count)),
        }
    }
    let listed = record.profile("address").map(safe);
    if let Some(address) = listed.or_else(|| printed("address")) {
        out.info("address", base.word("address", address));
    }
}

/// What kind of result it is, and what that does not mean.
fn result(sight: &Sight, record: &Record, out: &mut Facts) {
    let plain = Params::default();
    if matches!(sight.standing, Standing::Hold | Standing::ShopHold) {
        let until = record.receipt().and_then(|r| r.int("valid_until"));
        match super::record::time(until) {
            Some(until) => {
                let passed = sight.case.now > until;
                let code = if passed { "hold_passed" } else { "hold_until" };
                out.info(code, plain.clone().word("until", record.clock(until)));
            }
            None => out.info("hold", plain.clone()),
        }
    }
    if record.is_offline() {
        match sight.standing {
            Standing::Declined => out.add("offline_declined", CheckOutcome::Warn, plain.clone()),
            Standing::ShopOffline => out.add("offline", CheckOutcome::Warn, plain.clone()),
            _ => out.info("offline_confirmed", plain.clone()),
        }
    }
    if sight.case.claim == Claim::WrongAmount
        && sight.standing.is_nothing_taken()
        && let Some(told) = sight.answers.amount
        && Some(told) != record.amount()
    {
        let params = Params::default()
            .word("told", record.money_text(told))
            .word("amount", record.amount_text());
        out.info("told_amount", params);
    }
    let pending = sight.answers.bank_shows == Some(super::case::BankShows::Pending);
    if matches!(
        sight.standing,
        Standing::Declined | Standing::ShopDeclined | Standing::ShopAttempt
    ) && pending
    {
        out.info("pending_after_decline", plain.clone());
    }
    if matches!(
        sight.standing,
        Standing::Reversed | Standing::Voided | Standing::ShopReversed
    ) {
        out.info("reversal_shows", plain.clone());
    }
    for (code, fact, outcome) in [
        ("status_gap", "status_gap", CheckOutcome::Warn),
        ("status_differs", "status_set_aside", CheckOutcome::Conflict),
        (
            "refunds_above_amount",
            "refunds_above_amount",
            CheckOutcome::Conflict,
        ),
        (
            "training_with_status",
            "training_mark",
            CheckOutcome::Conflict,
        ),
    ] {
        if record.check(code).is_some() {
            out.add(fact, outcome, plain.clone());
        }
    }
}

/// What neighbouring receipts of the terminal show.
fn chain(sight: &Sight, record: &Record, out: &mut Facts) {
    for (code, fact, outcome) in [
        (
            "number_signed_twice",
            "number_signed_twice",
            CheckOutcome::Conflict,
        ),
        ("chain_broken", "chain_broken", CheckOutcome::Conflict),
        ("chain_holds", "order_by_counter", CheckOutcome::Pass),
    ] {
        if record.check(code).is_some() {
            out.add(fact, outcome, Params::default());
        }
    }
    let Some(own) = record.counter() else {
        return;
    };
    // Between two sales that look alike, what lies between them may matter; elsewhere a gap is what every shop has.
    let neighbours = sight.others().filter(|r| {
        sight.case.claim == Claim::ChargedTwice
            && r.terminal_id() == record.terminal_id()
            && same_shop(r, record)
    });
    for other in neighbours {
        let Some(number) = other.counter() else {
            continue;
        };
        let between = own.abs_diff(number).saturating_sub(1);
        // Hundreds of numbers apart they are no neighbours, and nobody expects what lies between.
        if (1..=20).contains(&between) {
            let params = Params::default()
                .number("from", own.min(number))
                .number("to", own.max(number))
                .number("count", i64::try_from(between).unwrap_or(i64::MAX));
            out.info("numbers_between", params);
        }
    }
}

/// In what two receipts differ that are said to be one purchase charged twice.
fn pair(sight: &Sight, record: &Record, out: &mut Facts) {
    let about_twice = sight.case.claim == Claim::ChargedTwice;
    let Some(other) = super::claim::nearest(sight, record).filter(|_| about_twice) else {
        return;
    };
    if record.amount() != other.amount() {
        let params = Params::default()
            .word("amount", record.amount_text())
            .word("other_amount", other.amount_text());
        out.add("pair_amounts", CheckOutcome::Warn, params);
    }
    if let (Some(a), Some(b)) = (record.card("last4"), other.card("last4"))
        && a != b
    {
        let params = Params::default()
            .word("last4", safe(a))
            .word("other_last4", safe(b));
        out.add("pair_cards", CheckOutcome::Warn, params);
    }
    if let (Some(a), Some(b)) = (record.issued(), other.issued()) {
        let days = a.since(b).abs() / 86_400;
        if days > 0 {
            out.add(
                "pair_days",
                CheckOutcome::Warn,
                Params::default().number("days", days),
            );
        }
    }
}

/// Receipts that were meant as refunds of this sale, and what is wrong with them.
fn returns(sight: &Sight, out: &mut Facts) {
    let (Some(trail), Some(root)) = (&sight.trail, sight.root()) else {
        return;
    };
    for entry in &trail.entries {
        if !matches!(entry.kind, "refund" | "void" | "capture" | "correction") {
            continue;
        }
        let params = Params::default()
            .word("type", entry.kind)
            .word("refund", root.money_text(entry.amount));
        match entry.code {
            Some("other_receipt") => out.add("link_other_receipt", CheckOutcome::Warn, params),
            Some("other_party") => out.add("link_other_party", CheckOutcome::Warn, params),
            Some("other_currency") => out.add("link_other_currency", CheckOutcome::Warn, params),
            Some("nobody_vouches") => out.add("link_not_vouched", CheckOutcome::Warn, params),
            Some("same_refund") => out.info("link_same_refund", params),
            Some("above_balance") => out.add("link_above_balance", CheckOutcome::Conflict, params),
            _ => {}
        }
    }
    let returned = trail.refunds.shop.max(trail.refunds.acquirer);
    if returned > 0 {
        let params = Params::default()
            .word("refund", root.money_text(returned))
            .word("left", root.money_text(trail.refundable.unwrap_or(0)));
        out.info("refund_balance", params);
    }
    if trail.refunds.shop > trail.refunds.acquirer {
        out.info(
            "refund_unconfirmed",
            Params::default().word("shop", root.shop()),
        );
    }
    if trail.refunds_maybe_same {
        out.info("refunds_maybe_same", Params::default());
    }
    if sight.case.claim == Claim::NoRefund
        && let Some(reference) = refund_reference(sight, root)
    {
        out.info(
            "refund_reference",
            Params::default().word("reference", reference),
        );
    }
    if trail.refunds_differ {
        out.add(
            "refund_amounts_differ",
            CheckOutcome::Conflict,
            Params::default(),
        );
    }
    if matches!(sight.standing, Standing::Hold | Standing::ShopHold)
        && let Some(captured) = trail.captured
        && trail.members("capture").next().is_some()
    {
        let params = Params::default()
            .word("captured", root.money_text(captured))
            .word("shop", root.shop());
        out.add("capture_by_shop", CheckOutcome::Warn, params);
    }
    for index in trail.members("refund") {
        let Some(refund) = sight.record(index) else {
            continue;
        };
        dates::refund(sight, refund, out);
    }
}

/// What a bank looks the refund up by: its own reference, never the sale's.
fn refund_reference(sight: &Sight, root: &Record) -> Option<String> {
    let trail = sight.trail.as_ref()?;
    let events = root.refund_events();
    let stated = events.iter().rev().find_map(|w| w.arn).map(safe);
    let mut slips = trail.members("refund").chain(trail.members("void"));
    stated.or_else(|| {
        slips.find_map(|i| {
            let slip = sight.record(i)?;
            let own = |name: &str| {
                let value = slip.authorisation(name)?;
                (root.index == slip.index || root.authorisation(name) != Some(value))
                    .then(|| safe(value))
            };
            own("arn").or_else(|| own("rrn"))
        })
    })
}

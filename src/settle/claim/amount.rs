//! "The amount is wrong": is the amount what was agreed, shown or posted?

use super::{both, contradiction, is_given_back, shared, unapproved};
use crate::money::{Amount, Currency};
use crate::settle::answer::{Conflict, Finding, Found};
use crate::settle::look::Look as _;
use crate::settle::record::Record;
use crate::settle::sight::Sight;
use crate::settle::standing::Standing;
use crate::settle::trail::Trail;

const GROUP: &str = "wrong_amount";

pub fn answer(sight: &Sight) -> Found {
    let (Some(record), Some(signed)) = (sight.subject(), sight.subject().and_then(Record::amount))
    else {
        return Found::new(Finding::CannotTell, "any", "unreadable", sight.params());
    };
    contradiction(sight)
        .or_else(|| captured(sight))
        .or_else(|| untaken(sight))
        .or_else(|| shown_before(sight, record, signed))
        .or_else(|| corrected(sight, record))
        .or_else(|| posted(sight, record, signed))
        .unwrap_or_else(|| told(sight, record, signed))
}

/// Where nothing was taken, or all of it went back, there is no amount to argue about.
fn untaken(sight: &Sight) -> Option<Found> {
    if is_given_back(sight) {
        return Some(shared(sight, Finding::Confirmed, "refunded"));
    }
    let returns = matches!(sight.standing, Standing::Return | Standing::Correction);
    let alone = sight.trail.as_ref().is_none_or(|t| t.entries.len() < 2);
    (sight.standing.is_nothing_taken() || (returns && alone))
        .then(|| unapproved(sight))
        .flatten()
}

/// The amount that was shown before payment is signed too.
fn shown_before(sight: &Sight, record: &Record, signed: i64) -> Option<Found> {
    record.check("intent_differs")?;
    let intent = record.report().object("intent")?;
    let shown = intent.int("amount").filter(|n| *n >= 0)?;
    if shown == signed {
        return None;
    }
    let (a, b) = (record.money_text(signed), record.money_text(shown));
    let params = sight
        .params()
        .word("before", b.clone())
        .word("difference", record.money_text((signed - shown).abs()));
    Some(
        Found::new(Finding::Conflict, GROUP, "intent_differs", params)
            .by(both(sight))
            .conflict(Conflict::new("amount", [("receipt", a), ("intent", b)])),
    )
}

/// A hold and what was captured of it.
fn captured(sight: &Sight) -> Option<Found> {
    let trail = sight.trail.as_ref()?;
    let root = sight.root()?;
    let (authorised, captured) = (trail.authorised?, trail.captured?);
    trail.members("capture").next()?;
    if let Some(told) = sight.answers.amount
        && told != captured
        && told != authorised
    {
        let values = [
            ("captured", root.money_text(captured)),
            ("told", root.money_text(told)),
        ];
        let params = sight
            .params()
            .word("amount", root.money_text(captured))
            .word("told", root.money_text(told))
            .word("difference", root.money_text((captured - told).abs()));
        return Some(
            Found::new(Finding::Conflict, GROUP, "amount_differs", params)
                .by(both(sight))
                .conflict(Conflict::new("amount", values)),
        );
    }
    let params = sight
        .params()
        .word("authorised", root.money_text(authorised))
        .word("captured", root.money_text(captured))
        .word("difference", root.money_text((captured - authorised).abs()));
    let by_acquirer = captured_by_acquirer(sight, trail);
    let (finding, code) = match (
        by_acquirer,
        captured <= authorised || explained(sight, trail),
    ) {
        (true, true) => (Finding::Confirmed, "captured_explained"),
        (false, true) => (Finding::NotShown, "captured_by_shop"),
        (_, false) => {
            let values = [
                ("authorised", root.money_text(authorised)),
                ("captured", root.money_text(captured)),
            ];
            return Some(
                Found::new(Finding::Conflict, GROUP, "captured_above", params)
                    .by(both(sight))
                    .conflict(Conflict::new("amount", values)),
            );
        }
    };
    let by = match by_acquirer {
        true => trail
            .members("capture")
            .filter_map(|i| sight.record(i))
            .flat_map(Record::acquirers)
            .collect(),
        false => both(sight),
    };
    Some(Found::new(finding, GROUP, code, params).by(by))
}

fn captured_by_acquirer(sight: &Sight, trail: &Trail) -> bool {
    let mut captures = trail.members("capture").peekable();
    captures.peek().is_some()
        && captures.all(|i| {
            let newest = sight.record(i).and_then(Record::newest);
            newest.is_some_and(|w| matches!(w.event, "approved" | "captured"))
        })
}

/// Whether what was captured above the hold is the tips that the captures name.
fn explained(sight: &Sight, trail: &Trail) -> bool {
    let tips = trail
        .members("capture")
        .filter_map(|i| sight.record(i)?.money("tip"));
    let over = trail.captured.unwrap_or(0) - trail.authorised.unwrap_or(0);
    tips.fold(0_i64, i64::saturating_add) >= over
}

/// A correction stands beside the receipt; nothing overwrites it.
fn corrected(sight: &Sight, record: &Record) -> Option<Found> {
    let trail = sight.trail.as_ref()?;
    let correction = trail.members("correction").last()?;
    let correction = sight.record(correction)?;
    let root = sight.root()?;
    let (old, new) = (root.amount()?, correction.amount()?);
    let params = record
        .params()
        .word("before", root.money_text(old))
        .word("after", root.money_text(new))
        .word("difference", root.money_text((new - old).abs()));
    let acquirers = correction.acquirers();
    let mut by = acquirers.clone();
    by.extend(correction.own_word());
    let (finding, code) = match acquirers.first() {
        Some(_) => (Finding::Confirmed, "corrected"),
        None => (Finding::NotShown, "corrected_by_shop"),
    };
    let params = match acquirers.first() {
        Some(by) => crate::settle::sight::said_by(params, by, root),
        None => params,
    };
    Some(Found::new(finding, GROUP, code, params).by(by))
}

/// The same reference with another amount in a statement file.
fn posted(sight: &Sight, record: &Record, signed: i64) -> Option<Found> {
    let line = sight.line.as_ref()?;
    if !(line.matched("reference") && line.differs("amount")) || line.differs("currency") {
        return None;
    }
    let posted = line.amount()?;
    if explanation(sight, record, posted).is_some() {
        return None;
    }
    let (a, b) = (record.money_text(signed), record.money_text(posted));
    let params = sight
        .params()
        .word("posted", b.clone())
        .word("difference", record.money_text((signed - posted).abs()));
    Some(
        Found::new(Finding::Conflict, GROUP, "bill_differs", params)
            .by(both(sight))
            .conflict(Conflict::new("amount", [("receipt", a), ("bill", b)])),
    )
}

/// What somebody remembers, was shown or sees in an app, against what is signed.
fn told(sight: &Sight, record: &Record, signed: i64) -> Found {
    let independent = sight.standing.is_approval();
    let by = match independent {
        true => sight.by.clone(),
        false => both(sight),
    };
    let sure = |code: &'static str, by_shop: &'static str| match independent {
        true => (Finding::Confirmed, code),
        false => (Finding::NotShown, by_shop),
    };
    let params = sight.params();
    let Some(told) = sight.answers.amount else {
        let (finding, code) = sure("amount_is", "amount_by_shop");
        return Found::new(finding, GROUP, code, params).by(by);
    };
    if told == signed {
        let (finding, code) = sure("amount_same", "amount_same_by_shop");
        return Found::new(finding, GROUP, code, params).by(by);
    }
    let text = record.money_text(told);
    let params = params
        .word("told", text.clone())
        .word("difference", record.money_text((signed - told).abs()));
    // The acquirer knows the total alone: what it is made up of is the shop's word.
    let by_both = both(sight);
    match explanation(sight, record, told) {
        Some("dcc") => {
            let params = params.word("converted", converted_text(record).unwrap_or(text));
            Found::new(Finding::NotShown, GROUP, "converted", params).by(by_both)
        }
        Some(reason) => {
            let params = params.word("reason", reason);
            Found::new(Finding::NotShown, GROUP, "explained", params).by(by_both)
        }
        None => {
            let values = [("receipt", record.money_text(signed)), ("told", text)];
            Found::new(Finding::Conflict, GROUP, "amount_differs", params)
                .by(by_both)
                .conflict(Conflict::new("amount", values))
        }
    }
}

/// The receipt's amount in the card's currency.
fn converted_text(record: &Record) -> Option<String> {
    let conversion = record.receipt()?.object("dcc")?;
    let currency = conversion.text("currency").and_then(Currency::from_code)?;
    let amount = conversion.int("amount").and_then(Amount::from_minor)?;
    Some(amount.to_text(currency))
}

/// Whether it is the converted amount, typed with the digits of either currency: 38.86 in a currency of three digits is 38860.
fn is_converted(record: &Record, told: i64) -> Option<bool> {
    let conversion = record.receipt()?.object("dcc")?;
    let amount = conversion.int("amount")?;
    let to = conversion.text("currency").and_then(Currency::from_code)?;
    let scale = |n: i64, exponent: u8| n.checked_mul(10_i64.checked_pow(u32::from(exponent))?);
    let own = record.currency()?;
    Some(told == amount || scale(told, to.exponent())? == scale(amount, own.exponent())?)
}

/// Which signed figure the other amount is.
fn explanation(sight: &Sight, record: &Record, told: i64) -> Option<&'static str> {
    let signed = record.amount()?;
    let receipt = record.receipt()?;
    let difference = signed.checked_sub(told)?;
    let is = |name: &str, amount: i64| record.money(name) == Some(amount);
    if is("tip", difference) {
        return Some("tip");
    }
    if is("surcharge", difference) {
        return Some("surcharge");
    }
    if is("cashback", difference) {
        return Some("cashback");
    }
    if is("discount", difference.checked_neg()?) && difference < 0 {
        return Some("discount");
    }
    if is_converted(record, told) == Some(true) {
        return Some("dcc");
    }
    if receipt.int("rounding").and_then(i64::checked_neg) == Some(-difference) && difference != 0 {
        return Some("rounding");
    }
    let tenders = receipt.objects("tenders");
    if tenders.len() > 1 && tenders.iter().any(|t| t.int("amount") == Some(told)) {
        return Some("tenders");
    }
    let trail = sight.trail.as_ref()?;
    let returned = trail.refunds.shop.max(trail.refunds.acquirer);
    if returned > 0 && returned == difference {
        return Some("refund");
    }
    let authorised = record.money("authorised_amount").or(trail.authorised);
    (authorised == Some(told) && authorised != Some(signed)).then_some("hold")
}

//! "I never paid", "I thought it failed", "I paid and the shop says no": was this transaction approved?

use super::{contradiction, is_given_back, shared, silent, unapproved};
use crate::settle::answer::{Conflict, Finding, Found};
use crate::settle::bill::Line;
use crate::settle::case::{Claim, ProofSeen};
use crate::settle::record::same_shop;
use crate::settle::sight::Sight;
use crate::settle::standing::{self, Standing};

pub fn answer(sight: &Sight) -> Found {
    let group = sight.case.claim.as_str();
    if let Some(found) = contradiction(sight) {
        return found;
    }
    if sight.case.claim == Claim::ThoughtItFailed
        && let Some(found) = second_attempt(sight)
    {
        return found;
    }
    let (finding, code) = match sight.standing {
        _ if is_given_back(sight) => return shared(sight, Finding::Confirmed, "refunded"),
        Standing::Approved => (Finding::Confirmed, "approved"),
        Standing::Captured => (Finding::Confirmed, "captured"),
        Standing::Declined => (Finding::Confirmed, "declined"),
        Standing::Reversed => (Finding::Confirmed, "reversed"),
        Standing::ShopApproved if sight.line.as_ref().is_some_and(Line::is_good) => {
            return shared(sight, Finding::NotShown, "shop_only_with_line");
        }
        Standing::ShopApproved => (Finding::NotShown, "shop_only"),
        _ => {
            return unapproved(sight)
                .unwrap_or_else(|| shared(sight, Finding::NotShown, "attempt"));
        }
    };
    Found::new(finding, group, code, sight.params()).by(sight.by.clone())
}

/// Two attempts at one purchase: the first has no final approval, the other has.
fn second_attempt(sight: &Sight) -> Option<Found> {
    let first = sight.subject()?;
    let unfinished = |s: Standing| {
        matches!(
            s,
            Standing::ShopAttempt
                | Standing::ShopDeclined
                | Standing::Declined
                | Standing::Reversed
                | Standing::ShopReversed
        )
    };
    let finished = |s: Standing| s.is_approval() || s.is_shop_approval();
    let own = sight.standing;
    let mut others = sight.others().filter(|r| same_shop(first, r));
    let (other, other_standing) = others
        .by_ref()
        .map(|r| (r, standing::of(Some(r))))
        .find(|(_, s)| unfinished(own) && finished(*s) || finished(own) && unfinished(*s))?;
    let (failed, went, went_standing) = if finished(own) {
        (other, first, own)
    } else {
        (first, other, other_standing)
    };
    let (finding, code) = match went_standing.is_approval() {
        true => (Finding::Confirmed, "other_attempt"),
        false => (Finding::NotShown, "other_attempt_by_shop"),
    };
    let mut by = went.acquirers();
    by.extend(went.own_word().filter(|_| by.is_empty()));
    let mut params = went
        .params()
        .word("first", failed.issued_text())
        .word("second", went.issued_text());
    if let Some(word) = went.newest() {
        params = params
            .word("acquirer", word.name.clone())
            .word("at", went.clock(word.at));
    }
    Some(Found::new(finding, "thought_it_failed", code, params).by(by))
}

/// The customer paid, the shop has nothing. What shows money arriving is the shop's acquirer, never a picture of a success screen.
pub fn paid_not_received(sight: &Sight) -> Found {
    let shown = sight.answers.proof_seen == Some(ProofSeen::Screenshot);
    match sight.standing {
        Standing::NoReceipt | Standing::Unreadable if shown => {
            return Found::new(
                Finding::CannotTell,
                "paid_not_received",
                "screenshot",
                sight.params(),
            );
        }
        _ => {}
    }
    if let Some(found) = silent(sight) {
        return found;
    }
    other_payee(sight).unwrap_or_else(|| answer(sight))
}

/// The line of the file names somebody else: a code that was pasted over the shop's does that.
pub fn other_payee(sight: &Sight) -> Option<Found> {
    let record = sight.subject()?;
    let line = sight.line.as_ref()?;
    let payee = line.name().filter(|_| line.differs("name"))?;
    // The same reference, or the same sum at the same time. A day alone is not enough: whoever bought something else for that sum would be sent to
    // the police.
    let at_once = || {
        ["amount", "date", "time"]
            .iter()
            .all(|field| line.matched(field))
    };
    let fits = line.matched("reference") || at_once();
    // Beside an acquirer's word another name on the statement is most often the shop's own other name: a fact, no alarm.
    if !fits || sight.standing.is_approval() {
        return None;
    }
    let listed = record.profile("legal_name").map(super::safe);
    let descriptor = record.profile("statement_descriptor").map(super::safe);
    let mut values = vec![("bill", payee.clone()), ("list", record.shop())];
    values.extend(listed.map(|name| ("list", name)));
    values.extend(descriptor.map(|name| ("list", name)));
    let params = sight.params().word("payee", payee);
    Some(
        Found::new(Finding::Conflict, "any", "other_payee", params)
            .by(sight.by.clone())
            .conflict(Conflict::new("payee", values)),
    )
}

//! The sentence in dispute, answered: what a case shows, who says so, what nobody can show, and what each of the two can do next.
//!
//! Works on reports, never on signatures: a level comes from those whom a report names, and nothing here lifts one but a line of a statement file
//! that speaks against whoever supplied it. Codes are data; `locales/*/claim.json` has their sentences (docs/CLAIMS.md).
//!
//! - [`case`](self): claim, reports and answers, read within bounds; a record is one receipt as its report tells it.
//! - trail: linked receipts and the acquirer's events, with the balance that could still go back; standing: what the transaction is, by whose word.
//! - claim: one file per claim. facts, next, questions, hints, stop: what stands beside every answer.
//! - [`transfer`]: the claim behind the receipt in a link, from one phone to the other.

mod answer;
mod bill;
mod case;
mod claim;
mod facts;
mod hints;
mod limits;
pub(crate) mod look;
mod next;
mod questions;
mod record;
mod sight;
mod signed;
mod standing;
mod stop;
mod trail;
pub mod transfer;

pub use case::{Answers, CaseError, Claim, MAX_REPORTS, Side};
pub(crate) use transfer::members as answers_json;

use answer::{Answer, AsOf, Finding};
use case::Case;
use look::Look as _;
use sight::Sight;

use crate::json;
use crate::report::{Level, Param};

/// Answers a case (docs/CLAIMS.md): JSON in, JSON out, the same on every surface.
pub fn answer(case: &str) -> Result<String, CaseError> {
    let object = case::parse(case)?;
    let case = Case::read(&object)?;
    Ok(json::to_text(&settle(&case)))
}

fn settle(case: &Case) -> Answer {
    let sight = Sight::new(case);
    let stop = stop::of(&sight);
    let mut found = claim::answer(&sight);
    let own_level = level(case, &found);
    let is_vouched = is_vouched(case, &found);
    let bill = bill::weigh(&sight, is_vouched);
    let level = match bill.as_ref().is_some_and(|b| b.counts) {
        true => Level::E4,
        false => own_level,
    };
    // An argument that should end gets no more questions; what explains it stays.
    let facts = facts::of(&sight, bill.as_ref());
    if case.claim != Claim::NotMyCard {
        found.conflicts.extend(other_card(&facts));
    }
    facts::contradict(&sight, &mut found);
    let stop = stop.or((found.code == "other_payee").then_some("other_payee"));
    Answer {
        claim: case.claim,
        answer: found.finding,
        code: found.code,
        sentence: format!("{}.{}", found.group, found.code),
        level,
        not_proved: limits::of(&sight, &found, is_vouched, bill.as_ref()),
        next: next::of(&sight, &found, &facts, stop),
        stop,
        questions: match stop {
            Some(_) => Vec::new(),
            None => questions::of(&sight),
        },
        hints: hints::of(&sight),
        as_of: as_of(case),
        notes: notes(&sight),
        facts,
        bill,
        params: found.params,
        by: once(found.by),
        conflicts: found.conflicts,
        trail: sight.trail,
    }
}

/// The level of the receipt in dispute; where an acquirer's word about another receipt of the case settles the question, of that.
fn level(case: &Case, found: &answer::Found) -> Level {
    let own = case.subject().map_or(Level::E0, record::Record::level);
    let vouched = found.by.iter().any(|by| by.role == "acquirer");
    match found.finding {
        Finding::Confirmed if vouched => own.max(Level::E2),
        _ => own,
    }
}

/// Whether an acquirer's word carries the answer. A customer's confirmation, which lifts the level too, says nothing about the money.
fn is_vouched(case: &Case, found: &answer::Found) -> bool {
    let own = case.subject().is_some_and(|r| !r.acquirers().is_empty());
    let another = found.by.iter().any(|by| by.role == "acquirer");
    own || (found.finding == Finding::Confirmed && another)
}

fn as_of(case: &Case) -> AsOf {
    let subject = case.subject();
    let ages = subject.and_then(|r| r.report().object("ages"));
    let seconds = |t: crate::time::Time| t.seconds().cast_signed();
    let status = subject.and_then(|r| r.newest()).map(|w| seconds(w.at));
    AsOf {
        now: seconds(case.now),
        receipt_at: subject.and_then(|r| r.issued()).map(seconds),
        status_at: status,
        trust_list_days: ages
            .and_then(|a| a.int("trust_list"))
            .map(|age| (age / 86_400).max(0)),
        trust_list_expired: ages.and_then(|a| a.flag("trust_list_expired")) == Some(true),
    }
}

/// Another card than the person's is a contradiction under every claim.
fn other_card(facts: &[answer::Fact]) -> Option<answer::Conflict> {
    let fact = facts.iter().find(|f| f.code == "last4_differs")?;
    let value = |name: &str| {
        let found = fact.params.iter().find(|(n, _)| *n == name);
        match found {
            Some((_, Param::Text(text))) => text.clone(),
            _ => record::missing(),
        }
    };
    let values = [("receipt", value("last4")), ("told", value("told"))];
    Some(answer::Conflict::new("last4", values))
}

/// Each signer once, with the last thing it said.
fn once(mut all: Vec<record::By>) -> Vec<record::By> {
    all.sort_by_key(|by| core::cmp::Reverse(by.at));
    let mut out: Vec<record::By> = Vec::new();
    for by in all {
        if !out.iter().any(|o| o.iss == by.iss && o.role == by.role) {
            out.push(by);
        }
    }
    out
}

/// Sentences that have to stand beside the verdict stand beside the answer too; but for what the case answers.
fn notes(sight: &Sight) -> Vec<String> {
    let notes = sight.subject().map(|r| r.report().texts("notes"));
    let has_capture = sight.trail.as_ref().is_some_and(|t| t.captured.is_some());
    let notes = notes.unwrap_or_default().into_iter();
    notes
        .filter(|n| !(has_capture && *n == "hold_not_payment"))
        .take(16)
        .map(record::safe)
        .collect()
}

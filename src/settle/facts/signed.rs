//! What customer and shop signed about it: whose answer that is, and how far an agreement goes.

use super::super::answer::{Conflict, Found};
use super::super::case::Claim;
use super::super::record::{Record, missing};
use super::super::sight::Sight;
use super::super::signed::{Answered, Bargain};
use super::Facts;
use crate::report::{CheckOutcome, Params};

pub fn of(sight: &Sight, record: &Record, out: &mut Facts) {
    for answer in record.answered() {
        add_answer(sight, record, &answer, out);
    }
    if record.check("ack_changed").is_some() {
        out.add("ack_changed", CheckOutcome::Conflict, Params::default());
    }
    for bargain in record.bargains() {
        add_bargain(sight, record, &bargain, out);
    }
    if record.check("settlements_differ").is_some() {
        out.add("settlements_differ", CheckOutcome::Warn, Params::default());
    }
}

fn add_answer(sight: &Sight, record: &Record, answer: &Answered, out: &mut Facts) {
    let params = Params::default()
        .word("binder", answer.binder.clone())
        .word("at", record.clock(answer.at));
    let told = answer.amount.map_or_else(missing, |a| record.money_text(a));
    let outcome = match contradicts(sight.case.claim, answer) {
        true => CheckOutcome::Conflict,
        false => CheckOutcome::Info,
    };
    match answer.verdict {
        verdict if !answer.is_identified => {
            out.info("ack_unidentified", params.word("acknowledged", verdict));
        }
        "mine" => out.add("ack_mine", outcome, params),
        "not_recognised" => out.add("ack_denied", outcome, params),
        "amount_differs" => out.info("ack_amount", params.word("told", told)),
        _ => out.info("ack_returned", params),
    }
    if answer.is_identified && answer.by_last4 {
        out.info("ack_tied_last4", Params::default());
    }
}

/// Whether somebody signed the opposite of what is said now. Who says it now, nobody knows.
fn contradicts(claim: Claim, answer: &Answered) -> bool {
    match claim {
        Claim::NeverPaid | Claim::NotMyCard | Claim::UnknownShop => answer.verdict == "mine",
        Claim::PaidNotReceived | Claim::NoRefund | Claim::Complaint => {
            answer.verdict == "not_recognised"
        }
        _ => false,
    }
}

/// A signed answer beside the sentence in dispute, where both cannot be so.
pub fn contradict(sight: &Sight, found: &mut Found) {
    let Some(record) = sight.subject().filter(|_| !sight.standing.is_silent()) else {
        return;
    };
    let claim = sight.case.claim;
    let answers = record.answered();
    let known = || answers.iter().filter(|a| a.is_identified);
    if let Some(answer) = known().rfind(|a| contradicts(claim, a)) {
        let values = [
            ("claim", claim.as_str().to_owned()),
            ("customer_key", answer.verdict.to_owned()),
        ];
        found.conflicts.push(Conflict::new("acknowledged", values));
    }
}

fn add_bargain(sight: &Sight, record: &Record, bargain: &Bargain, out: &mut Facts) {
    let params = Params::default()
        .word("remedy", bargain.remedy.to_owned())
        .word("side", bargain.side.to_owned())
        .word("at", record.clock(bargain.at));
    let money = bargain.amount.map(|a| record.money_text(a));
    let due = bargain.due.map(|due| record.clock(due));
    match bargain.state {
        "agreed" => {
            let binder = bargain.binder.clone().unwrap_or_else(missing);
            out.info("settlement_keys", Params::default().word("binder", binder));
        }
        "agreed_here" => out.add(
            "settlement_agreed_here",
            CheckOutcome::Warn,
            Params::default(),
        ),
        "proposed" => return out.info("settlement_proposed", params),
        "one_side_unidentified" => {
            return out.add("settlement_one_side", CheckOutcome::Warn, params);
        }
        _ => return out.add("settlement_unidentified", CheckOutcome::Warn, params),
    }
    if bargain.by_last4 {
        out.info("ack_tied_last4", Params::default());
    }
    match (money, due) {
        (Some(money), Some(due)) => {
            let params = params.word("agreed", money).word("due", due);
            out.info("settlement_agreed", params.clone());
            kept(sight, record, bargain, params, out);
        }
        (_, Some(due)) => out.info("settlement_agreed_until", params.word("due", due)),
        _ => out.info("settlement_agreed_plainly", params),
    }
}

/// What is known of the money that was agreed to go back: the acquirer's word, as of now.
fn kept(sight: &Sight, record: &Record, bargain: &Bargain, params: Params, out: &mut Facts) {
    let refunded = record.refunded_since(bargain.at);
    let params = params.word("refund", record.money_text(refunded));
    match bargain.amount {
        Some(agreed) if refunded >= agreed => {
            out.add("settlement_refunded", CheckOutcome::Pass, params);
        }
        _ if refunded > 0 => out.info("settlement_refund_less", params),
        _ if bargain.is_overdue(sight.case.now) => out.info("settlement_due_passed", params),
        _ => {}
    }
}

//! The few questions worth asking: at most three, the one that changes the answer most first.

use super::case::Claim;
use super::sight::Sight;

const MOST: usize = 3;

pub fn of(sight: &Sight) -> Vec<&'static str> {
    let asked = sight.answers;
    let has_card = sight.subject().is_some_and(|r| r.card("last4").is_some());
    let names: &[&'static str] = match sight.case.claim {
        Claim::NeverPaid => &["last4", "paid_with", "card_state", "lured"],
        Claim::ThoughtItFailed => &["bank_shows", "paid_with"],
        Claim::PaidNotReceived => &["proof_seen", "bank_shows", "lured"],
        Claim::WrongAmount => &["amount"],
        Claim::ChargedTwice => &["bank_shows", "paid_with"],
        Claim::NoRefund => &["refund_kind", "days"],
        Claim::NotMyCard => &["card_state", "lured", "last4", "paid_with"],
        Claim::UnknownShop => &["lured"],
        Claim::Complaint => &[],
    };
    let open = |name: &str| match name {
        "last4" => asked.last4.is_none() && has_card,
        "paid_with" => asked.paid_with.is_none(),
        "amount" => asked.amount.is_none() && sight.subject().is_some(),
        "bank_shows" => asked.bank_shows.is_none(),
        "card_state" => asked.card_state.is_none() && (has_card || sight.subject().is_none()),
        "lured" => asked.lured.is_none(),
        "proof_seen" => asked.proof_seen.is_none(),
        "refund_kind" => asked.refund_kind.is_none(),
        "days" => asked.days.is_none(),
        _ => false,
    };
    names
        .iter()
        .copied()
        .filter(|n| open(n))
        .take(MOST)
        .collect()
}

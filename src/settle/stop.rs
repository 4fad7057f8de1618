//! Where the argument ends: a card that was lost, stolen or copied, and people who were led to pay. What matters then is not who of the two is right,
//! so both are sent to the bank and the police.

use super::case::{CardState, Claim};
use super::sight::Sight;

/// Why both should stop, if they should.
pub fn of(sight: &Sight) -> Option<&'static str> {
    let answers = sight.answers;
    if answers.lured == Some(true) {
        return Some("lured");
    }
    if matches!(
        answers.card_state,
        Some(CardState::Stolen | CardState::Lost)
    ) {
        return Some("stolen_card");
    }
    // The card is in its holder's hand, and it was read in a way that does not need the card.
    let at_hand = answers.card_state == Some(CardState::WithMe);
    let denies = matches!(sight.case.claim, Claim::NotMyCard | Claim::NeverPaid);
    let last4 = sight.subject().and_then(|r| r.card("last4"));
    let knows = last4.is_some() && answers.last4.as_deref() == last4;
    let entry = sight.subject().and_then(|r| r.card("entry_mode"));
    match entry {
        Some("magstripe" | "fallback") if denies && at_hand => Some("card_copied"),
        // Everybody who buys on the web has the card at hand, and forgets. Only who knows the number, was asked about strangers and still denies it.
        Some("manual" | "ecom") if denies && at_hand && knows && answers.lured.is_some() => {
            Some("card_details")
        }
        _ => None,
    }
}

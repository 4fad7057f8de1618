//! "Not my card": is it this card, and who held it? The last four digits can be compared; who held it, nothing here can show.

use super::{shared, silent};
use crate::settle::answer::{Conflict, Finding, Found};
use crate::settle::case::{CardState, PaidWith};
use crate::settle::sight::Sight;
use crate::settle::standing::Standing;
use crate::settle::stop;

const GROUP: &str = "not_my_card";

pub fn answer(sight: &Sight) -> Found {
    if stop::of(sight).is_some() {
        return Found::new(Finding::CannotTell, "any", "stopped", sight.params())
            .by(sight.by.clone());
    }
    if let Some(found) = silent(sight) {
        return found;
    }
    match sight.standing {
        Standing::Training => return shared(sight, Finding::NotShown, "training"),
        Standing::Cash => return shared(sight, Finding::CannotTell, "cash"),
        _ => {}
    }
    let params = sight.params();
    let Some(record) = sight.subject() else {
        return Found::new(Finding::CannotTell, "any", "unreadable", params);
    };
    let Some(printed) = record.card("last4") else {
        return Found::new(Finding::CannotTell, GROUP, "no_card", params).by(sight.by.clone());
    };
    let params = params.word("last4", super::safe(printed));
    let answers = sight.answers;
    let found =
        |finding, code, params| Found::new(finding, GROUP, code, params).by(sight.by.clone());
    let told = match &answers.last4 {
        _ if answers.card_state == Some(CardState::Lent) => {
            return found(Finding::CannotTell, "lent", params);
        }
        Some(told) => told,
        None => return found(Finding::CannotTell, "holder", params),
    };
    let params = params.word("told", told.clone());
    if told == printed {
        return found(Finding::CannotTell, "last4_same", params);
    }
    match (record.card("pan_kind"), answers.paid_with) {
        // A device's number, and somebody who says that it was no device.
        (Some("dpan"), Some(with @ (PaidWith::Plastic | PaidWith::Cash | PaidWith::Code))) => {
            let values = [
                ("receipt", PaidWith::Phone.as_str().to_owned()),
                ("told", with.as_str().to_owned()),
            ];
            found(Finding::Conflict, "device_or_not", params)
                .conflict(Conflict::new("paid_with", values))
        }
        (Some("dpan"), _) => found(Finding::CannotTell, "device_number", params),
        (Some("fpan"), _) => conflict(
            found(Finding::Conflict, "last4_differs", params),
            printed,
            told,
        ),
        // Nobody says whose number it is: a wallet shows another one than the plastic.
        (_, Some(PaidWith::Phone)) => found(Finding::NotShown, "wallet_number", params),
        _ => conflict(
            found(Finding::Conflict, "last4_differs_unknown", params),
            printed,
            told,
        ),
    }
}

fn conflict(found: Found, printed: &str, told: &str) -> Found {
    let values = [("receipt", super::safe(printed)), ("told", told.to_owned())];
    found.conflict(Conflict::new("last4", values))
}

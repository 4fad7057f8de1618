//! One file per claim or family of claims: the question of fact that it opens, and who answers it.

mod amount;
mod approval;
mod card;
mod complaint;
mod refund;
mod shop;
mod twice;

use super::answer::{Conflict, Finding, Found};
use super::case::Claim;
use super::look::Look as _;
use super::record::safe;
use super::sight::Sight;
use super::standing::Standing;
use crate::report::Params;

/// Answers the claim. Where nothing can be told about the transaction, that is the answer to each of them.
pub fn answer(sight: &Sight) -> Found {
    match sight.case.claim {
        Claim::NotMyCard => card::answer(sight),
        Claim::PaidNotReceived => approval::paid_not_received(sight),
        claim => silent(sight).unwrap_or_else(|| match claim {
            Claim::WrongAmount => amount::answer(sight),
            Claim::ChargedTwice => twice::answer(sight),
            Claim::NoRefund => refund::answer(sight),
            Claim::UnknownShop => shop::answer(sight),
            Claim::Complaint => complaint::answer(sight),
            _ => approval::answer(sight),
        }),
    }
}

/// The answer where no receipt speaks.
fn silent(sight: &Sight) -> Option<Found> {
    let code = match sight.standing {
        Standing::NoReceipt => "no_receipt",
        Standing::Unreadable => "unreadable",
        Standing::UnknownSigner => "unknown_signer",
        Standing::Rejected => "not_verified",
        Standing::KeyWithdrawn => "key_withdrawn",
        Standing::ReceiptWithdrawn => "receipt_withdrawn",
        Standing::Intent => "intent_only",
        _ => return None,
    };
    let params = match sight.case.subject() {
        Some(record) if sight.standing == Standing::UnknownSigner => {
            let iss = record.report().text("claimed_issuer").unwrap_or("—");
            Params::default().word("iss", safe(iss))
        }
        _ => sight.params(),
    };
    let finding = match sight.standing {
        Standing::ReceiptWithdrawn | Standing::Intent => Finding::NotShown,
        _ => Finding::CannotTell,
    };
    Some(Found::new(finding, "any", code, params).by(sight.by.clone()))
}

/// What shop and acquirer say of the result, side by side.
fn contradiction(sight: &Sight) -> Option<Found> {
    let record = sight.subject()?;
    match sight.standing {
        Standing::Contradictory => {
            let found = Found::new(
                Finding::Conflict,
                "any",
                "acquirer_contradictory",
                sight.params(),
            );
            let events = record.report().objects("statuses").into_iter();
            let values = events
                .filter_map(|s| Some(("acquirer", safe(s.text("event")?))))
                .take(8);
            Some(found.conflict(Conflict::new("event", values)))
        }
        Standing::ResultsDiffer => {
            let event = record.newest().map(|w| safe(w.event)).unwrap_or_default();
            let training = record.kind() == Some(crate::vocabulary::ReceiptType::Training);
            let own = match training {
                true => "training",
                false => record.own_status().map_or("unknown", |s| s.as_str()),
            };
            let code = if training {
                "training_with_result"
            } else {
                "results_differ"
            };
            let params = sight
                .params()
                .word("status", own)
                .word("event", event.clone());
            let values = [("shop", own.to_owned()), ("acquirer", event)];
            Some(
                Found::new(Finding::Conflict, "any", code, params)
                    .by(both(sight))
                    .conflict(Conflict::new("status", values)),
            )
        }
        _ => None,
    }
}

/// Everybody whose signature on the receipt in dispute counts.
fn both(sight: &Sight) -> Vec<super::record::By> {
    let Some(record) = sight.subject() else {
        return Vec::new();
    };
    let mut by = record.acquirers();
    by.extend(record.own_word());
    by
}

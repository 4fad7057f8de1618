//! One file per claim or family of claims: the question of fact that it opens, and who answers it.

mod amount;
mod approval;
mod card;
mod complaint;
mod refund;
mod shop;
mod twice;

pub use twice::nearest;

use super::answer::{Conflict, Finding, Found};
use super::case::Claim;
use super::look::Look as _;
use super::record::{missing, safe};
use super::sight::Sight;
use super::standing::Standing;
use crate::report::Params;

/// Answers the claim. Where nothing can be told about the transaction, that is the answer to each of them.
pub fn answer(sight: &Sight) -> Found {
    let found = match sight.case.claim {
        Claim::NotMyCard => card::answer(sight),
        Claim::PaidNotReceived => approval::paid_not_received(sight),
        claim => silent(sight).unwrap_or_else(|| match claim {
            Claim::UnknownShop => shop::answer(sight),
            _ if sight.standing == Standing::Training => {
                shared(sight, Finding::NotShown, "training")
            }
            Claim::WrongAmount => amount::answer(sight),
            Claim::ChargedTwice => twice::answer(sight),
            Claim::NoRefund => refund::answer(sight),
            Claim::Complaint => complaint::answer(sight),
            _ => approval::answer(sight),
        }),
    };
    without_gaps(sight, found)
}

/// Where an acquirer's statement is missing between others, nobody knows what it says: a reversal, perhaps.
fn without_gaps(sight: &Sight, found: Found) -> Found {
    let by_acquirer = found.by.iter().any(|by| by.role == "acquirer");
    let has_gap = sight
        .records
        .iter()
        .any(|r| r.check("status_gap").is_some());
    if found.finding == Finding::Confirmed && by_acquirer && has_gap {
        let by = found.by.clone();
        return Found::new(Finding::NotShown, "any", "status_gap", sight.params()).by(by);
    }
    found
}

/// A sentence that claims share, about where the transaction stands.
fn shared(sight: &Sight, finding: Finding, code: &'static str) -> Found {
    Found::new(finding, "any", code, sight.params()).by(sight.by.clone())
}

/// The shared sentence of everything that is no approval. A hold and its capture are one transaction, a void takes it back.
fn unapproved(sight: &Sight) -> Option<Found> {
    // Several captures, or more than was held: nobody stated them as one.
    if sight.standing == Standing::HoldCaptured
        && let Some(found) = twice::hold_and_capture(sight)
        && found.code.starts_with("captures")
    {
        return Some(found);
    }
    let (finding, code) = match sight.standing {
        Standing::Declined => (Finding::Confirmed, "declined"),
        Standing::Reversed => (Finding::Confirmed, "reversed"),
        Standing::Voided => (Finding::Confirmed, "voided"),
        Standing::Hold => (Finding::Confirmed, "hold"),
        Standing::HoldCaptured => (Finding::Confirmed, "hold_captured"),
        Standing::ShopOffline => (Finding::NotShown, "shop_offline"),
        Standing::ShopDeclined => (Finding::NotShown, "shop_declined"),
        Standing::ShopReversed => (Finding::NotShown, "shop_reversed"),
        Standing::ShopHold => (Finding::NotShown, "shop_hold"),
        Standing::ShopAttempt => (Finding::NotShown, "attempt"),
        Standing::Training => (Finding::NotShown, "training"),
        Standing::Return => (Finding::NotShown, "a_return"),
        Standing::Correction => (Finding::NotShown, "a_correction"),
        Standing::Cash => (Finding::CannotTell, "cash"),
        _ => return None,
    };
    Some(shared(sight, finding, code))
}

/// Whether the acquirer states that all of it went back.
fn is_given_back(sight: &Sight) -> bool {
    sight.standing.is_approval()
        && sight.trail.as_ref().is_some_and(|t| {
            t.refunds.acquirer > 0
                && t.refundable == Some(0)
                && t.captured.or(t.authorised) > Some(0)
        })
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
        Standing::VoidedThenCaptured => {
            let clock =
                |at: i64| super::record::time(Some(at)).map_or_else(missing, |t| record.clock(t));
            let captured = record.newest().map(|w| w.at.seconds().cast_signed());
            let void = sight.by.iter().map(|by| by.at).max();
            let values = [
                ("void", void.map_or_else(missing, clock)),
                ("captured", captured.map_or_else(missing, clock)),
            ];
            let found = shared(sight, Finding::Conflict, "voided_then_captured");
            Some(found.conflict(Conflict::new("event", values)))
        }
        Standing::Contradictory => {
            let events = record.report().objects("statuses").into_iter();
            let events: Vec<String> = events
                .filter_map(|s| s.text("event").map(safe))
                .take(8)
                .collect();
            let first = events.first().cloned().unwrap_or_else(missing);
            // One alone contradicts nothing but the order: nothing is captured or reversed that was not approved.
            let code = match events.len() {
                1 => "acquirer_out_of_order",
                _ => "acquirer_contradictory",
            };
            let values = events.into_iter().map(|event| ("acquirer", event));
            let found = Found::new(
                Finding::Conflict,
                "any",
                code,
                sight.params().word("event", first),
            );
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

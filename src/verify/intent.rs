//! What a shop asked for before payment, held against the receipt that names it.

use alloc::vec::Vec;

use super::Subject;
use crate::intent::differences;
use crate::report::{Check, CheckOutcome, IntentEntry, Params};

pub fn entry(shown: &Subject) -> IntentEntry {
    let intent = &shown.receipt;
    let issuer = shown.signer.issuer();
    let given = shown.statement.payload().get("number");
    IntentEntry {
        iss: issuer.iss.clone(),
        name: issuer.name.clone(),
        number: given.map(|_| intent.number.clone()),
        amount: intent.amount,
        currency: intent.currency,
        at: intent.iat,
        utc_offset: intent.utc_offset,
        valid_until: intent.valid_until,
        digest: shown.statement.digest(),
    }
}

/// The receipt's signature covers the intent's digest: a key that was withdrawn since changes nothing about which of the two came first.
pub fn check(shown: Option<&Subject>, subject: &Subject, checks: &mut Vec<Check>) {
    let receipt = &subject.receipt;
    let mut add = |code, outcome, params| {
        checks.push(Check {
            code,
            outcome,
            params,
        });
    };
    let Some(shown) = shown else {
        if receipt.intent_digest.is_some() {
            add("intent_missing", CheckOutcome::Info, Params::default());
        }
        return;
    };
    let intent = &shown.receipt;
    let mut params = Params::default()
        .word("asked", intent.amount.to_text(intent.currency))
        .word("at", intent.iat.to_text(intent.utc_offset));
    if let Some(until) = intent.valid_until {
        params = params.word("until", until.to_text(intent.utc_offset));
    }
    let differences = differences(intent, receipt);
    if differences.is_empty() {
        add("intent_holds", CheckOutcome::Pass, params.clone());
    }
    for field in differences {
        // What the customer gave on top is no contradiction, but was not what was shown.
        let outcome = match field {
            "tip" => CheckOutcome::Warn,
            _ => CheckOutcome::Conflict,
        };
        add(
            "intent_differs",
            outcome,
            params.clone().word("field", field),
        );
    }
    if Some(receipt.iat) > intent.valid_until {
        add("intent_late", CheckOutcome::Warn, params);
    }
}

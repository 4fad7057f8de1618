//! The amount that a shop shows before payment: signed, and named by the receipt that follows.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::{Identity, examine, sign};
use crate::claims::{Fault, INVALID};
use crate::intent::{differences, read};
use crate::json::{Object, Value};
use crate::receipt::Receipt;
use crate::statement::{Statement, StatementType};

/// Signs what a shop asks for. `iss` may be left out of the draft: the key knows it.
pub fn intent(draft: &Object, identity: &Identity) -> Result<String, Vec<Fault>> {
    let (payload, mut faults) = examine(draft, identity, read);
    // There is no result before the payment.
    for name in ["type", "status", "authorisation", "card", "related"] {
        if draft.get(name).is_some() {
            faults.push(Fault::new(INVALID, name));
        }
    }
    if let (Some(shown), _) = read(&payload)
        && shown.valid_until < Some(shown.iat)
    {
        faults.push(Fault::new(INVALID, "valid_until"));
    }
    sign(StatementType::Intent, &payload, identity, faults)
}

/// The draft of a receipt, naming the intent that was shown before. A receipt that would contradict it is refused.
pub fn naming_intent(
    draft: &Object,
    intent: &str,
    identity: &Identity,
) -> Result<Object, Vec<Fault>> {
    let statement = Statement::parse(intent)
        .ok()
        .filter(|s| s.typ() == StatementType::Intent)
        .ok_or_else(|| vec![Fault::new("typ_unexpected", "intent")])?;
    let (shown, findings) = read(statement.payload());
    let shown = shown.ok_or(findings.faults)?;
    if shown.iss != identity.iss {
        return Err(vec![Fault::new("iss_mismatch", "intent")]);
    }
    let mut out = draft.clone();
    out.set("intent_digest", Value::Text(statement.digest().to_text()));
    let mut whole = out.clone();
    whole.set("iss", Value::Text(identity.iss.as_str().into()));
    // What else is wrong with the draft is told when it is signed.
    if let (Some(receipt), _) = Receipt::read(&whole) {
        let differences = differences(&shown, &receipt);
        let faults: Vec<Fault> = differences
            .into_iter()
            .filter(|field| *field != "tip")
            .map(|field| Fault::new("intent_differs", field))
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    Ok(out)
}

//! An intent: the amount that a shop shows before anybody pays (PROTOCOL section 3.4). It says what a receipt says, but for a result and a place
//! among a terminal's receipts, and is read as one. The receipt names it by its digest, so that both can be compared later.

use alloc::borrow::ToOwned as _;
use alloc::vec::Vec;

use crate::claims::{Fault, Findings};
use crate::json::{Object, Value};
use crate::money::Amount;
use crate::receipt::Receipt;

/// Reads a payload as that of an attempted sale, with every fault found.
pub fn read(payload: &Object) -> (Option<Receipt>, Findings) {
    let (receipt, mut findings) = Receipt::read(&as_receipt(payload));
    // Whoever asks for money says until when.
    if payload.get("valid_until").is_none() {
        let fault = Fault::new("member_missing", "valid_until");
        findings.faults.push(fault);
    }
    (receipt, findings)
}

fn as_receipt(intent: &Object) -> Object {
    let mut out = intent.clone();
    out.set("type", Value::Text("sale".to_owned()));
    out.set("status", Value::Text("attempted".to_owned()));
    if out.get("number").is_none() {
        out.set("number", Value::Text("-".to_owned()));
    }
    if let Some(Value::Object(terminal)) = intent.get("terminal") {
        let mut terminal = terminal.clone();
        terminal.set("counter", Value::Int(0));
        out.set("terminal", Value::Object(terminal));
    }
    out
}

/// What the receipt tells otherwise. A tip that the receipt names, given on top of what was shown, is a difference of its own.
pub fn differences(intent: &Receipt, receipt: &Receipt) -> Vec<&'static str> {
    let mut out = Vec::new();
    let shown = intent.amount.minor();
    if shown != receipt.amount.minor() {
        let tip = receipt.tip.map_or(0, Amount::minor);
        let explained = shown + tip == receipt.amount.minor();
        out.push(if explained { "tip" } else { "amount" });
    }
    if intent.currency != receipt.currency {
        out.push("currency");
    }
    if intent.merchant.id != receipt.merchant.id {
        out.push("merchant_id");
    }
    out
}

//! What nobody in the case shows. Always said, so that a missing sentence is never taken for a promise.

use super::answer::{BillWeight, Found};
use super::case::Claim;
use super::look::Look as _;
use super::record::safe;
use super::sight::Sight;

pub fn of(
    sight: &Sight,
    found: &Found,
    is_vouched: bool,
    bill: Option<&BillWeight>,
) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |code: &str| {
        if !out.iter().any(|c| c == code) {
            out.push(safe(code));
        }
    };
    if let Some(record) = sight.subject() {
        // An acquirer's word on another receipt of the case may say what this one's report misses.
        for code in record.report().texts("not_proved").into_iter().take(16) {
            add(match (is_vouched, code) {
                (true, "acquirer_result") => "collusion",
                (_, code) => code,
            });
        }
    }
    match sight.case.claim {
        Claim::NeverPaid | Claim::NotMyCard | Claim::ThoughtItFailed => add("holder_identity"),
        Claim::PaidNotReceived => add("shown_by"),
        Claim::WrongAmount => {
            let shown = sight.subject().and_then(|r| r.check("intent_holds"));
            if shown.is_none() {
                add("agreed_amount");
            }
        }
        Claim::ChargedTwice => add("posted_lines"),
        Claim::NoRefund => add("refund_arrived"),
        Claim::UnknownShop => add("shop_conduct"),
        Claim::Complaint => add("quality"),
    }
    if sight.subject().is_some() {
        add("shown_by");
    }
    let agreed = sight.subject().and_then(super::record::Record::agreed);
    if agreed.is_some() {
        add("agreed_facts");
        add("agreed_done");
    }
    if bill.is_some() {
        add("file_unsigned");
    }
    if sight.subject().is_none() && found.code != "no_receipt" {
        add("transaction");
    }
    out
}

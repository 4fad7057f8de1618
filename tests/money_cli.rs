//! `receipt status`, `receipt issue --related-to`, `receipt intent`: what cannot be is refused before it is signed, with a remedy.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/counter.rs"]
mod counter;
#[path = "common/desk.rs"]
mod desk;

use counter::{AT, VERIFY, counter, draft};
use desk::Desk;
use serde_json::json;

fn status(desk: &Desk, arguments: &str) -> String {
    desk.refused(&format!("status --key acquirer.json {AT} {arguments}"))
}

#[test]
fn a_sale_is_refunded_in_two_parts_and_no_further() {
    let desk = counter("refunds");
    desk.write("first.json", &draft(5_000, 48_300, &json!({})));
    desk.write("second.json", &draft(13_650, 48_301, &json!({})));
    desk.write("third.json", &draft(1, 48_302, &json!({})));
    let issue = "issue --key till.json --relation refunds --related-to";
    desk.save("first", &format!("{issue} captured first.json"));
    desk.save(
        "with-first",
        &format!("{issue} captured --append first.json"),
    );
    desk.save("second", &format!("{issue} with-first second.json"));
    desk.save(
        "with-both",
        &format!("{issue} with-first --append second.json"),
    );
    let refused = desk.refused(&format!("{issue} with-both third.json"));
    assert_eq!(refused, "refunds_above_amount");

    // The acquirer states both; its word alone tells what is left, too.
    let status = format!("status --key acquirer.json {AT} --event");
    desk.save(
        "issued",
        &format!("{status} refund_issued --refund first captured"),
    );
    desk.save(
        "posted",
        &format!("{status} refund_posted --refund first --arn 24137460123456789012345 issued"),
    );
    desk.save(
        "both",
        &format!("{status} refund_issued --refund second posted"),
    );
    assert_eq!(
        desk.refused(&format!("{issue} both third.json")),
        "refunds_above_amount"
    );
    let (_, report) = desk.verify(&format!("{VERIFY} both"));
    assert_eq!(report["code"], "acquirer_refund_issued");
    assert_eq!(report["params"]["refund"], "CNY 136.50");
    assert_eq!(report["params"]["refunded"], report["params"]["amount"]);

    let (_, report) = desk.verify(&format!("{VERIFY} first"));
    assert_eq!(report["code"], "refund_signed");
    assert_eq!(report["receipt"]["related"]["number"], "20261122-000317");
}

#[test]
fn an_event_that_cannot_follow_is_refused() {
    let desk = counter("order");
    assert_eq!(status(&desk, "--event captured sale"), "status_order");
    assert_eq!(status(&desk, "--event approved approved"), "status_order");
    assert_eq!(status(&desk, "--event reversed captured"), "status_order");
    let refund = "--event refund_issued --amount 5000 --arn 24137460123456789012345";
    assert_eq!(status(&desk, &format!("{refund} approved")), "status_order");
    assert_eq!(
        status(&desk, "--event captured --sequence 1 approved"),
        "status_sequence_twice"
    );
    let early = "status --key acquirer.json --event captured --at 2026-11-22T09:35:12Z approved";
    assert_eq!(desk.refused(early), "status_order");
    // What came before may stand in the acquirer's own records alone.
    desk.save(
        "newest",
        &format!("status --key acquirer.json {AT} --event captured --sequence 2 sale"),
    );
    let (code, report) = desk.verify(&format!("{VERIFY} --require sale,E2 newest"));
    assert_eq!((code, &report["code"]), (0, &json!("acquirer_captured")));
}

#[test]
fn a_refund_needs_a_name_a_sum_and_room() {
    let desk = counter("sums");
    let refund = "--event refund_issued";
    let arn = "--arn 24137460123456789012345";
    assert_eq!(
        status(&desk, &format!("{refund} --amount 5000 captured")),
        "member_missing"
    );
    assert_eq!(
        status(&desk, &format!("{refund} {arn} captured")),
        "member_missing"
    );
    let above = format!("{refund} {arn} --amount 18651 captured");
    assert_eq!(status(&desk, &above), "refunds_above_amount");
    desk.save(
        "part",
        &format!("status --key acquirer.json {AT} {refund} {arn} --amount 18000 captured"),
    );
    let more = format!("{refund} --arn 24137460123456789012399 --amount 651 part");
    assert_eq!(status(&desk, &more), "refunds_above_amount");
    // The same refund, posted, takes no more.
    desk.ok(&format!(
        "status --key acquirer.json {AT} --event refund_posted {arn} --amount 18000 part"
    ));
}

#[test]
fn a_refunds_receipt_of_another_sale_or_sum_is_refused() {
    let desk = counter("other-refund");
    desk.write("refund.json", &draft(5_000, 48_300, &json!({})));
    desk.save(
        "refund",
        "issue --key till.json --related-to captured --relation refunds refund.json",
    );
    let amount = "--event refund_issued --refund refund --amount 4000 captured";
    assert_eq!(status(&desk, amount), "refund_differs");
    let mut other: serde_json::Value = serde_json::from_str(desk::SALE).unwrap();
    other["number"] = json!("other");
    desk.write("other.json", &other.to_string());
    desk.save("other", "issue --key till.json other.json");
    desk.save(
        "foreign",
        "issue --key till.json --related-to other --relation refunds refund.json",
    );
    let foreign = "--event refund_issued --refund foreign captured";
    assert_eq!(status(&desk, foreign), "refund_differs");
}

#[test]
fn a_receipt_is_linked_to_what_it_can_be_about() {
    let desk = counter("related");
    let refuse = |changes: serde_json::Value, relation: &str, to: &str| {
        desk.write("draft.json", &draft(18_650, 48_300, &changes));
        desk.refused(&format!(
            "issue --key till.json --related-to {to} --relation {relation} draft.json"
        ))
    };
    assert_eq!(
        refuse(json!({"currency": "JPY"}), "refunds", "sale"),
        "related_differs"
    );
    assert_eq!(refuse(json!({}), "captures", "sale"), "relation_mismatch");
    assert_eq!(
        refuse(json!({"amount": 100}), "voids", "sale"),
        "refunds_above_amount"
    );
    desk.save(
        "reversed",
        &format!("status --key acquirer.json {AT} --event reversed approved"),
    );
    assert_eq!(
        refuse(json!({}), "refunds", "reversed"),
        "refunds_above_amount"
    );
    desk.ok(
        "keygen --iss https://other.example --role terminal --terminal 10023317 --out other.json",
    );
    desk.write("draft.json", &draft(100, 1, &json!({})));
    let other = "issue --key other.json --related-to sale --relation refunds draft.json";
    assert_eq!(desk.refused(other), "related_differs");

    desk.write(
        "void.json",
        &draft(18_650, 48_300, &json!({"type": "void"})),
    );
    desk.save("void", "issue --key till.json --related-to sale void.json");
    assert_eq!(desk.verdict(&format!("{VERIFY} void")).1, "reversal_signed");
    desk.write("refund-of-void.json", &draft(1, 48_301, &json!({})));
    let of_void = "issue --key till.json --related-to void --relation refunds refund-of-void.json";
    assert_eq!(desk.refused(of_void), "relation_mismatch");
    let unsaid = "issue --key till.json --related-to sale refund-of-void.json";
    assert_eq!(desk.run(unsaid).status.code(), Some(2));
}

#[test]
fn a_hold_is_captured_and_a_sale_corrected() {
    let desk = counter("hold");
    let mut hold: serde_json::Value = serde_json::from_str(desk::SALE).unwrap();
    hold["type"] = json!("preauth");
    desk.write("hold.json", &hold.to_string());
    desk.save("hold", "issue --key till.json hold.json");
    desk.write("capture.json", &draft(12_000, 48_300, &json!({})));
    desk.save(
        "capture",
        "issue --key till.json --related-to hold --relation captures capture.json",
    );
    let (_, report) = desk.verify(&format!("{VERIFY} capture"));
    assert_eq!(
        (&report["code"], &report["type"]),
        (&json!("terminal_signed"), &json!("capture"))
    );
    desk.write("right.json", &draft(18_560, 48_300, &json!({})));
    desk.save(
        "right",
        "issue --key till.json --related-to sale --relation corrects right.json",
    );
    assert_eq!(
        desk.verdict(&format!("{VERIFY} right")).1,
        "correction_signed"
    );
}

#[test]
fn a_dropped_reversal_meets_no_requirement() {
    let desk = counter("dropped");
    desk.save(
        "reversed",
        &format!("status --key acquirer.json {AT} --event reversed approved"),
    );
    desk.save(
        "flagged",
        &format!("status --key acquirer.json {AT} --event flagged reversed"),
    );
    let whole = desk.read("flagged");
    let mut parts: Vec<&str> = whole.split('~').collect();
    parts.remove(2);
    desk.write("dropped", &parts.join("~"));
    let (code, report) = desk.verify(&format!("{VERIFY} --require approved dropped"));
    assert_eq!((code, &report["code"]), (1, &json!("acquirer_approved")));
    assert_eq!(report["notes"], json!(["status_gap", "flagged"]));
    let (code, _) = desk.verify(&format!("{VERIFY} --require sale,approved,E2 approved"));
    assert_eq!(code, 0);
    // A refunded sale is not an approved one any more.
    desk.save(
        "refunded",
        &format!("status --key acquirer.json {AT} --event refund_issued --amount 1 --arn 24137460123456789012345 captured"),
    );
    assert_eq!(
        desk.verify(&format!("{VERIFY} --require approved refunded"))
            .0,
        1
    );
}

#[test]
fn what_is_shown_before_payment_is_signed_and_named_by_the_receipt() {
    let desk = counter("intent");
    let sale: serde_json::Value = serde_json::from_str(desk::SALE).unwrap();
    let mut table = json!({
        "iat": 1_795_340_052, "utc_offset": 480, "number": "T7", "amount": 18_650, "currency": "CNY",
        "merchant": sale["merchant"], "terminal": {"id": "10023317"}, "valid_until": 1_795_340_412,
    });
    desk.write("table.json", &table.to_string());
    desk.save("table", "intent --key till.json table.json");
    assert!(desk.ok("qr table").starts_with("https://"));
    for language in ["en", "zh-CN"] {
        let shown = desk.ok(&format!("verify {VERIFY} --lang {language} table"));
        for said in ["CNY 186.50", "Tenghui Tea", "intent_signed"] {
            assert!(shown.contains(said), "{shown}");
        }
    }
    assert_eq!(
        desk.verify(&format!("{VERIFY} --require approved table")).0,
        1
    );
    assert_eq!(desk.verify(&format!("{VERIFY} --require sale table")).0, 1);

    desk.save("paid", "issue --key till.json --intent table sale.json");
    let (_, report) = desk.verify(&format!("{VERIFY} paid"));
    assert_eq!(report["intent"]["amount"], 18_650);
    assert_eq!(report["code"], "terminal_signed");

    table["amount"] = json!(18_600);
    desk.write("table.json", &table.to_string());
    desk.save("cheaper", "intent --key till.json table.json");
    let dearer = "issue --key till.json --intent cheaper sale.json";
    assert_eq!(desk.refused(dearer), "intent_differs");
    assert_eq!(
        desk.refused("issue --key till.json --intent sale sale.json"),
        "typ_unexpected"
    );
    table["valid_until"] = json!(null);
    desk.write("table.json", &table.to_string());
    assert_eq!(desk.refused("intent --key till.json table.json"), "refused");
}

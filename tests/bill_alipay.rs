//! Alipay's export: GB18030, a preamble, a tab behind every number, a comma at the end of each row.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;

use bills::{facts, file, of_customer, read, report, words};
use receipt_verifier::bill::Bill;
use serde_json::json;

#[test]
fn it_is_known_by_its_header_in_its_own_encoding() {
    let facts = facts(&read("alipay.csv"));
    assert_eq!(facts["format"], "alipay");
    assert_eq!(facts["encoding"], "gb18030");
    assert_eq!(
        (&facts["lines"], &facts["unread_count"]),
        (&json!(4), &json!(0))
    );
    assert_eq!(
        (&facts["from"], &facts["to"]),
        (&json!("2026-11-01"), &json!("2026-11-30"))
    );
}

#[test]
fn a_payment_is_found_by_the_merchants_order_number() {
    let receipt = report(
        json!({"wallet": {"merchant_order_id": "TH20261122000317"}, "card": {"last4": "4417", "pan_kind": "fpan"}}),
    );
    let found = of_customer(&read("alipay.csv"), &receipt);
    assert_eq!(found["grade"], "G1");
    assert!(words(&found["matched"]).contains(&"last4"));
    assert_eq!(found["line"]["name"], "腾辉茶叶店");
    // Its own preamble: it shows that an application was accepted.
    assert_eq!(words(&found["notes"]), ["accepted_only"]);
}

#[test]
fn a_closed_transaction_is_neither_money_out_nor_in() {
    let receipt =
        report(json!({"amount": 3000, "iat": 1_795_050_000, "merchant": {"trading_name": "小店"}}));
    let found = of_customer(&read("alipay.csv"), &receipt);
    assert_eq!(found["grade"], "G3");
    assert_eq!(found["status"], "closed");
    assert_eq!(found["direction"], json!(null));
}

#[test]
fn an_export_of_one_payment_is_known_though_the_preamble_is_longer() {
    let whole = file("alipay.csv");
    let lines: Vec<&[u8]> = whole.split_inclusive(|b| *b == b'\n').collect();
    let header = lines
        .iter()
        .position(|line| line.iter().filter(|b| **b == b',').count() >= 11)
        .unwrap();
    let short = lines[..=header + 1].concat();
    let facts = facts(&Bill::read(&short, "alipay.csv", None).unwrap());
    assert_eq!(
        (&facts["format"], &facts["lines"]),
        (&json!("alipay"), &json!(1))
    );
}

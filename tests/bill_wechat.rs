//! WeChat Pay's own exports: the customer's and the merchant's.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;

use bills::{facts, matched, of_customer, read, report, wallet, words};
use receipt_verifier::bill::SuppliedBy;
use serde_json::json;

#[test]
fn a_personal_bill_says_what_it_covers() {
    let facts = facts(&read("wechat.csv"));
    assert_eq!(facts["format"], "wechat");
    assert_eq!(facts["encoding"], "utf-8");
    assert_eq!(facts["lines"], 6);
    assert_eq!(facts["unread_count"], 0);
    assert_eq!(facts["currency"], "CNY");
    // The period of its preamble, not of its lines.
    assert_eq!(
        (&facts["from"], &facts["to"]),
        (&json!("2026-11-01"), &json!("2026-11-30"))
    );
    assert_eq!(facts["columns"], json!(null));
}

#[test]
fn the_payment_is_found_by_its_transaction_id() {
    let found = of_customer(&read("wechat.csv"), &wallet(json!({})));
    assert_eq!(found["grade"], "G1");
    assert_eq!(
        words(&found["matched"]),
        [
            "reference",
            "amount",
            "currency",
            "date",
            "time",
            "name",
            "direction"
        ]
    );
    assert_eq!(found["differs"], json!([]));
    assert_eq!(found["status"], "booked");
    assert_eq!(found["direction"], "debit");
    assert_eq!(found["candidates"], 1);
    let line = &found["line"];
    assert_eq!(line["date"], "2026-11-22");
    assert_eq!(line["time"], "17:35:14");
    assert_eq!(line["amount"], 18650);
    assert_eq!(line["name"], "腾辉茶叶店");
    assert_eq!(line["row"], 21);
}

#[test]
fn without_a_reference_amount_day_and_name_find_it() {
    let found = of_customer(&read("wechat.csv"), &report(json!({})));
    assert_eq!(found["grade"], "G3");
    assert!(words(&found["unknown"]).contains(&"reference"));
}

#[test]
fn another_transaction_of_the_same_amount_is_only_near() {
    let other = wallet(
        json!({"wallet": {"transaction_id": "4200002610202611229999999999", "merchant_order_id": "TH20261122000399"}}),
    );
    let found = of_customer(&read("wechat.csv"), &other);
    assert_eq!(found["grade"], "none");
    assert_eq!(words(&found["differs"]), ["reference"]);
    assert_eq!(found["line"]["amount"], 18650);
}

#[test]
fn the_same_reference_with_another_amount_is_told_and_not_none() {
    let found = of_customer(&read("wechat.csv"), &wallet(json!({"amount": 28650})));
    assert_eq!(found["grade"], "G1");
    assert_eq!(words(&found["differs"]), ["amount"]);
}

#[test]
fn a_refund_receipt_looks_for_money_coming_in() {
    let refund = report(json!({"type": "refund", "amount": 6600, "iat": 1_795_487_400}));
    let found = of_customer(&read("wechat.csv"), &refund);
    assert_eq!(found["grade"], "G3");
    assert_eq!(found["direction"], "credit");
    assert_eq!(found["status"], "booked");
}

#[test]
fn a_payment_that_went_back_in_full_says_so() {
    let sale = report(json!({"amount": 6600, "iat": 1_795_168_800}));
    let found = of_customer(&read("wechat.csv"), &sale);
    assert_eq!(
        (&found["grade"], &found["status"]),
        (&json!("G3"), &json!("refunded"))
    );
}

#[test]
fn in_a_merchants_bill_the_payment_comes_in_and_the_refund_goes_out() {
    let bill = read("wechat_merchant.csv");
    let facts = facts(&bill);
    assert_eq!(facts["format"], "wechat_merchant");
    // The two rows of the summary are no lines.
    assert_eq!(
        (&facts["lines"], &facts["unread_count"]),
        (&json!(2), &json!(0))
    );
    // Whoever hands it over, it is the payee's.
    for supplied_by in [SuppliedBy::Merchant, SuppliedBy::Customer] {
        let found = matched(&bill, &wallet(json!({})), supplied_by);
        assert_eq!(found["grade"], "G1");
        assert_eq!(found["direction"], "credit");
        assert!(words(&found["matched"]).contains(&"direction"));
        assert_eq!(found["line"]["row"], 2);
    }
    let refund = wallet(json!({"type": "refund", "amount": 8850, "iat": 1_795_487_400}));
    let found = matched(&bill, &refund, SuppliedBy::Merchant);
    assert_eq!(
        (&found["grade"], &found["direction"]),
        (&json!("G1"), &json!("debit"))
    );
    assert_eq!(found["line"]["row"], 3);
}

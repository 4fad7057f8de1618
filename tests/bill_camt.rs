//! ISO 20022 statements: several versions, any prefix, bookings of one and of many transactions.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;

use bills::{facts, of_customer, read, refused, report, words};
use receipt_verifier::bill::{Bill, BillError};
use serde_json::{Value, json};

const VERSIONS: [&str; 2] = ["camt053_v02.xml", "camt053_v08.xml"];

/// 12 euro at the baker's on 2026-11-22.
fn baker(changes: &str) -> Value {
    let mut receipt = json!({"amount": 1200, "currency": "EUR", "utc_offset": 60, "merchant": {"trading_name": "Bäckerei Huber"}});
    if changes == "refund" {
        receipt["type"] = json!("refund");
    }
    report(receipt)
}

#[test]
fn it_says_its_period_account_and_currency() {
    for name in VERSIONS {
        let facts = facts(&read(name));
        assert_eq!(facts["format"], "camt053", "{name}");
        assert_eq!(
            (&facts["from"], &facts["to"]),
            (&json!("2026-11-01"), &json!("2026-11-30"))
        );
        assert_eq!(
            (&facts["currency"], &facts["account_last4"]),
            (&json!("EUR"), &json!("2051"))
        );
        // One booking of two transactions, each with its own amount, is two lines.
        assert_eq!(
            (&facts["lines"], &facts["unread_count"]),
            (&json!(5), &json!(0))
        );
    }
}

#[test]
fn a_purchase_abroad_is_found_in_the_currency_of_the_shop() {
    for name in VERSIONS {
        let receipt = report(
            json!({"authorisation": {"rrn": "632611884213"}, "card": {"last4": "4417", "pan_kind": "fpan"}}),
        );
        let found = of_customer(&read(name), &receipt);
        assert_eq!(found["grade"], "G1", "{name}");
        assert_eq!(found["differs"], json!(["name"]));
        let matched = words(&found["matched"]);
        for field in ["amount", "currency", "time", "last4", "direction"] {
            assert!(matched.contains(&field), "{field}");
        }
        assert_eq!(words(&found["notes"]), ["amount_converted"]);
        assert_eq!(found["line"]["amount"], 2390);
    }
}

#[test]
fn no_card_number_leaves_the_reader() {
    for name in VERSIONS {
        let bill = read(name);
        let receipt = report(json!({"authorisation": {"rrn": "632611884213"}}));
        let told = format!("{}{}", bill.facts_json(), of_customer(&bill, &receipt));
        assert!(!told.contains("411111"), "{told}");
        assert!(!told.contains("2028"), "{told}");
    }
}

#[test]
fn a_reversal_is_another_line_the_other_way() {
    for name in VERSIONS {
        let sale = of_customer(&read(name), &baker(""));
        assert_eq!(
            (&sale["grade"], &sale["direction"]),
            (&json!("G3"), &json!("debit")),
            "{name}"
        );
        assert_eq!(words(&sale["notes"]), ["money_back"]);
        let refund = of_customer(&read(name), &baker("refund"));
        assert_eq!(refund["direction"], "credit");
        assert_eq!(words(&refund["notes"]), ["reversal"]);
    }
}

#[test]
fn each_transaction_of_a_batch_is_found_by_its_own_reference_and_name() {
    for name in VERSIONS {
        let receipt = json!({"amount": 2500, "currency": "EUR", "iat": 1_795_172_400, "utc_offset": 60,
            "merchant": {"trading_name": "Café Größe"}, "wallet": {"merchant_order_id": "ORDER-000017"}});
        let found = of_customer(&read(name), &report(receipt));
        assert_eq!(found["grade"], "G1", "{name}");
        assert_eq!(found["line"]["name"], "Café Größe");
        assert!(words(&found["matched"]).contains(&"name"));
    }
}

#[test]
fn what_is_pending_says_so_under_any_prefix_and_in_any_encoding() {
    let bill = read("camt052_prefixed.xml");
    let facts = facts(&bill);
    assert_eq!(
        (&facts["format"], &facts["encoding"]),
        (&json!("camt052"), &json!("windows-1252"))
    );
    let receipt =
        json!({"currency": "EUR", "utc_offset": 60, "merchant": {"trading_name": "Café Größe"}});
    let found = of_customer(&bill, &report(receipt));
    assert_eq!(
        (&found["grade"], &found["status"]),
        (&json!("G3"), &json!("pending"))
    );
}

#[test]
fn entities_of_a_document_do_not_expand() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">12.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-22</Dt></BookgDt>
<AddtlNtryInf>x&b;&f;y Bäckerei Huber</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt></Document>"#;
    let bill = Bill::read(bomb.as_bytes(), "bomb.xml", None).unwrap();
    let found = of_customer(&bill, &baker(""));
    assert_eq!(found["line"]["name"], "xy Bäckerei Huber");
}

#[test]
fn a_torn_or_deep_document_is_refused() {
    let torn = &bills::file("camt053_v02.xml")[..1500];
    assert_eq!(refused(torn), BillError::Broken);
    let whole = bills::file("camt053_v02.xml");
    let end = whole.len() - "</Document>\n".len();
    for cut in (300..end).step_by(7) {
        assert!(Bill::read(&whole[..cut], "cut.xml", None).is_err(), "{cut}");
    }
    let deep = format!("<Document><BkToCstmrStmt>{}", "<a>".repeat(100_000));
    assert_eq!(refused(deep.as_bytes()), BillError::Broken);
}

#[test]
fn an_amount_is_digits_and_a_point() {
    for (amount, lines) in [
        ("12.00", 1),
        ("12", 1),
        ("1.2E1", 0),
        ("-12.00", 0),
        ("12,00", 0),
        ("", 0),
    ] {
        let text = format!(
            r#"<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-22</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>"#
        );
        let facts = facts(&Bill::read(text.as_bytes(), "x.xml", None).unwrap());
        assert_eq!(
            (&facts["lines"], &facts["unread_count"]),
            (&json!(lines), &json!(1 - lines)),
            "{amount}"
        );
    }
}

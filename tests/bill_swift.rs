//! MT940 and OFX: fields on several lines, optional parts, tags that are never closed.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;

use bills::{facts, of_customer, read, report, words};
use serde_json::json;

#[test]
fn several_statements_of_one_file_are_one_list() {
    let facts = facts(&read("statements.sta"));
    assert_eq!(
        (&facts["format"], &facts["lines"]),
        (&json!("mt940"), &json!(3))
    );
    assert_eq!(
        (&facts["from"], &facts["to"]),
        (&json!("2026-11-01"), &json!("2026-12-01"))
    );
    assert_eq!(
        (&facts["currency"], &facts["account_last4"]),
        (&json!("EUR"), &json!("4567"))
    );
}

#[test]
fn a_purchase_is_found_by_what_its_text_says_across_line_ends() {
    for name in ["statements.sta", "swift_blocks.mt940"] {
        let receipt = json!({"currency": "EUR", "merchant": {"trading_name": "Café Größe"}, "authorisation": {"rrn": "632611884213"}});
        let found = of_customer(&read(name), &report(receipt));
        assert_eq!(found["grade"], "G1", "{name}");
        assert_eq!(found["differs"], json!([]), "{name}");
        assert_eq!(found["line"]["name"], "CAFE GROESSE GMBH");
        let references = found["line"]["references"].to_string();
        assert!(
            references.contains("ORDER-000017") && references.contains("BANK-REF-0001"),
            "{references}"
        );
    }
}

#[test]
fn a_reversed_debit_comes_in() {
    let receipt = json!({"type": "refund", "amount": 1200, "currency": "EUR", "iat": 1_795_599_000, "merchant": {"trading_name": "Bäckerei Huber"}});
    let found = of_customer(&read("statements.sta"), &report(receipt));
    assert_eq!(
        (&found["grade"], &found["direction"]),
        (&json!("G3"), &json!("credit"))
    );
    assert_eq!(words(&found["notes"]), ["reversal"]);
}

#[test]
fn ofx_reads_the_same_closed_and_unclosed() {
    for name in ["sgml.ofx", "xml.ofx"] {
        let bill = read(name);
        let facts = facts(&bill);
        assert_eq!(
            (&facts["format"], &facts["lines"]),
            (&json!("ofx"), &json!(2)),
            "{name}"
        );
        assert_eq!(
            (&facts["from"], &facts["to"]),
            (&json!("2026-11-01"), &json!("2026-11-30"))
        );
        assert_eq!(facts["account_last4"], "4417");
        let receipt = json!({"merchant": {"statement_descriptor": "TENGHUI TEA HZ"}, "authorisation": {"rrn": "632611884213"}, "card": {"last4": "4417", "pan_kind": "fpan"}});
        let found = of_customer(&bill, &report(receipt));
        assert_eq!(found["grade"], "G1", "{name}");
        assert_eq!(
            words(&found["matched"]),
            [
                "reference",
                "amount",
                "currency",
                "date",
                "time",
                "name",
                "last4",
                "direction"
            ]
        );
    }
}

#[test]
fn ofx_words_are_read_without_their_escapes() {
    let receipt = json!({"type": "refund", "amount": 1200, "iat": 1_795_513_000, "merchant": {"trading_name": "Baker & Sons"}});
    let found = of_customer(&read("sgml.ofx"), &report(receipt));
    assert_eq!(
        (&found["grade"], &found["line"]["name"]),
        (&json!("G3"), &json!("BAKER & SONS"))
    );
}

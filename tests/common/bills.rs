//! Statement files of tests/vectors/bills, and the receipts whose lines they hold.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use receipt_verifier::bill::{Bill, BillError, SuppliedBy};
use serde_json::{Value, json};

pub fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/vectors/bills/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

pub fn read(name: &str) -> Bill {
    Bill::read(&file(name), name, None).unwrap()
}

pub fn read_text(text: &str) -> Bill {
    Bill::read(text.as_bytes(), "bill.csv", None).unwrap()
}

pub fn refused(bytes: &[u8]) -> BillError {
    Bill::read(bytes, "bill", None).err().unwrap()
}

pub fn facts(bill: &Bill) -> Value {
    serde_json::from_str(&bill.facts_json()).unwrap()
}

/// A report about 186.50 yuan at the tea shop on 2026-11-22 at 17:35:12 in China, as `verify` writes it. `changes` are put into its receipt.
pub fn report(changes: Value) -> Value {
    let mut receipt = json!({
        "iss": "https://pay.tenghui.example", "iat": 1_795_340_112, "utc_offset": 480, "number": "20261122-000317", "type": "sale",
        "status": "approved", "amount": 18650, "currency": "CNY",
        "merchant": {"trading_name": "腾辉茶叶店", "id": "898330154110042"},
    });
    merge(&mut receipt, changes);
    json!({"outcome": "verified", "receipt": receipt, "digest": "Fxtn3RdJxvjOGYqx_HUD3YehpVo9-oHbE4gWzY63KWA", "signers": [], "statuses": []})
}

fn merge(into: &mut Value, changes: Value) {
    match changes {
        Value::Object(changes) => {
            for (name, value) in changes {
                merge(&mut into[&name], value);
            }
        }
        Value::Null => (),
        other => *into = other,
    }
}

pub fn wallet(changes: Value) -> Value {
    let mut receipt = json!({"wallet": {"transaction_id": "4200002610202611228431097755", "merchant_order_id": "TH20261122000317"}});
    merge(&mut receipt, changes);
    report(receipt)
}

pub fn matched(bill: &Bill, report: &Value, supplied_by: SuppliedBy) -> Value {
    serde_json::from_str(&bill.match_json(&report.to_string(), supplied_by).unwrap()).unwrap()
}

pub fn of_customer(bill: &Bill, report: &Value) -> Value {
    matched(bill, report, SuppliedBy::Customer)
}

pub fn words(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect()
}

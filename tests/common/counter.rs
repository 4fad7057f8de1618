//! A counter with a till and its acquirer, who trust lists know: from the sale to its refunds on the command line.
#![allow(dead_code)]

use super::desk::{Desk, SALE};
use serde_json::{Value, json};

/// What the acquirer states, and when it signs that.
pub const AT: &str = "--at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z";
/// Some hours after the sale.
pub const VERIFY: &str = "--trust trust.json --now 2026-11-22T13:00:00Z";

pub fn counter(name: &str) -> Desk {
    let desk = Desk::new(name);
    for line in [
        "keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --merchant 898330154110042 --out till.json",
        "keygen --iss https://acquirer.example --role acquirer --out acquirer.json",
        "trust add --key till.json --name 'Tenghui Tea' --party SHOP --acquirer https://acquirer.example trust.json",
        "trust add --key acquirer.json --name 'Acquirer A' --party ACQ trust.json",
    ] {
        desk.ok(line);
    }
    // A list dates from when it is made; these tests have another day.
    let list: Value = desk.json("trust.json");
    let mut list = list;
    list["iat"] = json!(1_795_300_000);
    desk.write("trust.json", &list.to_string());
    desk.save("sale", "issue --key till.json sale.json");
    for (event, from, to) in [
        ("approved", "sale", "approved"),
        ("captured", "approved", "captured"),
    ] {
        desk.save(
            to,
            &format!("status --key acquirer.json --event {event} {AT} {from}"),
        );
    }
    desk
}

/// The draft of a receipt about the sale.
pub fn draft(amount: u64, counter: u64, changes: &Value) -> String {
    let sale: Value = serde_json::from_str(SALE).unwrap();
    let mut draft = json!({
        "iat": 1_795_426_512, "utc_offset": 480, "number": format!("R{counter}"), "status": "approved",
        "amount": amount, "currency": "CNY", "merchant": sale["merchant"],
        "terminal": {"id": "10023317", "counter": counter},
    });
    for (name, value) in changes.as_object().into_iter().flatten() {
        draft[name] = value.clone();
    }
    draft.to_string()
}

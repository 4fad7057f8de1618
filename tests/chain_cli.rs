//! `receipt chain`: what a terminal's receipts say about each other.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::Desk;
use receipt_verifier::Statement;
use serde_json::{Value, json};

fn till(name: &str) -> Desk {
    let desk = Desk::new(name);
    for line in [
        "keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --out till.json",
        "trust add --key till.json --name 'Tenghui Tea' --party SHOP trust.json",
    ] {
        desk.ok(line);
    }
    desk
}

/// Issues receipt `counter` into a file of that name; `previous` is the file of the receipt before it.
fn issue(desk: &Desk, file: &str, counter: u32, previous: Option<&str>, key: &str) {
    let mut sale: Value = serde_json::from_str(desk::SALE).unwrap();
    sale["number"] = json!(format!("R-{file}"));
    sale["terminal"] = json!({"id": "10023317", "counter": counter});
    if let Some(previous) = previous {
        let statement = Statement::parse(&desk.read(previous)).unwrap();
        sale["terminal"]["previous"] = json!(statement.digest().to_previous());
    }
    desk.write("draft.json", &sale.to_string());
    desk.save(file, &format!("issue --key {key} draft.json"));
}

fn chain(desk: &Desk, inputs: &str) -> (i32, Value) {
    let output = desk.run(&format!("chain --trust trust.json --json {inputs}"));
    let found = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{inputs}\n{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code().unwrap(), found)
}

#[test]
fn links_hold_and_gaps_are_told_whatever_the_order() {
    let desk = till("chain");
    issue(&desk, "7", 7, None, "till.json");
    issue(&desk, "8", 8, Some("7"), "till.json");
    issue(&desk, "9", 9, Some("8"), "till.json");
    issue(&desk, "11", 11, Some("9"), "till.json");
    issue(&desk, "15", 15, None, "till.json");
    let (code, found) = chain(&desk, "15 9 7 11 8 9");
    assert_eq!(code, 0, "a missing number is no contradiction");
    let chain = &found["chains"][0];
    assert_eq!(chain["terminal"], "10023317");
    assert_eq!(chain["receipts"], 5);
    assert_eq!(
        (&chain["lowest"], &chain["highest"]),
        (&json!(7), &json!(15))
    );
    assert_eq!(chain["missing"], json!([[10, 10], [12, 14]]));
    assert_eq!(
        (&chain["chain_holds"], &chain["unlinked"]),
        (&json!(2), &json!(0))
    );
    let text = desk.ok("chain --trust trust.json 15 9 7 11 8");
    assert!(
        text.contains("not here: 10, 12 to 14") && text.contains("2 links hold"),
        "{text}"
    );
}

#[test]
fn one_number_signed_twice_is_a_contradiction_that_others_can_verify() {
    let desk = till("twice");
    issue(&desk, "7", 7, None, "till.json");
    issue(&desk, "8", 8, Some("7"), "till.json");
    issue(&desk, "other8", 8, Some("7"), "till.json");
    let (code, found) = chain(&desk, "--export both.dossier 8 other8 7");
    assert_eq!(code, 1);
    let twice = &found["chains"][0]["number_signed_twice"];
    assert_eq!(twice.as_array().unwrap().len(), 1);
    assert_eq!(twice[0]["counter"], 8);
    let text = desk.run("chain --trust trust.json 7 8 other8");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(
        text.contains("this key signed two different receipts numbered 8"),
        "{text}"
    );
    assert!(text.contains("a restored backup can do that too"), "{text}");
    // The file shows it to everybody.
    let (_, report) = desk.verify("--trust trust.json both.dossier");
    let checks = report["checks"].as_array().unwrap();
    assert!(
        checks.iter().any(|c| c["code"] == "number_signed_twice"),
        "{report}"
    );
    assert_eq!(chain(&desk, "both.dossier").0, 1);
    // The same receipt again is no contradiction, and nothing is written about nothing.
    let (code, found) = chain(&desk, "--export nothing.dossier 7 8 8");
    assert_eq!((code, &found["chains"][0]["receipts"]), (0, &json!(2)));
    assert!(!desk.path("nothing.dossier").exists());
}

#[test]
fn a_receipt_that_names_another_before_it_breaks_the_chain() {
    let desk = till("broken");
    issue(&desk, "7", 7, None, "till.json");
    issue(&desk, "8", 8, Some("7"), "till.json");
    issue(&desk, "other7", 7, None, "till.json");
    let (code, found) = chain(&desk, "--export both.dossier other7 8");
    assert_eq!(code, 1);
    assert_eq!(found["chains"][0]["chain_broken"][0]["counter"], 8);
    let (_, report) = desk.verify("--trust trust.json both.dossier");
    let checks = report["checks"].as_array().unwrap();
    assert!(
        checks.iter().any(|c| c["code"] == "chain_broken"),
        "{report}"
    );
    // With the right one there, the link holds; that the number was signed twice is said.
    let (code, found) = chain(&desk, "other7 7 8");
    assert_eq!((code, &found["chains"][0]["chain_holds"]), (1, &json!(1)));
    assert_eq!(found["chains"][0]["chain_broken"], json!([]));
}

#[test]
fn a_new_key_of_the_terminal_goes_on_or_begins_anew() {
    let desk = till("new-key");
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --out next.json");
    desk.ok("trust add --key next.json --name 'Tenghui Tea' --party SHOP trust.json");
    issue(&desk, "7", 7, None, "till.json");
    issue(&desk, "8", 8, Some("7"), "next.json");
    let (code, found) = chain(&desk, "7 8");
    assert_eq!((code, &found["chains"][0]["chain_holds"]), (0, &json!(1)));
    // A device that counts anew contradicts nobody.
    issue(&desk, "new7", 7, None, "next.json");
    let (code, found) = chain(&desk, "7 new7");
    assert_eq!(code, 0);
    assert_eq!(found["chains"][0]["number_by_two_keys"], json!([7]));
    assert_eq!(found["chains"][0]["number_signed_twice"], json!([]));
}

#[test]
fn what_does_not_verify_is_in_no_chain() {
    let desk = till("unverified");
    issue(&desk, "7", 7, None, "till.json");
    issue(&desk, "8", 8, Some("7"), "till.json");
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --out thief.json");
    issue(&desk, "other8", 8, Some("7"), "thief.json");
    let (code, found) = chain(&desk, "7 8 other8");
    assert_eq!(code, 1);
    assert_eq!(found["chains"][0]["receipts"], 2);
    assert_eq!(found["chains"][0]["number_signed_twice"], json!([]));
    assert_eq!(
        found["not_counted"],
        json!([{"input": "other8", "code": "key_unknown"}])
    );
    desk.write("hello.txt", "hello");
    assert_eq!(
        chain(&desk, "7 hello.txt").1["not_counted"][0]["code"],
        "not_a_receipt"
    );
    let output = desk.run("chain --trust trust.json 7 missing.png");
    assert_eq!(output.status.code(), Some(2));
    // A slip is as good as its text.
    desk.ok("qr --png 8.png 8");
    assert_eq!(chain(&desk, "7 8.png").1["chains"][0]["chain_holds"], 1);
}

//! The claim travels behind the receipt in a link: read on the other phone as what the other side says, and passed over by whoever does not know claims.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/dispute.rs"]
mod dispute;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/world.rs"]
mod world;

use dispute::{approved, sale, value};
use proptest::prelude::*;
use receipt_verifier::Dossier;
use receipt_verifier::settle::transfer::{read, write};
use serde_json::{Value, json};

fn links() -> [String; 2] {
    let dossier = Dossier::read(&approved(&sale("{}"))).unwrap();
    [
        dossier.to_link("https://v.example/").unwrap(),
        dossier.to_text_link("https://v.example/"),
    ]
}

#[test]
fn what_was_written_is_read() {
    let sent = json!({"claim": "never_paid", "from": "customer", "bill": true, "answers": {
        "last4": "5678", "paid_with": "phone", "amount": 18600, "bank_shows": "pending", "card_state": "with_me", "lured": false,
        "proof_seen": "own_app", "refund_kind": "slip", "days": 3,
    }});
    let tail = write(&sent.to_string()).unwrap();
    for link in links() {
        let got = value(&read(&format!("{link}{tail}")).unwrap());
        assert_eq!(got["claim"], "never_paid");
        assert_eq!(got["from"], "customer");
        assert_eq!(got["answers"], sent["answers"]);
        assert_eq!(got["told"], json!({"bill": true}));
    }
    let short = write(r#"{"claim":"complaint"}"#).unwrap();
    assert_eq!(short, "&claim=complaint");
    let got = value(&read(&format!("x{short}")).unwrap());
    assert_eq!((&got["from"], &got["told"]), (&Value::Null, &Value::Null));
}

#[test]
fn every_reader_finds_the_receipt_in_front_of_it() {
    let tail =
        write(r#"{"claim":"wrong_amount","from":"merchant","answers":{"amount":16850}}"#).unwrap();
    for link in links() {
        let with = format!("{link}{tail}");
        assert_eq!(Dossier::read(&with), Dossier::read(&link), "{with}");
        // In a message, and as a scanner or an address bar may spell it.
        let message = format!("看看这张票 {with} 谢谢");
        assert_eq!(
            world::check(&message).to_json(),
            world::check(&link).to_json()
        );
        assert!(read(&message).is_some());
    }
}

#[test]
fn what_a_reader_does_not_know_is_passed_over() {
    for (tail, claim) in [
        (
            "&claim=never_paid&later=1&amount=x&last4=12a4&from=judge",
            Some("never_paid"),
        ),
        ("&claim=never_paid", Some("never_paid")),
        ("&later=1&claim=no_refund", Some("no_refund")),
        ("&claim=other", None),
        ("&claim=", None),
        ("&claim=never_paid&claim=complaint", None),
        ("&claim=never_paid&last4=1234&last4=5678", None),
        ("claim=never_paid", None),
        ("", None),
    ] {
        let got = read(&format!("https://v.example/#123{tail}")).map(|text| value(&text));
        let word = got
            .as_ref()
            .map(|g| g["claim"].as_str().unwrap().to_owned());
        assert_eq!(word.as_deref(), claim, "{tail}");
        if let Some(got) = got {
            assert_eq!(got["answers"], json!({}), "{tail}");
        }
    }
    let long = format!("#1&claim=never_paid&x={}", "y".repeat(600));
    assert!(read(&long).is_none());
}

#[test]
fn nothing_is_written_that_would_not_be_read() {
    for (claim, code) in [
        ("", "json_invalid"),
        ("{}", "claim_unknown"),
        (r#"{"claim":"other"}"#, "claim_unknown"),
        (r#"{"claim":"never_paid","answers":[]}"#, "case_invalid"),
        (
            r#"{"claim":"never_paid","answers":{"last4":"12345"}}"#,
            "answer_invalid",
        ),
        (
            r#"{"claim":"never_paid","answers":{"last4":"12&4"}}"#,
            "answer_invalid",
        ),
        (
            r#"{"claim":"never_paid","answers":{"amount":-1}}"#,
            "answer_invalid",
        ),
        (
            r#"{"claim":"never_paid","answers":{"lured":"yes"}}"#,
            "answer_invalid",
        ),
    ] {
        assert_eq!(write(claim).unwrap_err().code(), code, "{claim}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(text in "\\PC{0,200}", tail in "[&=a-z0-9_]{0,80}") {
        let _ = read(&text);
        if let Some(got) = read(&format!("#{text}&claim={tail}")) {
            let got = value(&got);
            let back = write(&json!({"claim": got["claim"], "from": got["from"], "answers": got["answers"]}).to_string());
            prop_assert!(back.is_ok());
        }
    }
}

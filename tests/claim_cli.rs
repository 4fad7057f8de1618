//! `receipt claim`, as typed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn asked(desk: &Desk, line: &str) -> (i32, String) {
    let output = desk.run(&format!("claim --trust list.jwt --trust merchants.jwt --registry registry.pub.json --at 2026-11-22T10:00:00Z {line}"));
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), text)
}

fn json_of(desk: &Desk, line: &str) -> (i32, Value) {
    let (code, text) = asked(desk, &format!("--json {line}"));
    (
        code,
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}")),
    )
}

#[test]
fn answers_the_sentence_in_dispute() {
    let desk = Desk::registry("claim");
    let (code, answer) = json_of(&desk, "--claim never_paid e2");
    assert_eq!(code, 0);
    assert_eq!(answer["answer"], "confirmed");
    assert_eq!(answer["level"], "E2");
    assert_eq!(answer["by"][0]["name"], "Acquirer A");
    for member in ["conflicts", "not_proved", "by"] {
        assert!(answer[member].is_array(), "{member}");
    }
    assert!(answer["next"]["customer"].is_array() && answer["next"]["merchant"].is_array());
    let (code, answer) = json_of(&desk, "--claim never_paid e1");
    assert_eq!((code, &answer["answer"]), (0, &json!("not_shown")));
}

#[test]
fn speaks_both_languages() {
    let desk = Desk::registry("claim-words");
    let (_, zh) = asked(&desk, "--claim never_paid --lang zh-CN e2");
    assert!(zh.contains("[已证实] 收单机构说：已获批准"), "{zh}");
    assert!(zh.contains("顾客可以") && zh.contains("店家可以"), "{zh}");
    let (_, en) = asked(&desk, "--claim never_paid --lang en e2");
    assert!(
        en.contains("[Confirmed] Approved, says the shop’s acquirer"),
        "{en}"
    );
    for text in [zh, en] {
        assert!(
            !text.contains('{') && !text.contains("fact.") && !text.contains("next."),
            "{text}"
        );
    }
}

#[test]
fn a_stop_comes_first() {
    let desk = Desk::registry("claim-stop");
    let (_, text) = asked(
        &desk,
        "--claim not_my_card --answer card_state=stolen --lang en e2",
    );
    assert!(text.starts_with("Lost or stolen card: stop here"), "{text}");
    assert!(!text.contains("--answer"), "{text}");
}

#[test]
fn several_receipts_make_one_case() {
    let desk = Desk::registry("claim-linked");
    let mut draft = desk.json("sale.json");
    draft["type"] = json!("refund");
    draft["amount"] = json!(5000);
    draft["terminal"]["counter"] = json!(48214);
    for member in ["items", "tenders", "authorisation"] {
        draft.as_object_mut().unwrap().remove(member);
    }
    desk.write("refund.json", &draft.to_string());
    desk.save(
        "refund",
        "issue --key till.json --related-to e2 --relation refunds refund.json",
    );
    let (_, answer) = json_of(&desk, "--claim no_refund e2 refund");
    assert_eq!(answer["sentence"], "no_refund.by_shop");
    assert_eq!(answer["trail"]["refundable"], 13_650);
    // One dossier holds them as well.
    desk.write(
        "both",
        &format!("{}~{}", desk.read("e2"), desk.read("refund")),
    );
    let (_, both) = json_of(&desk, "--claim no_refund both");
    assert_eq!(both["trail"], answer["trail"]);
}

/// One phone has the slip, the other the acquirer's answer to it: whichever comes first, it is one receipt.
#[test]
fn what_one_input_says_about_the_receipt_of_another_counts() {
    let desk = Desk::registry("claim-together");
    for inputs in ["e1 e2", "e2 e1"] {
        let (code, answer) = json_of(&desk, &format!("--claim never_paid {inputs}"));
        assert_eq!(code, 0);
        assert_eq!(
            (&answer["answer"], &answer["level"]),
            (&json!("confirmed"), &json!("E2")),
            "{inputs}"
        );
    }
}

#[test]
fn the_claim_may_stand_in_the_link() {
    let desk = Desk::registry("claim-link");
    let link = desk.ok("qr --base-url https://v.example/ e2");
    let link = link.split_whitespace().next().unwrap().to_owned()
        + "&claim=wrong_amount&from=customer&amount=16850&bill=compared";
    desk.write("link", &link);
    let (_, answer) = json_of(&desk, "link");
    assert_eq!(answer["sentence"], "wrong_amount.amount_differs");
    assert!(
        answer["facts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f["code"] == "bill_told")
    );
    // What is typed goes before what a link says.
    let (_, answer) = json_of(&desk, "--answer amount=18650 link");
    assert_eq!(answer["sentence"], "wrong_amount.amount_same");
    let (_, answer) = json_of(&desk, "--claim never_paid link");
    assert_eq!(answer["sentence"], "never_paid.approved");
}

#[test]
fn a_statement_file_counts_against_whoever_brought_it() {
    let desk = Desk::registry("claim-bill");
    let wechat = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/vectors/bills/wechat.csv"
    ))
    .unwrap();
    std::fs::write(desk.path("bill.csv"), wechat).unwrap();
    let mut sale = desk.json("sale.json");
    sale["wallet"] = json!({"transaction_id": "4200002610202611228431097755"});
    sale.as_object_mut().unwrap().remove("card");
    sale["tenders"] = json!([{"method": "wechat", "amount": 18650}]);
    desk.write("wallet.json", &sale.to_string());
    desk.save("w1", "issue --key till.json wallet.json");
    desk.save("w2", "status --key acquirer.json --event approved --at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z w1");
    for (from, level, counts) in [
        ("customer", "E4", true),
        ("merchant", "E2", false),
        ("unknown", "E2", false),
    ] {
        let (_, answer) = json_of(
            &desk,
            &format!("--claim never_paid --statement bill.csv --statement-from {from} w2"),
        );
        assert_eq!(
            (&answer["level"], &answer["bill"]["counts"]),
            (&json!(level), &json!(counts)),
            "{from}"
        );
    }
    let (code, text) = asked(&desk, "--claim never_paid --statement bill.csv w2");
    assert_eq!(code, 2, "{text}");
    desk.write("empty.csv", "");
    let (code, text) = asked(
        &desk,
        "--claim never_paid --statement empty.csv --statement-from customer w2",
    );
    assert_eq!(code, 2);
    assert!(text.contains("file_empty"), "{text}");
}

#[test]
fn exit_codes_tell_scripts() {
    let desk = Desk::registry("claim-codes");
    let altered = desk.read("e1").replacen('.', ".A", 1);
    desk.write("altered", &altered);
    for (line, wanted) in [
        ("--claim never_paid e1", 0),
        ("--claim complaint altered", 1),
        ("--claim never_paid https://www.example.com/", 2),
        ("--claim nonsense e1", 2),
        ("--claim never_paid --answer last4=12 e1", 2),
        ("--claim never_paid --answer colour=red e1", 2),
        ("e1", 2),
        ("--claim never_paid missing.dossier", 2),
    ] {
        let (code, text) = asked(&desk, line);
        assert_eq!(code, wanted, "{line}: {text}");
    }
    let output = desk.run("claim --claim never_paid --trust nowhere.json e1");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_amount_that_was_shown_before_may_come_apart_from_the_slip() {
    let desk = Desk::registry("claim-intent");
    desk.write(
        "ask.json",
        r#"{"iat":1795340000,"utc_offset":480,"amount":18650,"currency":"CNY","merchant":{"trading_name":"Tea","id":"898330154110042"},"terminal":{"id":"10023317"},"valid_until":1795340600}"#,
    );
    desk.save("intent", "intent --key till.json ask.json");
    desk.save("named", "issue --key till.json --intent intent sale.json");
    let receipt = desk.read("named");
    desk.write("receipt", receipt.split('~').next().unwrap());
    for inputs in ["intent receipt", "receipt intent"] {
        let (code, answer) = json_of(&desk, &format!("--claim wrong_amount {inputs}"));
        assert_eq!(
            (code, &answer["sentence"]),
            (0, &json!("wrong_amount.amount_by_shop")),
            "{inputs}"
        );
        let facts = answer["facts"].as_array().unwrap();
        assert!(
            facts.iter().any(|f| f["code"] == "intent_holds"),
            "{inputs}"
        );
    }
    let (_, answer) = json_of(&desk, "--claim never_paid intent");
    assert_eq!(
        (&answer["sentence"], &answer["level"]),
        (&json!("any.intent_only"), &json!("E1"))
    );
    assert_eq!(answer["by"][0]["role"], "terminal");
    assert_eq!(answer["params"]["amount"], "CNY 186.50");
}

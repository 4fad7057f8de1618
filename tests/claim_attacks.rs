//! What somebody at the counter may try, to be believed more than the signers present can carry. None of it raises a level or yields `confirmed`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/dispute.rs"]
mod dispute;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/world.rs"]
mod world;

use dispute::{
    Counter, LINE, WALLET, approved, ask, codes, digest, linked, refund, sale, stated, wallet_bill,
};
use receipt_verifier::bill::SuppliedBy;
use receipt_verifier::{Event, Provenance};
use serde_json::{Value, json};
use world::{ACQUIRER, identity, status, terminal, till_pc, trust_json};

const CLAIMS: [&str; 9] = [
    "never_paid",
    "thought_it_failed",
    "paid_not_received",
    "wrong_amount",
    "charged_twice",
    "no_refund",
    "not_my_card",
    "unknown_shop",
    "complaint",
];

/// Every claim about these inputs stays at the shop's own word.
fn gains_nothing(inputs: &[&str]) {
    for claim in CLAIMS {
        let answer = Counter::new(claim, inputs).answer();
        assert_eq!(answer["level"], "E1", "{claim}");
        assert_ne!(
            answer["answer"], "confirmed",
            "{claim}: {}",
            answer["sentence"]
        );
        let roles = answer["by"].as_array().unwrap().iter();
        assert!(roles.clone().all(|by| by["role"] != "acquirer"), "{claim}");
    }
}

#[test]
fn a_merchants_key_does_not_speak_as_an_acquirer() {
    let plain = sale("{}");
    for (key, iss) in [
        (till_pc(), world::SHOP),
        (terminal(), world::SHOP),
        (till_pc(), ACQUIRER),
    ] {
        let mut speaker = key;
        speaker.iss = receipt_verifier::Origin::from_text(iss).unwrap();
        let word = status(&plain, &speaker, Event::Approved, 1, "{}");
        gains_nothing(&[&format!("{plain}~{word}")]);
    }
    let stranger = identity(
        9,
        "https://stranger.example",
        receipt_verifier::Role::Acquirer,
        None,
    );
    let word = status(&plain, &stranger, Event::Approved, 1, "{}");
    gains_nothing(&[&format!("{plain}~{word}")]);
}

#[test]
fn an_acquirer_of_the_shops_own_party_does_not_count() {
    let e2 = approved(&sale("{}"));
    let same = trust_json(|issuers| {
        let party = receipt_verifier::json::Value::Text("91330106ma27x".to_owned());
        issuers.get_mut(1).unwrap().set("party", party);
    });
    for claim in CLAIMS {
        let answer = Counter::new(claim, &[&e2]).trust(same.clone()).answer();
        assert_eq!(answer["level"], "E1", "{claim}");
        assert_ne!(answer["answer"], "confirmed", "{claim}");
    }
}

#[test]
fn a_status_for_another_digest_does_not_count() {
    let plain = sale("{}");
    let other = sale(r#"{"number":"other"}"#);
    let word = status(&other, &world::acquirer(), Event::Approved, 1, "{}");
    gains_nothing(&[&format!("{plain}~{word}")]);
}

#[test]
fn a_status_with_another_amount_does_not_count() {
    let plain = sale("{}");
    for change in [
        r#"{"amount":1}"#,
        r#"{"currency":"USD"}"#,
        r#"{"rrn":"000000000000"}"#,
        r#"{"code":"000000"}"#,
    ] {
        let word = status(&plain, &world::acquirer(), Event::Approved, 1, change);
        gains_nothing(&[&format!("{plain}~{word}")]);
    }
}

#[test]
fn statuses_in_an_order_that_cannot_be_count_for_nothing() {
    let plain = sale("{}");
    let orders: [&[Event]; 4] = [
        &[Event::Approved, Event::Declined],
        &[Event::Declined, Event::Captured],
        &[Event::Captured, Event::Approved],
        &[Event::Reversed, Event::Approved],
    ];
    for order in orders {
        let mut dossier = plain.clone();
        for (at, event) in order.iter().enumerate() {
            dossier = stated(&dossier, *event, i64::try_from(at).unwrap() + 1, "{}");
        }
        gains_nothing(&[&dossier]);
        let answer = Counter::new("never_paid", &[&dossier]).answer();
        assert_eq!(answer["sentence"], "any.acquirer_contradictory");
    }
}

#[test]
fn a_dropped_reversal_is_not_hidden_where_its_successor_is_here() {
    // approved 1, reversed 2 (dropped), flagged 3: the gap is said.
    let e2 = approved(&sale("{}"));
    let flagged = stated(&e2, Event::Flagged, 3, "{}");
    let answer = Counter::new("never_paid", &[&flagged]).answer();
    assert!(codes(&answer, "facts").contains(&"status_gap"));
    // Without any trace of it, what came later is a limit, always.
    let answer = Counter::new("never_paid", &[&e2]).answer();
    assert!(codes(&answer, "not_proved").contains(&"later_events"));
    assert!(answer["as_of"]["status_at"].is_number());
}

fn balance(answer: &Value) -> (i64, i64, i64) {
    let trail = &answer["trail"];
    let sum = |who: &str| trail["refunds"][who].as_i64().unwrap();
    (
        sum("shop"),
        sum("acquirer"),
        trail["refundable"].as_i64().unwrap(),
    )
}

#[test]
fn a_refund_counts_once_however_often_it_is_told() {
    let plain = sale("{}");
    let captured = stated(&approved(&plain), Event::Captured, 2, "{}");
    let slip = refund(&plain, 1, 5_000);
    let named = format!(
        r#"{{"amount":5000,"refund_digest":"{}","arn":"74537606327000000000001"}}"#,
        digest(&slip)
    );
    let by_arn = r#"{"amount":5000,"arn":"74537606327000000000001"}"#;
    let issued = stated(&captured, Event::RefundIssued, 3, &named);
    let posted = stated(&issued, Event::RefundPosted, 4, by_arn);
    let answer = Counter::new("no_refund", &[&posted, &slip, &approved(&slip), &slip]).answer();
    assert_eq!(balance(&answer), (5_000, 5_000, 13_650));
    assert_eq!(answer["trail"]["refunds"]["posted"], 5_000);
    // Two slips under one reference of the network are one refund.
    let again = linked(
        &plain,
        "refund",
        "refunds",
        7,
        r#"{"amount":5000,"authorisation":{"rrn":"632611885001"}}"#,
    );
    let answer = Counter::new("no_refund", &[&approved(&plain), &slip, &again]).answer();
    assert_eq!(balance(&answer), (5_000, 0, 13_650));
    let same = json!("same_refund");
    let entries = answer["trail"]["entries"].as_array().unwrap();
    assert!(
        entries
            .iter()
            .any(|e| e["code"] == same && e["counts"] == false)
    );
}

#[test]
fn what_exceeds_the_balance_is_not_counted() {
    let plain = sale("{}");
    let slips: Vec<String> = (1..=4).map(|n| refund(&plain, n, 6_000)).collect();
    let mut inputs = vec![approved(&plain)];
    inputs.extend(slips);
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let answer = Counter::new("no_refund", &inputs).answer();
    assert_eq!(balance(&answer), (18_000, 0, 650));
    assert_eq!(answer["sentence"], "no_refund.above_balance");
    let counted = |of: &Value| of["counts"] == true && of["kind"] == "refund";
    let entries = answer["trail"]["entries"].as_array().unwrap();
    assert_eq!(entries.iter().filter(|e| counted(e)).count(), 3);
}

#[test]
fn refunds_of_other_people_and_other_sales_give_nothing_back() {
    let plain = sale("{}");
    let foreign = refund(&sale(r#"{"number":"other"}"#), 1, 5_000);
    let answer = Counter::new("no_refund", &[&approved(&plain), &approved(&foreign)]).answer();
    assert_eq!(balance(&answer), (0, 0, 18_650));
    assert_ne!(answer["answer"], "confirmed");
}

#[test]
fn receipts_linked_in_a_circle_are_walked_once() {
    // Nobody can sign two receipts that name each other's digest; a report that says so was written by hand.
    let plain = sale("{}");
    let mut case = Counter::new("no_refund", &[&plain, &refund(&plain, 1, 5_000)]).case();
    let second = case["reports"][1]["digest"].clone();
    case["reports"][0]["receipt"]["related"] = json!({"digest": second, "relation": "refunds"});
    let answer = ask(&case);
    assert_ne!(answer["answer"], "confirmed");
}

#[test]
fn an_edited_statement_file_helps_neither_side() {
    let plain = sale(WALLET);
    let e2 = approved(&plain);
    let line = wallet_bill(&[LINE]);
    for claim in CLAIMS {
        for by in [
            SuppliedBy::Customer,
            SuppliedBy::Merchant,
            SuppliedBy::Unknown,
        ] {
            let answer = Counter::new(claim, &[&plain]).bill(&line, by).answer();
            assert_eq!(answer["level"], "E1", "{claim} {}", by.as_str());
            assert_ne!(answer["answer"], "confirmed", "{claim}");
        }
        // A customer who says that it was paid gains nothing from a file of theirs; nor does a merchant who says so.
        for (claim, by) in [
            ("paid_not_received", SuppliedBy::Customer),
            ("never_paid", SuppliedBy::Merchant),
            ("no_refund", SuppliedBy::Merchant),
        ] {
            let answer = Counter::new(claim, &[&e2]).bill(&line, by).answer();
            assert_eq!(answer["level"], "E2", "{claim}");
            assert_eq!(answer["bill"]["counts"], false);
        }
    }
    // Against one's own interest it counts, and only beside an acquirer's word.
    let answer = Counter::new("never_paid", &[&e2])
        .bill(&line, SuppliedBy::Customer)
        .answer();
    assert_eq!(
        (&answer["level"], &answer["bill"]["against"]),
        (&json!("E4"), &json!("customer"))
    );
    // Two lines alike are no single candidate.
    let answer = Counter::new(
        "never_paid",
        &[&approved(&sale(r#"{"card":null,"tenders":null}"#))],
    )
    .bill(&wallet_bill(&[LINE, LINE]), SuppliedBy::Customer)
    .answer();
    assert_eq!(answer["level"], "E2");
}

#[test]
fn a_match_for_another_receipt_is_not_taken() {
    let e2 = approved(&sale(WALLET));
    let mut case = Counter::new("never_paid", &[&e2])
        .bill(&wallet_bill(&[LINE]), SuppliedBy::Customer)
        .case();
    case["bill"]["matches"][0]["digest"] = json!(digest(&sale(r#"{"number":"other"}"#)));
    assert_eq!(ask(&case)["level"], "E2");
}

#[test]
fn what_another_phone_tells_of_a_file_counts_for_nothing() {
    let e2 = approved(&sale(WALLET));
    let mut case = Counter::new("never_paid", &[&e2]).case();
    let before = ask(&case);
    case["told"] = json!({"bill": true});
    let after = ask(&case);
    for member in ["answer", "sentence", "level", "by", "bill"] {
        assert_eq!(before[member], after[member], "{member}");
    }
    assert!(codes(&after, "facts").contains(&"bill_told"));
}

#[test]
fn what_people_answer_never_confirms() {
    let plain = sale(r#"{"card":{"pan_kind":"fpan"}}"#);
    for answers in [
        json!({"last4": "4417"}),
        json!({"last4": "0000"}),
        json!({"amount": 18650}),
        json!({"amount": 1}),
        json!({"bank_shows": "posted"}),
        json!({"card_state": "stolen"}),
        json!({"lured": true}),
        json!({"proof_seen": "own_app"}),
        json!({"refund_kind": "slip", "days": 3}),
    ] {
        for claim in CLAIMS {
            let answer = Counter::new(claim, &[&plain])
                .answers(answers.clone())
                .answer();
            assert_ne!(answer["answer"], "confirmed", "{claim} {answers}");
            assert_eq!(answer["level"], "E1");
        }
    }
}

#[test]
fn a_receipt_that_does_not_verify_answers_nothing() {
    let e2 = approved(&sale("{}"));
    let altered = e2.replacen('.', ".A", 1);
    let stranger = world::sign_unchecked(
        &world::sale_with(r#"{"iss":"https://stranger.example"}"#),
        &world::stranger(),
    );
    for input in [
        altered.as_str(),
        stranger.as_str(),
        "https://www.example.com/",
        "",
    ] {
        for claim in CLAIMS {
            let answer = Counter::new(claim, &[input]).answer();
            assert_eq!(answer["answer"], "cannot_tell", "{claim}");
            assert_eq!(answer["level"], "E0", "{claim}");
            assert_eq!(
                (&answer["by"], &answer["trail"]),
                (&json!([]), &Value::Null)
            );
        }
    }
}

#[test]
fn keys_that_a_page_brings_confirm_nothing() {
    let e2 = approved(&sale("{}"));
    for claim in CLAIMS {
        let counter = Counter::new(claim, &[&e2]).under(trust_json(|_| ()), Provenance::Host, "");
        let answer = counter.answer();
        assert_eq!(answer["level"], "E1", "{claim}");
        assert_ne!(answer["answer"], "confirmed", "{claim}");
        assert!(codes(&answer, "notes").contains(&"host_keys"));
    }
}

#[test]
fn a_report_cannot_claim_a_level_that_nobody_in_it_carries() {
    let mut case = Counter::new("never_paid", &[&sale("{}")]).case();
    case["reports"][0]["level"] = json!("E5");
    case["reports"][0]["code"] = json!("acquirer_approved");
    case["reports"][0]["status"] = json!("captured");
    let answer = ask(&case);
    assert_eq!(
        (&answer["level"], &answer["answer"]),
        (&json!("E1"), &json!("not_shown"))
    );
    // Nor by statuses without evidence, nor by evidence of the shop itself.
    case["reports"][0]["statuses"] = json!([{"event": "approved", "at": 1, "amount": 18650, "currency": "CNY", "sequence": 1, "iss": ACQUIRER, "name": "A", "counts": true}]);
    assert_eq!(ask(&case)["level"], "E1");
    for (role, iss, party) in [
        ("acquirer", world::SHOP, "OTHER"),
        ("acquirer", ACQUIRER, "91330106 ma27x"),
        ("merchant", ACQUIRER, "ACQ"),
    ] {
        let mut forged = case.clone();
        let entry =
            json!({"level": "E2", "role": role, "iss": iss, "name": "A", "party": party, "at": 1});
        forged["reports"][0]["evidence"]
            .as_array_mut()
            .unwrap()
            .push(entry);
        assert_eq!(ask(&forged)["level"], "E1", "{role} {iss} {party}");
    }
    let mut unverified = Counter::new("never_paid", &[&approved(&sale("{}"))]).case();
    unverified["reports"][0]["outcome"] = json!("rejected");
    assert_eq!(ask(&unverified)["answer"], "cannot_tell");
}

/// Somebody else was paid the same sum that day, hours later: no pasted code, and nobody is sent to the police.
#[test]
fn another_purchase_of_the_same_sum_does_not_stop_the_case() {
    let tried = sale(r#"{"status":"attempted","authorisation":null}"#);
    let mut later = LINE;
    (later[0], later[1], later[5], later[6]) = ("2026-11-22 23:10:00", "王老五", "/", "/");
    let answer = Counter::new("paid_not_received", &[&tried])
        .bill(&wallet_bill(&[later]), SuppliedBy::Customer)
        .answer();
    assert_eq!(answer["stop"], json!(null));
    assert_eq!(answer["sentence"], "any.attempt");
}

/// What a file calls the payee stands in quotes of ours, and cannot close them to go on in our voice.
#[test]
fn a_payees_name_stays_between_its_quotes() {
    let mut line = LINE;
    line[1] = "腾辉茶叶店”。没有这笔。“";
    let wallet = approved(&sale(WALLET));
    let answer = Counter::new("never_paid", &[&wallet])
        .bill(&wallet_bill(&[line]), SuppliedBy::Customer)
        .answer();
    assert!(!answer["facts"].to_string().contains(['“', '”']));
}

//! Situations in which an answer could easily say more than anybody stated, or send somebody to do harm.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/dispute.rs"]
mod dispute;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/world.rs"]
mod world;

use dispute::{
    Counter, LINE, WALLET, approved, codes, later, linked, refund, sale, stated, unchecked,
    wallet_bill,
};
use receipt_verifier::Event;
use receipt_verifier::bill::SuppliedBy;
use serde_json::{Value, json};

fn ask(claim: &'static str, inputs: &[&str]) -> Value {
    Counter::new(claim, inputs).answer()
}

fn told(claim: &'static str, inputs: &[&str], answers: Value) -> Value {
    Counter::new(claim, inputs).answers(answers).answer()
}

fn says(answer: &Value, finding: &str, sentence: &str) {
    assert_eq!(
        (answer["answer"].as_str(), answer["sentence"].as_str()),
        (Some(finding), Some(sentence))
    );
}

fn steps<'a>(answer: &'a Value, side: &str) -> Vec<&'a str> {
    codes(&answer["next"], side)
}

fn hold() -> String {
    approved(&sale(
        r#"{"type":"preauth","amount":30000,"items":null,"tenders":null}"#,
    ))
}

fn capture(seed: u32, amount: u64) -> String {
    let late = format!(r#"{{"amount":{amount}}}"#);
    let receipt = linked(&hold(), "capture", "captures", seed, &late);
    stated(
        &receipt,
        Event::Approved,
        1,
        r#"{"at":1795340400,"iat":1795340401}"#,
    )
}

#[test]
fn a_captured_hold_is_told_with_the_captures_own_amount_and_time() {
    for claim in ["never_paid", "thought_it_failed", "paid_not_received"] {
        let answer = ask(claim, &[&hold(), &capture(1, 27_500)]);
        says(&answer, "confirmed", "any.hold_captured");
        assert_eq!(answer["params"]["stated"], "CNY 275.00");
        assert_eq!(answer["params"]["at"], "2026-11-22 17:40:00 UTC+08:00");
        assert!(!codes(&answer, "notes").contains(&"hold_not_payment"));
    }
}

#[test]
fn a_capture_that_only_the_shop_signed_is_said_beside_the_hold() {
    let own = linked(&hold(), "capture", "captures", 1, r#"{"amount":90000}"#);
    let answer = ask("never_paid", &[&hold(), &own]);
    says(&answer, "confirmed", "any.hold");
    assert!(codes(&answer, "facts").contains(&"capture_by_shop"));
}

#[test]
fn two_captures_of_one_hold_are_not_one_payment() {
    let (one, two, more) = (capture(1, 10_000), capture(2, 15_000), capture(3, 45_000));
    says(
        &ask("charged_twice", &[&hold(), &one]),
        "confirmed",
        "charged_twice.hold_and_capture",
    );
    says(
        &ask("charged_twice", &[&hold(), &one, &two]),
        "confirmed",
        "charged_twice.captures",
    );
    says(
        &ask("charged_twice", &[&hold(), &one, &more]),
        "conflict",
        "charged_twice.captures_above",
    );
    says(
        &ask("charged_twice", &[&hold(), &more]),
        "conflict",
        "charged_twice.captures_above",
    );
}

#[test]
fn what_a_total_is_made_up_of_is_the_shops_word() {
    for (changes, amount) in [
        (r#"{"amount":20000,"tip":1350,"tenders":null}"#, 18650),
        (r#"{"amount":20000,"surcharge":1350,"tenders":null}"#, 18650),
        (
            r#"{"tenders":[{"method":"card","amount":10000},{"method":"cash","amount":8650}]}"#,
            10000,
        ),
    ] {
        let answer = told(
            "wrong_amount",
            &[&approved(&sale(changes))],
            json!({"amount": amount}),
        );
        says(&answer, "not_shown", "wrong_amount.explained");
        assert!(steps(&answer, "customer").contains(&"dispute_with_issuer"));
    }
    // What the bank's app shows is the other currency, with the digits of either.
    let yen = approved(&sale(
        r#"{"currency":"KWD","amount":12750,"tenders":null,"items":null,"dcc":{"currency":"EUR","amount":3886,"rate_e8":304784314}}"#,
    ));
    for typed in [3886, 38860] {
        let answer = told("wrong_amount", &[&yen], json!({"amount": typed}));
        says(&answer, "not_shown", "wrong_amount.converted");
        assert_eq!(answer["params"]["converted"], "EUR 38.86");
    }
}

#[test]
fn the_entered_amount_is_held_against_what_was_captured() {
    let inputs = [hold(), capture(1, 27_500)];
    let inputs = [inputs[0].as_str(), inputs[1].as_str()];
    says(
        &told("wrong_amount", &inputs, json!({"amount": 24_000})),
        "conflict",
        "wrong_amount.amount_differs",
    );
    says(
        &told("wrong_amount", &inputs, json!({"amount": 30_000})),
        "confirmed",
        "wrong_amount.captured_explained",
    );
    says(
        &ask("wrong_amount", &inputs),
        "confirmed",
        "wrong_amount.captured_explained",
    );
}

#[test]
fn where_nothing_was_taken_there_is_no_amount_to_dispute_and_nothing_to_give_back() {
    let e2 = approved(&sale("{}"));
    let declined = stated(&sale(r#"{"status":"declined"}"#), Event::Declined, 1, "{}");
    let captured = stated(&e2, Event::Captured, 2, "{}");
    let all = r#"{"amount":18650,"arn":"74537606327000000000001"}"#;
    for (receipt, sentence) in [
        (hold(), "any.hold"),
        (declined, "any.declined"),
        (stated(&e2, Event::Reversed, 2, "{}"), "any.reversed"),
        (
            stated(&captured, Event::RefundIssued, 3, all),
            "any.refunded",
        ),
        (sale(r#"{"status":"attempted"}"#), "any.attempt"),
        (sale(r#"{"status":"declined"}"#), "any.shop_declined"),
        (unchecked(r#"{"type":"training"}"#), "any.training"),
    ] {
        let answer = told("wrong_amount", &[&receipt], json!({"amount": 24_000}));
        assert_eq!(answer["sentence"], sentence);
        assert_ne!(answer["answer"], "conflict");
        for claim in [
            "wrong_amount",
            "no_refund",
            "charged_twice",
            "complaint",
            "never_paid",
        ] {
            let answer = ask(claim, &[&receipt]);
            for step in ["refund_linked", "void_duplicate", "correct_linked"] {
                assert!(
                    !steps(&answer, "merchant").contains(&step),
                    "{claim} {sentence} {step}"
                );
            }
        }
    }
}

#[test]
fn a_training_receipt_is_one_whatever_the_claim() {
    let training = unchecked(r#"{"type":"training"}"#);
    for claim in [
        "never_paid",
        "thought_it_failed",
        "paid_not_received",
        "wrong_amount",
        "charged_twice",
        "no_refund",
        "not_my_card",
        "complaint",
    ] {
        says(&ask(claim, &[&training]), "not_shown", "any.training");
    }
}

#[test]
fn a_refund_of_either_sale_is_seen_in_whatever_order_they_are_scanned() {
    let x = approved(&sale("{}"));
    let sold = later(3, "{}");
    let y = approved(&sold);
    let back = approved(&refund(&sold, 1, 18_650));
    for order in [[&x, &y, &back], [&y, &x, &back], [&x, &back, &y]] {
        let inputs: Vec<&str> = order.iter().map(|s| s.as_str()).collect();
        let answer = ask("charged_twice", &inputs);
        says(&answer, "confirmed", "charged_twice.two_one_refunded");
        assert!(!codes(&answer, "facts").contains(&"link_other_receipt"));
        assert!(!steps(&answer, "merchant").contains(&"refund_linked"));
    }
}

#[test]
fn refunds_are_summed_by_those_who_state_them_and_none_is_told_twice() {
    let plain = sale("{}");
    let captured = stated(&approved(&plain), Event::Captured, 2, "{}");
    let arn =
        |n: u8, amount: u64| format!(r#"{{"amount":{amount},"arn":"745376063270000000000{n}"}}"#);
    let one = stated(&captured, Event::RefundIssued, 3, &arn(11, 3_000));
    let posted = stated(&one, Event::RefundPosted, 4, &arn(11, 3_000));
    let slip = approved(&refund(&plain, 1, 5_000));
    let answer = ask("no_refund", &[&posted, &slip]);
    says(&answer, "confirmed", "no_refund.several");
    assert_eq!(
        (&answer["params"]["refund"], &answer["params"]["posted"]),
        (&json!("CNY 80.00"), &json!("CNY 30.00"))
    );
    // A receipt without an ARN and a statement with one, of one amount: nothing tells them apart.
    let same = approved(&refund(&plain, 2, 3_000));
    let answer = ask("no_refund", &[&one, &same]);
    assert_eq!(answer["trail"]["refundable"], 15_650);
    assert!(codes(&answer, "facts").contains(&"refunds_maybe_same"));
    assert!(!steps(&answer, "merchant").contains(&"refund_linked"));
}

#[test]
fn a_refund_of_a_refund_gives_nothing_of_the_sale_back() {
    let plain = sale("{}");
    let first = refund(&plain, 1, 2_000);
    let second = refund(&first, 2, 500);
    let answer = ask("no_refund", &[&approved(&plain), &first, &second]);
    assert_eq!(answer["trail"]["refunds"]["shop"], 2_000);
}

#[test]
fn the_bank_is_given_the_refunds_reference_and_never_the_sales() {
    let plain = sale("{}");
    let same = linked(
        &plain,
        "refund",
        "refunds",
        1,
        r#"{"amount":5000,"authorisation":{"rrn":"632611884213"}}"#,
    );
    let answer = ask("no_refund", &[&approved(&plain), &same]);
    assert!(!codes(&answer, "facts").contains(&"refund_reference"));
    assert!(!steps(&answer, "customer").contains(&"quote_reference"));
    let own = refund(&plain, 2, 5_000);
    let answer = ask("no_refund", &[&approved(&plain), &own]);
    let facts = answer["facts"].as_array().unwrap();
    let reference = facts
        .iter()
        .find(|f| f["code"] == "refund_reference")
        .unwrap();
    assert_eq!(reference["params"]["reference"], "632611885002");
}

#[test]
fn a_void_is_told_by_its_own_word_and_a_capture_after_it_contradicts() {
    let plain = sale("{}");
    let void = stated(
        &linked(&plain, "void", "voids", 1, "{}"),
        Event::Approved,
        1,
        r#"{"at":1795340400,"iat":1795340401}"#,
    );
    let answer = ask("never_paid", &[&approved(&plain), &void]);
    says(&answer, "confirmed", "any.voided");
    assert_eq!(answer["params"]["at"], "2026-11-22 17:40:00 UTC+08:00");
    let late = stated(
        &approved(&plain),
        Event::Captured,
        2,
        r#"{"at":1795360000,"iat":1795360001}"#,
    );
    for claim in ["never_paid", "no_refund", "wrong_amount"] {
        says(
            &ask(claim, &[&late, &void]),
            "conflict",
            "any.voided_then_captured",
        );
    }
}

#[test]
fn a_missing_statement_confirms_nothing() {
    let e2 = approved(&sale("{}"));
    for dossier in [
        stated(&e2, Event::Flagged, 3, "{}"),
        stated(&sale("{}"), Event::Captured, 2, "{}"),
    ] {
        for claim in [
            "never_paid",
            "thought_it_failed",
            "paid_not_received",
            "wrong_amount",
            "no_refund",
        ] {
            assert_ne!(ask(claim, &[&dossier])["answer"], "confirmed", "{claim}");
        }
    }
}

#[test]
fn cash_leaves_no_trace_at_a_bank() {
    let cash =
        sale(r#"{"card":null,"authorisation":null,"tenders":[{"method":"cash","amount":18650}]}"#);
    for claim in [
        "never_paid",
        "thought_it_failed",
        "not_my_card",
        "no_refund",
        "wrong_amount",
    ] {
        let answer = ask(claim, &[&cash]);
        if !matches!(claim, "no_refund" | "wrong_amount") {
            says(&answer, "cannot_tell", "any.cash");
        }
        for side in ["customer", "merchant"] {
            for step in [
                "ask_issuer_record",
                "fetch_acquirer",
                "keep_slip",
                "dispute_with_issuer",
            ] {
                assert!(!steps(&answer, side).contains(&step), "{claim} {step}");
            }
        }
    }
}

#[test]
fn in_what_two_receipts_differ_is_said_and_an_old_sale_is_not_voided() {
    let x = approved(&sale("{}"));
    let y = approved(&sale(
        r#"{"number":"w","iat":1799573712,"amount":20000,"items":null,"tenders":null,"card":{"last4":"9999"},
            "terminal":{"counter":48400,"previous":null},"authorisation":{"rrn":"632611889999"}}"#,
    ));
    let answer = Counter::new("charged_twice", &[&x, &y])
        .at(1_799_580_000)
        .answer();
    for fact in ["pair_amounts", "pair_cards", "pair_days"] {
        assert!(codes(&answer, "facts").contains(&fact), "{fact}");
    }
    assert!(!steps(&answer, "merchant").contains(&"void_duplicate"));
}

#[test]
fn another_cards_digits_contradict_under_every_claim() {
    let plastic = approved(&sale(r#"{"card":{"pan_kind":"fpan"}}"#));
    let answer = told("never_paid", &[&plastic], json!({"last4": "5678"}));
    assert_eq!(answer["conflicts"][0]["field"], "last4");
    assert!(!steps(&answer, "customer").contains(&"ask_household"));
    let device = approved(&sale("{}"));
    let answer = told(
        "not_my_card",
        &[&device],
        json!({"last4": "5678", "paid_with": "plastic"}),
    );
    says(&answer, "conflict", "not_my_card.device_or_not");
}

#[test]
fn who_only_holds_the_card_is_not_sent_to_the_police_over_a_web_purchase() {
    let web = approved(&sale(
        r#"{"card":{"entry_mode":"ecom","cvm":null,"pan_kind":"fpan"}}"#,
    ));
    let answer = told("not_my_card", &[&web], json!({"card_state": "with_me"}));
    assert_eq!(answer["stop"], Value::Null);
    assert!(
        answer["questions"]
            .as_array()
            .unwrap()
            .contains(&json!("last4"))
    );
}

#[test]
fn only_a_line_that_is_the_receipts_own_is_held_against_anybody() {
    let paid = approved(&sale(WALLET));
    let with = |at: usize, value: &'static str| {
        let mut line = LINE;
        line[at] = value;
        wallet_bill(&[line])
    };
    for (file, claim) in [
        (with(1, "王老五"), "unknown_shop"),
        (with(1, "王老五"), "never_paid"),
        (with(3, "286.50"), "never_paid"),
        (with(4, "等待付款"), "never_paid"),
        (with(0, "2025-01-19 10:00:00"), "never_paid"),
    ] {
        let answer = Counter::new(claim, &[&paid])
            .bill(&file, SuppliedBy::Customer)
            .answer();
        assert_eq!(
            (&answer["level"], &answer["bill"]["counts"]),
            (&json!("E2"), &json!(false)),
            "{file}"
        );
        assert!(!codes(&answer, "facts").contains(&"posted_on"));
    }
    let answer = Counter::new("unknown_shop", &[&paid])
        .bill(&with(1, "王老五"), SuppliedBy::Customer)
        .answer();
    says(&answer, "conflict", "unknown_shop.other_name");
    let answer = Counter::new("never_paid", &[&paid])
        .bill(&with(3, "286.50"), SuppliedBy::Customer)
        .answer();
    assert!(codes(&answer, "facts").contains(&"bill_line_differs"));
    let answer = Counter::new("never_paid", &[&paid])
        .bill(&with(1, "王老五"), SuppliedBy::Customer)
        .answer();
    assert!(codes(&answer, "facts").contains(&"bill_other_name"));
    assert!(!steps(&answer, "customer").contains(&"import_bill"));
}

#[test]
fn of_two_copies_the_one_that_tells_more_is_read() {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let reversed = stated(&e2, Event::Reversed, 2, "{}");
    for order in [[&plain, &e2, &reversed], [&reversed, &e2, &plain]] {
        let inputs: Vec<&str> = order.iter().map(|s| s.as_str()).collect();
        says(
            &ask("never_paid", &inputs),
            "confirmed",
            "never_paid.reversed",
        );
    }
}

#[test]
fn who_paid_from_a_wallet_is_sent_to_the_wallet() {
    let paid = sale(
        r#"{"card":null,"authorisation":null,"tenders":[{"method":"wechat","amount":18650}]}"#,
    );
    let answer = ask("never_paid", &[&paid]);
    assert!(steps(&answer, "customer").contains(&"ask_wallet"));
    assert!(!steps(&answer, "customer").contains(&"ask_issuer_record"));
    assert!(!steps(&answer, "merchant").contains(&"keep_slip"));
}

#[test]
fn of_a_withdrawn_key_nothing_is_told() {
    let stolen = world::trust_json(|issuers| {
        let revoked =
            r#"{"recorded":1795400000,"since":1795350000,"max_counter":48300,"reason":"stolen"}"#;
        world::set_key_member(issuers, 0, "revoked", revoked);
    });
    for claim in ["never_paid", "wrong_amount", "no_refund", "complaint"] {
        let answer = Counter::new(claim, &[&sale("{}")])
            .trust(stolen.clone())
            .answer();
        says(&answer, "cannot_tell", "any.key_withdrawn");
        assert_eq!(answer["facts"], json!([]), "{claim}");
        assert!(
            !steps(&answer, "merchant").contains(&"refund_linked"),
            "{claim}"
        );
    }
}

#[test]
fn captures_that_nobody_stated_as_one_are_not_told_as_one() {
    let (first, second) = (capture(1, 20_000), capture(2, 20_000));
    for claim in ["never_paid", "paid_not_received", "thought_it_failed"] {
        says(
            &ask(claim, &[&hold(), &first, &second]),
            "conflict",
            "charged_twice.captures_above",
        );
        says(
            &ask(claim, &[&hold(), &first, &capture(2, 5_000)]),
            "confirmed",
            "charged_twice.captures",
        );
    }
}

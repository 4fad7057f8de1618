//! What acquirers state about one transaction, from the approval to its refunds: which order holds, what counts once, and what is said when a statement
//! is missing (PROTOCOL sections 3.3 and 5).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use Event::{Approved, Captured, Declined, Flagged, RefundIssued, RefundPosted, Reversed};
use receipt_verifier::{Event, Level, Report, TrustStore};
use world::{
    SHOP, acquirer, approved, check, check_codes, check_under, identity, ignored_codes, issue,
    sale, sale_with, sign_unchecked, status, store_from, terminal, trust_json,
};

const A: &str = "24137460123456789012345";
const B: &str = "24137460123456789012399";

/// Statements numbered from 1, with the members that a refund needs.
fn trail(receipt: &str, events: &[(Event, &str)]) -> String {
    let numbered: Vec<(i64, Event, &str)> = (1..)
        .zip(events)
        .map(|(n, (event, changes))| (n, *event, *changes))
        .collect();
    numbered_trail(receipt, &numbered)
}

fn numbered_trail(receipt: &str, events: &[(i64, Event, &str)]) -> String {
    let mut dossier = receipt.to_owned();
    for (n, event, changes) in events {
        dossier.push('~');
        dossier.push_str(&status(receipt, &acquirer(), *event, *n, changes));
    }
    dossier
}

fn refund(amount: u64, arn: &str) -> String {
    format!(r#"{{"amount":{amount},"arn":"{arn}"}}"#)
}

fn is_set_aside(report: &Report, check: &str) {
    assert_eq!(
        (report.code, report.level),
        ("acquirer_contradicts_itself", Level::E1)
    );
    assert!(check_codes(report).contains(&check), "{:?}", report.checks);
    assert!(report.statuses.iter().all(|s| !s.counts));
}

#[test]
fn each_step_of_a_refunded_sale_has_its_verdict() {
    let receipt = issue(&sale());
    let (part, rest) = (refund(5_000, A), refund(13_650, B));
    let events = [
        (Approved, "{}", "acquirer_approved"),
        (Captured, "{}", "acquirer_captured"),
        (RefundIssued, part.as_str(), "acquirer_refund_issued"),
        (RefundPosted, part.as_str(), "acquirer_refund_posted"),
        (RefundIssued, rest.as_str(), "acquirer_refund_issued"),
        (RefundPosted, rest.as_str(), "acquirer_refund_posted"),
    ];
    for until in 1..=events.len() {
        let so_far: Vec<(Event, &str)> = events
            .iter()
            .take(until)
            .map(|(event, changes, _)| (*event, *changes))
            .collect();
        let report = check(&trail(&receipt, &so_far));
        let (event, _, code) = events[until - 1];
        assert_eq!((report.code, report.level), (code, Level::E2));
        assert_eq!(report.status, Some(event.as_str()));
        assert!(!report.has_conflict());
    }
}

#[test]
fn a_refund_says_how_much_of_how_much_and_what_to_quote() {
    let (part, rest) = (refund(5_000, A), refund(650, B));
    let report = check(&trail(
        &issue(&sale()),
        &[
            (Approved, "{}"),
            (Captured, "{}"),
            (RefundIssued, &part),
            (RefundPosted, &part),
            (RefundIssued, &rest),
        ],
    ));
    let param = |name: &str| {
        let json = report.params.iter().find(|(n, _)| *n == name).unwrap().1;
        format!("{json:?}")
    };
    assert_eq!(param("refund"), r#"Text("CNY 6.50")"#);
    assert_eq!(param("refunded"), r#"Text("CNY 56.50")"#);
    assert_eq!(param("reference"), format!("Text({B:?})"));
    assert!(report.not_proved.contains(&"refund_arrived"));
    let named: Vec<_> = report.statuses.iter().map(|s| s.arn.as_deref()).collect();
    assert_eq!(named, [None, None, Some(A), Some(A), Some(B)]);
}

#[test]
fn what_cannot_follow_is_set_aside() {
    let receipt = issue(&sale());
    let part = refund(5_000, A);
    let part = part.as_str();
    for events in [
        &[(Captured, "{}")][..],
        &[(RefundIssued, part)],
        &[(Approved, "{}"), (RefundIssued, part)],
        &[(Approved, "{}"), (Captured, "{}"), (RefundPosted, part)],
        &[(Approved, "{}"), (Captured, "{}"), (Reversed, "{}")],
        &[(Approved, "{}"), (Reversed, "{}"), (RefundIssued, part)],
        &[(Approved, "{}"), (Declined, "{}")],
        &[(Declined, "{}"), (Captured, "{}")],
        &[
            (Approved, "{}"),
            (Captured, "{}"),
            (RefundIssued, part),
            (Captured, "{}"),
        ],
        &[
            (Approved, "{}"),
            (Captured, "{}"),
            (RefundIssued, part),
            (Reversed, "{}"),
        ],
    ] {
        is_set_aside(&check(&trail(&receipt, events)), "status_order");
    }
}

#[test]
fn a_missing_statement_explains_only_what_it_could_have_said() {
    let receipt = issue(&sale());
    let part = refund(5_000, A);
    for (events, holds) in [
        (
            &[(1, Approved, "{}"), (3, RefundIssued, part.as_str())][..],
            true,
        ),
        (&[(1, Approved, "{}"), (3, Captured, "{}")], true),
        (&[(2, Captured, "{}")], true),
        (&[(3, RefundPosted, part.as_str())], true),
        (&[(1, Approved, "{}"), (3, Approved, "{}")], false),
        (&[(2, Captured, "{}"), (4, Reversed, "{}")], false),
        (
            &[(2, Reversed, "{}"), (4, RefundIssued, part.as_str())],
            false,
        ),
    ] {
        let report = check(&numbered_trail(&receipt, events));
        assert!(report.notes.contains(&"status_gap"), "{events:?}");
        assert_eq!(report.level == Level::E2, holds, "{events:?}");
        if !holds {
            is_set_aside(&report, "status_order");
        }
    }
}

#[test]
fn a_dropped_reversal_leaves_its_gap() {
    let receipt = issue(&sale());
    // approved, reversed, flagged: whoever takes the second away cannot close the ranks.
    let report = check(&numbered_trail(
        &receipt,
        &[(1, Approved, "{}"), (3, Flagged, "{}")],
    ));
    assert_eq!(report.code, "acquirer_approved");
    assert_eq!(report.notes, ["status_gap", "flagged"]);
}

#[test]
fn a_mark_for_review_changes_no_result_and_lifts_nothing() {
    let receipt = issue(&sale());
    let alone = check(&trail(&receipt, &[(Flagged, "{}")]));
    assert_eq!(
        (alone.code, alone.level, alone.status),
        ("terminal_signed", Level::E1, Some("approved"))
    );
    assert_eq!(alone.notes, ["flagged"]);
    for events in [
        &[(Flagged, "{}"), (Approved, "{}")][..],
        &[(Approved, "{}"), (Flagged, "{}")],
    ] {
        let report = check(&trail(&receipt, events));
        assert_eq!(
            (report.code, report.level),
            ("acquirer_approved", Level::E2)
        );
        assert_eq!(report.status, Some("approved"));
        assert_eq!(report.notes, ["flagged"]);
    }
    let between = check(&trail(
        &receipt,
        &[(Approved, "{}"), (Flagged, "{}"), (Captured, "{}")],
    ));
    assert_eq!(between.code, "acquirer_captured");
    assert!(!check_codes(&between).contains(&"status_gap"));
}

#[test]
fn refunds_of_more_than_the_amount_are_set_aside() {
    let receipt = issue(&sale());
    let (most, more) = (refund(18_000, A), refund(651, B));
    let events = [(Approved, "{}"), (Captured, "{}"), (RefundIssued, &most)];
    assert_eq!(check(&trail(&receipt, &events)).level, Level::E2);
    let above = [&events[..], &[(RefundIssued, &more)]].concat();
    is_set_aside(&check(&trail(&receipt, &above)), "refunds_above_amount");
}

#[test]
fn one_refund_above_the_amount_differs_from_the_receipt() {
    let above = refund(18_651, A);
    let report = check(&trail(
        &issue(&sale()),
        &[(Approved, "{}"), (Captured, "{}"), (RefundIssued, &above)],
    ));
    assert_eq!(report.code, "acquirer_captured");
    assert!(report.notes.contains(&"status_set_aside"));
}

#[test]
fn an_arn_is_the_same_in_small_letters() {
    let whole = |arn: &str| refund(18_650, arn);
    let (large, small) = (
        whole("7413746012345678901234A"),
        whole("7413746012345678901234a"),
    );
    let report = check(&trail(
        &issue(&sale()),
        &[
            (Approved, "{}"),
            (Captured, "{}"),
            (RefundIssued, &large),
            (RefundPosted, &small),
        ],
    ));
    assert_eq!(report.code, "acquirer_refund_posted");
}

#[test]
fn a_refund_that_is_issued_and_posted_counts_once_by_either_name() {
    let receipt = issue(&sale());
    let digest = "KNurR_YMESfmEE-EttwCL8rkaUvC6AxZA4-8pKih7h8";
    let by = |names: &str| format!(r#"{{"amount":18650,{names}}}"#);
    let (receipts, both, arn) = (
        by(&format!(r#""refund_digest":"{digest}""#)),
        by(&format!(r#""refund_digest":"{digest}","arn":"{A}""#)),
        by(&format!(r#""arn":"{A}""#)),
    );
    for [first, second, third] in [
        [&receipts, &receipts, &receipts],
        [&receipts, &both, &arn],
        // Two names that a third statement tells to be one.
        [&receipts, &arn, &both],
    ] {
        let report = check(&trail(
            &receipt,
            &[
                (Approved, "{}"),
                (Captured, "{}"),
                (RefundIssued, first),
                (RefundPosted, second),
                (RefundPosted, third),
            ],
        ));
        assert_eq!(report.code, "acquirer_refund_posted", "{:?}", report.checks);
    }
}

#[test]
fn a_refund_without_a_name_and_a_name_without_a_refund_say_nothing() {
    let receipt = issue(&sale());
    for (event, changes, code) in [
        (RefundIssued, r#"{"amount":5000}"#, "member_missing"),
        (Approved, &*format!(r#"{{"arn":"{A}"}}"#), "member_invalid"),
        (RefundIssued, r#"{"arn":"2413746"}"#, "member_invalid"),
        (RefundIssued, &*refund(0, A), "member_invalid"),
    ] {
        let report = check(&trail(&receipt, &[(event, changes)]));
        assert_eq!(ignored_codes(&report), [code]);
        assert_eq!(report.level, Level::E1);
    }
}

#[test]
fn a_receipt_that_gives_money_back_is_not_refunded_itself() {
    let related = r#"{"type":"refund","related":{"digest":"KNurR_YMESfmEE-EttwCL8rkaUvC6AxZA4-8pKih7h8","relation":"refunds"}}"#;
    let receipt = sign_unchecked(&sale_with(related), &terminal());
    let part = refund(5_000, A);
    let captured = [(Approved, "{}"), (Captured, "{}")];
    assert_eq!(check(&trail(&receipt, &captured)).code, "return_captured");
    let refunded = [&captured[..], &[(RefundIssued, &part)]].concat();
    is_set_aside(&check(&trail(&receipt, &refunded)), "status_order");
}

#[test]
fn an_approved_hold_is_a_hold() {
    let receipt = sign_unchecked(&sale_with(r#"{"type":"preauth"}"#), &terminal());
    let report = check(&approved(&receipt));
    assert_eq!((report.code, report.level), ("hold_approved", Level::E2));
    assert_eq!(report.notes, ["hold_not_payment"]);
    let events = [(Approved, "{}"), (Captured, "{}")];
    let captured = check(&trail(&receipt, &events));
    assert_eq!(
        (captured.code, captured.notes.len()),
        ("acquirer_captured", 0)
    );
}

#[test]
fn the_shops_word_for_an_offline_approval_is_no_result() {
    for mode in ["offline", "store_and_forward"] {
        let draft = sale_with(&format!(r#"{{"authorisation":{{"mode":"{mode}"}}}}"#));
        let receipt = sign_unchecked(&draft, &terminal());
        let report = check(&receipt);
        assert_eq!((report.code, report.level), ("offline_signed", Level::E1));
        assert_eq!(check(&approved(&receipt)).code, "acquirer_approved");
    }
    let declined = r#"{"status":"declined","authorisation":{"mode":"offline"}}"#;
    let report = check(&sign_unchecked(&sale_with(declined), &terminal()));
    assert_eq!(report.code, "decline_signed");
}

#[test]
fn a_merchants_key_in_the_acquirers_name_refunds_nothing() {
    let receipt = issue(&sale());
    let captured = trail(&receipt, &[(Approved, "{}"), (Captured, "{}")]);
    // The list names one acquirer; the shop signs with its own key under that name, and under its own.
    let forged = identity(1, world::ACQUIRER, receipt_verifier::Role::Acquirer, None);
    let own = identity(1, SHOP, receipt_verifier::Role::Acquirer, None);
    for (signer, code) in [(forged, "key_unknown"), (own, "role_not_allowed")] {
        let one = status(&receipt, &signer, RefundIssued, 3, &refund(18_650, A));
        let report = check(&format!("{captured}~{one}"));
        assert_eq!(report.code, "acquirer_captured");
        assert_eq!(ignored_codes(&report), [code]);
    }
}

#[test]
fn a_refund_of_another_receipt_says_nothing_about_this_one() {
    let receipt = issue(&sale());
    let other = issue(&sale_with(r#"{"number":"20261122-000318"}"#));
    let captured = trail(&receipt, &[(Approved, "{}"), (Captured, "{}")]);
    let foreign = status(&other, &acquirer(), RefundIssued, 3, &refund(18_650, A));
    let report = check(&format!("{captured}~{foreign}"));
    assert_eq!(report.code, "acquirer_captured");
    assert_eq!(ignored_codes(&report), ["other_receipt"]);
}

#[test]
fn two_acquirers_may_speak_of_one_refund() {
    let second = identity(
        4,
        "https://second.example",
        receipt_verifier::Role::Acquirer,
        None,
    );
    let list = trust_json(|issuers| {
        let acquirers = format!(
            r#"{{"v":["{}","https://second.example"]}}"#,
            world::ACQUIRER
        );
        let acquirers = world::object(&acquirers).get("v").unwrap().clone();
        issuers[0].set("acquirers", acquirers);
        let mut entry = issuers[1].clone();
        let text = |s: &str| receipt_verifier::json::Value::Text(s.to_owned());
        entry.set("iss", text("https://second.example"));
        entry.set("party", text("ACQ2"));
        let key = receipt_verifier::json::Value::Object(second.to_public_jwk());
        entry.set("keys", receipt_verifier::json::Value::List(vec![key]));
        issuers.push(entry);
    });
    let store: TrustStore = store_from(&list);
    let receipt = issue(&sale());
    let whole = refund(18_650, A);
    let first = trail(
        &receipt,
        &[(Approved, "{}"), (Captured, "{}"), (RefundIssued, &whole)],
    );
    let posted = status(&receipt, &second, RefundPosted, 4, &whole);
    let report = check_under(&format!("{first}~{posted}"), &store);
    assert_eq!(report.code, "acquirer_refund_posted", "{:?}", report.checks);
    // Refunded in part and captured is one result, told by two; refunded and reversed is not.
    let reversed = status(&receipt, &second, Reversed, 2, "{}");
    let report = check_under(&format!("{first}~{reversed}"), &store);
    is_set_aside(&report, "acquirers_disagree");
}

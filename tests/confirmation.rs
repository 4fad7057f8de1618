//! What a transaction may be called: "paid" behind a final approval by somebody else than the shop, and nowhere else.
#![cfg(all(feature = "settle", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use Event::{Approved, Captured, Declined, Flagged, RefundIssued, Reversed};
use receipt_verifier::confirmation::confirmation;
use receipt_verifier::{Event, Provenance, Report, TrustStore};
use world::{
    acquirer, approved, check, check_under, intent, sale_with, set_key_member, sign_unchecked,
    status, store_from, stranger, terminal, trust_json,
};

fn called(report: &Report) -> &'static str {
    let answer = confirmation(&report.to_json()).unwrap();
    assert_eq!(answer.may_say_paid, answer.code == "paid");
    answer.code
}

fn receipt(changes: &str) -> String {
    sign_unchecked(&sale_with(changes), &terminal())
}

fn stated(changes: &str, events: &[(i64, Event, &str)]) -> String {
    let receipt = receipt(changes);
    let mut dossier = receipt.clone();
    for (n, event, changes) in events {
        dossier.push('~');
        dossier.push_str(&status(&receipt, &acquirer(), *event, *n, changes));
    }
    dossier
}

const REFUND: &str = r#""arn":"24137460123456789012345""#;

#[test]
fn the_shops_own_word_is_never_paid() {
    let related =
        r#""related":{"digest":"KNurR_YMESfmEE-EttwCL8rkaUvC6AxZA4-8pKih7h8","relation":"#;
    for (changes, code) in [
        ("{}", "shop_says_approved"),
        (r#"{"status":"captured"}"#, "shop_says_approved"),
        (r#"{"type":"cashback"}"#, "shop_says_approved"),
        (
            r#"{"card":null,"authorisation":null,"tenders":[{"method":"cash","amount":18650}]}"#,
            "shop_says_approved",
        ),
        (
            r#"{"authorisation":{"mode":"offline"}}"#,
            "offline_approval",
        ),
        (
            r#"{"authorisation":{"mode":"store_and_forward"}}"#,
            "offline_approval",
        ),
        (r#"{"status":"attempted"}"#, "attempt"),
        (r#"{"status":"unknown"}"#, "attempt"),
        (r#"{"status":"declined"}"#, "declined"),
        (r#"{"status":"reversed"}"#, "reversed"),
        (r#"{"type":"preauth"}"#, "hold"),
        (r#"{"type":"preauth","status":"declined"}"#, "declined"),
        (r#"{"type":"training"}"#, "training"),
        (
            &*format!(r#"{{"type":"refund",{related}"refunds"}}}}"#),
            "return",
        ),
        (
            &*format!(r#"{{"type":"void",{related}"voids"}}}}"#),
            "return",
        ),
        (
            &*format!(r#"{{"type":"correction",{related}"corrects"}}}}"#),
            "correction",
        ),
    ] {
        assert_eq!(called(&check(&receipt(changes))), code, "{changes}");
    }
    assert_eq!(called(&check(&intent(&terminal(), "{}"))), "asked");
}

#[test]
fn the_acquirers_final_approval_is_paid() {
    let wallet =
        r#"{"card":null,"authorisation":null,"tenders":[{"method":"wechat","amount":18650}]}"#;
    for (changes, events, code) in [
        ("{}", &[(1, Approved, "{}")][..], "paid"),
        (wallet, &[(1, Approved, "{}")], "paid"),
        ("{}", &[(1, Approved, "{}"), (2, Captured, "{}")], "paid"),
        (r#"{"type":"preauth"}"#, &[(1, Approved, "{}")], "hold"),
        (
            r#"{"type":"preauth"}"#,
            &[(1, Approved, "{}"), (2, Captured, "{}")],
            "paid",
        ),
        (
            r#"{"authorisation":{"mode":"offline"}}"#,
            &[(1, Approved, "{}")],
            "offline_approval",
        ),
        (
            r#"{"authorisation":{"mode":"offline"}}"#,
            &[(1, Approved, "{}"), (2, Captured, "{}")],
            "paid",
        ),
        (
            r#"{"authorisation":{"mode":null}}"#,
            &[(1, Approved, "{}")],
            "acquirer_says_approved",
        ),
        (r#"{"status":"attempted"}"#, &[(1, Approved, "{}")], "paid"),
        (
            "{}",
            &[(1, Approved, "{}"), (2, Reversed, "{}")],
            "reversed",
        ),
        (
            r#"{"status":"declined"}"#,
            &[(1, Declined, "{}")],
            "declined",
        ),
        (
            "{}",
            &[(1, Approved, "{}"), (2, Flagged, "{}")],
            "under_review",
        ),
        (
            "{}",
            &[(1, Approved, "{}"), (3, Captured, "{}")],
            "statement_missing",
        ),
        (
            r#"{"type":"training"}"#,
            &[(1, Approved, "{}")],
            "set_aside",
        ),
        ("{}", &[(1, Declined, "{}")], "set_aside"),
        ("{}", &[(1, Approved, r#"{"amount":1}"#)], "set_aside"),
        ("{}", &[(1, Captured, "{}")], "set_aside"),
    ] {
        let report = check(&stated(changes, events));
        assert_eq!(called(&report), code, "{changes} {events:?}");
    }
}

#[test]
fn what_was_given_back_is_not_called_paid() {
    for (amount, code) in [
        (18_650, "refunded"),
        (18_649, "refunded_part"),
        (1, "refunded_part"),
    ] {
        let refund = format!(r#"{{"amount":{amount},{REFUND}}}"#);
        let events = [
            (1, Approved, "{}"),
            (2, Captured, "{}"),
            (3, RefundIssued, refund.as_str()),
        ];
        assert_eq!(called(&check(&stated("{}", &events))), code);
    }
}

#[test]
fn nothing_is_paid_under_a_list_that_does_not_carry_it() {
    let dossier = approved(&receipt("{}"));
    let stolen = r#"{"recorded":1795340000,"since":1795340000,"reason":"stolen"}"#;
    let with = |from: &str, to: &str| store_from(&trust_json(|_| ()).replace(from, to));
    let iat = r#""iat":1795300000"#;
    for (store, code) in [
        (
            TrustStore::parse(trust_json(|_| ()).as_bytes(), Provenance::Host).unwrap(),
            "shop_says_approved",
        ),
        (
            with(iat, &format!(r#"{iat},"exp":1795340000"#)),
            "list_expired",
        ),
        (with(iat, &format!(r#"{iat},"sample":true"#)), "sample"),
        (
            with(r#""party":"ACQ""#, r#""party":"91330106MA27X""#),
            "shop_says_approved",
        ),
        (
            store_from(&trust_json(|i| set_key_member(i, 0, "revoked", stolen))),
            "set_aside",
        ),
    ] {
        assert_eq!(called(&check_under(&dossier, &store)), code);
    }
    let forged = sign_unchecked(&sale_with("{}"), &stranger());
    assert_eq!(called(&check(&forged)), "not_verified");
    assert_eq!(called(&check("hello")), "not_verified");
}

#[test]
fn what_is_no_report_is_no_confirmation() {
    for json in ["", "[]", "{\"outcome\":1e9}", "nonsense"] {
        assert!(confirmation(json).is_err(), "{json}");
    }
    for json in [
        "{}",
        r#"{"outcome":"verified"}"#,
        r#"{"outcome":"verified","level":"E5","status":"captured"}"#,
    ] {
        assert!(!confirmation(json).unwrap().may_say_paid, "{json}");
    }
}

//! What a receipt may say, for those who issue one and for those who read one (PROTOCOL section 3.2).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use receipt_verifier::issue;
use receipt_verifier::{CheckOutcome, Outcome};
use world::{check, check_codes, object, sale_with, sign_unchecked, terminal};

const DIGEST: &str = "KNurR_YMESfmEE-EttwCL8rkaUvC6AxZA4-8pKih7h8";

fn faults(changes: &str) -> Vec<(String, &'static str)> {
    issue::receipt(&sale_with(changes), &terminal())
        .map(|_| Vec::new())
        .unwrap_or_else(|faults| {
            faults
                .iter()
                .map(|f| (f.member().to_owned(), f.code()))
                .collect()
        })
}

/// The verifier's answer to a receipt that an issuer signed all the same.
fn refusal(changes: &str) -> &'static str {
    let report = check(&sign_unchecked(&sale_with(changes), &terminal()));
    assert_eq!(report.outcome, Outcome::Rejected, "{changes}");
    report.code
}

#[test]
fn both_sides_refuse_the_same_faults() {
    let long = "茶".repeat(65);
    let cases = [
        (r#"{"number":null}"#.to_owned(), "number", "member_missing"),
        (r#"{"iat":null}"#.to_owned(), "iat", "member_missing"),
        (
            r#"{"utc_offset":841}"#.to_owned(),
            "utc_offset",
            "member_invalid",
        ),
        (r#"{"type":"gift"}"#.to_owned(), "type", "type_unknown"),
        (
            r#"{"status":"paid"}"#.to_owned(),
            "status",
            "status_unknown",
        ),
        (r#"{"amount":-1}"#.to_owned(), "amount", "member_invalid"),
        (
            r#"{"amount":"186.50"}"#.to_owned(),
            "amount",
            "member_invalid",
        ),
        (
            r#"{"currency":"RMB"}"#.to_owned(),
            "currency",
            "currency_unknown",
        ),
        (
            r#"{"currency":"XXX"}"#.to_owned(),
            "currency",
            "currency_unknown",
        ),
        (
            r#"{"merchant":{"id":"8983301541100421"}}"#.to_owned(),
            "merchant.id",
            "member_invalid",
        ),
        (
            format!(r#"{{"merchant":{{"trading_name":"{long}"}}}}"#),
            "merchant.trading_name",
            "member_invalid",
        ),
        (
            r#"{"terminal":{"counter":-1}}"#.to_owned(),
            "terminal.counter",
            "member_invalid",
        ),
        (
            r#"{"terminal":{"previous":"AAAA"}}"#.to_owned(),
            "terminal.previous",
            "member_invalid",
        ),
        (
            r#"{"tenders":[{"method":"card","amount":18649}]}"#.to_owned(),
            "tenders",
            "tenders_mismatch",
        ),
        (r#"{"tenders":[]}"#.to_owned(), "tenders", "member_invalid"),
        (
            r#"{"tenders":[{"method":"gold","amount":18650}]}"#.to_owned(),
            "tenders[0].method",
            "member_invalid",
        ),
        (
            r#"{"card":{"last4":"44170"}}"#.to_owned(),
            "card.last4",
            "member_invalid",
        ),
        (
            r#"{"card":{"last4":"44x7"}}"#.to_owned(),
            "card.last4",
            "member_invalid",
        ),
        (
            r#"{"card":{"cvm":"face"}}"#.to_owned(),
            "card.cvm",
            "member_invalid",
        ),
        (
            r#"{"authorisation":{"code":"1834421"}}"#.to_owned(),
            "authorisation.code",
            "member_invalid",
        ),
        (
            r#"{"items":[{"name":"x","total":1}],"items_complete":true}"#.to_owned(),
            "items",
            "items_mismatch",
        ),
        (
            r#"{"items":null,"items_complete":true}"#.to_owned(),
            "items",
            "items_mismatch",
        ),
        (
            r#"{"items":[{"name":"","total":1}]}"#.to_owned(),
            "items[0].name",
            "member_invalid",
        ),
        (
            r#"{"items":[{"name":"x","total":1,"quantity":1,"quantity_milli":1000}]}"#.to_owned(),
            "items[0].quantity_milli",
            "member_invalid",
        ),
        (
            format!(r#"{{"items_digest":"{DIGEST}"}}"#),
            "items_digest",
            "member_invalid",
        ),
        (
            r#"{"type":"refund"}"#.to_owned(),
            "related",
            "member_missing",
        ),
        (
            format!(r#"{{"type":"refund","related":{{"digest":"{DIGEST}","relation":"voids"}}}}"#),
            "related.relation",
            "relation_mismatch",
        ),
        (
            format!(r#"{{"related":{{"digest":"{DIGEST}","relation":"refunds"}}}}"#),
            "related.relation",
            "relation_mismatch",
        ),
        (
            r#"{"related":{"digest":"x","relation":"replaces"}}"#.to_owned(),
            "related.digest",
            "member_invalid",
        ),
        (
            r#"{"business_date":"2026-13-01"}"#.to_owned(),
            "business_date",
            "member_invalid",
        ),
        (
            r#"{"must_understand":["loyalty"],"loyalty":1}"#.to_owned(),
            "must_understand",
            "must_understand",
        ),
        (
            r#"{"must_understand":["nowhere"]}"#.to_owned(),
            "must_understand",
            "must_understand",
        ),
        (
            r#"{"card":{"network":"4111111111111112"}}"#.to_owned(),
            "card.network",
            "member_invalid",
        ),
    ];
    for (changes, member, code) in cases {
        assert_eq!(faults(&changes), [(member.to_owned(), code)], "{changes}");
        assert_eq!(refusal(&changes), code, "{changes}");
    }
}

#[test]
fn sums_follow_the_formula_of_the_protocol() {
    for changes in [
        r#"{"amount":20000,"tenders":[{"method":"card","amount":15000},{"method":"cash","amount":5000}],"tip":1400,"surcharge":100,"discount":200,"rounding":-50,"taxes":[{"rate":600,"base":1,"amount":100,"included":false},{"rate":600,"base":1,"amount":999,"included":true}],"items_complete":true}"#,
        r#"{"items_complete":true}"#,
    ] {
        assert_eq!(faults(changes), [], "{changes}");
    }
    // Without items_complete a difference is said, not refused.
    let report = check(&sign_unchecked(
        &sale_with(r#"{"items":[{"name":"x","total":1}]}"#),
        &terminal(),
    ));
    assert_eq!(report.outcome, Outcome::Verified);
    assert!(check_codes(&report).contains(&"items_difference"));
}

#[test]
fn a_business_date_is_a_day_of_the_calendar() {
    let is_refused = |date: &str| !faults(&format!(r#"{{"business_date":"{date}"}}"#)).is_empty();
    for date in ["2026-01-31", "2026-11-30", "2028-02-29", "2000-02-29"] {
        assert!(!is_refused(date), "{date}");
    }
    for date in [
        "2026-02-29",
        "2026-02-31",
        "2100-02-29",
        "2026-11-31",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-1-031",
        "+026-01-01",
    ] {
        assert!(is_refused(date), "{date}");
    }
}

#[test]
fn every_fault_is_listed_at_once() {
    let draft =
        object(r#"{"amount":"x","currency":"RMB","pan":"4111111111111111","merchant":{"id":"!"}}"#);
    let faults = issue::receipt(&draft, &terminal()).unwrap_err();
    let listed: Vec<String> = faults
        .iter()
        .map(|f| format!("{} {}", f.member(), f.code()))
        .collect();
    for expected in [
        "iat member_missing",
        "utc_offset member_missing",
        "number member_missing",
        "type member_missing",
        "status member_missing",
        "amount member_invalid",
        "currency currency_unknown",
        "merchant.trading_name member_missing",
        "merchant.id member_invalid",
        "pan card_data",
    ] {
        assert!(
            listed.iter().any(|l| l == expected),
            "{expected} in {listed:?}"
        );
    }
}

#[test]
fn issuing_refuses_card_data_wherever_it_stands() {
    for (changes, member) in [
        (r#"{"pan":"x"}"#, "pan"),
        (r#"{"card":{"expiry":"12/28"}}"#, "card.expiry"),
        (r#"{"card":{"CVV2":1}}"#, "card.CVV2"),
        (r#"{"note":"card 4111 1111 1111 1111"}"#, "note"),
        (r#"{"note":4111111111111111}"#, "note"),
        (r#"{"x":{"y":[{"z":"6200-0000-0000-0005"}]}}"#, "x.y.z"),
        (r#"{"number":"4111111111111111"}"#, "number"),
        (
            r#"{"merchant":{"trading_name":"Tea 5555555555554444"}}"#,
            "merchant.trading_name",
        ),
        (
            r#"{"items":[{"name":"４１１１１１１１１１１１１１１１","total":18650}]}"#,
            "items.name",
        ),
        (
            r#"{"items":[{"name":"CVV 123","total":18650}]}"#,
            "items.name",
        ),
    ] {
        let found = faults(changes);
        assert!(
            found.contains(&(member.to_owned(), "card_data")),
            "{changes}: {found:?}"
        );
    }
    // References are exempt by their type: this RRN and this merchant id pass Luhn in a card range.
    assert_eq!(
        faults(
            r#"{"merchant":{"id":"378282246310005"},"wallet":{"transaction_id":"4111111111111111"}}"#
        ),
        []
    );
}

#[test]
fn verifying_masks_card_data_and_says_so() {
    let changes =
        r#"{"merchant":{"trading_name":"Tea 4111 1111 1111 1111"},"pan":"5555555555554444"}"#;
    let report = check(&sign_unchecked(&sale_with(changes), &terminal()));
    assert_eq!(
        report.outcome,
        Outcome::Verified,
        "a planted number destroys no evidence"
    );
    let json = report.to_json();
    assert!(json.contains("Tea •••• •••• •••• ••••"), "{json}");
    assert!(!json.contains("4111") && !json.contains("5555"));
    let check = report
        .checks
        .iter()
        .find(|c| c.code == "card_data_masked")
        .unwrap();
    assert_eq!(check.outcome, CheckOutcome::Warn);
}

#[test]
fn deceptive_text_shows_as_escapes() {
    let changes = "{\"items\":[{\"name\":\"✅ bank confirmed\\u202e\\u0007\",\"total\":18650}]}";
    let report = check(&sign_unchecked(&sale_with(changes), &terminal()));
    let json = report.to_json();
    assert!(json.contains(r"✅ bank confirmed\\u{202e}\\u{7}"), "{json}");
    assert!(check_codes(&report).contains(&"text_escaped"));
    let item = &report.receipt.as_ref().unwrap().items.as_ref().unwrap()[0];
    assert!(
        item.name.raw().contains('\u{202e}'),
        "as signed, for comparing"
    );
}

#[test]
fn unknown_members_are_listed_by_name_and_never_shown() {
    let changes = r#"{"loyalty":{"points":991133},"card":{"art":"gold991133"}}"#;
    let report = check(&sign_unchecked(&sale_with(changes), &terminal()));
    let json = report.to_json();
    assert!(json.contains(r#""members":"card.art, loyalty""#), "{json}");
    assert!(!json.contains("991133"));
}

#[test]
fn kinds_and_results_have_their_own_verdicts() {
    let related = |relation: &str| {
        format!(r#""related":{{"digest":"{DIGEST}","relation":"{relation}","number":"1"}}"#)
    };
    for (changes, code) in [
        (r#"{"type":"training"}"#.to_owned(), "training"),
        (r#"{"type":"preauth"}"#.to_owned(), "hold_signed"),
        (
            format!(r#"{{"type":"refund",{}}}"#, related("refunds")),
            "refund_signed",
        ),
        (
            format!(r#"{{"type":"void",{}}}"#, related("voids")),
            "reversal_signed",
        ),
        (
            format!(r#"{{"type":"correction",{}}}"#, related("corrects")),
            "correction_signed",
        ),
        (
            format!(r#"{{"type":"capture",{}}}"#, related("captures")),
            "terminal_signed",
        ),
        (r#"{"status":"declined"}"#.to_owned(), "decline_signed"),
        (r#"{"status":"attempted"}"#.to_owned(), "attempt_signed"),
        (r#"{"status":"unknown"}"#.to_owned(), "attempt_signed"),
        (r#"{"status":"reversed"}"#.to_owned(), "reversal_signed"),
        (r#"{"status":"captured"}"#.to_owned(), "terminal_signed"),
    ] {
        let report = check(&sign_unchecked(&sale_with(&changes), &terminal()));
        assert_eq!(report.code, code, "{changes}");
    }
}

#[test]
fn the_key_knows_its_iss_terminal_and_merchants() {
    assert_eq!(faults(r#"{"iss":null}"#), []);
    assert_eq!(
        faults(r#"{"iss":"https://other.example"}"#),
        [("iss".to_owned(), "iss_mismatch")]
    );
    assert_eq!(
        faults(r#"{"terminal":{"id":"X"}}"#),
        [("terminal.id".to_owned(), "terminal_mismatch")]
    );
}

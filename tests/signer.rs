//! Whose key, for what, from when to when (PROTOCOL sections 5 and 7).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use receipt_verifier::{Event, Level, Outcome, Provenance, Report, TrustStore};
use world::{
    acquirer, approved, check, check_codes, check_under, issue, sale, sale_with, set_key_member,
    sign_raw, sign_unchecked, status, store_from, stranger, terminal, trust_json,
};

fn assert_no_content(report: &Report) {
    assert!(
        report.receipt.is_none()
            && report.digest.is_none()
            && report.kind.is_none()
            && report.status.is_none()
    );
    assert!(report.signers.is_empty() && report.evidence.is_empty() && report.checks.is_empty());
    let json = report.to_json();
    for content in ["18650", "186.50", "4417", "183442", "龙井", "20261122"] {
        assert!(!json.contains(content), "{content} in {json}");
    }
}

#[test]
fn an_unknown_issuer_is_named_and_nothing_else() {
    let report = check(&sign_unchecked(
        &sale_with(r#"{"iss":"https://stranger.example"}"#),
        &stranger(),
    ));
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::UnknownSigner, "issuer_unknown")
    );
    assert_eq!(
        report.claimed_issuer.as_ref().unwrap().as_str(),
        "https://stranger.example"
    );
    assert_eq!(report.remedy, Some("ask_who_vouches"));
    assert_no_content(&report);
}

#[test]
fn a_known_issuer_with_an_unknown_key_does_not_borrow_the_shops_name() {
    let mut impostor = stranger();
    impostor.iss = terminal().iss;
    let report = check(&sign_unchecked(&sale(), &impostor));
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::UnknownSigner, "key_unknown")
    );
    assert!(!report.to_json().contains("腾辉"));
    assert_no_content(&report);
}

#[test]
fn a_failed_signature_shows_the_reason_alone() {
    let mut impostor = stranger();
    impostor.iss = terminal().iss;
    let token = sign_raw(
        &world::header_of(&terminal(), "receipt+jwt"),
        &sale().to_text(),
        &impostor.key,
    );
    let report = check(&token);
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::Rejected, "signature_invalid")
    );
    assert!(!report.to_json().contains("腾辉"));
    assert_no_content(&report);
}

#[test]
fn a_key_speaks_only_for_its_own_terminal_and_merchant() {
    for (changes, code) in [
        (r#"{"terminal":{"id":"10023318"}}"#, "terminal_mismatch"),
        (r#"{"terminal":null}"#, "terminal_mismatch"),
    ] {
        assert_eq!(
            check(&sign_unchecked(&sale_with(changes), &terminal())).code,
            code
        );
    }
    let json =
        trust_json(|issuers| set_key_member(issuers, 0, "merchants", r#"["898330154110042"]"#));
    assert_eq!(
        check_under(&issue(&sale()), &store_from(&json)).outcome,
        Outcome::Verified
    );
    let json =
        trust_json(|issuers| set_key_member(issuers, 0, "merchants", r#"["898330154110043"]"#));
    let report = check_under(&issue(&sale()), &store_from(&json));
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::Rejected, "merchant_mismatch")
    );
    assert_no_content(&report);
}

#[test]
fn a_key_speaks_only_in_its_own_role() {
    let report = check(&sign_unchecked(
        &sale_with(r#"{"iss":"https://acquirer.example"}"#),
        &acquirer(),
    ));
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::Rejected, "role_not_allowed")
    );
}

#[test]
fn windows_test_the_receipts_claimed_time() {
    for (member, value, expected) in [
        ("not_before", "1795340112", None),
        ("not_before", "1795340113", Some("key_not_yet_valid")),
        ("not_after", "1795340112", None),
        ("not_after", "1795340111", Some("key_expired")),
        (
            "revoked",
            r#"{"recorded":1795400000,"since":1795340113,"reason":"superseded"}"#,
            None,
        ),
        (
            "revoked",
            r#"{"recorded":1795400000,"since":1795340112,"reason":"ceased"}"#,
            Some("key_retired"),
        ),
    ] {
        let json = trust_json(|issuers| set_key_member(issuers, 0, member, value));
        let report = check_under(&issue(&sale()), &store_from(&json));
        match expected {
            None => assert_eq!(report.outcome, Outcome::Verified, "{member} {value}"),
            Some(code) => assert_eq!((report.outcome, report.code), (Outcome::Rejected, code)),
        }
    }
}

#[test]
fn several_keys_under_one_kid_are_tried_in_turn() {
    let json = trust_json(|issuers| {
        set_key_member(issuers, 0, "kid", "\"same\"");
        let Some(receipt_verifier::json::Value::List(mut keys)) = issuers[0].get("keys").cloned()
        else {
            panic!()
        };
        keys.reverse();
        if let Some(receipt_verifier::json::Value::Object(key)) = keys.first_mut() {
            key.set(
                "kid",
                receipt_verifier::json::Value::Text("same".to_owned()),
            );
        }
        issuers[0].set("keys", receipt_verifier::json::Value::List(keys));
    });
    let token = sign_raw(
        r#"{"alg":"EdDSA","typ":"receipt+jwt","kid":"same"}"#,
        &sale().to_text(),
        &terminal().key,
    );
    assert_eq!(
        check_under(&token, &store_from(&json)).code,
        "terminal_signed"
    );
}

const STOLEN: &str =
    r#"{"recorded":1795400000,"since":1795350000,"max_counter":48300,"reason":"stolen"}"#;

#[test]
fn a_stolen_keys_receipt_is_undated_whatever_its_date() {
    let json = trust_json(|issuers| set_key_member(issuers, 0, "revoked", STOLEN));
    for changes in ["{}", r#"{"iat":1795360000}"#] {
        let report = check_under(&issue(&sale_with(changes)), &store_from(&json));
        assert_eq!(
            (report.outcome, report.code, report.level),
            (Outcome::Verified, "key_withdrawn", Level::E0)
        );
        assert!(report.evidence.is_empty());
        assert!(report.not_proved.contains(&"date"));
    }
}

#[test]
fn an_acquirer_that_signed_before_the_theft_dates_the_receipt() {
    let json = trust_json(|issuers| set_key_member(issuers, 0, "revoked", STOLEN));
    let report = check_under(&approved(&issue(&sale())), &store_from(&json));
    assert_eq!(
        (report.code, report.level),
        ("acquirer_approved", Level::E2)
    );
    assert!(check_codes(&report).contains(&"dated_by_acquirer"));
    // Signed after the theft, it dates nothing.
    let receipt = issue(&sale());
    let late = status(
        &receipt,
        &acquirer(),
        Event::Approved,
        1,
        r#"{"iat":1795350000,"at":1795350000}"#,
    );
    let report = check_under(&format!("{receipt}~{late}"), &store_from(&json));
    assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
    // A number above the last good one stays undated even so.
    let receipt = issue(&sale_with(r#"{"terminal":{"counter":48301}}"#));
    let report = check_under(&approved(&receipt), &store_from(&json));
    assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
    assert!(check_codes(&report).contains(&"counter_above_cutoff"));
}

#[test]
fn stores_are_refused_each_with_its_code() {
    let key = terminal().to_public_jwk().to_text();
    let entry = |role: &str, key: &str| {
        format!(
            r#"{{"version":1,"issuers":[{{"iss":"https://a.example","name":"A","role":"{role}","keys":[{key}]}}]}}"#
        )
    };
    let private = terminal().to_jwk().to_text();
    let merchant = entry("merchant", &key);
    let twice = merchant.replace(
        "}]}]}",
        "}]},{\"iss\":\"https://a.example\",\"name\":\"A\",\"role\":\"acquirer\",\"keys\":[]}]}",
    );
    for (json, code) in [
        ("[]".to_owned(), "json_not_an_object"),
        (r#"{"version":2,"issuers":[]}"#.to_owned(), "member_invalid"),
        (r#"{"version":1}"#.to_owned(), "member_missing"),
        (entry("acquirer", &key), "role_not_allowed"),
        (entry("terminal", &key), "role_not_allowed"),
        (entry("bank", &key), "role_unknown"),
        (entry("merchant", &private), "private_key_in_store"),
        (
            entry("merchant", &key.replace("Ed25519", "X25519")),
            "key_not_ed25519",
        ),
        (
            entry(
                "merchant",
                &key.replace(r#""terminal":"10023317""#, r#""t":1"#),
            ),
            "member_missing",
        ),
        (twice, "issuer_twice"),
        (
            merchant.replace(r#""keys":["#, r#""keys":7,"k":["#),
            "member_invalid",
        ),
        (
            merchant.replace("https://a.example", "http://a.example"),
            "iss_invalid",
        ),
    ] {
        let error = TrustStore::parse(json.as_bytes(), Provenance::User).unwrap_err();
        assert_eq!(error.code(), code, "{json}");
    }
    assert!(TrustStore::parse(merchant.as_bytes(), Provenance::User).is_ok());
}

#[test]
fn a_small_order_key_is_no_key() {
    // All zeros but the first byte: the neutral element, under which anything verifies.
    let weak = world::base64url(&{
        let mut bytes = [0_u8; 32];
        bytes[0] = 1;
        bytes
    });
    let json = format!(
        r#"{{"version":1,"issuers":[{{"iss":"https://a.example","name":"A","role":"merchant","keys":[{{"kty":"OKP","crv":"Ed25519","x":"{weak}"}}]}}]}}"#
    );
    assert_eq!(
        TrustStore::parse(json.as_bytes(), Provenance::User)
            .unwrap_err()
            .code(),
        "key_not_ed25519"
    );
}

#[test]
fn a_receipt_from_the_future_and_an_old_list_are_said() {
    let report = check(&issue(&sale_with(r#"{"iat":1795350000}"#)));
    assert_eq!(report.outcome, Outcome::Verified);
    assert!(check_codes(&report).contains(&"clock"));
    let json = trust_json(|_| ()).replace(
        r#""iat":1795300000"#,
        r#""iat":1795300000,"exp":1795340000"#,
    );
    let report = check_under(&issue(&sale()), &store_from(&json));
    assert!(report.ages.trust_list_expired && report.notes.contains(&"list_expired"));
    assert_eq!(report.ages.trust_list, Some(40_700));
}

//! The amount shown before payment: alone it is not a payment, and beside a receipt that names it both are compared (PROTOCOL section 3.4).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use receipt_verifier::issue;
use receipt_verifier::{CheckOutcome, Event, Level, Outcome, Provenance, Report, Role, TrustStore};
use world::{
    NOW, SHOP, acquirer, check, check_codes, check_under, identity, ignored_codes, intent,
    naming_intent, object, sale, sale_with, set_key_member, sign_unchecked, status, store_from,
    stranger, terminal, till_pc, trust_json,
};

fn outcome_of(report: &Report, code: &str) -> Option<CheckOutcome> {
    report
        .checks
        .iter()
        .find(|c| c.code == code)
        .map(|c| c.outcome)
}

fn fields(report: &Report) -> Vec<String> {
    let differs = report.checks.iter().filter(|c| c.code == "intent_differs");
    differs
        .map(|c| {
            let (_, field) = c.params.iter().find(|(n, _)| *n == "field").unwrap();
            format!("{field:?}")
        })
        .collect()
}

#[test]
fn alone_it_is_the_shops_word_and_not_a_payment() {
    let report = check(&intent(&terminal(), "{}"));
    assert_eq!(
        (report.outcome, report.code, report.level),
        (Outcome::Verified, "intent_signed", Level::E1)
    );
    assert!(report.receipt.is_none() && report.kind.is_none());
    assert!(report.status.is_none() && report.digest.is_none());
    assert_eq!(report.exponent, Some(2));
    let shown = report.intent.as_ref().unwrap();
    assert_eq!(
        (shown.amount.minor(), shown.currency.code()),
        (18_650, "CNY")
    );
    assert_eq!(shown.name.raw(), "腾辉茶叶店");
    assert_eq!(shown.number.as_ref().unwrap().raw(), "T7");
    assert!(report.not_proved.contains(&"transaction"));
    assert_eq!(report.signers.len(), 1);
}

#[test]
fn nothing_glued_to_it_makes_it_more() {
    let shown = intent(&terminal(), "{}");
    let digest = receipt_verifier::Statement::parse(&shown).unwrap().digest();
    // An acquirer that states something about the intent's digest has not seen a receipt.
    let changes = format!(r#"{{"receipt_digest":"{}"}}"#, digest.to_text());
    let stated = status(
        &world::issue(&sale()),
        &acquirer(),
        Event::Approved,
        1,
        &changes,
    );
    let report = check(&format!("{shown}~{stated}~junk"));
    assert_eq!((report.code, report.level), ("intent_signed", Level::E1));
    assert_eq!(ignored_codes(&report), ["other_receipt", "not_a_statement"]);
}

#[test]
fn a_receipt_beside_it_is_what_is_answered() {
    let shown = intent(&terminal(), "{}");
    let report = check(&format!("{shown}~{}", world::issue(&sale())));
    assert_eq!(report.code, "terminal_signed");
    assert!(report.intent.is_none());
    assert_eq!(ignored_codes(&report), ["other_receipt"]);
    // One that does not verify sinks the dossier, whatever was shown before.
    let forged = sign_unchecked(&sale(), &stranger());
    let report = check(&format!("{shown}~{forged}"));
    assert!(!report.is_verified() && report.intent.is_none());
}

#[test]
fn a_receipt_that_says_the_same_holds() {
    let shown = intent(&terminal(), "{}");
    let report = check(&format!("{}~{shown}", naming_intent(&shown, "{}")));
    assert_eq!(report.code, "terminal_signed");
    assert_eq!(
        outcome_of(&report, "intent_holds"),
        Some(CheckOutcome::Pass)
    );
    assert_eq!(report.intent.as_ref().unwrap().amount.minor(), 18_650);
    assert!(report.ignored.is_empty() && report.level == Level::E1);
}

#[test]
fn a_receipt_that_says_something_else_is_a_conflict() {
    for (shown, field) in [
        (r#"{"amount":18600}"#, "amount"),
        (r#"{"currency":"JPY"}"#, "currency"),
        (r#"{"merchant":{"id":"898330154110043"}}"#, "merchant_id"),
    ] {
        let shown = intent(&terminal(), shown);
        let report = check(&format!("{}~{shown}", naming_intent(&shown, "{}")));
        assert_eq!(fields(&report), [format!("Text({field:?})")]);
        assert_eq!(
            outcome_of(&report, "intent_differs"),
            Some(CheckOutcome::Conflict)
        );
        assert_eq!(report.level, Level::E1);
    }
}

#[test]
fn a_tip_on_top_is_said_and_no_conflict() {
    let shown = intent(&terminal(), "{}");
    let tipped = r#"{"amount":20650,"tip":2000,"tenders":null}"#;
    let report = check(&format!("{}~{shown}", naming_intent(&shown, tipped)));
    assert_eq!(fields(&report), [r#"Text("tip")"#]);
    assert_eq!(
        outcome_of(&report, "intent_differs"),
        Some(CheckOutcome::Warn)
    );
    // A tip explains what it comes to, and no more.
    let more = r#"{"amount":20651,"tip":2000,"tenders":null}"#;
    let report = check(&format!("{}~{shown}", naming_intent(&shown, more)));
    assert_eq!(
        outcome_of(&report, "intent_differs"),
        Some(CheckOutcome::Conflict)
    );
}

#[test]
fn a_receipt_after_its_time_is_late_and_one_without_it_says_so() {
    let shown = intent(&terminal(), r#"{"valid_until":1795340111}"#);
    let named = naming_intent(&shown, "{}");
    let report = check(&format!("{named}~{shown}"));
    assert_eq!(outcome_of(&report, "intent_late"), Some(CheckOutcome::Warn));
    let report = check(&named);
    assert_eq!(
        outcome_of(&report, "intent_missing"),
        Some(CheckOutcome::Info)
    );
}

#[test]
fn another_intent_than_the_named_one_counts_for_nothing() {
    let shown = intent(&terminal(), "{}");
    let cheaper = intent(&terminal(), r#"{"amount":100}"#);
    let report = check(&format!("{}~{cheaper}", naming_intent(&shown, "{}")));
    assert_eq!(ignored_codes(&report), ["other_receipt"]);
    assert_eq!(
        outcome_of(&report, "intent_missing"),
        Some(CheckOutcome::Info)
    );
}

#[test]
fn it_is_signed_by_the_shop_that_issues_the_receipt() {
    // Another issuer's, also one on the list.
    let list = trust_json(|issuers| {
        let mut other = issuers[0].clone();
        let text = |s: &str| receipt_verifier::json::Value::Text(s.to_owned());
        other.set("iss", text("https://other.example"));
        let key = receipt_verifier::json::Value::Object(other_shop().to_public_jwk());
        other.set("keys", receipt_verifier::json::Value::List(vec![key]));
        issuers.push(other);
    });
    for (signer, store, code) in [
        (other_shop(), store_from(&list), "role_not_allowed"),
        (other_shop(), world::store(), "issuer_unknown"),
        (acquirer(), world::store(), "role_not_allowed"),
        (
            identity(9, SHOP, Role::Merchant, None),
            world::store(),
            "key_unknown",
        ),
    ] {
        let shown = intent(&signer, "{}");
        let named = naming_intent(&shown, "{}");
        let report = check_under(&format!("{named}~{shown}"), &store);
        assert_eq!(ignored_codes(&report), [code], "{}", signer.iss.as_str());
        assert!(report.intent.is_none());
        assert_eq!(report.code, "terminal_signed");
    }
}

fn other_shop() -> issue::Identity {
    identity(8, "https://other.example", Role::Merchant, None)
}

#[test]
fn alone_it_is_refused_as_a_receipt_would_be() {
    let signature = |token: &str| format!("{}AAAA", &token[..token.len() - 4]);
    for (input, code) in [
        (intent(&stranger(), "{}"), "issuer_unknown"),
        (signature(&intent(&terminal(), "{}")), "signature_invalid"),
        (
            intent(&terminal(), r#"{"valid_until":null}"#),
            "member_missing",
        ),
        (intent(&terminal(), r#"{"amount":-1}"#), "member_invalid"),
        (
            intent(&terminal(), r#"{"terminal":null}"#),
            "terminal_mismatch",
        ),
        (
            intent(&terminal(), r#"{"must_understand":["escrow"]}"#),
            "must_understand",
        ),
        (intent(&acquirer(), "{}"), "role_not_allowed"),
    ] {
        let report = check(&input);
        assert_eq!(report.code, code);
        assert!(!report.is_verified() && report.intent.is_none() && report.signers.is_empty());
    }
    assert_eq!(check(&intent(&till_pc(), "{}")).code, "intent_signed");
}

#[test]
fn it_is_worth_what_its_key_and_list_are_worth() {
    let stolen = r#"{"recorded":1795340000,"since":1795340000,"reason":"stolen"}"#;
    let store = store_from(&trust_json(|i| set_key_member(i, 0, "revoked", stolen)));
    let report = check_under(&intent(&terminal(), "{}"), &store);
    assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
    assert!(report.evidence.is_empty());

    let host = TrustStore::parse(trust_json(|_| ()).as_bytes(), Provenance::Host).unwrap();
    let report = check_under(&intent(&terminal(), "{}"), &host);
    assert_eq!((report.code, report.level), ("intent_signed", Level::E1));
    assert_eq!(report.notes, ["host_keys"]);
}

#[test]
fn card_data_and_deceptive_text_in_it_are_masked() {
    let report = check(&intent(
        &terminal(),
        "{\"number\":\"4111111111111111 \\u202e\"}",
    ));
    let json = report.to_json();
    assert!(!json.contains("4111111111111111") && !json.contains('\u{202e}'));
    let codes = check_codes(&report);
    assert!(codes.contains(&"card_data_masked") && codes.contains(&"text_escaped"));
}

#[test]
fn what_it_is_signed_from_and_what_is_refused() {
    let draft = |changes: &str| {
        let mut draft = object(&format!(
            r#"{{"iat":1795340053,"utc_offset":480,"amount":18650,"currency":"CNY","merchant":{{"trading_name":"腾辉茶叶店","id":"898330154110042"}},"terminal":{{"id":"10023317"}},"valid_until":{NOW}}}"#
        ));
        for (name, value) in object(changes).iter() {
            draft.set(name, value.clone());
        }
        draft
    };
    let token = issue::intent(&draft("{}"), &terminal()).unwrap();
    assert_eq!(check(&token).code, "intent_signed");
    for (changes, code, member) in [
        (r#"{"status":"approved"}"#, "member_invalid", "status"),
        (r#"{"number":"4111111111111111"}"#, "card_data", "number"),
        (
            r#"{"terminal":{"id":"2"}}"#,
            "terminal_mismatch",
            "terminal.id",
        ),
        (r#"{"valid_until":null}"#, "member_invalid", "valid_until"),
        (
            r#"{"valid_until":1795340052}"#,
            "member_invalid",
            "valid_until",
        ),
    ] {
        let faults = issue::intent(&draft(changes), &terminal()).unwrap_err();
        let found: Vec<_> = faults.iter().map(|f| (f.code(), f.member())).collect();
        assert!(found.contains(&(code, member)), "{found:?}");
    }
    let named = issue::naming_intent(&sale(), &token, &terminal()).unwrap();
    let receipt = issue::receipt(&named, &terminal()).unwrap();
    let report = check(&format!("{receipt}~{token}"));
    assert_eq!(
        outcome_of(&report, "intent_holds"),
        Some(CheckOutcome::Pass)
    );
    let dearer = sale_with(r#"{"amount":18651,"tenders":null}"#);
    let faults = issue::naming_intent(&dearer, &token, &terminal()).unwrap_err();
    assert_eq!(
        (faults[0].code(), faults[0].member()),
        ("intent_differs", "amount")
    );
    let faults = issue::naming_intent(&sale(), &token, &stranger()).unwrap_err();
    assert_eq!(faults[0].code(), "iss_mismatch");
}

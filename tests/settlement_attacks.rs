//! Every way we could think of to make an agreement out of what is none. Each is listed under its own code; none moves a level or a verdict.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/bargain.rs"]
mod bargain;
#[path = "common/phone.rs"]
mod phone;
#[path = "common/world.rs"]
mod world;

use bargain::{acceptance, by_phone, by_till, joined, proposal, terms, yes};
use phone::{Ceremony, Key, PAGE, ack, device_key, passkey, trust_with};
use receipt_verifier::report::SettlementState;
use receipt_verifier::sign_off::{Domain, challenge};
use receipt_verifier::{Level, Provenance, Report, Role, TrustStore};
use world::{
    EVENT, SHOP, base64url, check_codes, check_under, identity, ignored_codes, issue, sale,
    sale_with, set_key_member, store, store_from, stranger, terminal, till_pc, trust_json,
    unbase64url,
};

const LAST4: &str = r#","last4":"4417""#;

fn customer() -> Key {
    passkey(40)
}

fn listed() -> TrustStore {
    store_from(&trust_with(&[customer().jwk(LAST4)]))
}

/// The dossier's report, which says no more than the receipt alone does.
fn judged(parts: &[&str]) -> Report {
    judged_under(parts, &listed())
}

fn judged_under(parts: &[&str], store: &TrustStore) -> Report {
    let report = check_under(&joined(parts), store);
    let alone = check_under(parts[0], store);
    assert_eq!((report.code, report.level), (alone.code, alone.level));
    assert_eq!(report.evidence.len(), alone.evidence.len());
    report
}

/// No agreement came of it; these are the codes of what changed nothing.
fn refused(parts: &[&str], codes: &[&str]) {
    let report = judged(parts);
    assert_eq!(ignored_codes(&report), codes);
    let agreed = |s: SettlementState| s != SettlementState::Proposed;
    assert!(!report.settlements.iter().any(|s| agreed(s.state)));
}

#[test]
fn one_half_swapped_for_another_bargain() {
    let receipt = issue(&sale());
    let signed = proposal(&receipt, "{}");
    let yes = acceptance(&customer(), &receipt, &signed, "{}");
    // The shop shows another proposal of its own beside the customer's yes.
    let swapped = proposal(&receipt, r#"{"amount":100}"#);
    refused(&[&receipt, &swapped, &yes], &["settlement_other_half"]);
}

#[test]
fn terms_changed_after_they_were_signed() {
    let receipt = issue(&sale());
    let signed = proposal(&receipt, "{}");
    let yes = acceptance(&customer(), &receipt, &signed, "{}");
    let mut segments = signed.split('.');
    let (header, payload, signature) = (
        segments.next().unwrap(),
        segments.next().unwrap(),
        segments.next().unwrap(),
    );
    let text = String::from_utf8(unbase64url(payload)).unwrap();
    let text = text.replace(r#""amount":5000"#, r#""amount":500"#);
    let changed = format!("{header}.{}.{signature}", base64url(text.as_bytes()));
    assert_ne!(changed, signed);
    refused(
        &[&receipt, &changed, &yes],
        &["signature_invalid", "settlement_other_half"],
    );
}

#[test]
fn a_half_about_another_receipt() {
    let receipt = issue(&sale());
    let other = issue(&sale_with(r#"{"number":"20261122-000318"}"#));
    let first = proposal(&other, "{}");
    let second = acceptance(&customer(), &other, &first, "{}");
    refused(
        &[&receipt, &first, &second],
        &["other_receipt", "other_receipt"],
    );
    // A yes that names this receipt, and a half about the other one.
    let mixed = acceptance(&customer(), &receipt, &first, "{}");
    refused(
        &[&receipt, &first, &mixed],
        &["other_receipt", "settlement_other_half"],
    );
}

#[test]
fn both_halves_by_the_shop() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let as_merchant = by_till(&till_pc(), &yes(&receipt, SHOP, "merchant", &first, "{}"));
    refused(&[&receipt, &first, &as_merchant], &["settlement_one_party"]);
    let as_customer = by_till(&till_pc(), &yes(&receipt, SHOP, "customer", &first, "{}"));
    refused(&[&receipt, &first, &as_customer], &["settlement_side"]);
    // The same key as a phone's, at the page where customers sign.
    let till = Key::Device(till_pc().key);
    let disguised = acceptance(&till, &receipt, &first, "{}");
    refused(&[&receipt, &first, &disguised], &["settlement_side"]);
}

#[test]
fn a_customers_key_as_the_shop() {
    let receipt = issue(&sale());
    let first = by_phone(
        &customer(),
        &terms(&receipt, PAGE, "merchant", "{}"),
        &Ceremony::default(),
    );
    let second = acceptance(&customer(), &receipt, &first, "{}");
    refused(
        &[&receipt, &first, &second],
        &["settlement_side", "settlement_other_half"],
    );
}

#[test]
fn both_halves_by_one_key_that_nobody_knows() {
    let receipt = issue(&sale());
    let nobody = passkey(60);
    let first = by_phone(
        &nobody,
        &terms(&receipt, PAGE, "merchant", "{}"),
        &Ceremony::default(),
    );
    let second = acceptance(&nobody, &receipt, &first, "{}");
    refused(&[&receipt, &first, &second], &["settlement_one_party"]);
}

#[test]
fn this_devices_own_keys_on_both_sides() {
    let receipt = issue(&sale());
    let (one, two) = (passkey(60), passkey(61));
    let mut store = store();
    let own = format!(
        r#"{{"origin":"{PAGE}","keys":[{},{}]}}"#,
        one.jwk(""),
        two.jwk("")
    );
    store.own(own.as_bytes()).unwrap();
    let first = by_phone(
        &one,
        &terms(&receipt, PAGE, "merchant", "{}"),
        &Ceremony::default(),
    );
    let second = acceptance(&two, &receipt, &first, "{}");
    let report = judged_under(&[&receipt, &first, &second], &store);
    assert_eq!(ignored_codes(&report), ["settlement_one_party"]);
    assert_eq!(report.settlements[0].state, SettlementState::Proposed);
    // Own and unknown: the shop's signature is still missing.
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let report = judged_under(&[&receipt, &first, &second], &store);
    assert_eq!(report.settlements[0].state, SettlementState::Unidentified);
}

#[test]
fn a_shop_that_lists_customers_of_its_own_party() {
    let receipt = issue(&sale());
    let key = customer();
    let trust = trust_json(|issuers| {
        issuers.push(phone::customers("91330106-MA27X", &[key.jwk(LAST4)]));
    });
    let first = proposal(&receipt, "{}");
    let second = acceptance(&key, &receipt, &first, "{}");
    let report = judged_under(&[&receipt, &first, &second], &store_from(&trust));
    assert_eq!(ignored_codes(&report), ["settlement_one_party"]);
}

#[test]
fn an_acceptance_with_terms_of_its_own() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    for changes in [
        r#"{"amount":18650}"#,
        r#"{"facts":["and fifty more"]}"#,
        r#"{"remedy":"refund"}"#,
        r#"{"due":1795340500}"#,
        r#"{"currency":"CNY"}"#,
    ] {
        let second = acceptance(&customer(), &receipt, &first, changes);
        refused(&[&receipt, &first, &second], &["settlement_terms_twice"]);
    }
}

#[test]
fn a_clause_that_no_reader_shows() {
    let receipt = issue(&sale());
    let condition = r#"{"remark":"only if the refund is CNY 186.50"}"#;
    let first = proposal(&receipt, "{}");
    let second = acceptance(&customer(), &receipt, &first, condition);
    refused(&[&receipt, &first, &second], &["settlement_terms_twice"]);
    let first = proposal(&receipt, condition);
    let second = acceptance(&customer(), &receipt, &first, "{}");
    refused(
        &[&receipt, &first, &second],
        &["settlement_unknown_term", "settlement_other_half"],
    );
}

#[test]
fn proposals_without_end_push_no_agreement_out() {
    let receipt = issue(&sale());
    let mut parts = vec![receipt.clone()];
    for number in 0..20 {
        parts.push(proposal(&receipt, &format!(r#"{{"facts":["{number}"]}}"#)));
    }
    let first = proposal(&receipt, &format!(r#"{{"iat":{}}}"#, EVENT + 300));
    let second = acceptance(&customer(), &receipt, &first, "{}");
    parts.extend([first, second]);
    let report = judged(&parts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(report.settlements.len(), 16);
    assert_eq!(report.settlements[0].state, SettlementState::Agreed);
    assert!(
        ignored_codes(&report)
            .iter()
            .all(|c| *c == "too_many_parts")
    );
}

#[test]
fn rights_signed_away() {
    let receipt = issue(&sale());
    for changes in [
        r#"{"waives_rights":true}"#,
        r#"{"waives_rights":null}"#,
        r#"{"waives_rights":"false"}"#,
        r#"{"waives_rights":0}"#,
    ] {
        let first = proposal(&receipt, changes);
        refused(&[&receipt, &first], &["settlement_waives_rights"]);
        let first = proposal(&receipt, "{}");
        let second = acceptance(&customer(), &receipt, &first, changes);
        refused(&[&receipt, &first, &second], &["settlement_waives_rights"]);
    }
}

#[test]
fn more_back_than_the_receipt_is_about() {
    let receipt = issue(&sale());
    for changes in [
        r#"{"amount":18651}"#,
        r#"{"remedy":"refund","amount":9007199254740991}"#,
        r#"{"currency":"USD"}"#,
    ] {
        let first = proposal(&receipt, changes);
        let second = acceptance(&customer(), &receipt, &first, "{}");
        refused(
            &[&receipt, &first, &second],
            &["settlement_above_amount", "settlement_other_half"],
        );
    }
}

#[test]
fn a_strangers_key_as_the_shop() {
    let receipt = issue(&sale());
    // Under the shop's name with a key that no list has.
    let impostor = identity(70, SHOP, Role::Merchant, None);
    let first = by_till(&impostor, &terms(&receipt, SHOP, "merchant", "{}"));
    let second = acceptance(&customer(), &receipt, &first, "{}");
    refused(
        &[&receipt, &first, &second],
        &["ack_key_missing", "settlement_other_half"],
    );
    // Under its own name.
    let first = by_till(
        &stranger(),
        &terms(&receipt, "https://stranger.example", "merchant", "{}"),
    );
    refused(&[&receipt, &first], &["ack_origin_unknown"]);
    // With a phone, at the page: listed, and not as the shop's.
    let first = by_phone(
        &device_key(70),
        &terms(&receipt, PAGE, "merchant", "{}"),
        &Ceremony::default(),
    );
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let report = judged(&[&receipt, &first, &second]);
    assert_eq!(report.settlements[0].state, SettlementState::Unidentified);
    assert_eq!(
        report.settlements[0].code,
        Some("settlement_shop_unidentified")
    );
    assert_eq!(report.notes, ["settlement_not_agreed"]);
}

#[test]
fn a_self_made_customer() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let second = acceptance(&passkey(60), &receipt, &first, "{}");
    let report = judged(&[&receipt, &first, &second]);
    let entry = &report.settlements[0];
    assert_eq!(entry.state, SettlementState::OneSideUnidentified);
    assert_eq!(entry.code, Some("ack_key_unidentified"));
    // Somebody else's card is somebody else.
    let others = store_from(&trust_with(&[customer().jwk(r#","last4":"0001""#)]));
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let report = judged_under(&[&receipt, &first, &second], &others);
    let entry = &report.settlements[0];
    assert_eq!(entry.state, SettlementState::OneSideUnidentified);
    assert_eq!(entry.code, Some("ack_other_card"));
}

#[test]
fn a_list_that_the_page_brings() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let trust = trust_with(&[customer().jwk(LAST4)]);
    let store = TrustStore::parse(trust.as_bytes(), Provenance::Host).unwrap();
    let report = judged_under(&[&receipt, &first, &second], &store);
    assert_eq!(report.level, Level::E1);
    assert!(
        !report
            .settlements
            .iter()
            .any(|s| s.state == SettlementState::Agreed)
    );
    assert_eq!(
        ignored_codes(&report),
        ["ack_origin_unknown"],
        "a page that names its own page for answers names nothing"
    );
}

#[test]
fn two_acceptances_of_one_proposal() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let early = format!(r#"{{"iat":{}}}"#, EVENT + 121);
    let stranger = acceptance(&passkey(60), &receipt, &first, &early);
    let customers = acceptance(&customer(), &receipt, &first, "{}");
    // A stranger who was quicker takes no place from the customer.
    for parts in [[&stranger, &customers], [&customers, &stranger]] {
        let report = judged(&[&receipt, &first, parts[0], parts[1]]);
        assert_eq!(ignored_codes(&report), ["settlement_accepted_twice"]);
        assert_eq!(report.settlements[0].state, SettlementState::Agreed);
        let second = report.settlements[0].second.as_ref().unwrap();
        assert_eq!(second.kid, customer().kid());
    }
}

#[test]
fn a_shops_key_that_expired_or_was_stolen() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let withdrawn = format!(
        r#"{{"recorded":{EVENT},"since":{},"reason":"stolen"}}"#,
        EVENT + 60
    );
    let ended = (EVENT + 60).to_string();
    let retired = format!(
        r#"{{"recorded":{EVENT},"since":{},"reason":"superseded"}}"#,
        EVENT + 60
    );
    for (member, value, code) in [
        ("revoked", &withdrawn, "key_withdrawn"),
        ("revoked", &retired, "key_retired"),
        ("not_after", &ended, "key_expired"),
    ] {
        let trust = trust_json(|issuers| {
            issuers.push(phone::customers("BANK-I", &[customer().jwk(LAST4)]));
            set_key_member(issuers, 0, member, value);
        });
        let report = judged_under(&[&receipt, &first, &second], &store_from(&trust));
        assert_eq!(ignored_codes(&report), [code, "settlement_other_half"]);
        assert!(report.settlements.is_empty());
    }
}

#[test]
fn another_terminal_of_the_shop() {
    let receipt = issue(&sale());
    let other = identity(71, SHOP, Role::Terminal, Some("10023318"));
    let trust = trust_json(|issuers| {
        let Some(receipt_verifier::json::Value::List(mut keys)) = issuers[0].get("keys").cloned()
        else {
            unreachable!()
        };
        keys.push(receipt_verifier::json::Value::Object(other.to_public_jwk()));
        issuers[0].set("keys", receipt_verifier::json::Value::List(keys));
    });
    let first = by_till(&other, &terms(&receipt, SHOP, "merchant", "{}"));
    let report = judged_under(&[&receipt, &first], &store_from(&trust));
    assert_eq!(ignored_codes(&report), ["terminal_mismatch"]);
}

#[test]
fn an_answer_passed_off_as_a_settlement_and_a_settlement_as_an_answer() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    // The passkey signed an acknowledgement's challenge.
    let payload = yes(&receipt, PAGE, "customer", &first, "{}");
    let input = phone::signing_input(bargain::TYP, customer().alg(), &customer().kid(), &payload);
    let ceremony = Ceremony {
        challenge: Some(challenge(Domain::Ack, &input).to_vec()),
        ..Ceremony::default()
    };
    let second = phone::seal(&customer(), &input, Domain::Settlement, &ceremony);
    refused(&[&receipt, &first, &second], &["ack_challenge"]);
    // A real acknowledgement under another type.
    let answer = ack(&customer(), &receipt, "{}");
    let (header, rest) = answer.split_once('.').unwrap();
    let header = String::from_utf8(unbase64url(header)).unwrap();
    let renamed = header.replace("receipt-ack+jwt", "receipt-settlement+jwt");
    let renamed = format!("{}.{rest}", base64url(renamed.as_bytes()));
    refused(&[&receipt, &first, &renamed], &["settlement_waives_rights"]);
}

#[test]
fn replayed_in_another_page_or_without_the_holder() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    for (ceremony, code) in [
        (
            Ceremony {
                origin: "https://evil.example".to_owned(),
                ..Ceremony::default()
            },
            "ack_origin",
        ),
        (
            Ceremony {
                more: r#","crossOrigin":true"#,
                ..Ceremony::default()
            },
            "ack_cross_origin",
        ),
        (
            Ceremony {
                rp_id: "evil.example",
                ..Ceremony::default()
            },
            "ack_rp_id",
        ),
        (
            Ceremony {
                kind: "webauthn.create",
                ..Ceremony::default()
            },
            "ack_type",
        ),
        (
            Ceremony {
                flags: 1,
                ..Ceremony::default()
            },
            "ack_user_not_verified",
        ),
        (
            Ceremony {
                flags: 4,
                ..Ceremony::default()
            },
            "ack_user_absent",
        ),
    ] {
        let payload = yes(&receipt, PAGE, "customer", &first, "{}");
        let second = by_phone(&customer(), &payload, &ceremony);
        refused(&[&receipt, &first, &second], &[code]);
    }
}

#[test]
fn dates_that_cannot_be() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    for iat in [EVENT - 3600, EVENT + 36_000] {
        let second = acceptance(
            &customer(),
            &receipt,
            &first,
            &format!(r#"{{"iat":{iat}}}"#),
        );
        let report = judged(&[&receipt, &first, &second]);
        assert!(check_codes(&report).contains(&"settlement_time"), "{iat}");
    }
    // A stranger's clock warns of nothing.
    let early = acceptance(&passkey(60), &receipt, &first, r#"{"iat":5}"#);
    let report = judged(&[&receipt, &first, &early]);
    assert!(!check_codes(&report).contains(&"settlement_time"));
}

#[test]
fn halves_without_their_receipt() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let report = check_under(&joined(&[&first, &second]), &listed());
    assert_eq!(
        (report.outcome.as_str(), report.code),
        ("rejected", "sign_off_alone")
    );
    assert!(report.settlements.is_empty());
}

#[test]
fn crowds_of_strangers_push_nobody_out() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let mut parts = vec![receipt.clone()];
    for seed in 100..130 {
        let facts = format!(r#"{{"facts":["{seed}"]}}"#);
        let payload = terms(&receipt, PAGE, "customer", &facts);
        parts.push(by_phone(&device_key(seed), &payload, &Ceremony::default()));
    }
    parts.extend([first, second]);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let report = judged(&parts);
    let agreed = report
        .settlements
        .iter()
        .filter(|s| s.state == SettlementState::Agreed);
    assert_eq!(agreed.count(), 1);
    assert!(ignored_codes(&report).contains(&"too_many_parts"));
    assert_eq!(terminal().iss.as_str(), SHOP);
}

/// A list of one's own, with a friend's key in it, is soon chosen on one's own phone.
#[test]
fn a_customer_whom_only_a_chosen_list_names() {
    let receipt = issue(&sale());
    let first = proposal(&receipt, "{}");
    let second = acceptance(&customer(), &receipt, &first, "{}");
    let customers = phone::customers("BANK-I", &[customer().jwk(LAST4)]).to_text();
    let list = format!(r#"{{"version":1,"issuers":[{customers}]}}"#);
    for (shop, said) in [(Provenance::Pinned, true), (Provenance::User, false)] {
        let mut store = TrustStore::parse(trust_json(|_| ()).as_bytes(), shop).unwrap();
        store.add_bare(list.as_bytes(), Provenance::User).unwrap();
        let report = judged_under(&[&receipt, &first, &second], &store);
        assert_eq!(report.settlements[0].state, SettlementState::Agreed);
        let codes = check_codes(&report);
        assert_eq!(codes.contains(&"settlement_customer_chosen"), said);
    }
}

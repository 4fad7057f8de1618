//! What customers say about a receipt: whose answers are listed, and whose confirmation lifts it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/phone.rs"]
mod phone;
#[path = "common/world.rs"]
mod world;

use phone::{BE, BS, Ceremony, PAGE, UP_UV, ack, ack_in, binding, device_key, passkey, trust_with};
use receipt_verifier::sign_off::AckVerdict;
use receipt_verifier::{CheckOutcome, Level, Outcome, Provenance, Report, Role, TrustStore};
use world::{
    acquirer, approved, check_codes, check_under, ignored_codes, issue, sale, store, store_from,
};

/// The card of the example's receipt.
const LAST4: &str = r#","last4":"4417""#;

fn listed(key: &phone::Key) -> TrustStore {
    store_from(&trust_with(&[key.jwk(LAST4)]))
}

fn only(report: &Report) -> &receipt_verifier::report::AckEntry {
    assert_eq!(report.outcome, Outcome::Verified);
    assert_eq!(report.acknowledgements.len(), 1, "{:?}", report.ignored);
    report.acknowledgements.first().unwrap()
}

#[test]
fn a_confirmation_by_a_listed_key_of_this_card_lifts_the_receipt() {
    let receipt = issue(&sale());
    for key in [passkey(40), phone::ed25519_passkey(40), device_key(40)] {
        let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
        let report = check_under(&dossier, &listed(&key));
        let entry = only(&report);
        assert!(entry.counts);
        assert_eq!(entry.code, None);
        assert_eq!(entry.bound.as_str(), "list");
        assert_eq!(entry.tied.map(|t| t.as_str()), Some("last4"));
        assert_eq!(entry.by.as_ref().unwrap().name.raw(), "Customers of Bank I");
        assert_eq!(report.level, Level::E3);
        let evidence = report.evidence.last().unwrap();
        assert_eq!((evidence.level, evidence.role), (Level::E3, Role::Customer));
        assert_eq!(evidence.party.as_ref().unwrap().raw(), "BANK-I");
        assert_eq!(report.signers.last().unwrap().kid, key.kid());
        assert_eq!(report.notes, ["customer_confirmed"]);
        // It says nothing of the acquirer, and the sentence stays the shop's own word.
        assert_eq!(report.code, "terminal_signed");
        assert!(report.not_proved.contains(&"acquirer_result"));
        assert!(report.not_proved.contains(&"key_holder"));
        assert!(report.ignored.is_empty());
    }
}

#[test]
fn a_confirmation_beside_an_acquirers_word_leaves_the_verdict_the_acquirers() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let dossier = format!("{}~{}", approved(&receipt), ack(&key, &receipt, "{}"));
    let report = check_under(&dossier, &listed(&key));
    assert_eq!(
        (report.code, report.level),
        ("acquirer_approved", Level::E3)
    );
    assert!(!report.not_proved.contains(&"acquirer_result"));
}

#[test]
fn denials_are_listed_and_never_levelled() {
    let receipt = issue(&sale());
    let key = passkey(40);
    for verdict in ["not_recognised", "amount_differs", "returned_goods"] {
        let answer = ack(&key, &receipt, &format!(r#"{{"verdict":"{verdict}"}}"#));
        let report = check_under(&format!("{receipt}~{answer}"), &listed(&key));
        let entry = only(&report);
        assert_eq!(entry.verdict.as_str(), verdict);
        assert!(!entry.counts && entry.code.is_none());
        assert_eq!(report.level, Level::E1);
        assert_eq!(report.notes, ["customer_denied"]);
        assert!(!report.has_conflict());
    }
}

#[test]
fn the_amount_in_mind_is_shown_with_its_answer() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let answer = ack(
        &key,
        &receipt,
        r#"{"verdict":"amount_differs","amount":1865,"currency":"CNY"}"#,
    );
    let report = check_under(&format!("{receipt}~{answer}"), &listed(&key));
    let json = report.to_json();
    assert!(json.contains(r#""amount":1865,"currency":"CNY","counts":false,"code":null"#));
    // Without the other, with the very same one, or with another answer it says nothing.
    for (changes, code) in [
        (
            r#"{"verdict":"amount_differs","amount":1865}"#,
            "member_missing",
        ),
        (
            r#"{"verdict":"amount_differs","currency":"CNY"}"#,
            "member_missing",
        ),
        (
            r#"{"verdict":"amount_differs","amount":18650,"currency":"CNY"}"#,
            "ack_amount_same",
        ),
        (r#"{"amount":1865,"currency":"CNY"}"#, "member_invalid"),
    ] {
        let answer = ack(&key, &receipt, changes);
        let report = check_under(&format!("{receipt}~{answer}"), &listed(&key));
        assert_eq!(ignored_codes(&report), [code], "{changes}");
        assert!(report.acknowledgements.is_empty());
    }
}

#[test]
fn what_the_authenticator_says_of_itself_is_shown() {
    let receipt = issue(&sale());
    let key = passkey(40);
    for (flags, eligible, backed_up) in
        [(0, false, false), (BE, true, false), (BE | BS, true, true)]
    {
        let ceremony = Ceremony {
            flags: UP_UV | flags,
            count: 7,
            ..Ceremony::default()
        };
        let answer = ack_in(&key, &receipt, "{}", &ceremony);
        let report = check_under(&format!("{receipt}~{answer}"), &listed(&key));
        let entry = only(&report);
        assert_eq!(entry.user_verified, Some(true));
        assert_eq!(entry.backup_eligible, Some(eligible));
        assert_eq!(entry.backed_up, Some(backed_up));
        assert_eq!(entry.sign_count, Some(7));
        assert_eq!(entry.rp_id.as_deref(), Some("verify.example"));
    }
    // Nobody says that of a device key.
    let key = device_key(40);
    let report = check_under(
        &format!("{receipt}~{}", ack(&key, &receipt, "{}")),
        &listed(&key),
    );
    let entry = only(&report);
    assert_eq!(entry.user_verified, None);
    assert_eq!((&entry.rp_id, entry.sign_count), (&None, None));
}

#[test]
fn an_acquirer_or_an_issuer_ties_a_key_to_this_very_receipt() {
    let receipt = issue(&sale());
    let key = passkey(41);
    let bank = world::identity(31, "https://bank.example", Role::Issuer, None);
    let trust = world::trust_json(|issuers| {
        let mut entry = world::object(
            r#"{"iss":"https://bank.example","name":"Bank I","role":"issuer","party":"BANK-I"}"#,
        );
        entry.set(
            "keys",
            receipt_verifier::json::Value::List(vec![receipt_verifier::json::Value::Object(
                bank.to_public_jwk(),
            )]),
        );
        issuers.push(entry);
    });
    for (binder, name) in [(acquirer(), "Acquirer A"), (bank, "Bank I")] {
        let parts = [
            ack(&key, &receipt, "{}"),
            binding(&binder, &key, &receipt, "{}"),
        ];
        let report = check_under(
            &format!("{receipt}~{}", parts.join("~")),
            &store_from(&trust),
        );
        let entry = only(&report);
        assert!(entry.counts, "{:?}", entry.code);
        assert_eq!(entry.bound.as_str(), "statement");
        assert_eq!(entry.tied.map(|t| t.as_str()), Some("receipt"));
        let by = entry.by.as_ref().unwrap();
        assert_eq!((by.name.raw(), by.role), (name, binder.role));
        assert!(report.ignored.is_empty());
        // Who states the result, too, is no third party.
        let beside = check_under(
            &format!("{}~{}", approved(&receipt), parts.join("~")),
            &store_from(&trust),
        );
        assert_eq!(beside.level, Level::E3);
        assert_eq!(
            check_codes(&beside).contains(&"binder_is_acquirer"),
            binder.role == Role::Acquirer
        );
        // The statement pins the origin, too; without it nobody knows that page.
        let alone = check_under(&format!("{receipt}~{}", parts[0]), &store_from(&trust));
        assert_eq!(ignored_codes(&alone), ["ack_origin_unknown"]);
        let unused = check_under(&format!("{receipt}~{}", parts[1]), &store_from(&trust));
        assert_eq!(ignored_codes(&unused), ["key_not_used"]);
        assert_eq!(unused.level, Level::E1);
    }
}

/// On the shop's phone, the shop made it.
#[test]
fn a_key_of_this_device_is_said_to_be_that_and_lifts_nothing() {
    let receipt = issue(&sale());
    let key = passkey(42);
    for verdict in ["mine", "not_recognised"] {
        let changes = format!(r#"{{"verdict":"{verdict}","key":{}}}"#, key.jwk(""));
        let dossier = format!("{receipt}~{}", ack(&key, &receipt, &changes));
        let mut here = store();
        here.own(format!(r#"{{"origin":"{PAGE}","keys":[{}]}}"#, key.jwk("")).as_bytes())
            .unwrap();
        let report = check_under(&dossier, &here);
        let entry = only(&report);
        assert_eq!((entry.counts, entry.code), (false, Some("ack_own_key")));
        assert_eq!((entry.bound.as_str(), entry.by.is_none()), ("own", true));
        assert_eq!(report.notes, ["own_key"]);
        assert_eq!(report.level, Level::E1);
        let mut elsewhere = store();
        elsewhere.pin_ack_origin(PAGE).unwrap();
        let report = check_under(&dossier, &elsewhere);
        assert_eq!(only(&report).code, Some("ack_key_unidentified"));
        assert_eq!(report.level, Level::E1);
        assert_eq!(report.notes, ["ack_unidentified"]);
    }
    // Where somebody else says whose it is, it counts as for everybody.
    let mut here = listed(&key);
    here.own(format!(r#"{{"origin":"{PAGE}","keys":[{}]}}"#, key.jwk("")).as_bytes())
        .unwrap();
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    assert_eq!(check_under(&dossier, &here).level, Level::E3);
}

#[test]
fn a_page_under_development_may_be_pinned() {
    let receipt = issue(&sale());
    let key = passkey(42);
    for origin in ["http://localhost", "http://localhost:4411"] {
        let answer = ack_in(
            &key,
            &receipt,
            &format!(r#"{{"iss":"{origin}"}}"#),
            &Ceremony {
                origin: origin.to_owned(),
                rp_id: "localhost",
                ..Ceremony::default()
            },
        );
        let mut here = store();
        here.own(format!(r#"{{"origin":"{origin}","keys":[{}]}}"#, key.jwk("")).as_bytes())
            .unwrap();
        let report = check_under(&format!("{receipt}~{answer}"), &here);
        assert_eq!(only(&report).bound.as_str(), "own");
    }
    for origin in [
        "http://verify.example",
        "http://localhost:80",
        "http://localhost.example",
    ] {
        assert!(store().pin_ack_origin(origin).is_err(), "{origin}");
    }
}

#[test]
fn two_answers_of_one_key_that_differ_are_a_conflict() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let first = ack(&key, &receipt, "{}");
    let second = ack(
        &key,
        &receipt,
        &format!(
            r#"{{"verdict":"not_recognised","iat":{}}}"#,
            world::EVENT + 120
        ),
    );
    for dossier in [
        format!("{receipt}~{first}~{second}"),
        format!("{second}~{first}~{receipt}"),
    ] {
        let report = check_under(&dossier, &listed(&key));
        assert_eq!(report.acknowledgements.len(), 2);
        // In the order in which they were given.
        let verdicts: Vec<_> = report.acknowledgements.iter().map(|a| a.verdict).collect();
        assert_eq!(verdicts, [AckVerdict::Mine, AckVerdict::NotRecognised]);
        assert_eq!(report.level, Level::E3);
        let changed = report.checks.iter().find(|c| c.code == "ack_changed");
        assert_eq!(changed.unwrap().outcome, CheckOutcome::Conflict);
        assert_eq!(report.notes, ["customer_confirmed", "customer_denied"]);
    }
}

#[test]
fn one_key_has_one_voice() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let answers: Vec<String> = (0..3)
        .map(|i| {
            ack(
                &key,
                &receipt,
                &format!(r#"{{"iat":{}}}"#, world::EVENT + i),
            )
        })
        .collect();
    let report = check_under(&format!("{receipt}~{}", answers.join("~")), &listed(&key));
    assert_eq!(report.acknowledgements.len(), 1);
    assert_eq!(ignored_codes(&report), ["duplicate", "duplicate"]);
    assert_eq!(report.evidence.len(), 2);
    assert!(!report.has_conflict());
}

#[test]
fn impossible_times_are_said() {
    let receipt = issue(&sale());
    let key = passkey(40);
    for (iat, said) in [
        (world::EVENT - 590, false),
        (world::EVENT - 700, true),
        (world::NOW + 590, false),
        (world::NOW + 700, true),
    ] {
        let answer = ack(&key, &receipt, &format!(r#"{{"iat":{iat}}}"#));
        let report = check_under(&format!("{receipt}~{answer}"), &listed(&key));
        assert_eq!(check_codes(&report).contains(&"ack_time"), said, "{iat}");
    }
}

#[test]
fn an_expired_list_of_customers_is_said() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let shop = world::store();
    let mut store = shop.clone();
    let customers = format!(
        r#"{{"version":1,"iat":1795300000,"exp":1795300001,"issuers":[{}]}}"#,
        phone::customers("BANK-I", &[key.jwk(LAST4)]).to_text()
    );
    store
        .add_bare(customers.as_bytes(), Provenance::User)
        .unwrap();
    let report = check_under(&format!("{receipt}~{}", ack(&key, &receipt, "{}")), &store);
    assert!(only(&report).counts);
    assert!(report.ages.trust_list_expired);
    assert!(report.notes.contains(&"list_expired"));
}

#[test]
fn an_answer_without_its_receipt_says_so() {
    let receipt = issue(&sale());
    let report = check_under(&ack(&passkey(40), &receipt, "{}"), &store());
    assert_eq!(
        (report.outcome, report.code, report.remedy),
        (
            Outcome::Rejected,
            "sign_off_alone",
            Some("open_receipt_first")
        )
    );
}

#[test]
fn nothing_lifts_a_receipt_that_does_not_stand_itself() {
    let key = passkey(40);
    let training = issue(&world::sale_with(r#"{"type":"training"}"#));
    let report = check_under(
        &format!("{training}~{}", ack(&key, &training, "{}")),
        &listed(&key),
    );
    assert_eq!(only(&report).code, Some("ack_receipt_training"));
    assert_eq!(report.level, Level::E1);

    let receipt = issue(&sale());
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    let stolen = world::trust_json(|issuers| {
        world::set_key_member(
            issuers,
            0,
            "revoked",
            r#"{"recorded":1795340500,"since":1795000000,"reason":"stolen"}"#,
        );
        issuers.push(phone::customers("BANK-I", &[key.jwk(LAST4)]));
    });
    let report = check_under(&dossier, &store_from(&stolen));
    assert_eq!(report.code, "key_withdrawn");
    assert_eq!(only(&report).code, Some("ack_receipt_undated"));
    assert_eq!(report.level, Level::E0);

    let id =
        receipt_verifier::trust::receipt_id(&receipt_verifier::Statement::parse(&receipt).unwrap());
    let withdrawn = world::trust_json(|issuers| {
        let withdrawal = world::object(&format!(
            r#"{{"v":[{{"id":"{id}","recorded":1795340500,"reason":"issued_in_error"}}]}}"#
        ));
        issuers[0].set("revoked_receipts", withdrawal.get("v").unwrap().clone());
        issuers.push(phone::customers("BANK-I", &[key.jwk(LAST4)]));
    });
    let report = check_under(&dossier, &store_from(&withdrawn));
    assert_eq!(report.code, "receipt_withdrawn");
    assert_eq!(only(&report).code, Some("ack_receipt_withdrawn"));
    assert_eq!(report.level, Level::E0);
}

/// Decoded and not checked, for engineers.
#[test]
fn an_inspection_shows_what_browser_and_authenticator_say() {
    let receipt = issue(&sale());
    let ceremony = Ceremony {
        flags: UP_UV | BE,
        count: 7,
        more: r#","crossOrigin":true"#,
        ..Ceremony::default()
    };
    let answer = ack_in(&passkey(40), &receipt, "{}", &ceremony);
    let shown = receipt_verifier::inspect::inspect(&format!("{receipt}~{answer}")).unwrap();
    let json = shown.to_json();
    for member in [
        r#""verdict":"mine""#,
        r#""type":"webauthn.get""#,
        r#""origin":"https://verify.example""#,
        r#""sign_count":"7""#,
        r#""cross_origin":true"#,
        r#""backup_eligible":true,"backed_up":false"#,
    ] {
        assert!(json.contains(member), "{member} {json}");
    }
    assert!(shown.parts[0].proof.is_none());
}

/// A list of one's own, with a friend's key in it, is soon chosen on one's own phone.
#[test]
fn where_only_a_chosen_list_names_the_customer_the_verdict_says_so() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    let customers = phone::customers("BANK-I", &[key.jwk(LAST4)]).to_text();
    let list = format!(r#"{{"version":1,"issuers":[{customers}]}}"#);
    for (shop, said) in [(Provenance::Pinned, true), (Provenance::User, false)] {
        let mut store = TrustStore::parse(world::trust_json(|_| ()).as_bytes(), shop).unwrap();
        store.add_bare(list.as_bytes(), Provenance::User).unwrap();
        let report = check_under(&dossier, &store);
        assert_eq!(report.level, Level::E3);
        assert_eq!(report.notes.contains(&"customer_chosen"), said);
    }
    let pinned = phone::trust_with(&[key.jwk(LAST4)]);
    let store = TrustStore::parse(pinned.as_bytes(), Provenance::Pinned).unwrap();
    assert_eq!(check_under(&dossier, &store).notes, ["customer_confirmed"]);
}

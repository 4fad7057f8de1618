//! Who counts: evidence levels, the independence rule, and what glued parts may not change (PROTOCOL section 5).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use receipt_verifier::{CheckOutcome, Event, Level, Outcome, Provenance, Report, TrustStore};
use world::{
    acquirer, approved, check, check_codes, check_under, header_of, ignored_codes, issue, sale,
    sale_with, set_key_member, sign_raw, sign_unchecked, status, store_from, stranger, terminal,
    till_pc, trust_json,
};

fn has_conflict(report: &Report, code: &str) -> bool {
    report
        .checks
        .iter()
        .any(|c| c.code == code && c.outcome == CheckOutcome::Conflict)
}

/// Still the receipt alone: E1, and the sentence of the shop's own word.
fn assert_shop_alone(report: &Report) {
    assert_eq!(
        (report.outcome, report.level, report.code),
        (Outcome::Verified, Level::E1, "terminal_signed")
    );
}

#[test]
fn a_terminal_alone_is_e1() {
    let report = check(&issue(&sale()));
    assert_shop_alone(&report);
    assert!(
        report.not_proved.contains(&"acquirer_result")
            && report.not_proved.contains(&"account_debited")
    );
}

#[test]
fn a_till_is_not_called_a_terminal() {
    let report = check(&sign_unchecked(&sale(), &till_pc()));
    assert_eq!((report.code, report.level), ("merchant_signed", Level::E1));
}

#[test]
fn the_acquirers_approval_is_e2() {
    let report = check(&approved(&issue(&sale())));
    assert_eq!(
        (report.code, report.level, report.status),
        ("acquirer_approved", Level::E2, Some("approved"))
    );
    assert!(report.not_proved.contains(&"collusion"));
    assert!(report.ignored.is_empty());
}

#[test]
fn each_event_has_its_verdict() {
    let receipt = issue(&sale());
    for (events, code) in [
        (&[Event::Declined][..], "acquirer_declined"),
        (&[Event::Approved, Event::Captured], "acquirer_captured"),
        (&[Event::Approved, Event::Reversed], "acquirer_reversed"),
    ] {
        let mut dossier = receipt.clone();
        for (i, event) in events.iter().enumerate() {
            let one = status(
                &receipt,
                &acquirer(),
                *event,
                i64::try_from(i).unwrap() + 1,
                "{}",
            );
            dossier = format!("{dossier}~{one}");
        }
        let report = check(&dossier);
        assert_eq!((report.code, report.level), (code, Level::E2));
        // Order means nothing.
        let mut parts: Vec<&str> = dossier.split('~').collect();
        parts.reverse();
        assert_eq!(check(&parts.join("~")).code, code);
    }
}

#[test]
fn junk_foreign_and_doubled_parts_change_nothing_but_their_list() {
    let receipt = issue(&sale());
    let dossier = approved(&receipt);
    let clean = check(&dossier);
    let status = dossier.split('~').nth(1).unwrap();
    let other = issue(&sale_with(
        r#"{"number":"OTHER","terminal":{"counter":500}}"#,
    ));
    let foreign = sign_unchecked(&sale(), &stranger());
    let ack = sign_raw(
        &header_of(&acquirer(), "receipt-ack+jwt"),
        "{}",
        &acquirer().key,
    );
    let forged = format!("{}AAAA", &status[..status.len() - 4]);
    for (junk, code) in [
        ("", "not_a_statement"),
        ("junk", "not_a_statement"),
        ("e30g.e30.", "alg_missing"),
        (status, "duplicate"),
        (receipt.as_str(), "duplicate"),
        (other.as_str(), "second_receipt"),
        (ack.as_str(), "member_missing"),
        (forged.as_str(), "signature_invalid"),
    ] {
        for glued in [
            format!("{dossier}~{junk}"),
            format!("{receipt}~{junk}~{status}"),
        ] {
            let mut report = check(&glued);
            let codes = ignored_codes(&report);
            // A broken copy behind the genuine one is a double; in front of it, it has only its own signature to show.
            let doubled = junk == forged && glued.ends_with(&forged);
            assert_eq!(codes, [if doubled { "duplicate" } else { code }], "{junk}");
            report.ignored.clear();
            for signer in &mut report.signers {
                signer.part = usize::from(signer.part > 0);
            }
            assert_eq!(report.to_json(), clean.to_json(), "{junk}");
        }
    }
    // In front of the receipt too, whatever it is.
    for junk in ["", "junk", "e30g.e30.", foreign.as_str(), forged.as_str()] {
        let report = check(&format!("{junk}~{dossier}"));
        assert_eq!(
            (report.outcome, report.level),
            (Outcome::Verified, Level::E2),
            "{junk}"
        );
        assert_eq!(report.ignored.len(), 1);
    }
}

#[test]
fn no_amount_of_junk_crowds_out_the_receipt_or_its_status() {
    let receipt = issue(&sale());
    let dossier = approved(&receipt);
    let status = dossier.split('~').nth(1).unwrap();
    for junk in ["", "x", "e30g.e30.", "eyJ9.e30.AAAA"] {
        let many = vec![junk; 2_000].join("~");
        for glued in [
            format!("{many}~{dossier}"),
            format!("{receipt}~{many}~{status}"),
            format!("{dossier}~{many}"),
        ] {
            let report = check(&glued);
            assert_eq!(
                (report.code, report.level),
                ("acquirer_approved", Level::E2),
                "{junk}"
            );
            assert!(report.ignored.len() <= 33, "listed, but not without end");
            assert_eq!(report.ignored.last().unwrap().code, "too_many_parts");
        }
    }
}

#[test]
fn too_many_and_too_large_parts_are_listed_and_left() {
    let dossier = approved(&issue(&sale()));
    let large = format!("~eyJ9.e30.{}", "A".repeat(30_000)).repeat(3);
    for (glued, code) in [
        (format!("{dossier}{}", "~x".repeat(40)), "too_many_parts"),
        (format!("{dossier}{large}"), "dossier_too_large"),
    ] {
        let report = check(&glued);
        assert_eq!(
            (report.outcome, report.level),
            (Outcome::Verified, Level::E2)
        );
        assert_eq!(report.ignored.last().unwrap().code, code);
    }
}

#[test]
fn no_e2_from_the_merchants_own_keys() {
    let receipt = issue(&sale());
    for key in [terminal(), till_pc()] {
        let report = check(&format!(
            "{receipt}~{}",
            status(&receipt, &key, Event::Approved, 1, "{}")
        ));
        assert_shop_alone(&report);
        assert_eq!(ignored_codes(&report), ["role_not_allowed"]);
    }
}

#[test]
fn no_e2_from_an_acquirer_of_the_same_or_no_party() {
    let dossier = approved(&issue(&sale()));
    for (party, code) in [
        (r#"{"v":"91330106MA27X"}"#, "party_same"),
        (r#"{"v":null}"#, "party_missing"),
    ] {
        let party = world::object(party).get("v").unwrap().clone();
        let json = trust_json(|issuers| {
            let entry = &mut issuers[1];
            if party == receipt_verifier::json::Value::Null {
                let mut without = receipt_verifier::json::Object::default();
                for (n, v) in entry.iter().filter(|(n, _)| *n != "party") {
                    without.set(n, v.clone());
                }
                *entry = without;
            } else {
                entry.set("party", party.clone());
            }
        });
        let report = check_under(&dossier, &store_from(&json));
        assert_shop_alone(&report);
        assert_eq!(ignored_codes(&report), [code]);
    }
}

#[test]
fn no_e2_from_an_acquirer_that_the_list_does_not_name_for_this_shop() {
    let json = trust_json(|issuers| {
        issuers[0].set("acquirers", receipt_verifier::json::Value::List(vec![]));
    });
    let report = check_under(&approved(&issue(&sale())), &store_from(&json));
    assert_shop_alone(&report);
    assert_eq!(ignored_codes(&report), ["acquirer_not_named"]);
}

#[test]
fn no_e2_from_keys_that_the_page_brought() {
    let json = trust_json(|_| ());
    let store = TrustStore::parse(json.as_bytes(), Provenance::Host).unwrap();
    let report = check_under(&approved(&issue(&sale())), &store);
    assert_shop_alone(&report);
    assert_eq!(ignored_codes(&report), ["keys_from_host"]);
    assert!(report.notes.contains(&"host_keys"));
}

#[test]
fn no_e2_from_a_status_for_another_receipt() {
    let other = issue(&sale_with(
        r#"{"number":"OTHER","terminal":{"counter":500}}"#,
    ));
    let about_other = status(&other, &acquirer(), Event::Approved, 1, "{}");
    let report = check(&format!("{}~{about_other}", issue(&sale())));
    assert_shop_alone(&report);
    assert_eq!(ignored_codes(&report), ["other_receipt"]);
}

#[test]
fn a_status_that_differs_from_the_receipt_is_a_conflict_and_lifts_nothing() {
    let receipt = issue(&sale());
    for (change, field) in [
        (r#"{"amount":18651}"#, "amount"),
        (r#"{"currency":"USD"}"#, "currency"),
        (r#"{"rrn":"632611884214"}"#, "rrn"),
        (r#"{"code":"183443"}"#, "code"),
    ] {
        let report = check(&format!(
            "{receipt}~{}",
            status(&receipt, &acquirer(), Event::Approved, 1, change)
        ));
        assert_shop_alone(&report);
        assert!(has_conflict(&report, "status_differs"), "{field}");
        assert!(report.notes.contains(&"status_set_aside"));
        assert!(!report.statuses[0].counts);
    }
}

#[test]
fn a_malformed_status_is_ignored_with_its_code() {
    let receipt = issue(&sale());
    for (change, code) in [
        (r#"{"event":"paid"}"#, "event_unknown"),
        (r#"{"at":null}"#, "member_missing"),
        (r#"{"amount":-1}"#, "member_invalid"),
        (r#"{"must_understand":["x"],"x":1}"#, "must_understand"),
    ] {
        let report = check(&format!(
            "{receipt}~{}",
            status(&receipt, &acquirer(), Event::Approved, 1, change)
        ));
        assert_shop_alone(&report);
        assert_eq!(ignored_codes(&report), [code]);
    }
}

#[test]
fn statements_that_contradict_each_other_all_fall() {
    let receipt = issue(&sale());
    let s = |event, sequence| status(&receipt, &acquirer(), event, sequence, "{}");
    for (parts, check_code) in [
        (
            vec![s(Event::Declined, 1), s(Event::Captured, 2)],
            "status_order",
        ),
        (vec![s(Event::Captured, 1)], "status_order"),
        (
            vec![s(Event::Approved, 1), s(Event::Declined, 2)],
            "status_order",
        ),
        (
            vec![s(Event::Approved, 1), s(Event::Declined, 1)],
            "status_sequence_twice",
        ),
    ] {
        let report = check(&format!("{receipt}~{}", parts.join("~")));
        assert_eq!(
            (report.code, report.level),
            ("acquirer_contradicts_itself", Level::E1),
            "{check_code}"
        );
        assert!(has_conflict(&report, check_code));
    }
}

#[test]
fn a_gap_excuses_no_impossible_history() {
    let receipt = issue(&sale());
    let s =
        |event, sequence, changes: &str| status(&receipt, &acquirer(), event, sequence, changes);
    for parts in [
        [s(Event::Declined, 1, "{}"), s(Event::Approved, 3, "{}")],
        [s(Event::Reversed, 2, "{}"), s(Event::Approved, 4, "{}")],
        [
            s(Event::Approved, 1, "{}"),
            s(Event::Reversed, 2, r#"{"at":1795340000}"#),
        ],
    ] {
        let report = check(&format!("{receipt}~{}", parts.join("~")));
        assert_eq!(
            (report.code, report.level),
            ("acquirer_contradicts_itself", Level::E1)
        );
        assert!(has_conflict(&report, "status_order"));
    }
}

#[test]
fn a_retry_is_a_double_not_a_contradiction() {
    let receipt = issue(&sale());
    let again = status(
        &receipt,
        &acquirer(),
        Event::Approved,
        1,
        r#"{"iat":1795340500}"#,
    );
    let report = check(&format!("{}~{again}", approved(&receipt)));
    assert_eq!(
        (report.code, report.level),
        ("acquirer_approved", Level::E2)
    );
    assert_eq!(ignored_codes(&report), ["duplicate"]);
}

#[test]
fn a_training_receipt_that_an_acquirer_knows_is_no_training() {
    let receipt = issue(&sale_with(r#"{"type":"training"}"#));
    assert_eq!(check(&receipt).code, "training");
    let report = check(&approved(&receipt));
    assert_eq!(report.code, "acquirer_approved");
    assert!(
        has_conflict(&report, "training_with_status")
            && report.notes.contains(&"training_with_status")
    );
}

#[test]
fn a_refund_or_void_has_its_own_sentence() {
    for (kind, relation) in [("refund", "refunds"), ("void", "voids")] {
        let changes = format!(
            r#"{{"type":"{kind}","related":{{"digest":"KNurR_YMESfmEE-EttwCL8rkaUvC6AxZA4-8pKih7h8","relation":"{relation}","number":"✅ PAID 1"}}}}"#
        );
        let report = check(&approved(&issue(&sale_with(&changes))));
        assert_eq!(report.code, "return_approved");
        assert!(
            report
                .params
                .iter()
                .all(|(_, p)| !format!("{p:?}").contains("PAID")),
            "free text in the sentence"
        );
    }
}

#[test]
fn the_terminals_own_reversal_is_not_forgotten() {
    let receipt = issue(&sale_with(r#"{"status":"reversed"}"#));
    assert!(has_conflict(&check(&approved(&receipt)), "result_differs"));
}

#[test]
fn a_status_from_another_time_is_said() {
    let receipt = issue(&sale());
    for changes in [
        r#"{"at":1795330000}"#,
        r#"{"at":1795390000,"iat":1795390000}"#,
        r#"{"at":1795340700}"#,
    ] {
        let report = check(&format!(
            "{receipt}~{}",
            status(&receipt, &acquirer(), Event::Approved, 1, changes)
        ));
        let said = check_codes(&report).contains(&"status_time");
        assert_eq!(said, !changes.contains("1795340700"), "{changes}");
    }
}

#[test]
fn no_e2_from_a_key_or_party_under_two_names() {
    let dossier = approved(&issue(&sale()));
    for party in [
        "91330106ma27x",
        " 91330106-MA27X ",
        "９１３３０１０６MA27X",
        "91330106MA27X\u{200b}",
    ] {
        let json = trust_json(|issuers| {
            issuers[1].set(
                "party",
                receipt_verifier::json::Value::Text(party.to_owned()),
            )
        });
        assert_eq!(
            ignored_codes(&check_under(&dossier, &store_from(&json))),
            ["party_same"],
            "{party}"
        );
    }
    let json = trust_json(|issuers| {
        let mut key = acquirer().to_public_jwk();
        key.set(
            "role",
            receipt_verifier::json::Value::Text("merchant".to_owned()),
        );
        let Some(receipt_verifier::json::Value::List(mut keys)) = issuers[0].get("keys").cloned()
        else {
            panic!()
        };
        keys.push(receipt_verifier::json::Value::Object(key));
        issuers[0].set("keys", receipt_verifier::json::Value::List(keys));
    });
    assert_eq!(
        ignored_codes(&check_under(&dossier, &store_from(&json))),
        ["key_shared"]
    );
    let json = trust_json(|issuers| set_key_member(issuers, 1, "merchants", r#"["OTHER"]"#));
    assert_eq!(
        ignored_codes(&check_under(&dossier, &store_from(&json))),
        ["merchant_mismatch"]
    );
}

#[test]
fn a_dropped_status_leaves_a_gap_that_is_said() {
    let receipt = issue(&sale());
    let third = status(&receipt, &acquirer(), Event::Captured, 3, "{}");
    let first = status(&receipt, &acquirer(), Event::Approved, 1, "{}");
    let report = check(&format!("{receipt}~{first}~{third}"));
    assert_eq!(report.level, Level::E2);
    assert!(check_codes(&report).contains(&"status_gap"));
    assert!(report.notes.contains(&"status_gap"));
}

#[test]
fn the_acquirers_word_stands_against_the_terminals() {
    let receipt = issue(&sale());
    let report = check(&format!(
        "{receipt}~{}",
        status(&receipt, &acquirer(), Event::Declined, 1, "{}")
    ));
    assert_eq!(
        (report.code, report.status),
        ("acquirer_declined", Some("declined"))
    );
    assert!(has_conflict(&report, "result_differs"));
}

#[test]
fn an_acquirers_withdrawn_or_expired_key_says_nothing() {
    let dossier = approved(&issue(&sale()));
    for (member, value, code) in [
        (
            "revoked",
            r#"{"recorded":1795350000,"since":1795349000,"reason":"stolen"}"#,
            "key_withdrawn",
        ),
        (
            "revoked",
            r#"{"recorded":1795350000,"since":1795340000,"reason":"superseded"}"#,
            "key_retired",
        ),
        ("not_after", "1795340000", "key_expired"),
        ("not_before", "1795350000", "key_not_yet_valid"),
    ] {
        let json = trust_json(|issuers| set_key_member(issuers, 1, member, value));
        let report = check_under(&dossier, &store_from(&json));
        assert_shop_alone(&report);
        assert_eq!(ignored_codes(&report), [code]);
    }
}

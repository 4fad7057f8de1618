//! What shop and customer agree, each with a signature: how halves find each other, and how far an agreement goes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/bargain.rs"]
mod bargain;
#[path = "common/phone.rs"]
mod phone;
#[path = "common/world.rs"]
mod world;

use bargain::{DAY, acceptance, by_phone, by_till, joined, proposal, terms, yes};
use phone::{Ceremony, Key, PAGE, binding, device_key, passkey, trust_with};
use receipt_verifier::json::{Object, Value};
use receipt_verifier::report::{SettlementEntry, SettlementState};
use receipt_verifier::{Event, Level, Report, TrustStore, verify};
use world::{
    EVENT, SHOP, acquirer, approved, check_codes, check_under, ignored_codes, issue, object, sale,
    status, store, store_from, terminal, till_pc, time,
};

const LAST4: &str = r#","last4":"4417""#;

fn listed(key: &Key) -> TrustStore {
    store_from(&trust_with(&[key.jwk(LAST4)]))
}

fn only(report: &Report) -> &SettlementEntry {
    assert_eq!(report.settlements.len(), 1, "{:?}", report.ignored);
    report.settlements.first().unwrap()
}

#[test]
fn a_proposal_and_its_acceptance_by_known_keys_are_an_agreement() {
    let receipt = issue(&sale());
    for key in [passkey(40), phone::ed25519_passkey(40), device_key(40)] {
        let first = proposal(&receipt, "{}");
        let second = acceptance(&key, &receipt, &first, "{}");
        // Order means nothing.
        for parts in [[&receipt, &first, &second], [&second, &first, &receipt]] {
            let dossier = joined(&parts.map(String::as_str));
            let report = check_under(&dossier, &listed(&key));
            let entry = only(&report);
            assert_eq!((entry.state, entry.code), (SettlementState::Agreed, None));
            assert_eq!(entry.remedy.as_str(), "partial_refund");
            assert_eq!(entry.amount.map(|a| a.minor()), Some(5000));
            assert_eq!(entry.due, Some(time(EVENT + 7 * DAY)));
            assert_eq!(entry.facts.first().unwrap().raw(), "一盒茶叶已受潮");
            let second = entry.second.as_ref().unwrap();
            assert_eq!(
                (entry.first.bound.as_str(), second.bound.as_str()),
                ("shop", "list")
            );
            assert_eq!(entry.first.method.as_str(), "shop_key");
            assert_eq!(
                (entry.first.side.as_str(), second.side.as_str()),
                ("merchant", "customer")
            );
            assert!(report.ignored.is_empty());
            assert_eq!(report.notes, ["settlement_agreed"]);
        }
    }
}

#[test]
fn an_agreement_moves_no_level_and_no_verdict() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let first = proposal(&receipt, "{}");
    let second = acceptance(&key, &receipt, &first, "{}");
    for (receipt, code, level) in [
        (receipt.clone(), "terminal_signed", Level::E1),
        (approved(&receipt), "acquirer_approved", Level::E2),
    ] {
        let report = check_under(&joined(&[&receipt, &first, &second]), &listed(&key));
        assert_eq!((report.code, report.level), (code, level));
        assert_eq!(only(&report).state, SettlementState::Agreed);
        assert!(report.evidence.iter().all(|e| e.level < Level::E3));
    }
}

#[test]
fn either_side_may_begin() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let first = by_phone(
        &key,
        &terms(&receipt, PAGE, "customer", "{}"),
        &Ceremony::default(),
    );
    for till in [terminal(), till_pc()] {
        let second = by_till(&till, &yes(&receipt, SHOP, "merchant", &first, "{}"));
        let report = check_under(&joined(&[&receipt, &first, &second]), &listed(&key));
        let entry = only(&report);
        assert_eq!(entry.state, SettlementState::Agreed);
        assert_eq!(entry.first.side.as_str(), "customer");
    }
}

#[test]
fn the_shop_may_sign_with_a_passkey_of_its_own() {
    let receipt = issue(&sale());
    let (shop, customer) = (passkey(50), passkey(40));
    let list = |members: &str| {
        let mut trust = object(&trust_with(&[customer.jwk(LAST4)]));
        let Some(Value::List(issuers)) = trust.get("issuers").cloned() else {
            unreachable!()
        };
        let issuers = issuers.into_iter().map(|issuer| match issuer {
            Value::Object(mut entry)
                if entry.get("role") == Some(&Value::Text("merchant".into())) =>
            {
                let keys = vec![Value::Object(object(&shop.jwk(members)))];
                entry.set("sign_off_keys", Value::List(keys));
                Value::Object(entry)
            }
            other => other,
        });
        trust.set("issuers", Value::List(issuers.collect()));
        store_from(&trust.to_text())
    };
    let at_home = Ceremony {
        origin: SHOP.to_owned(),
        rp_id: "pay.tenghui.example",
        ..Ceremony::default()
    };
    let first = by_phone(&shop, &terms(&receipt, SHOP, "merchant", "{}"), &at_home);
    let second = acceptance(&customer, &receipt, &first, "{}");
    let dossier = joined(&[&receipt, &first, &second]);
    let report = check_under(&dossier, &list(""));
    assert_eq!(only(&report).state, SettlementState::Agreed);
    assert_eq!(only(&report).first.method.as_str(), "passkey");
    // Once it has expired or was stolen it says nothing in the shop's name, and the yes to it hangs in the air.
    for (members, code) in [
        (format!(r#","not_after":{}"#, EVENT + 1), "key_expired"),
        (
            format!(r#","revoked":{{"recorded":{EVENT},"since":{EVENT},"reason":"stolen"}}"#),
            "key_withdrawn",
        ),
    ] {
        let report = check_under(&dossier, &list(&members));
        assert!(report.settlements.is_empty());
        assert_eq!(ignored_codes(&report), [code, "settlement_other_half"]);
    }
}

#[test]
fn a_half_alone_is_a_proposal_and_nothing_is_agreed() {
    let receipt = issue(&sale());
    let report = check_under(&joined(&[&receipt, &proposal(&receipt, "{}")]), &store());
    let entry = only(&report);
    assert_eq!(entry.state, SettlementState::Proposed);
    assert!(entry.second.is_none());
    assert_eq!(report.notes, ["settlement_not_agreed"]);
}

#[test]
fn a_binding_by_the_acquirer_identifies_the_customer_as_well() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let first = proposal(&receipt, "{}");
    let second = acceptance(&key, &receipt, &first, "{}");
    let bound = binding(&acquirer(), &key, &receipt, "{}");
    let report = check_under(&joined(&[&receipt, &first, &second, &bound]), &store());
    let entry = only(&report);
    assert_eq!(entry.state, SettlementState::Agreed);
    assert_eq!(entry.second.as_ref().unwrap().bound.as_str(), "statement");
    assert!(report.ignored.is_empty(), "{:?}", report.ignored);
}

#[test]
fn this_devices_own_key_agrees_here_and_is_said_to() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let first = proposal(&receipt, "{}");
    let second = acceptance(&key, &receipt, &first, "{}");
    let mut store = store();
    let own = format!(r#"{{"origin":"{PAGE}","keys":[{}]}}"#, key.jwk(""));
    store.own(own.as_bytes()).unwrap();
    let report = check_under(&joined(&[&receipt, &first, &second]), &store);
    // On the shop's own device it would be the shop's: so that is said, in a state of its own.
    assert_eq!(only(&report).state, SettlementState::AgreedHere);
    assert_eq!(only(&report).second.as_ref().unwrap().bound.as_str(), "own");
    assert_eq!(report.notes, ["settlement_agreed_here"]);
}

#[test]
fn two_agreements_that_differ_are_both_listed_and_said_to_differ() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let first = proposal(&receipt, "{}");
    let other = proposal(&receipt, r#"{"amount":6000}"#);
    let later = proposal(&receipt, &format!(r#"{{"iat":{}}}"#, EVENT + 130));
    let parts = |second: &str| {
        let yes = |first: &str| acceptance(&key, &receipt, first, "{}");
        joined(&[&receipt, &first, &yes(&first), second, &yes(second)])
    };
    let report = check_under(&parts(&other), &listed(&key));
    assert_eq!(report.settlements.len(), 2);
    assert!(check_codes(&report).contains(&"settlements_differ"));
    assert!(!report.has_conflict());
    // The same terms once more are no other agreement.
    let report = check_under(&parts(&later), &listed(&key));
    assert_eq!(report.settlements.len(), 2);
    assert!(!check_codes(&report).contains(&"settlements_differ"));
}

#[test]
fn a_day_that_has_passed_is_said_as_of_now_until_a_refund_is_stated() {
    let receipt = approved(&issue(&sale()));
    let key = passkey(40);
    let first = proposal(&receipt, "{}");
    let second = acceptance(&key, &receipt, &first, "{}");
    let store = listed(&key);
    let says = |dossier: &str, now: u64| -> bool {
        let report = verify(dossier, &store, time(now));
        check_codes(&report).contains(&"settlement_due_passed")
    };
    let dossier = joined(&[&receipt, &first, &second]);
    assert!(!says(&dossier, EVENT + 7 * DAY));
    assert!(says(&dossier, EVENT + 7 * DAY + 1));
    let captured = status(&receipt, &acquirer(), Event::Captured, 2, "{}");
    let refund = status(
        &receipt,
        &acquirer(),
        Event::RefundIssued,
        3,
        r#"{"amount":5000,"arn":"74537606327000000000002"}"#,
    );
    let refunded = joined(&[&dossier, &captured, &refund]);
    assert!(!says(&refunded, EVENT + 30 * DAY));
    // Of a proposal no day passes.
    let proposed = joined(&[&receipt, &first]);
    assert!(!says(&proposed, EVENT + 30 * DAY));
}

#[test]
fn each_rule_of_a_half_has_its_code() {
    let receipt = issue(&sale());
    for (changes, code) in [
        (r#"{"facts":[]}"#, "member_invalid"),
        (
            r#"{"facts":["1","2","3","4","5","6","7","8","9"]}"#,
            "member_invalid",
        ),
        (r#"{"facts":null}"#, "member_missing"),
        (r#"{"remedy":"apology"}"#, "member_invalid"),
        (r#"{"amount":0}"#, "member_invalid"),
        (r#"{"amount":null}"#, "member_missing"),
        (r#"{"currency":null}"#, "member_missing"),
        (r#"{"due":null}"#, "member_missing"),
        (r#"{"due":1795340112}"#, "member_invalid"),
        (r#"{"remedy":"exchange"}"#, "member_invalid"),
        (r#"{"side":"acquirer"}"#, "member_invalid"),
        (r#"{"must_understand":["penalty"]}"#, "must_understand"),
    ] {
        let dossier = joined(&[&receipt, &proposal(&receipt, changes)]);
        let report = check_under(&dossier, &store());
        assert_eq!(ignored_codes(&report), [code], "{changes}");
    }
    for changes in [
        r#"{"remedy":"none","amount":null,"currency":null,"due":null}"#,
        r#"{"remedy":"exchange","amount":null,"currency":null}"#,
        r#"{"remedy":"refund","amount":18650}"#,
    ] {
        let dossier = joined(&[&receipt, &proposal(&receipt, changes)]);
        assert_eq!(
            only(&check_under(&dossier, &store())).state,
            SettlementState::Proposed
        );
    }
}

#[test]
fn what_they_state_is_shown_as_text_with_card_data_masked() {
    let receipt = issue(&sale());
    let facts = r#"{"facts":["card 4111 1111 1111 1111","\u202eagreed\u202c ✅ bank says so"]}"#;
    let report = check_under(&joined(&[&receipt, &proposal(&receipt, facts)]), &store());
    let json = report.to_json();
    assert!(
        !json.contains("4111") && !json.contains('\u{202e}'),
        "{json}"
    );
    assert!(json.contains("•••• •••• •••• ••••"), "{json}");
    assert!(check_codes(&report).contains(&"card_data_masked"));
}

#[test]
fn a_refund_of_less_than_the_receipt_is_said_to_be_less() {
    let receipt = issue(&sale());
    for (changes, said) in [
        (r#"{"remedy":"refund","amount":5}"#, true),
        (r#"{"remedy":"refund","amount":18650}"#, false),
        (r#"{"remedy":"partial_refund"}"#, false),
    ] {
        let report = check_under(&joined(&[&receipt, &proposal(&receipt, changes)]), &store());
        assert_eq!(
            check_codes(&report).contains(&"settlement_refund_part"),
            said,
            "{changes}"
        );
    }
}

#[test]
fn the_report_has_the_members_that_the_protocol_lists() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let first = proposal(&receipt, "{}");
    let second = acceptance(&key, &receipt, &first, "{}");
    let report = check_under(&joined(&[&receipt, &first, &second]), &listed(&key));
    let report = object(&report.to_json());
    let Some(Value::List(settlements)) = report.get("settlements") else {
        unreachable!()
    };
    let names = |value: Option<&Value>| -> Vec<String> {
        let Some(Value::Object(object)) = value else {
            unreachable!()
        };
        Object::iter(object)
            .map(|(name, _)| name.to_owned())
            .collect()
    };
    assert_eq!(
        names(settlements.first()),
        [
            "state", "remedy", "amount", "currency", "exponent", "due", "facts", "first", "second",
            "code"
        ]
    );
    let Some(Value::Object(settlement)) = settlements.first() else {
        unreachable!()
    };
    for half in ["first", "second"] {
        assert_eq!(
            names(settlement.get(half)),
            [
                "part",
                "digest",
                "side",
                "at",
                "method",
                "bound",
                "by",
                "tied",
                "kid",
                "thumbprint",
                "backup_eligible",
                "backed_up"
            ]
        );
    }
}

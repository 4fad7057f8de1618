//! What customer and shop signed about a receipt, in the answer to a claim: facts, contradictions and next steps, and never another finding.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/dispute.rs"]
mod dispute;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/rare.rs"]
mod rare;
#[path = "common/registry.rs"]
mod registry;
#[path = "common/spoken.rs"]
mod spoken;
#[path = "common/world.rs"]
mod world;

use dispute::{Counter, approved, ask, sale, stated};
use rare::{acknowledged, settled};
use receipt_verifier::Event;
use serde_json::{Value, json};
use world::EVENT;

const DAY: u64 = 86_400;

fn case(claim: &'static str, input: &str, acks: Value, settlements: Value) -> Value {
    let mut case = Counter::new(claim, &[input]).at(EVENT + 9 * DAY).case();
    case["reports"][0]["acknowledgements"] = acks;
    case["reports"][0]["settlements"] = settlements;
    case
}

fn codes(answer: &Value, list: &str) -> Vec<String> {
    let entries = answer[list].as_array().unwrap().iter();
    let code = |e: &Value| e["code"].as_str().unwrap_or_default().to_owned();
    entries.map(code).collect()
}

fn steps<'a>(answer: &'a Value, side: &str) -> Vec<&'a str> {
    let steps = answer["next"][side].as_array().unwrap().iter();
    steps.map(|s| s.as_str().unwrap()).collect()
}

#[test]
fn i_never_paid_beside_a_confirmation_is_a_contradiction_and_no_approval() {
    let acks = json!([acknowledged("mine", "list")]);
    let answer = ask(&case("never_paid", &sale("{}"), acks, json!([])));
    assert_eq!(answer["answer"], "not_shown");
    assert_eq!(answer["code"], "shop_only");
    assert_eq!(
        answer["conflicts"],
        json!([{"field": "acknowledged", "values": [
            {"source": "claim", "value": "never_paid"}, {"source": "customer_key", "value": "mine"}]}])
    );
    assert!(codes(&answer, "facts").contains(&"ack_mine".to_owned()));
    for (_, text) in spoken::both(&answer) {
        assert!(text.contains("Chain of shops"), "{text}");
    }
}

#[test]
fn what_a_key_is_tied_by_and_that_it_is_this_devices_is_said() {
    let receipt = approved(&sale("{}"));
    let acks = json!([acknowledged("mine", "list")]);
    let answer = ask(&case("never_paid", &receipt, acks, json!([])));
    assert!(codes(&answer, "facts").contains(&"ack_tied_last4".to_owned()));
    let here = json!([settled("agreed_here", "refund", Some(20))]);
    let answer = ask(&case("complaint", &receipt, json!([]), here));
    let facts = codes(&answer, "facts");
    let at = facts
        .iter()
        .position(|f| f == "settlement_agreed_here")
        .unwrap();
    assert_eq!(
        &facts[at + 1..at + 3],
        ["ack_tied_last4", "settlement_agreed"]
    );
    // Of the customer's half, too: whose list names its key, and by what it is tied.
    let agreed = json!([settled("agreed", "refund", Some(20))]);
    let answer = ask(&case("complaint", &receipt, json!([]), agreed));
    let facts = codes(&answer, "facts");
    let at = facts.iter().position(|f| f == "settlement_keys").unwrap();
    assert_eq!(
        &facts[at + 1..at + 3],
        ["ack_tied_last4", "settlement_agreed"]
    );
}

#[test]
fn a_key_that_nobody_ties_to_the_payment_changes_nothing() {
    let receipt = sale("{}");
    let plain = ask(&case("never_paid", &receipt, json!([]), json!([])));
    let acks = json!([acknowledged("mine", "none")]);
    let mut answer = ask(&case("never_paid", &receipt, acks, json!([])));
    assert_eq!(
        codes(&answer, "facts")[0],
        "ack_unidentified",
        "and nothing of a tie"
    );
    answer["facts"].as_array_mut().unwrap().remove(0);
    assert_eq!(answer, plain);
}

#[test]
fn a_denial_is_told_and_moves_neither_finding_nor_level() {
    let receipt = approved(&sale("{}"));
    let plain = ask(&case("never_paid", &receipt, json!([]), json!([])));
    let acks = json!([acknowledged("not_recognised", "list")]);
    let answer = ask(&case("never_paid", &receipt, acks, json!([])));
    assert!(codes(&answer, "facts").contains(&"ack_denied".to_owned()));
    for member in ["answer", "code", "level", "conflicts", "by"] {
        assert_eq!(answer[member], plain[member], "{member}");
    }
    // Whoever did not recognise it then and complains about the goods now cannot have it both ways.
    let acks = json!([acknowledged("not_recognised", "own")]);
    let answer = ask(&case("complaint", &receipt, acks, json!([])));
    assert_eq!(answer["conflicts"][0]["field"], "acknowledged");
}

#[test]
fn a_report_with_a_confirmation_that_nobody_carries_gains_no_level() {
    let receipt = sale("{}");
    let level = |ack: Value, evidence: Value| {
        let mut case = case("never_paid", &receipt, json!([ack]), json!([]));
        let list = case["reports"][0]["evidence"].as_array_mut().unwrap();
        list.push(evidence);
        ask(&case)["level"].clone()
    };
    let ack = acknowledged("mine", "list");
    let evidence = json!({"level": "E3", "role": "customer", "iss": "https://check.example", "name": "Chain of shops", "party": "C", "at": ack["at"]});
    assert_eq!(level(ack.clone(), evidence.clone()), "E3");
    let with = |member: &str, value: Value| {
        let mut ack = ack.clone();
        ack[member] = value;
        ack
    };
    for changed in [
        with("counts", json!(false)),
        with("bound", json!("none")),
        with("bound", json!("own")),
        with("verdict", json!("not_recognised")),
        with("code", json!("ack_other_card")),
        with("by", json!(null)),
        with("at", json!(EVENT)),
    ] {
        assert_eq!(level(changed.clone(), evidence.clone()), "E1", "{changed}");
    }
    let mut elsewhere = evidence;
    elsewhere["level"] = json!("E1");
    assert_eq!(level(ack, elsewhere), "E1");
}

#[test]
fn a_confirmation_is_no_acquirers_word() {
    let ack = acknowledged("mine", "list");
    let mut case = case("never_paid", &sale("{}"), json!([ack]), json!([]));
    let evidence = json!({"level": "E3", "role": "customer", "iss": "https://check.example", "name": "Chain of shops", "party": "C", "at": EVENT + DAY});
    case["reports"][0]["evidence"]
        .as_array_mut()
        .unwrap()
        .push(evidence);
    let answer = ask(&case);
    let limits = answer["not_proved"].as_array().unwrap();
    assert!(limits.contains(&json!("acquirer_result")), "{limits:?}");
    assert!(!limits.contains(&json!("collusion")), "{limits:?}");
}

#[test]
fn an_agreement_comes_first_among_the_steps_until_its_day_has_passed_or_the_refund_is_stated() {
    let receipt = approved(&sale("{}"));
    let refunded = stated(
        &stated(&receipt, Event::Captured, 2, "{}"),
        Event::RefundIssued,
        3,
        &json!({"amount": 18650, "arn": "74537606327000000000002", "at": EVENT + 3 * DAY, "iat": EVENT + 3 * DAY}).to_string(),
    );
    for (input, due, fact, customer, merchant) in [
        (
            &receipt,
            20,
            "settlement_agreed",
            "wait_agreed_day",
            "do_what_was_agreed",
        ),
        (
            &receipt,
            5,
            "settlement_due_passed",
            "ask_for_agreed",
            "show_agreed_done",
        ),
        (
            &refunded,
            5,
            "settlement_refunded",
            "compare_bank_lines",
            "give_refund_reference",
        ),
    ] {
        let settlements = json!([settled("agreed", "refund", Some(due))]);
        let answer = ask(&case("complaint", input, json!([]), settlements));
        assert!(codes(&answer, "facts").contains(&fact.to_owned()), "{fact}");
        assert_eq!(steps(&answer, "customer")[0], customer);
        assert_eq!(steps(&answer, "merchant")[0], merchant);
        assert!(!steps(&answer, "merchant").contains(&"offer_remedy"));
        let limits = answer["not_proved"].as_array().unwrap();
        assert!(limits.contains(&json!("agreed_done")) && limits.contains(&json!("agreed_facts")));
    }
}

#[test]
fn what_only_one_side_signed_is_no_agreement() {
    let receipt = approved(&sale("{}"));
    let mut proposal = settled("agreed", "refund", Some(20));
    proposal["second"] = json!(null);
    for (settlement, fact) in [
        (proposal, "settlement_proposed"),
        (
            settled("one_side_unidentified", "refund", Some(20)),
            "settlement_one_side",
        ),
        (
            settled("unidentified", "refund", Some(20)),
            "settlement_unidentified",
        ),
    ] {
        let answer = ask(&case("complaint", &receipt, json!([]), json!([settlement])));
        assert!(codes(&answer, "facts").contains(&fact.to_owned()), "{fact}");
        assert!(!codes(&answer, "facts").contains(&"settlement_agreed".to_owned()));
        assert!(!steps(&answer, "customer").contains(&"wait_agreed_day"));
        assert!(
            !answer["not_proved"]
                .as_array()
                .unwrap()
                .contains(&json!("agreed_done"))
        );
    }
}

//! Drafts of answers and settlements: what a phone is asked to sign, and what it gets for that. What a verifier would refuse is refused before.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/phone.rs"]
mod phone;
#[path = "common/world.rs"]
mod world;

use phone::{Ceremony, Key, PAGE, device_key, ed25519_passkey, passkey, trust_with};
use proptest::prelude::*;
use receipt_verifier::issue::sign_off::{Drafted, draft_ack, draft_settlement, glue, seal};
use receipt_verifier::json::{Object, Value};
use receipt_verifier::report::SettlementState;
use receipt_verifier::sign_off::{Domain, Proof};
use receipt_verifier::{Fault, Level};
use world::{EVENT, base64url, check_under, issue, merged, object, sale, sale_with, store_from};

const LAST4: &str = r#","last4":"4417""#;

fn draft(key: &Key, dossier: &str, changes: &str) -> String {
    let method = match key {
        Key::Device(_) => "device_key",
        _ => "passkey",
    };
    let mut base = object(&format!(
        r#"{{"iss":"{PAGE}","iat":{},"method":"{method}"}}"#,
        EVENT + 60
    ));
    base.set("dossier", Value::Text(dossier.to_owned()));
    base.set("key", Value::Object(object(&key.jwk(""))));
    merged(&base, changes).to_text()
}

/// What page and authenticator hand back, as JSON.
fn answered(proof: &Proof) -> String {
    let mut out = Object::default();
    let encoded = |bytes: &[u8]| Value::Text(base64url(bytes));
    out.set("authenticator_data", encoded(&proof.authenticator_data));
    out.set("client_data", Value::Text(proof.client_data.clone()));
    out.set("signature", encoded(&proof.signature));
    out.to_text()
}

fn signed(key: &Key, drafted: &Drafted, domain: Domain, ceremony: &Ceremony) -> String {
    match key {
        Key::Device(_) => {
            let signature = base64url(&key.sign(drafted.signing_input.as_bytes()));
            format!(r#"{{"signature":"{signature}"}}"#)
        }
        _ => {
            let proof = ceremony.proof(key, domain, &drafted.signing_input);
            answered(&proof)
        }
    }
}

fn codes(faults: Vec<Fault>) -> Vec<(&'static str, String)> {
    faults
        .iter()
        .map(|f| (f.code(), f.member().to_owned()))
        .collect()
}

#[test]
fn a_drafted_answer_signed_sealed_and_glued_counts() {
    let receipt = issue(&sale());
    for key in [passkey(40), ed25519_passkey(40), device_key(40)] {
        for changes in [
            r#"{"verdict":"mine"}"#,
            r#"{"verdict":"mine","keyless":true}"#,
        ] {
            let drafted = draft_ack(&draft(&key, &receipt, changes)).unwrap();
            assert_eq!(
                (drafted.alg, drafted.kid.as_str()),
                (key.alg(), key.kid().as_str())
            );
            let proof = signed(&key, &drafted, Domain::Ack, &Ceremony::default());
            assert_eq!(
                proof.contains(&drafted.challenge),
                !matches!(key, Key::Device(_))
            );
            let token = seal(&drafted.signing_input, &proof).unwrap();
            let dossier = glue(&receipt, &token).unwrap();
            let store = store_from(&trust_with(&[key.jwk(LAST4)]));
            let report = check_under(&dossier, &store);
            assert_eq!(report.level, Level::E3);
            assert_eq!(report.acknowledgements[0].digest, drafted.digest);
        }
    }
}

#[test]
fn two_phones_make_an_agreement() {
    let receipt = issue(&sale());
    let (shop, customer) = (device_key(2), passkey(40));
    let terms = r#"{"iss":"https://pay.tenghui.example","side":"merchant","facts":["一盒茶叶已受潮"],"remedy":"refund","amount":18650,"due":1795940113,"keyless":true}"#;
    let drafted = draft_settlement(&draft(&shop, &receipt, terms)).unwrap();
    let proof = signed(&shop, &drafted, Domain::Settlement, &Ceremony::default());
    let first = seal(&drafted.signing_input, &proof).unwrap();
    let offered = glue(&receipt, &first).unwrap();
    let accept = format!(
        r#"{{"side":"customer","counterpart":"{}"}}"#,
        drafted.digest.to_text()
    );
    let drafted = draft_settlement(&draft(&customer, &offered, &accept)).unwrap();
    let proof = signed(
        &customer,
        &drafted,
        Domain::Settlement,
        &Ceremony::default(),
    );
    let second = seal(&drafted.signing_input, &proof).unwrap();
    // It comes back with everything, or alone.
    for back in [
        second.clone(),
        format!("{receipt}~{first}~{second}"),
        format!("https://v.example/#{second}"),
    ] {
        let dossier = glue(&offered, &back).unwrap();
        assert_eq!(dossier, format!("{receipt}~{first}~{second}"));
        let store = store_from(&trust_with(&[customer.jwk(LAST4)]));
        let report = check_under(&dossier, &store);
        assert_eq!(
            report.settlements[0].state,
            SettlementState::Agreed,
            "{:?}",
            report.ignored
        );
    }
    // On paper, too.
    let whole = receipt_verifier::Dossier::read(&glue(&offered, &second).unwrap()).unwrap();
    let link = whole.to_link("https://v.example/").unwrap();
    assert_eq!(glue(&receipt, &link).unwrap(), whole.to_text());
}

#[test]
fn what_a_verifier_would_refuse_is_not_drafted() {
    let receipt = issue(&sale());
    let key = passkey(40);
    for (changes, code, member) in [
        (r#"{"verdict":"perhaps"}"#, "ack_verdict_unknown", "verdict"),
        (
            r#"{"verdict":"amount_differs","amount":18650}"#,
            "ack_amount_same",
            "amount",
        ),
        (
            r#"{"verdict":"mine","amount":1}"#,
            "member_invalid",
            "amount",
        ),
        (
            r#"{"verdict":"mine","method":"spc"}"#,
            "member_invalid",
            "method",
        ),
        (
            r#"{"verdict":"mine","method":"device_key"}"#,
            "ack_method",
            "method",
        ),
        (
            r#"{"verdict":"mine","iss":"http://evil.example"}"#,
            "iss_invalid",
            "iss",
        ),
        (
            r#"{"verdict":"mine","dossier":"hello"}"#,
            "not_a_receipt",
            "",
        ),
        (
            r#"{"verdict":"mine","key":{"d":"AAAA"}}"#,
            "private_key_in_store",
            "key.d",
        ),
        (r#"{"verdict":"mine","iat":null}"#, "member_missing", "iat"),
    ] {
        let faults = codes(draft_ack(&draft(&key, &receipt, changes)).unwrap_err());
        assert_eq!(faults, [(code, member.to_owned())], "{changes}");
    }
    let terms = |changes: &str| {
        let base =
            r#"{"side":"customer","facts":["x"],"remedy":"refund","amount":100,"due":1795940113}"#;
        merged(&object(base), changes).to_text()
    };
    for (changes, code, member) in [
        (r#"{"amount":18651}"#, "settlement_above_amount", "amount"),
        (r#"{"currency":"USD"}"#, "settlement_above_amount", "amount"),
        (r#"{"remedy":"exchange"}"#, "member_invalid", "amount"),
        (r#"{"facts":["4111 1111 1111 1111"]}"#, "card_data", "facts"),
        (
            r#"{"facts":["ok"],"note":"4111111111111111"}"#,
            "card_data",
            "note",
        ),
        (r#"{"cvv":"123"}"#, "card_data", "cvv"),
        (
            r#"{"counterpart":"q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"}"#,
            "settlement_terms_twice",
            "facts",
        ),
    ] {
        let faults = codes(draft_settlement(&draft(&key, &receipt, &terms(changes))).unwrap_err());
        assert_eq!(
            faults.first(),
            Some(&(code, member.to_owned())),
            "{changes}"
        );
    }
    let hanging =
        r#"{"side":"customer","counterpart":"q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"}"#;
    let faults = codes(draft_settlement(&draft(&key, &receipt, hanging)).unwrap_err());
    assert_eq!(
        faults,
        [("settlement_other_half", "counterpart".to_owned())]
    );
}

#[test]
fn a_signature_that_does_not_fit_is_not_sealed() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let drafted = draft_ack(&draft(&key, &receipt, r#"{"verdict":"mine"}"#)).unwrap();
    let input = drafted.signing_input.as_str();
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
                challenge: Some(vec![7; 32]),
                ..Ceremony::default()
            },
            "ack_challenge",
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
                flags: 1,
                ..Ceremony::default()
            },
            "ack_user_not_verified",
        ),
    ] {
        let proof = signed(&key, &drafted, Domain::Ack, &ceremony);
        assert_eq!(codes(seal(input, &proof).unwrap_err())[0].0, code);
    }
    let other = signed(&passkey(41), &drafted, Domain::Ack, &Ceremony::default());
    assert_eq!(
        codes(seal(input, &other).unwrap_err())[0].0,
        "signature_invalid"
    );
    for proof in [
        "",
        "{}",
        r#"{"signature":1}"#,
        r#"{"signature":"AAAA","client_data":"{}"}"#,
    ] {
        assert_eq!(
            codes(seal(input, proof).unwrap_err())[0].0,
            "ack_proof_invalid"
        );
    }
    assert!(seal("a.b", r#"{"signature":"AAAA"}"#).is_err());
}

#[test]
fn only_what_is_about_this_receipt_is_glued_to_it() {
    let (receipt, other) = (issue(&sale()), issue(&sale_with(r#"{"number":"2"}"#)));
    let answer = phone::ack(&passkey(40), &other, "{}");
    for part in [answer.as_str(), other.as_str()] {
        assert_eq!(
            codes(glue(&receipt, part).unwrap_err()),
            [("other_receipt", String::new())]
        );
    }
    // Twice is once.
    let answer = phone::ack(&passkey(40), &receipt, "{}");
    let once = glue(&receipt, &answer).unwrap();
    assert_eq!(glue(&once, &once).unwrap(), once);
    assert_eq!(
        codes(glue("hello", &answer).unwrap_err())[0].0,
        "not_a_receipt"
    );
    assert_eq!(
        codes(glue(&answer, &answer).unwrap_err())[0].0,
        "not_a_receipt"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hostile_drafts_and_proofs_are_refused_and_never_panic(
        name in prop::sample::select(vec!["dossier", "iss", "iat", "method", "key", "verdict", "side", "facts", "remedy", "amount", "currency", "due", "counterpart"]),
        value in prop::sample::select(vec!["null", "-1", "9007199254740991", "[]", "{}", "[[]]", "\"\"", "\"\u{202e}\"", "true", "[1]", "{\"kty\":\"EC\"}"]),
        noise in ".{0,80}",
    ) {
        let receipt = issue(&sale());
        let key = passkey(40);
        for base in [r#"{"verdict":"mine"}"#, r#"{"side":"customer","facts":["x"],"remedy":"none"}"#] {
            let mut draft = object(&draft(&key, &receipt, base));
            let value = object(&format!(r#"{{"v":{value}}}"#)).get("v").unwrap().clone();
            draft.set(name, value);
            let text = draft.to_text();
            for drafted in [draft_ack(&text), draft_settlement(&text)].into_iter().flatten() {
                prop_assert!(seal(&drafted.signing_input, &noise).is_err());
            }
        }
        prop_assert!(draft_ack(&noise).is_err() && draft_settlement(&noise).is_err());
        let sealed = seal(&noise, r#"{"signature":"AAAA"}"#);
        prop_assert!(sealed.is_err());
        // What is no dossier adds nothing to one.
        prop_assert!(glue(&receipt, &noise).is_err());
    }
}

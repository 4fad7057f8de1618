//! Dossiers with customers' answers whose whole reports are kept in tests/vectors/acks.json: native code, both wasm modules and TypeScript
//! read the same file.
#![allow(dead_code, clippy::unwrap_used)]

use super::phone::{
    BE, BS, Ceremony, PAGE, UP_UV, ack, ack_in, ack_with_key, binding, device_key, passkey,
    trust_with,
};
use super::world::{EVENT, NOW, acquirer, approved, issue, sale, time};
use receipt_verifier::{Provenance, TrustStore, verify};

pub struct Case {
    pub name: &'static str,
    pub input: String,
    pub trust: String,
    /// This device's keys, as JSON, or empty.
    pub own: String,
}

pub fn cases() -> Vec<Case> {
    let receipt = issue(&sale());
    let (key, device, stranger) = (passkey(40), device_key(41), passkey(42));
    let tied = |key: &super::phone::Key| key.jwk(r#","last4":"4417""#);
    let trust = trust_with(&[tied(&key), tied(&device)]);
    let case = |name, parts: &[String]| Case {
        name,
        input: format!("{receipt}~{}", parts.join("~")),
        trust: trust.clone(),
        own: String::new(),
    };
    let synced = Ceremony {
        flags: UP_UV | BE | BS,
        count: 3,
        ..Ceremony::default()
    };
    let denial = format!(r#"{{"verdict":"not_recognised","iat":{}}}"#, EVENT + 120);
    let mut cases = vec![
        case("confirmed", &[ack(&key, &receipt, "{}")]),
        case(
            "confirmed_with_a_synced_passkey",
            &[ack_in(&key, &receipt, "{}", &synced)],
        ),
        case(
            "confirmed_with_a_device_key",
            &[ack(&device, &receipt, "{}")],
        ),
        case("not_recognised", &[ack(&key, &receipt, &denial)]),
        case(
            "amount_differs",
            &[ack(
                &key,
                &receipt,
                r#"{"verdict":"amount_differs","amount":1865,"currency":"CNY"}"#,
            )],
        ),
        case("unidentified", &[ack_with_key(&stranger, &receipt)]),
        case(
            "bound_by_the_acquirer",
            &[
                ack(&stranger, &receipt, "{}"),
                binding(&acquirer(), &stranger, &receipt, "{}"),
            ],
        ),
        case(
            "changed",
            &[ack(&key, &receipt, "{}"), ack(&key, &receipt, &denial)],
        ),
        case(
            "refused",
            &[ack_in(
                &key,
                &receipt,
                "{}",
                &Ceremony {
                    origin: "https://evil.example".into(),
                    ..Ceremony::default()
                },
            )],
        ),
        Case {
            input: format!("{}~{}", approved(&receipt), ack(&key, &receipt, "{}")),
            ..case("confirmed_beside_the_acquirer", &[])
        },
        Case {
            own: format!(r#"{{"origin":"{PAGE}","keys":[{}]}}"#, stranger.jwk("")),
            ..case("own_key", &[ack(&stranger, &receipt, "{}")])
        },
        Case {
            input: ack(&key, &receipt, "{}"),
            ..case("without_its_receipt", &[])
        },
    ];
    cases.sort_by_key(|case| case.name);
    cases
}

pub fn report(case: &Case) -> String {
    let mut store = TrustStore::parse(case.trust.as_bytes(), Provenance::User).unwrap();
    if !case.own.is_empty() {
        store.own(case.own.as_bytes()).unwrap();
    }
    verify(&case.input, &store, time(NOW)).to_json()
}

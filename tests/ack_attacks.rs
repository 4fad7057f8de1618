//! What shops and customers might try with the customer's answer: none of it lifts a level, and each has its code.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/phone.rs"]
mod phone;
#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use phone::{
    BS, Ceremony, Key, PAGE, UP_UV, ack, ack_in, ack_with_key, binding, customers, device_key,
    ed25519_passkey, passkey, seal, signing_input, trust_with,
};
use receipt_verifier::json::{Object, Value};
use receipt_verifier::sign_off::{Domain, HolderKey, Proof};
use receipt_verifier::{Level, Provenance, Report, Role, SecretKey, Statement, TrustStore};
use world::{
    ACQUIRER, SHOP, acquirer, base64url, check_under, identity, ignored_codes, issue, object, sale,
    sale_with, store, store_from, till_pc, trust_json,
};

const LAST4: &str = r#","last4":"4417""#;

fn listed(key: &Key) -> TrustStore {
    store_from(&trust_with(&[key.jwk(LAST4)]))
}

/// Nothing is lifted, and the answer is not listed at all.
fn refused(dossier: &str, store: &TrustStore, code: &str) {
    let report = check_under(dossier, store);
    assert_eq!(ignored_codes(&report), [code]);
    assert!(report.acknowledgements.is_empty());
    stands_alone(&report);
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

/// The answer is listed with the reason why its key says nothing.
fn listed_only(dossier: &str, store: &TrustStore, code: &str) -> Report {
    let report = check_under(dossier, store);
    let codes: Vec<_> = report.acknowledgements.iter().map(|a| a.code).collect();
    assert_eq!(codes, [Some(code)], "{:?}", report.ignored);
    assert!(!report.acknowledgements[0].counts);
    stands_alone(&report);
    report
}

fn stands_alone(report: &Report) {
    assert_eq!(report.level, Level::E1);
    assert!(report.evidence.iter().all(|e| e.level == Level::E1));
    assert_eq!(report.signers.len(), 1);
    assert!(!report.notes.contains(&"customer_confirmed"));
    assert!(!report.has_conflict());
}

fn pinned() -> TrustStore {
    let mut store = store();
    store.pin_ack_origin(PAGE).unwrap();
    store
}

#[test]
fn a_self_made_customers_key() {
    let receipt = issue(&sale());
    for key in [passkey(50), ed25519_passkey(50), device_key(50)] {
        let dossier = format!("{receipt}~{}", ack_with_key(&key, &receipt));
        listed_only(&dossier, &pinned(), "ack_key_unidentified");
        // Beside customers whom a list names, too.
        listed_only(&dossier, &listed(&passkey(51)), "ack_key_unidentified");
        // Without the key in it there is nothing to check it with.
        let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
        refused(&dossier, &pinned(), "ack_key_missing");
    }
}

#[test]
fn an_answer_about_another_receipt_and_the_same_one_twice() {
    let (receipt, other) = (
        issue(&sale()),
        issue(&sale_with(
            r#"{"number":"OTHER","terminal":{"counter":500}}"#,
        )),
    );
    let key = passkey(50);
    let store = listed(&key);
    refused(
        &format!("{receipt}~{}", ack(&key, &other, "{}")),
        &store,
        "other_receipt",
    );
    let answer = ack(&key, &receipt, "{}");
    let report = check_under(&format!("{receipt}~{answer}~{answer}"), &store);
    assert_eq!(ignored_codes(&report), ["duplicate"]);
    assert_eq!(report.evidence.len(), 2);
    // A copy with a broken signature in front of it does not silence it.
    let broken = reproof(&answer, |proof| proof.signature[10] ^= 1);
    let report = check_under(&format!("{receipt}~{broken}~{answer}"), &store);
    assert_eq!(ignored_codes(&report), ["signature_invalid"]);
    assert_eq!(report.level, Level::E3);
}

#[test]
fn an_assertion_of_one_receipt_under_the_payload_of_another() {
    let (receipt, other) = (
        issue(&sale()),
        issue(&sale_with(
            r#"{"number":"OTHER","terminal":{"counter":500}}"#,
        )),
    );
    let key = passkey(50);
    let stolen = ack(&key, &other, "{}");
    let wanted = ack(&key, &receipt, "{}");
    let (_, proof) = stolen.rsplit_once('.').unwrap();
    let (input, _) = wanted.rsplit_once('.').unwrap();
    refused(
        &format!("{receipt}~{input}.{proof}"),
        &listed(&key),
        "ack_challenge",
    );
}

#[test]
fn what_browser_and_authenticator_must_say() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let store = listed(&key);
    let of = |ceremony: Ceremony| format!("{receipt}~{}", ack_in(&key, &receipt, "{}", &ceremony));
    let plain = Ceremony::default;
    for (ceremony, code) in [
        (
            Ceremony {
                kind: "webauthn.create",
                ..plain()
            },
            "ack_type",
        ),
        (
            Ceremony {
                kind: "payment.get",
                ..plain()
            },
            "ack_type",
        ),
        // A login: some server's random bytes.
        (
            Ceremony {
                challenge: Some(vec![7; 32]),
                ..plain()
            },
            "ack_challenge",
        ),
        (
            Ceremony {
                challenge: Some(vec![7; 16]),
                ..plain()
            },
            "ack_challenge",
        ),
        (
            Ceremony {
                more: r#","crossOrigin":true"#,
                ..plain()
            },
            "ack_cross_origin",
        ),
        (
            Ceremony {
                more: r#","crossOrigin":false,"topOrigin":"https://evil.example""#,
                ..plain()
            },
            "ack_cross_origin",
        ),
        (
            Ceremony {
                more: r#","topOrigin":null"#,
                ..plain()
            },
            "ack_cross_origin",
        ),
        (
            Ceremony {
                more: r#","crossOrigin":"no""#,
                ..plain()
            },
            "ack_client_data",
        ),
        (
            Ceremony {
                more: r#","origin":"https://evil.example""#,
                ..plain()
            },
            "ack_client_data",
        ),
        (
            Ceremony {
                more: r#","type":"webauthn.get""#,
                ..plain()
            },
            "ack_client_data",
        ),
        (
            Ceremony {
                origin: "https://evil.example".into(),
                ..plain()
            },
            "ack_origin",
        ),
        (
            Ceremony {
                origin: format!("{PAGE}:8443"),
                ..plain()
            },
            "ack_origin",
        ),
        (
            Ceremony {
                origin: "https://verify.example.evil.example".into(),
                ..plain()
            },
            "ack_origin",
        ),
        (
            Ceremony {
                rp_id: "evil.example",
                ..plain()
            },
            "ack_rp_id",
        ),
        (
            Ceremony {
                rp_id: "example",
                ..plain()
            },
            "ack_rp_id",
        ),
        (
            Ceremony {
                flags: UP_UV & !1,
                ..plain()
            },
            "ack_user_absent",
        ),
        (
            Ceremony {
                flags: 1,
                ..plain()
            },
            "ack_user_not_verified",
        ),
        (
            Ceremony {
                flags: UP_UV | BS,
                ..plain()
            },
            "ack_authenticator",
        ),
        // Attested data, extensions, and what stands behind the counter.
        (
            Ceremony {
                flags: UP_UV | 0x40,
                ..plain()
            },
            "ack_authenticator",
        ),
        (
            Ceremony {
                flags: UP_UV | 0x80,
                ..plain()
            },
            "ack_authenticator",
        ),
        (
            Ceremony {
                flags: UP_UV | 0x80,
                tail: &[0xa0],
                ..plain()
            },
            "ack_authenticator",
        ),
        (
            Ceremony {
                tail: &[0],
                ..plain()
            },
            "ack_authenticator",
        ),
    ] {
        refused(&of(ceremony), &store, code);
    }
    // What a browser adds besides is passed over.
    let more = r#","crossOrigin":false,"extraData":"clientDataJSON may be extended""#;
    let report = check_under(&of(Ceremony { more, ..plain() }), &store);
    assert_eq!(report.level, Level::E3);
}

#[test]
fn an_origin_that_nobody_pinned() {
    let receipt = issue(&sale());
    for key in [passkey(50), device_key(50)] {
        let answer = ack_in(
            &key,
            &receipt,
            &format!(r#"{{"iss":"https://evil.example","key":{}}}"#, key.jwk("")),
            &Ceremony {
                origin: "https://evil.example".into(),
                rp_id: "evil.example",
                ..Ceremony::default()
            },
        );
        // Not even to be listed: nobody knows what that page showed.
        refused(
            &format!("{receipt}~{answer}"),
            &listed(&key),
            "ack_origin_unknown",
        );
    }
}

#[test]
fn a_settlements_signature_is_no_acknowledgement() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let payload = phone::payload(&key, &receipt, "{}");
    let input = signing_input("receipt-ack+jwt", key.alg(), &key.kid(), &payload);
    let answer = seal(&key, &input, Domain::Settlement, &Ceremony::default());
    refused(
        &format!("{receipt}~{answer}"),
        &listed(&key),
        "ack_challenge",
    );
}

#[test]
fn a_denial_flipped_to_mine() {
    let receipt = issue(&sale());
    for (key, code) in [
        (passkey(50), "ack_challenge"),
        (device_key(50), "signature_invalid"),
    ] {
        let denial = ack(&key, &receipt, r#"{"verdict":"not_recognised"}"#);
        let flipped = repayload(&denial, |payload| {
            payload.set("verdict", Value::Text("mine".into()));
        });
        refused(&format!("{receipt}~{flipped}"), &listed(&key), code);
    }
}

#[test]
fn algorithm_and_method_swapped() {
    let receipt = issue(&sale());
    let ceremony = Ceremony::default();
    for (key, other) in [
        (passkey(50), "webauthn-ed25519"),
        (ed25519_passkey(50), "webauthn-es256"),
    ] {
        // Signed in full knowledge of the header that lies about the key.
        let payload = phone::payload(&key, &receipt, "{}");
        let input = signing_input("receipt-ack+jwt", other, &key.kid(), &payload);
        let answer = seal(&key, &input, Domain::Ack, &ceremony);
        refused(
            &format!("{receipt}~{answer}"),
            &listed(&key),
            "signature_invalid",
        );
        let answer = ack(&key, &receipt, r#"{"method":"device_key"}"#);
        refused(&format!("{receipt}~{answer}"), &listed(&key), "ack_method");
    }
    let key = device_key(50);
    let answer = ack(&key, &receipt, r#"{"method":"passkey"}"#);
    refused(&format!("{receipt}~{answer}"), &listed(&key), "ack_method");
    let answer = ack(&key, &receipt, r#"{"method":"spc"}"#);
    refused(&format!("{receipt}~{answer}"), &listed(&key), "ack_method");
    // A passkey's proof where a device key's signature belongs, and the other way round.
    let payload = phone::payload(&key, &receipt, "{}");
    let input = signing_input("receipt-ack+jwt", "webauthn-ed25519", &key.kid(), &payload);
    let answer = seal(&key, &input, Domain::Ack, &ceremony);
    refused(
        &format!("{receipt}~{answer}"),
        &listed(&key),
        "ack_proof_invalid",
    );
    let key = ed25519_passkey(50);
    let input = signing_input("receipt-ack+jwt", "Ed25519", &key.kid(), &payload);
    let answer = seal(&key, &input, Domain::Ack, &ceremony);
    refused(
        &format!("{receipt}~{answer}"),
        &listed(&key),
        "signature_length",
    );
}

#[test]
fn a_passkey_signs_nothing_but_answers() {
    let draft = sale();
    let key = passkey(50);
    let input = signing_input("receipt+jwt", "webauthn-es256", &key.kid(), &draft);
    let token = seal(&key, &input, Domain::Ack, &Ceremony::default());
    let report = check_under(&token, &listed(&key));
    assert_eq!(report.code, "alg_not_allowed");
}

#[test]
fn a_key_bound_to_another_card_or_to_none() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    let other = store_from(&trust_with(&[key.jwk(r#","last4":"4418""#)]));
    listed_only(&dossier, &other, "ack_other_card");
    let untied = store_from(&trust_with(&[key.jwk("")]));
    listed_only(&dossier, &untied, "ack_key_not_tied");
    // A receipt that names no card ties nobody by four digits.
    let cash = issue(&sale_with(r#"{"card":null}"#));
    listed_only(
        &format!("{cash}~{}", ack(&key, &cash, "{}")),
        &listed(&key),
        "ack_key_not_tied",
    );
}

#[test]
fn a_binding_to_another_receipt_or_to_nothing() {
    let (receipt, other) = (
        issue(&sale()),
        issue(&sale_with(
            r#"{"number":"OTHER","terminal":{"counter":500}}"#,
        )),
    );
    let key = passkey(50);
    let answer = ack(&key, &receipt, "{}");
    let with = |statement: String| format!("{receipt}~{answer}~{statement}");
    let to = |receipt: &str, changes: &str| binding(&acquirer(), &key, receipt, changes);
    listed_only(&with(to(&other, "{}")), &store(), "ack_key_not_tied");
    // All of it has to fit.
    let narrow = to(&other, r#"{"last4":"4417"}"#);
    listed_only(&with(narrow), &store(), "ack_key_not_tied");
    let narrow = to(&receipt, r#"{"last4":"4418"}"#);
    listed_only(&with(narrow), &store(), "ack_other_card");
    let nothing = to(&receipt, r#"{"receipt_digest":null}"#);
    let report = check_under(&with(nothing), &store());
    assert_eq!(
        ignored_codes(&report),
        ["ack_origin_unknown", "member_missing"]
    );
    stands_alone(&report);
}

#[test]
fn bound_by_the_shops_own_party() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    for (party, code) in [
        ("91330106MA27X", "party_same"),
        (" 91330106ma27x ", "party_same"),
        ("９１３３０１０６ＭＡ２７Ｘ", "party_same"),
    ] {
        let trust = trust_json(|issuers| issuers.push(customers(party, &[key.jwk(LAST4)])));
        listed_only(&dossier, &store_from(&trust), code);
    }
    let trust = trust_json(|issuers| {
        let mut entry = Object::default();
        for (name, value) in customers("X", &[key.jwk(LAST4)])
            .iter()
            .filter(|(n, _)| *n != "party")
        {
            entry.set(name, value.clone());
        }
        issuers.push(entry);
    });
    listed_only(&dossier, &store_from(&trust), "party_missing");
    // The shop's own acquirer arm.
    let statement = binding(&acquirer(), &key, &receipt, "{}");
    let mut own = store_from(&trust_json(|issuers| {
        issuers[1].set("party", Value::Text("91330106MA27X".into()));
    }));
    own.pin_ack_origin(PAGE).unwrap();
    listed_only(&format!("{dossier}~{statement}"), &own, "party_same");
}

#[test]
fn bound_by_an_acquirer_that_is_not_the_shops() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let other = identity(33, "https://other.example", Role::Acquirer, None);
    let mut store = store_from(&trust_json(|issuers| {
        issuers.push(entry_of(&other, "Acquirer B", "ACQ-B"));
    }));
    store.pin_ack_origin(PAGE).unwrap();
    let statement = binding(&other, &key, &receipt, "{}");
    let dossier = format!("{receipt}~{}~{statement}", ack(&key, &receipt, "{}"));
    listed_only(&dossier, &store, "acquirer_not_named");
}

#[test]
fn bound_by_somebody_who_may_not() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let answer = ack_with_key(&key, &receipt);
    let report_of = |statement: String, store: &TrustStore| {
        let report = check_under(&format!("{receipt}~{answer}~{statement}"), store);
        stands_alone(&report);
        assert_eq!(
            report.acknowledgements[0].code,
            Some("ack_key_unidentified")
        );
        ignored_codes(&report)
    };
    // The shop itself, a stranger, a witness, a limited acquirer, a stolen key, a forged signature.
    assert_eq!(
        report_of(binding(&till_pc(), &key, &receipt, "{}"), &pinned()),
        ["role_not_allowed"]
    );
    let stranger = world::stranger();
    assert_eq!(
        report_of(binding(&stranger, &key, &receipt, "{}"), &pinned()),
        ["issuer_unknown"]
    );
    let forger = identity(34, ACQUIRER, Role::Acquirer, None);
    assert_eq!(
        report_of(binding(&forger, &key, &receipt, "{}"), &pinned()),
        ["key_unknown"]
    );
    for (member, value, code) in [
        ("merchants", r#"["other"]"#, "merchant_mismatch"),
        ("not_after", "1795000000", "key_expired"),
        (
            "revoked",
            r#"{"recorded":1795340500,"since":1795340400,"reason":"stolen"}"#,
            "key_withdrawn",
        ),
    ] {
        let mut store = store_from(&trust_json(|issuers| {
            world::set_key_member(issuers, 1, member, value);
        }));
        store.pin_ack_origin(PAGE).unwrap();
        let statement = binding(&acquirer(), &key, &receipt, "{}");
        assert_eq!(report_of(statement, &store), [code]);
    }
}

#[test]
fn a_delegate_grants_no_customers() {
    let receipt = issue(&sale());
    let key = passkey(50);
    // An acquirer that may vouch for shops and, were it let, for the page.
    let vouches = format!(r#"{{"for":["{SHOP}","{PAGE}"]}}"#);
    let entry = customers("BANK-I", &[key.jwk(LAST4)]).to_text();
    let shop = registry::shop_entry("");
    let mut store = registry::store(&vouches, &[shop.clone(), entry]);
    store.pin_ack_origin(PAGE).unwrap();
    let dossier = format!("{receipt}~{}", ack_with_key(&key, &receipt));
    listed_only(&dossier, &store, "vouch_role_not_allowed");
    let without = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    refused(&without, &store, "vouch_role_not_allowed");
    // A delegate's acquirer binds nobody either: an acquirer is for the root to name.
    let below = identity(35, "https://below.example", Role::Acquirer, None);
    let vouches = format!(r#"{{"for":["{SHOP}","https://below.example"]}}"#);
    let mut store = registry::store(&vouches, &[shop, entry_of(&below, "B", "B").to_text()]);
    store.pin_ack_origin(PAGE).unwrap();
    let statement = binding(&below, &key, &receipt, "{}");
    let report = check_under(&format!("{dossier}~{statement}"), &store);
    assert_eq!(ignored_codes(&report), ["vouch_role_not_allowed"]);
    stands_alone(&report);
}

#[test]
fn lists_that_a_page_brings_and_lists_of_published_keys() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    // The whole list from the page: neither shop nor customer counts, and it pins no origin.
    let json = trust_with(&[key.jwk(LAST4)]);
    let mut brought = TrustStore::parse(json.as_bytes(), Provenance::Host).unwrap();
    let report = check_under(&dossier, &brought);
    assert_eq!(ignored_codes(&report), ["ack_origin_unknown"]);
    assert_eq!(report.level, Level::E1);
    brought.pin_ack_origin(PAGE).unwrap();
    listed_only(&dossier, &brought, "keys_from_host");
    // The shop from a chosen list, its customers from the page.
    let list = |members: &str| {
        let entry = customers("BANK-I", &[key.jwk(LAST4)]).to_text();
        format!(r#"{{"version":1,{members}"issuers":[{entry}]}}"#)
    };
    let mut mixed = pinned();
    mixed
        .add_bare(list("").as_bytes(), Provenance::Host)
        .unwrap();
    listed_only(&dossier, &mixed, "keys_from_host");
    let mut sample = pinned();
    sample
        .add_bare(list(r#""sample":true,"#).as_bytes(), Provenance::User)
        .unwrap();
    listed_only(&dossier, &sample, "keys_from_sample");
    let mut unpinned = store();
    unpinned
        .add_bare(list(r#""sample":true,"#).as_bytes(), Provenance::User)
        .unwrap();
    refused(&dossier, &unpinned, "ack_origin_unknown");
}

#[test]
fn a_shop_that_only_its_own_domain_vouches_for() {
    let receipt = world::sign_unchecked(&sale(), &till_pc());
    let key = passkey(50);
    let shop = object(&format!(
        r#"{{"version":1,"iss":"{SHOP}","iat":1795300000,"exp":1797900000,"sequence":1,"issuers":[{{"iss":"{SHOP}","name":"x","role":"merchant","party":"91330106MA27X","keys":[{}]}}]}}"#,
        till_pc().to_public_jwk().to_text()
    ));
    let mut store = TrustStore::new();
    store
        .add_domain(
            &registry::sign_unread(&shop, &till_pc().key),
            &till_pc().iss,
        )
        .unwrap();
    let entry = customers("BANK-I", &[key.jwk(LAST4)]).to_text();
    store
        .add_bare(
            format!(r#"{{"version":1,"issuers":[{entry}]}}"#).as_bytes(),
            Provenance::User,
        )
        .unwrap();
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    listed_only_of_domain(&dossier, &store);
    // Nor does a key of this very device lift it.
    store
        .own(format!(r#"{{"origin":"{PAGE}","keys":[{}]}}"#, key.jwk("")).as_bytes())
        .unwrap();
    listed_only_of_domain(&dossier, &store);
}

fn listed_only_of_domain(dossier: &str, store: &TrustStore) {
    let report = listed_only(dossier, store, "keys_from_domain");
    assert_eq!(report.code, "domain_signed");
}

#[test]
fn the_shops_own_key_as_a_customers() {
    let receipt = issue(&sale());
    // The till's key under a customer's name, and a passkey that is the shop's too.
    let till = Key::Device(SecretKey::from_seed(&[2; 32]));
    listed_only(
        &format!("{receipt}~{}", ack(&till, &receipt, "{}")),
        &listed(&till),
        "key_shared",
    );
    let key = passkey(50);
    let shared = trust_json(|issuers| {
        let keys = object(&format!(r#"{{"v":[{}]}}"#, key.jwk("")));
        issuers[0].set("sign_off_keys", keys.get("v").unwrap().clone());
        issuers.push(customers("BANK-I", &[key.jwk(LAST4)]));
    });
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    listed_only(&dossier, &store_from(&shared), "key_shared");
    let statement = binding(&acquirer(), &key, &receipt, "{}");
    listed_only(
        &format!("{dossier}~{statement}"),
        &store_from(&shared),
        "key_shared",
    );
    let mut here = store_from(&shared);
    here.own(format!(r#"{{"origin":"{PAGE}","keys":[{}]}}"#, key.jwk("")).as_bytes())
        .unwrap();
    listed_only(&dossier, &here, "key_shared");
    // A key that is listed for the shop alone is nobody's customer.
    let only = trust_json(|issuers| {
        let keys = object(&format!(r#"{{"v":[{}]}}"#, key.jwk("")));
        issuers[0].set("sign_off_keys", keys.get("v").unwrap().clone());
    });
    let mut store = store_from(&only);
    store.pin_ack_origin(PAGE).unwrap();
    refused(&dossier, &store, "ack_key_missing");
}

#[test]
fn a_key_of_a_sister_company_or_of_the_binder_itself() {
    let receipt = issue(&sale());
    // A second entry of the shop's party, with a till and with a passkey of its own.
    let sister = identity(36, "https://sister.example", Role::Merchant, None);
    let passkey = passkey(52);
    let till = Key::Device(SecretKey::from_seed(&[36; 32]));
    let trust = |keys: &[String]| {
        trust_json(|issuers| {
            let mut entry = entry_of(&sister, "Sister", "91330106MA27X");
            let own = object(&format!(r#"{{"v":[{}]}}"#, passkey.jwk("")));
            entry.set("sign_off_keys", own.get("v").unwrap().clone());
            issuers.push(entry);
            issuers.push(customers("BANK-I", keys));
        })
    };
    for key in [&till, &passkey] {
        let answer = ack(key, &receipt, "{}");
        let by_list = store_from(&trust(&[key.jwk(LAST4)]));
        listed_only(&format!("{receipt}~{answer}"), &by_list, "key_shared");
        let statement = binding(&acquirer(), key, &receipt, "{}");
        let bound = store_from(&trust(&[]));
        listed_only(
            &format!("{receipt}~{answer}~{statement}"),
            &bound,
            "key_shared",
        );
    }
    // The acquirer binds its own key.
    let own = Key::Device(SecretKey::from_seed(&[3; 32]));
    let statement = binding(&acquirer(), &own, &receipt, "{}");
    let dossier = format!("{receipt}~{}~{statement}", ack(&own, &receipt, "{}"));
    listed_only(&dossier, &store(), "key_shared");
    // What a page brings takes nobody's key away.
    let key = phone::passkey(53);
    let mut store = listed(&key);
    let mut theirs = entry_of(&world::stranger(), "Page", "P");
    let keys = object(&format!(r#"{{"v":[{}]}}"#, key.jwk("")));
    theirs.set("sign_off_keys", keys.get("v").unwrap().clone());
    let list = format!(r#"{{"version":1,"issuers":[{}]}}"#, theirs.to_text());
    store.add_bare(list.as_bytes(), Provenance::Host).unwrap();
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    assert_eq!(check_under(&dossier, &store).level, Level::E3);
    // Nor does writing its bytes otherwise hide it in a list that somebody chose.
    let escaped = list.replace(r#""x":"#, r#""\u0078":"#);
    assert_ne!(escaped, list);
    let mut store = listed(&key);
    store
        .add_bare(escaped.as_bytes(), Provenance::User)
        .unwrap();
    listed_only(&dossier, &store, "key_shared");
}

#[test]
fn crowding_out_a_binding_with_bindings_of_other_receipts() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let right = binding(&acquirer(), &key, &receipt, "{}");
    let foreign: Vec<String> = (0..25)
        .map(|i| {
            let draft = sale_with(&format!(
                r#"{{"number":"N{i}","terminal":{{"counter":{i}}}}}"#
            ));
            binding(&acquirer(), &key, &issue(&draft), "{}")
        })
        .collect();
    for (changes, level) in [
        ("{}", Level::E3),
        (r#"{"verdict":"not_recognised"}"#, Level::E1),
    ] {
        let answer = ack(&key, &receipt, changes);
        for dossier in [
            format!("{receipt}~{answer}~{}~{right}", foreign.join("~")),
            format!("{receipt}~{answer}~{right}~{}", foreign.join("~")),
            format!("{right}~{}~{answer}~{receipt}", foreign.join("~")),
        ] {
            let report = check_under(&dossier, &store());
            assert_eq!(report.level, level);
            assert_eq!(report.acknowledgements[0].code, None);
            assert!(!report.notes.contains(&"ack_unidentified"));
            assert_eq!(ignored_codes(&report), ["key_not_used"; 25]);
        }
    }
}

#[test]
fn two_keys_under_one_name() {
    let receipt = issue(&sale());
    let (victim, thief) = (passkey(50), passkey(51));
    let named = |key: &Key| key.jwk(r#","kid":"one-name","last4":"4417""#);
    let store = store_from(&trust_with(&[named(&victim), named(&victim)]));
    let with_kid = |key: &Key, kid: &str, changes: &str| {
        let payload = phone::payload(key, &receipt, changes);
        let input = signing_input("receipt-ack+jwt", key.alg(), kid, &payload);
        format!(
            "{receipt}~{}",
            seal(key, &input, Domain::Ack, &Ceremony::default())
        )
    };
    refused(
        &with_kid(&thief, "one-name", "{}"),
        &store,
        "signature_invalid",
    );
    // The thief brings a key of their own under the victim's name.
    let brought = format!(r#"{{"key":{}}}"#, thief.jwk(""));
    let report = listed_only(
        &with_kid(&thief, "one-name", &brought),
        &store,
        "ack_key_unidentified",
    );
    assert_eq!(report.acknowledgements[0].kid, thief.kid());
    // The victim's key in the payload does not make the thief's signature the victim's.
    let brought = format!(r#"{{"key":{}}}"#, victim.jwk(""));
    refused(
        &with_kid(&thief, "one-name", &brought),
        &store,
        "signature_invalid",
    );
    // Nor does another key in the payload of what the victim signed: that one is meant.
    let brought = format!(r#"{{"key":{}}}"#, thief.jwk(""));
    refused(
        &with_kid(&victim, "one-name", &brought),
        &store,
        "signature_invalid",
    );
    // Both listed under it: each is found.
    let store = store_from(&trust_with(&[named(&thief), named(&victim)]));
    let report = check_under(&with_kid(&victim, "one-name", "{}"), &store);
    assert_eq!(report.level, Level::E3);
    assert_eq!(
        report.acknowledgements[0].thumbprint,
        base64url(&victim.public().thumbprint())
    );
}

#[test]
fn a_second_spelling_of_the_proof() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let store = listed(&key);
    let answer = ack(&key, &receipt, "{}");
    let proof = proof_of(&answer);
    let data = base64url(&proof.authenticator_data);
    let signature = base64url(&proof.signature);
    let client = Value::Text(proof.client_data.clone());
    let client = {
        let mut object = Object::default();
        object.set("v", client);
        let text = object.to_text();
        text[5..text.len() - 1].to_owned()
    };
    let (a, c, s) = (
        format!(r#""authenticator_data":"{data}""#),
        format!(r#""client_data":{client}"#),
        format!(r#""signature":"{signature}""#),
    );
    assert_eq!(format!("{{{a},{c},{s}}}"), proof.to_text());
    for (spelling, why) in [
        (format!("{{{a}, {c},{s}}}"), "white space"),
        (format!("{{{c},{a},{s}}}"), "order"),
        (format!("{{{a},{c},{s},\"x\":1}}"), "a member more"),
        (format!("{{{a},{c}}}"), "a member less"),
        (format!("{{{a},{c},{s},{s}}}"), "twice"),
        (
            format!("{{{a},{},{s}}}", c.replace("get", "g\\u0065t")),
            "an escape",
        ),
        (
            format!("{{{a},{},{s}}}", c.replace("https:", "https\\u003a")),
            "another escape",
        ),
        (
            format!("{{{},{c},{s}}}", a.replace(&data, &format!("{data}="))),
            "padding",
        ),
        (
            format!(
                "{{{},{c},{s}}}",
                a.replace('-', "+").replace(&data, &format!("{data}=="))
            ),
            "standard base64",
        ),
        (format!("{{{a},{c},{s}}}\n"), "a line feed behind it"),
        ("[]".to_owned(), "a list"),
        (String::new(), "nothing"),
        (
            format!("{{{a},\"client_data\":\"{}\",{s}}}", "a".repeat(4096)),
            "too long",
        ),
    ] {
        let (input, _) = answer.rsplit_once('.').unwrap();
        let spelled = format!("{input}.{}", base64url(spelling.as_bytes()));
        let report = check_under(&format!("{receipt}~{spelled}"), &store);
        assert_eq!(ignored_codes(&report), ["ack_proof_invalid"], "{why}");
        stands_alone(&report);
    }
    // Nor is the segment itself spelled two ways.
    refused(&format!("{receipt}~{answer}="), &store, "base64_invalid");
}

#[test]
fn points_that_are_none_and_signatures_that_are_no_der() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let HolderKey::P256(xy) = key.public() else {
        unreachable!()
    };
    let answer = ack(&key, &receipt, "{}");
    let dossier = format!("{receipt}~{answer}");
    let jwk = |x: &[u8], y: &[u8]| {
        format!(
            r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}","kid":"{}","last4":"4417"}}"#,
            base64url(x),
            base64url(y),
            key.kid()
        )
    };
    let (x, y) = xy.split_at(32);
    let mut off = y.to_vec();
    off[31] ^= 1;
    // Off the curve, the point at infinity's zeros, coordinates that are no field elements.
    for (x, y) in [
        (x, &off[..]),
        (&[0; 32], &[0; 32]),
        (&[255; 32], y),
        (x, &[255; 32]),
    ] {
        let store = store_from(&trust_with(&[jwk(x, y)]));
        refused(&dossier, &store, "signature_invalid");
        let brought = format!(
            r#"{{"key":{}}}"#,
            jwk(x, y).replace(r#","last4":"4417""#, "")
        );
        refused(
            &format!("{receipt}~{}", ack(&key, &receipt, &brought)),
            &pinned(),
            "signature_invalid",
        );
    }
    // Too short: no such key at all.
    let store = store_from(&trust_with(&[jwk(&x[1..], y)]));
    refused(&dossier, &store, "ack_key_missing");
    let der = proof_of(&answer).signature;
    let junk: [(&str, Vec<u8>); 7] = [
        ("nothing", vec![]),
        ("bytes behind it", [&der[..], &[0]].concat()),
        ("cut off", der[..der.len() - 1].to_vec()),
        ("raw r and s", vec![1; 64]),
        ("zeros", vec![0x30, 6, 2, 1, 0, 2, 1, 0]),
        ("a length in two bytes", [&[0x30, 0x81], &der[1..]].concat()),
        (
            "an indefinite length",
            [&[0x30, 0x80], &der[2..], &[0, 0]].concat(),
        ),
    ];
    for (why, signature) in junk {
        let answer = reproof(&answer, |proof| proof.signature.clone_from(&signature));
        let report = check_under(&format!("{receipt}~{answer}"), &listed(&key));
        assert_eq!(ignored_codes(&report), ["signature_invalid"], "{why}");
    }
}

#[test]
fn windows_of_bindings_and_of_listed_keys() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let answer = ack(&key, &receipt, "{}");
    let bound = |changes: &str| {
        format!(
            "{receipt}~{answer}~{}",
            binding(&acquirer(), &key, &receipt, changes)
        )
    };
    let (before, after) = (world::EVENT + 59, world::EVENT + 61);
    listed_only(
        &bound(&format!(r#"{{"exp":{before}}}"#)),
        &store(),
        "key_expired",
    );
    listed_only(
        &bound(&format!(r#"{{"iat":{after}}}"#)),
        &store(),
        "key_not_yet_valid",
    );
    for (members, code) in [
        (format!(r#","not_after":{before}"#), "key_expired"),
        (format!(r#","not_before":{after}"#), "key_not_yet_valid"),
        (
            format!(r#","revoked":{{"recorded":{after},"since":{before},"reason":"superseded"}}"#),
            "key_retired",
        ),
        // Nobody else dates what a holder signs.
        (
            format!(r#","revoked":{{"recorded":{after},"since":{after},"reason":"stolen"}}"#),
            "key_withdrawn",
        ),
    ] {
        let jwk = key.jwk(&format!("{LAST4}{members}"));
        let store = store_from(&trust_with(&[jwk]));
        let dossier = format!("{receipt}~{answer}");
        listed_only(&dossier, &store, code);
        // A list takes keys back, whoever binds them.
        listed_only(&bound("{}"), &store, code);
    }
}

#[test]
fn a_shops_or_an_unknown_relying_party_in_a_list() {
    let receipt = issue(&sale());
    let key = passkey(50);
    let dossier = format!("{receipt}~{}", ack(&key, &receipt, "{}"));
    // The list's signer may not tie a page's customers to another site's passkeys; such keys are none.
    for rp_id in [
        "evil.example",
        "example",
        "xverify.example",
        "a.verify.example",
    ] {
        let jwk = key.jwk(&format!(r#","rp_id":"{rp_id}"{LAST4}"#));
        refused(
            &dossier,
            &store_from(&trust_with(&[jwk])),
            "ack_key_missing",
        );
    }
}

#[test]
fn unidentified_answers_move_nothing_and_crowd_out_nobody() {
    let receipt = issue(&sale());
    let key = passkey(40);
    let junk: Vec<String> = (60..90)
        .map(|seed| ack_with_key(&device_key(seed), &receipt))
        .collect();
    let contradictory = ack(
        &device_key(60),
        &receipt,
        &format!(
            r#"{{"verdict":"not_recognised","iat":1,"key":{}}}"#,
            device_key(60).jwk("")
        ),
    );
    let dossier = format!(
        "{receipt}~{contradictory}~{}~{}",
        junk.join("~"),
        ack(&key, &receipt, "{}")
    );
    let report = check_under(&dossier, &listed(&key));
    assert_eq!(report.level, Level::E3);
    assert!(!report.has_conflict());
    assert!(!world::check_codes(&report).contains(&"ack_time"));
    assert!(ignored_codes(&report).contains(&"too_many_parts"));
    let counting: Vec<_> = report
        .acknowledgements
        .iter()
        .filter(|a| a.counts)
        .collect();
    assert_eq!(counting.len(), 1);
}

#[test]
fn an_intent_is_acknowledged_by_nobody() {
    let intent = world::intent(&till_pc(), "{}");
    let key = passkey(50);
    let digest = Statement::parse(&intent).unwrap().digest().to_text();
    let receipt = issue(&sale());
    let answer = ack(
        &key,
        &receipt,
        &format!(r#"{{"receipt_digest":"{digest}"}}"#),
    );
    let report = check_under(&format!("{intent}~{answer}"), &listed(&key));
    assert_eq!(report.code, "intent_signed");
    assert_eq!(ignored_codes(&report), ["other_receipt"]);
    assert!(report.acknowledgements.is_empty());
}

fn entry_of(identity: &receipt_verifier::issue::Identity, name: &str, party: &str) -> Object {
    let mut entry = object(&format!(
        r#"{{"iss":"{}","name":"{name}","role":"{}","party":"{party}"}}"#,
        identity.iss.as_str(),
        identity.role.as_str()
    ));
    entry.set(
        "keys",
        Value::List(vec![Value::Object(identity.to_public_jwk())]),
    );
    entry
}

fn proof_of(token: &str) -> Proof {
    let (_, proof) = token.rsplit_once('.').unwrap();
    Proof::parse(&world::unbase64url(proof)).unwrap()
}

/// The same statement with its proof changed.
fn reproof(token: &str, change: impl Fn(&mut Proof)) -> String {
    let (input, _) = token.rsplit_once('.').unwrap();
    let mut proof = proof_of(token);
    change(&mut proof);
    format!("{input}.{}", base64url(proof.to_text().as_bytes()))
}

/// The same signature under another payload.
fn repayload(token: &str, change: impl Fn(&mut Object)) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let payload = String::from_utf8(world::unbase64url(parts[1])).unwrap();
    let mut payload = object(&payload);
    change(&mut payload);
    format!(
        "{}.{}.{}",
        parts[0],
        base64url(payload.to_text().as_bytes()),
        parts[2]
    )
}

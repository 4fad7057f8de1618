//! Which lists are taken (PROTOCOL sections 7, 7.2, 7.3), and how one is asked.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use receipt_verifier::trust::{Pins, Seen, lint};
use receipt_verifier::{Outcome, Provenance, TrustStore, verify};
use registry::{
    REGISTRY, acquirer_entry, add, delegate, for_shop, pins, root, seen, shop_entry, sign_unread,
    store,
};
use world::{ACQUIRER, SHOP, approved, check_under, issue, object, sale, stranger, time};

fn code_of(token: &str, seen: Option<&Seen>) -> &'static str {
    TrustStore::new()
        .add_signed(token, &pins(), Provenance::Pinned, seen)
        .map_or_else(|e| e.code(), |_| "taken")
}

#[test]
fn a_list_of_a_pinned_registry_is_taken_with_what_it_says_about_itself() {
    let list = registry::list(
        REGISTRY,
        42,
        r#""contact":"95516","delegates":[{"iss":"https://acquirer.example","url":"https://acquirer.example/trust.jwt"}],"#,
        &[acquirer_entry(&for_shop()), shop_entry("")],
    );
    let token = registry::sign(&list, &registry::registry());
    let facts = add(&mut TrustStore::new(), &token).unwrap();
    assert_eq!(facts.iss.as_ref().unwrap().as_str(), REGISTRY);
    assert_eq!((facts.sequence, facts.issuers), (Some(42), 2));
    assert_eq!(facts.contact.unwrap().raw(), "95516");
    assert_eq!(facts.delegates[0].iss.as_str(), ACQUIRER);
    assert_eq!(facts.provenance, Some(Provenance::Pinned));
    assert_eq!(facts.digest.unwrap().len(), 43);
}

#[test]
fn what_is_no_list_of_anybody_known_is_refused() {
    let list = registry::list(REGISTRY, 1, "", &[shop_entry("")]);
    let with = |name: &str, json: &str| {
        let mut list = list.clone();
        let value = object(&format!(r#"{{"v":{json}}}"#));
        list.set(name, value.get("v").unwrap().clone());
        sign_unread(&list, &registry::registry())
    };
    let without = |name: &str| {
        let kept = list.iter().filter(|(n, _)| *n != name);
        let mut out = object("{}");
        for (name, value) in kept {
            out.set(name, value.clone());
        }
        sign_unread(&out, &registry::registry())
    };
    let good = sign_unread(&list, &registry::registry());
    let (signed, _) = good.rsplit_once('.').unwrap();
    let (_, other) = root(&[])
        .rsplit_once('.')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    for (token, code) in [
        (good.clone(), "taken"),
        // A registry that is not pinned, and one that only claims to be.
        (
            sign_unread(
                &registry::list("https://else.example", 1, "", &[]),
                &registry::registry(),
            ),
            "list_signer_unknown",
        ),
        (
            sign_unread(&list, &stranger().key),
            "list_signature_invalid",
        ),
        (format!("{signed}.{other}"), "list_signature_invalid"),
        (issue(&sale()), "list_not_signed_list"),
        ("hello".to_owned(), "list_not_signed_list"),
        (without("exp"), "member_missing"),
        (without("iat"), "member_missing"),
        (without("sequence"), "member_missing"),
        (without("iss"), "member_missing"),
        (without("issuers"), "member_missing"),
        (with("version", "2"), "member_invalid"),
        (with("issuers", "{}"), "member_invalid"),
        (
            with(
                "delegates",
                r#"[{"iss":"https://a.example","url":"javascript:alert(1)"}]"#,
            ),
            "member_invalid",
        ),
        (
            with(
                "delegates",
                r#"[{"iss":"https://a.example","url":"https://a.example/ x"}]"#,
            ),
            "member_invalid",
        ),
        (with("must_understand", r#"["quorum"]"#), "must_understand"),
        (
            with("must_understand", r#"["issuers","delegates"]"#),
            "taken",
        ),
        (
            sign_unread(
                &registry::list(REGISTRY, 1, "", &[shop_entry(""), shop_entry("")]),
                &registry::registry(),
            ),
            "issuer_twice",
        ),
    ] {
        assert_eq!(code_of(&token, None), code, "{token}");
    }
}

#[test]
fn a_sequence_never_goes_back_and_means_one_list() {
    let list = |sequence, entries: &[String]| {
        sign_unread(
            &registry::list(REGISTRY, sequence, "", entries),
            &registry::registry(),
        )
    };
    let newest = list(8, &[shop_entry("")]);
    let seen = seen(&add(&mut TrustStore::new(), &newest).unwrap());
    for (token, code) in [
        (newest.clone(), "taken"),
        (list(9, &[]), "taken"),
        (list(7, &[shop_entry("")]), "list_rolled_back"),
        (list(8, &[]), "list_sequence_reused"),
    ] {
        assert_eq!(code_of(&token, Some(&seen)), code);
    }
    // What stands in the store was seen too, and what is refused replaces nothing.
    let mut store = TrustStore::new();
    add(&mut store, &newest).unwrap();
    assert_eq!(
        add(&mut store, &list(7, &[])).unwrap_err().code(),
        "list_rolled_back"
    );
    assert_eq!(
        add(&mut store, &list(8, &[])).unwrap_err().code(),
        "list_sequence_reused"
    );
    assert_eq!(check_under(&issue(&sale()), &store).code, "terminal_signed");
    // A newer list takes the place of the older one.
    add(&mut store, &list(9, &[])).unwrap();
    assert_eq!(check_under(&issue(&sale()), &store).code, "issuer_unknown");
}

#[test]
fn a_delegates_list_obeys_its_own_sequence() {
    let mut store = store(&for_shop(), &[shop_entry("")]);
    let older = sign_unread(
        &registry::list(ACQUIRER, 2, "", &[]),
        &world::acquirer().key,
    );
    assert_eq!(
        add(&mut store, &older).unwrap_err().code(),
        "list_rolled_back"
    );
    // A newer list of its registry keeps it, as long as that lets it vouch.
    let renewed = sign_unread(
        &registry::list(REGISTRY, 8, "", &[acquirer_entry(&for_shop())]),
        &registry::registry(),
    );
    add(&mut store, &renewed).unwrap();
    assert_eq!(check_under(&issue(&sale()), &store).code, "terminal_signed");
}

#[test]
fn an_expired_list_goes_on_and_every_verdict_says_so() {
    let store = store(&for_shop(), &[shop_entry("")]);
    let dossier = approved(&issue(&sale()));
    let fresh = check_under(&dossier, &store);
    assert!(!fresh.notes.contains(&"list_expired"));
    let late = verify(&dossier, &store, time(1_797_900_001));
    assert_eq!(late.code, "acquirer_approved");
    assert!(late.notes.contains(&"list_expired") && late.ages.trust_list_expired);
    let params: Vec<_> = late.params.iter().collect();
    let days = receipt_verifier::report::Param::Number((1_797_900_001 - 1_795_300_000) / 86_400);
    assert!(params.contains(&("list_days", &days)), "{params:?}");
    assert!(late.vouching.unwrap().chain.iter().all(|v| v.expired));
}

#[test]
fn a_broken_entry_of_a_signed_list_sinks_itself_alone() {
    let broken =
        r#"{"iss":"https://broken.example","name":"B","role":"merchant","keys":[{"kty":"RSA"}]}"#;
    let demanding =
        shop_entry(r#","must_understand":["quorum"]"#).replace(SHOP, "https://new.example");
    let token = root(&[broken.to_owned(), demanding.clone(), shop_entry("")]);
    let mut store = TrustStore::new();
    add(&mut store, &token).unwrap();
    assert_eq!(check_under(&issue(&sale()), &store).code, "terminal_signed");
    for iss in ["https://broken.example", "https://new.example"] {
        let receipt = world::sign_unchecked(
            &world::sale_with(&format!(r#"{{"iss":"{iss}"}}"#)),
            &world::terminal(),
        );
        let report = check_under(&receipt, &store);
        assert_eq!(
            (report.outcome, report.code),
            (Outcome::UnknownSigner, "entry_invalid")
        );
    }
    // Nobody signs such a list by our own hand, and nobody takes it unsigned.
    let list = registry::list(REGISTRY, 1, "", &[broken.to_owned(), demanding]);
    let faults = receipt_verifier::issue::trust_list(&list, &registry::registry()).unwrap_err();
    assert!(faults.len() > 3, "{faults:?}");
    assert_eq!(faults, lint(list.to_text().as_bytes()).unwrap());
    assert!(
        faults
            .iter()
            .any(|f| f.member() == "issuers[1].must_understand")
    );
    let bare = TrustStore::parse(list.to_text().as_bytes(), Provenance::User);
    assert_eq!(bare.unwrap_err().code(), "key_not_ed25519");
}

#[test]
fn pins_are_public_keys_of_registries() {
    let x = registry::registry().public().x();
    let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#);
    let many = format!(
        r#"{{"version":1,"registries":[{{"iss":"{REGISTRY}","name":"R","keys":[{},{jwk}]}}]}}"#,
        jwk.replace(&x, &stranger().key.public().x())
    );
    // Two keys of one registry: it is about to change them.
    let pins = Pins::parse(many.as_bytes()).unwrap();
    for key in [&registry::registry(), &stranger().key] {
        let token = sign_unread(&registry::list(REGISTRY, 1, "", &[]), key);
        let mut store = TrustStore::new();
        assert!(
            store
                .add_signed(&token, &pins, Provenance::User, None)
                .is_ok()
        );
    }
    let with = |members: &str| jwk.replace('{', &format!("{{{members},"));
    for (json, code) in [
        ("[]".to_owned(), "json_not_an_object"),
        (jwk.clone(), "member_missing"),
        (with(r#""iss":"registry.example""#), "iss_invalid"),
        (
            with(&format!(r#""iss":"{REGISTRY}","d":"x""#)),
            "private_key_in_store",
        ),
        (
            with(&format!(r#""iss":"{REGISTRY}","role":"acquirer""#)),
            "role_not_allowed",
        ),
        (
            with(&format!(r#""iss":"{REGISTRY}""#)).replace(&x, &"A".repeat(43)),
            "key_not_ed25519",
        ),
        (
            many.replace(r#""version":1"#, r#""version":2"#),
            "member_invalid",
        ),
    ] {
        assert_eq!(
            Pins::parse(json.as_bytes()).unwrap_err().code(),
            code,
            "{json}"
        );
    }
}

#[test]
fn ten_thousand_entries_are_asked_for_one() {
    let mut entries: Vec<String> = (0..10_000)
        .map(|n| shop_entry("").replace(SHOP, &format!("https://shop{n}.example")))
        .collect();
    entries.push(shop_entry(""));
    let mut store = TrustStore::new();
    let facts = add(&mut store, &root(&entries)).unwrap();
    assert_eq!((facts.issuers, facts.names.len()), (10_001, 8));
    assert_eq!(check_under(&issue(&sale()), &store).code, "terminal_signed");
}

#[test]
fn a_list_longer_than_16_mebibytes_is_refused() {
    let long = "A".repeat((16 << 20) / 3 * 4 + 8192);
    assert_eq!(code_of(&long, None), "trust_too_large");
    let token = delegate(&[]);
    assert_eq!(code_of(&token, None), "list_signer_unknown");
}

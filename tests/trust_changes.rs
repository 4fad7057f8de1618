//! What becomes of lists when others change (PROTOCOL sections 7.1, 7.3): nobody keeps a right that was taken away, and the order of loading decides nothing.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use receipt_verifier::trust::Pins;
use receipt_verifier::{Provenance, Role, TrustStore};
use registry::{
    REGISTRY, acquirer_entry, add, for_shop, identity, jwk, root, shop_entry, sign_unread,
};
use world::{ACQUIRER, SHOP, check_under, issue, sale};

/// The registry's next list.
fn newer(entries: &[String]) -> String {
    sign_unread(
        &registry::list(REGISTRY, 8, "", entries),
        &registry::registry(),
    )
}

fn code(store: &TrustStore) -> &'static str {
    check_under(&issue(&sale()), store).code
}

#[test]
fn a_delegate_that_its_registry_no_longer_lets_vouch_stops_counting() {
    let withdrawn = acquirer_entry(&for_shop()).replace(
        r#""role":"acquirer"}]"#,
        r#""role":"acquirer","revoked":{"recorded":1795350000,"since":1795345000,"reason":"stolen"}}]"#,
    );
    assert!(withdrawn.contains("stolen"));
    for (entries, expected) in [
        (vec![acquirer_entry(&for_shop())], "terminal_signed"),
        (vec![], "issuer_unknown"),
        (vec![withdrawn], "issuer_unknown"),
        (
            vec![acquirer_entry(r#"{"for":["https://other.example"]}"#)],
            "vouch_iss_not_named",
        ),
    ] {
        let mut store = registry::store(&for_shop(), &[shop_entry("")]);
        assert_eq!(code(&store), "terminal_signed");
        add(&mut store, &newer(&entries)).unwrap();
        assert_eq!(code(&store), expected, "{entries:?}");
    }
}

#[test]
fn whoever_stands_below_such_a_delegate_goes_with_it() {
    let group = identity(50, "https://group.example", Role::Merchant, None);
    let entry = |vouches: &str| {
        format!(
            r#"{{"iss":"https://group.example","name":"G","role":"merchant","party":"G","keys":[{}]{vouches}}}"#,
            jwk(&group)
        )
    };
    let vouches = format!(r#","vouches":{}"#, for_shop());
    let both = format!(r#"{{"for":["{SHOP}","https://group.example"],"depth":2}}"#);
    let list = sign_unread(
        &registry::list("https://group.example", 1, "", &[shop_entry("")]),
        &group.key,
    );
    let start = || {
        let mut store = registry::store(&both, &[entry(&vouches)]);
        add(&mut store, &list).unwrap();
        assert_eq!(code(&store), "terminal_signed");
        store
    };
    // The registry lets the acquirer vouch for keys alone.
    let mut store = start();
    add(&mut store, &newer(&[acquirer_entry(&for_shop())])).unwrap();
    assert_eq!(code(&store), "issuer_unknown");
    // The acquirer lets the group vouch no longer.
    let mut store = start();
    let next = registry::list(ACQUIRER, 4, "", &[entry("")]);
    add(&mut store, &sign_unread(&next, &world::acquirer().key)).unwrap();
    assert_eq!(code(&store), "issuer_unknown");
    // Everything stays where a newer list changes nothing of it.
    let mut store = start();
    add(&mut store, &newer(&[acquirer_entry(&both)])).unwrap();
    assert_eq!(code(&store), "terminal_signed");
    assert_eq!(
        check_under(&issue(&sale()), &store).ages.trust_list,
        Some(world::time(world::NOW).since(world::time(1_795_300_000)))
    );
}

#[test]
fn a_list_that_is_renewed_keeps_its_place_before_those_that_came_later() {
    let other = "https://other-registry.example";
    let x = |seed: u8| {
        receipt_verifier::SecretKey::from_seed(&[seed; 32])
            .public()
            .x()
    };
    let pins = format!(
        r#"{{"version":1,"registries":[{{"iss":"{REGISTRY}","keys":[{{"kty":"OKP","crv":"Ed25519","x":"{}"}}]}},{{"iss":"{other}","keys":[{{"kty":"OKP","crv":"Ed25519","x":"{}"}}]}}]}}"#,
        x(20),
        x(23)
    );
    let pins = Pins::parse(pins.as_bytes()).unwrap();
    let named = |name: &str| shop_entry("").replace("腾辉茶叶店", name);
    let mut store = TrustStore::new();
    for token in [
        root(&[named("First")]),
        sign_unread(
            &registry::list(other, 1, "", &[named("Second")]),
            &receipt_verifier::SecretKey::from_seed(&[23; 32]),
        ),
        newer(&[named("First, renewed")]),
    ] {
        store
            .add_signed(&token, &pins, Provenance::Pinned, None)
            .unwrap();
    }
    let report = check_under(&issue(&sale()), &store);
    assert_eq!(report.signers[0].name.raw(), "First, renewed");
}

#[test]
fn a_domain_that_signs_nothing_vouches_for_nobody() {
    // What a domain answers is signed and speaks for itself alone, or it could name every shop that no list names.
    let bare = registry::list(SHOP, 1, "", &[shop_entry("")]).to_text();
    let error = TrustStore::parse(bare.as_bytes(), Provenance::Domain).unwrap_err();
    assert_eq!(error.code(), "list_not_signed_list");
}

#[test]
fn what_a_domain_says_now_takes_the_place_of_what_it_said() {
    let till = world::till_pc();
    let list = |sequence, revoked: &str| {
        let terminal = jwk(&world::terminal()).replace('}', &format!("{revoked}}}"));
        let entry = format!(
            r#"{{"iss":"{SHOP}","name":"Bank of Everything","role":"merchant","keys":[{},{terminal}]}}"#,
            jwk(&till)
        );
        sign_unread(&registry::list(SHOP, sequence, "", &[entry]), &till.key)
    };
    let stolen = r#","revoked":{"recorded":1795350000,"since":1795330000,"reason":"stolen"}"#;
    let shop = receipt_verifier::Origin::from_text(SHOP).unwrap();
    let mut store = TrustStore::new();
    store.add_domain(&list(1, ""), &shop).unwrap();
    let report = check_under(&issue(&sale()), &store);
    assert_eq!(report.code, "domain_signed");
    // Nowhere does it go by the name that it gives itself.
    assert!(!report.to_json().contains("Bank of Everything"));
    store.add_domain(&list(2, stolen), &shop).unwrap();
    assert_eq!(code(&store), "key_withdrawn");
    let error = store.add_domain(&list(1, ""), &shop).unwrap_err();
    assert_eq!(error.code(), "list_rolled_back");
    assert_eq!(code(&store), "key_withdrawn");
}

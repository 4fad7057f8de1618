//! What strangers glue to a good receipt, and what a delegate says about others' shops, hides nothing and sinks nothing (PROTOCOL sections 3.7, 4, 7.1).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use receipt_verifier::trust::receipt_id;
use receipt_verifier::{Level, Outcome, Provenance, Role, Statement, TrustStore};
use registry::{
    PSP, acquirer_entry, add, delegate, for_shop, identity, jwk, key_statement, root, shop_entry,
    witness,
};
use world::{
    SHOP, approved, check_under, ignored_codes, issue, sale, sale_with, sign_unchecked, terminal,
    time,
};

#[test]
fn a_key_statement_for_another_terminal_does_not_silence_the_list_that_names_the_shop() {
    // The registry knows the shop by its acquirer's statements alone; the reader's own list names it with all its keys.
    let mut store = registry::store(&for_shop(), &[]);
    let json = world::trust_json(|_| ());
    store.add_bare(json.as_bytes(), Provenance::User).unwrap();
    let receipt = issue(&sale());
    let other = identity(31, SHOP, Role::Terminal, Some("9"));
    let glued = key_statement(&world::acquirer(), &other, "{}");
    let report = check_under(&format!("{receipt}~{glued}"), &store);
    assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
    assert_eq!(ignored_codes(&report), ["key_not_used"]);
    // Both keys stand in one dossier, each under whoever vouches for it.
    let by_other = sign_unchecked(
        &sale_with(r#"{"number":"9-1","terminal":{"id":"9"}}"#),
        &other,
    );
    let report = check_under(&format!("{by_other}~{glued}~{receipt}"), &store);
    assert_eq!(report.trust.provenance, Provenance::Pinned);
    assert_eq!(ignored_codes(&report), ["second_receipt"]);
    let report = check_under(&format!("{receipt}~{glued}~{by_other}"), &store);
    assert_eq!(report.trust.provenance, Provenance::User);
}

#[test]
fn a_key_that_a_chosen_list_calls_stolen_is_not_washed_by_a_statement() {
    let mut store = registry::store(&for_shop(), &[]);
    let stolen = world::trust_json(|issuers| {
        world::set_key_member(
            issuers,
            0,
            "revoked",
            r#"{"recorded":1795350000,"since":1795330000,"reason":"stolen"}"#,
        );
    });
    let key = key_statement(&world::acquirer(), &terminal(), "{}");
    let dossier = format!("{}~{key}", issue(&sale()));
    let mut chosen = store.clone();
    chosen
        .add_bare(stolen.as_bytes(), Provenance::User)
        .unwrap();
    assert_eq!(check_under(&dossier, &chosen).code, "key_withdrawn");
    // What a page brings revokes nothing that others vouch for.
    store.add_bare(stolen.as_bytes(), Provenance::Host).unwrap();
    assert_eq!(check_under(&dossier, &store).code, "terminal_signed");
}

/// A PSP's `iss` with a key of one merchant, listed by the first delegate; the second may speak of another merchant alone.
fn shared_iss(second: &str) -> TrustStore {
    let entry = |iss: &str, seed: u8, id: &str| {
        let key = jwk(&identity(seed, iss, Role::Merchant, None));
        format!(
            r#"{{"iss":"{iss}","name":"D","role":"merchant","party":"D{seed}","keys":[{key}],"vouches":{{"for":["{PSP}"],"merchants":["{id}"]}}}}"#
        )
    };
    let mut store = TrustStore::new();
    add(
        &mut store,
        &root(&[
            entry("https://first.example", 50, "100000000000001"),
            entry("https://second.example", 51, "100000000000002"),
        ]),
    )
    .unwrap();
    let listed = |members: &str, ids: &str| {
        let key = jwk(&merchant()).replace('}', &format!(r#","merchants":[{ids}]{members}}}"#));
        format!(r#"{{"iss":"{PSP}","name":"PSP","role":"merchant","party":"PSP","keys":[{key}]}}"#)
    };
    for (iss, seed, entry) in [
        (
            "https://first.example",
            50,
            listed("", r#""100000000000001""#),
        ),
        ("https://second.example", 51, second.to_owned()),
    ] {
        let key = identity(seed, iss, Role::Merchant, None).key;
        let list = registry::list(iss, 1, "", &[entry]);
        add(&mut store, &registry::sign_unread(&list, &key)).unwrap();
    }
    store
}

fn merchant() -> receipt_verifier::issue::Identity {
    identity(41, PSP, Role::Merchant, None)
}

#[test]
fn a_delegate_withdraws_no_keys_or_receipts_of_merchants_that_it_was_not_given() {
    let receipt = sign_unchecked(
        &sale_with(&format!(
            r#"{{"iss":"{PSP}","merchant":{{"id":"100000000000001"}},"terminal":null}}"#
        )),
        &merchant(),
    );
    let id = receipt_id(&Statement::parse(&receipt).unwrap());
    let revoked = r#","revoked":{"recorded":1795350000,"since":1795000000,"reason":"stolen"}"#;
    let key = jwk(&merchant()).replace(
        '}',
        &format!(r#","merchants":["100000000000002"]{revoked}}}"#),
    );
    let rival = |keys: &str, members: &str| {
        format!(
            r#"{{"iss":"{PSP}","name":"PSP","role":"merchant","party":"PSP","keys":[{keys}]{members}}}"#
        )
    };
    let withdrawal = format!(
        r#","revoked_receipts":[{{"id":"{id}","recorded":1795340500,"reason":"issued_in_error"}}]"#
    );
    for entry in [rival(&key, ""), rival("", &withdrawal)] {
        let report = check_under(&receipt, &shared_iss(&entry));
        assert_eq!((report.code, report.level), ("merchant_signed", Level::E1));
    }
}

#[test]
fn a_second_revocation_never_loosens_the_first() {
    // The registry retired the key, or ended its numbers; the acquirer adds a revocation of its own.
    let revoked = |members: &str| {
        let old = r#""terminal":"10023317"}"#;
        shop_entry("").replace(
            old,
            &format!(r#""terminal":"10023317","revoked":{{"recorded":1795350000,{members}}}}}"#),
        )
    };
    let store = |first: &str, second: &str| {
        let mut store = TrustStore::new();
        add(
            &mut store,
            &root(&[
                acquirer_entry(&for_shop()),
                registry::witness_entry(),
                revoked(first),
            ]),
        )
        .unwrap();
        add(&mut store, &delegate(&[revoked(second)])).unwrap();
        store
    };
    let statement = |receipt: &str| Statement::parse(receipt).unwrap();
    let witnessed = |receipt: &str| {
        let token =
            receipt_verifier::issue::witness(time(1_795_340_200), &statement(receipt), &witness());
        format!("{receipt}~{}", token.unwrap())
    };
    let receipt = witnessed(&issue(&sale()));
    for (first, second) in [
        (
            r#""since":1795330000,"reason":"superseded""#,
            r#""since":1795345000,"reason":"stolen""#,
        ),
        (
            r#""since":1795345000,"max_counter":48000,"reason":"stolen""#,
            r#""since":1795344000,"reason":"stolen""#,
        ),
    ] {
        for (a, b) in [(first, second), (second, first)] {
            let report = check_under(&receipt, &store(a, b));
            assert_eq!(report.level, Level::E0, "{a} {b}");
        }
    }
}

#[test]
fn a_key_statement_revokes_nothing() {
    let store = registry::store(&for_shop(), &[shop_entry("")]);
    let key = jwk(&terminal()).replace(
        '}',
        r#","revoked":{"recorded":1795350000,"since":1795000000,"reason":"stolen"}}"#,
    );
    let glued = key_statement(
        &world::acquirer(),
        &terminal(),
        &format!(r#"{{"key":{key}}}"#),
    );
    let report = check_under(&format!("{}~{glued}", approved(&issue(&sale()))), &store);
    assert_eq!(
        (report.outcome, report.level),
        (Outcome::Verified, Level::E2)
    );
    assert_eq!(ignored_codes(&report), ["member_invalid"]);
}

fn with_acquirer() -> TrustStore {
    let mut store = TrustStore::new();
    let shop = shop_entry(&format!(r#","acquirers":["{}"]"#, world::ACQUIRER));
    let rogue = identity(60, "https://rogue.example", Role::Acquirer, None);
    let rogue = format!(
        r#"{{"iss":"https://rogue.example","name":"R","role":"acquirer","party":"R","keys":[{}]}}"#,
        jwk(&rogue)
    );
    add(
        &mut store,
        &root(&[
            acquirer_entry(&for_shop()),
            registry::witness_entry(),
            rogue,
            shop,
        ]),
    )
    .unwrap();
    store
}

fn witnessed_at(receipt: &str, at: u64) -> String {
    let statement = Statement::parse(receipt).unwrap();
    receipt_verifier::issue::witness(time(at), &statement, &witness()).unwrap()
}

#[test]
fn a_witness_is_heard_once_and_crowds_out_no_status() {
    let receipt = issue(&sale());
    let status = world::status(
        &receipt,
        &world::acquirer(),
        receipt_verifier::Event::Approved,
        1,
        "{}",
    );
    let word = witnessed_at(&receipt, world::EVENT);
    let mut dossier = receipt.clone();
    for at in 0..20 {
        // The same word again and again, and other words of the same witness.
        dossier = format!(
            "{dossier}~{word}~{}",
            witnessed_at(&receipt, world::EVENT + at)
        );
    }
    let report = check_under(&format!("{dossier}~{status}"), &with_acquirer());
    assert_eq!(
        (report.code, report.level),
        ("acquirer_approved", Level::E2)
    );
    assert_eq!(report.witnesses.len(), 1);
    // By its earliest word, wherever that stands.
    let late = witnessed_at(&receipt, world::EVENT + 60);
    for words in [format!("{late}~{word}"), format!("{word}~{late}")] {
        let report = check_under(&format!("{receipt}~{words}"), &with_acquirer());
        assert_eq!(report.witnesses.len(), 1);
        assert_eq!(report.witnesses[0].at, Some(time(world::EVENT)));
    }
}

#[test]
fn an_acquirer_that_the_shop_does_not_have_crowds_out_no_status() {
    let receipt = issue(&sale());
    let rogue = identity(60, "https://rogue.example", Role::Acquirer, None);
    let of = |identity, sequence| {
        world::status(
            &receipt,
            identity,
            receipt_verifier::Event::Approved,
            sequence,
            "{}",
        )
    };
    let junk: Vec<String> = (1..30).map(|n| of(&rogue, n)).collect();
    let dossier = format!("{receipt}~{}~{}", junk.join("~"), of(&world::acquirer(), 1));
    let report = check_under(&dossier, &with_acquirer());
    assert_eq!(
        (report.code, report.level),
        ("acquirer_approved", Level::E2)
    );
}

#[test]
fn namesakes_of_one_entry_are_tried_up_to_sixteen() {
    // Whoever lists ten thousand keys under one name makes nobody wait for as many signatures, at every part that is glued on.
    let kid = terminal().key.public().kid();
    let own = jwk(&terminal());
    let with = |namesakes: u8| {
        let keys: Vec<String> = (0..namesakes)
            .map(|n| {
                let x = receipt_verifier::SecretKey::from_seed(&[100 + n; 32])
                    .public()
                    .x();
                format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}","kid":"{kid}"}},"#)
            })
            .collect();
        let keys = format!("{}{own}", keys.concat());
        let entry = format!(r#"{{"iss":"{SHOP}","name":"S","role":"merchant","keys":[{keys}]}}"#);
        let mut store = TrustStore::new();
        add(&mut store, &root(&[entry])).unwrap();
        check_under(&issue(&sale()), &store).code
    };
    assert_eq!(with(15), "terminal_signed");
    assert_eq!(with(16), "signature_invalid");
}

//! Who may vouch for whose keys (PROTOCOL sections 3.7, 7.1, 7.2), and what becomes of everybody who tries without being allowed to.
#![allow(clippy::unwrap_used)]

#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use receipt_verifier::trust::Pins;
use receipt_verifier::{Level, Origin, Outcome, Provenance, Role, TrustStore, verify};
use registry::{
    PSP, REGISTRY, acquirer_entry, add, delegate, for_shop, identity, jwk, key_statement, root,
    shop_entry, store,
};
use world::{
    ACQUIRER, NOW, SHOP, approved, check_codes, check_under, ignored_codes, issue, sale, sale_with,
    sign_unchecked, terminal, time,
};

fn verdict(input: &str, store: &TrustStore) -> (Outcome, &'static str, Level) {
    let report = check_under(input, store);
    (report.outcome, report.code, report.level)
}

#[test]
fn an_acquirer_vouches_for_a_shop_with_its_own_list_and_the_chain_is_shown() {
    let store = store(&for_shop(), &[shop_entry("")]);
    let report = check_under(&approved(&issue(&sale())), &store);
    assert_eq!(
        (report.code, report.level),
        ("acquirer_approved", Level::E2)
    );
    let vouching = report.vouching.as_ref().unwrap();
    let chain: Vec<_> = vouching
        .chain
        .iter()
        .map(|v| (v.iss.as_ref().unwrap().as_str(), v.role))
        .collect();
    assert_eq!(chain, [(REGISTRY, None), (ACQUIRER, Some(Role::Acquirer))]);
    // The phone number is the list's.
    let acquirer = &vouching.acquirers[0];
    assert_eq!(
        acquirer
            .profile
            .as_ref()
            .unwrap()
            .contact
            .as_ref()
            .unwrap()
            .raw(),
        "95516"
    );
    // Whoever confirms has vouched for the key, which is said.
    assert!(check_codes(&report).contains(&"voucher_is_acquirer"));
    assert_eq!(report.trust.provenance, Provenance::Pinned);
}

#[test]
fn a_key_travels_in_the_dossier() {
    let store = store(&for_shop(), &[]);
    let receipt = issue(&sale());
    assert_eq!(verdict(&receipt, &store).1, "issuer_unknown");
    let key = key_statement(&world::acquirer(), &terminal(), "{}");
    for dossier in [format!("{receipt}~{key}"), format!("{key}~{receipt}")] {
        let report = check_under(&dossier, &store);
        assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
        assert!(report.ignored.is_empty(), "{:?}", report.ignored);
        let chain = &report.vouching.unwrap().chain;
        assert_eq!(chain.len(), 2);
        assert!(chain[1].part.is_some());
    }
    let dossier = format!("{}~{key}", approved(&receipt));
    assert_eq!(verdict(&dossier, &store).2, Level::E2);
    // The statement's window tests the receipt's time, however late it is read.
    let report = verify(&format!("{receipt}~{key}"), &store, time(NOW + 400_000_000));
    assert_eq!(report.code, "terminal_signed");
    let early = key_statement(&world::acquirer(), &terminal(), r#"{"exp":1795000100}"#);
    assert_eq!(
        verdict(&format!("{receipt}~{early}"), &store).1,
        "key_expired"
    );
    let late = key_statement(&world::acquirer(), &terminal(), r#"{"iat":1795340113}"#);
    assert_eq!(
        verdict(&format!("{receipt}~{late}"), &store).1,
        "key_not_yet_valid"
    );
}

#[test]
fn a_key_statement_that_may_not_vouch_changes_nothing_but_its_line() {
    let whole = store(&for_shop(), &[shop_entry("")]);
    let bare = store(&for_shop(), &[]);
    let receipt = issue(&sale());
    let acquirer = world::acquirer();
    let other_shop = identity(
        30,
        "https://other.example",
        Role::Terminal,
        Some("10023317"),
    );
    let mut forger = world::stranger();
    forger.iss = acquirer.iss.clone();
    let mut till = terminal();
    till.iss = Origin::from_text(SHOP).unwrap();
    for (statement, code) in [
        // Somebody nobody knows.
        (
            key_statement(&world::stranger(), &terminal(), "{}"),
            "voucher_unknown",
        ),
        // The acquirer's name, another key.
        (
            key_statement(&forger, &terminal(), "{}"),
            "signature_invalid",
        ),
        // A shop that it was not named for.
        (
            key_statement(&acquirer, &other_shop, "{}"),
            "vouch_iss_not_named",
        ),
        // A role that only a root grants.
        (
            key_statement(
                &acquirer,
                &terminal(),
                &format!(r#"{{"key":{}}}"#, jwk(&world::acquirer())),
            ),
            "role_not_allowed",
        ),
        // An acquirer that it is not.
        (
            key_statement(
                &acquirer,
                &terminal(),
                r#"{"acquirers":["https://friend.example"]}"#,
            ),
            "vouch_wider",
        ),
        // The terminal vouches for itself.
        (key_statement(&till, &terminal(), "{}"), "voucher_unknown"),
        (
            key_statement(
                &acquirer,
                &terminal(),
                r#"{"must_understand":["colour"],"colour":1}"#,
            ),
            "must_understand",
        ),
        (
            key_statement(
                &acquirer,
                &identity(31, SHOP, Role::Terminal, Some("9")),
                "{}",
            ),
            "key_not_used",
        ),
    ] {
        let report = check_under(&format!("{receipt}~{statement}"), &whole);
        assert_eq!(
            (report.code, report.level),
            ("terminal_signed", Level::E1),
            "{code}"
        );
        assert_eq!(ignored_codes(&report), [code]);
        // Where nobody else vouches for the shop, nothing is shown.
        let report = check_under(&format!("{receipt}~{statement}"), &bare);
        assert!(!report.is_verified() && report.receipt.is_none(), "{code}");
    }
}

#[test]
fn a_delegate_grants_no_more_than_it_was_given() {
    let receipt = issue(&sale());
    let limited = format!(r#"{{"for":["{SHOP}"],"merchants":["898330154110042"]}}"#);
    let terminal_with_ids = |ids: &str| {
        let key = jwk(&terminal()).replace(
            r#""terminal":"10023317""#,
            &format!(r#""terminal":"10023317","merchants":{ids}"#),
        );
        format!(r#"{{"iss":"{SHOP}","name":"S","role":"merchant","party":"P","keys":[{key}]}}"#)
    };
    let as_acquirer = format!(
        r#"{{"iss":"{SHOP}","name":"S","role":"acquirer","party":"P","keys":[{}]}}"#,
        jwk(&identity(40, SHOP, Role::Acquirer, None))
    );
    for (vouches, entry, code) in [
        (for_shop(), shop_entry(""), "terminal_signed"),
        // Named by its parent domain.
        (
            r#"{"for":["https://*.tenghui.example"]}"#.to_owned(),
            shop_entry(""),
            "terminal_signed",
        ),
        // The parent domain itself, or one that only ends alike, is not below it.
        (
            r#"{"for":["https://*.pay.tenghui.example"]}"#.to_owned(),
            shop_entry(""),
            "vouch_iss_not_named",
        ),
        (
            r#"{"for":["https://*.hui.example"]}"#.to_owned(),
            shop_entry(""),
            "vouch_iss_not_named",
        ),
        (
            r#"{"for":["https://other.example"]}"#.to_owned(),
            shop_entry(""),
            "vouch_iss_not_named",
        ),
        (for_shop(), as_acquirer, "vouch_role_not_allowed"),
        (
            for_shop(),
            shop_entry(r#","acquirers":["https://friend.example"]"#),
            "vouch_wider",
        ),
        // Limited to one merchant id, it must say so on every key.
        (limited.clone(), shop_entry(""), "vouch_wider"),
        (
            limited.clone(),
            terminal_with_ids(r#"["898330154110042","898330154110043"]"#),
            "vouch_wider",
        ),
        (
            limited,
            terminal_with_ids(r#"["898330154110042"]"#),
            "terminal_signed",
        ),
    ] {
        let store = store(&vouches, std::slice::from_ref(&entry));
        let report = check_under(&receipt, &store);
        assert_eq!(report.code, code, "{vouches} {entry}");
        assert_eq!(report.is_verified(), code == "terminal_signed");
        assert_eq!(report.receipt.is_some(), report.is_verified());
    }
}

#[test]
fn a_shared_iss_does_not_share_merchant_ids() {
    // Two merchants under their PSP's name, each with a key for its own id.
    let mut a = identity(41, PSP, Role::Merchant, None);
    a.merchants = Some(vec!["100000000000001".to_owned()]);
    let mut b = identity(42, PSP, Role::Merchant, None);
    b.merchants = Some(vec!["100000000000002".to_owned()]);
    let entry = format!(
        r#"{{"iss":"{PSP}","name":"PSP","role":"merchant","party":"PSP","keys":[{},{}]}}"#,
        jwk(&a),
        jwk(&b)
    );
    let store = store(&format!(r#"{{"for":["{PSP}"]}}"#), &[entry]);
    let sale = |id: &str| {
        sale_with(&format!(
            r#"{{"iss":"{PSP}","merchant":{{"id":"{id}"}},"terminal":null}}"#
        ))
    };
    let honest = sign_unchecked(&sale("100000000000001"), &a);
    assert_eq!(verdict(&honest, &store).1, "merchant_signed");
    let foreign = sign_unchecked(&sale("100000000000002"), &a);
    assert_eq!(
        verdict(&foreign, &store),
        (Outcome::Rejected, "merchant_mismatch", Level::E0)
    );
}

#[test]
fn passing_on_stops_where_the_registry_says() {
    let facilitator = identity(50, "https://fac.example", Role::Merchant, None);
    let entry = |vouches: &str| {
        format!(
            r#"{{"iss":"https://fac.example","name":"F","role":"merchant","party":"FAC","keys":[{}],"vouches":{vouches}}}"#,
            jwk(&facilitator)
        )
    };
    let list = registry::sign_unread(
        &registry::list("https://fac.example", 1, "", &[shop_entry("")]),
        &facilitator.key,
    );
    let named =
        |depth: u8| format!(r#"{{"for":["{SHOP}","https://fac.example"],"depth":{depth}}}"#);
    // One below the other, as far as the registry lets them.
    let mut two = store(&named(2), &[entry(&for_shop())]);
    add(&mut two, &list).unwrap();
    let report = check_under(&issue(&sale()), &two);
    assert_eq!(report.code, "terminal_signed");
    assert_eq!(report.vouching.unwrap().chain.len(), 3);
    // Depth 1 vouches for keys alone.
    let mut one = store(&named(1), &[entry(&for_shop())]);
    assert_eq!(add(&mut one, &list).unwrap_err().code(), "vouch_too_deep");
    assert_eq!(verdict(&issue(&sale()), &one).1, "issuer_unknown");
    // Nor does it pass on a name that it does not have.
    let mut wide = store(
        &named(2),
        &[entry(r#"{"for":["https://everybody.example"]}"#)],
    );
    assert_eq!(
        add(&mut wide, &list).unwrap_err().code(),
        "vouch_iss_not_named"
    );
}

#[test]
fn nobody_vouches_for_itself_in_a_circle() {
    // A group may vouch for the shop and, carelessly, for itself. Its list gives itself a second key; the next list is signed with that one.
    let (first, second) = (
        identity(60, "https://group.example", Role::Merchant, None),
        identity(61, "https://group.example", Role::Merchant, None),
    );
    let entry = |key, depth: u8| {
        format!(
            r#"{{"iss":"https://group.example","name":"G","role":"merchant","party":"G","keys":[{}],"vouches":{{"for":["{SHOP}","https://group.example"],"depth":{depth}}}}}"#,
            jwk(key)
        )
    };
    let list = |sequence, entry: String, key| {
        registry::sign_unread(
            &registry::list("https://group.example", sequence, "", &[entry]),
            key,
        )
    };
    let mut store = TrustStore::new();
    add(&mut store, &root(&[entry(&first, 3)])).unwrap();
    add(&mut store, &list(1, entry(&second, 2), &first.key)).unwrap();
    let error = add(&mut store, &list(2, shop_entry(""), &second.key)).unwrap_err();
    assert_eq!(error.code(), "vouch_loop");
    assert_eq!(verdict(&issue(&sale()), &store).1, "issuer_unknown");
}

#[test]
fn a_voucher_whose_key_was_stolen_vouches_for_nobody() {
    let stolen = acquirer_entry(&for_shop()).replace(
        r#""role":"acquirer"}]"#,
        r#""role":"acquirer","revoked":{"recorded":1795350000,"since":1795345000,"reason":"stolen"}}]"#,
    );
    assert!(stolen.contains("stolen"));
    let mut store = TrustStore::new();
    add(&mut store, &root(&[stolen])).unwrap();
    let error = add(&mut store, &delegate(&[shop_entry("")])).unwrap_err();
    assert_eq!(error.code(), "voucher_withdrawn");
    let dossier = format!(
        "{}~{}",
        issue(&sale()),
        key_statement(&world::acquirer(), &terminal(), "{}")
    );
    let report = check_under(&dossier, &store);
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::UnknownSigner, "voucher_withdrawn")
    );
    assert!(report.receipt.is_none());
}

#[test]
fn a_root_describes_whom_it_names_and_keys_add_up() {
    let named = format!(
        r#"{{"iss":"{SHOP}","name":"Tea of the registry","role":"merchant","party":"REG-1","acquirers":["{ACQUIRER}"]}}"#
    );
    let mut store = TrustStore::new();
    add(&mut store, &root(&[acquirer_entry(&for_shop()), named])).unwrap();
    assert_eq!(verdict(&issue(&sale()), &store).1, "key_unknown");
    add(&mut store, &delegate(&[shop_entry("")])).unwrap();
    let report = check_under(&issue(&sale()), &store);
    assert_eq!(report.code, "terminal_signed");
    assert_eq!(report.signers[0].name.raw(), "Tea of the registry");
    assert_eq!(report.signers[0].party.as_ref().unwrap().raw(), "REG-1");
}

#[test]
fn a_key_that_anybody_in_the_chain_revoked_is_revoked() {
    // The acquirer's list revokes the key that its earlier statement vouches for.
    let revoked = shop_entry("").replace(
        r#""terminal":"10023317"}"#,
        r#""terminal":"10023317","revoked":{"recorded":1795350000,"since":1795330000,"reason":"stolen"}}"#,
    );
    let store = store(&for_shop(), &[revoked]);
    let dossier = format!(
        "{}~{}",
        issue(&sale()),
        key_statement(&world::acquirer(), &terminal(), "{}")
    );
    let report = check_under(&dossier, &store);
    assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
}

#[test]
fn a_group_that_vouches_for_its_shops_lends_them_no_other_party() {
    // A group and its own acquirer are one party; a shop that the group names is given another name.
    let group = identity(70, "https://group.example", Role::Merchant, None);
    let acquirer =
        acquirer_entry("{\"for\":[\"https://x.example\"]}").replace("\"ACQ\"", "\"GROUP\"");
    // Without a party of its own nobody knows whose it is.
    for (party, code) in [
        (r#""party":"GROUP","#, "party_same"),
        ("", "party_missing"),
        (r#""party":"OTHER","#, ""),
    ] {
        let entry = format!(
            r#"{{"iss":"https://group.example","name":"G","role":"merchant",{party}"acquirers":["{ACQUIRER}"],"keys":[{}],"vouches":{}}}"#,
            jwk(&group),
            for_shop()
        );
        let mut store = TrustStore::new();
        add(&mut store, &root(&[acquirer.clone(), entry])).unwrap();
        let list = registry::sign_unread(
            &registry::list(
                "https://group.example",
                1,
                "",
                &[shop_entry(&format!(r#","acquirers":["{ACQUIRER}"]"#))],
            ),
            &group.key,
        );
        add(&mut store, &list).unwrap();
        let report = check_under(&approved(&issue(&sale())), &store);
        assert_eq!(
            report.level,
            if code.is_empty() {
                Level::E2
            } else {
                Level::E1
            }
        );
        assert_eq!(ignored_codes(&report).join(""), code);
    }
}

#[test]
fn a_list_that_a_page_brings_makes_nobody_acquirer() {
    let json = world::trust_json(|_| ());
    for (provenance, level, notes) in [
        (Provenance::User, Level::E2, vec![]),
        (Provenance::Host, Level::E1, vec!["host_keys"]),
    ] {
        let store = TrustStore::parse(json.as_bytes(), provenance).unwrap();
        let report = check_under(&approved(&issue(&sale())), &store);
        assert_eq!((report.level, report.notes), (level, notes));
    }
    // Signed by a registry that is pinned, it is as good as pinned; signed by the page's friend, it is refused.
    let token = root(&[acquirer_entry(&for_shop())]);
    let mut store = TrustStore::new();
    let facts = store
        .add_signed(&token, &registry::pins(), Provenance::Host, None)
        .unwrap();
    assert_eq!(facts.provenance, Some(Provenance::Pinned));
    let error = TrustStore::new()
        .add_signed(&token, &Pins::none(), Provenance::Host, None)
        .unwrap_err();
    assert_eq!(error.code(), "list_signer_unknown");
    // A page's bare list lets nobody vouch.
    let host = registry::list(
        "https://page.example",
        1,
        "",
        &[acquirer_entry(&for_shop())],
    );
    let mut store = TrustStore::new();
    store
        .add_bare(host.to_text().as_bytes(), Provenance::Host)
        .unwrap();
    let error = add(&mut store, &delegate(&[shop_entry("")])).unwrap_err();
    assert_eq!(error.code(), "list_signer_unknown");
    let dossier = format!(
        "{}~{}",
        issue(&sale()),
        key_statement(&world::acquirer(), &terminal(), "{}")
    );
    assert_eq!(verdict(&dossier, &store).1, "voucher_unknown");
}

#[test]
fn a_lower_list_never_redefines_whom_a_higher_one_names() {
    let mut store = store(&for_shop(), &[shop_entry("")]);
    let fake = identity(80, SHOP, Role::Terminal, Some("10023317"));
    let entry = format!(
        r#"{{"iss":"{SHOP}","name":"Fake","role":"merchant","party":"F","keys":[{}]}}"#,
        jwk(&fake)
    );
    let json = registry::list("https://user.example", 1, "", &[entry]).to_text();
    for provenance in [Provenance::User, Provenance::Host] {
        store.add_bare(json.as_bytes(), provenance).unwrap();
    }
    let forged = sign_unchecked(&sale(), &fake);
    assert_eq!(
        verdict(&forged, &store),
        (Outcome::UnknownSigner, "key_unknown", Level::E0)
    );
    assert_eq!(verdict(&issue(&sale()), &store).1, "terminal_signed");
}

#[test]
fn a_shop_without_registry_is_vouched_for_by_its_own_domain_only() {
    let till = world::till_pc();
    let entry = format!(
        r#"{{"iss":"{SHOP}","name":"Bank of Everything","role":"merchant","party":"B","acquirers":["{ACQUIRER}"],"keys":[{},{}]}}"#,
        jwk(&till),
        jwk(&terminal())
    );
    let token =
        |entries: &[String], key| registry::sign_unread(&registry::list(SHOP, 1, "", entries), key);
    let shop = Origin::from_text(SHOP).unwrap();
    let good = token(std::slice::from_ref(&entry), &till.key);
    let mut store = store(r#"{"for":["https://x.example"]}"#, &[]);
    store.add_domain(&good, &shop).unwrap();
    // An acquirer's word does not lift it: the shop itself chose the party that it claims to be.
    let report = check_under(&approved(&issue(&sale())), &store);
    assert_eq!((report.code, report.level), ("domain_signed", Level::E1));
    assert_eq!(ignored_codes(&report), ["keys_from_domain"]);
    let training = check_under(&issue(&sale_with(r#"{"type":"training"}"#)), &store);
    assert_eq!(
        (training.code, training.notes),
        ("training", vec!["domain_keys"])
    );
    // It goes by its host: the name is its own word.
    assert!(report.params.iter().any(|(name, value)| name == "shop"
        && *value == receipt_verifier::report::Param::Text("pay.tenghui.example".to_owned())));
    for (token, origin, code) in [
        (&good, "https://other.example", "list_domain_mismatch"),
        (
            &token(&[entry.clone(), acquirer_entry(&for_shop())], &till.key),
            SHOP,
            "list_domain_mismatch",
        ),
        (
            &token(std::slice::from_ref(&entry), &world::stranger().key),
            SHOP,
            "list_signature_invalid",
        ),
        (
            &token(
                &[entry
                    .replace(r#""role":"merchant""#, r#""role":"acquirer""#)
                    .replace(r#""role":"terminal""#, r#""role":"acquirer""#)],
                &till.key,
            ),
            SHOP,
            "vouch_role_not_allowed",
        ),
    ] {
        let origin = Origin::from_text(origin).unwrap();
        let error = TrustStore::new().add_domain(token, &origin).unwrap_err();
        assert_eq!(error.code(), code);
    }
}

#[test]
fn an_acquirer_that_only_a_chosen_list_knows_is_said_beside_the_verdict() {
    let mut store = TrustStore::new();
    let shop = shop_entry(&format!(r#","acquirers":["{ACQUIRER}"]"#));
    add(&mut store, &root(&[shop])).unwrap();
    let older = registry::list(
        "https://user.example",
        1,
        "",
        &[acquirer_entry(&for_shop())],
    )
    .to_text()
    .replace("1795300000", "1790000000");
    store.add_bare(older.as_bytes(), Provenance::User).unwrap();
    let report = check_under(&approved(&issue(&sale())), &store);
    assert_eq!(report.level, Level::E2);
    assert_eq!(report.notes, ["acquirer_chosen"]);
    // The verdict is as old as the oldest list that it rests on.
    let age = time(NOW).since(time(1_790_000_000));
    assert_eq!(report.ages.trust_list, Some(age));
    assert!(report.params.iter().any(|(name, value)| name == "list_days"
        && *value == receipt_verifier::report::Param::Number(age / 86_400)));
}

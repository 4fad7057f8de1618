//! What a stolen key signed, and who dates it: acquirers, witnesses, logs, and the chain of a terminal's receipts (PROTOCOL sections 5, 7.4; scenarios
//! 28, 29, 31 and 33).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use receipt_verifier::json::Object;
use receipt_verifier::log::note::NoteKeyType;
use receipt_verifier::log::{Checkpoint, LogProof, Note, NoteKey, merkle};
use receipt_verifier::trust::receipt_id;
use receipt_verifier::{
    CheckOutcome, Event, Level, Outcome, Report, SecretKey, Statement, StatementType, TrustStore,
};
use registry::{WITNESS, acquirer_entry, add, for_shop, jwk, root, shop_entry, witness};
use world::{
    ACQUIRER, EVENT, acquirer, check_codes, check_under, ignored_codes, issue, object, sale,
    sale_with, status, terminal, time,
};

/// The till was stolen a while after the receipt that it signed.
const SINCE: u64 = EVENT + 100;

fn log_key() -> SecretKey {
    SecretKey::from_seed(&[90; 32])
}

fn cosigner() -> SecretKey {
    SecretKey::from_seed(&[91; 32])
}

const LOG: &str = "log.example/receipts";
const COSIGNER: &str = "witness.example/w1";

fn note_key(name: &str, kind: NoteKeyType, key: &SecretKey) -> String {
    NoteKey::new(name, kind, key.public()).unwrap().to_text()
}

/// The shop, its stolen terminal, its acquirer and a witness of the given party.
fn store_with(witness_party: &str) -> TrustStore {
    let revoked = shop_entry(&format!(r#","acquirers":["{ACQUIRER}"]"#)).replace(
        r#""terminal":"10023317"}"#,
        &format!(
            r#""terminal":"10023317","revoked":{{"recorded":{},"since":{SINCE},"max_counter":49000,"reason":"stolen"}}}}"#,
            SINCE + 50
        ),
    );
    assert!(revoked.contains("stolen"));
    let witness = format!(
        r#"{{"iss":"{WITNESS}","name":"Witness W","role":"witness","party":"{witness_party}","keys":[{}],"note_keys":["{}","{}"]}}"#,
        jwk(&witness()),
        note_key(LOG, NoteKeyType::Ed25519, &log_key()),
        note_key(COSIGNER, NoteKeyType::Cosignature, &cosigner()),
    );
    let mut store = TrustStore::new();
    add(
        &mut store,
        &root(&[acquirer_entry(&for_shop()), revoked, witness]),
    )
    .unwrap();
    store
}

fn store() -> TrustStore {
    store_with("WIT")
}

fn verdict(dossier: &str) -> (Outcome, &'static str, Level) {
    let report = check_under(dossier, &store());
    (report.outcome, report.code, report.level)
}

const UNDATED: (Outcome, &str, Level) = (Outcome::Verified, "key_withdrawn", Level::E0);

fn witnessed(receipt: &str, at: u64) -> String {
    let statement = Statement::parse(receipt).unwrap();
    let token = receipt_verifier::issue::witness(time(at), &statement, &witness()).unwrap();
    format!("{receipt}~{token}")
}

/// A proof that the receipt is the second of three in the log, cosigned at `at` or not at all.
fn logged(receipt: &str, at: Option<u64>) -> String {
    logged_by(receipt, at, &cosigner())
}

fn logged_by(receipt: &str, at: Option<u64>, cosigner: &SecretKey) -> String {
    let digest = *Statement::parse(receipt).unwrap().digest().as_bytes();
    let leaves = [
        merkle::leaf(b"a"),
        merkle::leaf(&digest),
        merkle::leaf(b"c"),
    ];
    let checkpoint = Checkpoint {
        origin: LOG.to_owned(),
        size: 3,
        root: merkle::root(&leaves),
    };
    let mut note = Note {
        text: checkpoint.to_text(),
        signatures: Vec::new(),
    };
    note.sign(LOG, &log_key()).unwrap();
    if let Some(at) = at {
        note.cosign(COSIGNER, cosigner, time(at)).unwrap();
    }
    let proof = LogProof {
        index: 1,
        path: merkle::path(&leaves, 1).unwrap(),
        checkpoint,
        note,
    };
    format!("{receipt}~{}", proof.to_part())
}

/// The receipt after the sale in its terminal's chain.
fn successor(receipt: &str) -> String {
    let previous = Statement::parse(receipt).unwrap().digest().to_previous();
    issue(&sale_with(&format!(
        r#"{{"number":"20261122-000318","iat":1795340150,"terminal":{{"counter":48214,"previous":"{previous}"}}}}"#
    )))
}

fn has(report: &Report, code: &str, outcome: CheckOutcome) -> bool {
    report
        .checks
        .iter()
        .any(|c| c.code == code && c.outcome == outcome)
}

#[test]
fn a_stolen_keys_receipt_is_undated_until_somebody_independent_dates_it() {
    let receipt = issue(&sale());
    assert_eq!(verdict(&receipt), UNDATED);
    // Whoever holds the key writes any date.
    let backdated = issue(&sale_with(r#"{"iat":1795000000}"#));
    assert_eq!(verdict(&backdated), UNDATED);
    let dated = format!(
        "{receipt}~{}",
        status(&receipt, &acquirer(), Event::Approved, 1, "{}")
    );
    assert_eq!(verdict(&dated).2, Level::E2);
    for (dossier, at, code) in [
        (
            witnessed(&receipt, SINCE - 1),
            SINCE - 1,
            "dated_by_witness",
        ),
        (
            logged(&receipt, Some(SINCE - 1)),
            SINCE - 1,
            "dated_by_witness",
        ),
    ] {
        let report = check_under(&dossier, &store());
        assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
        assert!(has(&report, code, CheckOutcome::Pass));
        assert_eq!(report.witnesses[0].at, Some(time(at)));
    }
    // At the cut-off or later it proves nothing.
    assert_eq!(verdict(&witnessed(&receipt, SINCE)), UNDATED);
    assert_eq!(verdict(&logged(&receipt, Some(SINCE))), UNDATED);
    // A log does not date itself.
    assert_eq!(verdict(&logged(&receipt, None)), UNDATED);
    assert!(has(
        &check_under(&logged(&receipt, None), &store()),
        "in_log_undated",
        CheckOutcome::Info
    ));
}

#[test]
fn a_witness_of_the_shops_own_party_dates_nothing() {
    let receipt = issue(&sale());
    let own = store_with("91330106MA27X");
    let report = check_under(&witnessed(&receipt, SINCE - 1), &own);
    assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
    assert_eq!(ignored_codes(&report), ["party_same"]);
    let report = check_under(&logged(&receipt, Some(SINCE - 1)), &own);
    assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
}

#[test]
fn a_witness_dates_and_lifts_nothing() {
    let receipt = issue(&sale());
    let store = registry::store(&for_shop(), &[shop_entry("")]);
    let report = check_under(&witnessed(&receipt, EVENT), &store);
    assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
    assert!(has(&report, "witnessed", CheckOutcome::Pass));
    // A witness's key says nothing else, and nobody else's key says this.
    let statement = Statement::parse(&receipt).unwrap();
    let other = issue(&sale_with(r#"{"number":"2"}"#));
    for (part, code) in [
        (witness_by(&acquirer(), &statement), "role_not_allowed"),
        (witness_by(&terminal(), &statement), "role_not_allowed"),
        (witness_by(&world::stranger(), &statement), "issuer_unknown"),
        (
            status(&receipt, &witness(), Event::Approved, 1, "{}"),
            "role_not_allowed",
        ),
        (
            status(&receipt, &terminal(), Event::Approved, 1, "{}"),
            "role_not_allowed",
        ),
        (
            witness_by(&witness(), &Statement::parse(&other).unwrap()),
            "other_receipt",
        ),
    ] {
        let report = check_under(&format!("{receipt}~{part}"), &store);
        assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
        assert_eq!(ignored_codes(&report), [code]);
        assert!(report.witnesses.is_empty());
    }
}

fn witness_by(signer: &receipt_verifier::issue::Identity, receipt: &Statement) -> String {
    let payload: Object = object(&format!(
        r#"{{"iss":"{}","iat":{EVENT},"receipt_digest":"{}"}}"#,
        signer.iss.as_str(),
        receipt.digest().to_text()
    ));
    Statement::sign(StatementType::Witness, &payload, &signer.key)
}

#[test]
fn a_successor_dates_its_predecessor_only_where_somebody_independent_dates_it() {
    let receipt = issue(&sale());
    let next = successor(&receipt);
    // The thief can sign both.
    assert_eq!(verdict(&format!("{receipt}~{next}")), UNDATED);
    let changes = r#"{"iat":1795340160,"at":1795340155}"#;
    let dated = status(&next, &acquirer(), Event::Approved, 1, changes);
    let report = check_under(&format!("{receipt}~{next}~{dated}"), &store());
    assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
    assert!(has(&report, "dated_by_successor", CheckOutcome::Pass));
    assert!(has(&report, "chain_holds", CheckOutcome::Pass));
    // So does a log that holds the successor.
    let in_log = logged(&next, Some(SINCE - 1));
    assert_eq!(verdict(&format!("{receipt}~{in_log}")).1, "terminal_signed");
    // Not after the cut-off, and not by one that names another predecessor.
    let late = status(
        &next,
        &acquirer(),
        Event::Approved,
        1,
        &format!(r#"{{"iat":{SINCE}}}"#),
    );
    assert_eq!(verdict(&format!("{receipt}~{next}~{late}")), UNDATED);
    let foreign = issue(&sale_with(
        r#"{"iat":1795340150,"terminal":{"counter":48214,"previous":"AAAAAAAAAAAAAAAAAAAAAA"}}"#,
    ));
    let dated = status(&foreign, &acquirer(), Event::Approved, 1, changes);
    let report = check_under(&format!("{receipt}~{foreign}~{dated}"), &store());
    assert_eq!(report.code, "key_withdrawn");
    assert!(has(&report, "chain_broken", CheckOutcome::Conflict));
    // Above the last good number nobody helps.
    let above = issue(&sale_with(r#"{"terminal":{"counter":49001}}"#));
    assert_eq!(verdict(&witnessed(&above, SINCE - 1)), UNDATED);
}

#[test]
fn neighbours_hold_break_or_conflict_and_no_level_moves() {
    let store = registry::store(&for_shop(), &[shop_entry("")]);
    let receipt = issue(&sale());
    let twin = issue(&sale_with(
        r#"{"number":"20261122-000317b","amount":99900,"tenders":null}"#,
    ));
    for (other, code, outcome) in [
        (successor(&receipt), "chain_holds", CheckOutcome::Pass),
        (
            issue(&sale_with(r#"{"number":"n","terminal":{"counter":48214}}"#)),
            "chain_broken",
            CheckOutcome::Conflict,
        ),
        (
            issue(&sale_with(
                r#"{"number":"n","terminal":{"counter":48214,"previous":null}}"#,
            )),
            "chain_unlinked",
            CheckOutcome::Info,
        ),
        (twin.clone(), "number_signed_twice", CheckOutcome::Conflict),
    ] {
        for dossier in [format!("{receipt}~{other}"), format!("{other}~{receipt}")] {
            let report = check_under(&dossier, &store);
            assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
            assert!(
                has(&report, code, outcome),
                "{code} {:?}",
                check_codes(&report)
            );
            assert!(report.ignored.is_empty());
        }
    }
    let report = check_under(&format!("{receipt}~{twin}"), &store);
    assert!(report.notes.contains(&"number_signed_twice"));
    // Far away in the chain, of another terminal, or by a stranger: no neighbour.
    let far = issue(&sale_with(r#"{"terminal":{"counter":48300}}"#));
    let stranger = world::sign_unchecked(&sale_with(r#"{"number":"n"}"#), &world::stranger());
    for other in [far, stranger] {
        let report = check_under(&format!("{receipt}~{other}"), &store);
        assert_eq!(ignored_codes(&report), ["second_receipt"]);
    }
}

#[test]
fn a_single_receipt_is_withdrawn_and_no_other() {
    let receipt = issue(&sale());
    let id = receipt_id(&Statement::parse(&receipt).unwrap());
    let entry = shop_entry(&format!(
        r#","acquirers":["{ACQUIRER}"],"revoked_receipts":[{{"id":"{id}","recorded":1795340500,"reason":"issued_in_error"}}]"#
    ));
    let mut store = TrustStore::new();
    add(&mut store, &root(&[acquirer_entry(&for_shop()), entry])).unwrap();
    let report = check_under(&receipt, &store);
    assert_eq!(
        (report.outcome, report.code, report.level),
        (Outcome::Verified, "receipt_withdrawn", Level::E0)
    );
    // An acquirer's word stands, with a note beside it.
    let report = check_under(&world::approved(&receipt), &store);
    assert_eq!(
        (report.code, report.level),
        ("acquirer_approved", Level::E2)
    );
    assert!(report.notes.contains(&"receipt_withdrawn"));
    let other = issue(&sale_with(r#"{"number":"n"}"#));
    assert_eq!(check_under(&other, &store).code, "terminal_signed");
}

#[test]
fn a_published_examples_witness_dates_no_real_receipt() {
    let receipt = issue(&sale());
    let real = shop_entry("").replace(
        r#""terminal":"10023317"}"#,
        &format!(
            r#""terminal":"10023317","revoked":{{"recorded":{SINCE},"since":{SINCE},"reason":"stolen"}}}}"#
        ),
    );
    let mut store = TrustStore::new();
    add(&mut store, &root(&[real])).unwrap();
    let sample = registry::list(
        "https://samples.example",
        1,
        r#""sample":true,"#,
        &[format!(
            r#"{{"iss":"{WITNESS}","name":"W","role":"witness","party":"WIT","keys":[{}],"note_keys":["{}","{}"]}}"#,
            jwk(&witness()),
            note_key(LOG, NoteKeyType::Ed25519, &log_key()),
            note_key(COSIGNER, NoteKeyType::Cosignature, &cosigner()),
        )],
    );
    let json = sample.to_text();
    store
        .add_bare(json.as_bytes(), receipt_verifier::Provenance::Pinned)
        .unwrap();
    for (dossier, code) in [
        (witnessed(&receipt, SINCE - 1), "keys_from_sample"),
        (logged(&receipt, Some(SINCE - 1)), "log_unknown"),
    ] {
        let report = check_under(&dossier, &store);
        assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
        assert_eq!(ignored_codes(&report), [code]);
    }
}

#[test]
fn a_witness_that_saw_it_too_early_or_not_yet_is_said() {
    let receipt = issue(&sale());
    let store = registry::store(&for_shop(), &[shop_entry("")]);
    for at in [EVENT - 86_400, world::NOW + 86_400] {
        let report = check_under(&witnessed(&receipt, at), &store);
        assert!(has(&report, "witness_time", CheckOutcome::Warn));
    }
}

#[test]
fn the_order_of_parts_dates_nothing_and_undates_nothing() {
    let receipt = issue(&sale());
    let at = |iat: u64| {
        let changes = format!(r#"{{"iat":{iat}}}"#);
        status(&receipt, &acquirer(), Event::Approved, 1, &changes)
    };
    // An acquirer's answer to a retry after the theft does not take the place of its first one.
    let (early, late) = (at(EVENT + 1), at(SINCE + 1));
    for statuses in [format!("{early}~{late}"), format!("{late}~{early}")] {
        let report = check_under(&format!("{receipt}~{statuses}"), &store());
        assert_eq!(
            (report.code, report.level),
            ("acquirer_approved", Level::E2)
        );
    }
    // Nor does the thief's own successor take the place of the one that somebody saw.
    let next = successor(&receipt);
    let previous = Statement::parse(&receipt).unwrap().digest().to_previous();
    let forged = issue(&sale_with(&format!(
        r#"{{"number":"f","iat":1795340150,"terminal":{{"counter":48214,"previous":"{previous}"}}}}"#
    )));
    let changes = r#"{"iat":1795340160,"at":1795340155}"#;
    let seen = status(&next, &acquirer(), Event::Approved, 1, changes);
    for receipts in [format!("{next}~{forged}"), format!("{forged}~{next}")] {
        let report = check_under(&format!("{receipt}~{receipts}~{seen}"), &store());
        assert_eq!((report.code, report.level), ("terminal_signed", Level::E1));
    }
}

#[test]
fn a_lower_list_gives_a_witness_of_a_higher_one_no_other_key() {
    let receipt = issue(&sale());
    let other = SecretKey::from_seed(&[92; 32]);
    let json = registry::list(
        "https://user.example",
        1,
        "",
        &[format!(
            r#"{{"iss":"{WITNESS}","name":"Witness W","role":"witness","party":"WIT","keys":[],"note_keys":["{}"]}}"#,
            note_key(COSIGNER, NoteKeyType::Cosignature, &other),
        )],
    )
    .to_text();
    let mut store = store();
    store
        .add_bare(json.as_bytes(), receipt_verifier::Provenance::User)
        .unwrap();
    let report = check_under(&logged_by(&receipt, Some(SINCE - 1), &other), &store);
    assert_eq!((report.code, report.level), ("key_withdrawn", Level::E0));
    let report = check_under(&logged(&receipt, Some(SINCE - 1)), &store);
    assert_eq!(report.code, "terminal_signed");
}

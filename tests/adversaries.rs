//! Everybody who would like a verdict to say more, less, or it of somebody else: one row each, with what becomes of it, the code that says why, and a
//! sentence of its own in every language (docs/THREAT-MODEL.md). What the issuing code refuses to make, `sign_unread` and `sign_unchecked` make.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/registry.rs"]
mod registry;
#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;

use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::{self, Value};
use receipt_verifier::{
    Event, Level, Outcome, Provenance, Report, Role, SecretKey, TrustError, TrustStore, verify,
};
use registry::{
    PSP, REGISTRY, acquirer_entry, add, for_shop, identity, jwk, root, shop_entry, sign,
};
use world::{
    ACQUIRER, NOW, SHOP, acquirer, approved, check_under, ignored_codes, sale, sale_with, status,
    terminal, time,
};

/// What the verifier makes of an attempt: a report, or a list that is not taken.
enum Answer {
    Report(Box<Report>),
    Refused(TrustError),
}

impl Answer {
    fn of(dossier: &str, store: &TrustStore) -> Self {
        Self::Report(Box::new(check_under(dossier, store)))
    }

    fn of_list(token: &str, store: &mut TrustStore) -> Self {
        Self::Refused(add(store, token).unwrap_err())
    }
}

/// How it has to end.
enum End {
    /// Outcome, code of the verdict, level.
    Verdict(Outcome, &'static str, Level),
    /// The receipt stands as it would alone; the part changes nothing, under this code.
    Part(&'static str, Level, &'static str),
    /// The verdict stands with this note beside it.
    Note(&'static str, Level, &'static str),
    /// The list is not taken.
    List(&'static str),
}

struct Row {
    who: &'static str,
    attempt: fn() -> Answer,
    end: End,
    /// The sentence that says so.
    sentence: &'static str,
}

const UNKNOWN: Outcome = Outcome::UnknownSigner;
const REJECTED: Outcome = Outcome::Rejected;

const ROWS: [Row; 24] = [
    Row {
        who: "a page whose list makes itself the shop's acquirer",
        attempt: page_makes_itself_acquirer,
        end: End::Part("terminal_signed", Level::E1, "keys_from_host"),
        sentence: "part.keys_from_host",
    },
    Row {
        who: "a page whose list makes itself the shop",
        attempt: page_makes_itself_the_shop,
        end: End::Note("terminal_signed", Level::E1, "host_keys"),
        sentence: "note.host_keys",
    },
    Row {
        who: "a delegate that grants merchant ids that it was not given",
        attempt: delegate_grants_more,
        end: End::Verdict(UNKNOWN, "vouch_wider", Level::E0),
        sentence: "verdict.vouch_wider.text",
    },
    Row {
        who: "a delegate that names an acquirer",
        attempt: delegate_names_an_acquirer,
        end: End::Verdict(UNKNOWN, "vouch_role_not_allowed", Level::E0),
        sentence: "verdict.vouch_role_not_allowed.text",
    },
    Row {
        who: "a delegate that names another shop's iss",
        attempt: delegate_names_another_shop,
        end: End::Verdict(UNKNOWN, "vouch_iss_not_named", Level::E0),
        sentence: "verdict.vouch_iss_not_named.text",
    },
    Row {
        who: "a delegate that passes on what was for itself alone",
        attempt: delegate_passes_on,
        end: End::List("vouch_too_deep"),
        sentence: "verdict.vouch_too_deep.text",
    },
    Row {
        who: "a delegate that vouches for itself in a circle",
        attempt: delegate_in_a_circle,
        end: End::List("vouch_loop"),
        sentence: "error.vouch_loop",
    },
    Row {
        who: "a merchant that signs with its PSP's iss for another one's id",
        attempt: foreign_merchant_id,
        end: End::Verdict(REJECTED, "merchant_mismatch", Level::E0),
        sentence: "verdict.merchant_mismatch.text",
    },
    Row {
        who: "somebody who brings back an older list",
        attempt: older_list,
        end: End::List("list_rolled_back"),
        sentence: "error.list_rolled_back",
    },
    Row {
        who: "somebody who keeps an expired list",
        attempt: expired_list,
        end: End::Note("acquirer_approved", Level::E2, "list_expired"),
        sentence: "note.list_expired",
    },
    Row {
        who: "a stranger who signs a list",
        attempt: list_of_a_stranger,
        end: End::List("list_signer_unknown"),
        sentence: "error.list_signer_unknown",
    },
    Row {
        who: "a stranger who signs the registry's list",
        attempt: list_in_a_registrys_name,
        end: End::List("list_signature_invalid"),
        sentence: "error.list_signature_invalid",
    },
    Row {
        who: "a terminal that signs the acquirer's status",
        attempt: terminal_signs_a_status,
        end: End::Part("terminal_signed", Level::E1, "role_not_allowed"),
        sentence: "part.role_not_allowed",
    },
    Row {
        who: "a shop that lists its own key as its acquirer's",
        attempt: shops_key_as_acquirer,
        end: End::Part("terminal_signed", Level::E1, "key_shared"),
        sentence: "part.key_shared",
    },
    Row {
        who: "somebody who glues another sale's approval to this one",
        attempt: approval_of_another_sale,
        end: End::Part("terminal_signed", Level::E1, "other_receipt"),
        sentence: "part.other_receipt",
    },
    Row {
        who: "somebody who keeps a statement of the acquirer back",
        attempt: statement_kept_back,
        end: End::Note("acquirer_captured", Level::E2, "status_gap"),
        sentence: "note.status_gap",
    },
    Row {
        who: "an acquirer that refunds more than was paid",
        attempt: refunds_above_the_amount,
        end: End::Verdict(Outcome::Verified, "acquirer_contradicts_itself", Level::E1),
        sentence: "verdict.acquirer_contradicts_itself.text",
    },
    Row {
        who: "an acquirer that signs the shop's receipt",
        attempt: acquirer_signs_a_receipt,
        end: End::Verdict(REJECTED, "role_not_allowed", Level::E0),
        sentence: "verdict.role_not_allowed.text",
    },
    Row {
        who: "a merchant that signs under another merchant's iss",
        attempt: merchant_signs_for_another,
        end: End::Verdict(UNKNOWN, "key_unknown", Level::E0),
        sentence: "verdict.key_unknown.text",
    },
    Row {
        who: "a terminal's key in another terminal",
        attempt: key_in_another_terminal,
        end: End::Verdict(REJECTED, "terminal_mismatch", Level::E0),
        sentence: "verdict.terminal_mismatch.text",
    },
    Row {
        who: "a stranger's key under the kid of the shop's",
        attempt: kid_of_another_key,
        end: End::Verdict(REJECTED, "signature_invalid", Level::E0),
        sentence: "verdict.signature_invalid.text",
    },
    Row {
        who: "a thief who backdates a receipt",
        attempt: thief_backdates,
        end: End::Verdict(Outcome::Verified, "key_withdrawn", Level::E0),
        sentence: "verdict.key_withdrawn.text",
    },
    Row {
        who: "a receipt that demands what this version does not know",
        attempt: unknown_demand,
        end: End::Verdict(REJECTED, "must_understand", Level::E0),
        sentence: "verdict.must_understand.text",
    },
    Row {
        who: "a header that demands what this version does not know",
        attempt: unknown_header_extension,
        end: End::Verdict(REJECTED, "header_critical", Level::E0),
        sentence: "verdict.header_critical.text",
    },
];

#[test]
fn every_attempt_ends_as_the_table_says() {
    for row in &ROWS {
        let who = row.who;
        match ((row.attempt)(), &row.end) {
            (Answer::Report(report), End::Verdict(outcome, code, level)) => {
                let found = (report.outcome, report.code, report.level);
                assert_eq!(found, (*outcome, *code, *level), "{who}");
                // Without a verified signature nothing is shown but the reason.
                let shows = report.receipt.is_some() || !report.signers.is_empty();
                assert_eq!(shows, *outcome == Outcome::Verified, "{who}");
            }
            (Answer::Report(report), End::Part(code, level, part)) => {
                assert_eq!((report.code, report.level), (*code, *level), "{who}");
                assert_eq!(ignored_codes(&report), [*part], "{who}");
            }
            (Answer::Report(report), End::Note(code, level, note)) => {
                assert_eq!((report.code, report.level), (*code, *level), "{who}");
                assert_eq!(report.notes, [*note], "{who}");
            }
            (Answer::Refused(error), End::List(code)) => assert_eq!(error.code(), *code, "{who}"),
            _ => panic!("{who}: a list in the place of a receipt, or the other way"),
        }
    }
}

#[test]
fn every_attempt_has_a_sentence_of_its_own_in_every_language() {
    let mut said: Vec<Vec<String>> = Vec::new();
    for language in ["en", "zh-CN"] {
        let path = format!(
            "{}/locales/{language}/verdict.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let sentences = json::parse_object(&fs::read(path).unwrap(), 2).unwrap();
        let of = |row: &Row| match sentences.get(row.sentence) {
            Some(Value::Text(text)) if !text.is_empty() => text.clone(),
            _ => panic!("{}: no {} in {language}", row.who, row.sentence),
        };
        let all: Vec<String> = ROWS.iter().map(of).collect();
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), ROWS.len(), "{language}");
        said.push(all);
    }
    let [en, zh] = &said[..] else { panic!() };
    assert!(en.iter().zip(zh).all(|(a, b)| a != b));
    // Its code names the sentence.
    for row in &ROWS {
        let (End::Verdict(_, code, _)
        | End::Part(_, _, code)
        | End::Note(_, _, code)
        | End::List(code)) = &row.end;
        assert_eq!(row.sentence.split('.').nth(1), Some(*code), "{}", row.who);
    }
}

fn receipt() -> String {
    issue::receipt(&sale(), &terminal()).unwrap()
}

/// The honest world: a registry, its acquirer, and the acquirer's list with the shop.
fn honest() -> TrustStore {
    registry::store(&for_shop(), &[shop_entry("")])
}

/// The registry names the shop itself, with this key.
fn listed(key: &str) -> TrustStore {
    let entry = format!(
        r#"{{"iss":"{SHOP}","name":"S","role":"merchant","party":"P","acquirers":["{ACQUIRER}"],"keys":[{key}]}}"#
    );
    let list = registry::list(REGISTRY, 1, "", &[acquirer_entry(&for_shop()), entry]);
    let mut store = TrustStore::new();
    add(&mut store, &sign(&list, &registry::registry())).unwrap();
    store
}

fn page_makes_itself_acquirer() -> Answer {
    let mut store = TrustStore::new();
    // The shop is known, its acquirer is not; the page brings one, under the name that the registry gives.
    let shop = shop_entry(&format!(r#","acquirers":["{ACQUIRER}"]"#));
    let list = registry::list(REGISTRY, 1, "", &[shop]);
    add(&mut store, &sign(&list, &registry::registry())).unwrap();
    let page = registry::list(
        "https://page.example",
        1,
        "",
        &[acquirer_entry(&for_shop())],
    );
    let page = page.to_text();
    store.add_bare(page.as_bytes(), Provenance::Host).unwrap();
    Answer::of(&approved(&receipt()), &store)
}

fn page_makes_itself_the_shop() -> Answer {
    let page = registry::list("https://page.example", 1, "", &[shop_entry("")]).to_text();
    let store = TrustStore::parse(page.as_bytes(), Provenance::Host).unwrap();
    Answer::of(&receipt(), &store)
}

fn delegate_grants_more() -> Answer {
    let limited = format!(r#"{{"for":["{SHOP}"],"merchants":["100000000000001"]}}"#);
    let store = registry::store(&limited, &[shop_entry("")]);
    Answer::of(&receipt(), &store)
}

fn delegate_names_an_acquirer() -> Answer {
    let friend = "https://friend.example";
    let key = jwk(&identity(40, friend, Role::Acquirer, None));
    let entry =
        format!(r#"{{"iss":"{friend}","name":"F","role":"acquirer","party":"F","keys":[{key}]}}"#);
    let store = registry::store(&format!(r#"{{"for":["{friend}"]}}"#), &[entry]);
    let draft = sale_with(&format!(r#"{{"iss":"{friend}","terminal":null}}"#));
    let till = identity(40, friend, Role::Merchant, None);
    Answer::of(&issue::receipt(&draft, &till).unwrap(), &store)
}

fn delegate_names_another_shop() -> Answer {
    let store = registry::store(r#"{"for":["https://mine.example"]}"#, &[shop_entry("")]);
    Answer::of(&receipt(), &store)
}

fn group(seed: u8) -> Identity {
    identity(seed, "https://group.example", Role::Merchant, None)
}

/// A group's entry with one key, which lets it vouch for the shop and, carelessly, for itself.
fn group_entry(seed: u8, depth: u8) -> String {
    format!(
        r#"{{"iss":"https://group.example","name":"G","role":"merchant","party":"G","keys":[{}],"vouches":{{"for":["{SHOP}","https://group.example"],"depth":{depth}}}}}"#,
        jwk(&group(seed))
    )
}

fn group_list(sequence: u64, entry: String, key: &SecretKey) -> String {
    sign(
        &registry::list("https://group.example", sequence, "", &[entry]),
        key,
    )
}

fn delegate_passes_on() -> Answer {
    // The acquirer may vouch for keys alone, and lets a group vouch.
    let vouches = r#"{"for":["https://pay.tenghui.example","https://group.example"],"depth":1}"#;
    let mut store = registry::store(vouches, &[group_entry(60, 1)]);
    Answer::of_list(&group_list(1, shop_entry(""), &group(60).key), &mut store)
}

fn delegate_in_a_circle() -> Answer {
    let mut store = TrustStore::new();
    add(&mut store, &root(&[group_entry(60, 3)])).unwrap();
    add(
        &mut store,
        &group_list(1, group_entry(61, 2), &group(60).key),
    )
    .unwrap();
    Answer::of_list(&group_list(2, shop_entry(""), &group(61).key), &mut store)
}

fn foreign_merchant_id() -> Answer {
    let merchant = identity(41, PSP, Role::Merchant, None);
    let key = jwk(&merchant).replace('}', r#","merchants":["100000000000001"]}"#);
    let entry =
        format!(r#"{{"iss":"{PSP}","name":"PSP","role":"merchant","party":"PSP","keys":[{key}]}}"#);
    let store = registry::store(&format!(r#"{{"for":["{PSP}"]}}"#), &[entry]);
    let draft = sale_with(&format!(
        r#"{{"iss":"{PSP}","merchant":{{"id":"100000000000002"}},"terminal":null}}"#
    ));
    Answer::of(&issue::receipt(&draft, &merchant).unwrap(), &store)
}

fn older_list() -> Answer {
    let list = |sequence| {
        let list = registry::list(REGISTRY, sequence, "", &[shop_entry("")]);
        sign(&list, &registry::registry())
    };
    let mut store = TrustStore::new();
    add(&mut store, &list(8)).unwrap();
    Answer::of_list(&list(7), &mut store)
}

fn expired_list() -> Answer {
    let dossier = approved(&receipt());
    let report = verify(&dossier, &honest(), time(NOW + 40 * 86_400));
    Answer::Report(Box::new(report))
}

fn list_of_a_stranger() -> Answer {
    let stranger = world::stranger();
    let list = registry::list(stranger.iss.as_str(), 1, "", &[shop_entry("")]);
    Answer::of_list(&sign(&list, &stranger.key), &mut honest())
}

fn list_in_a_registrys_name() -> Answer {
    let list = registry::list(REGISTRY, 9, "", &[shop_entry("")]);
    Answer::of_list(&sign(&list, &world::stranger().key), &mut honest())
}

fn terminal_signs_a_status() -> Answer {
    let receipt = receipt();
    let status = status(&receipt, &terminal(), Event::Approved, 1, "{}");
    Answer::of(&format!("{receipt}~{status}"), &honest())
}

fn shops_key_as_acquirer() -> Answer {
    let mut own = terminal();
    own.iss = acquirer().iss;
    own.role = Role::Acquirer;
    own.terminal = None;
    let entry = format!(
        r#"{{"iss":"{ACQUIRER}","name":"A","role":"acquirer","party":"ACQ","keys":[{}]}}"#,
        jwk(&own)
    );
    let shop = shop_entry(&format!(r#","acquirers":["{ACQUIRER}"]"#));
    let list = registry::list(REGISTRY, 1, "", &[shop, entry]);
    let mut store = TrustStore::new();
    add(&mut store, &sign(&list, &registry::registry())).unwrap();
    let receipt = receipt();
    let status = status(&receipt, &own, Event::Approved, 1, "{}");
    Answer::of(&format!("{receipt}~{status}"), &store)
}

fn approval_of_another_sale() -> Answer {
    let other = issue::receipt(&sale_with(r#"{"number":"other"}"#), &terminal()).unwrap();
    let status = status(&other, &acquirer(), Event::Approved, 1, "{}");
    Answer::of(&format!("{}~{status}", receipt()), &honest())
}

fn statement_kept_back() -> Answer {
    let receipt = receipt();
    let last = status(&receipt, &acquirer(), Event::Captured, 3, "{}");
    Answer::of(&format!("{}~{last}", approved(&receipt)), &honest())
}

fn refunds_above_the_amount() -> Answer {
    let receipt = receipt();
    let mut dossier = approved(&receipt);
    for (sequence, event, changes) in [
        (2, Event::Captured, "{}"),
        (
            3,
            Event::RefundIssued,
            r#"{"arn":"24137460123456789012345"}"#,
        ),
        (
            4,
            Event::RefundIssued,
            r#"{"arn":"24137460123456789012399","amount":1}"#,
        ),
    ] {
        dossier.push('~');
        dossier.push_str(&status(&receipt, &acquirer(), event, sequence, changes));
    }
    Answer::of(&dossier, &honest())
}

fn acquirer_signs_a_receipt() -> Answer {
    let draft = sale_with(&format!(r#"{{"iss":"{ACQUIRER}"}}"#));
    let mut till = acquirer();
    till.role = Role::Merchant;
    Answer::of(&issue::receipt(&draft, &till).unwrap(), &honest())
}

fn merchant_signs_for_another() -> Answer {
    let other = "https://other.example";
    let mut merchant = identity(30, other, Role::Merchant, None);
    let entry = format!(
        r#"{{"iss":"{other}","name":"O","role":"merchant","party":"O","keys":[{}]}}"#,
        jwk(&merchant)
    );
    let vouches = format!(r#"{{"for":["{SHOP}","{other}"]}}"#);
    let store = registry::store(&vouches, &[shop_entry(""), entry]);
    merchant.iss = terminal().iss;
    Answer::of(&issue::receipt(&sale(), &merchant).unwrap(), &store)
}

fn key_in_another_terminal() -> Answer {
    let mut moved = terminal();
    moved.terminal = Some("20000001".to_owned());
    let draft = sale_with(r#"{"terminal":{"id":"20000001"}}"#);
    Answer::of(&issue::receipt(&draft, &moved).unwrap(), &honest())
}

fn kid_of_another_key() -> Answer {
    let header = world::header_of(&terminal(), "receipt+jwt");
    let token = world::sign_raw(&header, &sale().to_text(), &world::stranger().key);
    // The shop's own receipts under that name go on.
    assert!(check_under(&receipt(), &honest()).is_verified());
    Answer::of(&token, &honest())
}

fn thief_backdates() -> Answer {
    let key = jwk(&terminal()).replace(
        '}',
        r#","revoked":{"recorded":1795340600,"since":1795340000,"reason":"stolen"}}"#,
    );
    let draft = sale_with(r#"{"iat":1795000000}"#);
    Answer::of(&issue::receipt(&draft, &terminal()).unwrap(), &listed(&key))
}

fn unknown_demand() -> Answer {
    let draft = sale_with(r#"{"must_understand":["escrow"],"escrow":true}"#);
    Answer::of(&world::sign_unchecked(&draft, &terminal()), &honest())
}

fn unknown_header_extension() -> Answer {
    let header = world::header_of(&terminal(), "receipt+jwt");
    let header = header.replace('}', r#","crit":["escrow"],"escrow":true}"#);
    let token = world::sign_raw(&header, &sale().to_text(), &terminal().key);
    Answer::of(&token, &honest())
}

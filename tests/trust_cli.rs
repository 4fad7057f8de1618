//! `receipt trust`: lists edited, signed and published by people and scripts, and `receipt verify` under them.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::{Desk, SIGNED};
use serde_json::json;

const NOW: &str = "--now 2026-11-23T10:00:00Z";
const ROOT: &str = "--trust list.jwt --registry registry.pub.json";

fn pair(level: &str, code: &str) -> (String, String) {
    (level.to_owned(), code.to_owned())
}

#[test]
fn a_delegates_list_vouches_where_the_registry_lets_it() {
    let desk = Desk::registry("delegate");
    let all = format!("{ROOT} --delegate merchants.jwt {NOW}");
    assert_eq!(
        desk.verdict(&format!("{all} e2")),
        pair("E2", "acquirer_approved")
    );
    let (code, report) = desk.verify(&format!("{all} e1"));
    assert_eq!(code, 0);
    // The registry's word on who that is, the acquirer's on which keys it has.
    assert_eq!(report["signers"][0]["name"], "Tenghui Tea");
    let chain: Vec<&str> = report["vouching"]["chain"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["iss"].as_str().unwrap())
        .collect();
    assert_eq!(
        chain,
        ["https://registry.example", "https://acquirer.example"]
    );
    let text = desk.ok(&format!("verify {all} --lang en e1"));
    assert!(
        text.contains("Vouched for by: Registry (https://registry.example) → Acquirer A (https://acquirer.example)"),
        "{text}"
    );
    assert!(
        text.contains("Trust list: #1 · 2026-11-22 – 2026-12-22"),
        "{text}"
    );
    assert!(text.contains("Age of the list in days: 1"), "{text}");
    // Any order of arguments does; without the delegate nobody knows the key.
    let turned = format!("--trust merchants.jwt {ROOT} {NOW} e1");
    assert_eq!(desk.verdict(&turned), pair("E1", "terminal_signed"));
    assert_eq!(
        desk.verdict(&format!("{ROOT} {NOW} e1")),
        pair("E0", "key_unknown")
    );
}

#[test]
fn a_signed_list_counts_only_under_its_signers_pin() {
    let desk = Desk::registry("pins");
    assert_eq!(
        desk.refused(&format!("verify --trust list.jwt {NOW} e1")),
        "list_signer_unknown"
    );
    desk.ok("keygen --iss https://stranger.example --role registry --out stranger.json");
    desk.ok("trust pin --key stranger.json --out stranger.pub.json");
    let stranger = format!("verify --trust list.jwt --registry stranger.pub.json {NOW} e1");
    assert_eq!(desk.refused(&stranger), "list_signer_unknown");
    // Somebody else's key under the registry's name.
    desk.ok("keygen --iss https://registry.example --role registry --out posing.json");
    desk.ok(&format!(
        "trust sign --key posing.json {SIGNED} --out posing.jwt --sequence 9 trust.json"
    ));
    let posing = format!("verify --trust posing.jwt --registry registry.pub.json {NOW} e1");
    assert_eq!(desk.refused(&posing), "list_signature_invalid");
    // Both pins at hand: the right one is found, whichever comes first.
    let both = format!("--registry stranger.pub.json {ROOT} --delegate merchants.jwt {NOW} e1");
    assert_eq!(desk.verdict(&both), pair("E1", "terminal_signed"));
    // A payload that was changed.
    let list = desk.read("list.jwt");
    let (head, signature) = list.rsplit_once('.').unwrap();
    let altered = desk.read("posing.jwt");
    let (other, _) = altered.rsplit_once('.').unwrap();
    assert_ne!(head, other);
    desk.write("altered.jwt", &format!("{other}.{signature}"));
    let altered = format!("verify --trust altered.jwt --registry registry.pub.json {NOW} e1");
    assert_eq!(desk.refused(&altered), "list_signature_invalid");
    assert_eq!(desk.refused(&format!("verify {NOW} e1")), "usage");
}

#[test]
fn an_older_list_is_refused_by_its_number() {
    let desk = Desk::registry("rollback");
    let seen = |n: u32| format!("{ROOT} --delegate merchants.jwt --min-sequence {n} {NOW} e1");
    assert_eq!(desk.verdict(&seen(1)), pair("E1", "terminal_signed"));
    assert_eq!(
        desk.refused(&format!("verify {}", seen(2))),
        "list_rolled_back"
    );
    // A bare list without a number is no newer than any.
    let bare = format!("verify --trust merchants.json --min-sequence 2 {NOW} e1");
    assert_eq!(desk.refused(&bare), "list_rolled_back");
}

#[test]
fn an_expired_list_says_how_old_it_is() {
    let desk = Desk::registry("expired");
    let later = format!("{ROOT} --delegate merchants.jwt --now 2027-11-22T09:00:00Z e1");
    let (_, report) = desk.verify(&later);
    assert_eq!(report["code"], "terminal_signed");
    assert!(
        report["notes"]
            .as_array()
            .unwrap()
            .contains(&json!("list_expired")),
        "{report}"
    );
    assert_eq!(report["ages"]["trust_list_expired"], true);
    let text = desk.ok(&format!("verify --lang en {later}"));
    assert!(text.contains("is 365 days old"), "{text}");
    // A script cannot read that note.
    let require = |now: &str| {
        let line = format!("verify {ROOT} --delegate merchants.jwt --require E1 --now {now} e1");
        desk.run(&line).status.code()
    };
    assert_eq!(require("2026-12-22T08:59:59Z"), Some(0));
    assert_eq!(require("2026-12-22T09:00:01Z"), Some(1));
}

#[test]
fn signing_counts_on_and_never_back() {
    let desk = Desk::registry("sequence");
    assert_eq!(desk.json("trust.json")["sequence"], 1);
    desk.ok(&format!(
        "trust sign --key registry.json {SIGNED} --out list.jwt trust.json"
    ));
    assert_eq!(desk.json("trust.json")["sequence"], 2);
    let before = (desk.read("trust.json"), desk.read("list.jwt"));
    for (n, code) in [(1, "list_rolled_back"), (2, "list_sequence_reused")] {
        let line =
            format!("trust sign --key registry.json --sequence {n} --out list.jwt trust.json");
        assert_eq!(desk.refused(&line), code);
    }
    assert_eq!((desk.read("trust.json"), desk.read("list.jwt")), before);
    // A file restored from a backup: the list that is about to be replaced remembers.
    let old = before.0.replace("\"sequence\": 2", "\"sequence\": 1");
    desk.write("trust.json", &old);
    desk.ok(&format!(
        "trust sign --key registry.json {SIGNED} --out list.jwt trust.json"
    ));
    assert_eq!(desk.json("trust.json")["sequence"], 3);
    let window = |member: &str| desk.json("trust.json")[member].as_i64().unwrap();
    assert_eq!(window("exp") - window("iat"), 30 * 86_400);
    desk.ok("trust sign --key registry.json --now 2026-11-22T09:00:00Z --expires 2026-11-29T09:00:00Z --out list.jwt trust.json");
    assert_eq!(window("exp") - window("iat"), 7 * 86_400);
    let past = "trust sign --key registry.json --expires 2020-01-01T00:00:00Z trust.json";
    assert_eq!(desk.refused(past), "usage");
}

#[test]
fn a_registrys_key_signs_lists_and_nothing_else() {
    let desk = Desk::registry("role");
    assert_eq!(
        desk.refused("issue --key registry.json sale.json"),
        "role_not_allowed"
    );
    let status = "status --key registry.json --event approved e1";
    assert_eq!(desk.refused(status), "role_not_allowed");
    let certify = "trust certify --key registry.json --subject-key till.pub.json";
    assert_eq!(desk.refused(certify), "role_not_allowed");
    let add = "trust add --key registry.json --name R --party R trust.json";
    assert_eq!(desk.refused(add), "role_not_allowed");
    // And no other key is pinned, or signs a list of everybody.
    assert_eq!(
        desk.refused("trust pin --key acquirer.json"),
        "role_not_allowed"
    );
    desk.ok("keygen --iss https://bank.example --role issuer --out bank.json");
    desk.write("banks.json", r#"{"version": 1, "issuers": []}"#);
    assert_eq!(
        desk.refused("trust sign --key bank.json banks.json"),
        "role_not_allowed"
    );
    assert_eq!(
        desk.refused("trust sign --key acquirer.json trust.json"),
        "iss_mismatch"
    );
    assert!(!desk.read("registry.pub.json").contains("\"d\""));
    let pins = desk.ok("trust pin --key registry.pub.json");
    assert_eq!(pins.trim_end(), desk.read("registry.pub.json"));
}

#[test]
fn a_registry_changes_its_key_while_both_are_pinned() {
    let desk = Desk::registry("rotation");
    desk.ok("keygen --iss https://registry.example --role registry --out next.json");
    desk.ok("trust pin --key registry.pub.json --key next.json --out both.pub.json");
    desk.ok(&format!(
        "trust sign --key next.json {SIGNED} --out next.jwt trust.json"
    ));
    let under = |pins: &str| {
        format!("--trust next.jwt --registry {pins} --delegate merchants.jwt {NOW} e1")
    };
    assert_eq!(
        desk.verdict(&under("both.pub.json")),
        pair("E1", "terminal_signed")
    );
    assert_eq!(
        desk.refused(&format!("verify {}", under("registry.pub.json"))),
        "list_signature_invalid"
    );
    let pins = desk.json("both.pub.json");
    assert_eq!(pins["registries"].as_array().unwrap().len(), 1);
    assert_eq!(pins["registries"][0]["keys"].as_array().unwrap().len(), 2);
    assert_eq!(pins["registries"][0]["name"], "Registry");
}

#[test]
fn a_delegate_that_grants_more_than_it_has_vouches_for_nobody() {
    let desk = Desk::registry("wider");
    // Another shop's iss, and the acquirer's own.
    desk.ok("keygen --iss https://pay.other.example --role terminal --terminal 1 --out other.json");
    desk.ok("trust add --key other.json --name Other --party OTHER merchants.json");
    desk.ok(&format!(
        "trust sign --key acquirer.json {SIGNED} --out merchants.jwt merchants.json"
    ));
    let sale = desk::SALE
        .replace("pay.tenghui", "pay.other")
        .replace("\"id\": \"10023317\"", "\"id\": \"1\"");
    desk.write("other_sale.json", &sale);
    desk.save("other", "issue --key other.json other_sale.json");
    let all = format!("{ROOT} --delegate merchants.jwt {NOW}");
    assert_eq!(
        desk.verdict(&format!("{all} other")),
        pair("E0", "vouch_iss_not_named")
    );
    assert_eq!(
        desk.verdict(&format!("{all} e1")),
        pair("E1", "terminal_signed")
    );
    // A list of somebody whom the registry does not let vouch.
    desk.ok("keygen --iss https://acquirer2.example --role acquirer --out acquirer2.json");
    desk.ok("trust add --key till.pub.json --name Tea --party SHOP stranger.json");
    desk.ok(&format!(
        "trust sign --key acquirer2.json {SIGNED} --out stranger.jwt stranger.json"
    ));
    let line = format!("verify {ROOT} --delegate stranger.jwt {NOW} e1");
    assert_eq!(desk.refused(&line), "list_signer_unknown");
}

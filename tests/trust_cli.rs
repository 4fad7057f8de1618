//! `receipt trust`: lists edited, signed and published by people and scripts, and `receipt verify` under them.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::Desk;
use serde_json::{Value, json};

/// The sample sale is of 2026-11-22T09:35:12Z.
const SIGNED: &str = "--now 2026-11-22T09:00:00Z";
const NOW: &str = "--now 2026-11-23T10:00:00Z";
const ROOT: &str = "--trust list.jwt --registry registry.pub.json";

/// A registry that names an acquirer, which vouches for the keys of shops, and one shop, without a key.
fn registry(name: &str) -> Desk {
    let desk = Desk::new(name);
    for line in [
        "keygen --iss https://registry.example --role registry --out registry.json",
        "keygen --iss https://acquirer.example --role acquirer --out acquirer.json --public acquirer.pub.json",
        "keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --merchant 898330154110042 \
         --out till.json --public till.pub.json",
        "trust pin --key registry.json --name Registry --out registry.pub.json",
        "trust init --iss https://registry.example --name Registry --contact https://registry.example/contact trust.json",
        "trust add --key acquirer.pub.json --name 'Acquirer A' --party ACQ --vouches-for https://*.tenghui.example \
         --list-url https://acquirer.example/list.jwt trust.json",
        "trust add --no-key --iss https://pay.tenghui.example --role merchant --name 'Tenghui Tea' --party SHOP \
         --acquirer https://acquirer.example trust.json",
        "trust add --key till.pub.json --name 'Tea, says the acquirer' --party SHOP merchants.json",
    ] {
        desk.ok(line);
    }
    desk.ok(&format!(
        "trust sign --key registry.json {SIGNED} --out list.jwt trust.json"
    ));
    desk.ok(&format!(
        "trust sign --key acquirer.json {SIGNED} --out merchants.jwt merchants.json"
    ));
    desk.save("e1", "issue --key till.json sale.json");
    desk.save(
        "e2",
        "status --key acquirer.json --event approved --at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z e1",
    );
    desk
}

fn pair(level: &str, code: &str) -> (String, String) {
    (level.to_owned(), code.to_owned())
}

#[test]
fn a_delegates_list_vouches_where_the_registry_lets_it() {
    let desk = registry("delegate");
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
    let desk = registry("pins");
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
    let desk = registry("rollback");
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
    let desk = registry("expired");
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
}

#[test]
fn signing_counts_on_and_never_back() {
    let desk = registry("sequence");
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
fn a_list_with_a_fault_is_not_signed_and_lint_names_them_all() {
    let desk = registry("faults");
    let broken = desk
        .read("trust.json")
        .replacen("\"name\": \"Acquirer A\"", "\"name\": \"\"", 1)
        .replacen("\"role\": \"merchant\"", "\"role\": \"shop\"", 1);
    desk.write("broken.json", &broken);
    let output = desk.run("trust sign --key registry.json --out never.jwt broken.json");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors.contains("issuers[0].name") && errors.contains("issuers[1].role"),
        "{errors}"
    );
    assert!(!desk.path("never.jwt").exists());
    assert_eq!(desk.read("broken.json"), broken.trim_end());

    let output = desk.run("trust lint --json broken.json");
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let faults: Vec<(&str, &str, &str)> = found["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let text = |member: &str| f[member].as_str().unwrap();
            (text("member"), text("code"), text("iss"))
        })
        .collect();
    assert!(
        faults.contains(&(
            "issuers[0].name",
            "member_invalid",
            "https://acquirer.example"
        )),
        "{faults:?}"
    );
    assert!(
        faults.contains(&(
            "issuers[1].role",
            "role_unknown",
            "https://pay.tenghui.example"
        )),
        "{faults:?}"
    );
    assert_eq!(
        desk.run("trust lint --json trust.json").status.code(),
        Some(0)
    );
    assert_eq!(desk.refused("trust lint sale.jpg"), "file_unreadable");
    desk.write("hello", "hello");
    assert_eq!(desk.refused("trust lint hello"), "list_not_signed_list");
}

#[test]
fn lint_warns_of_what_readers_will_miss() {
    let desk = Desk::new("warnings");
    desk.ok("keygen --iss https://a.example --role merchant --out a.json --public a.pub.json");
    desk.ok("trust add --key a.json --name A --party A --not-after 2026-12-01T00:00:00Z list.json");
    let key = desk.json("list.json")["issuers"][0]["keys"][0].clone();
    let list = json!({"version": 1, "iss": "https://registry.example", "sample": true,
        "delegates": [{"iss": "https://nobody.example", "url": "https://nobody.example/list.jwt"}],
        "issuers": [
            {"iss": "https://a.example", "name": "A", "role": "merchant",
             "profile": {"licence": {"number": "1"}}, "keys": [key.clone()]},
            {"iss": "https://b.example", "name": "B", "role": "acquirer", "party": "B",
             "vouches": {"for": ["https://a.example"]}, "keys": [{"kty": "OKP", "crv": "Ed25519", "x": key["x"]}]},
            {"iss": "https://c.example", "name": "C", "role": "issuer", "party": "C"}]});
    desk.write("list.json", &list.to_string());
    let found: Value =
        serde_json::from_str(&desk.ok(&format!("trust lint --json {NOW} list.json"))).unwrap();
    assert_eq!(found["faults"], json!([]));
    let mut warnings: Vec<(String, String)> = found["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| {
            let text = |member: &str| {
                w[member]
                    .as_str()
                    .unwrap_or("-")
                    .trim_start_matches("https://")
                    .to_owned()
            };
            (text("iss"), text("code"))
        })
        .collect();
    warnings.sort();
    let expected = [
        ("-", "contact_missing"),
        ("-", "delegate_without_entry"),
        ("-", "name_missing"),
        ("-", "sample"),
        ("a.example", "acquirers_missing"),
        ("a.example", "contact_missing"),
        ("a.example", "key_shared"),
        ("a.example", "licence_undated"),
        ("a.example", "party_missing"),
        ("a.example", "window_ends_soon"),
        ("b.example", "contact_missing"),
        ("b.example", "delegate_without_url"),
        ("c.example", "contact_missing"),
        ("c.example", "keys_missing"),
    ];
    let expected: Vec<(String, String)> = expected.map(|(a, b)| pair(a, b)).to_vec();
    assert_eq!(warnings, expected);
}

#[test]
fn a_registrys_key_signs_lists_and_nothing_else() {
    let desk = registry("role");
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
    let desk = registry("rotation");
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
    let desk = registry("wider");
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

#[test]
fn two_people_see_what_is_new_before_they_sign() {
    let desk = registry("diff");
    let same = desk.run("trust diff trust.json list.jwt");
    assert_eq!(same.status.code(), Some(0));
    desk.ok(&format!(
        "trust sign --key registry.json {SIGNED} --out list2.jwt trust.json"
    ));
    assert_eq!(
        desk.run("trust diff list.jwt list2.jwt").status.code(),
        Some(0),
        "signed anew"
    );
    desk.ok("keygen --iss https://pay.new.example --role merchant --out new.json");
    desk.ok("trust add --key new.json --name New --party NEW trust.json");
    desk.ok("trust add --key acquirer.pub.json --vouches-for https://pay.new.example trust.json");
    desk.ok(&format!("trust revoke --key acquirer.json --reason compromised --since 2026-11-22T00:00:00Z {NOW} trust.json"));
    let removed = desk.json("trust.json");
    let mut list = removed.as_object().unwrap().clone();
    list["issuers"]
        .as_array_mut()
        .unwrap()
        .retain(|e| e["iss"] != "https://pay.tenghui.example");
    desk.write("trust.json", &Value::Object(list).to_string());
    let output = desk.run("trust diff --json list.jwt trust.json");
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["different"], true);
    let changes: Vec<(&str, &str, &str)> = found["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            let text = |member: &str| c[member].as_str().unwrap_or("-");
            (text("change"), text("iss"), text("member"))
        })
        .collect();
    for expected in [
        ("issuer_added", "https://pay.new.example", "-"),
        ("key_added", "https://pay.new.example", "-"),
        ("issuer_removed", "https://pay.tenghui.example", "-"),
        ("issuer_changed", "https://acquirer.example", "vouches"),
        ("key_revoked", "https://acquirer.example", "-"),
    ] {
        assert!(changes.contains(&expected), "{expected:?} {changes:?}");
    }
}

#[test]
fn show_prints_what_a_list_says_and_nothing_that_could_deceive() {
    let desk = registry("show");
    desk.ok("trust revoke --key till.pub.json --reason stolen --since 2026-11-20T18:00:00Z --max-counter 48212 \
             --now 2026-11-21T09:00:00Z merchants.json");
    let text = desk.ok("trust show merchants.json");
    assert!(
        text.contains("REVOKED: stolen since 2026-11-20T18:00:00Z, recorded 2026-11-21T09:00:00Z, receipts up to number 48212 are good"),
        "{text}"
    );
    let text = desk.ok("trust show list.jwt");
    for part in [
        "made by: https://registry.example",
        "sequence: 1",
        "vouches for: https://*.tenghui.example",
        "list of https://acquirer.example: https://acquirer.example/list.jwt",
        "not checked here",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let one = desk.ok("trust show --iss https://pay.tenghui.example --json list.jwt");
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one["name"], "Tenghui Tea");
    assert_eq!(
        desk.refused("trust show --iss https://b.example list.jwt"),
        "issuer_unknown"
    );
    let name = desk
        .read("trust.json")
        .replace("Tenghui Tea", "Tea\\u202e\\u001b[31m");
    desk.write("deceptive.json", &name);
    let text = desk.ok("trust show deceptive.json");
    assert!(text.contains("Tea\\u{202e}\\u{1b}[31m"), "{text}");
    // From the signed list back to the file that people edit.
    desk.save("again.json", "trust show --json list.jwt");
    assert_eq!(desk.json("again.json"), desk.json("trust.json"));
}

#[test]
fn what_would_not_hold_is_never_written() {
    let desk = registry("unharmed");
    let before = desk.read("trust.json");
    for (line, code) in [
        (
            "trust add --key till.pub.json --name X trust2.json",
            "member_missing",
        ),
        (
            "trust add --key till.pub.json --iss https://b.example --name X --party X trust.json",
            "iss_mismatch",
        ),
        (
            "trust add --key acquirer.pub.json --vouches-for http://x.example trust.json",
            "iss_invalid",
        ),
        (
            "trust add --key acquirer.pub.json --vouches-for https://*.com trust.json",
            "iss_invalid",
        ),
        (
            "trust add --key acquirer.pub.json --note-key a+b+c trust.json",
            "role_not_allowed",
        ),
        (
            "trust add --key missing.json --name X --party X trust.json",
            "file_unreadable",
        ),
        (
            "trust init --iss https://other.example trust.json",
            "iss_mismatch",
        ),
        (
            "trust revoke --kid nobody --reason stolen --since 2026-11-20T18:00:00Z trust.json",
            "key_unknown",
        ),
        (
            "trust rotate --kid nobody --key till.pub.json --since 2026-11-20T18:00:00Z trust.json",
            "key_unknown",
        ),
    ] {
        assert_eq!(desk.refused(line), code, "{line}");
        assert_eq!(desk.read("trust.json"), before, "{line}");
    }
    assert!(!desk.path("trust2.json").exists());
    let left: Vec<_> = std::fs::read_dir(&desk.0)
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

//! `receipt trust lint`, `diff` and `show`, and editing: a file that people keep.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::{Desk, SIGNED};
use serde_json::{Value, json};

const NOW: &str = "--now 2026-11-23T10:00:00Z";

#[test]
fn a_list_with_a_fault_is_not_signed_and_lint_names_them_all() {
    let desk = Desk::registry("faults");
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
    let expected: Vec<(String, String)> =
        expected.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    assert_eq!(warnings, expected);
}

#[test]
fn two_people_see_what_is_new_before_they_sign() {
    let desk = Desk::registry("diff");
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
    let desk = Desk::registry("show");
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
    let desk = Desk::registry("unharmed");
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
            "trust add --key till.pub.json --name X --party X list.jwt",
            "file_invalid",
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

#[test]
fn a_private_key_is_never_written_over() {
    let desk = Desk::registry("keys");
    let key = desk.read("registry.json");
    for line in [
        "trust pin --key registry.json --out registry.json",
        "trust sign --key registry.json --out registry.json trust.json",
        "trust certify --key acquirer.json --subject-key till.json --out registry.json",
        "keygen --iss https://a.example --role merchant --out new.json --public registry.json",
    ] {
        assert_eq!(desk.refused(line), "file_exists", "{line}");
        assert_eq!(desk.read("registry.json"), key, "{line}");
    }
    let one = "keygen --iss https://a.example --role merchant --out new.json --public new.json";
    assert_eq!(desk.refused(one), "usage");
    assert!(!desk.path("new.json").exists());
}

#[cfg(unix)]
#[test]
fn behind_a_link_the_file_is_replaced_and_the_link_stays() {
    let desk = Desk::registry("link");
    std::fs::create_dir(desk.path("kept")).unwrap();
    std::fs::rename(desk.path("trust.json"), desk.path("kept/trust.json")).unwrap();
    std::os::unix::fs::symlink("kept/trust.json", desk.path("trust.json")).unwrap();
    desk.ok("trust init --iss https://registry.example --name Renamed trust.json");
    assert!(desk.path("trust.json").is_symlink());
    assert_eq!(desk.json("kept/trust.json")["name"], "Renamed");
    // What is printed for a pipe is not replaced but written.
    assert!(
        desk.ok("trust sign --key registry.json --out /dev/stdout trust.json")
            .starts_with("eyJ")
    );
}

#[test]
fn whoever_vouches_can_see_what_verifiers_would_refuse() {
    let desk = Desk::registry("under");
    desk.ok("trust lint --under list.jwt merchants.json");
    let mut list = desk.json("trust.json");
    list["issuers"][0]["vouches"]["merchants"] = json!(["898330154110042"]);
    desk.write("trust.json", &list.to_string());
    desk.ok("trust lint --under trust.json merchants.json");
    desk.ok("keygen --iss https://pay.other.example --role merchant --out other.json");
    desk.ok("keygen --iss https://bank.tenghui.example --role issuer --out bank.json");
    desk.ok("trust add --key other.json --name Other --party OTHER --acquirer https://b.example merchants.json");
    desk.ok("trust add --key bank.json --name Bank --party BANK merchants.json");
    desk.ok("trust add --no-key --iss https://shop.tenghui.example --role merchant --name Deep --party DEEP \
             --vouches-for https://*.com.example merchants.json");
    let output = desk.run("trust lint --json --under trust.json merchants.json");
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let faults: Vec<(&str, &str)> = found["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["member"].as_str().unwrap(), f["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        faults,
        [
            ("issuers[1].iss", "vouch_iss_not_named"),
            ("issuers[1].acquirers", "vouch_wider"),
            ("issuers[1].keys[0].merchants", "vouch_wider"),
            ("issuers[2].role", "vouch_role_not_allowed"),
            ("issuers[2].keys[0].merchants", "vouch_wider"),
            ("issuers[3].vouches.depth", "vouch_too_deep"),
            ("issuers[3].vouches.for", "vouch_iss_not_named"),
            ("issuers[3].vouches.merchants", "vouch_wider"),
        ]
    );
    let stranger = desk.run("trust lint --under merchants.json trust.json");
    assert!(String::from_utf8_lossy(&stranger.stdout).contains("fault[list_signer_unknown]"));
}

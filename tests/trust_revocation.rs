//! `receipt trust revoke` and `rotate`: a key or a receipt that no longer counts, and what verdicts then say.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::Desk;
use serde_json::{Value, json};

/// The sample sale is of 2026-11-22T09:35:12Z and numbered 48213.
const NOW: &str = "--now 2026-11-23T10:00:00Z";

fn shop(name: &str) -> Desk {
    let desk = Desk::new(name);
    for line in [
        "keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --merchant 898330154110042 \
         --out till.json --public till.pub.json",
        "keygen --iss https://acquirer.example --role acquirer --out acquirer.json",
        "trust add --key till.pub.json --name 'Tenghui Tea' --party SHOP --acquirer https://acquirer.example trust.json",
        "trust add --key acquirer.json --name 'Acquirer A' --party ACQ trust.json",
    ] {
        desk.ok(line);
    }
    desk.save("e1", "issue --key till.json sale.json");
    desk.save(
        "e2",
        "status --key acquirer.json --event approved --at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z e1",
    );
    desk
}

fn code(desk: &Desk, input: &str) -> String {
    desk.verdict(&format!("--trust trust.json {NOW} {input}")).1
}

fn revoked(desk: &Desk, entry: usize, key: usize) -> Value {
    desk.json("trust.json")["issuers"][entry]["keys"][key]["revoked"].clone()
}

#[test]
fn a_stolen_terminals_receipts_are_undated_unless_somebody_else_dates_them() {
    let desk = shop("stolen");
    desk.ok("trust revoke --key till.pub.json --reason stolen --since 2026-11-22T12:00:00Z --max-counter 48213 \
             --now 2026-11-22T13:00:00Z trust.json");
    assert_eq!(
        revoked(&desk, 0, 0),
        json!({"recorded": 1795352400, "since": 1795348800, "max_counter": 48213, "reason": "stolen"})
    );
    assert_eq!(code(&desk, "e1"), "key_withdrawn");
    // The acquirer signed about it before the theft.
    assert_eq!(code(&desk, "e2"), "acquirer_approved");
    let text = desk.ok(&format!("verify --trust trust.json --lang en {NOW} e1"));
    assert!(
        text.contains("Key withdrawn: stolen · 2026-11-22 12:00:00 UTC · ≤ 48213"),
        "{text}"
    );
    // Above the last good number nobody's date helps.
    desk.ok("trust revoke --key till.pub.json --reason stolen --since 2026-11-22T12:00:00Z --max-counter 48212 \
             --now 2026-11-22T14:00:00Z trust.json");
    assert_eq!(code(&desk, "e2"), "key_withdrawn");
}

#[test]
fn a_retired_keys_earlier_receipts_stay_good() {
    let desk = shop("retired");
    let kid = desk.json("till.pub.json")["kid"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.ok(&format!(
        "trust revoke --kid {kid} --reason ceased --since 2026-11-22T12:00:00Z {NOW} trust.json"
    ));
    assert_eq!(code(&desk, "e1"), "terminal_signed");
    desk.ok(&format!(
        "trust revoke --kid {kid} --reason ceased --since 2026-11-22T09:00:00Z {NOW} trust.json"
    ));
    assert_eq!(code(&desk, "e1"), "key_retired");
}

#[test]
fn a_revocation_is_never_weakened() {
    let desk = shop("weakened");
    desk.ok(&format!("trust revoke --key till.pub.json --reason compromised --since 2026-11-22T09:00:00Z {NOW} trust.json"));
    let before = desk.read("trust.json");
    for line in [
        "--reason superseded --since 2026-11-22T09:00:00Z",
        "--reason stolen --since 2026-11-22T10:00:00Z",
    ] {
        let line = format!("trust revoke --key till.pub.json {line} {NOW} trust.json");
        assert_eq!(desk.refused(&line), "already_revoked", "{line}");
        assert_eq!(desk.read("trust.json"), before);
    }
    // Adding the key again clears nothing.
    desk.ok("trust add --key till.pub.json trust.json");
    assert_eq!(code(&desk, "e1"), "key_withdrawn");
    let ahead = "trust revoke --key acquirer.json --reason stolen --since 2026-11-24T00:00:00Z --now 2026-11-23T00:00:00Z trust.json";
    assert_eq!(desk.refused(ahead), "usage");
}

#[test]
fn a_key_that_two_entries_share_is_revoked_in_both() {
    let desk = shop("shared");
    let mut list = desk.json("trust.json");
    let mut twin = list["issuers"][0].clone();
    twin["iss"] = json!("https://pay.twin.example");
    list["issuers"].as_array_mut().unwrap().push(twin);
    desk.write("trust.json", &list.to_string());
    let line = "trust revoke --key till.pub.json --reason stolen --since 2026-11-22T09:00:00Z";
    desk.write("one.json", &list.to_string());
    let output = desk.run(&format!(
        "{line} --iss https://pay.twin.example {NOW} one.json"
    ));
    assert!(String::from_utf8_lossy(&output.stderr).contains("warning[key_shared]"));
    desk.ok(&format!("{line} {NOW} trust.json"));
    assert_eq!(revoked(&desk, 0, 0)["reason"], "stolen");
    assert_eq!(revoked(&desk, 2, 0)["reason"], "stolen");
}

#[test]
fn nothing_is_said_to_be_revoked_that_was_not() {
    let desk = shop("nothing");
    let before = desk.read("trust.json");
    let line = "trust revoke --reason stolen --since 2026-11-22T09:00:00Z";
    let elsewhere = format!("{line} --key till.pub.json --iss https://acquirer.example trust.json");
    assert_eq!(desk.refused(&elsewhere), "key_unknown");
    desk.ok("keygen --iss https://pay.tenghui.example --role merchant --out unlisted.json");
    let foreign = format!("{line} --key unlisted.json --iss https://acquirer.example trust.json");
    assert_eq!(desk.refused(&foreign), "iss_mismatch");
    assert_eq!(desk.read("trust.json"), before);
}

#[test]
fn two_keys_of_one_name_have_to_be_told_apart() {
    let desk = shop("collision");
    let mut list = desk.json("trust.json");
    let kid = list["issuers"][0]["keys"][0]["kid"].clone();
    list["issuers"][1]["keys"][0]["kid"] = kid.clone();
    desk.write("trust.json", &list.to_string());
    let kid = kid.as_str().unwrap();
    let line = format!("trust revoke --kid {kid} --reason ceased --since 2026-11-22T09:00:00Z");
    assert_eq!(desk.refused(&format!("{line} trust.json")), "kid_ambiguous");
    desk.ok(&format!("{line} --iss https://acquirer.example trust.json"));
    assert_eq!(revoked(&desk, 0, 0), Value::Null);
    assert_eq!(revoked(&desk, 1, 0)["reason"], "ceased");
}

#[test]
fn a_single_receipt_is_withdrawn_without_naming_it() {
    let desk = shop("receipt");
    desk.ok(&format!(
        "trust revoke --receipt e1 --reason replaced {NOW} trust.json"
    ));
    let list = desk.json("trust.json");
    let withdrawn = &list["issuers"][0]["revoked_receipts"];
    assert_eq!(withdrawn.as_array().unwrap().len(), 1);
    assert_eq!(withdrawn[0]["reason"], "replaced");
    assert_eq!(withdrawn[0]["id"].as_str().unwrap().len(), 12);
    assert!(
        !desk.read("trust.json").contains("48213") && !desk.read("trust.json").contains("000317")
    );
    assert_eq!(code(&desk, "e1"), "receipt_withdrawn");
    // Again changes nothing but the reason; where the acquirer stands behind it, its word stays.
    desk.ok(&format!(
        "trust revoke --receipt e1 --reason issued_in_error {NOW} trust.json"
    ));
    assert_eq!(
        desk.json("trust.json")["issuers"][0]["revoked_receipts"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let (_, report) = desk.verify(&format!("--trust trust.json {NOW} e2"));
    assert_eq!(report["code"], "acquirer_approved");
    assert!(
        report["notes"]
            .as_array()
            .unwrap()
            .contains(&json!("receipt_withdrawn")),
        "{report}"
    );
    // A copy with another signature would withdraw nothing.
    let token = desk.read("e1");
    let (head, _) = token.rsplit_once('.').unwrap();
    let other = desk.read("e2");
    let other = other.rsplit_once('.').unwrap().1;
    let line = format!("trust revoke --receipt {head}.{other} --reason replaced trust.json");
    assert_eq!(desk.refused(&line), "signature_invalid");
    // Reasons of keys and of receipts are not mixed.
    let mixed = "trust revoke --receipt e1 --reason stolen trust.json";
    assert_eq!(desk.refused(mixed), "usage");
    let mixed =
        "trust revoke --key till.json --reason replaced --since 2026-11-22T09:00:00Z trust.json";
    assert_eq!(desk.refused(mixed), "usage");
}

#[test]
fn rotation_brings_in_the_new_key_and_retires_the_old_one() {
    let desk = shop("rotate");
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --merchant 898330154110042 \
             --out next.json --public next.pub.json");
    desk.save("new", "issue --key next.json sale.json");
    assert_eq!(code(&desk, "new"), "key_unknown");
    desk.ok(&format!("trust rotate --old till.pub.json --key next.pub.json --since 2026-11-22T12:00:00Z {NOW} trust.json"));
    assert_eq!(
        (code(&desk, "e1"), code(&desk, "new")),
        ("terminal_signed".into(), "terminal_signed".into())
    );
    assert_eq!(revoked(&desk, 0, 0)["reason"], "superseded");
    assert_eq!(revoked(&desk, 0, 1), Value::Null);
    let keys = desk.json("trust.json")["issuers"][0]["keys"].clone();
    for member in ["role", "terminal", "merchants"] {
        assert_eq!(keys[0][member], keys[1][member], "{member}");
    }
    // The new key speaks for what the old one spoke for.
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023399 --out wrong.json");
    let wrong =
        "trust rotate --old next.pub.json --key wrong.json --since 2026-11-22T12:00:00Z trust.json";
    assert_eq!(desk.refused(wrong), "scope_differs");
    let same =
        "trust rotate --old next.pub.json --key next.json --since 2026-11-22T12:00:00Z trust.json";
    assert_eq!(desk.refused(same), "usage");
}

#[test]
fn a_kid_that_begins_with_a_hyphen_is_a_kid() {
    let desk = Desk::new("hyphen");
    for command in [
        "revoke --since 2026-11-22T12:00:00Z --reason ceased",
        "rotate --since 2026-11-22T12:00:00Z --key x.json",
    ] {
        // No such list: it was read as far as the file.
        let code = desk.refused(&format!("trust {command} --kid -_RePp_bcEXS trust.json"));
        assert!(code.starts_with("file_"), "{code}");
    }
}

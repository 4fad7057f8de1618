//! A key that an acquirer vouches for in the dossier itself: what that takes on paper, and when it counts.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::Desk;
use serde_json::{Value, json};

const SIGNED: &str = "--now 2026-11-22T09:00:00Z";
const NOW: &str = "--now 2026-11-23T10:00:00Z";
const TWENTY: &str = include_str!("../samples/receipts/twenty_items.json");

/// A registry whose list names an acquirer and, where `described`, the shop without a key.
fn room(name: &str, described: bool) -> Desk {
    let desk = Desk::new(name);
    // The published keys of the samples: sizes are then the same at every run.
    desk.write(
        "acquirer.json",
        include_str!("../samples/keys/acquirer.json"),
    );
    desk.write("till.json", include_str!("../samples/keys/till.json"));
    let mut public: Value = desk.json("till.json");
    public.as_object_mut().unwrap().remove("d");
    desk.write("till.pub.json", &public.to_string());
    for line in [
        "keygen --iss https://registry.example --role registry --out registry.json",
        "trust pin --key registry.json --out registry.pub.json",
        "trust add --key acquirer.json --name 'Acquirer A' --party ACQ --vouches-for https://*.tenghui.example trust.json",
    ] {
        desk.ok(line);
    }
    if described {
        desk.ok(
            "trust add --no-key --iss https://pay.tenghui.example --role merchant --name 'Tenghui Tea' --party SHOP \
             --acquirer https://acquirer.example trust.json",
        );
    }
    desk.ok(&format!(
        "trust sign --key registry.json {SIGNED} --out list.jwt trust.json"
    ));
    desk
}

fn certify(desk: &Desk, more: &str) {
    desk.ok(&format!(
        "trust certify --key acquirer.json --subject-key till.pub.json {SIGNED} --out till.cert.jwt {more}"
    ));
}

fn verify(desk: &Desk, input: &str) -> Value {
    desk.verify(&format!(
        "--trust list.jwt --registry registry.pub.json {NOW} {input}"
    ))
    .1
}

/// The version of the symbol that `receipt qr` makes.
fn version(desk: &Desk, input: &str) -> i64 {
    let output = desk.run(&format!("qr {input}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let version = said
        .split("version ")
        .last()
        .and_then(|rest| rest.split(',').next());
    version
        .unwrap()
        .parse()
        .unwrap_or_else(|_| panic!("{said}"))
}

/// The sample of twenty items with its first few, as its author spelled them.
fn with_items(count: usize) -> String {
    let (head, items) = TWENTY.split_once("\"items\": [").unwrap();
    let items = items.split_once(']').unwrap().0;
    let some: Vec<&str> = items.split_inclusive('}').take(count).collect();
    match count {
        0 => format!("{}}}", head.trim_end().trim_end_matches(',')),
        _ => format!("{head}\"items\": [{}]}}", some.concat()),
    }
}

#[test]
fn a_travelling_statement_costs_at_most_four_versions() {
    let desk = room("certificate-cost", true);
    desk.write("profile.json", r#"{"contact": "+86 571 0000 0000"}"#);
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/TRUST.md")).unwrap();
    for items in [0, 5, 20] {
        desk.write("sale.json", &with_items(items));
        desk.save("plain", "issue --key till.json sale.json");
        let plain = version(&desk, "plain");
        let with = |more: &str| {
            certify(&desk, more);
            desk.save(
                "certified",
                "issue --key till.json --certificate till.cert.jwt sale.json",
            );
            version(&desk, "certified")
        };
        let described = with("--name 腾辉茶叶店 --party 91330106MA27X --profile profile.json");
        let certified = with("");
        let more = certified - plain;
        let row = format!("| {items} | {plain} | {certified} | {more} | {described} |");
        println!("{row}");
        assert!(more <= 4, "{row}");
        assert!(page.contains(&row), "docs/TRUST.md does not say: {row}");
        let report = verify(&desk, "certified");
        assert_eq!(
            (&report["code"], &report["level"]),
            (&json!("terminal_signed"), &json!("E1"))
        );
    }
}

#[test]
fn the_verifier_needs_the_registrys_list_alone() {
    let desk = room("certificate", true);
    certify(&desk, "");
    desk.save("plain", "issue --key till.json sale.json");
    desk.save(
        "certified",
        "issue --key till.json --certificate till.cert.jwt sale.json",
    );
    assert_eq!(verify(&desk, "plain")["code"], "key_unknown");
    let report = verify(&desk, "certified");
    assert_eq!(report["code"], "terminal_signed");
    assert_eq!(report["signers"][0]["name"], "Tenghui Tea");
    let by: Vec<&str> = report["vouching"]["chain"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["by"].as_str().unwrap())
        .collect();
    assert_eq!(by, ["list", "statement"]);
    // On paper, too.
    desk.ok("qr --png qr.png certified");
    assert_eq!(verify(&desk, "qr.png")["code"], "terminal_signed");
    // The acquirer's status counts as ever.
    desk.save(
        "status",
        "status --key acquirer.json --event approved --at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z certified",
    );
    assert_eq!(verify(&desk, "status")["level"], "E2");
}

#[test]
fn it_names_the_shop_where_no_list_does() {
    let desk = room("certificate-name", false);
    desk.write("profile.json", r#"{"contact": "+86 571 0000 0000"}"#);
    certify(
        &desk,
        "--name 'Tea, says the acquirer' --party SHOP --profile profile.json",
    );
    desk.save(
        "certified",
        "issue --key till.json --certificate till.cert.jwt sale.json",
    );
    let report = verify(&desk, "certified");
    assert_eq!(report["code"], "terminal_signed");
    assert_eq!(report["signers"][0]["name"], "Tea, says the acquirer");
}

#[test]
fn its_window_tests_the_time_of_the_receipt() {
    let desk = room("certificate-window", true);
    for (signed, expires, code) in [
        ("2026-11-22T09:00:00Z", "1d", "terminal_signed"),
        ("2026-11-22T10:00:00Z", "1d", "key_not_yet_valid"),
        ("2026-11-20T09:00:00Z", "1d", "key_expired"),
    ] {
        desk.ok(&format!(
            "trust certify --key acquirer.json --subject-key till.pub.json --now {signed} --expires {expires} --out till.cert.jwt"
        ));
        desk.save(
            "certified",
            "issue --key till.json --certificate till.cert.jwt sale.json",
        );
        // Looked at in a year: paper outlives every window. The list is then signed anew.
        desk.ok(
            "trust sign --key registry.json --now 2027-11-22T09:00:00Z --out later.jwt trust.json",
        );
        let line =
            "--trust later.jwt --registry registry.pub.json --now 2027-11-23T09:00:00Z certified";
        assert_eq!(desk.verdict(line).1, code, "{signed}");
    }
}

#[test]
fn revoking_it_in_the_list_of_either_voucher_withdraws_the_key() {
    let desk = room("certificate-revoked", true);
    certify(&desk, "");
    desk.save(
        "certified",
        "issue --key till.json --certificate till.cert.jwt sale.json",
    );
    let revoke = "trust revoke --key till.pub.json --reason stolen --since 2026-11-22T08:00:00Z --now 2026-11-22T12:00:00Z";
    // The acquirer never listed this key: revoking it puts it on the list.
    desk.ok("trust add --no-key --iss https://pay.tenghui.example --role merchant --name Tea --party SHOP merchants.json");
    desk.ok(&format!("{revoke} merchants.json"));
    desk.ok(&format!(
        "trust sign --key acquirer.json {SIGNED} --out merchants.jwt merchants.json"
    ));
    assert_eq!(
        verify(&desk, "certified")["code"],
        "terminal_signed",
        "nobody told this verifier"
    );
    assert_eq!(
        verify(&desk, "--delegate merchants.jwt certified")["code"],
        "key_withdrawn"
    );
    desk.ok(&format!("{revoke} trust.json"));
    desk.ok(&format!(
        "trust sign --key registry.json {SIGNED} --out list.jwt trust.json"
    ));
    assert_eq!(verify(&desk, "certified")["code"], "key_withdrawn");
}

#[test]
fn a_statement_that_would_travel_in_vain_is_not_issued() {
    let desk = room("certificate-vain", true);
    certify(&desk, "");
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --out other.json");
    let other = "issue --key other.json --certificate till.cert.jwt sale.json";
    assert_eq!(desk.refused(other), "certificate_of_other_key");
    desk.save("e1", "issue --key till.json sale.json");
    assert_eq!(
        desk.refused("issue --key till.json --certificate e1 sale.json"),
        "typ_unexpected"
    );
    let terminal = "trust certify --key till.json --subject-key other.json";
    assert_eq!(desk.refused(terminal), "refused");
    let subject =
        "trust certify --key acquirer.json --subject https://b.example --subject-key till.pub.json";
    assert_eq!(desk.refused(subject), "iss_mismatch");
    // Somebody whom no registry lets vouch.
    desk.ok("keygen --iss https://acquirer2.example --role acquirer --out acquirer2.json");
    desk.ok(&format!(
        "trust certify --key acquirer2.json --subject-key till.pub.json {SIGNED} --out foreign.jwt"
    ));
    desk.save(
        "foreign",
        "issue --key till.json --certificate foreign.jwt sale.json",
    );
    assert_eq!(verify(&desk, "foreign")["code"], "voucher_unknown");
}

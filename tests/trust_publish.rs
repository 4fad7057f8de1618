//! `receipt trust publish`: a folder that any web host serves, and what `receipt verify` makes of it.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::Desk;
use serde_json::{Value, json};

const SIGNED: &str = "--now 2026-11-22T09:00:00Z";
const NOW: &str = "--now 2026-11-23T10:00:00Z";
const WELL_KNOWN: &str = "site/.well-known/receipt-issuer.jwt";
const SHOP: &str = "--domain https://pay.tenghui.example";

fn till(name: &str) -> Desk {
    let desk = Desk::new(name);
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --out till.json --public till.pub.json");
    desk.save("e1", "issue --key till.json sale.json");
    desk
}

fn registry(name: &str) -> Desk {
    let desk = till(name);
    for line in [
        "keygen --iss https://registry.example --role registry --out registry.json",
        "keygen --iss https://acquirer.example:8443 --role acquirer --out acquirer.json",
        "trust pin --key registry.json --name Registry --out registry.pub.json",
        "trust add --key acquirer.json --name 'Acquirer A' --party ACQ --vouches-for https://pay.tenghui.example trust.json",
        "trust add --key till.pub.json --name Tea --party SHOP merchants.json",
        "trust sign --key registry.json --now 2026-11-22T09:00:00Z --out list.jwt trust.json",
        "trust sign --key acquirer.json --now 2026-11-22T09:00:00Z --out merchants.jwt merchants.json",
    ] {
        desk.ok(line);
    }
    desk
}

const PUBLISH: &str =
    "trust publish --list list.jwt --delegate merchants.jwt --pins registry.pub.json --out site";

#[test]
fn the_folder_holds_each_list_by_name_and_by_number() {
    let desk = registry("publish");
    desk.ok(&format!("{PUBLISH} {SIGNED}"));
    for (file, source) in [
        ("site/registry.example.jwt", "list.jwt"),
        ("site/editions/registry.example/1.jwt", "list.jwt"),
        ("site/acquirer.example-8443.jwt", "merchants.jwt"),
        ("site/editions/acquirer.example-8443/1.jwt", "merchants.jwt"),
        ("site/registry.pub.json", "registry.pub.json"),
    ] {
        assert_eq!(desk.read(file), desk.read(source), "{file}");
    }
    let snapshot = desk.json("site/snapshot.json");
    assert_eq!(snapshot["version"], 1);
    assert_eq!(snapshot["pins"], desk.json("registry.pub.json"));
    assert_eq!(
        snapshot["lists"],
        json!([desk.read("list.jwt"), desk.read("merchants.jwt")])
    );
    let line = format!(
        "--trust site/registry.example.jwt --registry site/registry.pub.json \
                        --delegate site/acquirer.example-8443.jwt {NOW} e1"
    );
    assert_eq!(desk.verdict(&line).1, "terminal_signed");
}

#[test]
fn every_file_gets_the_headers_that_other_peoples_pages_need() {
    let desk = registry("headers");
    desk.ok(&format!("{PUBLISH} {SIGNED}"));
    let headers = desk.read("site/_headers");
    let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
    for line in headers.lines() {
        match line.strip_prefix("  ") {
            Some(header) => blocks.last_mut().unwrap().1.push(header.to_owned()),
            None => blocks.push((line.to_owned(), Vec::new())),
        }
    }
    let paths: Vec<&str> = blocks.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/acquirer.example-8443.jwt",
            "/registry.example.jwt",
            "/registry.pub.json",
            "/snapshot.json",
            "/editions/*"
        ]
    );
    for (path, headers) in &blocks {
        for header in [
            "Access-Control-Allow-Origin: *",
            "X-Content-Type-Options: nosniff",
        ] {
            assert!(headers.iter().any(|h| h == header), "{path}: {header}");
        }
        let immutable = headers.iter().any(|h| h.contains("immutable"));
        assert_eq!(immutable, path.starts_with("/editions"), "{path}");
        let json = headers
            .iter()
            .any(|h| h == "Content-Type: application/json");
        assert_eq!(json, path.ends_with(".json"), "{path}");
        // The other hosts' files say the same.
        for other in ["site/_nginx.conf", "site/_Caddyfile"] {
            let text = desk.read(other);
            assert!(text.contains(path.trim_end_matches('*')), "{other}: {path}");
            for header in headers {
                let (name, value) = header.split_once(": ").unwrap();
                let spelled = [
                    format!("{name} \"{value}\""),
                    format!("default_type {value};"),
                ];
                assert!(
                    spelled.iter().any(|s| text.contains(s)),
                    "{other}: {header}"
                );
            }
        }
    }
}

#[test]
fn what_is_published_never_goes_back() {
    let desk = registry("forward");
    desk.ok(&format!("{PUBLISH} {SIGNED}"));
    desk.ok(&format!("{PUBLISH} {SIGNED}"));
    std::fs::copy(desk.path("list.jwt"), desk.path("old.jwt")).unwrap();
    desk.ok(&format!(
        "trust sign --key registry.json {SIGNED} --out list.jwt trust.json"
    ));
    desk.ok(&format!("{PUBLISH} {SIGNED}"));
    assert_eq!(
        desk.read("site/editions/registry.example/1.jwt"),
        desk.read("old.jwt")
    );
    assert_eq!(
        desk.read("site/registry.example.jwt"),
        desk.read("list.jwt")
    );
    let old = PUBLISH.replace("list.jwt", "old.jwt");
    assert_eq!(desk.refused(&format!("{old} {SIGNED}")), "list_rolled_back");
    // A second list under one number: somebody restored the file that counts.
    desk.write(
        "trust.json",
        &desk
            .read("trust.json")
            .replace("\"sequence\": 2", "\"sequence\": 1"),
    );
    desk.ok(
        "trust sign --key registry.json --now 2026-11-22T10:00:00Z --out second.jwt trust.json",
    );
    let second = PUBLISH.replace("list.jwt", "second.jwt");
    assert_eq!(
        desk.refused(&format!("{second} {SIGNED}")),
        "list_sequence_reused"
    );
    assert_eq!(
        desk.read("site/registry.example.jwt"),
        desk.read("list.jwt")
    );
}

#[test]
fn what_no_verifier_would_take_is_not_published() {
    let desk = registry("refuse");
    desk.ok("keygen --iss https://registry.example --role registry --out other.json");
    desk.ok("trust pin --key other.json --out other.pub.json");
    for (line, code) in [
        (
            PUBLISH.replace("registry.pub.json", "other.pub.json"),
            "list_signature_invalid",
        ),
        (
            PUBLISH.replace("--list list.jwt", "--list trust.json"),
            "list_not_signed_list",
        ),
        (
            PUBLISH.replace(
                "--list list.jwt --delegate merchants.jwt",
                "--list merchants.jwt",
            ),
            "list_signer_unknown",
        ),
        (
            PUBLISH.replace(
                "--list list.jwt --delegate merchants.jwt",
                "--list list.jwt --list merchants.jwt",
            ),
            "usage",
        ),
    ] {
        assert_eq!(desk.refused(&format!("{line} {SIGNED}")), code, "{line}");
    }
    let late = format!("{PUBLISH} --now 2027-11-22T09:00:00Z");
    assert_eq!(desk.refused(&late), "list_expired");
    assert!(!desk.path("site").exists());
}

#[test]
fn a_single_shop_publishes_its_own_list_in_one_step() {
    let desk = till("domain");
    desk.ok(&format!("trust publish {SHOP} --key till.json --name 'Tenghui Tea' --contact '+86 571 0000 0000' {SIGNED} --out site"));
    let verify = format!("{SHOP}={WELL_KNOWN} {NOW}");
    let (code, report) = desk.verify(&format!("{verify} e1"));
    assert_eq!(
        (code, &report["code"], &report["level"]),
        (0, &json!("domain_signed"), &json!("E1"))
    );
    assert_eq!(report["trust"]["provenance"], "domain");
    assert!(
        desk.read("site/_headers")
            .contains("/.well-known/receipt-issuer.jwt\n")
    );
    // Fetched from somewhere else it says nothing.
    let elsewhere = format!("verify --domain https://pay.other.example={WELL_KNOWN} {NOW} e1");
    assert_eq!(desk.refused(&elsewhere), "list_domain_mismatch");
    // Renewed, with a second till; the first one's revocation stays through all of it.
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023318 --out till2.json --public till2.pub.json");
    desk.ok(&format!(
        "trust publish {SHOP} --key till.json --key till2.pub.json {SIGNED} --out site"
    ));
    desk.save("shop.json", &format!("trust show --json {WELL_KNOWN}"));
    assert_eq!(desk.json("shop.json")["sequence"], 2);
    assert_eq!(
        desk.json("shop.json")["issuers"][0]["keys"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    desk.ok("trust revoke --key till.pub.json --reason stolen --since 2026-11-22T08:00:00Z --now 2026-11-22T10:00:00Z shop.json");
    desk.ok("trust sign --key till2.json --now 2026-11-22T10:00:00Z --out shop.jwt shop.json");
    desk.ok(&format!(
        "trust publish {SHOP} --list shop.jwt --now 2026-11-22T10:00:00Z --out site"
    ));
    assert_eq!(desk.verdict(&format!("{verify} e1")).1, "key_withdrawn");
    desk.ok(&format!(
        "trust publish {SHOP} --key till2.json {NOW} --out site"
    ));
    assert_eq!(
        desk.verdict(&format!(
            "{SHOP}={WELL_KNOWN} --now 2026-11-24T10:00:00Z e1"
        ))
        .1,
        "key_withdrawn"
    );
    // The stolen key cannot speak for the domain any more.
    let stolen = format!("trust publish {SHOP} --key till.json {NOW} --out site");
    assert_eq!(desk.refused(&stolen), "list_signature_invalid");
}

#[test]
fn a_web_domain_vouches_for_itself_alone() {
    let desk = till("alone");
    desk.ok("keygen --iss https://acquirer.example --role acquirer --out acquirer.json");
    let of = |origin: &str, key: &str| {
        format!("trust publish --domain {origin} --key {key} --name X --out site")
    };
    assert_eq!(
        desk.refused(&of("https://pay.other.example", "till.json")),
        "list_domain_mismatch"
    );
    assert_eq!(
        desk.refused(&of("https://acquirer.example", "acquirer.json")),
        "refused"
    );
    desk.ok("trust add --key till.pub.json --name Tea --party SHOP two.json");
    desk.ok("trust add --key acquirer.json --name Acquirer --party ACQ two.json");
    assert_eq!(
        desk.refused("trust sign --key till.json two.json"),
        "role_not_allowed"
    );
    assert!(!desk.path("site").exists());
}

/// Nobody overrules a registry by a file at their own domain.
#[test]
fn the_registrys_word_outranks_the_shops_domain() {
    let desk = registry("outranked");
    desk.ok(&format!(
        "trust publish {SHOP} --key till.json --name 'Grand Tea Palace' {SIGNED} --out site"
    ));
    let line = format!(
        "--trust list.jwt --registry registry.pub.json --delegate merchants.jwt {SHOP}={WELL_KNOWN} {NOW} e1"
    );
    let (_, report) = desk.verify(&line);
    assert_eq!(report["code"], "terminal_signed");
    assert_eq!(report["trust"]["provenance"], "user");
    let shown: Value = report["signers"][0]["name"].clone();
    assert_eq!(shown, "Tea");
}

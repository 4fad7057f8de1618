//! A bundle checked by hand: the commands of PROTOCOL section 9.4, as they stand there, without any program of this project.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;
#[path = "common/phone.rs"]
mod phone;
#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use desk::Desk;
use phone::{Ceremony, ack, passkey};

/// The code blocks of section 9.4, in order.
fn blocks() -> Vec<String> {
    let text = include_str!("../docs/PROTOCOL.md");
    let section = text.split("### 9.4 Checking by hand").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    section
        .split("```sh\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

fn run(folder: &Path, script: &str) -> Output {
    Command::new("bash")
        .args(["-e", "-u", "-o", "pipefail", "-c", script])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[track_caller]
fn ok(folder: &Path, script: &str) -> String {
    let output = run(folder, script);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{script}\n{told}{errors}");
    told + &errors
}

/// A desk with a bundle of a receipt, an acquirer's word and a customer's answer by passkey, and the reader's own list.
fn desk(name: &str) -> Desk {
    let desk = Desk::new(name);
    let key = passkey(40);
    let list = phone::trust_with(&[key.jwk(r#","last4":"4417""#)]);
    desk.write("trust.json", &list);
    let receipt = world::issue(&world::sale());
    let dossier = format!(
        "{}~{}",
        world::approved(&receipt),
        ack(&key, &receipt, "{}")
    );
    desk.write("dossier", &dossier);
    desk.ok("bundle make --claim never_paid --lang en --trust trust.json --maker Shop --side merchant --at 2026-11-22T10:00:00Z -o case.zip dossier");
    desk
}

#[test]
fn the_commands_of_the_protocol_check_a_bundle() {
    let desk = desk("bundle-by-hand");
    let blocks = blocks();
    assert_eq!(blocks.len(), 5);
    let told: Vec<String> = blocks.iter().map(|block| ok(&desk.0, block)).collect();
    assert!(
        told[0].contains("report.html: OK") && told[0].contains("dossiers/1.txt: OK"),
        "{}",
        told[0]
    );
    assert!(told[2].contains("receipt+jwt Ed25519"), "{}", told[2]);
    assert!(
        told[2].contains("Signature Verified Successfully"),
        "{}",
        told[2]
    );
    assert!(
        told[3].contains("\"event\": \"approved\"")
            && told[3].contains("Signature Verified Successfully"),
        "{}",
        told[3]
    );
    assert!(
        told[4].contains("receipt-ack+jwt webauthn-es256"),
        "{}",
        told[4]
    );
    assert!(
        told[4].contains("\"verdict\": \"mine\"") && told[4].contains("Verified OK"),
        "{}",
        told[4]
    );
}

#[test]
fn a_list_without_names_of_keys_serves_too() {
    let desk = desk("bundle-by-hand-kid");
    let mut list = desk.json("trust.json");
    for entry in list["issuers"].as_array_mut().unwrap() {
        for keys in ["keys", "sign_off_keys"] {
            let keys = entry.get_mut(keys).and_then(|keys| keys.as_array_mut());
            for key in keys.into_iter().flatten() {
                key.as_object_mut().unwrap().remove("kid");
            }
        }
    }
    desk.write("trust.json", &list.to_string());
    for block in blocks() {
        ok(&desk.0, &block);
    }
}

#[test]
fn they_stop_at_what_was_changed() {
    let desk = desk("bundle-by-hand-changed");
    let blocks = blocks();
    ok(&desk.0, &blocks[0]);
    ok(&desk.0, &blocks[1]);
    // A file that the manifest lists.
    fs::write(
        desk.path("case/report.html"),
        "The bank confirms everything",
    )
    .unwrap();
    let again = blocks[0].replace("unzip -q case.zip -d case\n", "");
    assert!(!run(&desk.0, &again).status.success());
    // A signature.
    let dossier = desk.read("case/dossiers/1.txt");
    let parts: Vec<&str> = dossier.split('~').collect();
    for (at, block) in [(0, &blocks[2]), (1, &blocks[3]), (2, &blocks[4])] {
        let mut parts = parts.clone();
        // Two answers about one receipt differ in what they sign, so each one's signature does not fit the other.
        let other = world::issue(&world::sale_with(r#"{"number": "other"}"#));
        let other = format!(
            "{}~{}",
            world::approved(&other),
            ack(&passkey(40), &other, "{}")
        );
        let foreign: Vec<&str> = other.split('~').collect();
        let swapped = format!(
            "{}.{}",
            parts[at].rsplit_once('.').unwrap().0,
            foreign[at].rsplit_once('.').unwrap().1
        );
        parts[at] = &swapped;
        fs::write(desk.path("case/dossiers/1.txt"), parts.join("~")).unwrap();
        assert!(!run(&desk.0, block).status.success(), "{at}");
    }
}

#[test]
fn a_passkey_that_answered_something_else_is_told_apart() {
    let desk = desk("bundle-by-hand-passkey");
    let blocks = blocks();
    ok(&desk.0, &blocks[1]);
    fs::create_dir_all(desk.path("case/dossiers")).unwrap();
    let receipt = world::issue(&world::sale());
    for (said, ceremony) in [
        (
            "the passkey signed something else",
            Ceremony {
                challenge: Some(vec![1; 32]),
                ..Ceremony::default()
            },
        ),
        (
            "asked elsewhere",
            Ceremony {
                kind: "webauthn.create",
                ..Ceremony::default()
            },
        ),
        (
            "asked elsewhere",
            Ceremony {
                origin: "https://shop.example".to_owned(),
                ..Ceremony::default()
            },
        ),
        (
            "asked elsewhere",
            Ceremony {
                more: r#","crossOrigin":true"#,
                ..Ceremony::default()
            },
        ),
        (
            "asked elsewhere",
            Ceremony {
                more: r#","topOrigin":"https://shop.example""#,
                ..Ceremony::default()
            },
        ),
        (
            "a passkey for another site",
            Ceremony {
                rp_id: "shop.example",
                ..Ceremony::default()
            },
        ),
        (
            "nobody was asked to unlock it",
            Ceremony {
                flags: 1,
                ..Ceremony::default()
            },
        ),
    ] {
        let answer = phone::ack_in(&passkey(40), &receipt, "{}", &ceremony);
        fs::write(
            desk.path("case/dossiers/1.txt"),
            format!("{}~{answer}", world::approved(&receipt)),
        )
        .unwrap();
        let output = run(&desk.0, &blocks[4]);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && errors.contains(said),
            "{said}: {errors}"
        );
    }
}

#[test]
fn a_key_bound_by_a_statement_is_found_in_the_dossier() {
    let desk = desk("bundle-by-hand-bound");
    let blocks = blocks();
    ok(&desk.0, &blocks[1]);
    fs::create_dir_all(desk.path("case/dossiers")).unwrap();
    let key = passkey(41);
    let receipt = world::issue(&world::sale());
    let bound = phone::binding(&world::acquirer(), &key, &receipt, "{}");
    fs::write(
        desk.path("case/dossiers/1.txt"),
        format!(
            "{}~{}~{bound}",
            world::approved(&receipt),
            ack(&key, &receipt, "{}")
        ),
    )
    .unwrap();
    let told = ok(&desk.0, &blocks[4]);
    assert!(
        told.contains("key from part 3 of the dossier: check that part too")
            && told.contains("Verified OK"),
        "{told}"
    );
    let binding = ok(
        &desk.0,
        "python3 part.py case/dossiers/1.txt 3 trust.json\nopenssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed.bin -sigfile signature.bin",
    );
    assert!(
        binding.contains("Signature Verified Successfully"),
        "{binding}"
    );
}

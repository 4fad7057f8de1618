//! `receipt bundle`, as typed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bundles.rs"]
mod bundles;
#[path = "common/desk.rs"]
mod desk;

use std::fs;

use bundles::Forged;
use desk::Desk;
use serde_json::{Value, json};

const MADE: &str =
    "--at 2026-11-22T10:00:00Z --trust list.jwt --trust merchants.jwt --registry registry.pub.json";
const READ: &str = "--now 2026-11-22T11:00:00Z --trust list.jwt --trust merchants.jwt --registry registry.pub.json";
const SHOP: &str = "--maker 'Tea shop' --side merchant -o case.zip";

fn files(desk: &Desk) -> Forged {
    Forged::of(&fs::read(desk.path("case.zip")).unwrap())
}

fn verified(desk: &Desk, line: &str) -> (i32, Value) {
    let output = desk.run(&format!("bundle verify --json {READ} {line}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let answer = serde_json::from_str(&text)
        .unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code().unwrap(), answer)
}

fn codes(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|f| f["code"].as_str().unwrap())
        .collect()
}

#[test]
fn what_is_made_verifies() {
    let desk = Desk::registry("bundle");
    desk.ok(&format!("bundle make --claim never_paid {MADE} {SHOP} e2"));
    let (code, answer) = verified(&desk, "case.zip");
    assert_eq!(code, 0, "{answer}");
    assert_eq!(
        codes(&answer),
        ["bundle_unsigned", "bundle_list_same", "bundle_list_same"]
    );
    assert_eq!(answer["reports"][0]["level"], "E2");
    assert_eq!(answer["answer"]["answer"], "confirmed");
    assert_eq!(
        answer["manifest"]["maker"],
        json!({"name": "Tea shop", "side": "merchant"})
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let desk = Desk::registry("bundle-same");
    let make = || {
        desk.ok(&format!(
            "bundle make --claim never_paid --profile visa_10_3 {MADE} {SHOP} e2"
        ));
        fs::read(desk.path("case.zip")).unwrap()
    };
    assert_eq!(make(), make());
}

#[test]
fn a_reader_without_lists_uses_those_of_a_registry_it_knows() {
    let desk = Desk::registry("bundle-pins");
    desk.ok(&format!("bundle make --claim never_paid {MADE} {SHOP} e2"));
    let output = desk.run(
        "bundle verify --json --now 2026-11-22T11:00:00Z --registry registry.pub.json case.zip",
    );
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        codes(&answer),
        ["bundle_unsigned", "bundle_list_used", "bundle_list_used"]
    );
    assert_eq!(answer["reports"][0]["level"], "E2");
    assert_eq!(desk.refused("bundle verify case.zip"), "usage");
}

#[test]
fn speaks_both_languages() {
    let desk = Desk::registry("bundle-words");
    desk.ok(&format!(
        "bundle make --claim never_paid --lang zh-CN {MADE} {SHOP} e2"
    ));
    let said = |lang: &str| desk.ok(&format!("bundle verify --lang {lang} {READ} case.zip"));
    let (zh, en) = (said("zh-CN"), said("en"));
    assert!(
        zh.contains("整个文件没有签名，每一页都可能是Tea shop自己写的"),
        "{zh}"
    );
    assert!(
        en.contains("The file as a whole isn’t signed: Tea shop could have written"),
        "{en}"
    );
    for text in [zh, en] {
        assert!(!text.contains('{') && !text.contains("bundle."), "{text}");
    }
    assert!(
        files(&desk)
            .text("report.html")
            .contains("由<bdi>Tea shop</bdi>制作；请用您自己的核验工具重新核验")
    );
}

#[test]
fn every_profile_in_both_languages_says_everything() {
    let desk = Desk::registry("bundle-profiles");
    for profile in receipt_verifier::bundle::profile::ALL {
        for lang in ["en", "zh-CN"] {
            desk.ok(&format!(
                "bundle make --claim wrong_amount --lang {lang} --profile {} {MADE} {SHOP} e2",
                profile.name
            ));
            let files = files(&desk);
            for path in ["report.html", "profile.txt", "readme.txt"] {
                let text = files.text(path).replace("answer.json", "");
                for group in [
                    "bundle.", "verdict.", "fact.", "limit.", "check.", "answer.", "value.",
                    "heading.",
                ] {
                    let raw = text.match_indices(group).any(|(at, _)| {
                        let before = text[..at].chars().last();
                        before.is_none_or(|c| !c.is_alphanumeric())
                            && text[at + group.len()..]
                                .starts_with(|c: char| c.is_ascii_lowercase())
                    });
                    assert!(!raw, "{} {lang} {path}: {group}", profile.name);
                }
            }
            assert_eq!(verified(&desk, "case.zip").0, 0, "{} {lang}", profile.name);
        }
    }
}

#[test]
fn attached_files_travel_as_hashes() {
    let desk = Desk::registry("bundle-attach");
    desk.write("cctv.mp4", "moving pictures");
    desk.write("slip.pdf", "paper");
    desk.ok(&format!("bundle make --claim never_paid --attach cctv.mp4,0:14:05,990 --slip slip.pdf {MADE} {SHOP} e2"));
    let files = files(&desk);
    let attached = files.json("manifest.json")["attachments"].clone();
    assert_eq!(attached[0]["kind"], "slip");
    assert_eq!(attached[1]["from"], 845);
    assert_eq!(attached[1]["to"], 990);
    assert_eq!(
        attached[1]["sha256"],
        receipt_verifier::bundle::sha256_hex(b"moving pictures")
    );
    assert!(files.text("report.html").contains("0:14:05 – 0:16:30"));
    let whole = fs::read(desk.path("case.zip")).unwrap();
    assert!(!whole.windows(15).any(|w| w == b"moving pictures"));
}

#[test]
fn of_a_statement_file_one_line_travels_and_counts_for_nothing() {
    let desk = Desk::registry("bundle-line");
    desk.write("bank.csv", "date,amount,currency,name,reference\n2026-11-22,-186.50,CNY,TENGHUI TEA HZ,632611884213\n2026-11-21,-12.34,CNY,SOMEBODY ELSE,1\n");
    desk.ok(&format!("bundle make --claim never_paid --statement bank.csv --statement-from customer {MADE} {SHOP} e2"));
    let files = files(&desk);
    assert_eq!(files.json("answer.json")["level"], "E4");
    let whole = fs::read(desk.path("case.zip")).unwrap();
    assert!(!String::from_utf8_lossy(&whole).contains("SOMEBODY ELSE"));
    let (code, answer) = verified(&desk, "case.zip");
    assert_eq!(code, 0, "{answer}");
    assert_eq!(answer["answer"]["level"], "E2");
    let found = codes(&answer);
    assert!(
        found.contains(&"bundle_line_unsigned") && found.contains(&"bundle_line_not_counted"),
        "{found:?}"
    );
}

#[test]
fn neighbours_speak_about_the_receipt() {
    let desk = Desk::registry("bundle-neighbour");
    let mut next = desk.json("sale.json");
    next["terminal"]["counter"] = json!(48214);
    next["iat"] = json!(1_795_340_500);
    next["authorisation"]["rrn"] = json!("632611884299");
    desk.write("next.json", &next.to_string());
    desk.save("next", "issue --key till.json next.json");
    desk.ok(&format!(
        "bundle make --claim never_paid --neighbour next {MADE} {SHOP} e2"
    ));
    let (code, answer) = verified(&desk, "case.zip");
    assert_eq!(code, 0, "{answer}");
    assert_eq!(answer["reports"].as_array().unwrap().len(), 1);
    let checks = answer["reports"][0]["checks"].as_array().unwrap();
    assert!(
        checks.iter().any(|c| c["code"] == "chain_broken"),
        "{checks:?}"
    );
}

#[test]
fn card_data_in_anything_that_leaves_is_refused_by_name() {
    let desk = Desk::registry("bundle-card");
    desk.write("4111111111111111.pdf", "x");
    desk.write("case.json", r#"{"version": 1, "entries": [{"at": 1795340000, "kind": "note", "text": "card 4111 1111 1111 1111"}]}"#);
    for (line, member) in [
        (
            "--maker 'Lin 4111 1111 1111 1111' --side customer -o case.zip",
            "maker.name",
        ),
        (
            &format!("{SHOP} --attach 4111111111111111.pdf"),
            "attachments.0.name",
        ),
        (&format!("{SHOP} --case case.json"), "case.entries.0.text"),
        (
            &format!(
                "{SHOP} --profile consumer_letter --say 'what_i_ask=charge back 4111111111111111'"
            ),
            "profile_answers.what_i_ask",
        ),
    ] {
        let output = desk.run(&format!("bundle make --claim never_paid {MADE} {line} e2"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.contains("error[card_data]") && said.contains(member),
            "{said}"
        );
        assert!(said.contains("help:"), "{said}");
        assert!(!desk.path("case.zip").exists());
    }
}

#[test]
fn what_cannot_be_opened_has_its_code() {
    let desk = Desk::registry("bundle-broken");
    desk.write("case.zip", "%PDF-1.7");
    assert_eq!(
        desk.refused(&format!("bundle verify {READ} case.zip")),
        "bundle_not_zip"
    );
    assert_eq!(
        desk.refused(&format!(
            "bundle make --claim never_paid --profile visa_99 {MADE} {SHOP} e2"
        )),
        "bundle_input_invalid"
    );
    assert_eq!(
        desk.refused(&format!(
            "bundle make --claim never_paid --profile visa_10_3 --say nothing=x {MADE} {SHOP} e2"
        )),
        "bundle_input_invalid"
    );
}

#[test]
fn a_receipt_of_nobody_known_is_said_so() {
    let desk = Desk::registry("bundle-unknown");
    desk.ok("keygen --iss https://stranger.example --role registry --out stranger.json");
    desk.ok("trust pin --key stranger.json --name Stranger --out stranger.pub.json");
    desk.ok(&format!("bundle make --claim never_paid {MADE} {SHOP} e2"));
    let output = desk.run(
        "bundle verify --json --now 2026-11-22T11:00:00Z --registry stranger.pub.json case.zip",
    );
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(answer["reports"][0]["outcome"], "unknown_signer");
    assert!(answer["reports"][0]["receipt"].is_null());
    let found = codes(&answer);
    assert!(
        found.contains(&"bundle_list_unknown") && found.contains(&"bundle_report_differs"),
        "{found:?}"
    );
}

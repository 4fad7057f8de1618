//! A bundle that a browser's page wrote is judged by the command line, and holds what its list of files says.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::Command;

const BUNDLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/bundle/from-page.zip"
);
const TRUST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/trust.json");

#[test]
fn the_command_line_finds_in_it_what_the_page_found() {
    let out = Command::new(env!("CARGO_BIN_EXE_receipt"))
        .args(["bundle", "verify", "--json", "--trust", TRUST])
        .args(["--now", "2026-11-23T12:00:00Z", BUNDLE])
        .output()
        .unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{text}");
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["reports"][0]["code"], "acquirer_approved");
    assert_eq!(found["reports"][0]["level"], "E2");
    assert_eq!(found["answer"]["claim"], "never_paid");
    assert_eq!(found["answer"]["answer"], "confirmed");
    let findings = found["findings"].as_array().unwrap();
    assert!(
        findings.iter().all(|f| f["outcome"] != "conflict"),
        "{text}"
    );
    assert_eq!(found["manifest"]["attachments"][0]["name"], "camera-3.mp4");
}

//! A key's fingerprint is the same at both ends of a telephone: on the command line and on the page.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used)]

use std::process::Command;

#[test]
fn trust_show_prints_the_groups_that_the_card_shows() {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/trust.json");
    let shown = Command::new(env!("CARGO_BIN_EXE_receipt"))
        .args(["trust", "show", list])
        .output()
        .unwrap();
    let text = String::from_utf8(shown.stdout).unwrap();
    // Of the first terminal; www/tests/card-words.spec.ts has the same.
    let groups = "9FEC DC85 0BB4 E449 A41F 9616 BEB6 A21B 4ABF 78F9 4655 253C 97F2 3499 1B00 B982";
    assert!(text.contains(&format!("fingerprint: {groups}\n")), "{text}");
}

//! Every command of docs/TRUST.md, run as it stands there, in that order, in one folder.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The ```sh blocks of a page.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block: Option<String> = None;
    for line in page.lines() {
        match (&mut block, line.trim_end()) {
            (None, "```sh") => block = Some(String::new()),
            (Some(_), "```") => blocks.extend(block.take()),
            (Some(text), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}

struct Shell(PathBuf);

impl Shell {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("trust-docs");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Runs a block with `receipt` on the path; the first command that fails ends it.
    fn run(&self, block: &str) -> Output {
        let command = Path::new(env!("CARGO_BIN_EXE_receipt")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        Command::new("sh")
            .args(["-eu", "-c", block])
            .current_dir(&self.0)
            .env("PATH", format!("{}:{path}", command.display()))
            .env("LANG", "C")
            .env_remove("LC_ALL")
            .output()
            .unwrap()
    }
}

#[test]
fn every_command_of_the_page_does_what_the_page_says() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/TRUST.md")).unwrap();
    let shell = Shell::new();
    let blocks = blocks(&page);
    assert!(blocks.len() > 15, "{} blocks", blocks.len());
    // What a reader is told to expect: a word of the block, and what its output says.
    let expected = [
        (
            "--domain https://pay.harbour.example=site",
            "code: domain_signed",
        ),
        (
            "verify --trust lists/registry.example.jwt --registry registry.pub.json certified",
            "code: terminal_signed",
        ),
        (
            "--min-sequence 1 sale.dossier\n",
            "→ Acquirer A (https://acquirer.example)",
        ),
        (
            "trust diff before.json trust.json ||",
            "key_added https://pay.harbour.example",
        ),
        ("--max-counter 316", "code: key_withdrawn"),
        (
            "--max-counter 316",
            "key_revoked https://pay.harbour.example",
        ),
        ("receipt chain", "i not here: 318"),
        ("issued_in_error", "code: receipt_withdrawn"),
        ("registry-next.json --expires", "code: terminal_signed"),
        (
            "receipt log prove",
            "It is in the log log.example/receipts; Witness W countersigned that at",
        ),
    ];
    let mut met = vec![false; expected.len()];
    for block in &blocks {
        let output = shell.run(block);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{block}\n{said}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        if block.contains("--max-counter 316") {
            assert_eq!(said.matches("code: key_withdrawn").count(), 2, "{said}");
        }
        for (at, (word, sentence)) in expected.iter().enumerate() {
            if block.contains(word) && said.contains(sentence) {
                met[at] = true;
            }
        }
    }
    let unmet: Vec<_> = expected.iter().zip(met).filter(|(_, met)| !met).collect();
    assert!(unmet.is_empty(), "{unmet:#?}");
}

#[test]
fn the_headers_on_the_page_are_the_ones_that_are_written() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/TRUST.md")).unwrap();
    let shell = Shell(Path::new(env!("CARGO_TARGET_TMPDIR")).join("trust-docs-headers"));
    let _ = fs::remove_dir_all(&shell.0);
    fs::create_dir_all(&shell.0).unwrap();
    let output = shell.run(&blocks(&page)[0]);
    assert!(output.status.success());
    let headers = fs::read_to_string(shell.0.join("site/_headers")).unwrap();
    let written: Vec<&str> = headers.lines().skip(1).take(6).map(str::trim).collect();
    assert!(
        page.contains(&format!("```\n{}\n```", written.join("\n"))),
        "{written:#?}"
    );
}

//! `receipt log`: a log in a folder, from its key to a proof in a dossier that the core verifies.
#![cfg(all(not(target_arch = "wasm32"), feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use receipt_verifier::log::{LogError, Logged, Note, NoteKey, open};
use receipt_verifier::{Dossier, Statement, StatementType, Time};

const SALE: &str = include_str!("common/receipt.json");
const SEEN_AT: &str = "2026-11-22T10:00:00Z";
const ORIGIN: &str = "log.example/receipts";

struct Shop(PathBuf);

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Shop {
    /// Three receipts, a log with none of them, and a witness.
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("receipt-log-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let shop = Self(folder);
        let key = |iss, role, out| shop.ok(&["keygen", "--iss", iss, "--role", role, "--out", out]);
        key("https://pay.tenghui.example", "merchant", "till.json");
        key("https://witness.example", "witness", "witness.json");
        for number in ["1", "2", "3"] {
            let sale = SALE.replace("20261122-000317", number);
            assert_ne!(sale, SALE);
            shop.write("sale.json", &sale);
            let receipt = shop.ok(&["issue", "--key", "till.json", "sale.json"]);
            shop.write(number, &receipt);
        }
        shop.ok(&[
            "log", "new", "--origin", ORIGIN, "--key", "log.key", "--log", "LOG",
        ]);
        shop
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_receipt"))
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The code of an error.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let complaint = String::from_utf8(output.stderr).unwrap();
        let code = complaint.strip_prefix("error[").unwrap();
        code.split(']').next().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn add(&self, receipts: &[&str]) -> String {
        self.ok(&[&["log", "add", "--log", "LOG"], receipts].concat())
    }

    fn sign(&self) -> String {
        self.ok(&["log", "checkpoint", "--log", "LOG", "--key", "log.key"])
    }

    fn cosign(&self) -> String {
        let at = ["--at", SEEN_AT];
        let cosign = ["log", "cosign", "--log", "LOG", "--key", "witness.json"];
        self.ok(&[cosign.as_slice(), &at].concat())
    }

    fn keys(&self) -> Vec<NoteKey> {
        let keys = self.ok(&["log", "keys", "log.key", "witness.json"]);
        keys.lines().map(|k| NoteKey::parse(k).unwrap()).collect()
    }

    fn judge(&self, dossier: &str) -> Result<Logged, LogError> {
        let dossier = Dossier::read(dossier).unwrap();
        let parts: Vec<&str> = dossier.parts().collect();
        let [receipt, part] = parts[..] else {
            panic!("a receipt and a proof");
        };
        let digest = Statement::parse(receipt).unwrap().digest();
        open(part)?.verify(digest.as_bytes(), &self.keys())
    }
}

fn seen_at() -> Time {
    Time::from_seconds(1_795_341_600).unwrap()
}

#[test]
fn a_dossier_gets_the_proof_that_its_receipt_is_in_a_log_that_a_witness_saw() {
    let shop = Shop::new("proof");
    shop.add(&["1", "2", "3"]);
    shop.sign();
    shop.cosign();
    for (index, name) in (0..).zip(["1", "2", "3"]) {
        let proven = shop.ok(&["log", "prove", "--log", "LOG", name]);
        let logged = shop.judge(&proven).unwrap();
        assert_eq!(logged.origin, ORIGIN);
        assert_eq!((logged.index, logged.size), (index, 3));
        assert_eq!((logged.log, logged.cosigned), (0, vec![(1, seen_at())]));
    }
}

#[test]
fn a_witness_may_sign_one_proof_alone() {
    let shop = Shop::new("alone");
    shop.add(&["1"]);
    shop.sign();
    let proven = shop.ok(&[
        "log",
        "prove",
        "--log",
        "LOG",
        "--witness",
        "witness.json",
        "--at",
        SEEN_AT,
        "1",
    ]);
    assert_eq!(shop.judge(&proven).unwrap().cosigned, [(1, seen_at())]);
    let unseen = shop.ok(&["log", "prove", "--log", "LOG", "1"]);
    assert_eq!(shop.judge(&unseen).unwrap().cosigned, []);
}

#[test]
fn adding_twice_keeps_the_first_place() {
    let shop = Shop::new("twice");
    let places = |text: &str| -> Vec<String> {
        let lines = text.lines();
        lines
            .map(|l| l.split(' ').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(places(&shop.add(&["1", "2", "1"])), ["0", "1", "0"]);
    assert_eq!(places(&shop.add(&["2", "3"])), ["1", "2"]);
    assert_eq!(shop.read("LOG/entries").lines().count(), 3);
}

#[test]
fn a_checkpoint_keeps_its_witnesses_until_the_log_grows() {
    let shop = Shop::new("grows");
    shop.add(&["1"]);
    shop.sign();
    let cosigned = shop.cosign();
    assert_eq!(Note::parse(&cosigned).unwrap().signatures.len(), 2);
    assert_eq!(shop.sign(), cosigned);
    shop.add(&["2"]);
    assert_eq!(Note::parse(&shop.sign()).unwrap().signatures.len(), 1);
}

#[test]
fn only_what_the_checkpoint_covers_is_proved() {
    let shop = Shop::new("covers");
    let prove = ["log", "prove", "--log", "LOG", "2"];
    shop.add(&["1"]);
    assert_eq!(shop.refused(&prove), "log_unknown", "no checkpoint yet");
    shop.sign();
    assert_eq!(shop.refused(&prove), "log_entry_missing");
    shop.add(&["2"]);
    assert_eq!(shop.refused(&prove), "log_entry_missing");
    // What it does cover is proved all the same.
    shop.ok(&["log", "prove", "--log", "LOG", "1"]);
    shop.sign();
    shop.ok(&prove);
}

#[test]
fn a_log_signs_one_history() {
    let shop = Shop::new("history");
    shop.add(&["1", "2"]);
    shop.sign();
    let entries = shop.read("LOG/entries");
    let rewritten: Vec<&str> = entries.lines().rev().collect();
    shop.write("LOG/entries", &(rewritten.join("\n") + "\n"));
    let sign = ["log", "checkpoint", "--log", "LOG", "--key", "log.key"];
    let cosign = ["log", "cosign", "--log", "LOG", "--key", "witness.json"];
    assert_eq!(shop.refused(&sign), "log_inconsistent");
    assert_eq!(shop.refused(&cosign), "log_inconsistent");
    shop.write("LOG/entries", entries.lines().next().unwrap());
    assert_eq!(shop.refused(&sign), "log_inconsistent");
    shop.write("LOG/entries", "junk\n");
    assert_eq!(shop.refused(&sign), "file_invalid");
}

#[test]
fn each_key_signs_what_it_is_for() {
    let shop = Shop::new("keys");
    shop.add(&["1"]);
    let sign = |key| ["log", "checkpoint", "--log", "LOG", "--key", key];
    shop.ok(&[
        "log",
        "new",
        "--origin",
        ORIGIN,
        "--key",
        "other.key",
        "--log",
        "OTHER",
    ]);
    assert_eq!(shop.refused(&sign("other.key")), "log_key_invalid");
    assert_eq!(shop.refused(&sign("witness.json")), "log_key_invalid");
    assert_eq!(shop.refused(&sign("till.json")), "log_key_invalid");
    shop.sign();
    let cosign = |key| ["log", "cosign", "--log", "LOG", "--key", key];
    assert_eq!(shop.refused(&cosign("log.key")), "role_not_allowed");
    assert_eq!(shop.refused(&cosign("till.json")), "log_key_invalid");
}

#[test]
fn a_witness_dates_a_receipt_by_a_statement_of_its_own() {
    let shop = Shop::new("statement");
    let dossier = shop.ok(&["witness", "--key", "witness.json", "--at", SEEN_AT, "1"]);
    let dossier = Dossier::read(&dossier).unwrap();
    let statements: Vec<Statement> = dossier
        .parts()
        .map(|part| Statement::parse(part).unwrap())
        .collect();
    let [receipt, seen] = statements.as_slice() else {
        panic!("a receipt and a witness's statement");
    };
    assert_eq!(seen.typ(), StatementType::Witness);
    let said: serde_json::Value = serde_json::from_str(&seen.payload().to_text()).unwrap();
    assert_eq!(
        said,
        serde_json::json!({
            "iss": "https://witness.example",
            "iat": 1_795_341_600,
            "receipt_digest": receipt.digest().to_text(),
        })
    );
    let by_the_shop = ["witness", "--key", "till.json", "1"];
    assert_eq!(shop.refused(&by_the_shop), "refused");
    assert_eq!(
        shop.refused(&["witness", "--key", "witness.json", "no receipt"]),
        "not_a_receipt"
    );
}

#[test]
fn nothing_is_overwritten() {
    let shop = Shop::new("overwritten");
    let new = |key, log| {
        [
            "log",
            "new",
            "--origin",
            "x.example",
            "--key",
            key,
            "--log",
            log,
        ]
    };
    assert_eq!(shop.refused(&new("other.key", "LOG")), "file_exists");
    assert_eq!(shop.refused(&new("log.key", "OTHER")), "file_exists");
    assert!(!shop.0.join("OTHER").exists());
    assert_eq!(
        shop.refused(&["log", "add", "--log", "OTHER", "1"]),
        "file_unreadable"
    );
    let spaced = ["log", "new", "--origin", "a b", "--key", "k", "--log", "L"];
    assert_eq!(shop.refused(&spaced), "usage");
}

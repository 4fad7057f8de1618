//! Statements signed by other people's JOSE libraries, judged by the `receipt` command.
//!
//! `tests/interop/setup.sh` fetches the libraries. Where one is missing its tests say so and pass; with `RECEIPT_INTEROP=1` in the
//! environment they fail instead.
#![cfg(all(not(target_arch = "wasm32"), feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/libraries.rs"]
mod libraries;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use libraries::{folder, java, node, python, root};
use receipt_verifier::{Outcome, Provenance, Time, TrustStore, verify};
use serde_json::{Value, json};

const NOW: &str = "2026-11-22T12:00:00Z";
const SALE: &str = include_str!("interop/sale.json");

/// What `variants.py` and `variants.mjs` print, and what becomes of it: name, outcome, code, level.
#[rustfmt::skip]
const VARIANTS: [(&str, &str, &str, &str); 57] = [
    // Any spelling of the documented claims.
    ("as_documented", "verified", "terminal_signed", "E1"),
    ("own_spelling", "verified", "terminal_signed", "E1"),
    ("compact", "verified", "terminal_signed", "E1"),
    ("ascii", "verified", "terminal_signed", "E1"),
    ("utf8", "verified", "terminal_signed", "E1"),
    ("sorted", "verified", "terminal_signed", "E1"),
    ("shuffled", "verified", "terminal_signed", "E1"),
    ("eddsa", "verified", "terminal_signed", "E1"),
    ("jwt_api", "verified", "terminal_signed", "E1"),
    ("unknown_members", "verified", "terminal_signed", "E1"),
    ("nested_8_deep", "verified", "terminal_signed", "E1"),
    // Statuses.
    ("approved", "verified", "acquirer_approved", "E2"),
    ("declined", "verified", "acquirer_declined", "E2"),
    ("status_eddsa", "verified", "acquirer_approved", "E2"),
    ("status_of_other_amount", "verified", "terminal_signed", "E1"),
    ("status_of_other_receipt", "verified", "terminal_signed", "E1"),
    ("status_by_till", "verified", "terminal_signed", "E1"),
    ("status_by_stranger", "verified", "terminal_signed", "E1"),
    ("glued_junk", "verified", "terminal_signed", "E1"),
    // Header (PROTOCOL section 1).
    ("hs256", "rejected", "alg_not_allowed", "E0"),
    ("es256", "rejected", "alg_not_allowed", "E0"),
    ("none", "rejected", "alg_none", "E0"),
    ("typ_jwt", "rejected", "typ_unknown", "E0"),
    ("typ_left_out", "rejected", "typ_missing", "E0"),
    ("typ_of_a_status", "rejected", "typ_unexpected", "E0"),
    ("typ_in_capitals", "rejected", "typ_unknown", "E0"),
    ("jwk", "rejected", "header_brings_key", "E0"),
    ("jku", "rejected", "header_brings_key", "E0"),
    ("b64_in_header", "rejected", "header_critical", "E0"),
    ("crit", "rejected", "header_critical", "E0"),
    ("kid_left_out", "rejected", "kid_missing", "E0"),
    ("alg_twice", "rejected", "json_member_twice", "E0"),
    // JSON (section 2).
    ("member_twice", "rejected", "json_member_twice", "E0"),
    ("member_twice_escaped", "rejected", "json_member_twice", "E0"),
    ("member_twice_inside", "rejected", "json_member_twice", "E0"),
    ("fraction", "rejected", "json_number", "E0"),
    ("exponent", "rejected", "json_number", "E0"),
    ("minus_zero", "rejected", "json_number", "E0"),
    ("beyond_2_53", "rejected", "json_number", "E0"),
    ("not_a_number", "rejected", "json_invalid", "E0"),
    ("byte_order_mark", "rejected", "json_invalid", "E0"),
    ("list", "rejected", "json_not_an_object", "E0"),
    ("nested_9_deep", "rejected", "json_too_deep", "E0"),
    ("nested_deep", "rejected", "json_too_deep", "E0"),
    // Size and spelling of the token (section 1).
    ("payload_too_large", "rejected", "payload_too_large", "E0"),
    ("statement_too_large", "rejected", "statement_too_large", "E0"),
    ("padded", "rejected", "base64_invalid", "E0"),
    ("stray_bits", "rejected", "base64_invalid", "E0"),
    ("line_break", "rejected", "base64_invalid", "E0"),
    ("signature_cut", "rejected", "signature_length", "E0"),
    // Signer, signature, scope (section 5).
    ("unknown_issuer", "unknown_signer", "issuer_unknown", "E0"),
    ("unknown_kid", "unknown_signer", "key_unknown", "E0"),
    ("other_key", "rejected", "signature_invalid", "E0"),
    ("other_payload", "rejected", "signature_invalid", "E0"),
    ("signed_by_acquirer", "rejected", "role_not_allowed", "E0"),
    ("other_terminal", "rejected", "terminal_mismatch", "E0"),
    ("other_merchant", "rejected", "merchant_mismatch", "E0"),
];

/// Texts of `sale.json` that nothing but a verified receipt may bring to light.
const CONTENT: [&str; 7] = [
    "A-000317", "18650", "186.50", "4417", "183442", "Oolong", "龙井",
];

#[test]
fn joserfc_and_we_agree() {
    if let Some(python) = python() {
        check_variants(&python, "variants.py");
    }
}

#[test]
fn jose_and_we_agree() {
    if let Some(node) = node() {
        check_variants(&node, "variants.mjs");
    }
}

#[test]
fn documented_python_signs_a_receipt_and_its_status() {
    if let Some(python) = python() {
        check_example(&python, "issue.py", "python");
    }
}

#[test]
fn documented_node_signs_a_receipt_and_its_status() {
    if let Some(node) = node() {
        check_example(&node, "issue.mjs", "node");
    }
}

#[test]
fn documented_java_signs_a_receipt_and_its_status() {
    let Some(java) = java() else { return };
    let room = Room::new("java");
    let sign = |typ: &str, key: &str, claims: &str| {
        let output = run(
            Command::new(&java)
                .arg(folder().join("Issue.java"))
                .arg(typ)
                .arg(room.path(key)),
            claims,
        );
        [output.stdout, output.stderr].map(|out| String::from_utf8(out).unwrap().trim().to_owned())
    };
    let [receipt, digest] = sign("receipt+jwt", "till.json", SALE);
    let inspected = run(receipt_command().args(["inspect", "-"]), &receipt);
    let inspected: Value = serde_json::from_slice(&inspected.stdout).unwrap();
    let our_digest = inspected["parts"][0]["digest"].as_str().unwrap();
    assert_eq!(digest, format!("digest {our_digest}"));
    let claims = json!({
        "iss": "https://acquirer.example", "iat": 1795340114, "receipt_digest": our_digest, "sequence": 1,
        "event": "approved", "at": 1795340113, "amount": 18650, "currency": "CNY", "rrn": "632611884213", "code": "183442"
    });
    let [status, _] = sign("receipt-status+jwt", "acquirer.json", &claims.to_string());
    let report = room.verify(&format!("{receipt}~{status}"));
    assert_eq!(report["code"], "acquirer_approved", "{report}");
}

#[test]
fn a_trust_list_that_joserfc_signed_is_taken() {
    if let Some(python) = python() {
        check_list(&python, "list.py");
    }
}

#[test]
fn a_trust_list_that_jose_signed_is_taken() {
    if let Some(node) = node() {
        check_list(&node, "list.mjs");
    }
}

#[test]
fn every_flipped_bit_is_refused() {
    let Some(python) = python() else { return };
    let made = variants(&python, "variants.py");
    let store = TrustStore::parse(
        trust_list(&made["keys"]).to_string().as_bytes(),
        Provenance::User,
    )
    .unwrap();
    let now = Time::from_seconds(1_795_348_800).unwrap();
    let good = made["cases"]["as_documented"].as_str().unwrap();
    assert_eq!(verify(good, &store, now).outcome, Outcome::Verified);
    for at in 0..good.len() {
        for bit in 0..7 {
            let mut bytes = good.as_bytes().to_vec();
            *bytes.get_mut(at).unwrap() ^= 1 << bit;
            let report = verify(std::str::from_utf8(&bytes).unwrap(), &store, now);
            assert_ne!(report.outcome, Outcome::Verified, "byte {at}, bit {bit}");
            let json = report.to_json();
            assert!(!CONTENT.iter().any(|text| json.contains(text)), "{json}");
        }
    }
}

#[test]
fn documentation_shows_the_tested_files() {
    let document = fs::read_to_string(root().join("docs/ISSUE.md")).unwrap();
    for (file, language) in [
        ("issue.py", "python"),
        ("issue.mjs", "js"),
        ("Issue.java", "java"),
        ("sale.json", "json"),
    ] {
        let text = fs::read_to_string(folder().join(file)).unwrap();
        assert!(
            document.contains(&format!("```{language}\n{text}```\n")),
            "docs/ISSUE.md does not show tests/interop/{file} as it is"
        );
    }
}

fn check_variants(program: &Path, script: &str) {
    let made = variants(program, script);
    let room = Room::new(script);
    fs::write(
        room.path("trust.json"),
        trust_list(&made["keys"]).to_string(),
    )
    .unwrap();
    let cases = made["cases"].as_object().unwrap();
    for name in cases.keys() {
        assert!(
            VARIANTS.iter().any(|(known, ..)| known == name),
            "{script}: nobody expects {name}"
        );
    }
    for (name, outcome, code, level) in VARIANTS {
        let dossier = cases
            .get(name)
            .unwrap_or_else(|| panic!("{script} does not make {name}"));
        let report = room.verify(dossier.as_str().unwrap());
        let found = (&report["outcome"], &report["code"], &report["level"]);
        assert_eq!(
            found,
            (&json!(outcome), &json!(code), &json!(level)),
            "{script}: {name}"
        );
        if outcome == "verified" {
            assert_eq!(report["receipt"]["amount"], 18650, "{script}: {name}");
            assert_eq!(report["receipt"]["items"][1]["name"], "Oolong “Jade” 🍵");
        } else {
            assert_eq!(report["receipt"], Value::Null, "{script}: {name}");
            let text = report.to_string();
            let leak = CONTENT.iter().find(|content| text.contains(**content));
            assert_eq!(leak, None, "{script}: {name} shows content: {text}");
        }
    }
}

/// Runs a documented example with keys that `receipt keygen` made.
fn check_example(program: &Path, script: &str, name: &str) {
    let room = Room::new(name);
    let dossier = run(
        Command::new(program)
            .arg(folder().join(script))
            .args([room.path("till.json"), room.path("acquirer.json")]),
        SALE,
    );
    let report = room.verify(&String::from_utf8(dossier.stdout).unwrap());
    assert_eq!(report["outcome"], "verified", "{report}");
    assert_eq!(report["code"], "acquirer_approved", "{report}");
    assert_eq!(report["level"], "E2", "{report}");
    assert_eq!(report["ignored"], json!([]), "{report}");
}

/// A list that another library signed, of a registry whose key `receipt keygen` made: taken as it is, refused when its payload is another.
fn check_list(program: &Path, script: &str) {
    let room = Room::new(script);
    #[rustfmt::skip]
    let commands: [&[&str]; 3] = [
        &["keygen", "--iss", "https://registry.example", "--role", "registry", "--out", "registry.json"],
        &["trust", "pin", "--key", "registry.json", "--out", "registry.pub.json"],
        &["issue", "--key", "till.json", "sale.json"],
    ];
    fs::write(room.path("sale.json"), SALE).unwrap();
    let [_, _, dossier] = commands
        .map(|arguments| run(receipt_command().current_dir(&room.0).args(arguments), "").stdout);
    let mut list: Value =
        serde_json::from_slice(&fs::read(room.path("trust.json")).unwrap()).unwrap();
    for (member, value) in [
        ("iss", json!("https://registry.example")),
        ("name", json!("登记处 “Registry”")),
        ("iat", json!(1_795_300_000)),
        ("exp", json!(1_797_900_000)),
        ("sequence", json!(42)),
    ] {
        list[member] = value;
    }
    let sign = |list: &Value| {
        let mut command = Command::new(program);
        command
            .arg(folder().join(script))
            .arg(room.path("registry.json"));
        String::from_utf8(run(&mut command, &list.to_string()).stdout).unwrap()
    };
    let verify = |list: &str| {
        fs::write(room.path("list.jwt"), list).unwrap();
        #[rustfmt::skip]
        let arguments = ["verify", "--trust", "list.jwt", "--registry", "registry.pub.json", "--now", NOW, "--json", "-"];
        let dossier = String::from_utf8(dossier.clone()).unwrap();
        start(
            receipt_command().current_dir(&room.0).args(arguments),
            &dossier,
        )
    };
    let signed = sign(&list);
    let output = verify(&signed);
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(report["code"], "terminal_signed", "{script}: {report}");
    assert_eq!(report["trust"]["sequence"], 42);
    assert_eq!(report["vouching"]["chain"][0]["name"], "登记处 “Registry”");

    list["sequence"] = json!(43);
    let other = sign(&list);
    let (payload, _) = other.rsplit_once('.').unwrap();
    let (_, signature) = signed.rsplit_once('.').unwrap();
    let refused = verify(&format!("{payload}.{signature}"));
    let errors = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        errors.contains("list_signature_invalid"),
        "{script}: {errors}"
    );
}

fn variants(program: &Path, script: &str) -> Value {
    let output = run(Command::new(program).arg(folder().join(script)), SALE);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A store made of nothing but the public JWKs that the library printed.
fn trust_list(keys: &Value) -> Value {
    let key = |name: &str, scope: Value| {
        let mut jwk = keys[name].clone();
        jwk.as_object_mut()
            .unwrap()
            .extend(scope.as_object().unwrap().clone());
        json!([jwk])
    };
    let scope =
        json!({"role": "terminal", "terminal": "10023317", "merchants": ["898330154110042"]});
    json!({"version": 1, "issuers": [
        {"iss": "https://pay.harbour.example", "name": "Harbour Tea", "role": "merchant", "party": "HARBOUR",
         "acquirers": ["https://acquirer.example"], "keys": key("till", scope)},
        {"iss": "https://acquirer.example", "name": "Acquirer", "role": "acquirer", "party": "ACQUIRER",
         "keys": key("acquirer", json!({}))}
    ]})
}

/// A folder of its own with `till.json`, `acquirer.json` and a `trust.json` that names both.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let room = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("interop-{name}")));
        fs::remove_dir_all(&room.0).ok();
        fs::create_dir_all(&room.0).unwrap();
        #[rustfmt::skip]
        let commands: [&[&str]; 4] = [
            &["keygen", "--iss", "https://pay.harbour.example", "--role", "terminal", "--terminal", "10023317",
              "--merchant", "898330154110042", "--out", "till.json"],
            &["keygen", "--iss", "https://acquirer.example", "--role", "acquirer", "--out", "acquirer.json"],
            &["trust", "add", "--key", "till.json", "--name", "Harbour Tea", "--party", "HARBOUR",
              "--acquirer", "https://acquirer.example", "trust.json"],
            &["trust", "add", "--key", "acquirer.json", "--name", "Acquirer", "--party", "ACQUIRER", "trust.json"],
        ];
        for arguments in commands {
            run(receipt_command().current_dir(&room.0).args(arguments), "");
        }
        room
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// The report of `receipt verify --json`, whose exit code has to agree with it.
    fn verify(&self, dossier: &str) -> Value {
        let output = start(
            receipt_command().current_dir(&self.0).args([
                "verify",
                "--trust",
                "trust.json",
                "--now",
                NOW,
                "--json",
                "-",
            ]),
            dossier,
        );
        let report: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        let expected = i32::from(report["outcome"] != "verified");
        assert_eq!(output.status.code(), Some(expected), "{report}");
        report
    }
}

fn receipt_command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_receipt"))
}

fn start(command: &mut Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input may be gone before we write.
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    child.wait_with_output().unwrap()
}

fn run(command: &mut Command, input: &str) -> Output {
    let output = start(command, input);
    assert!(
        output.status.success(),
        "{command:?}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

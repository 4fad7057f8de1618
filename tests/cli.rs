//! The `receipt` command as people and scripts use it.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const SALE: &str = include_str!("common/receipt.json");
const NOW: &str = "2026-11-22T13:00:00Z";

/// A folder of its own for one test, with a till, an acquirer and a trust store.
struct Shop(PathBuf);

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Shop {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("receipt-cli-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let shop = Self(folder);
        shop.ok(&[
            "keygen",
            "--iss",
            "https://pay.tenghui.example",
            "--role",
            "terminal",
            "--terminal",
            "10023317",
            "--merchant",
            "898330154110042",
            "--out",
            "till.json",
        ]);
        shop.ok(&[
            "keygen",
            "--iss",
            "https://acquirer.example",
            "--role",
            "acquirer",
            "--out",
            "acquirer.json",
        ]);
        shop.ok(&[
            "trust",
            "add",
            "--key",
            "till.json",
            "--name",
            "腾辉茶叶店",
            "--party",
            "SHOP",
            "--acquirer",
            "https://acquirer.example",
            "trust.json",
        ]);
        shop.ok(&[
            "trust",
            "add",
            "--key",
            "acquirer.json",
            "--name",
            "Acquirer A",
            "--party",
            "ACQ",
            "trust.json",
        ]);
        fs::write(shop.0.join("sale.json"), SALE).unwrap();
        fs::write(
            shop.0.join("e1"),
            shop.ok(&["issue", "--key", "till.json", "sale.json"]),
        )
        .unwrap();
        let e2 = shop.ok(&[
            "status",
            "--key",
            "acquirer.json",
            "--event",
            "approved",
            "--at",
            "2026-11-22T09:35:13Z",
            "e1",
        ]);
        fs::write(shop.0.join("e2"), e2).unwrap();
        shop
    }

    fn run_with(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_receipt"))
            .args(arguments)
            .current_dir(&self.0)
            .env("LANG", "C")
            .env_remove("LC_ALL")
            .env_remove("RECEIPT_BASE_URL")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that does not read its input closes the pipe first.
        let _ = stdin.write_all(input);
        drop(stdin);
        child.wait_with_output().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, b"")
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name))
            .unwrap()
            .trim_end()
            .to_owned()
    }

    fn verify(&self, more: &[&str]) -> (i32, Vec<serde_json::Value>) {
        let mut arguments = vec!["verify", "--trust", "trust.json", "--now", NOW, "--json"];
        arguments.extend(more);
        reports(&self.run(&arguments))
    }
}

fn reports(output: &Output) -> (i32, Vec<serde_json::Value>) {
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let reports = lines
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    (output.status.code().unwrap(), reports)
}

#[test]
fn a_key_file_is_private_and_never_overwritten() {
    let shop = Shop::new("key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(shop.0.join("till.json"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let before = shop.read("till.json");
    let output = shop.run(&[
        "keygen",
        "--iss",
        "https://a.example",
        "--role",
        "merchant",
        "--out",
        "till.json",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("file_exists"));
    assert_eq!(shop.read("till.json"), before);
    assert!(!shop.read("trust.json").contains("\"d\""));
    for bad in [
        &[
            "keygen",
            "--iss",
            "http://a.example",
            "--role",
            "merchant",
            "--out",
            "x.json",
        ][..],
        &[
            "keygen",
            "--iss",
            "https://a.example",
            "--role",
            "cashier",
            "--out",
            "x.json",
        ],
        &[
            "keygen",
            "--iss",
            "https://a.example",
            "--role",
            "terminal",
            "--out",
            "x.json",
        ],
    ] {
        assert_eq!(shop.run(bad).status.code(), Some(2), "{bad:?}");
        assert!(!shop.0.join("x.json").exists());
    }
}

#[test]
fn adding_a_key_again_keeps_its_revocation() {
    let shop = Shop::new("revoked");
    let revoked = "\"role\": \"terminal\",\n          \"revoked\": {\"recorded\": 1795400000, \"since\": 1795000000, \"reason\": \"stolen\"}";
    let store = shop
        .read("trust.json")
        .replace("\"role\": \"terminal\"", revoked);
    fs::write(shop.0.join("trust.json"), store).unwrap();
    let before = shop.verify(&["e1"]).1;
    assert_eq!(before[0]["code"], "key_withdrawn");
    shop.ok(&[
        "trust",
        "add",
        "--key",
        "till.json",
        "--name",
        "Renamed",
        "--party",
        "SHOP",
        "trust.json",
    ]);
    assert_eq!(shop.verify(&["e1"]).1[0]["code"], "key_withdrawn");
}

#[test]
fn a_parameter_is_never_a_template_itself() {
    let shop = Shop::new("template");
    shop.ok(&[
        "trust",
        "add",
        "--key",
        "till.json",
        "--name",
        "{terminal}",
        "--party",
        "SHOP",
        "trust.json",
    ]);
    let text = shop.ok(&["verify", "--trust", "trust.json", "--lang", "en", "e1"]);
    assert!(
        text.contains("Terminal 10023317 of {terminal} issued"),
        "{text}"
    );
}

#[test]
fn one_iss_has_one_role() {
    let shop = Shop::new("role");
    shop.ok(&[
        "keygen",
        "--iss",
        "https://pay.tenghui.example",
        "--role",
        "acquirer",
        "--out",
        "posing.json",
    ]);
    let before = shop.read("trust.json");
    let output = shop.run(&[
        "trust",
        "add",
        "--key",
        "posing.json",
        "--name",
        "X",
        "--party",
        "Y",
        "trust.json",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(shop.read("trust.json"), before);
}

#[test]
fn every_form_of_input_gives_the_same_report() {
    let shop = Shop::new("forms");
    let link = shop
        .ok(&["qr", "--png", "qr.png", "--svg", "qr.svg", "e2"])
        .trim_end()
        .to_owned();
    assert!(link.starts_with("https://verify.receipts.example/#"));
    shop.ok(&["slip", "--png", "slip.png", "e2"]);
    fs::write(shop.0.join("link.txt"), format!("{link}\n")).unwrap();
    let digits = link.split_once('#').unwrap().1;
    let dossier = shop.read("e2");
    let (_, expected) = shop.verify(&["e2"]);
    assert_eq!(
        (&expected[0]["code"], &expected[0]["level"]),
        (&"acquirer_approved".into(), &"E2".into())
    );
    for input in [
        dossier.as_str(),
        &link,
        digits,
        "link.txt",
        "qr.png",
        "slip.png",
    ] {
        assert_eq!(shop.verify(&[input]), (0, expected.clone()), "{input}");
    }
    let output = shop.run_with(
        &[
            "verify",
            "--trust",
            "trust.json",
            "--now",
            NOW,
            "--json",
            "-",
        ],
        dossier.as_bytes(),
    );
    assert_eq!(reports(&output), (0, expected.clone()));
    let png = fs::read(shop.0.join("slip.png")).unwrap();
    let output = shop.run_with(
        &["verify", "--trust", "trust.json", "--now", NOW, "--json"],
        &png,
    );
    assert_eq!(reports(&output), (0, expected));
    assert!(shop.read("qr.svg").starts_with("<svg"));
}

#[test]
fn exit_codes_answer_scripts() {
    let shop = Shop::new("exit");
    let altered = shop.read("e1").replacen("eyJ", "eyK", 1);
    for (arguments, expected) in [
        (&["e1"][..], 0),
        (&["--require", "approved,E2", "e2"], 0),
        (&["--require", "approved,E2", "e1"], 1),
        (&["--require", "sale,approved", "e1"], 0),
        (&["--require", "refund", "e2"], 1),
        (&["--require", "captured", "e2"], 1),
        (&[altered.as_str()], 1),
        (&["hello"], 2),
        (&["e1", "hello"], 2),
        (&["--require", "paid", "e2"], 2),
        (&["missing.png"], 2),
        (&["--now", "yesterday", "e1"], 2),
    ] {
        assert_eq!(shop.verify_code(arguments), expected, "{arguments:?}");
    }
    assert_eq!(
        shop.run(&["verify", "e1"]).status.code(),
        Some(2),
        "no trust store"
    );
    assert_eq!(
        shop.run(&["verify", "--trust", "sale.json", "e1"])
            .status
            .code(),
        Some(2)
    );
}

impl Shop {
    fn verify_code(&self, more: &[&str]) -> i32 {
        let mut arguments = vec!["verify", "--trust", "trust.json", "--json"];
        arguments.extend(more);
        self.run(&arguments).status.code().unwrap()
    }
}

#[test]
fn a_file_of_receipts_is_read_line_by_line_and_nothing_is_lost() {
    let shop = Shop::new("lines");
    let text = format!("{}\n\nhello\n{}\n", shop.read("e1"), shop.read("e2"));
    fs::write(shop.0.join("many.txt"), text).unwrap();
    let (code, reports) = shop.verify(&["many.txt"]);
    let codes: Vec<&str> = reports
        .iter()
        .map(|r| r["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        (code, codes),
        (
            2,
            vec!["terminal_signed", "not_a_receipt", "acquirer_approved"]
        )
    );
}

/// What `>` writes in some shells.
#[test]
fn text_files_may_be_utf_16() {
    let shop = Shop::new("utf16");
    let text = format!("您的小票：{}\r\n", shop.read("e2"));
    let expected = shop.verify(&["e2"]);
    for (name, unit, mark) in [
        (
            "le.txt",
            u16::to_le_bytes as fn(u16) -> [u8; 2],
            [0xff, 0xfe],
        ),
        ("be.txt", u16::to_be_bytes, [0xfe, 0xff]),
    ] {
        let units: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
        fs::write(shop.0.join(name), [&mark[..], &units].concat()).unwrap();
        assert_eq!(shop.verify(&[name]), expected, "{name}");
        let link = shop.ok(&["qr", name]);
        assert_eq!(link, shop.ok(&["qr", "e2"]), "{name}");
    }
}

#[test]
fn issuing_lists_every_fault_and_signs_nothing() {
    let shop = Shop::new("faults");
    let draft = SALE.replace(
        "\"amount\": 18650, \"currency\": \"CNY\"",
        "\"amount\": -1, \"cvv\": \"123\"",
    );
    let output = shop.run_with(&["issue", "--key", "till.json"], draft.as_bytes());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    for fault in ["amount", "currency", "cvv", "card_data", "member_missing"] {
        assert!(stderr.contains(fault), "{fault}: {stderr}");
    }
    let output = shop.run_with(&["issue", "--key", "till.json"], b"{\"amount\": 1.5}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("json_number"));
    let output = shop.run(&["status", "--key", "till.json", "--event", "approved", "e1"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("role_not_allowed"));
}

#[test]
fn statuses_count_on() {
    let shop = Shop::new("sequence");
    let captured = shop.ok(&[
        "status",
        "--key",
        "acquirer.json",
        "--event",
        "captured",
        "--at",
        "2026-11-22T10:00:00Z",
        "e2",
    ]);
    let (_, reports) = shop.verify(&[captured.trim_end()]);
    assert_eq!(reports[0]["code"], "acquirer_captured");
    assert_eq!(reports[0]["statuses"][1]["sequence"], 2);
    let other = shop.ok(&[
        "status",
        "--key",
        "acquirer.json",
        "--event",
        "approved",
        "--amount",
        "1",
        "e1",
    ]);
    let (_, reports) = shop.verify(&[other.trim_end()]);
    assert_eq!(
        (&reports[0]["level"], &reports[0]["code"]),
        (&"E1".into(), &"terminal_signed".into())
    );
}

#[test]
fn people_get_sentences_in_their_language() {
    let shop = Shop::new("language");
    for (lang, sentence) in [
        ("en", "Acquirer says approved"),
        ("zh-CN", "收单机构称已批准"),
    ] {
        let text = shop.ok(&["verify", "--trust", "trust.json", "--lang", lang, "e2"]);
        assert!(text.starts_with(sentence), "{text}");
        assert!(!text.contains('{') && !text.contains("verdict."), "{text}");
    }
}

#[test]
fn unverified_content_stays_hidden_and_inspect_says_so() {
    let shop = Shop::new("hidden");
    shop.ok(&[
        "keygen",
        "--iss",
        "https://pay.tenghui.example",
        "--role",
        "terminal",
        "--terminal",
        "10023317",
        "--out",
        "other.json",
    ]);
    let token = shop.ok(&["issue", "--key", "other.json", "sale.json"]);
    let output = shop.run(&[
        "verify",
        "--trust",
        "trust.json",
        "--json",
        token.trim_end(),
    ]);
    let (code, reports) = reports(&output);
    assert_eq!(
        (code, &reports[0]["outcome"]),
        (1, &"unknown_signer".into())
    );
    assert_eq!(reports[0]["claimed_issuer"], "https://pay.tenghui.example");
    assert_eq!(reports[0]["receipt"], serde_json::Value::Null);
    let all = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!all.contains("4417") && !all.contains("腾辉"));
    let output = shop.run(&["inspect", token.trim_end()]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("UNVERIFIED"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"verified\": false"));
}

#[test]
fn dense_symbols_are_warned_of() {
    let shop = Shop::new("dense");
    let items: Vec<String> = (0_u64..190)
        .map(|i| {
            format!(
                r#"{{"name":"Ware {:x}","total":{}}}"#,
                i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16,
                i * i
            )
        })
        .collect();
    let sale = SALE.replace("\"items\": [", &format!("\"items\": [{},", items.join(",")));
    fs::write(shop.0.join("big.json"), sale).unwrap();
    let big = shop.ok(&["issue", "--key", "till.json", "big.json"]);
    let output = shop.run(&["qr", big.trim_end()]);
    assert!(output.status.success());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("warning") && stderr.contains("modules"),
        "{stderr}"
    );
    let output = shop.run(&["qr", "e1"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("warning"));
}

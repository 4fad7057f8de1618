//! A folder in which somebody works with the `receipt` command.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Before the sample sale, which is of 2026-11-22T09:35:12Z.
pub const SIGNED: &str = "--now 2026-11-22T09:00:00Z";

pub const SALE: &str = include_str!("receipt.json");

/// One folder a test; it stays until the test runs again, for whoever wants to look.
pub struct Desk(pub PathBuf);

impl Desk {
    pub fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("desk-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let desk = Self(folder);
        desk.write("sale.json", SALE);
        desk
    }

    /// A registry that names an acquirer, which vouches for the keys of shops, and one shop, without a key.
    pub fn registry(name: &str) -> Self {
        let desk = Self::new(name);
        for line in [
            "keygen --iss https://registry.example --role registry --out registry.json",
            "keygen --iss https://acquirer.example --role acquirer --out acquirer.json --public acquirer.pub.json",
            "keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --merchant 898330154110042 \
         --out till.json --public till.pub.json",
            "trust pin --key registry.json --name Registry --out registry.pub.json",
            "trust init --iss https://registry.example --name Registry --contact https://registry.example/contact trust.json",
            "trust add --key acquirer.pub.json --name 'Acquirer A' --party ACQ --vouches-for https://*.tenghui.example \
         --list-url https://acquirer.example/list.jwt trust.json",
            "trust add --no-key --iss https://pay.tenghui.example --role merchant --name 'Tenghui Tea' --party SHOP \
         --acquirer https://acquirer.example trust.json",
            "trust add --key till.pub.json --name 'Tea, says the acquirer' --party SHOP merchants.json",
        ] {
            desk.ok(line);
        }
        desk.ok(&format!(
            "trust sign --key registry.json {SIGNED} --out list.jwt trust.json"
        ));
        desk.ok(&format!(
            "trust sign --key acquirer.json {SIGNED} --out merchants.jwt merchants.json"
        ));
        desk.save("e1", "issue --key till.json sale.json");
        desk.save(
        "e2",
        "status --key acquirer.json --event approved --at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z e1",
    );
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name))
            .unwrap_or_else(|e| panic!("{name}: {e}"))
            .trim_end()
            .to_owned()
    }

    pub fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    /// Arguments as one would type them; what stands in quotes is one argument.
    pub fn run(&self, line: &str) -> Output {
        let mut arguments = Vec::new();
        for (at, piece) in line.split('\'').enumerate() {
            if at % 2 == 1 {
                arguments.push(piece);
            } else {
                arguments.extend(piece.split_whitespace());
            }
        }
        Command::new(env!("CARGO_BIN_EXE_receipt"))
            .args(arguments)
            .current_dir(&self.0)
            .env("LANG", "C")
            .env_remove("LC_ALL")
            .env_remove("RECEIPT_BASE_URL")
            .output()
            .unwrap()
    }

    /// What a command that succeeds prints.
    pub fn ok(&self, line: &str) -> String {
        let output = self.run(line);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{line}\n{errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The code of a command that refuses, with exit code 2.
    pub fn refused(&self, line: &str) -> String {
        let output = self.run(line);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{line}\n{errors}");
        let code = errors
            .split_once("error[")
            .and_then(|(_, rest)| rest.split_once(']'));
        code.unwrap_or_else(|| panic!("{line}\n{errors}"))
            .0
            .to_owned()
    }

    /// Prints into a file, as `>` does.
    pub fn save(&self, name: &str, line: &str) {
        self.write(name, &self.ok(line));
    }

    /// The exit code and the one report of `receipt verify --json`.
    pub fn verify(&self, line: &str) -> (i32, serde_json::Value) {
        let output = self.run(&format!("verify --json {line}"));
        let report = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{line}\n{}", String::from_utf8_lossy(&output.stderr)));
        (output.status.code().unwrap(), report)
    }

    /// Level and code of a report, for the common question.
    pub fn verdict(&self, line: &str) -> (String, String) {
        let (_, report) = self.verify(line);
        let text = |member: &str| report[member].as_str().unwrap().to_owned();
        (text("level"), text("code"))
    }
}

//! Makes signed trust lists of any length, for measuring how long they take to load:
//! `cargo run --release --features cli --example large_list -- FOLDER --issuers 10000 --keys 50000`
//!
//! Writes large.jwt, small.jwt (one shop of the large one), registry.json (their signer's public key) and receipt.txt, which that shop signed.
//! Every key is made from a number: the same arguments give the same files.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::{Fault, Origin, Role, SecretKey};

const USAGE: &str = "usage: large_list FOLDER [--issuers NUMBER] [--keys NUMBER]";
const MERCHANT: &str = "898330154110042";

fn main() -> Result<(), Box<dyn Error>> {
    let (mut issuers, mut keys, mut folder) = (10_000u64, 50_000u64, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        match argument.as_str() {
            "--issuers" => issuers = value()?.parse()?,
            "--keys" => keys = value()?.parse()?,
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder.ok_or(USAGE)?;
    fs::create_dir_all(&folder)?;
    let registry = secret(u64::MAX);
    let each = keys.checked_div(issuers).filter(|n| *n > 0).ok_or(USAGE)?;
    let entries: Vec<Value> = (0..issuers).map(|shop| entry(shop, each)).collect();
    let chosen = issuers / 2;
    let one = entries
        .get(usize::try_from(chosen)?)
        .cloned()
        .ok_or(USAGE)?;
    for (name, entries) in [("large", entries), ("small", vec![one])] {
        let token = issue::trust_list(&list(entries), &registry).map_err(faults)?;
        fs::write(folder.join(format!("{name}.jwt")), token)?;
    }
    let mut pin = object(&[("iss", "https://registry.example"), ("role", "registry")]);
    for (member, value) in [("kty", "OKP"), ("crv", "Ed25519")] {
        pin.set(member, text(value));
    }
    pin.set("x", text(&registry.public().x()));
    fs::write(folder.join("registry.json"), pin.to_text())?;
    fs::write(folder.join("receipt.txt"), receipt(chosen, each)?)?;
    Ok(())
}

fn text(s: &str) -> Value {
    Value::Text(s.to_owned())
}

fn object(members: &[(&str, &str)]) -> Object {
    let mut object = Object::default();
    for (member, value) in members {
        object.set(member, text(value));
    }
    object
}

fn faults(faults: Vec<Fault>) -> String {
    faults
        .iter()
        .map(|fault| format!("{}: {}", fault.member(), fault.code()))
        .collect::<Vec<_>>()
        .join("\n")
}

fn secret(number: u64) -> SecretKey {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    SecretKey::from_seed(&seed)
}

fn iss(shop: u64) -> String {
    format!("https://pay.shop-{shop:05}.example")
}

fn list(entries: Vec<Value>) -> Object {
    let mut list = object(&[
        ("iss", "https://registry.example"),
        ("name", "Registry of the benchmark"),
    ]);
    for (member, value) in [
        ("version", 1),
        ("iat", 1_795_305_600),
        ("exp", 1_893_456_000),
        ("sequence", 1),
    ] {
        list.set(member, Value::Int(value));
    }
    list.set("issuers", Value::List(entries));
    list
}

/// As full as a shop's entry is: names, acquirer, profile, and terminals with their windows.
fn entry(shop: u64, keys: u64) -> Value {
    let mut entry = object(&[
        ("iss", &iss(shop)),
        ("name", &format!("第{shop}号茶叶店")),
        ("role", "merchant"),
        ("party", &format!("9133010{shop:011}")),
    ]);
    entry.set(
        "acquirers",
        Value::List(vec![text("https://acquirer.example")]),
    );
    let profile = object(&[
        ("legal_name", &format!("杭州第{shop}号茶业有限公司")),
        ("contact", "+86 571 0000 0000"),
        ("country", "CN"),
        ("mcc", "5499"),
    ]);
    entry.set("profile", Value::Object(profile));
    let keys = (0..keys).map(|n| Value::Object(key(shop, n))).collect();
    entry.set("keys", Value::List(keys));
    Value::Object(entry)
}

fn terminal(shop: u64, number: u64) -> String {
    format!("{shop:06}{number:02}")
}

fn key(shop: u64, number: u64) -> Object {
    let public = secret(shop * 100 + number).public();
    let mut key = object(&[
        ("kty", "OKP"),
        ("crv", "Ed25519"),
        ("x", &public.x()),
        ("role", "terminal"),
        ("terminal", &terminal(shop, number)),
    ]);
    key.set("merchants", Value::List(vec![text(MERCHANT)]));
    key.set("not_before", Value::Int(1_790_000_000));
    key
}

/// Of the shop's last terminal.
fn receipt(shop: u64, keys: u64) -> Result<String, Box<dyn Error>> {
    let number = keys - 1;
    let identity = Identity {
        key: secret(shop * 100 + number),
        iss: Origin::from_text(&iss(shop)).ok_or("the shop has no origin")?,
        role: Role::Terminal,
        terminal: Some(terminal(shop, number)),
        merchants: Some(vec![MERCHANT.to_owned()]),
    };
    let draft = format!(
        r#"{{"iat": 1795340112, "utc_offset": 480, "number": "1", "type": "sale", "status": "approved", "amount": 18650, "currency": "CNY",
            "merchant": {{"trading_name": "茶叶店", "id": "{MERCHANT}"}}, "terminal": {{"id": "{}", "counter": 1}},
            "tenders": [{{"method": "card", "amount": 18650}}]}}"#,
        terminal(shop, number)
    );
    let draft = json::parse_object(draft.as_bytes(), 8).map_err(|e| e.to_string())?;
    Ok(issue::receipt(&draft, &identity).map_err(faults)?)
}

//! The armour: lossless for any JWS, one spelling, no panic, and the same answers as a second implementation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(not(target_arch = "wasm32"))]

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use receipt_verifier::armour::{ArmourError, decode, encode};
use receipt_verifier::digits::{from_digits, to_digits};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const VECTORS: &str = "tests/vectors/armour_v1.json";

fn jws(header: &[u8], payload: &[u8], signature: &[u8]) -> String {
    [header, payload, signature]
        .map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
        .join(".")
}

fn round_trip(dossier: &str) -> Vec<u8> {
    let bytes = encode(dossier).unwrap();
    assert_eq!(decode(&bytes).unwrap(), dossier);
    assert_eq!(from_digits(&to_digits(&bytes)).unwrap(), bytes);
    bytes
}

/// Splitmix64: the same dossiers on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) % limit as u64) as usize
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.below(256) as u8).collect()
    }

    fn word(&mut self) -> String {
        let alphabets = [
            "abcdefghijklmnopqrstuvwxyz",
            "0123456789",
            "茶叶龙井牛奶面包",
            "äéßñ€😀\"\\\n ",
            "ABCDEFabcdef_-",
        ];
        let alphabet: Vec<char> = alphabets[self.below(5)].chars().collect();
        (0..self.below(14))
            .map(|_| alphabet[self.below(alphabet.len())])
            .collect()
    }

    fn value(&mut self, depth: usize) -> Value {
        const NAMES: [&str; 8] = [
            "iss",
            "iat",
            "amount",
            "merchant",
            "items",
            "name",
            "total",
            "receipt_digest",
        ];
        match self.below(if depth < 3 { 8 } else { 5 }) {
            0 => json!(self.below(1 << 40)),
            1 => json!(self.below(2) == 0),
            2..5 => json!(self.word()),
            5 => (0..self.below(4)).map(|_| self.value(depth + 1)).collect(),
            _ => Value::Object(
                (0..self.below(7))
                    .map(|_| {
                        let name = if self.below(4) == 0 {
                            self.word()
                        } else {
                            NAMES[self.below(8)].to_owned()
                        };
                        (name, self.value(depth + 1))
                    })
                    .collect(),
            ),
        }
    }

    fn json(&mut self) -> Vec<u8> {
        let value = self.value(0);
        match self.below(3) {
            0 => serde_json::to_vec_pretty(&value).unwrap(),
            1 => value.to_string().replace("\":", "\": ").into_bytes(),
            _ => value.to_string().into_bytes(),
        }
    }

    fn dossier(&mut self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for _ in 0..=self.below(4) {
            let length = [64, 64, 64, 0, 1, 256, 300][self.below(7)];
            let header = if self.below(9) == 0 {
                Vec::new()
            } else {
                self.json()
            };
            let mut payload = if self.below(6) == 0 {
                let n = self.below(40);
                self.bytes(n)
            } else {
                self.json()
            };
            if let Some(first) = parts.first().filter(|_| self.below(2) == 0) {
                payload.extend(digest(first).bytes());
            }
            if self.below(9) == 0 {
                payload.extend([0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 1]);
            }
            parts.push(jws(&header, &payload, &self.bytes(length)));
        }
        parts.join("~")
    }
}

fn digest(part: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(part.rsplit_once('.').unwrap().0))
}

#[test]
fn primer_is_frozen() {
    let hash = Sha256::digest(include_bytes!("../src/armour/primer.txt"));
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        hash,
        "7c8bf2f70dd6e2fd0a4cbfaa5a7b70d8389319754867053f3a9f9e0a0a7708a8"
    );
}

#[test]
fn known_answers() {
    let file: Value = serde_json::from_str(&std::fs::read_to_string(VECTORS).unwrap()).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert!(vectors.len() >= 20);
    for vector in vectors {
        let (dossier, digits) = (
            vector["dossier"].as_str().unwrap(),
            vector["digits"].as_str().unwrap(),
        );
        assert_eq!(
            to_digits(&encode(dossier).unwrap()),
            digits,
            "{}",
            vector["name"]
        );
        assert_eq!(
            decode(&from_digits(digits).unwrap()).unwrap(),
            dossier,
            "{}",
            vector["name"]
        );
    }
}

/// Writes the known answers: only for a new version of the armour.
#[test]
#[ignore = "writes tests/vectors/armour_v1.json"]
fn write_known_answers() {
    let mut chance = Chance(20_261_122);
    let head = br#"{"alg":"Ed25519","typ":"receipt+jwt","kid":"b2tq8Zr1Xw0e"}"#;
    let sale = include_bytes!("common/receipt.json");
    let receipt = jws(head, sale, &chance.bytes(64));
    let status = format!(
        r#"{{"iss":"https://acquirer.example","iat":1795340114,"receipt_digest":"{}","sequence":1,"event":"approved","at":1795340113,"amount":18650,"currency":"CNY"}}"#,
        digest(&receipt)
    );
    let status = jws(
        br#"{"alg":"Ed25519","typ":"receipt-status+jwt","kid":"Ab0_-9zZkkQ1"}"#,
        status.as_bytes(),
        &chance.bytes(64),
    );
    let noise = chance.bytes(200);
    let mut cases = vec![
        ("nothing in it", "..".to_owned()),
        ("empty objects", jws(b"{}", b"{}", &[0; 64])),
        ("receipt", receipt.clone()),
        ("receipt and status", format!("{receipt}~{status}")),
        ("status alone", status.clone()),
        ("the receipt twice", format!("{receipt}~{receipt}")),
        ("three parts", format!("{receipt}~{status}~{status}")),
        ("empty header", jws(b"", b"{\"a\":1}", &[255; 64])),
        (
            "empty header in a later part",
            format!("{receipt}~{}", jws(b"", b"", b"")),
        ),
        ("short signature", jws(head, sale, &[1, 2, 3])),
        ("long signature", jws(head, sale, &chance.bytes(256))),
        (
            "control bytes",
            jws(&[0, 1, 2, 3, 4], &[2, 1, 0, 6, 7], &[9; 64]),
        ),
        ("stored", jws(&noise, &noise[..100], &noise[..64])),
        (
            "deep",
            jws(&b"[{\"a\":".repeat(20), &b"}]".repeat(20), &[7; 64]),
        ),
    ];
    for _ in 0..14 {
        cases.push(("random", chance.dossier()));
    }
    let vectors: Vec<Value> = cases
        .iter()
        .map(|(name, dossier)| json!({"name": name, "dossier": dossier, "digits": to_digits(&encode(dossier).unwrap())}))
        .collect();
    let text = serde_json::to_string_pretty(&json!({"version": 1, "vectors": vectors})).unwrap();
    std::fs::write(VECTORS, text + "\n").unwrap();
}

/// `ARMOUR_ORACLE_COUNT=10000 cargo test --release --test armour second` is the long run.
#[test]
fn second_implementation_agrees() {
    let count = std::env::var("ARMOUR_ORACLE_COUNT")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(60);
    let mut chance = Chance(42);
    let dossiers: Vec<String> = (0..count).map(|_| chance.dossier()).collect();
    let oracle = |command: &str, lines: &[String]| -> Option<Vec<String>> {
        let mut node = Command::new("node")
            .args(["tests/oracle/armour.mjs", command])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        // It reads everything before it writes.
        node.stdin
            .take()?
            .write_all(lines.join("\n").as_bytes())
            .unwrap();
        let output = node.wait_with_output().unwrap();
        assert!(output.status.success());
        Some(
            String::from_utf8(output.stdout)
                .unwrap()
                .lines()
                .map(str::to_owned)
                .collect(),
        )
    };
    let digits: Vec<String> = dossiers
        .iter()
        .map(|dossier| to_digits(&round_trip(dossier)))
        .collect();
    let Some(theirs) = oracle("encode", &dossiers) else {
        eprintln!("no node here: not compared");
        return;
    };
    assert!(theirs == digits, "encodes differently");
    assert!(
        oracle("decode", &digits).unwrap() == dossiers,
        "decodes differently"
    );
}

#[test]
fn refuses_what_is_no_statement() {
    for (dossier, part) in [
        ("", 0),
        ("a", 0),
        ("a.b", 0),
        ("..~", 1),
        ("e30.e30.AA=", 0),
        ("e30.e30.AB", 0),
        ("e30.e30.A.A", 0),
        ("e3 0..", 0),
    ] {
        assert_eq!(
            encode(dossier),
            Err(ArmourError::NotAStatement { part }),
            "{dossier}"
        );
    }
}

#[test]
fn refuses_other_versions_and_ends() {
    assert_eq!(decode(&[]), Err(ArmourError::Truncated));
    assert_eq!(decode(&[1]), Err(ArmourError::Truncated));
    assert_eq!(decode(&[0x81]), Err(ArmourError::Truncated));
    for version in [0, 2, 0x80, 0x82, 255] {
        assert_eq!(
            decode(&[version, 1, 2, 3]),
            Err(ArmourError::VersionUnknown { version })
        );
    }
}

#[test]
fn is_bounded() {
    let limit = jws(b"{}", &[b' '; 49_054], &[0; 64]);
    assert!(
        limit.len() <= 65_536 && limit.len() > 65_400,
        "{}",
        limit.len()
    );
    round_trip(&limit);
    let beyond = jws(b"{}", &[b' '; 49_200], &[0; 64]);
    assert_eq!(encode(&beyond).unwrap_err().code(), "armour_too_large");
    // A later part can name the digest with one byte: the expansion counts.
    let mut bomb = vec![0x81, b'{', 0, b'}', 0, b'{', 0];
    bomb.extend([2; 3000]);
    assert_eq!(decode(&bomb).unwrap_err().code(), "armour_too_large");
    // An empty header announced for ever.
    let endless = [&[0x81][..], &[1, 6].repeat(100_000)].concat();
    assert_eq!(decode(&endless).unwrap_err().code(), "armour_not_canonical");
}

#[test]
fn every_truncation_and_addition_is_refused() {
    let bytes = round_trip(&Chance(7).dossier());
    for end in 0..bytes.len() {
        assert!(decode(&bytes[..end]).is_err(), "{end}");
    }
    for extra in [0, 1, 255] {
        assert!(decode(&[&bytes[..], &[extra]].concat()).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_come_back(parts in prop::collection::vec(prop::array::uniform3(prop::collection::vec(any::<u8>(), 0..90)), 1..4)) {
        let parts: Vec<String> = parts.iter().map(|[header, payload, signature]| jws(header, payload, signature)).collect();
        round_trip(&parts.join("~"));
    }

    #[test]
    fn any_json_comes_back(seed: u64) {
        round_trip(&Chance(seed).dossier());
    }

    #[test]
    fn stored_noise_barely_grows(noise in prop::collection::vec(any::<u8>(), 60..400)) {
        let bytes = round_trip(&jws(b"", &noise, &[0; 64]));
        prop_assert!(bytes.len() <= noise.len() * 2 + 70);
    }

    #[test]
    fn hostile_bytes_never_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..300), version in prop::sample::select(vec![1u8, 0x81])) {
        bytes.insert(0, version);
        if let Ok(dossier) = decode(&bytes) {
            prop_assert_eq!(encode(&dossier).unwrap(), bytes);
        }
    }

    #[test]
    fn mutations_fail_or_stay_canonical(seed: u64, at: prop::sample::Index, flip in 1u8..) {
        let mut bytes = encode(&Chance(seed).dossier()).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(dossier) = decode(&bytes) {
            prop_assert_eq!(encode(&dossier).unwrap(), bytes);
        }
    }
}

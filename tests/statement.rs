//! What is a statement, and what is refused before anybody looks at a signature (PROTOCOL sections 1 and 2).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use receipt_verifier::{Outcome, Statement};
use world::{base64url, check, header_of, issue, sale, sign_raw, terminal};

/// The protocol's example under another header or payload spelling, properly signed.
fn with_header(header: &str) -> String {
    sign_raw(header, &sale().to_text(), &terminal().key)
}

fn with_payload(payload: &str) -> String {
    sign_raw(
        &header_of(&terminal(), "receipt+jwt"),
        payload,
        &terminal().key,
    )
}

fn kid() -> String {
    terminal().key.public().kid()
}

fn code(token: &str) -> &'static str {
    let report = check(token);
    assert_eq!(report.receipt.is_some(), report.is_verified());
    assert_ne!(report.outcome, Outcome::Verified, "{token}");
    report.code
}

#[test]
fn any_spelling_of_sound_json_verifies() {
    let compact = world::sale().to_text();
    let spaced = include_str!("common/receipt.json");
    let mut reversed = receipt_verifier::json::Object::default();
    let sale = sale();
    let members: Vec<_> = sale.iter().collect();
    for (name, value) in members.into_iter().rev() {
        reversed.set(name, value.clone());
    }
    let reversed = reversed.to_text();
    assert!(reversed.starts_with("{\"items\""));
    let escaped = compact.replace("腾辉茶叶店", "\\u817e\\u8f89\\u8336\\u53f6\\u5e97");
    for payload in [&compact, &spaced.to_owned(), &reversed, &escaped] {
        let report = check(&with_payload(payload));
        assert_eq!(
            report.outcome,
            Outcome::Verified,
            "{} {payload}",
            report.code
        );
    }
}

#[test]
fn both_names_of_the_algorithm_are_read() {
    for alg in ["Ed25519", "EdDSA"] {
        let header = format!(
            r#"{{"kid":"{}", "typ":"receipt+jwt", "alg":"{alg}"}}"#,
            kid()
        );
        assert_eq!(
            check(&with_header(&header)).outcome,
            Outcome::Verified,
            "{alg}"
        );
    }
}

#[test]
fn headers_are_refused_each_with_its_code() {
    let kid = kid();
    let base = format!(r#""typ":"receipt+jwt","kid":"{kid}""#);
    for (header, expected) in [
        (format!("{{{base}}}"), "alg_missing"),
        (format!(r#"{{"alg":"none",{base}}}"#), "alg_none"),
        (format!(r#"{{"alg":"None",{base}}}"#), "alg_none"),
        (format!(r#"{{"alg":"HS256",{base}}}"#), "alg_not_allowed"),
        (format!(r#"{{"alg":"ES256",{base}}}"#), "alg_not_allowed"),
        (format!(r#"{{"alg":"Ed448",{base}}}"#), "alg_not_allowed"),
        (format!(r#"{{"alg":["EdDSA"],{base}}}"#), "alg_not_allowed"),
        (format!(r#"{{"alg":"EdDSA","kid":"{kid}"}}"#), "typ_missing"),
        (
            format!(r#"{{"alg":"EdDSA","typ":"JWT","kid":"{kid}"}}"#),
            "typ_unknown",
        ),
        (
            format!(r#"{{"alg":"EdDSA","typ":"RECEIPT+JWT","kid":"{kid}"}}"#),
            "typ_unknown",
        ),
        (
            format!(r#"{{"alg":"EdDSA","typ":"receipt-status+jwt","kid":"{kid}"}}"#),
            "typ_unexpected",
        ),
        (
            format!(r#"{{"alg":"EdDSA","typ":"receipt-ack+jwt","kid":"{kid}"}}"#),
            "sign_off_alone",
        ),
        (
            format!(r#"{{"alg":"webauthn-es256","typ":"receipt-ack+jwt","kid":"{kid}"}}"#),
            "sign_off_alone",
        ),
        // A passkey signs answers and nothing else.
        (
            format!(r#"{{"alg":"webauthn-es256",{base}}}"#),
            "alg_not_allowed",
        ),
        (
            format!(r#"{{"alg":"webauthn-ed25519","typ":"receipt-status+jwt","kid":"{kid}"}}"#),
            "alg_not_allowed",
        ),
        (
            r#"{"alg":"EdDSA","typ":"receipt+jwt"}"#.to_owned(),
            "kid_missing",
        ),
        (
            r#"{"alg":"EdDSA","typ":"receipt+jwt","kid":""}"#.to_owned(),
            "kid_invalid",
        ),
        (
            r#"{"alg":"EdDSA","typ":"receipt+jwt","kid":7}"#.to_owned(),
            "kid_invalid",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"jwk":{{"kty":"OKP"}}}}"#),
            "header_brings_key",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"jku":"https://x.example"}}"#),
            "header_brings_key",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"x5c":[]}}"#),
            "header_brings_key",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"x5u":""}}"#),
            "header_brings_key",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"crit":["b64"]}}"#),
            "header_critical",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"b64":false}}"#),
            "header_critical",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"kid":"{kid}"}}"#),
            "json_member_twice",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"\u006bid":"{kid}"}}"#),
            "json_member_twice",
        ),
        (
            format!(r#"{{"alg":"EdDSA",{base},"n":1.5}}"#),
            "json_number",
        ),
        (format!(r#"{{"alg":"EdDSA",{base},}}"#), "header_invalid"),
        (
            format!(r#"{{"alg":"EdDSA",{base},"x":"{}"}}"#, "a".repeat(1100)),
            "header_invalid",
        ),
    ] {
        assert_eq!(code(&with_header(&header)), expected, "{header}");
    }
}

#[test]
fn unknown_header_members_are_listed_and_change_nothing() {
    let header = format!(
        r#"{{"alg":"EdDSA","typ":"receipt+jwt","kid":"{}","cty":"x"}}"#,
        kid()
    );
    let report = check(&with_header(&header));
    assert_eq!(report.outcome, Outcome::Verified);
    assert!(world::check_codes(&report).contains(&"not_understood"));
}

#[test]
fn payloads_are_refused_each_with_its_code() {
    let sale = sale().to_text();
    let open = sale.trim_end_matches('}');
    let nested = |levels: usize| {
        format!(
            r#"{open},"x":{}1{}}}"#,
            "[".repeat(levels),
            "]".repeat(levels)
        )
    };
    assert_eq!(
        check(&with_payload(&nested(7))).outcome,
        Outcome::Verified,
        "eight levels are read"
    );
    let big = format!(r#"{open},"x":"{}"}}"#, "a".repeat(16_400));
    let huge = format!(r#"{open},"x":"{}"}}"#, "a".repeat(40_000));
    for (payload, expected) in [
        (nested(8), "json_too_deep"),
        (nested(5_000), "json_too_deep"),
        (big, "payload_too_large"),
        (huge, "statement_too_large"),
        (format!(r#"{open},"amount":1}}"#), "json_member_twice"),
        (format!(r#"{open},"\u0061mount":1}}"#), "json_member_twice"),
        (
            format!(r#"{open},"x":{{"a":1,"a":1}}}}"#),
            "json_member_twice",
        ),
        (format!(r#"{open},"x":1.0}}"#), "json_number"),
        (format!(r#"{open},"x":1e3}}"#), "json_number"),
        (format!(r#"{open},"x":-0}}"#), "json_number"),
        (format!(r#"{open},"x":9007199254740992}}"#), "json_number"),
        (
            format!(r#"{open},"x":99999999999999999999}}"#),
            "json_number",
        ),
        (format!(r#"{open},"x":01}}"#), "json_invalid"),
        (format!(r#"{open},"x":"\ud800"}}"#), "json_invalid"),
        (format!("\u{feff}{sale}"), "json_invalid"),
        (format!("{sale} x"), "json_invalid"),
        (format!("{sale}{sale}"), "json_invalid"),
        ("[]".to_owned(), "json_not_an_object"),
        ("\"x\"".to_owned(), "json_not_an_object"),
        ("{}".to_owned(), "iss_missing"),
        (r#"{"iss":1}"#.to_owned(), "iss_invalid"),
        (
            r#"{"iss":"https://Pay.tenghui.example"}"#.to_owned(),
            "iss_invalid",
        ),
    ] {
        assert_eq!(
            code(&with_payload(&payload)),
            expected,
            "{}",
            payload.chars().take(80).collect::<String>()
        );
    }
}

#[test]
fn one_statement_has_one_spelling() {
    let token = issue(&sale());
    assert_eq!(check(&token).outcome, Outcome::Verified);
    let (head, signature) = token.rsplit_once('.').unwrap();
    // 64 bytes leave four unused bits in the last character: setting one gives the same bytes to a careless decoder.
    let last = signature.chars().last().unwrap();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let at = alphabet.find(last).unwrap();
    let stray = alphabet.chars().nth(at + 1).unwrap();
    let stray = format!("{head}.{}{stray}", &signature[..85]);
    assert_eq!(code(&stray), "base64_invalid");
    assert_eq!(code(&format!("{token}==")), "base64_invalid");
    assert_eq!(
        code(&token.replace('-', "+").replace('_', "/")),
        "base64_invalid"
    );
    assert_eq!(
        code(&format!("{head}.{}", &signature[..80])),
        "signature_length"
    );
    assert_eq!(code(&format!("{head}.")), "signature_length");
    let (first, second) = signature.split_at(40);
    for gap in ["\n", " ", "\t", "\r\n"] {
        assert_ne!(
            check(&format!("{head}.{first}{gap}{second}")).outcome,
            Outcome::Verified
        );
    }
}

#[test]
fn a_bit_flipped_anywhere_is_never_verified() {
    let token = world::approved(&issue(&sale()));
    let receipt_length = token.find('~').unwrap();
    let now = world::time(world::NOW);
    let store = world::store();
    for at in 0..receipt_length {
        for bit in 0..7 {
            let mut bytes = token.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let Ok(flipped) = String::from_utf8(bytes) else {
                continue;
            };
            let report = receipt_verifier::verify(&flipped, &store, now);
            assert_ne!(report.outcome, Outcome::Verified, "byte {at} bit {bit}");
            assert!(report.receipt.is_none() && report.signers.is_empty());
        }
    }
}

#[test]
fn a_statement_that_is_none_says_so() {
    for text in [
        "a.b",
        "a.b.c.d",
        "",
        "www.example.com",
        "eyJhbGciOiJFZERTQSJ9",
    ] {
        assert!(Statement::parse(text).is_err(), "{text}");
    }
    let header = base64url(b"{}");
    assert_eq!(
        Statement::parse(&format!("{header}.e30."))
            .unwrap_err()
            .code(),
        "alg_missing"
    );
}

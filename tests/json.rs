//! Strict JSON: what every reader takes is taken, what readers disagree on is refused.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use receipt_verifier::JsonError;
use receipt_verifier::json::{self, MAX_INTEGER};

const DEPTH: usize = 8;

/// Nicolas Seriot's test suite: names that begin with `y` must be taken, `n` must be refused, `i` is each reader's choice.
fn suite() -> BTreeMap<String, Vec<u8>> {
    let cases: BTreeMap<String, String> =
        serde_json::from_str(include_str!("vectors/json/json_test_suite.json")).unwrap();
    cases
        .into_iter()
        .map(|(name, bytes)| (name, STANDARD.decode(bytes).unwrap()))
        .collect()
}

#[test]
fn sound_json_is_refused_for_our_own_rules_alone() {
    let mut taken = 0;
    for (name, bytes) in suite().iter().filter(|(name, _)| name.starts_with('y')) {
        let member = [b"{\"v\":", bytes.as_slice(), b"}"].concat();
        match json::parse_object(&member, DEPTH) {
            Ok(_) => taken += 1,
            Err(JsonError::Number) => {}
            Err(JsonError::MemberTwice) => assert!(name.contains("duplicated_key"), "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
    assert!(taken > 70, "{taken} of 95");
}

#[test]
fn unsound_json_is_refused() {
    for (name, bytes) in suite().iter().filter(|(name, _)| name.starts_with('n')) {
        match json::parse_object(bytes, DEPTH) {
            // A number of ours to refuse may stand before the place that is unsound.
            Err(JsonError::Invalid | JsonError::Number | JsonError::TooDeep) => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn where_readers_differ_we_refuse() {
    for (name, bytes) in suite().iter().filter(|(name, _)| name.starts_with('i')) {
        assert!(json::parse_object(bytes, DEPTH).is_err(), "{name}");
        // The same as a member's value: the reason is not that it is no object.
        let member = [b"{\"v\":", bytes.as_slice(), b"}"].concat();
        assert!(json::parse_object(&member, DEPTH).is_err(), "{name}");
    }
}

#[test]
fn a_hundred_thousand_brackets_do_not_exhaust_the_stack() {
    for open in ["[", "{\"\":", "[{\"\":"] {
        let deep = format!("{{\"v\":{}", open.repeat(100_000));
        assert_eq!(
            json::parse_object(deep.as_bytes(), DEPTH),
            Err(JsonError::TooDeep)
        );
    }
}

/// What serde_json takes, less what our rules refuse.
fn expected(text: &str) -> bool {
    fn sound(value: &serde_json::Value, levels: usize) -> bool {
        use serde_json::Value;
        match value {
            Value::Null | Value::Bool(_) | Value::String(_) => true,
            Value::Number(n) => n
                .as_i64()
                .is_some_and(|n| n.unsigned_abs() <= MAX_INTEGER.unsigned_abs()),
            Value::Array(list) => levels > 0 && list.iter().all(|v| sound(v, levels - 1)),
            Value::Object(members) => levels > 0 && members.values().all(|v| sound(v, levels - 1)),
        }
    }
    serde_json::from_str::<serde_json::Value>(text)
        .is_ok_and(|value| value.is_object() && sound(&value, DEPTH))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Pieces of JSON in any order: mostly wrong, sometimes right, and two readers agree which.
    #[test]
    fn an_independent_reader_agrees(pieces in prop::collection::vec(prop::sample::select(&[
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\u0041\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\x\"", "\"\t\"", "0", "-0", "-", "1",
        "01", "9007199254740991", "9007199254740992", "-9007199254740991", "99999999999999999999", "1.5", "1e3", "true", "false", "null", "nul", " ",
        "\n", "\u{b}", "\u{feff}", "\"茶\"", "{\"a\":1}", "[1,2]", "\"c\":1", "\"d\":[{}]",
    ][..]), 0..9)) {
        let text = format!("{{{}}}", pieces.concat());
        // serde_json alone keeps the last of two members of one name.
        let taken = match json::parse_object(text.as_bytes(), DEPTH) {
            Err(JsonError::MemberTwice) => return Ok(()),
            // serde_json reads -0 as a float, which `expected` refuses too.
            result => result.is_ok(),
        };
        prop_assert_eq!(taken, expected(&text), "{}", text);
    }
}

//! The `bundle` module: evidence bundles, written and opened. Loaded when somebody makes or opens one. It checks no signature: what a bundle holds is for `verify`
//! and `settle` to judge, and this module says where the bundle told something else.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use receipt_verifier::bundle::{self, BundleError, Fresh, Words};
use receipt_verifier::json::{Object, Value, parse_object, to_text};

use crate::{error, plain_object};

/// The shapes that the functions below take and answer, part of the module's `.d.ts`.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("bundle.ts");

const MAX_DEPTH: usize = 20;

/// Writes a bundle. `input` is the JSON of a `BundleInput`, `words` a JSON array of the locale files `verdict`, `claim` and `bundle`. Throws an `Error` with a
/// `code` (`bundle.error.<code>`) and, where one is to blame, a `member`.
#[wasm_bindgen]
pub fn make(input: &str, words: &str) -> Result<Vec<u8>, JsValue> {
    bundle::make(input, words).map_err(|e| refused(&e))
}

/// SHA-256 of a file, as bundles write it.
#[wasm_bindgen]
pub fn sha256(bytes: &[u8]) -> String {
    bundle::sha256_hex(bytes)
}

/// A bundle that somebody handed over.
#[wasm_bindgen]
pub struct Opened(bundle::Opened);

#[wasm_bindgen]
impl Opened {
    /// Reads a bundle; throws as `make` does where it is none.
    pub fn read(bytes: &[u8]) -> Result<Opened, JsValue> {
        bundle::open(bytes).map(Self).map_err(|e| refused(&e))
    }

    /// What is in it, for `verify` and `settle` to judge anew.
    #[wasm_bindgen(unchecked_return_type = "BundleFacts")]
    pub fn facts(&self) -> Result<JsValue, JsValue> {
        plain_object(&self.0.to_json())
    }

    /// Where it says something else than was found. `fresh` is the JSON of a `BundleFresh`; `own` are the sentences of the bundle's language, `reader` those of
    /// the page's.
    #[wasm_bindgen(unchecked_return_type = "BundleFinding[]")]
    pub fn compare(&self, fresh: &str, own: &str, reader: &str) -> Result<JsValue, JsValue> {
        let invalid = || error("bundle_input_invalid");
        let fresh = parse_object(fresh.as_bytes(), MAX_DEPTH).map_err(|_| invalid())?;
        let words = |text: &str| Words::read(text).ok_or_else(|| error("bundle_words_invalid"));
        let mut reports: Vec<Object> = Vec::new();
        if let Some(Value::List(all)) = fresh.get("reports") {
            for report in all {
                match report {
                    Value::Object(report) => reports.push(report.clone()),
                    _ => return Err(invalid()),
                }
            }
        }
        let answer = |name: &str| match fresh.get(name) {
            Some(Value::Object(answer)) => Some(answer),
            _ => None,
        };
        let fresh = Fresh {
            reports: &reports,
            answer: answer("answer"),
            answer_with_line: answer("answer_with_line"),
        };
        let findings = self.0.compare(&fresh, &words(own)?, &words(reader)?);
        plain_object(&to_text(&findings))
    }
}

fn refused(e: &BundleError) -> JsValue {
    let error = error(e.code());
    if let Some(member) = e.member() {
        // Defining a property of an object made one line earlier cannot fail.
        let _ = js_sys::Reflect::set(&error, &"member".into(), &member.into());
    }
    error
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Opened, make, sha256};
    use crate::tests::code_of;
    use wasm_bindgen_test::wasm_bindgen_test;

    const INPUT: &str = include_str!("../../tests/vectors/bundle/input.json");
    const SHA256: &str = include_str!("../../tests/vectors/bundle/sha256.txt");
    const WORDS: &str = include_str!("../../tests/vectors/bundle/words.json");

    #[wasm_bindgen_test]
    fn writes_the_bytes_that_the_command_line_writes() {
        let bytes = make(INPUT, WORDS).unwrap();
        assert_eq!(sha256(&bytes), SHA256.trim());
        let opened = Opened::read(&bytes).unwrap();
        let facts = String::from(js_sys::JSON::stringify(&opened.facts().unwrap()).unwrap());
        assert!(facts.contains("bundle_unsigned"), "{facts}");
    }

    #[wasm_bindgen_test]
    fn what_is_no_bundle_throws_an_error_with_a_code() {
        let error = Opened::read(b"PK").err().unwrap();
        assert_eq!(code_of(&error).as_deref(), Some("bundle_not_zip"));
        let error = make("{}", "[]").unwrap_err();
        assert_eq!(code_of(&error).as_deref(), Some("bundle_input_invalid"));
    }
}

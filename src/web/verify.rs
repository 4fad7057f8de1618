//! The `verify` module: what the first answer needs, and no more.

use alloc::string::String;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use receipt_verifier::{Dossier, Provenance, Report, Time, TrustStore};

use crate::{error, plain_object};

/// The shapes that the functions below answer, part of the module's `.d.ts`.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("report.ts");

/// Verifies dossier text, link or digits. `trust` is the trust store's JSON, `provenance` who chose it (`pinned`, `user`, `host`), `now`
/// seconds since 1970. Answers a report (PROTOCOL section 8) as a plain object.
///
/// Throws an `Error` with a `code` when the trust store is not one; everything about the receipt is in the report.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn verify(input: &str, trust: &str, provenance: &str, now: f64) -> Result<JsValue, JsValue> {
    verify_json(input, trust, provenance, now).and_then(|json| plain_object(&json))
}

/// The same report as one line of JSON, byte for byte what the command line prints.
#[wasm_bindgen]
pub fn verify_json(
    input: &str,
    trust: &str,
    provenance: &str,
    now: f64,
) -> Result<String, JsValue> {
    let provenance =
        Provenance::from_word(provenance).ok_or_else(|| error("provenance_unknown"))?;
    let store = TrustStore::parse(trust.as_bytes(), provenance).map_err(|e| error(e.code()))?;
    let now = seconds(now).ok_or_else(|| error("time_invalid"))?;
    Ok(report(input, &store, now).to_json())
}

/// The dossier text of any input form.
#[wasm_bindgen]
pub fn dossier(input: &str) -> Result<String, JsValue> {
    Dossier::read(input)
        .map(|dossier| dossier.to_text())
        .map_err(|e| error(e.code()))
}

fn report(input: &str, store: &TrustStore, now: Time) -> Report {
    receipt_verifier::verify(input, store, now)
}

/// JavaScript's only number becomes whole seconds; what is no time is refused.
fn seconds(now: f64) -> Option<Time> {
    if !(0.0..=253_402_300_799.0).contains(&now) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked above"
    )]
    Time::from_seconds(now as u64)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{verify, verify_json};
    use crate::tests::code_of;
    use wasm_bindgen_test::wasm_bindgen_test;

    const EMPTY: &str = r#"{"version": 1, "issuers": []}"#;

    #[wasm_bindgen_test]
    fn the_object_is_the_json() {
        let json = verify_json("hello", EMPTY, "user", 1_795_340_200.0).unwrap();
        let object = verify("hello", EMPTY, "user", 1_795_340_200.0).unwrap();
        assert_eq!(
            String::from(js_sys::JSON::stringify(&object).unwrap()),
            json
        );
        assert!(json.contains("not_a_receipt"), "{json}");
    }

    #[wasm_bindgen_test]
    fn what_is_no_argument_throws_an_error_with_a_code() {
        for (provenance, now, code) in [
            ("nobody", 0.0, "provenance_unknown"),
            ("user", f64::NAN, "time_invalid"),
            ("user", -1.0, "time_invalid"),
            ("user", 253_402_300_800.0, "time_invalid"),
        ] {
            let error = verify_json("hello", EMPTY, provenance, now).unwrap_err();
            assert_eq!(code_of(&error).as_deref(), Some(code));
        }
    }
}

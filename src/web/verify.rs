//! The `verify` module: everything but the camera.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use receipt_verifier::qr::Symbol;
use receipt_verifier::{Dossier, Provenance, Report, Time, TrustStore};

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

/// Decodes headers and claims without checking them.
#[wasm_bindgen(unchecked_return_type = "Inspection")]
pub fn inspect(input: &str) -> Result<JsValue, JsValue> {
    let inspection = receipt_verifier::inspect::inspect(input).map_err(|e| error(e.code()))?;
    plain_object(&inspection.to_json())
}

/// The dossier text of any input form.
#[wasm_bindgen]
pub fn dossier(input: &str) -> Result<String, JsValue> {
    read(input).map(|dossier| dossier.to_text())
}

/// The dossier as a link to a verifier, small enough for a QR code.
#[wasm_bindgen]
pub fn link(input: &str, base_url: &str) -> Result<String, JsValue> {
    read(input)?.to_link(base_url).map_err(|e| error(e.code()))
}

/// A QR symbol as SVG.
#[wasm_bindgen(unchecked_return_type = "QrSymbol")]
pub fn qr_svg(text: &str) -> Result<JsValue, JsValue> {
    let symbol = Symbol::encode(text).map_err(|e| error(e.code()))?;
    let out = js_sys::Object::new();
    for (name, value) in [
        ("svg", JsValue::from(symbol.to_svg())),
        ("version", JsValue::from(symbol.version())),
        ("modules", JsValue::from(symbol.modules() as u32)),
    ] {
        js_sys::Reflect::set(&out, &JsValue::from(name), &value)?;
    }
    Ok(out.into())
}

fn report(input: &str, store: &TrustStore, now: Time) -> Report {
    receipt_verifier::verify(input, store, now)
}

fn read(input: &str) -> Result<Dossier, JsValue> {
    Dossier::read(input).map_err(|e| error(e.code()))
}

/// The code is the message too: sentences are the page's, by code.
fn error(code: &str) -> JsValue {
    super::error(code, code).into()
}

fn plain_object(json: &str) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(json)
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

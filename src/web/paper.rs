//! The `paper` module: a dossier as a link, as a QR symbol, and taken apart for engineers. Loaded once there is an answer.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use receipt_verifier::Dossier;
use receipt_verifier::qr::Symbol;

use crate::{error, plain_object};

/// The shapes that the functions below answer, part of the module's `.d.ts`.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("paper.ts");

/// Decodes headers and claims without checking them.
#[wasm_bindgen(unchecked_return_type = "Inspection")]
pub fn inspect(input: &str) -> Result<JsValue, JsValue> {
    let inspection = receipt_verifier::inspect::inspect(input).map_err(|e| error(e.code()))?;
    plain_object(&inspection.to_json())
}

/// The dossier as a link to a verifier, small enough for a QR code.
#[wasm_bindgen]
pub fn link(input: &str, base_url: &str) -> Result<String, JsValue> {
    Dossier::read(input)
        .map_err(|e| error(e.code()))?
        .to_link(base_url)
        .map_err(|e| error(e.code()))
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

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{inspect, link, qr_svg};
    use crate::tests::code_of;
    use wasm_bindgen_test::wasm_bindgen_test;

    const BASE: &str = "https://verifier.example/";

    #[wasm_bindgen_test]
    fn a_symbol_says_its_version_and_size() {
        let symbol = qr_svg(BASE).unwrap();
        let of = |name: &str| js_sys::Reflect::get(&symbol, &name.into()).unwrap();
        let version = of("version").as_f64().unwrap();
        assert_eq!(of("modules").as_f64().unwrap(), 17.0 + 4.0 * version);
        assert!(of("svg").as_string().unwrap().starts_with("<svg "));
    }

    #[wasm_bindgen_test]
    fn what_is_no_receipt_throws_an_error_with_a_code() {
        for error in [
            link("hello", BASE).unwrap_err(),
            inspect("hello").unwrap_err(),
        ] {
            assert_eq!(code_of(&error).as_deref(), Some("not_a_receipt"));
        }
        let error = qr_svg(&"x".repeat(4000)).unwrap_err();
        assert_eq!(code_of(&error).as_deref(), Some("qr_too_long"));
    }
}

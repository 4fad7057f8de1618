//! The wasm boundary: one line per export. Nothing is decided here; what JavaScript sees is what the core answers.

#[cfg(feature = "web-scan")]
pub mod scan;
#[cfg(feature = "web-verify")]
pub mod verify;

use wasm_bindgen::JsValue;

/// A JavaScript `Error` with a stable `code` beside its `message`. Not `JsError`: Firefox loses it on the way out of a
/// Worker (wasm-bindgen issue 4961).
pub(crate) fn error(code: &str, message: &str) -> js_sys::Error {
    let error = js_sys::Error::new(message);
    // Defining a property of an object made one line earlier cannot fail.
    let _ = js_sys::Reflect::set(&error, &JsValue::from_str("code"), &JsValue::from_str(code));
    error
}

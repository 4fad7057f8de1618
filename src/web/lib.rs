//! The wasm boundary: one line per export. Nothing is decided here; what JavaScript sees is what the core answers.

// Without a module there is nothing to say: a build of the whole workspace makes an empty library.
#![cfg(any(
    feature = "bundle",
    feature = "paper",
    feature = "scan",
    feature = "settle",
    feature = "verify"
))]
// The module that answers first does without a standard library; see the core.
#![cfg_attr(all(target_arch = "wasm32", feature = "bare"), no_std)]

#[cfg(feature = "bundle")]
mod bundle;
#[cfg(feature = "paper")]
mod paper;
#[cfg(feature = "scan")]
mod scan;
#[cfg(feature = "settle")]
mod settle;
#[cfg(feature = "signoff")]
mod signoff;
#[cfg(feature = "verify")]
mod verify;

extern crate alloc;

use wasm_bindgen::JsValue;

/// Nobody could read a message; the page sees that the module trapped.
#[cfg(all(target_arch = "wasm32", feature = "bare"))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// Half the size of the standard one, which is tuned for more than a few verdicts.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A JavaScript `Error` with a stable `code`, which is its message too: sentences are the page's, by code. Not `JsError`: Firefox
/// loses it on the way out of a Worker (wasm-bindgen issue 4961).
fn error(code: &str) -> JsValue {
    let error = js_sys::Error::new(code);
    // Defining a property of an object made one line earlier cannot fail.
    let _ = js_sys::Reflect::set(&error, &JsValue::from_str("code"), &JsValue::from_str(code));
    error.into()
}

#[cfg(any(
    feature = "bundle",
    feature = "paper",
    feature = "settle",
    feature = "verify"
))]
fn plain_object(json: &str) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(json)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

    pub(crate) fn code_of(error: &wasm_bindgen::JsValue) -> Option<String> {
        use wasm_bindgen::JsCast as _;
        let error = error.dyn_ref::<js_sys::Error>()?;
        js_sys::Reflect::get(error, &"code".into())
            .ok()?
            .as_string()
    }
}

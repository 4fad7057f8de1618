//! What the `signoff` module has beside the whole verifier: drafts of acknowledgements and settlements, for a passkey or a key of this device to sign.
//! No private key comes in here.

use alloc::string::String;
use alloc::vec::Vec;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use receipt_verifier::Fault;
use receipt_verifier::issue::sign_off;
use receipt_verifier::json::to_text;

use crate::{error, plain_object};

/// The shapes that the functions below take and answer, part of the module's `.d.ts`.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("signoff.ts");

/// Drafts a customer's answer. `draft` is the JSON of an `AckDraft`. Throws an `Error` with a `code` and the `member` at fault.
#[wasm_bindgen(unchecked_return_type = "Drafted")]
pub fn draft_ack(draft: &str) -> Result<JsValue, JsValue> {
    plain_object(&to_text(&sign_off::draft_ack(draft).map_err(fault)?))
}

/// Drafts a half of a settlement. `draft` is the JSON of a `TermsDraft` or an `AcceptanceDraft`.
#[wasm_bindgen(unchecked_return_type = "Drafted")]
pub fn draft_settlement(draft: &str) -> Result<JsValue, JsValue> {
    plain_object(&to_text(&sign_off::draft_settlement(draft).map_err(fault)?))
}

/// The statement, once it is signed. `proof` is the JSON of a `SignedProof`.
#[wasm_bindgen]
pub fn seal(signing_input: &str, proof: &str) -> Result<String, JsValue> {
    sign_off::seal(signing_input, proof).map_err(fault)
}

/// A dossier with the parts that came back from the other phone: a statement, a link, digits, with or without the receipt. What is there already is
/// not added twice.
#[wasm_bindgen]
pub fn glue(dossier: &str, parts: &str) -> Result<String, JsValue> {
    sign_off::glue(dossier, parts).map_err(fault)
}

/// The first of the faults: whoever mends it is told the next.
fn fault(faults: Vec<Fault>) -> JsValue {
    let Some(first) = faults.first() else {
        return error("member_invalid");
    };
    let error = error(first.code());
    // Defining a property of an object made one line earlier cannot fail.
    let _ = js_sys::Reflect::set(&error, &"member".into(), &first.member().into());
    error
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{draft_ack, glue};
    use crate::tests::code_of;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn what_cannot_be_drafted_throws_an_error_with_a_code_and_a_member() {
        let error = draft_ack(r#"{"iss": "https://v.example"}"#).unwrap_err();
        assert_eq!(code_of(&error).as_deref(), Some("member_missing"));
        let member = js_sys::Reflect::get(&error, &"member".into()).unwrap();
        assert_eq!(member.as_string().as_deref(), Some("dossier"));
        let error = glue("hello", "hello").unwrap_err();
        assert_eq!(code_of(&error).as_deref(), Some("not_a_receipt"));
    }
}

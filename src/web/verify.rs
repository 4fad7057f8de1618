//! The `verify` module: what the first answer needs, and no more.

use alloc::string::String;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use receipt_verifier::dossier::MAX_PARTS;
use receipt_verifier::json::to_text;
use receipt_verifier::trust::{Facts, Pins, Seen};
use receipt_verifier::{Dossier, Origin, Provenance, Time, TrustError, TrustStore};

use crate::{error, plain_object};

/// The shapes that the functions below answer, part of the module's `.d.ts`.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("report.ts");

/// The lists that answers rest on, read once and asked often. `free()` gives back what a long one takes.
#[wasm_bindgen]
#[derive(Default)]
pub struct Trust(TrustStore);

#[wasm_bindgen]
impl Trust {
    /// Vouches for nobody.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a list: bare JSON, or a signed one (`receipt-trust+jwt`). `provenance` says who chose it: `pinned`, `user`, `domain`, `host`. `pins` are the
    /// JSON of the registries that the verifier pins or its user chose, or empty; with `domain` the origin that the list was fetched from.
    /// `seen` is the newest list of this signer that is remembered, as sequence, a dot and its `digest`, or empty.
    ///
    /// Throws an `Error` with a `code` where the list may not be taken; nothing has changed then.
    #[wasm_bindgen(unchecked_return_type = "ListFacts")]
    pub fn add(
        &mut self,
        list: &str,
        provenance: &str,
        pins: &str,
        seen: &str,
    ) -> Result<JsValue, JsValue> {
        let provenance =
            Provenance::from_word(provenance).ok_or_else(|| error("provenance_unknown"))?;
        let facts = add(&mut self.0, list, provenance, pins, seen);
        plain_object(&to_text(&facts.map_err(|e| error(e.code()))?))
    }

    /// Takes this device's own keys and the origin of the page that verifies: `{"origin", "rp_id", "keys": [JWK…]}`, in place of those taken before.
    /// They count here alone: a report to be handed on is made without them.
    #[cfg(feature = "signoff")]
    pub fn own(&mut self, json: &str) -> Result<(), JsValue> {
        self.0.own(json.as_bytes()).map_err(|e| error(e.code()))
    }

    /// Verifies dossier text, link or digits at `now`, seconds since 1970. Answers a report (PROTOCOL section 8) as a plain object;
    /// everything about the receipt is in it.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn verify(&self, input: &str, now: f64) -> Result<JsValue, JsValue> {
        self.verify_json(input, now)
            .and_then(|json| plain_object(&json))
    }

    /// The same report as one line of JSON, byte for byte what the command line prints.
    pub fn verify_json(&self, input: &str, now: f64) -> Result<String, JsValue> {
        self.json(input, now, 1)
    }

    /// That report, then one for each other receipt of the dossier that verifies, as if it stood first: a JSON array.
    pub fn verify_each(&self, input: &str, now: f64) -> Result<String, JsValue> {
        let mut reports = self.json(input, now, MAX_PARTS)?;
        reports.insert(0, '[');
        reports.push(']');
        Ok(reports)
    }
}

impl Trust {
    fn json(&self, input: &str, now: f64, most: usize) -> Result<String, JsValue> {
        let now = seconds(now).ok_or_else(|| error("time_invalid"))?;
        Ok(receipt_verifier::to_json(input, &self.0, now, most))
    }
}

fn add(
    store: &mut TrustStore,
    list: &str,
    provenance: Provenance,
    pins: &str,
    seen: &str,
) -> Result<Facts, TrustError> {
    let mut letters = list.chars();
    if letters.find(|c| !c.is_whitespace() && *c != '\u{feff}') == Some('{') {
        return store.add_bare(list.as_bytes(), provenance);
    }
    if provenance == Provenance::Domain {
        let origin = Origin::from_text(pins).ok_or(TrustError::DomainMismatch)?;
        return store.add_domain(list, &origin);
    }
    let pins = match pins {
        "" => Pins::none(),
        pins => Pins::parse(pins.as_bytes())?,
    };
    let seen = seen.split_once('.').and_then(|(sequence, digest)| {
        Some(Seen {
            sequence: sequence.parse().ok()?,
            digest: digest.into(),
        })
    });
    store.add_signed(list, &pins, provenance, seen.as_ref())
}

/// The dossier text of any input form.
#[wasm_bindgen]
pub fn dossier(input: &str) -> Result<String, JsValue> {
    Dossier::read(input)
        .map(|dossier| dossier.to_text())
        .map_err(|e| error(e.code()))
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

    use super::Trust;
    use crate::tests::code_of;
    use wasm_bindgen_test::wasm_bindgen_test;

    const EMPTY: &str = r#"{"version": 1, "issuers": []}"#;

    #[wasm_bindgen_test]
    fn the_object_is_the_json() {
        let mut trust = Trust::new();
        trust.add(EMPTY, "user", "", "").unwrap();
        let json = trust.verify_json("hello", 1_795_340_200.0).unwrap();
        let object = trust.verify("hello", 1_795_340_200.0).unwrap();
        assert_eq!(
            String::from(js_sys::JSON::stringify(&object).unwrap()),
            json
        );
        assert!(json.contains("not_a_receipt"), "{json}");
    }

    #[cfg(feature = "signoff")]
    #[wasm_bindgen_test]
    fn this_devices_keys_are_taken_or_refused_with_a_code() {
        let mut trust = Trust::new();
        trust
            .own(r#"{"origin":"https://verify.example","keys":[]}"#)
            .unwrap();
        for (own, code) in [
            ("{", "json_invalid"),
            ("{}", "member_missing"),
            (r#"{"origin":"http://verify.example"}"#, "iss_invalid"),
            (
                r#"{"origin":"https://verify.example","rp_id":"evil.example"}"#,
                "member_invalid",
            ),
            (
                r#"{"origin":"https://verify.example","keys":[{"kty":"RSA"}]}"#,
                "key_unusable",
            ),
        ] {
            let error = trust.own(own).unwrap_err();
            assert_eq!(code_of(&error).as_deref(), Some(code), "{own}");
        }
    }

    #[wasm_bindgen_test]
    fn what_is_no_argument_throws_an_error_with_a_code() {
        let mut trust = Trust::new();
        for (list, provenance, pins, code) in [
            (EMPTY, "nobody", "", "provenance_unknown"),
            ("{", "user", "", "json_invalid"),
            ("a.b.c", "user", "", "base64_invalid"),
            ("hello", "user", "", "list_not_signed_list"),
            ("hello", "domain", "shop.example", "list_domain_mismatch"),
        ] {
            let error = trust.add(list, provenance, pins, "").unwrap_err();
            assert_eq!(code_of(&error).as_deref(), Some(code), "{list}");
        }
        for now in [f64::NAN, -1.0, 253_402_300_800.0] {
            let error = trust.verify_json("hello", now).unwrap_err();
            assert_eq!(code_of(&error).as_deref(), Some("time_invalid"));
        }
    }
}

//! The `settle` module: statement files and claims. Loaded when somebody has a sentence to settle. It checks no signature: it works on reports that
//! `verify` made, so nothing here can raise a level by itself.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::TextDecoder;

use receipt_verifier::bill::{self, Charset, SuppliedBy};
use receipt_verifier::casefile::{self, CaseFile};
use receipt_verifier::json::to_text;
use receipt_verifier::settle;

use crate::{error, plain_object};

/// The shapes that the functions below answer, part of the module's `.d.ts`.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("settle.ts");

/// A statement file, read once and asked for as many receipts as there are. `free()` gives back what a long one takes.
#[wasm_bindgen]
pub struct Bill(bill::Bill);

#[wasm_bindgen]
impl Bill {
    /// Reads a file. `columns` is empty, or the JSON of a `BillGuess` that somebody has put right. Throws an `Error` with a `code`
    /// (`bill.error.<code>`).
    pub fn read(bytes: &[u8], name: &str, columns: &str) -> Result<Bill, JsValue> {
        bill::Bill::read_with(bytes, name, Some(columns), &decoded)
            .map(Self)
            .map_err(|e| error(e.code()))
    }

    /// What the file is and covers.
    #[wasm_bindgen(unchecked_return_type = "BillFacts")]
    pub fn facts(&self) -> Result<JsValue, JsValue> {
        plain_object(&self.0.facts_json())
    }

    /// What the file holds of each report's receipt. `reports` is a JSON array of reports, `supplied_by` says who handed the file over: `customer`, `merchant`,
    /// `unknown`.
    #[wasm_bindgen(unchecked_return_type = "BillMatch[]")]
    pub fn matches(&self, reports: &str, supplied_by: &str) -> Result<Array, JsValue> {
        let supplied_by =
            SuppliedBy::from_word(supplied_by).ok_or_else(|| error("supplied_by_unknown"))?;
        let reports = Array::from(&plain_object(reports)?);
        let found = reports.iter().map(|report| {
            let report = js_sys::JSON::stringify(&report).map(String::from)?;
            let found = self.0.match_json(&report, supplied_by);
            plain_object(&found.map_err(|e| error(e.code()))?)
        });
        found.collect()
    }
}

/// Answers a case (docs/CLAIMS.md). Throws an `Error` with a `code` where it is none.
#[wasm_bindgen(unchecked_return_type = "Answer")]
pub fn answer(case: &str) -> Result<JsValue, JsValue> {
    let answer = settle::answer(case).map_err(|e| error(e.code()))?;
    plain_object(&answer)
}

/// What a receipt confirms, and whether it may say paid. `report` is the JSON of a report.
#[wasm_bindgen(unchecked_return_type = "Confirmation")]
pub fn confirmation(report: &str) -> Result<JsValue, JsValue> {
    let found = receipt_verifier::confirmation::confirmation(report);
    plain_object(&to_text(&found.map_err(|e| error(e.code()))?))
}

/// The claim as it travels behind a receipt in a link: `&claim=…`. `claim` is the JSON of a `SentClaim`.
#[wasm_bindgen]
pub fn write_claim(claim: &str) -> Result<String, JsValue> {
    settle::transfer::write(claim).map_err(|e| error(e.code()))
}

/// The claim behind the receipt in a link, if there is one.
#[wasm_bindgen(unchecked_return_type = "SentClaim | undefined")]
pub fn read_claim(link: &str) -> Result<JsValue, JsValue> {
    match settle::transfer::read(link) {
        Some(claim) => plain_object(&claim),
        None => Ok(JsValue::UNDEFINED),
    }
}

/// A case file that somebody brings (docs/CASE-FILE.md), card data in it masked. Throws an `Error` with a `code` (`casefile.error.<code>`).
#[wasm_bindgen(unchecked_return_type = "CaseFileRead")]
pub fn read_case_file(text: &str) -> Result<JsValue, JsValue> {
    let file = CaseFile::read(text).map_err(|e| error(e.code()))?;
    plain_object(&format!(
        "{{\"file\":{},\"masked\":{}}}",
        to_text(&file),
        file.masked
    ))
}

/// The text of a case that is about to leave the device, from the JSON of a `CaseFile`. Refuses card data.
#[wasm_bindgen]
pub fn write_case_file(file: &str) -> Result<String, JsValue> {
    CaseFile::export(file).map_err(|e| error(e.code()))
}

/// What has its date in a dispute about the receipt of this report; `claim` may be empty.
#[wasm_bindgen(unchecked_return_type = "CaseDeadline[]")]
pub fn case_deadlines(claim: &str, report: &str) -> Result<JsValue, JsValue> {
    plain_object(&casefile::deadlines_json(claim, report).map_err(|e| error(e.code()))?)
}

/// Days as a calendar file, from the JSON of a `CaseCalendar`.
#[wasm_bindgen]
pub fn case_calendar(calendar: &str) -> Result<String, JsValue> {
    casefile::calendar(calendar).map_err(|e| error(e.code()))
}

/// The browser has the tables for what is not UTF-8.
fn decoded(bytes: &[u8], charset: Charset) -> Option<String> {
    let decoder = TextDecoder::new_with_label(charset.label()).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Bill;
    use crate::tests::code_of;
    use js_sys::{JSON, Reflect};
    use wasm_bindgen_test::wasm_bindgen_test;

    const ALIPAY: &[u8] = include_bytes!("../../tests/vectors/bills/alipay.csv");
    const REPORTS: &str = r#"[{"receipt":{"type":"sale","amount":18650,"currency":"CNY","iat":1795340112,"utc_offset":480,
        "merchant":{"trading_name":"腾辉茶叶店","id":"1"},"wallet":{"merchant_order_id":"TH20261122000317"}}}]"#;

    #[wasm_bindgen_test]
    fn the_browser_has_the_tables_of_gb18030() {
        let bill = Bill::read(ALIPAY, "alipay.csv", "").unwrap();
        let of = |object: &wasm_bindgen::JsValue, name: &str| {
            Reflect::get(object, &name.into()).unwrap()
        };
        let facts = bill.facts().unwrap();
        assert_eq!(
            of(&facts, "encoding").as_string().as_deref(),
            Some("gb18030")
        );
        assert_eq!(of(&facts, "lines").as_f64(), Some(4.0));
        let found = bill.matches(REPORTS, "customer").unwrap().get(0);
        assert_eq!(of(&found, "grade").as_string().as_deref(), Some("G1"));
        let line = String::from(JSON::stringify(&of(&found, "line")).unwrap());
        assert!(line.contains("腾辉茶叶店"), "{line}");
    }

    #[wasm_bindgen_test]
    fn what_is_no_statement_file_throws_an_error_with_a_code() {
        let error = Bill::read(b"%PDF-1.7", "bill.pdf", "").err().unwrap();
        assert_eq!(code_of(&error).as_deref(), Some("file_is_pdf"));
        let bill = Bill::read(ALIPAY, "alipay.csv", "").unwrap();
        let error = bill.matches(REPORTS, "nobody").unwrap_err();
        assert_eq!(code_of(&error).as_deref(), Some("supplied_by_unknown"));
    }
}

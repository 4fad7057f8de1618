//! A statement file is read or refused with a code; what is read answers for a receipt, whoever handed it over.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::bill::{Bill, SuppliedBy};

const REPORT: &str = r#"{"receipt":{"type":"sale","amount":18650,"currency":"CNY","iat":1795340112,"utc_offset":480,"merchant":{"trading_name":"腾辉茶叶店","id":"1"},
"card":{"last4":"4417","pan_kind":"fpan"},"authorisation":{"rrn":"632611884213","code":"183442"}},"digest":null,"signers":[],"statuses":[]}"#;

fuzz_target!(|bytes: &[u8]| {
    match Bill::read(bytes, "bill", None) {
        Ok(bill) => {
            assert!(!bill.facts_json().is_empty());
            for (_, supplied_by) in SuppliedBy::ALL {
                assert!(bill.match_json(REPORT, *supplied_by).is_ok());
            }
        }
        Err(e) => assert!(!e.code().is_empty()),
    }
});

//! A token is a statement or has a code; what is read is written back to the same claims.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::{Receipt, Statement, Status};

fuzz_target!(|token: &str| {
    match Statement::parse(token) {
        Ok(statement) => {
            let _ = Receipt::read(statement.payload());
            let _ = Status::read(statement.payload());
        }
        Err(e) => assert!(!e.code().is_empty()),
    }
});

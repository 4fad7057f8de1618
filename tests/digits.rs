//! Digits: seven bytes in seventeen, one spelling.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use receipt_verifier::digits::{DigitsError, from_digits, to_digits};

#[test]
fn groups_are_little_endian() {
    assert_eq!(to_digits(&[]), "");
    assert_eq!(to_digits(&[7]), "007");
    assert_eq!(to_digits(&[0, 1]), "00256");
    assert_eq!(to_digits(&[255; 7]), "72057594037927935");
    assert_eq!(to_digits(&[1, 0, 0, 0, 0, 0, 0, 2]), "00000000000000001002");
}

#[test]
fn refuses_other_spellings() {
    assert_eq!(from_digits("25a"), Err(DigitsError::Invalid { at: 2 }));
    assert_eq!(from_digits("00７"), Err(DigitsError::Invalid { at: 2 }));
    assert_eq!(from_digits("256"), Err(DigitsError::OutOfRange { at: 0 }));
    assert_eq!(
        from_digits("72057594037927936"),
        Err(DigitsError::OutOfRange { at: 0 })
    );
    assert_eq!(
        from_digits("99999999999999999"),
        Err(DigitsError::OutOfRange { at: 0 })
    );
    assert_eq!(
        from_digits("00000000000000000256"),
        Err(DigitsError::OutOfRange { at: 17 })
    );
    for length in [1, 2, 4, 6, 7, 9, 11, 12, 14, 16, 18] {
        assert_eq!(
            from_digits(&"0".repeat(length)),
            Err(DigitsError::Length { length })
        );
    }
}

proptest! {
    #[test]
    fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let digits = to_digits(&bytes);
        prop_assert_eq!(from_digits(&digits).unwrap(), bytes);
    }

    #[test]
    fn what_is_read_is_written_alike(digits in "[0-9]{0,60}") {
        if let Ok(bytes) = from_digits(&digits) {
            prop_assert_eq!(to_digits(&bytes), digits);
        }
    }
}

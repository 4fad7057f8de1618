//! Bytes as decimal digits, for the numeric mode of a QR symbol: 7 bytes become 17 digits, as in the `FIDO:/` codes of CTAP 2.

use alloc::string::String;
use alloc::vec::Vec;

/// Digits for 0 … 7 bytes; every other length is nobody's spelling.
const LENGTHS: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];
const BYTES: usize = 7;
const DIGITS: usize = 17;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DigitsError {
    #[error("character {at} is not a digit")]
    Invalid { at: usize },
    #[error("{length} digits are not a whole number of bytes")]
    Length { length: usize },
    #[error("the digits from {at} on say more than their bytes can hold")]
    OutOfRange { at: usize },
}

impl DigitsError {
    /// Stable, for `docs/CODES.md` and the locales.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "digits_invalid",
            Self::Length { .. } => "digits_length",
            Self::OutOfRange { .. } => "digits_out_of_range",
        }
    }
}

/// Each group of 7 bytes (the last may be shorter) is a little-endian number, written with leading zeros.
pub fn to_digits(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len().div_ceil(BYTES) * DIGITS);
    for group in bytes.chunks(BYTES) {
        let mut number = group
            .iter()
            .rev()
            .fold(0u64, |number, &byte| number << 8 | u64::from(byte));
        let mut text = [b'0'; DIGITS];
        let text = &mut text[..LENGTHS[group.len()]];
        for digit in text.iter_mut().rev() {
            *digit += (number % 10) as u8;
            number /= 10;
        }
        digits.extend(text.iter().map(|&digit| char::from(digit)));
    }
    digits
}

/// The way back, for the one spelling that [`to_digits`] writes.
pub fn from_digits(digits: &str) -> Result<Vec<u8>, DigitsError> {
    if let Some(at) = digits.bytes().position(|byte| !byte.is_ascii_digit()) {
        return Err(DigitsError::Invalid { at });
    }
    let mut bytes = Vec::with_capacity(digits.len() / DIGITS * BYTES + BYTES);
    for (i, group) in digits.as_bytes().chunks(DIGITS).enumerate() {
        let Some(length) = LENGTHS.iter().position(|&length| length == group.len()) else {
            return Err(DigitsError::Length {
                length: digits.len(),
            });
        };
        let mut number = group
            .iter()
            .fold(0u64, |number, &digit| number * 10 + u64::from(digit - b'0'));
        for _ in 0..length {
            bytes.push(number as u8);
            number >>= 8;
        }
        if number != 0 {
            return Err(DigitsError::OutOfRange { at: i * DIGITS });
        }
    }
    Ok(bytes)
}

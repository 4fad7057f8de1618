//! Strict base64url (RFC 4648 section 5): no padding, no white space, no stray bits, so that one value has one spelling. Written out here, because
//! the crates for it are made for many alphabets or for secrets: a kilobyte more of what a first visit loads, and no quicker.

use alloc::string::String;
use alloc::vec::Vec;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut bits = 0_u32;
        for at in 0..3 {
            bits = bits << 8 | u32::from(group.get(at).copied().unwrap_or_default());
        }
        for at in 0..=group.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}

pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len().div_ceil(4) * 3);
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for &digit in group {
            bits = bits << 6 | u32::from(value(digit)?);
        }
        // What is left over has to be nothing. Six bits are less than a byte.
        let over = group.len() * 6 % 8;
        if over == 6 || bits & ((1 << over) - 1) != 0 {
            return None;
        }
        let [_, a, b, c] = (bits << (8 * (4 - group.len()) - over)).to_be_bytes();
        bytes.extend_from_slice([a, b, c].get(..group.len() - 1)?);
    }
    Some(bytes)
}

/// What a digit stands for.
pub fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

/// Decodes exactly `N` bytes.
pub fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    decode(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    #[test]
    fn writes_and_reads_as_the_library_does() {
        let bytes: Vec<u8> = (0..=255).rev().collect();
        for length in 0..bytes.len() {
            let text = URL_SAFE_NO_PAD.encode(&bytes[..length]);
            assert_eq!(encode(&bytes[..length]), text);
            assert_eq!(decode(&text).as_deref(), Some(&bytes[..length]));
        }
    }

    #[test]
    fn refuses_what_the_library_refuses() {
        for text in [
            "A", "AAAAA", "AB", "AAB", "AA==", "AA=", "A A", "AAA\n", "AA+A", "AA/A", "AA.A", "ÄAA",
        ] {
            assert_eq!(decode(text), None, "{text}");
            assert!(URL_SAFE_NO_PAD.decode(text).is_err(), "{text}");
        }
    }

    #[test]
    fn tells_every_pair_of_letters_as_the_library_does() {
        for first in 0..128_u8 {
            for last in 0..128_u8 {
                for text in [vec![first, last], vec![b'A', first, last]] {
                    let text = String::from_utf8(text).unwrap_or_default();
                    assert_eq!(decode(&text), URL_SAFE_NO_PAD.decode(&text).ok(), "{text}");
                }
            }
        }
    }
}

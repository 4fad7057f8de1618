//! Strict base64url (RFC 4648 section 5): no padding, no white space, no stray bits, so that one value has one spelling.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The steps of `Engine::encode`, whose `expect`s on what cannot fail bring the formatting machinery along.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = vec![0; bytes.len().div_ceil(3) * 4];
    let length = URL_SAFE_NO_PAD.encode_slice(bytes, &mut text);
    text.truncate(length.unwrap_or_default());
    String::from_utf8(text).unwrap_or_default()
}

pub fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Decodes exactly `N` bytes.
pub fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    decode(text)?.try_into().ok()
}

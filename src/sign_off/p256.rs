//! ECDSA over P-256 with SHA-256 (ES256), as authenticators sign.

use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};

/// The uncompressed point, as SEC1 writes it.
const UNCOMPRESSED: u8 = 4;

/// `None` where the coordinates are no point of the curve. The point at infinity has none.
fn key(xy: &[u8; 64]) -> Option<VerifyingKey> {
    let mut point = [UNCOMPRESSED; 65];
    point.get_mut(1..)?.copy_from_slice(xy);
    VerifyingKey::from_sec1_bytes(&point).ok()
}

pub fn is_point(xy: &[u8; 64]) -> bool {
    key(xy).is_some()
}

/// Whether `der` is a signature over `message`: strict DER, r and s from 1 to the group's order. Authenticators write either s.
pub fn verifies(xy: &[u8; 64], message: &[u8], der: &[u8]) -> bool {
    match (key(xy), Signature::from_der(der)) {
        (Some(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
        _ => false,
    }
}

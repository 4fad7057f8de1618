//! Ed25519 keys as JWK (RFC 8037), named by their thumbprint (RFC 7638).

use alloc::string::String;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::base64url;

/// A message is hashed in parts. Browsers run the first calls of a function in a quick translation and later ones in a good one: ten megabytes
/// in one call would be hashed by the quick one to their end, in ten times the time.
const PART: usize = 1 << 14;

/// A public Ed25519 key, decompressed once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// `None` when the bytes are no point on the curve or one of small order, under which anything verifies.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(bytes)
            .ok()
            .filter(|key| !key.is_weak())
            .map(Self)
    }

    /// Reads the JWK member `x`.
    pub fn from_x(x: &str) -> Option<Self> {
        Self::from_bytes(&base64url::decode_array(x)?)
    }

    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The JWK member `x`.
    pub fn x(&self) -> String {
        base64url::encode(&self.to_bytes())
    }

    pub fn thumbprint(&self) -> [u8; 32] {
        thumbprint(&self.to_bytes())
    }

    pub fn kid(&self) -> String {
        kid(&self.to_bytes())
    }

    /// Strict Ed25519 (RFC 8032 with canonical S; neither key nor R of small order): every device reaches the same answer.
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let point = signature.first_chunk::<32>().and_then(Self::from_bytes);
        let signature = Signature::from_bytes(signature);
        let (Some(_), Ok(mut verifier)) = (point, self.0.verify_stream(&signature)) else {
            return false;
        };
        for part in message.chunks(PART) {
            verifier.update(part);
        }
        verifier.finalize_and_verify().is_ok()
    }
}

/// RFC 7638 section 3: SHA-256 over the required members in lexical order.
pub(crate) fn thumbprint(x: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(br#"{"crv":"Ed25519","kty":"OKP","x":""#);
    hash.update(base64url::encode(x));
    hash.update(br#""}"#);
    hash.finalize().into()
}

/// The 12 characters that name a key on paper: the first 9 bytes of its thumbprint.
pub(crate) fn kid(x: &[u8; 32]) -> String {
    let mut kid = base64url::encode(&thumbprint(x));
    kid.truncate(12);
    kid
}

/// A private Ed25519 key. Cleared from memory when dropped.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// From the 32-byte seed of RFC 8032 (the JWK member `d`).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    pub fn from_d(d: &str) -> Option<Self> {
        base64url::decode_array(d).map(|seed| Self::from_seed(&seed))
    }

    pub fn d(&self) -> String {
        base64url::encode(&self.0.to_bytes())
    }

    /// The bytes that the key is made from again.
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{PART, SecretKey};

    #[test]
    fn a_message_of_many_parts_is_one_message() {
        let key = SecretKey::from_seed(&[7; 32]);
        for length in [0, 1, PART - 1, PART, PART + 1, 3 * PART + 5] {
            let mut message = vec![b'a'; length];
            let signature = key.sign(&message);
            assert!(key.public().verifies(&message, &signature), "{length}");
            for at in [0, PART - 1, PART, length.saturating_sub(1)] {
                if let Some(byte) = message.get_mut(at) {
                    *byte ^= 1;
                    assert!(
                        !key.public().verifies(&message, &signature),
                        "{length} {at}"
                    );
                    *message.get_mut(at).unwrap() ^= 1;
                }
            }
        }
    }
}

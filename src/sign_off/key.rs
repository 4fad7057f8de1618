//! Public keys that sign off, as JWK (RFC 7517, RFC 8037), named by their thumbprint (RFC 7638).

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::p256;
use crate::base64url;
use crate::claims::{self, Claims, Fault};
use crate::json::{Object, Value};
use crate::key::{self, PublicKey};

/// What a JWK is refused with that is no key of either kind.
const UNUSABLE: &str = "key_unusable";

/// A public key as its bytes: a list of thousands is not decompressed for the one that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolderKey {
    Ed25519([u8; 32]),
    /// Both coordinates of a P-256 point.
    P256([u8; 64]),
}

impl HolderKey {
    /// Reads a public JWK. Members that say no more than that are passed over; a private half is refused.
    pub fn from_jwk(jwk: &Object) -> Result<Self, Fault> {
        let key = claims::whole(jwk, holder_key)?;
        match key.is_sound() {
            true => Ok(key),
            false => Err(Fault::new(UNUSABLE, "x")),
        }
    }

    /// Whether the bytes are a key at all; nothing verifies under them otherwise.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Ed25519(x) => PublicKey::from_bytes(x).is_some(),
            Self::P256(xy) => p256::is_point(xy),
        }
    }

    /// Ed25519 strictly (64 bytes), or ES256 (DER).
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(x) => match (PublicKey::from_bytes(x), signature.try_into()) {
                (Some(key), Ok(signature)) => key.verifies(message, &signature),
                _ => false,
            },
            Self::P256(xy) => p256::verifies(xy, message, signature),
        }
    }

    /// The JWK member `x`.
    pub fn x(&self) -> String {
        match self {
            Self::Ed25519(x) => base64url::encode(x),
            Self::P256(xy) => base64url::encode(xy.split_at(32).0),
        }
    }

    pub fn thumbprint(&self) -> [u8; 32] {
        match self {
            Self::Ed25519(x) => key::thumbprint(x),
            // RFC 7638 section 3: the required members in lexical order, in their shortest spelling.
            Self::P256(_) => Sha256::digest(self.to_jwk().to_text()).into(),
        }
    }

    /// The 12 characters that name it.
    pub fn kid(&self) -> String {
        let mut kid = base64url::encode(&self.thumbprint());
        kid.truncate(12);
        kid
    }

    /// The JWK's required members, in lexical order.
    pub fn to_jwk(&self) -> Object {
        let mut jwk = Object::default();
        let (curve, kind, coordinates): (_, _, Vec<(&str, &[u8])>) = match self {
            Self::Ed25519(x) => ("Ed25519", "OKP", [("x", &x[..])].to_vec()),
            Self::P256(xy) => {
                let (x, y) = xy.split_at(32);
                ("P-256", "EC", [("x", x), ("y", y)].to_vec())
            }
        };
        jwk.set("crv", Value::Text(curve.to_owned()));
        jwk.set("kty", Value::Text(kind.to_owned()));
        for (name, bytes) in coordinates {
            jwk.set(name, Value::Text(base64url::encode(bytes)));
        }
        jwk
    }
}

/// Reads the JWK of a public key. Its bytes are not looked at: [`HolderKey::is_sound`] does that.
pub(crate) fn holder_key(c: &mut Claims) -> Option<HolderKey> {
    c.may("d", &|_| Err::<(), _>("private_key_in_store"));
    let kind = c.need("kty", &|v| match v {
        Value::Text(s) if s == "EC" => Ok("P-256"),
        Value::Text(s) if s == "OKP" => Ok("Ed25519"),
        _ => Err(UNUSABLE),
    })?;
    c.need("crv", &|v| match v {
        Value::Text(s) if s == kind => Ok(()),
        _ => Err(UNUSABLE),
    })?;
    let x = c.need("x", &coordinate);
    if kind == "Ed25519" {
        return x.map(HolderKey::Ed25519);
    }
    let y = c.need("y", &coordinate);
    let mut xy = [0; 64];
    let (first, last) = xy.split_at_mut(32);
    first.copy_from_slice(&x?);
    last.copy_from_slice(&y?);
    Some(HolderKey::P256(xy))
}

fn coordinate(value: &Value) -> claims::Rule<[u8; 32]> {
    match value {
        Value::Text(text) => base64url::decode_array(text).ok_or(UNUSABLE),
        _ => Err(UNUSABLE),
    }
}

//! The signature segment of a statement by passkey: what the authenticator signed, and its signature.

use alloc::string::String;
use alloc::vec::Vec;

use crate::base64url;
use crate::json::{self, Object, Value};

pub const MAX_PROOF: usize = 4_096;

/// `{"authenticator_data":"…","client_data":"…","signature":"…"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub authenticator_data: Vec<u8>,
    /// The browser's text, byte for byte: its hash is signed.
    pub client_data: String,
    pub signature: Vec<u8>,
}

impl Proof {
    /// Reads a proof in its only spelling: these members in this order, no white space, the fewest escapes. Anything else is `None`, so that
    /// nobody makes two tokens of one assertion.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MAX_PROOF {
            return None;
        }
        let object = json::parse_object(bytes, 1).ok()?;
        let proof = Self {
            authenticator_data: base64url::decode(text(&object, "authenticator_data")?)?,
            client_data: text(&object, "client_data")?.into(),
            signature: base64url::decode(text(&object, "signature")?)?,
        };
        (proof.to_text().as_bytes() == bytes).then_some(proof)
    }

    /// That spelling.
    pub fn to_text(&self) -> String {
        let mut object = Object::default();
        let encoded = |bytes: &[u8]| Value::Text(base64url::encode(bytes));
        object.set("authenticator_data", encoded(&self.authenticator_data));
        object.set("client_data", Value::Text(self.client_data.clone()));
        object.set("signature", encoded(&self.signature));
        object.to_text()
    }
}

fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    match object.get(name)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

//! What the browser says it showed the authenticator (WebAuthn Level 3, section 5.8.1).

use crate::base64url;
use crate::json::{self, Object, Value};
use alloc::string::String;

/// Deep enough for whatever a browser adds, which is passed over.
const MAX_DEPTH: usize = 8;

/// The members that mean something here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientData {
    /// `webauthn.get`, where it is an assertion.
    pub kind: String,
    /// `None` where it has another length than ours.
    pub challenge: Option<[u8; 32]>,
    pub origin: String,
    /// Whether the page stood in a frame of another site: said by either member.
    pub cross_origin: bool,
}

impl ClientData {
    /// Strict JSON: what two readers could read differently is refused. `None` for that, and for a member of another type.
    pub fn parse(text: &str) -> Option<Self> {
        let object = json::parse_object(text.as_bytes(), MAX_DEPTH).ok()?;
        let cross_origin = match object.get("crossOrigin") {
            None => false,
            Some(Value::Bool(cross)) => *cross,
            Some(_) => return None,
        };
        Some(Self {
            kind: text_of(&object, "type")?,
            challenge: base64url::decode_array(&text_of(&object, "challenge")?),
            origin: text_of(&object, "origin")?,
            cross_origin: cross_origin || object.get("topOrigin").is_some(),
        })
    }
}

fn text_of(object: &Object, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

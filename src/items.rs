//! Items that travel beside their receipt: the receipt signs a digest of salted lines, and an unsigned part of the dossier brings the lines
//! (PROTOCOL section 3.9).

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use crate::base64url;
use crate::claims::{Fault, INVALID};
use crate::json::{self, JsonError, Object, Value};
use crate::receipt::{Item, Receipt};

/// What a part with item lines begins with: base64url of `{"items":[["`. No statement does: a statement's payload stands behind a dot.
const START: &str = "eyJpdGVtcyI6W1si";

/// Bytes of a salt: enough that nobody tries them all.
pub const SALT: usize = 16;

/// A receipt's payload allows 8 levels, and an item is the third of them.
const ITEM_DEPTH: usize = 6;

/// Whether a part of a dossier brings item lines.
pub fn is_part(part: &str) -> bool {
    part.get(..START.len()) == Some(START)
}

/// What the lines that travel beside a receipt put into it.
pub struct Opened {
    /// The payload with the items in the place of their digest.
    pub payload: Object,
    pub items: Option<Vec<Item>>,
    /// Members that are not understood, those of the items included.
    pub unknown: Vec<String>,
}

/// Opens the `items_digest` of a payload with the lines that a part brings. They have to be the very lines that were signed, and what they
/// say obeys every rule of `items`; otherwise the code of why not.
pub fn open(payload: &Object, part: &str) -> Result<Opened, &'static str> {
    let part = lines(part)?;
    let Some(Value::List(lines)) = part.get("items") else {
        return Err(INVALID);
    };
    let mut hashes = Hashes::default();
    let mut items = Vec::new();
    for line in lines {
        let Value::List(pair) = line else {
            return Err(INVALID);
        };
        let [Value::Text(salt), Value::Text(text)] = pair.as_slice() else {
            return Err(INVALID);
        };
        let salt = base64url::decode(salt)
            .filter(|s| s.len() == SALT)
            .ok_or(INVALID)?;
        hashes.add(salt, text);
        let item = json::parse_object(text.as_bytes(), ITEM_DEPTH).map_err(JsonError::code)?;
        items.push(Value::Object(item));
    }
    match payload.get("items_digest") {
        Some(Value::Text(signed)) if *signed == hashes.digest() => {}
        _ => return Err("other_items"),
    }
    let payload = replaced(payload, "items_digest", "items", Value::List(items));
    let (receipt, findings) = Receipt::read(&payload);
    match receipt {
        Some(receipt) => Ok(Opened {
            payload,
            items: receipt.items,
            unknown: findings.unknown,
        }),
        None => Err(findings.faults.first().map_or(INVALID, Fault::code)),
    }
}

/// The JSON of a part that brings lines, before anybody has looked into it.
pub fn lines(part: &str) -> Result<Object, &'static str> {
    let bytes = base64url::decode(part).ok_or("base64_invalid")?;
    // The object, the list, and the pair of salt and line.
    json::parse_object(&bytes, 3).map_err(JsonError::code)
}

/// The hashes of a receipt's lines: each SHA-256 over a salt and the item's JSON as it travels.
#[derive(Default)]
struct Hashes(Vec<u8>);

impl Hashes {
    fn add(&mut self, mut salted: Vec<u8>, line: &str) {
        salted.extend_from_slice(line.as_bytes());
        self.0.extend_from_slice(&Sha256::digest(salted.as_slice()));
    }

    /// SHA-256 over them all, as the receipt writes it.
    fn digest(&self) -> String {
        base64url::encode(&Sha256::digest(self.0.as_slice()))
    }
}

/// The payload with the member `old` replaced by `new`, in its place.
fn replaced(payload: &Object, old: &str, new: &str, mut value: Value) -> Object {
    let mut out = Object::default();
    for (name, kept) in payload.iter() {
        if name == old {
            out.set(new, core::mem::replace(&mut value, Value::Null));
        } else {
            out.set(name, kept.clone());
        }
    }
    out
}

/// Takes the items out of a draft: the draft with their digest in their place, and the part that brings them. `None` where the draft has
/// no items. Whoever knows a salt can try lines against its hash, so every salt has to be random.
pub fn hide(draft: &Object, salt: &mut dyn FnMut() -> [u8; SALT]) -> Option<(Object, String)> {
    let Some(Value::List(items)) = draft.get("items") else {
        return None;
    };
    let mut hashes = Hashes::default();
    let mut lines = Vec::new();
    for item in items {
        let (salt, line) = (salt(), json::to_text(item));
        hashes.add(salt.to_vec(), &line);
        let salt = Value::Text(base64url::encode(&salt));
        lines.push(Value::List(vec![salt, Value::Text(line)]));
    }
    let mut part = Object::default();
    part.set("items", Value::List(lines));
    Some((
        replaced(draft, "items", "items_digest", Value::Text(hashes.digest())),
        base64url::encode(part.to_text().as_bytes()),
    ))
}

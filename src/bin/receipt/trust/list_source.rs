//! A trust list to look at: the JSON that people edit, or the payload of a signed one. Whether the signature holds is another question.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use receipt_verifier::json::{self, Object};

use super::member;
use crate::failure::Failure;
use crate::source;

/// Levels of JSON in a list (PROTOCOL section 7).
const DEPTH: usize = 12;

pub struct ListSource {
    pub name: String,
    pub json: Vec<u8>,
    pub list: Object,
    /// The signed list as it stands in its file, and the key that its header names.
    pub signed: Option<Signed>,
}

pub struct Signed {
    pub token: String,
    pub kid: String,
}

impl ListSource {
    pub fn read(name: &str) -> Result<Self, Failure> {
        Self::from_bytes(name, source::read_bytes(name)?)
    }

    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Failure> {
        let (json, signed) = match token(&bytes) {
            Some(token) => {
                let (json, kid) = open(&token).ok_or_else(|| {
                    Failure::coded(
                        "list_not_signed_list",
                        format_args!("{name}: neither JSON nor a signed trust list"),
                        "give TRUST.json, or what `receipt trust sign` wrote",
                    )
                })?;
                (json, Some(Signed { token, kid }))
            }
            None => (bytes, None),
        };
        let list = json::parse_object(&json, DEPTH).map_err(|e| {
            Failure::coded(
                e.code(),
                format_args!("{name}: {e}"),
                "write strict JSON: integers only, no member twice, UTF-8 without byte-order mark",
            )
        })?;
        Ok(Self {
            name: name.to_owned(),
            json,
            list,
            signed,
        })
    }

    pub fn entries(&self) -> Vec<&Object> {
        member::objects(&self.list, "issuers")
    }
}

/// The text of a file that is not JSON.
pub fn token(bytes: &[u8]) -> Option<String> {
    let text = source::text(bytes);
    let text = text.trim();
    (!text.starts_with('{')).then(|| text.to_owned())
}

fn open(token: &str) -> Option<(Vec<u8>, String)> {
    let mut segments = token.split('.');
    let header = URL_SAFE_NO_PAD.decode(segments.next()?).ok()?;
    let header = json::parse_object(&header, 2).ok()?;
    let payload = URL_SAFE_NO_PAD.decode(segments.next()?).ok()?;
    let is_list = member::word(&header, "typ") == Some("receipt-trust+jwt");
    (is_list && segments.count() == 1).then(|| {
        (
            payload,
            member::word(&header, "kid").unwrap_or_default().to_owned(),
        )
    })
}

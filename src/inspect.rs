//! What a dossier claims, before anybody has checked it. For engineers: nothing here is a verdict.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::string::ToString as _;
use alloc::vec::Vec;

#[cfg(feature = "signoff")]
use crate::base64url;
use crate::card_data;
use crate::dossier::{Dossier, InputError};
use crate::items;
use crate::json::{self, Object, ToJson, Value, Writer, members};
use crate::log::{self, LogProof};
#[cfg(feature = "signoff")]
use crate::sign_off::{AuthenticatorData, ClientData, Proof};
use crate::statement::{Digest, Statement};
use crate::text;

/// Headers and claims as they are written, with `verified` always false.
#[derive(Debug, Clone)]
pub struct Inspection {
    pub verified: bool,
    pub parts: Vec<InspectedPart>,
}

members!(member Inspection { verified, parts });

#[derive(Debug, Clone)]
pub struct InspectedPart {
    pub part: usize,
    /// Why the part is not a statement.
    pub error: Option<&'static str>,
    pub digest: Option<Digest>,
    pub header: Option<Shown>,
    pub payload: Option<Shown>,
    /// What browser and authenticator say, where a passkey signed.
    pub proof: Option<Shown>,
}

members!(given InspectedPart { part, error, digest, header, payload, proof });

/// Claims made safe to show: card data masked, deceptive characters escaped.
#[derive(Debug, Clone)]
pub struct Shown(Object);

/// Decodes whatever somebody scanned, pasted or opened.
pub fn inspect(input: &str) -> Result<Inspection, InputError> {
    let dossier = Dossier::read(input)?;
    let parts = dossier
        .parts()
        .enumerate()
        .map(|(part, token)| match Statement::parse(token) {
            Err(_) if items::is_part(token) => item_lines(part, token),
            Err(_) if log::is_part(token) => log_proof(part, token),
            Ok(statement) => InspectedPart {
                part,
                error: None,
                digest: Some(statement.digest()),
                header: Some(Shown(statement.header().clone())),
                payload: Some(Shown(statement.payload().clone())),
                proof: proof(&statement),
            },
            Err(e) => InspectedPart {
                part,
                error: Some(e.code()),
                digest: None,
                header: None,
                payload: None,
                proof: None,
            },
        })
        .collect();
    Ok(Inspection {
        verified: false,
        parts,
    })
}

/// Item lines as they travel; nobody asks whether a receipt signs them.
fn item_lines(part: usize, token: &str) -> InspectedPart {
    let lines = items::lines(token);
    InspectedPart {
        part,
        error: lines.as_ref().err().copied(),
        digest: None,
        header: None,
        payload: lines.ok().map(Shown),
        proof: None,
    }
}

#[cfg(not(feature = "signoff"))]
fn proof(_: &Statement) -> Option<Shown> {
    None
}

/// What a passkey's proof claims; nobody asks whether it holds.
#[cfg(feature = "signoff")]
fn proof(statement: &Statement) -> Option<Shown> {
    let proof = Proof::parse(statement.signature())?;
    let client = ClientData::parse(&proof.client_data)?;
    let data = AuthenticatorData::parse(&proof.authenticator_data)?;
    let mut claims = Object::default();
    for (name, text) in [
        ("type", client.kind),
        ("origin", client.origin),
        ("rp_id_hash", base64url::encode(&data.rp_id_hash)),
        ("sign_count", data.sign_count.to_string()),
    ] {
        claims.set(name, Value::Text(text));
    }
    for (name, flag) in [
        ("cross_origin", client.cross_origin),
        ("user_present", data.user_present()),
        ("user_verified", data.user_verified()),
        ("backup_eligible", data.backup_eligible()),
        ("backed_up", data.backed_up()),
    ] {
        claims.set(name, Value::Bool(flag));
    }
    Some(Shown(claims))
}

/// What a proof of a log claims; nobody asks whether it holds.
fn log_proof(part: usize, token: &str) -> InspectedPart {
    let proof = log::open(token);
    let claims = |proof: &LogProof| {
        let text = |text: &str| Value::Text(text.to_owned());
        let number = |n: u64| Value::Text(n.to_string());
        let lines = proof.note.signatures.iter();
        let mut claims = Object::default();
        claims.set("origin", text(&proof.checkpoint.origin));
        claims.set("index", number(proof.index));
        claims.set("size", number(proof.checkpoint.size));
        claims.set(
            "signed_by",
            Value::List(lines.map(|line| text(&line.name)).collect()),
        );
        Shown(claims)
    };
    InspectedPart {
        part,
        error: proof.as_ref().err().map(|e| e.code()),
        digest: None,
        header: None,
        payload: proof.ok().as_ref().map(claims),
        proof: None,
    }
}

impl Inspection {
    pub fn to_json(&self) -> String {
        json::to_text(self)
    }

    /// The same on many lines.
    pub fn to_pretty_json(&self) -> String {
        json::to_pretty_text(self)
    }
}

impl ToJson for Shown {
    fn write(&self, out: &mut Writer) {
        write_object(&self.0, out);
    }
}

fn safe(text: &str) -> String {
    text::visible(&card_data::mask(text))
}

fn write_object(object: &Object, out: &mut Writer) {
    out.object(&|out| {
        for (name, value) in object.iter() {
            let hidden = card_data::is_card_name(name);
            out.member(&safe(name), &ShownValue { value, hidden });
        }
    });
}

struct ShownValue<'a> {
    value: &'a Value,
    /// Under a name that announces card data nothing is shown at all.
    hidden: bool,
}

impl ToJson for ShownValue<'_> {
    fn write(&self, out: &mut Writer) {
        if self.hidden {
            return out.string("•••");
        }
        match self.value {
            Value::Int(n) => {
                let digits = n.to_string();
                if card_data::has_card_data(&digits) {
                    out.string(&card_data::mask(&digits));
                } else {
                    out.bare(&digits);
                }
            }
            Value::Text(s) => out.string(&safe(s)),
            Value::List(list) => {
                let shown: Vec<ShownValue> = list
                    .iter()
                    .map(|value| ShownValue {
                        value,
                        hidden: false,
                    })
                    .collect();
                shown.write(out);
            }
            Value::Object(object) => write_object(object, out),
            Value::Null | Value::Bool(_) => self.value.write(out),
        }
    }
}

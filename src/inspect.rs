//! What a dossier claims, before anybody has checked it. For engineers: nothing here is a verdict.

use serde::{Serialize, Serializer};

use crate::card_data;
use crate::dossier::{Dossier, InputError};
use crate::json::{Object, Value};
use crate::statement::{Digest, Statement};
use crate::text::{self, Text};

/// Headers and claims as they are written, with `verified` always false.
#[derive(Debug, Clone, Serialize)]
pub struct Inspection {
    pub verified: bool,
    pub parts: Vec<InspectedPart>,
}

#[derive(Debug, Clone, Serialize)]
pub struct InspectedPart {
    pub part: usize,
    /// Why the part is not a statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Shown>,
}

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
            Ok(statement) => InspectedPart {
                part,
                error: None,
                digest: Some(statement.digest()),
                header: Some(Shown(statement.header().clone())),
                payload: Some(Shown(statement.payload().clone())),
            },
            Err(e) => InspectedPart {
                part,
                error: Some(e.code()),
                digest: None,
                header: None,
                payload: None,
            },
        })
        .collect();
    Ok(Inspection {
        verified: false,
        parts,
    })
}

impl Inspection {
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ShownObject(&self.0).serialize(serializer)
    }
}

struct ShownObject<'a>(&'a Object);

impl Serialize for ShownObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| {
            let safe = text::visible(&card_data::mask(name));
            let value = ShownValue {
                value,
                hidden: card_data::is_card_name(name),
            };
            (safe, value)
        }))
    }
}

struct ShownValue<'a> {
    value: &'a Value,
    /// Under a name that announces card data nothing is shown at all.
    hidden: bool,
}

impl Serialize for ShownValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.hidden {
            return serializer.serialize_str("•••");
        }
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(b) => serializer.serialize_bool(*b),
            Value::Int(n) => {
                let digits = n.to_string();
                if card_data::has_card_data(&digits) {
                    serializer.serialize_str(&card_data::mask(&digits))
                } else {
                    serializer.serialize_i64(*n)
                }
            }
            Value::Text(s) => Text::new(s.as_str()).serialize(serializer),
            Value::List(list) => serializer.collect_seq(list.iter().map(|value| ShownValue {
                value,
                hidden: false,
            })),
            Value::Object(object) => ShownObject(object).serialize(serializer),
        }
    }
}

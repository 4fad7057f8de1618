//! The card-data guard over what leaves: where card data stands in texts, objects and dossiers that somebody hands on, whoever planted it.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use crate::base64url;
use crate::card_data;
use crate::dossier::Dossier;
use crate::items;
use crate::json::{self, Object, Value};
use crate::receipt;

/// References by their type (PROTOCOL section 3), wherever they stand: one random number in ten looks like a card.
const REFERENCES: [&str; 34] = [
    "id",
    "sub_merchant_id",
    "counter",
    "previous",
    "terminal",
    "merchants",
    "kid",
    "thumbprint",
    "x",
    "y",
    "digest",
    "receipt_digest",
    "refund_digest",
    "intent_digest",
    "counterpart",
    "sequence",
    "amount",
    "total",
    "unit_price",
    "base",
    "rate_e8",
    "code",
    "rrn",
    "stan",
    "arn",
    "acquirer_id",
    "batch",
    "trace",
    "scheme_transaction_id",
    "transaction_id",
    "merchant_order_id",
    "iat",
    "at",
    "sha256",
];
const MAX_DEPTH: usize = 16;

pub fn is_reference(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or_default();
    receipt::is_reference(path) || REFERENCES.contains(&name)
}

/// People write numbers in groups with commas, too. In signed texts, which may be lists of numbers, that would hit too much.
pub fn in_text(text: &str) -> bool {
    let grouped = text.replace([',', '，', '、', '|'], " ");
    card_data::has_card_data(text) || card_data::has_card_data(&grouped)
}

/// The member with card data, if any; empty where it stands deeper than its name tells.
pub fn in_object(object: &Object) -> Option<String> {
    let found = card_data::find(object, &is_reference).into_iter().next();
    found.or_else(|| object.iter().find_map(|(_, value)| within(value)))
}

/// JSON that travels as a text says more than its letters: item lines, a passkey's client data.
fn within(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) if text.starts_with('{') => {
            let read = json::parse_object(text.as_bytes(), MAX_DEPTH).ok()?;
            in_object(&read)
        }
        Value::List(list) => list.iter().find_map(within),
        Value::Object(inner) => inner.iter().find_map(|(_, value)| within(value)),
        _ => None,
    }
}

/// The same in any part of a dossier: statements of every type, also those that this build does not read; item lines; what is neither.
pub fn in_dossier(dossier: &Dossier) -> Option<String> {
    dossier.parts().find_map(in_part)
}

fn in_part(part: &str) -> Option<String> {
    if items::is_part(part) {
        return items::lines(part).ok().and_then(|l| in_object(&l));
    }
    let mut is_read = false;
    for segment in part.split('.') {
        let json = base64url::decode(segment);
        // A passkey's proof is JSON too.
        if let Some(read) = json.and_then(|j| json::parse_object(&j, MAX_DEPTH).ok()) {
            is_read = true;
            if let Some(path) = in_object(&read) {
                return Some(path);
            }
        }
    }
    (!is_read && in_text(part)).then(|| "text".to_owned())
}

//! The card-data guard over everything that leaves. A bundle is handed on, so nothing in it may hold a card number, whoever planted it.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;

use super::BundleError;
use super::parts::Parts;
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

fn is_reference(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or_default();
    receipt::is_reference(path) || REFERENCES.contains(&name)
}

fn refuse(member: String) -> Result<(), BundleError> {
    Err(BundleError::CardData(member))
}

fn text(member: &str, text: &str) -> Result<(), BundleError> {
    // People write numbers in groups with commas, too. In signed texts, which may be lists of numbers, that would hit too much.
    let grouped = text.replace([',', '，', '、', '|'], " ");
    match card_data::has_card_data(text) || card_data::has_card_data(&grouped) {
        true => refuse(member.to_owned()),
        false => Ok(()),
    }
}

fn object(member: &str, object: &Object) -> Result<(), BundleError> {
    if let Some(path) = card_data::find(object, &is_reference).into_iter().next() {
        return refuse(format!("{member}.{path}"));
    }
    let values = object.iter().map(|(_, value)| value);
    values
        .into_iter()
        .try_for_each(|value| within(member, value))
}

/// JSON that travels as a text says more than its letters: item lines, a passkey's client data.
fn within(member: &str, value: &Value) -> Result<(), BundleError> {
    match value {
        Value::Text(text) if text.starts_with('{') => {
            match json::parse_object(text.as_bytes(), MAX_DEPTH) {
                Ok(read) => object(member, &read),
                Err(_) => Ok(()),
            }
        }
        Value::List(list) => list.iter().try_for_each(|value| within(member, value)),
        Value::Object(inner) => {
            let values = inner.iter().map(|(_, value)| value);
            values
                .into_iter()
                .try_for_each(|value| within(member, value))
        }
        _ => Ok(()),
    }
}

/// Refuses whatever would let card data out, and names the member.
pub fn check(parts: &Parts) -> Result<(), BundleError> {
    text("maker.name", &parts.maker.name)?;
    for (at, file) in parts.attachments.iter().enumerate() {
        text(&format!("attachments.{at}.name"), &file.name)?;
        text(
            &format!("attachments.{at}.note"),
            file.note.as_deref().unwrap_or_default(),
        )?;
    }
    for (at, entry) in parts.entries.iter().enumerate() {
        text(
            &format!("case.entries.{at}.text"),
            entry.text.as_deref().unwrap_or_default(),
        )?;
    }
    object("profile_answers", &parts.profile_answers)?;
    object("case.answers", &parts.answers)?;
    if let Some(line) = &parts.line {
        // References of a bank or a wallet stand under `value`, next to what kind they are.
        let exempt = |path: &str| is_reference(path) || path.ends_with("references.value");
        if let Some(path) = card_data::find(line, &exempt).into_iter().next() {
            return refuse(format!("line.{path}"));
        }
    }
    for (name, dossiers) in [
        ("dossiers", &parts.dossiers),
        ("neighbours", &parts.neighbours),
    ] {
        for (at, text) in dossiers.iter().enumerate() {
            dossier(&format!("{name}.{at}"), text)?;
        }
    }
    for (at, list) in parts.lists.iter().enumerate() {
        // The second part of a token is the list, as JSON.
        let payload = match list.is_signed() {
            true => list.text.split('.').nth(1).and_then(base64url::decode),
            false => Some(list.text.as_bytes().to_vec()),
        };
        let list = payload.and_then(|bytes| json::parse_object(&bytes, MAX_DEPTH).ok());
        if let Some(list) = list {
            object(&format!("lists.{at}"), &list)?;
        }
    }
    Ok(())
}

fn dossier(member: &str, dossier: &str) -> Result<(), BundleError> {
    let Ok(dossier) = Dossier::read(dossier) else {
        return Ok(());
    };
    for part in dossier.parts() {
        if items::is_part(part) {
            if let Ok(lines) = items::lines(part) {
                object(member, &lines)?;
            }
            continue;
        }
        // Statements of every type, also those that this build does not read; a passkey's proof is JSON too.
        let mut is_read = false;
        for segment in part.split('.') {
            let json = base64url::decode(segment);
            if let Some(read) = json.and_then(|j| json::parse_object(&j, MAX_DEPTH).ok()) {
                object(member, &read)?;
                is_read = true;
            }
        }
        if !is_read {
            // What is no statement travels as text.
            text(member, part)?;
        }
    }
    Ok(())
}

//! The card-data guard over everything that leaves. A bundle is handed on, so nothing in it may hold a card number, whoever planted it.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;

use super::BundleError;
use super::parts::Parts;
use crate::base64url;
use crate::card_data;
use crate::dossier::Dossier;
use crate::json::{self, Object};
use crate::outgoing::{self, is_reference};

const MAX_DEPTH: usize = 16;

fn refuse(member: String) -> Result<(), BundleError> {
    Err(BundleError::CardData(member))
}

fn text(member: &str, text: &str) -> Result<(), BundleError> {
    match outgoing::in_text(text) {
        true => refuse(member.to_owned()),
        false => Ok(()),
    }
}

fn object(member: &str, object: &Object) -> Result<(), BundleError> {
    match outgoing::in_object(object) {
        Some(path) => refuse(format!("{member}.{path}")),
        None => Ok(()),
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
    let dossier = Dossier::read(dossier).ok();
    match dossier.as_ref().and_then(outgoing::in_dossier) {
        Some(path) => refuse(format!("{member}.{path}")),
        None => Ok(()),
    }
}

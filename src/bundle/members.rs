//! Members of what a bundle is made from: there, of their kind and within bounds, or named.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::BundleError;
use crate::json::{Object, Value};
use crate::settle::look::Look as _;
use crate::text::length;
use crate::time::Time;

/// Characters of a note.
const MAX_NOTE: usize = 2_000;

pub type Read<T> = Result<T, BundleError>;

pub fn invalid<T>(member: &str) -> Read<T> {
    Err(BundleError::Input(member.to_owned()))
}

/// A member that is given: `None` where it is missing or `null`.
pub fn given<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| **value != Value::Null)
}

pub fn inner<'a>(object: &'a Object, name: &str) -> Read<Option<&'a Object>> {
    match given(object, name) {
        None => Ok(None),
        Some(Value::Object(inner)) => Ok(Some(inner)),
        Some(_) => invalid(name),
    }
}

pub fn list<'a>(object: &'a Object, name: &str, most: usize) -> Read<&'a [Value]> {
    match given(object, name) {
        None => Ok(&[]),
        Some(Value::List(list)) if list.len() <= most => Ok(list),
        Some(_) => invalid(name),
    }
}

pub fn objects<'a>(object: &'a Object, name: &str, most: usize) -> Read<Vec<&'a Object>> {
    let mut out = Vec::new();
    for value in list(object, name, most)? {
        match value {
            Value::Object(entry) => out.push(entry),
            _ => return invalid(name),
        }
    }
    Ok(out)
}

/// Free text that has to be there.
pub fn free(object: &Object, path: &str, name: &str, most: usize) -> Read<String> {
    match object.text(name) {
        Some(text) if !text.trim().is_empty() && length(text) <= most => Ok(text.to_owned()),
        _ => invalid(&format!("{path}{name}")),
    }
}

pub fn free_or_none(object: &Object, path: &str, name: &str) -> Read<Option<String>> {
    match given(object, name) {
        None => Ok(None),
        Some(Value::Text(text)) if text.is_empty() => Ok(None),
        Some(_) => free(object, path, name, MAX_NOTE).map(Some),
    }
}

pub fn time(object: &Object, path: &str, name: &str) -> Read<Time> {
    let seconds = object.int(name).and_then(|n| u64::try_from(n).ok());
    match seconds.and_then(Time::from_seconds) {
        Some(time) => Ok(time),
        None => invalid(&format!("{path}{name}")),
    }
}

pub fn sha256_of(object: &Object, path: &str) -> Read<String> {
    let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    match object.text("sha256") {
        Some(text) if text.len() == 64 && text.bytes().all(is_hex) => Ok(text.to_owned()),
        _ => invalid(&format!("{path}sha256")),
    }
}

//! Strict JSON (PROTOCOL section 2): what two readers could read differently is refused.

mod write;

use alloc::borrow::{Cow, ToOwned as _};
use alloc::string::String;
use alloc::vec::Vec;

use core::ops::Range;

use hifijson::SliceLexer;
use hifijson::num::LexWrite as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::{Expect, Lex};

pub(crate) use write::members;
pub use write::{ToJson, Writer, to_pretty_text, to_text};

use crate::order::order;

/// Largest magnitude that every JSON reader holds exactly (RFC 8259 section 6): 2^53 − 1.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Why a text is not strict JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    #[error("not valid JSON in UTF-8")]
    Invalid,
    #[error("a member stands twice in one object")]
    MemberTwice,
    #[error("a number is not an integer of at most 2^53 - 1")]
    Number,
    #[error("arrays and objects are nested too deeply")]
    TooDeep,
    #[error("the outermost value is not an object")]
    NotAnObject,
}

impl JsonError {
    pub fn code(self) -> &'static str {
        match self {
            Self::Invalid => "json_invalid",
            Self::MemberTwice => "json_member_twice",
            Self::Number => "json_number",
            Self::TooDeep => "json_too_deep",
            Self::NotAnObject => "json_not_an_object",
        }
    }
}

/// A JSON value as it was written: members in order, numbers as exact integers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Value>),
    Object(Object),
}

/// The members of an object, in the order in which they were written, each name once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v))
    }

    /// Sets a member, keeping its place where it already exists.
    pub fn set(&mut self, name: &str, value: Value) {
        match self.0.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// The compact spelling that our own issuer signs.
    pub fn to_text(&self) -> String {
        to_text(self)
    }
}

/// Reads one object, at most `max_depth` levels deep (the object itself is level 1).
pub fn parse_object(bytes: &[u8], max_depth: usize) -> Result<Object, JsonError> {
    let value = SliceLexer::new(bytes)
        .exactly_one(Lex::ws_peek, |next, lexer| read(next, lexer, max_depth))?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(JsonError::NotAnObject),
    }
}

/// An object with one member that is too long to be taken apart: `head` holds the others, `entries` where each entry of the long one stands.
pub struct Indexed {
    pub head: Object,
    /// `None` where there is no such member.
    pub entries: Option<Vec<Entry>>,
}

/// An object within a long list: its bytes, and the texts of the members that it is looked up by.
pub struct Entry {
    pub range: Range<usize>,
    pub texts: [Option<String>; 2],
}

/// Reads an object by the rules of [`parse_object`], every byte of it, without keeping what stands in the array `list`. `by` are the members that
/// its entries are looked up by.
pub fn index_object(
    bytes: &[u8],
    max_depth: usize,
    list: &str,
    by: [&str; 2],
) -> Result<Indexed, JsonError> {
    let mut head = Vec::new();
    let mut names = Vec::new();
    let mut entries = None;
    SliceLexer::new(bytes).exactly_one(Lex::ws_peek, |next, lexer| {
        if next != b'{' {
            // Read all the same: what is no JSON is said first.
            return skim(next, lexer, max_depth).and(Err(JsonError::NotAnObject));
        }
        let levels = max_depth.checked_sub(1).ok_or(JsonError::TooDeep)?;
        lexer.discarded().seq(b'}', Lex::ws_peek, |next, lexer| {
            let (name, next) = member(next, lexer)?;
            names.push(name.clone());
            if name == list && next == b'[' {
                let found = index_list(bytes.len(), lexer, levels, by)?;
                entries.get_or_insert(found);
                return Ok(());
            }
            head.push((name.into_owned(), read(next, lexer, levels)?));
            Ok::<_, JsonError>(())
        })
    })?;
    if has_twins(&names) {
        return Err(JsonError::MemberTwice);
    }
    Ok(Indexed {
        head: Object(head),
        entries,
    })
}

fn index_list(
    length: usize,
    lexer: &mut SliceLexer,
    levels: usize,
    by: [&str; 2],
) -> Result<Vec<Entry>, JsonError> {
    let levels = levels.checked_sub(1).ok_or(JsonError::TooDeep)?;
    let mut entries = Vec::new();
    lexer.discarded().seq(b']', Lex::ws_peek, |next, lexer| {
        let start = length - lexer.as_slice().len();
        let texts = index_entry(next, lexer, levels, by)?;
        entries.push(Entry {
            range: start..length - lexer.as_slice().len(),
            texts,
        });
        Ok::<_, JsonError>(())
    })?;
    Ok(entries)
}

/// Skims an entry, keeping the texts that it is looked up by.
fn index_entry(
    next: u8,
    lexer: &mut SliceLexer,
    levels: usize,
    by: [&str; 2],
) -> Result<[Option<String>; 2], JsonError> {
    let mut texts = [None, None];
    if next != b'{' {
        skim(next, lexer, levels)?;
        return Ok(texts);
    }
    let levels = levels.checked_sub(1).ok_or(JsonError::TooDeep)?;
    let mut names = Vec::new();
    lexer.discarded().seq(b'}', Lex::ws_peek, |next, lexer| {
        let (name, next) = member(next, lexer)?;
        let wanted = by.iter().position(|by| *by == name);
        names.push(name);
        match wanted.and_then(|at| texts.get_mut(at)) {
            Some(slot) if next == b'"' => *slot = Some(text(lexer)?.into_owned()),
            _ => skim(next, lexer, levels)?,
        }
        Ok::<_, JsonError>(())
    })?;
    match has_twins(&names) {
        true => Err(JsonError::MemberTwice),
        false => Ok(texts),
    }
}

/// The name of a member and the first byte of its value.
fn member<'a>(next: u8, lexer: &mut SliceLexer<'a>) -> Result<(Cow<'a, str>, u8), JsonError> {
    if next != b'"' {
        return Err(JsonError::Invalid);
    }
    let name = text(lexer)?;
    Lex::expect(lexer, Lex::ws_peek, b':').ok_or(JsonError::Invalid)?;
    let next = lexer.ws_peek().ok_or(JsonError::Invalid)?;
    Ok((name, next))
}

/// Reads a value as [`read`] does, and keeps nothing.
fn skim(next: u8, lexer: &mut SliceLexer, levels: usize) -> Result<(), JsonError> {
    match next {
        b'"' => text(lexer).map(|_| ()),
        b'[' => {
            let levels = levels.checked_sub(1).ok_or(JsonError::TooDeep)?;
            lexer
                .discarded()
                .seq(b']', Lex::ws_peek, |next, lexer| skim(next, lexer, levels))
        }
        b'{' => index_entry(next, lexer, levels, ["", ""]).map(|_| ()),
        next => read(next, lexer, 0).map(|_| ()),
    }
}

/// Reads the value that begins with `next`, which is still to be taken. The first thing that is wrong ends it.
fn read(next: u8, lexer: &mut SliceLexer, levels: usize) -> Result<Value, JsonError> {
    match next {
        b'"' => text(lexer).map(|text| Value::Text(text.into_owned())),
        b'-' | b'0'..=b'9' => number(lexer),
        b'[' => {
            let levels = levels.checked_sub(1).ok_or(JsonError::TooDeep)?;
            let mut list = Vec::new();
            lexer.discarded().seq(b']', Lex::ws_peek, |next, lexer| {
                list.push(read(next, lexer, levels)?);
                Ok::<_, JsonError>(())
            })?;
            Ok(Value::List(list))
        }
        b'{' => {
            let levels = levels.checked_sub(1).ok_or(JsonError::TooDeep)?;
            let mut members = Vec::new();
            lexer.discarded().seq(b'}', Lex::ws_peek, |next, lexer| {
                let (name, next) = member(next, lexer)?;
                members.push((name.into_owned(), read(next, lexer, levels)?));
                Ok::<_, JsonError>(())
            })?;
            if has_twins_in(members.len(), &|at| {
                members.get(at).map(|(name, _)| name.as_bytes())
            }) {
                return Err(JsonError::MemberTwice);
            }
            Ok(Value::Object(Object(members)))
        }
        _ => lexer
            .null_or_bool()
            .map(|word| word.map_or(Value::Null, Value::Bool))
            .ok_or(JsonError::Invalid),
    }
}

fn text<'a>(lexer: &mut SliceLexer<'a>) -> Result<Cow<'a, str>, JsonError> {
    lexer
        .discarded()
        .str_string()
        .map_err(|_| JsonError::Invalid)
}

/// Only `-?(0|[1-9][0-9]*)` and not `-0`: fractions and exponents are read to be refused.
fn number(lexer: &mut SliceLexer) -> Result<Value, JsonError> {
    let (digits, _) = lexer
        .num_string()
        .validated()
        .map_err(|_| JsonError::Invalid)?;
    digits
        .parse()
        .ok()
        .filter(|n: &i64| n.unsigned_abs() <= MAX_INTEGER.unsigned_abs() && digits != "-0")
        .map(Value::Int)
        .ok_or(JsonError::Number)
}

impl From<Expect> for JsonError {
    fn from(_: Expect) -> Self {
        Self::Invalid
    }
}

fn has_twins(names: &[Cow<str>]) -> bool {
    has_twins_in(names.len(), &|at| names.get(at).map(|name| name.as_bytes()))
}

/// Few names are compared each with each; many are sorted, so that a hostile object stays cheap.
fn has_twins_in<'a>(count: usize, name: &dyn Fn(usize) -> Option<&'a [u8]>) -> bool {
    if count <= 16 {
        return (1..count).any(|at| (0..at).any(|before| name(before) == name(at)));
    }
    let order = order(count, &|a, b| name(a) < name(b));
    order
        .iter()
        .zip(order.iter().skip(1))
        .any(|(a, b)| name(*a) == name(*b))
}

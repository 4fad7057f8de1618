//! Strict JSON (PROTOCOL section 2): what two readers could read differently is refused.

mod write;

use alloc::borrow::{Cow, ToOwned as _};
use alloc::string::String;
use alloc::vec::Vec;

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

/// Reads the value that begins with `next`, which is still to be taken. The first thing that is wrong ends it.
fn read(next: u8, lexer: &mut SliceLexer, levels: usize) -> Result<Value, JsonError> {
    match next {
        b'"' => text(lexer).map(Value::Text),
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
                if next != b'"' {
                    return Err(JsonError::Invalid);
                }
                let name = text(lexer)?;
                Lex::expect(lexer, Lex::ws_peek, b':').ok_or(JsonError::Invalid)?;
                let next = lexer.ws_peek().ok_or(JsonError::Invalid)?;
                members.push((name, read(next, lexer, levels)?));
                Ok(())
            })?;
            if has_twins(&members) {
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

fn text(lexer: &mut SliceLexer) -> Result<String, JsonError> {
    lexer
        .discarded()
        .str_string()
        .map(Cow::into_owned)
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

/// Sorted, so that a hostile object with many members stays cheap.
fn has_twins(members: &[(String, Value)]) -> bool {
    let name = |at: usize| members.get(at).map(|(name, _)| name.as_bytes());
    let order = order(members.len(), &|a, b| name(a) < name(b));
    order
        .iter()
        .zip(order.iter().skip(1))
        .any(|(a, b)| name(*a) == name(*b))
}

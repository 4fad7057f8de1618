//! Strict JSON (PROTOCOL section 2): what two readers could read differently is refused.

mod write;

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

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
    let fault = Cell::new(None);
    let seed = Seed {
        levels: max_depth,
        fault: &fault,
    };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = seed
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    match (fault.get(), value) {
        (Some(fault), _) => Err(fault),
        (None, Ok(Value::Object(object))) => Ok(object),
        (None, Ok(_)) => Err(JsonError::NotAnObject),
        (None, Err(_)) => Err(JsonError::Invalid),
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

/// Walks the input once. `fault` keeps our own first reason beside serde's: going through serde's error type would make a message of it.
#[derive(Clone, Copy)]
struct Seed<'a> {
    levels: usize,
    fault: &'a Cell<Option<JsonError>>,
}

impl Seed<'_> {
    /// Notes what is wrong. What is read from here on, or left unread, no longer matters.
    fn fail(self, fault: JsonError) -> Value {
        self.fault.set(self.fault.get().or(Some(fault)));
        Value::Null
    }

    fn inner(self) -> Option<Self> {
        let levels = self.levels.checked_sub(1)?;
        Some(Self { levels, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        if v.unsigned_abs() > MAX_INTEGER.unsigned_abs() {
            return Ok(self.fail(JsonError::Number));
        }
        Ok(Value::Int(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        match i64::try_from(v) {
            Ok(v) if v <= MAX_INTEGER => Ok(Value::Int(v)),
            _ => Ok(self.fail(JsonError::Number)),
        }
    }

    // Fractions, exponents, -0 and whatever exceeds 64 bits arrive here.
    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(self.fail(JsonError::Number))
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Text(v.to_owned()))
    }

    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(Value::Text(v))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let Some(inner) = self.inner() else {
            return Ok(self.fail(JsonError::TooDeep));
        };
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(inner)? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let Some(inner) = self.inner() else {
            return Ok(self.fail(JsonError::TooDeep));
        };
        let mut members: Vec<(String, Value)> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(inner)?;
            members.push((name, value));
        }
        if has_twins(&members) {
            return Ok(self.fail(JsonError::MemberTwice));
        }
        Ok(Value::Object(Object(members)))
    }
}

//! Writing JSON. By hand, because derived serialisers took a sixth of the module that a first visit loads.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Object, Value};
use crate::text::signed;

/// What can be written as JSON.
pub trait ToJson {
    fn write(&self, out: &mut Writer);

    /// Nothing to write: [`Writer::given`] then leaves the member out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The compact spelling of `value`.
pub fn to_text(value: &dyn ToJson) -> String {
    let mut out = Writer {
        text: String::new(),
        indent: None,
    };
    value.write(&mut out);
    out.text
}

/// `value` on many lines, two spaces a level.
pub fn to_pretty_text(value: &dyn ToJson) -> String {
    let mut out = Writer {
        text: String::new(),
        indent: Some(0),
    };
    value.write(&mut out);
    out.text
}

/// JSON being written.
pub struct Writer {
    text: String,
    /// The level of what is being written, where every member gets a line.
    indent: Option<usize>,
}

impl Writer {
    pub fn bare(&mut self, word: &str) {
        self.text.push_str(word);
    }

    pub fn number(&mut self, number: i64) {
        self.text.push_str(&signed(number));
    }

    pub fn string(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                c if c < ' ' => {
                    self.text.push_str("\\u00");
                    for nibble in [c as u32 >> 4, c as u32 & 15] {
                        self.text.push(char::from_digit(nibble, 16).unwrap_or('0'));
                    }
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// An object; `members` calls [`Writer::member`] and [`Writer::given`].
    pub fn object(&mut self, members: &dyn Fn(&mut Self)) {
        self.open('{');
        members(self);
        self.close('}');
    }

    pub fn member(&mut self, name: &str, value: &dyn ToJson) {
        self.next();
        self.string(name);
        self.bare(if self.indent.is_some() { ": " } else { ":" });
        value.write(self);
    }

    /// A member that is left out where there is no value.
    pub fn given(&mut self, name: &str, value: &dyn ToJson) {
        if !value.is_absent() {
            self.member(name, value);
        }
    }

    pub fn list(&mut self, entries: &mut dyn Iterator<Item = &dyn ToJson>) {
        self.open('[');
        for entry in entries {
            self.next();
            entry.write(self);
        }
        self.close(']');
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.indent = self.indent.map(|level| level + 1);
    }

    fn close(&mut self, bracket: char) {
        self.indent = self.indent.map(|level| level.saturating_sub(1));
        if !self.is_open() {
            self.line();
        }
        self.text.push(bracket);
    }

    /// Makes room for one more member or entry.
    fn next(&mut self) {
        if !self.is_open() {
            self.text.push(',');
        }
        self.line();
    }

    /// Nothing stands in the innermost object or list yet. A string ends with its quote, so the last byte cannot be one of its own.
    fn is_open(&self) -> bool {
        matches!(self.text.as_bytes().last(), Some(b'{' | b'['))
    }

    fn line(&mut self) {
        if let Some(level) = self.indent {
            self.text.push('\n');
            for _ in 0..level {
                self.text.push_str("  ");
            }
        }
    }
}

/// Writes a struct as an object of its fields, in order. Where there is no value, `member` writes `null` and `given` nothing.
/// `"word": field` gives a field another name.
macro_rules! members {
    ($how:ident $type:ident { $($($word:literal :)? $field:ident),+ $(,)? }) => {
        impl $crate::json::ToJson for $type {
            fn write(&self, out: &mut $crate::json::Writer) {
                out.object(&|out| {
                    $(out.$how(members!(@name $($word)? $field), &self.$field);)+
                });
            }
        }
    };
    (@name $word:literal $field:ident) => { $word };
    (@name $field:ident) => { stringify!($field) };
}
pub(crate) use members;

impl ToJson for Object {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            for (name, value) in self.iter() {
                out.member(name, value);
            }
        });
    }
}

impl ToJson for Value {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Null => out.bare("null"),
            Self::Bool(b) => b.write(out),
            Self::Int(n) => out.number(*n),
            Self::Text(s) => out.string(s),
            Self::List(list) => list.write(out),
            Self::Object(object) => object.write(out),
        }
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, out: &mut Writer) {
        match self {
            Some(value) => value.write(out),
            None => out.bare("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, out: &mut Writer) {
        out.list(&mut self.iter().map(|entry| entry as &dyn ToJson));
    }
}

impl ToJson for String {
    fn write(&self, out: &mut Writer) {
        out.string(self);
    }
}

impl ToJson for &str {
    fn write(&self, out: &mut Writer) {
        out.string(self);
    }
}

impl ToJson for bool {
    fn write(&self, out: &mut Writer) {
        out.bare(if *self { "true" } else { "false" });
    }
}

macro_rules! numbers {
    ($($type:ty)+) => {
        $(impl ToJson for $type {
            fn write(&self, out: &mut Writer) {
                // Whatever is read is at most 2^53: nothing of ours reaches the end of an i64.
                out.number(i64::try_from(*self).unwrap_or(i64::MAX));
            }
        })+
    };
}

numbers!(i64 u64 usize u8);

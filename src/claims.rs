//! Reading the members of an object by rule, so that every fault is found and what nobody asked for is listed.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use crate::base64url;
use crate::json::{Object, Value};
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::statement::Digest;
use crate::text::{Text, decimal, length};
use crate::time::{Time, UtcOffset};
use crate::vocabulary::Word;

/// One broken rule of PROTOCOL section 3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    member: String,
}

impl Fault {
    pub fn new(code: &'static str, member: impl Into<String>) -> Self {
        Self {
            code,
            member: member.into(),
        }
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Dotted path of the member at fault, as in `card.last4`.
    pub fn member(&self) -> &str {
        &self.member
    }
}

/// What reading an object brought to light.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub faults: Vec<Fault>,
    /// Members that are kept and signed, but not understood.
    pub unknown: Vec<String>,
}

/// What a rule answers: a value, or the code of the fault.
pub type Rule<T> = Result<T, &'static str>;

/// What is wrong with a value of the wrong type or outside its range.
pub const INVALID: &str = "member_invalid";

/// An object being read. Every member asked for counts as understood; the rest is listed by [`Claims::finish`].
pub struct Claims<'a> {
    object: &'a Object,
    path: String,
    asked: Vec<&'static str>,
    findings: &'a mut Findings,
}

impl<'a> Claims<'a> {
    pub fn new(object: &'a Object, findings: &'a mut Findings) -> Self {
        Self::at(object, String::new(), findings)
    }

    /// An object within another; faults are told by `path`.
    #[inline(never)]
    pub fn at(object: &'a Object, path: String, findings: &'a mut Findings) -> Self {
        Self {
            object,
            path,
            asked: Vec::new(),
            findings,
        }
    }

    #[inline(never)]
    fn member(&self, name: &str) -> String {
        if self.path.is_empty() {
            return name.to_owned();
        }
        let mut path = self.path.clone();
        path.push('.');
        path.push_str(name);
        path
    }

    #[inline(never)]
    pub fn fault(&mut self, code: &'static str, name: &str) {
        let member = self.member(name);
        self.findings.faults.push(Fault::new(code, member));
    }

    #[inline(never)]
    fn ask(&mut self, name: &'static str) -> Option<&'a Value> {
        self.asked.push(name);
        self.object.get(name)
    }

    /// An optional member.
    #[inline(never)]
    pub fn may<T>(&mut self, name: &'static str, rule: &dyn Fn(&Value) -> Rule<T>) -> Option<T> {
        let value = self.ask(name)?;
        match rule(value) {
            Ok(value) => Some(value),
            Err(code) => {
                self.fault(code, name);
                None
            }
        }
    }

    /// An optional word of a closed list; any other word is the fault `code`.
    #[inline(never)]
    pub fn may_word<T: Word>(&mut self, name: &'static str, code: &'static str) -> Option<T> {
        T::at(self.may(name, &one_of(T::WORDS, code))?)
    }

    #[inline(never)]
    pub fn need_word<T: Word>(&mut self, name: &'static str, code: &'static str) -> Option<T> {
        self.require(name);
        self.may_word(name, code)
    }

    /// A required member.
    #[inline(never)]
    pub fn need<T>(&mut self, name: &'static str, rule: &dyn Fn(&Value) -> Rule<T>) -> Option<T> {
        self.require(name);
        self.may(name, rule)
    }

    #[inline(never)]
    pub fn require(&mut self, name: &'static str) {
        if self.object.get(name).is_none() {
            self.fault("member_missing", name);
        }
    }

    /// An optional inner object, read by `read`.
    pub fn inner<T>(
        &mut self,
        name: &'static str,
        read: fn(&mut Claims) -> Option<T>,
    ) -> Option<T> {
        match self.ask(name)? {
            Value::Object(object) => {
                let mut inner = Claims::at(object, self.member(name), self.findings);
                let value = read(&mut inner);
                inner.finish();
                value
            }
            _ => {
                self.fault(INVALID, name);
                None
            }
        }
    }

    pub fn need_inner<T>(
        &mut self,
        name: &'static str,
        read: fn(&mut Claims) -> Option<T>,
    ) -> Option<T> {
        self.require(name);
        self.inner(name, read)
    }

    /// An array of at most `max` objects that may be left out or empty; `None` after a fault.
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        max: usize,
        read: &dyn Fn(&mut Claims) -> Option<T>,
    ) -> Option<Vec<T>> {
        match self.ask(name) {
            None => Some(Vec::new()),
            Some(Value::List(list)) if list.is_empty() => Some(Vec::new()),
            Some(_) => self.list(name, max, read),
        }
    }

    /// An optional array of objects with `1..=max` entries.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        max: usize,
        read: &dyn Fn(&mut Claims) -> Option<T>,
    ) -> Option<Vec<T>> {
        let list = self.entries(name, max)?;
        let mut out = Vec::new();
        for (i, value) in list.iter().enumerate() {
            let path = self.entry(name, i);
            match value {
                Value::Object(object) => {
                    let mut inner = Claims::at(object, path, self.findings);
                    if let Some(entry) = read(&mut inner) {
                        out.push(entry);
                    }
                    inner.finish();
                }
                _ => self.findings.faults.push(Fault::new(INVALID, path)),
            }
        }
        // A list that lacks an entry would only earn further faults, about sums.
        (out.len() == list.len()).then_some(out)
    }

    #[inline(never)]
    fn entries(&mut self, name: &'static str, max: usize) -> Option<&'a [Value]> {
        match self.ask(name)? {
            Value::List(list) if (1..=max).contains(&list.len()) => Some(list),
            _ => {
                self.fault(INVALID, name);
                None
            }
        }
    }

    /// Dotted path of an array's entry.
    #[inline(never)]
    fn entry(&self, name: &str, index: usize) -> String {
        let mut path = self.member(name);
        path.push('[');
        path.push_str(&decimal(index as u64));
        path.push(']');
        path
    }

    /// Reads `must_understand` (PROTOCOL section 3.1), last of all: a name that was not asked for by now is not understood. The fault
    /// does not repeat the name, which is the signer's own word.
    pub fn must_understand(&mut self) {
        let names = self.may("must_understand", &names);
        let known = |name: &Text| self.asked.iter().any(|asked| *asked == name.raw());
        if !names.iter().flatten().all(known) {
            self.fault("must_understand", "must_understand");
        }
    }

    /// Lists the members that nobody asked for.
    #[inline(never)]
    pub fn finish(self) {
        for (name, _) in self.object.iter() {
            if !self.asked.contains(&name) {
                let path = self.member(name);
                self.findings.unknown.push(path);
            }
        }
    }
}

// --- rules -----------------------------------------------------------------------------------------------------------

fn string(value: &Value) -> Rule<&str> {
    match value {
        Value::Text(s) => Ok(s),
        _ => Err(INVALID),
    }
}

pub fn integer(min: i64, max: i64) -> impl Fn(&Value) -> Rule<i64> {
    move |value| match value {
        Value::Int(n) if (min..=max).contains(n) => Ok(*n),
        _ => Err(INVALID),
    }
}

pub fn unsigned(max: u64) -> impl Fn(&Value) -> Rule<u64> {
    move |value| match value {
        Value::Int(n) => u64::try_from(*n).ok().filter(|n| *n <= max).ok_or(INVALID),
        _ => Err(INVALID),
    }
}

pub fn boolean(value: &Value) -> Rule<bool> {
    match value {
        Value::Bool(b) => Ok(*b),
        _ => Err(INVALID),
    }
}

pub fn money(value: &Value) -> Rule<Amount> {
    integer(0, i64::MAX)(value).and_then(|n| Amount::from_minor(n).ok_or(INVALID))
}

pub fn currency(value: &Value) -> Rule<Currency> {
    Currency::from_code(string(value)?).ok_or("currency_unknown")
}

pub fn time(value: &Value) -> Rule<Time> {
    unsigned(Time::MAX.seconds())(value).and_then(|s| Time::from_seconds(s).ok_or(INVALID))
}

pub fn utc_offset(value: &Value) -> Rule<UtcOffset> {
    integer(-720, 840)(value).and_then(|m| UtcOffset::from_minutes(m).ok_or(INVALID))
}

pub fn text(max: usize) -> impl Fn(&Value) -> Rule<Text> {
    move |value| {
        let s = string(value)?;
        // Counted without walking a hostile megabyte: four bytes are the longest scalar value.
        if s.is_empty() || s.len() > max * 4 || length(s) > max {
            return Err(INVALID);
        }
        Ok(Text::new(s))
    }
}

/// `min..=max` characters, each accepted by `class`.
fn chars(min: usize, max: usize, class: fn(u8) -> bool) -> impl Fn(&Value) -> Rule<String> {
    move |value| {
        let s = string(value)?;
        if (min..=max).contains(&s.len()) && s.bytes().all(class) {
            Ok(s.to_owned())
        } else {
            Err(INVALID)
        }
    }
}

pub fn id(max: usize) -> impl Fn(&Value) -> Rule<String> {
    chars(1, max, |b| {
        b.is_ascii_alphanumeric() || b"-_./:".contains(&b)
    })
}

pub fn digits(min: usize, max: usize) -> impl Fn(&Value) -> Rule<String> {
    chars(min, max, |b| b.is_ascii_digit())
}

pub fn alphanumeric(min: usize, max: usize) -> impl Fn(&Value) -> Rule<String> {
    chars(min, max, |b| b.is_ascii_alphanumeric())
}

pub fn hex(min: usize, max: usize) -> impl Fn(&Value) -> Rule<String> {
    chars(min, max, |b| b.is_ascii_hexdigit())
}

pub fn token(value: &Value) -> Rule<String> {
    let token = chars(1, 24, |b| {
        b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'
    })(value)?;
    // A word begins with a letter: digits alone could be a card number.
    match token.bytes().next() {
        Some(b'a'..=b'z') => Ok(token),
        _ => Err(INVALID),
    }
}

pub fn date(value: &Value) -> Rule<String> {
    let s = string(value)?;
    let part = |range: core::ops::Range<usize>| s.get(range).and_then(|p| p.parse::<u16>().ok());
    let shape = s.len() == 10
        && s.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else {
        return Err(INVALID);
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if shape && (1..=days).contains(&day) {
        Ok(s.to_owned())
    } else {
        Err(INVALID)
    }
}

pub fn origin(value: &Value) -> Rule<Origin> {
    match value {
        Value::Text(s) => Origin::from_text(s).ok_or("iss_invalid"),
        _ => Err("iss_invalid"),
    }
}

pub fn digest(value: &Value) -> Rule<Digest> {
    Digest::from_text(string(value)?).ok_or(INVALID)
}

/// The first 16 bytes of a digest, kept as text.
pub fn half_digest(value: &Value) -> Rule<String> {
    let s = string(value)?;
    base64url::decode_array::<16>(s)
        .map(|_| s.to_owned())
        .ok_or(INVALID)
}

/// The number of a word in a closed list; anything else is the fault `code`.
fn one_of(words: &'static [&'static str], code: &'static str) -> impl Fn(&Value) -> Rule<usize> {
    move |value| {
        let s = string(value)?;
        words.iter().position(|word| *word == s).ok_or(code)
    }
}

/// `must_understand` (PROTOCOL section 3.1).
fn names(value: &Value) -> Rule<Vec<Text>> {
    list_of(16, text(40))(value)
}

pub fn list_of<T>(max: usize, rule: impl Fn(&Value) -> Rule<T>) -> impl Fn(&Value) -> Rule<Vec<T>> {
    move |value| match value {
        Value::List(list) if list.len() <= max => {
            let mut out = Vec::new();
            for value in list {
                out.push(rule(value)?);
            }
            Ok(out)
        }
        _ => Err(INVALID),
    }
}

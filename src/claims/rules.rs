//! What values have to be: each rule answers the value, or the code of the fault.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use super::{INVALID, Rule};
use crate::base64url;
use crate::json::Value;
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::statement::Digest;
use crate::text::{Text, length};
use crate::time::{Time, UtcOffset};

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
pub(super) fn one_of(
    words: &'static [&'static str],
    code: &'static str,
) -> impl Fn(&Value) -> Rule<usize> {
    move |value| {
        let s = string(value)?;
        words.iter().position(|word| *word == s).ok_or(code)
    }
}

/// `must_understand` (PROTOCOL section 3.1).
pub(super) fn names(value: &Value) -> Rule<Vec<Text>> {
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

//! Text safety: a receipt's own words are shown, never obeyed.

use alloc::string::String;

use crate::card_data;
use crate::json::{ToJson, Writer};

/// Free text exactly as it was signed. Serialising it gives the form that is safe to show: card numbers masked, control,
/// bidi and invisible characters as escapes. So every surface that shows a report is safe by construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    pub fn new(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// The text as signed: for comparing, hashing and signing, not for showing.
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// The text as shown.
    pub fn shown(&self) -> String {
        visible(&card_data::mask(&self.0))
    }
}

impl ToJson for Text {
    fn write(&self, out: &mut Writer) {
        out.string(&self.shown());
    }
}

/// Replaces every character that could hide or reorder its neighbours by `\u{…}`.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_deceptive(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// How many characters. The standard library's way is made for long texts, and as long itself.
pub fn length(text: &str) -> usize {
    text.bytes().filter(|b| b & 0xc0 != 0x80).count()
}

/// A number in digits: `to_string` without the formatting machinery behind it.
pub fn decimal(mut number: u64) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'0' + (number % 10) as u8));
        number /= 10;
        if number == 0 {
            return text;
        }
    }
}

/// The same with a sign before it where it is negative.
pub fn signed(number: i64) -> String {
    let mut text = decimal(number.unsigned_abs());
    if number < 0 {
        text.insert(0, '-');
    }
    text
}

/// Control, bidi and invisible format characters. ZWJ and ZWNJ stay: Indic, Arabic and emoji need them; so do variation selectors.
pub fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'      // C0, DEL, C1
        | '\u{ad}' | '\u{34f}' | '\u{61c}'         // soft hyphen, grapheme joiner, Arabic letter mark
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers: letters that look like nothing
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}'     // zero-width space, direction marks
        | '\u{2028}'..='\u{202e}'                  // line and paragraph separators, embeddings, overrides
        | '\u{2060}'..='\u{206f}'                  // word joiner, invisible operators, isolates
        | '\u{2800}'                               // blank braille pattern
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1345f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceptive_characters_show_as_escapes() {
        assert_eq!(visible("1\u{202e}05"), "1\\u{202e}05");
        assert_eq!(
            visible("a\nb\u{200b}c\u{feff}"),
            "a\\u{a}b\\u{200b}c\\u{feff}"
        );
    }

    #[test]
    fn ordinary_writing_stays_as_it_is() {
        for text in [
            "西湖龙井 明前 250g",
            "Café Größe",
            "👨\u{200d}👩\u{200d}👧",
            "می\u{200c}خواهم",
            "❤\u{fe0f}",
        ] {
            assert_eq!(visible(text), text);
        }
    }
}

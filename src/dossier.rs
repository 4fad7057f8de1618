//! The dossier: a receipt and the statements about it, and the forms in which people hand one over (PROTOCOL section 4).

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use crate::armour::{self, ArmourError};
use crate::base64url;
use crate::digits::{self, DigitsError};
use crate::items;
use crate::log;
use crate::statement;

/// Parts that a dossier has at most, its receipt included. What does not verify is not counted: nobody crowds out a receipt by gluing
/// junk to it.
pub const MAX_PARTS: usize = 16;
/// Bytes of dossier text that are read; they bound the work.
pub const MAX_BYTES: usize = 65_536;
/// Places that are kept for parts that are no statements.
const MAX_SCRAPS: usize = 4_096;
/// A megabyte of pasted text may contain a receipt; more is not a receipt.
const MAX_INPUT: usize = 1 << 20;

/// Why no dossier was found in an input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    #[error("the input is empty")]
    Empty,
    #[error("the input exceeds 1 MiB")]
    TooLarge,
    #[error("no signed receipt in this text")]
    NotAReceipt,
    #[error(transparent)]
    Digits(#[from] DigitsError),
    #[error(transparent)]
    Armour(#[from] ArmourError),
}

impl InputError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "input_empty",
            Self::TooLarge => "input_too_large",
            Self::NotAReceipt => "not_a_receipt",
            Self::Digits(e) => e.code(),
            Self::Armour(e) => e.code(),
        }
    }
}

/// Compact statements joined by `~`, with item lines, which nobody signs by themselves, and proofs of logs. Nothing in it has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    parts: Vec<String>,
    /// Index of the first part that lies beyond the bytes that are read.
    unread: Option<usize>,
}

impl Dossier {
    /// Finds the dossier in what somebody typed, pasted, scanned or opened. The host of a link is never looked at.
    pub fn read(input: &str) -> Result<Self, InputError> {
        if input.len() > MAX_INPUT {
            return Err(InputError::TooLarge);
        }
        let text = input.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() {
            return Err(InputError::Empty);
        }
        // A link's payload stands behind its last `#`; a message may carry one in another sense.
        let fragment = text.bytes().rposition(|b| b == b'#');
        let fragment = fragment.and_then(|at| text.get(at + 1..));
        // Behind the receipt a claim may travel, which is no part of it.
        let fragment = fragment.and_then(|f| f.split('&').next()).map(with_tildes);
        let bodies = [fragment.as_deref(), Some(text)];
        let mut fault = None;
        for body in bodies.into_iter().flatten() {
            if is_digits(body) {
                match from_digits(body) {
                    Ok(dossier) => return Ok(dossier),
                    Err(e) => fault = fault.or(Some(e)),
                }
            }
            if body.split('~').any(|part| statement_in(part).is_some()) {
                return Ok(Self::from_text(body));
            }
        }
        // Digits inside a message. An order number may look like them, so the first that decode win.
        for word in text.split(|c: char| c.is_whitespace() || c == '#') {
            let end = word
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(word.len());
            let (digits, rest) = word.split_at_checked(end).unwrap_or_default();
            if !is_digits(digits) || rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                continue;
            }
            match from_digits(digits) {
                Ok(dossier) => return Ok(dossier),
                Err(e) => fault = fault.or(Some(e)),
            }
        }
        Err(fault.unwrap_or(InputError::NotAReceipt))
    }

    /// Splits dossier text. What is no statement keeps its place and loses its text; it costs nothing, so that no heap of junk crowds
    /// out a receipt.
    pub(crate) fn from_text(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut bytes = 0;
        let mut unread = None;
        for (at, part) in text.split('~').enumerate() {
            let statement = statement_in(part).unwrap_or_default();
            if statement.is_empty() && parts.len() >= MAX_SCRAPS {
                continue;
            }
            // An oversized part gets its own answer without being read.
            if statement.len() <= statement::MAX_TOKEN {
                bytes += statement.len();
            }
            if bytes > MAX_BYTES {
                unread = Some(at);
                break;
            }
            parts.push(statement.to_owned());
        }
        Self { parts, unread }
    }

    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(String::as_str)
    }

    pub fn unread(&self) -> Option<usize> {
        self.unread
    }

    /// Glues another statement to the dossier.
    pub fn push(&mut self, statement: String) {
        self.parts.push(statement);
    }

    /// The parts, joined.
    pub fn to_text(&self) -> String {
        let statements: Vec<&str> = self.parts().filter(|p| !p.is_empty()).collect();
        statements.join("~")
    }

    /// The dossier as a link that fits on paper: armour digits in the fragment, which no browser sends to a server. Parts that are not
    /// statements cannot be armoured and are left out, item lines and proofs of logs among them; they change no verdict.
    pub fn to_link(&self, base_url: &str) -> Result<String, ArmourError> {
        let sound: Vec<&str> = self.parts().filter(|p| is_encoded(p)).collect();
        let bytes = armour::encode(&sound.join("~"))?;
        Ok(link(base_url, &digits::to_digits(&bytes)))
    }

    /// The dossier as a link in its text form, which brings item lines and proofs of logs too: for messages, far too long for paper.
    pub fn to_text_link(&self, base_url: &str) -> String {
        link(base_url, &self.to_text())
    }
}

fn link(base_url: &str, fragment: &str) -> String {
    let mut link = base_url.split('#').next().unwrap_or_default().to_owned();
    link.push('#');
    link.push_str(fragment);
    link
}

/// The statement, item lines or proof in a piece of text: people write before and behind it, and messengers glue their punctuation to it.
fn statement_in(part: &str) -> Option<&str> {
    part.split_whitespace()
        .map(|word| {
            word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric())
                .trim_end_matches(|c: char| {
                    !c.is_ascii_graphic() || "\"'()<>[]{},;:!?&".contains(c)
                })
        })
        // A full stop behind a statement makes a fourth segment.
        .map(|word| match word.strip_suffix('.') {
            Some(stripped) if is_a_part(stripped) => stripped,
            _ => word,
        })
        .find(|word| is_a_part(word))
}

/// Whether a part can be armoured: three segments of canonical base64url.
fn is_encoded(part: &str) -> bool {
    part.split('.').count() == 3 && part.split('.').all(|s| base64url::decode(s).is_some())
}

/// The text with `%7E` read as `~`.
fn with_tildes(text: &str) -> String {
    let mut out = String::new();
    for (at, piece) in text.split('%').enumerate() {
        match piece.strip_prefix("7E").or(piece.strip_prefix("7e")) {
            Some(rest) if at > 0 => {
                out.push('~');
                out.push_str(rest);
            }
            _ => {
                if at > 0 {
                    out.push('%');
                }
                out.push_str(piece);
            }
        }
    }
    out
}

/// Digits as printed, typed or wrapped. Twenty at least: a bare year or phone number is not a receipt.
fn is_digits(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 20
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_whitespace())
}

fn from_digits(text: &str) -> Result<Dossier, InputError> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let bytes = digits::from_digits(&digits)?;
    Ok(Dossier::from_text(&armour::decode(&bytes)?))
}

fn is_a_part(word: &str) -> bool {
    items::is_part(word) || log::is_part(word) || looks_like_statement(word)
}

/// Three segments, the first of which starts like an encoded JSON object. A web address with two dots is not a receipt.
fn looks_like_statement(part: &str) -> bool {
    let mut segments = part.split('.');
    let header = segments.next().unwrap_or_default();
    if segments.count() != 2 {
        return false;
    }
    let mut bits = 0_u32;
    let mut read = 0;
    for byte in header.bytes().take(4) {
        let byte = match byte {
            b'+' => b'-',
            b'/' => b'_',
            byte => byte,
        };
        let Some(value) = base64url::value(byte) else {
            break;
        };
        bits = bits << 6 | u32::from(value);
        read += 1;
    }
    if read != 4 {
        return false;
    }
    let [_, first @ ..] = bits.to_be_bytes();
    let start = first.iter().find(|b| !b.is_ascii_whitespace());
    matches!(start, None | Some(b'{'))
}

//! The case file: one dispute as a file that goes from hand to hand, between a cashier, finance and support (docs/CASE-FILE.md). It holds what people noted
//! and the receipts it is about; nobody signs it, so nothing in it is a verdict. Whoever opens it checks the receipts anew.
//!
//! - [`CaseFile`]: read strictly and within bounds; card data in what people wrote is masked in reading and refused in writing.
//! - [`deadlines`]: by when somebody may have to ask, answer or still have the slip, each with its source; sources that contradict each other stand side by side.
//! - [`calendar`]: the same as a calendar file.

mod calendar;
mod deadlines;

pub use calendar::calendar;
pub use deadlines::{Deadline, DeadlineCode, DeadlineSource, deadlines, deadlines_json};

use crate::card_data;
use crate::dossier::Dossier;
use crate::json::{self, JsonError, Object, ToJson, Value, Writer};
use crate::outgoing;
use crate::settle::look::Look as _;
use crate::settle::{Answers, Claim, answers_json};
use crate::text::{self, is_deceptive};
use crate::vocabulary::words;

const TYPE: &str = "receipt-case";
const MEMBERS: [&str; 8] = [
    "version",
    "type",
    "language",
    "dossiers",
    "claim",
    "answers",
    "entries",
    "deadlines",
];
/// Dossiers are the most of it: 64 KiB each at most.
const MAX_BYTES: usize = 2 << 20;
const MAX_DEPTH: usize = 4;
const MAX_DOSSIERS: usize = 16;
const MAX_ENTRIES: usize = 500;
const MAX_DEADLINES: usize = 32;
/// Characters of a note.
pub const MAX_TEXT: usize = 2_000;
/// The year 2200: no clock that anybody reads shows more.
const LATEST: i64 = 7_258_118_400;

words! {
    /// What happened.
    EntryKind {
        Opened = "opened", Verified = "verified", ReasonStated = "reason_stated", Answered = "answered", Acknowledged = "acknowledged", Settled = "settled",
        HandedOver = "handed_over", Escalated = "escalated", Note = "note", Closed = "closed",
    }
}

words! {
    /// Who wrote it down.
    Scribe { Cashier = "cashier", Finance = "finance", Support = "support", Technician = "technician", Customer = "customer" }
}

/// Why a case file is not read, or not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaseFileError {
    #[error("not strict JSON: {0}")]
    Json(JsonError),
    #[error("the file is larger than any case")]
    TooLarge,
    #[error("not a case file")]
    NotACaseFile,
    #[error("a case file of another version")]
    Version,
    #[error("a member of the case file is missing, unknown or not of its kind")]
    Invalid,
    #[error("a dossier of the case file is none")]
    Dossier,
    #[error("more entries, receipts or dates than one case has")]
    TooMany,
    #[error(
        "the entries are not in the order of a case: opened first, later ones later, nothing behind its end but a new opening"
    )]
    Order,
    #[error("an entry is longer than a note may be, or has invisible characters")]
    Text,
    #[error("there is card data in it")]
    CardData,
}

impl CaseFileError {
    pub fn code(self) -> &'static str {
        match self {
            Self::Json(e) => e.code(),
            Self::TooLarge => "casefile_too_large",
            Self::NotACaseFile => "casefile_not_one",
            Self::Version => "casefile_version",
            Self::Invalid => "casefile_invalid",
            Self::Dossier => "casefile_dossier",
            Self::TooMany => "casefile_too_many",
            Self::Order => "casefile_order",
            Self::Text => "casefile_text",
            Self::CardData => "casefile_card_data",
        }
    }
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub at: i64,
    pub kind: EntryKind,
    /// `None`: the page noted it by itself.
    pub by: Option<Scribe>,
    pub text: Option<String>,
}

/// One dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    pub language: String,
    /// The receipt in dispute first.
    pub dossiers: Vec<String>,
    pub claim: Option<Claim>,
    pub answers: Answers,
    pub entries: Vec<Entry>,
    pub deadlines: Vec<Deadline>,
    /// How many entries had card data, which is masked in what was read.
    pub masked: usize,
}

impl CaseFile {
    /// Reads a case file that somebody brings.
    pub fn read(text: &str) -> Result<Self, CaseFileError> {
        let mut file = Self::parse(text)?;
        for text in file.entries.iter_mut().filter_map(|e| e.text.as_mut()) {
            if card_data::has_card_data(text) {
                *text = card_data::mask(text);
                file.masked += 1;
            }
        }
        Ok(file)
    }

    /// A case that is about to leave the device, in its one spelling. Refuses card data in what people wrote and in the receipts.
    pub fn export(text: &str) -> Result<String, CaseFileError> {
        let file = Self::parse(text)?;
        let mut written = file.entries.iter().filter_map(|e| e.text.as_deref());
        if written.any(is_secret)
            || file
                .dossiers
                .iter()
                .any(|d| outgoing::in_dossier(&Dossier::from_text(d)).is_some())
        {
            return Err(CaseFileError::CardData);
        }
        Ok(json::to_pretty_text(&file) + "\n")
    }

    fn parse(text: &str) -> Result<Self, CaseFileError> {
        if text.len() > MAX_BYTES {
            return Err(CaseFileError::TooLarge);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let object = json::parse_object(text.as_bytes(), MAX_DEPTH).map_err(CaseFileError::Json)?;
        if object.text("type") != Some(TYPE) {
            return Err(CaseFileError::NotACaseFile);
        }
        if object.int("version") != Some(1) {
            return Err(CaseFileError::Version);
        }
        // Nothing travels along that nobody sees.
        known(&object, &MEMBERS)?;
        let mut file = Self {
            language: language(object.text("language"))?,
            dossiers: texts(&object, "dossiers", MAX_DOSSIERS)?,
            claim: claim(&object)?,
            answers: answers(&object)?,
            entries: all(&object, "entries", MAX_ENTRIES, &entry)?,
            deadlines: all(&object, "deadlines", MAX_DEADLINES, &Deadline::read)?,
            masked: 0,
        };
        for text in &mut file.dossiers {
            *text = dossier(text)?;
        }
        in_order(&file.entries)?;
        Ok(file)
    }
}

impl ToJson for CaseFile {
    fn write(&self, out: &mut Writer) {
        let answers = answers_json(&self.answers);
        out.object(&|out| {
            out.member("version", &Value::Int(1));
            out.member("type", &Value::Text(TYPE.to_owned()));
            out.member("language", &self.language);
            out.member("dossiers", &self.dossiers);
            out.given("claim", &self.claim);
            out.member("answers", &answers);
            out.member("entries", &self.entries);
            out.member("deadlines", &self.deadlines);
        });
    }
}

impl ToJson for Entry {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("at", &Value::Int(self.at));
            out.member("kind", &self.kind);
            out.given("by", &self.by);
            out.given("text", &self.text);
        });
    }
}

fn known(object: &Object, names: &[&str]) -> Result<(), CaseFileError> {
    match object.iter().all(|(name, _)| names.contains(&name)) {
        true => Ok(()),
        false => Err(CaseFileError::Invalid),
    }
}

fn language(tag: Option<&str>) -> Result<String, CaseFileError> {
    let tag = tag.ok_or(CaseFileError::Invalid)?;
    let sound = (2..=35).contains(&tag.len())
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    sound.then(|| tag.to_owned()).ok_or(CaseFileError::Invalid)
}

fn claim(object: &Object) -> Result<Option<Claim>, CaseFileError> {
    match object.get("claim") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Text(word)) => Claim::from_word(word)
            .map(Some)
            .ok_or(CaseFileError::Invalid),
        Some(_) => Err(CaseFileError::Invalid),
    }
}

fn answers(object: &Object) -> Result<Answers, CaseFileError> {
    match object.get("answers") {
        None => Ok(Answers::default()),
        Some(Value::Object(answers)) => Answers::read(answers).map_err(|_| CaseFileError::Invalid),
        Some(_) => Err(CaseFileError::Invalid),
    }
}

fn list<'a>(object: &'a Object, name: &str, most: usize) -> Result<&'a [Value], CaseFileError> {
    match object.get(name) {
        None => Ok(&[]),
        Some(Value::List(list)) if list.len() <= most => Ok(list),
        Some(Value::List(_)) => Err(CaseFileError::TooMany),
        Some(_) => Err(CaseFileError::Invalid),
    }
}

fn texts(object: &Object, name: &str, most: usize) -> Result<Vec<String>, CaseFileError> {
    let texts = list(object, name, most)?.iter().map(|value| match value {
        Value::Text(text) => Ok(text.clone()),
        _ => Err(CaseFileError::Invalid),
    });
    texts.collect()
}

fn all<T>(
    object: &Object,
    name: &str,
    most: usize,
    read: &dyn Fn(&Object) -> Result<T, CaseFileError>,
) -> Result<Vec<T>, CaseFileError> {
    let values = list(object, name, most)?.iter().map(|value| match value {
        Value::Object(object) => read(object),
        _ => Err(CaseFileError::Invalid),
    });
    values.collect()
}

/// The text of a dossier and nothing around it: a link's host, or a message, has no place in a case. Digits stay out too, for the sake of the decoder's size.
fn dossier(text: &str) -> Result<String, CaseFileError> {
    let plain = Dossier::from_text(text).to_text();
    match !plain.is_empty() && plain == text {
        true => Ok(plain),
        false => Err(CaseFileError::Dossier),
    }
}

fn entry(object: &Object) -> Result<Entry, CaseFileError> {
    known(object, &["at", "kind", "by", "text"])?;
    let word = |name: &str| object.text(name).unwrap_or_default();
    let text = match object.get("text") {
        None | Some(Value::Null) => None,
        Some(Value::Text(text)) => Some(note(text)?),
        Some(_) => return Err(CaseFileError::Invalid),
    };
    let entry = Entry {
        at: object
            .int("at")
            .filter(|at| (0..=LATEST).contains(at))
            .ok_or(CaseFileError::Invalid)?,
        kind: EntryKind::from_word(word("kind")).ok_or(CaseFileError::Invalid)?,
        by: match object.get("by") {
            None | Some(Value::Null) => None,
            Some(_) => Some(Scribe::from_word(word("by")).ok_or(CaseFileError::Invalid)?),
        },
        text,
    };
    if entry.kind == EntryKind::Note && entry.text.is_none() {
        return Err(CaseFileError::Text);
    }
    Ok(entry)
}

/// A note may have lines; what hides or turns its neighbours around is not a note.
fn note(text: &str) -> Result<String, CaseFileError> {
    let trimmed = text.trim();
    let hidden = trimmed.chars().any(|c| c != '\n' && is_deceptive(c));
    if trimmed.is_empty() || hidden || text::length(trimmed) > MAX_TEXT {
        return Err(CaseFileError::Text);
    }
    Ok(trimmed.to_owned())
}

/// A case is opened first, time does not run backwards, and what was closed has to be opened again.
fn in_order(entries: &[Entry]) -> Result<(), CaseFileError> {
    let mut open = false;
    let mut last = 0;
    for entry in entries {
        let begins = entry.kind == EntryKind::Opened;
        if entry.at < last || begins == open {
            return Err(CaseFileError::Order);
        }
        open = entry.kind != EntryKind::Closed;
        last = entry.at;
    }
    Ok(())
}

/// Words after which a cashier would write what has no place in a note: an expiry date, a PIN, a code from a message. On goods and receipts the same words are innocent.
const SECRETS: [&str; 10] = [
    "有效期",
    "到期",
    "密码",
    "验证码",
    "expiry",
    "expires",
    "exp date",
    "pin",
    "passcode",
    "password",
];

/// What must not leave in a note.
fn is_secret(text: &str) -> bool {
    let folded = text.to_lowercase();
    let announced = |word: &&str| folded.split(*word).skip(1).any(is_code);
    outgoing::in_text(text) || SECRETS.iter().any(announced)
}

/// Four to six digits, or a month and a year, right behind a word and what people write in between.
fn is_code(tail: &str) -> bool {
    let tail = tail.trim_start_matches(|c: char| c.is_whitespace() || ":：=是为".contains(c));
    let tail = tail.strip_prefix("is ").unwrap_or(tail);
    let code: String = tail
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '/' | '-'))
        .collect();
    match code.split_once(['/', '-']) {
        Some((month, year)) => month.len() <= 2 && !month.is_empty() && matches!(year.len(), 2 | 4),
        None => (4..=6).contains(&code.len()),
    }
}

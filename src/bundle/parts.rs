//! What a bundle is made from, read strictly and within bounds, whoever wrote it: a person at a page, or the maker of a bundle that was handed over.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::members::{
    Read, free, free_or_none, given, inner, invalid, list, objects, sha256_of, time,
};
use super::profile::Profile;
use crate::casefile::{EntryKind, Scribe};
use crate::dossier::Dossier;
use crate::json::{Object, Value, members};
use crate::settle::Claim;
use crate::settle::look::Look as _;
use crate::text::length;
use crate::time::{Time, UtcOffset};
use crate::vocabulary::{Provenance, words};

const MAX_NAME: usize = 64;
const MAX_DOSSIERS: usize = 16;
const MAX_LISTS: usize = 8;
const MAX_ATTACHMENTS: usize = 32;
const MAX_ENTRIES: usize = 500;
/// A page that opens links: its address, and nothing behind it.
const MAX_BASE: usize = 128;
pub const DEFAULT_BASE: &str = "https://verify.receipts.example/";

words! {
    /// Who made the bundle.
    MakerSide { Customer = "customer", Merchant = "merchant", Other = "other" }
}

words! { Language { En = "en", ZhCn = "zh-CN" } }

words! {
    /// What somebody attaches by hand.
    AttachmentKind {
        Document = "document", Picture = "picture", Video = "video", Sound = "sound", Message = "message", Slip = "slip", Other = "other",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    pub name: String,
    pub side: MakerSide,
}

members!(member Maker { name, side });

/// A trust list with who chose it on the maker's device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub text: String,
    pub provenance: Provenance,
}

impl List {
    pub fn is_signed(&self) -> bool {
        !self.text.trim_start().starts_with('{')
    }
}

/// A file that stays where it is: the bundle holds its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub kind: AttachmentKind,
    pub size: u64,
    pub sha256: String,
    /// Seconds into a recording.
    pub from: Option<u64>,
    pub to: Option<u64>,
    pub note: Option<String>,
}

members!(member Attachment { name, kind, size, sha256, from, to, note });

/// One line of the case's timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    pub at: Time,
    pub kind: EntryKind,
    pub by: Option<Scribe>,
    pub text: Option<String>,
}

members!(given TimelineEntry { at, kind, by, text });

/// Everything that a bundle is written from.
#[derive(Debug, Clone)]
pub struct Parts {
    pub maker: Maker,
    /// The reports and the answer are as of this moment.
    pub made_at: Time,
    pub utc_offset: UtcOffset,
    pub language: Language,
    pub link_base: String,
    pub profile: Option<&'static Profile>,
    /// What the maker says about elements that no data can show; texts by element.
    pub profile_answers: Object,
    pub dossiers: Vec<String>,
    pub neighbours: Vec<String>,
    pub lists: Vec<List>,
    pub reports: Vec<Object>,
    pub claim: Option<Claim>,
    pub answers: Object,
    pub told: Option<Value>,
    pub entries: Vec<TimelineEntry>,
    pub answer: Option<Object>,
    pub line: Option<Object>,
    pub attachments: Vec<Attachment>,
}

impl Maker {
    pub fn read(object: &Object) -> Read<Self> {
        let maker = match object.object("maker") {
            Some(maker) => maker,
            None => return invalid("maker"),
        };
        let side = maker.text("side").and_then(MakerSide::from_word);
        Ok(Self {
            name: free(maker, "maker.", "name", MAX_NAME)?,
            side: match side {
                Some(side) => side,
                None => return invalid("maker.side"),
            },
        })
    }
}

impl Attachment {
    pub fn read(object: &Object) -> Read<Self> {
        let path = "attachments.";
        let whole = |name: &str| match given(object, name) {
            None => Ok(None),
            Some(Value::Int(n)) => u64::try_from(*n).map(Some).or_else(|_| invalid(name)),
            Some(_) => invalid(name),
        };
        let (from, to) = (whole("from")?, whole("to")?);
        if to.is_some_and(|to| from.unwrap_or_default() > to) {
            return invalid("attachments.to");
        }
        let kind = object.text("kind").and_then(AttachmentKind::from_word);
        Ok(Self {
            name: free(object, path, "name", 120)?,
            kind: match kind {
                Some(kind) => kind,
                None => return invalid("attachments.kind"),
            },
            size: match whole("size")? {
                Some(size) => size,
                None => return invalid("attachments.size"),
            },
            sha256: sha256_of(object, path)?,
            from,
            to,
            note: free_or_none(object, path, "note")?,
        })
    }
}

impl TimelineEntry {
    fn read(object: &Object) -> Read<Self> {
        let path = "entries.";
        let kind = object.text("kind").and_then(EntryKind::from_word);
        let by = match given(object, "by") {
            None => None,
            Some(_) => match object.text("by").and_then(Scribe::from_word) {
                Some(by) => Some(by),
                None => return invalid("entries.by"),
            },
        };
        Ok(Self {
            at: time(object, path, "at")?,
            kind: match kind {
                Some(kind) => kind,
                None => return invalid("entries.kind"),
            },
            by,
            text: free_or_none(object, path, "text")?,
        })
    }
}

/// The texts of `name`, each of them dossiers in any of the forms that people hand one over.
fn dossiers(object: &Object, name: &str) -> Read<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for value in list(object, name, MAX_DOSSIERS)? {
        let dossier = match value {
            Value::Text(text) => Dossier::read(text).ok(),
            _ => None,
        };
        match dossier.map(|d| d.to_text()) {
            Some(text) if out.contains(&text) => {}
            Some(text) => out.push(text),
            None => return invalid(name),
        }
    }
    Ok(out)
}

impl Parts {
    /// Reads the JSON that a page or the command line hands over.
    pub fn read(object: &Object) -> Read<Self> {
        let dossiers_here = dossiers(object, "dossiers")?;
        if dossiers_here.is_empty() {
            return invalid("dossiers");
        }
        let mut lists = Vec::new();
        for entry in objects(object, "lists", MAX_LISTS)? {
            let provenance = entry.text("provenance").and_then(Provenance::from_word);
            match (entry.text("text"), provenance) {
                (Some(text), Some(provenance)) => lists.push(List {
                    text: text.trim().to_owned(),
                    provenance,
                }),
                _ => return invalid("lists"),
            }
        }
        let mut parts = Self {
            dossiers: dossiers_here,
            neighbours: dossiers(object, "neighbours")?,
            lists,
            reports: cloned(objects(object, "reports", crate::settle::MAX_REPORTS)?),
            answer: inner(object, "answer")?.cloned(),
            line: inner(object, "line")?.map(line).transpose()?,
            ..Self::described(object)?
        };
        parts.take_case(inner(object, "case")?)?;
        parts.take_profile(object.text("profile"), inner(object, "profile_answers")?)?;
        if parts.reports.is_empty() {
            return invalid("reports");
        }
        Ok(parts)
    }

    /// What the manifest says of the bundle as a whole; the files are still to come.
    pub fn described(object: &Object) -> Read<Self> {
        let offset = object.int("utc_offset").unwrap_or_default();
        let language = object.text("language").and_then(Language::from_word);
        let base = object.text("link_base").unwrap_or(DEFAULT_BASE);
        if !is_address(base) {
            return invalid("link_base");
        }
        let mut attachments = Vec::new();
        for entry in objects(object, "attachments", MAX_ATTACHMENTS)? {
            attachments.push(Attachment::read(entry)?);
        }
        Ok(Self {
            maker: Maker::read(object)?,
            made_at: time(object, "", "made_at")?,
            utc_offset: match UtcOffset::from_minutes(offset) {
                Some(offset) => offset,
                None => return invalid("utc_offset"),
            },
            language: match language {
                Some(language) => language,
                None => return invalid("language"),
            },
            link_base: base.to_owned(),
            profile: None,
            profile_answers: Object::default(),
            dossiers: Vec::new(),
            neighbours: Vec::new(),
            lists: Vec::new(),
            reports: Vec::new(),
            claim: None,
            answers: Object::default(),
            told: None,
            entries: Vec::new(),
            answer: None,
            line: None,
            attachments,
        })
    }

    pub fn take_case(&mut self, case: Option<&Object>) -> Read<()> {
        let Some(case) = case else {
            return Ok(());
        };
        self.claim = match given(case, "claim") {
            None => None,
            Some(_) => match case.text("claim").and_then(Claim::from_word) {
                Some(claim) => Some(claim),
                None => return invalid("case.claim"),
            },
        };
        if let Some(answers) = inner(case, "answers")? {
            if crate::settle::Answers::read(answers).is_err() {
                return invalid("case.answers");
            }
            self.answers = answers.clone();
        }
        self.told = given(case, "told").cloned();
        self.entries.clear();
        for entry in objects(case, "entries", MAX_ENTRIES)? {
            self.entries.push(TimelineEntry::read(entry)?);
        }
        self.entries.sort_by_key(|entry| entry.at);
        Ok(())
    }

    pub fn take_profile(&mut self, name: Option<&str>, answers: Option<&Object>) -> Read<()> {
        self.profile = match name {
            None => None,
            Some(name) => match Profile::named(name) {
                Some(profile) => Some(profile),
                None => return invalid("profile"),
            },
        };
        for (name, value) in answers.into_iter().flat_map(Object::iter) {
            let known = self.profile.is_some_and(|p| p.has(name));
            match value {
                Value::Text(text) if known && length(text) <= 2_000 => {}
                _ => return invalid(&format!("profile_answers.{name}")),
            }
        }
        self.profile_answers = answers.cloned().unwrap_or_default();
        Ok(())
    }
}

/// Of a page: nothing that a browser would run, and nothing behind the path.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| {
        text.strip_prefix("http://")
            .filter(|r| r.starts_with("localhost"))
    });
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"-._~/:".contains(&b);
    rest.is_some_and(|rest| {
        text.len() <= MAX_BASE
            && rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && rest.bytes().all(is_letter)
    })
}

fn cloned(objects: Vec<&Object>) -> Vec<Object> {
    objects.into_iter().cloned().collect()
}

/// Of a statement file: what it is, the line that was matched to each receipt, and nothing of its other lines.
pub fn line(given: &Object) -> Read<Object> {
    let mut out = Object::default();
    let by = given.text("supplied_by").unwrap_or_default();
    if !["customer", "merchant", "unknown"].contains(&by) {
        return invalid("line.supplied_by");
    }
    out.set("supplied_by", Value::Text(by.to_owned()));
    out.set("name", Value::Text(free(given, "line.", "name", 120)?));
    match given.int("size") {
        Some(size) if size >= 0 => out.set("size", Value::Int(size)),
        _ => return invalid("line.size"),
    }
    out.set("sha256", Value::Text(sha256_of(given, "line.")?));
    let mut facts = inner(given, "facts")?.cloned().unwrap_or_default();
    // The sample rows of a guess are other people's lines.
    let sure = facts.object("columns").map(|c| c.flag("sure"));
    facts.set(
        "columns",
        match sure {
            Some(sure) => {
                let mut columns = Object::default();
                columns.set("sure", Value::Bool(sure != Some(false)));
                Value::Object(columns)
            }
            None => Value::Null,
        },
    );
    out.set("facts", Value::Object(facts));
    let matches = objects(given, "matches", crate::settle::MAX_REPORTS)?;
    let matches = matches.into_iter().cloned().map(Value::Object).collect();
    out.set("matches", Value::List(matches));
    Ok(out)
}

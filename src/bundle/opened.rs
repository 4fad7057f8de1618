//! A bundle that somebody handed over: what is in it, and what is wrong with it. Nothing here trusts a word of it.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::archive::{self, Entry};
use super::manifest::{self, FileKind, Listed, Manifest};
use super::parts::{self, List, Parts};
use super::{BundleError, MAX_DEPTH, guard};
use crate::card_data::mask;
use crate::dossier::Dossier;
use crate::json::{self, Object, ToJson, Value, Writer, members, to_text};
use crate::report::{CheckOutcome, Params};
use crate::settle::Answers;
use crate::settle::look::Look as _;
use crate::text::visible;
use crate::time::Time;
use crate::vocabulary::Provenance;

/// Seconds by which clocks differ.
const CLOCK_LEEWAY: i64 = 600;

const MANIFEST: [&str; 11] = [
    "version",
    "type",
    "made_at",
    "utc_offset",
    "maker",
    "tool",
    "language",
    "link_base",
    "profile",
    "files",
    "attachments",
];
const MANIFEST_LISTS: [(&str, &[&str]); 4] = [
    ("maker", &["name", "side"]),
    ("tool", &["name", "version", "words"]),
    ("files", &["path", "kind", "size", "sha256", "provenance"]),
    (
        "attachments",
        &["name", "kind", "size", "sha256", "from", "to", "note"],
    ),
];
const CASE: [&str; 4] = ["claim", "answers", "told", "entries"];
const CASE_LISTS: [(&str, &[&str]); 1] = [("entries", &["at", "kind", "by", "text"])];

fn unknown<'a>(object: &'a Object, known: &[&str]) -> Vec<&'a str> {
    let names = object.iter().map(|(name, _)| name);
    names.filter(|name| !known.contains(name)).collect()
}

/// Something found about the bundle: `bundle.finding.<code>` is its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    pub outcome: CheckOutcome,
    pub params: Params,
}

members!(member Finding { code, outcome, params });

impl Finding {
    pub fn new(code: &'static str, outcome: CheckOutcome) -> Self {
        Self {
            code,
            outcome,
            params: Params::default(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params = self.params.word(name, visible(&value.into()));
        self
    }

    /// About one file.
    fn at(code: &'static str, path: &str) -> Self {
        Self::new(code, CheckOutcome::Conflict).with("path", path)
    }
}

/// A text file of the bundle.
struct File<'a> {
    path: &'a str,
    text: &'a str,
}

impl ToJson for File<'_> {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("path", &self.path);
            out.member("text", &self.text);
        });
    }
}

/// What was read, file by file.
#[derive(Debug, Clone)]
pub struct Opened {
    pub manifest: Manifest,
    pub parts: Parts,
    pub problems: Vec<Finding>,
    pub(super) entries: Vec<Entry>,
}

impl Opened {
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        let entries = archive::read(bytes).map_err(BundleError::Archive)?;
        let manifest = entries
            .iter()
            .find(|entry| entry.path == manifest::PATH)
            .ok_or_else(|| BundleError::Manifest(manifest::PATH.to_owned()))?;
        let manifest = Manifest::read(&manifest.bytes)?;
        let mut opened = Self {
            parts: manifest.parts.clone(),
            manifest,
            problems: Vec::new(),
            entries,
        };
        opened.compare_hashes();
        opened.read_files();
        opened.name_unknown();
        if opened.parts.dossiers.is_empty() {
            return Err(BundleError::Manifest("dossiers".to_owned()));
        }
        if let Err(BundleError::CardData(member)) = guard::check(&opened.parts) {
            let finding = Finding::new("bundle_card_data", CheckOutcome::Warn);
            opened.problems.push(finding.with("member", member));
        }
        // Always said: whoever handed the bundle over could have written every file of it.
        let unsigned = Finding::new("bundle_unsigned", CheckOutcome::Info);
        let maker = opened.parts.maker.name.clone();
        opened.problems.push(unsigned.with("maker", mask(&maker)));
        let answers = Answers::read(&opened.parts.answers).unwrap_or_default();
        let answers = answers.given();
        if !answers.is_empty() {
            let names: Vec<&str> = answers.iter().map(|(name, _)| *name).collect();
            let told = Finding::new("bundle_answers_told", CheckOutcome::Info);
            opened.problems.push(told.with("names", names.join(", ")));
        }
        if opened.parts.line.is_some() {
            let line = Finding::new("bundle_line_unsigned", CheckOutcome::Info);
            opened.problems.push(line);
        }
        Ok(opened)
    }

    /// Whether the bundle claims to be from the future of whoever reads it.
    pub fn dated_later(&self, now: Time) -> Option<Finding> {
        (now.since(self.parts.made_at) < -CLOCK_LEEWAY).then(|| {
            let at = self.parts.made_at.to_text(self.parts.utc_offset);
            Finding::new("bundle_made_later", CheckOutcome::Warn).with("at", at)
        })
    }

    /// Each file against the manifest, and the manifest against the files.
    fn compare_hashes(&mut self) {
        for listed in &self.manifest.files {
            let finding = match self.entries.iter().find(|e| e.path == listed.path) {
                None => "bundle_file_missing",
                Some(entry) => {
                    let found = Listed::new(entry, listed.kind);
                    if (found.size, &found.sha256) == (listed.size, &listed.sha256) {
                        continue;
                    }
                    "bundle_hash_mismatch"
                }
            };
            self.problems.push(Finding::at(finding, &listed.path));
        }
        for entry in &self.entries {
            let path = entry.path.as_str();
            if path != manifest::PATH && self.manifest.file(path).is_none() {
                self.problems
                    .push(Finding::at("bundle_file_unlisted", path));
            }
        }
    }

    /// Members that nobody here reads, in what people write: a misspelt one would drop what it holds without a word.
    fn name_unknown(&mut self) {
        for (path, known, lists) in [
            (manifest::PATH, &MANIFEST[..], &MANIFEST_LISTS[..]),
            ("case.json", &CASE[..], &CASE_LISTS[..]),
        ] {
            let entry = self.entries.iter().find(|entry| entry.path == path);
            let object = entry.and_then(|e| json::parse_object(&e.bytes, MAX_DEPTH).ok());
            let Some(object) = object else { continue };
            let mut stray: Vec<&str> = unknown(&object, known);
            for (list, known) in lists {
                let inner = object.objects(list).into_iter().chain(object.object(list));
                stray.extend(inner.flat_map(|inner| unknown(inner, known)));
            }
            if let Some(member) = stray.first() {
                let finding = Finding::new("bundle_member_unknown", CheckOutcome::Warn);
                let member = mask(member.get(..64).unwrap_or(member));
                let finding = finding.with("path", path).with("member", member);
                self.problems.push(finding);
            }
        }
    }

    /// Reads what the manifest lists, in the order of paths; a file that is none of its kind is said and passed over.
    fn read_files(&mut self) {
        let mut files: Vec<(usize, Listed)> = Vec::new();
        for listed in &self.manifest.files {
            if let Some(at) = self.entries.iter().position(|e| e.path == listed.path) {
                files.push((at, listed.clone()));
            }
        }
        files.sort_by_key(|(_, listed)| number(&listed.path));
        for (at, listed) in files {
            let text = self.entries.get(at).map(|e| e.bytes.clone());
            let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
            let taken = text.and_then(|text| self.take(&listed, &text));
            if taken.is_none() {
                let finding = Finding::at("bundle_part_unreadable", &listed.path);
                self.problems.push(finding);
            }
        }
    }

    fn take(&mut self, listed: &Listed, text: &str) -> Option<()> {
        let object = || json::parse_object(text.as_bytes(), MAX_DEPTH).ok();
        let dossier = || Some(Dossier::read(text).ok()?.to_text());
        let parts = &mut self.parts;
        match listed.kind {
            FileKind::Dossier => parts.dossiers.push(dossier()?),
            FileKind::Neighbour => parts.neighbours.push(dossier()?),
            FileKind::Trust => parts.lists.push(List {
                text: text.trim().to_owned(),
                provenance: listed.provenance.unwrap_or(Provenance::Host),
            }),
            FileKind::Case => parts.take_case(Some(&object()?)).ok()?,
            FileKind::Report => {
                let wrapped = format!("{{\"reports\":{text}}}");
                let wrapped = json::parse_object(wrapped.as_bytes(), MAX_DEPTH).ok()?;
                let Some(Value::List(reports)) = wrapped.get("reports") else {
                    return None;
                };
                if reports.len() > crate::settle::MAX_REPORTS {
                    return None;
                }
                let reports = wrapped.objects("reports").into_iter();
                parts.reports = reports.cloned().collect();
            }
            FileKind::Answer => parts.answer = Some(object()?),
            FileKind::Line => parts.line = Some(parts::line(&object()?).ok()?),
            FileKind::Profile => {
                let object = object()?;
                let (name, answers) = (object.text("profile"), object.object("answers"));
                parts.take_profile(name, answers).ok()?;
            }
            FileKind::Text | FileKind::Page | FileKind::Readme => {}
        }
        Some(())
    }

    fn texts<'a>(&'a self, kind: FileKind, texts: &'a [String]) -> Vec<File<'a>> {
        let mut listed: Vec<&Listed> = self.manifest.files.iter().collect();
        listed.retain(|l| l.kind == kind);
        listed.sort_by_key(|l| number(&l.path));
        let paths = listed.into_iter().map(|l| l.path.as_str());
        let texts = texts.iter().map(String::as_str);
        paths
            .zip(texts)
            .map(|(path, text)| File { path, text })
            .collect()
    }

    /// What a verifier needs to judge the bundle anew.
    pub fn to_json(&self) -> String {
        to_text(self)
    }
}

/// A text as it may be shown: its maker could have written anything.
fn shown(text: &str) -> String {
    visible(&mask(text))
}

fn shown_value(value: &Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(shown(text)),
        Value::List(list) => Value::List(list.iter().map(shown_value).collect()),
        Value::Object(object) => Value::Object(shown_object(object)),
        other => other.clone(),
    }
}

fn shown_object(object: &Object) -> Object {
    let mut out = Object::default();
    for (name, value) in object.iter() {
        out.set(&shown(name), shown_value(value));
    }
    out
}

impl Manifest {
    /// With every text of its maker's made safe to show.
    pub fn shown(&self) -> Self {
        let mut out = self.clone();
        out.parts.maker.name = shown(&out.parts.maker.name);
        for file in &mut out.parts.attachments {
            file.name = shown(&file.name);
            file.note = file.note.as_deref().map(shown);
        }
        for text in [
            &mut out.tool.name,
            &mut out.tool.version,
            &mut out.tool.words,
            &mut out.parts.link_base,
        ] {
            *text = shown(text);
        }
        out.profile = out.profile.as_deref().map(shown);
        out
    }
}

/// Where a numbered file stands among its like.
fn number(path: &str) -> (String, usize) {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let number = name.split('.').next().and_then(|n| n.parse().ok());
    (folder.to_owned(), number.unwrap_or_default())
}

impl ToJson for Opened {
    fn write(&self, out: &mut Writer) {
        let lists: Vec<Object> = self
            .parts
            .lists
            .iter()
            .map(|list| {
                let mut out = Object::default();
                out.set("text", Value::Text(list.text.clone()));
                out.set("signed", Value::Bool(list.is_signed()));
                let provenance = list.provenance.as_str().to_owned();
                out.set("provenance", Value::Text(provenance));
                out
            })
            .collect();
        let parts = &self.parts;
        let mut entries = parts.entries.clone();
        for entry in &mut entries {
            entry.text = entry.text.as_deref().map(shown);
        }
        let line = parts.line.as_ref().map(shown_object);
        out.object(&|out| {
            out.member("manifest", &self.manifest.shown());
            out.member("dossiers", &self.texts(FileKind::Dossier, &parts.dossiers));
            out.member(
                "neighbours",
                &self.texts(FileKind::Neighbour, &parts.neighbours),
            );
            out.member("lists", &lists);
            out.member("claim", &parts.claim);
            out.member("answers", &parts.answers);
            out.member("told", &parts.told);
            out.member("entries", &entries);
            out.member("line", &line);
            out.member("problems", &self.problems);
        });
    }
}

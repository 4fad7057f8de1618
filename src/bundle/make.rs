//! From parts to files.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::archive::Entry;
use super::manifest::{self, FileKind, Listed, Manifest, Tool};
use super::parts::Parts;
use super::words::Words;
use super::{BundleError, page, profile};
use crate::json::{Object, ToJson, Value, to_pretty_text};
use crate::settle::Claim;

/// Every file of the bundle, the manifest last.
pub fn files(parts: &Parts, words: &Words) -> Vec<Entry> {
    let mut files = Files(Vec::new());
    for (folder, dossiers) in [
        ("dossiers", &parts.dossiers),
        ("neighbours", &parts.neighbours),
    ] {
        for (at, dossier) in dossiers.iter().enumerate() {
            files.push(format!("{folder}/{}.txt", at + 1), format!("{dossier}\n"));
        }
    }
    for (at, list) in parts.lists.iter().enumerate() {
        let extension = if list.is_signed() { "jwt" } else { "json" };
        files.push(
            format!("trust/{}.{extension}", at + 1),
            format!("{}\n", list.text),
        );
        if let Some((_, listed)) = files.0.last_mut() {
            listed.provenance = Some(list.provenance);
        }
    }
    files.json("case.json", &case(parts));
    let reports: Vec<Value> = parts.reports.iter().cloned().map(Value::Object).collect();
    files.json("report.json", &reports);
    if let Some(answer) = &parts.answer {
        files.json("answer.json", answer);
    }
    if let Some(line) = &parts.line {
        files.json("statement-line.json", line);
    }
    let mut sheet = parts.profile.map(|p| profile::sheet(p, parts, words));
    if let Some(sheet) = &mut sheet {
        let text = profile::text(sheet, parts, words);
        files.push("profile.txt".to_owned(), text);
        files.json("profile.json", &Answered { sheet, parts });
    }
    files.push("readme.txt".to_owned(), readme(words));
    // A reader finds them in the order in which the archive has them.
    files.0.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    let page = page::write(
        parts,
        sheet.as_ref(),
        &files.listed(),
        "bundle.page.maker",
        words,
    );
    files.push("report.html".to_owned(), page);
    files.0.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    let manifest = Manifest {
        parts: parts.clone(),
        profile: parts.profile.map(|p| p.name.to_owned()),
        tool: Tool::this(&words.digest()),
        files: files.listed(),
    };
    let text = to_pretty_text(&manifest) + "\n";
    let mut entries: Vec<Entry> = files.0.into_iter().map(|(entry, _)| entry).collect();
    entries.push(Entry {
        path: manifest::PATH.to_owned(),
        bytes: text.into_bytes(),
    });
    entries
}

struct Files(Vec<(Entry, Listed)>);

impl Files {
    fn push(&mut self, path: String, text: String) {
        let entry = Entry {
            path,
            bytes: text.into_bytes(),
        };
        // Every path above has a kind.
        if let Some(kind) = FileKind::of(&entry.path) {
            let listed = Listed::new(&entry, kind);
            self.0.push((entry, listed));
        }
    }

    fn json(&mut self, path: &str, value: &dyn ToJson) {
        self.push(path.to_owned(), to_pretty_text(value) + "\n");
    }

    fn listed(&self) -> Vec<Listed> {
        self.0.iter().map(|(_, listed)| listed.clone()).collect()
    }
}

/// A sheet with what its maker said.
struct Answered<'a> {
    sheet: &'a profile::Sheet,
    parts: &'a Parts,
}

impl ToJson for Answered<'_> {
    fn write(&self, out: &mut crate::json::Writer) {
        let sheet = self.sheet;
        out.object(&|out| {
            sheet.write_members(out);
            out.member("answers", &self.parts.profile_answers);
        });
    }
}

fn case(parts: &Parts) -> Object {
    let mut case = Object::default();
    let word = |claim: Claim| Value::Text(claim.as_str().to_owned());
    case.set("claim", parts.claim.map_or(Value::Null, word));
    case.set("answers", Value::Object(parts.answers.clone()));
    case.set("told", parts.told.clone().unwrap_or(Value::Null));
    let mut entries = Vec::new();
    for entry in &parts.entries {
        let mut out = Object::default();
        out.set("at", Value::Int(entry.at.seconds().cast_signed()));
        out.set("kind", Value::Text(entry.kind.as_str().to_owned()));
        let by = entry.by.map(|by| Value::Text(by.as_str().to_owned()));
        out.set("by", by.unwrap_or(Value::Null));
        let text = entry.text.clone().map(Value::Text);
        out.set("text", text.unwrap_or(Value::Null));
        entries.push(Value::Object(out));
    }
    case.set("entries", Value::List(entries));
    case
}

fn readme(words: &Words) -> String {
    let mut out = String::new();
    for line in 1..=12 {
        let key = format!("bundle.readme.{line}");
        if words.has(&key) {
            out.push_str(words.plain(&key));
            out.push('\n');
        }
    }
    out
}

/// Reads the input, refuses card data, and writes the archive.
pub fn bytes(parts: &Parts, words: &Words) -> Result<Vec<u8>, BundleError> {
    super::guard::check(parts)?;
    super::archive::write(&files(parts, words)).map_err(BundleError::Archive)
}

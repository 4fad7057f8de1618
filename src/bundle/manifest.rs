//! `manifest.json`: who made the bundle, when, and the hash of every file in it.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use super::members::sha256_of;
use super::parts::Parts;
use super::{BundleError, archive, sha256_hex};
use crate::json::{self, Object, ToJson, Value, Writer, members};
use crate::settle::look::Look as _;
use crate::vocabulary::{Provenance, words};

pub const PATH: &str = "manifest.json";
const TYPE: &str = "receipt-bundle";
const TOOL: &str = "receipt-verifier";
const MAX_DEPTH: usize = 6;

words! {
    /// What a file of a bundle is. Its path says so too.
    FileKind {
        Dossier = "dossier", Neighbour = "neighbour", Trust = "trust", Case = "case", Report = "report", Answer = "answer",
        Line = "line", Profile = "profile", Text = "text", Page = "page", Readme = "readme",
    }
}

impl FileKind {
    pub fn of(path: &str) -> Option<Self> {
        Some(match path {
            "case.json" => Self::Case,
            "report.json" => Self::Report,
            "answer.json" => Self::Answer,
            "statement-line.json" => Self::Line,
            "profile.json" => Self::Profile,
            "profile.txt" => Self::Text,
            "report.html" => Self::Page,
            "readme.txt" => Self::Readme,
            path => match path.split_once('/')? {
                ("dossiers", name) if is_numbered(name, "txt") => Self::Dossier,
                ("neighbours", name) if is_numbered(name, "txt") => Self::Neighbour,
                ("trust", name) if is_numbered(name, "jwt") || is_numbered(name, "json") => {
                    Self::Trust
                }
                _ => return None,
            },
        })
    }

    /// Whether a file repeats in sentences what other files hold as data.
    pub fn is_derived(self) -> bool {
        matches!(self, Self::Profile | Self::Text | Self::Page | Self::Readme)
    }
}

/// `1.txt`, `2.txt`, …
fn is_numbered(name: &str, extension: &str) -> bool {
    name.split_once('.').is_some_and(|(number, end)| {
        let digits = number.bytes().all(|b| b.is_ascii_digit());
        end == extension && digits && (1..=2).contains(&number.len()) && !number.starts_with('0')
    })
}

/// A file as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub path: String,
    pub kind: FileKind,
    pub size: u64,
    pub sha256: String,
    /// Of a trust list: who chose it on the maker's device. The maker's word, and nobody else's.
    pub provenance: Option<Provenance>,
}

members!(given Listed { path, kind, size, sha256, provenance });

impl Listed {
    pub fn new(entry: &archive::Entry, kind: FileKind) -> Self {
        Self {
            path: entry.path.clone(),
            kind,
            size: u64::try_from(entry.bytes.len()).unwrap_or(u64::MAX),
            sha256: sha256_hex(&entry.bytes),
            provenance: None,
        }
    }
}

/// What made the bundle: the edition of the program and of its sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    pub name: String,
    pub version: String,
    /// SHA-256 of the sentences.
    pub words: String,
}

members!(member Tool { name, version, words });

impl Tool {
    pub fn this(words: &str) -> Self {
        Self {
            name: TOOL.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            words: words.to_owned(),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Manifest {
    /// Described alone: the files are read apart.
    pub parts: Parts,
    pub profile: Option<String>,
    pub tool: Tool,
    pub files: Vec<Listed>,
}

impl ToJson for Manifest {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("version", &1_u64);
            out.member("type", &TYPE);
            out.member("made_at", &self.parts.made_at);
            out.member("utc_offset", &self.parts.utc_offset);
            out.member("maker", &self.parts.maker);
            out.member("tool", &self.tool);
            out.member("language", &self.parts.language);
            out.member("link_base", &self.parts.link_base);
            out.member("profile", &self.profile);
            out.member("files", &self.files);
            out.member("attachments", &self.parts.attachments);
        });
    }
}

fn invalid<T>(member: &str) -> Result<T, BundleError> {
    Err(BundleError::Manifest(member.to_owned()))
}

impl Manifest {
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        let object = json::parse_object(bytes, MAX_DEPTH)
            .map_err(|e| BundleError::Manifest(e.code().to_owned()))?;
        if object.int("version") != Some(1) || object.text("type") != Some(TYPE) {
            return invalid("version");
        }
        let parts = Parts::described(&object).map_err(|e| match e {
            BundleError::Input(member) => BundleError::Manifest(member),
            other => other,
        })?;
        let tool = object.object("tool");
        let of_tool = |name: &str| tool.and_then(|tool| tool.text(name)).map(str::to_owned);
        let (Some(name), Some(version), Some(words)) =
            (of_tool("name"), of_tool("version"), of_tool("words"))
        else {
            return invalid("tool");
        };
        let mut files: Vec<Listed> = Vec::new();
        for entry in object.objects("files") {
            let file = listed(entry)?;
            if files.iter().any(|f| f.path == file.path) || files.len() == archive::MAX_FILES {
                return invalid("files");
            }
            files.push(file);
        }
        let all_are_objects = match object.get("files") {
            Some(Value::List(list)) => list.len() == files.len(),
            _ => false,
        };
        if !all_are_objects {
            return invalid("files");
        }
        Ok(Self {
            parts,
            profile: object.text("profile").map(str::to_owned),
            tool: Tool {
                name,
                version,
                words,
            },
            files,
        })
    }

    pub fn file(&self, path: &str) -> Option<&Listed> {
        self.files.iter().find(|file| file.path == path)
    }
}

fn listed(entry: &Object) -> Result<Listed, BundleError> {
    let path = entry.text("path").unwrap_or_default();
    let Some(kind) = FileKind::of(path) else {
        return invalid("files.path");
    };
    if entry.text("kind").and_then(FileKind::from_word) != Some(kind) {
        return invalid("files.kind");
    }
    let Some(size) = entry.int("size").and_then(|n| u64::try_from(n).ok()) else {
        return invalid("files.size");
    };
    Ok(Listed {
        path: path.to_owned(),
        kind,
        size,
        sha256: sha256_of(entry, "files.").or_else(|_| invalid("files.sha256"))?,
        provenance: entry.text("provenance").and_then(Provenance::from_word),
    })
}

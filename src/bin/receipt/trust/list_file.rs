//! A trust list as people keep it: a JSON file that commands edit one step at a time.

use std::path::{Path, PathBuf};

use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::{Origin, Time, trust};

use super::member::{self, text};
use crate::failure::Failure;
use crate::{output, source};

const RULES: &str = "docs/PROTOCOL.md section 7 lists the rules; the file was left as it was";

pub struct ListFile {
    path: PathBuf,
    /// Everything but the entries.
    pub facts: Object,
    pub entries: Vec<Object>,
}

impl ListFile {
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let signed = std::fs::read(path).is_ok_and(|b| b.starts_with(b"eyJ"));
        if signed {
            return Err(Failure::coded(
                "file_invalid",
                format_args!("{name}: a signed list cannot be edited"),
                "edit the JSON that it was made from; where that is lost: receipt trust show --json LIST.jwt > TRUST.json",
            ));
        }
        Self::from_object(path, source::read_object(&name)?)
    }

    pub fn open_or_new(path: &Path) -> Result<Self, Failure> {
        if path.exists() {
            return Self::open(path);
        }
        let mut facts = Object::default();
        facts.set("version", Value::Int(1));
        Self::from_object(path, facts)
    }

    pub fn from_object(path: &Path, list: Object) -> Result<Self, Failure> {
        let mut facts = list;
        let issuers = facts.get("issuers").cloned();
        facts.set("issuers", Value::List(Vec::new()));
        let not_a_list = || {
            Failure::coded(
                "member_invalid",
                format_args!("{}: issuers is not an array of objects", path.display()),
                "docs/PROTOCOL.md section 7 shows a trust list",
            )
        };
        let values = match issuers {
            None => Vec::new(),
            Some(Value::List(values)) => values,
            Some(_) => return Err(not_a_list()),
        };
        let mut entries = Vec::new();
        for value in values {
            match value {
                Value::Object(entry) => entries.push(entry),
                _ => return Err(not_a_list()),
            }
        }
        Ok(Self {
            path: path.to_owned(),
            facts,
            entries,
        })
    }

    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Where the entry of an `iss` stands.
    pub fn position(&self, iss: &str) -> Option<usize> {
        self.entries
            .iter()
            .position(|e| member::word(e, "iss") == Some(iss))
    }

    pub fn entry(&self, iss: &Origin) -> Option<&Object> {
        self.position(iss.as_str())
            .and_then(|at| self.entries.get(at))
    }

    /// The entry of `iss`, or why there is none.
    pub fn entry_mut(&mut self, iss: &str) -> Result<&mut Object, Failure> {
        let name = self.name();
        self.position(iss)
            .and_then(|at| self.entries.get_mut(at))
            .ok_or_else(|| {
                Failure::coded(
                    "issuer_unknown",
                    format_args!("{name} has no entry for {}", member::shown(iss)),
                    "add one first: receipt trust add --no-key --iss … --role merchant --name …",
                )
            })
    }

    pub fn to_object(&self) -> Object {
        let mut list = self.facts.clone();
        let entries = self.entries.iter().cloned().map(Value::Object).collect();
        list.set("issuers", Value::List(entries));
        list
    }

    /// Writes the list back, dated. Nothing is written that a verifier would refuse.
    pub fn save(&mut self, now: Time) -> Result<(), Failure> {
        self.facts.set("iat", member::time(now));
        self.write()
    }

    /// Writes the list back as it is: for what was examined before.
    pub fn write_examined(&self) -> Result<(), Failure> {
        output::replace(&self.path, pretty(&self.to_object()).as_bytes())
    }

    fn write(&self) -> Result<(), Failure> {
        let json = pretty(&self.to_object());
        let fault = match trust::lint(json.as_bytes()) {
            Ok(faults) => faults.first().map(|f| {
                (
                    f.code(),
                    format!(
                        "{}: {} ({})",
                        self.name(),
                        member::shown(f.member()),
                        f.code()
                    ),
                )
            }),
            Err(e) => Some((e.code(), format!("{}: {e}", self.name()))),
        };
        if let Some((code, about)) = fault {
            return Err(Failure::coded(code, about, RULES));
        }
        output::replace(&self.path, json.as_bytes())
    }

    /// A member that is an array, of an entry or of the list; empty where it is absent.
    pub fn array(&self, object: &Object, name: &str) -> Result<Vec<Value>, Failure> {
        member::array(object, name).ok_or_else(|| {
            Failure::coded(
                "member_invalid",
                format_args!("{}: {name} is not an array", self.name()),
                "docs/PROTOCOL.md section 7 shows a trust list",
            )
        })
    }

    /// Names a delegate's address in the list; an address that it had before is replaced.
    pub fn set_delegate(&mut self, iss: &Origin, url: &str) -> Result<(), Failure> {
        let mut delegates = self.array(&self.facts, "delegates")?;
        delegates.retain(
            |d| !matches!(d, Value::Object(d) if member::word(d, "iss") == Some(iss.as_str())),
        );
        let mut delegate = Object::default();
        delegate.set("iss", text(iss.as_str()));
        delegate.set("url", text(url));
        delegates.push(Value::Object(delegate));
        self.facts.set("delegates", Value::List(delegates));
        Ok(())
    }
}

/// A file that people edit, and compare line by line.
pub fn pretty(object: &Object) -> String {
    let mut out = json::to_pretty_text(object);
    out.push('\n');
    out
}

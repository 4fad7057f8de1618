//! Bundles for tests, some of which lie.
#![allow(dead_code)]

use receipt_verifier::bundle::{Entry, read, sha256_hex, write};
use serde_json::{Value, json};

/// A bundle's files, to be changed and packed again as its maker would.
pub struct Forged(pub Vec<Entry>);

impl Forged {
    pub fn of(bytes: &[u8]) -> Self {
        Self(read(bytes).unwrap())
    }

    pub fn bytes(&self, path: &str) -> &[u8] {
        let entry = self.0.iter().find(|entry| entry.path == path);
        &entry.unwrap_or_else(|| panic!("{path}")).bytes
    }

    pub fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path).to_vec()).unwrap()
    }

    pub fn json(&self, path: &str) -> Value {
        serde_json::from_slice(self.bytes(path)).unwrap()
    }

    pub fn set(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        match self.0.iter_mut().find(|entry| entry.path == path) {
            Some(entry) => entry.bytes = bytes,
            None => self.0.push(Entry {
                path: path.to_owned(),
                bytes,
            }),
        }
    }

    pub fn change(&mut self, path: &str, change: impl Fn(&mut Value)) {
        let mut value = self.json(path);
        change(&mut value);
        self.set(path, value.to_string());
    }

    pub fn remove(&mut self, path: &str) {
        self.0.retain(|entry| entry.path != path);
    }

    /// Lists what is there, with hashes that fit: nobody signs a manifest.
    pub fn list_again(&mut self) -> &mut Self {
        let kind = |path: &str| match path.split('/').next().unwrap() {
            "dossiers" => "dossier",
            "neighbours" => "neighbour",
            "trust" => "trust",
            "case.json" => "case",
            "report.json" => "report",
            "answer.json" => "answer",
            "statement-line.json" => "line",
            "profile.json" => "profile",
            "profile.txt" => "text",
            "report.html" => "page",
            "readme.txt" => "readme",
            other => panic!("{other}"),
        };
        let files: Vec<Value> = self
            .0
            .iter()
            .filter(|entry| entry.path != "manifest.json")
            .map(|entry| {
                json!({"path": entry.path, "kind": kind(&entry.path), "size": entry.bytes.len(), "sha256": sha256_hex(&entry.bytes)})
            })
            .collect();
        self.change("manifest.json", |manifest| manifest["files"] = json!(files));
        self
    }

    pub fn pack(&self) -> Vec<u8> {
        write(&self.0).unwrap()
    }
}

//! Sentences by code, in the language that the bundle is written in. The caller brings them: the locale files `verdict`, `claim` and `bundle`.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use alloc::{borrow::ToOwned as _, format};

use sha2::{Digest as _, Sha256};

use super::hex;
use crate::json::{self, Object, Value};
use crate::text::visible;

/// One language's sentences.
#[derive(Default)]
pub struct Words(BTreeMap<String, String>);

/// A sentence in pieces: our own words, and what somebody else put in.
pub enum Piece<'a> {
    Own(&'a str),
    Param(String),
}

impl Words {
    /// `[{"key": "sentence", …}, …]`; of two sentences with one key the later counts.
    pub fn read(files: &str) -> Option<Self> {
        let wrapped = format!("{{\"files\":{files}}}");
        let object = json::parse_object(wrapped.as_bytes(), 3).ok()?;
        let Some(Value::List(files)) = object.get("files") else {
            return None;
        };
        let mut sentences = BTreeMap::new();
        for file in files {
            let Value::Object(file) = file else {
                return None;
            };
            for (key, value) in file.iter() {
                match value {
                    Value::Text(text) => sentences.insert(key.to_owned(), text.clone()),
                    _ => return None,
                };
            }
        }
        Some(Self(sentences))
    }

    /// Tells one edition of the sentences from another.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (key, sentence) in &self.0 {
            for text in [key, sentence] {
                hash.update(text.as_bytes());
                hash.update([0]);
            }
        }
        hex(hash.finalize().as_slice())
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// A sentence without parameters; its key where there is none.
    pub fn plain<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The sentence of one group.
    pub fn plain_of(&self, group: &str, code: &str) -> &str {
        match self.0.get(&format!("{group}.{code}")) {
            Some(sentence) => sentence,
            None => "",
        }
    }

    /// What a word of the protocol is called; itself, made safe, where it has no name.
    pub fn value(&self, field: &str, word: &str) -> String {
        match self.0.get(&format!("value.{field}.{word}")) {
            Some(name) => name.clone(),
            None => visible(word),
        }
    }

    /// The sentence with its parameters, in one pass: what a parameter says is never a template itself.
    pub fn pieces<'a>(&'a self, key: &'a str, params: &Object) -> Vec<Piece<'a>> {
        let mut out = Vec::new();
        let mut rest = self.plain(key);
        while let Some((before, after)) = rest.split_once('{') {
            out.push(Piece::Own(before));
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            out.push(Piece::Param(self.param(name, params)));
            rest = after;
        }
        out.push(Piece::Own(rest));
        out
    }

    fn param(&self, name: &str, params: &Object) -> String {
        match params.get(name) {
            Some(Value::Text(text)) => self.value(name, text),
            Some(Value::Int(number)) => number.to_string(),
            _ => "—".to_owned(),
        }
    }

    /// The same as text.
    pub fn told(&self, key: &str, params: &Object) -> String {
        let pieces = self.pieces(key, params).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Own(text) => text.to_owned(),
                Piece::Param(text) => text,
            })
            .collect()
    }
}

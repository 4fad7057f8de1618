//! The state of a log as its owner signs it: C2SP tlog-checkpoint.

use alloc::borrow::ToOwned as _;
use alloc::string::{String, ToString as _};

use super::merkle::Hash;
use super::{LogError, decimal, hash_from_base64, to_base64};

/// Which log, how many entries, and the root of their tree. Extension lines may follow; no log monitor audits them, so nothing is read there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

impl Checkpoint {
    /// Reads the text of a note.
    pub fn parse(text: &str) -> Result<Self, LogError> {
        let lines = text.strip_suffix('\n').ok_or(LogError::Checkpoint)?;
        if lines.split('\n').any(str::is_empty) {
            return Err(LogError::Checkpoint);
        }
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root)) = (
            lines.next(),
            lines.next().and_then(decimal),
            lines.next().and_then(hash_from_base64),
        ) else {
            return Err(LogError::Checkpoint);
        };
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
        })
    }

    /// The text that a log signs.
    pub fn to_text(&self) -> String {
        let mut text = self.origin.clone();
        text.push('\n');
        text.push_str(&self.size.to_string());
        text.push('\n');
        text.push_str(&to_base64(&self.root));
        text.push('\n');
        text
    }
}

//! That a log holds an entry, in one text: C2SP tlog-proof.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::checkpoint::Checkpoint;
use super::merkle::{self, Hash};
use super::note::{Note, NoteKey};
use super::{LogError, at_empty_line, decimal, from_base64, hash_from_base64, to_base64};
use crate::base64url;
use crate::statement::MAX_TOKEN;
use crate::time::Time;

const HEADER: &str = "c2sp.org/tlog-proof@v1\n";

/// What a part with a proof begins with: base64url of [`HEADER`], but for the bits that the next byte shares.
const START: &str = "YzJzcC5vcmcvdGxvZy1wcm9vZkB2MQ";

/// Whether a part of a dossier brings a proof.
pub fn is_part(part: &str) -> bool {
    part.get(..START.len()) == Some(START)
}

/// Reads the part of a dossier that brings a proof: base64url of its text. Nothing in it has been checked.
pub fn open(part: &str) -> Result<LogProof, LogError> {
    if part.len() > MAX_TOKEN {
        return Err(LogError::TooLarge);
    }
    let bytes = base64url::decode(part).ok_or(LogError::Proof)?;
    LogProof::parse(core::str::from_utf8(&bytes).map_err(|_| LogError::Proof)?)
}

/// A proof as it was read, unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProof {
    pub index: u64,
    /// From the leaf's sibling up to the root's child.
    pub path: Vec<Hash>,
    pub checkpoint: Checkpoint,
    pub note: Note,
}

/// What a proof shows once it has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The log's name.
    pub origin: String,
    pub index: u64,
    pub size: u64,
    /// The key that signed as the log: its place in the keys that were given.
    pub log: usize,
    /// Witnesses that saw the log in this state, each once with its earliest time: the key's place, and when. No other time counts: a log
    /// does not date itself.
    pub cosigned: Vec<(usize, Time)>,
}

impl LogProof {
    /// Reads the text of a proof.
    pub fn parse(text: &str) -> Result<Self, LogError> {
        let rest = text.strip_prefix(HEADER).ok_or(LogError::Proof)?;
        // No line before the note is empty, so the first empty line parts them.
        let (head, note) = at_empty_line(rest, false).ok_or(LogError::Proof)?;
        let mut lines = head.split('\n');
        let mut line = lines.next().unwrap_or_default();
        // Nobody signs the extra data, and nothing here needs any.
        if let Some(extra) = line.strip_prefix("extra ") {
            from_base64(extra).ok_or(LogError::Proof)?;
            line = lines.next().unwrap_or_default();
        }
        let index = line
            .strip_prefix("index ")
            .and_then(decimal)
            .ok_or(LogError::Proof)?;
        let mut path = Vec::new();
        for line in lines {
            if path.len() == merkle::MAX_PATH {
                return Err(LogError::Proof);
            }
            path.push(hash_from_base64(line).ok_or(LogError::Proof)?);
        }
        let note = Note::parse(note)?;
        Ok(Self {
            index,
            path,
            checkpoint: Checkpoint::parse(&note.text)?,
            note,
        })
    }

    /// Checks that the log holds `entry` (for a receipt the 32 bytes of its digest): a listed key of the log's own name signed the
    /// checkpoint, every line of a listed key is good, and the path leads from the entry to the signed root.
    pub fn verify(&self, entry: &[u8; 32], keys: &[NoteKey]) -> Result<Logged, LogError> {
        let Checkpoint { origin, size, root } = &self.checkpoint;
        let mut log = None;
        let mut cosigned: Vec<(usize, Time)> = Vec::new();
        for (at, time) in self.note.signers(keys)? {
            if keys.get(at).is_some_and(|key| key.name == *origin) {
                log = log.or(Some(at));
            } else if let Some(time) = time {
                match cosigned.iter_mut().find(|(seen, _)| *seen == at) {
                    Some((_, earliest)) => *earliest = time.min(*earliest),
                    None => cosigned.push((at, time)),
                }
            }
        }
        let log = log.ok_or(LogError::LogUnknown)?;
        if self.index >= *size {
            return Err(LogError::Index);
        }
        if merkle::root_of_path(&merkle::leaf(entry), self.index, *size, &self.path) != Some(*root)
        {
            return Err(LogError::Path);
        }
        Ok(Logged {
            origin: origin.clone(),
            index: self.index,
            size: *size,
            log,
            cosigned,
        })
    }

    /// The text of the proof.
    pub fn to_text(&self) -> String {
        let mut text = String::from(HEADER);
        text.push_str("index ");
        text.push_str(&self.index.to_string());
        text.push('\n');
        for hash in &self.path {
            text.push_str(&to_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.note.to_text());
        text
    }

    /// The part that a dossier carries.
    pub fn to_part(&self) -> String {
        base64url::encode(self.to_text().as_bytes())
    }
}

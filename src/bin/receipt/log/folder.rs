//! A log's folder: `log.pub`, its verifier key; `entries`, a digest a line; `checkpoint`, the last state that was signed.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use receipt_verifier::Digest;
use receipt_verifier::log::merkle::{self, Hash};
use receipt_verifier::log::{Checkpoint, LogError, LogProof, Note, NoteKey};

use super::signer::NoteSigner;
use crate::failure::Failure;
use crate::source;

const KEY: &str = "log.pub";
const ENTRIES: &str = "entries";
const CHECKPOINT: &str = "checkpoint";

pub struct Folder {
    path: PathBuf,
    key: NoteKey,
    entries: Vec<Digest>,
    leaves: Vec<Hash>,
    checkpoint: Option<Note>,
}

impl Folder {
    pub fn create(path: &Path, key: &NoteKey) -> Result<(), Failure> {
        fs::create_dir_all(path).map_err(Failure::write(path))?;
        for (name, text) in [(KEY, key.to_text() + "\n"), (ENTRIES, String::new())] {
            let file = path.join(name);
            fs::write(&file, text).map_err(Failure::write(&file))?;
        }
        Ok(())
    }

    pub fn open(path: &Path) -> Result<Self, Failure> {
        let text = |name: &str| -> Result<String, Failure> {
            let bytes = source::read_bytes(&path.join(name).display().to_string())?;
            Ok(source::text(&bytes))
        };
        let invalid = |name: &str, code: &'static str| {
            Failure::coded(
                code,
                path.join(name).display(),
                "a log's folder is made by `receipt log new` and written by `receipt log` alone",
            )
        };
        let key = NoteKey::parse(text(KEY)?.trim()).map_err(|e| invalid(KEY, e.code()))?;
        let mut entries = Vec::new();
        for line in text(ENTRIES)?.lines() {
            entries.push(Digest::from_text(line).ok_or_else(|| invalid(ENTRIES, "file_invalid"))?);
        }
        let checkpoint = if path.join(CHECKPOINT).exists() {
            let note = Note::parse(&text(CHECKPOINT)?);
            Some(note.map_err(|e| invalid(CHECKPOINT, e.code()))?)
        } else {
            None
        };
        let leaves = entries.iter().map(|d| merkle::leaf(d.as_bytes())).collect();
        Ok(Self {
            path: path.to_owned(),
            key,
            entries,
            leaves,
            checkpoint,
        })
    }

    /// Appends what is not there yet; the index of each.
    pub fn append(&mut self, digests: &[Digest]) -> Result<Vec<usize>, Failure> {
        let mut known: HashMap<Digest, usize> = HashMap::new();
        for (at, digest) in self.entries.iter().enumerate() {
            known.entry(*digest).or_insert(at);
        }
        let mut places = Vec::new();
        let mut lines = String::new();
        for digest in digests {
            let next = known.len();
            let at = *known.entry(*digest).or_insert(next);
            if at == next {
                lines.push_str(&digest.to_text());
                lines.push('\n');
            }
            places.push(at);
        }
        let file = self.path.join(ENTRIES);
        fs::OpenOptions::new()
            .append(true)
            .open(&file)
            .and_then(|mut entries| entries.write_all(lines.as_bytes()))
            .map_err(Failure::write(&file))?;
        Ok(places)
    }

    /// Signs the present state. A log signs one history: entries that are no continuation of what it signed last are refused.
    pub fn sign(&mut self, signer: &NoteSigner) -> Result<(), Failure> {
        if *signer.public() != self.key {
            return Err(Failure::coded(
                "log_key_invalid",
                format_args!("not the key of {}", self.key.name),
                "give the key file that `receipt log new` wrote for this log",
            ));
        }
        let checkpoint = Checkpoint {
            origin: self.key.name.clone(),
            size: self.leaves.len() as u64,
            root: merkle::root(&self.leaves),
        };
        if self.checkpoint.is_some() && self.signed()? == checkpoint {
            // Witnesses' lines stay under a state that has not changed.
            return Ok(());
        }
        let mut note = Note {
            text: checkpoint.to_text(),
            signatures: Vec::new(),
        };
        signer.sign(&mut note);
        self.publish(note)
    }

    /// The last signed state, which the entries have to continue.
    fn signed(&self) -> Result<Checkpoint, Failure> {
        let checkpoint = self.read_checkpoint().map_err(|e| {
            Failure::coded(
                e.code(),
                self.path.join(CHECKPOINT).display(),
                "sign a checkpoint with `receipt log checkpoint`",
            )
        })?;
        let signed = usize::try_from(checkpoint.size).ok();
        let leaves = signed.and_then(|size| self.leaves.get(..size));
        if leaves.map(merkle::root) != Some(checkpoint.root) {
            return Err(Failure::coded(
                "log_inconsistent",
                format_args!("{}: not what its checkpoint signs", self.path.display()),
                "entries are only ever appended: restore them, or start another log",
            ));
        }
        Ok(checkpoint)
    }

    fn read_checkpoint(&self) -> Result<Checkpoint, LogError> {
        let note = self.checkpoint.as_ref().ok_or(LogError::LogUnknown)?;
        let signers = note.signers(std::slice::from_ref(&self.key))?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        if signers.is_empty() || checkpoint.origin != self.key.name {
            return Err(LogError::LogUnknown);
        }
        Ok(checkpoint)
    }

    /// The last checkpoint, once it is known to be this log's and to fit the entries: what a witness has to see.
    pub fn checkpoint(&self) -> Result<&Note, Failure> {
        self.signed()?;
        self.checkpoint
            .as_ref()
            .ok_or_else(|| Failure::Usage("no checkpoint yet".to_owned()))
    }

    pub fn publish(&mut self, note: Note) -> Result<(), Failure> {
        let file = self.path.join(CHECKPOINT);
        fs::write(&file, note.to_text()).map_err(Failure::write(&file))?;
        self.checkpoint = Some(note);
        Ok(())
    }

    /// The proof of an entry under the last checkpoint.
    pub fn prove(&self, digest: &Digest) -> Result<LogProof, Failure> {
        let note = self.checkpoint()?.clone();
        let checkpoint = self.signed()?;
        let signed = usize::try_from(checkpoint.size).ok();
        let leaves = signed.and_then(|size| self.leaves.get(..size));
        let at = self.entries.iter().position(|entry| entry == digest);
        let path = leaves
            .zip(at)
            .and_then(|(leaves, at)| merkle::path(leaves, at));
        let (Some(at), Some(path)) = (at, path) else {
            return Err(Failure::coded(
                "log_entry_missing",
                format_args!("the last checkpoint does not cover {}", digest.to_text()),
                "add the receipt with `receipt log add`, then sign with `receipt log checkpoint`",
            ));
        };
        let proof = LogProof {
            index: at as u64,
            path,
            checkpoint,
            note,
        };
        // Nothing leaves that a verifier would refuse.
        proof
            .verify(digest.as_bytes(), std::slice::from_ref(&self.key))
            .map_err(|e| Failure::coded(e.code(), e, "start another log"))?;
        Ok(proof)
    }
}

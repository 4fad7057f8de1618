//! Text with signature lines under it: C2SP signed-note, and the time-stamped cosignatures of C2SP tlog-cosignature.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::{LogError, at_empty_line, from_base64, to_base64};
use crate::key::{PublicKey, SecretKey};
use crate::text::decimal;
use crate::time::Time;

/// Signature lines of one note. At least 16 have to be taken; strangers' lines count too.
pub const MAX_SIGNATURES: usize = 100;

/// What a signature line begins with: em dash, space.
const DASH: &str = "\u{2014} ";

/// How a key signs. The byte is part of the key's id, so that one key never passes for another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKeyType {
    /// 0x01: Ed25519 over the text.
    Ed25519,
    /// 0x04: Ed25519 over `cosignature/v1`, a time, and the text.
    Cosignature,
}

impl NoteKeyType {
    fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Cosignature => 4,
        }
    }
}

/// A public key with the name that its owner signs under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey {
    pub name: String,
    pub id: [u8; 4],
    pub kind: NoteKeyType,
    pub key: PublicKey,
}

impl NoteKey {
    /// `None` where the name is none: it is not empty and has neither white space, control characters nor a plus.
    pub fn new(name: &str, kind: NoteKeyType, key: PublicKey) -> Option<Self> {
        let id = key_id(name, kind, &key);
        is_name(name).then(|| Self {
            name: name.to_owned(),
            id,
            kind,
            key,
        })
    }

    /// Reads a verifier key: `name+id in hex+base64(type and key)`.
    pub fn parse(text: &str) -> Result<Self, LogError> {
        let (name, rest) = text.split_once('+').ok_or(LogError::Key)?;
        let (id, key) = rest.split_once('+').ok_or(LogError::Key)?;
        let key = from_base64(key).ok_or(LogError::Key)?;
        let (kind, key) = key.split_first().ok_or(LogError::Key)?;
        let kind = match kind {
            1 => NoteKeyType::Ed25519,
            4 => NoteKeyType::Cosignature,
            _ => return Err(LogError::KeyType),
        };
        key.try_into()
            .ok()
            .and_then(PublicKey::from_bytes)
            .and_then(|key| Self::new(name, kind, key))
            .filter(|key| hex(key.id) == id)
            .ok_or(LogError::Key)
    }

    /// The verifier key as text.
    pub fn to_text(&self) -> String {
        let mut material = vec![self.kind.byte()];
        material.extend_from_slice(&self.key.to_bytes());
        [
            self.name.as_str(),
            "+",
            &hex(self.id),
            "+",
            &to_base64(&material),
        ]
        .concat()
    }

    /// Checks one signature over a text. Cosignatures have a time.
    fn check(&self, text: &str, signature: &[u8]) -> Option<Option<Time>> {
        match self.kind {
            NoteKeyType::Ed25519 => self
                .key
                .verifies(text.as_bytes(), signature.try_into().ok()?)
                .then_some(None),
            NoteKeyType::Cosignature => {
                let (time, signature) = signature.split_first_chunk()?;
                let time = Time::from_seconds(u64::from_be_bytes(*time))?;
                self.key
                    .verifies(
                        cosigned_message(time, text).as_bytes(),
                        signature.try_into().ok()?,
                    )
                    .then_some(Some(time))
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    let bad = |c: char| c == '+' || c.is_whitespace() || c.is_control();
    !name.is_empty() && !name.contains(bad)
}

fn key_id(name: &str, kind: NoteKeyType, key: &PublicKey) -> [u8; 4] {
    let mut hash = Sha256::new();
    hash.update(name);
    hash.update([b'\n', kind.byte()]);
    hash.update(key.to_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

fn hex(id: [u8; 4]) -> String {
    let mut out = String::new();
    for byte in id {
        for digit in [byte >> 4, byte & 15] {
            let letter = if digit < 10 { b'0' } else { b'a' - 10 };
            out.push(char::from(letter + digit));
        }
    }
    out
}

fn cosigned_message(time: Time, text: &str) -> String {
    let mut message = String::from("cosignature/v1\ntime ");
    message.push_str(&decimal(time.seconds()));
    message.push('\n');
    message.push_str(text);
    message
}

/// A text and its signature lines, none of them checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    pub signatures: Vec<NoteSignature>,
}

/// A line under a note: whose it claims to be, and the signature's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    pub name: String,
    pub id: [u8; 4],
    pub bytes: Vec<u8>,
}

impl Note {
    pub fn parse(note: &str) -> Result<Self, LogError> {
        // Below U+0020 there is the line feed alone: with carriage returns it would be another text than the one signed.
        if note.bytes().any(|b| b < b' ' && b != b'\n') {
            return Err(LogError::Note);
        }
        // The last empty line parts the text from its signatures.
        let lines = note.strip_suffix('\n').ok_or(LogError::Note)?;
        let (text, lines) = at_empty_line(lines, true).ok_or(LogError::Note)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() == MAX_SIGNATURES {
                return Err(LogError::Note);
            }
            signatures.push(NoteSignature::parse(line).ok_or(LogError::Note)?);
        }
        let mut text = text.to_owned();
        text.push('\n');
        Ok(Self { text, signatures })
    }

    /// Who of `keys` signed: the index of the key, and the time of a cosignature. Strangers' lines are passed over. A line under the name
    /// and id of a listed key which that key did not sign refuses the whole note.
    pub fn signers(&self, keys: &[NoteKey]) -> Result<Vec<(usize, Option<Time>)>, LogError> {
        let mut signers = Vec::new();
        for line in &self.signatures {
            let mut named = false;
            // An id is short: keys that share one are tried in turn.
            let mut signer = None;
            for (at, key) in keys.iter().enumerate() {
                if key.name == line.name && key.id == line.id {
                    named = true;
                    if let Some(time) = key.check(&self.text, &line.bytes) {
                        signer = Some((at, time));
                        break;
                    }
                }
            }
            match signer {
                Some(signer) => signers.push(signer),
                None if named => return Err(LogError::Signature),
                None => {}
            }
        }
        Ok(signers)
    }

    /// Adds a signature line of a log (type 0x01). `None` where the name is none.
    pub fn sign(&mut self, name: &str, key: &SecretKey) -> Option<()> {
        let signature = key.sign(self.text.as_bytes());
        self.push(name, NoteKeyType::Ed25519, key, &signature)
    }

    /// Adds the line of a witness that saw this checkpoint at `time` (type 0x04). `None` where the name is none.
    pub fn cosign(&mut self, name: &str, key: &SecretKey, time: Time) -> Option<()> {
        let mut signature = time.seconds().to_be_bytes().to_vec();
        signature.extend_from_slice(&key.sign(cosigned_message(time, &self.text).as_bytes()));
        self.push(name, NoteKeyType::Cosignature, key, &signature)
    }

    fn push(&mut self, name: &str, kind: NoteKeyType, key: &SecretKey, bytes: &[u8]) -> Option<()> {
        let NoteKey { name, id, .. } = NoteKey::new(name, kind, key.public())?;
        let bytes = bytes.to_vec();
        self.signatures.push(NoteSignature { name, id, bytes });
        Some(())
    }

    /// The note as it travels.
    pub fn to_text(&self) -> String {
        let mut out = self.text.clone();
        out.push('\n');
        for line in &self.signatures {
            out.push_str(DASH);
            out.push_str(&line.name);
            out.push(' ');
            out.push_str(&to_base64(&[line.id.as_slice(), &line.bytes].concat()));
            out.push('\n');
        }
        out
    }
}

impl NoteSignature {
    fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        let signature = from_base64(signature)?;
        let (id, bytes) = signature.split_first_chunk()?;
        (is_name(name) && !bytes.is_empty()).then(|| Self {
            name: name.to_owned(),
            id: *id,
            bytes: bytes.to_vec(),
        })
    }
}

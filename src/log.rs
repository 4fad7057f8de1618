//! Transparency logs, verified offline: a proof in the dossier says that a receipt's digest is in a log, and witnesses say when they saw that
//! log (PROTOCOL section 3.10). Formats are those of C2SP: [`note`] is signed-note with tlog-cosignature, [`checkpoint`] is tlog-checkpoint,
//! [`proof`] is tlog-proof; [`merkle`] is the tree of RFC 6962.

pub mod checkpoint;
pub mod merkle;
pub mod note;
pub mod proof;

use alloc::string::String;
use alloc::vec::Vec;

pub use checkpoint::Checkpoint;
pub use note::{Note, NoteKey};
pub use proof::{LogProof, Logged, is_part, open};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::base64url;

/// Why a proof proves nothing, or a key is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    #[error("the proof exceeds 32,768 characters")]
    TooLarge,
    #[error("not of the form of c2sp.org/tlog-proof")]
    Proof,
    #[error("not of the form of c2sp.org/signed-note")]
    Note,
    #[error("not of the form of c2sp.org/tlog-checkpoint")]
    Checkpoint,
    #[error("no key of a list signed the checkpoint as its log")]
    LogUnknown,
    #[error("a key of a list has a line here that it did not sign")]
    Signature,
    #[error("the index lies outside the tree")]
    Index,
    #[error("the hashes do not lead from this entry to the root")]
    Path,
    #[error("not a verifier key of c2sp.org/signed-note")]
    Key,
    #[error("a verifier key of another type than Ed25519 (0x01) or Ed25519 cosignature (0x04)")]
    KeyType,
}

impl LogError {
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "log_too_large",
            Self::Proof => "log_proof_invalid",
            Self::Note => "log_note_invalid",
            Self::Checkpoint => "log_checkpoint_invalid",
            Self::LogUnknown => "log_unknown",
            Self::Signature => "log_signature_invalid",
            Self::Index => "log_index_outside",
            Self::Path => "log_path_invalid",
            Self::Key => "log_key_invalid",
            Self::KeyType => "log_key_type_unknown",
        }
    }
}

/// The base64 of these formats (RFC 4648 section 4): padded, and as strict as ours about stray bits. Read as base64url, so that a module
/// needs one table and one reader.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - digits.len() > 2 {
        return None;
    }
    let mut out = String::new();
    for c in digits.chars() {
        out.push(match c {
            '+' => '-',
            '/' => '_',
            '-' | '_' => return None,
            c => c,
        });
    }
    base64url::decode(&out)
}

fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn hash_from_base64(text: &str) -> Option<merkle::Hash> {
    from_base64(text)?.try_into().ok()
}

/// A number as these formats write it: ASCII digits, no leading zero, no sign.
fn decimal(text: &str) -> Option<u64> {
    if text.is_empty() || text.starts_with('0') && text.len() > 1 {
        return None;
    }
    text.bytes().try_fold(0_u64, |number, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

/// Parts a text at its first or last empty line. By bytes: a search for text would bring a searcher along that nothing else needs.
fn at_empty_line(text: &str, last: bool) -> Option<(&str, &str)> {
    let mut pairs = text.as_bytes().windows(2);
    let at = match last {
        false => pairs.position(|pair| pair == b"\n\n"),
        true => pairs.rposition(|pair| pair == b"\n\n"),
    };
    let (before, rest) = text.split_at_checked(at?)?;
    Some((before, rest.get(2..)?))
}

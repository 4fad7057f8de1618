//! The evidence bundle: one file that a bank, a court or either party can check again later, in their own verifier (PROTOCOL section 9).
//!
//! Works on reports and answers, checks no signature and reads no clock. What a bundle says about itself is told apart from what it is: [`Opened`] holds the
//! signed dossiers and the lists for a verifier to judge anew, and [`Opened::compare`] says where the pages inside tell something else.
//!
//! - archive: the ZIP file in its one spelling. manifest: the hash of every file.
//! - parts: what a bundle is made from. guard: no card data leaves. make: from parts to files.
//! - [`profile`]: who asks for which elements. page: `report.html`.
//! - opened, compare: reading what somebody hands over. [`lists`]: the trust lists in it, which count only as far as the reader's own roots reach.

mod archive;
mod compare;
mod guard;
pub mod lists;
mod make;
mod manifest;
mod members;
mod opened;
mod page;
mod parts;
pub mod profile;
mod said;
mod words;

pub use archive::{ArchiveError, Entry, MAX_BYTES, MAX_FILES, read, write};
pub use compare::Fresh;
pub use manifest::{FileKind, Listed, Manifest, Tool};
pub use opened::{Finding, Opened};
pub use parts::{
    Attachment, AttachmentKind, Language, List, Maker, MakerSide, Parts, TimelineEntry,
};
pub use words::Words;

use alloc::string::String;
use alloc::vec::Vec;

use crate::json;

/// Reports are deep, and stand one level down.
const MAX_DEPTH: usize = 20;
const MAX_INPUT: usize = 32 << 20;

/// Why a bundle is not made, or not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    #[error("{0}")]
    Archive(ArchiveError),
    #[error("its manifest is missing or not of its form: {0}")]
    Manifest(String),
    /// What the caller brought is not of its form.
    #[error("a member is missing or not of its kind: {0}")]
    Input(String),
    #[error("card data in {0}")]
    CardData(String),
    #[error("the sentences are not JSON objects of texts")]
    Words,
}

impl BundleError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Archive(e) => e.code(),
            Self::Manifest(_) => "bundle_manifest_invalid",
            Self::Input(_) => "bundle_input_invalid",
            Self::CardData(_) => "card_data",
            Self::Words => "bundle_words_invalid",
        }
    }

    /// The member that is to blame.
    pub fn member(&self) -> Option<&str> {
        match self {
            Self::Manifest(member) | Self::Input(member) | Self::CardData(member) => Some(member),
            Self::Archive(_) | Self::Words => None,
        }
    }
}

/// Writes a bundle. `input` is the JSON of PROTOCOL section 9.2, `words` a JSON array of the locale files `verdict`, `claim` and `bundle`. The same input gives
/// the same bytes.
pub fn make(input: &str, words: &str) -> Result<Vec<u8>, BundleError> {
    if input.len() > MAX_INPUT {
        return Err(BundleError::Archive(ArchiveError::TooLarge));
    }
    let words = Words::read(words).ok_or(BundleError::Words)?;
    let object = json::parse_object(input.as_bytes(), MAX_DEPTH)
        .map_err(|e| BundleError::Input(e.code().into()))?;
    let parts = Parts::read(&object)?;
    make::bytes(&parts, &words)
}

/// Opens what somebody hands over. What is wrong with single files is listed in [`Opened::problems`].
pub fn open(bytes: &[u8]) -> Result<Opened, BundleError> {
    Opened::read(bytes)
}

/// SHA-256 of a file that stays where it is.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex(sha2::Sha256::digest(bytes).as_slice())
}

/// Lower-case hexadecimal, as `sha256sum` prints it.
fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    let both = bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]);
    both.collect()
}

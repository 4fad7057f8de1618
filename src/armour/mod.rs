//! The armour: a dossier as few bytes, for paper, and back to the identical text.
//!
//! A predictor primed with a fixed text of plausible receipts ([`model`]) tells a range coder ([`coder`]) how likely each bit
//! of the dossier is ([`stream`]); signatures, which nobody can predict, travel beside it. Version 1 is frozen, this code and
//! `primer.txt` alike: one bit of difference makes printed receipts unreadable. `docs/ARMOUR.md` specifies it.
//!
//! ```
//! use receipt_verifier::{armour, digits};
//!
//! let dossier = "eyJhbGciOiJFZDI1NTE5In0.eyJhbW91bnQiOjE4NjUwfQ.c2lnbmF0dXJl";
//! let bytes = armour::encode(dossier)?;
//! assert_eq!(armour::decode(&bytes)?, dossier);
//! assert_eq!(digits::from_digits(&digits::to_digits(&bytes)), Ok(bytes));
//! # Ok::<(), armour::ArmourError>(())
//! ```

mod coder;
mod lexer;
mod matcher;
mod mixer;
mod model;
mod stream;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use coder::{Decoder, Encoder};
use model::Model;
use stream::{DIGEST, END, Stream, Writer};

/// The most characters of a dossier, both ways.
const LIMIT: usize = 65_536;
/// The first byte: version 1, predicted and coded.
const CODED: u8 = 0x01;
/// The first byte: version 1, the stream as it is, where coding would make it longer.
const STORED: u8 = 0x81;

/// What the predictor has read before any dossier: `docs/ARMOUR.md` says how lines become a stream.
const PRIMER: &str = include_str!("primer.txt");

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArmourError {
    #[error("the armour ends before the dossier does")]
    Truncated,
    #[error("armour of version {version} is not known here")]
    VersionUnknown { version: u8 },
    #[error("the dossier is longer than {limit} characters")]
    TooLarge { limit: usize },
    #[error("the armour is not the one spelling of its dossier")]
    NotCanonical,
    #[error("part {part} of the dossier is not a compact JWS in strict base64url")]
    NotAStatement { part: usize },
}

impl ArmourError {
    /// Stable, for `docs/CODES.md` and the locales.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "armour_truncated",
            Self::VersionUnknown { .. } => "armour_version_unknown",
            Self::TooLarge { .. } => "armour_too_large",
            Self::NotCanonical => "armour_not_canonical",
            Self::NotAStatement { .. } => "armour_not_a_statement",
        }
    }
}

/// Makes a dossier small: any parts `header.payload.signature` in strict base64url, joined by `~`, whatever they say.
pub fn encode(dossier: &str) -> Result<Vec<u8>, ArmourError> {
    let stream = Stream::read(dossier)?;
    let coded = compress(&stream.bytes);
    let (version, body) = if coded.len() <= stream.bytes.len() {
        (CODED, coded)
    } else {
        (STORED, stream.bytes)
    };
    Ok([&[version][..], &body, &stream.signatures].concat())
}

/// Gives the identical dossier back. What decodes but is not what [`encode`] writes is refused: one dossier, one spelling.
pub fn decode(bytes: &[u8]) -> Result<String, ArmourError> {
    let (&version, body) = bytes.split_first().ok_or(ArmourError::Truncated)?;
    let writer = match version {
        CODED => decompress(body)?,
        STORED => copy(body)?,
        _ => return Err(ArmourError::VersionUnknown { version }),
    };
    let dossier = writer.finish(body)?;
    if encode(&dossier)? != bytes {
        return Err(ArmourError::NotCanonical);
    }
    Ok(dossier)
}

fn compress(stream: &[u8]) -> Vec<u8> {
    let mut model = primed();
    let mut encoder = Encoder::new();
    for &byte in stream {
        for shift in (0..8).rev() {
            let bit = u32::from(byte >> shift & 1);
            encoder.encode(bit, model.probability());
            model.update(bit);
        }
    }
    encoder.finish()
}

fn decompress(body: &[u8]) -> Result<Writer, ArmourError> {
    let mut model = primed();
    let mut decoder = Decoder::new(body);
    let mut writer = Writer::new();
    loop {
        let mut byte = 0;
        for _ in 0..8 {
            let bit = decoder.decode(model.probability());
            model.update(bit);
            byte = byte << 1 | bit as u8;
        }
        decoder.check()?;
        if writer.push(byte)? {
            return Ok(writer);
        }
    }
}

fn copy(body: &[u8]) -> Result<Writer, ArmourError> {
    let mut writer = Writer::new();
    for &byte in body {
        if writer.push(byte)? {
            return Ok(writer);
        }
    }
    Err(ArmourError::Truncated)
}

/// The model after the primer: made once, then copied.
fn primed() -> Model {
    static PRIMED: OnceBox<Model> = OnceBox::new();
    let primed = PRIMED.get_or_init(|| {
        let mut model = Model::new();
        for byte in PRIMER.bytes() {
            let byte = match byte {
                b'\n' => END,
                b'\t' => DIGEST,
                _ => byte,
            };
            for shift in (0..8).rev() {
                model.update(u32::from(byte >> shift & 1));
            }
        }
        Box::new(model)
    });
    primed.clone()
}

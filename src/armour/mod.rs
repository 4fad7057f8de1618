//! The armour: a dossier as few bytes, for paper, and back to the identical text.
//!
//! A predictor primed with a fixed text of plausible receipts ([`Model`]) tells a range coder ([`coder`]) how likely each bit
//! of the dossier is ([`stream`]); signatures, which nobody can predict, travel beside it. Version 2 is version 1 with the proofs of passkeys
//! taken apart ([`proof`]), and is written only where there is one. Both are frozen, this code and `primer.txt` alike: one bit of difference
//! makes printed receipts unreadable. `docs/ARMOUR.md` specifies them.
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
#[cfg_attr(not(feature = "proofs"), path = "no_proof.rs")]
mod proof;
mod stream;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use once_cell::race::OnceBox;
use receipt_predictor::Model;

use coder::{Decoder, Encoder};
use stream::{Stream, Writer};

/// The most characters of a dossier, both ways.
const LIMIT: usize = 65_536;
/// The first byte is a version: the stream is predicted and coded.
const PLAIN: u8 = 1;
/// The version of dossiers with a passkey's proof.
const WITH_PROOF: u8 = 2;
/// The highest one that this build reads and writes.
const NEWEST: u8 = if cfg!(feature = "proofs") {
    WITH_PROOF
} else {
    PLAIN
};
/// What the first byte has besides where the stream stands as it is, because coding would make it longer.
const STORED: u8 = 0x80;

/// What the predictor has read before any dossier: `primer.txt` as a stream (`docs/ARMOUR.md`), coded by the unprimed predictor itself.
/// It reads the text by decoding it, which costs nothing more and saves a kilobyte of what a first visit loads.
const PRIMER: &[u8] = include_bytes!("primer.bin");
const PRIMER_LENGTH: usize = 18_781;

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
    let version = match stream.has_proof {
        true => WITH_PROOF,
        false => PLAIN,
    };
    if version > NEWEST {
        return Err(ArmourError::VersionUnknown { version });
    }
    let (version, body) = if coded.len() <= stream.bytes.len() {
        (version, coded)
    } else {
        (version | STORED, stream.bytes)
    };
    Ok([&[version][..], &body, &stream.signatures].concat())
}

/// Gives the identical dossier back. What decodes but is not what [`encode`] writes is refused: one dossier, one spelling.
pub fn decode(bytes: &[u8]) -> Result<String, ArmourError> {
    let (&version, body) = bytes.split_first().ok_or(ArmourError::Truncated)?;
    let writer = match version & STORED {
        _ if !(PLAIN..=NEWEST).contains(&(version & !STORED)) => {
            return Err(ArmourError::VersionUnknown { version });
        }
        0 => decompress(body)?,
        _ => copy(body)?,
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
        let mut decoder = Decoder::new(PRIMER);
        for _ in 0..8 * PRIMER_LENGTH {
            let bit = decoder.decode(model.probability());
            model.update(bit);
        }
        Box::new(model)
    });
    primed.clone()
}

#[cfg(test)]
mod tests {
    use super::stream::{DIGEST, END};
    use super::{Decoder, Encoder, Model, PRIMER, PRIMER_LENGTH};

    const TEXT: &str = include_str!("primer.txt");

    fn stream() -> impl Iterator<Item = u8> {
        TEXT.bytes().map(|byte| match byte {
            b'\n' => END,
            b'\t' => DIGEST,
            _ => byte,
        })
    }

    #[test]
    fn the_coded_primer_is_the_text() {
        let mut model = Model::new();
        let mut decoder = Decoder::new(PRIMER);
        for byte in stream() {
            for shift in (0..8).rev() {
                let bit = decoder.decode(model.probability());
                assert_eq!(bit, u32::from(byte >> shift & 1));
                model.update(bit);
            }
        }
        assert_eq!(TEXT.len(), PRIMER_LENGTH);
    }

    #[test]
    fn coding_the_text_makes_the_file() {
        let mut model = Model::new();
        let mut encoder = Encoder::new();
        for byte in stream() {
            for shift in (0..8).rev() {
                let bit = u32::from(byte >> shift & 1);
                encoder.encode(bit, model.probability());
                model.update(bit);
            }
        }
        let coded = encoder.finish();
        if std::env::var_os("RECEIPT_UPDATE").is_some() {
            std::fs::write(
                concat!(env!("CARGO_MANIFEST_DIR"), "/src/armour/primer.bin"),
                &coded,
            )
            .ok();
        }
        assert_eq!(coded, PRIMER);
    }
}

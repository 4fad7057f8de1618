//! The dossier as one stream of bytes for the model, its signatures beside it.
//!
//! ```text
//! stream   = 1*part END
//! part     = header END payload [ESCAPE LENGTH two bytes] END    a length only where a signature has not 64 bytes
//! ```
//!
//! Bytes of headers and payloads that mean something here travel as `ESCAPE`, byte + 3; an empty header as `ESCAPE EMPTY`,
//! because `END` in its place ends the stream; and in later parts the receipt's digest as `DIGEST`.

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::{ArmourError, LIMIT};
use crate::base64url;

pub const END: u8 = 0;
const ESCAPE: u8 = 1;
pub const DIGEST: u8 = 2;
const EMPTY: u8 = 6;
const LENGTH: u8 = 7;

/// Of an Ed25519 signature: what needs no saying.
const USUAL_SIGNATURE: usize = 64;

/// A dossier taken apart.
pub struct Stream {
    pub bytes: Vec<u8>,
    pub signatures: Vec<u8>,
}

impl Stream {
    pub fn read(dossier: &str) -> Result<Self, ArmourError> {
        if dossier.len() > LIMIT {
            return Err(ArmourError::TooLarge { limit: LIMIT });
        }
        let mut stream = Self {
            bytes: Vec::new(),
            signatures: Vec::new(),
        };
        let mut digest = None;
        for (part, text) in dossier.split('~').enumerate() {
            stream
                .push(text, &mut digest)
                .ok_or(ArmourError::NotAStatement { part })?;
        }
        stream.bytes.push(END);
        Ok(stream)
    }

    fn push(&mut self, text: &str, digest: &mut Option<String>) -> Option<()> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let [header, payload, signature] = [decode(header)?, decode(payload)?, decode(signature)?];
        if header.is_empty() {
            self.bytes.extend([ESCAPE, EMPTY]);
        }
        self.push_escaped(&header, digest.as_deref());
        self.bytes.push(END);
        self.push_escaped(&payload, digest.as_deref());
        if signature.len() != USUAL_SIGNATURE {
            self.bytes.extend([
                ESCAPE,
                LENGTH,
                (signature.len() >> 8) as u8,
                signature.len() as u8,
            ]);
        }
        self.bytes.push(END);
        self.signatures.extend(signature);
        digest.get_or_insert_with(|| digest_of(signed));
        Some(())
    }

    fn push_escaped(&mut self, mut data: &[u8], digest: Option<&str>) {
        while let Some((&byte, rest)) = data.split_first() {
            if let Some(after) = digest.and_then(|digest| data.strip_prefix(digest.as_bytes())) {
                self.bytes.push(DIGEST);
                data = after;
                continue;
            }
            match byte {
                END | ESCAPE | DIGEST => self.bytes.extend([ESCAPE, byte + 3]),
                _ => self.bytes.push(byte),
            }
            data = rest;
        }
    }
}

/// What the next byte of a stream means.
#[derive(Clone, Copy)]
enum Expect {
    Data,
    Escaped,
    LengthHigh,
    LengthLow,
    /// Nothing but the end of the payload.
    End,
}

/// Puts a dossier together from a stream, byte by byte.
pub struct Writer {
    /// `header.payload` of every part, and the length of its signature.
    parts: Vec<(String, usize)>,
    header: Option<String>,
    data: Vec<u8>,
    expect: Expect,
    /// An empty header was announced.
    empty: bool,
    signature: usize,
    digest: String,
    /// Characters that the dossier has at least.
    length: usize,
}

impl Writer {
    pub fn new() -> Self {
        Self {
            parts: Vec::new(),
            header: None,
            data: Vec::new(),
            expect: Expect::Data,
            empty: false,
            signature: USUAL_SIGNATURE,
            digest: String::new(),
            length: 0,
        }
    }

    /// Takes in one byte and says whether the stream has ended.
    pub fn push(&mut self, byte: u8) -> Result<bool, ArmourError> {
        match (self.expect, byte) {
            (Expect::Data | Expect::End, END) => return self.end(),
            (Expect::End, _) => return Err(ArmourError::NotCanonical),
            (Expect::Data, ESCAPE) => self.expect = Expect::Escaped,
            (Expect::Data, DIGEST) => self.data.extend_from_slice(self.digest.as_bytes()),
            (Expect::Data, _) => self.data.push(byte),
            (Expect::Escaped, EMPTY) => {
                // Twice, it would let a few bytes keep a reader busy for minutes.
                if self.empty || self.header.is_some() || !self.data.is_empty() {
                    return Err(ArmourError::NotCanonical);
                }
                self.empty = true;
                self.expect = Expect::Data;
            }
            (Expect::Escaped, LENGTH) => self.expect = Expect::LengthHigh,
            (Expect::Escaped, _) => {
                self.data.push(byte.wrapping_sub(3));
                self.expect = Expect::Data;
            }
            (Expect::LengthHigh, _) => {
                self.signature = usize::from(byte) << 8;
                self.expect = Expect::LengthLow;
            }
            (Expect::LengthLow, _) => {
                self.signature |= usize::from(byte);
                self.expect = Expect::End;
            }
        }
        if self.length + self.data.len() > LIMIT {
            return Err(ArmourError::TooLarge { limit: LIMIT });
        }
        Ok(false)
    }

    /// A header, a payload or the stream ends.
    fn end(&mut self) -> Result<bool, ArmourError> {
        if self.header.is_none() && self.data.is_empty() && !self.empty {
            return Ok(true);
        }
        let text = base64url::encode(&self.data);
        self.data.clear();
        self.empty = false;
        self.expect = Expect::Data;
        self.length += text.len() + 1;
        let Some(header) = self.header.take() else {
            self.header = Some(text);
            return Ok(false);
        };
        let signed = header + "." + &text;
        if self.parts.is_empty() {
            self.digest = digest_of(&signed);
        }
        self.length += self.signature;
        self.parts.push((signed, self.signature));
        self.signature = USUAL_SIGNATURE;
        Ok(false)
    }

    /// The dossier, with the signatures that end `bytes`.
    pub fn finish(self, bytes: &[u8]) -> Result<String, ArmourError> {
        let length = self.parts.iter().map(|(_, length)| length).sum();
        let start = bytes
            .len()
            .checked_sub(length)
            .ok_or(ArmourError::Truncated)?;
        let mut signatures = bytes.get(start..).unwrap_or_default();
        let mut dossier = String::new();
        for (signed, length) in self.parts {
            let (signature, rest) = signatures
                .split_at_checked(length)
                .ok_or(ArmourError::Truncated)?;
            signatures = rest;
            if !dossier.is_empty() {
                dossier.push('~');
            }
            dossier += &signed;
            dossier.push('.');
            dossier += &base64url::encode(signature);
        }
        Ok(dossier)
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    base64url::decode(text)
}

fn digest_of(signed: &str) -> String {
    base64url::encode(&Sha256::digest(signed.as_bytes()))
}

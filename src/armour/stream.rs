//! The dossier as one stream of bytes for the model, its signatures beside it.
//!
//! ```text
//! stream   = 1*part END
//! part     = header END payload [long] END
//! long     = ESCAPE LENGTH two bytes        only where a signature has not 64 bytes
//!          | ESCAPE PROOF form rest         version 2: a passkey's proof, taken apart
//! ```
//!
//! Bytes of headers and payloads that mean something here travel as `ESCAPE`, byte + 3; an empty header as `ESCAPE EMPTY`,
//! because `END` in its place ends the stream; and in later parts the receipt's digest as `DIGEST`, which in a proof is its challenge.

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::proof::{self, Form, Signed};
use super::{ArmourError, LIMIT};
use crate::base64url;

pub const END: u8 = 0;
const ESCAPE: u8 = 1;
pub const DIGEST: u8 = 2;
const EMPTY: u8 = 6;
const LENGTH: u8 = 7;
const PROOF: u8 = 8;

/// Of an Ed25519 signature: what needs no saying.
const USUAL_SIGNATURE: usize = 64;

/// Of a passkey's proof, which is JSON.
const PROOF_BEGINS: &[u8] = br#"{"authenticator_data":""#;

/// A dossier taken apart.
pub struct Stream {
    pub bytes: Vec<u8>,
    pub signatures: Vec<u8>,
    /// Whether there is a passkey's proof, which version 1 does not know.
    pub has_proof: bool,
}

impl Stream {
    pub fn read(dossier: &str) -> Result<Self, ArmourError> {
        if dossier.len() > LIMIT {
            return Err(ArmourError::TooLarge { limit: LIMIT });
        }
        let mut stream = Self {
            bytes: Vec::new(),
            signatures: Vec::new(),
            has_proof: false,
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
        let [header, payload, mut signature] =
            [decode(header)?, decode(payload)?, decode(signature)?];
        if header.is_empty() {
            self.bytes.extend([ESCAPE, EMPTY]);
        }
        self.push_escaped(&header, digest.as_deref());
        self.bytes.push(END);
        self.push_escaped(&payload, digest.as_deref());
        if signature.len() != USUAL_SIGNATURE {
            self.has_proof |= signature.starts_with(PROOF_BEGINS);
            let under = Signed::new(signed, &payload);
            if let Some(packed) = proof::pack(&signature, &under) {
                self.bytes.extend([ESCAPE, PROOF, packed.form.to_byte()]);
                let challenge = under.challenge(packed.form);
                self.push_escaped(packed.rest.as_bytes(), Some(challenge));
                signature = packed.raw;
            } else {
                let [.., high, low] = signature.len().to_be_bytes();
                self.bytes.extend([ESCAPE, LENGTH, high, low]);
            }
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
    Form,
    /// Nothing but the end of the payload.
    End,
}

enum Signature {
    /// So many bytes.
    Plain(usize),
    /// A passkey's proof, and what its client data ends with.
    Proof(Form, Signed, String),
}

impl Signature {
    /// How many bytes of it stand behind the stream.
    fn length(&self) -> usize {
        match self {
            Self::Plain(length) => *length,
            Self::Proof(form, ..) => form.raw_length(),
        }
    }
}

/// Puts a dossier together from a stream, byte by byte.
pub struct Writer {
    /// `header.payload` of every part, and its signature.
    parts: Vec<(String, Signature)>,
    header: Option<String>,
    data: Vec<u8>,
    /// The payload whose proof is being read.
    signed: Option<(String, Form, Signed)>,
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
            signed: None,
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
            (Expect::Data, DIGEST) => {
                let known = match &self.signed {
                    Some((_, form, signed)) => signed.challenge(*form),
                    None => &self.digest,
                };
                self.data.extend_from_slice(known.as_bytes());
            }
            (Expect::Data, _) => self.data.push(byte),
            (Expect::Escaped, EMPTY) => {
                // Twice, it would let a few bytes keep a reader busy for minutes.
                if self.empty || self.header.is_some() || !self.data.is_empty() {
                    return Err(ArmourError::NotCanonical);
                }
                self.empty = true;
                self.expect = Expect::Data;
            }
            (Expect::Escaped, LENGTH | PROOF) if self.header.is_none() || self.signed.is_some() => {
                return Err(ArmourError::NotCanonical);
            }
            (Expect::Escaped, LENGTH) => self.expect = Expect::LengthHigh,
            (Expect::Escaped, PROOF) => self.expect = Expect::Form,
            (Expect::Form, _) => {
                let form = Form::from_byte(byte).ok_or(ArmourError::NotCanonical)?;
                let payload = core::mem::take(&mut self.data);
                let signed = self.signed_text(&payload);
                let under = Signed::new(&signed, &payload);
                self.signed = Some((signed, form, under));
                self.expect = Expect::Data;
            }
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

    /// A header, a payload, a proof or the stream ends.
    fn end(&mut self) -> Result<bool, ArmourError> {
        if self.header.is_none() && self.data.is_empty() && !self.empty {
            return Ok(true);
        }
        self.empty = false;
        self.expect = Expect::Data;
        let data = core::mem::take(&mut self.data);
        if self.header.is_none() {
            let header = base64url::encode(&data);
            self.length += header.len() + 1;
            self.header = Some(header);
            return Ok(false);
        }
        let (signed, signature) = match self.signed.take() {
            Some((signed, form, under)) => {
                self.header = None;
                let rest = String::from_utf8(data).map_err(|_| ArmourError::NotCanonical)?;
                self.length += rest.len();
                (signed, Signature::Proof(form, under, rest))
            }
            None => {
                let signed = self.signed_text(&data);
                self.header = None;
                (signed, Signature::Plain(self.signature))
            }
        };
        self.length += signature.length();
        self.parts.push((signed, signature));
        self.signature = USUAL_SIGNATURE;
        Ok(false)
    }

    /// The header that was read and this payload, as they are signed.
    fn signed_text(&mut self, payload: &[u8]) -> String {
        let text = base64url::encode(payload);
        self.length += text.len() + 1;
        let signed = self.header.clone().unwrap_or_default() + "." + &text;
        if self.parts.is_empty() {
            self.digest = digest_of(&signed);
        }
        signed
    }

    /// The dossier, with the signatures that end `bytes`.
    pub fn finish(self, bytes: &[u8]) -> Result<String, ArmourError> {
        let length = self.parts.iter().map(|(_, s)| s.length()).sum();
        let start = bytes
            .len()
            .checked_sub(length)
            .ok_or(ArmourError::Truncated)?;
        let mut signatures = bytes.get(start..).unwrap_or_default();
        let mut dossier = String::new();
        for (signed, signature) in self.parts {
            let (raw, rest) = signatures
                .split_at_checked(signature.length())
                .ok_or(ArmourError::Truncated)?;
            signatures = rest;
            if !dossier.is_empty() {
                dossier.push('~');
            }
            dossier += &signed;
            dossier.push('.');
            dossier += &match &signature {
                Signature::Plain(_) => base64url::encode(raw),
                Signature::Proof(form, under, rest) => {
                    base64url::encode(&proof::unpack(*form, rest, raw, under))
                }
            };
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

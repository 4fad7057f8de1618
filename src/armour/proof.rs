//! A passkey's proof in version 2: of three hundred bytes nearly all can be told from the statement that it signs (`docs/ARMOUR.md` section 8).
//! What cannot are a byte of flags, sometimes a counter, and the signature's 64 bytes.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use crate::base64url;
use crate::json::{self, Object, Value};

const TAGS: [&str; 2] = ["receipt-ack/v1\0", "receipt-settlement/v1\0"];

const COUNTER: usize = 4;
const HASH: usize = 32;
const SIGNATURE: usize = 64;
/// Flags and signature: what no proof can be told without.
const LEAST: usize = 1 + SIGNATURE;

/// A beginning that fits everything.
const ANY: u8 = 4;
/// A party that only its hash names.
const STRANGER: u8 = 2;

/// Which of the usual spellings a proof has: four answers in one byte.
#[derive(Clone, Copy)]
pub struct Form {
    /// How the client data begins, for each tag: with and without `crossOrigin`; or in another way.
    beginning: u8,
    /// Whose hash the authenticator data begins with: the origin's host, that without its first label, or a stranger's.
    party: u8,
    /// Whether the authenticator counts.
    counts: bool,
    /// Whether the signature is two numbers in DER, as those of P-256 are, or 64 bytes as they are.
    der: bool,
}

impl Form {
    pub fn from_byte(byte: u8) -> Option<Self> {
        let form = Self {
            der: byte & 1 == 1,
            counts: byte >> 1 & 1 == 1,
            party: byte >> 2 & 3,
            beginning: byte >> 4,
        };
        (form.party <= STRANGER && form.beginning <= ANY).then_some(form)
    }

    pub fn to_byte(self) -> u8 {
        self.beginning << 4 | self.party << 2 | u8::from(self.counts) << 1 | u8::from(self.der)
    }

    /// Bytes that stand beside the stream.
    pub fn raw_length(self) -> usize {
        let hash = if self.party == STRANGER { HASH } else { 0 };
        LEAST + hash + if self.counts { COUNTER } else { 0 }
    }
}

/// The statement under a proof, as far as the proof repeats it.
pub struct Signed {
    origin: String,
    challenges: [String; 2],
}

impl Signed {
    pub fn new(signing_input: &str, payload: &[u8]) -> Self {
        let origin = match json::parse_object(payload, 8)
            .as_ref()
            .map(|p| p.get("iss"))
        {
            Ok(Some(Value::Text(iss))) => iss.clone(),
            _ => String::new(),
        };
        let challenge = |tag| {
            let mut hash = Sha256::new();
            hash.update(tag);
            hash.update(signing_input);
            base64url::encode(&hash.finalize())
        };
        Self {
            origin,
            challenges: TAGS.map(challenge),
        }
    }

    pub fn challenge(&self, form: Form) -> &str {
        let [ack, settlement] = &self.challenges;
        match form.beginning & 1 {
            0 => ack,
            _ => settlement,
        }
    }

    /// The hash of the party, where the origin tells it.
    fn party(&self, party: u8) -> Vec<u8> {
        let host = self.origin.strip_prefix("https://");
        let host = host
            .or(self.origin.strip_prefix("http://"))
            .unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let host = match party {
            0 => Some(host),
            1 => host.split_once('.').map(|(_, parent)| parent),
            _ => None,
        };
        host.map(|host| Sha256::digest(host).to_vec())
            .unwrap_or_default()
    }

    fn beginning(&self, form: Form) -> String {
        let mut out = String::new();
        if form.beginning < ANY {
            out.push_str(r#"{"type":"webauthn.get","challenge":""#);
            out.push_str(self.challenge(form));
            out.push_str(r#"","origin":""#);
            out.push_str(&self.origin);
            out.push('"');
        }
        if form.beginning < 2 {
            out.push_str(r#","crossOrigin":false"#);
        }
        out
    }
}

/// A proof taken apart.
pub struct Packed {
    pub form: Form,
    /// What follows the client data's beginning.
    pub rest: String,
    pub raw: Vec<u8>,
}

/// Takes a signature segment apart where putting it together again gives the same bytes.
pub fn pack(segment: &[u8], signed: &Signed) -> Option<Packed> {
    let proof = json::parse_object(segment, 1).ok()?;
    let data = base64url::decode(text(&proof, "authenticator_data")?)?;
    let signature = base64url::decode(text(&proof, "signature")?)?;
    let client = text(&proof, "client_data")?;
    let (party, after) = data.split_at_checked(HASH)?;
    let (flags, counter) = after.split_first()?;
    let numbers = from_der(&signature);
    let mut form = Form {
        beginning: 0,
        party: 0,
        counts: counter != [0; COUNTER],
        der: numbers.is_some(),
    };
    while form.party < STRANGER && signed.party(form.party) != party {
        form.party += 1;
    }
    let rest = loop {
        match client.strip_prefix(signed.beginning(form).as_str()) {
            Some(rest) => break rest.to_owned(),
            None => form.beginning += 1,
        }
    };
    let mut raw = Vec::new();
    if form.party == STRANGER {
        raw.extend_from_slice(party);
    }
    raw.push(*flags);
    if form.counts {
        raw.extend_from_slice(counter);
    }
    raw.extend_from_slice(&numbers.unwrap_or(signature));
    let same = raw.len() == form.raw_length() && unpack(form, &rest, &raw, signed) == segment;
    same.then_some(Packed { form, rest, raw })
}

fn text<'a>(proof: &'a Object, name: &str) -> Option<&'a str> {
    match proof.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// Puts a signature segment together again; `raw` has the form's length.
pub fn unpack(form: Form, rest: &str, raw: &[u8], signed: &Signed) -> Vec<u8> {
    let (before, signature) = raw.split_at(raw.len().saturating_sub(SIGNATURE));
    let mut data = signed.party(form.party);
    data.extend_from_slice(before);
    if !form.counts {
        data.extend_from_slice(&[0; COUNTER]);
    }
    let signature = match form.der {
        true => base64url::encode(&to_der(signature)),
        false => base64url::encode(signature),
    };
    let mut out = String::from(r#"{"authenticator_data":""#);
    out.push_str(&base64url::encode(&data));
    out.push_str(r#"","client_data":"#);
    out.push_str(&json::to_text(&(signed.beginning(form) + rest)));
    out.push_str(r#","signature":""#);
    out.push_str(&signature);
    out.push_str(r#""}"#);
    out.into_bytes()
}

/// Two numbers of at most 32 bytes (SEC 1 section C.8), each filled up with zeros.
fn from_der(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = bytes.get(2..)?;
    for _ in 0..2 {
        let (number, after) = rest
            .get(2..)?
            .split_at_checked(usize::from(*rest.get(1)?))?;
        let zeros = HASH.saturating_sub(number.len());
        out.resize(out.len() + zeros, 0);
        out.extend_from_slice(number.get(number.len().saturating_sub(HASH)..)?);
        rest = after;
    }
    (to_der(&out) == bytes).then_some(out)
}

fn to_der(numbers: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for number in numbers.chunks(HASH) {
        let mut number = number;
        while let [0, rest @ ..] = number
            && !rest.is_empty()
        {
            number = rest;
        }
        let sign = number.first().is_some_and(|b| *b >= 0x80);
        body.push(2);
        body.push((number.len() + usize::from(sign)) as u8);
        if sign {
            body.push(0);
        }
        body.extend_from_slice(number);
    }
    body.insert(0, body.len() as u8);
    body.insert(0, 0x30);
    body
}

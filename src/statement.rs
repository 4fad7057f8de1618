//! One signed set of claims: a JWS in compact serialisation (RFC 7515 section 7.1), read strictly (PROTOCOL section 1).

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use crate::base64url;
use crate::json::{self, JsonError, Object, ToJson, Value, Writer};
use crate::key::{PublicKey, SecretKey};
use crate::text;

pub const MAX_TOKEN: usize = 32_768;
const MAX_HEADER: usize = 1_024;
const MAX_PAYLOAD: usize = 16_384;
const MAX_DEPTH: usize = 8;
const MAX_KID: usize = 64;

/// Which statement this is: the header's `typ`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementType {
    Receipt,
    Status,
    Intent,
    Ack,
    Settlement,
    Key,
    Trust,
    Witness,
}

impl StatementType {
    pub const ALL: [Self; 8] = [
        Self::Receipt,
        Self::Status,
        Self::Intent,
        Self::Ack,
        Self::Settlement,
        Self::Key,
        Self::Trust,
        Self::Witness,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receipt => "receipt+jwt",
            Self::Status => "receipt-status+jwt",
            Self::Intent => "receipt-intent+jwt",
            Self::Ack => "receipt-ack+jwt",
            Self::Settlement => "receipt-settlement+jwt",
            Self::Key => "receipt-key+jwt",
            Self::Trust => "receipt-trust+jwt",
            Self::Witness => "receipt-witness+jwt",
        }
    }

    /// Whether holders of passkeys and device keys sign it.
    pub fn signs_off(self) -> bool {
        matches!(self, Self::Ack | Self::Settlement)
    }

    fn from_typ(typ: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == typ)
    }
}

/// How a statement is signed: the header's `alg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// By a key itself; read as `EdDSA` too.
    Ed25519,
    /// By a passkey, which signs a challenge: [`crate::sign_off`].
    #[cfg(feature = "signoff")]
    WebauthnEs256,
    #[cfg(feature = "signoff")]
    WebauthnEd25519,
}

impl Algorithm {
    /// The signature's bytes, as far as their number tells anything here.
    fn signature(self, bytes: Vec<u8>) -> Result<Signature, StatementError> {
        match self {
            Self::Ed25519 => match bytes.try_into() {
                Ok(bytes) => Ok(Signature::Ed25519(bytes)),
                Err(_) => Err(StatementError::SignatureLength),
            },
            #[cfg(feature = "signoff")]
            Self::WebauthnEs256 | Self::WebauthnEd25519 => Ok(Signature::Passkey(bytes)),
        }
    }
}

#[derive(Debug, Clone)]
enum Signature {
    Ed25519([u8; 64]),
    /// A proof, which is read with the key at hand.
    #[cfg(feature = "signoff")]
    Passkey(Vec<u8>),
}

impl Signature {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Ed25519(bytes) => bytes,
            #[cfg(feature = "signoff")]
            Self::Passkey(bytes) => bytes,
        }
    }

    /// What a passkey signed is no signature of the statement itself.
    fn is_of(&self, signing_input: &str, key: &PublicKey) -> bool {
        match self {
            Self::Ed25519(bytes) => key.verifies(signing_input.as_bytes(), bytes),
            #[cfg(feature = "signoff")]
            Self::Passkey(_) => false,
        }
    }
}

/// SHA-256 of a statement's signing input: what other statements name it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(signing_input: &str) -> Self {
        Self::of_bytes(signing_input.as_bytes())
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub fn from_text(text: &str) -> Option<Self> {
        base64url::decode_array(text).map(Self)
    }

    /// The 43 characters used in claims.
    pub fn to_text(self) -> String {
        base64url::encode(&self.0)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first 16 bytes: the next receipt's `terminal.previous`.
    pub fn to_previous(self) -> String {
        base64url::encode(self.0.first_chunk::<16>().map_or(&[][..], |half| half))
    }
}

impl ToJson for Digest {
    fn write(&self, out: &mut Writer) {
        out.string(&self.to_text());
    }
}

/// Why a token is not a statement. The first rule broken wins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatementError {
    #[error("not a compact JWS: three segments joined by dots")]
    NotAStatement,
    #[error("the statement exceeds {MAX_TOKEN} bytes")]
    TooLarge,
    #[error("the payload exceeds {MAX_PAYLOAD} bytes")]
    PayloadTooLarge,
    #[error("a segment is not canonical base64url without padding")]
    Base64,
    #[error("the header is not a JSON object of at most {MAX_HEADER} bytes")]
    Header,
    #[error("{0}")]
    Json(JsonError),
    #[error("the header has no alg")]
    AlgMissing,
    #[error("alg none: the statement is not signed")]
    AlgNone,
    #[error("alg is neither Ed25519 nor EdDSA")]
    AlgNotAllowed,
    #[error("the header has no typ")]
    TypMissing,
    #[error("typ is none of the statement types")]
    TypUnknown,
    #[error("the header has no kid")]
    KidMissing,
    #[error("kid is not a text of 1 to {MAX_KID} characters")]
    KidInvalid,
    #[error("the header brings or points to a key (jwk, jku, x5c, x5u)")]
    HeaderBringsKey,
    #[error("the header asks for an extension (crit, b64)")]
    HeaderCritical,
    #[error("the signature is not 64 bytes")]
    SignatureLength,
    #[error("somebody signs off with it, which this small reader does not read")]
    SignOffUnread,
}

impl StatementError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAStatement => "not_a_receipt",
            Self::TooLarge => "statement_too_large",
            Self::PayloadTooLarge => "payload_too_large",
            Self::Base64 => "base64_invalid",
            Self::Header => "header_invalid",
            Self::Json(e) => e.code(),
            Self::AlgMissing => "alg_missing",
            Self::AlgNone => "alg_none",
            Self::AlgNotAllowed => "alg_not_allowed",
            Self::TypMissing => "typ_missing",
            Self::TypUnknown => "typ_unknown",
            Self::KidMissing => "kid_missing",
            Self::KidInvalid => "kid_invalid",
            Self::HeaderBringsKey => "header_brings_key",
            Self::HeaderCritical => "header_critical",
            Self::SignatureLength => "signature_length",
            Self::SignOffUnread => "sign_off_unread",
        }
    }
}

/// A statement whose form is sound. Its signature is not checked yet: nothing in it may be believed.
#[derive(Debug, Clone)]
pub struct Statement {
    typ: StatementType,
    kid: String,
    header: Object,
    payload: Object,
    signing_input: String,
    #[cfg(feature = "signoff")]
    algorithm: Algorithm,
    signature: Signature,
}

/// The three segments of a compact JWS whose form and header are sound; the payload is not read yet.
pub(crate) struct Envelope<'a> {
    pub typ: StatementType,
    pub kid: String,
    header: Object,
    pub payload: Vec<u8>,
    signing_input: &'a str,
    #[cfg(feature = "signoff")]
    algorithm: Algorithm,
    signature: Signature,
}

impl<'a> Envelope<'a> {
    pub fn open(token: &'a str) -> Result<Self, StatementError> {
        let mut segments = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) = (
            segments.next(),
            segments.next(),
            segments.next(),
            segments.next(),
        ) else {
            return Err(StatementError::NotAStatement);
        };
        let signing_input = token
            .get(..header.len() + 1 + payload.len())
            .ok_or(StatementError::NotAStatement)?;
        let header = base64url::decode(header).ok_or(StatementError::Base64)?;
        let payload = base64url::decode(payload).ok_or(StatementError::Base64)?;
        let signature = base64url::decode(signature).ok_or(StatementError::Base64)?;

        if header.len() > MAX_HEADER {
            return Err(StatementError::Header);
        }
        let header = json::parse_object(&header, MAX_DEPTH).map_err(|e| match e {
            JsonError::Invalid | JsonError::NotAnObject => StatementError::Header,
            e => StatementError::Json(e),
        })?;
        let (algorithm, typ, kid) = read_header(&header)?;
        Ok(Self {
            typ,
            kid,
            header,
            payload,
            signing_input,
            #[cfg(feature = "signoff")]
            algorithm,
            signature: algorithm.signature(signature)?,
        })
    }

    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.signature.is_of(self.signing_input, key)
    }

    pub fn signature(&self) -> &[u8] {
        self.signature.bytes()
    }
}

impl Statement {
    pub fn parse(token: &str) -> Result<Self, StatementError> {
        if token.len() > MAX_TOKEN {
            return Err(StatementError::TooLarge);
        }
        let envelope = Envelope::open(token)?;
        if envelope.payload.len() > MAX_PAYLOAD {
            return Err(StatementError::PayloadTooLarge);
        }
        let payload =
            json::parse_object(&envelope.payload, MAX_DEPTH).map_err(StatementError::Json)?;
        Ok(Self {
            typ: envelope.typ,
            kid: envelope.kid,
            header: envelope.header,
            payload,
            signing_input: envelope.signing_input.to_owned(),
            #[cfg(feature = "signoff")]
            algorithm: envelope.algorithm,
            signature: envelope.signature,
        })
    }

    /// Signs claims as given: a compact spelling of exactly these members in this order.
    pub fn sign(typ: StatementType, payload: &Object, key: &SecretKey) -> String {
        let mut header = Object::default();
        header.set("alg", Value::Text("Ed25519".to_owned()));
        header.set("typ", Value::Text(typ.as_str().to_owned()));
        header.set("kid", Value::Text(key.public().kid()));
        let mut token = base64url::encode(header.to_text().as_bytes());
        token.push('.');
        token.push_str(&base64url::encode(payload.to_text().as_bytes()));
        let signature = key.sign(token.as_bytes());
        token.push('.');
        token.push_str(&base64url::encode(&signature));
        token
    }

    pub fn typ(&self) -> StatementType {
        self.typ
    }

    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub fn header(&self) -> &Object {
        &self.header
    }

    pub fn payload(&self) -> &Object {
        &self.payload
    }

    pub fn digest(&self) -> Digest {
        Digest::of(&self.signing_input)
    }

    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.signature.is_of(&self.signing_input, key)
    }

    #[cfg(feature = "signoff")]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    #[cfg(feature = "signoff")]
    pub fn signing_input(&self) -> &str {
        &self.signing_input
    }

    pub(crate) fn signature(&self) -> &[u8] {
        self.signature.bytes()
    }

    /// Header members that this version has no use for.
    pub fn unknown_header_members(&self) -> impl Iterator<Item = &str> {
        self.header
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !matches!(*name, "alg" | "typ" | "kid"))
    }
}

/// RFC 7515 section 4.1, narrowed: keys come from the trust store, and no extension is understood.
fn read_header(header: &Object) -> Result<(Algorithm, StatementType, String), StatementError> {
    if ["jwk", "jku", "x5c", "x5u"]
        .iter()
        .any(|n| header.get(n).is_some())
    {
        return Err(StatementError::HeaderBringsKey);
    }
    if ["crit", "b64"].iter().any(|n| header.get(n).is_some()) {
        return Err(StatementError::HeaderCritical);
    }
    let typ = match header.get("typ") {
        Some(Value::Text(typ)) => StatementType::from_typ(typ),
        _ => None,
    };
    #[cfg(not(feature = "signoff"))]
    if typ.is_some_and(StatementType::signs_off) {
        return Err(StatementError::SignOffUnread);
    }
    let algorithm = match header.get("alg") {
        None => return Err(StatementError::AlgMissing),
        Some(Value::Text(alg)) if alg == "Ed25519" || alg == "EdDSA" => Algorithm::Ed25519,
        #[cfg(feature = "signoff")]
        Some(Value::Text(alg))
            if alg == "webauthn-es256" && typ.is_some_and(StatementType::signs_off) =>
        {
            Algorithm::WebauthnEs256
        }
        #[cfg(feature = "signoff")]
        Some(Value::Text(alg))
            if alg == "webauthn-ed25519" && typ.is_some_and(StatementType::signs_off) =>
        {
            Algorithm::WebauthnEd25519
        }
        Some(Value::Text(alg)) if alg.eq_ignore_ascii_case("none") => {
            return Err(StatementError::AlgNone);
        }
        Some(_) => return Err(StatementError::AlgNotAllowed),
    };
    if header.get("typ").is_none() {
        return Err(StatementError::TypMissing);
    }
    let typ = typ.ok_or(StatementError::TypUnknown)?;
    let kid = match header.get("kid") {
        None => return Err(StatementError::KidMissing),
        Some(Value::Text(kid)) if (1..=MAX_KID).contains(&text::length(kid)) => kid.clone(),
        Some(_) => return Err(StatementError::KidInvalid),
    };
    Ok((algorithm, typ, kid))
}

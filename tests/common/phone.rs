//! A phone that signs off: a passkey or a device key, and a browser that can be made to say anything.
#![allow(dead_code, clippy::unwrap_used)]

use p256::ecdsa::signature::Signer as _;
use receipt_verifier::json::{Object, Value};
use receipt_verifier::sign_off::{Domain, HolderKey, Proof, challenge};
use receipt_verifier::{Dossier, SecretKey, Statement, StatementType};
use sha2::{Digest as _, Sha256};

use super::world::{self, base64url, object};

/// The page at which customers answer, and the relying party of its passkeys.
pub const PAGE: &str = "https://verify.example";
pub const RP_ID: &str = "verify.example";

/// User present and verified.
pub const UP_UV: u8 = 0b101;
pub const BE: u8 = 0b1000;
pub const BS: u8 = 0b1_0000;

pub enum Key {
    P256(p256::ecdsa::SigningKey),
    Ed25519(SecretKey),
    /// Signs the statement itself.
    Device(SecretKey),
}

pub fn passkey(seed: u8) -> Key {
    Key::P256(p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap())
}

pub fn ed25519_passkey(seed: u8) -> Key {
    Key::Ed25519(SecretKey::from_seed(&[seed; 32]))
}

pub fn device_key(seed: u8) -> Key {
    Key::Device(SecretKey::from_seed(&[seed; 32]))
}

impl Key {
    pub fn public(&self) -> HolderKey {
        match self {
            Self::P256(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                HolderKey::P256(point.as_bytes()[1..].try_into().unwrap())
            }
            Self::Ed25519(key) | Self::Device(key) => HolderKey::Ed25519(key.public().to_bytes()),
        }
    }

    /// Its JWK; `members` as `,"name":value`.
    pub fn jwk(&self, members: &str) -> String {
        let jwk = self.public().to_jwk().to_text();
        format!("{}{members}}}", &jwk[..jwk.len() - 1])
    }

    pub fn kid(&self) -> String {
        self.public().kid()
    }

    pub fn alg(&self) -> &'static str {
        match self {
            Self::P256(_) => "webauthn-es256",
            Self::Ed25519(_) => "webauthn-ed25519",
            Self::Device(_) => "Ed25519",
        }
    }

    fn method(&self) -> &'static str {
        match self {
            Self::Device(_) => "device_key",
            _ => "passkey",
        }
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Self::Ed25519(key) | Self::Device(key) => key.sign(message).to_vec(),
        }
    }
}

/// What browser and authenticator do; by default what they should.
pub struct Ceremony {
    pub kind: &'static str,
    /// Another challenge than the statement's.
    pub challenge: Option<Vec<u8>>,
    pub origin: String,
    /// Members behind `origin`, with a comma.
    pub more: &'static str,
    pub rp_id: &'static str,
    pub flags: u8,
    pub count: u32,
    /// Behind the counter.
    pub tail: &'static [u8],
}

impl Default for Ceremony {
    fn default() -> Self {
        Self {
            kind: "webauthn.get",
            challenge: None,
            origin: PAGE.to_owned(),
            more: r#","crossOrigin":false"#,
            rp_id: RP_ID,
            flags: UP_UV,
            count: 0,
            tail: &[],
        }
    }
}

impl Ceremony {
    pub fn proof(&self, key: &Key, domain: Domain, signing_input: &str) -> Proof {
        let asked = challenge(domain, signing_input).to_vec();
        let asked = base64url(self.challenge.as_ref().unwrap_or(&asked));
        let client_data = format!(
            r#"{{"type":"{}","challenge":"{asked}","origin":"{}"{}}}"#,
            self.kind, self.origin, self.more
        );
        let mut authenticator_data = Sha256::digest(self.rp_id).to_vec();
        authenticator_data.push(self.flags);
        authenticator_data.extend(self.count.to_be_bytes());
        authenticator_data.extend(self.tail);
        let mut message = authenticator_data.clone();
        message.extend(Sha256::digest(&client_data));
        Proof {
            authenticator_data,
            client_data,
            signature: key.sign(&message),
        }
    }
}

/// An answer about the receipt of a dossier: `mine` a minute after it, with members replaced.
pub fn payload(key: &Key, dossier: &str, changes: &str) -> Object {
    let base = object(&format!(
        r#"{{"iss":"{PAGE}","iat":{},"receipt_digest":"{}","verdict":"mine","method":"{}"}}"#,
        world::EVENT + 60,
        digest(dossier),
        key.method()
    ));
    world::merged(&base, changes)
}

pub fn digest(dossier: &str) -> String {
    let dossier = Dossier::read(dossier).unwrap();
    let mut receipts = dossier
        .parts()
        .filter_map(|part| Statement::parse(part).ok());
    let receipt = receipts.find(|s| s.typ() == StatementType::Receipt);
    receipt.unwrap().digest().to_text()
}

/// Header and payload, encoded.
pub fn signing_input(typ: &str, alg: &str, kid: &str, payload: &Object) -> String {
    let header = format!(r#"{{"alg":"{alg}","typ":"{typ}","kid":"{kid}"}}"#);
    format!(
        "{}.{}",
        base64url(header.as_bytes()),
        base64url(payload.to_text().as_bytes())
    )
}

/// Signed as `key` signs, in this ceremony.
pub fn seal(key: &Key, input: &str, domain: Domain, ceremony: &Ceremony) -> String {
    let signature = match key {
        Key::Device(_) => key.sign(input.as_bytes()),
        _ => ceremony.proof(key, domain, input).to_text().into_bytes(),
    };
    format!("{input}.{}", base64url(&signature))
}

pub fn ack_in(key: &Key, dossier: &str, changes: &str, ceremony: &Ceremony) -> String {
    let payload = payload(key, dossier, changes);
    let input = signing_input("receipt-ack+jwt", key.alg(), &key.kid(), &payload);
    seal(key, &input, Domain::Ack, ceremony)
}

pub fn ack(key: &Key, dossier: &str, changes: &str) -> String {
    ack_in(key, dossier, changes, &Ceremony::default())
}

/// An answer that brings its public key.
pub fn ack_with_key(key: &Key, dossier: &str) -> String {
    ack(key, dossier, &format!(r#"{{"key":{}}}"#, key.jwk("")))
}

/// The entry of customers who answer at the page.
pub fn customers(party: &str, keys: &[String]) -> Object {
    object(&format!(
        r#"{{"iss":"{PAGE}","name":"Customers of Bank I","role":"customer","party":"{party}","keys":[],"sign_off_keys":[{}]}}"#,
        keys.join(",")
    ))
}

/// The trust list of the small world with an entry of customers, whose party is a bank's.
pub fn trust_with(keys: &[String]) -> String {
    world::trust_json(|issuers| issuers.push(customers("BANK-I", keys)))
}

/// A binding by `binder`; `changes` replaces its members.
pub fn binding(
    binder: &receipt_verifier::issue::Identity,
    key: &Key,
    dossier: &str,
    changes: &str,
) -> String {
    let mut payload = object(&format!(
        r#"{{"iss":"{}","iat":{},"exp":{},"subject":"{PAGE}","receipt_digest":"{}"}}"#,
        binder.iss.as_str(),
        world::EVENT,
        world::EVENT + 86_400,
        digest(dossier)
    ));
    payload.set(
        "key",
        Value::Object(object(&key.jwk(r#","role":"customer""#))),
    );
    let payload = world::merged(&payload, changes);
    world::sign_raw(
        &world::header_of(binder, "receipt-key+jwt"),
        &payload.to_text(),
        &binder.key,
    )
}

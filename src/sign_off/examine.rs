//! One statement that somebody signed off with: whether it was signed as it says, and under which key.

use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::{AuthenticatorData, ClientData, HolderKey, Proof};
use crate::origin::Origin;
use crate::statement::{Algorithm, Statement, StatementType};
use crate::vocabulary::words;

/// What kind of answer a passkey signs. An assertion made for one is none for the other, nor for a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    Ack,
    Settlement,
}

impl Domain {
    /// Of a statement's type; `None` for those that nobody signs off with.
    pub fn of(typ: StatementType) -> Option<Self> {
        match typ {
            StatementType::Ack => Some(Self::Ack),
            StatementType::Settlement => Some(Self::Settlement),
            _ => None,
        }
    }

    fn tag(self) -> &'static [u8] {
        match self {
            Self::Ack => b"receipt-ack/v1\0",
            Self::Settlement => b"receipt-settlement/v1\0",
        }
    }
}

/// The challenge that a passkey signs for a statement: it covers every byte of it.
pub fn challenge(domain: Domain, signing_input: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(domain.tag());
    hash.update(signing_input.as_bytes());
    hash.finalize().into()
}

words! {
    /// With what kind of key somebody signs off.
    Method { Passkey = "passkey", DeviceKey = "device_key" }
}

/// What a signature that verified says besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub method: Method,
    /// `None` for a device key, as are the next three: nobody but its page says how it is kept.
    pub user_verified: Option<bool>,
    pub backup_eligible: Option<bool>,
    pub backed_up: Option<bool>,
    pub sign_count: Option<i64>,
}

/// A statement whose proof is sound as far as that can be told without a key.
#[derive(Debug)]
pub struct Assertion {
    algorithm: Algorithm,
    /// What the key signed.
    message: Vec<u8>,
    signature: Vec<u8>,
    /// `None` for a device key, which signs the statement itself.
    authenticator: Option<AuthenticatorData>,
}

impl Assertion {
    /// Checks what needs no key, in the order of PROTOCOL section 3.5; the first rule broken is the answer. `iss` is the statement's own: where it
    /// claims to have been signed; `known`, whether somebody who counts names that origin.
    pub fn read(statement: &Statement, iss: &Origin, known: bool) -> Result<Self, &'static str> {
        let domain = Domain::of(statement.typ()).ok_or("typ_unexpected")?;
        let algorithm = statement.algorithm();
        let assertion = match algorithm {
            Algorithm::Ed25519 => Self {
                algorithm,
                message: statement.signing_input().as_bytes().to_vec(),
                signature: statement.signature().to_vec(),
                authenticator: None,
            },
            Algorithm::WebauthnEs256 | Algorithm::WebauthnEd25519 => {
                passkey(statement, iss, domain)?
            }
        };
        match known {
            true => Ok(assertion),
            false => Err("ack_origin_unknown"),
        }
    }

    /// Checks the rest under one key, a passkey of the relying party `rp_id` where it is one. Says nothing about whose key it is.
    pub fn under(&self, key: &HolderKey, rp_id: &str) -> Result<Signed, &'static str> {
        let authenticator = self.authenticator.as_ref();
        if let Some(data) = authenticator {
            if data.rp_id_hash != <[u8; 32]>::from(Sha256::digest(rp_id)) {
                return Err("ack_rp_id");
            }
            if !data.user_present() {
                return Err("ack_user_absent");
            }
            if !data.user_verified() {
                return Err("ack_user_not_verified");
            }
            if !data.is_sound() {
                return Err("ack_authenticator");
            }
        }
        // A key of the other kind signed nothing here, whatever the header says.
        let fits = match (self.algorithm, key) {
            (Algorithm::Ed25519 | Algorithm::WebauthnEd25519, HolderKey::Ed25519(_)) => true,
            (Algorithm::WebauthnEs256, HolderKey::P256(_)) => true,
            (_, HolderKey::Ed25519(_) | HolderKey::P256(_)) => false,
        };
        if !fits || !key.verifies(&self.message, &self.signature) {
            return Err("signature_invalid");
        }
        Ok(Signed {
            method: match authenticator {
                Some(_) => Method::Passkey,
                None => Method::DeviceKey,
            },
            user_verified: authenticator.map(AuthenticatorData::user_verified),
            backup_eligible: authenticator.map(AuthenticatorData::backup_eligible),
            backed_up: authenticator.map(AuthenticatorData::backed_up),
            sign_count: authenticator.map(|data| data.sign_count.into()),
        })
    }
}

fn passkey(statement: &Statement, iss: &Origin, domain: Domain) -> Result<Assertion, &'static str> {
    let proof = Proof::parse(statement.signature()).ok_or("ack_proof_invalid")?;
    let client = ClientData::parse(&proof.client_data).ok_or("ack_client_data")?;
    if client.kind != "webauthn.get" {
        return Err("ack_type");
    }
    if client.challenge != Some(challenge(domain, statement.signing_input())) {
        return Err("ack_challenge");
    }
    if client.cross_origin {
        return Err("ack_cross_origin");
    }
    if client.origin != iss.as_str() {
        return Err("ack_origin");
    }
    let data = AuthenticatorData::parse(&proof.authenticator_data).ok_or("ack_authenticator")?;
    let mut message = proof.authenticator_data;
    message.extend_from_slice(&Sha256::digest(proof.client_data));
    Ok(Assertion {
        algorithm: statement.algorithm(),
        message,
        signature: proof.signature,
        authenticator: Some(data),
    })
}

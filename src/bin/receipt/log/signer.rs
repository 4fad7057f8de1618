//! The private keys of logs and witnesses.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use receipt_verifier::issue::Identity;
use receipt_verifier::log::note::NoteKeyType;
use receipt_verifier::log::{Note, NoteKey};
use receipt_verifier::{Role, SecretKey, Time, json};

use crate::failure::Failure;
use crate::{keygen, source};

/// What a log's key file begins with: the form that Go's note package writes, so that other tools can sign with it.
const PRIVATE: &str = "PRIVATE+KEY+";

/// A private key with the name that it signs notes under.
pub struct NoteSigner {
    public: NoteKey,
    secret: SecretKey,
}

impl NoteSigner {
    /// `None` where the name is none.
    pub fn of_log(name: &str, seed: &[u8; 32]) -> Option<Self> {
        let secret = SecretKey::from_seed(seed);
        NoteKey::new(name, NoteKeyType::Ed25519, secret.public())
            .map(|public| Self { public, secret })
    }

    /// A witness signs notes under its host, as it signs statements under its origin.
    fn of_witness(identity: Identity) -> Option<Self> {
        let secret = identity.key;
        let host = identity.iss.as_str().strip_prefix("https://")?;
        NoteKey::new(host, NoteKeyType::Cosignature, secret.public())
            .map(|public| Self { public, secret })
    }

    /// The key file of a log or a witness.
    pub fn read(name: &str) -> Result<Self, Failure> {
        let text = source::text(&source::read_bytes(name)?);
        let text = text.trim();
        let signer = if text.starts_with(PRIVATE) {
            Self::from_text(text)
        } else {
            json::parse_object(text.as_bytes(), 12)
                .ok()
                .and_then(|jwk| Identity::from_jwk(&jwk).ok())
                .filter(|identity| identity.role == Role::Witness)
                .and_then(Self::of_witness)
        };
        signer.ok_or_else(|| {
            Failure::coded(
                "log_key_invalid",
                format_args!("{name}: neither a log's private key nor a witness's"),
                "make one with `receipt log new` or `receipt keygen --role witness`",
            )
        })
    }

    pub fn read_witness(name: &str) -> Result<Self, Failure> {
        let signer = Self::read(name)?;
        if signer.public.kind != NoteKeyType::Cosignature {
            return Err(Failure::coded(
                "role_not_allowed",
                format_args!("{name}: a log's key; a log is no witness of itself"),
                "give a key of `receipt keygen --role witness`",
            ));
        }
        Ok(signer)
    }

    /// `PRIVATE+KEY+name+id+base64(type and seed)`
    fn from_text(text: &str) -> Option<Self> {
        let (name, rest) = text.strip_prefix(PRIVATE)?.split_once('+')?;
        let (_, key) = rest.split_once('+')?;
        let key = STANDARD.decode(key).ok()?;
        let (1, seed) = key.split_first().map(|(kind, seed)| (*kind, seed))? else {
            return None;
        };
        Self::of_log(name, seed.try_into().ok()?).filter(|signer| signer.to_text() == text)
    }

    fn to_text(&self) -> String {
        let id: String = self.public.id.iter().map(|b| format!("{b:02x}")).collect();
        let material = [&[1], self.secret.seed().as_slice()].concat();
        format!(
            "{PRIVATE}{}+{id}+{}",
            self.public.name,
            STANDARD.encode(material)
        )
    }

    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        keygen::write_private(path, &format!("{}\n", self.to_text()))
    }

    pub fn public(&self) -> &NoteKey {
        &self.public
    }

    pub fn sign(&self, note: &mut Note) {
        // The name was one when the key was read.
        let _ = note.sign(&self.public.name, &self.secret);
    }

    pub fn cosign(&self, note: &mut Note, at: Time) {
        let _ = note.cosign(&self.public.name, &self.secret, at);
    }
}

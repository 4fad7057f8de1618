//! The registries whose lists a verifier takes: their keys are built in or chosen, never brought by a list.

use alloc::vec;
use alloc::vec::Vec;

use super::TrustError;
use super::read::{ed25519_x, no_private_part};
use crate::claims::{self, Claims, Findings};
use crate::json::{self, Value};
use crate::key::PublicKey;
use crate::origin::Origin;

const MAX_BYTES: usize = 1 << 16;
const MAX_DEPTH: usize = 6;
const MAX_REGISTRIES: usize = 64;

/// A registry and the keys that may sign its list: more than one while it changes them.
#[derive(Debug, Clone)]
struct Registry {
    iss: Origin,
    keys: Vec<PublicKey>,
}

/// Pinned registries: `{"version": 1, "registries": [{"iss", "name", "keys": [JWK…]}]}`, or one public JWK with `iss`.
#[derive(Debug, Clone, Default)]
pub struct Pins {
    registries: Vec<Registry>,
}

impl Pins {
    /// Nobody is pinned.
    pub fn none() -> Self {
        Self::default()
    }

    pub fn parse(json: &[u8]) -> Result<Self, TrustError> {
        if json.len() > MAX_BYTES {
            return Err(TrustError::TooLarge);
        }
        let object = json::parse_object(json, MAX_DEPTH).map_err(TrustError::Json)?;
        let mut findings = Findings::default();
        let mut c = Claims::new(&object, &mut findings);
        let registries = if object.get("registries").is_some() {
            c.need("version", &claims::integer(1, 1));
            c.list("registries", MAX_REGISTRIES, &|c| {
                let iss = c.need("iss", &claims::origin);
                c.may("name", &claims::text(64));
                let keys = c.list("keys", 16, &key);
                if keys.is_none() {
                    c.fault("member_missing", "keys");
                }
                Some(Registry {
                    iss: iss?,
                    keys: keys?,
                })
            })
        } else {
            let iss = c.need("iss", &claims::origin);
            let key = key(&mut c);
            iss.zip(key).map(|(iss, key)| {
                vec![Registry {
                    iss,
                    keys: vec![key],
                }]
            })
        };
        c.must_understand();
        match (registries, findings.faults.into_iter().next()) {
            (Some(registries), None) => Ok(Self { registries }),
            (_, fault) => {
                Err(TrustError::Fault(fault.unwrap_or_else(|| {
                    claims::Fault::new(claims::INVALID, "registries")
                })))
            }
        }
    }

    /// The keys of a registry; empty where it is not pinned.
    pub(super) fn keys(&self, iss: &Origin) -> impl Iterator<Item = &PublicKey> {
        self.registries
            .iter()
            .filter(move |r| r.iss == *iss)
            .flat_map(|r| &r.keys)
    }

    pub(super) fn has(&self, iss: &Origin) -> bool {
        self.registries.iter().any(|r| r.iss == *iss)
    }

    /// Who is pinned, and the keys by their thumbprints.
    pub fn registries(&self) -> impl Iterator<Item = (&Origin, impl Iterator<Item = [u8; 32]>)> {
        self.registries
            .iter()
            .map(|r| (&r.iss, r.keys.iter().map(PublicKey::thumbprint)))
    }
}

fn key(c: &mut Claims) -> Option<PublicKey> {
    no_private_part(c);
    let x = ed25519_x(c);
    c.may("kid", &claims::id(64));
    c.may("role", &|v| match v {
        Value::Text(role) if role == "registry" => Ok(()),
        Value::Text(_) => Err("role_not_allowed"),
        _ => Err(claims::INVALID),
    });
    let key = PublicKey::from_bytes(&x?);
    if key.is_none() {
        c.fault("key_not_ed25519", "x");
    }
    key
}

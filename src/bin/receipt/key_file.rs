//! Key files: private JWKs that sign, and their public halves, which are all that a list's maker ever needs to see.

use receipt_verifier::issue::Identity;
use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Origin, PublicKey, Role, SecretKey};

use crate::failure::Failure;
use crate::source;

/// What a registry's key says in `role`. No statement has a signer of this role, so it is none of the verifier's roles either.
pub const REGISTRY: &str = "registry";

fn word<'a>(jwk: &'a Object, name: &str) -> Option<&'a str> {
    match jwk.get(name) {
        Some(Value::Text(s)) => Some(s),
        _ => None,
    }
}

fn is_registry(jwk: &Object) -> bool {
    word(jwk, "role") == Some(REGISTRY)
}

/// The key of a terminal, merchant, acquirer, issuer or witness.
pub fn read_identity(name: &str) -> Result<Identity, Failure> {
    let jwk = source::read_object(name)?;
    if is_registry(&jwk) {
        return Err(Failure::coded(
            "role_not_allowed",
            format_args!("{name}: a registry's key signs trust lists and nothing else"),
            "sign with the key of a terminal, merchant or acquirer: receipt keygen --role …",
        ));
    }
    Identity::from_jwk(&jwk).map_err(|faults| source::faulty(name, &faults))
}

/// The key that signs a trust list: a registry's, a voucher's, or a shop's own.
pub struct ListKey {
    pub key: SecretKey,
    pub iss: Origin,
    /// `None`: a registry.
    pub role: Option<Role>,
}

impl ListKey {
    pub fn read(name: &str) -> Result<Self, Failure> {
        let jwk = source::read_object(name)?;
        if is_registry(&jwk) {
            return Self::registry(&jwk, name);
        }
        let identity = Identity::from_jwk(&jwk).map_err(|faults| source::faulty(name, &faults))?;
        Ok(Self {
            key: identity.key,
            iss: identity.iss,
            role: Some(identity.role),
        })
    }

    fn registry(jwk: &Object, name: &str) -> Result<Self, Failure> {
        let key = word(jwk, "d").and_then(SecretKey::from_d);
        let iss = word(jwk, "iss").and_then(Origin::from_text);
        match (key, iss) {
            (Some(key), Some(iss)) if word(jwk, "x").is_none_or(|x| x == key.public().x()) => {
                Ok(Self {
                    key,
                    iss,
                    role: None,
                })
            }
            _ => Err(Failure::coded(
                "file_invalid",
                format_args!("{name}: not a registry's private key"),
                "make one with `receipt keygen --role registry`",
            )),
        }
    }

    pub fn of_registry(seed: &[u8; 32], iss: Origin) -> Self {
        Self {
            key: SecretKey::from_seed(seed),
            iss,
            role: None,
        }
    }

    /// A registry's private JWK.
    pub fn to_jwk(&self) -> Object {
        let mut jwk = registry_jwk(&self.key.public());
        jwk.set("d", Value::Text(self.key.d()));
        jwk.set("iss", Value::Text(self.iss.as_str().to_owned()));
        jwk
    }
}

/// A registry's public JWK, as it stands in a file of pins.
pub fn registry_jwk(key: &PublicKey) -> Object {
    let mut jwk = Object::default();
    for (name, value) in [
        ("kid", key.kid()),
        ("kty", "OKP".to_owned()),
        ("crv", "Ed25519".to_owned()),
        ("x", key.x()),
        ("role", REGISTRY.to_owned()),
    ] {
        jwk.set(name, Value::Text(value));
    }
    jwk
}

/// The public half of a key, from a private or a public file.
pub struct PublicHalf {
    pub key: PublicKey,
    pub iss: Option<Origin>,
    /// The JWK without `d` and `iss`, as an entry of a list holds it.
    pub jwk: Object,
}

impl PublicHalf {
    /// The whole thumbprint as the page shows it: in groups that can be read out over a telephone, without capitals to spell out.
    pub fn fingerprint(&self) -> String {
        let hex = |pair: &[u8]| pair.iter().map(|byte| format!("{byte:02X}")).collect();
        let thumbprint = self.key.thumbprint();
        let groups: Vec<String> = thumbprint.chunks(2).map(hex).collect();
        groups.join(" ")
    }

    pub fn read(name: &str) -> Result<Self, Failure> {
        let jwk = source::read_object(name)?;
        Self::from_jwk(&jwk).ok_or_else(|| {
            Failure::coded(
                "key_not_ed25519",
                format_args!("{name}: no Ed25519 key in it"),
                "give the file of `receipt keygen`, or a public JWK with kty OKP and crv Ed25519",
            )
        })
    }

    pub fn from_jwk(jwk: &Object) -> Option<Self> {
        let right = word(jwk, "kty") == Some("OKP") && word(jwk, "crv") == Some("Ed25519");
        let key = match jwk.get("d") {
            // The private half decides which key this is, and goes no further.
            Some(_) => word(jwk, "d").and_then(SecretKey::from_d)?.public(),
            None => word(jwk, "x").and_then(PublicKey::from_x)?,
        };
        if !right || word(jwk, "x").is_some_and(|x| x != key.x()) {
            return None;
        }
        let mut public = Object::default();
        public.set("kid", Value::Text(key.kid()));
        for name in ["kty", "crv"] {
            public.set(name, jwk.get(name)?.clone());
        }
        public.set("x", Value::Text(key.x()));
        for name in ["role", "terminal", "merchants", "not_before", "not_after"] {
            if let Some(value) = jwk.get(name) {
                public.set(name, value.clone());
            }
        }
        Some(Self {
            key,
            iss: word(jwk, "iss").and_then(Origin::from_text),
            jwk: public,
        })
    }

    /// Whose key it is: its own file says so, or the argument does; never two different ones.
    pub fn owner(&self, given: Option<&Origin>) -> Result<Origin, Failure> {
        match (&self.iss, given) {
            (Some(own), Some(given)) if own != given => Err(Failure::coded(
                "iss_mismatch",
                format_args!("the key is {}'s", own.as_str()),
                "name its own iss, or leave that argument out",
            )),
            (Some(own), _) => Ok(own.clone()),
            (None, Some(given)) => Ok(given.clone()),
            (None, None) => Err(Failure::Usage(
                "the key's file does not say whose it is: name the iss".to_owned(),
            )),
        }
    }

    pub fn is_registry(&self) -> bool {
        is_registry(&self.jwk)
    }

    pub fn role(&self) -> Option<Role> {
        word(&self.jwk, "role").and_then(Role::from_word)
    }

    /// The public JWK as a file of its own, with whom it belongs to.
    pub fn to_file(&self) -> Object {
        let mut jwk = self.jwk.clone();
        if let Some(iss) = &self.iss {
            jwk.set("iss", Value::Text(iss.as_str().to_owned()));
        }
        jwk
    }
}

//! The drill's own keys, made for it and for nothing else.

use receipt_verifier::issue::Identity;
use receipt_verifier::{Origin, Role, SecretKey};
use sha2::{Digest as _, Sha256};

use super::folder::Folder;
use crate::failure::Failure;
use crate::key_file::{ListKey, PublicHalf};

pub const REGISTRY: &str = "https://registry.example";
pub const ACQUIRER: &str = "https://acquirer.example";
pub const SHOP: &str = "https://till.drill-shop.example";
pub const WITNESS: &str = "https://witness.example";
pub const MERCHANT: &str = "898330154110042";

/// Gives every name a key of its own.
pub struct KeyRing([u8; 32]);

impl KeyRing {
    /// From a number, the same keys each time; otherwise keys that nobody has seen.
    pub fn new(seed: Option<u64>) -> Result<Self, Failure> {
        let mut base = [0; 32];
        match seed {
            Some(seed) => base = Sha256::digest(format!("receipt-drill/v1 {seed}")).into(),
            None => getrandom::fill(&mut base)
                .map_err(|e| Failure::Usage(format!("the system gives no random numbers: {e}")))?,
        }
        Ok(Self(base))
    }

    pub fn seed_of(&self, name: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(name);
        hash.finalize().into()
    }

    pub fn registry(&self, name: &str) -> Result<ListKey, Failure> {
        Ok(ListKey::of_registry(&self.seed_of(name), origin(REGISTRY)?))
    }

    pub fn signer(
        &self,
        name: &str,
        iss: &str,
        role: Role,
        terminal: Option<&str>,
    ) -> Result<Identity, Failure> {
        Ok(Identity {
            key: SecretKey::from_seed(&self.seed_of(name)),
            iss: origin(iss)?,
            role,
            terminal: terminal.map(str::to_owned),
            merchants: terminal.map(|_| vec![MERCHANT.to_owned()]),
        })
    }

    pub fn till(&self, name: &str, terminal: &str) -> Result<Identity, Failure> {
        self.signer(name, SHOP, Role::Terminal, Some(terminal))
    }

    pub fn acquirer(&self, name: &str) -> Result<Identity, Failure> {
        self.signer(name, ACQUIRER, Role::Acquirer, None)
    }
}

fn origin(text: &str) -> Result<Origin, Failure> {
    Origin::from_text(text).ok_or_else(|| Failure::Usage(format!("{text} is no origin")))
}

/// Writes both halves of a key, as `receipt keygen --public` does.
pub fn write_signer(folder: &Folder, name: &str, identity: &Identity) -> Result<(), Failure> {
    let jwk = identity.to_jwk();
    folder.write_private(&format!("{name}.json"), &jwk.to_text())?;
    let half = PublicHalf::from_jwk(&jwk)
        .ok_or_else(|| Failure::Usage("the key made could not be read back".to_owned()))?;
    folder.write(&format!("{name}.pub.json"), &half.to_file().to_text())
}

pub fn write_registry(folder: &Folder, name: &str, key: &ListKey) -> Result<(), Failure> {
    folder.write_private(&format!("{name}.json"), &key.to_jwk().to_text())
}

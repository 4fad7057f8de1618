//! What the authenticator itself signed (WebAuthn Level 3, section 6.1): whose passkey, whether somebody was there, and no receipt.

/// Hash, flags and counter. An assertion carries no key, and nobody asked for extensions.
const LENGTH: usize = 37;

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const ATTESTED_KEY: u8 = 1 << 6;
const EXTENSIONS: u8 = 1 << 7;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticatorData {
    pub rp_id_hash: [u8; 32],
    flags: u8,
    pub sign_count: u32,
}

impl AuthenticatorData {
    /// `None` where the length is another one, or there is no room for the hash.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (rp_id_hash, rest) = bytes.split_first_chunk()?;
        let (flags, rest) = rest.split_first()?;
        let (count, _) = rest.split_first_chunk()?;
        Some(Self {
            rp_id_hash: *rp_id_hash,
            flags: *flags,
            sign_count: u32::from_be_bytes(*count),
        })
        .filter(|_| bytes.len() == LENGTH)
    }

    /// Somebody touched it.
    pub fn user_present(&self) -> bool {
        self.flags & USER_PRESENT != 0
    }

    /// It knows whoever touched it: a fingerprint, a face, a PIN.
    pub fn user_verified(&self) -> bool {
        self.flags & USER_VERIFIED != 0
    }

    /// The passkey may be copied to other devices.
    pub fn backup_eligible(&self) -> bool {
        self.flags & BACKUP_ELIGIBLE != 0
    }

    /// It is copied already: not one device's alone.
    pub fn backed_up(&self) -> bool {
        self.flags & BACKED_UP != 0
    }

    /// Whether the flags agree with each other and with the length: what is copied may be copied, and nothing follows the counter.
    pub fn is_sound(&self) -> bool {
        self.flags & (ATTESTED_KEY | EXTENSIONS) == 0
            && (self.backup_eligible() || !self.backed_up())
    }
}

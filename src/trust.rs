//! The trust store: the keys that this verifier accepts, for which role, from when to when (PROTOCOL section 7).

mod read;

use alloc::string::String;
use alloc::vec::Vec;

use crate::claims::Fault;
use crate::json::{JsonError, members};
use crate::key::PublicKey;
use crate::origin::Origin;
use crate::text::Text;
use crate::time::Time;
use crate::vocabulary::{Provenance, RevocationReason, Role};

/// Why a text is not a trust store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    #[error("the trust store exceeds 16 MiB")]
    TooLarge,
    #[error("the trust store is not strict JSON: {0}")]
    Json(JsonError),
    #[error("{}: {}", .0.member(), .0.code())]
    Fault(Fault),
}

impl TrustError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "trust_too_large",
            Self::Json(e) => e.code(),
            Self::Fault(fault) => fault.code(),
        }
    }
}

/// Who vouches for whom. Sorted by `iss`, so that a list of ten thousand is searched, not scanned.
#[derive(Debug, Clone)]
pub struct TrustStore {
    provenance: Provenance,
    sample: bool,
    iss: Option<Origin>,
    iat: Option<Time>,
    exp: Option<Time>,
    sequence: Option<u64>,
    issuers: Vec<Issuer>,
}

impl TrustStore {
    /// Reads a store. `provenance` is the caller's knowledge of who chose it; the text has no say in that.
    pub fn parse(json: &[u8], provenance: Provenance) -> Result<Self, TrustError> {
        read::parse(json, provenance)
    }

    pub fn provenance(&self) -> Provenance {
        self.provenance
    }

    /// Keys of published examples: whatever they sign, every verdict says SAMPLE.
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    pub fn iss(&self) -> Option<&Origin> {
        self.iss.as_ref()
    }

    pub fn iat(&self) -> Option<Time> {
        self.iat
    }

    pub fn exp(&self) -> Option<Time> {
        self.exp
    }

    pub fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    pub fn issuers(&self) -> &[Issuer] {
        &self.issuers
    }

    pub fn issuer(&self, iss: &Origin) -> Option<&Issuer> {
        self.issuers
            .binary_search_by(|i| i.iss.cmp(iss))
            .ok()
            .and_then(|at| self.issuers.get(at))
    }
}

/// One signer: a shop, an acquirer, a bank.
#[derive(Debug, Clone)]
pub struct Issuer {
    pub iss: Origin,
    /// The name that verdicts use, as the list's signer gives it.
    pub name: Text,
    pub role: Role,
    /// The legal entity behind it. Without one, nothing it signs counts as independent.
    pub party: Option<Text>,
    /// Whose status statements count for this merchant.
    pub acquirers: Vec<Origin>,
    pub profile: Option<Profile>,
    pub keys: Vec<TrustedKey>,
}

/// What does not change from receipt to receipt, told by somebody other than the shop.
#[derive(Debug, Clone)]
pub struct Profile {
    pub legal_name: Option<Text>,
    pub statement_descriptor: Option<Text>,
    pub mcc: Option<Text>,
    pub country: Option<Text>,
    pub contact: Option<Text>,
    pub address: Option<Text>,
    pub licence: Option<Licence>,
}

members!(given Profile { legal_name, statement_descriptor, mcc, country, contact, address, licence });

#[derive(Debug, Clone)]
pub struct Licence {
    pub number: Option<Text>,
    pub authority: Option<Text>,
    pub scope: Option<Text>,
    pub expires: Option<Text>,
}

members!(given Licence { number, authority, scope, expires });

#[derive(Debug, Clone)]
pub struct TrustedKey {
    pub kid: String,
    pub key: PublicKey,
    pub role: Role,
    /// A terminal key speaks for this terminal alone.
    pub terminal: Option<String>,
    /// Merchant ids that the key may use; `None` means any.
    pub merchants: Option<Vec<String>>,
    pub not_before: Option<Time>,
    pub not_after: Option<Time>,
    pub revoked: Option<Revocation>,
}

impl TrustedKey {
    /// Whether the key's window covers a claimed time; otherwise the code of the refusal.
    pub fn covers(&self, time: Time) -> Result<(), &'static str> {
        if self.not_before.is_some_and(|t| time < t) {
            return Err("key_not_yet_valid");
        }
        if self.not_after.is_some_and(|t| time > t) {
            return Err("key_expired");
        }
        match &self.revoked {
            Some(r) if !r.casts_doubt() && time >= r.since => Err("key_retired"),
            _ => Ok(()),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Revocation {
    /// When the list's signer recorded it.
    pub recorded: Time,
    /// From when the key is not to be relied on.
    pub since: Time,
    /// The highest counter known to be good.
    pub max_counter: Option<u64>,
    pub reason: RevocationReason,
}

impl Revocation {
    /// A stolen or compromised key can write any date: nothing that it alone signed is dated.
    pub fn casts_doubt(&self) -> bool {
        matches!(
            self.reason,
            RevocationReason::Stolen | RevocationReason::Compromised
        )
    }
}

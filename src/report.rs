//! The report: what a verifier found, as data. Locale files turn its codes into sentences (PROTOCOL section 8).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::money::Amount;
use crate::origin::Origin;
use crate::receipt::Receipt;
use crate::statement::Digest;
use crate::text::Text;
use crate::time::Time;
use crate::trust::Profile;
use crate::vocabulary::{Event, Provenance, ReceiptType, Role};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Verified,
    UnknownSigner,
    Rejected,
    Unreadable,
}

/// How many independent parties stand behind the receipt; caps the wording (DESIGN: evidence).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Level {
    E0,
    E1,
    E2,
    E3,
    E4,
    E5,
}

impl Level {
    pub const ALL: [(&'static str, Self); 6] = [
        ("E0", Self::E0),
        ("E1", Self::E1),
        ("E2", Self::E2),
        ("E3", Self::E3),
        ("E4", Self::E4),
        ("E5", Self::E5),
    ];
}

/// A value that a sentence needs. Texts are safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Param {
    Text(String),
    Number(i64),
}

/// A sentence's parameters by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Params(BTreeMap<&'static str, Param>);

impl Params {
    /// A word of our own or a value in a checked alphabet.
    #[must_use]
    pub fn word(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.insert(name, Param::Text(value.into()));
        self
    }

    /// Somebody's free text: made safe on the way in.
    #[must_use]
    pub fn text(self, name: &'static str, value: &Text) -> Self {
        let shown = value.shown();
        self.word(name, shown)
    }

    #[must_use]
    pub fn number(mut self, name: &'static str, value: i64) -> Self {
        self.0.insert(name, Param::Number(value));
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Param)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

/// A signature that verified and counts towards the level.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    pub level: Level,
    pub role: Role,
    pub iss: Origin,
    pub name: Text,
    pub party: Option<Text>,
    pub at: Time,
}

/// Who signed one part of the dossier, in a role that the trust store grants.
#[derive(Debug, Clone, Serialize)]
pub struct SignerEntry {
    pub role: Role,
    pub iss: Origin,
    pub name: Text,
    pub party: Option<Text>,
    pub kid: String,
    pub thumbprint: String,
    /// Index of the signed part in the dossier.
    pub part: usize,
    pub statement: &'static str,
    pub digest: Digest,
    pub profile: Option<Profile>,
}

#[derive(Debug, Clone, Serialize)]
pub struct StatusEntry {
    pub event: Event,
    pub at: Time,
    pub amount: Amount,
    pub currency: &'static str,
    pub sequence: i64,
    pub iss: Origin,
    pub name: Text,
    /// Whether it lifts the level: independent, and without a difference.
    pub counts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    Pass,
    Info,
    Warn,
    Conflict,
}

/// One thing examined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    pub code: &'static str,
    pub outcome: CheckOutcome,
    pub params: Params,
}

/// A part of the dossier that changed nothing, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct IgnoredPart {
    pub part: usize,
    pub code: &'static str,
}

/// Which store was asked.
#[derive(Debug, Clone, Serialize)]
pub struct TrustEntry {
    pub provenance: Provenance,
    pub sample: bool,
    pub iss: Option<Origin>,
    pub iat: Option<Time>,
    pub exp: Option<Time>,
    pub sequence: Option<u64>,
}

/// Seconds before `now`; negative lies ahead.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ages {
    pub trust_list: Option<i64>,
    pub trust_list_expired: bool,
    pub receipt: Option<i64>,
    /// Of the newest status that counts.
    pub status: Option<i64>,
}

/// A receipt whose signature verified under a key that the trust store grants this role. Only [`crate::verify`] makes one.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct VerifiedReceipt(Receipt);

impl VerifiedReceipt {
    pub(crate) fn new(receipt: Receipt) -> Self {
        Self(receipt)
    }
}

impl std::ops::Deref for VerifiedReceipt {
    type Target = Receipt;

    fn deref(&self) -> &Receipt {
        &self.0
    }
}

/// Everything that one verification found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub outcome: Outcome,
    /// Names the first screen's sentence.
    pub code: &'static str,
    pub params: Params,
    pub level: Level,
    pub evidence: Vec<Evidence>,
    #[serde(rename = "type")]
    pub kind: Option<ReceiptType>,
    /// The newest event that counts; without one, what the receipt itself says.
    pub status: Option<&'static str>,
    pub receipt: Option<VerifiedReceipt>,
    /// ISO 4217 exponent of the receipt's currency.
    pub exponent: Option<u8>,
    pub digest: Option<Digest>,
    pub signers: Vec<SignerEntry>,
    pub statuses: Vec<StatusEntry>,
    pub checks: Vec<Check>,
    pub ignored: Vec<IgnoredPart>,
    /// Sentences that have to stand beside the verdict.
    pub notes: Vec<&'static str>,
    pub trust: TrustEntry,
    pub ages: Ages,
    pub not_proved: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_issuer: Option<Origin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<&'static str>,
}

impl Report {
    pub fn is_verified(&self) -> bool {
        self.outcome == Outcome::Verified
    }

    pub fn has_conflict(&self) -> bool {
        self.checks
            .iter()
            .any(|c| c.outcome == CheckOutcome::Conflict)
    }

    /// The report as one line of JSON, the same on every surface.
    pub fn to_json(&self) -> String {
        // Every key is a string and every value a plain one: serialising cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

//! The report: what a verifier found, as data. Locale files turn its codes into sentences (PROTOCOL section 8).

#[cfg(feature = "signoff")]
mod sign_off;

use alloc::string::String;
use alloc::vec::Vec;

use crate::json::{self, ToJson, Writer, members};
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::receipt::Receipt;
use crate::statement::Digest;
use crate::text::Text;
use crate::time::{Time, UtcOffset};
use crate::trust::{Profile, Revocation, Voucher};
use crate::vocabulary::{Event, Provenance, ReceiptType, Role, words};

#[cfg(feature = "signoff")]
pub use crate::verify::{Bound, Tie};
#[cfg(feature = "signoff")]
pub use sign_off::{
    AckEntry, HalfEntry, SettlementEntry, SettlementState, SignOffVoucher, SignedWith,
};

words! {
    Outcome {
        Verified = "verified", UnknownSigner = "unknown_signer", Rejected = "rejected", Unreadable = "unreadable",
    }
}

words! {
    /// How many independent parties stand behind the receipt; caps the wording (DESIGN: evidence).
    Level { E0 = "E0", E1 = "E1", E2 = "E2", E3 = "E3", E4 = "E4", E5 = "E5" }
}

/// A value that a sentence needs. Texts are safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    Text(String),
    Number(i64),
}

impl ToJson for Param {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Text(text) => out.string(text),
            Self::Number(number) => out.number(*number),
        }
    }
}

/// A sentence's parameters, in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(&'static str, Param)>);

impl Params {
    fn set(&mut self, name: &'static str, value: Param) {
        let at = self.0.iter().take_while(|(n, _)| *n < name).count();
        match self.0.get_mut(at) {
            Some((n, old)) if *n == name => *old = value,
            _ => self.0.insert(at, (name, value)),
        }
    }

    /// A word of our own or a value in a checked alphabet.
    #[must_use]
    pub fn word(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.set(name, Param::Text(value.into()));
        self
    }

    /// Somebody's free text: made safe on the way in.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: &Text) -> Self {
        self.set(name, Param::Text(value.shown()));
        self
    }

    #[must_use]
    pub fn number(mut self, name: &'static str, value: i64) -> Self {
        self.set(name, Param::Number(value));
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Param)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

impl ToJson for Params {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            for (name, value) in self.iter() {
                out.member(name, value);
            }
        });
    }
}

/// A signature that verified and counts towards the level.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub level: Level,
    pub role: Role,
    pub iss: Origin,
    pub name: Text,
    pub party: Option<Text>,
    pub at: Time,
}

members!(member Evidence { level, role, iss, name, party, at });

/// Who signed one part of the dossier, in a role that the trust store grants.
#[derive(Debug, Clone)]
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

members!(member SignerEntry { role, iss, name, party, kid, thumbprint, part, statement, digest, profile });

#[derive(Debug, Clone)]
pub struct StatusEntry {
    pub event: Event,
    pub at: Time,
    pub amount: Amount,
    pub currency: &'static str,
    pub sequence: i64,
    pub iss: Origin,
    pub name: Text,
    /// Whether it is heard: independent, and without a difference.
    pub counts: bool,
    pub refund_digest: Option<Digest>,
    pub arn: Option<String>,
}

members!(member StatusEntry { event, at, amount, currency, sequence, iss, name, counts, refund_digest, arn });

/// The amount that was shown before payment.
#[derive(Debug, Clone)]
pub struct IntentEntry {
    pub iss: Origin,
    pub name: Text,
    pub number: Option<Text>,
    pub amount: Amount,
    pub currency: Currency,
    pub at: Time,
    pub utc_offset: UtcOffset,
    pub valid_until: Option<Time>,
    pub digest: Digest,
}

members!(member IntentEntry { iss, name, number, amount, currency, at, utc_offset, valid_until, digest });

words! {
    CheckOutcome { Pass = "pass", Info = "info", Warn = "warn", Conflict = "conflict" }
}

/// One thing examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub code: &'static str,
    pub outcome: CheckOutcome,
    pub params: Params,
}

members!(member Check { code, outcome, params });

/// A part of the dossier that changed nothing, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IgnoredPart {
    pub part: usize,
    pub code: &'static str,
}

members!(member IgnoredPart { part, code });

words! {
    /// How a witness speaks.
    WitnessedBy { Statement = "statement", Log = "log" }
}

/// Somebody independent who dates the receipt, and no more.
#[derive(Debug, Clone)]
pub struct WitnessEntry {
    pub by: WitnessedBy,
    pub iss: Origin,
    pub name: Text,
    pub party: Option<Text>,
    /// The receipt existed then; `None` where only a log speaks, whose growth nobody dates.
    pub at: Option<Time>,
    /// The log's name, the receipt's place in it, and how long it was.
    pub origin: Option<String>,
    pub index: Option<i64>,
    pub size: Option<i64>,
}

members!(member WitnessEntry { by, iss, name, party, at, origin, index, size });

/// Who vouches for the key that signed the receipt, and whom one can ask.
#[derive(Debug, Clone)]
pub struct Vouching {
    /// From whoever made the first list to whoever vouches for the key.
    pub chain: Vec<Voucher>,
    pub key: KeyEntry,
    /// The shop's acquirers, as far as lists name them.
    pub acquirers: Vec<PartyEntry>,
}

members!(member Vouching { chain, key, acquirers });

/// The key that signed the receipt, as it is listed.
#[derive(Debug, Clone)]
pub struct KeyEntry {
    pub kid: String,
    pub thumbprint: String,
    pub role: Role,
    pub terminal: Option<String>,
    pub merchants: Option<Vec<String>>,
    pub not_before: Option<Time>,
    pub not_after: Option<Time>,
    pub revoked: Option<Revocation>,
}

members!(member KeyEntry { kid, thumbprint, role, terminal, merchants, not_before, not_after, revoked });

#[derive(Debug, Clone)]
pub struct PartyEntry {
    pub iss: Origin,
    pub name: Text,
    pub party: Option<Text>,
    pub profile: Option<Profile>,
}

members!(member PartyEntry { iss, name, party, profile });

/// The root that answered.
#[derive(Debug, Clone)]
pub struct TrustEntry {
    pub provenance: Provenance,
    pub sample: bool,
    pub iss: Option<Origin>,
    pub iat: Option<Time>,
    pub exp: Option<Time>,
    pub sequence: Option<u64>,
}

members!(member TrustEntry { provenance, sample, iss, iat, exp, sequence });

/// Seconds before `now`; negative lies ahead.
#[derive(Debug, Clone, Default)]
pub struct Ages {
    pub trust_list: Option<i64>,
    pub trust_list_expired: bool,
    pub receipt: Option<i64>,
    /// Of the newest status that counts.
    pub status: Option<i64>,
}

members!(member Ages { trust_list, trust_list_expired, receipt, status });

/// A receipt whose signature verified under a key that the trust store grants this role. Only [`crate::verify`] makes one.
#[derive(Debug, Clone)]
pub struct VerifiedReceipt(Receipt);

impl VerifiedReceipt {
    pub(crate) fn new(receipt: Receipt) -> Self {
        Self(receipt)
    }
}

impl core::ops::Deref for VerifiedReceipt {
    type Target = Receipt;

    fn deref(&self) -> &Receipt {
        &self.0
    }
}

impl ToJson for VerifiedReceipt {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
    }
}

/// Everything that one verification found.
#[derive(Debug, Clone)]
pub struct Report {
    pub outcome: Outcome,
    /// Names the first screen's sentence.
    pub code: &'static str,
    pub params: Params,
    pub level: Level,
    pub evidence: Vec<Evidence>,
    pub kind: Option<ReceiptType>,
    /// The newest event that counts; without one, what the receipt itself says.
    pub status: Option<&'static str>,
    pub receipt: Option<VerifiedReceipt>,
    /// ISO 4217 exponent of the receipt's currency.
    pub exponent: Option<u8>,
    pub digest: Option<Digest>,
    pub signers: Vec<SignerEntry>,
    pub vouching: Option<Vouching>,
    pub statuses: Vec<StatusEntry>,
    /// What the shop asked for, as it signed before payment.
    pub intent: Option<IntentEntry>,
    pub witnesses: Vec<WitnessEntry>,
    #[cfg(feature = "signoff")]
    pub acknowledgements: Vec<AckEntry>,
    #[cfg(feature = "signoff")]
    pub settlements: Vec<SettlementEntry>,
    pub checks: Vec<Check>,
    pub ignored: Vec<IgnoredPart>,
    /// Sentences that have to stand beside the verdict.
    pub notes: Vec<&'static str>,
    pub trust: TrustEntry,
    pub ages: Ages,
    pub not_proved: Vec<&'static str>,
    pub claimed_issuer: Option<Origin>,
    pub remedy: Option<&'static str>,
}

impl ToJson for Report {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("outcome", &self.outcome);
            out.member("code", &self.code);
            out.member("params", &self.params);
            out.member("level", &self.level);
            out.member("evidence", &self.evidence);
            out.member("type", &self.kind);
            out.member("status", &self.status);
            out.member("receipt", &self.receipt);
            out.member("exponent", &self.exponent);
            out.member("digest", &self.digest);
            out.member("signers", &self.signers);
            out.member("vouching", &self.vouching);
            out.member("statuses", &self.statuses);
            out.member("intent", &self.intent);
            out.member("witnesses", &self.witnesses);
            #[cfg(feature = "signoff")]
            let (acknowledgements, settlements) = (&self.acknowledgements, &self.settlements);
            // A reader without them lists what it did not read.
            #[cfg(not(feature = "signoff"))]
            let (acknowledgements, settlements) = (&Vec::<bool>::new(), &Vec::<bool>::new());
            out.member("acknowledgements", acknowledgements);
            out.member("settlements", settlements);
            out.member("checks", &self.checks);
            out.member("ignored", &self.ignored);
            out.member("notes", &self.notes);
            out.member("trust", &self.trust);
            out.member("ages", &self.ages);
            out.member("not_proved", &self.not_proved);
            out.given("claimed_issuer", &self.claimed_issuer);
            out.given("remedy", &self.remedy);
        });
    }
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
        json::to_text(self)
    }
}

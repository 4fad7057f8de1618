//! What the report says of those who signed off.

use alloc::string::String;
use alloc::vec::Vec;

use crate::json::members;
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::sign_off::settlement::{Remedy, Side};
use crate::sign_off::{AckVerdict, Method};
use crate::statement::Digest;
use crate::text::Text;
use crate::time::Time;
use crate::trust::Source;
use crate::verify::{Bound, Tie};
use crate::vocabulary::{Role, words};

/// Who says whose key it is.
#[derive(Debug, Clone)]
pub struct SignOffVoucher {
    pub role: Role,
    pub iss: Origin,
    pub name: Text,
    pub party: Option<Text>,
}

members!(member SignOffVoucher { role, iss, name, party });

impl SignOffVoucher {
    pub(crate) fn of(source: &Source, role: Role) -> Self {
        Self {
            role,
            iss: source.issuer.iss.clone(),
            name: source.issuer.name.clone(),
            party: source.issuer.party.clone(),
        }
    }
}

/// One customer's answer whose signature verified.
#[derive(Debug, Clone)]
pub struct AckEntry {
    /// Index in the dossier.
    pub part: usize,
    pub digest: Digest,
    pub verdict: AckVerdict,
    pub method: Method,
    pub at: Time,
    /// Where it was signed.
    pub iss: Origin,
    /// `None` for a device key.
    pub rp_id: Option<String>,
    pub kid: String,
    pub thumbprint: String,
    pub bound: Bound,
    pub by: Option<SignOffVoucher>,
    pub tied: Option<Tie>,
    pub user_verified: Option<bool>,
    pub backup_eligible: Option<bool>,
    pub backed_up: Option<bool>,
    pub sign_count: Option<i64>,
    pub amount: Option<Amount>,
    pub currency: Option<Currency>,
    /// Whether it lifts the receipt's level: a confirmation does that, a denial never.
    pub counts: bool,
    /// Why its key says nothing for this receipt's customer; `None` where it does.
    pub code: Option<&'static str>,
}

members!(member AckEntry {
    part, digest, verdict, method, at, iss, rp_id, kid, thumbprint, bound, by, tied, user_verified, backup_eligible, backed_up,
    sign_count, amount, currency, counts, code
});

words! {
    /// How far a settlement goes.
    SettlementState {
        /// By the shop's key and by a customer's whom others name.
        Agreed = "agreed",
        /// By the shop's key and by one of this very device: on another one nobody says whose that is.
        AgreedHere = "agreed_here",
        /// By the shop's key and by one that nobody ties to the customer.
        OneSideUnidentified = "one_side_unidentified",
        /// By two keys of which neither is the shop's.
        Unidentified = "unidentified",
        /// By one side alone: nothing is agreed.
        Proposed = "proposed",
    }
}

words! {
    /// With what kind of key a half was signed.
    SignedWith {
        Passkey = "passkey", DeviceKey = "device_key",
        /// A key with which the shop signs receipts.
        ShopKey = "shop_key",
    }
}

/// One side's signature under a settlement.
#[derive(Debug, Clone)]
pub struct HalfEntry {
    /// Index in the dossier.
    pub part: usize,
    pub digest: Digest,
    pub side: Side,
    pub at: Time,
    pub method: SignedWith,
    pub bound: Bound,
    pub by: Option<SignOffVoucher>,
    /// What ties a customer's key to the payment.
    pub tied: Option<Tie>,
    pub kid: String,
    pub thumbprint: String,
    pub backup_eligible: Option<bool>,
    pub backed_up: Option<bool>,
}

members!(member HalfEntry {
    part, digest, side, at, method, bound, by, tied, kid, thumbprint, backup_eligible, backed_up
});

/// One settlement, with the halves that are here. What it says is the word of those who signed it.
#[derive(Debug, Clone)]
pub struct SettlementEntry {
    pub state: SettlementState,
    pub remedy: Remedy,
    pub amount: Option<Amount>,
    pub currency: Option<Currency>,
    pub exponent: Option<u8>,
    pub due: Option<Time>,
    pub facts: Vec<Text>,
    pub first: HalfEntry,
    pub second: Option<HalfEntry>,
    /// Why it is not agreed, or would not be: whose key is not the one that its side needs.
    pub code: Option<&'static str>,
}

members!(member SettlementEntry { state, remedy, amount, currency, exponent, due, facts, first, second, code });

impl SettlementState {
    pub fn is_agreed(self) -> bool {
        matches!(self, Self::Agreed | Self::AgreedHere)
    }
}

impl SettlementEntry {
    /// Whether both say the same, whoever signed them.
    pub fn agrees_with(&self, other: &Self) -> bool {
        (self.remedy, self.amount, self.due) == (other.remedy, other.amount, other.due)
            && self.facts == other.facts
    }
}

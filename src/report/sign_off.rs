//! What the report says of those who signed off.

use alloc::string::String;

use crate::json::members;
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::sign_off::{AckVerdict, Method};
use crate::statement::Digest;
use crate::text::Text;
use crate::time::Time;
use crate::trust::Source;
use crate::verify::{Bound, Tie};
use crate::vocabulary::Role;

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

/// One settlement, with the halves that are here.
#[derive(Debug, Clone)]
pub struct SettlementEntry {}

impl crate::json::ToJson for SettlementEntry {
    fn write(&self, out: &mut crate::json::Writer) {
        out.object(&|_| {});
    }
}

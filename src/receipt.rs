//! The receipt: what a terminal, or a merchant's till, says about one transaction (PROTOCOL section 3.2).

mod check;
mod read;

use serde::Serialize;

pub use read::Receipt;

use crate::money::{Amount, Currency};
use crate::statement::Digest;
use crate::text::Text;
use crate::vocabulary::{AuthorisationMode, Cvm, EntryMode, PanKind, Relation, TenderMethod};

#[derive(Debug, Clone, Serialize)]
pub struct Merchant {
    pub trading_name: Text,
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_descriptor: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mcc: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facilitator: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_merchant_id: Option<Text>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Terminal {
    pub id: String,
    pub counter: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software_version: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial_hash: Option<Text>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Tender {
    pub method: TenderMethod,
    pub amount: Amount,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Card {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last4: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pan_kind: Option<PanKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_mode: Option<EntryMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cvm: Option<Cvm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_label: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atc: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cryptogram: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub par_blind: Option<Digest>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Authorisation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<AuthorisationMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rrn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stan: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acquirer_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme_transaction_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Wallet {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_order_id: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Item {
    pub name: Text,
    /// Units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u64>,
    /// Thousandths of a unit, for what is weighed or measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity_milli: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Amount>,
    pub total: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_code: Option<Text>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Tax {
    /// Basis points.
    pub rate: u64,
    pub base: Amount,
    pub amount: Amount,
    /// Inside the prices already, or added to them.
    pub included: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct CurrencyConversion {
    pub currency: Currency,
    pub amount: Amount,
    /// Rate × 10^8.
    pub rate_e8: u64,
    /// Basis points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markup: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Related {
    pub digest: Digest,
    pub relation: Relation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Refund {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_posting_days: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Fiscal {
    pub system: String,
    pub payload: Text,
}

/// Members whose digits are references by their type, and exempt from the card-number shape check: one random number in ten passes Luhn.
pub fn is_reference(path: &str) -> bool {
    matches!(
        path,
        "merchant.id"
            | "merchant.mcc"
            | "terminal.id"
            | "terminal.counter"
            | "terminal.previous"
            | "card.aid"
            | "card.cryptogram"
            | "card.par_blind"
            | "items_digest"
            | "intent_digest"
            | "return_policy_digest"
            | "related.digest"
    ) || path.starts_with("authorisation.") && path.matches('.').count() == 1
        || path.starts_with("wallet.") && path.matches('.').count() == 1
}

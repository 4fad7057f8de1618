//! The receipt: what a terminal, or a merchant's till, says about one transaction (PROTOCOL section 3.2).

mod check;
mod read;

pub use read::Receipt;

use alloc::string::String;

use crate::json::members;
use crate::money::{Amount, Currency};
use crate::statement::Digest;
use crate::text::Text;
use crate::vocabulary::{AuthorisationMode, Cvm, EntryMode, PanKind, Relation, TenderMethod};

#[derive(Debug, Clone)]
pub struct Merchant {
    pub trading_name: Text,
    pub id: String,
    pub legal_name: Option<Text>,
    pub address: Option<Text>,
    pub statement_descriptor: Option<Text>,
    pub mcc: Option<String>,
    pub tax_id: Option<Text>,
    pub contact: Option<Text>,
    pub facilitator: Option<Text>,
    pub sub_merchant_id: Option<Text>,
}

members!(given Merchant { trading_name, id, legal_name, address, statement_descriptor, mcc, tax_id, contact, facilitator, sub_merchant_id });

#[derive(Debug, Clone)]
pub struct Terminal {
    pub id: String,
    pub counter: u64,
    pub previous: Option<String>,
    pub software_version: Option<Text>,
    pub serial_hash: Option<Text>,
}

members!(given Terminal { id, counter, previous, software_version, serial_hash });

#[derive(Debug, Clone)]
pub struct Tender {
    pub method: TenderMethod,
    pub amount: Amount,
}

members!(given Tender { method, amount });

#[derive(Debug, Clone, Default)]
pub struct Card {
    pub network: Option<String>,
    pub last4: Option<String>,
    pub pan_kind: Option<PanKind>,
    pub entry_mode: Option<EntryMode>,
    pub cvm: Option<Cvm>,
    pub aid: Option<String>,
    pub application_label: Option<Text>,
    pub atc: Option<u64>,
    pub cryptogram: Option<String>,
    pub par_blind: Option<Digest>,
}

members!(given Card { network, last4, pan_kind, entry_mode, cvm, aid, application_label, atc, cryptogram, par_blind });

#[derive(Debug, Clone, Default)]
pub struct Authorisation {
    pub mode: Option<AuthorisationMode>,
    pub code: Option<String>,
    pub response_code: Option<String>,
    pub rrn: Option<String>,
    pub stan: Option<String>,
    pub acquirer_id: Option<String>,
    pub arn: Option<String>,
    pub scheme_transaction_id: Option<String>,
    pub batch: Option<String>,
    pub trace: Option<String>,
}

members!(given Authorisation { mode, code, response_code, rrn, stan, acquirer_id, arn, scheme_transaction_id, batch, trace });

#[derive(Debug, Clone)]
pub struct Wallet {
    pub transaction_id: Option<String>,
    pub merchant_order_id: Option<String>,
}

members!(given Wallet { transaction_id, merchant_order_id });

#[derive(Debug, Clone)]
pub struct Item {
    pub name: Text,
    /// Units.
    pub quantity: Option<u64>,
    /// Thousandths of a unit, for what is weighed or measured.
    pub quantity_milli: Option<u64>,
    pub unit_price: Option<Amount>,
    pub total: Amount,
    pub tax_code: Option<Text>,
}

members!(given Item { name, quantity, quantity_milli, unit_price, total, tax_code });

#[derive(Debug, Clone)]
pub struct Tax {
    /// Basis points.
    pub rate: u64,
    pub base: Amount,
    pub amount: Amount,
    /// Inside the prices already, or added to them.
    pub included: bool,
}

members!(given Tax { rate, base, amount, included });

#[derive(Debug, Clone)]
pub struct CurrencyConversion {
    pub currency: Currency,
    pub amount: Amount,
    /// Rate × 10^8.
    pub rate_e8: u64,
    /// Basis points.
    pub markup: Option<u64>,
}

members!(given CurrencyConversion { currency, amount, rate_e8, markup });

#[derive(Debug, Clone)]
pub struct Related {
    pub digest: Digest,
    pub relation: Relation,
    pub number: Option<Text>,
}

members!(given Related { digest, relation, number });

#[derive(Debug, Clone)]
pub struct Refund {
    pub reason_code: Option<String>,
    pub expected_posting_days: Option<u64>,
}

members!(given Refund { reason_code, expected_posting_days });

#[derive(Debug, Clone)]
pub struct Fiscal {
    pub system: String,
    pub payload: Text,
}

members!(given Fiscal { system, payload });

/// Members whose digits are references or quantities by their type, and exempt from the card-number shape check: one random
/// number in ten passes Luhn.
pub fn is_reference(path: &str) -> bool {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    match parent {
        "" => matches!(
            name,
            "amount"
                | "tip"
                | "cashback"
                | "surcharge"
                | "discount"
                | "rounding"
                | "authorised_amount"
                | "captured_amount"
                | "items_digest"
                | "intent_digest"
                | "return_policy_digest"
        ),
        "merchant" => matches!(name, "id" | "mcc" | "sub_merchant_id"),
        "terminal" => matches!(name, "id" | "counter" | "previous"),
        "card" => matches!(name, "aid" | "cryptogram" | "par_blind"),
        "items" => matches!(name, "quantity" | "quantity_milli" | "unit_price" | "total"),
        "tenders" => name == "amount",
        "taxes" => matches!(name, "base" | "amount"),
        "dcc" => matches!(name, "amount" | "rate_e8"),
        "related" => name == "digest",
        "authorisation" => matches!(
            name,
            "code"
                | "rrn"
                | "stan"
                | "acquirer_id"
                | "arn"
                | "scheme_transaction_id"
                | "batch"
                | "trace"
        ),
        "wallet" => matches!(name, "transaction_id" | "merchant_order_id"),
        _ => false,
    }
}

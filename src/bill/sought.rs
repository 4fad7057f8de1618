//! What a report says about the line to look for.

use super::day::Day;
use super::line::{ReferenceKind, Side};
use super::names::Name;
use super::references::{SHORTEST, normal};
use crate::json::{Object, Value};
use crate::money::Currency;

/// One receipt as a statement file would show it.
pub(super) struct Sought {
    pub digest: Option<String>,
    /// What a line could say: the amount, or a part of it that was not paid in cash, or the amount in the card's own currency.
    pub amounts: Vec<Wanted>,
    pub at: i64,
    pub offset: i64,
    pub day: Day,
    /// What the cardholder's account shows.
    pub side: Side,
    pub references: Vec<(ReferenceKind, String)>,
    pub code: Option<String>,
    pub names: Vec<Name>,
    pub last4: Option<String>,
    /// A device's own number stands on the receipt, another on the bill.
    pub own_number: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub minor: i64,
    pub currency: Currency,
    pub note: Option<&'static str>,
}

fn object<'a>(of: &'a Object, name: &str) -> Option<&'a Object> {
    match of.get(name) {
        Some(Value::Object(object)) => Some(object),
        _ => None,
    }
}

fn text<'a>(of: Option<&'a Object>, name: &str) -> Option<&'a str> {
    match of?.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn int(of: Option<&Object>, name: &str) -> Option<i64> {
    match of?.get(name) {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    }
}

fn objects<'a>(of: Option<&'a Object>, name: &str) -> impl Iterator<Item = &'a Object> {
    let list = match of.and_then(|of| of.get(name)) {
        Some(Value::List(list)) => list.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(|value| match value {
        Value::Object(object) => Some(object),
        _ => None,
    })
}

impl Sought {
    /// `None` where the report has no receipt that verified.
    pub fn from_report(report: &Object) -> Option<Self> {
        let receipt = object(report, "receipt")?;
        let currency = Currency::from_code(text(Some(receipt), "currency")?)?;
        let at = int(Some(receipt), "iat")?;
        let offset = int(Some(receipt), "utc_offset").unwrap_or(0);
        let card = object(receipt, "card");
        let authorisation = object(receipt, "authorisation");
        let side = match text(Some(receipt), "type")? {
            "refund" | "void" => Side::Credit,
            _ => Side::Debit,
        };
        Some(Self {
            digest: text(Some(report), "digest").map(str::to_owned),
            amounts: amounts(receipt, currency)?,
            at,
            offset,
            day: Day::from_seconds(at + offset * 60),
            side,
            references: references(report, receipt),
            code: text(authorisation, "code")
                .map(normal)
                .filter(|code| code.len() >= 4),
            names: names(report, receipt),
            last4: text(card, "last4").map(str::to_owned),
            own_number: text(card, "pan_kind") != Some("fpan"),
        })
    }
}

fn amounts(receipt: &Object, currency: Currency) -> Option<Vec<Wanted>> {
    let whole = int(Some(receipt), "amount")?;
    let wanted = |minor, currency, note| Wanted {
        minor,
        currency,
        note,
    };
    let mut amounts = vec![wanted(whole, currency, None)];
    let tenders: Vec<&Object> = objects(Some(receipt), "tenders").collect();
    if tenders.len() > 1 {
        for tender in tenders {
            if let (Some(part), true) = (
                int(Some(tender), "amount"),
                text(Some(tender), "method") != Some("cash"),
            ) {
                amounts.push(wanted(part, currency, Some("amount_of_tender")));
            }
        }
    }
    if let Some(dcc) = object(receipt, "dcc")
        && let (Some(amount), Some(code)) = (int(Some(dcc), "amount"), text(Some(dcc), "currency"))
        && let Some(currency) = Currency::from_code(code)
    {
        amounts.push(wanted(amount, currency, Some("amount_converted")));
    }
    Some(amounts)
}

fn references(report: &Object, receipt: &Object) -> Vec<(ReferenceKind, String)> {
    let authorisation = object(receipt, "authorisation");
    let wallet = object(receipt, "wallet");
    let mut found = vec![
        (ReferenceKind::TransactionId, text(wallet, "transaction_id")),
        (
            ReferenceKind::MerchantOrderId,
            text(wallet, "merchant_order_id"),
        ),
        (ReferenceKind::Rrn, text(authorisation, "rrn")),
        (ReferenceKind::Arn, text(authorisation, "arn")),
        (
            ReferenceKind::Other,
            text(authorisation, "scheme_transaction_id"),
        ),
    ];
    found.extend(
        objects(Some(report), "statuses")
            .map(|status| (ReferenceKind::Arn, text(Some(status), "arn"))),
    );
    found
        .into_iter()
        .filter_map(|(kind, reference)| Some((kind, normal(reference?))))
        .filter(|(_, reference)| reference.len() >= SHORTEST)
        .collect()
}

fn names(report: &Object, receipt: &Object) -> Vec<Name> {
    let merchant = object(receipt, "merchant");
    let mut found = vec![
        text(merchant, "trading_name"),
        text(merchant, "legal_name"),
        text(merchant, "statement_descriptor"),
        text(merchant, "facilitator"),
    ];
    for signer in objects(Some(report), "signers") {
        // The acquirer's name stands on other shops' lines as well.
        if text(Some(signer), "statement") == Some("receipt+jwt") {
            let profile = object(signer, "profile");
            found.push(text(Some(signer), "name"));
            found.push(text(profile, "legal_name"));
            found.push(text(profile, "statement_descriptor"));
        }
    }
    found.into_iter().flatten().filter_map(Name::new).collect()
}

//! From strict JSON to the model, with every fault found.

use alloc::string::String;
use alloc::vec::Vec;

use super::{
    Authorisation, Card, CurrencyConversion, Fiscal, Item, Merchant, Refund, Related, Tax, Tender,
    Terminal, Wallet,
};
use crate::claims::{self, Claims, Findings};
use crate::json::{Object, members};
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::statement::Digest;
use crate::text::Text;
use crate::time::{Time, UtcOffset};
use crate::vocabulary::{
    AuthorisationMode, Cvm, EntryMode, PanKind, ReceiptStatus, ReceiptType, Relation, TenderMethod,
};

const MAX_QUANTITY: u64 = 1_000_000_000;
const MAX_QUANTITY_MILLI: u64 = 1_000_000_000_000;
const MAX_COUNTER: u64 = crate::json::MAX_INTEGER.unsigned_abs();
const MAX_RATE_BASIS_POINTS: u64 = 100_000;

/// A receipt's claims, well formed and consistent. Read from a payload; whether anybody signed them is another question.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub iss: Origin,
    pub iat: Time,
    pub utc_offset: UtcOffset,
    pub number: Text,
    pub kind: ReceiptType,
    pub status: ReceiptStatus,
    pub amount: Amount,
    pub currency: Currency,
    pub merchant: Merchant,
    pub terminal: Option<Terminal>,
    pub tenders: Option<Vec<Tender>>,
    pub card: Option<Card>,
    pub authorisation: Option<Authorisation>,
    pub wallet: Option<Wallet>,
    pub items: Option<Vec<Item>>,
    pub items_digest: Option<Digest>,
    pub items_complete: Option<bool>,
    pub tip: Option<Amount>,
    pub cashback: Option<Amount>,
    pub surcharge: Option<Amount>,
    pub discount: Option<Amount>,
    pub rounding: Option<i64>,
    pub taxes: Option<Vec<Tax>>,
    pub authorised_amount: Option<Amount>,
    pub captured_amount: Option<Amount>,
    pub dcc: Option<CurrencyConversion>,
    pub business_date: Option<String>,
    pub valid_until: Option<Time>,
    pub related: Option<Related>,
    pub refund: Option<Refund>,
    pub intent_digest: Option<Digest>,
    pub invoice_number: Option<Text>,
    pub fiscal: Option<Fiscal>,
    pub return_policy_digest: Option<Digest>,
    pub void_until: Option<Time>,
    pub retain_until: Option<Time>,
}

members!(given Receipt { iss, iat, utc_offset, number, "type": kind, status, amount, currency, merchant, terminal, tenders, card, authorisation, wallet, items, items_digest, items_complete, tip, cashback, surcharge, discount, rounding, taxes, authorised_amount, captured_amount, dcc, business_date, valid_until, related, refund, intent_digest, invoice_number, fiscal, return_policy_digest, void_until, retain_until });

impl Receipt {
    /// Reads and checks a payload. `Err` holds every fault found, in the order of the protocol's table.
    pub fn read(payload: &Object) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let mut claims = Claims::new(payload, &mut findings);
        let receipt = read(&mut claims);
        claims.must_understand();
        claims.finish();
        if let Some(receipt) = &receipt {
            findings.faults.extend(super::check::faults(receipt));
        }
        let sound = receipt.filter(|_| findings.faults.is_empty());
        (sound, findings)
    }
}

fn read(c: &mut Claims) -> Option<Receipt> {
    let iss = c.need("iss", &claims::origin);
    let iat = c.need("iat", &claims::time);
    let utc_offset = c.need("utc_offset", &claims::utc_offset);
    let number = c.need("number", &claims::text(32));
    let kind = c.need_word::<ReceiptType>("type", "type_unknown");
    let status = c.need_word::<ReceiptStatus>("status", "status_unknown");
    let amount = c.need("amount", &claims::money);
    let currency = c.need("currency", &claims::currency);
    let merchant = c.need_inner("merchant", merchant);
    let terminal = c.inner("terminal", terminal);
    let tenders = c.list("tenders", 16, &tender);
    let card = c.inner("card", card);
    let authorisation = c.inner("authorisation", authorisation);
    let wallet = c.inner("wallet", wallet);
    let items = c.list("items", 200, &item);
    let items_digest = c.may("items_digest", &claims::digest);
    let items_complete = c.may("items_complete", &claims::boolean);
    let tip = c.may("tip", &claims::money);
    let cashback = c.may("cashback", &claims::money);
    let surcharge = c.may("surcharge", &claims::money);
    let discount = c.may("discount", &claims::money);
    let rounding = c.may("rounding", &claims::integer(i64::MIN, i64::MAX));
    let taxes = c.list("taxes", 16, &tax);
    let authorised_amount = c.may("authorised_amount", &claims::money);
    let captured_amount = c.may("captured_amount", &claims::money);
    let dcc = c.inner("dcc", dcc);
    let business_date = c.may("business_date", &claims::date);
    let valid_until = c.may("valid_until", &claims::time);
    let related = c.inner("related", related);
    let refund = c.inner("refund", refund);
    let intent_digest = c.may("intent_digest", &claims::digest);
    let invoice_number = c.may("invoice_number", &claims::text(40));
    let fiscal = c.inner("fiscal", fiscal);
    let return_policy_digest = c.may("return_policy_digest", &claims::digest);
    let void_until = c.may("void_until", &claims::time);
    let retain_until = c.may("retain_until", &claims::time);
    Some(Receipt {
        iss: iss?,
        iat: iat?,
        utc_offset: utc_offset?,
        number: number?,
        kind: kind?,
        status: status?,
        amount: amount?,
        currency: currency?,
        merchant: merchant?,
        terminal,
        tenders,
        card,
        authorisation,
        wallet,
        items,
        items_digest,
        items_complete,
        tip,
        cashback,
        surcharge,
        discount,
        rounding,
        taxes,
        authorised_amount,
        captured_amount,
        dcc,
        business_date,
        valid_until,
        related,
        refund,
        intent_digest,
        invoice_number,
        fiscal,
        return_policy_digest,
        void_until,
        retain_until,
    })
}

fn merchant(c: &mut Claims) -> Option<Merchant> {
    let trading_name = c.need("trading_name", &claims::text(64));
    let id = c.need("id", &claims::id(15));
    let legal_name = c.may("legal_name", &claims::text(128));
    let address = c.may("address", &claims::text(128));
    let statement_descriptor = c.may("statement_descriptor", &claims::text(25));
    let mcc = c.may("mcc", &claims::digits(4, 4));
    let tax_id = c.may("tax_id", &claims::text(64));
    let contact = c.may("contact", &claims::text(64));
    let facilitator = c.may("facilitator", &claims::text(64));
    let sub_merchant_id = c.may("sub_merchant_id", &claims::text(64));
    Some(Merchant {
        trading_name: trading_name?,
        id: id?,
        legal_name,
        address,
        statement_descriptor,
        mcc,
        tax_id,
        contact,
        facilitator,
        sub_merchant_id,
    })
}

fn terminal(c: &mut Claims) -> Option<Terminal> {
    let id = c.need("id", &claims::id(16));
    let counter = c.need("counter", &claims::unsigned(MAX_COUNTER));
    let previous = c.may("previous", &claims::half_digest);
    let software_version = c.may("software_version", &claims::text(32));
    let serial_hash = c.may("serial_hash", &claims::text(32));
    Some(Terminal {
        id: id?,
        counter: counter?,
        previous,
        software_version,
        serial_hash,
    })
}

fn tender(c: &mut Claims) -> Option<Tender> {
    let method = c.need_word::<TenderMethod>("method", claims::INVALID);
    let amount = c.need("amount", &claims::money);
    Some(Tender {
        method: method?,
        amount: amount?,
    })
}

fn card(c: &mut Claims) -> Option<Card> {
    Some(Card {
        network: c.may("network", &claims::token),
        last4: c.may("last4", &claims::digits(4, 4)),
        pan_kind: c.may_word::<PanKind>("pan_kind", claims::INVALID),
        entry_mode: c.may_word::<EntryMode>("entry_mode", claims::INVALID),
        cvm: c.may_word::<Cvm>("cvm", claims::INVALID),
        aid: c.may("aid", &claims::hex(10, 32)),
        application_label: c.may("application_label", &claims::text(16)),
        atc: c.may("atc", &claims::unsigned(65_535)),
        cryptogram: c.may("cryptogram", &claims::hex(16, 16)),
        par_blind: c.may("par_blind", &claims::digest),
    })
}

fn authorisation(c: &mut Claims) -> Option<Authorisation> {
    Some(Authorisation {
        mode: c.may_word::<AuthorisationMode>("mode", claims::INVALID),
        code: c.may("code", &claims::alphanumeric(1, 6)),
        response_code: c.may("response_code", &claims::alphanumeric(2, 2)),
        rrn: c.may("rrn", &claims::alphanumeric(1, 12)),
        stan: c.may("stan", &claims::digits(6, 6)),
        acquirer_id: c.may("acquirer_id", &claims::alphanumeric(1, 11)),
        arn: c.may("arn", &claims::alphanumeric(23, 23)),
        scheme_transaction_id: c.may("scheme_transaction_id", &claims::alphanumeric(1, 15)),
        batch: c.may("batch", &claims::digits(1, 6)),
        trace: c.may("trace", &claims::digits(1, 6)),
    })
}

fn wallet(c: &mut Claims) -> Option<Wallet> {
    Some(Wallet {
        transaction_id: c.may("transaction_id", &claims::id(64)),
        merchant_order_id: c.may("merchant_order_id", &claims::id(64)),
    })
}

fn item(c: &mut Claims) -> Option<Item> {
    let name = c.need("name", &claims::text(80));
    let quantity = c.may("quantity", &claims::unsigned(MAX_QUANTITY));
    let quantity_milli = c.may("quantity_milli", &claims::unsigned(MAX_QUANTITY_MILLI));
    if quantity.is_some() && quantity_milli.is_some() {
        c.fault(claims::INVALID, "quantity_milli");
    }
    let unit_price = c.may("unit_price", &claims::money);
    let total = c.need("total", &claims::money);
    let tax_code = c.may("tax_code", &claims::text(8));
    Some(Item {
        name: name?,
        quantity,
        quantity_milli,
        unit_price,
        total: total?,
        tax_code,
    })
}

fn tax(c: &mut Claims) -> Option<Tax> {
    let rate = c.need("rate", &claims::unsigned(MAX_RATE_BASIS_POINTS));
    let base = c.need("base", &claims::money);
    let amount = c.need("amount", &claims::money);
    let included = c.may("included", &claims::boolean).unwrap_or(true);
    Some(Tax {
        rate: rate?,
        base: base?,
        amount: amount?,
        included,
    })
}

fn dcc(c: &mut Claims) -> Option<CurrencyConversion> {
    let currency = c.need("currency", &claims::currency);
    let amount = c.need("amount", &claims::money);
    let rate_e8 = c.need("rate_e8", &claims::unsigned(MAX_COUNTER));
    let markup = c.may("markup", &claims::unsigned(MAX_RATE_BASIS_POINTS));
    Some(CurrencyConversion {
        currency: currency?,
        amount: amount?,
        rate_e8: rate_e8?,
        markup,
    })
}

fn related(c: &mut Claims) -> Option<Related> {
    let digest = c.need("digest", &claims::digest);
    let relation = c.need_word::<Relation>("relation", claims::INVALID);
    let number = c.may("number", &claims::text(32));
    Some(Related {
        digest: digest?,
        relation: relation?,
        number,
    })
}

fn refund(c: &mut Claims) -> Option<Refund> {
    Some(Refund {
        reason_code: c.may("reason_code", &claims::token),
        expected_posting_days: c.may("expected_posting_days", &claims::unsigned(90)),
    })
}

fn fiscal(c: &mut Claims) -> Option<Fiscal> {
    let system = c.need("system", &claims::token);
    let payload = c.need("payload", &claims::text(512));
    Some(Fiscal {
        system: system?,
        payload: payload?,
    })
}

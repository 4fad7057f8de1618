//! A settlement: what the two sides of a counter agree, each with a signature of its own (PROTOCOL section 3.6). The first half says the terms;
//! the second says the first half's digest and no term, so nobody can sign another bargain than the one that was read.

use alloc::string::String;
use alloc::vec::Vec;

use super::key::{HolderKey, holder_key};
use super::origin::sign_off_origin;
use crate::card_data;
use crate::claims::{self, Claims, Fault, Findings, INVALID};
use crate::json::{Object, Value};
use crate::money::{Amount, Currency};
use crate::origin::Origin;
use crate::receipt::Receipt;
use crate::statement::Digest;
use crate::text::Text;
use crate::time::Time;
use crate::vocabulary::words;

const MAX_FACTS: usize = 8;
const MAX_FACT: usize = 200;

/// What only a half with terms says.
const TERMS: [&str; 5] = ["facts", "remedy", "amount", "currency", "due"];

words! {
    /// As whom a half is signed.
    Side { Customer = "customer", Merchant = "merchant" }
}

impl Side {
    pub fn other(self) -> Self {
        match self {
            Self::Customer => Self::Merchant,
            Self::Merchant => Self::Customer,
        }
    }
}

words! {
    /// What is done about it.
    Remedy {
        None = "none", Refund = "refund", PartialRefund = "partial_refund", Exchange = "exchange", Correction = "correction", Other = "other",
    }
}

impl Remedy {
    /// Whether money goes back: how much, and until when, is then part of the bargain.
    pub fn gives_back(self) -> bool {
        matches!(self, Self::Refund | Self::PartialRefund)
    }
}

/// One half of a settlement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Half {
    /// Where it was signed; the shop's own name for a half by one of its listed keys.
    pub iss: Origin,
    pub iat: Time,
    pub receipt_digest: Digest,
    pub side: Side,
    pub says: Says,
    /// The public key that it brings along. It says which key signed, and vouches for nobody.
    pub key: Option<HolderKey>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The first half: the terms.
    Terms(Terms),
    /// The second: yes to the half of this digest.
    Accepts(Digest),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub facts: Vec<Text>,
    pub remedy: Remedy,
    pub money: Option<(Amount, Currency)>,
    pub due: Option<Time>,
}

impl Half {
    /// Reads a payload; the first broken rule is the answer.
    pub fn read(payload: &Object) -> Result<Self, Fault> {
        // Before all else: who signs away a right signs nothing here, whatever stands around it.
        if payload.get("waives_rights") != Some(&Value::Bool(false)) {
            return Err(Fault::new("settlement_waives_rights", "waives_rights"));
        }
        // A clause that no reader shows would be agreed by whoever signs the digest of what they did not see.
        match payload.get("counterpart") {
            Some(_) => whole(payload, second, "settlement_terms_twice"),
            None => whole(payload, first, "settlement_unknown_term"),
        }
    }

    pub fn terms(&self) -> Option<&Terms> {
        match &self.says {
            Says::Terms(terms) => Some(terms),
            Says::Accepts(_) => None,
        }
    }

    pub fn accepts(&self) -> Option<Digest> {
        match &self.says {
            Says::Accepts(digest) => Some(*digest),
            Says::Terms(_) => None,
        }
    }
}

impl Terms {
    /// Whether no such money can go back on this receipt: more than was paid, or of another currency.
    pub fn exceed(&self, receipt: &Receipt) -> bool {
        self.money.is_some_and(|(amount, currency)| {
            amount > receipt.amount || currency != receipt.currency
        })
    }
}

/// Reads a half by its table; a member beyond that is the fault `unknown`.
fn whole(
    payload: &Object,
    read: fn(&mut Claims) -> Option<Half>,
    unknown: &'static str,
) -> Result<Half, Fault> {
    let mut findings = Findings::default();
    let mut c = Claims::new(payload, &mut findings);
    let half = read(&mut c);
    c.must_understand();
    c.finish();
    let Findings {
        faults,
        unknown: more,
    } = findings;
    match (half, faults.into_iter().next(), more.into_iter().next()) {
        (_, Some(fault), _) => Err(fault),
        (_, None, Some(member)) => Err(Fault::new(unknown, member)),
        (half, None, None) => half.ok_or_else(|| Fault::new(INVALID, "")),
    }
}

fn first(c: &mut Claims) -> Option<Half> {
    let head = head(c);
    let facts = c.need("facts", &facts);
    let remedy = c.need_word::<Remedy>("remedy", INVALID);
    let amount = c.may("amount", &claims::money);
    let currency = c.may("currency", &claims::currency);
    let due = c.may("due", &claims::time);
    for (name, is_there) in [
        ("amount", amount.is_some()),
        ("currency", currency.is_some()),
        ("due", due.is_some()),
    ] {
        match remedy.map(Remedy::gives_back) {
            Some(true) if !is_there => c.fault("member_missing", name),
            Some(false) if is_there && name != "due" => c.fault(INVALID, name),
            _ => {}
        }
    }
    // Nothing is given back by giving back nothing, and nothing is due before it was agreed.
    if amount.is_some_and(|amount| amount.minor() == 0) {
        c.fault(INVALID, "amount");
    }
    let head = head?;
    if due.is_some_and(|due| due < head.iat) {
        c.fault(INVALID, "due");
    }
    Some(head.says(Says::Terms(Terms {
        facts: facts?,
        remedy: remedy?,
        money: amount.zip(currency),
        due,
    })))
}

fn second(c: &mut Claims) -> Option<Half> {
    let head = head(c);
    let counterpart = c.need("counterpart", &claims::digest);
    for name in TERMS {
        if c.may(name, &|_| Ok(())).is_some() {
            c.fault("settlement_terms_twice", name);
        }
    }
    Some(head?.says(Says::Accepts(counterpart?)))
}

/// What both halves have.
struct Head {
    iss: Origin,
    iat: Time,
    receipt_digest: Digest,
    side: Side,
    key: Option<HolderKey>,
}

impl Head {
    fn says(self, says: Says) -> Half {
        let Self {
            iss,
            iat,
            receipt_digest,
            side,
            key,
        } = self;
        Half {
            iss,
            iat,
            receipt_digest,
            side,
            says,
            key,
        }
    }
}

fn head(c: &mut Claims) -> Option<Head> {
    let iss = c.need("iss", &sign_off_origin);
    let iat = c.need("iat", &claims::time);
    let receipt_digest = c.need("receipt_digest", &claims::digest);
    let side = c.need_word::<Side>("side", INVALID);
    c.need("waives_rights", &|_| Ok(()));
    let key = c.inner("key", |c| {
        c.may("kid", &claims::id(64));
        holder_key(c)
    });
    Some(Head {
        iss: iss?,
        iat: iat?,
        receipt_digest: receipt_digest?,
        side: side?,
        key,
    })
}

fn facts(value: &Value) -> Result<Vec<Text>, &'static str> {
    let facts = claims::list_of(MAX_FACTS, claims::text(MAX_FACT))(value)?;
    match facts.is_empty() {
        true => Err(INVALID),
        false => Ok(facts),
    }
}

/// Members of an acknowledgement or a settlement that hold no free text: a key or a digest may look like anything.
pub fn is_reference(path: &str) -> bool {
    matches!(path, "receipt_digest" | "counterpart") || path.starts_with("key.")
}

/// Paths at which a payload has card data.
pub fn card_data_in(payload: &Object) -> Vec<String> {
    card_data::find(payload, &is_reference)
}

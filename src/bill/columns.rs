//! Which column holds what: the wallets' own layouts, and the guess for everybody else's.

use super::day::Order;
use super::line::ReferenceKind;
use crate::json::{Object, ToJson, Value, Writer};
use crate::money::Currency;

/// Which column holds what, counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub date: Option<usize>,
    pub time: Option<usize>,
    pub amount: Option<usize>,
    pub debit: Option<usize>,
    pub credit: Option<usize>,
    pub side: Option<usize>,
    pub name: Option<usize>,
    pub method: Option<usize>,
    pub status: Option<usize>,
    pub currency: Option<usize>,
    pub card: Option<usize>,
    /// A second day, of booking or value.
    pub other_date: Option<usize>,
    pub kind: Option<usize>,
    pub texts: Vec<usize>,
    pub references: Vec<(ReferenceKind, usize)>,
    /// What was paid back of a payment, in a merchant's bill.
    pub refund: Option<usize>,
    pub order: Order,
    pub comma: bool,
    pub plus_is_debit: bool,
    pub code: Option<Currency>,
}

/// The members that somebody may put right, with their names in JSON.
const MEMBERS: [&str; 12] = [
    "date",
    "time",
    "amount",
    "debit",
    "credit",
    "side",
    "name",
    "text",
    "reference",
    "status",
    "currency",
    "card",
];

impl Columns {
    fn slot(&self, name: &str) -> Option<usize> {
        match name {
            "date" => self.date,
            "time" => self.time,
            "amount" => self.amount,
            "debit" => self.debit,
            "credit" => self.credit,
            "side" => self.side,
            "name" => self.name,
            "text" => self.texts.first().copied(),
            "reference" => self.references.first().map(|(_, at)| *at),
            "status" => self.status,
            "currency" => self.currency,
            "card" => self.card,
            _ => None,
        }
    }

    /// Takes over what somebody put right. What is not named stays as guessed; `None` where a value is out of its rule.
    pub fn put_right(&mut self, said: &Object) -> Option<()> {
        for (name, value) in said.iter() {
            if MEMBERS.contains(&name) {
                let at = match value {
                    Value::Null => None,
                    Value::Int(at) => Some(usize::try_from(*at).ok().filter(|at| *at < 512)?),
                    _ => return None,
                };
                self.set(name, at);
                continue;
            }
            match (name, value) {
                ("date_order", Value::Text(order)) => self.order = order_of(order)?,
                ("decimal", Value::Text(mark)) => {
                    self.comma = match mark.as_str() {
                        "." => false,
                        "," => true,
                        _ => return None,
                    };
                }
                ("minus_is", Value::Text(side)) => {
                    self.plus_is_debit = match side.as_str() {
                        "debit" => false,
                        "credit" => true,
                        _ => return None,
                    };
                }
                ("currency_code", Value::Text(code)) => {
                    self.code = Some(Currency::from_code(code)?);
                }
                ("currency_code", Value::Null) => self.code = None,
                _ => return None,
            }
        }
        Some(())
    }

    fn set(&mut self, name: &str, at: Option<usize>) {
        match name {
            "date" => self.date = at,
            "time" => self.time = at,
            "amount" => self.amount = at,
            "debit" => self.debit = at,
            "credit" => self.credit = at,
            "side" => self.side = at,
            "name" => self.name = at,
            "text" => {
                self.texts.retain(|text| Some(*text) == at);
                if let (Some(at), true) = (at, self.texts.is_empty()) {
                    self.texts.push(at);
                }
            }
            "reference" => {
                self.references
                    .retain(|(_, reference)| Some(*reference) == at);
                if let (Some(at), true) = (at, self.references.is_empty()) {
                    self.references.push((ReferenceKind::Other, at));
                }
            }
            "status" => self.status = at,
            "currency" => self.currency = at,
            "card" => self.card = at,
            _ => (),
        }
    }

    pub fn is_complete(&self) -> bool {
        self.date.is_some()
            && (self.amount.is_some() || self.debit.is_some() || self.credit.is_some())
    }

    pub fn decimal(&self) -> char {
        if self.comma { ',' } else { '.' }
    }
}

fn order_of(word: &str) -> Option<Order> {
    match word {
        "ymd" => Some(Order::Ymd),
        "dmy" => Some(Order::Dmy),
        "mdy" => Some(Order::Mdy),
        _ => None,
    }
}

impl ToJson for Columns {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            for name in MEMBERS {
                out.member(name, &self.slot(name));
            }
            let order = match self.order {
                Order::Ymd => "ymd",
                Order::Dmy => "dmy",
                Order::Mdy => "mdy",
            };
            out.member("date_order", &order);
            out.member("decimal", &if self.comma { "," } else { "." });
            let minus_is = if self.plus_is_debit {
                "credit"
            } else {
                "debit"
            };
            out.member("minus_is", &minus_is);
            out.member("currency_code", &self.code);
        });
    }
}

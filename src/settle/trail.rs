//! The money trail: one transaction, the receipts that are linked to it, what its acquirer states, and how much could still go back.

mod refunds;

use super::record::{By, Record, safe, same_shop};
use crate::json::members;
use crate::vocabulary::{ReceiptStatus, ReceiptType};

use refunds::Ledger;
pub use refunds::Refunded;

/// One step of the trail.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The kind of receipt, or `status`.
    pub kind: &'static str,
    pub event: Option<String>,
    pub amount: i64,
    pub at: i64,
    pub by: Speaker,
    pub digest: Option<String>,
    pub counts: bool,
    /// Why it does not count.
    pub code: Option<&'static str>,
    /// The record that it stands for.
    pub record: Option<usize>,
}

members!(member Entry { kind, event, amount, at, by, digest, counts, code });

#[derive(Debug, Clone)]
pub struct Speaker {
    pub role: String,
    pub name: String,
}

members!(member Speaker { role, name });

#[derive(Debug, Clone)]
pub struct Trail {
    pub currency: String,
    pub exponent: u8,
    pub authorised: Option<i64>,
    pub captured: Option<i64>,
    pub reversed: i64,
    pub refunds: Refunded,
    /// What is left of the transaction that no refund names.
    pub refundable: Option<i64>,
    pub entries: Vec<Entry>,
    /// Of one refund shop and acquirer say different amounts.
    pub refunds_differ: bool,
    /// A refund of the shop and one of its acquirer that nothing tells apart were counted as one.
    pub refunds_maybe_same: bool,
    pub refund_count: usize,
    /// Index of the record that everything else is about.
    pub root: usize,
}

members!(member Trail { currency, exponent, authorised, captured, reversed, refunds, refundable, entries });

impl Trail {
    /// Indices of the receipts of one type that count.
    pub fn members<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = usize> + Clone + 'a {
        let counted = self
            .entries
            .iter()
            .filter(move |e| e.kind == kind && e.counts);
        counted.filter_map(|e| e.record)
    }
}

/// The trail of the receipt in dispute. `None` where it did not verify.
pub fn of(records: &[Record]) -> Option<Trail> {
    let root = root(records)?;
    let sale = records.get(root)?;
    let currency = sale.currency()?;
    let base = sale.amount()?;
    let linked = linked(records, root);

    let mut entries = vec![entry(root, sale, standing_code(sale))];
    entries.extend(statuses(sale));
    let mut captures = 0_i64;
    let mut has_capture = false;
    let mut voids = 0_i64;
    let mut ledger = Ledger::default();
    ledger.add_events(sale);
    for (index, record) in records.iter().enumerate() {
        if index == root || !record.is_verified() {
            continue;
        }
        let code = match linked.get(index) {
            Some(true) => member_code(sale, record),
            // What another receipt of the case is about belongs to that one's trail.
            _ if is_return(record) && !names_other(records, record) => Some("other_receipt"),
            _ => continue,
        };
        entries.push(entry(index, record, code));
        if linked.get(index) != Some(&true) {
            continue;
        }
        entries.extend(statuses(record));
        let (None, Some(amount)) = (code, record.amount()) else {
            continue;
        };
        match record.kind() {
            Some(ReceiptType::Capture) => {
                has_capture = true;
                captures = captures.saturating_add(amount);
                ledger.add_events(record);
            }
            Some(ReceiptType::Void) => voids = voids.saturating_add(amount),
            Some(ReceiptType::Refund) => ledger.add_receipt(index, record, sale),
            _ => {}
        }
    }

    let newest = sale.newest().map(|w| w.event);
    let is_hold = sale.kind() == Some(ReceiptType::Preauth);
    let approved = match newest {
        Some(event) => matches!(event, "approved" | "captured" | "reversed"),
        None => {
            sale.own_word().is_some()
                && matches!(
                    sale.own_status(),
                    Some(
                        ReceiptStatus::Approved | ReceiptStatus::Captured | ReceiptStatus::Reversed
                    )
                )
        }
    };
    let has_money = !matches!(
        sale.kind(),
        Some(
            ReceiptType::Refund
                | ReceiptType::Void
                | ReceiptType::Training
                | ReceiptType::Correction
        )
    );
    let online = newest.is_some() || !sale.is_offline();
    let authorised = (approved && has_money && online).then_some(base);
    let was_captured = newest == Some("captured")
        || (newest.is_none() && sale.own_status() == Some(ReceiptStatus::Captured));
    let captured = match (has_capture, was_captured && has_money) {
        (true, _) => Some(captures),
        (false, true) => Some(base),
        (false, false) => None,
    };
    let is_reversed = newest == Some("reversed")
        || (newest.is_none() && sale.own_status() == Some(ReceiptStatus::Reversed));
    let reversed = match is_reversed && has_money {
        true => base,
        false => voids.min(base),
    };
    let taken = captured.or(authorised.filter(|_| !is_hold));
    let left = taken.map(|t| t.saturating_sub(reversed).max(0));
    let refunds = ledger.settle(left, &mut entries);
    entries.sort_by_key(|e| e.at);
    Some(Trail {
        currency: currency.code().to_owned(),
        exponent: currency.exponent(),
        authorised,
        captured,
        reversed,
        refundable: refunds.left,
        refunds: refunds.sums,
        refunds_differ: refunds.differ,
        refunds_maybe_same: refunds.maybe_same,
        refund_count: refunds.count,
        entries,
        root,
    })
}

/// The receipt that the one in dispute is about, as far as it is here. Who links receipts in a circle is led round it once.
fn root(records: &[Record]) -> Option<usize> {
    let mut at = records.first().filter(|r| r.is_verified()).map(|_| 0)?;
    for _ in 0..records.len() {
        let related = records.get(at).and_then(Record::related);
        let next = related.and_then(|d| records.iter().position(|r| r.digest() == Some(d)));
        match next {
            Some(next) if next != at && carries(records.get(next)) => at = next,
            _ => break,
        }
    }
    Some(at)
}

/// Which records lead to the root by their links.
fn linked(records: &[Record], root: usize) -> Vec<bool> {
    let mut linked = vec![false; records.len()];
    if let Some(slot) = linked.get_mut(root) {
        *slot = true;
    }
    for _ in 0..records.len() {
        for (index, record) in records.iter().enumerate() {
            let Some(related) = record.related() else {
                continue;
            };
            let target = records.iter().position(|r| r.digest() == Some(related));
            let leads = target.is_some_and(|t| {
                linked.get(t) == Some(&true) && (t == root || is_capture(records.get(t)))
            });
            if let Some(slot) = linked.get_mut(index) {
                *slot |= leads;
            }
        }
    }
    linked
}

/// Money that moved can be given back or corrected. A refund of a refund is none of the sale.
fn carries(record: Option<&Record>) -> bool {
    !matches!(
        record.and_then(Record::kind),
        Some(ReceiptType::Refund | ReceiptType::Void | ReceiptType::Correction)
    )
}

fn is_capture(record: Option<&Record>) -> bool {
    record.and_then(Record::kind) == Some(ReceiptType::Capture)
}

/// Whether another sale of the case is what it names.
fn names_other(records: &[Record], record: &Record) -> bool {
    let target = records
        .iter()
        .find(|r| r.digest().is_some() && r.digest() == record.related());
    target.is_some_and(|t| carries(Some(t)))
}

fn is_return(record: &Record) -> bool {
    matches!(record.kind(), Some(ReceiptType::Refund | ReceiptType::Void))
}

/// Why a linked receipt moves no money of this transaction. Its party alone, or that party's acquirer, gives money back.
fn member_code(sale: &Record, record: &Record) -> Option<&'static str> {
    if !same_shop(sale, record) {
        Some("other_party")
    } else if record.currency() != sale.currency() {
        Some("other_currency")
    } else {
        standing_code(record)
    }
}

fn standing_code(record: &Record) -> Option<&'static str> {
    let newest = record.newest().map(|w| w.event);
    if newest.is_none() && record.own_word().is_none() {
        return Some("nobody_vouches");
    }
    match (newest, record.own_status()) {
        (Some("declined"), _) | (None, Some(ReceiptStatus::Declined)) => Some("not_approved"),
        (Some("reversed"), _) if is_return(record) => Some("taken_back"),
        (None, Some(ReceiptStatus::Attempted | ReceiptStatus::Unknown)) => Some("no_result"),
        _ => None,
    }
}

fn entry(index: usize, record: &Record, code: Option<&'static str>) -> Entry {
    let own = record.own_word();
    Entry {
        kind: record.kind().map_or("sale", ReceiptType::as_str),
        event: None,
        amount: record.amount().unwrap_or(0),
        at: record.issued().map_or(0, |t| t.seconds().cast_signed()),
        by: Speaker {
            role: own.as_ref().map_or("merchant", role).to_owned(),
            name: record.shop(),
        },
        digest: record.digest().map(safe),
        counts: code.is_none(),
        code,
        record: Some(index),
    }
}

fn role(by: &By) -> &str {
    &by.role
}

fn statuses(record: &Record) -> Vec<Entry> {
    let events = record.events().into_iter();
    events
        .map(|word| Entry {
            kind: "status",
            event: Some(safe(word.event)),
            amount: word.amount,
            at: word.at.seconds().cast_signed(),
            by: Speaker {
                role: "acquirer".to_owned(),
                name: word.name,
            },
            digest: record.digest().map(safe),
            counts: true,
            code: None,
            record: None,
        })
        .collect()
}

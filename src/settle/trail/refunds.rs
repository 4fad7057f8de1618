//! Refunds, each counted once: the shop's receipt and its acquirer's word about it are one refund, told by its digest or its ARN.

use super::Entry;
use crate::json::members;
use crate::settle::record::{Record, Word};

/// Sums by whose word they are. One refund may stand in all three.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refunded {
    pub shop: i64,
    pub acquirer: i64,
    pub posted: i64,
}

members!(member Refunded { shop, acquirer, posted });

#[derive(Debug, Clone, Default)]
struct Refund {
    /// Digest, ARN and RRN: what tells one refund from another.
    names: Vec<String>,
    amount: i64,
    at: i64,
    by_shop: bool,
    by_acquirer: bool,
    posted: bool,
    records: Vec<usize>,
}

#[derive(Debug, Clone, Default)]
pub struct Ledger(Vec<Refund>);

pub struct Settled {
    pub sums: Refunded,
    pub left: Option<i64>,
}

impl Ledger {
    /// The shop's own refund receipt, which counts.
    pub fn add_receipt(&mut self, index: usize, record: &Record, sale: &Record) {
        let mut names: Vec<String> = Vec::new();
        names.extend(record.digest().map(|d| format!("digest {d}")));
        for name in ["arn", "rrn"] {
            // Some tills print the sale's reference on its refunds: that tells none from another.
            let value = record.authorisation(name);
            let value = value.filter(|v| sale.authorisation(name) != Some(*v));
            names.extend(value.map(|v| format!("{name} {v}")));
        }
        let newest = record.newest().map(|w| w.event);
        self.add(Refund {
            names,
            amount: record.amount().unwrap_or(0),
            at: record.issued().map_or(0, |t| t.seconds().cast_signed()),
            by_shop: record.own_word().is_some(),
            by_acquirer: matches!(newest, Some("approved" | "captured")),
            posted: false,
            records: vec![index],
        });
    }

    /// What acquirers state about refunds of a receipt.
    pub fn add_events(&mut self, record: &Record) {
        for word in record.refund_events() {
            self.add(Refund {
                names: names(&word),
                amount: word.amount,
                at: word.at.seconds().cast_signed(),
                by_shop: false,
                by_acquirer: true,
                posted: word.event == "refund_posted",
                records: Vec::new(),
            });
        }
    }

    /// Puts together what has a name in common, however many that are.
    fn add(&mut self, mut refund: Refund) {
        if refund.names.is_empty() {
            return;
        }
        let (same, other): (Vec<Refund>, Vec<Refund>) = core::mem::take(&mut self.0)
            .into_iter()
            .partition(|r| r.names.iter().any(|n| refund.names.contains(n)));
        for one in same {
            refund.names.extend(one.names);
            // Two amounts of one refund: the smaller is what both say.
            refund.amount = refund.amount.min(one.amount);
            refund.at = refund.at.min(one.at);
            refund.by_shop |= one.by_shop;
            refund.by_acquirer |= one.by_acquirer;
            refund.posted |= one.posted;
            refund.records.extend(one.records);
        }
        self.0 = other;
        self.0.push(refund);
    }

    /// Takes the refunds from what is left, the oldest first. What exceeds it is no refund of this transaction.
    pub fn settle(mut self, left: Option<i64>, entries: &mut [Entry]) -> Settled {
        self.0.sort_by_key(|r| r.at);
        let mut sums = Refunded::default();
        let mut rest = left;
        for refund in &self.0 {
            let own = |entry: &Entry| entry.record.is_some_and(|r| refund.records.contains(&r));
            let fits = rest.is_none_or(|rest| refund.amount <= rest);
            let mut seen = false;
            for entry in entries.iter_mut().filter(|e| own(e)) {
                let code = match (fits, seen) {
                    (false, _) => Some("above_balance"),
                    (true, true) => Some("same_refund"),
                    (true, false) => None,
                };
                entry.code = code;
                entry.counts = code.is_none();
                seen = true;
            }
            if !fits {
                continue;
            }
            rest = rest.map(|rest| rest - refund.amount);
            let add =
                |sum: i64, when: bool| sum.saturating_add(if when { refund.amount } else { 0 });
            sums.shop = add(sums.shop, refund.by_shop);
            sums.acquirer = add(sums.acquirer, refund.by_acquirer);
            sums.posted = add(sums.posted, refund.posted);
        }
        Settled { sums, left: rest }
    }
}

fn names(word: &Word) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    names.extend(word.refund_digest.map(|d| format!("digest {d}")));
    names.extend(word.arn.map(|a| format!("arn {a}")));
    names
}

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
    at: i64,
    /// What each says of it; that it was posted is the acquirer's word too.
    shop: Option<i64>,
    acquirer: Option<i64>,
    posted: Option<i64>,
    records: Vec<usize>,
}

impl Refund {
    /// Where they differ, the larger one may be gone.
    fn amount(&self) -> i64 {
        let said = [self.shop, self.acquirer, self.posted];
        said.into_iter().flatten().max().unwrap_or(0)
    }
}

#[derive(Debug, Clone, Default)]
pub struct Ledger(Vec<Refund>);

pub struct Settled {
    pub sums: Refunded,
    pub left: Option<i64>,
    /// Of one refund shop and acquirer say different amounts.
    pub differ: bool,
    pub maybe_same: bool,
    pub count: usize,
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
            names.extend(value.map(|v| format!("{name} {}", v.to_ascii_uppercase())));
        }
        let newest = record.newest().map(|w| w.event);
        let confirmed = matches!(newest, Some("approved" | "captured"));
        self.add(Refund {
            names,
            at: record.issued().map_or(0, |t| t.seconds().cast_signed()),
            shop: record.own_word().and(record.amount()),
            acquirer: record.amount().filter(|_| confirmed),
            posted: None,
            records: vec![index],
        });
    }

    /// What acquirers state about refunds of a receipt.
    pub fn add_events(&mut self, record: &Record) {
        for word in record.refund_events() {
            self.add(Refund {
                names: names(&word),
                at: word.at.seconds().cast_signed(),
                shop: None,
                acquirer: Some(word.amount),
                posted: (word.event == "refund_posted").then_some(word.amount),
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
            refund.at = refund.at.min(one.at);
            refund.shop = refund.shop.max(one.shop);
            refund.acquirer = refund.acquirer.max(one.acquirer);
            refund.posted = refund.posted.max(one.posted);
            refund.records.extend(one.records);
        }
        self.0 = other;
        self.0.push(refund);
    }

    /// A refund that only the acquirer's statements name, by an ARN, and a receipt of the same amount without one: nothing tells them apart, and
    /// counting both would give back twice.
    fn pair(&mut self) -> bool {
        let has = |r: &Refund, kind: &str| r.names.iter().any(|n| n.starts_with(kind));
        let stated = |r: &Refund| r.records.is_empty() && !has(r, "digest ");
        let open = |r: &Refund| !r.records.is_empty() && !has(r, "arn ");
        let mut found = false;
        while let Some((at, to)) = self.0.iter().enumerate().find_map(|(at, one)| {
            let same = |r: &Refund| stated(one) && open(r) && r.amount() == one.amount();
            Some((at, self.0.iter().position(same)?))
        }) {
            let one = self.0.remove(at);
            let to = if to > at { to - 1 } else { to };
            if let Some(slip) = self.0.get_mut(to) {
                slip.names.extend(one.names);
                slip.acquirer = slip.acquirer.max(one.acquirer);
                slip.posted = slip.posted.max(one.posted);
            }
            found = true;
        }
        found
    }

    /// Takes the refunds from what is left: those that an acquirer states, then those that the shop alone does, the oldest first. What exceeds it is no
    /// refund of this transaction.
    pub fn settle(mut self, left: Option<i64>, entries: &mut [Entry]) -> Settled {
        let maybe_same = self.pair();
        self.0.sort_by_key(|r| (r.acquirer.is_none(), r.at));
        let mut sums = Refunded::default();
        let mut rest = left;
        let mut differ = false;
        let mut count = 0;
        for refund in &self.0 {
            let own = |entry: &Entry| entry.record.is_some_and(|r| refund.records.contains(&r));
            let amount = refund.amount();
            let fits = rest.is_none_or(|rest| amount <= rest);
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
            rest = rest.map(|rest| rest - amount);
            count += 1;
            let add = |sum: i64, said: Option<i64>| sum.saturating_add(said.unwrap_or(0));
            sums.shop = add(sums.shop, refund.shop);
            sums.acquirer = add(sums.acquirer, refund.acquirer);
            sums.posted = add(sums.posted, refund.posted);
            if let (Some(a), Some(b)) = (refund.shop, refund.acquirer) {
                differ |= a != b;
            }
        }
        Settled {
            sums,
            left: rest,
            differ,
            maybe_same,
            count,
        }
    }
}

fn names(word: &Word) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    names.extend(word.refund_digest.map(|d| format!("digest {d}")));
    names.extend(word.arn.map(|a| format!("arn {}", a.to_ascii_uppercase())));
    names
}

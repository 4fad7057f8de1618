//! Everything that a claim is answered from, put together once.

use super::bill::{self, Line};
use super::case::{Answers, Case, Claim};
use super::look::Look as _;
use super::record::{By, Record, missing, safe};
use super::standing::{self, Stand, Standing};
use super::trail::{self, Trail};
use crate::money::{Amount, Currency};
use crate::report::Params;
use crate::time::Time;

pub struct Sight<'a> {
    pub case: &'a Case<'a>,
    pub records: &'a [Record<'a>],
    pub answers: &'a Answers,
    pub trail: Option<Trail>,
    pub standing: Standing,
    /// Whose word the standing is, when they said it, and about how much.
    pub by: Vec<By>,
    at: Option<Time>,
    amount: Option<i64>,
    /// What the statement file holds of the receipt in dispute.
    pub line: Option<Line<'a>>,
}

impl<'a> Sight<'a> {
    pub fn new(case: &'a Case<'a>) -> Self {
        let records = case.records.as_slice();
        let trail = trail::of(records);
        let stand = match case.subject() {
            Some(subject) => standing::linked(subject, trail.as_ref(), records),
            None => Stand {
                standing: Standing::NoReceipt,
                by: Vec::new(),
                at: None,
                amount: None,
            },
        };
        let line = money_back(case, trail.as_ref()).or_else(|| bill::line(case, case.subject()));
        Self {
            case,
            records,
            answers: &case.answers,
            trail,
            standing: stand.standing,
            by: stand.by,
            at: stand.at,
            amount: stand.amount,
            line,
        }
    }

    /// The receipt in dispute, where it verified.
    pub fn subject(&self) -> Option<&'a Record<'a>> {
        self.records.first().filter(|r| r.is_verified())
    }

    /// The transaction that the receipt in dispute is about: itself, or the sale behind a refund.
    pub fn root(&self) -> Option<&'a Record<'a>> {
        let root = self.trail.as_ref().map(|t| t.root);
        root.and_then(|root| self.records.get(root))
            .or(self.subject())
    }

    pub fn record(&self, index: usize) -> Option<&'a Record<'a>> {
        self.records.get(index)
    }

    /// Where another receipt of the case stands, with its own trail.
    pub fn seen_from(&self, record: &Record<'a>) -> (Standing, Option<Trail>) {
        let rest = self.records.iter().filter(|r| r.index != record.index);
        let turned: Vec<Record> = core::iter::once(record).chain(rest).copied().collect();
        let trail = trail::of(&turned);
        let stand = standing::linked(record, trail.as_ref(), &turned);
        (stand.standing, trail)
    }

    /// Receipts of the case that are not linked to the one in dispute.
    pub fn others(&self) -> impl Iterator<Item = &'a Record<'a>> {
        let root = self.trail.as_ref();
        self.records
            .iter()
            .enumerate()
            .skip(1)
            .filter_map(move |(at, record)| {
                let linked = root.is_some_and(|t| t.entries.iter().any(|e| e.record == Some(at)));
                (record.is_verified() && !linked).then_some(record)
            })
    }

    /// What the sentence about the standing needs: the receipt's own facts, who says so and when.
    pub fn params(&self) -> Params {
        let Some(record) = self.subject() else {
            return self.asked().unwrap_or_default();
        };
        let mut params = record.params();
        let acquirers = self.by.iter().filter(|b| b.role == "acquirer");
        if let Some(by) = acquirers.max_by_key(|b| b.at) {
            params = params.word("acquirer", by.name.clone());
        }
        if let Some(at) = self.at {
            params = params.word("at", record.clock(at));
        }
        match self.amount {
            Some(amount) => params.word("stated", record.money_text(amount)),
            None => params.word("stated", missing()),
        }
    }

    /// The amount that somebody is asked to pay, where that is all there is.
    fn asked(&self) -> Option<Params> {
        let intent = self.records.first()?.intent()?;
        let currency = intent.text("currency").and_then(Currency::from_code);
        let amount = intent.int("amount").and_then(Amount::from_minor);
        let text = amount.zip(currency).map(|(a, c)| a.to_text(c));
        Some(
            Params::default()
                .word("shop", intent.text("name").map_or_else(missing, safe))
                .word("amount", text.unwrap_or_else(missing)),
        )
    }
}

/// Where a refund is in dispute, what the file holds of the refund's own receipt says more than the sale's line.
fn money_back<'a>(case: &'a Case<'a>, trail: Option<&Trail>) -> Option<Line<'a>> {
    let trail = trail.filter(|_| case.claim == Claim::NoRefund)?;
    let refunds = trail.members("refund").chain(trail.members("void"));
    let mut lines = refunds.filter_map(|i| bill::line(case, case.records.get(i)));
    lines.find(Line::is_good)
}

/// Who says it, and when.
pub fn said_by(params: Params, by: &By, record: &Record) -> Params {
    let at = super::record::time(Some(by.at)).map_or_else(missing, |t| record.clock(t));
    params.word("acquirer", by.name.clone()).word("at", at)
}

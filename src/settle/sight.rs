//! Everything that a claim is answered from, put together once.

use super::bill::{self, Line};
use super::case::{Answers, Case, Claim};
use super::record::{By, Record};
use super::standing::{self, Standing};
use super::trail::{self, Trail};
use crate::report::Params;

pub struct Sight<'a> {
    pub case: &'a Case<'a>,
    pub records: &'a [Record<'a>],
    pub answers: &'a Answers,
    pub trail: Option<Trail>,
    pub standing: Standing,
    /// Whose word the standing is.
    pub by: Vec<By>,
    /// What the statement file holds of the receipt in dispute.
    pub line: Option<Line<'a>>,
}

impl<'a> Sight<'a> {
    pub fn new(case: &'a Case<'a>) -> Self {
        let records = case.records.as_slice();
        let trail = trail::of(records);
        let (standing, by) = match case.subject() {
            Some(subject) => standing::linked(subject, trail.as_ref(), records),
            None => (Standing::NoReceipt, Vec::new()),
        };
        let line = money_back(case, trail.as_ref()).or_else(|| bill::line(case, case.subject()));
        Self {
            case,
            records,
            answers: &case.answers,
            trail,
            standing,
            by,
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
            return Params::default();
        };
        let mut params = record.params();
        let acquirers = self.by.iter().filter(|b| b.role == "acquirer");
        if let Some(by) = acquirers.max_by_key(|b| b.at) {
            params = said_by(params, by, record);
        }
        if let Some(word) = record.newest() {
            params = params
                .word("acquirer", word.name.clone())
                .word("at", record.clock(word.at));
        }
        params
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
    let at = super::record::time(Some(by.at)).map_or(String::new(), |t| record.clock(t));
    params.word("acquirer", by.name.clone()).word("at", at)
}

//! The answer, as data. Locale files turn its codes into sentences (docs/CLAIMS.md).

use super::case::Claim;
use super::record::By;
use super::trail::Trail;
use crate::json::{ToJson, Writer, members};
use crate::report::{CheckOutcome, Level, Params};

/// How far the question of fact behind a claim is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    Confirmed,
    Conflict,
    NotShown,
    CannotTell,
}

impl ToJson for Finding {
    fn write(&self, out: &mut Writer) {
        out.string(match self {
            Self::Confirmed => "confirmed",
            Self::Conflict => "conflict",
            Self::NotShown => "not_shown",
            Self::CannotTell => "cannot_tell",
        });
    }
}

members!(member By { role, iss, name, party, at });

/// One field in which signed or shown things contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub field: &'static str,
    pub values: Vec<Stated>,
}

members!(member Conflict { field, values });

/// What one of them says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    pub source: &'static str,
    pub value: String,
}

members!(member Stated { source, value });

impl Conflict {
    pub fn new(
        field: &'static str,
        values: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        let values = values.into_iter();
        Self {
            field,
            values: values
                .map(|(source, value)| Stated { source, value })
                .collect(),
        }
    }
}

/// Something that settles an innocent cause, or that both should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub code: &'static str,
    pub outcome: CheckOutcome,
    pub params: Params,
}

members!(member Fact { code, outcome, params });

/// What one claim came to, before what every answer has.
#[derive(Debug, Clone)]
pub struct Found {
    pub finding: Finding,
    /// Where the sentence stands: the claim's own, or one that all share.
    pub group: &'static str,
    pub code: &'static str,
    pub params: Params,
    /// Whose word the sentence rests on.
    pub by: Vec<By>,
    pub conflicts: Vec<Conflict>,
}

impl Found {
    pub fn new(finding: Finding, group: &'static str, code: &'static str, params: Params) -> Self {
        Self {
            finding,
            group,
            code,
            params,
            by: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    pub fn by(mut self, by: Vec<By>) -> Self {
        self.by = by;
        self
    }

    pub fn conflict(mut self, conflict: Conflict) -> Self {
        self.conflicts.push(conflict);
        self
    }
}

#[derive(Debug, Clone, Default)]
pub struct Next {
    pub customer: Vec<&'static str>,
    pub merchant: Vec<&'static str>,
}

members!(member Next { customer, merchant });

/// What a statement file came to.
#[derive(Debug, Clone)]
pub struct BillWeight {
    pub grade: String,
    pub supplied_by: &'static str,
    /// Whether it lifts the level: a line that speaks against whoever supplied the file.
    pub counts: bool,
    pub against: Option<&'static str>,
    pub matched: Vec<String>,
    pub differs: Vec<String>,
    pub row: Option<i64>,
}

members!(member BillWeight { grade, supplied_by, counts, against, matched, differs, row });

/// How old what the answer rests on is.
#[derive(Debug, Clone, Default)]
pub struct AsOf {
    pub now: i64,
    pub receipt_at: Option<i64>,
    pub status_at: Option<i64>,
    pub trust_list_days: Option<i64>,
    pub trust_list_expired: bool,
}

members!(member AsOf { now, receipt_at, status_at, trust_list_days, trust_list_expired });

#[derive(Debug, Clone)]
pub struct Answer {
    pub claim: Claim,
    pub answer: Finding,
    pub code: &'static str,
    /// `answer.<sentence>.title` and `.text` are the words.
    pub sentence: String,
    pub params: Params,
    pub level: Level,
    pub by: Vec<By>,
    pub conflicts: Vec<Conflict>,
    pub facts: Vec<Fact>,
    pub not_proved: Vec<String>,
    pub next: Next,
    /// Ends the argument: what matters now are the bank and the police.
    pub stop: Option<&'static str>,
    pub questions: Vec<&'static str>,
    pub hints: Vec<&'static str>,
    pub trail: Option<Trail>,
    pub bill: Option<BillWeight>,
    pub as_of: AsOf,
    pub notes: Vec<String>,
}

impl ToJson for Answer {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("claim", &self.claim);
            out.member("answer", &self.answer);
            out.member("code", &self.code);
            out.member("sentence", &self.sentence);
            out.member("params", &self.params);
            out.member("level", &self.level);
            out.member("by", &self.by);
            out.member("conflicts", &self.conflicts);
            out.member("facts", &self.facts);
            out.member("not_proved", &self.not_proved);
            out.member("next", &self.next);
            out.member("stop", &self.stop);
            out.member("questions", &self.questions);
            out.member("hints", &self.hints);
            out.member("trail", &self.trail);
            out.member("bill", &self.bill);
            out.member("as_of", &self.as_of);
            out.member("notes", &self.notes);
        });
    }
}

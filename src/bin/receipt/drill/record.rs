//! What a drill leaves behind: steps, times, and what verifiers said.

pub mod json;
pub mod markdown;
pub mod page;

use receipt_verifier::Time;
use receipt_verifier::UtcOffset;
use receipt_verifier::report::Params;

use super::script::{Script, View};
use super::verdicts::Verdict;
use crate::words::{Lang, Words};

/// A step as it was done.
pub struct Done {
    pub id: &'static str,
    pub commands: Vec<String>,
    pub seconds: u64,
    pub ends_response: bool,
    /// Receipts about which a verifier that fetches lists now says something new.
    pub changed: Vec<Change>,
}

pub struct Change {
    pub receipt: &'static str,
    pub from: Option<Verdict>,
    pub to: Option<Verdict>,
}

pub struct Record {
    pub script: Script,
    pub start: Time,
    pub since: Time,
    /// Every time in it is nought, because the clock was told to stand still.
    pub still: bool,
    /// Nobody was waited for.
    pub auto: bool,
    pub team: Option<String>,
    pub steps: Vec<Done>,
    /// For each receipt, what each view says.
    pub table: Vec<Vec<Option<Verdict>>>,
    pub lang: Lang,
}

impl Record {
    /// From noticing to publishing.
    pub fn response(&self) -> u64 {
        let last = self.steps.iter().position(|s| s.ends_response);
        let steps = last.map_or(self.steps.len(), |at| at + 1);
        self.steps.iter().take(steps).map(|s| s.seconds).sum()
    }

    pub fn whole(&self) -> u64 {
        self.steps.iter().map(|s| s.seconds).sum()
    }

    /// How long the response took, or why that says nothing.
    pub fn timed(&self, voice: &Voice) -> String {
        if self.still {
            return voice.say("record.still");
        }
        let mut said = format!(
            "{} ({} {})",
            voice.span(self.response()),
            voice.say("record.whole"),
            voice.span(self.whole())
        );
        if self.auto {
            said.push_str(" · ");
            said.push_str(&voice.say("record.auto"));
        }
        said
    }

    pub fn expected(&self, receipt: usize, view: usize) -> &'static str {
        self.script
            .expected
            .get(receipt)
            .and_then(|row| row.get(view))
            .copied()
            .unwrap_or_default()
    }

    pub fn is_as_expected(&self, receipt: usize, view: usize) -> bool {
        let verdict = self.table.get(receipt).and_then(|row| row.get(view));
        verdict
            .and_then(Option::as_ref)
            .is_some_and(|v| v.is(self.expected(receipt, view)))
    }

    pub fn all_as_expected(&self) -> bool {
        let views = self.script.views.len();
        (0..self.script.receipts.len()).all(|r| (0..views).all(|v| self.is_as_expected(r, v)))
    }

    pub fn views(&self) -> &'static [View] {
        self.script.views
    }
}

/// The sentences of one script.
pub struct Voice<'a> {
    pub words: &'a Words,
    pub script: &'static str,
}

impl Voice<'_> {
    pub fn say(&self, key: &str) -> String {
        self.words.plain("drill", key)
    }

    pub fn own(&self, key: &str) -> String {
        self.say(&format!("{}.{key}", self.script))
    }

    pub fn receipt(&self, id: &str) -> String {
        self.own(&format!("receipt.{id}"))
    }

    pub fn view(&self, id: &str) -> String {
        self.own(&format!("view.{id}"))
    }

    /// What stays unprotected, sentence by sentence.
    pub fn open(&self) -> Vec<String> {
        (1..=3).map(|n| self.own(&format!("open.{n}"))).collect()
    }

    pub fn verdict(&self, verdict: Option<&Verdict>) -> String {
        let Some(verdict) = verdict else {
            return "—".to_owned();
        };
        let mut said = self.words.fill(
            "verdict",
            &format!("{}.title", verdict.code),
            &verdict.params,
        );
        for code in verdict
            .dated_by
            .into_iter()
            .chain(verdict.expired.then_some("list_expired"))
        {
            said.push_str(" · ");
            said.push_str(&self.say(&format!("said.{code}")));
        }
        said
    }

    pub fn span(&self, seconds: u64) -> String {
        let params = Params::default()
            .number("minutes", (seconds / 60).cast_signed())
            .number("seconds", (seconds % 60).cast_signed());
        self.words.fill("drill", "record.span", &params)
    }
}

/// `2026-11-22 09:35:12 UTC+0`: drills take place across time zones.
pub fn moment(time: Time) -> String {
    time.to_text(UtcOffset::UTC)
}

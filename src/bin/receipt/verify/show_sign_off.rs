//! What customers answered, and what both sides signed, in words.

use receipt_verifier::report::{AckEntry, HalfEntry, Params, SettlementEntry, SignOffVoucher, Tie};
use receipt_verifier::{Report, Time, UtcOffset};

use crate::words::Words;

/// These parts of a report by themselves, with why others changed nothing.
pub fn alone(report: &Report, words: &Words) -> String {
    let mut out = words.fill("verdict", &format!("{}.title", report.code), &report.params) + "\n";
    if let Some(remedy) = report.remedy {
        out += &(words.plain("remedy", remedy) + "\n");
    }
    out += &text(report, words);
    for ignored in &report.ignored {
        let reason = words.plain("part", ignored.code);
        out += &format!("  - [{}] {reason} ({})\n", ignored.part, ignored.code);
    }
    out + &format!("  code: {}\n", report.code)
}

/// One paragraph for each answer and each settlement.
pub fn text(report: &Report, words: &Words) -> String {
    let offset = report.receipt.as_ref().map(|r| r.utc_offset);
    let mut out = Paragraphs {
        text: String::new(),
        words,
        offset: offset.unwrap_or(UtcOffset::UTC),
    };
    for ack in &report.acknowledgements {
        out.answer(ack);
    }
    for settlement in &report.settlements {
        out.settlement(settlement);
    }
    out.text
}

struct Paragraphs<'a> {
    text: String,
    words: &'a Words,
    offset: UtcOffset,
}

impl Paragraphs<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        self.text += &format!("{:indent$}{text}\n", "");
    }

    fn say(&mut self, indent: usize, group: &str, code: &str, params: &Params) {
        let sentence = self.words.fill(group, code, params);
        self.line(indent, &sentence);
    }

    fn at(&self, time: Time) -> String {
        time.to_text(self.offset)
    }

    fn answer(&mut self, ack: &AckEntry) {
        let none = Params::default();
        let mark = if ack.counts { '+' } else { '-' };
        let said = self.words.plain("ack", ack.verdict.as_str());
        let at = self.at(ack.at);
        let role = self.words.value("role", "customer");
        self.line(2, &format!("{mark} {role}: {said} ({at})"));
        if let (Some(amount), Some(currency)) = (ack.amount, ack.currency) {
            let params = Params::default().word("amount", amount.to_text(currency));
            self.say(4, "ack_amount", "named", &params);
        }
        self.key(
            ack.bound.as_str(),
            ack.by.as_ref(),
            ack.method.as_str(),
            ack.backup_eligible,
            ack.backed_up,
        );
        self.tie(ack.tied);
        if let Some(code) = ack.code {
            self.say(4, "ack_code", code, &none);
        }
        if ack.rp_id.is_some() {
            self.say(4, "ack_limit", "no_display", &none);
        }
        self.say(4, "ack_limit", "not_a_person", &none);
    }

    /// Whose key it is, and what kind.
    fn key(
        &mut self,
        bound: &str,
        by: Option<&SignOffVoucher>,
        method: &str,
        eligible: Option<bool>,
        backed_up: Option<bool>,
    ) {
        let mut params = Params::default();
        if let Some(by) = by {
            params = params.text("name", &by.name);
        }
        self.say(4, "ack_bound", bound, &params);
        let kind = match (method, eligible, backed_up) {
            ("passkey", _, Some(true)) => "passkey_backed_up",
            ("passkey", Some(true), _) => "passkey_may_be_copied",
            ("passkey", ..) => "passkey_one_device",
            (other, ..) => other,
        };
        self.say(4, "ack_key", kind, &Params::default());
    }

    fn settlement(&mut self, settlement: &SettlementEntry) {
        let none = Params::default();
        let state = settlement.state.as_str();
        let mark = if state == "agreed" { '+' } else { '!' };
        let said = self.words.plain("settlement", state);
        self.line(2, &format!("{mark} {said}"));
        let remedy = Params::default().word("remedy", settlement.remedy.as_str());
        self.say(4, "settlement_term", "remedy", &remedy);
        if let (Some(amount), Some(currency)) = (settlement.amount, settlement.currency) {
            let params = Params::default().word("amount", amount.to_text(currency));
            self.say(4, "settlement_term", "amount", &params);
        }
        if let Some(due) = settlement.due {
            let params = Params::default().word("due", self.at(due));
            self.say(4, "settlement_term", "due", &params);
        }
        self.say(4, "settlement_term", "facts", &none);
        for fact in &settlement.facts {
            self.line(6, &format!("| {}", fact.shown()));
        }
        self.half(&settlement.first);
        if let Some(second) = &settlement.second {
            self.half(second);
        }
        if let Some(code) = settlement.code {
            self.say(4, "ack_code", code, &none);
        }
        for limit in ["theirs", "rights", "later"] {
            self.say(4, "settlement_limit", limit, &none);
        }
    }

    fn half(&mut self, half: &HalfEntry) {
        let params = Params::default().word("at", self.at(half.at));
        let side = self
            .words
            .fill("settlement_half", half.side.as_str(), &params);
        self.line(4, &format!("{side} [{}]", half.digest.to_text()));
        self.key(
            half.bound.as_str(),
            half.by.as_ref(),
            half.method.as_str(),
            half.backup_eligible,
            half.backed_up,
        );
        self.tie(half.tied);
    }

    fn tie(&mut self, tied: Option<Tie>) {
        if let Some(tied) = tied.filter(|tied| *tied != Tie::Own) {
            self.say(4, "ack_tied", tied.as_str(), &Params::default());
        }
    }
}

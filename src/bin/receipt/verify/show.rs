//! A report for people.

use receipt_verifier::report::{CheckOutcome, IntentEntry, Level, Vouching};
use receipt_verifier::trust::Voucher;
use receipt_verifier::{Origin, Receipt, Report, Text, Time, UtcOffset};

use super::requirement::Requirement;
use super::show_sign_off;
use crate::words::Words;

pub fn text(report: &Report, words: &Words, unmet: &[&Requirement]) -> String {
    let mut out = Lines(String::new());
    out.line(&words.fill("verdict", &format!("{}.title", report.code), &report.params));
    out.line(&words.fill("verdict", &format!("{}.text", report.code), &report.params));
    if let Some(remedy) = report.remedy {
        out.line(&words.plain("remedy", remedy));
    }
    for note in &report.notes {
        out.line(&words.fill("note", note, &report.params));
    }
    if report.is_verified() {
        let level = level_name(report.level);
        out.field(
            words,
            "level",
            &format!("{level} · {}", words.value("level", level_word(report))),
        );
        match (&report.receipt, &report.intent) {
            (Some(receipt), _) => show_receipt(&mut out, receipt, words),
            (None, Some(intent)) => show_intent(&mut out, intent, words),
            (None, None) => {}
        }
        if let Some(vouching) = &report.vouching {
            show_vouching(&mut out, vouching, report, words);
        }
        for limit in &report.not_proved {
            out.line(&format!("  ? {}", words.plain("limit", limit)));
        }
        for check in &report.checks {
            let mark = match check.outcome {
                CheckOutcome::Pass => '+',
                CheckOutcome::Info => 'i',
                CheckOutcome::Warn => '!',
                CheckOutcome::Conflict => 'x',
            };
            let sentence = words.fill("check", check.code, &check.params);
            out.line(&format!("  {mark} {sentence}"));
        }
        out.0 += &show_sign_off::text(report, words);
    }
    for ignored in &report.ignored {
        let reason = words.plain("part", ignored.code);
        out.line(&format!("  - [{}] {reason}", ignored.part));
    }
    for requirement in unmet {
        out.line(&format!("  requirement not met: {}", requirement.name()));
    }
    out.line(&format!("  code: {}", report.code));
    out.line("");
    out.0
}

/// Who vouches for the key, how old that is, and whether the key was withdrawn.
fn show_vouching(out: &mut Lines, vouching: &Vouching, report: &Report, words: &Words) {
    let steps: Vec<String> = vouching.chain.iter().filter_map(step).collect();
    if !steps.is_empty() {
        out.field(words, "vouched_by", &steps.join(" → "));
    }
    let trust = &report.trust;
    let mut facts = Vec::new();
    facts.extend(trust.sequence.map(|n| format!("#{n}")));
    let window = [trust.iat, trust.exp].map(|t| t.map_or(String::new(), Time::to_date));
    if window != [const { String::new() }; 2] {
        facts.push(window.join(" – "));
    }
    if !facts.is_empty() {
        out.field(words, "list", &facts.join(" · "));
    }
    if let Some(age) = report.ages.trust_list {
        out.field(words, "list_age", &(age / 86_400).to_string());
    }
    if let Some(revoked) = &vouching.key.revoked {
        let mut facts = vec![
            words.value("reason", revoked.reason.as_str()),
            revoked.since.to_text(UtcOffset::UTC),
        ];
        facts.extend(revoked.max_counter.map(|n| format!("≤ {n}")));
        out.field(words, "key_withdrawn", &facts.join(" · "));
    }
}

/// A list that says neither who made it nor what they are called has nothing to show.
fn step(voucher: &Voucher) -> Option<String> {
    let iss = voucher.iss.as_ref().map(Origin::as_str);
    match (voucher.name.as_ref().map(Text::shown), iss) {
        (Some(name), Some(iss)) => Some(format!("{name} ({iss})")),
        (name, iss) => name.or_else(|| iss.map(str::to_owned)),
    }
}

fn level_name(level: Level) -> &'static str {
    Level::ALL
        .iter()
        .find(|(_, l)| *l == level)
        .map_or("", |(name, _)| *name)
}

/// A customer's key may stand beside the shop alone, or beside its acquirer too.
fn level_word(report: &Report) -> &'static str {
    let has = |level: Level| report.evidence.iter().any(|e| e.level == level);
    match report.level {
        Level::E3 if has(Level::E2) => "E3_with_acquirer",
        level => level_name(level),
    }
}

fn show_intent(out: &mut Lines, intent: &IntentEntry, words: &Words) {
    out.field(words, "amount", &intent.amount.to_text(intent.currency));
    out.field(words, "shop", &intent.name.shown());
    if let Some(number) = &intent.number {
        out.field(words, "number", &number.shown());
    }
    out.field(words, "time", &intent.at.to_text(intent.utc_offset));
}

fn show_receipt(out: &mut Lines, receipt: &Receipt, words: &Words) {
    out.field(words, "amount", &receipt.amount.to_text(receipt.currency));
    out.field(words, "type", &words.value("type", receipt.kind.as_str()));
    out.field(
        words,
        "status",
        &words.value("status", receipt.status.as_str()),
    );
    out.field(words, "time", &receipt.iat.to_text(receipt.utc_offset));
    out.field(words, "shop", &receipt.merchant.trading_name.shown());
    out.field(words, "merchant_id", &receipt.merchant.id);
    if let Some(terminal) = &receipt.terminal {
        out.field(words, "terminal", &terminal.id);
    }
    out.field(words, "number", &receipt.number.shown());
    if let Some(card) = &receipt.card {
        let mut parts = Vec::new();
        parts.extend(card.network.as_ref().map(|n| words.value("network", n)));
        parts.extend(card.last4.as_ref().map(|l| format!("••••{l}")));
        parts.extend(card.pan_kind.map(|k| words.value("pan_kind", k.as_str())));
        out.field(words, "card", &parts.join(" · "));
    }
    if let Some(authorisation) = &receipt.authorisation {
        for (label, value) in [("code", &authorisation.code), ("rrn", &authorisation.rrn)] {
            if let Some(value) = value {
                out.field(words, label, value);
            }
        }
    }
    for item in receipt.items.iter().flatten() {
        let total = item.total.to_text(receipt.currency);
        out.line(&format!(
            "    {} × {}  {total}",
            item.name.shown(),
            quantity(item)
        ));
    }
}

fn quantity(item: &receipt_verifier::receipt::Item) -> String {
    match (item.quantity, item.quantity_milli) {
        (Some(n), _) => n.to_string(),
        (None, Some(milli)) => format!("{}.{:03}", milli / 1000, milli % 1000),
        (None, None) => "1".to_owned(),
    }
}

struct Lines(String);

impl Lines {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn field(&mut self, words: &Words, label: &str, value: &str) {
        let label = words.plain("field", label);
        self.line(&format!("  {label}: {value}"));
    }
}

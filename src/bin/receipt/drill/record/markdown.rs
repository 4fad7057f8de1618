//! `record.md`.

use std::fmt::Write as _;

use super::{Record, Voice, moment};

pub fn text(record: &Record, voice: &Voice) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(format!("# {}\n", voice.own("name")));
    line(format!("**{}**\n", voice.say("record.sample")));
    line(format!("{}\n", voice.own("situation")));
    for (label, value) in facts(record, voice) {
        line(format!("- {label}: {}", cell(&value)));
    }
    line(format!("\n## {}\n", voice.say("record.steps")));
    line(format!(
        "| | {} | {} |\n|---|---|---|",
        voice.say("record.step"),
        voice.say("record.time")
    ));
    for (at, step) in record.steps.iter().enumerate() {
        line(format!(
            "| {} | {} | {} |",
            at + 1,
            cell(&voice.own(&format!("step.{}.do", step.id))),
            voice.span(step.seconds)
        ));
    }
    line(format!("\n## {}\n", voice.say("record.verdicts")));
    let views: Vec<String> = record.views().iter().map(|v| voice.view(v.id)).collect();
    line(format!(
        "| {} | {} |",
        voice.say("record.receipt"),
        views.join(" | ")
    ));
    line(format!("|---|{}", "---|".repeat(views.len())));
    for (at, id) in record.script.receipts.iter().enumerate() {
        let cells: Vec<String> = (0..views.len())
            .map(|view| {
                let verdict = record.table.get(at).and_then(|row| row.get(view));
                let said = cell(&voice.verdict(verdict.and_then(Option::as_ref)));
                match record.is_as_expected(at, view) {
                    true => said,
                    false => format!("{said} ({})", voice.say("record.unexpected")),
                }
            })
            .collect();
        line(format!(
            "| {} | {} |",
            cell(&voice.receipt(id)),
            cells.join(" | ")
        ));
    }
    line(format!("\n## {}\n", voice.say("record.open")));
    for sentence in voice.open() {
        line(format!("- {sentence}"));
    }
    line(format!("\n## {}\n", voice.say("record.improve")));
    for n in 1..=3 {
        line(format!("{n}. ……………………………………………………………………"));
    }
    line(format!(
        "\n{}: …………………………   {}: ……………",
        voice.say("record.signed"),
        voice.say("record.date")
    ));
    out
}

/// Who, when, and how long it took.
pub fn facts(record: &Record, voice: &Voice) -> Vec<(String, String)> {
    let team = record.team.as_deref().unwrap_or("……………………………………");
    let mut facts = vec![
        (voice.say("record.noticed"), moment(record.start)),
        (voice.say("record.since"), moment(record.since)),
        (voice.say("record.team"), team.to_owned()),
    ];
    facts.push((voice.own("response"), record.timed(voice)));
    let result = match record.all_as_expected() {
        true => "record.as_expected",
        false => "record.not_as_expected",
    };
    facts.push((voice.say("record.result"), voice.say(result)));
    facts
}

/// Somebody's text in a table's cell.
fn cell(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.replace('|', "\\|").replace('<', "&lt;")
}

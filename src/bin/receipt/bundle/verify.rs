//! `receipt bundle verify`.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::bundle::{self, Finding, Fresh, Opened, Words as Sentences, lists};
use receipt_verifier::json::{self, Object, Value, to_text};
use receipt_verifier::report::CheckOutcome;
use receipt_verifier::{Report, Time, TrustStore, settle};

use super::{refused, reports};
use crate::failure::Failure;
use crate::trust_args::TrustArgs;
use crate::verify::show as report_show;
use crate::words::{Lang, Words, bundle_json};
use crate::{claim, output, source, time};

const EXAMPLES: &str = "\
Examples:
  receipt bundle verify --trust trust.json case.zip
  receipt bundle verify --trust trust.json --page found.html case.zip
  receipt bundle verify --trust list.jwt --registry registry.pub.json --json case.zip | jq .findings

Everything is judged anew with your own lists. A list inside counts only if its signer is pinned with --registry, and never in the
place of a newer one of yours; what the report, the answer and the page inside say is compared with what is found, and never believed.
Exit codes: 0 the first receipt verified and nothing contradicts it, 1 not, 2 no bundle or wrong usage.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    trust: TrustArgs,
    /// Verify as of this time instead of now
    #[arg(long, alias = "at", value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// Write the page anew, from what is found here and not from what the bundle says
    #[arg(long, value_name = "PAGE.html")]
    page: Option<PathBuf>,
    /// One object as JSON: manifest, findings, reports, answer (docs/PROTOCOL.md section 9)
    #[arg(long)]
    json: bool,
    /// Language of the sentences; from the environment where left out
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// The bundle, or `-`
    #[arg(value_name = "BUNDLE.zip")]
    bundle: String,
}

/// What a verifier finds at one moment.
struct Judged {
    reports: Vec<Report>,
    answer: Option<String>,
    with_line: Option<String>,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut chosen = args.trust.load_chosen()?;
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let lang = args.lang.unwrap_or_else(Lang::from_env);
    let bytes = source::read_bytes(&args.bundle)?;
    let opened = bundle::open(&bytes).map_err(|e| refused(&args.bundle, &e))?;
    let mut findings = lists::add(
        &mut chosen.store,
        &opened.parts.lists,
        &chosen.facts,
        &chosen.pins,
        chosen.min_sequence,
    );
    findings.extend(opened.dated_later(now));
    let then = judge(&opened, &chosen.store, opened.parts.made_at)?;
    findings.extend(compared(&opened, &then, lang));
    let found = judge(&opened, &chosen.store, now)?;
    if let Some(page) = &args.page {
        let sentences = Sentences::read(&bundle_json(lang)).unwrap_or_default();
        let language = match lang {
            Lang::En => bundle::Language::En,
            Lang::ZhCn => bundle::Language::ZhCn,
        };
        let object = |text: &String| json::parse_object(text.as_bytes(), 20).unwrap_or_default();
        let reports: Vec<Object> = found.reports.iter().map(|r| object(&r.to_json())).collect();
        let answer = found.answer.as_ref().map(object);
        let text = opened.page(&reports, answer.as_ref(), language, &sentences);
        output::replace(page, text.as_bytes())?;
    }
    let mut all = opened.problems.clone();
    all.extend(findings);
    output::print(&match args.json {
        true => as_json(&opened, &all, &found),
        false => as_text(&opened, &all, &found, &Words::load_with_bundle(lang)),
    })?;
    let contradicted = all.iter().any(|f| f.outcome == CheckOutcome::Conflict);
    let verified = found.reports.first().is_some_and(Report::is_verified);
    Ok(ExitCode::from(u8::from(contradicted || !verified)))
}

/// Verifies every receipt and answers the claim, with and without the line of the statement file.
fn judge(opened: &Opened, store: &TrustStore, now: Time) -> Result<Judged, Failure> {
    let parts = &opened.parts;
    let reports = reports(&parts.dossiers, &parts.neighbours, store, now);
    let mut judged = Judged {
        reports,
        answer: None,
        with_line: None,
    };
    let Some(claim) = parts.claim else {
        return Ok(judged);
    };
    let reported: Vec<String> = judged.reports.iter().map(Report::to_json).collect();
    let mut case = Object::default();
    case.set("claim", Value::Text(claim.as_str().to_owned()));
    case.set("now", Value::Int(now.seconds().cast_signed()));
    case.set("answers", Value::Object(parts.answers.clone()));
    let answer = |case: &Object, told: &str, bill: &str| {
        let mut text = case.to_text();
        text.pop();
        text.push_str(&format!(
            ",\"told\":{told},\"bill\":{bill},\"reports\":[{}]}}",
            reported.join(",")
        ));
        settle::answer(&text)
            .map_err(|e| Failure::coded(e.code(), e, "ask for the bundle as it was made"))
    };
    let told = parts
        .told
        .as_ref()
        .map_or("null".to_owned(), |told| to_text(told));
    judged.answer = Some(match &parts.line {
        // Nobody here has seen the file: it is mentioned, and counts for nothing.
        Some(line) => {
            judged.with_line = Some(answer(&case, &told, &line.to_text())?);
            answer(&case, "{\"bill\":true}", "null")?
        }
        None => answer(&case, &told, "null")?,
    });
    Ok(judged)
}

fn compared(opened: &Opened, then: &Judged, lang: Lang) -> Vec<Finding> {
    let object = |text: &String| json::parse_object(text.as_bytes(), 20).unwrap_or_default();
    let reports: Vec<Object> = then.reports.iter().map(|r| object(&r.to_json())).collect();
    let (answer, with_line) = (then.answer.as_ref(), then.with_line.as_ref());
    let (answer, with_line) = (answer.map(object), with_line.map(object));
    // The bundle's pages are written in its own language.
    let own = match opened.parts.language {
        bundle::Language::En => Lang::En,
        bundle::Language::ZhCn => Lang::ZhCn,
    };
    let fresh = Fresh {
        reports: &reports,
        answer: answer.as_ref(),
        answer_with_line: with_line.as_ref(),
    };
    let sentences = |lang| Sentences::read(&bundle_json(lang));
    match (sentences(own), sentences(lang)) {
        (Some(own), Some(reader)) => opened.compare(&fresh, &own, &reader),
        _ => Vec::new(),
    }
}

fn as_json(opened: &Opened, findings: &[Finding], found: &Judged) -> String {
    let reports: Vec<String> = found.reports.iter().map(Report::to_json).collect();
    format!(
        "{{\"manifest\":{},\"findings\":{},\"reports\":[{}],\"answer\":{}}}\n",
        to_text(&opened.manifest.shown()),
        to_text(&findings.to_vec()),
        reports.join(","),
        found.answer.as_deref().unwrap_or("null")
    )
}

fn as_text(opened: &Opened, findings: &[Finding], found: &Judged, words: &Words) -> String {
    let mut out = String::new();
    for finding in findings {
        let mark = match finding.outcome {
            CheckOutcome::Pass => '+',
            CheckOutcome::Info => 'i',
            CheckOutcome::Warn => '!',
            CheckOutcome::Conflict => 'x',
        };
        let sentence = words.fill("bundle.finding", finding.code, &finding.params);
        out.push_str(&format!("{mark} {sentence}\n"));
    }
    for file in &opened.manifest.shown().parts.attachments {
        out.push_str(&format!("  {} · SHA-256 {}\n", file.name, file.sha256));
    }
    out.push('\n');
    if let Some(answer) = &found.answer {
        out.push_str(&claim::show::text(answer, words));
        out.push('\n');
    }
    for report in &found.reports {
        out.push_str(&report_show::text(report, words, &[]));
    }
    out
}

//! `receipt lint`: a receipt before it is printed. Does the paper say what was signed, and no more than the evidence allows?

mod finding;
mod moments;
mod print;
mod subject;
mod wording;

use std::process::ExitCode;

use receipt_verifier::Time;
use receipt_verifier::json::{self, ToJson, Writer};

use crate::failure::Failure;
use crate::trust_args::TrustArgs;
use crate::words::{Lang, Words};
use crate::{output, source, time};
use finding::{Finding, Outcome};
use subject::Linted;

const EXAMPLES: &str = "\
Examples:
  receipt lint sale.json
  receipt lint --print slip.txt sale.json
  receipt lint --trust trust.json --print slip.txt sale.dossier

A draft, or a dossier without --trust, is the shop's own word: it may say approved, and not that it was paid.
Exit codes: 0 nothing to mend, warnings aside; 1 something to mend; 2 unreadable input or wrong usage.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    trust: TrustArgs,
    /// Verify as of this time instead of now
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// The text that goes to the printer, held against the receipt
    #[arg(long, value_name = "SLIP.txt")]
    print: Option<String>,
    /// The findings as JSON
    #[arg(long)]
    json: bool,
    /// Language of the sentences; from the environment where left out
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// The receipt's claims as `receipt issue` takes them, or a dossier
    #[arg(value_name = "DRAFT.json|DOSSIER", default_value = "-")]
    input: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let store = match args.trust.is_given() {
        true => Some(args.trust.load()?),
        false => None,
    };
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let linted = Linted::read(&args.input, store.as_ref(), now)?;
    let mut findings = linted.findings();
    if let Some(name) = &args.print {
        let text = source::text(&source::read_bytes(name)?);
        findings.extend(print::findings(&text, &linted));
    }
    let text = match args.json {
        true => json::to_text(&Answer(&linted, &findings)) + "\n",
        false => as_text(
            &linted,
            &findings,
            &Words::load_with_lint(args.lang.unwrap_or_else(Lang::from_env)),
        ),
    };
    output::print(&text)?;
    let clean = findings.iter().all(|f| f.outcome == Outcome::Warning);
    Ok(ExitCode::from(u8::from(!clean)))
}

struct Answer<'a>(&'a Linted, &'a Vec<Finding>);

impl ToJson for Answer<'_> {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("verified", &self.0.is_verified());
            out.member("confirmation", &self.0.confirmation);
            out.member("findings", self.1);
        });
    }
}

fn as_text(linted: &Linted, findings: &[Finding], words: &Words) -> String {
    let mut out = String::new();
    let called = words.plain("confirmation", linted.confirmation.code);
    out.push_str(&format!(
        "{}: {called}\n",
        words.plain("lint", "may_be_called")
    ));
    for finding in findings {
        let mark = match finding.outcome {
            Outcome::Error => 'x',
            Outcome::Warning => '!',
        };
        // What breaks a rule of the protocol is told in its words.
        let sentence = match words.has("lint", finding.code) {
            true => words.fill("lint", finding.code, &finding.params),
            false => format!("{}: {}", finding.member(), words.fault(finding.code)),
        };
        out.push_str(&format!("  {mark} {sentence} ({})\n", finding.code));
    }
    if findings.is_empty() {
        out.push_str(&format!("  + {}\n", words.plain("lint", "clean")));
    }
    out
}

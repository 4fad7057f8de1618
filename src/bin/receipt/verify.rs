//! `receipt verify`.

pub mod inputs;
mod requirement;
pub mod show;
pub mod show_sign_off;

use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use receipt_verifier::{Outcome, Report, Time, TrustStore, unreadable, verify};

use crate::failure::Failure;
use crate::trust_args::TrustArgs;
use crate::words::{Lang, Words};
use crate::{output, time};
use inputs::Input;
use requirement::Requirement;

const EXAMPLES: &str = "\
Examples:
  receipt verify --trust trust.json slip.png
  receipt verify --trust trust.json --require sale,approved,E2 'https://…/#2041…'
  receipt verify --trust trust.json --json *.png | jq -r .code
  receipt verify --trust list.jwt --registry registry.pub.json --delegate acquirer.jwt slip.png
  receipt verify --domain https://pay.shop.example=receipt-issuer.jwt slip.png
  pbpaste | receipt verify --trust trust.json -

Exit code 0 says that the signature of every receipt verified and every requirement was met; what it does not say stands in the \
report. Scripts that release goods want --require sale,approved,E2; under an expired list no requirement is met.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    trust: TrustArgs,
    /// Verify as of this time instead of now
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// What has to hold besides: a status (approved, captured, …), a type (sale, refund, …) or a level (E1 … E5) at least
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = Requirement::parse)]
    require: Vec<Requirement>,
    /// One report a line, as JSON (docs/PROTOCOL.md section 8)
    #[arg(long)]
    json: bool,
    /// Language of the sentences; from the environment where left out
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Dossier text, link, digits, text file, picture (PNG, JPEG, WebP), or `-`
    #[arg(value_name = "INPUT", default_value = "-")]
    inputs: Vec<String>,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let store = args.trust.load()?;
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let words = Words::load(args.lang.unwrap_or_else(Lang::from_env));
    let bar = progress(args.inputs.len());
    let mut worst = 0_u8;
    for name in &args.inputs {
        bar.set_message(name.chars().take(40).collect::<String>());
        let read = match inputs::read(name) {
            Ok(read) => read,
            Err(failure) => {
                // The other inputs still get their answers.
                bar.suspend(|| eprintln!("{failure}"));
                worst = 2;
                continue;
            }
        };
        for input in read {
            let report = match &input {
                Input::Text(text) => verify(text, &store, now),
                Input::Texts(texts) => best(texts, &store, now),
                Input::NoText(code) => unreadable(code, &store, now),
            };
            let unmet: Vec<&Requirement> = args
                .require
                .iter()
                .filter(|r| !r.is_met_by(&report))
                .collect();
            worst = worst.max(exit_code(&report, unmet.is_empty()));
            let text = if args.json {
                report.to_json() + "\n"
            } else {
                show::text(&report, &words, &unmet)
            };
            bar.suspend(|| output::print(&text))?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(ExitCode::from(worst))
}

/// The report that says most, of a picture with several codes; the first of equals.
fn best(texts: &[String], store: &TrustStore, now: Time) -> Report {
    let rank = |report: &Report| match report.outcome {
        Outcome::Verified => 0,
        Outcome::UnknownSigner => 1,
        Outcome::Rejected => 2,
        Outcome::Unreadable => 3,
    };
    texts
        .iter()
        .map(|text| verify(text, store, now))
        .min_by_key(rank)
        .unwrap_or_else(|| unreadable("no_code_in_picture", store, now))
}

fn exit_code(report: &Report, all_met: bool) -> u8 {
    match report.outcome {
        Outcome::Verified if all_met => 0,
        Outcome::Verified | Outcome::UnknownSigner | Outcome::Rejected => 1,
        Outcome::Unreadable => 2,
    }
}

/// Drawn on a terminal's standard error only, and only where there is something to wait for.
fn progress(inputs: usize) -> ProgressBar {
    if inputs < 3 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(inputs).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}

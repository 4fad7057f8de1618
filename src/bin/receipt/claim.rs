//! `receipt claim`: the sentence in dispute, answered.

pub mod show;
pub mod together;

use std::process::ExitCode;

use receipt_verifier::bill::{Bill, BillError, SuppliedBy};
use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::settle::{self, Answers, Claim, transfer};
use receipt_verifier::{Outcome, Report, Time};

use self::together::Given;
use crate::failure::Failure;
use crate::trust_args::TrustArgs;
use crate::verify::inputs::{self, Input};
use crate::words::{Lang, Words};
use crate::{output, source, time};

const EXAMPLES: &str = "\
Examples:
  receipt claim --claim never_paid --trust trust.json slip.png
  receipt claim --claim charged_twice --trust trust.json first.dossier second.dossier
  receipt claim --claim wrong_amount --answer amount=16850 --trust trust.json sale.dossier
  receipt claim --claim never_paid --statement bill.csv --statement-from customer --trust trust.json slip.png
  receipt claim --claim no_refund --json --trust list.jwt --registry registry.pub.json sale.dossier refund.dossier

The claims: never_paid, thought_it_failed, paid_not_received, wrong_amount, charged_twice, no_refund, not_my_card, unknown_shop, complaint.
Several inputs are one case: the receipt in dispute first, then those that are linked to it.
Exit codes: 0 answered from a verified receipt, 1 the receipt did not verify, 2 unreadable input or wrong usage.";

/// What people say besides the receipt.
#[derive(clap::Args)]
pub struct Told {
    /// A bank's or wallet's statement file, compared on this machine (docs/STATEMENT-FILES.md)
    #[arg(long, value_name = "FILE", requires = "statement_from")]
    pub statement: Option<String>,
    /// Who handed the statement file over: it counts only against whoever did
    #[arg(long, value_name = "WHO", requires = "statement", value_parser = parse_side)]
    pub statement_from: Option<SuppliedBy>,
    /// Which column of a CSV file holds what, as JSON, where guessing is not enough
    #[arg(long, value_name = "JSON", requires = "statement")]
    pub columns: Option<String>,
    /// What somebody answered, such as last4=5678 or amount=16850 (minor units); repeat for more
    #[arg(long = "answer", value_name = "NAME=VALUE", value_parser = parse_answer)]
    pub answers: Vec<(String, String)>,
}

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The sentence in dispute; from the link where left out
    #[arg(long, value_name = "CLAIM", value_parser = parse_claim)]
    claim: Option<Claim>,
    #[command(flatten)]
    trust: TrustArgs,
    #[command(flatten)]
    told: Told,
    /// Answer as of this time instead of now
    #[arg(long, alias = "now", value_name = "RFC3339", value_parser = time::parse)]
    at: Option<Time>,
    /// The answer as JSON (docs/CLAIMS.md)
    #[arg(long)]
    json: bool,
    /// Language of the sentences; from the environment where left out
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Dossier text, link, digits, text file, picture (PNG, JPEG, WebP), or `-`
    #[arg(value_name = "INPUT", default_value = "-")]
    inputs: Vec<String>,
}

pub fn parse_claim(text: &str) -> Result<Claim, String> {
    let words: Vec<&str> = Claim::ALL.iter().map(|(word, _)| *word).collect();
    Claim::from_word(text).ok_or_else(|| format!("one of {}", words.join(", ")))
}

fn parse_side(text: &str) -> Result<SuppliedBy, String> {
    SuppliedBy::from_word(text).ok_or_else(|| "customer, merchant or unknown".to_owned())
}

const ANSWERS: [&str; 9] = [
    "last4",
    "paid_with",
    "amount",
    "bank_shows",
    "card_state",
    "lured",
    "proof_seen",
    "refund_kind",
    "days",
];

fn parse_answer(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    if !ANSWERS.contains(&name) {
        return Err(format!("nobody asks for that; {}", ANSWERS.join(", ")));
    }
    Answers::default()
        .set(name, value)
        .map_err(|_| match name {
            "amount" => "write minor units: 1840 for 18.40".to_owned(),
            _ => format!("{value} is no answer to {name} (docs/CLAIMS.md)"),
        })?;
    Ok((name.to_owned(), value.to_owned()))
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let store = args.trust.load()?;
    let now = match args.at {
        Some(now) => now,
        None => time::now()?,
    };
    let mut given = Vec::new();
    let mut carried = None;
    for name in &args.inputs {
        for input in inputs::read(name)? {
            let texts = match input {
                Input::Text(text) => vec![text],
                Input::Texts(texts) => texts,
                Input::NoText(code) => {
                    given.push(Given::nothing(code, &store, now));
                    continue;
                }
            };
            carried = carried.or_else(|| texts.iter().find_map(|text| transfer::read(text)));
            given.push(Given::read(&texts, &store, now));
        }
    }
    let mut reports = together::reports(given, &store, now);
    // What was shown before payment belongs to the receipt that names it; by itself it is a case only where nothing else is.
    if reports.iter().any(|r| r.receipt.is_some()) {
        reports.retain(|r| r.intent.is_none() || r.receipt.is_some());
    }
    let case = case(args.claim, &args.told, carried.as_deref(), &reports, now)?;
    let answer = settle::answer(&case).map_err(|e| {
        Failure::coded(e.code(), e, "see docs/CLAIMS.md for the claims and answers")
    })?;
    let words = Words::load_with_claim(args.lang.unwrap_or_else(Lang::from_env));
    output::print(&match args.json {
        true => answer + "\n",
        false => show::text(&answer, &words),
    })?;
    Ok(ExitCode::from(exit_code(reports.first())))
}

/// The case that the arguments make; what a link brings is what the other side says, and arguments go before it.
pub fn case(
    claim: Option<Claim>,
    told: &Told,
    carried: Option<&str>,
    reports: &[Report],
    now: Time,
) -> Result<String, Failure> {
    let carried = carried.and_then(|text| json::parse_object(text.as_bytes(), 4).ok());
    let carried = carried.unwrap_or_default();
    let mut answers = match carried.get("answers") {
        Some(Value::Object(answers)) => answers.clone(),
        _ => Object::default(),
    };
    for (name, value) in &told.answers {
        let value = match (name.as_str(), value.parse()) {
            ("amount" | "days", Ok(number)) => Value::Int(number),
            ("lured", _) => Value::Bool(value == "true"),
            _ => Value::Text(value.clone()),
        };
        answers.set(name, value);
    }
    let claim = match (claim, carried.get("claim")) {
        (Some(claim), _) => Value::Text(claim.as_str().to_owned()),
        (None, Some(claim)) => claim.clone(),
        (None, None) => {
            return Err(Failure::Usage(
                "which sentence is in dispute? Give --claim, such as --claim never_paid".to_owned(),
            ));
        }
    };
    let mut case = Object::default();
    case.set("claim", claim);
    case.set("now", Value::Int(now.seconds().cast_signed()));
    case.set("answers", Value::Object(answers));
    case.set("told", carried.get("told").cloned().unwrap_or(Value::Null));
    let reports: Vec<String> = reports.iter().map(Report::to_json).collect();
    let bill = bill(told, &reports)?;
    // What the core wrote already is glued in as it is, not read and written again.
    let mut text = case.to_text();
    text.pop();
    text.push_str(&format!(
        ",\"bill\":{bill},\"reports\":[{}]}}",
        reports.join(",")
    ));
    Ok(text)
}

/// The statement file, compared with each report.
pub fn bill(told: &Told, reports: &[String]) -> Result<String, Failure> {
    let (Some(name), Some(from)) = (&told.statement, told.statement_from) else {
        return Ok("null".to_owned());
    };
    let refused = |e: BillError| {
        Failure::coded(
            e.code(),
            format_args!("{name}: {e}"),
            "see docs/STATEMENT-FILES.md for the files that are read, and --columns for CSV",
        )
    };
    let bytes = source::read_bytes(name)?;
    let bill = Bill::read(&bytes, name, told.columns.as_deref()).map_err(refused)?;
    let facts = bill.facts_json();
    if let Ok(facts) = json::parse_object(facts.as_bytes(), 16)
        && let Some(Value::Object(columns)) = facts.get("columns")
        && columns.get("sure") == Some(&Value::Bool(false))
    {
        output::warn(
            "columns_unsure",
            format_args!("{name}: which column holds what is a guess"),
            "say which is which with --columns (docs/STATEMENT-FILES.md)",
        );
    }
    let matches: Result<Vec<String>, BillError> = reports
        .iter()
        .map(|report| bill.match_json(report, from))
        .collect();
    Ok(format!(
        "{{\"supplied_by\":\"{}\",\"facts\":{facts},\"matches\":[{}]}}",
        from.as_str(),
        matches.map_err(refused)?.join(",")
    ))
}

fn exit_code(report: Option<&Report>) -> u8 {
    match report.map(|r| r.outcome) {
        Some(Outcome::Verified) => 0,
        Some(Outcome::UnknownSigner | Outcome::Rejected) => 1,
        _ => 2,
    }
}

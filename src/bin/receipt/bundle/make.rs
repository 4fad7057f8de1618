//! `receipt bundle make`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use receipt_verifier::bundle::{self, sha256_hex};
use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::settle::{self, Claim};
use receipt_verifier::{Report, Time};

use super::attach::Attached;
use super::{refused, reports};
use crate::claim::{self, Told};
use crate::failure::Failure;
use crate::qr::DEFAULT_BASE_URL;
use crate::trust_args::TrustArgs;
use crate::words::{Lang, bundle_json};
use crate::{output, source, time};

const EXAMPLES: &str = "\
Examples:
  receipt bundle make --claim never_paid --trust trust.json --maker 'Tea shop' --side merchant -o case.zip slip.png
  receipt bundle make --claim charged_twice --trust trust.json --maker 'Lin' --side customer -o case.zip first.dossier second.dossier
  receipt bundle make --claim never_paid --profile unionpay_retrieval --slip slip.pdf --attach cctv.mp4,0:14:05,0:16:30 \\
      --trust trust.json --maker 'Tea shop' --side merchant -o case.zip slip.png

Profiles: unionpay_retrieval, visa_10_3, visa_10_4_ce3, visa_12_5, visa_12_6, visa_13_6, mastercard_4834, mastercard_4837,
mastercard_4853, stripe, consumer_letter, court_cn (docs/EVIDENCE.md).
Attached files stay where they are; the bundle holds their names and hashes. Card data anywhere refuses.
Exit codes: 0 written, 2 unreadable input, card data or wrong usage.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The sentence in dispute
    #[arg(long, value_name = "CLAIM", value_parser = claim::parse_claim)]
    claim: Option<Claim>,
    #[command(flatten)]
    trust: TrustArgs,
    #[command(flatten)]
    told: Told,
    /// Who makes the bundle, as its first line says
    #[arg(long, value_name = "NAME")]
    maker: String,
    /// customer, merchant or other
    #[arg(long, value_name = "SIDE", value_parser = ["customer", "merchant", "other"])]
    side: String,
    /// Whose list of elements to check
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// What you say to an element that no data can show, such as what_i_ask='the record of it'; repeat for more
    #[arg(long, value_name = "ELEMENT=TEXT", value_parser = parse_said, requires = "profile")]
    say: Vec<(String, String)>,
    /// A file to attach by hand: its hash goes in, with a span for recordings; repeat for more
    #[arg(long, value_name = "FILE[,FROM,TO]", value_parser = Attached::parse)]
    attach: Vec<Attached>,
    /// The original slip, to attach by hand: its hash goes in
    #[arg(long, value_name = "FILE", value_parser = Attached::parse)]
    slip: Vec<Attached>,
    /// A receipt before or after those in dispute; repeat for more
    #[arg(long, value_name = "DOSSIER")]
    neighbour: Vec<String>,
    /// A case file, for its timeline
    #[arg(long, value_name = "FILE")]
    case: Option<String>,
    /// Leave the trust lists out, where they are large
    #[arg(long)]
    no_lists: bool,
    /// The verifier that the codes open; receipts are read from any host's link
    #[arg(long, value_name = "URL", env = "RECEIPT_BASE_URL", default_value = DEFAULT_BASE_URL)]
    base_url: String,
    /// Minutes east of UTC, for the times in it
    #[arg(
        long,
        value_name = "MINUTES",
        default_value_t = 480,
        allow_negative_numbers = true
    )]
    utc_offset: i64,
    /// As of this time instead of now
    #[arg(long, alias = "now", value_name = "RFC3339", value_parser = time::parse)]
    at: Option<Time>,
    /// Language of the bundle; from the environment where left out
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Where to write it
    #[arg(short, long, value_name = "OUT.zip")]
    out: PathBuf,
    /// The receipts in dispute: dossier text, link, digits, text file, picture (PNG, JPEG, WebP), or `-`
    #[arg(value_name = "DOSSIER", required = true)]
    dossiers: Vec<String>,
}

fn parse_said(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, said)) if !name.is_empty() && !said.is_empty() => {
            Ok((name.to_owned(), said.to_owned()))
        }
        _ => Err("write ELEMENT=TEXT".to_owned()),
    }
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let store = args.trust.load()?;
    let now = match args.at {
        Some(now) => now,
        None => time::now()?,
    };
    let dossiers = texts(&args.dossiers)?;
    let neighbours = texts(&args.neighbour)?;
    let reports = reports(&dossiers, &neighbours, &store, now);
    let reported: Vec<String> = reports.iter().map(Report::to_json).collect();
    let lang = args.lang.unwrap_or_else(Lang::from_env);
    let mut input = described(args, lang, now)?;
    let strings = |texts: Vec<String>| Value::List(texts.into_iter().map(Value::Text).collect());
    input.set("dossiers", strings(dossiers));
    input.set("neighbours", strings(neighbours));
    let (case, answer) = answered(args, &reports, now)?;
    input.set("case", Value::Object(case));
    // What the core wrote already is glued in as it is.
    let mut text = input.to_text();
    text.pop();
    text.push_str(&format!(
        ",\"reports\":[{}],\"answer\":{answer},\"line\":{}}}",
        reported.join(","),
        line(args, &reported)?
    ));
    let bytes = bundle::make(&text, &bundle_json(lang)).map_err(|e| refused("bundle", &e))?;
    output::replace(&args.out, &bytes)?;
    if !reports.first().is_some_and(Report::is_verified) {
        output::warn(
            "receipt_not_verified",
            "the first receipt does not verify with these lists; the bundle says so",
            "give the lists that vouch for its shop",
        );
    }
    if args.out != Path::new("-") {
        eprintln!("{} · SHA-256 {}", args.out.display(), sha256_hex(&bytes));
    }
    Ok(ExitCode::SUCCESS)
}

fn texts(names: &[String]) -> Result<Vec<String>, Failure> {
    names
        .iter()
        .map(|name| source::read_dossier(name).map(|dossier| dossier.to_text()))
        .collect()
}

/// Everything but receipts and answers.
fn described(args: &Args, lang: Lang, now: Time) -> Result<Object, Failure> {
    let text = |value: &str| Value::Text(value.to_owned());
    let mut maker = Object::default();
    maker.set("name", text(&args.maker));
    maker.set("side", text(&args.side));
    let mut lists = Vec::new();
    if !args.no_lists {
        for (list, provenance) in args.trust.texts()? {
            let mut out = Object::default();
            out.set("text", text(&list));
            out.set("provenance", text(provenance.as_str()));
            lists.push(Value::Object(out));
        }
    }
    let mut attachments = Vec::new();
    for file in &args.slip {
        attachments.push(Value::Object(file.describe(Some("slip"))?));
    }
    for file in &args.attach {
        attachments.push(Value::Object(file.describe(None)?));
    }
    let mut said = Object::default();
    for (name, value) in &args.say {
        said.set(name, text(value));
    }
    let mut out = Object::default();
    out.set("maker", Value::Object(maker));
    out.set("made_at", Value::Int(now.seconds().cast_signed()));
    out.set("utc_offset", Value::Int(args.utc_offset));
    out.set(
        "language",
        text(match lang {
            Lang::En => "en",
            Lang::ZhCn => "zh-CN",
        }),
    );
    out.set("link_base", text(&args.base_url));
    out.set("lists", Value::List(lists));
    out.set("attachments", Value::List(attachments));
    out.set("profile", args.profile.as_deref().map_or(Value::Null, text));
    out.set("profile_answers", Value::Object(said));
    Ok(out)
}

/// The case as it goes in, and the answer to it; `null` where nobody said what is in dispute.
fn answered(args: &Args, reports: &[Report], now: Time) -> Result<(Object, String), Failure> {
    let mut out = Object::default();
    if let Some(file) = &args.case {
        let case = source::read_object(file)?;
        for name in ["entries", "claim", "answers"] {
            if let Some(value) = case.get(name) {
                out.set(name, value.clone());
            }
        }
    }
    let written = match out.get("claim") {
        Some(Value::Text(word)) => Claim::from_word(word),
        _ => None,
    };
    let Some(claim) = args.claim.or(written) else {
        return Ok((out, "null".to_owned()));
    };
    let carried = out.get("answers").map(|answers| {
        let mut carried = Object::default();
        carried.set("answers", answers.clone());
        carried.to_text()
    });
    let case = claim::case(Some(claim), &args.told, carried.as_deref(), reports, now)?;
    let answer = settle::answer(&case).map_err(|e| {
        Failure::coded(e.code(), e, "see docs/CLAIMS.md for the claims and answers")
    })?;
    // What was asked, without the reports and the file.
    let asked = json::parse_object(case.as_bytes(), 20).unwrap_or_default();
    for name in ["claim", "answers", "told"] {
        out.set(name, asked.get(name).cloned().unwrap_or(Value::Null));
    }
    Ok((out, answer))
}

/// Of the statement file: what was matched, and the hash of the whole.
fn line(args: &Args, reports: &[String]) -> Result<String, Failure> {
    let Some(file) = &args.told.statement else {
        return Ok("null".to_owned());
    };
    let bill = claim::bill(&args.told, reports)?;
    let mut line = json::parse_object(bill.as_bytes(), 16).unwrap_or_default();
    let bytes = source::read_bytes(file)?;
    let name = Path::new(file).file_name().unwrap_or_default();
    line.set("name", Value::Text(name.to_string_lossy().into_owned()));
    line.set(
        "size",
        Value::Int(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
    );
    line.set("sha256", Value::Text(sha256_hex(&bytes)));
    Ok(line.to_text())
}

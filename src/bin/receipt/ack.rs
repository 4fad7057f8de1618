//! `receipt ack`: a customer's answer with a device key, for scripts and tests. Passkeys sign in the page.

use std::process::ExitCode;

use receipt_verifier::issue::sign_off::draft_ack;
use receipt_verifier::json::Value;
use receipt_verifier::sign_off::AckVerdict;
use receipt_verifier::{Origin, Time};

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::keygen::parse_origin;
use crate::sign_off;
use crate::time;

const EXAMPLES: &str = "\
Examples:
  receipt keygen --iss https://check.example --role customer --out mine.json --public mine.pub.json
  receipt ack --key mine.json --verdict mine sale.dossier > answered.dossier
  receipt ack --key mine.json --verdict amount_differs --amount 1865 sale.dossier

A key is not a person, and an answer counts only where others say whose key it is: receipt trust bind, receipt trust holder.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The customer's private key
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// What the customer says: mine, not_recognised, amount_differs, returned_goods
    #[arg(long, value_parser = parse_verdict)]
    verdict: AckVerdict,
    /// With amount_differs: the amount that the customer remembers, in minor units of the receipt's currency
    #[arg(long, value_name = "MINOR")]
    amount: Option<i64>,
    /// Where it is signed, where that is not the key's own iss
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    origin: Option<Origin>,
    #[command(flatten)]
    how: sign_off::How,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

fn parse_verdict(text: &str) -> Result<AckVerdict, String> {
    AckVerdict::from_word(text)
        .ok_or_else(|| "one of mine, not_recognised, amount_differs, returned_goods".to_owned())
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let at: Time = args.how.at.map_or_else(time::now, Ok)?;
    let origin = args.origin.as_ref().unwrap_or(&identity.iss);
    let (mut draft, dossier) = sign_off::draft(&args.dossier, &identity, origin, at)?;
    draft.set("verdict", Value::Text(args.verdict.as_str().to_owned()));
    if let Some(amount) = args.amount {
        draft.set("amount", Value::Int(amount));
    }
    sign_off::finish(draft, &identity, &args.how, &dossier, "answer", draft_ack)
}

//! `receipt intent`: the amount that is shown before payment.

use std::process::ExitCode;

use receipt_verifier::issue;

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::refusal::refused;
use crate::{output, source};

const EXAMPLES: &str = "\
Examples:
  receipt intent --key till.json table7.json > table7.intent
  receipt qr table7.intent
  receipt issue --key till.json --intent table7.intent sale.json";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The private key of a terminal or merchant
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// What is asked for (docs/PROTOCOL.md section 3.4); `iss` may be left out
    #[arg(value_name = "INTENT.json", default_value = "-")]
    intent: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let draft = source::read_object(&args.intent)?;
    let token = issue::intent(&draft, &identity).map_err(|faults| refused("intent", faults))?;
    output::print(&format!("{token}\n"))?;
    Ok(ExitCode::SUCCESS)
}

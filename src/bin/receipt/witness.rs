//! `receipt witness`: dating somebody else's receipt.

use std::process::ExitCode;

use receipt_verifier::{Time, issue};

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::{output, source, time};

#[derive(clap::Args)]
pub struct Args {
    /// The private key of a witness
    #[arg(long, value_name = "WITNESS.json")]
    key: String,
    /// When the receipt was seen; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    at: Option<Time>,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let witness = read_identity(&args.key)?;
    let mut dossier = source::read_dossier(&args.dossier)?;
    let receipt = source::receipt_of(&dossier)?;
    let at = args.at.map_or_else(time::now, Ok)?;
    let token = issue::witness(at, &receipt, &witness).map_err(|faults| Failure::Refused {
        what: "witness's statement",
        faults,
    })?;
    dossier.push(token);
    output::print(&format!("{}\n", dossier.to_text()))?;
    Ok(ExitCode::SUCCESS)
}

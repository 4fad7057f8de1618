//! `receipt inspect`: what a dossier claims, loudly unverified.

use std::process::ExitCode;

use receipt_verifier::inspect;

use crate::failure::Failure;
use crate::{output, source};

#[derive(clap::Args)]
pub struct Args {
    /// Dossier text, link, digits, file, picture, or `-`
    #[arg(value_name = "INPUT", default_value = "-")]
    input: String,
}

const BANNER: &str = "UNVERIFIED: no signature was checked. Anyone can write what follows.";

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let dossier = source::read_dossier(&args.input)?;
    let inspection = inspect::inspect(&dossier.to_text())
        .map_err(|e| Failure::coded(e.code(), e, "give a receipt"))?;
    eprintln!("{BANNER}");
    output::print(&format!("{}\n", inspection.to_pretty_json()))?;
    eprintln!("{BANNER}");
    Ok(ExitCode::SUCCESS)
}

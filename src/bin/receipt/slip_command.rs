//! `receipt slip`: the paper that a till would hand over.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::{Amount, Receipt, Statement, StatementType};

use crate::failure::Failure;
use crate::qr::{self, DEFAULT_BASE_URL};
use crate::slip::Slip;
use crate::{output, source};

#[derive(clap::Args)]
pub struct Args {
    /// Write the picture here; to standard output where left out
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// The verifier that the link opens
    #[arg(long, value_name = "URL", env = "RECEIPT_BASE_URL", default_value = DEFAULT_BASE_URL)]
    base_url: String,
    /// Print another amount than the signed one, to show the cheapest forgery (minor units)
    #[arg(long, value_name = "MINOR", hide = true)]
    forged_amount: Option<u32>,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let dossier = source::read_dossier(&args.dossier)?;
    let help = "sign the receipt with `receipt issue` first";
    let receipt = dossier
        .parts()
        .filter_map(|part| Statement::parse(part).ok())
        .find(|s| s.typ() == StatementType::Receipt)
        .and_then(|s| Receipt::read(s.payload()).0)
        .ok_or_else(|| Failure::coded("not_a_receipt", "no sound receipt in the dossier", help))?;
    let symbol = qr::symbol(&qr::link(&dossier, &args.base_url)?)?;
    let version = symbol.version();
    let forged = args
        .forged_amount
        .and_then(|minor| Amount::from_minor(i64::from(minor)));
    let slip = Slip::new(&receipt, symbol, forged);
    eprintln!(
        "58 mm at 203 dpi; version {version}, {} dots a module",
        slip.dots_per_module()
    );
    let png = slip
        .draw()
        .to_png()
        .map_err(|e| Failure::Usage(format!("the slip could not be drawn: {e}")))?;
    match &args.png {
        Some(path) => std::fs::write(path, png).map_err(Failure::write(path))?,
        None if std::io::stdout().is_terminal() => {
            return Err(Failure::Usage(
                "a terminal shows no picture: name a file with --png FILE".to_owned(),
            ));
        }
        None => output::print_bytes(&png)?,
    }
    Ok(ExitCode::SUCCESS)
}

//! `receipt slip`: the paper that a till would hand over.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use receipt_verifier::{Amount, Dossier, Receipt, Statement, StatementType, items};

use crate::failure::Failure;
use crate::qr::{self, DEFAULT_BASE_URL};
use crate::slip::Slip;
use crate::slip_layout::Paper;
use crate::{escpos, output, source};

/// Fewer dots than this, and readers lose modules to the paper's fading and curling.
const FEWEST_DOTS: usize = 4;

#[derive(clap::Args)]
pub struct Args {
    /// Width of the paper in millimetres: 384 or 576 dots
    #[arg(long, value_name = "MM", value_parser = ["58", "80"], default_value = "58")]
    width: String,
    /// Write the picture here, `-` for standard output; there too where neither --png nor --escpos is given
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// Write the bytes for a thermal printer here, `-` for standard output (docs/SLIP.md)
    #[arg(long, value_name = "FILE")]
    escpos: Option<PathBuf>,
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
    let standard_output = Path::new("-");
    let png = match (&args.png, &args.escpos) {
        (None, None) => Some(standard_output),
        (png, _) => png.as_deref(),
    };
    let escpos = args.escpos.as_deref();
    let both = [png, escpos] == [Some(standard_output); 2];
    if both {
        return Err(Failure::Usage(
            "standard output takes the picture or the printer's bytes, not both: name a file for one".to_owned(),
        ));
    }
    if [png, escpos].contains(&Some(standard_output)) && std::io::stdout().is_terminal() {
        return Err(Failure::Usage(
            "a terminal shows neither pictures nor printer's bytes: name a file with --png FILE or --escpos FILE".to_owned(),
        ));
    }
    let paper = match args.width.as_str() {
        "80" => Paper::Mm80,
        _ => Paper::Mm58,
    };
    let dossier = source::read_dossier(&args.dossier)?;
    let receipt = printed_receipt(&dossier)?;
    let symbol = qr::symbol(&qr::link(&dossier, &args.base_url)?)?;
    let version = symbol.version();
    let forged = args
        .forged_amount
        .and_then(|minor| Amount::from_minor(i64::from(minor)));
    let slip = Slip::new(&receipt, symbol, forged).on(paper);
    let dots = slip.dots_per_module();
    eprintln!(
        "{} mm at 203 dpi; version {version}, {dots} dots a module",
        paper.width()
    );
    if dots < FEWEST_DOTS {
        output::warn(
            "modules_small",
            format_args!("{dots} dots a module; readers want {FEWEST_DOTS} on thermal paper"),
            match paper {
                Paper::Mm58 => {
                    "sign with `receipt issue --items-digest`, or print on 80 mm paper (--width 80)"
                }
                Paper::Mm80 => "sign with `receipt issue --items-digest`",
            },
        );
    }
    let canvas = slip.draw();
    if let Some(path) = png {
        let picture = canvas
            .to_png()
            .map_err(|e| Failure::Usage(format!("the slip could not be drawn: {e}")))?;
        output::write(path, &picture)?;
    }
    if let Some(path) = escpos {
        output::write(path, &escpos::print(&canvas))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The receipt as the slip prints it: with the items that travel beside it.
fn printed_receipt(dossier: &Dossier) -> Result<Receipt, Failure> {
    let statement = dossier
        .parts()
        .filter_map(|part| Statement::parse(part).ok())
        .find(|s| s.typ() == StatementType::Receipt);
    let payload = statement.as_ref().map(Statement::payload);
    let read = payload.and_then(|payload| Receipt::read(payload).0);
    let (Some(payload), Some(mut receipt)) = (payload, read) else {
        return Err(Failure::coded(
            "not_a_receipt",
            "no sound receipt in the dossier",
            "sign the receipt with `receipt issue` first",
        ));
    };
    let mut refused = None;
    for part in dossier.parts().filter(|part| items::is_part(part)) {
        match items::open(payload, part) {
            Ok(opened) => {
                receipt.items = opened.items;
                return Ok(receipt);
            }
            Err(code) => refused = refused.or(Some(code)),
        }
    }
    if let Some(code) = refused {
        output::warn(
            code,
            "the items in this dossier are not the ones that the receipt signs; they are not printed",
            "print the dossier as `receipt issue --items-digest` wrote it",
        );
    }
    Ok(receipt)
}

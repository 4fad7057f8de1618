//! `receipt qr`: the link that carries a dossier, and its symbol.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::qr::{PAPER_MAX_VERSION, Symbol};
use receipt_verifier::{Dossier, items, log};

use crate::failure::Failure;
use crate::{canvas, output, source};

/// A reserved name (RFC 2606): a link needs no host to be verified, and this one never belongs to anybody.
pub const DEFAULT_BASE_URL: &str = "https://verify.receipts.example/";

const DOTS_PER_MODULE: usize = 8;

/// Where a symbol goes.
#[derive(clap::Args)]
pub struct Drawing {
    /// Write the symbol as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write the symbol as PNG, eight dots a module
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct Args {
    /// The verifier that the link opens; receipts are read from any host's link
    #[arg(long, value_name = "URL", env = "RECEIPT_BASE_URL", default_value = DEFAULT_BASE_URL)]
    base_url: String,
    #[command(flatten)]
    drawing: Drawing,
    /// Print the link in its text form, for messages: longer, and with the items that travel beside the receipt; no symbol
    #[arg(long, conflicts_with_all = ["svg", "png"])]
    text: bool,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

/// The link as digits, as a code carries it.
pub fn link(dossier: &Dossier, base_url: &str) -> Result<String, Failure> {
    if dossier.parts().any(items::is_part) {
        eprintln!(
            "the code leaves out the item lines; `receipt qr --text` prints a link that brings them"
        );
    }
    if dossier.parts().any(log::is_part) {
        eprintln!(
            "the code leaves out the proof of a log; `receipt qr --text` prints a link that brings it"
        );
    }
    dossier
        .to_link(base_url)
        .map_err(|e| Failure::coded(e.code(), e, "a link carries statements only"))
}

pub fn symbol(link: &str) -> Result<Symbol, Failure> {
    let symbol = Symbol::encode(link).map_err(|e| {
        Failure::coded(
            e.code(),
            e,
            "sign with `receipt issue --items-digest`, or hand over the dossier as a file",
        )
    })?;
    if symbol.version() > PAPER_MAX_VERSION {
        output::warn(
            "symbol_dense",
            format_args!(
                "version {}; up to {PAPER_MAX_VERSION} phones read symbols from paper well",
                symbol.version()
            ),
            "sign with `receipt issue --items-digest`: the items then travel beside the code",
        );
    }
    Ok(symbol)
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let dossier = source::read_dossier(&args.dossier)?;
    if args.text {
        output::print(&format!("{}\n", dossier.to_text_link(&args.base_url)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let link = link(&dossier, &args.base_url)?;
    let symbol = symbol(&link)?;
    draw(&symbol, &args.drawing)?;
    output::print(&format!("{link}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Says how large a symbol is, and writes it where it was asked for.
pub fn draw(symbol: &Symbol, drawing: &Drawing) -> Result<(), Failure> {
    eprintln!("version {}, {} modules", symbol.version(), symbol.modules());
    if let Some(path) = &drawing.svg {
        std::fs::write(path, symbol.to_svg()).map_err(Failure::write(path))?;
    }
    if let Some(path) = &drawing.png {
        let png = canvas::symbol_png(symbol, DOTS_PER_MODULE)
            .map_err(|e| Failure::Usage(format!("the symbol could not be drawn: {e}")))?;
        std::fs::write(path, png).map_err(Failure::write(path))?;
    }
    Ok(())
}

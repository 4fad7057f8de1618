//! `receipt qr`: the link that carries a dossier, and its symbol.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::Dossier;
use receipt_verifier::qr::{PAPER_MAX_VERSION, Symbol};

use crate::failure::Failure;
use crate::{canvas, output, source};

/// A reserved name (RFC 2606): a link needs no host to be verified, and this one never belongs to anybody.
pub const DEFAULT_BASE_URL: &str = "https://verify.receipts.example/";

const DOTS_PER_MODULE: usize = 8;

#[derive(clap::Args)]
pub struct Args {
    /// The verifier that the link opens; receipts are read from any host's link
    #[arg(long, value_name = "URL", env = "RECEIPT_BASE_URL", default_value = DEFAULT_BASE_URL)]
    base_url: String,
    /// Write the symbol as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write the symbol as PNG, eight dots a module
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

pub fn link(dossier: &Dossier, base_url: &str) -> Result<String, Failure> {
    dossier
        .to_link(base_url)
        .map_err(|e| Failure::coded(e.code(), e, "a link carries statements only"))
}

pub fn symbol(link: &str) -> Result<Symbol, Failure> {
    let symbol = Symbol::encode(link).map_err(|e| {
        Failure::coded(
            e.code(),
            e,
            "replace items by items_digest, or hand over the dossier as a file",
        )
    })?;
    if symbol.version() > PAPER_MAX_VERSION {
        eprintln!(
            "warning: version {} is too dense for 58 mm paper (at most {PAPER_MAX_VERSION}); leave out items or use items_digest",
            symbol.version()
        );
    }
    Ok(symbol)
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let dossier = source::read_dossier(&args.dossier)?;
    let link = link(&dossier, &args.base_url)?;
    let symbol = symbol(&link)?;
    eprintln!("version {}, {} modules", symbol.version(), symbol.modules());
    if let Some(path) = &args.svg {
        std::fs::write(path, symbol.to_svg()).map_err(Failure::write(path))?;
    }
    if let Some(path) = &args.png {
        let png = canvas::symbol_png(&symbol, DOTS_PER_MODULE)
            .map_err(|e| Failure::Usage(format!("the symbol could not be drawn: {e}")))?;
        std::fs::write(path, png).map_err(Failure::write(path))?;
    }
    output::print(&format!("{link}\n"))?;
    Ok(ExitCode::SUCCESS)
}

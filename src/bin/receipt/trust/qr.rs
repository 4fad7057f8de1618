//! `receipt trust qr`: a registry's public key, or a small signed list, as a code that a verifier's page takes in.

use std::process::ExitCode;

use receipt_verifier::qr::Symbol;
use receipt_verifier::trust::Pins;

use super::token;
use crate::failure::Failure;
use crate::qr::{self, Drawing};
use crate::{output, source};

const EXAMPLES: &str = "\
Examples:
  receipt trust qr --png registry.png registry.pub.json
  receipt trust qr --svg shop.svg site/.well-known/receipt-issuer.jwt

A code holds about two kilobytes: a key, or the list of a few tills. Whoever scans it is asked before it is taken.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    drawing: Drawing,
    /// Pins or a registry's public key, or a signed list
    #[arg(value_name = "REGISTRY.pub.json|LIST.jwt")]
    file: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let bytes = source::read_bytes(&args.file)?;
    let text = match token(&bytes) {
        Some(token) => token,
        None => public(&args.file, &bytes)?,
    };
    let symbol = Symbol::encode(&text).map_err(|e| {
        Failure::coded(
            e.code(),
            format_args!("{}: {e}", args.file),
            "hand the list over as a file, or let pages fetch it",
        )
    })?;
    qr::draw(&symbol, &args.drawing)?;
    output::print(&format!("{text}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// The compact spelling of pins; what is private, or nobody's key, ends here.
fn public(name: &str, bytes: &[u8]) -> Result<String, Failure> {
    Pins::parse(bytes).map_err(|e| {
        Failure::coded(
            e.code(),
            format_args!("{name}: {e}"),
            "write the public file with `receipt trust pin`",
        )
    })?;
    Ok(source::read_object(name)?.to_text())
}

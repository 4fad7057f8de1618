//! `receipt bundle`: one file that a bank, a court or either party can check again later.

mod attach;
mod make;
mod verify;

use std::process::ExitCode;

use receipt_verifier::Report;
use receipt_verifier::bundle::BundleError;

use crate::claim::together::{self, Given};
use crate::failure::Failure;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Write a bundle: receipts, statements and lists as signed, what a verifier answers, and a page that prints
    Make(Box<make::Args>),
    /// Judge a bundle anew with your own lists; what its pages say is compared, never believed
    Verify(verify::Args),
}

pub fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Make(args) => make::run(args),
        Command::Verify(args) => verify::run(args),
    }
}

fn refused(name: &str, e: &BundleError) -> Failure {
    let help = match e {
        BundleError::CardData(_) => {
            "take it out; where it stands in the signed receipt itself, show that to your bank instead of handing on a file"
        }
        BundleError::Input(_) => "see docs/EVIDENCE.md for what a bundle is made from",
        _ => "ask for the file as it was made; docs/PROTOCOL.md section 9 says what one is",
    };
    Failure::coded(e.code(), format_args!("{name}: {e}"), help)
}

/// The reports on the receipts in dispute, each with what the other receipts and the neighbours say about it.
fn reports(
    dossiers: &[String],
    neighbours: &[String],
    store: &receipt_verifier::TrustStore,
    now: receipt_verifier::Time,
) -> Vec<Report> {
    let given = |text: &String| Given::read(std::slice::from_ref(text), store, now);
    let own: Vec<Given> = dossiers.iter().map(given).collect();
    let count: usize = own.iter().map(|g| g.reports.len()).sum();
    let all = own
        .into_iter()
        .chain(neighbours.iter().map(given))
        .collect();
    let mut reports = together::reports(all, store, now);
    reports.truncate(count);
    // What was shown before payment belongs to the receipt that names it.
    if reports.iter().any(|r| r.receipt.is_some()) {
        reports.retain(|r| r.intent.is_none() || r.receipt.is_some());
    }
    reports
}

//! `receipt status`: an acquirer states what happened.

use std::process::ExitCode;

use receipt_verifier::issue::{self, StatusDraft};
use receipt_verifier::statement::Digest;
use receipt_verifier::{Dossier, Event, Time};

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::refusal::refused;
use crate::{output, source, time};

const EXAMPLES: &str = "\
Examples:
  receipt status --key acquirer.json --event approved sale.dossier > approved.dossier
  receipt status --key acquirer.json --event refund_issued --refund refund.dossier captured.dossier
  receipt status --key acquirer.json --event refund_posted --refund refund.dossier --arn 24137460123456789012345 refunded.dossier

Order: approved or declined first; after approved, captured or reversed; after captured, refunds; flagged at any time.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The private key of an acquirer
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// approved, declined, captured, reversed, refund_issued, refund_posted or flagged
    #[arg(long, value_parser = parse_event)]
    event: Event,
    /// In minor units; the receipt's own, or the refund's, where left out
    #[arg(long, value_name = "MINOR")]
    amount: Option<u64>,
    /// Of a refund: its receipt's dossier, or that receipt's digest
    #[arg(long, value_name = "REFUND.dossier|DIGEST")]
    refund: Option<String>,
    /// Of a refund: the acquirer reference number, 23 letters or digits
    #[arg(long, value_name = "ARN")]
    arn: Option<String>,
    /// The statement's number, where earlier ones are not in the dossier
    #[arg(long, value_name = "N")]
    sequence: Option<i64>,
    /// When it happened; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    at: Option<Time>,
    /// When the statement is signed; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    signed_at: Option<Time>,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

fn parse_event(text: &str) -> Result<Event, String> {
    let words: Vec<&str> = Event::ALL.iter().map(|(word, _)| *word).collect();
    Event::from_word(text).ok_or_else(|| format!("one of {}", words.join(", ")))
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let mut dossier = source::read_dossier(&args.dossier)?;
    let now = time::now()?;
    let mut draft = StatusDraft::new(
        args.event,
        args.at.unwrap_or(now),
        args.signed_at.unwrap_or(now),
    );
    draft.amount = args.amount;
    draft.sequence = args.sequence;
    draft.arn = args.arn.clone();
    // The refund's receipt is read along; it does not travel with this dossier for that.
    let mut records = Dossier::read(&dossier.to_text())
        .map_err(|e| Failure::coded(e.code(), &args.dossier, "give the sale's dossier"))?;
    if let Some(refund) = &args.refund {
        draft.refund_digest = Some(match Digest::from_text(refund) {
            Some(digest) => digest,
            None => {
                let refund = source::read_dossier(refund)?;
                for part in refund.parts() {
                    records.push(part.to_owned());
                }
                source::receipt_of(&refund)?.digest()
            }
        });
    }
    let token =
        issue::status(&draft, &records, &identity).map_err(|faults| refused("status", faults))?;
    dossier.push(token);
    output::print(&format!("{}\n", dossier.to_text()))?;
    Ok(ExitCode::SUCCESS)
}

//! `receipt issue` and `receipt status`: signing.

use std::process::ExitCode;

use receipt_verifier::issue::{self, Identity, StatusDraft};
use receipt_verifier::json::Value;
use receipt_verifier::{Event, Statement, StatementType, Time, items};

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::{output, source, time};

#[derive(clap::Args)]
pub struct IssueArgs {
    /// The private key of a terminal or merchant
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// Sign a digest of the items in their place, so that they don't fill the code on paper; they follow as a part of the dossier
    #[arg(long)]
    items_digest: bool,
    /// What an acquirer signed about this key (`receipt trust certify`): it travels in the dossier
    #[arg(long, value_name = "CERT.jwt")]
    certificate: Option<String>,
    /// The receipt's claims (docs/PROTOCOL.md section 3.2); `iss` may be left out
    #[arg(value_name = "RECEIPT.json", default_value = "-")]
    receipt: String,
}

#[derive(clap::Args)]
pub struct StatusArgs {
    /// The private key of an acquirer
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// approved, declined, captured or reversed
    #[arg(long, value_parser = parse_event)]
    event: Event,
    /// In minor units; the receipt's own where left out. A verifier sets aside a status with another amount
    #[arg(long, value_name = "MINOR")]
    amount: Option<u64>,
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
    Event::from_word(text).ok_or_else(|| "one of approved, declined, captured, reversed".to_owned())
}

pub fn run_issue(args: &IssueArgs) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let draft = source::read_object(&args.receipt)?;
    let signed = if args.items_digest {
        let mut randomness = Ok(());
        let signed = issue::receipt_beside_items(&draft, &identity, &mut || {
            let mut salt = [0; items::SALT];
            randomness = randomness.and(getrandom::fill(&mut salt));
            salt
        });
        // Without salts that nobody can guess nothing leaves this function.
        randomness.map_err(|e| Failure::Usage(format!("no random numbers here: {e}")))?;
        signed
    } else {
        issue::receipt(&draft, &identity)
    };
    let dossier = signed.map_err(|faults| Failure::Refused {
        what: "receipt",
        faults,
    })?;
    let mut dossier = dossier;
    if let Some(name) = &args.certificate {
        dossier.push('~');
        dossier.push_str(&certificate(name, &identity)?);
    }
    output::print(&format!("{dossier}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// A statement about this very key: what would travel in vain costs paper.
fn certificate(name: &str, identity: &Identity) -> Result<String, Failure> {
    let token = source::text(&source::read_bytes(name)?).trim().to_owned();
    let statement = Statement::parse(&token).ok();
    let key = statement
        .as_ref()
        .filter(|s| s.typ() == StatementType::Key)
        .and_then(|s| match s.payload().get("key") {
            Some(Value::Object(key)) => key.get("x"),
            _ => None,
        });
    let subject = statement.as_ref().and_then(|s| s.payload().get("subject"));
    let about = match (key, subject) {
        (Some(Value::Text(x)), Some(Value::Text(subject))) => {
            *x == identity.key.public().x() && subject == identity.iss.as_str()
        }
        _ => {
            return Err(Failure::coded(
                "typ_unexpected",
                format_args!("{name}: not a statement about a key"),
                "give what `receipt trust certify` wrote",
            ));
        }
    };
    match about {
        true => Ok(token),
        false => Err(Failure::coded(
            "certificate_of_other_key",
            format_args!("{name}: about another key or another iss"),
            "give the statement that was made for this key: receipt trust certify --subject-key …",
        )),
    }
}

pub fn run_status(args: &StatusArgs) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let mut dossier = source::read_dossier(&args.dossier)?;
    let now = time::now()?;
    let draft = StatusDraft {
        event: args.event,
        at: args.at.unwrap_or(now),
        iat: args.signed_at.unwrap_or(now),
        amount: args.amount,
    };
    let token = issue::status(&draft, &dossier, &identity).map_err(|faults| Failure::Refused {
        what: "status",
        faults,
    })?;
    dossier.push(token);
    output::print(&format!("{}\n", dossier.to_text()))?;
    Ok(ExitCode::SUCCESS)
}

//! `receipt issue`: signing.

use std::process::ExitCode;

use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::Value;
use receipt_verifier::{Statement, StatementType, items};

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::{output, source};

#[derive(clap::Args)]
pub struct Args {
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

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
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

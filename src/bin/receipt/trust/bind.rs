//! `receipt trust bind`: an acquirer, or a card's issuer, says which payment the holder of a key has to do with.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::issue::sign_off;
use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Origin, Time};

use super::holder::read_holder;
use super::member::{self, text};
use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::keygen::parse_origin;
use crate::time::Expiry;
use crate::{output, source, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust bind --key acquirer.json --subject-key mine.pub.json --receipt sale.dossier --out mine.cert.jwt
  receipt trust bind --key bank.json --subject-key passkey.json --subject https://check.example --last4 4417 --out mine.cert.jwt

The statement travels in the dossier, beside the answer. An acquirer's counts for shops that name it, a card issuer's for every shop.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The private key of an acquirer or of a card's issuer
    #[arg(long, value_name = "VOUCHER.json")]
    key: String,
    /// The customer's public key: a JWK, P-256 or Ed25519
    #[arg(long, value_name = "CUSTOMER.pub.json")]
    subject_key: String,
    /// Where the customer signs; where left out, the iss in the key's file
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    subject: Option<Origin>,
    /// The relying party of a passkey, where that is not the host of --subject
    #[arg(long, value_name = "HOST")]
    rp_id: Option<String>,
    /// The very receipt that the customer has to do with
    #[arg(long, value_name = "DOSSIER|FILE")]
    receipt: Option<String>,
    /// The last four digits of the customer's card
    #[arg(long, value_name = "DIGITS")]
    last4: Option<String>,
    /// For answers up to then: 52w, 365d, or a time
    #[arg(long, value_name = "SPAN|RFC3339", default_value = "90d", value_parser = Expiry::parse)]
    expires: Expiry,
    /// Where to write the statement; standard output where left out
    #[arg(long, value_name = "CERT.jwt", default_value = "-")]
    out: PathBuf,
    /// When it is signed; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let voucher = read_identity(&args.key)?;
    let holder = read_holder(&args.subject_key)?;
    let subject = holder.owner(args.subject.as_ref())?;
    let now = args.now.map_or_else(time::now, Ok)?;
    let mut key = holder.key.to_jwk();
    key.set("role", text("customer"));
    if let Some(rp_id) = &args.rp_id {
        key.set("rp_id", text(rp_id));
    }
    let mut draft = Object::default();
    draft.set("iat", member::time(now));
    draft.set("exp", member::time(args.expires.from(now)?));
    draft.set("subject", text(subject.as_str()));
    draft.set("key", Value::Object(key));
    if let Some(receipt) = &args.receipt {
        let receipt = source::receipt_of(&source::read_dossier(receipt)?)?;
        draft.set("receipt_digest", text(&receipt.digest().to_text()));
    }
    if let Some(last4) = &args.last4 {
        draft.set("last4", text(last4));
    }
    let token = sign_off::bind(&draft, &voucher).map_err(|faults| Failure::Refused {
        what: "statement",
        faults,
    })?;
    output::replace(&args.out, format!("{token}\n").as_bytes())?;
    eprintln!(
        "{} says whose payment goes with {}, for answers up to {}",
        voucher.iss.as_str(),
        holder.key.kid(),
        time::text(args.expires.from(now)?)
    );
    Ok(ExitCode::SUCCESS)
}

//! `receipt trust certify`: an acquirer vouches for one key, in a statement that travels with the receipt.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Origin, Time, issue};

use super::member::{self, text, texts};
use crate::failure::Failure;
use crate::key_file::{PublicHalf, read_identity};
use crate::keygen::parse_origin;
use crate::time::Expiry;
use crate::{output, source, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust certify --key acquirer.json --subject-key till.pub.json --out till.cert.jwt
  receipt trust certify --key acquirer.json --subject-key till.pub.json --name 'Harbour Tea' \\
    --party HARBOUR --merchant 898330154110042 --expires 52w --out till.cert.jwt
  receipt issue --key till.json --certificate till.cert.jwt sale.json

Name, party and profile are needed where no list describes the shop; every member costs paper. The window, from now to --expires, tests \
the times of receipts, not the day on which they are looked at. Revoke it in the voucher's own list: receipt trust revoke --key till.pub.json.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The key of whoever vouches
    #[arg(long, value_name = "ACQUIRER.json")]
    key: String,
    /// The iss that the key may use; where left out, the one in the key's file
    #[arg(long, value_name = "ISS", value_parser = parse_origin)]
    subject: Option<Origin>,
    /// The key that is vouched for, private or public; only its public part is copied
    #[arg(long, value_name = "TILL.pub.json")]
    subject_key: String,
    /// A merchant id that the key may use; repeat for more; the ids in the key's file where left out
    #[arg(long, value_name = "ID")]
    merchant: Vec<String>,
    /// The name that verdicts use where no list describes the shop
    #[arg(long)]
    name: Option<String>,
    /// The shop's legal entity
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// JSON with legal_name, contact, licence and so on
    #[arg(long, value_name = "FILE")]
    profile: Option<String>,
    /// An acquirer whose status counts for the shop; the voucher itself where left out
    #[arg(long, value_name = "ISS", value_parser = parse_origin)]
    acquirer: Vec<Origin>,
    /// For receipts up to then: 52w, 365d, or a time
    #[arg(long, value_name = "SPAN|RFC3339", default_value = "365d", value_parser = Expiry::parse)]
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
    let half = PublicHalf::read(&args.subject_key)?;
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let draft = draft(args, voucher.iss.as_str(), &half, now)?;
    let token = issue::key_statement(&draft, &voucher).map_err(|faults| Failure::Refused {
        what: "statement",
        faults,
    })?;
    output::replace(&args.out, format!("{token}\n").as_bytes())?;
    eprintln!(
        "{} vouches for {}, for receipts up to {}; {} characters",
        voucher.iss.as_str(),
        half.key.kid(),
        time::text(args.expires.from(now)?),
        token.len()
    );
    Ok(ExitCode::SUCCESS)
}

fn draft(args: &Args, iss: &str, half: &PublicHalf, now: Time) -> Result<Object, Failure> {
    let subject = half.owner(args.subject.as_ref())?;
    // A name that follows from the key costs paper and says nothing.
    let mut key = member::remove(&half.jwk, "kid");
    if !args.merchant.is_empty() {
        key.set("merchants", texts(&args.merchant));
    }
    let mut draft = Object::default();
    draft.set("iss", text(iss));
    draft.set("iat", member::time(now));
    draft.set("exp", member::time(args.expires.from(now)?));
    draft.set("subject", text(subject.as_str()));
    draft.set("key", Value::Object(key));
    for (member, value) in [("name", &args.name), ("party", &args.party)] {
        if let Some(value) = value {
            draft.set(member, text(value));
        }
    }
    if !args.acquirer.is_empty() {
        let list: Vec<&str> = args.acquirer.iter().map(Origin::as_str).collect();
        draft.set("acquirers", texts(&list));
    }
    if let Some(profile) = &args.profile {
        draft.set("profile", Value::Object(source::read_object(profile)?));
    }
    Ok(draft)
}

//! `receipt settle`: one side proposes, the other accepts, anybody reads it back.

mod offers;

use std::process::ExitCode;

use receipt_verifier::issue::Identity;
use receipt_verifier::issue::sign_off::draft_settlement;
use receipt_verifier::json::Value;
use receipt_verifier::sign_off::settlement::{Remedy, Side};
use receipt_verifier::{Digest, Origin, Role, Time, verify};

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::keygen::parse_origin;
use crate::time::Expiry;
use crate::trust_args::TrustArgs;
use crate::verify::show_sign_off;
use crate::words::{Lang, Words};
use crate::{output, sign_off, source, time};

const EXAMPLES: &str = "\
Examples:
  receipt settle propose --key till.json --fact 'one box was damp' --remedy partial_refund --amount 5000 --due 7d sale.dossier > offer.dossier
  receipt settle accept --key mine.json offer.dossier > agreed.dossier
  receipt settle show --trust trust.json agreed.dossier

One half alone is a proposal. The other side signs the digest of that half and no terms, so nobody accepts another bargain than the one \
that was read. No right is given up by either signature, and a settlement lifts no level.";

#[derive(clap::Subcommand)]
pub enum Command {
    /// Sign the terms: the first half
    #[command(after_help = EXAMPLES)]
    Propose(ProposeArgs),
    /// Accept the other side's terms: the second half
    Accept(AcceptArgs),
    /// Show answers and settlements of a dossier
    Show(ShowArgs),
}

#[derive(clap::Args)]
pub struct ProposeArgs {
    /// The private key of the shop's till or of the customer; its role says which side signs
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// What both agree happened; repeat for up to eight
    #[arg(long, value_name = "TEXT", required = true)]
    fact: Vec<String>,
    /// What is done about it: none, refund, partial_refund, exchange, correction, other
    #[arg(long, value_parser = parse_remedy)]
    remedy: Remedy,
    /// How much goes back, in minor units of the receipt's currency; with a refund
    #[arg(long, value_name = "MINOR")]
    amount: Option<i64>,
    /// Until when: 12h, 7d, 2w or a time; with a refund always
    #[arg(long, value_name = "SPAN|RFC3339", value_parser = Expiry::parse)]
    due: Option<Expiry>,
    #[command(flatten)]
    signer: Signer,
}

#[derive(clap::Args)]
pub struct AcceptArgs {
    /// The private key of the other side
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// Which half, where the dossier has several: its digest
    #[arg(long, value_name = "DIGEST", value_parser = parse_digest)]
    half: Option<Digest>,
    #[command(flatten)]
    signer: Signer,
}

#[derive(clap::Args)]
struct Signer {
    /// Where it is signed, where that is not the key's own iss
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    origin: Option<Origin>,
    #[command(flatten)]
    how: sign_off::How,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

#[derive(clap::Args)]
pub struct ShowArgs {
    #[command(flatten)]
    trust: TrustArgs,
    /// As of this time instead of now
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// Language of the sentences; from the environment where left out
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

fn parse_remedy(text: &str) -> Result<Remedy, String> {
    Remedy::from_word(text).ok_or_else(|| {
        "one of none, refund, partial_refund, exchange, correction, other".to_owned()
    })
}

fn parse_digest(text: &str) -> Result<Digest, String> {
    Digest::from_text(text)
        .ok_or_else(|| "43 characters, as `receipt settle show` prints them".to_owned())
}

pub fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Propose(args) => propose(args),
        Command::Accept(args) => accept(args),
        Command::Show(args) => show(args),
    }
}

/// As whom a key signs.
fn side(identity: &Identity) -> Result<Side, Failure> {
    match identity.role {
        Role::Terminal | Role::Merchant => Ok(Side::Merchant),
        Role::Customer => Ok(Side::Customer),
        other => Err(Failure::coded(
            "role_not_allowed",
            format_args!("a key of role {} settles nothing", other.as_str()),
            "sign with the key of the shop's till or of the customer",
        )),
    }
}

fn propose(args: &ProposeArgs) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let side = side(&identity)?;
    let Signer {
        origin,
        how,
        dossier,
    } = &args.signer;
    let at = how.at.map_or_else(time::now, Ok)?;
    let origin = origin.as_ref().unwrap_or(&identity.iss);
    let (mut draft, dossier) = sign_off::draft(dossier, &identity, origin, at)?;
    let facts = args.fact.iter().cloned().map(Value::Text).collect();
    draft.set("side", Value::Text(side.as_str().to_owned()));
    draft.set("facts", Value::List(facts));
    draft.set("remedy", Value::Text(args.remedy.as_str().to_owned()));
    if let Some(amount) = args.amount {
        draft.set("amount", Value::Int(amount));
    }
    if let Some(due) = args.due {
        draft.set("due", Value::Int(due.from(at)?.seconds().cast_signed()));
    }
    sign_off::finish(
        draft,
        &identity,
        how,
        &dossier,
        "proposal",
        draft_settlement,
    )
}

fn accept(args: &AcceptArgs) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let side = side(&identity)?;
    let Signer {
        origin,
        how,
        dossier,
    } = &args.signer;
    let at = how.at.map_or_else(time::now, Ok)?;
    let origin = origin.as_ref().unwrap_or(&identity.iss);
    let (mut draft, dossier) = sign_off::draft(dossier, &identity, origin, at)?;
    let half = offers::choose(&dossier, side, args.half)?;
    draft.set("side", Value::Text(side.as_str().to_owned()));
    draft.set("counterpart", Value::Text(half.to_text()));
    sign_off::finish(
        draft,
        &identity,
        how,
        &dossier,
        "acceptance",
        draft_settlement,
    )
}

fn show(args: &ShowArgs) -> Result<ExitCode, Failure> {
    let store = args.trust.load()?;
    let now = args.now.map_or_else(time::now, Ok)?;
    let words = Words::load(args.lang.unwrap_or_else(Lang::from_env));
    let dossier = source::read_dossier(&args.dossier)?.to_text();
    let report = verify(&dossier, &store, now);
    output::print(&show_sign_off::alone(&report, &words))?;
    Ok(match report.is_verified() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

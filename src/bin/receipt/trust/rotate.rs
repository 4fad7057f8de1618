//! `receipt trust rotate`: a new key in, the old one retired, in one step.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::{Origin, Time};

use super::add::add_key;
use super::list_file::ListFile;
use super::member::{self, text};
use super::revoke::{Reason, Revocation, x_of_kid};
use crate::failure::Failure;
use crate::key_file::PublicHalf;
use crate::keygen::parse_origin;
use crate::time;

const EXAMPLES: &str = "\
Examples:
  receipt trust rotate --old till.pub.json --key new.pub.json --since 2027-01-01T00:00:00Z trust.json
  receipt trust rotate --kid n-zchQu05Emk --key new.pub.json --since 2027-01-01T00:00:00Z trust.json

The new key counts at once, the old one up to --since: publish the list before the till changes over. What the old key signed before \
stays good. For a key in wrong hands: receipt trust revoke, then receipt trust add.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["old", "kid"]))]
pub struct Args {
    /// The old key's file, private or public
    #[arg(long, value_name = "OLD.json")]
    old: Option<String>,
    /// The old key's name
    // One in sixty-four begins with a hyphen.
    #[arg(long, allow_hyphen_values = true)]
    kid: Option<String>,
    /// The new key's file, private or public
    #[arg(long, value_name = "NEW.json")]
    key: String,
    /// From when the old key is retired
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    since: Time,
    /// Whose keys, where the new key's file does not say so
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    iss: Option<Origin>,
    /// When it was recorded; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// The list, a JSON file
    #[arg(value_name = "TRUST.json")]
    list: PathBuf,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let new = PublicHalf::read(&args.key)?;
    let mut list = ListFile::open(&args.list)?;
    let iss = new.owner(args.iss.as_ref())?;
    let old = match (&args.old, &args.kid) {
        (Some(file), _) => PublicHalf::read(file)?.key.x(),
        (None, kid) => x_of_kid(&list, kid.as_deref().unwrap_or_default(), Some(&iss))?,
    };
    if old == new.key.x() {
        return Err(Failure::Usage("both are the same key".to_owned()));
    }
    let mut entry = list.entry_mut(iss.as_str())?.clone();
    let Some(old_key) = member::objects(&entry, "keys")
        .into_iter()
        .find(|key| member::word(key, "x") == Some(&old))
        .cloned()
    else {
        return Err(Failure::coded(
            "key_unknown",
            format_args!("the old key is not in the entry of {}", iss.as_str()),
            "`receipt trust show` prints every key's name",
        ));
    };
    // The new key speaks for what the old one spoke for, and for nothing else.
    let mut jwk = new.jwk;
    for member in ["role", "terminal", "merchants"] {
        match (old_key.get(member), jwk.get(member)) {
            (Some(value), None) => jwk.set(member, value.clone()),
            (old, new) if old == new => {}
            _ => {
                return Err(Failure::coded(
                    "scope_differs",
                    format_args!("the two keys differ in {member}"),
                    "make the new key for the same role, terminal and merchants, or use trust add and trust revoke",
                ));
            }
        }
    }
    if jwk.get("role").is_none() {
        jwk.set(
            "role",
            text(member::word(&entry, "role").unwrap_or_default()),
        );
    }
    let kid = new.key.kid();
    add_key(&mut entry, jwk, &list)?;
    let retirement = Revocation {
        since: args.since,
        reason: Reason::Superseded,
        max_counter: None,
        recorded: now,
    };
    retirement.mark(&mut entry, &old)?;
    *list.entry_mut(iss.as_str())? = entry;
    list.save(now)?;
    eprintln!("{}: {kid} takes over for {}", list.name(), iss.as_str());
    Ok(ExitCode::SUCCESS)
}

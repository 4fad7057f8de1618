//! `receipt trust sign`: from the file that people edit to the list that verifiers take.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Role, Time, issue};

use super::lint;
use super::list_file::{ListFile, pretty};
use super::list_source::ListSource;
use super::member::{self, text};
use crate::failure::Failure;
use crate::key_file::ListKey;
use crate::time::Expiry;
use crate::{output, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust sign --key registry.json --out list.jwt trust.json
  receipt trust sign --key registry.json --expires 14d trust.json > list.jwt
  receipt trust sign --key acquirer.json --out acquirer-list.jwt its-merchants.json

Every entry is examined first. The sequence goes up by one and is written back into TRUST.json, so that no two lists share a number: keep \
that file. A list signed with a voucher's key counts where a registry's list lets that voucher vouch.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The key of a registry, of an acquirer or merchant that vouches, or of a shop for its own web domain
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// Until when the list is good: 30d, 8w, 12h, or a time
    #[arg(long, value_name = "SPAN|RFC3339", default_value = "30d", value_parser = Expiry::parse)]
    expires: Expiry,
    /// The list's number; one more than the last where left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    sequence: Option<i64>,
    /// Where to write the list; standard output where left out
    #[arg(long, value_name = "LIST.jwt", default_value = "-")]
    out: PathBuf,
    /// When it is signed; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// The list, a JSON file
    #[arg(value_name = "TRUST.json")]
    list: PathBuf,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let key = ListKey::read(&args.key)?;
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let mut list = ListFile::open(&args.list)?;
    own(&mut list, &key)?;
    let last = last_sequence(&list, &args.out)?;
    let sequence = next_sequence(args.sequence, last)?;
    list.facts.set("iat", member::time(now));
    list.facts.set("exp", member::time(args.expires.from(now)?));
    list.facts.set("sequence", Value::Int(sequence));
    let token = sign(&list.to_object(), &key)?;
    let source = ListSource::from_bytes(&list.name(), pretty(&list.to_object()).into_bytes())?;
    let count = lint::warnings(&source, now).len();
    if count > 0 {
        let count = output::count(count, "warning", "warnings");
        eprintln!("{count}: receipt trust lint {}", list.name());
    }
    // First the number, then the list: a break between the two skips a number, and never uses one twice.
    list.write_examined()?;
    output::replace(&args.out, format!("{token}\n").as_bytes())?;
    eprintln!(
        "{}: sequence {sequence}, {}, good until {}",
        list.name(),
        output::count(list.entries.len(), "entry", "entries"),
        member::moment(&list.facts, "exp")
            .map(time::text)
            .unwrap_or_default()
    );
    Ok(ExitCode::SUCCESS)
}

/// A list speaks for whoever signs it.
fn own(list: &mut ListFile, key: &ListKey) -> Result<(), Failure> {
    let iss = key.iss.as_str();
    if member::word(&list.facts, "iss").is_some_and(|listed| listed != iss) {
        return Err(Failure::coded(
            "iss_mismatch",
            format_args!(
                "{} is made by {}, the key is {iss}'s",
                list.name(),
                member::shown(member::word(&list.facts, "iss").unwrap_or_default())
            ),
            "sign with the key of the list's maker, or begin a list of your own: receipt trust init",
        ));
    }
    list.facts.set("iss", text(iss));
    if matches!(key.role, None | Some(Role::Acquirer | Role::Merchant)) {
        return Ok(());
    }
    // A terminal vouches for its own shop alone, at the shop's own web domain.
    let alone = list.entries.len() == 1 && list.entry(&key.iss).is_some();
    if key.role == Some(Role::Terminal) && alone {
        return Ok(());
    }
    Err(Failure::coded(
        "role_not_allowed",
        format_args!(
            "a key of role {} signs no such list",
            key.role.map_or("", Role::as_str)
        ),
        "sign with a registry's key, or with the acquirer or merchant key that a registry lets vouch",
    ))
}

/// The highest number used: the file remembers it, and so does the list that is about to be replaced.
fn last_sequence(list: &ListFile, out: &Path) -> Result<Option<i64>, Failure> {
    let mut last = member::number(&list.facts, "sequence");
    if out.is_file()
        && let Ok(old) = ListSource::read(&out.display().to_string())
        && member::word(&old.list, "iss") == member::word(&list.facts, "iss")
    {
        last = last.max(member::number(&old.list, "sequence"));
    }
    Ok(last.map(u64::cast_signed))
}

fn next_sequence(wanted: Option<i64>, last: Option<i64>) -> Result<i64, Failure> {
    match (wanted, last) {
        (Some(wanted), Some(last)) if wanted <= last => Err(Failure::coded(
            match wanted == last {
                true => "list_sequence_reused",
                false => "list_rolled_back",
            },
            format_args!("number {last} was signed already"),
            "leave --sequence out, or give a higher number: verifiers refuse a list that goes back",
        )),
        (Some(wanted), _) => Ok(wanted),
        (None, last) => Ok(last.unwrap_or(0).saturating_add(1)),
    }
}

/// Examines a list and signs it.
pub fn sign(list: &Object, key: &ListKey) -> Result<String, Failure> {
    issue::trust_list(list, &key.key).map_err(|faults| Failure::Refused {
        what: "list",
        faults,
    })
}

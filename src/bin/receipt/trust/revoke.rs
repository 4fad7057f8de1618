//! `receipt trust revoke`: a key that is not to be relied on from a time on, or a single receipt.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Origin, Statement, StatementType, Time, trust};

use super::add::add_key;
use super::list_file::ListFile;
use super::member::{self, text};
use crate::failure::Failure;
use crate::key_file::PublicHalf;
use crate::keygen::parse_origin;
use crate::{source, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust revoke --key till.pub.json --reason stolen --since 2026-11-20T18:00:00Z \\
    --max-counter 48213 trust.json
  receipt trust revoke --kid n-zchQu05Emk --reason ceased --since 2026-11-30T23:00:00Z trust.json
  receipt trust revoke --receipt wrong.dossier --reason issued_in_error trust.json

A revocation reaches verifiers with the next list: sign and publish it. Since: the last time that the terminal was surely in good \
hands. Max counter: the highest receipt number that your own journal or your acquirer's record shows to be good.";

/// Why a key or a receipt is withdrawn; clap names them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Reason {
    /// The device is gone: nothing undated by this key counts
    Stolen,
    /// Somebody else may have the key: nothing undated by this key counts
    Compromised,
    /// Replaced by another key; what it signed before stays good
    Superseded,
    /// Out of use; what it signed before stays good
    Ceased,
    /// A single receipt that should not have been issued
    IssuedInError,
    /// A single receipt that another one replaces
    Replaced,
}

impl Reason {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stolen => "stolen",
            Self::Compromised => "compromised",
            Self::Superseded => "superseded",
            Self::Ceased => "ceased",
            Self::IssuedInError => "issued_in_error",
            Self::Replaced => "replaced",
        }
    }

    fn is_of_receipt(self) -> bool {
        matches!(self, Self::IssuedInError | Self::Replaced)
    }

    fn casts_doubt(self) -> bool {
        matches!(self, Self::Stolen | Self::Compromised)
    }
}

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["kid", "key", "receipt"]))]
pub struct Args {
    /// The key's name, as receipts and lists show it
    // One in sixty-four begins with a hyphen.
    #[arg(long, allow_hyphen_values = true)]
    kid: Option<String>,
    /// The key's file, private or public
    #[arg(long, value_name = "KEY.json")]
    key: Option<String>,
    /// A single receipt, as text, link, digits, file or picture
    #[arg(long, value_name = "DOSSIER", conflicts_with_all = ["since", "max_counter"])]
    receipt: Option<String>,
    #[arg(long, value_enum)]
    reason: Reason,
    /// From when the key is not to be relied on
    #[arg(long, value_name = "RFC3339", value_parser = time::parse, required_unless_present = "receipt")]
    since: Option<Time>,
    /// The highest receipt number known to be good
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    max_counter: Option<i64>,
    /// In the entry of this iss alone
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
    if args.reason.is_of_receipt() != args.receipt.is_some() {
        return Err(Failure::Usage(
            "issued_in_error and replaced are reasons for a receipt; stolen, compromised, superseded and ceased for a key"
                .to_owned(),
        ));
    }
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let mut list = ListFile::open(&args.list)?;
    match (&args.receipt, args.since) {
        (Some(receipt), _) => revoke_receipt(&mut list, receipt, args, now)?,
        (None, Some(since)) => revoke_key(&mut list, args, since, now)?,
        (None, None) => return Err(Failure::Usage("--since is missing".to_owned())),
    }
    list.save(now)?;
    eprintln!("sign and publish the list: until then nobody knows");
    Ok(ExitCode::SUCCESS)
}

fn revoke_key(list: &mut ListFile, args: &Args, since: Time, now: Time) -> Result<(), Failure> {
    if args.reason.casts_doubt() && since > now {
        return Err(Failure::Usage(
            "--since lies ahead: from when on was the key no longer in good hands?".to_owned(),
        ));
    }
    let x = match (&args.key, &args.kid) {
        (Some(file), _) => listed_half(list, file, args)?,
        (None, Some(kid)) => x_of_kid(list, kid, args.iss.as_ref())?,
        (None, None) => return Err(Failure::Usage("name the key".to_owned())),
    };
    let revocation = Revocation {
        since,
        reason: args.reason,
        max_counter: args.max_counter,
        recorded: now,
    };
    let name = list.name();
    let mut marked = false;
    for entry in &mut list.entries {
        let iss = member::word(entry, "iss").unwrap_or_default().to_owned();
        if args.iss.as_ref().is_some_and(|only| only.as_str() != iss) {
            continue;
        }
        if revocation.mark(entry, &x)? {
            marked = true;
            eprintln!(
                "{name}: {} of {} revoked ({})",
                kid_of(entry, &x),
                member::shown(&iss),
                args.reason.as_str()
            );
        }
    }
    if !marked {
        let what = args.key.as_deref().or(args.kid.as_deref());
        return Err(unknown_key(list, what.unwrap_or_default()));
    }
    for entry in &list.entries {
        let iss = member::word(entry, "iss").unwrap_or_default();
        if keys_with(entry, &x).any(|key| key.get("revoked").is_none()) {
            crate::output::warn(
                "key_shared",
                format_args!(
                    "{} lists the same key, and there it still counts",
                    member::shown(iss)
                ),
                "revoke it there too: leave --iss out",
            );
        }
    }
    Ok(())
}

/// What is written about a key.
pub struct Revocation {
    pub since: Time,
    pub reason: Reason,
    pub max_counter: Option<i64>,
    pub recorded: Time,
}

impl Revocation {
    /// Marks a key of an entry; whether there was one. A revocation is never weakened: whoever can edit the list by a command could
    /// otherwise bring a stolen key back.
    pub fn mark(&self, entry: &mut Object, x: &str) -> Result<bool, Failure> {
        let mut keys = member::array(entry, "keys").unwrap_or_default();
        let mut marked = false;
        for key in &mut keys {
            let Value::Object(key) = key else { continue };
            if member::word(key, "x") != Some(x) {
                continue;
            }
            if let Some(old) = member::object(key, "revoked") {
                self.must_not_weaken(old, member::word(key, "kid").unwrap_or_default())?;
            }
            key.set("revoked", Value::Object(self.to_object()));
            marked = true;
        }
        if marked {
            entry.set("keys", Value::List(keys));
        }
        Ok(marked)
    }

    fn must_not_weaken(&self, old: &Object, kid: &str) -> Result<(), Failure> {
        let doubted = matches!(member::word(old, "reason"), Some("stolen" | "compromised"));
        let weaker = doubted && !self.reason.casts_doubt();
        let later = member::moment(old, "since").is_some_and(|t| self.since > t);
        if weaker || later {
            return Err(Failure::coded(
                "already_revoked",
                format_args!("{}: revoked more strictly already", member::shown(kid)),
                "a revocation is not taken back by this command; edit the file by hand if it was a mistake",
            ));
        }
        Ok(())
    }

    fn to_object(&self) -> Object {
        let mut revoked = Object::default();
        revoked.set("recorded", member::time(self.recorded));
        revoked.set("since", member::time(self.since));
        if let Some(max) = self.max_counter {
            revoked.set("max_counter", Value::Int(max));
        }
        revoked.set("reason", text(self.reason.as_str()));
        revoked
    }
}

/// The `x` of a key file. A key that a voucher let in by a statement is on no list yet: it is listed to be revoked.
fn listed_half(list: &mut ListFile, file: &str, args: &Args) -> Result<String, Failure> {
    let half = PublicHalf::read(file)?;
    let x = half.key.x();
    if list
        .entries
        .iter()
        .any(|e| keys_with(e, &x).next().is_some())
    {
        return Ok(x);
    }
    let iss = half.owner(args.iss.as_ref())?;
    let mut entry = list.entry_mut(iss.as_str())?.clone();
    add_key(&mut entry, half.jwk, list)?;
    *list.entry_mut(iss.as_str())? = entry;
    Ok(x)
}

/// The `x` behind a `kid`. Twelve characters can be made to collide: two keys under one name have to be told apart.
pub fn x_of_kid(list: &ListFile, kid: &str, iss: Option<&Origin>) -> Result<String, Failure> {
    let mut found: Vec<&str> = list
        .entries
        .iter()
        .filter(|e| iss.is_none_or(|iss| member::word(e, "iss") == Some(iss.as_str())))
        .flat_map(|e| member::objects(e, "keys"))
        .filter(|key| kid_of_key(key).as_deref() == Some(kid))
        .filter_map(|key| member::word(key, "x"))
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [] => Err(unknown_key(list, kid)),
        [x] => Ok((*x).to_owned()),
        _ => Err(Failure::coded(
            "kid_ambiguous",
            format_args!(
                "{}: {} keys are called that",
                member::shown(kid),
                found.len()
            ),
            "name one by its file (--key), or its entry (--iss)",
        )),
    }
}

fn unknown_key(list: &ListFile, name: &str) -> Failure {
    Failure::coded(
        "key_unknown",
        format_args!("{}: not on the list {}", member::shown(name), list.name()),
        "`receipt trust show` prints every key's name",
    )
}

/// The name that a key has on a list: its own or the one that its thumbprint gives it.
pub fn kid_of_key(key: &Object) -> Option<String> {
    match member::word(key, "kid") {
        Some(kid) => Some(kid.to_owned()),
        None => PublicHalf::from_jwk(key).map(|half| half.key.kid()),
    }
}

fn keys_with<'a>(entry: &'a Object, x: &'a str) -> impl Iterator<Item = &'a Object> {
    member::objects(entry, "keys")
        .into_iter()
        .filter(move |key| member::word(key, "x") == Some(x))
}

fn kid_of(entry: &Object, x: &str) -> String {
    keys_with(entry, x)
        .find_map(kid_of_key)
        .map(|kid| member::shown(&kid))
        .unwrap_or_default()
}

fn revoke_receipt(
    list: &mut ListFile,
    receipt: &str,
    args: &Args,
    now: Time,
) -> Result<(), Failure> {
    let dossier = source::read_dossier(receipt)?;
    let statement = dossier
        .parts()
        .filter_map(|part| Statement::parse(part).ok())
        .find(|s| s.typ() == StatementType::Receipt)
        .ok_or_else(|| {
            Failure::coded(
                "not_a_receipt",
                receipt,
                "give the receipt that is withdrawn",
            )
        })?;
    let iss = member::word(statement.payload(), "iss")
        .unwrap_or_default()
        .to_owned();
    must_fit_listed_key(list, &iss, &statement)?;
    let name = list.name();
    let entry = list.entry_mut(&iss)?;
    let id = trust::receipt_id(&statement);
    let mut revoked = member::array(entry, "revoked_receipts").unwrap_or_default();
    revoked.retain(|r| !matches!(r, Value::Object(r) if member::word(r, "id") == Some(&id)));
    let mut item = Object::default();
    item.set("id", text(&id));
    item.set("recorded", member::time(now));
    item.set("reason", text(args.reason.as_str()));
    revoked.push(Value::Object(item));
    entry.set("revoked_receipts", Value::List(revoked));
    eprintln!("{name}: receipt {id} of {} withdrawn", member::shown(&iss));
    Ok(())
}

/// The id covers the signature: a copy with a broken one would withdraw nothing.
fn must_fit_listed_key(list: &ListFile, iss: &str, statement: &Statement) -> Result<(), Failure> {
    let Some(entry) = list.position(iss).and_then(|at| list.entries.get(at)) else {
        return Ok(());
    };
    let mut named = member::objects(entry, "keys")
        .into_iter()
        .filter(|key| kid_of_key(key).as_deref() == Some(statement.kid()))
        .filter_map(PublicHalf::from_jwk)
        .peekable();
    // Where a delegate vouches for the key, this list does not know it.
    if named.peek().is_none() || named.any(|half| statement.is_signed_by(&half.key)) {
        return Ok(());
    }
    Err(Failure::coded(
        "signature_invalid",
        "this copy of the receipt does not carry the shop's signature",
        "withdraw it by the original, from the till or from the customer's slip",
    ))
}

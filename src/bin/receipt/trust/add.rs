//! `receipt trust add` and `receipt trust init`: who is on the list, and for what.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Origin, Role, Time};

use super::list_file::ListFile;
use super::member::{self, text, texts};
use crate::failure::Failure;
use crate::key_file::PublicHalf;
use crate::keygen::parse_origin;
use crate::{source, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust add --key till.pub.json --name 'Harbour Tea' --party HARBOUR \\
    --acquirer https://acquirer.example trust.json
  receipt trust add --key acquirer.pub.json --name 'Acquirer A' --party ACQ \\
    --vouches-for 'https://*.shops.example' --list-url https://acquirer.example/list.jwt trust.json
  receipt trust add --no-key --iss https://pay.shop.example --role merchant --name 'Shop' \\
    --party SHOP --acquirer https://acquirer.example trust.json";

const INIT_EXAMPLES: &str = "\
Examples:
  receipt trust init --iss https://registry.example --name 'Receipt registry' --contact '+86 571 0000 0000' trust.json";

#[derive(clap::Args)]
#[command(after_help = INIT_EXAMPLES)]
pub struct InitArgs {
    /// Who makes the list: the iss of the key that signs it
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    iss: Origin,
    /// The registry's name, as verdicts show it
    #[arg(long)]
    name: Option<String>,
    /// Where people ask the registry: a phone number or a site
    #[arg(long)]
    contact: Option<String>,
    /// The list, a JSON file
    #[arg(value_name = "TRUST.json")]
    list: PathBuf,
}

pub fn init(args: &InitArgs) -> Result<ExitCode, Failure> {
    let mut list = ListFile::open_or_new(&args.list)?;
    let iss = args.iss.as_str();
    if member::word(&list.facts, "iss").is_some_and(|old| old != iss) {
        return Err(Failure::coded(
            "iss_mismatch",
            format_args!("{} is another one's list already", list.name()),
            "begin a new file: verifiers count the sequence of each iss by itself",
        ));
    }
    list.facts.set("iss", text(iss));
    for (member, value) in [("name", &args.name), ("contact", &args.contact)] {
        if let Some(value) = value {
            list.facts.set(member, text(value));
        }
    }
    list.save(time::now()?)?;
    eprintln!("{}: list of {iss}", list.name());
    Ok(ExitCode::SUCCESS)
}

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct AddArgs {
    /// The key file, private or public; only its public part is copied
    #[arg(long, value_name = "KEY.json", required_unless_present = "no_key")]
    key: Option<String>,
    /// Name a signer without a key of its own here: a shop whose keys a delegate vouches for
    #[arg(long, conflicts_with = "key", requires_all = ["iss", "role"])]
    no_key: bool,
    /// Whose entry this is, where the key file does not say so
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    iss: Option<Origin>,
    /// The entry's role (merchant, acquirer, issuer, witness), where the key file does not say so
    #[arg(long, value_parser = parse_role)]
    role: Option<Role>,
    /// The name that verdicts use; needed for a new entry
    #[arg(long)]
    name: Option<String>,
    /// The legal entity behind the signer; two signers of one party count once. Needed for a new entry
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// An acquirer whose status counts for this merchant; repeat for more
    #[arg(long, value_name = "ISS", value_parser = parse_origin)]
    acquirer: Vec<Origin>,
    /// JSON with legal_name, statement_descriptor, mcc, country, contact, address, licence
    #[arg(long, value_name = "FILE")]
    profile: Option<String>,
    /// The signer may vouch for keys of this iss, or of every host below one (https://*.host); repeat for more
    #[arg(long, value_name = "ORIGIN|https://*.HOST")]
    vouches_for: Vec<String>,
    /// How far it may pass that on: 1 (not at all) to 3
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=3))]
    vouch_depth: Option<i64>,
    /// A merchant id that it may vouch for; repeat for more, leave out for any
    #[arg(long, value_name = "ID")]
    vouch_merchant: Vec<String>,
    /// Where its own signed list is fetched
    #[arg(long, value_name = "URL")]
    list_url: Option<String>,
    /// A log's or witness's key as a C2SP verifier key, name+hash+base64 (role witness)
    #[arg(long, value_name = "VKEY")]
    note_key: Vec<String>,
    /// The key speaks from this time on
    #[arg(long, value_name = "RFC3339", value_parser = time::parse, requires = "key")]
    not_before: Option<Time>,
    /// The key speaks up to this time
    #[arg(long, value_name = "RFC3339", value_parser = time::parse, requires = "key")]
    not_after: Option<Time>,
    /// Mark the whole list as published examples
    #[arg(long, hide = true)]
    sample: bool,
    /// The list, a JSON file
    #[arg(value_name = "TRUST.json")]
    list: PathBuf,
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::from_word(text)
        .filter(|role| !matches!(role, Role::Terminal | Role::Customer))
        .ok_or_else(|| "one of merchant, acquirer, issuer, witness".to_owned())
}

pub fn add(args: &AddArgs) -> Result<ExitCode, Failure> {
    let half = args.key.as_deref().map(PublicHalf::read).transpose()?;
    let (iss, role) = who(args, half.as_ref())?;
    let mut list = ListFile::open_or_new(&args.list)?;
    if args.sample {
        list.facts.set("sample", Value::Bool(true));
    }
    let mut entry = list.entry(&iss).cloned().unwrap_or_default();
    fill(&mut entry, args, &iss, role, &list)?;
    let kid = half.as_ref().map(|half| half.key.kid());
    if let Some(half) = half {
        let mut jwk = half.jwk;
        for (member, time) in [
            ("not_before", args.not_before),
            ("not_after", args.not_after),
        ] {
            if let Some(time) = time {
                jwk.set(member, member::time(time));
            }
        }
        if jwk.get("role").is_none() {
            jwk.set("role", text(role.as_str()));
        }
        add_key(&mut entry, jwk, &list)?;
    }
    if entry.get("keys").is_none() {
        entry.set("keys", Value::List(Vec::new()));
    }
    match list.position(iss.as_str()) {
        Some(at) => {
            if let Some(old) = list.entries.get_mut(at) {
                *old = entry;
            }
        }
        None => list.entries.push(entry),
    }
    if let Some(url) = &args.list_url {
        list.set_delegate(&iss, url)?;
    }
    list.save(time::now()?)?;
    eprintln!(
        "{}: {} {} {}",
        list.name(),
        role.as_str(),
        iss.as_str(),
        kid.as_deref().unwrap_or("without a key")
    );
    Ok(ExitCode::SUCCESS)
}

/// Whose entry this is and in which role: the key file says so, or the arguments do.
fn who(args: &AddArgs, half: Option<&PublicHalf>) -> Result<(Origin, Role), Failure> {
    if half.is_some_and(PublicHalf::is_registry) {
        return Err(Failure::coded(
            "role_not_allowed",
            "a registry's key stands in no list",
            "verifiers pin it: receipt trust pin --key …",
        ));
    }
    let iss = half.and_then(|h| h.iss.clone());
    if let (Some(own), Some(given)) = (&iss, &args.iss)
        && own != given
    {
        return Err(Failure::coded(
            "iss_mismatch",
            format_args!("the key is {}'s", own.as_str()),
            "leave --iss out",
        ));
    }
    let role = half.and_then(PublicHalf::role).map(entry_role);
    if let (Some(own), Some(given)) = (role, args.role)
        && own != given
    {
        return Err(Failure::coded(
            "role_not_allowed",
            format_args!(
                "the key's own role makes it an entry of role {}",
                own.as_str()
            ),
            "leave --role out",
        ));
    }
    match (iss.or(args.iss.clone()), role.or(args.role)) {
        (Some(iss), Some(role)) => Ok((iss, role)),
        _ => Err(Failure::Usage(
            "the key file names neither iss nor role: give --iss and --role".to_owned(),
        )),
    }
}

/// A merchant's entry holds the keys of its terminals too.
pub fn entry_role(role: Role) -> Role {
    match role {
        Role::Terminal => Role::Merchant,
        other => other,
    }
}

fn fill(
    entry: &mut Object,
    args: &AddArgs,
    iss: &Origin,
    role: Role,
    list: &ListFile,
) -> Result<(), Failure> {
    let role = text(role.as_str());
    if entry.get("role").is_some_and(|r| *r != role) {
        return Err(Failure::coded(
            "role_not_allowed",
            format_args!(
                "{}: {} is listed in another role already",
                list.name(),
                iss.as_str()
            ),
            "one iss has one role: make the key with another --iss",
        ));
    }
    entry.set("iss", text(iss.as_str()));
    entry.set("role", role);
    for (member, value) in [("name", &args.name), ("party", &args.party)] {
        match value {
            Some(value) => entry.set(member, text(value)),
            None if entry.get(member).is_none() => {
                return Err(Failure::coded(
                    "member_missing",
                    format_args!("{} is not on the list yet: {member}", iss.as_str()),
                    "a new entry needs --name and --party",
                ));
            }
            None => {}
        }
    }
    extend(
        entry,
        "acquirers",
        &args.acquirer.iter().map(Origin::as_str).collect::<Vec<_>>(),
        list,
    )?;
    if let Some(profile) = &args.profile {
        entry.set("profile", Value::Object(source::read_object(profile)?));
    }
    let notes: Vec<&str> = args.note_key.iter().map(String::as_str).collect();
    extend(entry, "note_keys", &notes, list)?;
    vouch(entry, args, list)
}

fn vouch(entry: &mut Object, args: &AddArgs, list: &ListFile) -> Result<(), Failure> {
    let old = member::object(entry, "vouches").cloned();
    if old.is_none() && args.vouches_for.is_empty() {
        if args.vouch_depth.is_some() || !args.vouch_merchant.is_empty() {
            return Err(Failure::Usage(
                "--vouch-depth and --vouch-merchant limit --vouches-for: give that too".to_owned(),
            ));
        }
        return Ok(());
    }
    let mut vouches = old.unwrap_or_default();
    let named: Vec<&str> = args.vouches_for.iter().map(String::as_str).collect();
    extend(&mut vouches, "for", &named, list)?;
    let merchants: Vec<&str> = args.vouch_merchant.iter().map(String::as_str).collect();
    extend(&mut vouches, "merchants", &merchants, list)?;
    if let Some(depth) = args.vouch_depth {
        vouches.set("depth", Value::Int(depth));
    }
    entry.set("vouches", Value::Object(vouches));
    Ok(())
}

/// Adds texts to an array that holds each once.
fn extend(object: &mut Object, name: &str, more: &[&str], list: &ListFile) -> Result<(), Failure> {
    if more.is_empty() {
        return Ok(());
    }
    let mut values = list.array(object, name)?;
    if let Value::List(more) = texts(more) {
        for value in more {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    object.set(name, Value::List(values));
    Ok(())
}

/// Puts a public key into an entry. What somebody wrote about the same key stays: adding a stolen key again does not clear it.
pub fn add_key(entry: &mut Object, mut jwk: Object, list: &ListFile) -> Result<(), Failure> {
    let mut keys = list.array(entry, "keys")?;
    let same = |k: &Value| matches!(k, Value::Object(o) if o.get("x") == jwk.get("x"));
    let at = keys.iter().position(same);
    if let Some(Value::Object(old)) = at.and_then(|at| keys.get(at)) {
        for member in ["not_before", "not_after", "revoked"] {
            if let (Some(value), None) = (old.get(member), jwk.get(member)) {
                jwk.set(member, value.clone());
            }
        }
    }
    match at.and_then(|at| keys.get_mut(at)) {
        Some(old) => *old = Value::Object(jwk),
        None => keys.push(Value::Object(jwk)),
    }
    entry.set("keys", Value::List(keys));
    Ok(())
}

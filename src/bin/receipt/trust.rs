//! `receipt trust`: keeping a trust store by hand.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::issue::Identity;
use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Origin, Provenance, Role, TrustStore};

use crate::failure::Failure;
use crate::{issue, source, time};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Add a key's public part; creates the store where there is none
    Add(AddArgs),
}

#[derive(clap::Args)]
pub struct AddArgs {
    /// The key file; only its public part is copied
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// The name that verdicts use
    #[arg(long)]
    name: String,
    /// The legal entity behind the signer; two signers of one party count once
    #[arg(long, value_name = "ID")]
    party: String,
    /// An acquirer whose status counts for this merchant; repeat for more
    #[arg(long, value_name = "ISS")]
    acquirer: Vec<String>,
    /// JSON with legal_name, statement_descriptor, mcc, country, contact, address, licence
    #[arg(long, value_name = "FILE")]
    profile: Option<String>,
    /// Mark the whole store as published examples
    #[arg(long, hide = true)]
    sample: bool,
    #[arg(value_name = "TRUST.json")]
    store: PathBuf,
}

pub fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Add(args) => add(args),
    }
}

fn text(s: &str) -> Value {
    Value::Text(s.to_owned())
}

fn add(args: &AddArgs) -> Result<ExitCode, Failure> {
    let identity = issue::read_key(&args.key)?;
    let name = args.store.display().to_string();
    let mut store = if args.store.exists() {
        source::read_object(&name)?
    } else {
        let mut store = Object::default();
        store.set("version", Value::Int(1));
        store
    };
    store.set("iat", Value::Int(time::now()?.seconds().cast_signed()));
    if args.sample {
        store.set("sample", Value::Bool(true));
    }
    let mut issuers = take_list(&store, "issuers", &name)?;
    let at = issuers.iter().position(
        |i| matches!(i, Value::Object(o) if o.get("iss") == Some(&text(identity.iss.as_str()))),
    );
    let mut entry = match at.map(|at| issuers.remove(at)) {
        Some(Value::Object(entry)) => entry,
        _ => Object::default(),
    };
    fill_entry(&mut entry, args, &identity, &name)?;
    issuers.push(Value::Object(entry));
    store.set("issuers", Value::List(issuers));

    // Nothing is written that a verifier would refuse.
    let json = pretty(&store);
    TrustStore::parse(json.as_bytes(), Provenance::User).map_err(|e| {
        Failure::coded(
            e.code(),
            format_args!("{name}: {e}"),
            "docs/PROTOCOL.md section 7 lists the rules; the file was left as it was",
        )
    })?;
    std::fs::write(&args.store, json).map_err(Failure::write(&args.store))?;
    eprintln!(
        "{name}: {} {}",
        identity.role.as_str(),
        identity.key.public().kid()
    );
    Ok(ExitCode::SUCCESS)
}

/// A merchant's entry holds the keys of its terminals too.
fn entry_role(role: Role) -> Role {
    match role {
        Role::Terminal => Role::Merchant,
        other => other,
    }
}

fn fill_entry(
    entry: &mut Object,
    args: &AddArgs,
    identity: &Identity,
    store_name: &str,
) -> Result<(), Failure> {
    let role = text(entry_role(identity.role).as_str());
    if entry.get("role").is_some_and(|r| *r != role) {
        return Err(Failure::coded(
            "role_not_allowed",
            format_args!(
                "{store_name}: {} is listed in another role already",
                identity.iss.as_str()
            ),
            "one iss has one role: make the key with another --iss",
        ));
    }
    entry.set("iss", text(identity.iss.as_str()));
    entry.set("name", text(&args.name));
    entry.set("role", role);
    entry.set("party", text(&args.party));
    let mut acquirers = take_list(entry, "acquirers", store_name)?;
    for acquirer in &args.acquirer {
        if Origin::from_text(acquirer).is_none() {
            return Err(Failure::coded(
                "iss_invalid",
                acquirer,
                "give the acquirer's iss, such as https://acquirer.example",
            ));
        }
        if !acquirers.contains(&text(acquirer)) {
            acquirers.push(text(acquirer));
        }
    }
    if !acquirers.is_empty() {
        entry.set("acquirers", Value::List(acquirers));
    }
    if let Some(profile) = &args.profile {
        entry.set("profile", Value::Object(source::read_object(profile)?));
    }
    let mut jwk = identity.to_public_jwk();
    let mut keys = take_list(entry, "keys", store_name)?;
    let same = |k: &Value| matches!(k, Value::Object(o) if o.get("x") == jwk.get("x"));
    if let Some(Value::Object(old)) = keys.iter().position(same).map(|at| keys.remove(at)) {
        // What somebody wrote about the key stays: adding a stolen key again does not clear it.
        for member in ["not_before", "not_after", "revoked"] {
            if let Some(value) = old.get(member) {
                jwk.set(member, value.clone());
            }
        }
    }
    keys.push(Value::Object(jwk));
    entry.set("keys", Value::List(keys));
    Ok(())
}

fn take_list(object: &Object, member: &str, store_name: &str) -> Result<Vec<Value>, Failure> {
    match object.get(member) {
        None => Ok(Vec::new()),
        Some(Value::List(list)) => Ok(list.clone()),
        Some(_) => Err(Failure::coded(
            "member_invalid",
            format_args!("{store_name}: {member} is not an array"),
            "docs/PROTOCOL.md section 7 shows a trust store",
        )),
    }
}

/// A store that people edit and compare line by line.
fn pretty(store: &Object) -> String {
    let value: Option<serde_json::Value> = serde_json::from_str(&store.to_text()).ok();
    let mut out = value
        .and_then(|v| serde_json::to_string_pretty(&v).ok())
        .unwrap_or_else(|| store.to_text());
    out.push('\n');
    out
}

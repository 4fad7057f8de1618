//! `receipt trust holder`: keys that sign off, on a list: customers', and a shop's own passkeys and device keys.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::sign_off::HolderKey;
use receipt_verifier::{Origin, Role};

use super::list_file::ListFile;
use super::member::{self, text};
use crate::failure::Failure;
use crate::keygen::parse_origin;
use crate::{source, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust holder --key mine.pub.json --role customer --name 'Customers of Bank I' --party BANK-I --last4 4417 trust.json
  receipt trust holder --key owner-passkey.json --iss https://pay.shop.example --role merchant trust.json
  receipt trust holder --no-key --iss https://check.example --role customer --name 'Check' --party CHECK trust.json

A customer's entry names the origin at which these customers sign; without keys it only lets people sign there. A shop's keys settle and never \
answer for a customer.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The public key: a JWK, P-256 or Ed25519
    #[arg(long, value_name = "KEY.pub.json", required_unless_present = "no_key")]
    key: Option<String>,
    /// Name the origin alone
    #[arg(long, conflicts_with = "key", requires = "iss")]
    no_key: bool,
    /// Whose entry it is; where left out, the iss in the key's file
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    iss: Option<Origin>,
    /// The entry's role: customer or merchant
    #[arg(long, value_parser = parse_role)]
    role: Role,
    /// The name that verdicts use; needed for a new entry
    #[arg(long)]
    name: Option<String>,
    /// The legal entity behind the entry; needed for a new one
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// The last four digits of the card that a customer has
    #[arg(long, value_name = "DIGITS", requires = "key")]
    last4: Option<String>,
    /// The relying party of a passkey, where that is not the host of the entry's iss
    #[arg(long, value_name = "HOST", requires = "key")]
    rp_id: Option<String>,
    /// The list, a JSON file
    #[arg(value_name = "TRUST.json")]
    list: PathBuf,
}

fn parse_role(word: &str) -> Result<Role, String> {
    Role::from_word(word)
        .filter(|role| matches!(role, Role::Customer | Role::Merchant))
        .ok_or_else(|| "one of customer, merchant".to_owned())
}

/// A public key that signs off, and whose file says so.
pub struct Holder {
    pub key: HolderKey,
    iss: Option<Origin>,
}

impl Holder {
    /// Where its holder signs: its own file says so, or the argument does.
    pub fn owner(&self, given: Option<&Origin>) -> Result<Origin, Failure> {
        given.or(self.iss.as_ref()).cloned().ok_or_else(|| {
            Failure::Usage(
                "the key's file does not say where its holder signs: name the origin".to_owned(),
            )
        })
    }
}

/// Reads a public key; of a private file only the public half goes on.
pub fn read_holder(name: &str) -> Result<Holder, Failure> {
    let jwk = member::remove(&source::read_object(name)?, "d");
    let key = HolderKey::from_jwk(&jwk).map_err(|fault| {
        Failure::coded(
            fault.code(),
            format_args!("{name}: {}", fault.member()),
            "give a public JWK: kty EC with crv P-256, or kty OKP with crv Ed25519",
        )
    })?;
    let iss = member::word(&jwk, "iss").and_then(Origin::from_text);
    Ok(Holder { key, iss })
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let holder = args.key.as_deref().map(read_holder).transpose()?;
    let iss = match &holder {
        Some(holder) => holder.owner(args.iss.as_ref())?,
        None => args
            .iss
            .clone()
            .ok_or_else(|| Failure::Usage("name the origin: --iss".to_owned()))?,
    };
    let mut list = ListFile::open_or_new(&args.list)?;
    let mut entry = list.entry(&iss).cloned().unwrap_or_default();
    let role = text(args.role.as_str());
    if entry.get("role").is_some_and(|r| *r != role) {
        return Err(Failure::coded(
            "role_not_allowed",
            format_args!(
                "{}: {} is listed in another role already",
                list.name(),
                iss.as_str()
            ),
            "one iss has one role: customers sign at another origin than a shop's",
        ));
    }
    entry.set("iss", text(iss.as_str()));
    entry.set("role", role);
    for (name, value) in [("name", &args.name), ("party", &args.party)] {
        match value {
            Some(value) => entry.set(name, text(value)),
            None if entry.get(name).is_none() => {
                return Err(Failure::coded(
                    "member_missing",
                    format_args!("{} is not on the list yet: {name}", iss.as_str()),
                    "a new entry needs --name and --party",
                ));
            }
            None => {}
        }
    }
    if entry.get("keys").is_none() {
        entry.set("keys", Value::List(Vec::new()));
    }
    let kid = holder.as_ref().map(|h| h.key.kid());
    if let Some(holder) = holder {
        let keys = with_key(list.array(&entry, "sign_off_keys")?, &holder, args);
        entry.set("sign_off_keys", Value::List(keys));
    }
    match list.position(iss.as_str()) {
        Some(at) => {
            if let Some(old) = list.entries.get_mut(at) {
                *old = entry;
            }
        }
        None => list.entries.push(entry),
    }
    list.save(time::now()?)?;
    let kid = kid.as_deref().unwrap_or("without a key");
    eprintln!(
        "{}: {} {} {kid}",
        list.name(),
        args.role.as_str(),
        iss.as_str()
    );
    Ok(ExitCode::SUCCESS)
}

/// The keys with this one; what somebody wrote about it before, a revocation above all, stays.
fn with_key(mut keys: Vec<Value>, holder: &Holder, args: &Args) -> Vec<Value> {
    let public = holder.key.to_jwk();
    let same = |k: &Value| matches!(k, Value::Object(o) if o.get("x") == public.get("x"));
    let at = keys.iter().position(same);
    let mut jwk = match at.and_then(|at| keys.get(at)) {
        Some(Value::Object(old)) => old.clone(),
        _ => Object::default(),
    };
    for (name, value) in public.iter() {
        jwk.set(name, value.clone());
    }
    for (name, value) in [("last4", &args.last4), ("rp_id", &args.rp_id)] {
        if let Some(value) = value {
            jwk.set(name, text(value));
        }
    }
    match at.and_then(|at| keys.get_mut(at)) {
        Some(old) => *old = Value::Object(jwk),
        None => keys.push(Value::Object(jwk)),
    }
    keys
}

//! `receipt trust publish`: a folder of static files that any web host or CDN serves.

mod domain;
mod folder;
mod hosting;

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::trust::{Facts, Pins};
use receipt_verifier::{Origin, Provenance, Time, TrustError, TrustStore};

use super::list_source::ListSource;
use super::member::text;
use crate::failure::Failure;
use crate::keygen::parse_origin;
use crate::time::Expiry;
use crate::{source, time};
use folder::Folder;

const EXAMPLES: &str = "\
Examples:
  receipt trust publish --domain https://pay.shop.example --key till.json --name 'Shop' --out site
  receipt trust publish --list list.jwt --delegate acquirer.jwt --pins registry.pub.json --out site

Upload the whole folder. _headers sets the headers at hosts that read such a file; _nginx.conf and _Caddyfile do so elsewhere.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group = clap::ArgGroup::new("whose").required(true).args(["pins", "domain"]))]
pub struct Args {
    /// A signed list; repeat for several registries
    #[arg(long, value_name = "LIST.jwt")]
    list: Vec<String>,
    /// The signed list of somebody whom such a list lets vouch; repeat for more
    #[arg(long, value_name = "LIST.jwt", requires = "pins")]
    delegate: Vec<String>,
    /// The registries' pins
    #[arg(long, value_name = "REGISTRY.pub.json", requires = "list")]
    pins: Option<String>,
    /// A single shop's own web domain, without any registry: makes .well-known/receipt-issuer.jwt
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    domain: Option<Origin>,
    /// A key of the shop; the first one signs, of the others the public half will do
    #[arg(
        long,
        value_name = "TILL.json",
        requires = "domain",
        conflicts_with = "list"
    )]
    key: Vec<String>,
    /// The shop's name
    #[arg(long, requires = "key")]
    name: Option<String>,
    /// Where to ask the shop
    #[arg(long, requires = "key")]
    contact: Option<String>,
    /// JSON with legal_name, contact, address and so on
    #[arg(long, value_name = "FILE", requires = "key")]
    profile: Option<String>,
    /// Until when the shop's list is good: 90d, 8w, or a time
    #[arg(long, value_name = "SPAN|RFC3339", default_value = "90d", value_parser = Expiry::parse, requires = "key")]
    expires: Expiry,
    /// The folder; files of other names in it stay
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// When it is published; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let folder = Folder::new(&args.out);
    match (&args.domain, &args.pins) {
        (Some(origin), _) => domain::publish(args, origin, &folder, now)?,
        (None, Some(pins)) => registry(args, pins, &folder, now)?,
        (None, None) => return Err(Failure::Usage("give --pins or --domain".to_owned())),
    }
    Ok(ExitCode::SUCCESS)
}

/// A signed list that a verifier with these pins would take.
struct Sound {
    token: String,
    facts: Facts,
}

impl Sound {
    fn iss(&self) -> &str {
        self.facts.iss.as_ref().map_or("", Origin::as_str)
    }

    fn sequence(&self) -> u64 {
        self.facts.sequence.unwrap_or(0)
    }
}

fn refused(name: &str) -> impl FnOnce(TrustError) -> Failure {
    let name = name.to_owned();
    move |e| {
        Failure::coded(
            e.code(),
            format_args!("{name}: {e}"),
            "nothing was published; verifiers would refuse it too",
        )
    }
}

fn signed(name: &str) -> Result<String, Failure> {
    let source = ListSource::read(name)?;
    source.signed.map(|signed| signed.token).ok_or_else(|| {
        Failure::coded(
            "list_not_signed_list",
            format_args!("{name}: a list that nobody signed"),
            "sign it first: receipt trust sign",
        )
    })
}

fn must_be_good(name: &str, facts: &Facts, now: Time) -> Result<(), Failure> {
    match facts.exp {
        Some(exp) if exp <= now => Err(Failure::coded(
            "list_expired",
            format_args!("{name}: was good until {}", time::text(exp)),
            "sign it again: receipt trust sign",
        )),
        _ => Ok(()),
    }
}

fn registry(args: &Args, pins_name: &str, folder: &Folder, now: Time) -> Result<(), Failure> {
    let pins_object = source::read_object(pins_name)?;
    let pins = Pins::parse(pins_object.to_text().as_bytes()).map_err(refused(pins_name))?;
    let mut store = TrustStore::new();
    let mut lists = Vec::new();
    for (name, root) in args
        .list
        .iter()
        .map(|name| (name, true))
        .chain(args.delegate.iter().map(|name| (name, false)))
    {
        let token = signed(name)?;
        let facts = store
            .add_signed(&token, &pins, Provenance::User, None)
            .map_err(refused(name))?;
        if facts.provenance.is_some() != root {
            return Err(Failure::Usage(match root {
                true => format!("{name} is a delegate's list: give it as --delegate"),
                false => format!("{name} is a registry's list: give it as --list"),
            }));
        }
        must_be_good(name, &facts, now)?;
        lists.push(Sound { token, facts });
    }
    // All of it is looked at before any of it is written.
    for list in &lists {
        folder.must_follow(list)?;
    }
    for list in &lists {
        folder.write_list(list)?;
    }
    folder.write(folder::PINS, &super::list_file::pretty(&pins_object))?;
    folder.write(folder::SNAPSHOT, &snapshot(&pins_object, &lists))?;
    let names: Vec<String> = lists.iter().map(|l| folder::file_name(l.iss())).collect();
    folder.write_hosting(&names)
}

/// What a page bundles, so that its first verdict needs no network.
fn snapshot(pins: &Object, lists: &[Sound]) -> String {
    let mut snapshot = Object::default();
    snapshot.set("version", Value::Int(1));
    snapshot.set("pins", Value::Object(pins.clone()));
    let tokens = lists.iter().map(|list| text(&list.token)).collect();
    snapshot.set("lists", Value::List(tokens));
    snapshot.to_text() + "\n"
}

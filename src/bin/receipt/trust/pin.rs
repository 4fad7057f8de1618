//! `receipt trust pin`: the public file by which verifiers know a registry.

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::trust::Pins;

use super::list_file::pretty;
use super::member::{self, text};
use crate::failure::Failure;
use crate::key_file::{PublicHalf, registry_jwk};
use crate::{output, source};

const EXAMPLES: &str = "\
Examples:
  receipt trust pin --key registry.json --name 'Receipt registry' --out registry.pub.json
  receipt trust pin --key registry.pub.json --key registry-2027.json --out registry-next.pub.json

Several keys of one registry: verifiers take a list that any of them signed, so pin the next key before it signs.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A registry's key file, private or public, or a file of pins to go on from; repeat for more
    #[arg(long, value_name = "REGISTRY.json", required = true)]
    key: Vec<String>,
    /// What the registry is called
    #[arg(long)]
    name: Option<String>,
    /// Where to write the pins; standard output where left out
    #[arg(long, value_name = "REGISTRY.pub.json", default_value = "-")]
    out: PathBuf,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut registries: Vec<Object> = Vec::new();
    for file in &args.key {
        let object = source::read_object(file)?;
        match object.get("registries") {
            Some(_) => {
                for registry in member::objects(&object, "registries") {
                    let iss = member::word(registry, "iss").unwrap_or_default();
                    for key in member::objects(registry, "keys") {
                        add(
                            &mut registries,
                            file,
                            iss,
                            key,
                            member::word(registry, "name"),
                        )?;
                    }
                }
            }
            None => {
                let iss = member::word(&object, "iss").unwrap_or_default();
                add(&mut registries, file, iss, &object, args.name.as_deref())?;
            }
        }
    }
    if args.name.is_some() && registries.len() != 1 {
        return Err(Failure::Usage(
            "--name needs keys of one registry".to_owned(),
        ));
    }
    let mut pins = Object::default();
    pins.set("version", Value::Int(1));
    let registries = registries.into_iter().map(Value::Object).collect();
    pins.set("registries", Value::List(registries));
    let json = pretty(&pins);
    Pins::parse(json.as_bytes()).map_err(|e| {
        Failure::coded(e.code(), e, "give keys of `receipt keygen --role registry`")
    })?;
    output::replace(&args.out, json.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn add(
    registries: &mut Vec<Object>,
    file: &str,
    iss: &str,
    jwk: &Object,
    name: Option<&str>,
) -> Result<(), Failure> {
    let half = PublicHalf::from_jwk(jwk)
        .filter(PublicHalf::is_registry)
        .ok_or_else(|| {
            Failure::coded(
                "role_not_allowed",
                format_args!("{file}: not a registry's key"),
                "lists name all other keys; make a registry's with `receipt keygen --role registry`",
            )
        })?;
    let at = registries
        .iter()
        .position(|r| member::word(r, "iss") == Some(iss))
        .unwrap_or_else(|| {
            let mut registry = Object::default();
            registry.set("iss", text(iss));
            registries.push(registry);
            registries.len() - 1
        });
    let Some(registry) = registries.get_mut(at) else {
        return Ok(());
    };
    eprintln!("{}: {}", member::shown(iss), half.fingerprint());
    if let Some(name) = name {
        registry.set("name", text(name));
    }
    let mut keys = member::array(registry, "keys").unwrap_or_default();
    let key = Value::Object(registry_jwk(&half.key));
    if !keys.contains(&key) {
        keys.push(key);
    }
    registry.set("keys", Value::List(keys));
    Ok(())
}

//! A single shop without a registry: its own web domain says which keys are the shop's. One step, and the same step renews it.

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Origin, Time, TrustStore};

use super::folder::Folder;
use super::{Args, Sound, must_be_good, refused, signed};
use crate::failure::Failure;
use crate::key_file::{ListKey, PublicHalf};
use crate::source;
use crate::trust::add::add_key;
use crate::trust::list_file::ListFile;
use crate::trust::list_source::ListSource;
use crate::trust::member::{self, text};
use crate::trust::sign;

/// Where a verifier looks a shop up.
pub const WELL_KNOWN: &str = ".well-known/receipt-issuer.jwt";

pub fn publish(args: &Args, origin: &Origin, folder: &Folder, now: Time) -> Result<(), Failure> {
    let (name, token) = match (args.list.as_slice(), args.key.as_slice()) {
        ([list], []) => (list.clone(), signed(list)?),
        ([], [signer, ..]) => (signer.clone(), make(args, signer, origin, folder, now)?),
        _ => {
            return Err(Failure::Usage(
                "--domain needs the shop's --key, or the one --list that it signed".to_owned(),
            ));
        }
    };
    let facts = TrustStore::new()
        .add_domain(&token, origin)
        .map_err(refused(&name))?;
    must_be_good(&name, &facts, now)?;
    let list = Sound { token, facts };
    folder.must_follow_at(WELL_KNOWN, &list)?;
    folder.write(WELL_KNOWN, &format!("{}\n", list.token))?;
    folder.write_hosting(&[WELL_KNOWN.to_owned()])?;
    eprintln!(
        "{} as {}/{WELL_KNOWN}: sequence {}, good until {}",
        folder.path(WELL_KNOWN).display(),
        origin.as_str(),
        list.sequence(),
        list.facts.exp.map(crate::time::text).unwrap_or_default()
    );
    Ok(())
}

/// The shop's list: what was published before, with these keys and facts on top. So a revocation stays.
fn make(
    args: &Args,
    signer: &str,
    origin: &Origin,
    folder: &Folder,
    now: Time,
) -> Result<String, Failure> {
    let key = ListKey::read(signer)?;
    if key.iss != *origin {
        return Err(Failure::coded(
            "list_domain_mismatch",
            format_args!("{signer} is a key of {}", key.iss.as_str()),
            "the receipts' iss and the web domain are one and the same: make the key with --iss of the domain",
        ));
    }
    let path = folder.path(WELL_KNOWN);
    let old = match path.exists() {
        true => ListSource::read(&path.display().to_string())?.list,
        false => Object::default(),
    };
    let mut list = ListFile::from_object(&path, old)?;
    list.facts.set("version", Value::Int(1));
    list.facts.set("iss", text(origin.as_str()));
    for (member, value) in [("name", &args.name), ("contact", &args.contact)] {
        if let Some(value) = value {
            list.facts.set(member, text(value));
        }
    }
    let mut entry = list.entry(origin).cloned().unwrap_or_default();
    entry.set("iss", text(origin.as_str()));
    entry.set("role", text("merchant"));
    match &args.name {
        Some(name) => entry.set("name", text(name)),
        None if entry.get("name").is_none() => {
            return Err(Failure::Usage(
                "the first time, give the shop's --name".to_owned(),
            ));
        }
        None => {}
    }
    if let Some(profile) = &args.profile {
        entry.set("profile", Value::Object(source::read_object(profile)?));
    }
    for file in &args.key {
        let half = PublicHalf::read(file)?;
        if half.iss.as_ref().is_some_and(|iss| iss != origin) {
            return Err(Failure::coded(
                "list_domain_mismatch",
                format_args!("{file} is a key of another iss"),
                "a web domain speaks for its own keys alone",
            ));
        }
        add_key(&mut entry, half.jwk, &list)?;
    }
    list.entries = vec![entry];
    let next = member::number(&list.facts, "sequence")
        .unwrap_or(0)
        .saturating_add(1);
    list.facts.set("iat", member::time(now));
    list.facts.set("exp", member::time(args.expires.from(now)?));
    list.facts.set("sequence", Value::Int(next.cast_signed()));
    sign::sign(&list.to_object(), &key)
}

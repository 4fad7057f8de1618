//! What `receipt ack` and `receipt settle` share: a draft, a device key's signature, and the dossier with the new part.

use std::process::ExitCode;

use receipt_verifier::issue::Identity;
use receipt_verifier::issue::sign_off::{Drafted, glue, sign};
use receipt_verifier::json::{Object, Value};
use receipt_verifier::sign_off::HolderKey;
use receipt_verifier::{Fault, Origin, Time};

use crate::failure::Failure;
use crate::{output, source, time};

#[derive(clap::Args)]
pub struct How {
    /// When it is signed; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    pub at: Option<Time>,
    /// Leave the public key out: a list or a statement in the dossier has it
    #[arg(long)]
    keyless: bool,
    /// Print the new statement alone
    #[arg(long)]
    part: bool,
}

/// A draft's common members, and the dossier's text.
pub fn draft(
    dossier: &str,
    identity: &Identity,
    origin: &Origin,
    at: Time,
) -> Result<(Object, String), Failure> {
    let dossier = source::read_dossier(dossier)?.to_text();
    let key = HolderKey::Ed25519(identity.key.public().to_bytes());
    let mut draft = Object::default();
    for (name, value) in [
        ("dossier", Value::Text(dossier.clone())),
        ("iss", Value::Text(origin.as_str().to_owned())),
        ("iat", Value::Int(at.seconds().cast_signed())),
        ("method", Value::Text("device_key".to_owned())),
        ("key", Value::Object(key.to_jwk())),
    ] {
        draft.set(name, value);
    }
    Ok((draft, dossier))
}

/// Signs a draft with the key and prints the dossier that this makes.
pub fn finish(
    mut draft: Object,
    identity: &Identity,
    how: &How,
    dossier: &str,
    what: &'static str,
    write: fn(&str) -> Result<Drafted, Vec<Fault>>,
) -> Result<ExitCode, Failure> {
    let refused = |faults| Failure::Refused { what, faults };
    if how.keyless {
        draft.set("keyless", Value::Bool(true));
    }
    let drafted = write(&draft.to_text()).map_err(refused)?;
    let token = sign(&drafted, &identity.key).map_err(refused)?;
    let text = match how.part {
        true => token,
        false => glue(dossier, &token).map_err(refused)?,
    };
    output::print(&format!("{text}\n"))?;
    Ok(ExitCode::SUCCESS)
}

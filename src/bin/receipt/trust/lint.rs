//! `receipt trust lint`: everything that is wrong with a list, and what its readers will miss.

mod grant;
mod warnings;

use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Fault, Time, trust};

use super::list_source::ListSource;
use super::member::{self, text};
use crate::failure::Failure;
use crate::words::{Lang, Words};
use crate::{output, time};

pub use warnings::{Warning, warnings};

const EXAMPLES: &str = "\
Examples:
  receipt trust lint trust.json
  receipt trust lint --under registry-list.jwt merchants.json
  receipt trust lint --json list.jwt | jq -r '.faults[].code'

Exit code 0: no fault, though perhaps warnings. 1: faults. 2: not a list at all. The signature of a signed list is not looked at: \
receipt verify --trust list.jwt --registry registry.pub.json does that.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// One JSON object: faults and warnings
    #[arg(long)]
    json: bool,
    /// Look at it as of this time instead of now
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// As the list of somebody whom this one lets vouch: what verifiers would refuse of it
    #[arg(long, value_name = "TRUST.json|LIST.jwt")]
    under: Option<String>,
    /// The list, as JSON or signed
    #[arg(value_name = "TRUST.json|LIST.jwt")]
    list: String,
}

/// Every fault of a list, in every entry.
pub fn faults(source: &ListSource) -> Vec<Fault> {
    let mut faults = match trust::lint(&source.json) {
        Ok(faults) => faults,
        Err(e) => vec![Fault::new(e.code(), "")],
    };
    if source.signed.is_some() {
        for member in ["iss", "iat", "exp", "sequence"] {
            if source.list.get(member).is_none() {
                faults.push(Fault::new("member_missing", member));
            }
        }
    }
    faults
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let source = ListSource::read(&args.list)?;
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let mut faults = faults(&source);
    if let Some(root) = &args.under {
        faults.extend(grant::faults(&source, &ListSource::read(root)?));
    }
    let warnings = warnings(&source, now);
    let text = match args.json {
        true => as_json(&source, &faults, &warnings),
        false => as_text(&source, &faults, &warnings),
    };
    output::print(&text)?;
    Ok(ExitCode::from(u8::from(!faults.is_empty())))
}

fn as_text(source: &ListSource, faults: &[Fault], warnings: &[Warning]) -> String {
    let words = Words::load(Lang::En);
    let mut out = String::new();
    for fault in faults {
        let member = match fault.member() {
            "" => "(whole)",
            member => member,
        };
        let whose = iss_of(source, fault.member())
            .map(|iss| format!(" ({iss})"))
            .unwrap_or_default();
        out.push_str(&format!(
            "fault[{}]: {member}{whose}: {}\n",
            fault.code(),
            words.fault(fault.code())
        ));
    }
    for warning in warnings {
        out.push_str(&format!(
            "warning[{}]: {}{}\n  help: {}\n",
            warning.code,
            warning
                .iss
                .as_ref()
                .map(|iss| format!("{iss}: "))
                .unwrap_or_default(),
            warning.about,
            warning.help
        ));
    }
    out.push_str(&format!(
        "{}: {}, {}, {}\n",
        source.name,
        output::count(source.entries().len(), "entry", "entries"),
        output::count(faults.len(), "fault", "faults"),
        output::count(warnings.len(), "warning", "warnings")
    ));
    out
}

fn as_json(source: &ListSource, faults: &[Fault], warnings: &[Warning]) -> String {
    let fault = |fault: &Fault| {
        let mut object = Object::default();
        object.set("code", text(fault.code()));
        object.set("member", text(&member::shown(fault.member())));
        if let Some(iss) = iss_of(source, fault.member()) {
            object.set("iss", text(&iss));
        }
        Value::Object(object)
    };
    let warning = |warning: &Warning| {
        let mut object = Object::default();
        object.set("code", text(warning.code));
        if let Some(iss) = &warning.iss {
            object.set("iss", text(iss));
        }
        object.set("about", text(&warning.about));
        Value::Object(object)
    };
    let mut out = Object::default();
    out.set("faults", Value::List(faults.iter().map(fault).collect()));
    out.set(
        "warnings",
        Value::List(warnings.iter().map(warning).collect()),
    );
    out.to_text() + "\n"
}

/// Whose entry a path such as `issuers[3].keys[0].x` lies in.
fn iss_of(source: &ListSource, path: &str) -> Option<String> {
    let (at, _) = path.strip_prefix("issuers[")?.split_once(']')?;
    let Some(Value::List(entries)) = source.list.get("issuers") else {
        return None;
    };
    match entries.get(at.parse::<usize>().ok()?) {
        Some(Value::Object(entry)) => member::word(entry, "iss").map(member::shown),
        _ => None,
    }
}

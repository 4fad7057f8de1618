//! `receipt trust show`: a list for people.

use std::process::ExitCode;

use receipt_verifier::Origin;
use receipt_verifier::json::Object;

use super::list_file::pretty;
use super::list_source::ListSource;
use super::member::{self, shown};
use super::revoke::kid_of_key;
use crate::failure::Failure;
use crate::key_file::PublicHalf;
use crate::keygen::parse_origin;
use crate::{output, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust show list.jwt
  receipt trust show --iss https://pay.shop.example list.jwt
  receipt trust show --json list.jwt > trust.json

Shown as it stands: whether the signature of a signed list holds, receipt verify --trust list.jwt --registry registry.pub.json says.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// One entry alone
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    iss: Option<Origin>,
    /// The JSON, whole or of one entry
    #[arg(long)]
    json: bool,
    /// The list, as JSON or signed
    #[arg(value_name = "TRUST.json|LIST.jwt")]
    list: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let source = ListSource::read(&args.list)?;
    let mut entries = source.entries();
    if let Some(iss) = &args.iss {
        entries.retain(|e| member::word(e, "iss") == Some(iss.as_str()));
        if entries.is_empty() {
            return Err(Failure::coded(
                "issuer_unknown",
                format_args!("{} has no entry for {}", source.name, iss.as_str()),
                "`receipt trust show` without --iss prints them all",
            ));
        }
    }
    let mut out = Lines(String::new());
    match (args.json, &args.iss) {
        (true, None) => out.0.push_str(&pretty(&source.list)),
        (true, Some(_)) => entries.iter().for_each(|e| out.0.push_str(&pretty(e))),
        (false, None) => {
            list(&mut out, &source);
            entries.iter().for_each(|e| entry(&mut out, e));
        }
        (false, Some(_)) => entries.iter().for_each(|e| entry(&mut out, e)),
    }
    output::print(&out.0)?;
    Ok(ExitCode::SUCCESS)
}

struct Lines(String);

impl Lines {
    fn line(&mut self, indent: usize, text: &str) {
        self.0.push_str(&"  ".repeat(indent));
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// `label value`, where there is one.
    fn field(&mut self, indent: usize, label: &str, value: Option<String>) {
        if let Some(value) = value {
            self.line(indent, &format!("{label}: {value}"));
        }
    }
}

fn text_of(object: &Object, name: &str) -> Option<String> {
    member::word(object, name).map(shown)
}

fn time_of(object: &Object, name: &str) -> Option<String> {
    member::moment(object, name).map(time::text)
}

fn all_of(object: &Object, name: &str) -> Option<String> {
    let words = member::words(object, name);
    (!words.is_empty()).then(|| shown(&words.join(", ")))
}

fn list(out: &mut Lines, source: &ListSource) {
    let list = &source.list;
    let maker = text_of(list, "name").unwrap_or_else(|| "a list without a name".to_owned());
    out.line(0, &maker);
    out.field(1, "made by", text_of(list, "iss"));
    out.field(1, "contact", text_of(list, "contact"));
    out.field(
        1,
        "sequence",
        member::number(list, "sequence").map(|n| n.to_string()),
    );
    out.field(1, "made on", time_of(list, "iat"));
    out.field(1, "good until", time_of(list, "exp"));
    match &source.signed {
        Some(signed) => out.line(
            1,
            &format!("signed with: {} (not checked here)", shown(&signed.kid)),
        ),
        None => out.line(1, "not signed"),
    }
    for delegate in member::objects(list, "delegates") {
        let iss = text_of(delegate, "iss").unwrap_or_default();
        out.line(
            1,
            &format!(
                "list of {iss}: {}",
                text_of(delegate, "url").unwrap_or_default()
            ),
        );
    }
    out.line(0, "");
}

fn entry(out: &mut Lines, entry: &Object) {
    let name = text_of(entry, "name").unwrap_or_default();
    let role = text_of(entry, "role").unwrap_or_default();
    out.line(
        0,
        &format!(
            "{name} · {role} · {}",
            text_of(entry, "iss").unwrap_or_default()
        ),
    );
    out.field(1, "party", text_of(entry, "party"));
    out.field(1, "acquirers", all_of(entry, "acquirers"));
    if let Some(profile) = member::object(entry, "profile") {
        for name in [
            "legal_name",
            "statement_descriptor",
            "mcc",
            "country",
            "contact",
            "address",
        ] {
            out.field(1, name, text_of(profile, name));
        }
        if let Some(licence) = member::object(profile, "licence") {
            let parts: Vec<String> = ["number", "authority", "scope", "expires", "as_of"]
                .into_iter()
                .filter_map(|name| text_of(licence, name).map(|value| format!("{name} {value}")))
                .collect();
            out.line(1, &format!("licence: {}", parts.join(", ")));
        }
    }
    if let Some(vouches) = member::object(entry, "vouches") {
        out.field(1, "vouches for", all_of(vouches, "for"));
        out.field(2, "merchants", all_of(vouches, "merchants"));
        out.field(
            2,
            "depth",
            member::number(vouches, "depth").map(|n| n.to_string()),
        );
    }
    out.field(1, "note keys", all_of(entry, "note_keys"));
    for key in member::objects(entry, "keys") {
        self::key(out, key);
    }
    for receipt in member::objects(entry, "revoked_receipts") {
        let id = text_of(receipt, "id").unwrap_or_default();
        let reason = text_of(receipt, "reason").unwrap_or_default();
        let recorded = time_of(receipt, "recorded").unwrap_or_default();
        out.line(
            1,
            &format!("withdrawn receipt {id}: {reason}, recorded {recorded}"),
        );
    }
    out.line(0, "");
}

fn key(out: &mut Lines, key: &Object) {
    let mut parts = vec![format!(
        "key {}",
        shown(&kid_of_key(key).unwrap_or_default())
    )];
    parts.extend(text_of(key, "role"));
    parts.extend(text_of(key, "terminal").map(|id| format!("terminal {id}")));
    parts.extend(all_of(key, "merchants").map(|ids| format!("merchants {ids}")));
    parts.extend(time_of(key, "not_before").map(|t| format!("from {t}")));
    parts.extend(time_of(key, "not_after").map(|t| format!("to {t}")));
    out.line(1, &parts.join(" · "));
    if let Some(half) = PublicHalf::from_jwk(key) {
        out.line(2, &format!("fingerprint: {}", half.fingerprint()));
    }
    if let Some(revoked) = member::object(key, "revoked") {
        let mut parts = vec![format!(
            "REVOKED: {} since {}",
            text_of(revoked, "reason").unwrap_or_default(),
            time_of(revoked, "since").unwrap_or_default()
        )];
        parts.extend(time_of(revoked, "recorded").map(|t| format!("recorded {t}")));
        parts.extend(
            member::number(revoked, "max_counter")
                .map(|n| format!("receipts up to number {n} are good")),
        );
        out.line(2, &parts.join(", "));
    }
}

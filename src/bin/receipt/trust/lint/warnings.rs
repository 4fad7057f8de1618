//! What a verifier takes, and its readers will miss.

use std::collections::BTreeMap;

use receipt_verifier::Time;
use receipt_verifier::json::{Object, Value};

use crate::time;
use crate::trust::list_source::ListSource;
use crate::trust::member;

/// A key or a list that ends within a month wants its successor prepared.
const SOON: u64 = 30 * 86_400;

pub struct Warning {
    pub code: &'static str,
    /// Whose entry; `None`: the list's own members.
    pub iss: Option<String>,
    pub about: String,
    pub help: &'static str,
}

struct Found(Vec<Warning>);

impl Found {
    fn of_list(&mut self, code: &'static str, about: impl Into<String>, help: &'static str) {
        self.0.push(Warning {
            code,
            iss: None,
            about: about.into(),
            help,
        });
    }

    fn of(
        &mut self,
        entry: &Object,
        code: &'static str,
        about: impl Into<String>,
        help: &'static str,
    ) {
        self.0.push(Warning {
            code,
            iss: Some(member::shown(member::word(entry, "iss").unwrap_or("?"))),
            about: about.into(),
            help,
        });
    }
}

pub fn warnings(source: &ListSource, now: Time) -> Vec<Warning> {
    let mut found = Found(Vec::new());
    of_list(&mut found, source, now);
    let entries = source.entries();
    let addressed: Vec<&str> = member::objects(&source.list, "delegates")
        .into_iter()
        .filter_map(|d| member::word(d, "iss"))
        .collect();
    for entry in &entries {
        of_entry(&mut found, entry, &addressed);
        of_keys(&mut found, entry, now);
    }
    for iss in addressed {
        let vouches = entries
            .iter()
            .any(|e| member::word(e, "iss") == Some(iss) && e.get("vouches").is_some());
        if !vouches {
            found.of_list(
                "delegate_without_entry",
                format!(
                    "delegates names {}, which may vouch for nobody here",
                    member::shown(iss)
                ),
                "add it: receipt trust add --vouches-for …, or take it out of delegates",
            );
        }
    }
    shared_keys(&mut found, &entries);
    found.0
}

fn of_list(found: &mut Found, source: &ListSource, now: Time) {
    let list = &source.list;
    if list.get("sample") == Some(&Value::Bool(true)) {
        found.of_list(
            "sample",
            "the list says that its keys are published examples",
            "take `sample` out of a list that is meant in earnest",
        );
    }
    if list.get("contact").is_none() {
        found.of_list(
            "contact_missing",
            "the list names no contact: nobody knows whom to call about it",
            "receipt trust init --iss … --contact '+86 …'",
        );
    }
    if list.get("name").is_none() {
        found.of_list(
            "name_missing",
            "the list does not say what its maker is called",
            "receipt trust init --iss … --name '…'",
        );
    }
    if source.signed.is_some()
        && let Some(exp) = member::moment(list, "exp")
        && exp.seconds() < now.seconds() + SOON / 6
    {
        found.of_list(
            "list_ends_soon",
            format!("the list is good until {}", time::text(exp)),
            "sign and publish the next one: verdicts under an expired list say so and are never green",
        );
    }
}

fn of_entry(found: &mut Found, entry: &Object, addressed: &[&str]) {
    let role = member::word(entry, "role").unwrap_or_default();
    if entry.get("party").is_none() {
        found.of(
            entry,
            "party_missing",
            "no party: nothing that it signs counts as independent",
            "name the legal entity: receipt trust add --party …",
        );
    }
    if role == "merchant" && member::words(entry, "acquirers").is_empty() {
        found.of(
            entry,
            "acquirers_missing",
            "no acquirers: no statement about its receipts lifts a verdict above the shop's own word",
            "receipt trust add --acquirer https://…",
        );
    }
    let profile = member::object(entry, "profile");
    if profile.and_then(|p| p.get("contact")).is_none() {
        found.of(
            entry,
            "contact_missing",
            "no contact: people cannot check by phone",
            "give --profile with contact, from your own records and not from the signer's letter",
        );
    }
    if let Some(licence) = profile.and_then(|p| member::object(p, "licence"))
        && licence.get("as_of").is_none()
    {
        found.of(
            entry,
            "licence_undated",
            "the licence has no as_of: nobody knows when the register said so",
            "add profile.licence.as_of, the date of the register's page",
        );
    }
    let vouches = entry.get("vouches").is_some();
    let iss = member::word(entry, "iss").unwrap_or_default();
    if vouches && !addressed.contains(&iss) {
        found.of(
            entry,
            "delegate_without_url",
            "it may vouch, but the list does not say where its own list is fetched",
            "receipt trust add --list-url https://… (needless where its statements travel with each receipt)",
        );
    }
    let speaks =
        vouches || entry.get("note_keys").is_some() || !member::objects(entry, "keys").is_empty();
    // An entry of customers speaks with `sign_off_keys`, or names no more than the place where they sign.
    if !speaks && !matches!(role, "merchant" | "customer") {
        found.of(
            entry,
            "keys_missing",
            "neither keys nor anybody that it vouches for",
            "add its key: receipt trust add --key …",
        );
    }
}

fn of_keys(found: &mut Found, entry: &Object, now: Time) {
    for key in member::objects(entry, "keys") {
        if key.get("revoked").is_some() {
            continue;
        }
        let Some(end) = member::moment(key, "not_after") else {
            continue;
        };
        let kid = member::shown(member::word(key, "kid").unwrap_or("a key"));
        if end < now {
            found.of(
                entry,
                "window_over",
                format!(
                    "{kid} ended on {}; receipts from before stay good",
                    time::text(end)
                ),
                "leave it on the list; add its successor if there is none",
            );
        } else if end.seconds() < now.seconds() + SOON {
            found.of(
                entry,
                "window_ends_soon",
                format!("{kid} ends on {}", time::text(end)),
                "make its successor now: receipt trust rotate",
            );
        }
    }
}

fn shared_keys(found: &mut Found, entries: &[&Object]) {
    let mut owners: BTreeMap<&str, Vec<&Object>> = BTreeMap::new();
    for entry in entries {
        for key in member::objects(entry, "keys") {
            if let Some(x) = member::word(key, "x") {
                owners.entry(x).or_default().push(entry);
            }
        }
    }
    for owners in owners.values() {
        let [first, second, ..] = owners.as_slice() else {
            continue;
        };
        let other = member::word(second, "iss").unwrap_or_default();
        let about = match member::word(first, "iss") == Some(other) {
            true => "one key is listed twice".to_owned(),
            false => format!(
                "shares a key with {}: one speaks for the other",
                member::shown(other)
            ),
        };
        found.of(
            first,
            "key_shared",
            about,
            "every signer, and every terminal, has a key of its own",
        );
    }
}

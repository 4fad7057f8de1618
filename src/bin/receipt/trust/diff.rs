//! `receipt trust diff`: who and which keys came, went, were revoked or changed, before a list is signed.

use std::collections::BTreeMap;
use std::process::ExitCode;

use receipt_verifier::Time;
use receipt_verifier::json::{Object, Value};

use super::list_source::ListSource;
use super::member::{self, shown, text};
use super::revoke::kid_of_key;
use crate::failure::Failure;
use crate::{output, time};

const EXAMPLES: &str = "\
Examples:
  receipt trust diff list-41.jwt trust.json
  receipt trust diff --json list-41.jwt list-42.jwt

Exit code 0: the same signers, keys and rules; only dates and sequence may differ. 1: different.";

/// Members that every new edition changes.
const DATES: [&str; 3] = ["iat", "exp", "sequence"];

const TIMES: [&str; 6] = ["iat", "exp", "since", "recorded", "not_before", "not_after"];

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// One JSON object: an array of changes
    #[arg(long)]
    json: bool,
    #[arg(value_name = "OLD")]
    old: String,
    #[arg(value_name = "NEW")]
    new: String,
}

/// One difference. What a member was or is stands as the JSON it is.
struct Change {
    code: &'static str,
    iss: Option<String>,
    kid: Option<String>,
    member: Option<String>,
    old: Option<String>,
    new: Option<String>,
}

impl Change {
    fn new(code: &'static str) -> Self {
        Self {
            code,
            iss: None,
            kid: None,
            member: None,
            old: None,
            new: None,
        }
    }

    fn of(code: &'static str, iss: &str) -> Self {
        Self {
            iss: Some(iss.to_owned()),
            ..Self::new(code)
        }
    }

    fn members(self) -> [(&'static str, Option<String>); 5] {
        [
            ("iss", self.iss),
            ("kid", self.kid),
            ("member", self.member),
            ("old", self.old),
            ("new", self.new),
        ]
    }

    /// `+` came, `-` went, `!` no longer counts as before, `~` changed.
    fn mark(&self) -> char {
        match self.code {
            code if code.ends_with("_added") => '+',
            code if code.ends_with("_removed") => '-',
            "key_revoked" | "receipt_withdrawn" => '!',
            _ => '~',
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let old = ListSource::read(&args.old)?;
    let new = ListSource::read(&args.new)?;
    let mut changes = Vec::new();
    members(
        &mut changes,
        &Change::new("list_changed"),
        &old.list,
        &new.list,
        &["issuers"],
    );
    issuers(&mut changes, &old.entries(), &new.entries());
    let different = changes.iter().any(|c| {
        !c.member
            .as_deref()
            .is_some_and(|m| c.iss.is_none() && DATES.contains(&m))
    });
    output::print(&match args.json {
        true => as_json(changes, different),
        false => as_text(changes, different),
    })?;
    Ok(ExitCode::from(u8::from(different)))
}

/// Objects by a text member. A list of ten thousand is looked up, not scanned.
fn by<'a>(
    name: &str,
    objects: impl IntoIterator<Item = &'a Object>,
) -> BTreeMap<&'a str, &'a Object> {
    objects
        .into_iter()
        .map(|o| (member::word(o, name).unwrap_or_default(), o))
        .collect()
}

fn issuers(out: &mut Vec<Change>, old: &[&Object], new: &[&Object]) {
    let before = by("iss", old.iter().copied());
    let after = by("iss", new.iter().copied());
    for (iss, entry) in &before {
        match after.get(iss) {
            Some(successor) if successor == entry => {}
            Some(successor) => entries(out, iss, entry, successor),
            None => out.push(named_change("issuer_removed", iss, entry)),
        }
    }
    for (iss, entry) in after.iter().filter(|(iss, _)| !before.contains_key(*iss)) {
        out.push(named_change("issuer_added", iss, entry));
        keys(out, iss, &Object::default(), entry);
    }
}

fn named_change(code: &'static str, iss: &str, entry: &Object) -> Change {
    Change {
        new: member::word(entry, "name").map(str::to_owned),
        ..Change::of(code, iss)
    }
}

fn entries(out: &mut Vec<Change>, iss: &str, old: &Object, new: &Object) {
    let change = Change::of("issuer_changed", iss);
    members(out, &change, old, new, &["keys", "revoked_receipts"]);
    keys(out, iss, old, new);
    let ids = |o: &Object| -> Vec<String> {
        member::objects(o, "revoked_receipts")
            .into_iter()
            .filter_map(|r| member::word(r, "id").map(str::to_owned))
            .collect()
    };
    let (before, after) = (ids(old), ids(new));
    for (code, from, to) in [
        ("receipt_withdrawn", &after, &before),
        ("receipt_withdrawal_removed", &before, &after),
    ] {
        for id in from.iter().filter(|id| !to.contains(id)) {
            out.push(Change {
                new: Some(id.clone()),
                ..Change::of(code, iss)
            });
        }
    }
}

fn keys(out: &mut Vec<Change>, iss: &str, old: &Object, new: &Object) {
    let before = by("x", member::objects(old, "keys"));
    let after = by("x", member::objects(new, "keys"));
    let of = |code, key: &Object| Change {
        kid: kid_of_key(key),
        ..Change::of(code, iss)
    };
    for (x, key) in &before {
        let Some(successor) = after.get(x) else {
            out.push(of("key_removed", key));
            continue;
        };
        if successor == key {
            continue;
        }
        members(out, &of("key_changed", key), key, successor, &["revoked"]);
        let (was, is) = (key.get("revoked"), successor.get("revoked"));
        if was != is {
            let code = match is {
                Some(_) => "key_revoked",
                None => "key_restored",
            };
            out.push(Change {
                old: was.map(spelled),
                new: is.map(spelled),
                ..of(code, key)
            });
        }
    }
    for (_, key) in after.iter().filter(|(x, _)| !before.contains_key(*x)) {
        out.push(of("key_added", key));
    }
}

/// Members that are there in one of two objects alone, or differ.
fn members(out: &mut Vec<Change>, change: &Change, old: &Object, new: &Object, but: &[&str]) {
    let mut names: Vec<&str> = old.iter().map(|(name, _)| name).collect();
    for (name, _) in new.iter() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names.into_iter().filter(|name| !but.contains(name)) {
        let (before, after) = (old.get(name), new.get(name));
        if before == after {
            continue;
        }
        out.push(Change {
            code: change.code,
            iss: change.iss.clone(),
            kid: change.kid.clone(),
            member: Some(name.to_owned()),
            old: before.map(|value| spelled_as(name, value)),
            new: after.map(|value| spelled_as(name, value)),
        });
    }
}

/// A member as people read it: a time as one.
fn spelled_as(name: &str, value: &Value) -> String {
    let at = match value {
        Value::Int(n) if TIMES.contains(&name) => {
            u64::try_from(*n).ok().and_then(Time::from_seconds)
        }
        _ => None,
    };
    at.map_or_else(|| spelled(value), time::text)
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Text(s) => s.clone(),
        Value::Int(n) => n.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Null => "null".to_owned(),
        Value::List(list) => list.iter().map(spelled).collect::<Vec<_>>().join(", "),
        Value::Object(o) => o
            .iter()
            .map(|(name, value)| format!("{name} {}", spelled_as(name, value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn as_text(changes: Vec<Change>, different: bool) -> String {
    let mut out = String::new();
    for change in changes {
        let (mark, code) = (change.mark(), change.code);
        out.push_str(&format!("{mark} {code}"));
        let [iss, kid, member, (_, old), (_, new)] = change.members();
        for (_, value) in [iss, kid, member] {
            if let Some(value) = value {
                out.push_str(&format!(" {}", shown(&value)));
            }
        }
        match (old, new) {
            (Some(old), Some(new)) => {
                out.push_str(&format!(": {} -> {}", shown(&old), shown(&new)));
            }
            (Some(old), None) => out.push_str(&format!(": {} -> nothing", shown(&old))),
            (None, Some(new)) => out.push_str(&format!(": {}", shown(&new))),
            (None, None) => {}
        }
        out.push('\n');
    }
    if !different {
        out.push_str("the same signers, keys and rules\n");
    }
    out
}

fn as_json(changes: Vec<Change>, different: bool) -> String {
    let object = |change: Change| {
        let mut object = Object::default();
        object.set("change", text(change.code));
        for (name, value) in change.members() {
            if let Some(value) = value {
                object.set(name, text(&shown(&value)));
            }
        }
        Value::Object(object)
    };
    let mut out = Object::default();
    out.set("different", Value::Bool(different));
    out.set(
        "changes",
        Value::List(changes.into_iter().map(object).collect()),
    );
    out.to_text() + "\n"
}

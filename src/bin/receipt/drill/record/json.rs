//! The drill as data: for scripts, and for the page that rehearses it without a command line.

use receipt_verifier::Level;
use receipt_verifier::json::{Object, Value};

use super::{Change, Done, Record};
use crate::drill::folder::Folder;
use crate::drill::verdicts::{Verdict, dossier_of};
use crate::drill::world::{DAY, before};
use crate::failure::Failure;

pub fn text(record: &Record, folder: &Folder) -> Result<String, Failure> {
    let mut out = Object::default();
    for (name, value) in [
        ("version", Value::Int(1)),
        ("drill", word(record.script.id)),
        ("sample", Value::Bool(true)),
        ("started", Value::Int(record.start.seconds().cast_signed())),
        ("since", Value::Int(record.since.seconds().cast_signed())),
        ("team", record.team.as_deref().map_or(Value::Null, word)),
        ("response_seconds", number(record.response())),
        ("seconds", number(record.whole())),
        ("as_expected", Value::Bool(record.all_as_expected())),
        ("views", views(record, folder)?),
        ("receipts", receipts(record, folder)?),
        (
            "steps",
            Value::List(record.steps.iter().map(step).collect()),
        ),
    ] {
        out.set(name, value);
    }
    Ok(out.to_text())
}

fn word(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(n: u64) -> Value {
    Value::Int(n.cast_signed())
}

fn views(record: &Record, folder: &Folder) -> Result<Value, Failure> {
    let mut out = Vec::new();
    for view in record.views() {
        let lists: Result<Vec<Value>, Failure> = view
            .lists
            .iter()
            .map(|name| folder.read(name).map(Value::Text))
            .collect();
        let now = before(record.start, -view.days * DAY)?;
        let mut object = Object::default();
        object.set("id", word(view.id));
        object.set("now", number(now.seconds()));
        object.set("pins", word(&folder.read(view.pins)?));
        object.set("lists", Value::List(lists?));
        out.push(Value::Object(object));
    }
    Ok(Value::List(out))
}

fn receipts(record: &Record, folder: &Folder) -> Result<Value, Failure> {
    let mut out = Vec::new();
    for (at, id) in record.script.receipts.iter().enumerate() {
        let mut verdicts = Vec::new();
        for (column, view) in record.views().iter().enumerate() {
            let verdict = record.table.get(at).and_then(|row| row.get(column));
            let mut object = verdict_of(verdict.and_then(Option::as_ref));
            object.set("view", word(view.id));
            object.set("expected", word(record.expected(at, column)));
            object.set(
                "as_expected",
                Value::Bool(record.is_as_expected(at, column)),
            );
            verdicts.push(Value::Object(object));
        }
        let mut object = Object::default();
        object.set("id", word(id));
        object.set("dossier", word(&folder.read(&dossier_of(id))?));
        object.set("verdicts", Value::List(verdicts));
        out.push(Value::Object(object));
    }
    Ok(Value::List(out))
}

fn verdict_of(verdict: Option<&Verdict>) -> Object {
    let mut object = Object::default();
    let level = |level: Level| {
        let named = Level::ALL.iter().find(|(_, l)| *l == level);
        named.map_or(Value::Null, |(name, _)| word(name))
    };
    object.set("says", verdict.map_or(Value::Null, |v| word(&v.says)));
    object.set("code", verdict.map_or(Value::Null, |v| word(v.code)));
    object.set("level", verdict.map_or(Value::Null, |v| level(v.level)));
    object
}

fn step(step: &Done) -> Value {
    let mut object = Object::default();
    object.set("id", word(step.id));
    let commands = step.commands.iter().map(|c| word(c)).collect();
    object.set("commands", Value::List(commands));
    object.set("seconds", number(step.seconds));
    object.set("ends_response", Value::Bool(step.ends_response));
    let changed = step.changed.iter().map(change).collect();
    object.set("changed", Value::List(changed));
    Value::Object(object)
}

fn change(change: &Change) -> Value {
    let says = |v: &Option<Verdict>| v.as_ref().map_or(Value::Null, |v| word(&v.says));
    let mut object = Object::default();
    object.set("receipt", word(change.receipt));
    object.set("from", says(&change.from));
    object.set("to", says(&change.to));
    Value::Object(object)
}

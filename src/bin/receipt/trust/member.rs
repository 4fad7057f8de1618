//! Members of JSON objects, read and made without ceremony.

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Text, Time};

pub fn text(s: &str) -> Value {
    Value::Text(s.to_owned())
}

pub fn time(time: Time) -> Value {
    Value::Int(time.seconds().cast_signed())
}

pub fn texts<S: AsRef<str>>(list: &[S]) -> Value {
    Value::List(list.iter().map(|s| text(s.as_ref())).collect())
}

/// A member that is a text.
pub fn word<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    match object.get(name) {
        Some(Value::Text(s)) => Some(s),
        _ => None,
    }
}

pub fn number(object: &Object, name: &str) -> Option<u64> {
    match object.get(name) {
        Some(Value::Int(n)) => u64::try_from(*n).ok(),
        _ => None,
    }
}

pub fn moment(object: &Object, name: &str) -> Option<Time> {
    number(object, name).and_then(Time::from_seconds)
}

pub fn object<'a>(object: &'a Object, name: &str) -> Option<&'a Object> {
    match object.get(name) {
        Some(Value::Object(inner)) => Some(inner),
        _ => None,
    }
}

/// A member that is an array, empty where it is absent; `None` where it is something else.
pub fn array(object: &Object, name: &str) -> Option<Vec<Value>> {
    match object.get(name) {
        None => Some(Vec::new()),
        Some(Value::List(list)) => Some(list.clone()),
        Some(_) => None,
    }
}

/// The objects of a member that is an array; what is no object is left to `lint`.
pub fn objects<'a>(object: &'a Object, name: &str) -> Vec<&'a Object> {
    match object.get(name) {
        Some(Value::List(list)) => list
            .iter()
            .filter_map(|v| match v {
                Value::Object(o) => Some(o),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The texts of a member that is an array.
pub fn words<'a>(object: &'a Object, name: &str) -> Vec<&'a str> {
    match object.get(name) {
        Some(Value::List(list)) => list
            .iter()
            .filter_map(|v| match v {
                Value::Text(s) => Some(s.as_str()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

pub fn remove(object: &Object, name: &str) -> Object {
    let mut out = Object::default();
    for (n, value) in object.iter().filter(|(n, _)| *n != name) {
        out.set(n, value.clone());
    }
    out
}

/// Somebody's text on our screen: control and invisible characters as escapes.
pub fn shown(s: &str) -> String {
    Text::new(s).shown()
}

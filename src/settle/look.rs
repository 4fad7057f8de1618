//! Looking members of a report up, without a word about what is not there.

use crate::json::{Object, Value};

/// The members of an object by name and kind; `None` for what is missing or of another kind.
pub trait Look {
    fn text(&self, name: &str) -> Option<&str>;
    fn int(&self, name: &str) -> Option<i64>;
    fn flag(&self, name: &str) -> Option<bool>;
    fn object(&self, name: &str) -> Option<&Object>;
    fn objects(&self, name: &str) -> Vec<&Object>;
    fn texts(&self, name: &str) -> Vec<&str>;
}

impl Look for Object {
    fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn int(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Some(Value::Bool(flag)) => Some(*flag),
            _ => None,
        }
    }

    fn object(&self, name: &str) -> Option<&Object> {
        match self.get(name) {
            Some(Value::Object(object)) => Some(object),
            _ => None,
        }
    }

    fn objects(&self, name: &str) -> Vec<&Object> {
        let entries = list(self, name).iter();
        entries
            .filter_map(|entry| match entry {
                Value::Object(object) => Some(object),
                _ => None,
            })
            .collect()
    }

    fn texts(&self, name: &str) -> Vec<&str> {
        let entries = list(self, name).iter();
        entries
            .filter_map(|entry| match entry {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }
}

fn list<'a>(object: &'a Object, name: &str) -> &'a [Value] {
    match object.get(name) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}

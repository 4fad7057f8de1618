//! The claim that travels behind the receipt in a link's fragment, from one phone to the other. Nobody signs it: whoever opens the link reads it as what
//! the other side says. The statement file never travels.

use super::case::{Answers, CaseError, Claim, Side};
use super::look::Look as _;
use crate::json::{self, Object, Value};

/// What a link carries besides the receipt is short; more was not written by a verifier.
const MAX_LENGTH: usize = 512;
const MAX_MEMBERS: usize = 16;

/// The part of the fragment that brings a claim, with its `&` in front: to be glued behind a receipt's link. `claim` is JSON:
/// `{"claim", "from", "answers": {…}, "bill": true}`.
pub fn write(claim: &str) -> Result<String, CaseError> {
    let object = json::parse_object(claim.as_bytes(), 4).map_err(CaseError::Json)?;
    let word = object
        .text("claim")
        .and_then(Claim::from_word)
        .ok_or(CaseError::ClaimUnknown)?;
    let answers = match object.get("answers") {
        Some(Value::Object(answers)) => Answers::read(answers)?,
        None | Some(Value::Null) => Answers::default(),
        Some(_) => return Err(CaseError::CaseInvalid),
    };
    let mut out = format!("&claim={}", word.as_str());
    if let Some(from) = side(object.text("from")) {
        out.push_str(&format!("&from={from}"));
    }
    for (name, value) in answers.given() {
        out.push_str(&format!("&{name}={value}"));
    }
    if object.flag("bill") == Some(true) {
        out.push_str("&bill=compared");
    }
    Ok(out)
}

/// The claim behind a receipt in a link, or in what is left of it: JSON `{"claim", "from", "answers", "told"}`, members as a case has them.
/// `None` where there is none. What this version does not know, and answers that none gives, are passed over.
pub fn read(link: &str) -> Option<String> {
    // Only the end can be a claim; a dossier in front of it may be long.
    let (_, fragment) = link.rsplit_once('#').unwrap_or(("", link));
    let at = fragment.find("&claim=")?;
    let text = fragment.get(at..)?.split_whitespace().next()?;
    if text.len() > MAX_LENGTH {
        return None;
    }
    let mut claim = None;
    let mut from = None;
    let mut bill = false;
    let mut answers = Answers::default();
    let mut seen: Vec<&str> = Vec::new();
    for member in text.split('&').skip(1).take(MAX_MEMBERS) {
        let (name, value) = member.split_once('=').unwrap_or((member, ""));
        // Two readers could take one or the other.
        if seen.contains(&name) {
            return None;
        }
        seen.push(name);
        match name {
            "claim" => claim = Some(Claim::from_word(value)?),
            "from" => from = side(Some(value)),
            "bill" => bill = value == "compared",
            _ => {
                let mut tried = answers.clone();
                if tried.set(name, value).is_ok() {
                    answers = tried;
                }
            }
        }
    }
    let mut out = Object::default();
    out.set("claim", Value::Text(claim?.as_str().to_owned()));
    out.set(
        "from",
        from.map_or(Value::Null, |f| Value::Text(f.to_owned())),
    );
    out.set("answers", Value::Object(members(&answers)));
    let mut told = Object::default();
    told.set("bill", Value::Bool(bill));
    out.set(
        "told",
        if bill {
            Value::Object(told)
        } else {
            Value::Null
        },
    );
    Some(out.to_text())
}

fn side(word: Option<&str>) -> Option<&'static str> {
    match Side::from_word(word?)? {
        Side::Unknown => None,
        side => Some(side.as_str()),
    }
}

pub(crate) fn members(answers: &Answers) -> Object {
    let mut out = Object::default();
    for (name, value) in answers.given() {
        let value = match name {
            "amount" | "days" => value.parse().map_or(Value::Null, Value::Int),
            "lured" => Value::Bool(value == "true"),
            _ => Value::Text(value),
        };
        out.set(name, value);
    }
    out
}

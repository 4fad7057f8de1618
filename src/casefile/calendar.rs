//! Days as a calendar file (RFC 5545). Written here: the crates for it either bring a clock, random numbers and time zones along, or fold a continued line
//! at 76 octets instead of 75. A test reads what is written with a reader of others (www/tests/casefile-calendar.spec.ts).

use sha2::{Digest as _, Sha256};

use super::{CaseFileError, deadlines::day};
use crate::base64url;
use crate::bill::day::Day;
use crate::card_data;
use crate::json::{self, Object};
use crate::settle::look::Look as _;
use crate::time::Time;

const MAX_BYTES: usize = 256 << 10;
const MAX_EVENTS: usize = 64;
/// Octets of a line, its end not counted (section 3.1).
const WIDTH: usize = 75;

/// A calendar from JSON: `{"stamp", "case", "caution", "events": [{"code", "source", "date", "title", "text"}]}`. `stamp` is when the case was opened and `case`
/// what names it, so that one case makes one file, and a second import replaces the first; `caution` stands in every entry. Card data refuses.
pub fn calendar(input: &str) -> Result<String, CaseFileError> {
    if input.len() > MAX_BYTES {
        return Err(CaseFileError::TooLarge);
    }
    let object = json::parse_object(input.as_bytes(), 4).map_err(CaseFileError::Json)?;
    let events = object.objects("events");
    if events.len() > MAX_EVENTS {
        return Err(CaseFileError::TooMany);
    }
    let stamp = object
        .int("stamp")
        .and_then(|s| u64::try_from(s).ok())
        .and_then(Time::from_seconds);
    let heading = Heading {
        stamp: stamp.map(basic).ok_or(CaseFileError::Invalid)?,
        case: object.text("case").ok_or(CaseFileError::Invalid)?,
        caution: object
            .text("caution")
            .filter(|c| !c.is_empty())
            .ok_or(CaseFileError::Invalid)?,
    };
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//receipt-verifier//case file//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    for event in events {
        write_event(&mut out, &heading, event)?;
    }
    line(&mut out, "END:VCALENDAR");
    Ok(out)
}

struct Heading<'a> {
    stamp: String,
    case: &'a str,
    caution: &'a str,
}

fn write_event(out: &mut String, heading: &Heading, event: &Object) -> Result<(), CaseFileError> {
    let word = |name: &str| event.text(name).ok_or(CaseFileError::Invalid);
    let (code, source, title, told) = (
        word("code")?,
        word("source")?,
        word("title")?,
        word("text")?,
    );
    if [title, told, heading.caution]
        .iter()
        .any(|t| card_data::has_card_data(t))
    {
        return Err(CaseFileError::CardData);
    }
    let on = day(word("date")?).ok_or(CaseFileError::Invalid)?;
    let summary = format!("{title} ({})", heading.caution);
    line(out, "BEGIN:VEVENT");
    line(
        out,
        &format!("UID:{}@receipt-case", name(heading.case, code, source)),
    );
    line(out, &format!("DTSTAMP:{}", heading.stamp));
    line(out, &format!("DTSTART;VALUE=DATE:{}", bare(on)));
    line(out, &format!("DTEND;VALUE=DATE:{}", bare(on.plus(1))));
    line(out, &format!("SUMMARY:{}", escaped(&summary)));
    line(
        out,
        &format!(
            "DESCRIPTION:{}",
            escaped(&format!("{told}\n{}", heading.caution))
        ),
    );
    line(out, "TRANSP:TRANSPARENT");
    line(out, "CLASS:PRIVATE");
    line(out, "BEGIN:VALARM");
    line(out, "ACTION:DISPLAY");
    line(out, "TRIGGER:-P7D");
    line(out, &format!("DESCRIPTION:{}", escaped(&summary)));
    line(out, "END:VALARM");
    line(out, "END:VEVENT");
    Ok(())
}

/// The same entry of the same case has the same name in every file.
fn name(case: &str, code: &str, source: &str) -> String {
    let digest = Sha256::digest(format!("receipt-case/uid\0{case}\0{code}\0{source}"));
    base64url::encode(digest.get(..15).unwrap_or_default())
}

/// `20261122`
fn bare(day: Day) -> String {
    day.to_text().replace('-', "")
}

/// `20261122T093512Z`
fn basic(at: Time) -> String {
    let seconds = at.seconds().cast_signed();
    let clock = crate::bill::day::clock(u32::try_from(seconds.rem_euclid(86_400)).unwrap_or(0));
    format!(
        "{}T{}Z",
        bare(Day::from_seconds(seconds)),
        clock.replace(':', "")
    )
}

/// Text as a value (section 3.3.11). Control characters have no place in one.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters, the space in front of each continuation counted.
fn line(out: &mut String, text: &str) {
    let mut room = WIDTH;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = WIDTH - 1;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

//! SWIFT MT940 (and MT942): fields that begin with `:61:`, lines that go on below, several statements in one file.

use super::BillError;
use super::day::{Day, Order, moment};
use super::line::{Facts, Ledger, LineStatus, ReferenceKind, Side};
use super::sum::{Sum, amount};
use super::table::last4;
use crate::money::Currency;

pub(super) struct Mt940 {
    pub ledger: Ledger,
    pub period: Option<(Day, Day)>,
    pub currency: Option<Currency>,
    pub account_last4: Option<[u8; 4]>,
}

/// Whether a text looks like one: the fields that every statement begins with.
pub(super) fn is_one(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect();
    let has = |tag: &str| head.starts_with(tag) || head.contains(&["\n", tag].concat());
    (has(":20:") || head.contains("{4:")) && (has(":25:") || has(":60F:") || has(":61:"))
}

/// One `:61:` with what stands below it.
#[derive(Debug, Default)]
struct Booking {
    line: u32,
    day: Option<Day>,
    other: Option<Day>,
    sum: Option<Sum>,
    side: Option<Side>,
    reversal: bool,
    expected: bool,
    references: Vec<(ReferenceKind, String)>,
    texts: Vec<String>,
    name: String,
}

pub(super) fn read(text: &str) -> Result<Mt940, BillError> {
    let mut out = Mt940 {
        ledger: Ledger::default(),
        period: None,
        currency: None,
        account_last4: None,
    };
    let mut open: Option<Booking> = None;
    // Currencies may change from statement to statement.
    let mut currency = None;
    for (line, tag, value) in fields(text) {
        match tag {
            "61" => {
                keep(&mut out.ledger, open.take(), currency)?;
                open = Some(booking(line, &value));
            }
            "86" => {
                if let Some(booking) = &mut open {
                    information(booking, &value);
                }
            }
            "25" => out.account_last4 = out.account_last4.or_else(|| account(&value)),
            "60F" | "60M" | "62F" | "62M" => {
                keep(&mut out.ledger, open.take(), currency)?;
                let Some((day, code)) = balance(&value) else {
                    continue;
                };
                currency = code;
                out.currency = out.currency.or(code);
                let (from, to) = out.period.unwrap_or((day, day));
                out.period = Some((from.min(day), to.max(day)));
            }
            "34F" => currency = currency.or_else(|| Currency::from_code(value.get(..3)?)),
            _ => (),
        }
    }
    keep(&mut out.ledger, open.take(), currency)?;
    Ok(out)
}

/// The fields of all statements: where each begins, its tag, its lines.
fn fields(text: &str) -> impl Iterator<Item = (u32, &str, String)> {
    let mut lines = text.lines().zip(1_u32..).peekable();
    core::iter::from_fn(move || {
        loop {
            let (line, number) = lines.next()?;
            // The block around a message: `{1:…}{2:…}{4:`.
            let line = match line.rsplit_once("{4:") {
                Some((_, rest)) => rest,
                None => line,
            };
            let Some((tag, value)) = tagged(line) else {
                continue;
            };
            let mut value = value.to_owned();
            while let Some((more, _)) = lines.next_if(|(more, _)| tagged(more).is_none()) {
                if more.starts_with("-}") || more.trim_end() == "-" {
                    break;
                }
                value.push('\n');
                value.push_str(more);
            }
            return Some((number, tag, value));
        }
    })
}

fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.strip_prefix(':')?.split_once(':')?;
    let digits = tag.get(..2)?.bytes().all(|b| b.is_ascii_digit());
    (digits && tag.len() <= 3).then_some((tag, value))
}

/// `NL91ABNA0417164300`, `10020030/1234567`: the account is the last part, some add its currency.
fn account(value: &str) -> Option<[u8; 4]> {
    last4(
        value
            .lines()
            .next()?
            .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c.is_whitespace()),
    )
}

/// `C261101EUR1234,56`
fn balance(value: &str) -> Option<(Day, Option<Currency>)> {
    let rest = value.strip_prefix(['C', 'D'])?;
    let (date, rest) = rest.split_at_checked(6)?;
    Some((short_day(date)?, Currency::from_code(rest.get(..3)?)))
}

fn short_day(digits: &str) -> Option<Day> {
    let mut long = String::from("20");
    long.push_str(digits);
    moment(&long, Order::Ymd).map(|m| m.day)
}

/// `2611221122DR186,50NMSCREF//BANKREF`: value date, booking date, mark, amount, type, references; what is optional is told by its shape.
fn booking(line: u32, value: &str) -> Booking {
    let mut booking = Booking {
        line,
        ..Booking::default()
    };
    let mut parts = value.lines();
    let first = parts.next().unwrap_or_default();
    booking.texts.extend(parts.map(str::to_owned));
    let Some((date, mut rest)) = first.split_at_checked(6) else {
        return booking;
    };
    let valued = short_day(date);
    booking.day = valued;
    if let Some((entry, behind)) = rest.split_at_checked(4)
        && entry.bytes().all(|b| b.is_ascii_digit())
    {
        rest = behind;
        // Without a year: the one nearest to the value date.
        let year = |shift: i32| {
            let year: i32 = date.get(..2)?.parse().ok()?;
            let (month, day) = (entry.get(..2)?.parse().ok()?, entry.get(2..)?.parse().ok()?);
            Day::new(2000 + year + shift, month, day)
        };
        let near = [0, 1, -1].into_iter().filter_map(year);
        booking.other = near.min_by_key(|day| valued.map_or(0, |valued| day.since(valued).abs()));
    }
    let marks = [
        ("RD", Side::Credit, true),
        ("RC", Side::Debit, true),
        ("ED", Side::Debit, false),
        ("EC", Side::Credit, false),
        ("D", Side::Debit, false),
        ("C", Side::Credit, false),
    ];
    let mark = marks
        .into_iter()
        .find(|(mark, _, _)| rest.starts_with(mark));
    let Some((mark, side, reversal)) = mark else {
        return booking;
    };
    booking.side = Some(side);
    booking.reversal = reversal;
    booking.expected = mark.starts_with('E');
    let rest = rest.get(mark.len()..).unwrap_or_default();
    // The third letter of the currency, which some banks leave out.
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',');
    let (sum, rest) = rest
        .split_at_checked(end.unwrap_or(rest.len()))
        .unwrap_or((rest, ""));
    // The comma stands even where nothing follows it.
    booking.sum = amount(sum.trim_end_matches(','), ',').map(|signed| signed.sum);
    let references = rest.get(4..).unwrap_or_default();
    let (own, bank) = references.split_once("//").unwrap_or((references, ""));
    for (kind, value) in [
        (ReferenceKind::Other, own),
        (ReferenceKind::ServicerReference, bank),
    ] {
        let value = value.trim();
        if !matches!(value, "" | "NONREF") {
            booking.references.push((kind, value.to_owned()));
        }
    }
    booking
}

/// `:86:`: in subfields `?20…`, with words like `/REMI/…`, or free.
fn information(booking: &mut Booking, value: &str) {
    let joined: String = value.lines().collect();
    // A business code of three digits, then the mark that parts the subfields.
    let mark = joined
        .get(3..)
        .filter(|_| joined.bytes().take(3).all(|b| b.is_ascii_digit()))
        .and_then(|rest| rest.chars().next())
        .filter(|mark| !mark.is_alphanumeric() && !mark.is_whitespace());
    if let Some(mark) = mark {
        subfields(booking, &joined, mark);
        return;
    }
    if joined.starts_with('/') {
        words(booking, &joined);
    }
    // Lines break anywhere, within words too: both readings are looked at.
    booking.texts.push(value.to_owned());
    if joined.len() < value.len() {
        booking.texts.push(joined);
    }
}

fn subfields(booking: &mut Booking, joined: &str, mark: char) {
    let mut purpose = String::new();
    for part in joined.split(mark).skip(1) {
        let Some((number, text)) = part.split_at_checked(2) else {
            continue;
        };
        match number.parse::<u8>() {
            Ok(20..=29 | 60..=63) => purpose.push_str(text),
            Ok(32 | 33) => booking.name.push_str(text),
            Ok(0 | 10) => booking.texts.push(text.to_owned()),
            _ => (),
        }
    }
    for (word, kind) in [
        ("EREF+", ReferenceKind::EndToEndId),
        ("KREF+", ReferenceKind::Other),
    ] {
        if let Some((_, rest)) = purpose.split_once(word) {
            let end = rest
                .find('+')
                .map(|at| at.saturating_sub(4))
                .unwrap_or(rest.len());
            let value = rest.get(..end).unwrap_or(rest).trim();
            if !value.is_empty() && value != "NOTPROVIDED" {
                booking.references.push((kind, value.to_owned()));
            }
        }
    }
    booking.texts.push(purpose);
}

/// `/EREF/…/REMI/…/NAME/…`
fn words(booking: &mut Booking, joined: &str) {
    let mut parts = joined.split('/').skip(1);
    while let Some(word) = parts.next() {
        let mut value = || parts.next().unwrap_or_default().to_owned();
        match word {
            "EREF" => booking
                .references
                .push((ReferenceKind::EndToEndId, value())),
            "NAME" => booking.name = value(),
            _ => (),
        }
    }
}

fn keep(
    ledger: &mut Ledger,
    booking: Option<Booking>,
    currency: Option<Currency>,
) -> Result<(), BillError> {
    let Some(booking) = booking else {
        return Ok(());
    };
    let Some((sum, day)) = ledger.essentials(booking.line, booking.sum, booking.day) else {
        return Ok(());
    };
    let facts = Facts {
        day: Some(day),
        other_day: booking.other,
        side: booking.side,
        reversal: booking.reversal,
        status: Some(match booking.expected {
            true => LineStatus::Pending,
            false => LineStatus::Booked,
        }),
        currency,
        ..Facts::of(booking.line, sum)
    };
    ledger.enter(facts, &booking.name, &booking.texts, &booking.references)
}

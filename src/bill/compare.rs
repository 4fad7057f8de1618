//! One line beside a receipt: each field the same, different, or not to be known.

use super::line::{Ledger, Line, LineStatus, ReferenceKind, Side};
use super::matching::Grade;
use super::names::folded;
use super::references::{SHORTEST_IN_TEXT, could_have_been, is_damaged, is_in, is_same};
use super::sought::{Sought, Wanted};
use crate::vocabulary::words;

words! {
    /// What is compared, in the order in which it is told.
    Field {
        Reference = "reference", Code = "code", Amount = "amount", Currency = "currency", Date = "date", Time = "time", Name = "name",
        Last4 = "last4", Direction = "direction",
    }
}

/// How a field came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Same,
    Differs,
    Unknown,
}

/// A line may be posted a day before by the receipt's clock, and five days later.
const WINDOW: core::ops::RangeInclusive<i32> = -1..=LAST_DAY;
pub(super) const LAST_DAY: i32 = 5;
/// A line outside the window that is told as near.
pub(super) const NEAR: core::ops::RangeInclusive<i32> = -31..=62;
/// Clocks differ by minutes.
const CLOCKS: i64 = 600;

/// One line beside the receipt.
#[derive(Debug, Clone)]
pub(super) struct Comparison {
    told: [Told; Field::ALL.len()],
    pub note: Option<&'static str>,
    pub damaged: bool,
}

impl Comparison {
    pub fn of(&self, field: Field) -> Told {
        self.told
            .get(field as usize)
            .copied()
            .unwrap_or(Told::Unknown)
    }

    fn is(&self, field: Field) -> bool {
        self.of(field) == Told::Same
    }

    fn is_not(&self, field: Field) -> bool {
        self.of(field) == Told::Differs
    }

    pub fn fields(&self, told: Told) -> Vec<Field> {
        let all = Field::ALL.iter().map(|(_, field)| *field);
        all.filter(|field| self.of(*field) == told).collect()
    }

    pub fn grade(&self) -> Grade {
        if self.is(Field::Reference) {
            return Grade::G1;
        }
        let other = [
            Field::Reference,
            Field::Direction,
            Field::Currency,
            Field::Last4,
        ];
        if other.into_iter().any(|field| self.is_not(field))
            || !self.is(Field::Amount)
            || !self.is(Field::Date)
        {
            return Grade::None;
        }
        if self.is(Field::Code) {
            return Grade::G2;
        }
        if self.is(Field::Name) && self.is(Field::Currency) {
            return Grade::G3;
        }
        Grade::G4
    }

    /// Among lines of one grade the fitter comes first.
    pub fn fitness(&self, line: &Line) -> [i8; 6] {
        let rank = |field| match self.of(field) {
            Told::Same => 2,
            Told::Unknown => 1,
            Told::Differs => 0,
        };
        let status = match line.status {
            Some(LineStatus::Closed) => 0,
            Some(LineStatus::Pending) => 1,
            _ => 2,
        };
        [
            rank(Field::Direction),
            rank(Field::Amount),
            rank(Field::Date),
            status,
            rank(Field::Time),
            rank(Field::Last4),
        ]
    }

    /// What alone keeps the line from fitting, if it is one thing.
    pub fn near(&self) -> Option<Field> {
        let tested = [
            Field::Reference,
            Field::Amount,
            Field::Currency,
            Field::Last4,
            Field::Date,
            Field::Direction,
        ];
        let mut differing = tested.into_iter().filter(|field| self.is_not(*field));
        let only = differing.next()?;
        (differing.next().is_none() && self.is(Field::Name)).then_some(only)
    }
}

/// `None` where the line has nothing to do with the receipt.
pub(super) fn compare(
    ledger: &Ledger,
    line: &Line,
    sought: &Sought,
    seen_by: Option<Side>,
    names_left: &mut usize,
) -> Option<Comparison> {
    let (reference, damaged) = reference(ledger, line, sought);
    let (amount, currency, note) = amount(line, sought);
    let day = line.day.map(|day| day.since(sought.day));
    let other_day = line.other_day.map(|day| day.since(sought.day));
    let within = |range: &core::ops::RangeInclusive<i32>| {
        [day, other_day]
            .into_iter()
            .flatten()
            .any(|days| range.contains(&days))
    };
    let of_interest =
        reference == Told::Same || within(&WINDOW) || (amount == Told::Same && within(&NEAR));
    if !of_interest {
        return None;
    }
    let text = || [line.name, line.text, line.method].map(|span| ledger.text(span));
    let code = match &sought.code {
        Some(code) if amount == Told::Same => match text().iter().any(|text| is_in(code, text))
            || ledger
                .references(line)
                .any(|(_, value)| is_same(code, value))
        {
            true => Told::Same,
            false => Told::Unknown,
        },
        _ => Told::Unknown,
    };
    let name = if amount != Told::Same && reference != Told::Same && *names_left == 0 {
        return None;
    } else {
        *names_left = names_left.saturating_sub(usize::from(amount != Told::Same));
        name(&text(), sought)
    };
    let told = Field::ALL.iter().map(|(_, field)| match field {
        Field::Reference => reference,
        Field::Code => code,
        Field::Amount => amount,
        Field::Currency => currency,
        Field::Date => match day.or(other_day) {
            None => Told::Unknown,
            Some(_) if within(&WINDOW) => Told::Same,
            Some(_) => Told::Differs,
        },
        Field::Time => time(line, sought),
        Field::Name => name,
        Field::Last4 => last4(line, &text(), sought),
        Field::Direction => match (line.side, seen_by) {
            (Some(side), Some(wanted)) if side == wanted => Told::Same,
            (Some(_), Some(_)) => Told::Differs,
            _ => Told::Unknown,
        },
    });
    let mut comparison = Comparison {
        told: [Told::Unknown; Field::ALL.len()],
        note,
        damaged,
    };
    for (slot, told) in comparison.told.iter_mut().zip(told) {
        *slot = told;
    }
    Some(comparison)
}

/// A reference of the same kind that is another one belongs to another transaction, unless a spreadsheet has spoiled it.
fn reference(ledger: &Ledger, line: &Line, sought: &Sought) -> (Told, bool) {
    if sought.references.is_empty() {
        return (Told::Unknown, false);
    }
    let (mut told, mut damaged) = (Told::Unknown, false);
    for (kind, value) in ledger.references(line) {
        for (wanted_kind, wanted) in &sought.references {
            if is_same(wanted, value) {
                return (Told::Same, false);
            }
            if is_damaged(value) {
                damaged |= could_have_been(wanted, value);
            } else if kind == *wanted_kind && kind != ReferenceKind::Other {
                told = Told::Differs;
            }
        }
    }
    let texts = [line.name, line.text].map(|span| ledger.text(span));
    let told_in_text = sought
        .references
        .iter()
        .filter(|(_, wanted)| wanted.len() >= SHORTEST_IN_TEXT)
        .any(|(_, wanted)| texts.iter().any(|text| is_in(wanted, text)));
    if told_in_text {
        return (Told::Same, false);
    }
    (told, damaged)
}

fn amount(line: &Line, sought: &Sought) -> (Told, Told, Option<&'static str>) {
    let mut currency = match (line.currency, line.original) {
        (None, None) => Told::Unknown,
        _ => Told::Differs,
    };
    for Wanted {
        minor,
        currency: wanted,
        note,
    } in &sought.amounts
    {
        let is_it = |sum: super::sum::Sum| sum.minor(*wanted) == Some(*minor);
        if let Some((sum, original)) = line.original
            && original == *wanted
            && is_it(sum)
        {
            return (Told::Same, Told::Same, note.or(Some("amount_converted")));
        }
        match line.currency {
            None if is_it(line.sum) => return (Told::Same, Told::Unknown, *note),
            Some(stated) if stated == *wanted => {
                currency = Told::Same;
                if is_it(line.sum) {
                    return (Told::Same, Told::Same, *note);
                }
            }
            _ => (),
        }
    }
    // The same number in another currency is another amount, but that is what to tell.
    let number = sought
        .amounts
        .iter()
        .any(|wanted| line.sum.minor(wanted.currency) == Some(wanted.minor));
    if currency == Told::Differs && number {
        return (Told::Same, Told::Differs, None);
    }
    (Told::Differs, currency, None)
}

fn time(line: &Line, sought: &Sought) -> Told {
    let (Some(day), Some(time)) = (line.day, line.time) else {
        return Told::Unknown;
    };
    let offset = line.offset.map_or(sought.offset, i64::from);
    let at = day.seconds() + i64::from(time) - offset * 60;
    match (at - sought.at).abs() <= CLOCKS {
        true => Told::Same,
        false => Told::Differs,
    }
}

pub(super) fn name(texts: &[&str; 3], sought: &Sought) -> Told {
    if sought.names.is_empty() {
        return Told::Unknown;
    }
    let mut any = false;
    for text in texts.iter().take(2).flat_map(|text| text.split('\n')) {
        let line = folded(text);
        any |= line.chars().any(char::is_alphabetic);
        if sought.names.iter().any(|name| name.is_in(&line)) {
            return Told::Same;
        }
    }
    if any { Told::Differs } else { Told::Unknown }
}

fn last4(line: &Line, texts: &[&str; 3], sought: &Sought) -> Told {
    let Some(wanted) = &sought.last4 else {
        return Told::Unknown;
    };
    let stated = line
        .card
        .map(|card| card.map(char::from).iter().collect::<String>());
    let mut other = stated.is_some();
    if stated.as_deref() == Some(wanted) {
        return Told::Same;
    }
    for text in texts {
        for (digits, is_card) in four_digits(text) {
            if digits == *wanted {
                return Told::Same;
            }
            other |= is_card;
        }
    }
    // A phone's own number normally differs from the card's.
    match other && !sought.own_number {
        true => Told::Differs,
        false => Told::Unknown,
    }
}

/// Groups of exactly four digits, and whether what stands before them says that they end a card number.
fn four_digits(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.match_indices(|c: char| c.is_ascii_digit())
        .filter_map(move |(at, _)| {
            let before = text.get(..at)?;
            if before.ends_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            let (four, after) = text.get(at..)?.split_at_checked(4)?;
            if !four.bytes().all(|b| b.is_ascii_digit())
                || after.starts_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            let marks = ["*", "x", "X", "•", "尾号", "(", "（", "末四位"];
            Some((four, marks.iter().any(|mark| before.ends_with(mark))))
        })
}

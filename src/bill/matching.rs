//! Looking for one receipt's line: the best grade, and what comes near where nothing fits.

use super::compare::{Comparison, Field, NEAR, Told, compare, name};
use super::line::{Ledger, Line, LineStatus, Side};
use super::names::folded;
use super::sought::Sought;
use crate::vocabulary::words;

words! {
    /// How well a line fits: by a network's own reference; by approval code, amount and day; by amount, currency, day and name; by amount and day alone.
    Grade { G1 = "G1", G2 = "G2", G3 = "G3", G4 = "G4", Ambiguous = "ambiguous", None = "none" }
}

/// Names are compared for so many lines at most where nothing else fits: no file makes the page wait.
const NAMES_COMPARED: usize = 50_000;

/// What a file holds of one receipt.
pub(super) struct Found {
    pub grade: Grade,
    /// The matched line, or the nearest miss.
    pub line: Option<(usize, Comparison)>,
    pub candidates: usize,
    pub twins: usize,
    /// A later line takes the same amount the other way.
    pub money_back: bool,
}

/// `seen_by` is the side that a sale has in this file, where that is known.
pub(super) fn find(ledger: &Ledger, sought: &Sought, seen_by: Option<Side>) -> Found {
    let mut best: Vec<(usize, Comparison)> = Vec::new();
    let mut best_grade = Grade::None;
    let mut near: Vec<(Field, usize, Comparison)> = Vec::new();
    let mut names_left = NAMES_COMPARED;
    for (at, line) in ledger.lines().iter().enumerate() {
        let Some(comparison) = compare(ledger, line, sought, seen_by, &mut names_left) else {
            continue;
        };
        let grade = comparison.grade();
        if grade == Grade::None {
            if let Some(field) = comparison.near().filter(|_| near.len() < 1000) {
                near.push((field, at, comparison));
            }
            continue;
        }
        let fitter = best.first().map(|(held, other)| {
            let held = ledger.lines().get(*held).unwrap_or(line);
            (grade, other.fitness(held)).cmp(&(best_grade, comparison.fitness(line)))
        });
        match fitter {
            Some(core::cmp::Ordering::Greater) => (),
            Some(core::cmp::Ordering::Equal) => best.push((at, comparison)),
            Some(core::cmp::Ordering::Less) | None => {
                best = vec![(at, comparison)];
                best_grade = grade;
            }
        }
    }
    let candidates = best.len();
    let first = best.first().map(|(at, _)| *at);
    let first = first.and_then(|at| Some((at, ledger.lines().get(at)?)));
    let twins = first.map_or(0, |(at, line)| twins(ledger, at, line));
    let money_back = first.is_some_and(|(_, line)| money_back(ledger, line, sought));
    match candidates {
        0 => Found {
            grade: Grade::None,
            line: nearest(near),
            candidates,
            twins: 0,
            money_back: false,
        },
        1 => Found {
            grade: best_grade,
            line: best.pop(),
            candidates,
            twins,
            money_back,
        },
        _ => Found {
            grade: Grade::Ambiguous,
            line: best.into_iter().next(),
            candidates,
            twins,
            money_back,
        },
    }
}

/// The one line that misses by the least, if there is one and only one.
fn nearest(near: Vec<(Field, usize, Comparison)>) -> Option<(usize, Comparison)> {
    for wanted in [
        Field::Reference,
        Field::Amount,
        Field::Currency,
        Field::Last4,
        Field::Date,
        Field::Direction,
    ] {
        let mut of = near.iter().filter(|(field, _, _)| *field == wanted);
        if let Some((_, at, comparison)) = of.next() {
            return of.next().is_none().then(|| (*at, comparison.clone()));
        }
    }
    None
}

/// Other lines that look the same.
fn twins(ledger: &Ledger, at: usize, line: &Line) -> usize {
    let name = |line: &Line| {
        let name = folded(ledger.text(line.name));
        if name.is_empty() {
            folded(ledger.text(line.text))
        } else {
            name
        }
    };
    let this = name(line);
    let others = ledger
        .lines()
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at);
    others
        .filter(|(_, other)| {
            other.sum == line.sum
                && other.day == line.day
                && other.side == line.side
                && other.currency == line.currency
                && other.status != Some(LineStatus::Closed)
                && name(other) == this
        })
        .count()
}

fn money_back(ledger: &Ledger, line: &Line, sought: &Sought) -> bool {
    // What gives money back is not itself given back.
    let opposite = line
        .side
        .filter(|_| !line.reversal && sought.side == Side::Debit)
        .map(Side::other);
    let days = |other: &Line| Some(other.day?.since(line.day?));
    let mut others = ledger.lines().iter().filter(|other| {
        opposite.is_some()
            && other.side == opposite
            && other.sum == line.sum
            && other.currency == line.currency
            && days(other).is_some_and(|days| (0..=*NEAR.end()).contains(&days))
    });
    let shares = |other: &Line| {
        ledger.references(line).any(|(_, mine)| {
            ledger
                .references(other)
                .any(|(_, its)| !mine.is_empty() && mine == its)
        })
    };
    let named = |other: &Line| {
        let texts = [other.name, other.text, other.method].map(|span| ledger.text(span));
        name(&texts, sought) == Told::Same
    };
    others.any(|other| other.reversal || shares(other) || named(other))
}

//! What leaves the reader, as JSON: what the file is, and the one line that belongs to a receipt.

use super::compare::{Comparison, Field, LAST_DAY, Told};
use super::day::{Day, clock};
use super::line::{Line, Unread};
use super::matching::{self, Found, Grade};
use super::sought::Sought;
use super::table::Guessed;
use super::{Bill, Format, SuppliedBy, shown};
use crate::json::{Object, ToJson, Writer, members};

impl ToJson for Day {
    fn write(&self, out: &mut Writer) {
        out.string(&self.to_text());
    }
}

impl ToJson for Unread {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("line", &i64::from(self.line));
            out.member("code", &self.code);
        });
    }
}

impl ToJson for Guessed {
    fn write(&self, out: &mut Writer) {
        let sure = self.doubts.is_empty() && self.columns.is_complete();
        out.object(&|out| {
            out.member("guess", &self.columns);
            out.member("header", &self.header);
            out.member("sample", &self.sample);
            out.member("sure", &sure);
            out.member("doubts", &self.doubts);
        });
    }
}

fn digits(last4: Option<[u8; 4]>) -> Option<String> {
    last4.map(|digits| digits.map(char::from).iter().collect())
}

pub(super) struct Facts<'a>(pub &'a Bill);

impl ToJson for Facts<'_> {
    fn write(&self, out: &mut Writer) {
        let bill = self.0;
        let covered = bill.covered().filter(|_| !bill.is_open());
        out.object(&|out| {
            out.member("format", &bill.format);
            out.member("container", &bill.container);
            out.member("encoding", &bill.charset.label());
            out.member("lines", &bill.ledger.lines().len());
            out.member("unread", &bill.ledger.unread);
            out.member("unread_count", &bill.ledger.unread_count);
            out.member("currency", &bill.currency);
            out.member("from", &covered.map(|(from, _)| from));
            out.member("to", &covered.map(|(_, to)| to));
            out.member("account_last4", &digits(bill.account_last4));
            match &bill.guessed {
                Some(guessed) => out.member("columns", guessed),
                None => out.member("columns", &None::<bool>),
            }
            out.member("notes", &bill.notes);
        });
    }
}

struct Reference {
    kind: &'static str,
    value: String,
}

members!(member Reference { kind, value });

struct ShownLine {
    date: Option<Day>,
    time: Option<String>,
    amount: Option<i64>,
    currency: Option<crate::Currency>,
    name: Option<String>,
    method: Option<String>,
    references: Vec<Reference>,
    row: i64,
}

members!(member ShownLine { date, time, amount, currency, name, method, references, row });

impl ShownLine {
    fn new(bill: &Bill, line: &Line, sought: &Sought) -> Self {
        // Where the file names no currency, its amounts are told in the receipt's.
        let currency = line.currency.or(bill.currency);
        let assumed = currency.or_else(|| sought.amounts.first().map(|wanted| wanted.currency));
        let ledger = &bill.ledger;
        let words = |span| {
            Some(shown(&ledger.text(span).replace('\n', " · "))).filter(|text| !text.is_empty())
        };
        let references = ledger.references(line).map(|(kind, value)| {
            let known = sought
                .references
                .iter()
                .any(|(_, wanted)| super::references::is_same(wanted, value));
            Reference {
                kind: kind.as_str(),
                // What the receipt says as well is no card number.
                value: if known {
                    crate::text::visible(value)
                } else {
                    shown(value)
                },
            }
        });
        Self {
            date: line.day,
            time: line.time.map(clock),
            amount: assumed.and_then(|currency| line.sum.minor(currency)),
            currency,
            name: words(line.name).or_else(|| words(line.text)),
            method: words(line.method),
            references: references.collect(),
            row: line.row.into(),
        }
    }
}

struct Coverage {
    from: Option<Day>,
    to: Option<Day>,
    covers: bool,
    open: bool,
}

members!(member Coverage { from, to, covers, open });

/// What the file holds of one receipt.
pub(super) struct Match<'a> {
    bill: &'a Bill,
    sought: Option<Sought>,
    found: Found,
}

impl<'a> Match<'a> {
    pub fn of(bill: &'a Bill, report: &Object, supplied_by: SuppliedBy) -> Self {
        let sought = Sought::from_report(report);
        let mut found = match &sought {
            Some(sought) => {
                matching::find(&bill.ledger, sought, bill.seen_by(supplied_by, sought.side))
            }
            None => Found {
                grade: Grade::None,
                line: None,
                candidates: 0,
                twins: 0,
                money_back: false,
            },
        };
        // A day that may be a month is none to build on.
        if bill.is_open() && matches!(found.grade, Grade::G2 | Grade::G3) {
            found.grade = Grade::G4;
        }
        Self {
            bill,
            sought,
            found,
        }
    }

    fn comparison(&self, told: Told) -> Vec<Field> {
        let comparison = self.found.line.as_ref().map(|(_, comparison)| comparison);
        comparison
            .map(|comparison| comparison.fields(told))
            .unwrap_or_default()
    }

    fn coverage(&self) -> Coverage {
        // Days that could be months cover nothing yet.
        let covered = self.bill.covered().filter(|_| !self.bill.is_open());
        let day = self.sought.as_ref().map(|sought| sought.day);
        let both = covered.zip(day);
        Coverage {
            from: covered.map(|(from, _)| from),
            to: covered.map(|(_, to)| to),
            covers: both.is_some_and(|((from, to), day)| from <= day && day <= to),
            open: both.is_none_or(|((_, to), day)| to < day.plus(LAST_DAY)),
        }
    }

    fn notes(&self) -> Vec<&'static str> {
        let mut notes = Vec::new();
        if self.bill.is_open() {
            notes.push("columns_unsure");
        }
        let of_line = |read: &dyn Fn(&Comparison) -> bool| {
            self.found
                .line
                .as_ref()
                .is_some_and(|(_, comparison)| read(comparison))
        };
        if of_line(&|comparison| comparison.damaged) {
            notes.push("reference_damaged");
        }
        if let Some(note) = self
            .found
            .line
            .as_ref()
            .and_then(|(_, comparison)| comparison.note)
        {
            notes.push(note);
        }
        let at = self.found.line.as_ref().map(|(at, _)| *at);
        let line = at.and_then(|at| self.bill.ledger.lines().get(at));
        if line.is_some_and(|line| line.reversal) {
            notes.push("reversal");
        }
        if self.found.money_back {
            notes.push("money_back");
        }
        if self.bill.format == Format::Alipay {
            notes.push("accepted_only");
        }
        notes
    }
}

impl ToJson for Match<'_> {
    fn write(&self, out: &mut Writer) {
        let found = &self.found;
        let at = found.line.as_ref().map(|(at, _)| *at);
        let line = at.and_then(|at| self.bill.ledger.lines().get(at));
        // Of several lines that fit none is the one.
        let one = line.filter(|_| found.grade != Grade::Ambiguous);
        let told = one
            .zip(self.sought.as_ref())
            .map(|(line, sought)| ShownLine::new(self.bill, line, sought));
        out.object(&|out| {
            out.member(
                "digest",
                &self
                    .sought
                    .as_ref()
                    .and_then(|sought| sought.digest.as_deref()),
            );
            out.member("grade", &found.grade);
            out.member("matched", &self.comparison(Told::Same));
            out.member("differs", &self.comparison(Told::Differs));
            out.member("unknown", &self.comparison(Told::Unknown));
            out.member("direction", &one.and_then(|line| line.side));
            out.member("status", &one.and_then(|line| line.status));
            out.member("candidates", &found.candidates);
            out.member("twins", &found.twins);
            out.member("line", &told);
            out.member("coverage", &self.coverage());
            out.member("notes", &self.notes());
        });
    }
}

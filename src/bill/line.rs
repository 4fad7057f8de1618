//! What a statement file comes down to: its lines, and one long text that holds their words.

use super::BillError;
use super::day::Day;
use super::sum::Sum;
use crate::money::Currency;
use crate::vocabulary::words;

words! {
    /// What a line does to the account that the file is about: money out, money in.
    Side { Debit = "debit", Credit = "credit" }
}

impl Side {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Debit => Self::Credit,
            Self::Credit => Self::Debit,
        }
    }
}

words! {
    /// How far a line has come.
    LineStatus {
        Pending = "pending", Booked = "booked", Closed = "closed", Refunded = "refunded", PartRefunded = "part_refunded",
    }
}

words! {
    /// Whose reference it is.
    ReferenceKind {
        TransactionId = "transaction_id", MerchantOrderId = "merchant_order_id", RefundId = "refund_id", Rrn = "rrn", Arn = "arn",
        EndToEndId = "end_to_end_id", ServicerReference = "servicer_reference", Other = "reference",
    }
}

/// A part of the long text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    from: u32,
    to: u32,
}

/// What a line says in numbers and words of our own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub row: u32,
    pub day: Option<Day>,
    /// A second day: value date beside booking date.
    pub other_day: Option<Day>,
    pub time: Option<u32>,
    pub offset: Option<i16>,
    pub sum: Sum,
    pub side: Option<Side>,
    /// It takes back an earlier line.
    pub reversal: bool,
    pub status: Option<LineStatus>,
    pub currency: Option<Currency>,
    /// The same in the currency of the purchase.
    pub original: Option<(Sum, Currency)>,
    pub card: Option<[u8; 4]>,
}

impl Facts {
    /// A row and its amount; what else is known is set.
    pub fn of(row: u32, sum: Sum) -> Self {
        Self {
            row,
            day: None,
            other_day: None,
            time: None,
            offset: None,
            sum,
            side: None,
            reversal: false,
            status: None,
            currency: None,
            original: None,
            card: None,
        }
    }
}

/// One line of a statement file.
#[derive(Debug, Clone)]
pub(super) struct Line {
    facts: Facts,
    pub name: Span,
    pub method: Span,
    /// Everything else that is said.
    pub text: Span,
    references: (u32, u32),
}

impl core::ops::Deref for Line {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

/// A line before its words have their place.
#[derive(Debug, Clone)]
pub(super) struct Draft<'a> {
    pub facts: Facts,
    pub name: &'a str,
    pub method: &'a str,
    pub texts: &'a [&'a str],
    pub references: &'a [(ReferenceKind, &'a str)],
}

/// A row that could not be read, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unread {
    pub line: u32,
    pub code: &'static str,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    lines: Vec<Line>,
    words: String,
    references: Vec<(ReferenceKind, Span)>,
    /// The first rows that could not be read, and how many there are.
    pub unread: Vec<Unread>,
    pub unread_count: usize,
}

/// What a line at most has to say: a hostile one cannot fill the memory with what nobody shows.
const MAX_TEXT: usize = 2_000;

impl Ledger {
    pub const MAX_LINES: usize = 1_000_000;

    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub fn text(&self, span: Span) -> &str {
        self.words
            .get(span.from as usize..span.to as usize)
            .unwrap_or_default()
    }

    pub fn references(&self, line: &Line) -> impl Iterator<Item = (ReferenceKind, &str)> {
        let (from, to) = (line.references.0 as usize, line.references.1 as usize);
        let spans = self.references.get(from..to).unwrap_or_default();
        spans.iter().map(|(kind, span)| (*kind, self.text(*span)))
    }

    /// `None` once there are too many lines.
    pub fn push(&mut self, draft: &Draft) -> Option<()> {
        if self.lines.len() >= Self::MAX_LINES {
            return None;
        }
        let name = self.keep(draft.name)?;
        let method = self.keep(draft.method)?;
        let text = self.keep_all(draft.texts)?;
        let from = u32::try_from(self.references.len()).ok()?;
        for (kind, value) in draft.references {
            if !value.is_empty() {
                let span = self.keep(value)?;
                self.references.push((*kind, span));
            }
        }
        let to = u32::try_from(self.references.len()).ok()?;
        self.lines.push(Line {
            facts: draft.facts,
            name,
            method,
            text,
            references: (from, to),
        });
        Some(())
    }

    /// Amount and day, without which a line is none: what misses is noted.
    pub fn essentials<M, D>(&mut self, row: u32, sum: Option<M>, day: Option<D>) -> Option<(M, D)> {
        match (sum, day) {
            (Some(sum), Some(day)) => return Some((sum, day)),
            (None, _) => self.unread(row, "amount_unread"),
            (_, None) => self.unread(row, "date_unread"),
        }
        None
    }

    /// A booking whose words are its own until here.
    pub fn enter(
        &mut self,
        facts: Facts,
        name: &str,
        texts: &[String],
        references: &[(ReferenceKind, String)],
    ) -> Result<(), BillError> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let references: Vec<_> = references
            .iter()
            .map(|(kind, value)| (*kind, value.as_str()))
            .collect();
        let draft = Draft {
            facts,
            name,
            method: "",
            texts: &texts,
            references: &references,
        };
        self.push(&draft).ok_or(BillError::TooManyLines)
    }

    pub fn unread(&mut self, line: u32, code: &'static str) {
        const SHOWN: usize = 20;
        self.unread_count += 1;
        if self.unread.len() < SHOWN {
            self.unread.push(Unread { line, code });
        }
    }

    fn keep(&mut self, text: &str) -> Option<Span> {
        self.keep_all(&[text])
    }

    fn keep_all(&mut self, texts: &[&str]) -> Option<Span> {
        let from = self.words.len();
        for text in texts.iter().filter(|text| !text.is_empty()) {
            if self.words.len() > from {
                self.words.push('\n');
            }
            let ends = (0..=MAX_TEXT.min(text.len())).rev();
            let kept = ends.filter_map(|end| text.get(..end)).next();
            self.words.push_str(kept.unwrap_or_default());
        }
        Some(Span {
            from: u32::try_from(from).ok()?,
            to: u32::try_from(self.words.len()).ok()?,
        })
    }
}

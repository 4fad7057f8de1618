//! Lines out of a table: the wallets' exports, any bank's CSV, and the same as spreadsheets.

use super::columns::Columns;
use super::day::{Day, Moment, moment};
use super::guess::{self, Doubts};
use super::header;
use super::line::{Draft, Facts, Ledger, LineStatus, Side};
use super::rows::{Row, Rows};
use super::sum::{Signed, Sum, amount};
use super::wallets;
use super::{BillError, Format};
use crate::card_data;
use crate::json::Object;
use crate::money::Currency;

/// Gives the rows from the first on, as often as asked.
pub(super) type Source<'a> = &'a dyn Fn() -> Box<dyn Rows + 'a>;

pub(super) struct Table {
    pub format: Format,
    pub ledger: Ledger,
    pub period: Option<(Day, Day)>,
    pub guessed: Option<Guessed>,
    pub currency: Option<Currency>,
}

/// What was guessed, and what somebody can judge it by.
pub(super) struct Guessed {
    pub columns: Columns,
    pub header: Vec<String>,
    pub sample: Vec<Vec<String>>,
    pub doubts: Doubts,
}

impl Guessed {
    /// Somebody has to say which column is which, or how days and amounts are written, before a match means much.
    pub fn is_open(&self) -> bool {
        let open = ["date", "date_order", "amount", "decimal"];
        !self.columns.is_complete() || self.doubts.iter().any(|doubt| open.contains(doubt))
    }

    /// Whether minus is money out is not known.
    pub fn is_side_open(&self) -> bool {
        self.doubts.contains(&"minus_is")
    }
}

/// A header stands among the first rows: wallets put about twenty lines above theirs.
const PREAMBLE: usize = 60;
const SHOWN: usize = 5;

pub(super) fn read(source: Source, said: Option<&Object>) -> Result<Table, BillError> {
    let head = head(source)?;
    if head.iter().all(Row::is_blank) {
        return Err(BillError::Empty);
    }
    let found = head
        .iter()
        .take(PREAMBLE)
        .enumerate()
        .find_map(|(at, row)| Some((at, wallets::layout(row)?)));
    let (top, format, columns, guessed) = match found {
        Some((at, (format, columns))) => (Some(at), format, columns, None),
        None => {
            let (top, guessed) = guess_columns(&head, said)?;
            (top, Format::Csv, guessed.columns.clone(), Some(guessed))
        }
    };
    let period = period(head.get(..top.unwrap_or(0)).unwrap_or_default());
    let mut reading = Reading {
        columns: &columns,
        format,
        ledger: Ledger::default(),
        width: top.map_or(0, |top| width(&head, top)),
        side_open: guessed.as_ref().is_some_and(Guessed::is_side_open),
        statuses: wallets::Read::new(),
        sides: wallets::Read::new(),
        currencies: wallets::Read::new(),
    };
    if columns.is_complete() {
        let mut rows = source();
        let mut row = Row::default();
        let mut at = 0_usize;
        while rows.next(&mut row)? {
            at += 1;
            if at > Ledger::MAX_LINES + 1_000 {
                return Err(BillError::TooManyLines);
            }
            if top.is_some_and(|top| at <= top + 1) || row.is_blank() {
                continue;
            }
            if !reading.line(&row)? {
                break;
            }
        }
    }
    // Neither a name of a column nor a day in any row: text, but no table of bookings. Where days stand, somebody can say what the rest is.
    let has_days = || {
        head.iter()
            .any(|row| row.len() > 1 && row.cells().any(guess::is_date))
    };
    if top.is_none() && said.is_none() && reading.ledger.lines().is_empty() && !has_days() {
        return Err(BillError::FormatUnknown);
    }
    Ok(Table {
        format,
        ledger: reading.ledger,
        period,
        guessed,
        currency: columns.code,
    })
}

fn head(source: Source) -> Result<Vec<Row>, BillError> {
    let mut rows = source();
    let mut head = Vec::new();
    let mut row = Row::default();
    while head.len() < guess::SAMPLE && rows.next(&mut row)? {
        head.push(row.clone());
    }
    Ok(head)
}

/// How many cells a row has: as many as the header, or as most of the rows, which some exports end with one more separator.
fn width(head: &[Row], top: usize) -> usize {
    let header = head.get(top).map_or(0, Row::len);
    let below = head.iter().skip(top + 1);
    let longer = |row: &&Row| row.len() == header + 1 && row.cell(header).is_empty();
    header + usize::from(below.clone().filter(longer).count() * 2 > below.count())
}

/// The header row with most known words, and what the rows below it show.
fn guess_columns(
    head: &[Row],
    said: Option<&Object>,
) -> Result<(Option<usize>, Guessed), BillError> {
    let scored = head.iter().take(PREAMBLE).enumerate();
    let best = scored
        .map(|(at, row)| (header::words_in(row), at))
        .max_by_key(|(words, at)| (*words, usize::MAX - at))
        .filter(|(words, at)| *words >= 2 || (*words == 1 && is_wordy(head.get(*at))));
    let top = best.map(|(_, at)| at);
    let below = top.map_or(0, |at| at + 1);
    let mut columns = top
        .and_then(|at| head.get(at))
        .map(header::columns)
        .unwrap_or_default();
    let rows: Vec<Row> = head
        .iter()
        .skip(below)
        .filter(|row| row.len() > 1 && !row.is_blank())
        .cloned()
        .collect();
    let mut preamble = String::new();
    for row in head.iter().take(below) {
        for cell in row.cells() {
            preamble.push_str(cell);
            preamble.push(' ');
        }
    }
    let mut doubts = guess::complete(&mut columns, &rows, &preamble);
    if let Some(said) = said {
        columns.put_right(said).ok_or(BillError::ColumnsInvalid)?;
        doubts.retain(|doubt| said.get(doubt).is_none());
    }
    let header = top.and_then(|at| head.get(at)).cloned().unwrap_or_default();
    let sample = rows.iter().take(SHOWN).map(|row| {
        let cells = row.cells().enumerate();
        cells
            .map(|(at, cell)| masked(header.cell(at), cell))
            .collect()
    });
    Ok((
        top,
        Guessed {
            sample: sample.collect(),
            header: header.cells().map(super::shown).collect(),
            columns,
            doubts,
        },
    ))
}

/// Several cells, and no number among them: a header although we know but one of its words.
fn is_wordy(row: Option<&Row>) -> bool {
    let wordy = |cell: &str| !cell.is_empty() && !cell.contains(|c: char| c.is_ascii_digit());
    row.is_some_and(|row| row.len() > 2 && row.cells().all(wordy))
}

/// A cell as it may be shown: of a card number the last four, of what else a card's header announces nothing.
fn masked(header: &str, cell: &str) -> String {
    let is_number = header::use_of(header) == Some(header::Use::Card);
    let is_secret = card_data::is_card_name(header) || header.contains("有效期");
    if !is_number && !is_secret {
        return super::shown(cell);
    }
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let kept = if is_number { 4 } else { 0 };
    let mut left = digits;
    let hidden = cell.chars().map(|c| {
        if !c.is_ascii_digit() {
            return c;
        }
        left -= 1;
        if left < kept { c } else { '•' }
    });
    super::shown(&hidden.collect::<String>())
}

/// `起始时间：[2026-11-01 00:00:00] 终止时间：[2026-11-30 23:59:59]`
fn period(preamble: &[Row]) -> Option<(Day, Day)> {
    for row in preamble {
        for cell in row.cells() {
            if let (Some(from), Some(to)) = (after(cell, "起始时间"), after(cell, "终止时间"))
            {
                return Some((from, to)).filter(|(from, to)| from <= to);
            }
        }
    }
    None
}

fn after(text: &str, word: &str) -> Option<Day> {
    let (_, rest) = text.split_once(word)?;
    let rest = rest.trim_start_matches(['：', ':', '[', ' ', '【']);
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '年' | '月'));
    let date = rest.get(..end.unwrap_or(rest.len()))?;
    Some(moment(date, Default::default())?.day)
}

struct Reading<'a> {
    columns: &'a Columns,
    format: Format,
    ledger: Ledger,
    width: usize,
    side_open: bool,
    statuses: wallets::Read<LineStatus>,
    sides: wallets::Read<Side>,
    currencies: wallets::Read<Currency>,
}

impl Reading<'_> {
    /// `false` where the table ends and a summary begins.
    fn line(&mut self, row: &Row) -> Result<bool, BillError> {
        let first = row.cell(0);
        if self.format == Format::WechatMerchant && first.starts_with("总交易单数") {
            return Ok(false);
        }
        // A rule of dashes, or a sentence in the first cell: what stands under the table.
        let rest_blank = (1..row.len()).all(|at| row.cell(at).is_empty());
        if first.starts_with("-----") || (rest_blank && self.width > 2) {
            return Ok(true);
        }
        // A comma that nobody put in quotes has pushed the cells to the right.
        let pushed = self.width > 0 && row.len() > self.width;
        let moment = self.moment(row).filter(|_| !pushed);
        let money = self.money(row).filter(|_| !pushed);
        match (moment, money) {
            (Some(moment), Some((sum, side))) => self.keep(row, moment, sum, side)?,
            // A heading or total within the table.
            (None, None) => self.ledger.unread(row.line, "row_unread"),
            (None, Some(_)) => self.ledger.unread(row.line, "date_unread"),
            (Some(_), None) => self.ledger.unread(row.line, "amount_unread"),
        }
        Ok(true)
    }

    fn cell<'r>(&self, row: &'r Row, at: Option<usize>) -> &'r str {
        at.map(|at| row.cell(at)).unwrap_or_default()
    }

    fn moment(&self, row: &Row) -> Option<Moment> {
        let columns = self.columns;
        let read = |at| moment(self.cell(row, at), columns.order);
        let mut found = read(columns.date).or_else(|| read(columns.other_date))?;
        if found.time.is_none() && columns.time.is_some() {
            let mut text = found.day.to_text();
            text.push(' ');
            text.push_str(self.cell(row, columns.time));
            if let Some(timed) = moment(&text, Default::default()) {
                found.time = timed.time;
            }
        }
        Some(found)
    }

    fn money(&mut self, row: &Row) -> Option<(Sum, Option<Side>)> {
        let columns = self.columns;
        let read = |at: Option<usize>| {
            let cell = self.cell(row, at);
            amount(cell, columns.decimal())
        };
        if let Some(Signed { sum, minus }) = read(columns.amount) {
            let word = self.cell(row, columns.side);
            let side = match columns.side {
                None if self.side_open => None,
                Some(_) => self.sides.or_by(wallets::side, word),
                None if self.format == Format::WechatMerchant => Some(Side::Credit),
                None if minus != columns.plus_is_debit => Some(Side::Debit),
                None => Some(Side::Credit),
            };
            return Some((sum, side));
        }
        if columns.amount.is_some() {
            return None;
        }
        let out = read(columns.debit).filter(|s| !s.sum.is_zero());
        let come = read(columns.credit).filter(|s| !s.sum.is_zero());
        match (out, come) {
            (Some(out), None) => Some((out.sum, Some(Side::Debit))),
            (None, Some(come)) => Some((come.sum, Some(Side::Credit))),
            _ => None,
        }
    }

    fn keep(
        &mut self,
        row: &Row,
        moment: Moment,
        sum: Sum,
        side: Option<Side>,
    ) -> Result<(), BillError> {
        let columns = self.columns;
        let kind = self.cell(row, columns.kind);
        let mut status = self
            .statuses
            .or_by(wallets::status, self.cell(row, columns.status));
        let refund = amount(self.cell(row, columns.refund), columns.decimal())
            .map(|refund| refund.sum)
            .filter(|refund| !refund.is_zero());
        let (mut sum, mut side) = (sum, side);
        match (self.format, refund) {
            // Payments and refunds are rows of one shape; which amount holds, the status says.
            (Format::WechatMerchant, Some(refund)) => {
                (sum, side, status) = (refund, Some(Side::Debit), Some(LineStatus::Booked));
            }
            (Format::Alipay, Some(refund)) if status != Some(LineStatus::Refunded) => {
                status = Some(if refund == sum {
                    LineStatus::Refunded
                } else {
                    LineStatus::PartRefunded
                });
            }
            _ => (),
        }
        let refund_row = kind.contains("退款");
        // A refund's own row ends well by being a refund; it was not taken back.
        if refund_row && side == Some(Side::Credit) && status == Some(LineStatus::Refunded) {
            status = Some(LineStatus::Booked);
        }
        let mut texts: Vec<&str> = columns.texts.iter().map(|at| row.cell(*at)).collect();
        texts.push(kind);
        let references: Vec<_> = columns
            .references
            .iter()
            .map(|(kind, at)| (*kind, row.cell(*at)))
            .filter(|(_, value)| !matches!(*value, "" | "/" | "-" | "0"))
            .collect();
        let stated = self.cell(row, columns.currency);
        let currency = self.currencies.or_by(currency, stated).or(columns.code);
        let card = last4(self.cell(row, columns.card));
        let other = self.cell(row, columns.other_date);
        self.ledger
            .push(&Draft {
                facts: Facts {
                    day: Some(moment.day),
                    other_day: super::day::moment(other, columns.order).map(|m| m.day),
                    time: moment.time,
                    offset: moment.offset.or(self.format.offset()),
                    side,
                    status,
                    currency,
                    card,
                    ..Facts::of(row.line, sum)
                },
                name: self.cell(row, columns.name),
                method: self.cell(row, columns.method),
                texts: &texts,
                references: &references,
            })
            .ok_or(BillError::TooManyLines)
    }
}

fn currency(word: &str) -> Option<Currency> {
    match word {
        "" => None,
        "人民币" | "RMB" | "人民币元" => Currency::from_code("CNY"),
        "美元" => Currency::from_code("USD"),
        "欧元" => Currency::from_code("EUR"),
        "港币" | "港元" => Currency::from_code("HKD"),
        "日元" => Currency::from_code("JPY"),
        word => Currency::from_code(&word.to_ascii_uppercase()),
    }
}

/// The last four digits of a card's column, which may hold more of the number than it should.
pub(super) fn last4(cell: &str) -> Option<[u8; 4]> {
    let digits: Vec<u8> = cell
        .bytes()
        .rev()
        .skip_while(|b| !b.is_ascii_digit())
        .take_while(u8::is_ascii_digit)
        .take(4)
        .collect();
    let mut four: [u8; 4] = digits.try_into().ok()?;
    four.reverse();
    Some(four)
}

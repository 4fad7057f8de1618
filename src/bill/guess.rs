//! What a table's header does not say, its content may: which column holds dates and amounts, in which order and with which decimal mark.

use super::columns::Columns;
use super::day::{Order, first_numbers, moment};
use super::rows::Row;
use super::sum::amount;
use crate::money::Currency;

/// Rows that the guess is made from.
pub(super) const SAMPLE: usize = 3_000;

/// What the guess could not settle: names of members of the columns' JSON.
pub(super) type Doubts = Vec<&'static str>;

/// Completes what the header said by what stands below it.
pub(super) fn complete(columns: &mut Columns, rows: &[Row], preamble: &str) -> Doubts {
    let mut doubts = Doubts::new();
    let width = rows.iter().map(Row::len).max().unwrap_or(0);
    if columns.date.is_none() {
        columns.date = most(rows, width, &|cell| is_date(cell));
        doubts.push("date");
    }
    if columns.amount.is_none() && columns.debit.is_none() && columns.credit.is_none() {
        let taken = columns.date;
        let is_whole = |cell: &str| cell.len() <= 12 && amount(cell, '.').is_some();
        columns.amount = most(rows, width, &|cell| is_money(cell) && !is_date(cell))
            .or_else(|| most(rows, width, &|cell| is_whole(cell) && !is_date(cell)))
            .filter(|at| Some(*at) != taken);
        doubts.push("amount");
    }
    if !order(columns, rows) {
        doubts.push("date_order");
    }
    if columns.name.is_none() && columns.texts.is_empty() {
        let widest = |at: &usize| -> usize {
            let letters = |cell: &str| cell.chars().filter(|c| c.is_alphabetic()).count();
            rows.iter().map(|row| letters(row.cell(*at))).sum()
        };
        if let Some(at) = (0..width).max_by_key(widest).filter(|at| widest(at) > 0) {
            columns.texts.push(at);
        }
    }
    if columns.currency.is_none() && columns.code.is_none() {
        columns.code = currency(rows, preamble);
        if columns.code.is_none() {
            doubts.push("currency_code");
        }
    }
    if !decimal(columns, rows) {
        doubts.push("decimal");
    }
    if !side(columns, rows) {
        doubts.push("minus_is");
    }
    doubts
}

/// The column in which most cells are of a kind, if that is more than half of the rows.
fn most(rows: &[Row], width: usize, is: &dyn Fn(&str) -> bool) -> Option<usize> {
    let count = |at: usize| rows.iter().filter(|row| is(row.cell(at))).count();
    // The first row may be a header whose words we do not know.
    let most_of = rows.len().max(2) - 1;
    (0..width)
        .map(|at| (count(at), width - at, at))
        .max()
        .filter(|(count, _, _)| count * 2 > most_of)
        .map(|(_, _, at)| at)
}

pub(super) fn is_date(cell: &str) -> bool {
    [Order::Ymd, Order::Dmy, Order::Mdy]
        .into_iter()
        .any(|order| moment(cell, order).is_some())
}

fn is_money(cell: &str) -> bool {
    let marks = cell.chars().filter(|c| matches!(c, '.' | ',')).count();
    marks > 0 && (amount(cell, '.').is_some() || amount(cell, ',').is_some())
}

/// Whether the order of day and month is plain.
fn order(columns: &mut Columns, rows: &[Row]) -> bool {
    let Some(at) = columns.date else { return true };
    let (mut dates, mut dmy, mut mdy) = (0_usize, 0_usize, 0_usize);
    for row in rows {
        if let Some([a, b]) = first_numbers(row.cell(at)) {
            dates += 1;
            dmy += usize::from(a > 12 && b <= 12);
            mdy += usize::from(b > 12 && a <= 12);
        }
    }
    if dates == 0 {
        columns.order = Order::Ymd;
        return true;
    }
    // Points part days and months in Europe, which writes the day first.
    let dotted = rows.iter().any(|row| {
        let cell = row.cell(at);
        first_numbers(cell).is_some() && cell.contains('.') && !cell.contains('/')
    });
    columns.order = if mdy > dmy { Order::Mdy } else { Order::Dmy };
    (dmy > 0) != (mdy > 0) || (dmy == 0 && mdy == 0 && dotted)
}

fn money_columns(columns: &Columns) -> impl Iterator<Item = usize> {
    [columns.amount, columns.debit, columns.credit]
        .into_iter()
        .flatten()
}

/// Whether the decimal mark is plain.
fn decimal(columns: &mut Columns, rows: &[Row]) -> bool {
    let (mut point, mut comma) = (0_usize, 0_usize);
    // `1,234` and `1.234`: thousands, but where a currency has three decimals.
    let (mut by_comma, mut by_point) = (0_usize, 0_usize);
    for row in rows {
        for at in money_columns(columns) {
            let cell = row.cell(at);
            match (amount(cell, '.').is_some(), amount(cell, ',').is_some()) {
                (true, false) => point += usize::from(cell.contains(['.', ','])),
                (false, true) => comma += usize::from(cell.contains(['.', ','])),
                (true, true) if cell.contains(',') => by_comma += 1,
                (true, true) if cell.contains('.') => by_point += 1,
                _ => (),
            }
        }
    }
    if point + comma > 0 {
        columns.comma = comma > point;
        return (point > 0) != (comma > 0);
    }
    columns.comma = by_point > by_comma;
    let thousandths = columns.code.is_some_and(|code| code.exponent() == 3);
    by_point + by_comma == 0 || ((by_point > 0) != (by_comma > 0) && !thousandths)
}

/// ISO codes and signs in headers, cells and in what stands above the table.
fn currency(rows: &[Row], preamble: &str) -> Option<Currency> {
    let code_in = |text: &str| {
        text.split(|c: char| !c.is_ascii_uppercase())
            .filter(|word| word.len() == 3)
            .find_map(Currency::from_code)
    };
    let sign_in = |text: &str| {
        let signs = [
            ("€", "EUR"),
            ("£", "GBP"),
            ("₹", "INR"),
            ("人民币", "CNY"),
            ("(元)", "CNY"),
            ("（元）", "CNY"),
            ("₽", "RUB"),
            ("zł", "PLN"),
        ];
        signs
            .into_iter()
            .find(|(sign, _)| text.contains(sign))
            .and_then(|(_, code)| Currency::from_code(code))
    };
    let cells = |find: &dyn Fn(&str) -> Option<Currency>| {
        rows.iter().take(20).find_map(|row| {
            row.cells()
                .filter(|c| c.len() < 24 && c.bytes().any(|b| b.is_ascii_digit()))
                .find_map(find)
        })
    };
    code_in(preamble)
        .or_else(|| sign_in(preamble))
        .or_else(|| cells(&code_in))
        .or_else(|| cells(&sign_in))
}

/// Whether it is plain what went out. Where all amounts of a card's file are without a sign, most are purchases, but that is a guess.
fn side(columns: &mut Columns, rows: &[Row]) -> bool {
    if columns.side.is_some() || columns.amount.is_none() {
        return true;
    }
    let Some(at) = columns.amount else {
        return true;
    };
    let signed = rows
        .iter()
        .filter_map(|row| amount(row.cell(at), columns.decimal()));
    let (mut minus, mut plus) = (0_usize, 0_usize);
    for sum in signed {
        minus += usize::from(sum.minus);
        plus += usize::from(!sum.minus);
    }
    columns.plus_is_debit = minus * 2 <= plus;
    // An account has more payments out than in, a card's list shows purchases without a sign: only a clear majority of minuses is plain.
    minus > plus
}

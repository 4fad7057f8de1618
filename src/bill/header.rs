//! Which column is what, by the words over it.

use super::columns::Columns;
use super::header_words::{BEGINS, WHOLE};
use super::line::ReferenceKind;
use super::rows::Row;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Date,
    OtherDate,
    Time,
    Amount,
    Debit,
    Credit,
    Side,
    Name,
    Text,
    Reference,
    Status,
    Currency,
    Card,
    Method,
    Balance,
}
pub(super) fn squeezed(header: &str) -> String {
    let open = header.find(['(', '（', '[']).filter(|at| *at > 0);
    let header = open.and_then(|at| header.get(..at)).unwrap_or(header);
    header
        .chars()
        .map(super::sum::folded)
        .filter(|c| c.is_alphanumeric() || matches!(c, '/' | '*'))
        .flat_map(char::to_lowercase)
        .collect()
}

pub(super) fn use_of(header: &str) -> Option<Use> {
    let header = squeezed(header);
    if header.is_empty() {
        return None;
    }
    let whole = WHOLE
        .iter()
        .find(|(_, words)| words.contains(&header.as_str()));
    let begins = || {
        let mut begins = BEGINS.iter();
        begins.find(|(_, words)| words.iter().any(|word| header.starts_with(word)))
    };
    whole.or_else(begins).map(|(of, _)| *of)
}

fn reference_kind(header: &str) -> ReferenceKind {
    match squeezed(header).as_str() {
        "rrn" | "retrievalreferencenumber" | "检索参考号" | "参考号" => ReferenceKind::Rrn,
        "arn" => ReferenceKind::Arn,
        "endtoendid" | "endtoendreference" | "kundenreferenzendtoend" => ReferenceKind::EndToEndId,
        "交易单号" | "交易订单号" | "交易号" => ReferenceKind::TransactionId,
        "商户单号" | "商户订单号" | "商家订单号" => ReferenceKind::MerchantOrderId,
        _ => ReferenceKind::Other,
    }
}

/// The columns that a header row names; the first of several wins.
pub(super) fn columns(header: &Row) -> Columns {
    let mut columns = Columns::default();
    let mut dates = Vec::new();
    for (at, cell) in header.cells().enumerate() {
        let first = |slot: &mut Option<usize>| {
            slot.get_or_insert(at);
        };
        match use_of(cell) {
            Some(Use::Date) => dates.push(at),
            Some(Use::OtherDate) => first(&mut columns.other_date),
            Some(Use::Time) => first(&mut columns.time),
            Some(Use::Amount) => first(&mut columns.amount),
            Some(Use::Debit) => first(&mut columns.debit),
            Some(Use::Credit) => first(&mut columns.credit),
            Some(Use::Side) => first(&mut columns.side),
            Some(Use::Name) => first(&mut columns.name),
            Some(Use::Text) => columns.texts.push(at),
            Some(Use::Reference) => columns.references.push((reference_kind(cell), at)),
            Some(Use::Status) => first(&mut columns.status),
            Some(Use::Currency) => first(&mut columns.currency),
            Some(Use::Card) => first(&mut columns.card),
            Some(Use::Method) => first(&mut columns.method),
            Some(Use::Balance) | None => (),
        }
    }
    let mut dates = dates.into_iter();
    columns.date = dates.next();
    if columns.date.is_none() {
        columns.date = columns.other_date.take();
    }
    if columns.other_date.is_none() {
        columns.other_date = dates.next();
    }
    if columns.date.is_none() {
        columns.date = columns.time.take();
    }
    // Two columns of amounts say more than one.
    if columns.debit.is_some() && columns.credit.is_some() {
        columns.amount = None;
    } else if columns.amount.is_some() {
        (columns.debit, columns.credit) = (None, None);
    }
    columns
}

/// How many of a row's cells are header words.
pub(super) fn words_in(row: &Row) -> usize {
    row.cells().filter(|cell| use_of(cell).is_some()).count()
}

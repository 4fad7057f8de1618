//! A bank's or wallet's statement file, read on the device, and the line in it that belongs to a receipt (docs/STATEMENT-FILES.md).
//!
//! The file is unsigned: whoever hands it over may have changed it. What is found in it is told with the fields that match and differ, never as
//! a confirmation. Nothing leaves the reader but that line, what the file covers, and as much of a table as somebody needs to say which column is which.

mod charset;
mod columns;
mod day;
mod guess;
mod header;
mod line;
mod matching;
mod names;
mod references;
mod rows;
mod sought;
mod sum;
mod table;
mod telling;
mod wallets;

#[cfg(feature = "charsets")]
pub use charset::tables;
pub use charset::{Charset, Decode};
pub use line::{LineStatus, ReferenceKind, Side};
pub use matching::{Field, Grade};

use crate::json::{self, Object};
use crate::money::Currency;
use crate::vocabulary::words;
use day::Day;
use line::Ledger;
use table::{Guessed, Source};

words! {
    Format {
        Wechat = "wechat", WechatMerchant = "wechat_merchant", Alipay = "alipay", Camt052 = "camt052", Camt053 = "camt053", Camt054 = "camt054",
        Csv = "csv", Mt940 = "mt940", Ofx = "ofx",
    }
}

impl Format {
    /// Wallets write Beijing time, wherever the phone is.
    fn offset(self) -> Option<i16> {
        matches!(self, Self::Wechat | Self::WechatMerchant | Self::Alipay).then_some(480)
    }
}

words! {
    Container { Text = "text", Xlsx = "xlsx" }
}

words! {
    /// Who handed the file over.
    SuppliedBy { Customer = "customer", Merchant = "merchant", Unknown = "unknown" }
}

/// Why a file is not read. Sentences are in `locales/*/bill.json`: `bill.error.<code>` and `bill.remedy.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BillError {
    #[error("nothing stands in the file")]
    Empty,
    #[error("the file is larger than 32 MiB")]
    TooLarge,
    #[error("the file holds more than a million lines")]
    TooManyLines,
    #[error("no format that we read")]
    FormatUnknown,
    #[error("the text's encoding cannot be read here")]
    EncodingUnknown,
    #[error("the columns that were chosen are not a choice of columns")]
    ColumnsInvalid,
    #[error("the report is not the JSON of a report")]
    ReportInvalid,
}

impl BillError {
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge => "file_too_large",
            Self::TooManyLines => "file_too_many_lines",
            Self::FormatUnknown => "file_format_unknown",
            Self::EncodingUnknown => "file_encoding_unknown",
            Self::ColumnsInvalid => "columns_invalid",
            Self::ReportInvalid => "report_invalid",
        }
    }
}

/// A statement file that has been read.
pub struct Bill {
    format: Format,
    container: Container,
    charset: Charset,
    ledger: Ledger,
    period: Option<(Day, Day)>,
    currency: Option<Currency>,
    account_last4: Option<[u8; 4]>,
    guessed: Option<Guessed>,
    notes: Vec<&'static str>,
}

/// Larger than any statement of a year; what a phone can hold in memory thrice.
const MAX_BYTES: usize = 32 << 20;

impl Bill {
    /// Reads a file. `name` is what it is called, `columns` the JSON of a choice of columns that somebody has made for a file whose columns were guessed.
    #[cfg(feature = "charsets")]
    pub fn read(bytes: &[u8], name: &str, columns: Option<&str>) -> Result<Self, BillError> {
        Self::read_with(bytes, name, columns, &charset::tables)
    }

    /// The same where somebody else has the tables of old encodings.
    pub fn read_with(
        bytes: &[u8],
        _name: &str,
        columns: Option<&str>,
        decode: Decode,
    ) -> Result<Self, BillError> {
        if bytes.len() > MAX_BYTES {
            return Err(BillError::TooLarge);
        }
        let said = columns
            .filter(|columns| !columns.is_empty())
            .map(|columns| json::parse_object(columns.as_bytes(), 2))
            .transpose()
            .map_err(|_| BillError::ColumnsInvalid)?;
        let (text, charset) = charset::text(bytes, decode).ok_or(BillError::EncodingUnknown)?;
        if text.trim().is_empty() {
            return Err(BillError::Empty);
        }
        Self::from_text(&text, charset, said.as_ref())
    }

    fn from_text(text: &str, charset: Charset, said: Option<&Object>) -> Result<Self, BillError> {
        let separator = rows::separator(text).ok_or(BillError::FormatUnknown)?;
        let source: Source = &|| Box::new(rows::CsvRows::new(text, separator));
        let table = table::read(source, said)?;
        Ok(Self {
            format: table.format,
            container: Container::Text,
            charset,
            ledger: table.ledger,
            period: table.period,
            currency: table.currency,
            account_last4: None,
            guessed: table.guessed,
            notes: Vec::new(),
        })
    }

    /// What the file is and covers, as JSON.
    pub fn facts_json(&self) -> String {
        json::to_text(&telling::Facts(self))
    }

    /// What the file holds of a report's receipt, as JSON.
    pub fn match_json(&self, report: &str, supplied_by: SuppliedBy) -> Result<String, BillError> {
        let report =
            json::parse_object(report.as_bytes(), 16).map_err(|_| BillError::ReportInvalid)?;
        Ok(json::to_text(&telling::Match::of(
            self,
            &report,
            supplied_by,
        )))
    }

    /// From when to when: as the file says, or from its first line to its last.
    fn covered(&self) -> Option<(Day, Day)> {
        let days = || self.ledger.lines().iter().filter_map(|line| line.day);
        self.period.or_else(|| days().min().zip(days().max()))
    }

    /// The side that money out of the cardholder's account has in this file.
    fn seen_by(&self, supplied_by: SuppliedBy, side: Side) -> Option<Side> {
        match (self.format, supplied_by) {
            (Format::WechatMerchant, _) | (_, SuppliedBy::Merchant) => Some(side.other()),
            (_, SuppliedBy::Customer) => Some(side),
            (_, SuppliedBy::Unknown) => None,
        }
    }
}

/// Somebody's words as they may be shown: no card number, nothing that hides or reorders, and not without end.
fn shown(text: &str) -> String {
    const LONGEST: usize = 200;
    let text = crate::Text::new(text).shown();
    text.chars().take(LONGEST).collect()
}

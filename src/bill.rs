//! A bank's or wallet's statement file, read on the device, and the line in it that belongs to a receipt (docs/STATEMENT-FILES.md).
//!
//! The file is unsigned: whoever hands it over may have changed it. What is found in it is told with the fields that match and differ, never as
//! a confirmation. Nothing leaves the reader but that line, what the file covers, and as much of a table as somebody needs to say which column is which.

mod archive;
mod camt;
mod charset;
mod columns;
mod compare;
pub(crate) mod day;
mod guess;
mod header;
mod header_words;
mod kinds;
mod line;
mod matching;
mod mt940;
mod names;
mod ofx;
mod references;
mod rows;
mod sought;
mod sum;
mod table;
mod telling;
mod wallets;
mod xlsx;
mod xml;

#[cfg(feature = "charsets")]
pub use charset::tables;
pub use charset::{Charset, Decode};
pub use compare::Field;
pub use line::{LineStatus, ReferenceKind, Side};
pub use matching::Grade;

use crate::json::{self, Object};
use crate::money::Currency;
use crate::vocabulary::words;
use archive::Archive;
use day::Day;
use kinds::Kind;
use line::Ledger;
use table::{Guessed, Source, Table};
use xlsx::Workbook;

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
    Container { Text = "text", Xlsx = "xlsx", Zip = "zip" }
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
    #[error("unpacked it would be larger than 128 MiB")]
    UnpacksTooLarge,
    #[error("it is locked with a password")]
    Locked,
    #[error("a packed folder of several files")]
    IsArchive,
    #[error("an old Excel file, or one with a password")]
    IsOldExcel,
    #[error("a PDF")]
    IsPdf,
    #[error("a picture")]
    IsPicture,
    #[error("a web page")]
    IsPage,
    #[error("damaged or incomplete")]
    Broken,
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
            Self::UnpacksTooLarge => "file_unpacks_too_large",
            Self::Locked => "file_is_locked",
            Self::IsArchive => "file_is_archive",
            Self::IsOldExcel => "file_is_old_excel",
            Self::IsPdf => "file_is_pdf",
            Self::IsPicture => "file_is_picture",
            Self::IsPage => "file_is_page",
            Self::Broken => "file_broken",
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
        Self::from_bytes(bytes, said.as_ref(), decode, true)
    }

    fn from_bytes(
        bytes: &[u8],
        said: Option<&Object>,
        decode: Decode,
        may_be_packed: bool,
    ) -> Result<Self, BillError> {
        if let Some(error) = kinds::no_text(bytes) {
            return Err(error);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Self::from_archive(bytes, said, decode, may_be_packed);
        }
        let (text, charset) = charset::text(bytes, decode).ok_or(BillError::EncodingUnknown)?;
        if text.trim().is_empty() {
            return Err(BillError::Empty);
        }
        let mut bill = Self::from_text(&text, said)?;
        bill.charset = charset;
        Ok(bill)
    }

    /// A spreadsheet, or a folder that holds one file.
    fn from_archive(
        bytes: &[u8],
        said: Option<&Object>,
        decode: Decode,
        may_be_packed: bool,
    ) -> Result<Self, BillError> {
        let mut archive = Archive::open(bytes)?;
        if !Workbook::is_one(&archive) {
            let only = archive.only().filter(|_| may_be_packed);
            let only = only.ok_or(BillError::IsArchive)?;
            let bytes = archive.unpack(&only)?.ok_or(BillError::Broken)?;
            let mut bill = Self::from_bytes(&bytes, said, decode, false)?;
            if bill.container == Container::Text {
                bill.container = Container::Zip;
            }
            return Ok(bill);
        }
        let book = Workbook::open(&mut archive)?;
        let mut best: Option<Table> = None;
        for sheet in 0..book.sheets() {
            let source: Source = &|| Box::new(book.rows(sheet));
            let table = match table::read(source, said) {
                Err(BillError::Empty | BillError::FormatUnknown) => continue,
                table => table?,
            };
            let lines = |table: &Table| table.ledger.lines().len();
            if best.as_ref().is_none_or(|best| lines(&table) > lines(best)) {
                best = Some(table);
            }
        }
        let mut bill = Self::from_table(best.ok_or(BillError::FormatUnknown)?);
        bill.container = Container::Xlsx;
        Ok(bill)
    }

    fn from_text(text: &str, said: Option<&Object>) -> Result<Self, BillError> {
        match kinds::of(text.trim_start())? {
            Kind::Camt => {
                let camt = camt::read(text)?;
                Ok(Self {
                    period: camt.period,
                    account_last4: camt.account_last4,
                    ..Self::new(camt.format, camt.ledger, camt.currency)
                })
            }
            Kind::Mt940 => {
                let mt940 = mt940::read(text)?;
                Ok(Self {
                    period: mt940.period,
                    account_last4: mt940.account_last4,
                    ..Self::new(Format::Mt940, mt940.ledger, mt940.currency)
                })
            }
            Kind::Ofx => {
                let ofx = ofx::read(text)?;
                Ok(Self {
                    period: ofx.period,
                    account_last4: ofx.account_last4,
                    ..Self::new(Format::Ofx, ofx.ledger, ofx.currency)
                })
            }
            Kind::Table => {
                let separator = rows::separator(text).ok_or(BillError::FormatUnknown)?;
                let source: Source = &|| Box::new(rows::CsvRows::new(text, separator));
                Ok(Self::from_table(table::read(source, said)?))
            }
        }
    }

    fn from_table(table: Table) -> Self {
        Self {
            period: table.period,
            guessed: table.guessed,
            ..Self::new(table.format, table.ledger, table.currency)
        }
    }

    fn new(format: Format, ledger: Ledger, currency: Option<Currency>) -> Self {
        Self {
            format,
            container: Container::Text,
            charset: Charset::Utf8,
            ledger,
            period: None,
            currency,
            account_last4: None,
            guessed: None,
            notes: Vec::new(),
        }
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

    /// Whether somebody has to say first which column is which.
    fn is_open(&self) -> bool {
        self.guessed.as_ref().is_some_and(Guessed::is_open)
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

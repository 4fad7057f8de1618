//! Rows of cells, from text with separators or from a spreadsheet: one shape for both.

use super::BillError;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// One row, reused for the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    text: String,
    ends: Vec<usize>,
    /// In the file, counted from 1.
    pub line: u32,
}

impl Row {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell without what surrounds a value in exports: spaces, tabs, WeChat's backtick, a spreadsheet's `="…"`.
    pub fn cell(&self, at: usize) -> &str {
        bare(self.raw(at))
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    pub fn is_blank(&self) -> bool {
        self.cells().all(str::is_empty)
    }

    fn raw(&self, at: usize) -> &str {
        let from = match at.checked_sub(1) {
            Some(before) => self.ends.get(before).copied(),
            None => Some(0),
        };
        from.zip(self.ends.get(at).copied())
            .and_then(|(from, to)| self.text.get(from..to))
            .unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }
}

fn bare(cell: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0');
    let cell = cell.trim_matches(blank);
    let cell = cell.strip_prefix('`').unwrap_or(cell);
    let cell = match cell.strip_prefix("=\"").and_then(|c| c.strip_suffix('"')) {
        Some(inner) => inner,
        None => cell,
    };
    // A quote before a number keeps spreadsheets from counting with it.
    let cell = cell.strip_prefix('\'').unwrap_or(cell);
    cell.trim_matches(blank)
}

/// Whatever gives rows.
pub(super) trait Rows {
    /// `false` at the end.
    fn next(&mut self, row: &mut Row) -> Result<bool, BillError>;
}

/// Text with separators.
pub(super) struct CsvRows<'a> {
    rest: &'a [u8],
    reader: Reader,
    separator: u8,
    line: u32,
    buffer: Vec<u8>,
    ends: Vec<usize>,
}

/// No row of a statement is longer; what is, has a quote that was never closed.
const MAX_ROW: usize = 64 * 1024;
const MAX_CELLS: usize = 512;

impl<'a> CsvRows<'a> {
    pub fn new(text: &'a str, separator: u8) -> Self {
        Self {
            rest: text.as_bytes(),
            reader: reader(separator, true),
            separator,
            line: 1,
            buffer: vec![0; 4096],
            ends: vec![0; 64],
        }
    }

    fn skip_blank_lines(&mut self) {
        let blank = self
            .rest
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        self.take(blank);
    }

    fn take(&mut self, count: usize) {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .unwrap_or((self.rest, &[]));
        let lines = taken.iter().filter(|b| **b == b'\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.rest = rest;
    }

    fn read(&mut self, row: &mut Row) -> bool {
        self.skip_blank_lines();
        row.clear();
        row.line = self.line;
        let Some((more, written, cells)) = self.record().or_else(|| self.unquoted()) else {
            // Too long even so: a row that nobody can read.
            return !self.rest.is_empty();
        };
        let bytes = self.buffer.get(..written).unwrap_or_default();
        // Separators and quotes are ASCII: what was text stays text.
        row.text
            .push_str(core::str::from_utf8(bytes).unwrap_or_default());
        row.ends
            .extend_from_slice(self.ends.get(..cells).unwrap_or_default());
        more
    }

    /// The row once more without quotes, and the rest of the file too: a quote that was never closed would swallow it.
    fn unquoted(&mut self) -> Option<(bool, usize, usize)> {
        self.reader = reader(self.separator, false);
        let read = self.record();
        if read.is_none() {
            self.reader = reader(self.separator, false);
            let end = self.rest.iter().position(|b| *b == b'\n');
            self.take(end.map_or(self.rest.len(), |at| at + 1));
        }
        read
    }

    /// `None`: longer than a row can be.
    fn record(&mut self) -> Option<(bool, usize, usize)> {
        let (mut written, mut cells, mut read) = (0, 0, 0);
        loop {
            let input = self.rest.get(read..).unwrap_or_default();
            let out = self.buffer.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(cells..).unwrap_or_default();
            let (result, nin, nout, nend) = self.reader.read_record(input, out, ends);
            read += nin;
            written += nout;
            cells += nend;
            if read > MAX_ROW {
                return None;
            }
            match result {
                ReadRecordResult::InputEmpty => (),
                ReadRecordResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= MAX_CELLS => return None,
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.take(read);
                    return Some((true, written, cells));
                }
                ReadRecordResult::End => return Some((false, 0, 0)),
            }
        }
    }
}

impl Rows for CsvRows<'_> {
    fn next(&mut self, row: &mut Row) -> Result<bool, BillError> {
        Ok(self.read(row))
    }
}

fn reader(separator: u8, quotes: bool) -> Reader {
    ReaderBuilder::new()
        .delimiter(separator)
        .quoting(quotes)
        .build()
}

/// The separator that parts most lines into equally many cells, two at least.
pub(super) fn separator(text: &str) -> Option<u8> {
    let first = text.lines().next().unwrap_or_default();
    // What spreadsheets write into the first line to say it.
    if let Some(separator) = first.strip_prefix("sep=").and_then(|s| s.bytes().next()) {
        return Some(separator);
    }
    let head_end = text
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at <= 64 * 1024)
        .last()?;
    let head = text
        .get(..head_end)
        .filter(|head| head.contains('\n'))
        .unwrap_or(text);
    [b',', b';', b'\t', b'|']
        .into_iter()
        .map(|separator| (score(head, separator), separator))
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, _)| *score)
        .map(|(_, separator)| separator)
}

/// Cells of one row that name a column: no sentence has as many.
const NAMED: usize = 4;

/// How many of the rows have the commonest width of two or more, weighted by that width.
fn score(head: &str, separator: u8) -> usize {
    let mut rows = CsvRows::new(head, separator);
    let mut row = Row::default();
    let mut widths = [0_usize; 64];
    let mut named = None;
    for _ in 0..400 {
        if !rows.read(&mut row) {
            break;
        }
        if super::header::words_in(&row) >= NAMED {
            named = Some(row.len());
        }
        if let Some(count) = widths.get_mut(row.len()) {
            *count += 1;
        }
    }
    let all: usize = widths.iter().sum();
    let best = widths.iter().enumerate().skip(2).max_by_key(|(_, n)| **n);
    let (width, count) = best.map_or((0, 0), |(width, n)| (width, *n));
    // A comma in every amount parts rows as well, into fewer cells than the true separator.
    if count * 2 < all.min(8) {
        // One payment below twenty lines of preamble: the names of its columns tell a short export.
        return named.map_or(0, |width| width.min(12) + 4);
    }
    count * (width.min(12) + 4)
}

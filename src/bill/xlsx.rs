//! Spreadsheets (.xlsx) as rows. Their numbers are decimal text of binary fractions, and days are numbers too: both become text again as a person
//! would have typed it, so that one code reads tables of either kind.

use super::BillError;
use super::archive::Archive;
use super::day::{Day, clock};
use super::rows::{Row, Rows};
use super::sum::number;
use super::xml::{Element, Step, Walk};

/// A workbook whose parts are unpacked.
pub(super) struct Workbook {
    sheets: Vec<String>,
    shared: Shared,
    /// Which of the cell styles show days.
    dates: Vec<bool>,
    since_1904: bool,
}

/// Texts that cells refer to by number.
#[derive(Default)]
struct Shared {
    text: String,
    ends: Vec<usize>,
}

impl Shared {
    fn get(&self, at: usize) -> Option<&str> {
        let from = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(from..*self.ends.get(at)?)
    }
}

impl Workbook {
    pub fn is_one(archive: &Archive) -> bool {
        archive.has("xl/workbook.xml")
    }

    pub fn open(archive: &mut Archive) -> Result<Self, BillError> {
        let book = part(archive, "xl/workbook.xml")?.ok_or(BillError::Broken)?;
        let targets = targets(archive)?;
        let mut names = Vec::new();
        let mut since_1904 = false;
        elements(&book, &mut |element| match element.name() {
            "sheet" => {
                let id = element.attribute("id").unwrap_or_default();
                let target = targets.iter().find(|(known, _)| *known == id);
                names.extend(target.map(|(_, target)| target.clone()));
            }
            "workbookPr" => {
                since_1904 = matches!(element.attribute("date1904").as_deref(), Some("1" | "true"));
            }
            _ => (),
        })?;
        const SHEETS: usize = 8;
        let mut sheets = Vec::new();
        for name in names.into_iter().take(SHEETS) {
            sheets.extend(part(archive, &name)?);
        }
        let shared = part(archive, "xl/sharedStrings.xml")?;
        let styles = part(archive, "xl/styles.xml")?;
        Ok(Self {
            sheets,
            shared: shared
                .as_deref()
                .map(shared_texts)
                .transpose()?
                .unwrap_or_default(),
            dates: styles
                .as_deref()
                .map(date_styles)
                .transpose()?
                .unwrap_or_default(),
            since_1904,
        })
    }

    pub fn sheets(&self) -> usize {
        self.sheets.len()
    }

    pub fn rows(&self, sheet: usize) -> SheetRows<'_> {
        SheetRows {
            walk: Walk::new(
                self.sheets
                    .get(sheet)
                    .map(String::as_str)
                    .unwrap_or_default(),
            ),
            book: self,
            row: 0,
        }
    }

    /// What a cell shows.
    fn shown(&self, kind: Kind, style: usize, value: &str) -> String {
        match kind {
            Kind::Shared => {
                let text = value.parse().ok().and_then(|at| self.shared.get(at));
                text.unwrap_or_default().to_owned()
            }
            Kind::Text => value.to_owned(),
            Kind::Number if value.is_empty() => String::new(),
            Kind::Number if self.dates.get(style) == Some(&true) => {
                date(value, self.since_1904).unwrap_or_else(|| value.to_owned())
            }
            Kind::Number => plain(value),
        }
    }
}

fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, BillError> {
    let bytes = archive.unpack(name)?;
    Ok(bytes.map(|bytes| match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(bytes) => String::from_utf8_lossy(bytes.as_bytes()).into_owned(),
    }))
}

fn elements(text: &str, on: &mut dyn FnMut(&Element)) -> Result<(), BillError> {
    let mut walk = Walk::new(text.trim_start_matches('\u{feff}'));
    while let Some(step) = walk.next()? {
        if let Step::Open(element) = step {
            on(&element);
        }
    }
    Ok(())
}

/// Where the sheets stand, by the number that the workbook gives them.
fn targets(archive: &mut Archive) -> Result<Vec<(String, String)>, BillError> {
    let mut targets = Vec::new();
    let relations = part(archive, "xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    elements(&relations, &mut |element| {
        if element.name() == "Relationship"
            && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
        {
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => ["xl/", &target].concat(),
            };
            targets.push((id, target));
        }
    })?;
    Ok(targets)
}

fn shared_texts(text: &str) -> Result<Shared, BillError> {
    let mut shared = Shared::default();
    let mut walk = Walk::new(text.trim_start_matches('\u{feff}'));
    let mut path: Vec<Tag> = Vec::new();
    while let Some(step) = walk.next()? {
        match step {
            Step::Open(element) => path.push(Tag::of(element.name())),
            Step::Close => match path.pop() {
                // What is said of a text's pronunciation is not the text.
                Some(Tag::Text) if !path.contains(&Tag::Phonetic) => {
                    shared.text.push_str(&walk.text)
                }
                Some(Tag::Item) => shared.ends.push(shared.text.len()),
                _ => (),
            },
        }
    }
    Ok(shared)
}

/// Which cell styles show days: the built-in ones, and those whose own format speaks of days.
fn date_styles(text: &str) -> Result<Vec<bool>, BillError> {
    let mut own: Vec<(u32, bool)> = Vec::new();
    let mut styles = Vec::new();
    let mut walk = Walk::new(text.trim_start_matches('\u{feff}'));
    let mut in_cells = false;
    while let Some(step) = walk.next()? {
        let Step::Open(element) = step else {
            continue;
        };
        let id = |name| {
            element
                .attribute(name)
                .and_then(|id| id.parse::<u32>().ok())
        };
        match element.name() {
            "numFmt" => {
                let code = element.attribute("formatCode").unwrap_or_default();
                own.extend(id("numFmtId").map(|id| (id, is_date_format(&code))));
            }
            "cellXfs" => in_cells = true,
            "cellStyles" | "dxfs" => in_cells = false,
            "xf" if in_cells => {
                let id = id("numFmtId").unwrap_or(0);
                let own = own
                    .iter()
                    .find(|(known, _)| *known == id)
                    .map(|(_, date)| *date);
                // 27 to 36 and 50 to 58 are East Asian days.
                styles.push(own.unwrap_or(matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)));
            }
            _ => (),
        }
    }
    Ok(styles)
}

/// Letters of a day outside quotes and brackets.
fn is_date_format(code: &str) -> bool {
    let (mut quoted, mut bracket) = (false, false);
    code.chars().any(|c| {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            _ => (),
        }
        !quoted && !bracket && matches!(c.to_ascii_lowercase(), 'y' | 'd' | 'h' | '年' | '月')
    })
}

/// `46348.732777…` is 2026-11-22 17:35:12.
fn date(value: &str, since_1904: bool) -> Option<String> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let day = Day::from_serial(whole.parse().ok()?, since_1904)?;
    let digits: String = fraction.chars().take(12).collect();
    let part: u64 = match digits.as_str() {
        "" => 0,
        digits => digits.parse().ok()?,
    };
    let unit = 10_u64.pow(u32::try_from(digits.len()).ok()?);
    // Rounded to the second: a sheet's fraction ends where its binary digits do.
    let seconds = (part * 86_400 + unit / 2) / unit;
    let day = day.plus(i32::from(seconds >= 86_400));
    let mut text = day.to_text();
    if !seconds.is_multiple_of(86_400) {
        text.push(' ');
        text.push_str(&clock(u32::try_from(seconds % 86_400).ok()?));
    }
    Some(text)
}

/// A number as digits. One with more digits than a sheet keeps stays in the form that shows it: it is no reference any more.
fn plain(value: &str) -> String {
    const EXACT: usize = 15;
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match number(value) {
        Some(read) if digits <= EXACT => read.to_text(),
        _ if value.contains(['e', 'E']) => value.to_ascii_uppercase(),
        _ => {
            let mut text = value.get(..1).unwrap_or_default().to_owned();
            text.push('.');
            text.push_str(value.get(1..EXACT).unwrap_or_default());
            text.push_str("E+");
            text.push_str(&crate::text::decimal((digits.saturating_sub(1)) as u64));
            text
        }
    }
}

/// The elements of a sheet that mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Row,
    Cell,
    Value,
    Text,
    Item,
    Phonetic,
    Other,
}

impl Tag {
    fn of(name: &str) -> Self {
        match name {
            "row" => Self::Row,
            "c" => Self::Cell,
            "v" => Self::Value,
            "t" => Self::Text,
            "si" => Self::Item,
            "rPh" => Self::Phonetic,
            _ => Self::Other,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
}

/// The rows of one sheet.
pub(super) struct SheetRows<'a> {
    walk: Walk<'a>,
    book: &'a Workbook,
    row: u32,
}

const MAX_CELLS: usize = 512;

impl SheetRows<'_> {
    /// One row; `None` at the end of the sheet.
    fn read(&mut self, row: &mut Row) -> Result<Option<()>, BillError> {
        let mut path: Vec<Tag> = Vec::new();
        let (mut kind, mut style, mut value) = (Kind::Number, 0, String::new());
        while let Some(step) = self.walk.next()? {
            match step {
                Step::Open(element) => {
                    let tag = Tag::of(element.name());
                    path.push(tag);
                    match tag {
                        Tag::Row => {
                            let stated = element.attribute("r").and_then(|r| r.parse().ok());
                            self.row = stated.unwrap_or(self.row.saturating_add(1));
                            row.line = self.row;
                        }
                        Tag::Cell => {
                            value.clear();
                            kind = match element.attribute("t").as_deref() {
                                Some("s") => Kind::Shared,
                                Some("n") | None => Kind::Number,
                                Some(_) => Kind::Text,
                            };
                            style = element
                                .attribute("s")
                                .and_then(|s| s.parse().ok())
                                .unwrap_or(0);
                            let column = element.attribute("r").and_then(|r| column(&r));
                            let column = column.unwrap_or(row.len()).min(MAX_CELLS);
                            while row.len() < column {
                                row.push("");
                            }
                        }
                        _ => (),
                    }
                }
                Step::Close => match path.pop() {
                    Some(Tag::Value) => value.clone_from(&self.walk.text),
                    Some(Tag::Text)
                        if path.contains(&Tag::Cell) && !path.contains(&Tag::Phonetic) =>
                    {
                        value.push_str(&self.walk.text);
                    }
                    Some(Tag::Cell) if row.len() < MAX_CELLS => {
                        row.push(&self.book.shown(kind, style, &value));
                    }
                    Some(Tag::Row) => return Ok(Some(())),
                    _ => (),
                },
            }
        }
        Ok(None)
    }
}

impl Rows for SheetRows<'_> {
    fn next(&mut self, row: &mut Row) -> Result<bool, BillError> {
        row.clear();
        Ok(self.read(row)?.is_some())
    }
}

/// `AB12` is column 27.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters
        .take(4)
        .fold(0_usize, |n, letter| n * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

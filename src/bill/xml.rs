//! XML as elements that open, close and hold text. Entities are the five of the standard and numbered characters: nothing expands.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::BillError;

/// One step through a document.
pub(super) enum Step<'a> {
    Open(Element<'a>),
    /// The element's own text stands in [`Walk::text`].
    Close,
}

/// The name of an element without its namespace, and its attributes.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without namespace.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|a| a.key.local_name().into_inner() == name)?;
        Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
    }
}

/// Walks through a document.
pub(super) struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// Of the innermost element so far.
    pub text: String,
    /// An element without content closes as a step of its own.
    empty: bool,
}

/// No statement and no spreadsheet comes near.
const DEEPEST: usize = 100;
const LONGEST: usize = 1 << 16;

impl<'a> Walk<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.check_end_names = true;
        Self {
            reader,
            depth: 0,
            text: String::new(),
            empty: false,
        }
    }

    /// `None` at the end.
    pub fn next(&mut self) -> Result<Option<Step<'a>>, BillError> {
        if core::mem::take(&mut self.empty) {
            self.text.clear();
            return Ok(Some(Step::Close));
        }
        loop {
            match self.reader.read_event().map_err(|_| BillError::Broken)? {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(BillError::Broken);
                    }
                    self.text.clear();
                    return Ok(Some(Step::Open(Element(element))));
                }
                Event::Empty(element) => {
                    self.empty = true;
                    return Ok(Some(Step::Open(Element(element))));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Step::Close));
                }
                Event::Text(text) => self.add(&text.into_inner()),
                Event::CData(text) => self.add(&text.into_inner()),
                Event::GeneralRef(named) => {
                    let c = match named.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        _ => match &*named.into_inner() {
                            "amp" => Some('&'),
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "quot" => Some('"'),
                            "apos" => Some('\''),
                            // What a document declares itself is not read.
                            _ => None,
                        },
                    };
                    self.text.extend(c);
                }
                Event::Eof if self.depth > 0 => return Err(BillError::Broken),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => (),
            }
        }
    }

    fn add(&mut self, text: &str) {
        if self.text.len() < LONGEST {
            self.text.push_str(text);
        }
    }
}

//! Where in the JSON we are. It never fails: on text that is not JSON its state is merely useless.

use super::model::hash;

/// What the next byte belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Between values, or nothing read yet.
    Between = 0,
    /// In an object, before a member's name.
    BeforeName = 1,
    /// In a member's name.
    Name = 2,
    /// After a colon, or before an array's element.
    BeforeValue = 3,
    /// In a string that is a value.
    Text = 4,
    /// In a number or a literal.
    Bare = 5,
}

/// Deeper levels share the room of shallower ones.
const LEVELS: usize = 16;

/// An open object or array, and what to return to when it closes.
#[derive(Clone, Copy)]
struct Level {
    object: bool,
    member: u32,
    parent: u32,
}

#[derive(Clone)]
pub struct Lexer {
    pub place: Place,
    /// Hash of the member's name; before and in a name, of the name before it, 0 for none.
    pub member: u32,
    /// Hash of the member that holds the object we are in; outermost, 1 in a header and 2 in a payload.
    pub parent: u32,
    /// Bytes since the place changed, at most 255.
    pub position: u32,
    /// Hash of the bytes since the place changed.
    pub prefix: u32,
    /// Hash of the letters since the last byte that is none.
    pub word: u32,
    /// Classes of the last ten bytes, three bits each, the newest lowest.
    pub shape: u32,
    section: u32,
    escaped: bool,
    depth: usize,
    levels: [Level; LEVELS],
}

impl Lexer {
    pub const fn new() -> Self {
        Self {
            place: Place::Between,
            member: 0,
            parent: 1,
            position: 0,
            prefix: 0,
            word: 0,
            shape: 0,
            section: 1,
            escaped: false,
            depth: 0,
            levels: [Level {
                object: false,
                member: 0,
                parent: 1,
            }; LEVELS],
        }
    }

    /// Takes in one byte of the stream.
    pub fn push(&mut self, byte: u8) {
        self.shape = (self.shape << 3 | class(byte)) & 0x3fff_ffff;
        self.push_letter(byte);
        let place = self.next_place(byte);
        if place == self.place && byte != 0 {
            self.position = (self.position + 1).min(255);
            self.prefix = hash(self.prefix, u32::from(byte));
        } else {
            self.place = place;
            self.position = 0;
            self.prefix = 0;
        }
    }

    fn push_letter(&mut self, byte: u8) {
        self.word = match byte {
            b'a'..=b'z' | 0x80.. => hash(self.word, u32::from(byte)),
            b'A'..=b'Z' => hash(self.word, u32::from(byte | 0x20)),
            _ => 0,
        };
    }

    fn next_place(&mut self, byte: u8) -> Place {
        if byte == 0 {
            self.separate();
            return Place::Between;
        }
        if matches!(self.place, Place::Name | Place::Text) {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                if self.place == Place::Name {
                    self.member = self.prefix | 1;
                }
                return Place::Between;
            }
            return self.place;
        }
        match byte {
            b'"' if self.place == Place::BeforeName => Place::Name,
            b'"' => Place::Text,
            b':' => Place::BeforeValue,
            b',' if self.levels[self.depth % LEVELS].object => Place::BeforeName,
            b',' => Place::BeforeValue,
            b'{' => {
                self.open(true);
                Place::BeforeName
            }
            b'[' => {
                self.open(false);
                Place::BeforeValue
            }
            b'}' | b']' => {
                self.close();
                Place::Between
            }
            b' ' | b'\t' | b'\n' | b'\r' => self.place,
            _ => Place::Bare,
        }
    }

    /// A header or a payload has ended.
    fn separate(&mut self) {
        // An empty one marks the end of the dossier: what follows is a header.
        let empty = self.place == Place::Between && self.position == 0 && self.member == 0;
        self.section = if empty { 1 } else { 3 - self.section };
        self.member = 0;
        self.parent = self.section;
        self.escaped = false;
        self.depth = 0;
    }

    fn open(&mut self, object: bool) {
        let (member, parent) = (self.member, self.parent);
        if object {
            self.parent = if self.depth == 0 {
                self.section
            } else {
                member
            };
            self.member = 0;
        }
        self.depth += 1;
        self.levels[self.depth % LEVELS] = Level {
            object,
            member,
            parent,
        };
    }

    fn close(&mut self) {
        if self.depth > 0 {
            let Level { member, parent, .. } = self.levels[self.depth % LEVELS];
            self.member = member;
            self.parent = parent;
            self.depth -= 1;
        }
    }
}

/// Eight classes of bytes, for the shape of what came before.
fn class(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => 1,
        b'a'..=b'z' => 2,
        b'A'..=b'Z' => 3,
        b' ' | b'-' | b'_' | b'.' | b'/' => 4,
        0xc0.. => 5,
        0x80..=0xbf => 6,
        b'"' => 7,
        _ => 0,
    }
}

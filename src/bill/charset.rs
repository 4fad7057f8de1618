//! From bytes to text. Which encoding it is we find out here; the tables of the old ones are the caller's, a browser has them.

use std::borrow::Cow;

/// An encoding by its label in the Encoding Standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    Gb18030,
    ShiftJis,
    Windows1252,
}

impl Charset {
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::ShiftJis => "shift_jis",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// What a file says of itself, in XML or OFX, where its bytes leave a choice.
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "gb18030" | "gbk" | "gb2312" => Some(Self::Gb18030),
            "shift-jis" | "sjis" | "windows-31j" => Some(Self::ShiftJis),
            "iso-8859-1" | "iso-8859-15" | "windows-1252" | "latin1" | "1252" | "us-ascii"
            | "usascii" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// How the bytes are to be read, and how many of them are only a mark.
    pub fn of(bytes: &[u8]) -> (Self, usize) {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => return (Self::Utf8, 3),
            [0xff, 0xfe, ..] => return (Self::Utf16Le, 2),
            [0xfe, 0xff, ..] => return (Self::Utf16Be, 2),
            _ => (),
        }
        let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
        // Every second byte of ASCII in UTF-16 is zero; no text has another use for it.
        let zeros = |odd: usize| {
            head.iter()
                .skip(odd)
                .step_by(2)
                .filter(|b| **b == 0)
                .count()
        };
        let many = head.len() / 8;
        if many > 0 && zeros(1) > many && zeros(0) == 0 {
            return (Self::Utf16Le, 0);
        }
        if many > 0 && zeros(0) > many && zeros(1) == 0 {
            return (Self::Utf16Be, 0);
        }
        if core::str::from_utf8(bytes).is_ok() {
            return (Self::Utf8, 0);
        }
        if let Some(charset) = declared(head) {
            return (charset, 0);
        }
        (guessed(bytes), 0)
    }
}

/// `encoding="…"` of an XML declaration, `CHARSET:…` of an OFX header.
fn declared(head: &[u8]) -> Option<Charset> {
    let head: String = head.iter().take(512).map(|b| char::from(*b)).collect();
    let after = |word: &str| Some(head.split_once(word)?.1);
    let value = match after("encoding=") {
        Some(value) if head.starts_with("<?xml") => value,
        _ => after("CHARSET:")?,
    };
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    Charset::named(value.get(..end)?)
}

/// Chinese text has its high bytes in pairs; Japanese text begins them with bytes that Chinese seldom uses; in Western European text an accented letter
/// mostly stands alone between ASCII ones.
fn guessed(bytes: &[u8]) -> Charset {
    let (mut chinese, mut japanese, mut alone) = (0_usize, 0_usize, 0_usize);
    let mut rest = bytes.get(..bytes.len().min(1 << 20)).unwrap_or_default();
    while let [lead, behind @ ..] = rest {
        rest = behind;
        let pair = match (lead, behind.first()) {
            (0..=0x7f, _) => continue,
            (0x81..=0x9f, Some(0x40..=0xfc)) => &mut japanese,
            (0xa1..=0xfe, Some(0xa1..=0xfe)) => &mut chinese,
            _ => {
                alone += 1;
                continue;
            }
        };
        *pair += 1;
        rest = behind.get(1..).unwrap_or_default();
    }
    if japanese > chinese && japanese > alone {
        Charset::ShiftJis
    } else if chinese >= alone {
        Charset::Gb18030
    } else {
        Charset::Windows1252
    }
}

/// Turns bytes of an encoding other than UTF-8 and UTF-16 into text, as the Encoding Standard says.
pub type Decode<'a> = &'a dyn Fn(&[u8], Charset) -> Option<String>;

pub(super) fn text<'a>(bytes: &'a [u8], decode: Decode) -> Option<(Cow<'a, str>, Charset)> {
    let (charset, mark) = Charset::of(bytes);
    let bytes = bytes.get(mark..).unwrap_or_default();
    let text = match charset {
        Charset::Utf8 => match core::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        },
        Charset::Utf16Le | Charset::Utf16Be => Cow::Owned(utf16(bytes, charset)),
        other => Cow::Owned(decode(bytes, other)?),
    };
    Some((text, charset))
}

fn utf16(bytes: &[u8], charset: Charset) -> String {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = pair.try_into().unwrap_or_default();
        match charset {
            Charset::Utf16Be => u16::from_be_bytes(pair),
            _ => u16::from_le_bytes(pair),
        }
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The tables for those without a browser.
#[cfg(feature = "charsets")]
pub fn tables(bytes: &[u8], charset: Charset) -> Option<String> {
    let encoding = match charset {
        Charset::Gb18030 => encoding_rs::GB18030,
        Charset::ShiftJis => encoding_rs::SHIFT_JIS,
        Charset::Windows1252 => encoding_rs::WINDOWS_1252,
        Charset::Utf8 | Charset::Utf16Le | Charset::Utf16Be => encoding_rs::UTF_8,
    };
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

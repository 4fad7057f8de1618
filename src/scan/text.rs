//! What a symbol's bytes say. QR codes seldom name their character set, and phones have to guess.

/// A character set, as far as the bytes themselves tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Charset {
    Utf8,
    /// Japanese, also what QR codes' kanji mode yields.
    ShiftJis,
    /// Chinese.
    Gb18030,
    /// ISO 8859-1, the default of QR codes.
    Latin1,
}

impl Charset {
    /// The set's name as `TextDecoder` knows it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::ShiftJis => "shift_jis",
            Self::Gb18030 => "gb18030",
            Self::Latin1 => "iso-8859-1",
        }
    }

    fn of(bytes: &[u8]) -> Self {
        if std::str::from_utf8(bytes).is_ok() {
            Self::Utf8
        } else if looks_japanese(bytes) {
            Self::ShiftJis
        } else if is_paired(bytes, 0x81..=0xfe, 0x40..=0xfe) {
            Self::Gb18030
        } else {
            Self::Latin1
        }
    }
}

/// Pairs begin with bytes that Chinese text hardly uses, or there are marks that belong to half-width katakana: much
/// Shift JIS would also be GB 18030.
fn looks_japanese(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    let mut marks = false;
    while let Some(&byte) = rest.next() {
        match byte {
            0x81..=0x9f | 0xe0..=0xfc => {
                marks |= byte <= 0x9f;
                if !matches!(rest.next(), Some(0x40..=0x7e | 0x80..=0xfc)) {
                    return false;
                }
            }
            0xde | 0xdf => marks = true,
            0x80 | 0xa0 | 0xfd.. => return false,
            _ => {}
        }
    }
    marks
}

fn is_paired(
    bytes: &[u8],
    first: std::ops::RangeInclusive<u8>,
    second: std::ops::RangeInclusive<u8>,
) -> bool {
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        if byte.is_ascii() {
            continue;
        }
        if !first.contains(byte)
            || !rest
                .next()
                .is_some_and(|next| second.contains(next) && *next != 0x7f)
        {
            return false;
        }
    }
    true
}

/// What one symbol says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub bytes: Vec<u8>,
    pub charset: Charset,
}

impl Content {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            charset: Charset::of(bytes),
        }
    }

    /// As text without any tables: what is not UTF-8 is read as ISO 8859-1. A receipt is always UTF-8.
    #[must_use]
    pub fn text(&self) -> String {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => self.bytes.iter().map(|&byte| char::from(byte)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Charset;

    #[test]
    fn character_sets_are_told_apart() {
        for (bytes, charset) in [
            (b"https://a.example/#123".as_slice(), Charset::Utf8),
            ("腾辉茶叶店".as_bytes(), Charset::Utf8),
            // モバイル, and half-width デザイン.
            (b"\x83\x82\x83\x6f\x83\x43\x83\x8b", Charset::ShiftJis),
            (b"*\xc3\xde\xbb\xde\xb2\xdd*", Charset::ShiftJis),
            // 你好，收据
            (
                b"\xc4\xe3\xba\xc3\xa3\xac\xca\xd5\xbe\xdd",
                Charset::Gb18030,
            ),
            // Café
            (b"Caf\xe9", Charset::Latin1),
            (b"\xff\xfe\x00", Charset::Latin1),
        ] {
            assert_eq!(Charset::of(bytes), charset, "{bytes:x?}");
        }
    }
}

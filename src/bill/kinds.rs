//! Which kind of file it is, told by its bytes and first words: names and endings are often wrong.

use super::{BillError, mt940, ofx};

/// What a text is to be read as.
pub(super) enum Kind {
    Camt,
    Mt940,
    Ofx,
    Table,
}

/// What begins with these bytes is no text, and why that does not do.
pub(super) fn no_text(bytes: &[u8]) -> Option<BillError> {
    const BEGINNINGS: [(&[u8], BillError); 11] = [
        (b"%PDF", BillError::IsPdf),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", BillError::IsOldExcel),
        (b"\x89PNG", BillError::IsPicture),
        (b"\xff\xd8\xff", BillError::IsPicture),
        (b"GIF8", BillError::IsPicture),
        (b"RIFF", BillError::IsPicture),
        (b"BM", BillError::IsPicture),
        (b"Rar!", BillError::IsArchive),
        (b"7z\xbc\xaf", BillError::IsArchive),
        (b"\x1f\x8b", BillError::IsArchive),
        (b"PK\x07\x08", BillError::IsArchive),
    ];
    // Phones' pictures name their kind behind a length.
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(BillError::IsPicture);
    }
    let found = BEGINNINGS
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning));
    // A table may begin with BM as well; a picture has zeros in its head.
    found
        .filter(|(beginning, _)| *beginning != b"BM" || bytes.iter().take(32).any(|b| *b == 0))
        .map(|(_, error)| *error)
}

pub(super) fn of(text: &str) -> Result<Kind, BillError> {
    if ofx::is_one(text) {
        return Ok(Kind::Ofx);
    }
    if mt940::is_one(text) {
        return Ok(Kind::Mt940);
    }
    if !text.starts_with('<') {
        return Ok(Kind::Table);
    }
    let head: String = text
        .chars()
        .take(4000)
        .collect::<String>()
        .to_ascii_lowercase();
    if head.contains("bktocstmr") {
        return Ok(Kind::Camt);
    }
    if ["<html", "<!doctype html", "<table"]
        .iter()
        .any(|tag| head.contains(tag))
    {
        return Err(BillError::IsPage);
    }
    Err(BillError::FormatUnknown)
}

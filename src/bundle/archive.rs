//! The file that holds a bundle: a ZIP archive that has one spelling. Entries are stored, sorted by name, dated 1980-01-01, with nothing before, between or
//! behind them. Reading takes that spelling alone, so that no two readers of ZIP files can see different things in one.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Everything together.
pub const MAX_BYTES: usize = 16 << 20;
pub const MAX_FILES: usize = 64;
const MAX_NAME: usize = 64;

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const LOCAL_LENGTH: usize = 30;
const CENTRAL_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
/// An archive may close with a comment of so many bytes.
const MAX_COMMENT: usize = 0xffff;
/// 1980-01-01, the first day that the format knows.
const DATE: u16 = 0x21;
const VERSION: u16 = 10;
const ENCRYPTED: u16 = 1;

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Why bytes are not a bundle's archive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    #[error("not a ZIP archive, or cut off")]
    NotZip,
    #[error("larger than a bundle may be, or with more files")]
    TooLarge,
    #[error("something stands before the archive")]
    DataBefore,
    #[error("something stands behind the archive")]
    DataAfter,
    #[error("a file in it is locked with a password")]
    Encrypted,
    #[error("packed again by another program: compressed, in another order or with additions")]
    Repacked,
    #[error("entries overlap or leave gaps")]
    Layout,
    #[error("a file in it is damaged")]
    Damaged,
    #[error("a file in it has a name that no bundle uses")]
    Name,
    #[error("two files in it have the same name")]
    NameTwice,
}

impl ArchiveError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotZip => "bundle_not_zip",
            Self::TooLarge => "bundle_too_large",
            Self::DataBefore => "bundle_data_before",
            Self::DataAfter => "bundle_data_after",
            Self::Encrypted => "bundle_encrypted",
            Self::Repacked => "bundle_repacked",
            Self::Layout => "bundle_layout",
            Self::Damaged => "bundle_damaged",
            Self::Name => "bundle_name_invalid",
            Self::NameTwice => "bundle_name_twice",
        }
    }
}

/// Writes an archive. The same entries give the same bytes, in whatever order they come.
pub fn write(entries: &[Entry]) -> Result<Vec<u8>, ArchiveError> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    if sorted.len() > MAX_FILES {
        return Err(ArchiveError::TooLarge);
    }
    for (one, next) in sorted.iter().zip(sorted.iter().skip(1)) {
        if one.path == next.path {
            return Err(ArchiveError::NameTwice);
        }
    }
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in &sorted {
        if !is_name(entry.path.as_bytes()) {
            return Err(ArchiveError::Name);
        }
        let at = length(out.len())?;
        let shared = shared(entry)?;
        out.extend_from_slice(&LOCAL);
        out.extend_from_slice(&shared);
        out.extend_from_slice(entry.path.as_bytes());
        out.extend_from_slice(&entry.bytes);
        if out.len() > MAX_BYTES {
            return Err(ArchiveError::TooLarge);
        }
        directory.extend_from_slice(&CENTRAL);
        directory.extend_from_slice(&VERSION.to_le_bytes());
        directory.extend_from_slice(&shared);
        // No comment, first disk, no attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(entry.path.as_bytes());
    }
    let count = u16::try_from(sorted.len()).map_err(|_| ArchiveError::TooLarge)?;
    let at = length(out.len())?;
    out.extend_from_slice(&directory);
    out.extend_from_slice(&END);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&length(directory.len())?.to_le_bytes());
    out.extend_from_slice(&at.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    Ok(out)
}

fn length(bytes: usize) -> Result<u32, ArchiveError> {
    u32::try_from(bytes).map_err(|_| ArchiveError::TooLarge)
}

/// The fields that a local header and an entry of the directory share.
fn shared(entry: &Entry) -> Result<Vec<u8>, ArchiveError> {
    let size = length(entry.bytes.len())?.to_le_bytes();
    let name = u16::try_from(entry.path.len()).map_err(|_| ArchiveError::Name)?;
    let mut out = Vec::with_capacity(LOCAL_LENGTH - 4);
    out.extend_from_slice(&VERSION.to_le_bytes());
    // No flags, stored, midnight.
    out.extend_from_slice(&[0; 6]);
    out.extend_from_slice(&DATE.to_le_bytes());
    out.extend_from_slice(&rawzip::crc32(&entry.bytes).to_le_bytes());
    out.extend_from_slice(&size);
    out.extend_from_slice(&size);
    out.extend_from_slice(&name.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    Ok(out)
}

/// Reads an archive in its one spelling. The directory is never followed: files are read one behind the other, and what they would be written as has
/// to be what is there.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, ArchiveError> {
    // The directory repeats every name.
    let most = MAX_BYTES + MAX_FILES * (CENTRAL_LENGTH + MAX_NAME) + END_LENGTH;
    if bytes.len() > most {
        return Err(ArchiveError::TooLarge);
    }
    let count = count(bytes)?;
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    for _ in 0..count {
        let (entry, next) = entry(bytes, at)?;
        if entries.iter().any(|e| e.path == entry.path) {
            return Err(ArchiveError::NameTwice);
        }
        entries.push(entry);
        at = next;
    }
    if bytes.get(at..at + 4) != Some(&CENTRAL[..]) {
        return Err(ArchiveError::Layout);
    }
    match write(&entries)? == bytes {
        true => Ok(entries),
        false => Err(ArchiveError::Repacked),
    }
}

/// How many files the end of the archive counts.
fn count(bytes: &[u8]) -> Result<usize, ArchiveError> {
    let tail = bytes.len().saturating_sub(END_LENGTH + MAX_COMMENT);
    let end = bytes
        .get(tail..)
        .unwrap_or_default()
        .windows(4)
        .rposition(|window| window == END)
        .map(|at| at + tail)
        .ok_or(ArchiveError::NotZip)?;
    if bytes.get(..4) != Some(&LOCAL[..]) {
        return Err(ArchiveError::DataBefore);
    }
    match (end + END_LENGTH).cmp(&bytes.len()) {
        // Cut off within its last record.
        Ordering::Greater => return Err(ArchiveError::NotZip),
        Ordering::Less => return Err(ArchiveError::DataAfter),
        Ordering::Equal => {}
    }
    match u16_at(bytes, end + 10).map(usize::from) {
        // Larger archives say so in another place.
        Some(0xffff) => Err(ArchiveError::Repacked),
        Some(count) if count > MAX_FILES => Err(ArchiveError::TooLarge),
        Some(count) => Ok(count),
        None => Err(ArchiveError::NotZip),
    }
}

/// The file whose header stands at `at`, and where the next one would.
fn entry(bytes: &[u8], at: usize) -> Result<(Entry, usize), ArchiveError> {
    let header = at
        .checked_add(LOCAL_LENGTH)
        .and_then(|end| bytes.get(at..end))
        .ok_or(ArchiveError::Layout)?;
    if header.get(..4) != Some(&LOCAL[..]) {
        return Err(ArchiveError::Layout);
    }
    let small = |at| u16_at(header, at).unwrap_or(u16::MAX);
    let large = |at| u32_at(header, at).unwrap_or(u32::MAX);
    if small(6) & ENCRYPTED != 0 {
        return Err(ArchiveError::Encrypted);
    }
    let (packed, size) = (large(18), large(22));
    let is_plain = small(6) == 0 && small(8) == 0 && small(28) == 0 && packed == size;
    if !is_plain || size == u32::MAX {
        return Err(ArchiveError::Repacked);
    }
    let name = at + LOCAL_LENGTH;
    let content = name + usize::from(small(26));
    let size = usize::try_from(size).map_err(|_| ArchiveError::TooLarge)?;
    let next = content.checked_add(size).ok_or(ArchiveError::TooLarge)?;
    let path = bytes.get(name..content).ok_or(ArchiveError::Layout)?;
    let content = bytes.get(content..next).ok_or(ArchiveError::Layout)?;
    if !is_name(path) {
        return Err(ArchiveError::Name);
    }
    if rawzip::crc32(content) != large(14) {
        return Err(ArchiveError::Damaged);
    }
    let entry = Entry {
        path: String::from_utf8_lossy(path).into_owned(),
        bytes: content.to_vec(),
    };
    Ok((entry, next))
}

/// Lower-case letters, digits, `.`, `-`, in folders; nothing that a file system or an eye could take for something else.
pub fn is_name(name: &[u8]) -> bool {
    let is_letter = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(b);
    (1..=MAX_NAME).contains(&name.len())
        && name.split(|b| *b == b'/').all(|step| {
            step.iter().all(is_letter) && step.first().is_some_and(u8::is_ascii_alphanumeric)
        })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    found.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    found.try_into().ok().map(u32::from_le_bytes)
}

//! Packed folders: what a spreadsheet is made of, and the one file that a bank or wallet has packed. Nothing is unpacked beyond a bound, whatever the folder says
//! of its sizes.

use rawzip::{CompressionMethod, ZipArchive};

use super::BillError;

/// All parts together, unpacked.
const MAX_UNPACKED: usize = 128 << 20;
/// A workbook has a few dozen.
const MAX_PARTS: usize = 10_000;

/// A folder whose parts are unpacked when asked for.
pub(super) struct Archive<'a> {
    parts: Vec<Part<'a>>,
    left: usize,
}

struct Part<'a> {
    name: String,
    packed: &'a [u8],
    stored: bool,
}

impl<'a> Archive<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, BillError> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| BillError::Broken)?;
        let mut entries = archive.entries();
        let mut parts = Vec::new();
        while let Some(entry) = entries.next_entry().map_err(|_| BillError::Broken)? {
            if entry.is_dir() {
                continue;
            }
            if entry.flags().is_encrypted() {
                return Err(BillError::Locked);
            }
            let stored = match entry.compression_method() {
                CompressionMethod::STORE => true,
                CompressionMethod::DEFLATE => false,
                // AES wraps the method.
                CompressionMethod::AES => return Err(BillError::Locked),
                _ => return Err(BillError::IsArchive),
            };
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
            let found = archive
                .get_entry(entry.wayfinder())
                .map_err(|_| BillError::Broken)?;
            let (from, to) = found.compressed_data_range();
            let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
            let packed = range.and_then(|(from, to)| bytes.get(from..to));
            parts.push(Part {
                name,
                packed: packed.ok_or(BillError::Broken)?,
                stored,
            });
            if parts.len() > MAX_PARTS {
                return Err(BillError::Broken);
            }
        }
        Ok(Self {
            parts,
            left: MAX_UNPACKED,
        })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name == name)
    }

    /// The only file of a folder; what systems add for themselves does not count.
    pub fn only(&self) -> Option<String> {
        let mut names = self.parts.iter().map(|part| part.name.as_str());
        let mut names = names.by_ref().filter(|name| {
            !name.starts_with("__MACOSX/")
                && !name.ends_with(".DS_Store")
                && !name.ends_with("Thumbs.db")
        });
        let only = names.next()?;
        names.next().is_none().then(|| only.to_owned())
    }

    /// Unpacks a part; `None` where there is none of this name.
    pub fn unpack(&mut self, name: &str) -> Result<Option<Vec<u8>>, BillError> {
        let Some(part) = self.parts.iter().find(|part| part.name == name) else {
            return Ok(None);
        };
        let bytes = if part.stored {
            part.packed.to_vec()
        } else {
            use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
            decompress_to_vec_with_limit(part.packed, self.left).map_err(|e| match e.status {
                TINFLStatus::HasMoreOutput => BillError::UnpacksTooLarge,
                _ => BillError::Broken,
            })?
        };
        self.left = self
            .left
            .checked_sub(bytes.len())
            .ok_or(BillError::UnpacksTooLarge)?;
        Ok(Some(bytes))
    }
}

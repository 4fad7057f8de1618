//! The QR reader: a grey picture in, the texts of its QR symbols out.
//!
//! The detector and the first decoder are rxing's, called below its public reader: the reader stamps every result with the
//! current time, which traps on bare wasm32, and turns bytes into text with tables that cost more than the decoder.
//! We take the symbol's bytes and tell their character set ourselves.
//!
//! A camera held at arm's length and a close-up of the same slip differ ten times in pixels per module, and the detector
//! has a favourite scale. So one picture is looked at several times, cheapest first, and the first look that reads
//! something ends the search.
//!
//! rxing may panic on a rare picture (its issue 36). Callers that must survive that run the scan where a panic stays:
//! a Worker in the page, `std::panic::catch_unwind` on the command line.

mod contrast;
mod effort;
mod finders;
mod grey;
mod lattice;
mod looks;
mod mesh;
mod modules;
mod solomon;
mod spot;
mod text;

pub use grey::Grey;
pub use text::{Charset, Content};

/// The most pixels that a picture may have: a 50-megapixel phone still passes.
pub const MAX_PIXELS: usize = 52_000_000;

/// The longest side that a picture may have.
pub const MAX_SIDE: usize = 16_384;

/// The smallest picture that can hold a symbol: version 1 is 21 modules wide.
const MIN_SIDE: usize = 21;

/// Why a picture was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// The number of bytes is not width times height, or the picture is too small to hold a symbol.
    #[error(
        "{bytes} bytes do not make a picture of {width} by {height} pixels that could hold a QR code"
    )]
    ImageSize {
        bytes: usize,
        width: usize,
        height: usize,
    },
    /// More pixels than [`MAX_PIXELS`], or a side longer than [`MAX_SIDE`].
    #[error("a picture of {width} by {height} pixels is too large")]
    ImageTooLarge { width: usize, height: usize },
}

impl ScanError {
    /// The stable code that locale files turn into a sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ImageSize { .. } => "image_size",
            Self::ImageTooLarge { .. } => "image_too_large",
        }
    }
}

/// What one picture showed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What its symbols say, the most plausible first, each once; usually none or one.
    pub contents: Vec<Content>,
    /// Pixels a module of the likeliest symbol, also when it could not be read: under 4, the camera should come closer.
    /// `None` when nothing looked like a symbol.
    pub module_px: Option<f32>,
}

impl Reading {
    /// The contents as text: see [`Content::text`].
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.contents.iter().map(Content::text).collect()
    }
}

/// Reads the QR symbols of pictures: of a stream of camera frames, or of single stills.
#[derive(Debug, Default)]
pub struct Reader {
    stream: effort::Stream,
}

impl Reader {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at one frame of a camera's stream, briefly: what this frame does not show, one of the next ones will.
    pub fn live(&mut self, frame: &Grey) -> Reading {
        self.stream.frame(frame)
    }

    /// Looks at one picture with every means there is. Keeps nothing for the next picture.
    #[must_use]
    pub fn still(&self, picture: &Grey) -> Reading {
        effort::still(picture)
    }
}

/// Reads the QR symbols of a grey still: one byte a pixel, row by row, 0 black.
///
/// Returns the texts found, the most plausible first, each once; usually none or one.
///
/// # Errors
///
/// [`ScanError`] when `luma` is not `width` × `height` bytes or the picture is too small or too large.
pub fn scan_luma(luma: &[u8], width: usize, height: usize) -> Result<Vec<String>, ScanError> {
    let picture = Grey::new(luma, width, height)?;
    Ok(Reader::new().still(&picture).texts())
}

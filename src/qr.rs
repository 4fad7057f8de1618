//! A link as a QR symbol: error correction level M, the smallest version that fits.
//!
//! The armour's digits are what make a receipt fit on paper, and they only do so in numeric mode (ten bits for three
//! digits). So a text is split around its longest run of digits: what stands before and behind goes into byte
//! segments, the digits into a numeric one. Behind a receipt stands at most a claim that travels with it.

use alloc::string::String;
use alloc::vec::Vec;

use qrcode::bits::Bits;
use qrcode::types::{Color, Mode};
use qrcode::{EcLevel, QrCode, Version};

/// The largest version that paper carries: on 58 mm at 203 dpi a module keeps four dots up to here.
pub const PAPER_MAX_VERSION: u8 = 17;

/// White modules that ISO/IEC 18004 wants on each side.
pub const QUIET_ZONE: usize = 4;

const LEVEL: EcLevel = EcLevel::M;
const LARGEST_VERSION: u8 = 40;

/// Why a text has no QR symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QrError {
    /// Not even version 40 holds it.
    #[error("the text is too long for a QR symbol")]
    TooLong {
        /// Length of the text, in bytes.
        bytes: usize,
    },
}

impl QrError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "qr_too_long",
        }
    }
}

/// A QR symbol: a square of dark and light modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    version: u8,
    side: usize,
    modules: Vec<Color>,
}

impl Symbol {
    /// The smallest symbol at level M that holds `text`.
    pub fn encode(text: &str) -> Result<Self, QrError> {
        // Numeric mode pays for its own header only from a few digits on, and the header depends on the version.
        let splits = [split_digits(text.as_bytes()), [text.as_bytes(), &[], &[]]];
        (1..=LARGEST_VERSION)
            .find_map(|version| {
                splits.iter().find_map(|split| {
                    let bits = segments(version, *split)?;
                    let code = QrCode::with_bits(bits, LEVEL).ok()?;
                    Some(Self {
                        version,
                        side: code.width(),
                        modules: code.into_colors(),
                    })
                })
            })
            .ok_or(QrError::TooLong { bytes: text.len() })
    }

    /// The version, 1 to 40.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.version
    }

    /// Modules a side, without the quiet zone.
    #[must_use]
    pub fn modules(&self) -> usize {
        self.side
    }

    /// Whether the module in column `x`, row `y` is dark. Everything outside the symbol is light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side
            && y < self.side
            && self
                .modules
                .get(y * self.side + x)
                .is_some_and(|colour| *colour == Color::Dark)
    }

    /// The symbol with its quiet zone as an SVG document that a strict content security policy lets pass: no style,
    /// no script. One unit is one module; the caller sizes it.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let whole = self.side + 2 * QUIET_ZONE;
        let mut svg = String::with_capacity(1024 + self.side * self.side * 4);
        svg.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
        push_number(&mut svg, whole);
        svg.push(' ');
        push_number(&mut svg, whole);
        svg.push_str(
            "\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR\"><rect width=\"",
        );
        push_number(&mut svg, whole);
        svg.push_str("\" height=\"");
        push_number(&mut svg, whole);
        svg.push_str("\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
        for y in 0..self.side {
            let mut x = 0;
            while x < self.side {
                let start = x;
                while self.is_dark(x, y) {
                    x += 1;
                }
                if x > start {
                    svg.push('M');
                    push_number(&mut svg, start + QUIET_ZONE);
                    svg.push(' ');
                    push_number(&mut svg, y + QUIET_ZONE);
                    svg.push('h');
                    push_number(&mut svg, x - start);
                    svg.push_str("v1h-");
                    push_number(&mut svg, x - start);
                    svg.push('z');
                }
                x += 1;
            }
        }
        svg.push_str("\"/></svg>");
        svg
    }
}

/// What stands before the longest run of digits, the run, and what stands behind it.
fn split_digits(text: &[u8]) -> [&[u8]; 3] {
    let mut at = 0;
    let mut longest = (0, 0);
    for run in text.split(|byte| !byte.is_ascii_digit()) {
        if run.len() >= longest.1 {
            longest = (at, run.len());
        }
        at += run.len() + 1;
    }
    let (head, rest) = text.split_at_checked(longest.0).unwrap_or((text, &[]));
    let (digits, tail) = rest.split_at_checked(longest.1).unwrap_or((rest, &[]));
    [head, digits, tail]
}

/// The symbol's data bits, unless this version is too small.
fn segments(version: u8, [head, digits, tail]: [&[u8]; 3]) -> Option<Bits> {
    let mut bits = Bits::new(Version::Normal(version.into()));
    let needed = segment_bits(Mode::Byte, head.len(), bits.version())
        + segment_bits(Mode::Numeric, digits.len(), bits.version())
        + segment_bits(Mode::Byte, tail.len(), bits.version());
    if needed > bits.max_len(LEVEL).ok()? {
        return None;
    }
    if !head.is_empty() {
        bits.push_byte_data(head).ok()?;
    }
    if !digits.is_empty() {
        bits.push_numeric_data(digits).ok()?;
    }
    if !tail.is_empty() {
        bits.push_byte_data(tail).ok()?;
    }
    bits.push_terminator(LEVEL).ok()?;
    Some(bits)
}

/// Bits of one segment: mode, length, data. An empty one is not written.
fn segment_bits(mode: Mode, length: usize, version: Version) -> usize {
    if length == 0 {
        return 0;
    }
    version.mode_bits_count() + mode.length_bits_count(version) + mode.data_bits_count(length)
}

/// Decimal without the formatting machinery: this is part of the module that a first visit loads.
fn push_number(out: &mut String, number: usize) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

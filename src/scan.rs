//! The QR reader: a grey picture in, the texts of its QR symbols out.
//!
//! The detector and decoder are rxing's, called below its public reader: the reader stamps every result with the
//! current time, which traps on bare wasm32, and turns bytes into text with tables that cost more than the decoder.
//! We take the symbol's bytes and read them as UTF-8 ourselves.
//!
//! A camera held at arm's length and a close-up of the same slip differ ten times in pixels per module, and the detector
//! has a favourite scale. So one picture is looked at several times, cheapest first, and the first look that reads
//! something ends the search.
//!
//! rxing may panic on a rare picture (its issue 36). Callers that must survive that run the scan where a panic stays:
//! a Worker in the page, `std::panic::catch_unwind` on the command line.

use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{
    FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets, SampleQR,
};
use rxing::{Binarizer, Luma8Source};

/// The most pixels that a picture may have: a 50-megapixel phone still passes.
pub const MAX_PIXELS: usize = 52_000_000;

/// The longest side that a picture may have.
pub const MAX_SIDE: usize = 16_384;

/// The smallest picture that can hold a symbol: version 1 is 21 modules wide.
const MIN_SIDE: usize = 21;

/// Finder-pattern triples tried in one look. Foliage and newsprint yield thousands; a real symbol is among the first.
const MAX_SETS: usize = 64;

/// Finder patterns kept in one look, largest first, for the same reason.
const MAX_PATTERNS: usize = 256;

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

/// Reads the QR symbols of a grey picture: one byte a pixel, row by row, 0 black.
///
/// Returns the texts found, the most plausible first, each once; usually none or one. A symbol whose bytes are not
/// UTF-8 is read as ISO 8859-1, the default of QR codes.
///
/// # Errors
///
/// [`ScanError`] when `luma` is not `width` × `height` bytes or the picture is too small or too large.
pub fn scan_luma(luma: &[u8], width: usize, height: usize) -> Result<Vec<String>, ScanError> {
    Ok(look(&Grey::new(luma, width, height)?))
}

/// Reads the QR symbols of a picture in RGBA, as a canvas hands it out. See [`scan_luma`].
///
/// # Errors
///
/// [`ScanError`] when `rgba` is not four bytes a pixel or the picture is too small or too large.
pub fn scan_rgba(rgba: &[u8], width: usize, height: usize) -> Result<Vec<String>, ScanError> {
    let fault = ScanError::ImageSize {
        bytes: rgba.len(),
        width,
        height,
    };
    let (pixels, rest) = rgba.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(fault);
    }
    check_size(pixels.len(), width, height).map_err(|error| match error {
        ScanError::ImageSize { .. } => fault,
        other => other,
    })?;
    let luma: Vec<u8> = pixels.iter().map(|&pixel| grey_of(pixel)).collect();
    scan_luma(&luma, width, height)
}

/// ITU-R BT.601 luma in integers. What is transparent lies on white, as it would on a page.
fn grey_of([red, green, blue, alpha]: [u8; 4]) -> u8 {
    let luma = (u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8;
    let alpha = u32::from(alpha);
    let over_white = (luma * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(over_white).unwrap_or(u8::MAX)
}

fn check_size(pixels: usize, width: usize, height: usize) -> Result<(), ScanError> {
    if width > MAX_SIDE || height > MAX_SIDE || width.saturating_mul(height) > MAX_PIXELS {
        return Err(ScanError::ImageTooLarge { width, height });
    }
    if width * height != pixels || width < MIN_SIDE || height < MIN_SIDE {
        return Err(ScanError::ImageSize {
            bytes: pixels,
            width,
            height,
        });
    }
    Ok(())
}

/// The looks, cheapest and most fruitful first. Each earns its place on photographs; the order decides the time that a
/// hit takes, their number the time that an empty frame takes.
fn look(full: &Grey) -> Vec<String> {
    first_found(read_locally(full))
        .or_else(|| first_found(read_locally(&full.shrunk(3)?)))
        .or_else(|| first_found(read_locally(&full.shrunk(2)?)))
        .or_else(|| {
            // In a blurred symbol the thin light gaps are grey.
            let sharp = full.sharpened();
            first_found(read_locally(&sharp)).or_else(|| first_found(read_globally(&sharp, false)))
        })
        .or_else(|| {
            let half = full.shrunk(2)?;
            first_found(read_locally(&half.sharpened()))
                .or_else(|| first_found(read_globally(&half, false)))
                // White on black, as a screen in dark mode shows it.
                .or_else(|| first_found(read_globally(&half, true)))
        })
        .unwrap_or_default()
}

fn first_found(texts: Vec<String>) -> Option<Vec<String>> {
    (!texts.is_empty()).then_some(texts)
}

/// Tells black from white by each pixel's neighbourhood: what shadows and slanting light ask for.
fn read_locally(grey: &Grey) -> Vec<String> {
    let (Ok(width), Ok(height)) = (u32::try_from(grey.width), u32::try_from(grey.height)) else {
        return Vec::new();
    };
    let Ok(source) = Luma8Source::new_with_slice(&grey.luma, width, height) else {
        return Vec::new();
    };
    HybridBinarizer::new(source)
        .get_black_matrix()
        .map(read_symbols)
        .unwrap_or_default()
}

/// Tells black from white by one threshold for the whole picture; `inverted` takes the light pixels for black.
fn read_globally(grey: &Grey, inverted: bool) -> Vec<String> {
    let (Ok(width), Ok(height)) = (u32::try_from(grey.width), u32::try_from(grey.height)) else {
        return Vec::new();
    };
    let Ok(mut bits) = BitMatrix::new(width, height) else {
        return Vec::new();
    };
    let threshold = grey.threshold();
    for (y, row) in (0..height).zip(grey.luma.chunks_exact(grey.width)) {
        for (x, &luma) in (0..width).zip(row) {
            if (luma <= threshold) != inverted {
                bits.set(x, y);
            }
        }
    }
    read_symbols(&bits)
}

fn read_symbols(bits: &BitMatrix) -> Vec<String> {
    // "Try harder" means here that every third row is looked at, whatever the height; it finds one photograph in a
    // hundred more and costs little.
    let mut patterns = FindFinderPatterns(bits, true, 0);
    patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.size));
    patterns.truncate(MAX_PATTERNS);
    let mut used: Vec<FinderPatternSet> = Vec::new();
    let mut texts = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns)
        .into_iter()
        .take(MAX_SETS)
    {
        if used.iter().any(|other| share_a_corner(other, &set)) {
            continue;
        }
        let Ok(sampled) = SampleQR(bits, &set) else {
            continue;
        };
        let Ok(decoded) = Decode(sampled.getBits()) else {
            continue;
        };
        if !decoded.isValid() {
            continue;
        }
        used.push(set);
        let text = text_of(decoded.content().bytes());
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

fn share_a_corner(one: &FinderPatternSet, other: &FinderPatternSet) -> bool {
    let corners = [one.bl, one.tl, one.tr];
    [other.bl, other.tl, other.tr]
        .iter()
        .any(|corner| corners.contains(corner))
}

fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// A grey picture whose size has been checked: `luma.len() == width * height`, and neither is 0.
struct Grey<'a> {
    luma: std::borrow::Cow<'a, [u8]>,
    width: usize,
    height: usize,
}

impl<'a> Grey<'a> {
    fn new(luma: &'a [u8], width: usize, height: usize) -> Result<Self, ScanError> {
        check_size(luma.len(), width, height)?;
        Ok(Self {
            luma: luma.into(),
            width,
            height,
        })
    }
}

impl Grey<'_> {
    /// Each `factor` × `factor` square as its mean; `None` when too little is left to hold a symbol.
    fn shrunk(&self, factor: usize) -> Option<Grey<'static>> {
        let (width, height) = (self.width / factor, self.height / factor);
        if width < MIN_SIDE || height < MIN_SIDE {
            return None;
        }
        let area = factor * factor;
        let mut luma = Vec::with_capacity(width * height);
        let mut sums = vec![0usize; width];
        for rows in self.luma.chunks_exact(self.width * factor) {
            sums.fill(area / 2);
            for row in rows.chunks_exact(self.width) {
                for (sum, square) in sums.iter_mut().zip(row.chunks_exact(factor)) {
                    *sum += square.iter().map(|&luma| usize::from(luma)).sum::<usize>();
                }
            }
            luma.extend(
                sums.iter()
                    .map(|sum| u8::try_from(sum / area).unwrap_or(u8::MAX)),
            );
        }
        Some(Grey {
            luma: luma.into(),
            width,
            height,
        })
    }

    /// Each pixel pushed away from the mean of the 5 × 5 square around it; the rim stays as it is.
    fn sharpened(&self) -> Grey<'static> {
        const RADIUS: usize = 2;
        const SIDE: usize = 2 * RADIUS + 1;
        let mut luma = self.luma.to_vec();
        if self.width >= SIDE && self.height >= SIDE {
            let mut columns = vec![0i32; self.width];
            for (y, five_rows) in self
                .luma
                .windows(SIDE * self.width)
                .step_by(self.width)
                .enumerate()
            {
                columns.fill(0);
                for row in five_rows.chunks_exact(self.width) {
                    for (column, &luma) in columns.iter_mut().zip(row) {
                        *column += i32::from(luma);
                    }
                }
                let start = (y + RADIUS) * self.width + RADIUS;
                let row = luma.iter_mut().skip(start);
                for (pixel, square) in row.zip(columns.windows(SIDE)) {
                    let mean = square.iter().sum::<i32>() / 25;
                    let value = i32::from(*pixel);
                    *pixel =
                        u8::try_from((value + 2 * (value - mean)).clamp(0, 255)).unwrap_or(u8::MAX);
                }
            }
        }
        Grey {
            luma: luma.into(),
            width: self.width,
            height: self.height,
        }
    }

    /// Otsu's threshold: the split that leaves the two sides farthest apart.
    fn threshold(&self) -> u8 {
        let mut histogram = [0u64; 256];
        for &luma in self.luma.iter() {
            if let Some(count) = histogram.get_mut(usize::from(luma)) {
                *count += 1;
            }
        }
        let total: u64 = histogram.iter().sum();
        let sum: u64 = (0u64..)
            .zip(histogram)
            .map(|(luma, count)| luma * count)
            .sum();
        let (mut dark, mut dark_sum) = (0u64, 0u64);
        let (mut best, mut threshold) = (0u128, 127u8);
        for (luma, count) in (0u8..=255).zip(histogram) {
            dark += count;
            dark_sum += u64::from(luma) * count;
            let light = total - dark;
            if dark == 0 || light == 0 {
                continue;
            }
            // Between-class variance without its constant factor: (Σdark · n − Σ · ndark)² / (ndark · nlight).
            let apart = u128::from((dark_sum * total).abs_diff(sum * dark));
            let variance = apart * apart / u128::from(dark * light);
            if variance > best {
                (best, threshold) = (variance, luma);
            }
        }
        threshold
    }
}

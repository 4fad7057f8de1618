//! From the brightness of a symbol's modules to its text. Unlike a reader of bits, this one knows how sure it is of each
//! module: doubtful codewords are given to Reed–Solomon as erasures, and several frames of one symbol can be added up.

use rxing::common::BitMatrix;
use rxing::qrcode::common::{ErrorCorrectionLevel, Version, VersionRef};
use rxing::qrcode::cpp_port::decoder::DecodeBitStream;
use rxing::qrcode::decoder::DataBlock;

use super::Content;
use super::solomon::Field;

/// How much darkness spills over into neighbours: a symbol is read at each of these in turn.
const SPILLS: [f32; 3] = [0.4, 0.0, 1.0];

/// Modules to either side that tell what is dark around here.
const AROUND: usize = 4;

/// The modules of one symbol, row by row: above 0 dark, and the farther from 0 the surer. About −1 to 1.
#[derive(Clone, Debug)]
pub(super) struct Modules {
    pub(super) side: usize,
    pub(super) darkness: Vec<f32>,
}

impl Modules {
    /// From brightness: what is dark is told by the neighbourhood, so that shadows and faded print do not matter.
    fn from_brightness(side: usize, brightness: &[f32], spill: f32) -> Self {
        let at = |x: usize, y: usize| brightness.get(y * side + x).copied().unwrap_or(0.0);
        let mut sharp = Vec::with_capacity(brightness.len());
        for y in 0..side {
            for x in 0..side {
                let here = at(x, y);
                let neighbours = at(x.saturating_sub(1), y)
                    + at((x + 1).min(side - 1), y)
                    + at(x, y.saturating_sub(1))
                    + at(x, (y + 1).min(side - 1));
                sharp.push(here + spill * (here - neighbours / 4.0));
            }
        }
        let means = local_means(&sharp, side, |value| value);
        let apart: Vec<f32> = sharp
            .iter()
            .zip(&means)
            .map(|(value, mean)| mean - value)
            .collect();
        let sizes = local_means(&apart, side, f32::abs);
        let darkness = apart
            .iter()
            .zip(&sizes)
            .map(|(apart, size)| (apart / (2.0 * size + 1.0)).clamp(-1.0, 1.0))
            .collect();
        Self { side, darkness }
    }

    /// Whether both are frames of one symbol: most modules agree.
    pub(super) fn resembles(&self, other: &Self) -> bool {
        let sum = |of: &dyn Fn(f32, f32) -> f32| -> f32 {
            self.darkness
                .iter()
                .zip(&other.darkness)
                .map(|(&a, &b)| of(a, b))
                .sum()
        };
        self.side == other.side
            && sum(&|a, b| a * b) > 0.3 * (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
    }

    /// The sum of two frames of one symbol; what lies further back counts less.
    pub(super) fn plus(&self, other: &Self) -> Self {
        Self {
            side: self.side,
            darkness: self
                .darkness
                .iter()
                .zip(&other.darkness)
                .map(|(seen, now)| (0.8 * seen + now) / 1.8)
                .collect(),
        }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        self.darkness.get(y * self.side + x).copied().unwrap_or(0.0)
    }

    /// The text, when the error correction finds one.
    pub(super) fn read(&self) -> Option<Content> {
        let version =
            Version::getProvisionalVersionForDimension(u32::try_from(self.side).ok()?).ok()?;
        let function = version.buildFunctionPattern().ok()?;
        let field = Field::new();
        self.formats()
            .into_iter()
            .find_map(|format| self.read_as(format, version, &function, &field))
    }

    /// The two likeliest readings of the format information: level and mask, five bits.
    fn formats(&self) -> [u32; 2] {
        let side = self.side;
        let mut bits = [0.0f32; 15];
        for (n, bit) in bits.iter_mut().enumerate() {
            // Bit 14 first, as it stands beside the upper left finder pattern, and its copy beside the two others.
            let (x, y) = match n {
                0..=5 => (n, 8),
                6 => (7, 8),
                7 => (8, 8),
                8 => (8, 7),
                _ => (8, 14 - n),
            };
            let (x2, y2) = if n < 7 {
                (8, side - 1 - n)
            } else {
                (side - 15 + n, 8)
            };
            *bit = self.at(x, y) + self.at(x2, y2);
        }
        let fit = |format: u32| {
            let word = format_word(format);
            bits.iter()
                .enumerate()
                .map(|(n, bit)| {
                    if word >> (14 - n) & 1 == 1 {
                        *bit
                    } else {
                        -bit
                    }
                })
                .sum::<f32>()
        };
        let mut fits: Vec<(f32, u32)> = (0..32).map(|format| (fit(format), format)).collect();
        fits.sort_by(|a, b| b.0.total_cmp(&a.0));
        let nth = |n: usize| fits.get(n).map_or(0, |&(_, format)| format);
        [nth(0), nth(1)]
    }

    fn read_as(
        &self,
        format: u32,
        version: VersionRef,
        function: &BitMatrix,
        field: &Field,
    ) -> Option<Content> {
        let level = ErrorCorrectionLevel::forBits(u8::try_from(format >> 3).ok()?).ok()?;
        let (codewords, certainty) = self.codewords(format & 7, function);
        let total = usize::try_from(version.getTotalCodewords()).ok()?;
        let blocks = DataBlock::getDataBlocks(codewords.get(..total)?, version, level).ok()?;
        // Certainties are dealt to the blocks as their codewords are.
        let certainties = DataBlock::getDataBlocks(certainty.get(..total)?, version, level).ok()?;
        let checks =
            usize::try_from(version.getECBlocksForLevel(level).getECCodewordsPerBlock()).ok()?;
        let mut data = Vec::new();
        for (block, certainty) in blocks.iter().zip(&certainties) {
            let mut bytes = block.getCodewords().to_vec();
            if !correct(field, &mut bytes, checks, certainty.getCodewords()) {
                return None;
            }
            data.extend_from_slice(bytes.get(..bytes.len().checked_sub(checks)?)?);
        }
        let decoded = DecodeBitStream(&data, version, level).ok()?;
        decoded
            .isValid()
            .then(|| Content::new(decoded.content().bytes()))
    }

    /// The codewords as they lie on the paper, each with the certainty (0 to 255) of its least certain module.
    fn codewords(&self, mask: u32, function: &BitMatrix) -> (Vec<u8>, Vec<u8>) {
        let side = self.side;
        let (mut codewords, mut certainties) = (Vec::new(), Vec::new());
        let (mut byte, mut least, mut bits) = (0u8, 1.0f32, 0);
        let mut upwards = true;
        // Pairs of columns from the right, without the column of the timing pattern.
        for right in (1..side)
            .rev()
            .filter(|&x| if x > 6 { x % 2 == 0 } else { x % 2 == 1 })
        {
            for step in 0..side {
                let y = if upwards { side - 1 - step } else { step };
                for x in [right, right - 1] {
                    let (x32, y32) = (x as u32, y as u32);
                    if function.get(x32, y32) {
                        continue;
                    }
                    let darkness = self.at(x, y);
                    byte = byte << 1 | u8::from((darkness > 0.0) != masked(mask, x32, y32));
                    least = least.min(darkness.abs());
                    bits += 1;
                    if bits == 8 {
                        codewords.push(byte);
                        certainties.push((least * 255.0) as u8);
                        (byte, least, bits) = (0, 1.0, 0);
                    }
                }
            }
            upwards = !upwards;
        }
        (codewords, certainties)
    }
}

/// Reads the text from the brightness of the modules, and leaves the modules for a later frame when it cannot.
pub(super) fn read(side: usize, brightness: &[f32]) -> Result<Content, Modules> {
    let mut first = None;
    for spill in SPILLS {
        let modules = Modules::from_brightness(side, brightness, spill);
        if let Some(content) = modules.read() {
            return Ok(content);
        }
        first.get_or_insert(modules);
    }
    Err(first.unwrap_or(Modules {
        side,
        darkness: Vec::new(),
    }))
}

/// First trusts every codeword, then fewer and fewer: the least certain ones become erasures.
fn correct(field: &Field, bytes: &mut [u8], checks: usize, certainty: &[u8]) -> bool {
    let mut order: Vec<usize> = (0..bytes.len()).collect();
    order.sort_by_key(|&n| certainty.get(n));
    // A quarter of the checks stay: with all spent on erasures any noise would make a codeword.
    let most = checks * 3 / 4;
    (0..=most)
        .step_by((checks / 8).max(2))
        .any(|erased| field.correct(bytes, checks, order.get(..erased).unwrap_or_default()))
}

fn masked(mask: u32, x: u32, y: u32) -> bool {
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (y / 2 + x / 3).is_multiple_of(2),
        5 => (x * y) % 2 + (x * y) % 3 == 0,
        6 => ((x * y) % 2 + (x * y) % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + (x * y) % 3).is_multiple_of(2),
    }
}

/// Fifteen bits for five, as they are printed.
fn format_word(format: u32) -> u32 {
    (format << 10 | remainder(format << 10, 0x537, 10)) ^ 0x5412
}

/// Eighteen bits for the version's six.
pub(super) fn version_word(version: u32) -> u32 {
    version << 12 | remainder(version << 12, 0x1f25, 12)
}

/// What is left of a BCH code's division.
fn remainder(mut value: u32, divisor: u32, degree: u32) -> u32 {
    for shift in (0..6).rev() {
        if value >> (shift + degree) & 1 == 1 {
            value ^= divisor << shift;
        }
    }
    value
}

/// The mean of the square around each module.
fn local_means(values: &[f32], side: usize, of: impl Fn(f32) -> f32) -> Vec<f32> {
    let wide = side + 1;
    let mut sums = vec![0.0f32; wide * wide];
    for y in 0..side {
        let mut row = 0.0;
        for x in 0..side {
            row += of(values.get(y * side + x).copied().unwrap_or(0.0));
            let above = sums.get(y * wide + x + 1).copied().unwrap_or(0.0);
            if let Some(sum) = sums.get_mut((y + 1) * wide + x + 1) {
                *sum = above + row;
            }
        }
    }
    let sum = |x: usize, y: usize| sums.get(y * wide + x).copied().unwrap_or(0.0);
    let mut means = Vec::with_capacity(values.len());
    for y in 0..side {
        let (top, bottom) = (y.saturating_sub(AROUND), (y + AROUND + 1).min(side));
        for x in 0..side {
            let (left, right) = (x.saturating_sub(AROUND), (x + AROUND + 1).min(side));
            let area = ((right - left) * (bottom - top)) as f32;
            means.push(
                (sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top)) / area,
            );
        }
    }
    means
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{format_word, read, version_word};
    use qrcode::{Color, EcLevel, QrCode, Version};

    /// Brightness as on faded paper: ink 120, paper 180.
    fn faded(text: &str, version: i16) -> (usize, Vec<f32>) {
        let code = QrCode::with_version(text, Version::Normal(version), EcLevel::M).unwrap();
        let ink = |colour: &Color| if *colour == Color::Dark { 120.0 } else { 180.0 };
        (code.width(), code.to_colors().iter().map(ink).collect())
    }

    #[test]
    fn words_are_those_of_the_standard() {
        assert_eq!(format_word(0), 0x5412);
        assert_eq!(format_word(0b00101), 0x40ce);
        assert_eq!(version_word(7), 0x07c94);
        assert_eq!(version_word(40), 0x28c69);
    }

    #[test]
    fn every_size_reads_from_its_modules() {
        for version in 1..=40 {
            let (side, brightness) = faded("20261122", version);
            assert_eq!(
                read(side, &brightness).unwrap().text(),
                "20261122",
                "v{version}"
            );
        }
    }

    #[test]
    fn modules_that_are_neither_dark_nor_light_cost_half_of_wrong_ones() {
        let text = "1".repeat(400);
        let (side, clean) = faded(&text, 10);
        // A grey stripe over the data: a fifth of the codewords mean nothing. As errors they would be too many.
        let stripe = |value: &dyn Fn(usize) -> f32| {
            let mut brightness = clean.clone();
            for row in 20..28 {
                for column in 0..side {
                    brightness[row * side + column] = value(row * side + column);
                }
            }
            read(side, &brightness).is_ok()
        };
        assert!(stripe(&|_| 150.0));
        assert!(!stripe(&|n| 300.0 - clean[n]));
    }

    #[test]
    fn sides_that_no_symbol_has_read_as_nothing() {
        for side in [1, 5, 20, 22, 181] {
            assert!(read(side, &vec![100.0; side * side]).is_err());
        }
    }
}

//! Grey pictures, and what is done to them before anybody looks for a symbol.

use std::borrow::Cow;

use super::{MAX_PIXELS, MAX_SIDE, MIN_SIDE, ScanError};

/// A grey picture whose size has been checked: `luma.len() == width * height`, and neither is 0.
#[derive(Clone, Debug)]
pub struct Grey<'a> {
    pub(super) luma: Cow<'a, [u8]>,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl<'a> Grey<'a> {
    /// One byte a pixel, row by row, 0 black.
    ///
    /// # Errors
    ///
    /// [`ScanError`] when `luma` is not `width` × `height` bytes or the picture is too small or too large.
    pub fn new(luma: &'a [u8], width: usize, height: usize) -> Result<Self, ScanError> {
        check_size(luma.len(), width, height)?;
        Ok(Self {
            luma: luma.into(),
            width,
            height,
        })
    }
}

impl Grey<'static> {
    /// Four bytes a pixel: red, green, blue, opacity.
    ///
    /// # Errors
    ///
    /// [`ScanError`] when `rgba` is not four bytes a pixel or the picture is too small or too large.
    pub fn from_rgba(rgba: &[u8], width: usize, height: usize) -> Result<Self, ScanError> {
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
        Ok(Self {
            luma: pixels.iter().map(|&pixel| grey_of(pixel)).collect(),
            width,
            height,
        })
    }
}

impl Grey<'_> {
    /// The brightness at a place between pixels; beyond the rim, the rim's.
    pub(super) fn at(&self, [x, y]: [f32; 2]) -> f32 {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (column, row) = (x as usize, y as usize);
        let (fx, fy) = (x - column as f32, y - row as f32);
        let start = row * self.width + column;
        let pixel = |n: usize| f32::from(self.luma.get(n).copied().unwrap_or_default());
        let (right, down) = (
            usize::from(column + 1 < self.width),
            if row + 1 < self.height { self.width } else { 0 },
        );
        let top = pixel(start) * (1.0 - fx) + pixel(start + right) * fx;
        let bottom = pixel(start + down) * (1.0 - fx) + pixel(start + down + right) * fx;
        top * (1.0 - fy) + bottom * fy
    }

    /// The square in the middle, and a little to either side of it.
    pub(super) fn middle(&self) -> Grey<'_> {
        let short = self.width.min(self.height);
        let part = |side: usize| {
            let kept = side.min(short + short / 8);
            ((side - kept) / 2, kept)
        };
        let ((left, width), (top, height)) = (part(self.width), part(self.height));
        let rows = self.luma.chunks_exact(self.width).skip(top).take(height);
        let mut luma = Vec::with_capacity(width * height);
        for row in rows {
            luma.extend_from_slice(row.get(left..left + width).unwrap_or_default());
        }
        Grey {
            luma: luma.into(),
            width,
            height,
        }
    }

    /// Each `factor` × `factor` square as its mean; `None` when too little is left to hold a symbol.
    pub(super) fn shrunk(&self, factor: usize) -> Option<Grey<'_>> {
        if factor == 1 {
            return Some(Grey {
                luma: self.luma.as_ref().into(),
                width: self.width,
                height: self.height,
            });
        }
        let (width, height) = (self.width / factor, self.height / factor);
        if width < MIN_SIDE || height < MIN_SIDE {
            return None;
        }
        if factor == 2 {
            return Some(self.halved(width, height));
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

    fn halved(&self, width: usize, height: usize) -> Grey<'static> {
        let mut luma = Vec::with_capacity(width * height);
        for rows in self.luma.chunks_exact(self.width * 2) {
            let (upper, lower) = rows.split_at(self.width);
            let pairs = upper
                .as_chunks::<2>()
                .0
                .iter()
                .zip(lower.as_chunks::<2>().0);
            luma.extend(pairs.map(|(&[a, b], &[c, d])| {
                let sum = u16::from(a) + u16::from(b) + u16::from(c) + u16::from(d);
                ((sum + 2) / 4).to_le_bytes()[0]
            }));
        }
        Grey {
            luma: luma.into(),
            width,
            height,
        }
    }

    /// Each pixel pushed away from the mean of the 5 × 5 square around it; the rim stays as it is.
    pub(super) fn sharpened(&self) -> Grey<'static> {
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
    pub(super) fn threshold(&self) -> u8 {
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

/// ITU-R BT.601 luma in integers. What is transparent lies on white, as it would on a page.
fn grey_of([red, green, blue, alpha]: [u8; 4]) -> u8 {
    let luma = (u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8;
    if alpha == u8::MAX {
        return luma.to_le_bytes()[0];
    }
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

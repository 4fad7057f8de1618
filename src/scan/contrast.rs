//! Which pixels are black.

use rxing::common::{BIT_FIELD_BASE_BITS as WORD, BitArray, BitMatrix};

use super::Grey;

/// How pixels become black and white.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contrast {
    /// By each pixel's neighbourhood: what shadows and slanting light ask for.
    Local,
    /// By one threshold for the whole picture.
    Global,
    /// The same with the light pixels taken for black, as a screen in dark mode shows symbols.
    Inverted,
}

/// Side of the blocks that have a threshold of their own, a power of 2 and a divisor of a word's bits.
const BLOCK: usize = 8;

/// Blocks around one whose threshold is averaged with theirs.
const AROUND: usize = 2;

/// A block that varies less is one colour: its noise must not become black and white.
const FLAT: u8 = 24;

/// The picture with black pixels set.
pub(super) fn black_and_white(grey: &Grey, contrast: Contrast) -> Option<BitMatrix> {
    if contrast == Contrast::Local && grey.width.min(grey.height) > BLOCK * (2 * AROUND + 1) {
        return by_blocks(grey);
    }
    let threshold = grey.threshold();
    let mut bits = empty(grey)?;
    let mut line = BitArray::with_size(grey.width);
    for (y, row) in (0..).zip(grey.luma.chunks_exact(grey.width)) {
        set_row(&mut line, row, std::iter::repeat(threshold));
        bits.setRow(y, &line);
    }
    if contrast == Contrast::Inverted {
        bits.flip_self();
    }
    Some(bits)
}

fn empty(grey: &Grey) -> Option<BitMatrix> {
    BitMatrix::new(
        u32::try_from(grey.width).ok()?,
        u32::try_from(grey.height).ok()?,
    )
    .ok()
}

/// One bit in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// Eight pixels at once, the first in the lowest bit: which are at most `threshold`.
fn at_most(pixels: [u8; BLOCK], threshold: u8) -> usize {
    let (x, t) = (u64::from_le_bytes(pixels), u64::from(threshold) * ONES);
    // Bytewise t − x without a borrow across bytes; where the top bits differ they decide.
    let apart = (t | HIGH) - (x & !HIGH);
    let dark = ((!x & t) | (!(x ^ t) & apart)) & HIGH;
    usize::from(((dark >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56).to_le_bytes()[0])
}

/// The pixels that are left over at the end of a row.
fn rest_at_most(pixels: &[u8], threshold: u8) -> usize {
    let dark = pixels.iter().enumerate();
    dark.fold(0, |bits, (n, &luma)| {
        bits | usize::from(luma <= threshold) << n
    })
}

/// A row in words; a threshold for every eight pixels.
fn set_row(line: &mut BitArray, row: &[u8], thresholds: impl Iterator<Item = u8>) {
    let (blocks, rest) = row.as_chunks::<BLOCK>();
    let mut thresholds = thresholds;
    let (mut word, mut at) = (0usize, 0usize);
    let all = blocks
        .iter()
        .map(|&block| Ok(block))
        .chain(std::iter::once(Err(rest)));
    for block in all {
        let threshold = thresholds.next().unwrap_or_default();
        let bits = match block {
            Ok(block) => at_most(block, threshold),
            Err(rest) => rest_at_most(rest, threshold),
        };
        word |= bits << (at % WORD);
        at += BLOCK;
        if at.is_multiple_of(WORD) && at <= row.len() {
            line.setBulk(at - WORD, word);
            word = 0;
        }
    }
    let done = row.len() / WORD * WORD;
    if done < row.len() {
        line.setBulk(done, word);
    }
}

/// The method of ZXing's hybrid binarizer: a threshold a block, the mean of those around it. Blocks of one colour take
/// after their neighbours.
fn by_blocks(grey: &Grey) -> Option<BitMatrix> {
    let (across, down) = (grey.width.div_ceil(BLOCK), grey.height.div_ceil(BLOCK));
    let points = block_points(grey, across, down);
    let mut bits = empty(grey)?;
    let mut line = BitArray::with_size(grey.width);
    let mut sums = vec![0u32; across];
    for (j, rows) in grey.luma.chunks(grey.width * BLOCK).enumerate() {
        let top = j.clamp(AROUND, down - 1 - AROUND) - AROUND;
        sums.fill(0);
        for line in points.chunks_exact(across).skip(top).take(2 * AROUND + 1) {
            for (sum, &point) in sums.iter_mut().zip(line) {
                *sum += u32::from(point);
            }
        }
        let thresholds: Vec<u8> = (0..across)
            .map(|i| {
                let left = i.clamp(AROUND, across - 1 - AROUND) - AROUND;
                let sum: u32 = sums.iter().skip(left).take(2 * AROUND + 1).sum();
                (sum / 25).to_le_bytes()[0]
            })
            .collect();
        for (y, row) in rows.chunks_exact(grey.width).enumerate() {
            set_row(&mut line, row, thresholds.iter().copied());
            bits.setRow(u32::try_from(j * BLOCK + y).ok()?, &line);
        }
    }
    Some(bits)
}

/// The threshold of each block by itself.
fn block_points(grey: &Grey, across: usize, down: usize) -> Vec<u8> {
    let mut points: Vec<u8> = Vec::with_capacity(across * down);
    let mut lows = vec![0u8; across];
    let mut highs = vec![0u8; across];
    let mut sums = vec![0u32; across];
    for rows in grey.luma.chunks(grey.width * BLOCK) {
        lows.fill(u8::MAX);
        highs.fill(0);
        sums.fill(0);
        // Every other row: half the work, and blocks are no different.
        for row in rows.chunks_exact(grey.width).step_by(2) {
            let (blocks, rest) = row.as_chunks::<BLOCK>();
            let marks = lows.iter_mut().zip(&mut highs).zip(&mut sums);
            for (block, ((low, high), sum)) in blocks.iter().zip(marks) {
                *low = block.iter().fold(*low, |low, &luma| low.min(luma));
                *high = block.iter().fold(*high, |high, &luma| high.max(luma));
                *sum += block.iter().map(|&luma| u32::from(luma)).sum::<u32>();
            }
            if let (Some(low), Some(high), Some(sum)) =
                (lows.last_mut(), highs.last_mut(), sums.last_mut())
            {
                for &luma in rest {
                    *low = luma.min(*low);
                    *high = luma.max(*high);
                    *sum += u32::from(luma);
                }
            }
        }
        let height = (rows.len() / grey.width).div_ceil(2);
        for (i, ((&low, &high), &sum)) in lows.iter().zip(&highs).zip(&sums).enumerate() {
            let width = BLOCK.min(grey.width - i * BLOCK);
            let point = if high.saturating_sub(low) > FLAT {
                (sum / (width * height) as u32).to_le_bytes()[0]
            } else {
                // One colour, which is paper unless it is darker than what is black around it.
                let at = points.len();
                let before =
                    |back: usize| points.get(at.wrapping_sub(back)).copied().map(u32::from);
                let around = match (before(1), before(across), before(across + 1)) {
                    (Some(left), Some(above), Some(corner)) if i > 0 => {
                        (above + 2 * left + corner) / 4
                    }
                    _ => 0,
                };
                if u32::from(low) < around {
                    around.to_le_bytes()[0]
                } else {
                    low / 2
                }
            };
            points.push(point);
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Contrast, at_most, black_and_white, rest_at_most};
    use crate::scan::Grey;

    #[test]
    fn a_dark_square_is_black_in_light_and_in_shadow() {
        // A page whose right half lies in shadow, and a square on either side.
        let (width, height) = (211, 97);
        let luma: Vec<u8> = (0..width * height)
            .map(|n| {
                let (x, y) = (n % width, n / width);
                let ink =
                    (20..60).contains(&y) && ((30..60).contains(&x) || (150..180).contains(&x));
                let light = if x < 105 { 220 } else { 90 };
                if ink { light / 3 } else { light }
            })
            .collect();
        let grey = Grey::new(&luma, width, height).unwrap_or_else(|_| unreachable!());
        let bits = black_and_white(&grey, Contrast::Local).unwrap_or_else(|| unreachable!());
        for (x, y, black) in [
            (32, 22, true),
            (57, 57, true),
            (152, 22, true),
            (25, 40, false),
            (145, 40, false),
            (210, 96, false),
        ] {
            assert_eq!(bits.get(x, y), black, "{x}, {y}");
        }
    }

    #[test]
    fn eight_pixels_at_once_are_compared_as_one_by_one() {
        let bytes: Vec<u8> = (0..4096u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for block in bytes.as_chunks::<BLOCK>().0 {
            for threshold in [0, 1, 63, 127, 128, 129, 200, 254, 255] {
                assert_eq!(at_most(*block, threshold), rest_at_most(block, threshold));
            }
        }
    }

    #[test]
    fn sizes_that_no_block_divides_work() {
        for (width, height) in [(41, 41), (64, 41), (129, 77), (21, 300)] {
            let luma = vec![200; width * height];
            let grey = Grey::new(&luma, width, height).unwrap_or_else(|_| unreachable!());
            for contrast in [Contrast::Local, Contrast::Global, Contrast::Inverted] {
                assert!(black_and_white(&grey, contrast).is_some());
            }
        }
    }
}

//! Black dots on white paper: what a thermal print head does, and the picture of it.
//!
//! Letters are GNU Unifont's bitmaps (8 or 16 dots wide, 16 high), which cover Chinese, at whole or one and a half times
//! their size.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageResult};
use receipt_verifier::qr::{QUIET_ZONE, Symbol};
use unifont::Glyph;

/// Dots per metre of a 203 dpi head.
const DOTS_PER_METRE: u32 = 7992;

/// How large letters are drawn, by the height of their cell in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 16 dots, 2 mm: labels and notes.
    Small,
    /// 24 dots, 3 mm: what usual slips are set in.
    Body,
    /// 32 dots, 4 mm: the shop's name.
    Large,
    /// 48 dots, 6 mm: the amount.
    Huge,
}

impl Size {
    /// Height of a letter's cell; a full-width letter's cell is as wide.
    pub fn height(self) -> usize {
        16 * self.halves() / 2
    }

    /// Dots that each stroke is widened by, so that large letters look no thinner than small ones.
    fn weight(self) -> usize {
        match self {
            Self::Small | Self::Body => 0,
            Self::Large => 1,
            Self::Huge => 2,
        }
    }

    /// Scale in half steps.
    fn halves(self) -> usize {
        match self {
            Self::Small => 2,
            Self::Body => 3,
            Self::Large => 4,
            Self::Huge => 6,
        }
    }
}

/// Paper of a fixed width that grows downwards as it is printed on.
#[derive(Debug, Clone)]
pub struct Canvas {
    width: usize,
    dots: Vec<bool>,
}

impl Canvas {
    pub fn new(width: usize) -> Self {
        Self {
            width,
            dots: Vec::new(),
        }
    }

    #[cfg(test)]
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.dots.len().checked_div(self.width).unwrap_or(0)
    }

    #[cfg(test)]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && self.dots.get(y * self.width + x) == Some(&true)
    }

    /// The paper's dots, row by row, dark as true.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dots.chunks(self.width.max(1))
    }

    /// Feeds paper until `height` rows are out.
    pub fn feed_to(&mut self, height: usize) {
        let needed = height * self.width;
        if self.dots.len() < needed {
            self.dots.resize(needed, false);
        }
    }

    /// A filled box; what lies right of the paper is lost.
    pub fn fill(&mut self, x: usize, y: usize, width: usize, height: usize) {
        self.feed_to(y + height);
        let right = (x + width).min(self.width);
        for row in y..y + height {
            let start = row * self.width;
            if let Some(run) = self.dots.get_mut(start + x.min(right)..start + right) {
                run.fill(true);
            }
        }
    }

    /// The outline of a box.
    pub fn frame(&mut self, x: usize, y: usize, width: usize, height: usize, thickness: usize) {
        self.fill(x, y, width, thickness);
        self.fill(x, y + height - thickness.min(height), width, thickness);
        self.fill(x, y, thickness, height);
        self.fill(x + width - thickness.min(width), y, thickness, height);
    }

    /// One line of text with its upper left corner at `x`, `y`. The caller has wrapped it.
    pub fn text(&mut self, x: usize, y: usize, text: &str, size: Size) {
        self.feed_to(y + size.height());
        let mut x = x;
        for letter in text.chars() {
            if let Some(glyph) = glyph(letter) {
                self.letter(x, y, glyph, size);
                x += glyph.get_width() * size.halves() / 2;
            }
        }
    }

    /// One and a half times: each pair of dots becomes three, the middle one dark when either is. Every stroke gets two
    /// dots wide and every gap keeps at least one, as in the 24-dot fonts of printers.
    fn letter(&mut self, x: usize, y: usize, glyph: &Glyph, size: Size) {
        let halves = size.halves();
        let sources = |dot: usize| -> [usize; 2] {
            let (pair, place) = (dot / halves * 2, dot % halves);
            match (place * 2).cmp(&(halves - 1)) {
                std::cmp::Ordering::Less => [pair, pair],
                std::cmp::Ordering::Equal => [pair, pair + 1],
                std::cmp::Ordering::Greater => [pair + 1, pair + 1],
            }
        };
        for row in 0..size.height() {
            for column in 0..glyph.get_width() * halves / 2 {
                let dark = sources(row).iter().any(|source_y| {
                    sources(column)
                        .iter()
                        .any(|source_x| glyph.get_pixel(*source_x, *source_y))
                });
                if dark {
                    self.fill(x + column, y + row, 1 + size.weight(), 1);
                }
            }
        }
    }

    /// A QR symbol with its quiet zone, `scale` dots a module.
    pub fn symbol(&mut self, x: usize, y: usize, symbol: &Symbol, scale: usize) {
        let margin = QUIET_ZONE * scale;
        self.feed_to(y + symbol_side(symbol) * scale);
        for row in 0..symbol.modules() {
            for column in 0..symbol.modules() {
                if symbol.is_dark(column, row) {
                    self.fill(
                        x + margin + column * scale,
                        y + margin + row * scale,
                        scale,
                        scale,
                    );
                }
            }
        }
    }

    /// An 8-bit grey PNG of pure black and white, which says that it is 203 dots an inch.
    pub fn to_png(&self) -> ImageResult<Vec<u8>> {
        let luma: Vec<u8> = self
            .dots
            .iter()
            .map(|dark| if *dark { 0 } else { 255 })
            .collect();
        let mut png = Cursor::new(Vec::new());
        PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::NoFilter)
            .write_image(
                &luma,
                u32::try_from(self.width).unwrap_or(u32::MAX),
                u32::try_from(self.height()).unwrap_or(u32::MAX),
                ExtendedColorType::L8,
            )?;
        let mut png = png.into_inner();
        // Between the signature with the header chunk (33 bytes, always first) and the rest.
        if png.len() > 33 {
            png.splice(33..33, resolution_chunk());
        }
        Ok(png)
    }
}

/// A QR symbol alone, with its quiet zone.
pub fn symbol_png(symbol: &Symbol, scale: usize) -> ImageResult<Vec<u8>> {
    let mut canvas = Canvas::new(symbol_side(symbol) * scale.max(1));
    canvas.symbol(0, 0, symbol, scale.max(1));
    canvas.to_png()
}

/// Modules a side, with the quiet zone.
pub fn symbol_side(symbol: &Symbol) -> usize {
    symbol.modules() + 2 * QUIET_ZONE
}

/// Width of a text in dots.
pub fn text_width(text: &str, size: Size) -> usize {
    text.chars().map(|letter| letter_width(letter, size)).sum()
}

/// The text in lines of at most `width` dots: at spaces and between Chinese characters where possible, inside a word
/// where not. Nothing but the space at a line's end gets lost.
pub fn wrap(text: &str, width: usize, size: Size) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(line_length(rest, width, size));
        lines.push(line.trim_end_matches(' ').to_owned());
        rest = after.trim_start_matches(' ');
    }
    lines
}

/// Bytes of `text` that go on the first line; at least one letter.
fn line_length(text: &str, width: usize, size: Size) -> usize {
    let mut used = 0;
    let mut good_break = 0;
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, letter)) {
            good_break = at;
        }
        used += letter_width(letter, size);
        if used > width && letter != ' ' {
            return match (good_break, at) {
                (0, 0) => letter.len_utf8(),
                (0, at) => at,
                (good, _) => good,
            };
        }
        before = Some(letter);
    }
    text.len()
}

fn may_break(before: char, after: char) -> bool {
    const NEVER_FIRST: &str = "，。、；：？！）》】」』”’,.;:?!)]}%";
    const NEVER_LAST: &str = "（《【「『“‘([{";
    let wide = |letter| letter_width(letter, Size::Small) == 16;
    (before == ' ' || wide(before) || wide(after))
        && after != ' '
        && !NEVER_FIRST.contains(after)
        && !NEVER_LAST.contains(before)
}

fn letter_width(letter: char, size: Size) -> usize {
    glyph(letter).map_or(0, |glyph| glyph.get_width() * size.halves() / 2)
}

/// The letter's bitmap; a box for what the font lacks; nothing for joiners and variation selectors, which only shape
/// their neighbours.
fn glyph(letter: char) -> Option<&'static Glyph> {
    if matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}') {
        return None;
    }
    unifont::get_glyph(letter).or_else(|| unifont::get_glyph('\u{fffd}'))
}

/// PNG's `pHYs` chunk: how many dots make a metre, so that the slip prints at its own size.
fn resolution_chunk() -> Vec<u8> {
    let mut chunk = 9u32.to_be_bytes().to_vec();
    chunk.extend(b"pHYs");
    chunk.extend(DOTS_PER_METRE.to_be_bytes());
    chunk.extend(DOTS_PER_METRE.to_be_bytes());
    chunk.push(1);
    let check = crc32(chunk.get(4..).unwrap_or_default());
    chunk.extend(check.to_be_bytes());
    chunk
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters() {
        let wrapped = |text, width| wrap(text, width, Size::Small);
        assert_eq!(wrapped("Earl Grey tea", 80), ["Earl Grey", "tea"]);
        assert_eq!(wrapped("西湖龙井茶", 48), ["西湖龙", "井茶"]);
        assert_eq!(
            wrapped("茶，好茶。", 64),
            ["茶，好", "茶。"],
            "no stop begins a line"
        );
        assert_eq!(wrapped("abcdefghij", 32), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("茶", 1), ["茶"], "one letter a line at least");
        assert_eq!(wrapped("", 64), [""; 0]);
    }

    #[test]
    fn letters_keep_their_cell_at_every_size() {
        for (size, width) in [
            (Size::Small, 24),
            (Size::Body, 36),
            (Size::Large, 48),
            (Size::Huge, 72),
        ] {
            assert_eq!(text_width("a茶", size), width);
            assert_eq!(size.height() * 3, width * 2);
        }
        assert_eq!(text_width("\u{200d}\u{fe0f}", Size::Body), 0);
        assert_eq!(
            text_width("\u{10fffd}", Size::Small),
            text_width("\u{fffd}", Size::Small)
        );
    }

    #[test]
    fn half_again_keeps_strokes_and_gaps() {
        let mut canvas = Canvas::new(24);
        canvas.text(0, 0, "三", Size::Body);
        let inked: Vec<bool> = (0..24)
            .map(|y| (0..24).any(|x| canvas.is_dark(x, y)))
            .collect();
        let strokes = inked
            .chunk_by(|a, b| a == b)
            .filter(|run| run.first() == Some(&true));
        assert!(strokes.clone().all(|run| run.len() == 2), "{inked:?}");
        assert_eq!(strokes.count(), 3);
    }

    #[test]
    fn the_png_knows_its_resolution() -> ImageResult<()> {
        let mut canvas = Canvas::new(8);
        canvas.fill(0, 0, 8, 1);
        canvas.feed_to(3);
        let png = canvas.to_png()?;
        assert_eq!(png.get(37..41), Some(b"pHYs".as_slice()));
        let picture = image::load_from_memory(&png)?.into_luma8();
        assert_eq!(picture.dimensions(), (8, 3));
        assert_eq!(picture.as_raw(), &[&[0; 8][..], &[255; 16]].concat());
        // The check value of the CRC that PNG uses.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        Ok(())
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "(\\PC| |[a-z]|茶){0,60}", width in 16usize..400) {
            let lines = wrap(&text, width, Size::Body);
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in &lines {
                let fits = text_width(line, Size::Body) <= width;
                prop_assert!(fits || line.chars().filter(|c| letter_width(*c, Size::Body) > 0).count() == 1, "{:?}", lines);
            }
        }
    }
}

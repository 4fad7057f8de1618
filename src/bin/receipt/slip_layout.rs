//! Where a slip's lines land on the paper.

use crate::canvas::{Canvas, Size, symbol_side, text_width, wrap};
use crate::slip::{Item, Line, Slip};

/// The widths of paper that tills print on, at 203 dpi.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    Mm58,
    Mm80,
}

impl Paper {
    /// Dots that a printer puts side by side; what lies left and right of them stays white.
    pub fn dots(self) -> usize {
        match self {
            Self::Mm58 => 384,
            Self::Mm80 => 576,
        }
    }

    /// Its name: millimetres.
    pub fn width(self) -> &'static str {
        match self {
            Self::Mm58 => "58",
            Self::Mm80 => "80",
        }
    }
}

/// White between two lines of text.
const LEADING: usize = 6;
/// White between columns.
const GUTTER: usize = 12;

impl Slip {
    /// The slip as it leaves the printer.
    pub fn draw(&self) -> Canvas {
        let mut press = Press {
            canvas: Canvas::new(self.paper.dots()),
            width: self.paper.dots(),
            y: 16,
        };
        for line in &self.lines {
            press.print(line);
        }
        let end = press.y + 24;
        press.canvas.feed_to(end);
        press.canvas
    }

    /// The largest whole number of dots that leaves the symbol its quiet zone; 0 when not even one does.
    pub fn dots_per_module(&self) -> usize {
        self.lines
            .iter()
            .find_map(|line| match line {
                Line::Symbol(symbol) => Some(self.paper.dots() / symbol_side(symbol)),
                _ => None,
            })
            .unwrap_or(0)
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Centre,
    Right,
}

struct Press {
    canvas: Canvas,
    width: usize,
    y: usize,
}

impl Press {
    fn print(&mut self, line: &Line) {
        match line {
            Line::Centred(text, size) => self.paragraph(text, *size, Side::Centre),
            Line::Note(text) => self.paragraph(text, Size::Small, Side::Left),
            Line::Framed(texts) => self.framed(texts),
            Line::Rule => self.rule(),
            Line::Field { label, value } => self.field(label, value),
            Line::Items(items) => self.items(items),
            Line::Amount { label, value } => self.amount(label, value),
            Line::Symbol(symbol) => {
                let scale = (self.width / symbol_side(symbol)).max(1);
                let side = symbol_side(symbol) * scale;
                let x = self.width.saturating_sub(side) / 2;
                self.canvas.symbol(x, self.y, symbol, scale);
                self.y += side;
            }
        }
    }

    /// One line that is known to fit.
    fn set(&mut self, text: &str, size: Size, side: Side, left: usize, width: usize) {
        let spare = width.saturating_sub(text_width(text, size));
        let x = left
            + match side {
                Side::Left => 0,
                Side::Centre => spare / 2,
                Side::Right => spare,
            };
        self.canvas.text(x, self.y, text, size);
    }

    fn paragraph(&mut self, text: &str, size: Size, side: Side) {
        for line in wrap(text, self.width, size) {
            self.set(&line, size, side, 0, self.width);
            self.y += size.height() + LEADING;
        }
    }

    fn rule(&mut self) {
        self.y += 4;
        for x in (0..self.width).step_by(12) {
            self.canvas.fill(x + 2, self.y, 8, 2);
        }
        self.y += 2 + 4 + LEADING;
    }

    fn framed(&mut self, texts: &[String]) {
        const THICK: usize = 3;
        const PADDING: usize = 10;
        let room = self.width - 2 * (THICK + PADDING);
        let widest = |size| texts.iter().map(|t| text_width(t, size)).max().unwrap_or(0);
        let size = [Size::Large, Size::Body]
            .into_iter()
            .find(|size| widest(*size) <= room)
            .unwrap_or(Size::Small);
        let lines: Vec<String> = texts.iter().flat_map(|t| wrap(t, room, size)).collect();
        let width = widest(size).min(room) + 2 * (THICK + PADDING);
        let height = lines.len() * (size.height() + LEADING) - LEADING.min(lines.len())
            + 2 * (THICK + PADDING);
        let x = (self.width - width) / 2;
        self.y += 4;
        self.canvas.frame(x, self.y, width, height, THICK);
        let end = self.y + height;
        self.y += THICK + PADDING;
        for line in lines {
            self.set(&line, size, Side::Centre, 0, self.width);
            self.y += size.height() + LEADING;
        }
        self.y = end + LEADING + 4;
    }

    /// A small label on the left, its value on the right; under it where both don't fit.
    fn field(&mut self, label: &str, value: &str) {
        let label_width = text_width(label, Size::Small);
        let value_width = text_width(value, Size::Body);
        if label_width + GUTTER + value_width <= self.width {
            self.label_beside_body(label);
            self.set(value, Size::Body, Side::Right, 0, self.width);
            self.y += Size::Body.height() + LEADING;
        } else {
            self.paragraph(label, Size::Small, Side::Left);
            self.paragraph(value, Size::Body, Side::Right);
        }
    }

    /// Small letters on the same base line as body letters.
    fn label_beside_body(&mut self, label: &str) {
        self.canvas.text(0, self.y + 6, label, Size::Small);
    }

    /// Three columns: what, how many, how much. Long names go on; the figures stand beside the last line.
    fn items(&mut self, items: &[Item]) {
        let widest = |text: fn(&Item) -> &str| {
            items
                .iter()
                .map(|item| text_width(text(item), Size::Body))
                .max()
                .unwrap_or(0)
        };
        let totals = widest(|item| &item.total);
        let quantities = match widest(|item| &item.quantity) {
            0 => 0,
            width => width + GUTTER,
        };
        let names = self.width.saturating_sub(totals + quantities + GUTTER);
        // Figures too wide to leave a name its room stand on a line of their own.
        let beside = names >= 120;
        for item in items {
            let room = if beside { names } else { self.width };
            let lines = wrap(&item.name, room, Size::Body);
            let last = lines.len().saturating_sub(1);
            for (at, line) in lines.iter().enumerate() {
                self.set(line, Size::Body, Side::Left, 0, room);
                if at < last || !beside {
                    self.y += Size::Body.height() + 2;
                }
            }
            let figures = format!("{}  {}", item.quantity, item.total);
            if beside {
                let right = self.width - totals - GUTTER;
                self.set(&item.quantity, Size::Body, Side::Right, 0, right);
                self.set(&item.total, Size::Body, Side::Right, 0, self.width);
                self.y += Size::Body.height() + LEADING;
            } else {
                self.paragraph(figures.trim_start(), Size::Body, Side::Right);
            }
            if !item.detail.is_empty() {
                self.y -= 2;
                self.paragraph(&item.detail, Size::Small, Side::Left);
            }
        }
    }

    fn amount(&mut self, label: &str, value: &str) {
        let size = [Size::Huge, Size::Large]
            .into_iter()
            .find(|size| text_width(value, *size) <= self.width)
            .unwrap_or(Size::Body);
        self.paragraph(label, Size::Body, Side::Left);
        self.paragraph(value, size, Side::Right);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slip(lines: Vec<Line>) -> Slip {
        slip_on(Paper::Mm58, lines)
    }

    fn slip_on(paper: Paper, lines: Vec<Line>) -> Slip {
        Slip { paper, lines }
    }

    fn symbol(digits: usize) -> receipt_verifier::qr::Symbol {
        let Ok(symbol) = receipt_verifier::qr::Symbol::encode(&"7".repeat(digits)) else {
            unreachable!()
        };
        symbol
    }

    /// Rows that the paper needs for these lines.
    fn rows(lines: Vec<Line>) -> usize {
        slip(lines).draw().height()
    }

    fn field(value: &str) -> Line {
        Line::Field {
            label: "单号 RECEIPT NO.".to_owned(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn what_does_not_fit_beside_its_label_goes_under_it() {
        assert!(rows(vec![field("20261122-000317")]) < rows(vec![field(&"7".repeat(32))]));
        assert!(rows(vec![field(&"7".repeat(32))]) < rows(vec![field(&"7".repeat(33))]));
    }

    #[test]
    fn the_symbol_takes_as_many_whole_dots_as_fit() {
        for (digits, on_58, on_80) in [(500, 5, 8), (1200, 4, 6), (1300, 3, 5), (5000, 2, 3)] {
            for (paper, dots) in [(Paper::Mm58, on_58), (Paper::Mm80, on_80)] {
                let slip = slip_on(paper, vec![Line::Symbol(symbol(digits))]);
                assert_eq!(slip.dots_per_module(), dots, "{digits} digits, {paper:?}");
            }
        }
        assert_eq!(slip(Vec::new()).dots_per_module(), 0);
    }

    /// The table of docs/SLIP.md.
    #[test]
    fn versions_get_the_dots_that_the_table_says() {
        for (last_version, on_58, on_80) in [
            (12, 5, 7),
            (13, 4, 7),
            (17, 4, 6),
            (25, 3, 4),
            (29, 2, 4),
            (40, 2, 3),
        ] {
            let side = 17 + 4 * last_version + 8;
            assert_eq!(
                (384 / side, 576 / side),
                (on_58, on_80),
                "version {last_version}"
            );
        }
    }

    #[test]
    fn four_modules_around_the_symbol_stay_white() {
        for paper in [Paper::Mm58, Paper::Mm80] {
            for digits in [300, 700, 1200, 2000, 5000] {
                let slip = slip_on(
                    paper,
                    vec![Line::Rule, Line::Symbol(symbol(digits)), Line::Rule],
                );
                let (canvas, scale) = (slip.draw(), slip.dots_per_module());
                let modules = symbol(digits).modules();
                // Only the symbol has dark rows longer than a dash of the rule's eight dots.
                let dark = |x: usize, y: usize| canvas.is_dark(x, y);
                let left = (paper.dots() - (modules + 8) * scale) / 2 + 4 * scale;
                let top = (0..canvas.height())
                    .find(|y| (left..left + 7 * scale).all(|x| dark(x, *y)))
                    .unwrap_or(0);
                let quiet = 4 * scale;
                let side = modules * scale;
                for y in top - quiet..top + side + quiet {
                    for x in 0..paper.dots() {
                        let inside =
                            (left..left + side).contains(&x) && (top..top + side).contains(&y);
                        assert!(inside || !dark(x, y), "{paper:?} {digits} digits: {x}, {y}");
                    }
                }
                assert!(left >= quiet && left + side + quiet <= paper.dots());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever a receipt says, the paper takes it.
        #[test]
        fn any_text_prints(text in "\\PC{0,120}", figure in "[0-9.]{0,40}") {
            let item = Item { name: text.clone(), quantity: figure.clone(), total: figure.clone(), detail: text.clone() };
            for paper in [Paper::Mm58, Paper::Mm80] {
            let item = item.clone();
            let canvas = slip_on(paper, vec![
                Line::Centred(text.clone(), Size::Large),
                Line::Framed(vec![text.clone(), figure.clone()]),
                Line::Note(text.clone()),
                Line::Items(vec![item, Item::default()]),
                field(&text),
                Line::Amount { label: text.clone(), value: figure.clone() },
            ]).draw();
            prop_assert_eq!(canvas.width(), paper.dots());
            }
        }
    }
}

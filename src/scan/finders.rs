//! Finder patterns: the three squares in a symbol's corners, and what they tell about the paper around them.

use rxing::Point;
use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::{ConcentricPattern, FindConcentricPatternCorners};
use rxing::qrcode::cpp_port::detector::{
    FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets,
};

use super::Grey;
use super::modules::version_word;
use super::spot::Spot;

/// Finder-pattern triples tried in one look. Foliage and newsprint yield thousands; a real symbol is among the first.
const MAX_SETS: usize = 64;

/// Finder patterns kept in one look, largest first, for the same reason.
const MAX_PATTERNS: usize = 256;

/// The sets of three finder patterns that may be a symbol's, the likeliest first.
pub(super) fn find(bits: &BitMatrix) -> Vec<FinderPatternSet> {
    // "Try harder" means here that every third row is looked at, whatever the height; it finds one photograph in a
    // hundred more and costs little.
    let mut patterns = FindFinderPatterns(bits, true, 0);
    patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.size));
    patterns.truncate(MAX_PATTERNS);
    let mut sets = GenerateFinderPatternSets(&mut patterns);
    sets.truncate(MAX_SETS);
    sets
}

/// A finder pattern: its middle and a module's steps to the right and down, as it lies in the symbol.
#[derive(Clone, Copy)]
struct Finder {
    middle: Spot,
    right: Spot,
    down: Spot,
}

/// The finder patterns of one symbol: upper left, upper right, lower left.
pub(super) struct Triple {
    finders: [Finder; 3],
}

impl Triple {
    pub(super) fn new(bits: &BitMatrix, set: &FinderPatternSet) -> Self {
        let across = unit(set.tl.p, set.tr.p);
        let down = unit(set.tl.p, set.bl.p);
        Self {
            finders: [set.tl, set.tr, set.bl].map(|pattern| finder(bits, pattern, across, down)),
        }
    }

    fn finder(&self, n: usize) -> Finder {
        self.finders.get(n).copied().unwrap_or(Finder {
            middle: [0.0; 2],
            right: [0.0; 2],
            down: [0.0; 2],
        })
    }

    pub(super) fn right(&self, n: usize) -> Spot {
        self.finder(n).right
    }

    pub(super) fn down(&self, n: usize) -> Spot {
        self.finder(n).down
    }

    /// The place 3 modules from the middle of a finder pattern towards the middle of the symbol: 6.5 modules from its edges.
    pub(super) fn inner_corner(&self, n: usize) -> Spot {
        let Finder {
            middle,
            right,
            down,
        } = self.finder(n);
        let (i, j) = match n {
            0 => (3.0, 3.0),
            1 => (-3.0, 3.0),
            _ => (3.0, -3.0),
        };
        [
            middle[0] + i * right[0] + j * down[0],
            middle[1] + i * right[1] + j * down[1],
        ]
    }

    /// Where the fourth inner corner would be, as far as the others tell.
    pub(super) fn far_corner(&self, span: f32) -> Spot {
        let (tr, bl) = (self.inner_corner(1), self.inner_corner(2));
        let (down, right) = (self.down(1), self.right(2));
        // Where the right edge, going down, and the lower edge, going right, meet.
        let cross = right[0] * down[1] - right[1] * down[0];
        let (dx, dy) = (bl[0] - tr[0], bl[1] - tr[1]);
        let t = (dy * right[0] - dx * right[1]) / cross;
        let t = if t.is_finite() {
            t.clamp(0.6 * span, 1.6 * span)
        } else {
            span
        };
        let meeting = [tr[0] + t * down[0], tr[1] + t * down[1]];
        let tl = self.inner_corner(0);
        let flat = [tr[0] + bl[0] - tl[0], tr[1] + bl[1] - tl[1]];
        // Each guess errs; their middle errs less.
        [(meeting[0] + flat[0]) / 2.0, (meeting[1] + flat[1]) / 2.0]
    }

    /// Pixels a module.
    pub(super) fn module_px(&self) -> f32 {
        let sum: f32 = self
            .finders
            .iter()
            .map(|finder| length(finder.right) + length(finder.down))
            .sum();
        sum / 6.0
    }

    /// The likeliest numbers of modules a side, best first; nothing when the patterns cannot be one symbol's.
    pub(super) fn sides(&self, grey: &Grey) -> Vec<usize> {
        let [tl, tr, bl] = [self.finder(0), self.finder(1), self.finder(2)];
        let modules = |a: Spot, b: Spot, one: f32, other: f32| {
            length([b[0] - a[0], b[1] - a[1]]) / ((one + other) / 2.0) + 7.0
        };
        let top = modules(tl.middle, tr.middle, length(tl.right), length(tr.right));
        let left = modules(tl.middle, bl.middle, length(tl.down), length(bl.down));
        let estimate = (top + left) / 2.0;
        if !estimate.is_finite()
            || !(17.0..=185.0).contains(&estimate)
            || (top - left).abs() > 0.3 * estimate
        {
            return Vec::new();
        }
        let nearest = ((estimate - 17.0) / 4.0).round().clamp(1.0, 40.0) as usize;
        let mut versions = Vec::new();
        if nearest >= 6
            && let Some(printed) = self.printed_version(grey, nearest)
        {
            versions.push(printed);
        }
        let towards = if estimate > (17 + 4 * nearest) as f32 {
            nearest + 1
        } else {
            nearest - 1
        };
        for version in [nearest, towards] {
            if (1..=40).contains(&version) && !versions.contains(&version) {
                versions.push(version);
            }
        }
        versions.truncate(2);
        versions
            .into_iter()
            .map(|version| 17 + 4 * version)
            .collect()
    }

    /// The version that stands beside the upper right and the lower left finder pattern.
    fn printed_version(&self, grey: &Grey, nearest: usize) -> Option<usize> {
        let mut bits = [0.0f32; 18];
        for copy in [1usize, 2] {
            let Finder {
                middle,
                right,
                down,
            } = self.finder(copy);
            let values: Vec<f32> = (0..18)
                .map(|n| {
                    // Bit n lies n / 3 along the finder pattern's side and n % 3 across, 7.5 to 5.5 modules from its middle.
                    let (along, across) = ((n / 3) as f32 - 3.0, (n % 3) as f32 - 7.0);
                    let (i, j) = if copy == 1 {
                        (across, along)
                    } else {
                        (along, across)
                    };
                    grey.at([
                        middle[0] + i * right[0] + j * down[0],
                        middle[1] + i * right[1] + j * down[1],
                    ])
                })
                .collect();
            let mean = values.iter().sum::<f32>() / 18.0;
            let size = values.iter().map(|value| (value - mean).abs()).sum::<f32>() / 18.0 + 1.0;
            for (bit, value) in bits.iter_mut().zip(&values) {
                *bit += (mean - value) / size;
            }
        }
        let near = nearest.saturating_sub(3).max(7)..=(nearest + 3).min(40);
        let fit = |version: usize| {
            let word = version_word(version as u32);
            bits.iter()
                .enumerate()
                .map(|(n, bit)| if word >> n & 1 == 1 { *bit } else { -bit })
                .sum::<f32>()
        };
        let best = near.max_by(|&a, &b| fit(a).total_cmp(&fit(b)))?;
        // 36 when every bit of both copies is as printed.
        (fit(best) > 12.0).then_some(best)
    }
}

fn finder(bits: &BitMatrix, pattern: ConcentricPattern, across: Spot, down: Spot) -> Finder {
    let middle = [pattern.p.x, pattern.p.y];
    let module = pattern.size as f32 / 7.0;
    let fallback = Finder {
        middle,
        right: [across[0] * module, across[1] * module],
        down: [down[0] * module, down[1] * module],
    };
    let Some(corners) = FindConcentricPatternCorners(bits, pattern.p, pattern.size, 2) else {
        return fallback;
    };
    // The corners lie in the middle of the dark ring: 6 modules apart.
    let towards = |i: f32, j: f32| {
        let far = |p: &Point| {
            (p.x - middle[0]) * (i * across[0] + j * down[0])
                + (p.y - middle[1]) * (i * across[1] + j * down[1])
        };
        corners
            .0
            .iter()
            .max_by(|a, b| far(a).total_cmp(&far(b)))
            .map_or(middle, |p| [p.x, p.y])
    };
    let (tl, tr, bl, br) = (
        towards(-1.0, -1.0),
        towards(1.0, -1.0),
        towards(-1.0, 1.0),
        towards(1.0, 1.0),
    );
    let found = Finder {
        middle: [
            (tl[0] + tr[0] + bl[0] + br[0]) / 4.0,
            (tl[1] + tr[1] + bl[1] + br[1]) / 4.0,
        ],
        right: [
            (tr[0] + br[0] - tl[0] - bl[0]) / 12.0,
            (tr[1] + br[1] - tl[1] - bl[1]) / 12.0,
        ],
        down: [
            (bl[0] + br[0] - tl[0] - tr[0]) / 12.0,
            (bl[1] + br[1] - tl[1] - tr[1]) / 12.0,
        ],
    };
    let plausible = |step: Spot| (0.5 * module..2.0 * module).contains(&length(step));
    if plausible(found.right) && plausible(found.down) {
        found
    } else {
        fallback
    }
}

fn length(step: Spot) -> f32 {
    (step[0] * step[0] + step[1] * step[1]).sqrt()
}

fn unit(from: Point, to: Point) -> Spot {
    let step = [to.x - from.x, to.y - from.y];
    let size = length(step).max(1e-3);
    [step[0] / size, step[1] / size]
}

//! The points of a symbol that can be found by their shape, and the middle of every module between them, roughly.

use super::Grey;
use super::finders::Triple;
use super::spot::{Spot, add, less, times};

/// The mesh of the alignment patterns, and the finder patterns' inner corners.
pub(super) struct Lattice {
    /// Module coordinates of the lines, the same in both directions.
    lines: Vec<f32>,
    spots: Vec<Spot>,
}

impl Lattice {
    /// From the finder patterns outwards: each alignment pattern is looked for where its neighbours say.
    pub(super) fn grow(grey: &Grey, triple: &Triple, side: usize, centres: &[u32]) -> Option<Self> {
        let lines: Vec<f32> = if centres.len() >= 2 {
            centres.iter().map(|&centre| centre as f32 + 0.5).collect()
        } else {
            vec![6.5, side as f32 - 6.5]
        };
        let count = lines.len();
        let mut lattice = Self {
            lines,
            spots: vec![[0.0; 2]; count * count],
        };
        let (first, last) = (*lattice.lines.first()?, *lattice.lines.last()?);
        let span = last - first;
        let [tl, tr, bl] = [
            triple.inner_corner(0),
            triple.inner_corner(1),
            triple.inner_corner(2),
        ];
        let module = triple.module_px();
        for j in 0..count {
            for i in 0..count {
                let (u, v) = (*lattice.lines.get(i)?, *lattice.lines.get(j)?);
                let t = |at: f32| (at - first) / span;
                let guess = match (i, j) {
                    (0, 0) => tl,
                    (_, 0) if i == count - 1 => tr,
                    (0, _) if j == count - 1 => bl,
                    // Along the timing patterns the finder patterns at both ends tell direction and scale.
                    (_, 0) => curve(
                        tl,
                        times(triple.right(0), span),
                        tr,
                        times(triple.right(1), span),
                        t(u),
                    ),
                    (0, _) => curve(
                        tl,
                        times(triple.down(0), span),
                        bl,
                        times(triple.down(2), span),
                        t(v),
                    ),
                    _ if count == 2 => triple.far_corner(span),
                    _ => less(
                        add(lattice.at(i - 1, j), lattice.at(i, j - 1)),
                        lattice.at(i - 1, j - 1),
                    ),
                };
                let corner = (i == 0 || i == count - 1)
                    && (j == 0 || j == count - 1)
                    && !(i == count - 1 && j == count - 1);
                let found = if corner || centres.len() < 2 {
                    guess
                } else {
                    let (right, down) =
                        lattice.frame(triple, i, j, u / side as f32, v / side as f32);
                    let reach = if count == 2 { 4.0 } else { 2.25 };
                    alignment_near(grey, guess, right, down, reach, module)
                };
                *lattice.spots.get_mut(j * count + i)? = found;
            }
        }
        Some(lattice)
    }

    fn at(&self, i: usize, j: usize) -> Spot {
        self.spots
            .get(j * self.lines.len() + i)
            .copied()
            .unwrap_or_default()
    }

    /// A module's steps near a point that is not known yet.
    fn frame(&self, triple: &Triple, i: usize, j: usize, tx: f32, ty: f32) -> (Spot, Spot) {
        let gap = |a: usize, b: usize| {
            self.lines.get(b).unwrap_or(&1.0) - self.lines.get(a).unwrap_or(&0.0)
        };
        let right = if j > 0 && i > 0 {
            times(
                less(self.at(i, j - 1), self.at(i - 1, j - 1)),
                1.0 / gap(i - 1, i),
            )
        } else {
            add(times(triple.right(0), 1.0 - tx), times(triple.right(1), tx))
        };
        let down = if i > 0 && j > 0 {
            times(
                less(self.at(i - 1, j), self.at(i - 1, j - 1)),
                1.0 / gap(j - 1, j),
            )
        } else {
            add(times(triple.down(0), 1.0 - ty), times(triple.down(2), ty))
        };
        (right, down)
    }

    /// The middle of every module, by polynomials through the lattice's points.
    pub(super) fn spots(&self, side: usize) -> Vec<Spot> {
        if let [first, last] = *self.lines.as_slice() {
            return self.perspective(side, first, last);
        }
        let weights: Vec<(usize, [f32; 4])> =
            (0..side).map(|n| self.weights(n as f32 + 0.5)).collect();
        let mut spots = Vec::with_capacity(side * side);
        for (j, down) in &weights {
            for (i, across) in &weights {
                let mut sum = [0.0; 2];
                for (y, wy) in down.iter().enumerate() {
                    for (x, wx) in across.iter().enumerate() {
                        if wx * wy != 0.0 {
                            sum = add(sum, times(self.at(i + x, j + y), wx * wy));
                        }
                    }
                }
                spots.push(sum);
            }
        }
        spots
    }

    /// The first of up to four lines around a coordinate, and their Lagrange weights.
    fn weights(&self, at: f32) -> (usize, [f32; 4]) {
        let count = self.lines.len().min(4);
        let after = self
            .lines
            .iter()
            .position(|&line| line > at)
            .unwrap_or(self.lines.len());
        let start = after.saturating_sub(2).min(self.lines.len() - count);
        let line = |n: usize| self.lines.get(start + n).copied().unwrap_or_default();
        let mut weights = [0.0; 4];
        for (n, weight) in weights.iter_mut().enumerate().take(count) {
            *weight = (0..count)
                .filter(|&m| m != n)
                .map(|m| (at - line(m)) / (line(n) - line(m)))
                .product();
        }
        (start, weights)
    }

    /// Four points: a flat square seen from anywhere.
    fn perspective(&self, side: usize, first: f32, last: f32) -> Vec<Spot> {
        let [p0, p1, p3, p2] = [self.at(0, 0), self.at(1, 0), self.at(0, 1), self.at(1, 1)];
        let (d1, d2) = (less(p1, p2), less(p3, p2));
        let d3 = add(less(p0, p1), less(p2, p3));
        let area = d1[0] * d2[1] - d2[0] * d1[1];
        let (g, h) = if area.abs() < 1e-6 {
            (0.0, 0.0)
        } else {
            (
                (d3[0] * d2[1] - d2[0] * d3[1]) / area,
                (d1[0] * d3[1] - d3[0] * d1[1]) / area,
            )
        };
        let across = add(less(p1, p0), times(p1, g));
        let down = add(less(p3, p0), times(p3, h));
        (0..side * side)
            .map(|n| {
                let u = ((n % side) as f32 + 0.5 - first) / (last - first);
                let v = ((n / side) as f32 + 0.5 - first) / (last - first);
                let depth = g * u + h * v + 1.0;
                times(add(add(times(across, u), times(down, v)), p0), 1.0 / depth)
            })
            .collect()
    }
}

/// A point of the cubic that leaves `from` and reaches `to` in these directions.
fn curve(from: Spot, leaving: Spot, to: Spot, reaching: Spot, t: f32) -> Spot {
    let (t2, t3) = (t * t, t * t * t);
    add(
        add(
            times(from, 2.0 * t3 - 3.0 * t2 + 1.0),
            times(leaving, t3 - 2.0 * t2 + t),
        ),
        add(times(to, 3.0 * t2 - 2.0 * t3), times(reaching, t3 - t2)),
    )
}

/// The middle of an alignment pattern within `reach` modules of `guess`, or `guess` when nothing looks like one.
fn alignment_near(
    grey: &Grey,
    guess: Spot,
    right: Spot,
    down: Spot,
    reach: f32,
    module: f32,
) -> Spot {
    let fit = |spot: Spot| {
        let at = |i: i32, j: i32| {
            grey.at(add(
                spot,
                add(times(right, i as f32), times(down, j as f32)),
            ))
        };
        let (mut dark, mut light, mut squares) = (0.0f32, 0.0f32, 0.0f32);
        for j in -2..=2i32 {
            for i in -2..=2i32 {
                let value = at(i, j);
                squares += value * value;
                if i.abs().max(j.abs()) == 1 {
                    light += value;
                } else {
                    dark += value;
                }
            }
        }
        let mean = (dark + light) / 25.0;
        let spread = (squares / 25.0 - mean * mean).max(1.0).sqrt();
        // Of −1 to 1 or so, less the farther from where it should be.
        let off = less(spot, guess);
        let far = (off[0] * off[0] + off[1] * off[1]).sqrt() / (module * reach);
        (light / 8.0 - dark / 17.0) / (2.0 * spread) - 0.12 * far
    };
    let search = |around: Spot, step: f32, steps: i32| {
        let (mut best, mut best_spot) = (f32::MIN, around);
        for j in -steps..=steps {
            for i in -steps..=steps {
                let spot = add(
                    around,
                    add(times(right, i as f32 * step), times(down, j as f32 * step)),
                );
                let here = fit(spot);
                if here > best {
                    (best, best_spot) = (here, spot);
                }
            }
        }
        (best, best_spot)
    };
    let (_, rough) = search(guess, 0.5, (reach * 2.0) as i32);
    let (best, spot) = search(rough, 0.17, 2);
    if best > 0.5 { spot } else { guess }
}

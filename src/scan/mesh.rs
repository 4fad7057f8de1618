//! Where the modules of a bent symbol lie. A slip fresh from a pocket is a piece of a cylinder, so no single perspective
//! fits it. The finder patterns give a start, the alignment patterns a coarse mesh, and where between them the dark and
//! the light modules differ most is where the modules are.

use super::Grey;
use super::finders::Triple;

/// A place in a picture, in pixels, or a step.
pub(super) type Spot = [f32; 2];

/// The middle of each module of a symbol, row by row.
pub(super) struct Mesh {
    pub(super) side: usize,
    spots: Vec<Spot>,
}

fn add(a: Spot, b: Spot) -> Spot {
    [a[0] + b[0], a[1] + b[1]]
}

fn less(a: Spot, b: Spot) -> Spot {
    [a[0] - b[0], a[1] - b[1]]
}

fn times(a: Spot, by: f32) -> Spot {
    [a[0] * by, a[1] * by]
}

/// Modules from one mesh point that is fitted to the next.
const PATCH: usize = 6;

impl Mesh {
    /// The mesh of a symbol of `side` modules with these finder patterns.
    pub(super) fn fit(grey: &Grey, triple: &Triple, side: usize, centres: &[u32]) -> Option<Self> {
        let lattice = Lattice::grow(grey, triple, side, centres)?;
        let mut mesh = Self {
            side,
            spots: lattice.spots(side),
        };
        for (step, reach) in [(0.25, 2), (0.12, 1)] {
            mesh.settle(grey, step, reach);
        }
        Some(mesh)
    }

    fn spot(&self, x: usize, y: usize) -> Spot {
        self.spots
            .get(y * self.side + x)
            .copied()
            .unwrap_or_default()
    }

    /// Steps to the next module to the right and the next below.
    fn steps(&self, x: usize, y: usize) -> (Spot, Spot) {
        let (left, right) = (x.saturating_sub(2), (x + 2).min(self.side - 1));
        let (top, bottom) = (y.saturating_sub(2), (y + 2).min(self.side - 1));
        (
            times(
                less(self.spot(right, y), self.spot(left, y)),
                1.0 / (right - left).max(1) as f32,
            ),
            times(
                less(self.spot(x, bottom), self.spot(x, top)),
                1.0 / (bottom - top).max(1) as f32,
            ),
        )
    }

    /// Moves each patch to where its modules stand out most, in steps of `step` modules, then evens the moves out.
    fn settle(&mut self, grey: &Grey, step: f32, reach: i32) {
        let nodes = (self.side - 1) / PATCH + 1;
        let place = |n: usize| (n * (self.side - 1) + (nodes - 1) / 2) / (nodes - 1).max(1);
        let mut moves: Vec<Spot> = Vec::with_capacity(nodes * nodes);
        for j in 0..nodes {
            for i in 0..nodes {
                moves.push(self.best_move(grey, place(i), place(j), step, reach));
            }
        }
        let even: Vec<Spot> = (0..nodes * nodes)
            .map(|n| {
                let (i, j) = (n % nodes, n / nodes);
                let (mut sum, mut weight) = ([0.0; 2], 0.0);
                for y in j.saturating_sub(1)..=(j + 1).min(nodes - 1) {
                    for x in i.saturating_sub(1)..=(i + 1).min(nodes - 1) {
                        let near = if x == i && y == j { 2.0 } else { 1.0 };
                        sum = add(
                            sum,
                            times(moves.get(y * nodes + x).copied().unwrap_or_default(), near),
                        );
                        weight += near;
                    }
                }
                times(sum, 1.0 / weight)
            })
            .collect();
        let pitch = (nodes - 1) as f32 / (self.side - 1) as f32;
        let old = std::mem::take(&mut self.spots);
        let moved = Self {
            side: self.side,
            spots: old,
        };
        self.spots = (0..self.side * self.side)
            .map(|n| {
                let (x, y) = (n % self.side, n / self.side);
                let (u, v) = (x as f32 * pitch, y as f32 * pitch);
                let (i, j) = (
                    (u as usize).min(nodes.saturating_sub(2)),
                    (v as usize).min(nodes.saturating_sub(2)),
                );
                let (fu, fv) = (u - i as f32, v - j as f32);
                let at = |i: usize, j: usize| even.get(j * nodes + i).copied().unwrap_or_default();
                let top = add(times(at(i, j), 1.0 - fu), times(at(i + 1, j), fu));
                let bottom = add(times(at(i, j + 1), 1.0 - fu), times(at(i + 1, j + 1), fu));
                let by = add(times(top, 1.0 - fv), times(bottom, fv));
                let (right, down) = moved.steps(x, y);
                add(
                    moved.spot(x, y),
                    add(times(right, by[0]), times(down, by[1])),
                )
            })
            .collect();
    }

    /// The move, in modules, that makes the modules around one differ most.
    fn best_move(&self, grey: &Grey, x: usize, y: usize, step: f32, reach: i32) -> Spot {
        let half = PATCH * 3 / 4;
        let (left, right) = (x.saturating_sub(half), (x + half).min(self.side - 1));
        let (top, bottom) = (y.saturating_sub(half), (y + half).min(self.side - 1));
        let (to_right, down) = self.steps(x, y);
        let (mut best, mut best_move) = (f32::MIN, [0.0; 2]);
        for dy in -reach..=reach {
            for dx in -reach..=reach {
                let by = [dx as f32 * step, dy as f32 * step];
                let shift = add(times(to_right, by[0]), times(down, by[1]));
                let (mut sum, mut squares, mut count) = (0.0f32, 0.0f32, 0.0f32);
                for j in top..=bottom {
                    // Every other one, as on a chessboard: neighbours tell the same.
                    for i in (left + (left + j) % 2..=right).step_by(2) {
                        let value = grey.at(add(self.spot(i, j), shift));
                        sum += value;
                        squares += value * value;
                        count += 1.0;
                    }
                }
                // A long move needs a clear gain.
                let spread =
                    (squares - sum * sum / count) * (1.0 - 0.04 * (by[0] * by[0] + by[1] * by[1]));
                if spread > best {
                    (best, best_move) = (spread, by);
                }
            }
        }
        best_move
    }

    /// How bright each module is: the mean of five places in it.
    pub(super) fn brightness(&self, grey: &Grey) -> Vec<f32> {
        (0..self.side * self.side)
            .map(|n| {
                let (x, y) = (n % self.side, n / self.side);
                let (spot, (right, down)) = (self.spot(x, y), self.steps(x, y));
                let beside =
                    |i: f32, j: f32| grey.at(add(spot, add(times(right, i), times(down, j))));
                (2.0 * beside(0.0, 0.0)
                    + beside(0.2, 0.0)
                    + beside(-0.2, 0.0)
                    + beside(0.0, 0.2)
                    + beside(0.0, -0.2))
                    / 6.0
            })
            .collect()
    }
}

/// The mesh of the alignment patterns, and the finder patterns' inner corners.
struct Lattice {
    /// Module coordinates of the lines, the same in both directions.
    lines: Vec<f32>,
    spots: Vec<Spot>,
}

impl Lattice {
    /// From the finder patterns outwards: each alignment pattern is looked for where its neighbours say.
    fn grow(grey: &Grey, triple: &Triple, side: usize, centres: &[u32]) -> Option<Self> {
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
    fn spots(&self, side: usize) -> Vec<Spot> {
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

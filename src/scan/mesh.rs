//! Where the modules of a bent symbol lie. A slip fresh from a pocket is a piece of a cylinder, so no single perspective
//! fits it. The finder patterns give a start, the alignment patterns a coarse mesh, and where between them the dark and
//! the light modules differ most is where the modules are.

use super::Grey;
use super::finders::Triple;
use super::lattice::Lattice;
use super::spot::{Spot, add, less, times};

/// The middle of each module of a symbol, row by row.
pub(super) struct Mesh {
    pub(super) side: usize,
    spots: Vec<Spot>,
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

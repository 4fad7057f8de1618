//! Places in a picture, and steps between them.

/// A place in a picture, in pixels, or a step.
pub(super) type Spot = [f32; 2];

pub(super) fn add(a: Spot, b: Spot) -> Spot {
    [a[0] + b[0], a[1] + b[1]]
}

pub(super) fn less(a: Spot, b: Spot) -> Spot {
    [a[0] - b[0], a[1] - b[1]]
}

pub(super) fn times(a: Spot, by: f32) -> Spot {
    [a[0] * by, a[1] * by]
}

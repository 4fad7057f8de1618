//! Camera frames of thermal slips, drawn from a seed: paper that curls as it left the roll, a print head with worn dots,
//! a hand that shakes. The same seed always draws the same frame. `docs/BENCHMARKS.md` has the severities in numbers.
#![allow(dead_code)]

use crate::picture::{digits_from, symbol};

/// How bad the paper, the light and the hand are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    Mild,
    Moderate,
    Hard,
    /// Moderate, without a code: what a camera sees most of the time.
    Blank,
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Mild, Self::Moderate, Self::Hard, Self::Blank];

    pub fn word(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Moderate => "moderate",
            Self::Hard => "hard",
            Self::Blank => "blank",
        }
    }

    fn ranges(self) -> Ranges {
        match self {
            Self::Mild => Ranges {
                curl: (0.0, 15.0),
                wave: (0.0, 2.0),
                tilt: (0.0, 12.0),
                turn: 10.0,
                fill: (0.55, 0.75),
                blur: (0.5, 0.9),
                shake: (0.0, 0.8),
                contrast: (0.6, 0.8),
                noise: (2.0, 4.0),
                shadow: (0.0, 0.25),
                falloff: (0.0, 0.25),
                bands: (0.0, 0.08),
                worn: (0, 1),
                glare: 0.0,
            },
            Self::Moderate | Self::Blank => Ranges {
                curl: (15.0, 45.0),
                wave: (0.0, 6.0),
                tilt: (8.0, 28.0),
                turn: 25.0,
                fill: (0.45, 0.75),
                blur: (0.9, 1.4),
                shake: (0.0, 1.5),
                contrast: (0.4, 0.6),
                noise: (3.0, 6.0),
                shadow: (0.15, 0.45),
                falloff: (0.1, 0.4),
                bands: (0.05, 0.2),
                worn: (0, 3),
                glare: 0.0,
            },
            Self::Hard => Ranges {
                curl: (35.0, 65.0),
                wave: (4.0, 12.0),
                tilt: (15.0, 38.0),
                turn: 45.0,
                fill: (0.38, 0.62),
                blur: (1.3, 1.9),
                shake: (1.0, 3.0),
                contrast: (0.25, 0.45),
                noise: (5.0, 9.0),
                shadow: (0.3, 0.6),
                falloff: (0.2, 0.5),
                bands: (0.1, 0.3),
                worn: (1, 6),
                glare: 0.5,
            },
        }
    }
}

struct Ranges {
    /// Degrees that the paper turns over the length of the code.
    curl: (f32, f32),
    /// Degrees of a second, shorter bend.
    wave: (f32, f32),
    /// Degrees between the paper and the camera's plane.
    tilt: (f32, f32),
    /// Degrees in the plane, at most, to either side.
    turn: f32,
    /// Side of the code over the frame's short side.
    fill: (f32, f32),
    /// Defocus: a Gaussian's deviation in pixels of a 720p frame.
    blur: (f32, f32),
    /// Motion in pixels of a 720p frame.
    shake: (f32, f32),
    /// Print against paper: 1 would be black on white.
    contrast: (f32, f32),
    /// Deviation of the sensor's noise, of 255.
    noise: (f32, f32),
    shadow: (f32, f32),
    falloff: (f32, f32),
    /// Share of the ink that comes and goes along the feed.
    bands: (f32, f32),
    /// Columns that the print head no longer heats.
    worn: (u32, u32),
    glare: f32,
}

/// A frame and what its symbol says.
pub struct Frame {
    pub luma: Vec<u8>,
    pub width: usize,
    pub height: usize,
    pub text: String,
    pub version: i16,
}

const ADDRESS: &str = "https://verifier.example/v/pay/#";

/// Digits that leave a symbol of versions 8 to 17 at level M just short of full, with [`ADDRESS`] in front.
const CAPACITY: [usize; 10] = [270, 340, 420, 510, 600, 690, 770, 890, 990, 1_120];

/// The slip of one seed, as a camera of `width` × `height` pixels sees it.
pub fn slip_frame(severity: Severity, seed: u64, width: usize, height: usize) -> Frame {
    let mut chance = Chance::new(seed.wrapping_mul(3) + severity as u64);
    let version = 8 + (chance.next() % 10) as i16;
    let digits = digits_from(chance.next(), CAPACITY[(version - 8) as usize]);
    let wide = chance.next().is_multiple_of(2);
    let ranges = severity.ranges();
    let slip = Slip::print(
        version,
        &digits,
        if wide { 576 } else { 384 },
        severity,
        &mut chance,
    );
    let scale = height.min(width) as f32 / 720.0;
    let paper = Paper::bend(&slip, &ranges, &mut chance);
    let camera = Camera::aim(&slip, &ranges, width, height, &mut chance);
    let light = Light::new(&ranges, &mut chance);

    let mut scene = vec![0.0f32; width * height];
    for (y, row) in scene.chunks_exact_mut(width).enumerate() {
        let mut near = 0.0f32;
        for (x, pixel) in row.iter_mut().enumerate() {
            // Four samples a pixel: a sensor's cell has an area.
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let ray = camera.ray(x as f32 + dx, y as f32 + dy);
                let place = paper.hit(&camera, ray, near);
                near = place.along;
                *pixel += slip.reflects(place.u, place.v) * paper.lit(place.along) / 4.0;
            }
            *pixel *= light.at(
                x as f32 / width as f32 * 2.0 - 1.0,
                y as f32 / height as f32 * 2.0 - 1.0,
            );
        }
    }
    let shake = chance.within(ranges.shake) * scale;
    let towards = chance.between(0.0, std::f32::consts::PI);
    let moved = smear(&scene, width, shake, towards);
    let blurred = blur(&moved, width, chance.within(ranges.blur) * scale);
    let noise = chance.within(ranges.noise);
    let luma = blurred
        .iter()
        .map(|&value| (value * 255.0 + chance.normal() * noise).clamp(0.0, 255.0) as u8)
        .collect();
    Frame {
        luma,
        width,
        height,
        text: if severity == Severity::Blank {
            String::new()
        } else {
            format!("{ADDRESS}{digits}")
        },
        version,
    }
}

/// What the printer put on the paper, in dots: 0 bare, 1 as dark as this paper gets.
struct Slip {
    ink: Vec<f32>,
    width: usize,
    height: usize,
    /// White paper beside what the printer reaches.
    margin: f32,
    /// Middle and side of the code.
    code: (f32, f32, f32),
    contrast: f32,
}

impl Slip {
    fn print(
        version: i16,
        digits: &str,
        width: usize,
        severity: Severity,
        chance: &mut Chance,
    ) -> Self {
        let ranges = severity.ranges();
        let code = symbol(version, ADDRESS, digits);
        let modules = code.width();
        let colours = code.to_colors();
        // At most 8 dots a module: larger codes waste paper.
        let dots = (width / (modules + 8)).clamp(3, 8);
        let side = modules * dots;
        let text_height = 9 * 30;
        let height = 2 * text_height + side + 8 * dots;
        let (left, top) = ((width - side) / 2, text_height + 4 * dots);
        let mut ink = vec![0.0f32; width * height];
        let blank = severity == Severity::Blank;
        let words: Vec<bool> = (0..4096).map(|_| chance.next() % 5 < 2).collect();
        for y in 0..height {
            for x in 0..width {
                let inside = (left..left + side).contains(&x) && (top..top + side).contains(&y);
                let dark = if blank {
                    y % 30 < 20 && words[(x / 4 + y / 4 * 97) % words.len()]
                } else if inside {
                    colours[(y - top) / dots * modules + (x - left) / dots] == qrcode::Color::Dark
                } else if y + 4 * dots < top || y > top + side + 4 * dots {
                    // Lines of strokes: what is not a code.
                    y % 30 < 20
                        && x > 8
                        && words[(x / 4 + y / 4 * 97) % words.len()]
                        && !(x / 12 + y / 30 * 7).is_multiple_of(6)
                } else {
                    false
                };
                ink[y * width + x] = f32::from(u8::from(dark));
            }
        }
        // A print head wears: dots that heat less or not at all leave light lines along the feed.
        for _ in 0..chance.count(ranges.worn) {
            let column = left + (chance.next() % side as u64) as usize;
            let left_over = chance.between(0.0, 0.5);
            for y in 0..height {
                ink[y * width + column] *= left_over;
            }
        }
        // Its heat comes and goes with the paper's speed and the battery.
        let (depth, period, phase) = (
            chance.within(ranges.bands),
            chance.between(30.0, 160.0),
            chance.between(0.0, 6.0),
        );
        let across = chance.between(0.0, 0.3);
        for (y, row) in ink.chunks_exact_mut(width).enumerate() {
            let band = 1.0
                - depth * (0.5 + 0.5 * (y as f32 / period * std::f32::consts::TAU + phase).sin());
            for (x, dot) in row.iter_mut().enumerate() {
                *dot *= band * (1.0 - across * depth * x as f32 / width as f32);
                // Heat spreads unevenly in the coating.
                *dot *= 1.0 - 0.25 * chance.unit() * chance.unit();
            }
        }
        Self {
            ink,
            width,
            height,
            margin: 40.0,
            code: (
                left as f32 + side as f32 / 2.0,
                top as f32 + side as f32 / 2.0,
                side as f32,
            ),
            contrast: chance.within(ranges.contrast),
        }
    }

    /// How bright a place is, in dots from the slip's corner; the desk around it is darker than paper.
    fn reflects(&self, u: f32, v: f32) -> f32 {
        let outside = [
            -self.margin - u,
            u - self.width as f32 - self.margin,
            -v,
            v - self.height as f32,
        ]
        .into_iter()
        .fold(f32::MIN, f32::max);
        if outside > 0.0 {
            let grain =
                (v * 0.021 + (u * 0.004).sin() * 3.0).sin() * 0.035 + (v * 0.17).sin() * 0.012;
            return 0.42 + grain;
        }
        let paper = 0.9;
        paper * (1.0 - self.contrast * self.ink_at(u - 0.5, v - 0.5))
    }

    fn ink_at(&self, u: f32, v: f32) -> f32 {
        let dot = |x: f32, y: f32| {
            if x < 0.0 || y < 0.0 || x >= self.width as f32 || y >= self.height as f32 {
                0.0
            } else {
                self.ink[y as usize * self.width + x as usize]
            }
        };
        let (x, y) = (u.floor(), v.floor());
        let (fx, fy) = (u - x, v - y);
        let top = dot(x, y) * (1.0 - fx) + dot(x + 1.0, y) * fx;
        let bottom = dot(x, y + 1.0) * (1.0 - fx) + dot(x + 1.0, y + 1.0) * fx;
        top * (1.0 - fy) + bottom * fy
    }
}

/// The bent paper: straight along one direction, a curve across it. Lengths are in dots, measured from the code's middle.
struct Paper {
    /// The curve's points and its slope, one a dot, from `-reach` on.
    points: Vec<(f32, f32, f32)>,
    reach: f32,
    /// The direction along which the paper bends, in slip coordinates.
    bends: (f32, f32),
    middle: (f32, f32),
    shading: f32,
}

struct Place {
    along: f32,
    u: f32,
    v: f32,
}

impl Paper {
    fn bend(slip: &Slip, ranges: &Ranges, chance: &mut Chance) -> Self {
        let side = slip.code.2;
        // Paper remembers the roll: it bends along the feed, seldom a little aslant.
        let slant = (chance.signed() * 12.0).to_radians();
        let bends = (slant.sin(), slant.cos());
        let curl = chance.within(ranges.curl).to_radians()
            * if chance.next().is_multiple_of(3) {
                -1.0
            } else {
                1.0
            };
        let wave = chance.within(ranges.wave).to_radians();
        let (period, phase) = (side * chance.between(0.7, 1.4), chance.between(0.0, 6.0));
        let off = chance.between(-0.3, 0.3) * side;
        let reach = side * 1.6;
        let slope = |s: f32| {
            curl * ((s - off) / side).clamp(-1.3, 1.3)
                + wave * (s / period * std::f32::consts::TAU + phase).sin()
        };
        let steps = (2.0 * reach) as usize + 2;
        let mut points = Vec::with_capacity(steps);
        let (mut x, mut z) = (0.0f32, 0.0f32);
        for step in 0..steps {
            let angle = slope(step as f32 - reach);
            points.push((x, z, angle));
            x += angle.cos();
            z += angle.sin();
        }
        let (x0, z0, _) = points[reach as usize];
        for point in &mut points {
            point.0 -= x0;
            point.1 -= z0;
        }
        Self {
            points,
            reach,
            bends,
            middle: (slip.code.0, slip.code.1),
            shading: chance.between(0.15, 0.4),
        }
    }

    fn point(&self, s: f32) -> (f32, f32, f32) {
        let at = (s + self.reach).clamp(0.0, (self.points.len() - 2) as f32);
        let (n, f) = (at as usize, at.fract());
        let (a, b) = (self.points[n], self.points[n + 1]);
        let beyond = s + self.reach - at;
        let angle = a.2 + (b.2 - a.2) * f;
        (
            a.0 + (b.0 - a.0) * f + beyond * angle.cos(),
            a.1 + (b.1 - a.1) * f + beyond * angle.sin(),
            angle,
        )
    }

    /// Where a ray meets the paper; `near` is where its neighbour did.
    fn hit(&self, camera: &Camera, ray: [f32; 3], near: f32) -> Place {
        let (c, s) = (self.bends.1, self.bends.0);
        // Turned so that the bend runs along the first axis.
        let turn = |p: [f32; 3]| [p[0] * s + p[1] * c, p[0] * c - p[1] * s, p[2]];
        let (from, ray) = (turn(camera.at), turn(ray));
        let mut along = near;
        for _ in 0..4 {
            let (x, z, angle) = self.point(along);
            let miss = (x - from[0]) * ray[2] - (z - from[2]) * ray[0];
            let slope = angle.cos() * ray[2] - angle.sin() * ray[0];
            if slope.abs() < 1e-3 {
                break;
            }
            along = (along - miss / slope).clamp(-3.0 * self.reach, 3.0 * self.reach);
        }
        let (x, z, _) = self.point(along);
        let t = if ray[2].abs() > ray[0].abs() {
            (z - from[2]) / ray[2]
        } else {
            (x - from[0]) / ray[0]
        };
        let across = from[1] + t * ray[1];
        Place {
            along,
            u: self.middle.0 + along * s + across * c,
            v: self.middle.1 + along * c - across * s,
        }
    }

    /// Paper that leans away from the lamp is darker.
    fn lit(&self, along: f32) -> f32 {
        let angle = self.point(along).2;
        1.0 - self.shading * (1.0 - angle.cos()) * 2.0 - self.shading * 0.5 * angle.sin()
    }
}

/// A pinhole camera around the code's middle, in the paper's coordinates.
struct Camera {
    at: [f32; 3],
    right: [f32; 3],
    down: [f32; 3],
    ahead: [f32; 3],
    focal: f32,
    centre: (f32, f32),
}

impl Camera {
    fn aim(slip: &Slip, ranges: &Ranges, width: usize, height: usize, chance: &mut Chance) -> Self {
        let tilt = chance.within(ranges.tilt).to_radians();
        let from = chance.between(0.0, std::f32::consts::TAU);
        let turn = (chance.signed() * ranges.turn).to_radians();
        let (pitch, yaw) = (tilt * from.sin(), tilt * from.cos());
        let fill = chance.within(ranges.fill);
        let short = width.min(height) as f32;
        let distance = 3.0 * slip.code.2;
        let rotate = |p: [f32; 3]| {
            let (x, y) = (
                p[0] * turn.cos() - p[1] * turn.sin(),
                p[0] * turn.sin() + p[1] * turn.cos(),
            );
            let (y, z) = (
                y * pitch.cos() - p[2] * pitch.sin(),
                y * pitch.sin() + p[2] * pitch.cos(),
            );
            let (x, z) = (x * yaw.cos() + z * yaw.sin(), z * yaw.cos() - x * yaw.sin());
            [x, y, z]
        };
        let ahead = rotate([0.0, 0.0, 1.0]);
        let free = short * (1.0 - fill) * 0.25;
        Self {
            at: ahead.map(|part| -part * distance),
            right: rotate([1.0, 0.0, 0.0]),
            down: rotate([0.0, 1.0, 0.0]),
            ahead,
            focal: 3.0 * fill * short,
            centre: (
                width as f32 / 2.0 + chance.signed() * free,
                height as f32 / 2.0 + chance.signed() * free,
            ),
        }
    }

    fn ray(&self, x: f32, y: f32) -> [f32; 3] {
        let (x, y) = (
            (x - self.centre.0) / self.focal,
            (y - self.centre.1) / self.focal,
        );
        std::array::from_fn(|n| self.ahead[n] + x * self.right[n] + y * self.down[n])
    }
}

/// Light from one side, the soft edge of a shadow, and for the worst a lamp's reflection.
struct Light {
    across: (f32, f32),
    falloff: f32,
    shadow: f32,
    edge: f32,
    soft: f32,
    glare: (f32, f32, f32),
}

impl Light {
    fn new(ranges: &Ranges, chance: &mut Chance) -> Self {
        Self {
            across: chance.between(0.0, std::f32::consts::TAU).sin_cos(),
            falloff: chance.within(ranges.falloff),
            shadow: chance.within(ranges.shadow),
            edge: chance.between(-0.4, 0.4),
            soft: chance.between(5.0, 25.0),
            glare: (
                chance.between(-0.5, 0.5),
                chance.between(-0.5, 0.5),
                ranges.glare * chance.unit(),
            ),
        }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let along = x * self.across.0 + y * self.across.1;
        let shade =
            1.0 / (1.0 + ((self.edge - x * self.across.1 + y * self.across.0) * self.soft).exp());
        let lamp = (-((x - self.glare.0).powi(2) + (y - self.glare.1).powi(2)) * 40.0).exp();
        (1.0 - self.falloff * (along + 1.4) / 2.8) * (1.0 - self.shadow * shade)
            + self.glare.2 * lamp
    }
}

/// Motion: the mean along a straight line of `length` pixels.
fn smear(from: &[f32], width: usize, length: f32, towards: f32) -> Vec<f32> {
    let height = from.len() / width;
    let (sin, cos) = towards.sin_cos();
    let at = |x: f32, y: f32| {
        let (x, y) = (
            x.clamp(0.0, width as f32 - 1.001),
            y.clamp(0.0, height as f32 - 1.001),
        );
        let (n, fx, fy) = (y as usize * width + x as usize, x.fract(), y.fract());
        let top = from[n] * (1.0 - fx) + from[n + 1] * fx;
        let bottom = from[n + width] * (1.0 - fx) + from[n + width + 1] * fx;
        top * (1.0 - fy) + bottom * fy
    };
    (0..from.len())
        .map(|n| {
            let (x, y) = ((n % width) as f32, (n / width) as f32);
            (-2..=2)
                .map(|step| {
                    let d = length * step as f32 / 5.0;
                    at(x + d * cos, y + d * sin)
                })
                .sum::<f32>()
                / 5.0
        })
        .collect()
}

fn blur(pixels: &[f32], width: usize, sigma: f32) -> Vec<f32> {
    let height = pixels.len() / width;
    let reach = (sigma * 3.0).ceil() as isize;
    let weights: Vec<f32> = (-reach..=reach)
        .map(|d| (-(d * d) as f32 / (2.0 * sigma * sigma)).exp())
        .collect();
    let total: f32 = weights.iter().sum();
    let pass = |from: &[f32], step_x: isize, step_y: isize| -> Vec<f32> {
        (0..from.len())
            .map(|at| {
                let (x, y) = ((at % width) as isize, (at / width) as isize);
                weights
                    .iter()
                    .zip(-reach..)
                    .map(|(weight, d)| {
                        let x = (x + d * step_x).clamp(0, width as isize - 1) as usize;
                        let y = (y + d * step_y).clamp(0, height as isize - 1) as usize;
                        from[y * width + x] * weight
                    })
                    .sum::<f32>()
                    / total
            })
            .collect()
    };
    pass(&pass(pixels, 1, 0), 0, 1)
}

/// xorshift64*: chance that repeats itself.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        let mut chance = Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            chance.next();
        }
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 8
    }

    /// 0 to 1.
    fn unit(&mut self) -> f32 {
        (self.next() >> 32) as f32 / (1u64 << 24) as f32
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    fn within(&mut self, (low, high): (f32, f32)) -> f32 {
        self.between(low, high)
    }

    fn count(&mut self, (low, high): (u32, u32)) -> u32 {
        low + (self.next() % u64::from(high - low + 1)) as u32
    }

    fn signed(&mut self) -> f32 {
        self.between(-1.0, 1.0)
    }

    /// Near enough to a normal distribution of deviation 1.
    fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.unit() - 0.5).sum::<f32>() * 1.732
    }
}

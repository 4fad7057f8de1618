//! What a phone's camera makes of a slip: a 1080p still, tilted, turned, unevenly lit, a little blurred and noisy.
//!
//! The same seed always takes the same picture. The camera aims at the code, as the page's guide frame asks people to.

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, ImageResult, RgbImage};

/// Pixels of the still.
const WIDTH: usize = 1920;
const HEIGHT: usize = 1080;
/// White paper beside what a printer reaches, in dots: 58 mm paper, 48 mm printed.
const PAPER_MARGIN: f32 = 40.0;
/// Distance of the camera, in widths of the code.
const DISTANCE: f32 = 3.2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// A steady hand in daylight.
    Mild,
    /// A hurried one under a lamp.
    Moderate,
}

/// How bad things get, at most.
struct Limits {
    tilt: f32,
    turn: f32,
    fill: (f32, f32),
    blur: f32,
    noise: f32,
    falloff: f32,
    shadow: f32,
}

impl Strength {
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "mild" => Some(Self::Mild),
            "moderate" => Some(Self::Moderate),
            _ => None,
        }
    }

    fn limits(self) -> Limits {
        match self {
            Self::Mild => Limits {
                tilt: 8.0,
                turn: 7.0,
                fill: (0.66, 0.74),
                blur: 0.8,
                noise: 3.0,
                falloff: 0.2,
                shadow: 0.1,
            },
            Self::Moderate => Limits {
                tilt: 18.0,
                turn: 20.0,
                fill: (0.6, 0.7),
                blur: 1.3,
                noise: 7.0,
                falloff: 0.4,
                shadow: 0.3,
            },
        }
    }
}

/// The still.
pub fn photograph(slip: &GrayImage, strength: Strength, seed: u64) -> RgbImage {
    let limits = strength.limits();
    let mut chance = Chance::new(seed);
    let code = code_area(slip);
    let to_paper = camera(&code, &limits, &mut chance);
    let light = Light::new(&limits, &mut chance);

    let mut pixels = vec![[0.0f32; 3]; WIDTH * HEIGHT];
    for (at, pixel) in pixels.iter_mut().enumerate() {
        let (x, y) = ((at % WIDTH) as f32, (at / WIDTH) as f32);
        // Four samples a pixel: a sensor's pixel has an area.
        let mut sum = [0.0f32; 3];
        for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
            let (u, v) = project(&to_paper, x + dx, y + dy);
            let colour = scene(slip, u, v);
            for (sum, part) in sum.iter_mut().zip(colour) {
                *sum += part / 4.0;
            }
        }
        let brightness = light.at(x, y);
        *pixel = sum.map(|part| part * brightness);
    }
    let pixels = blur(&pixels, limits.blur * chance.between(0.7, 1.0));

    RgbImage::from_fn(WIDTH as u32, HEIGHT as u32, |x, y| {
        let pixel = pixels[y as usize * WIDTH + x as usize];
        image::Rgb(
            pixel.map(|part| (part + chance.normal() * limits.noise).clamp(0.0, 255.0) as u8),
        )
    })
}

/// As phones store it.
pub fn to_jpeg(still: &RgbImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(still)?;
    Ok(bytes)
}

/// The code's middle and side in dots: the longest stretch of rows that all carry ink. Text has white between its
/// lines, a symbol has none.
struct CodeArea {
    x: f32,
    y: f32,
    side: f32,
}

fn code_area(slip: &GrayImage) -> CodeArea {
    let inked = |y| (0..slip.width()).any(|x| slip.get_pixel(x, y).0[0] < 128);
    let (mut start, mut longest) = (0, 0..0);
    for y in 0..=slip.height() {
        if y == slip.height() || !inked(y) {
            if y - start > longest.end - longest.start {
                longest = start..y;
            }
            start = y + 1;
        }
    }
    CodeArea {
        x: slip.width() as f32 / 2.0,
        y: (longest.start + longest.end) as f32 / 2.0,
        side: ((longest.end - longest.start) as f32).max(64.0),
    }
}

type Matrix = [[f32; 3]; 3];

/// From the still's pixels to the paper's dots: the inverse of a pinhole camera that looks at a turned, tilted plane.
fn camera(code: &CodeArea, limits: &Limits, chance: &mut Chance) -> Matrix {
    let pitch = (chance.signed() * limits.tilt).to_radians();
    let yaw = (chance.signed() * limits.tilt).to_radians();
    let roll = (chance.signed() * limits.turn).to_radians();
    let fill = chance.between(limits.fill.0, limits.fill.1);
    let (shift_x, shift_y) = (chance.signed() * 60.0, chance.signed() * 30.0);

    let (sp, cp) = pitch.sin_cos();
    let (sy, cy) = yaw.sin_cos();
    let (sr, cr) = roll.sin_cos();
    // Columns of roll · pitch · yaw that a point of the plane (third coordinate zero) needs.
    let right = [cr * cy - sr * sp * sy, sr * cy + cr * sp * sy, -cp * sy];
    let down = [-sr * cp, cr * cp, sp];
    let distance = DISTANCE * code.side;
    let focal = fill * HEIGHT as f32 * DISTANCE;
    let (cx, cy) = (WIDTH as f32 / 2.0 + shift_x, HEIGHT as f32 / 2.0 + shift_y);
    // Depth of a point is distance + right.z · u + down.z · v; the image is focal · (x, y) / depth + centre.
    let row = |axis: usize, centre: f32| {
        [
            focal * right[axis] + centre * right[2],
            focal * down[axis] + centre * down[2],
            centre * distance,
        ]
    };
    let plane = [row(0, cx), row(1, cy), [right[2], down[2], distance]];
    let centre_on_code = [[1.0, 0.0, code.x], [0.0, 1.0, code.y], [0.0, 0.0, 1.0]];
    multiply(&centre_on_code, &inverse(&plane))
}

fn project(m: &Matrix, x: f32, y: f32) -> (f32, f32) {
    let [u, v, w] = m.map(|row| row[0] * x + row[1] * y + row[2]);
    (u / w, v / w)
}

fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    let mut out = [[0.0; 3]; 3];
    for (i, row) in out.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = (0..3).map(|k| a[i][k] * b[k][j]).sum();
        }
    }
    out
}

/// By cofactors; the scale of a projective map means nothing, so the determinant is left out.
fn inverse(m: &Matrix) -> Matrix {
    let cofactor = |i: usize, j: usize| {
        let (a, b) = ((i + 1) % 3, (i + 2) % 3);
        let (c, d) = ((j + 1) % 3, (j + 2) % 3);
        m[a][c] * m[b][d] - m[a][d] * m[b][c]
    };
    let mut out = [[0.0; 3]; 3];
    for (i, row) in out.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = cofactor(j, i);
        }
    }
    out
}

/// What lies at a place given in the paper's dots: print, bare paper, or the desk around it.
fn scene(slip: &GrayImage, u: f32, v: f32) -> [f32; 3] {
    let (width, height) = (slip.width() as f32, slip.height() as f32);
    let outside = [
        -PAPER_MARGIN - u,
        u - width - PAPER_MARGIN,
        -PAPER_MARGIN - v,
        v - height - PAPER_MARGIN,
    ]
    .into_iter()
    .fold(f32::MIN, f32::max);
    if outside > 0.0 {
        let grain = (v * 0.021 + (u * 0.004).sin() * 3.0).sin() * 9.0 + (v * 0.17).sin() * 3.0;
        let under_the_edge = 1.0 - 0.35 * (1.0 - outside / 25.0).max(0.0);
        return [142.0 + grain, 104.0 + grain, 72.0 + grain * 0.7]
            .map(|part| part * under_the_edge);
    }
    // Thermal paper is a little warm, its black a little grey.
    let ink = ink(slip, u - 0.5, v - 0.5);
    [
        240.0 - 192.0 * ink,
        238.0 - 192.0 * ink,
        230.0 - 184.0 * ink,
    ]
}

/// How black the paper is at a place between dots.
fn ink(slip: &GrayImage, u: f32, v: f32) -> f32 {
    let dot = |x: f32, y: f32| {
        if x < 0.0 || y < 0.0 || x >= slip.width() as f32 || y >= slip.height() as f32 {
            return 0.0;
        }
        1.0 - f32::from(slip.get_pixel(x as u32, y as u32).0[0]) / 255.0
    };
    let (x, y) = (u.floor(), v.floor());
    let (fx, fy) = (u - x, v - y);
    let top = dot(x, y) * (1.0 - fx) + dot(x + 1.0, y) * fx;
    let bottom = dot(x, y + 1.0) * (1.0 - fx) + dot(x + 1.0, y + 1.0) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// Light from one side, and the soft edge of the photographer's shadow.
struct Light {
    across: (f32, f32),
    falloff: f32,
    shadow: f32,
    edge: f32,
}

impl Light {
    fn new(limits: &Limits, chance: &mut Chance) -> Self {
        let from = chance.between(0.0, std::f32::consts::TAU);
        Self {
            across: from.sin_cos(),
            falloff: limits.falloff * chance.between(0.6, 1.0),
            shadow: limits.shadow * chance.between(0.5, 1.0),
            edge: chance.between(-0.5, 0.5),
        }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x / WIDTH as f32 * 2.0 - 1.0, y / HEIGHT as f32 * 2.0 - 1.0);
        let along = x * self.across.0 + y * self.across.1;
        let shade = 1.0 / (1.0 + ((self.edge - x * self.across.1 + y * self.across.0) * 9.0).exp());
        (1.0 - self.falloff * (along + 1.4) / 2.8) * (1.0 - self.shadow * shade)
    }
}

fn blur(pixels: &[[f32; 3]], sigma: f32) -> Vec<[f32; 3]> {
    let reach = (sigma * 3.0).ceil() as isize;
    let weights: Vec<f32> = (-reach..=reach)
        .map(|d| (-(d * d) as f32 / (2.0 * sigma * sigma)).exp())
        .collect();
    let total: f32 = weights.iter().sum();
    let pass = |from: &[[f32; 3]], step_x: isize, step_y: isize| -> Vec<[f32; 3]> {
        (0..from.len())
            .map(|at| {
                let (x, y) = ((at % WIDTH) as isize, (at / WIDTH) as isize);
                let mut sum = [0.0f32; 3];
                for (weight, d) in weights.iter().zip(-reach..) {
                    let x = (x + d * step_x).clamp(0, WIDTH as isize - 1) as usize;
                    let y = (y + d * step_y).clamp(0, HEIGHT as isize - 1) as usize;
                    for (sum, part) in sum.iter_mut().zip(from[y * WIDTH + x]) {
                        *sum += part * weight / total;
                    }
                }
                sum
            })
            .collect()
    };
    pass(&pass(pixels, 1, 0), 0, 1)
}

/// xorshift64*: chance that repeats itself.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            chance.next();
        }
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// 0 to 1.
    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// −1 to 1, and never so near nothing that the picture is straight.
    fn signed(&mut self) -> f32 {
        let size = self.between(0.35, 1.0);
        if self.next() >> 63 == 0 { size } else { -size }
    }

    /// Near enough to a normal distribution of deviation 1.
    fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.unit() - 0.5).sum::<f32>() * 1.732
    }
}

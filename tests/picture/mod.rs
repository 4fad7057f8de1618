//! Draws QR symbols the way a camera might see them: turned, scaled, blurred, noisy, in slanting light. No files.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// A symbol as our slips print it: a byte segment for the address, a numeric one for the digits, level M.
pub fn symbol(version: i16, address: &str, digits: &str) -> QrCode {
    let mut bits = Bits::new(Version::Normal(version));
    bits.push_byte_data(address.as_bytes()).unwrap();
    bits.push_numeric_data(digits.as_bytes()).unwrap();
    bits.push_terminator(EcLevel::M).unwrap();
    QrCode::with_bits(bits, EcLevel::M).unwrap()
}

/// Digits without a pattern, the same every time.
pub fn digits(count: usize) -> String {
    digits_from(20_261_122, count)
}

pub fn digits_from(seed: u64, count: usize) -> String {
    let mut noise = Noise(seed);
    (0..count)
        .map(|_| char::from(b'0' + u8::try_from(noise.next() % 10).unwrap()))
        .collect()
}

/// How the camera saw it.
#[derive(Clone, Copy)]
pub struct View {
    pub pixels_per_module: f64,
    pub degrees: f64,
    pub blur: usize,
    pub noise: i32,
    /// How much darker the far corner is, 0 to 1.
    pub shadow: f64,
    pub inverted: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            pixels_per_module: 5.0,
            degrees: 0.0,
            blur: 0,
            noise: 0,
            shadow: 0.0,
            inverted: false,
        }
    }
}

pub struct Picture {
    pub luma: Vec<u8>,
    pub width: usize,
    pub height: usize,
}

/// The symbol in the middle of a light page.
pub fn draw(code: &QrCode, view: View) -> Picture {
    let modules = code.width() as f64;
    let colours = code.to_colors();
    let side = ((modules + 8.0) * view.pixels_per_module * 1.45).ceil() as usize;
    let (sin, cos) = view.degrees.to_radians().sin_cos();
    let middle = side as f64 / 2.0;
    let module_at = |x: f64, y: f64| {
        let (dx, dy) = (
            (x - middle) / view.pixels_per_module,
            (y - middle) / view.pixels_per_module,
        );
        let column = dx * cos + dy * sin + modules / 2.0;
        let row = dy * cos - dx * sin + modules / 2.0;
        let inside = (0.0..modules).contains(&column) && (0.0..modules).contains(&row);
        inside && colours[row as usize * code.width() + column as usize] == Color::Dark
    };
    let mut luma = Vec::with_capacity(side * side);
    for y in 0..side {
        for x in 0..side {
            // Nine samples a pixel, as a sensor's cell gathers light.
            let dark = (0..9)
                .filter(|n| {
                    module_at(
                        x as f64 + f64::from(n % 3) / 3.0 + 0.167,
                        y as f64 + f64::from(n / 3) / 3.0 + 0.167,
                    )
                })
                .count();
            let light = 1.0 - view.shadow * (x + y) as f64 / (2 * side) as f64;
            luma.push(((230.0 - 200.0 * dark as f64 / 9.0) * light) as u8);
        }
    }
    for _ in 0..view.blur {
        luma = blurred(&luma, side);
    }
    let mut noise = Noise(7);
    for pixel in &mut luma {
        if view.noise > 0 {
            let shift =
                i32::try_from(noise.next() % 1000).unwrap() * 2 * view.noise / 1000 - view.noise;
            *pixel = u8::try_from((i32::from(*pixel) + shift).clamp(0, 255)).unwrap();
        }
        if view.inverted {
            *pixel = 255 - *pixel;
        }
    }
    Picture {
        luma,
        width: side,
        height: side,
    }
}

fn blurred(luma: &[u8], side: usize) -> Vec<u8> {
    let at = |x: usize, y: usize| u32::from(luma[y.min(side - 1) * side + x.min(side - 1)]);
    let mean = |x: usize, y: usize| -> u32 {
        (0..3)
            .map(|j| {
                (0..3)
                    .map(|i| at((x + i).saturating_sub(1), (y + j).saturating_sub(1)))
                    .sum::<u32>()
            })
            .sum()
    };
    (0..side * side)
        .map(|n| u8::try_from(mean(n % side, n / side) / 9).unwrap())
        .collect()
}

/// A small linear congruential generator: the same noise on every machine.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }
}

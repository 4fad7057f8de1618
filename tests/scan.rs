//! The QR reader on drawn pictures.
#![cfg(all(feature = "scan", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod picture;
#[path = "common/slip_frame.rs"]
mod slip_frame;

use picture::{View, digits, draw, symbol};
use receipt_verifier::scan::{Grey, MAX_SIDE, Reader, ScanError, scan_luma};
use slip_frame::{Severity, slip_frame};

const ADDRESS: &str = "https://verifier.example/v/pay/#";

/// Digits that fill most of a version at level M, with [`ADDRESS`] in front.
const SIZES: [(i16, usize); 6] = [
    (4, 60),
    (8, 260),
    (10, 400),
    (13, 700),
    (17, 1_100),
    (20, 1_500),
];

fn reads(version: i16, count: usize, view: View) -> bool {
    let digits = digits(count);
    let picture = draw(&symbol(version, ADDRESS, &digits), view);
    let texts = scan_luma(&picture.luma, picture.width, picture.height).unwrap();
    assert!(texts.len() <= 1, "one symbol read as {} texts", texts.len());
    texts.first() == Some(&format!("{ADDRESS}{digits}"))
}

#[test]
fn straight_quarter_turned_and_slanted_symbols_up_to_version_20_read() {
    for (version, count) in SIZES {
        for degrees in [0.0, 90.0, 180.0, 17.0, -33.0] {
            assert!(
                reads(
                    version,
                    count,
                    View {
                        degrees,
                        ..View::default()
                    }
                ),
                "v{version} at {degrees} degrees"
            );
        }
    }
}

#[test]
fn symbols_read_from_three_pixels_a_module_to_a_close_up() {
    for pixels_per_module in [3.0, 4.3, 8.0, 14.5, 24.0] {
        for (version, count) in [(10, 400), (15, 900)] {
            let view = View {
                pixels_per_module,
                degrees: 4.0,
                ..View::default()
            };
            assert!(
                reads(version, count, view),
                "v{version} at {pixels_per_module} pixels a module"
            );
        }
    }
}

#[test]
fn blurred_noisy_and_shadowed_symbols_read() {
    let views = [
        View {
            blur: 3,
            pixels_per_module: 6.0,
            ..View::default()
        },
        View {
            noise: 60,
            pixels_per_module: 6.0,
            ..View::default()
        },
        View {
            shadow: 0.7,
            pixels_per_module: 6.0,
            ..View::default()
        },
        View {
            blur: 2,
            noise: 30,
            shadow: 0.5,
            degrees: 17.0,
            pixels_per_module: 6.0,
            ..View::default()
        },
    ];
    for (n, view) in views.into_iter().enumerate() {
        for (version, count) in [(10, 400), (13, 700), (17, 1_100)] {
            assert!(reads(version, count, view), "v{version}, view {n}");
        }
    }
}

#[test]
fn white_on_black_reads() {
    assert!(reads(
        10,
        400,
        View {
            inverted: true,
            ..View::default()
        }
    ));
}

#[test]
fn text_that_is_not_ascii_reads() {
    let code = qrcode::QrCode::new("腾辉茶叶店").unwrap();
    let picture = draw(&code, View::default());
    assert_eq!(
        scan_luma(&picture.luma, picture.width, picture.height).unwrap(),
        ["腾辉茶叶店"]
    );
}

#[test]
fn two_symbols_in_one_picture_read_as_two_texts() {
    let left = draw(&symbol(6, ADDRESS, "1111"), View::default());
    let right = draw(&symbol(6, ADDRESS, "2222"), View::default());
    let luma: Vec<u8> = left
        .luma
        .chunks(left.width)
        .zip(right.luma.chunks(right.width))
        .flat_map(|(left, right)| [left, right].concat())
        .collect();
    let mut texts = scan_luma(&luma, left.width + right.width, left.height).unwrap();
    texts.sort();
    assert_eq!(texts, [format!("{ADDRESS}1111"), format!("{ADDRESS}2222")]);
}

/// A still in RGBA, as a canvas hands it out.
fn scan_rgba(rgba: &[u8], width: usize, height: usize) -> Result<Vec<String>, ScanError> {
    Grey::from_rgba(rgba, width, height).map(|picture| Reader::new().still(&picture).texts())
}

#[test]
fn colour_pictures_read_and_what_is_transparent_is_white() {
    let digits = digits(400);
    let picture = draw(&symbol(10, ADDRESS, &digits), View::default());
    let opaque: Vec<u8> = picture
        .luma
        .iter()
        .flat_map(|&luma| [luma, luma, luma, 255])
        .collect();
    let clear: Vec<u8> = picture
        .luma
        .iter()
        .flat_map(|&luma| [0, 0, 0, 255 - luma])
        .collect();
    for rgba in [opaque, clear] {
        assert_eq!(
            scan_rgba(&rgba, picture.width, picture.height).unwrap(),
            [format!("{ADDRESS}{digits}")]
        );
    }
}

#[test]
fn pictures_without_a_symbol_read_as_nothing() {
    for luma in [0, 127, 255] {
        assert_eq!(scan_luma(&vec![luma; 300 * 200], 300, 200), Ok(Vec::new()));
    }
    assert_eq!(scan_luma(&[200; 21 * 21], 21, 21), Ok(Vec::new()));
    let stripes: Vec<u8> = (0..640 * 480)
        .map(|n| if n / 5 % 2 == 0 { 0 } else { 255 })
        .collect();
    assert_eq!(scan_luma(&stripes, 640, 480), Ok(Vec::new()));
}

#[test]
fn wrong_sizes_are_refused_with_codes() {
    let code = |result: Result<Vec<String>, ScanError>| result.unwrap_err().code();
    assert_eq!(code(scan_luma(&[0; 99], 10, 10)), "image_size");
    assert_eq!(code(scan_luma(&[], 0, 0)), "image_size");
    assert_eq!(code(scan_luma(&[0; 20 * 400], 20, 400)), "image_size");
    assert_eq!(code(scan_luma(&[], usize::MAX, 2)), "image_too_large");
    assert_eq!(code(scan_luma(&[], MAX_SIDE, MAX_SIDE)), "image_too_large");
    assert_eq!(code(scan_rgba(&[0; 30 * 30], 30, 30)), "image_size");
    assert_eq!(code(scan_rgba(&[0; 30 * 30 * 4 + 1], 30, 30)), "image_size");
}

/// Frames are drawn at half of 720p's size, so that a test without optimisation stays quick; blur and noise shrink with them.
fn small_slip(severity: Severity, seed: u64) -> slip_frame::Frame {
    slip_frame(severity, seed, 960, 540)
}

#[test]
fn curled_and_faded_slips_read() {
    let read = |seed| {
        let frame = small_slip(Severity::Moderate, seed);
        scan_luma(&frame.luma, frame.width, frame.height).unwrap() == [frame.text]
    };
    let missed: Vec<u64> = (0..12).filter(|&seed| !read(seed)).collect();
    assert!(missed.len() <= 1, "missed the slips of seeds {missed:?}");
}

#[test]
fn a_stream_of_frames_reads_and_says_how_large_the_modules_are() {
    let frame = small_slip(Severity::Mild, 3);
    let grey = Grey::new(&frame.luma, frame.width, frame.height).unwrap();
    let mut reader = Reader::new();
    let reading = (0..8)
        .map(|_| reader.live(&grey))
        .find(|reading| !reading.contents.is_empty())
        .unwrap();
    assert_eq!(reading.texts(), [frame.text]);
    let module_px = reading.module_px.unwrap();
    assert!(
        (3.0..10.0).contains(&module_px),
        "{module_px} pixels a module"
    );
}

#[test]
fn a_symbol_too_far_away_is_still_measured() {
    let digits = digits(700);
    let picture = draw(
        &symbol(13, ADDRESS, &digits),
        View {
            pixels_per_module: 2.4,
            blur: 2,
            ..View::default()
        },
    );
    let grey = Grey::new(&picture.luma, picture.width, picture.height).unwrap();
    let mut reader = Reader::new();
    let seen: Vec<f32> = (0..4)
        .filter_map(|_| reader.live(&grey).module_px)
        .collect();
    assert!(seen.iter().any(|px| (1.5..4.0).contains(px)), "{seen:?}");
    assert_eq!(
        reader
            .live(&Grey::new(&[230; 300 * 200], 300, 200).unwrap())
            .module_px,
        None
    );
}

#[test]
fn what_glare_hides_in_one_frame_others_show() {
    // Reflections wander over the symbol, too many of them for any one frame.
    let digits = digits(400);
    let view = View {
        pixels_per_module: 4.0,
        ..View::default()
    };
    let calm = draw(&symbol(10, ADDRESS, &digits), view);
    let (modules, module) = (57, 4);
    let corner = (calm.width - modules * module) / 2;
    let mut state = 5u32;
    let mut chance = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let frames: Vec<Vec<u8>> = (0..24)
        .map(|_| {
            let mut luma = calm.luma.clone();
            for _ in 0..19 {
                // Clear of the finder patterns.
                let (left, top) = (chance(33), chance(33));
                for y in 0..8 * module {
                    let start = (corner + (9 + top) * module + y) * calm.width
                        + corner
                        + (9 + left) * module;
                    luma[start..start + 8 * module].fill(235);
                }
            }
            luma
        })
        .collect();
    let grey = |n: usize| Grey::new(&frames[n], calm.width, calm.height).unwrap();
    let alone = (0..frames.len()).filter(|&n| !Reader::new().live(&grey(n)).contents.is_empty());
    assert_eq!(alone.count(), 0);
    let mut reader = Reader::new();
    let together =
        (0..frames.len()).any(|n| reader.live(&grey(n)).texts() == [format!("{ADDRESS}{digits}")]);
    assert!(together);
}

#[test]
fn noise_of_any_size_is_looked_at_without_a_panic() {
    let mut state = 1u32;
    for (width, height) in [
        (21, 21),
        (22, 400),
        (41, 41),
        (63, 47),
        (64, 64),
        (127, 90),
        (320, 33),
        (200, 200),
    ] {
        for kind in 0..4u32 {
            let luma: Vec<u8> = (0..width * height)
                .map(|n| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let noise = (state >> 24) as u8;
                    match kind {
                        0 => noise,
                        1 => {
                            if noise > 127 {
                                255
                            } else {
                                0
                            }
                        }
                        // Squares within squares: finder patterns wherever one looks.
                        2 => {
                            [0, 255, 0, 0, 0, 255, 0, 255][(n % width / 2) % 8]
                                | [0, 255, 0, 0, 0, 255, 0, 255][(n / width / 2) % 8]
                        }
                        _ => (n / 7) as u8 ^ noise >> 5,
                    }
                })
                .collect();
            let grey = Grey::new(&luma, width, height).unwrap();
            let mut reader = Reader::new();
            for _ in 0..4 {
                reader.live(&grey);
            }
            let _ = reader.still(&grey);
        }
    }
}

//! The QR reader on drawn pictures.
#![cfg(all(feature = "scan", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod picture;

use picture::{View, digits, draw, symbol};
use receipt_verifier::scan::{MAX_SIDE, ScanError, scan_luma, scan_rgba};

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

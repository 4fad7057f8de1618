//! QR symbols: the segments that we choose, the sizes they give, the pictures they become.
#![cfg(not(target_arch = "wasm32"))]
#![cfg(feature = "qr")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use qrcode::bits::Bits;
use qrcode::{EcLevel, QrCode, Version};
use receipt_verifier::qr::{PAPER_MAX_VERSION, QUIET_ZONE, QrError, Symbol};

fn rows(symbol: &Symbol) -> Vec<String> {
    (0..symbol.modules())
        .map(|y| {
            (0..symbol.modules())
                .map(|x| if symbol.is_dark(x, y) { '#' } else { '.' })
                .collect()
        })
        .collect()
}

/// The version that one byte segment alone would need.
fn plain_version(text: &str) -> Option<i16> {
    (1..=40).find(|version| {
        let mut bits = Bits::new(Version::Normal(*version));
        bits.push_byte_data(text.as_bytes()).is_ok() && bits.push_terminator(EcLevel::M).is_ok()
    })
}

/// ISO/IEC 18004 annex I: "01234567" as version 1-M, worked through by hand in the standard.
#[test]
fn the_standards_own_example() {
    let expected = [
        "#######..#.##.#######",
        "#.....#..####.#.....#",
        "#.###.#.#.....#.###.#",
        "#.###.#.##....#.###.#",
        "#.###.#.#.###.#.###.#",
        "#.....#.#...#.#.....#",
        "#######.#.#.#.#######",
        "........#..##........",
        "#.#####..#..#.#####..",
        "...#.#.##.#.#..#.##..",
        "..#...##.#.#.#..#####",
        "....#....#.....####..",
        "...######..#.#..#....",
        "........#.#####..##..",
        "#######..##.#.##.....",
        "#.....#.#.#####...#.#",
        "#.###.#.#...#..#.##..",
        "#.###.#.##..#..#.....",
        "#.###.#.#.##.#..#.#..",
        "#.....#........##.##.",
        "#######.####.#..#.#..",
    ];
    assert_eq!(rows(&Symbol::encode("01234567").unwrap()), expected);
}

/// The capacities of ISO/IEC 18004 table 7 for level M: one digit more needs the next version.
#[test]
fn digits_fill_a_symbol_to_the_last_one() {
    for (version, capacity) in [
        (1, 34),
        (5, 202),
        (9, 432),
        (10, 513),
        (12, 691),
        (16, 1082),
        (17, 1212),
        (20, 1600),
        (40, 5596),
    ] {
        let full = Symbol::encode(&"7".repeat(capacity)).unwrap();
        assert_eq!(full.version(), version);
        assert_eq!(full.modules(), usize::from(version) * 4 + 17);
        match Symbol::encode(&"7".repeat(capacity + 1)) {
            Ok(next) => assert_eq!(next.version(), version + 1),
            Err(error) => assert_eq!((version, error.code()), (40, "qr_too_long")),
        }
    }
}

/// What the two segments cost, from the standard alone: byte header and URL, numeric header and ten bits for three digits.
#[test]
fn a_link_takes_a_byte_and_a_numeric_segment() {
    let url = "https://verify.receipts.example/#";
    let version = 12; // 290 data codewords at level M
    let left = 290 * 8 - (4 + 16 + url.len() * 8) - (4 + 12);
    let digits = left / 10 * 3 + [0, 0, 0, 0, 1, 1, 1, 2, 2, 2][left % 10];
    assert_eq!(
        Symbol::encode(&format!("{url}{}", "4".repeat(digits)))
            .unwrap()
            .version(),
        version
    );
    assert_eq!(
        Symbol::encode(&format!("{url}{}", "4".repeat(digits + 1)))
            .unwrap()
            .version(),
        version + 1
    );
}

/// Digits in bytes would take three times the room: a claim behind a receipt costs its own letters and no more.
#[test]
fn what_stands_behind_the_digits_takes_a_segment_of_its_own() {
    let url = "https://verify.receipts.example/#";
    let claim = "&claim=never_paid&from=customer";
    let version = 12;
    let left = 290 * 8 - (4 + 16 + url.len() * 8) - (4 + 12) - (4 + 16 + claim.len() * 8);
    let digits = left / 10 * 3 + [0, 0, 0, 0, 1, 1, 1, 2, 2, 2][left % 10];
    let link = |digits: usize| format!("{url}{}{claim}", "4".repeat(digits));
    assert_eq!(Symbol::encode(&link(digits)).unwrap().version(), version);
    assert_eq!(
        Symbol::encode(&link(digits + 1)).unwrap().version(),
        version + 1
    );
}

#[test]
fn short_runs_of_digits_stay_in_the_byte_segment() {
    // 14 characters fill version 1 exactly; a numeric segment of one digit would not fit.
    assert_eq!(Symbol::encode("https://a.ex/7").unwrap().version(), 1);
}

#[test]
fn too_long_has_a_code_of_its_own() {
    let text = "x".repeat(2332); // byte capacity of 40-M is 2331
    assert!(matches!(
        Symbol::encode(&text),
        Err(QrError::TooLong { bytes: 2332 })
    ));
    assert_eq!(Symbol::encode(&text[1..]).unwrap().version(), 40);
}

#[test]
fn an_empty_text_is_a_symbol_too() {
    assert_eq!(Symbol::encode("").unwrap().version(), 1);
}

#[test]
fn nothing_is_dark_outside() {
    let symbol = Symbol::encode("7").unwrap();
    assert!(symbol.is_dark(20, 0));
    for (x, y) in [(21, 0), (0, 21), (usize::MAX, usize::MAX), (usize::MAX, 1)] {
        assert!(!symbol.is_dark(x, y));
    }
}

#[test]
fn paper_carries_the_twenty_item_target() {
    // 58 mm paper prints 384 dots; the widest symbol with its quiet zone keeps four a module.
    let modules = usize::from(PAPER_MAX_VERSION) * 4 + 17 + 2 * QUIET_ZONE;
    assert_eq!(384 / modules, 4);
    assert_eq!(384 / (modules + 4), 3);
}

/// Paints the runs of `to_svg`, so that the picture is held against the matrix.
fn paint(svg: &str, side: usize) -> Vec<String> {
    let path = svg
        .split(" d=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let mut grid = vec![vec!['.'; side]; side];
    for run in path.split('M').skip(1) {
        let (start, rest) = run.split_once('h').unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let (length, back) = rest.split_once("v1h-").unwrap();
        assert_eq!(back, format!("{length}z"));
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        for cell in &mut grid[y][x..x + length.parse::<usize>().unwrap()] {
            assert_eq!(*cell, '.', "painted twice");
            *cell = '#';
        }
    }
    grid.into_iter().map(String::from_iter).collect()
}

#[test]
fn svg_is_inert() {
    let svg = Symbol::encode("https://verify.example/#123456789012345678901234567890")
        .unwrap()
        .to_svg();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 37 37\" "));
    assert!(svg.contains("shape-rendering=\"crispEdges\"") && svg.contains("role=\"img\""));
    for word in ["style", "script", "href", "url(", "on"] {
        assert!(!svg.contains(word), "{word}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn svg_draws_the_matrix(text in "[ -~]{0,60}[0-9]{0,300}") {
        let symbol = Symbol::encode(&text).unwrap();
        let side = symbol.modules() + 2 * QUIET_ZONE;
        let white = ".".repeat(side);
        let mut expected = vec![white; QUIET_ZONE];
        expected.extend(rows(&symbol).iter().map(|row| format!("....{row}....")));
        expected.resize(side, ".".repeat(side));
        prop_assert_eq!(paint(&symbol.to_svg(), side), expected);
    }

    #[test]
    fn never_larger_than_one_byte_segment(text in "[a-z:/#.]{0,40}[0-9]{0,400}") {
        let version = i16::from(Symbol::encode(&text).unwrap().version());
        prop_assert!(version <= plain_version(&text).unwrap());
    }

    #[test]
    fn text_without_digits_is_one_byte_segment(text in "[^\\pC0-9]{0,120}[a-z]") {
        let symbol = Symbol::encode(&text).unwrap();
        let version = plain_version(&text).unwrap();
        prop_assert_eq!(i16::from(symbol.version()), version);
        let mut bits = Bits::new(Version::Normal(version));
        bits.push_byte_data(text.as_bytes()).unwrap();
        bits.push_terminator(EcLevel::M).unwrap();
        let code = QrCode::with_bits(bits, EcLevel::M).unwrap();
        for y in 0..symbol.modules() {
            for x in 0..symbol.modules() {
                prop_assert_eq!(symbol.is_dark(x, y), code[(x, y)] == qrcode::Color::Dark);
            }
        }
    }
}

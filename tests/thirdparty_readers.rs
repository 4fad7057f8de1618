//! Readers that we did not write read our symbols: zxing-cpp and zbar.
//!
//! They run where they are installed (`pip install zxing-cpp pillow`, `apt install zbar-tools`; RECEIPT_PYTHON names another
//! interpreter than python3). RECEIPT_THIRD_PARTY=1 makes a missing one a failure.
#![cfg(not(target_arch = "wasm32"))]
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// The command line's drawing is compiled in as it is; this test does not use all of it.
#![allow(dead_code)]

#[path = "../src/bin/receipt/canvas.rs"]
mod canvas;
#[path = "common/photograph.rs"]
mod photograph;
#[path = "common/readers.rs"]
mod readers;
#[path = "../src/bin/receipt/slip.rs"]
mod slip;
#[path = "../src/bin/receipt/slip_layout.rs"]
mod slip_layout;
#[path = "../src/bin/receipt/slip_words.rs"]
mod slip_words;

use std::path::{Path, PathBuf};

use canvas::symbol_png;
use photograph::{Strength, photograph, to_jpeg};
use readers::{
    Picture, assert_read, read_with_zbar, read_with_zxing, zbar_is_present, zxing_is_present,
};
use receipt_verifier::qr::{PAPER_MAX_VERSION, Symbol};
use receipt_verifier::{Amount, Receipt, json};
use slip::Slip;

const URL: &str = "https://verify.receipts.example/#";

const RECEIPT: &[u8] = include_bytes!("common/receipt.json");

/// A link with digits that look like armour.
fn link(digits: usize) -> String {
    let mut state = 7u64;
    let digits = (0..digits).map(|_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        char::from(b'0' + (state >> 33) as u8 % 10)
    });
    format!("{URL}{}", String::from_iter(digits))
}

/// The longest link that a version holds.
fn link_of_version(version: u8) -> String {
    let fits = |digits: &usize| Symbol::encode(&link(*digits)).unwrap().version() <= version;
    let (mut low, mut high) = (0, 6000);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if fits(&middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    link(low)
}

fn receipt() -> Receipt {
    let payload = json::parse_object(RECEIPT, 8).unwrap();
    let (receipt, findings) = Receipt::read(&payload);
    receipt.unwrap_or_else(|| panic!("{:?}", findings.faults))
}

fn save(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Full symbols of versions 5 to 25, at 4 dots a module as on paper.
fn symbols() -> Vec<Picture> {
    let mut texts: Vec<String> = (5..=25).map(link_of_version).collect();
    texts.extend((400..=1200).step_by(100).map(link));
    let folder = folder("symbols");
    let mut pictures = Vec::new();
    for (at, text) in texts.into_iter().enumerate() {
        let png = symbol_png(&Symbol::encode(&text).unwrap(), 4).unwrap();
        pictures.push((save(&folder, &format!("{at}.png"), &png), text));
    }
    pictures
}

/// Slips as a till prints them, up to the densest that paper carries.
fn slips() -> Vec<Picture> {
    let folder = folder("slips");
    let mut pictures = Vec::new();
    for version in [9, 10, 12, 15, PAPER_MAX_VERSION] {
        let text = link_of_version(version);
        let slip = Slip::new(&receipt(), Symbol::encode(&text).unwrap(), None);
        assert!(slip.dots_per_module() >= 4);
        let png = slip.draw().to_png().unwrap();
        pictures.push((save(&folder, &format!("v{version}.png"), &png), text));
    }
    pictures
}

/// Photos of these slips.
fn photos(strength: Strength) -> Vec<Picture> {
    let folder = folder("photos");
    let mut pictures = Vec::new();
    for (seed, (path, text)) in slips().into_iter().enumerate() {
        let slip = image::open(path).unwrap().into_luma8();
        let still = to_jpeg(&photograph(&slip, strength, seed as u64)).unwrap();
        let name = format!("{strength:?}-{seed}.jpg");
        pictures.push((save(&folder, &name, &still), text));
    }
    pictures
}

#[test]
fn zxing_reads_symbols_and_slips() {
    if zxing_is_present() {
        for pictures in [symbols(), slips()] {
            assert_read("zxing-cpp", &pictures, &read_with_zxing(&pictures));
        }
    }
}

#[test]
fn zxing_reads_photos_of_slips() {
    if zxing_is_present() {
        let pictures = photos(Strength::Mild);
        assert_read("zxing-cpp", &pictures, &read_with_zxing(&pictures));
    }
}

#[test]
fn zbar_reads_symbols_and_slips() {
    if zbar_is_present() {
        for pictures in [symbols(), slips()] {
            let texts: Vec<String> = pictures.iter().map(read_with_zbar).collect();
            assert_read("zbar", &pictures, &texts);
        }
    }
}

/// The forged slip of the samples: its print changes, its code does not.
#[test]
fn an_altered_slip_keeps_its_code() {
    let symbol = Symbol::encode(&link(600)).unwrap();
    let honest = Slip::new(&receipt(), symbol.clone(), None).draw();
    let forged = Slip::new(&receipt(), symbol, Amount::from_minor(68_650)).draw();
    assert_eq!(honest.height(), forged.height());
    let differing: Vec<usize> = (0..honest.height())
        .filter(|y| (0..honest.width()).any(|x| honest.is_dark(x, *y) != forged.is_dark(x, *y)))
        .collect();
    assert!(!differing.is_empty());
    assert!(
        differing.len() <= 48,
        "more than the amount's own line differs"
    );
}

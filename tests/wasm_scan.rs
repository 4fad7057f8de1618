//! The QR reader in a browser's wasm engine: drawn pictures as in `tests/scan.rs`.
#![cfg(all(target_arch = "wasm32", feature = "scan"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod picture;

use picture::{View, digits, draw, symbol};
use receipt_verifier::scan::scan_luma;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const ADDRESS: &str = "https://verifier.example/#";

#[wasm_bindgen_test]
fn grey_pixels_read() {
    for (version, count, degrees) in [(10, 400, 0.0), (13, 700, 17.0), (17, 1_100, 90.0)] {
        let digits = digits(count);
        let picture = draw(
            &symbol(version, ADDRESS, &digits),
            View {
                degrees,
                ..View::default()
            },
        );
        let texts = scan_luma(&picture.luma, picture.width, picture.height).unwrap();
        assert_eq!(texts, [format!("{ADDRESS}{digits}")]);
    }
}

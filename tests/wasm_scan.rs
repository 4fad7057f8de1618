//! The `scan` module in a browser: the drawn pictures of `tests/scan.rs`, through the wasm boundary.
#![cfg(all(target_arch = "wasm32", feature = "web-scan"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod picture;

use picture::{View, digits, draw, symbol};
use receipt_verifier::web::scan::{scan, scan_luma};
use wasm_bindgen::{JsCast, JsValue};
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

#[wasm_bindgen_test]
fn image_data_reads() {
    let digits = digits(400);
    let picture = draw(
        &symbol(10, ADDRESS, &digits),
        View {
            noise: 40,
            ..View::default()
        },
    );
    let rgba: Vec<u8> = picture
        .luma
        .iter()
        .flat_map(|&luma| [luma, luma, luma, 255])
        .collect();
    let width = u32::try_from(picture.width).unwrap();
    // Copied out of wasm memory, as a canvas's pixels are: a view would be detached when that memory grows.
    let pixels = js_sys::Uint8ClampedArray::from(rgba.as_slice());
    let image = web_sys::ImageData::new_with_js_u8_clamped_array(&pixels, width).unwrap();
    assert_eq!(scan(&image).unwrap(), [format!("{ADDRESS}{digits}")]);
}

#[wasm_bindgen_test]
fn wrong_sizes_throw_an_error_with_a_code() {
    let error: JsValue = scan_luma(&[0; 99], 10, 10).unwrap_err().into();
    assert!(error.is_instance_of::<js_sys::Error>());
    let code = js_sys::Reflect::get(&error, &JsValue::from_str("code")).unwrap();
    assert_eq!(code.as_string().as_deref(), Some("image_size"));
}

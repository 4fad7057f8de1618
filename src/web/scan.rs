//! The `scan` module: pictures in, the texts of their QR symbols out.

use receipt_verifier::scan::{self, ScanError};
use wasm_bindgen::prelude::wasm_bindgen;

fn to_js(error: ScanError) -> js_sys::Error {
    super::error(error.code(), &error.to_string())
}

/// The texts of the QR symbols in a canvas's pixels, the most plausible first; usually none or one.
///
/// Throws an `Error` with `code` `image_size` or `image_too_large`.
#[wasm_bindgen]
pub fn scan(image: &web_sys::ImageData) -> Result<Vec<String>, js_sys::Error> {
    scan::scan_rgba(
        &image.data(),
        image.width() as usize,
        image.height() as usize,
    )
    .map_err(to_js)
}

/// The same for grey pixels, one byte each, row by row, 0 black.
///
/// Throws an `Error` with `code` `image_size` or `image_too_large`.
#[wasm_bindgen]
pub fn scan_luma(luma: &[u8], width: usize, height: usize) -> Result<Vec<String>, js_sys::Error> {
    scan::scan_luma(luma, width, height).map_err(to_js)
}

#[cfg(all(test, target_arch = "wasm32"))]
#[path = "../../tests/picture/mod.rs"]
mod picture;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::picture::{View, digits, draw, symbol};
    use super::{scan, scan_luma};
    use crate::tests::code_of;
    use wasm_bindgen_test::wasm_bindgen_test;

    const ADDRESS: &str = "https://verifier.example/#";

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
        let error = scan_luma(&[0; 99], 10, 10).unwrap_err();
        assert_eq!(code_of(&error).as_deref(), Some("image_size"));
    }
}

//! The `scan` module: pictures in, the texts of their QR symbols out.

use crate::scan::{self, ScanError};
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

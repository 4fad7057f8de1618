//! QR codes in picture files.

use std::io::Cursor;
use std::panic::catch_unwind;

use image::{ImageDecoder as _, ImageFormat, ImageReader};
use receipt_verifier::scan;

pub fn is_picture(bytes: &[u8]) -> bool {
    // Other formats' first letters ("BM", "P1") begin ordinary texts too.
    matches!(
        image::guess_format(bytes),
        Ok(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)
    )
}

/// The texts of the QR codes in a picture, or the code of why there are none.
pub fn texts(bytes: &[u8]) -> Result<Vec<String>, &'static str> {
    let (luma, width, height) = luma(bytes).ok_or("picture_unreadable")?;
    // The decoder may panic on a rare picture (rxing issue 36); a picture must not end the program.
    let found = quietly(|| scan::scan_luma(&luma, width, height));
    match found {
        Some(Ok(texts)) if !texts.is_empty() => Ok(texts),
        Some(Err(e)) => Err(e.code()),
        _ => Err("no_code_in_picture"),
    }
}

fn luma(bytes: &[u8]) -> Option<(Vec<u8>, usize, usize)> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > scan::MAX_PIXELS as u64 {
        return None;
    }
    let orientation = decoder.orientation().ok();
    let mut picture = image::DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    // Transparent pixels are paper, not ink.
    let mut grey = image::GrayImage::new(picture.width(), picture.height());
    for (from, to) in picture.to_luma_alpha8().pixels().zip(grey.pixels_mut()) {
        let [luma, alpha] = from.0.map(u16::from);
        let flat = (luma * alpha + 255 * (255 - alpha)) / 255;
        to.0 = [u8::try_from(flat).unwrap_or(u8::MAX)];
    }
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    Some((grey.into_raw(), width, height))
}

fn quietly<T>(scan: impl FnOnce() -> T + std::panic::UnwindSafe) -> Option<T> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let result = catch_unwind(scan).ok();
    std::panic::set_hook(hook);
    result
}

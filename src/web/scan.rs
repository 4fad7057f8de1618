//! The `scan` module: pictures in, the texts of their QR symbols out.

use js_sys::{Array, Object, Reflect};
use receipt_verifier::scan::{self, Charset, Content, Grey, Reading, ScanError};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{ImageData, TextDecoder};

#[wasm_bindgen(typescript_custom_section)]
const READING: &str = r#"
/** What one picture showed. */
export interface Reading {
    /** The texts of its symbols, the most plausible first, each once; usually none or one. */
    readonly texts: string[];
    /** Pixels a module of the likeliest symbol, also when it could not be read: under 4, come closer. `null`: nothing looked like a symbol. */
    readonly module_px: number | null;
}
"#;

/// Reads the QR symbols of pictures: of a stream of camera frames, or of single stills. Calls throw an `Error` with `code`
/// `image_size` or `image_too_large`. After any other exception (a trap) the whole instance is not to be used again.
#[wasm_bindgen]
#[derive(Default)]
pub struct Reader(scan::Reader);

#[wasm_bindgen]
impl Reader {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at one frame of a camera's stream, briefly, and keeps what helps with the next ones.
    #[wasm_bindgen(unchecked_return_type = "Reading")]
    pub fn live(&mut self, frame: &ImageData) -> Result<Object, JsValue> {
        Ok(to_object(self.0.live(&grey(frame)?)))
    }

    /// Looks at one picture with every means there is; may take a second or two.
    #[wasm_bindgen(unchecked_return_type = "Reading")]
    pub fn still(&self, picture: &ImageData) -> Result<Object, JsValue> {
        Ok(to_object(self.0.still(&grey(picture)?)))
    }
}

fn grey(image: &ImageData) -> Result<Grey<'static>, JsValue> {
    Grey::from_rgba(
        &image.data(),
        image.width() as usize,
        image.height() as usize,
    )
    .map_err(to_js)
}

fn to_js(error: ScanError) -> JsValue {
    crate::error(error.code())
}

/// The browser has the tables for what is not UTF-8.
fn text_of(content: &Content) -> String {
    if matches!(content.charset, Charset::ShiftJis | Charset::Gb18030)
        && let Ok(decoder) = TextDecoder::new_with_label(content.charset.label())
        && let Ok(text) = decoder.decode_with_u8_array(&content.bytes)
    {
        return text;
    }
    content.text()
}

fn to_object(reading: Reading) -> Object {
    let texts: Array = reading
        .contents
        .iter()
        .map(|content| JsValue::from_str(&text_of(content)))
        .collect();
    let module_px = reading
        .module_px
        .map_or(JsValue::NULL, |px| JsValue::from_f64(px.into()));
    let object = Object::new();
    // Defining a property of an object made one line earlier cannot fail.
    let _ = Reflect::set(&object, &"texts".into(), &texts);
    let _ = Reflect::set(&object, &"module_px".into(), &module_px);
    object
}

#[cfg(all(test, target_arch = "wasm32"))]
#[path = "../../tests/picture/mod.rs"]
mod picture;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Reader;
    use super::picture::{View, digits, draw, symbol};
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
        let reading = Reader::new().still(&image).unwrap();
        let texts = js_sys::Reflect::get(&reading, &"texts".into()).unwrap();
        let texts: Vec<_> = js_sys::Array::from(&texts).iter().collect();
        assert_eq!(texts, [format!("{ADDRESS}{digits}")]);
    }

    #[wasm_bindgen_test]
    fn wrong_sizes_throw_an_error_with_a_code() {
        // No ImageData has a wrong number of bytes; ten pixels hold no symbol.
        let image = web_sys::ImageData::new_with_sw(10, 10).unwrap();
        let error = Reader::new().live(&image).unwrap_err();
        assert_eq!(code_of(&error).as_deref(), Some("image_size"));
    }
}

//! Any bytes are a picture of some width: the reader answers, live and still, and asks for no more than the picture.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::scan::{Grey, Reader};

fuzz_target!(|input: (u8, &[u8])| {
    let (width, luma) = input;
    let width = 21 + usize::from(width);
    let height = luma.len() / width;
    let Ok(grey) = Grey::new(&luma[..width * height], width, height) else {
        return;
    };
    let mut reader = Reader::new();
    let _ = reader.live(&grey);
    let _ = reader.live(&grey);
    let _ = reader.still(&grey);
});

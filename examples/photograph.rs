//! Takes a photo-like still of a slip, for tests:
//! `cargo run --release --features cli --example photograph -- slip.png still.jpg --seed 7 --strength moderate`

#[path = "../tests/common/photograph.rs"]
mod photograph;

use std::error::Error;

use photograph::{Strength, to_jpeg};

const USAGE: &str =
    "usage: photograph SLIP.png STILL.jpg [--seed NUMBER] [--strength mild|moderate]";

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    let (mut seed, mut strength) = (1, Strength::Moderate);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seed" => seed = arguments.next().ok_or(USAGE)?.parse()?,
            "--strength" => {
                strength = arguments
                    .next()
                    .and_then(|word| Strength::from_word(&word))
                    .ok_or(USAGE)?;
            }
            _ => files.push(argument),
        }
    }
    let [slip, still] = files.as_slice() else {
        return Err(USAGE.into());
    };
    let slip = image::open(slip)?.into_luma8();
    let picture = photograph::photograph(&slip, strength, seed);
    std::fs::write(still, to_jpeg(&picture)?)?;
    Ok(())
}

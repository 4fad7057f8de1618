//! Draws camera frames of thermal slips, for measuring the QR reader:
//! `cargo run --release --features cli --example slips -- FOLDER --severity moderate --frame 720 --from 0 --count 100`
//!
//! Writes grey PGM files, and appends one line a frame to FOLDER/manifest.tsv: id, set, file, width, height, text.

#[path = "../tests/picture/mod.rs"]
mod picture;
#[path = "../tests/common/slip_frame.rs"]
mod slip_frame;

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, ImageFormat};
use slip_frame::{Severity, slip_frame};

const USAGE: &str = "usage: slips FOLDER [--severity mild|moderate|hard|blank] [--frame 720|1080] [--from SEED] [--count NUMBER]";

fn main() -> Result<(), Box<dyn Error>> {
    let (mut severity, mut height, mut from, mut count) =
        (Severity::Moderate, 720usize, 0u64, 10u64);
    let mut folder = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        match argument.as_str() {
            "--severity" => {
                let word = value()?;
                let found = Severity::ALL
                    .into_iter()
                    .find(|severity| severity.word() == word);
                severity = found.ok_or(USAGE)?;
            }
            "--frame" => height = value()?.parse()?,
            "--from" => from = value()?.parse()?,
            "--count" => count = value()?.parse()?,
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder.ok_or(USAGE)?;
    std::fs::create_dir_all(&folder)?;
    let mut manifest = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("manifest.tsv"))?;
    let width = height * 16 / 9;
    let set = format!("{}-{height}", severity.word());
    for seed in from..from + count {
        let frame = slip_frame(severity, seed, width, height);
        let luma = through_jpeg(frame.luma, width, height)?;
        let path = folder.join(format!("{set}-{seed}.pgm"));
        let mut file = File::create(&path)?;
        write!(file, "P5\n{width} {height}\n255\n")?;
        file.write_all(&luma)?;
        let id = format!("{set}/{seed}-v{}", frame.version);
        writeln!(
            manifest,
            "{id}\t{set}\t{}\t{width}\t{height}\t{}",
            path.display(),
            frame.text
        )?;
    }
    Ok(())
}

/// Many cameras hand out frames that were JPEG pictures on their way.
fn through_jpeg(luma: Vec<u8>, width: usize, height: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let picture = GrayImage::from_raw(u32::try_from(width)?, u32::try_from(height)?, luma)
        .ok_or("a picture of another size")?;
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 88).encode_image(&picture)?;
    Ok(
        image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg)?
            .into_luma8()
            .into_raw(),
    )
}

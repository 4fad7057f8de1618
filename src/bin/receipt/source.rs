//! Where an argument's content comes from: itself, a file, or standard input.

use std::io::Read as _;
use std::path::Path;

use receipt_verifier::json::{self, Object};
use receipt_verifier::{Dossier, Fault, Statement, StatementType};

use crate::failure::Failure;
use crate::picture;

/// Pictures of slips are a few megabytes; more than this is a mistake.
const MAX_BYTES: u64 = 256 << 20;

/// The bytes of a file, or of standard input for `-`.
pub fn read_bytes(name: &str) -> Result<Vec<u8>, Failure> {
    let path = Path::new(name);
    let mut bytes = Vec::new();
    let read = if name == "-" {
        std::io::stdin()
            .lock()
            .take(MAX_BYTES)
            .read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes))
    };
    read.map_err(Failure::read(path))?;
    Ok(bytes)
}

/// The text of a file. Some systems write UTF-16 where others write UTF-8, and a byte-order mark says so.
pub fn text(bytes: &[u8]) -> String {
    let (units, little) = match bytes {
        [0xff, 0xfe, units @ ..] => (units, true),
        [0xfe, 0xff, units @ ..] => (units, false),
        _ => return String::from_utf8_lossy(bytes).into_owned(),
    };
    let (pairs, _) = units.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| match little {
        true => u16::from_le_bytes(*pair),
        false => u16::from_be_bytes(*pair),
    };
    let units: Vec<u16> = pairs.iter().map(unit).collect();
    String::from_utf16_lossy(&units)
}

pub fn is_file(name: &str) -> bool {
    // A named pipe is as good as a file; a text longer than any path is not asked about.
    name == "-" || (name.len() < 4_096 && Path::new(name).exists() && !Path::new(name).is_dir())
}

/// A JSON object from a file or standard input, as strict as the protocol.
pub fn read_object(name: &str) -> Result<Object, Failure> {
    let bytes = read_bytes(name)?;
    json::parse_object(&bytes, 12).map_err(|e| {
        Failure::coded(
            e.code(),
            format_args!("{name}: {e}"),
            "write strict JSON: integers only, no member twice, UTF-8 without byte-order mark",
        )
    })
}

/// A dossier from an argument: text, link, digits, a text file, a picture, or `-`.
pub fn read_dossier(name: &str) -> Result<Dossier, Failure> {
    let text = if is_file(name) {
        let bytes = read_bytes(name)?;
        if picture::is_picture(&bytes) {
            picture::texts(&bytes)
                .map_err(|code| {
                    Failure::coded(code, name, "take a sharper picture, or paste the link")
                })?
                .into_iter()
                .find(|text| Dossier::read(text).is_ok())
                .unwrap_or_default()
        } else {
            text(&bytes)
        }
    } else {
        name.to_owned()
    };
    Dossier::read(&text).map_err(|e| {
        let short: String = name.chars().take(60).collect();
        Failure::coded(
            e.code(),
            format_args!("{short}: {e}"),
            "give dossier text, a link, digits, or the name of a file that holds one",
        )
    })
}

/// The receipt of a dossier; nothing of it is verified.
pub fn receipt_of(dossier: &Dossier) -> Result<Statement, Failure> {
    dossier
        .parts()
        .filter_map(|part| Statement::parse(part).ok())
        .find(|statement| statement.typ() == StatementType::Receipt)
        .ok_or_else(|| {
            Failure::coded(
                "not_a_receipt",
                "no receipt in the dossier",
                "sign the receipt with `receipt issue` first",
            )
        })
}

/// Lists faults of a file in one failure.
pub fn faulty(name: &str, faults: &[Fault]) -> Failure {
    let listed: Vec<String> = faults
        .iter()
        .map(|f| format!("{} ({})", f.member(), f.code()))
        .collect();
    Failure::coded(
        "file_invalid",
        format_args!("{name}: {}", listed.join(", ")),
        "make the file with `receipt keygen`",
    )
}

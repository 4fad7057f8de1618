//! From an argument to the texts that it holds.

use receipt_verifier::Dossier;

use crate::failure::Failure;
use crate::{picture, source};

pub enum Input {
    Text(String),
    /// The texts of a picture's codes: a slip may carry other codes too.
    Texts(Vec<String>),
    /// Nothing to read, and the code of why.
    NoText(&'static str),
}

pub fn read(name: &str) -> Result<Vec<Input>, Failure> {
    if !source::is_file(name) {
        if looks_like_path(name) {
            return Err(Failure::coded(
                "file_not_found",
                name,
                "check the path, or give the receipt's text itself",
            ));
        }
        return Ok(vec![Input::Text(name.to_owned())]);
    }
    let bytes = source::read_bytes(name)?;
    if picture::is_picture(&bytes) {
        return Ok(vec![from_picture(&bytes)]);
    }
    let text = source::text(&bytes);
    Ok(from_text(&text))
}

/// An argument that is no receipt, and that has the looks of a file's name: a typing error, better said than verified.
fn looks_like_path(name: &str) -> bool {
    let extension = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    Dossier::read(name).is_err()
        && !name.contains("://")
        && [
            "png", "jpg", "jpeg", "webp", "txt", "jwt", "json", "dossier",
        ]
        .contains(&extension.as_str())
}

fn from_picture(bytes: &[u8]) -> Input {
    match picture::texts(bytes) {
        Ok(texts) => Input::Texts(texts),
        Err("no_code_in_picture") => Input::NoText("no_code_in_picture"),
        Err(_) => Input::NoText("picture_unreadable"),
    }
}

/// A file with several receipts holds one a line. With at most one, the file is a single message: digits may be wrapped over its lines.
fn from_text(text: &str) -> Vec<Input> {
    let receipts = text.lines().filter(|line| Dossier::read(line).is_ok());
    if receipts.count() < 2 {
        return vec![Input::Text(text.to_owned())];
    }
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Input::Text(line.to_owned()))
        .collect()
}

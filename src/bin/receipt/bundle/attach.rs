//! Files that stay where they are: a bundle holds their hashes.

use std::path::Path;

use receipt_verifier::bundle::sha256_hex;
use receipt_verifier::json::{Object, Value};

use crate::failure::Failure;
use crate::source;

/// `FILE[,FROM[,TO]]`: a moment of a recording as seconds or h:mm:ss.
#[derive(Debug, Clone)]
pub struct Attached {
    file: String,
    from: Option<i64>,
    to: Option<i64>,
}

impl Attached {
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = text.split(',');
        let file = pieces.next().unwrap_or_default().to_owned();
        let mut moment = || pieces.next().map(seconds).transpose();
        let (from, to) = (moment()?, moment()?);
        match (file.is_empty(), pieces.next()) {
            (false, None) => Ok(Self { file, from, to }),
            _ => Err("write FILE, or FILE,0:14:05,0:16:30 for a recording".to_owned()),
        }
    }

    /// As the core takes it; `kind` where it is known better than by its name.
    pub fn describe(&self, kind: Option<&str>) -> Result<Object, Failure> {
        let bytes = source::read_bytes(&self.file)?;
        let name = Path::new(&self.file).file_name().unwrap_or_default();
        let mut out = Object::default();
        let mut text = |name: &str, value: &str| out.set(name, Value::Text(value.to_owned()));
        text("name", &name.to_string_lossy());
        text("kind", kind.unwrap_or_else(|| kind_of(&self.file)));
        text("sha256", &sha256_hex(&bytes));
        out.set(
            "size",
            Value::Int(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        );
        for (name, value) in [("from", self.from), ("to", self.to)] {
            if let Some(value) = value {
                out.set(name, Value::Int(value));
            }
        }
        Ok(out)
    }
}

fn seconds(text: &str) -> Result<i64, String> {
    let mut total = 0_i64;
    for piece in text.split(':') {
        let piece: u32 = piece
            .parse()
            .map_err(|_| format!("{text} is no moment: write seconds, or h:mm:ss"))?;
        total = total.saturating_mul(60).saturating_add(i64::from(piece));
    }
    Ok(total)
}

fn kind_of(file: &str) -> &'static str {
    let end = file.rsplit('.').next().unwrap_or_default();
    match end.to_ascii_lowercase().as_str() {
        "mp4" | "mov" | "mkv" | "avi" | "webm" | "dav" => "video",
        "mp3" | "m4a" | "wav" | "amr" | "ogg" => "sound",
        "png" | "jpg" | "jpeg" | "webp" | "heic" | "tif" | "tiff" => "picture",
        "eml" | "msg" => "message",
        _ => "document",
    }
}

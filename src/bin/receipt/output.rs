//! Standard output, where a closed pipe is an end and not an accident.

use std::fmt;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use receipt_verifier::json;

use crate::failure::Failure;

pub fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(|e| match e.kind() {
            ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::WriteFile("standard output".into(), e),
        })
}

/// Into a file, or to standard output for `-`.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        return print_bytes(bytes);
    }
    std::fs::write(path, bytes).map_err(Failure::write(path))
}

/// Replaces a file in one step: whoever reads it meanwhile, or after a power cut, sees the old one or the new one and nothing between.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // A device or a pipe is written to, not replaced; behind a link, the file is.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path == Path::new("-") || (target.exists() && !target.is_file()) {
        return write(path, bytes);
    }
    if holds_private_key(&target) {
        return Err(Failure::Exists(path.to_owned()));
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let new = target.with_file_name(name);
    let written = std::fs::File::create(&new)
        .and_then(|mut file| {
            if let Ok(old) = std::fs::metadata(&target) {
                file.set_permissions(old.permissions())?;
            }
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&new, &target));
    written.map_err(|e| {
        // What was half written is nobody's.
        let _ = std::fs::remove_file(&new);
        Failure::WriteFile(path.to_owned(), e)
    })
}

/// A key is gone for good when a slip of the tongue names its file as the place for something else.
fn holds_private_key(path: &Path) -> bool {
    let small = std::fs::metadata(path).is_ok_and(|m| m.len() < 65_536);
    small
        && std::fs::read(path)
            .ok()
            .and_then(|bytes| json::parse_object(&bytes, 4).ok())
            .is_some_and(|object| object.get("d").is_some())
}

/// `1 fault`, `2 faults`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Something that the command does all the same, with a code for scripts, why it is said, and what to do about it.
pub fn warn(code: &str, about: impl fmt::Display, help: &str) {
    eprintln!("warning[{code}]: {about}\n  help: {help}");
}

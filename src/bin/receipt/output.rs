//! Standard output, where a closed pipe is an end and not an accident.

use std::fmt;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

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

/// Something that the command does all the same, with a code for scripts, why it is said, and what to do about it.
pub fn warn(code: &str, about: impl fmt::Display, help: &str) {
    eprintln!("warning[{code}]: {about}\n  help: {help}");
}

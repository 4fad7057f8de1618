//! Standard output, where a closed pipe is an end and not an accident.

use std::io::{ErrorKind, Write as _};

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

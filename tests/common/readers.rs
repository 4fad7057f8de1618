//! QR readers that we did not write, run as programs where they are installed.
#![allow(dead_code, clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A picture and the text that is in it.
pub type Picture = (PathBuf, String);

fn python() -> String {
    std::env::var("RECEIPT_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

/// Whether a reader answers; says so when it does not.
fn present(name: &str, mut probe: Command) -> bool {
    let answers = probe
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !answers {
        assert!(
            std::env::var_os("RECEIPT_THIRD_PARTY").is_none_or(|value| value != "1"),
            "{name} is not installed"
        );
        eprintln!("skipped: {name} is not installed");
    }
    answers
}

pub fn zxing_is_present() -> bool {
    let mut probe = Command::new(python());
    probe.args(["-c", "import zxingcpp, PIL"]);
    present("zxing-cpp", probe)
}

pub fn zbar_is_present() -> bool {
    let mut probe = Command::new("zbarimg");
    probe.arg("--version");
    present("zbar", probe)
}

pub fn read_with_zxing(pictures: &[Picture]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/read_qr.py");
    let mut child = Command::new(python())
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut list = String::new();
    for (path, _) in pictures {
        list.push_str(path.to_str().unwrap());
        list.push('\n');
    }
    // Answers are short and few: they fit the pipe while the list is written.
    child
        .stdin
        .take()
        .unwrap()
        .write_all(list.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

pub fn read_with_zbar(picture: &Picture) -> String {
    let output = Command::new("zbarimg")
        .args([
            "--quiet",
            "--raw",
            "--nodbus",
            "-Sdisable",
            "-Sqrcode.enable",
        ])
        .arg(&picture.0)
        .output()
        .unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .trim_end()
        .to_owned()
}

pub fn assert_read(reader: &str, pictures: &[Picture], texts: &[String]) {
    assert_eq!(pictures.len(), texts.len(), "{reader} answered less often");
    for ((path, text), read) in pictures.iter().zip(texts) {
        assert_eq!(read, text, "{reader} on {}", path.display());
    }
}

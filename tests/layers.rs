//! The arrows point one way: the core knows no JavaScript, no clock and no I/O; the boundary and the command line know the core.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn sources(of: impl Fn(&Path) -> bool) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files
        .into_iter()
        .map(|f| f.strip_prefix(&src).unwrap().to_owned())
        .filter(|f| of(f))
        .map(|f| (f.clone(), fs::read_to_string(src.join(&f)).unwrap()))
        .collect()
}

fn is_core(file: &Path) -> bool {
    !file.starts_with("web") && !file.starts_with("bin")
}

fn assert_none_says(files: &[(PathBuf, String)], words: &[&str]) {
    assert!(!files.is_empty());
    for (file, text) in files {
        let code: String = text
            .split("\nmod tests {")
            .next()
            .unwrap()
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for word in words {
            assert!(!code.contains(word), "{} says {word}", file.display());
        }
    }
}

#[test]
fn the_core_knows_no_javascript_no_clock_and_no_io() {
    assert_none_says(
        &sources(is_core),
        &[
            "wasm_bindgen",
            "js_sys",
            "web_sys",
            "std::time",
            "SystemTime",
            "Instant",
            "std::fs",
            "std::io",
            "std::env",
            "std::net",
            "std::process",
            "println!",
            "eprintln!",
            "getrandom",
        ],
    );
}

#[test]
fn money_and_verdicts_know_no_floats() {
    // The reader's geometry is another matter: a symbol's corners are not whole pixels.
    assert_none_says(
        &sources(|f| is_core(f) && !f.starts_with("scan") && f != Path::new("scan.rs")),
        &["f32", "f64"],
    );
}

#[test]
fn the_core_does_not_reach_up() {
    assert_none_says(&sources(is_core), &["crate::web", "super::web"]);
    // Statements know nothing of trust, trust nothing of verdicts, and only the verifier makes a verified receipt.
    let low = sources(|f| {
        [
            "json.rs",
            "base64url.rs",
            "key.rs",
            "money.rs",
            "time.rs",
            "text.rs",
            "origin.rs",
            "statement.rs",
            "claims.rs",
            "vocabulary.rs",
            "digits.rs",
        ]
        .iter()
        .any(|n| f == Path::new(n))
            || f.starts_with("armour")
    });
    assert_none_says(
        &low,
        &[
            "crate::trust",
            "crate::verify",
            "crate::report",
            "crate::receipt",
            "crate::issue",
        ],
    );
    assert_none_says(
        &sources(|f| f.starts_with("trust") || f.starts_with("receipt")),
        &["crate::verify", "crate::report", "crate::issue"],
    );
    let makers = sources(|f| {
        is_core(f)
            && !f.starts_with("verify")
            && f != Path::new("verify.rs")
            && f != Path::new("report.rs")
    });
    assert_none_says(&makers, &["VerifiedReceipt::new"]);
}

#[test]
fn nothing_is_unsafe_and_nothing_is_unfinished() {
    assert_none_says(
        &sources(|_| true),
        &[
            "unsafe ",
            "todo!(",
            "unimplemented!(",
            ".unwrap()",
            ".expect(",
        ],
    );
}

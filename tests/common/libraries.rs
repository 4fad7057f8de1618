//! Other people's JOSE libraries, where they are in place.

use std::path::{Path, PathBuf};
use std::process::Command;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn folder() -> PathBuf {
    root().join("tests").join("interop")
}

/// The first of these programs for which the question is answered with success.
pub fn find(what: &str, programs: &[PathBuf], question: &[&str]) -> Option<PathBuf> {
    let found = programs.iter().find(|program| {
        Command::new(program)
            .current_dir(folder())
            .args(question)
            .output()
            .is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        let sentence = format!("{what} is not here: run tests/interop/setup.sh, then test again");
        assert!(
            std::env::var_os("RECEIPT_INTEROP").is_none_or(|wanted| wanted != "1"),
            "{sentence}"
        );
        eprintln!("skipped: {sentence}");
    }
    found.cloned()
}

pub fn python() -> Option<PathBuf> {
    let own = root().join("target").join("tools").join("python");
    let programs = [
        own.join("bin").join("python"),
        own.join("Scripts").join("python.exe"),
        PathBuf::from("python3"),
    ];
    find("Python's joserfc", &programs, &["-c", "import joserfc"])
}

pub fn node() -> Option<PathBuf> {
    let question = ["--input-type=module", "--eval", "import 'jose'"];
    find("Node's jose", &[PathBuf::from("node")], &question)
}

/// A Java that compiles what it runs. Nobody has to have one, so its absence is never a fault.
pub fn java() -> Option<PathBuf> {
    let java = PathBuf::from("java");
    let modules = Command::new(&java).arg("--list-modules").output();
    let modules = modules.map_or_else(|_| Vec::new(), |output| output.stdout);
    let version = String::from_utf8_lossy(&modules).lines().find_map(|line| {
        let version = line.strip_prefix("jdk.compiler@")?;
        version.split('.').next()?.parse::<u32>().ok()
    });
    if version.is_some_and(|version| version >= 17) {
        return Some(java);
    }
    eprintln!("skipped: no JDK of version 17 or newer");
    None
}

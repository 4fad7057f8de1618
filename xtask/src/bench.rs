//! Runs the benchmarks in `benches/`.

use crate::places::Places;
use crate::step;
use anyhow::{Context, Result, bail};
use std::path::Path;

pub fn run(places: &Places, arguments: &[String]) -> Result<()> {
    let mut command = places.command("cargo");
    command
        .args(["bench", "--locked", "--features", "cli"])
        .args(arguments);
    // Its figures are the point: straight to the terminal.
    if !command.status().context("cannot start cargo")?.success() {
        bail!("a benchmark failed; its message is above");
    }
    Ok(())
}

/// Installs what a benchmark compares with, in its own folder.
pub fn install_peers(places: &Places, bench: &Path, what: &str) -> Result<()> {
    let mut install = places.npm(&["ci", "--no-audit", "--no-fund"]);
    install.current_dir(bench);
    step::run(
        &format!(
            "Installing {what} (npm ci in {})",
            bench.strip_prefix(&places.root).unwrap_or(bench).display()
        ),
        &mut install,
        "It needs access to the npm registry.",
    )?;
    Ok(())
}

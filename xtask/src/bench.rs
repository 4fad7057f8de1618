//! Runs the benchmarks in `benches/`.

use crate::places::Places;
use anyhow::{Context, Result, bail};

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

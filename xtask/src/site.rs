//! Builds everything that the page consists of.

use crate::places::Places;
use crate::{samples, setup, step, wasm};
use anyhow::Result;

/// Tools, wasm modules, sample slips, then the page itself into `www/dist`.
pub fn build(places: &Places) -> Result<()> {
    setup::build_tools(places)?;
    wasm::build(places)?;
    let mut receipt = places.command("cargo");
    receipt.args([
        "build",
        "--locked",
        "--release",
        "--features",
        "cli",
        "--bin",
        "receipt",
    ]);
    step::run(
        "Building the receipt command",
        &mut receipt,
        "The compiler's message is above.",
    )?;
    samples::make(places)?;
    step::run(
        "Building the page",
        &mut places.npm(&["run", "build"]),
        "The message of Vite is above.",
    )?;
    Ok(())
}

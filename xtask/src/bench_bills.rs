//! `cargo xtask bench bills`: long statement files, read and searched by the settle module, beside libraries that only read them.

use crate::bench::install_peers;
use crate::places::Places;
use crate::{setup, wasm};
use anyhow::{Context, Result, bail};
use clap::Args;

#[derive(Args)]
pub struct Options {
    /// Of each file.
    #[arg(long, default_value_t = 100_000)]
    lines: u32,
    /// The median of so many rounds is printed.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
}

pub fn run(places: &Places, options: &Options) -> Result<()> {
    setup::build_tools(places)?;
    wasm::build(places)?;
    let chromium = setup::chromium(places)?;
    let bench = places.root.join("benches").join("bills");
    install_peers(places, &bench, "the libraries to compare with")?;
    let mut measure = places.command("node");
    measure
        .arg(bench.join("measure.mjs"))
        .arg(places.www.join("src").join("wasm").join("settle"))
        .env("LINES", options.lines.to_string())
        .env("ROUNDS", options.rounds.to_string())
        .env("CHROME", &chromium.browser);
    // The table is the point: straight to the terminal.
    if !measure.status().context("cannot start node")?.success() {
        bail!("the benchmark failed; its message is above");
    }
    Ok(())
}

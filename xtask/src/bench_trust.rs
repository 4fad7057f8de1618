//! `cargo xtask bench trust`: a long trust list in Chromium, beside one of a single shop.

use crate::places::Places;
use crate::{setup, step, wasm};
use anyhow::{Context, Result, bail};
use clap::Args;

#[derive(Args)]
pub struct Options {
    #[arg(long, default_value_t = 10_000)]
    issuers: u32,
    /// Of all of them together.
    #[arg(long, default_value_t = 50_000)]
    keys: u32,
    /// The median of so many loads is printed.
    #[arg(long, default_value_t = 11)]
    rounds: u32,
}

pub fn run(places: &Places, options: &Options) -> Result<()> {
    setup::build_tools(places)?;
    wasm::build(places)?;
    let chromium = setup::chromium(places)?;
    let lists = places.root.join("target").join("trust-lists");
    let mut make = places.command("cargo");
    make.args(["run", "--release", "--quiet", "--locked"])
        .args(["--features", "cli", "--example", "large_list", "--"])
        .arg(&lists)
        .args(["--issuers", &options.issuers.to_string()])
        .args(["--keys", &options.keys.to_string()]);
    let sentence = format!(
        "Signing a list of {} shops with {} keys",
        options.issuers, options.keys
    );
    step::run(&sentence, &mut make, "The compiler's message is above.")?;
    let mut measure = places.command("node");
    measure
        .arg(
            places
                .root
                .join("benches")
                .join("trust")
                .join("measure.mjs"),
        )
        .arg(&lists)
        .arg(places.www.join("src").join("wasm").join("verify"))
        .env("ROUNDS", options.rounds.to_string())
        .env("CHROME", &chromium.browser);
    // The table is the point: straight to the terminal.
    if !measure.status().context("cannot start node")?.success() {
        bail!("the benchmark failed; its message is above");
    }
    Ok(())
}

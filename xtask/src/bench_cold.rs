//! `cargo xtask bench cold`: how long a first visit takes to its verdict, beside a page that uses jose alone.

use crate::bench::install_peers;
use crate::places::Places;
use crate::{site, step};
use anyhow::{Context, Result, bail};

pub fn run(places: &Places) -> Result<()> {
    site::build(places)?;
    let bench = places.root.join("benches").join("cold");
    install_peers(places, &bench, "jose")?;
    let mut prepare = places.command("node");
    prepare.arg(bench.join("prepare.mjs"));
    step::run(
        "Taking a sample receipt and its key",
        &mut prepare,
        "The message of Node is above.",
    )?;
    let mut peer = places.command("vite");
    peer.current_dir(&bench).args(["build"]);
    step::run(
        "Building the page that uses jose alone",
        &mut peer,
        "The message of Vite is above.",
    )?;
    let mut measure = places.command("node");
    measure.arg(bench.join("measure.mjs"));
    // The table is the point: straight to the terminal.
    if !measure.status().context("cannot start node")?.success() {
        bail!("the benchmark failed; its message is above");
    }
    Ok(())
}

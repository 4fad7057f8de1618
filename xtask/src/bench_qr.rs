//! `cargo xtask bench qr`: QR readers side by side on thermal slips that are drawn for it and, where somebody has them, on
//! photographs.

use crate::bench::install_peers;
use crate::places::Places;
use crate::{setup, step, wasm};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Options {
    /// A folder of photographs with a manifest.tsv: id, set, grey PGM file, width and height a line.
    #[arg(long)]
    photos: Option<PathBuf>,
    /// What the photographs say: a JSON object of id to accepted texts.
    #[arg(long, requires = "photos")]
    truth: Option<PathBuf>,
    /// Slips of each severity. Seeds from 5000 on: the reader was tuned on others.
    #[arg(long, default_value_t = 60)]
    slips: u32,
    #[arg(long, default_value_t = 5_000)]
    from: u32,
}

/// Severity and frame height of the sets that are drawn.
const SETS: [(&str, &str); 5] = [
    ("mild", "720"),
    ("moderate", "720"),
    ("hard", "720"),
    ("moderate", "1080"),
    ("blank", "720"),
];

pub fn run(places: &Places, options: &Options) -> Result<()> {
    setup::build_tools(places)?;
    wasm::build(places)?;
    let bench = places.root.join("benches").join("qr");
    install_peers(places, &bench, "the other readers")?;
    let slips = places.root.join("target").join("qr-slips");
    if slips.exists() {
        fs::remove_dir_all(&slips).with_context(|| format!("cannot empty {}", slips.display()))?;
    }
    for (severity, height) in SETS {
        draw(places, options, &slips, severity, height)?;
    }

    let mut command = places.command("node");
    command
        .arg(bench.join("run.mjs"))
        .arg(places.www.join("src").join("wasm").join("scan"))
        .arg(options.truth.as_deref().unwrap_or(Path::new("-")))
        .arg(slips.join("manifest.tsv"));
    if let Some(photos) = &options.photos {
        command.arg(photos.join("manifest.tsv"));
    }
    // The table is the point: straight to the terminal.
    if !command.status().context("cannot start node")?.success() {
        bail!("the benchmark failed; its message is above");
    }
    Ok(())
}

fn draw(
    places: &Places,
    options: &Options,
    folder: &Path,
    severity: &str,
    height: &str,
) -> Result<()> {
    let mut command = places.command("cargo");
    command
        .args([
            "run",
            "--release",
            "--quiet",
            "--locked",
            "--features",
            "cli",
        ])
        .args(["--example", "slips", "--"])
        .arg(folder)
        .args(["--severity", severity, "--frame", height])
        .args(["--from", &options.from.to_string()])
        .args(["--count", &options.slips.to_string()]);
    let sentence = format!(
        "Drawing {} {severity} slips, {height} pixels high",
        options.slips
    );
    step::run(&sentence, &mut command, "The compiler's message is above.")?;
    Ok(())
}

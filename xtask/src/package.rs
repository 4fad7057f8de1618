//! `cargo xtask package`: the npm package and the one-file builds, with their sizes and hashes.

use crate::places::Places;
use crate::{setup, step, wasm};
use anyhow::Result;

/// Builds `www/dist-package`, packs it beside the other build products, and prints what a host needs to know.
pub fn build(places: &Places) -> Result<()> {
    setup::build_tools(places)?;
    wasm::build(places)?;
    // A line a file: bytes, bytes after brotli, and the hash for the `integrity` attribute.
    let sizes = step::run(
        "Building the package",
        &mut places.npm(&["run", "--silent", "package"]),
        "The message of Vite is above.",
    )?;
    println!("{}", sizes.trim_end());
    let folder = places.root.join("target").join("package");
    std::fs::create_dir_all(&folder)?;
    let mut pack = places.npm(&["pack", "--silent", "./dist-package", "--pack-destination"]);
    pack.arg(&folder);
    let name = step::run("Packing it", &mut pack, "npm's message is above.")?;
    println!("{}", folder.join(name.trim()).display());
    Ok(())
}

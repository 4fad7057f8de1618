//! Builds the wasm modules of `wasm-pack.toml` and holds each against its budget.

use crate::modules::{self, Module};
use crate::places::{Places, files_below};
use crate::step;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Left in a module's folder: the hash of what it was built from.
const STAMP: &str = ".built-from";

pub fn modules(places: &Places) -> Result<Vec<Module>> {
    let file = places.root.join("wasm-pack.toml");
    modules::parse(
        &fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?,
    )
}

/// Builds what has changed, prints every module's sizes, and fails when one exceeds its budget.
pub fn build(places: &Places) -> Result<()> {
    let mut over = Vec::new();
    for module in modules(places)? {
        build_module(places, &module)?;
        let sizes = Sizes::of(&places.root.join(&module.out_dir).join(module.wasm_file()))?;
        println!(
            "  {:<8} {:>7} bytes, gzip {:>6}, brotli {:>6} of {} allowed",
            module.name, sizes.raw, sizes.gzip, sizes.brotli, module.brotli_budget
        );
        if sizes.brotli > module.brotli_budget {
            over.push(format!(
                "module {} is {} bytes over its budget of {} (brotli)",
                module.name,
                sizes.brotli - module.brotli_budget,
                module.brotli_budget
            ));
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    bail!(
        "{}. Make it smaller, or raise brotli-budget in wasm-pack.toml and say why in the commit.",
        over.join("; ")
    )
}

fn build_module(places: &Places, module: &Module) -> Result<()> {
    let out = places.root.join(&module.out_dir);
    let stamp = out.join(STAMP);
    let wanted = built_from(places, module)?;
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted)
        && out.join(module.wasm_file()).is_file()
    {
        println!("✓ Wasm module {} is up to date", module.name);
        return Ok(());
    }
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    let mut command = places.command("wasm-pack");
    command
        .args(module.arguments())
        .env_remove("RUSTFLAGS")
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            encoded(without_paths(places), module),
        );
    let sentence = format!("Building the wasm module {}", module.name);
    step::run(&sentence, &mut command, "The compiler's message is above.")?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// A hash over everything that the module is made from.
fn built_from(places: &Places, module: &Module) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(format!("{:?} {:?}", module.arguments(), module.rustflags));
    let optimiser = places.command("wasm-opt").arg("--version").output();
    hash.update(optimiser.map(|output| output.stdout).unwrap_or_default());
    let fixed =
        ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml"].map(|name| places.root.join(name));
    for file in fixed
        .into_iter()
        .chain(files_below(&places.root.join("src"))?)
    {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(&places.root).unwrap_or(&file);
        hash.update(format!("\n{} {}\n", name.display(), bytes.len()));
        hash.update(bytes);
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// Panic messages name source files. Without these flags they would carry this machine's folders into the shipped
/// file, and two machines would build two different files.
fn without_paths(places: &Places) -> Vec<String> {
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    let registries = fs::read_dir(cargo_home.join("registry").join("src"));
    let registries = registries.into_iter().flatten().flatten();
    registries
        .map(|entry| entry.path())
        .chain([places.root.clone()])
        .map(|folder| format!("--remap-path-prefix={}=", folder.display()))
        .collect()
}

/// The module's own compiler flags after the given ones, as `CARGO_ENCODED_RUSTFLAGS` wants them.
pub fn encoded(mut flags: Vec<String>, module: &Module) -> String {
    flags.extend_from_slice(&module.rustflags);
    flags.join("\u{1f}")
}

struct Sizes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Sizes {
    fn of(file: &Path) -> Result<Self> {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&bytes)?;
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
        brotli.write_all(&bytes)?;
        Ok(Self {
            raw: bytes.len() as u64,
            gzip: gzip.finish()?.len() as u64,
            brotli: brotli.into_inner().len() as u64,
        })
    }
}

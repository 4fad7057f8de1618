//! Installs what building and testing need: looked for first, pinned, kept in `target/tools` and `www/node_modules`.

use crate::places::{Places, on_own_path};
use crate::step;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const WASM_PACK: &str = "0.15.1";

/// What building needs.
pub fn build_tools(places: &Places) -> Result<()> {
    wasm_target(places)?;
    let bindgen = locked_version(places, "wasm-bindgen")?;
    cargo_tool(places, "wasm-pack", "wasm-pack", WASM_PACK, &["--locked"])?;
    // Without --locked: the lock file that its release carries names versions that registries no longer serve.
    cargo_tool(places, "wasm-bindgen", "wasm-bindgen-cli", &bindgen, &[])?;
    npm_packages(places)
}

fn wasm_target(places: &Places) -> Result<()> {
    let sysroot = places
        .command("rustc")
        .args(["--print", "sysroot"])
        .output()
        .context("cannot start rustc")?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
    if sysroot
        .join("lib")
        .join("rustlib")
        .join(WASM_TARGET)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    let sentence = format!("Adding the Rust target {WASM_TARGET} (seconds)");
    let remedy = format!(
        "Add the Rust target {WASM_TARGET} by hand: with rustup, or from your system's packages."
    );
    step::run(
        &sentence,
        places
            .command("rustup")
            .args(["target", "add", WASM_TARGET]),
        &remedy,
    )
    .context(remedy.clone())?;
    Ok(())
}

/// A tool of ours at exactly this version, built from its crate when it is not there yet.
fn cargo_tool(
    places: &Places,
    program: &str,
    package: &str,
    version: &str,
    flags: &[&str],
) -> Result<()> {
    let binary = places
        .tools
        .join("bin")
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if binary.is_file() {
        let found = places
            .command(program)
            .arg("--version")
            .output()
            .map(|output| output.stdout)
            .unwrap_or_default();
        if String::from_utf8_lossy(&found).split_whitespace().nth(1) == Some(version) {
            return Ok(());
        }
    }
    let mut command = places.command("cargo");
    command
        .args(["install", package, "--version", version, "--force"])
        .args(flags)
        .arg("--root")
        .arg(&places.tools);
    // One folder for both tools, so that the second reuses what the first compiled. Flags meant for our own code must
    // not fail somebody else's.
    command
        .env("CARGO_TARGET_DIR", places.tools.join("build"))
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    let sentence = format!("Installing {package} {version} into target/tools (once; some minutes)");
    step::run(
        &sentence,
        &mut command,
        "It needs a C compiler and access to the crate registry; then run the same command again.",
    )?;
    Ok(())
}

/// The version of a package in Cargo.lock.
fn locked_version(places: &Places, package: &str) -> Result<String> {
    let lock =
        fs::read_to_string(places.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let lock: toml::Table = toml::from_str(&lock).context("cannot read Cargo.lock")?;
    lock.get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .and_then(|entry| entry.get("version")?.as_str().map(String::from))
        .with_context(|| format!("Cargo.lock does not name {package}"))
}

fn npm_packages(places: &Places) -> Result<()> {
    // npm leaves a copy of the lock file inside node_modules when it is done.
    let (lock, installed) = (
        places.www.join("package-lock.json"),
        places.www.join("node_modules").join(".package-lock.json"),
    );
    let written = |file: &Path| fs::metadata(file).and_then(|data| data.modified()).ok();
    if written(&installed).is_some_and(|done| written(&lock).is_some_and(|wanted| done >= wanted)) {
        return Ok(());
    }
    if on_own_path("npm").is_none() {
        bail!(
            "Node.js is missing: install version 20.19 or newer (https://nodejs.org), then run the same command again."
        );
    }
    let mut command = places.npm(&["ci", "--no-audit", "--no-fund"]);
    let remedy = "It needs Node.js 20.19 or newer and access to the npm registry; then run the same command again.";
    step::run(
        "Installing the page's npm packages (npm ci)",
        &mut command,
        remedy,
    )?;
    // The copy may keep an older date than a freshly checked-out lock file.
    fs::File::options()
        .append(true)
        .open(&installed)
        .and_then(|file| file.set_modified(std::time::SystemTime::now()))
        .ok();
    Ok(())
}

/// A browser and its driver, for the tests.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

/// Chromium and its driver: those that the environment names, those on the path, or those of the system's packages.
pub fn chromium(places: &Places) -> Result<Chromium> {
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    let by_hand = "Install Chromium (or Google Chrome) and the chromedriver of the same version so that both are on the PATH, \
                   or name them in the variables CHROME and CHROMEDRIVER; then run the same command again.";
    let Some(prefix) = root_prefix() else {
        bail!("The tests need a browser. {by_hand}")
    };
    apt(
        places,
        &prefix,
        "Installing Chromium, its driver and zbar (apt-get install; about 100 MB)",
        &[
            "chromium",
            "chromium-driver",
            // A reader of other people's making, for tests/thirdparty_readers.rs.
            "zbar-tools",
        ],
        by_hand,
    )?;
    find_chromium()
        .with_context(|| format!("apt-get has installed no browser that we can find. {by_hand}"))
}

/// What PROTOCOL section 9.4 checks a bundle with by hand: a test runs its commands as they stand.
pub fn stock_tools(places: &Places) -> Result<()> {
    let all = ["unzip", "sha256sum", "openssl", "python3"];
    let missing: Vec<&str> = (all.into_iter())
        .filter(|program| on_own_path(program).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "Install {}; then run the same command again.",
        missing.join(", ")
    );
    let Some(prefix) = root_prefix() else {
        bail!("A bundle is checked by hand, with other people's tools. {by_hand}")
    };
    apt(
        places,
        &prefix,
        "Installing unzip, openssl and python3 (apt-get install)",
        &["unzip", "coreutils", "openssl", "python3"],
        &by_hand,
    )
}

/// The browsers of two other engines, for one look each. Only where we are root anyway, as in a container: nobody's own
/// machine gets them unasked, and their tests say "skipped" without them.
pub fn other_browsers(places: &Places) {
    let all = ["firefox-esr", "WebKitWebDriver", "Xvfb"];
    let missing = all.iter().any(|program| on_own_path(program).is_none());
    let Some(prefix) = root_prefix().filter(|prefix| missing && prefix.is_empty()) else {
        return;
    };
    apt(
        places,
        &prefix,
        "Installing Firefox and WebKitGTK (apt-get install; about 150 MB)",
        &["firefox-esr", "webkit2gtk-driver", "xvfb"],
        "Their tests are skipped.",
    )
    .unwrap_or_else(|error| println!("  {error}"));
}

fn apt(
    places: &Places,
    prefix: &[&str],
    sentence: &str,
    packages: &[&str],
    remedy: &str,
) -> Result<()> {
    let apt_get = |arguments: &[&str]| {
        let mut words = prefix.iter().copied().chain(["apt-get"]);
        let mut command = places.command(words.next().unwrap_or("apt-get"));
        command
            .args(words)
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    step::run(
        "Reading the system's package lists (apt-get update)",
        &mut apt_get(&["update"]),
        remedy,
    )?;
    let mut install = apt_get(&["install", "--yes", "--no-install-recommends"]);
    step::run(sentence, install.args(packages), remedy)?;
    Ok(())
}

fn find_chromium() -> Option<Chromium> {
    let named = |variable: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .filter(|file| file.is_file())
    };
    let browsers = [
        "chromium",
        "google-chrome",
        "google-chrome-stable",
        "chromium-browser",
        "chrome",
    ];
    let browser = named("CHROME").or_else(|| browsers.into_iter().find_map(on_own_path))?;
    let driver = named("CHROMEDRIVER").or_else(|| on_own_path("chromedriver"))?;
    Some(Chromium { browser, driver })
}

/// What to put in front of a command to run it as root; `None` where apt-get or that right is missing.
fn root_prefix() -> Option<Vec<&'static str>> {
    on_own_path("apt-get")?;
    let id = std::process::Command::new("id").arg("-u").output().ok()?;
    if String::from_utf8_lossy(&id.stdout).trim() == "0" {
        return Some(Vec::new());
    }
    let sudo = std::process::Command::new("sudo")
        .args(["-n", "true"])
        .output()
        .ok()?;
    // Without asking for a password: nobody may be there to type it.
    sudo.status.success().then(|| vec!["sudo", "-n"])
}

//! Everything that continuous integration runs, in the order in which faults are cheapest to find.

use crate::modules::Module;
use crate::places::Places;
use crate::setup::{self, Chromium};
use crate::tally::Tally;
use crate::{site, step, wasm};
use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};
use std::process::Command;

#[derive(Args)]
pub struct Options {
    /// Only this part; may be given more than once.
    #[arg(long, value_enum)]
    only: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting, Clippy, the core's freedom from JavaScript, types and style of the page
    Lint,
    /// Rust tests on this machine
    Native,
    /// Rust tests as WebAssembly in a headless browser
    Wasm,
    /// The page in a headless browser
    Browser,
}

const ALL: [Part; 4] = [Part::Lint, Part::Native, Part::Wasm, Part::Browser];

/// Runs the parts asked for. The last line is `N passed, M failed`, whatever happens.
pub fn run(places: &Places, options: &Options) -> Result<()> {
    let parts = if options.only.is_empty() {
        ALL.to_vec()
    } else {
        options.only.clone()
    };
    let mut tally = Tally::default();
    let result = run_parts(places, &parts, &mut tally);
    if let Err(error) = &result {
        println!("{error:#}");
        // A step that failed before its runner could count anything is one failure.
        tally.failed = tally.failed.max(1);
    }
    println!("{tally}");
    // The sentence is already above the last line.
    if result.is_err() {
        std::process::exit(1)
    }
    Ok(())
}

fn run_parts(places: &Places, parts: &[Part], tally: &mut Tally) -> Result<()> {
    setup::build_tools(places)?;
    let in_browser = parts.contains(&Part::Wasm) || parts.contains(&Part::Browser);
    let chromium = if in_browser {
        Some(setup::chromium(places)?)
    } else {
        None
    };
    if parts.contains(&Part::Native) {
        setup::stock_tools(places)?;
    }
    for part in parts {
        match (part, &chromium) {
            (Part::Lint, _) => lint(places)?,
            (Part::Native, _) => native(places, tally)?,
            (Part::Wasm, Some(chromium)) => wasm_tests(places, chromium, tally)?,
            (Part::Browser, Some(chromium)) => browser(places, chromium, tally)?,
            (Part::Wasm | Part::Browser, None) => bail!("no browser"),
        }
    }
    if parts.iter().any(|part| *part != Part::Lint) && tally.passed == 0 {
        bail!("No test ran, which is a fault in itself: look for filters in the environment.");
    }
    Ok(())
}

/// A module's features but `bare`: tests bring the standard library along.
fn tested_features(module: &Module) -> String {
    let tested: Vec<&str> = module
        .features
        .iter()
        .map(String::as_str)
        .filter(|feature| *feature != "bare")
        .collect();
    tested.join(",")
}

fn clippy_of_module(
    places: &Places,
    module: &Module,
    target: &str,
    warnings: &'static str,
) -> Result<()> {
    let manifest = format!("{}/Cargo.toml", module.folder);
    let features = match target {
        "--tests" => tested_features(module),
        _ => module.features.join(","),
    };
    let arguments = [
        "clippy",
        "--locked",
        "--manifest-path",
        &manifest,
        target,
        "--target",
        "wasm32-unknown-unknown",
        "--no-default-features",
        "--features",
        &features,
        "--",
        "-D",
        "warnings",
    ];
    step::run(
        &format!("Clippy, wasm module {} {target}", module.name),
        &mut cargo(places, &arguments),
        warnings,
    )?;
    Ok(())
}

fn cargo(places: &Places, arguments: &[&str]) -> Command {
    let mut command = places.command("cargo");
    command.args(arguments);
    command
}

fn lint(places: &Places) -> Result<()> {
    step::run(
        "Formatting",
        &mut cargo(places, &["fmt", "--all", "--check"]),
        "Run `cargo fmt --all`.",
    )?;
    let core = ["check", "--locked", "--lib", "--no-default-features"];
    let remedy = "The core must build without any feature; the compiler's message is above.";
    step::run("The core alone", &mut cargo(places, &core), remedy)?;
    let wasm_core = [&core[..], &["--target", "wasm32-unknown-unknown"]].concat();
    step::run(
        "The core alone, as WebAssembly",
        &mut cargo(places, &wasm_core),
        remedy,
    )?;
    core_knows_no_javascript(places)?;
    let warnings = "Clippy's message is above; mend it, or allow it where it stands with a reason.";
    let native = [
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--features",
        "cli",
        "--",
        "-D",
        "warnings",
    ];
    step::run("Clippy", &mut cargo(places, &native), warnings)?;
    for module in wasm::modules(places)? {
        // Apart, because the tests' crates bring the standard library along, which the module itself may do without.
        for target in ["--lib", "--tests"] {
            clippy_of_module(places, &module, target, warnings)?;
        }
    }
    // The page imports the modules' types, so they have to be there.
    wasm::build(places)?;
    step::run(
        "Types of the page",
        &mut places.npm(&["run", "typecheck"]),
        "TypeScript's message is above.",
    )?;
    step::run(
        "Style of the page",
        &mut places.npm(&["run", "lint"]),
        "ESLint's message is above.",
    )?;
    Ok(())
}

/// Compiling is not proof enough: js-sys compiles everywhere. The core must not even depend on it.
fn core_knows_no_javascript(places: &Places) -> Result<()> {
    let arguments = [
        "tree",
        "--locked",
        "--package",
        "receipt-verifier",
        "--no-default-features",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--target",
        "wasm32-unknown-unknown",
    ];
    let tree = step::run(
        "The core's dependencies",
        &mut cargo(places, &arguments),
        "Cargo's message is above.",
    )?;
    let foreign = ["js-sys", "wasm-bindgen", "web-sys"];
    match tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .find(|name| foreign.contains(name))
    {
        Some(name) => Err(anyhow!("The core depends on {name}: only src/web may.")),
        None => Ok(()),
    }
}

/// Stock JOSE libraries for tests/interop.rs, zxing-cpp for tests/thirdparty_readers.rs. Without them those tests say that they skip: a machine may lack Python.
fn interop_libraries(places: &Places) -> Result<bool> {
    let mut setup = places.command("sh");
    setup.arg("tests/interop/setup.sh");
    let ended = step::watch(
        "Installing stock JOSE libraries and a QR reader for the interop tests",
        &mut setup,
    )?;
    if !ended.success {
        println!("  The interop tests will be skipped: they need Python 3 with venv, and npm.");
    }
    Ok(ended.success)
}

fn native(places: &Places, tally: &mut Tally) -> Result<()> {
    let interop = interop_libraries(places)?;
    let mut command = cargo(
        places,
        &[
            "test",
            "--locked",
            "--workspace",
            "--features",
            "cli",
            "--no-fail-fast",
        ],
    );
    if interop {
        let python = places.tools.join("python").join("bin").join("python");
        command
            .env("RECEIPT_INTEROP", "1")
            .env("RECEIPT_PYTHON", python);
    }
    counted(
        "Rust tests",
        &mut command,
        tally,
        "The failing tests are named above; run one with `cargo test --features cli NAME`.",
    )
}

/// What a module is made from, tested as it is shipped: the core in `tests/wasm_*.rs`, then the boundary's own tests.
fn wasm_tests(places: &Places, chromium: &Chromium, tally: &mut Tally) -> Result<()> {
    for module in wasm::modules(places)? {
        let core = format!("wasm_{}", module.name);
        if places.root.join(format!("tests/{core}.rs")).is_file() {
            // The module's features that the core has too.
            let features = match module.name.as_str() {
                name @ ("scan" | "signoff") => name,
                _ => "qr",
            };
            let arguments = [".", "--features", features, "--test", &core];
            wasm_test(places, chromium, tally, &module, "the core", &arguments)?;
        }
        let features = tested_features(&module);
        let arguments = [&module.folder, "--features", &features, "--lib"];
        wasm_test(places, chromium, tally, &module, "the boundary", &arguments)?;
    }
    Ok(())
}

fn wasm_test(
    places: &Places,
    chromium: &Chromium,
    tally: &mut Tally,
    module: &Module,
    what: &str,
    arguments: &[&str],
) -> Result<()> {
    let mut command = places.command("wasm-pack");
    command
        .args(["test", "--headless", "--chrome", "--mode", "no-install"])
        .arg("--chromedriver")
        .arg(&chromium.driver)
        .args(arguments)
        .args(["--locked", "--no-default-features"])
        // What is tested is compiled as what is shipped.
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", wasm::encoded(Vec::new(), module))
        .env("CHROME", &chromium.browser)
        .env("CHROMEDRIVER", &chromium.driver)
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            places.root.join("tests").join("webdriver.json"),
        )
        // Of the whole run, in seconds: a busy machine takes its time to start a browser.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    counted(
        &format!(
            "WebAssembly tests in a headless browser, module {}, {what}",
            module.name
        ),
        &mut command,
        tally,
        "The failing tests are named above; they are in tests/wasm_*.rs and in src/web.",
    )
}

fn browser(places: &Places, chromium: &Chromium, tally: &mut Tally) -> Result<()> {
    site::build(places)?;
    setup::other_browsers(places);
    let mut command = places.npm(&["run", "test:e2e"]);
    command.env("CHROME", &chromium.browser).env("CI", "true");
    counted(
        "The page in a headless browser",
        &mut command,
        tally,
        "The failing tests are named above; they are in www/tests.",
    )
}

fn counted(sentence: &str, command: &mut Command, tally: &mut Tally, remedy: &str) -> Result<()> {
    let ended = step::watch(sentence, command)?;
    let counts = Tally::of(&ended.output);
    *tally += counts;
    if ended.success {
        println!("  {counts}");
        return Ok(());
    }
    if counts.failed == 0 {
        tally.failed += 1;
    }
    bail!("“{sentence}” failed. {remedy}")
}

//! `cargo xtask …`: sets up, builds, serves, tests and measures the project. Needs Rust and Node, nothing else.

mod bench;
mod bench_bills;
mod bench_cold;
mod bench_qr;
mod bench_trust;
mod modules;
mod package;
mod places;
mod samples;
mod serve;
mod setup;
mod site;
mod step;
mod tally;
mod test;
mod wasm;

use clap::{Parser, Subcommand};
use places::Places;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Sets up, builds, serves, tests and measures the receipt verifier"
)]
#[command(after_help = "Examples:
  cargo xtask serve              build everything and open the page
  cargo xtask test               everything that continuous integration runs
  cargo xtask test --only native
  cargo xtask build              the page in www/dist, ready for any static host")]
struct Arguments {
    #[command(subcommand)]
    job: Job,
    /// Print what the tools print, as they print it.
    #[arg(long, short, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Job {
    /// Install what building needs, pinned, into target/tools and www/node_modules. The other commands do it by themselves.
    Setup {
        /// Also Chromium and its driver, for the tests.
        #[arg(long)]
        with_chromium: bool,
    },
    /// Build the wasm modules, the sample slips and the page (www/dist).
    Build,
    /// Build only the wasm modules of wasm-pack.toml and print their sizes.
    Wasm,
    /// Build the npm package and the one-file builds of the widget, and print their sizes and hashes.
    Package,
    /// Build, then serve the page.
    Serve(serve::Options),
    /// Run every test and check.
    Test(test::Options),
    /// Run the benchmarks in benches/.
    #[command(args_conflicts_with_subcommands = true)]
    Bench {
        #[command(subcommand)]
        of: Option<Measured>,
        /// Arguments for cargo bench.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

#[derive(Subcommand)]
enum Measured {
    /// Long statement files: read and searched, beside libraries that only read them.
    Bills(bench_bills::Options),
    /// A first visit on a slow line, beside a page that uses jose alone.
    Cold,
    /// QR readers side by side: share read, time, size.
    Qr(bench_qr::Options),
    /// A long trust list: how long it takes to load, what it takes of memory, how long a receipt takes under it.
    Trust(bench_trust::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    step::set_verbose(arguments.verbose);
    match run(arguments.job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(job: Job) -> anyhow::Result<()> {
    let places = Places::find()?;
    match job {
        Job::Setup { with_chromium } => {
            setup::build_tools(&places)?;
            if with_chromium {
                setup::chromium(&places)?;
            }
            println!("Everything is in place.");
            Ok(())
        }
        Job::Build => site::build(&places),
        Job::Wasm => {
            setup::build_tools(&places)?;
            wasm::build(&places)
        }
        Job::Package => package::build(&places),
        Job::Serve(options) => {
            site::build(&places)?;
            serve::serve(&places, &options)
        }
        Job::Test(options) => test::run(&places, &options),
        Job::Bench { of, arguments } => match of {
            Some(Measured::Bills(options)) => bench_bills::run(&places, &options),
            Some(Measured::Cold) => bench_cold::run(&places),
            Some(Measured::Qr(options)) => bench_qr::run(&places, &options),
            Some(Measured::Trust(options)) => bench_trust::run(&places, &options),
            None => bench::run(&places, &arguments),
        },
    }
}

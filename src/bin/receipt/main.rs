//! `receipt`: sign receipts and statuses, put them on paper, verify them.

mod ack;
mod bundle;
mod canvas;
mod chain;
mod claim;
mod drill;
mod escpos;
mod failure;
mod inspect;
mod intent;
mod issue;
mod key_file;
mod keygen;
mod lint;
mod log;
mod output;
mod picture;
mod qr;
mod refusal;
mod settle;
mod sign_off;
mod slip;
mod slip_command;
mod slip_layout;
mod slip_words;
mod source;
mod status;
mod time;
mod trust;
mod trust_args;
mod verify;
mod witness;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

const EXAMPLES: &str = "\
Examples:
  receipt keygen --iss https://pay.shop.example --role terminal --terminal T1 --out till.json
  receipt keygen --iss https://acquirer.example --role acquirer --out acquirer.json
  receipt trust add --key till.json --name 'Shop' --party SHOP --acquirer https://acquirer.example trust.json
  receipt trust add --key acquirer.json --name 'Acquirer' --party ACQ trust.json
  receipt issue --key till.json sale.json | receipt status --key acquirer.json --event approved - > sale.dossier
  receipt slip --png slip.png sale.dossier
  receipt slip --width 80 --escpos /dev/usb/lp0 sale.dossier
  receipt verify --trust trust.json --require sale,approved,E2 slip.png
  receipt claim --claim never_paid --trust trust.json slip.png
  receipt bundle make --claim never_paid --trust trust.json --maker 'Tea shop' --side merchant -o case.zip slip.png
  receipt bundle verify --trust trust.json case.zip
  receipt trust publish --domain https://pay.shop.example --key till.json --name 'Shop' --out site
  receipt trust sign --key registry.json --out list.jwt trust.json
  receipt verify --trust list.jwt --registry registry.pub.json slip.png

Exit codes: 0 verified and every requirement met, 1 not, 2 unreadable input or wrong usage.";

#[derive(Parser)]
#[command(name = "receipt", version, about = "Signed receipts: issue, put on paper, verify offline", after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a signing key (private JWK, readable by its owner alone)
    Keygen(keygen::Args),
    /// Keep, sign and publish a trust list: whose keys count, for what
    #[command(subcommand)]
    Trust(trust::Command),
    /// Sign a receipt; print its dossier
    Issue(issue::Args),
    /// Sign the amount that is shown before payment
    Intent(intent::Args),
    /// Append an acquirer's status to a dossier
    Status(status::Args),
    /// Print the link that carries a dossier; draw its QR code
    Qr(qr::Args),
    /// Draw the paper slip that a till would hand over
    Slip(slip_command::Args),
    /// Verify receipts from text, links, digits or pictures
    Verify(verify::Args),
    /// Answer the sentence in dispute: what these receipts show, who says so, and what each side can do next
    Claim(claim::Args),
    /// Put a dispute into one file that others can check, and check such a file
    #[command(subcommand)]
    Bundle(bundle::Command),
    /// Sign a customer's answer with a device key
    Ack(ack::Args),
    /// Settle a receipt between shop and customer: propose, accept, show
    #[command(subcommand)]
    Settle(settle::Command),
    /// Hold a receipt, and the text of its slip, against what the evidence allows, before it is printed
    Lint(lint::Args),
    /// Append a witness's word that it saw a dossier's receipt
    Witness(witness::Args),
    /// Keep a transparency log in a folder, witness it, and prove that it holds a receipt
    #[command(subcommand)]
    Log(log::Command),
    /// Put a terminal's receipts in a row: which links hold, which numbers are missing or signed twice
    Chain(chain::Args),
    /// Rehearse the bad day with data made for it: a stolen terminal, a key in wrong hands, a registry out of reach
    Drill(drill::Args),
    /// Show what a dossier claims, without checking anything
    Inspect(inspect::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Keygen(args) => keygen::run(&args),
        Command::Trust(command) => trust::run(&command),
        Command::Issue(args) => issue::run(&args),
        Command::Intent(args) => intent::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Qr(args) => qr::run(&args),
        Command::Slip(args) => slip_command::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Claim(args) => claim::run(&args),
        Command::Bundle(command) => bundle::run(&command),
        Command::Ack(args) => ack::run(&args),
        Command::Settle(command) => settle::run(&command),
        Command::Lint(args) => lint::run(&args),
        Command::Witness(args) => witness::run(&args),
        Command::Log(command) => log::run(&command),
        Command::Chain(args) => chain::run(&args),
        Command::Drill(args) => drill::run(&args),
        Command::Inspect(args) => inspect::run(&args),
    };
    match result {
        Ok(code) => code,
        // The reader went away, as `| head` does: nobody is left to tell, and nothing may be taken for verified.
        Err(Failure::ClosedPipe) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

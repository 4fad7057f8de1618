//! `receipt trust`: who vouches for whom. Lists are edited as JSON, signed as one statement, and published as files.

mod add;
mod bind;
mod certify;
mod diff;
mod holder;
mod lint;
mod list_file;
mod list_source;
mod member;
mod pin;
mod publish;
mod qr;
mod revoke;
mod rotate;
mod show;
mod sign;

use std::process::ExitCode;

use crate::failure::Failure;

pub use list_source::token;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Begin a list: who makes it, and whom to call about it
    Init(add::InitArgs),
    /// Add a key's public part, or a signer without one; creates the list where there is none
    Add(add::AddArgs),
    /// Withdraw a key from a time on, or a single receipt
    Revoke(revoke::Args),
    /// Bring in a new key and retire the old one
    Rotate(rotate::Args),
    /// Find everything that is wrong with a list, and what its readers will miss
    Lint(lint::Args),
    /// Tell two editions of a list apart: who and which keys came, went, were revoked
    Diff(diff::Args),
    /// Show a list to people
    Show(show::Args),
    /// Sign a list: examined, dated, numbered
    Sign(sign::Args),
    /// Vouch for one key in a statement that travels with its receipts
    Certify(certify::Args),
    /// Say which payment the holder of a customer's key has to do with, in a statement that travels with the answer
    Bind(bind::Args),
    /// List a key that signs off: a customer's, or a shop's own passkey
    Holder(holder::Args),
    /// Write the public file by which verifiers know a registry
    Pin(pin::Args),
    /// Draw a registry's public key or a small signed list as a code
    Qr(qr::Args),
    /// Make a folder of static files for any web host
    Publish(publish::Args),
}

pub fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Init(args) => add::init(args),
        Command::Add(args) => add::add(args),
        Command::Revoke(args) => revoke::run(args),
        Command::Rotate(args) => rotate::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Show(args) => show::run(args),
        Command::Sign(args) => sign::run(args),
        Command::Certify(args) => certify::run(args),
        Command::Bind(args) => bind::run(args),
        Command::Holder(args) => holder::run(args),
        Command::Pin(args) => pin::run(args),
        Command::Qr(args) => qr::run(args),
        Command::Publish(args) => publish::run(args),
    }
}

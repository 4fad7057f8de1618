//! `receipt log`: a transparency log in a folder, in the C2SP formats, for tests, samples and drills. One process at a time writes to it.

mod folder;
mod signer;

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::Time;
use receipt_verifier::log::LogProof;

use crate::failure::Failure;
use crate::{output, source, time};
pub use folder::Folder;
pub use signer::NoteSigner;

const EXAMPLES: &str = "\
Examples:
  receipt keygen --iss https://witness.example --role witness --out witness.json
  receipt log new --origin log.example/receipts --key log.key --log LOG
  receipt log add --log LOG sale.dossier
  receipt log checkpoint --log LOG --key log.key
  receipt log cosign --log LOG --key witness.json
  receipt log prove --log LOG sale.dossier > proven.dossier
  receipt log keys log.key witness.json      # for note_keys of a trust list";

#[derive(clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    /// Start a log: its folder, and the key that signs for it
    New(NewArgs),
    /// Append the receipts of dossiers; print the index and digest of each
    Add(AddArgs),
    /// Sign the state that the log is in now; print the checkpoint
    Checkpoint(CheckpointArgs),
    /// Say as a witness that the checkpoint was seen now; print it
    Cosign(CosignArgs),
    /// Append to a dossier the proof that its receipt is in the log
    Prove(ProveArgs),
    /// Print the public keys of logs and witnesses as a trust list's note_keys takes them
    Keys(KeysArgs),
}

#[derive(clap::Args)]
pub struct NewArgs {
    /// The log's name, such as log.example/receipts
    #[arg(long, value_name = "NAME")]
    origin: String,
    /// Where to write the private key
    #[arg(long, value_name = "LOG.key")]
    key: PathBuf,
    /// The folder, which must not exist
    #[arg(long, value_name = "DIR")]
    log: PathBuf,
}

#[derive(clap::Args)]
pub struct AddArgs {
    #[arg(long, value_name = "DIR")]
    log: PathBuf,
    /// Nothing is verified: what a log holds is no better for being in it
    #[arg(value_name = "DOSSIER|FILE|-", required = true)]
    dossiers: Vec<String>,
}

#[derive(clap::Args)]
pub struct CheckpointArgs {
    #[arg(long, value_name = "DIR")]
    log: PathBuf,
    #[arg(long, value_name = "LOG.key")]
    key: String,
}

#[derive(clap::Args)]
pub struct CosignArgs {
    #[arg(long, value_name = "DIR")]
    log: PathBuf,
    /// The private key of a witness
    #[arg(long, value_name = "WITNESS.json")]
    key: String,
    /// When the checkpoint was seen; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    at: Option<Time>,
}

#[derive(clap::Args)]
pub struct ProveArgs {
    #[arg(long, value_name = "DIR")]
    log: PathBuf,
    /// Cosign the checkpoint in this proof alone with a witness's private key; repeat for more
    #[arg(long, value_name = "WITNESS.json")]
    witness: Vec<String>,
    /// When those witnesses saw it; now where left out
    #[arg(long, value_name = "RFC3339", value_parser = time::parse, requires = "witness")]
    at: Option<Time>,
    #[arg(value_name = "DOSSIER|FILE|-", default_value = "-")]
    dossier: String,
}

#[derive(clap::Args)]
pub struct KeysArgs {
    #[arg(value_name = "KEY", required = true)]
    keys: Vec<String>,
}

pub fn run(command: &Command) -> Result<ExitCode, Failure> {
    let text = match command {
        Command::New(args) => new(args)?,
        Command::Add(args) => add(args)?,
        Command::Checkpoint(args) => checkpoint(args)?,
        Command::Cosign(args) => cosign(args)?,
        Command::Prove(args) => prove(args)?,
        Command::Keys(args) => keys(args)?,
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn new(args: &NewArgs) -> Result<String, Failure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|e| Failure::Usage(format!("the system gives no random numbers: {e}")))?;
    let signer = NoteSigner::of_log(&args.origin, &seed).ok_or_else(|| {
        Failure::Usage(
            "--origin: a name such as log.example/receipts, without spaces or plus".to_owned(),
        )
    })?;
    if args.log.exists() {
        return Err(Failure::Exists(args.log.clone()));
    }
    signer.write(&args.key)?;
    Folder::create(&args.log, signer.public())?;
    eprintln!(
        "wrote {}: keep it secret; the line on standard output is public, for note_keys of a trust list",
        args.key.display()
    );
    Ok(format!("{}\n", signer.public().to_text()))
}

fn add(args: &AddArgs) -> Result<String, Failure> {
    let mut folder = Folder::open(&args.log)?;
    let mut digests = Vec::new();
    for name in &args.dossiers {
        digests.push(source::receipt_of(&source::read_dossier(name)?)?.digest());
    }
    let places = folder.append(&digests)?;
    let lines = places.iter().zip(&digests);
    Ok(lines
        .map(|(index, digest)| format!("{index} {}\n", digest.to_text()))
        .collect())
}

fn checkpoint(args: &CheckpointArgs) -> Result<String, Failure> {
    let signer = NoteSigner::read(&args.key)?;
    let mut folder = Folder::open(&args.log)?;
    folder.sign(&signer)?;
    Ok(folder.checkpoint()?.to_text())
}

fn cosign(args: &CosignArgs) -> Result<String, Failure> {
    let witness = NoteSigner::read_witness(&args.key)?;
    let mut folder = Folder::open(&args.log)?;
    let mut note = folder.checkpoint()?.clone();
    witness.cosign(&mut note, args.at.map_or_else(time::now, Ok)?);
    folder.publish(note)?;
    Ok(folder.checkpoint()?.to_text())
}

fn prove(args: &ProveArgs) -> Result<String, Failure> {
    let folder = Folder::open(&args.log)?;
    let mut dossier = source::read_dossier(&args.dossier)?;
    let digest = source::receipt_of(&dossier)?.digest();
    let mut proof: LogProof = folder.prove(&digest)?;
    let at = args.at.map_or_else(time::now, Ok)?;
    for name in &args.witness {
        NoteSigner::read_witness(name)?.cosign(&mut proof.note, at);
    }
    dossier.push(proof.to_part());
    Ok(format!("{}\n", dossier.to_text()))
}

fn keys(args: &KeysArgs) -> Result<String, Failure> {
    let mut lines = String::new();
    for name in &args.keys {
        lines.push_str(&NoteSigner::read(name)?.public().to_text());
        lines.push('\n');
    }
    Ok(lines)
}

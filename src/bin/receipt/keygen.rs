//! `receipt keygen`.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::issue::Identity;
use receipt_verifier::{Origin, Role, SecretKey};

use crate::failure::Failure;
use crate::output;

#[derive(clap::Args)]
pub struct Args {
    /// Who signs: an https origin without path
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    iss: Origin,
    /// As what the key may sign: terminal, merchant, acquirer, issuer or witness
    #[arg(long, value_parser = parse_role)]
    role: Role,
    /// The terminal that the key belongs to (required for role terminal)
    #[arg(long, value_name = "ID")]
    terminal: Option<String>,
    /// A merchant id that the key may use; repeat for more, leave out for any
    #[arg(long, value_name = "ID")]
    merchant: Vec<String>,
    /// Where to write the private key
    #[arg(long, value_name = "KEY.json")]
    out: PathBuf,
}

fn parse_origin(text: &str) -> Result<Origin, String> {
    Origin::from_text(text).ok_or_else(|| {
        "not an https origin: write https://host or https://host:port, lower case, without path or trailing slash"
            .to_owned()
    })
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::from_word(text)
        .filter(|role| *role != Role::Customer)
        .ok_or_else(|| "one of terminal, merchant, acquirer, issuer, witness".to_owned())
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|e| Failure::Usage(format!("the system gives no random numbers: {e}")))?;
    let identity = Identity {
        key: SecretKey::from_seed(&seed),
        iss: args.iss.clone(),
        role: args.role,
        terminal: args.terminal.clone(),
        merchants: (!args.merchant.is_empty()).then(|| args.merchant.clone()),
    };
    let jwk = identity.to_jwk();
    // Read back as every other command will: a terminal without id, or an id that no receipt could carry, ends here.
    Identity::from_jwk(&jwk).map_err(|faults| Failure::Refused {
        what: "key",
        faults,
    })?;
    write_private(args, &format!("{}\n", jwk.to_text()))?;
    eprintln!(
        "wrote {}: keep it secret; `receipt trust add` publishes its public part",
        args.out.display()
    );
    output::print(&format!("{}\n", identity.key.public().kid()))?;
    Ok(ExitCode::SUCCESS)
}

fn write_private(args: &Args, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&args.out).map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::Exists(args.out.clone()),
        _ => Failure::WriteFile(args.out.clone(), e),
    })?;
    file.write_all(text.as_bytes())
        .map_err(Failure::write(&args.out))
}

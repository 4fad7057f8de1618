//! `receipt keygen`.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use receipt_verifier::issue::Identity;
use receipt_verifier::json::Object;
use receipt_verifier::{Origin, Role, SecretKey};

use crate::failure::Failure;
use crate::key_file::{ListKey, PublicHalf, REGISTRY};
use crate::output;

const EXAMPLES: &str = "\
Examples:
  receipt keygen --iss https://pay.shop.example --role terminal --terminal T1 --out till.json --public till.pub.json
  receipt keygen --iss https://acquirer.example --role acquirer --out acquirer.json
  receipt keygen --iss https://registry.example --role registry --out registry.json";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Who signs: an https origin without path
    #[arg(long, value_name = "URL", value_parser = parse_origin)]
    iss: Origin,
    /// As what the key may sign: terminal, merchant, acquirer, issuer, witness, customer (answers and settlements), or registry (trust lists alone)
    #[arg(long, value_parser = parse_role)]
    role: KeyRole,
    /// The terminal that the key belongs to (required for role terminal)
    #[arg(long, value_name = "ID")]
    terminal: Option<String>,
    /// A merchant id that the key may use; repeat for more, leave out for any
    #[arg(long, value_name = "ID")]
    merchant: Vec<String>,
    /// Where to write the private key
    #[arg(long, value_name = "KEY.json")]
    out: PathBuf,
    /// Where to write the public half, which whoever keeps the list gets
    #[arg(long, value_name = "KEY.pub.json")]
    public: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyRole {
    Registry,
    Signer(Role),
}

pub fn parse_origin(text: &str) -> Result<Origin, String> {
    Origin::from_text(text).ok_or_else(|| {
        "not an https origin: write https://host or https://host:port, lower case, without path or trailing slash"
            .to_owned()
    })
}

fn parse_role(text: &str) -> Result<KeyRole, String> {
    if text == REGISTRY {
        return Ok(KeyRole::Registry);
    }
    Role::from_word(text).map(KeyRole::Signer).ok_or_else(|| {
        "one of terminal, merchant, acquirer, issuer, witness, customer, registry".to_owned()
    })
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|e| Failure::Usage(format!("the system gives no random numbers: {e}")))?;
    let (jwk, next) = match args.role {
        KeyRole::Registry if args.terminal.is_some() || !args.merchant.is_empty() => {
            return Err(Failure::Usage(
                "a registry's key has neither terminal nor merchants".to_owned(),
            ));
        }
        KeyRole::Registry => (
            ListKey::of_registry(&seed, args.iss.clone()).to_jwk(),
            "`receipt trust pin` publishes its public part",
        ),
        KeyRole::Signer(Role::Customer) => (
            signer_jwk(args, Role::Customer, &seed)?,
            "`receipt trust holder` lists its public part, `receipt trust bind` ties it to a payment",
        ),
        KeyRole::Signer(role) => (
            signer_jwk(args, role, &seed)?,
            "`receipt trust add` publishes its public part",
        ),
    };
    let half = PublicHalf::from_jwk(&jwk)
        .ok_or_else(|| Failure::Usage("the key made could not be read back".to_owned()))?;
    if let Some(public) = args.public.as_ref().filter(|p| p.exists()) {
        return Err(Failure::Exists(public.clone()));
    }
    if args.public.as_ref() == Some(&args.out) {
        return Err(Failure::Usage(
            "--out and --public name one file: the private key stays apart".to_owned(),
        ));
    }
    write_private(&args.out, &format!("{}\n", jwk.to_text()))?;
    if let Some(public) = &args.public {
        output::replace(public, format!("{}\n", half.to_file().to_text()).as_bytes())?;
    }
    eprintln!("wrote {}: keep it secret; {next}", args.out.display());
    output::print(&format!("{}\n", half.key.kid()))?;
    Ok(ExitCode::SUCCESS)
}

fn signer_jwk(args: &Args, role: Role, seed: &[u8; 32]) -> Result<Object, Failure> {
    let identity = Identity {
        key: SecretKey::from_seed(seed),
        iss: args.iss.clone(),
        role,
        terminal: args.terminal.clone(),
        merchants: (!args.merchant.is_empty()).then(|| args.merchant.clone()),
    };
    let jwk = identity.to_jwk();
    // Read back as every other command will: a terminal without id, or an id that no receipt could carry, ends here.
    Identity::from_jwk(&jwk).map_err(|faults| Failure::Refused {
        what: "key",
        faults,
    })?;
    Ok(jwk)
}

/// Writes a private key, readable by its owner alone; never over another one.
pub fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::Exists(path.to_owned()),
        _ => Failure::WriteFile(path.to_owned(), e),
    })?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    written.map_err(|e| {
        // Half a key would keep its name from the next attempt.
        let _ = std::fs::remove_file(path);
        Failure::WriteFile(path.to_owned(), e)
    })
}

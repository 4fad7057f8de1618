//! What went wrong, why, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use receipt_verifier::Fault;

use crate::words::{Lang, Words};

#[derive(Debug)]
pub enum Failure {
    ReadFile(PathBuf, std::io::Error),
    WriteFile(PathBuf, std::io::Error),
    Exists(PathBuf),
    /// Standard output was closed.
    ClosedPipe,
    /// A code of the core, with what it is about.
    Coded {
        code: String,
        about: String,
        help: &'static str,
    },
    /// A draft that may not be signed, with every fault.
    Refused {
        what: &'static str,
        faults: Vec<Fault>,
    },
    Usage(String),
}

impl Failure {
    pub fn read(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        |e| Self::ReadFile(path, e)
    }

    pub fn write(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        |e| Self::WriteFile(path, e)
    }

    pub fn coded(code: &str, about: impl fmt::Display, help: &'static str) -> Self {
        Self::Coded {
            code: code.to_owned(),
            about: about.to_string(),
            help,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::ReadFile(path, e) => write!(
                f,
                "error[file_unreadable]: {}: {e}\n  help: check the path and its permissions",
                path.display()
            ),
            Self::WriteFile(path, e) => write!(
                f,
                "error[file_unwritable]: {}: {e}\n  help: check the folder and its permissions",
                path.display()
            ),
            Self::Exists(path) => write!(
                f,
                "error[file_exists]: {} exists and is kept as it is\n  help: name another file, or move the old key away first",
                path.display()
            ),
            Self::ClosedPipe => Ok(()),
            Self::Coded { code, about, help } => {
                write!(f, "error[{code}]: {about}\n  help: {help}")
            }
            Self::Refused { what, faults } => {
                let words = Words::load(Lang::En);
                write!(f, "error[refused]: the {what} was not signed:")?;
                for fault in faults {
                    let member = if fault.member().is_empty() {
                        "(whole)"
                    } else {
                        fault.member()
                    };
                    write!(
                        f,
                        "\n  {member}: {} ({})",
                        words.fault(fault.code()),
                        fault.code()
                    )?;
                }
                write!(
                    f,
                    "\n  help: mend these members and sign again; docs/PROTOCOL.md section 3 lists the rules"
                )
            }
            Self::Usage(message) => write!(f, "error[usage]: {message}"),
        }
    }
}

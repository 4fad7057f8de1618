//! The fresh folder in which a drill happens, away from every real key.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use receipt_verifier::json::{self, Value};

use crate::failure::Failure;
use crate::{keygen, output};

/// Key files are 300 bytes; nothing larger is looked into.
const LARGEST: u64 = 16 << 10;

pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder. It must not exist, and neither where it is made nor where the command runs may keys lie about.
    pub fn make(path: &Path) -> Result<Self, Failure> {
        let parent = match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        for near in [Path::new("."), parent] {
            if let Some(key) = private_key_in(near) {
                return Err(Failure::coded(
                    "drill_near_keys",
                    format_args!("{} is a private key", key.display()),
                    "rehearse in another folder: mkdir /tmp/drill && cd /tmp/drill",
                ));
            }
        }
        if path.exists() {
            return Err(Failure::coded(
                "drill_folder_exists",
                format_args!("{} exists and is kept as it is", path.display()),
                "name a folder that does not exist: --out DIR",
            ));
        }
        fs::create_dir_all(path).map_err(Failure::write(path))?;
        Ok(Self(path.to_owned()))
    }

    pub fn root(&self) -> &Path {
        &self.0
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Failure::write(parent))?;
        }
        output::replace(&path, format!("{}\n", text.trim_end()).as_bytes())
    }

    pub fn write_private(&self, name: &str, text: &str) -> Result<(), Failure> {
        keygen::write_private(&self.path(name), &format!("{text}\n"))
    }

    pub fn read(&self, name: &str) -> Result<String, Failure> {
        let path = self.path(name);
        let text = fs::read_to_string(&path).map_err(Failure::read(&path))?;
        Ok(text.trim_end().to_owned())
    }
}

/// A file in the folder that holds a private key.
fn private_key_in(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?;
    files
        .flatten()
        .map(|file| file.path())
        .find(|path| path.is_file() && is_private_key(path))
}

fn is_private_key(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|f| f.take(LARGEST).read_to_end(&mut bytes));
    if read.is_err() {
        return false;
    }
    bytes.starts_with(b"PRIVATE+KEY+")
        || json::parse_object(&bytes, 12).is_ok_and(|jwk| {
            matches!(
                (jwk.get("kty"), jwk.get("d")),
                (Some(Value::Text(_)), Some(_))
            )
        })
}

//! The folder that is uploaded: each list under its maker's name, and once more under its number, for good.

use std::path::{Path, PathBuf};

use super::{Sound, hosting};
use crate::failure::Failure;
use crate::output;
use crate::trust::list_source::ListSource;
use crate::trust::member;

pub const PINS: &str = "registry.pub.json";
pub const SNAPSHOT: &str = "snapshot.json";

/// Holds every edition under a name that never gets other content.
pub const EDITIONS: &str = "editions";

pub struct Folder(PathBuf);

impl Folder {
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, content: &str) -> Result<(), Failure> {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(Failure::write(parent))?;
        }
        output::replace(&path, content.as_bytes())
    }

    /// What is published never goes back.
    pub fn must_follow(&self, list: &Sound) -> Result<(), Failure> {
        self.must_follow_at(&file_name(list.iss()), list)?;
        let edition = edition_name(list);
        match std::fs::read_to_string(self.path(&edition)) {
            Ok(old) if old.trim() != list.token => Err(reused(&edition, list)),
            _ => Ok(()),
        }
    }

    pub fn must_follow_at(&self, name: &str, list: &Sound) -> Result<(), Failure> {
        let path = self.path(name);
        if !path.exists() {
            return Ok(());
        }
        let old = ListSource::read(&path.display().to_string())?;
        if member::word(&old.list, "iss") != Some(list.iss()) {
            return Ok(());
        }
        let before = member::number(&old.list, "sequence").unwrap_or(0);
        if before > list.sequence() {
            return Err(Failure::coded(
                "list_rolled_back",
                format_args!(
                    "{}: number {before} is published, this is {}",
                    path.display(),
                    list.sequence()
                ),
                "sign a new one: verifiers that saw the newer list refuse an older one",
            ));
        }
        let same = old.signed.is_some_and(|signed| signed.token == list.token);
        match before == list.sequence() && !same {
            true => Err(reused(name, list)),
            false => Ok(()),
        }
    }

    pub fn write_list(&self, list: &Sound) -> Result<(), Failure> {
        let content = format!("{}\n", list.token);
        // The edition first: the name never points at what is not there.
        self.write(&edition_name(list), &content)?;
        let name = file_name(list.iss());
        self.write(&name, &content)?;
        eprintln!(
            "{}: {} sequence {}, {}",
            self.path(&name).display(),
            list.iss(),
            list.sequence(),
            output::count(list.facts.issuers, "entry", "entries")
        );
        Ok(())
    }

    pub fn write_hosting(&self, lists: &[String]) -> Result<(), Failure> {
        let mut names = lists.to_vec();
        // Lists of others that were published here before keep their headers.
        if let Ok(files) = std::fs::read_dir(&self.0) {
            for name in files
                .flatten()
                .filter_map(|f| f.file_name().into_string().ok())
            {
                if name.ends_with(".jwt") && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        for name in [super::domain::WELL_KNOWN, PINS, SNAPSHOT] {
            if self.path(name).exists() && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
        names.sort();
        for (name, content) in hosting::files(&names) {
            self.write(name, &content)?;
        }
        Ok(())
    }
}

fn reused(name: &str, list: &Sound) -> Failure {
    Failure::coded(
        "list_sequence_reused",
        format_args!(
            "{name}: another list of number {} is published",
            list.sequence()
        ),
        "sign it again, which gives it the next number: a number means one list",
    )
}

/// `registry.example.jwt`; a port stands behind a `-`.
pub fn file_name(iss: &str) -> String {
    format!("{}.jwt", host(iss))
}

fn host(iss: &str) -> String {
    iss.trim_start_matches("https://").replace(':', "-")
}

fn edition_name(list: &Sound) -> String {
    format!("{EDITIONS}/{}/{}.jwt", host(list.iss()), list.sequence())
}

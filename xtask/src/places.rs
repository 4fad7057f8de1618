//! Where things are.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Places {
    pub root: PathBuf,
    /// The page's sources.
    pub www: PathBuf,
    /// The page, built.
    pub dist: PathBuf,
    /// Our own copies of the tools: never in the user's own `~/.cargo/bin`.
    pub tools: PathBuf,
}

impl Places {
    pub fn find() -> Result<Self> {
        // Cargo sets it for `cargo run`, so a moved checkout is found; the compiled-in value serves a bare start.
        let xtask = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = xtask
            .parent()
            .context("xtask has no parent folder")?
            .to_path_buf();
        let www = root.join("www");
        Ok(Self {
            dist: www.join("dist"),
            tools: root.join("target").join("tools"),
            www,
            root,
        })
    }

    /// A program built by `cargo build --release`, wherever the user's Cargo puts it.
    pub fn release_binary(&self, name: &str) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), |dir| self.root.join(dir))
            .join("release")
            .join(name)
            .with_extension(env::consts::EXE_EXTENSION)
    }

    /// A command in the project's root that sees our tools first, those of npm next, and no colours.
    pub fn command(&self, program: &str) -> Command {
        let mut command =
            Command::new(on_path(program, &self.path()).unwrap_or_else(|| PathBuf::from(program)));
        command
            .current_dir(&self.root)
            .env("PATH", self.path())
            .env("NO_COLOR", "1")
            .env("CARGO_TERM_COLOR", "never");
        command.env_remove("FORCE_COLOR");
        command
    }

    pub fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = self.command("npm");
        command
            .current_dir(&self.www)
            .args(arguments)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        command
    }

    fn path(&self) -> OsString {
        let ours = [
            self.tools.join("bin"),
            self.www.join("node_modules").join(".bin"),
        ];
        let theirs = env::var_os("PATH").unwrap_or_default();
        env::join_paths(ours.into_iter().chain(env::split_paths(&theirs))).unwrap_or(theirs)
    }
}

/// The first file of that name on the search path.
pub fn on_path(program: &str, path: &OsString) -> Option<PathBuf> {
    let names: &[String] = if cfg!(windows) {
        &[format!("{program}.exe"), format!("{program}.cmd")]
    } else {
        &[program.to_owned()]
    };
    env::split_paths(path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

pub fn on_own_path(program: &str) -> Option<PathBuf> {
    on_path(program, &env::var_os("PATH").unwrap_or_default())
}

/// Every file below a folder, sorted, so that a hash over them is stable. A missing folder has none.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder)
            .with_context(|| format!("cannot list {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path)
            } else {
                files.push(path)
            }
        }
    }
    files.sort();
    Ok(files)
}

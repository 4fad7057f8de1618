//! `wasm-pack.toml`: the wasm modules we ship, and the `wasm-pack` command line that each key becomes.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    module: BTreeMap<String, Module>,
}

/// One table `[module.<name>]`. No key has a default: what is not said is not built.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Module {
    /// The table's own name.
    #[serde(skip)]
    pub name: String,
    #[serde(rename = "crate")]
    pub folder: String,
    pub features: Vec<String>,
    pub profile: String,
    pub rustflags: Vec<String>,
    pub target: Target,
    pub out_dir: String,
    pub out_name: String,
    pub typescript: bool,
    pub wasm_opt: bool,
    pub brotli_budget: u64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    Bundler,
    Deno,
    NoModules,
    Nodejs,
    Web,
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Bundler => "bundler",
            Self::Deno => "deno",
            Self::NoModules => "no-modules",
            Self::Nodejs => "nodejs",
            Self::Web => "web",
        }
    }
}

/// Reads the text of `wasm-pack.toml`.
pub fn parse(text: &str) -> Result<Vec<Module>> {
    let file: File = toml::from_str(text).context("wasm-pack.toml cannot be used")?;
    let mut modules = Vec::new();
    for (name, mut module) in file.module {
        name.clone_into(&mut module.name);
        module.check()?;
        modules.push(module);
    }
    if modules.is_empty() {
        bail!("wasm-pack.toml names no module");
    }
    Ok(modules)
}

impl Module {
    fn check(&self) -> Result<()> {
        // The folder is emptied before each build, so it must be one of our own.
        for (key, folder, example) in [
            ("crate", &self.folder, "src/web"),
            ("out-dir", &self.out_dir, "www/src/wasm/verify"),
        ] {
            let inside = folder
                .split('/')
                .all(|part| !part.is_empty() && part != "." && part != "..");
            if !inside || !folder.contains('/') || folder.contains('\\') {
                bail!(
                    "wasm-pack.toml: {key} of module {} must be a folder below the project, such as {example}",
                    self.name
                );
            }
        }
        if self.out_name.is_empty()
            || !self
                .out_name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
        {
            bail!(
                "wasm-pack.toml: out-name of module {} must be letters, digits, _ and -",
                self.name
            );
        }
        Ok(())
    }

    /// The arguments of `wasm-pack`. Two keys are not here: `rustflags` go through the environment, and the budget is held
    /// against the result.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments: Vec<String> = [
            "build",
            "--mode",
            "no-install",
            "--no-pack",
            "--no-gitignore",
        ]
        .map(String::from)
        .into();
        if !self.typescript {
            arguments.push("--no-typescript".into());
        }
        if !self.wasm_opt {
            arguments.push("--no-opt".into());
        }
        // wasm-pack counts from the crate's folder.
        let out_dir = self.folder.split('/').map(|_| "../").collect::<String>() + &self.out_dir;
        let pairs = [
            ("--target", self.target.name()),
            ("--profile", &self.profile),
            ("--out-dir", &out_dir),
            ("--out-name", &self.out_name),
        ];
        arguments.extend(
            pairs
                .into_iter()
                .flat_map(|(flag, value)| [flag.to_owned(), value.to_owned()]),
        );
        // The crate's path ends wasm-pack's own arguments; what follows goes to cargo.
        arguments.extend([
            self.folder.clone(),
            "--locked".into(),
            "--no-default-features".into(),
        ]);
        arguments.extend(["--features".into(), self.features.join(",")]);
        arguments
    }

    pub fn wasm_file(&self) -> String {
        format!("{}_bg.wasm", self.out_name)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Module, parse};

    const GOOD: [(&str, &str); 10] = [
        ("crate", "\"src/web\""),
        ("features", "[\"scan\"]"),
        ("profile", "\"wasm-scan\""),
        ("rustflags", "[]"),
        ("target", "\"web\""),
        ("out-dir", "\"www/src/wasm/scan\""),
        ("out-name", "\"scan\""),
        ("typescript", "true"),
        ("wasm-opt", "true"),
        ("brotli-budget", "66_000"),
    ];

    fn text(keys: &[(&str, &str)]) -> String {
        let lines: Vec<String> = keys
            .iter()
            .map(|(key, value)| format!("{key} = {value}\n"))
            .collect();
        format!("[module.scan]\n{}", lines.concat())
    }

    fn with(key: &str, value: &str) -> Module {
        let keys = GOOD.map(|(k, v)| if k == key { (k, value) } else { (k, v) });
        parse(&text(&keys)).unwrap().remove(0)
    }

    #[test]
    fn the_file_of_the_project_is_good_and_says_who_reads_it() {
        let file =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../wasm-pack.toml"))
                .unwrap();
        let names: Vec<String> = parse(&file)
            .unwrap()
            .into_iter()
            .map(|module| module.name)
            .collect();
        assert_eq!(
            names,
            ["bundle", "paper", "scan", "settle", "signoff", "verify"]
        );
        assert!(
            file.lines()
                .next()
                .unwrap()
                .starts_with("# wasm-pack itself does not read this file")
        );
    }

    #[test]
    fn every_key_changes_what_is_built() {
        let plain = with("", "");
        let other = [
            ("crate", "\"src/other\"", "src/other"),
            ("features", "[\"scan\", \"verify\"]", "scan,verify"),
            ("profile", "\"release\"", "release"),
            ("target", "\"nodejs\"", "nodejs"),
            (
                "out-dir",
                "\"www/src/wasm/other\"",
                "../../www/src/wasm/other",
            ),
            ("out-name", "\"other\"", "other"),
            ("typescript", "false", "--no-typescript"),
            ("wasm-opt", "false", "--no-opt"),
        ];
        for (key, value, argument) in other {
            let changed = with(key, value);
            assert_ne!(changed.arguments(), plain.arguments(), "{key}");
            assert!(changed.arguments().iter().any(|a| a == argument), "{key}");
        }
        assert_eq!(with("brotli-budget", "1").brotli_budget, 1);
        assert_eq!(with("rustflags", "[\"--cfg=x\"]").rustflags, ["--cfg=x"]);
        assert_eq!(other.len() + 2, GOOD.len(), "a key has no test");
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let mut keys = GOOD.to_vec();
        keys.push(("out_dir", "\"x/y\""));
        let error = format!("{:#}", parse(&text(&keys)).unwrap_err());
        assert!(error.contains("out_dir"), "{error}");
        let error = format!(
            "{:#}",
            parse(&format!("{}\n[modules.scan]\n", text(&GOOD))).unwrap_err()
        );
        assert!(error.contains("modules"), "{error}");
    }

    #[test]
    fn a_missing_key_is_an_error_that_names_it() {
        for (n, (key, _)) in GOOD.iter().enumerate() {
            let mut keys = GOOD.to_vec();
            keys.remove(n);
            let error = format!("{:#}", parse(&text(&keys)).unwrap_err());
            assert!(error.contains(key), "{key}: {error}");
        }
    }

    #[test]
    fn values_that_could_harm_or_mean_nothing_are_errors() {
        let bad = [
            ("crate", "\"../elsewhere\""),
            ("crate", "\".\""),
            ("out-dir", "\"../elsewhere\""),
            ("out-dir", "\"/etc/wasm\""),
            ("out-dir", "\"src\""),
            ("out-dir", "\"www//src\""),
            ("out-name", "\"a/b\""),
            ("out-name", "\"\""),
            ("target", "\"moon\""),
            ("brotli-budget", "-1"),
        ];
        for (key, value) in bad {
            let keys = GOOD.map(|(k, v)| if k == key { (k, value) } else { (k, v) });
            assert!(parse(&text(&keys)).is_err(), "{key} = {value}");
        }
        assert!(parse("").is_err());
    }
}

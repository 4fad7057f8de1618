//! Runs the very commands that the drill shows, in the drill's folder.

use std::process::{Command, Stdio};

use receipt_verifier::Time;

use super::script::Step;
use super::world::World;
use crate::failure::Failure;
use crate::time;
use crate::words::Lang;

pub struct Runner<'a> {
    pub world: &'a World,
    /// What `{now}` stands for: where the clock stands still, commands are told the time.
    pub still: Option<Time>,
    pub lang: Lang,
}

impl Runner<'_> {
    /// The commands of a step as one types them.
    pub fn lines(&self, step: &Step) -> Result<Vec<String>, Failure> {
        step.commands
            .iter()
            .map(|template| self.fill(template))
            .collect()
    }

    fn fill(&self, template: &str) -> Result<String, Failure> {
        let told = |flag: &str| {
            self.still
                .map_or(String::new(), |t| format!("{flag} {}", time::text(t)))
        };
        let lang = match self.lang {
            Lang::En => "en",
            Lang::ZhCn => "zh-CN",
        };
        let line = template
            .replace("{since}", &time::text(self.world.since))
            .replace("{at}", &time::text(self.world.since))
            .replace("{now}", &told("--now"))
            .replace("{signed_at}", &told("--signed-at"))
            .replace("{lang}", lang);
        let words: Vec<&str> = line.split_whitespace().collect();
        Ok(format!("receipt {}", words.join(" ")))
    }

    /// Runs a line; what it printed, on both outputs.
    pub fn run(&self, line: &str) -> Result<String, Failure> {
        let program =
            std::env::current_exe().map_err(|e| Failure::ReadFile("receipt".into(), e))?;
        let (arguments, file) = match line.split_once(" > ") {
            Some((arguments, file)) => (arguments, Some(file)),
            None => (line, None),
        };
        let output = Command::new(program)
            .args(arguments.split_whitespace().skip(1))
            .current_dir(self.world.folder.root())
            .stdin(Stdio::null())
            .output()
            .map_err(|e| Failure::ReadFile("receipt".into(), e))?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
        // 1 is an answer: not verified, or two lists that differ.
        if !matches!(output.status.code(), Some(0 | 1)) {
            return Err(Failure::coded(
                "drill_step_failed",
                format_args!("{line}\n{}", said.trim_end()),
                "mend what the command says and begin again in a new folder",
            ));
        }
        match file {
            Some(file) => self.world.folder.write(file, &printed)?,
            None => said.insert_str(0, &printed),
        }
        Ok(said)
    }
}

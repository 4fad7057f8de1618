//! Walks a person through a drill, or walks alone.

use std::io::{BufRead as _, IsTerminal as _};
use std::time::Instant;

use super::record::{Change, Done, Record, Voice};
use super::runner::Runner;
use super::script::{Script, Step};
use super::verdicts::{self, Verdict};
use crate::failure::Failure;
use crate::{output, time};

pub struct Guide<'a> {
    pub runner: &'a Runner<'a>,
    pub voice: &'a Voice<'a>,
    /// Waits for nobody.
    pub auto: bool,
    /// Says nothing: somebody else reads the record.
    pub quiet: bool,
}

impl Guide<'_> {
    pub fn must_have_somebody(auto: bool) -> Result<(), Failure> {
        match auto || std::io::stdin().is_terminal() {
            true => Ok(()),
            false => Err(Failure::Usage(
                "nobody is there to press Enter: give --auto".to_owned(),
            )),
        }
    }

    pub fn begin(&self) -> Result<(), Failure> {
        let folder = self.runner.world.folder.root().display().to_string();
        self.say(&format!(
            "*** {} ***\n\n{}\n{}\n\n{}: {folder}\n",
            self.voice.say("record.sample"),
            self.voice.own("name"),
            self.voice.own("situation"),
            self.voice.say("guide.folder"),
        ))
    }

    /// All steps in order, each timed from when it is shown to when it is done.
    pub fn walk(&self, script: &Script) -> Result<Vec<Done>, Failure> {
        let mut before = self.online(script)?;
        let mut done: Vec<Done> = Vec::new();
        let begun = Instant::now();
        let mut so_far = 0;
        for (at, step) in script.steps.iter().enumerate() {
            let commands = self.runner.lines(step)?;
            self.show(at, script.steps.len(), step, &commands)?;
            self.wait()?;
            for line in &commands {
                self.say(&indented(&self.runner.run(line)?))?;
            }
            // Where commands are told the time, no time passes.
            let elapsed = match self.runner.still {
                Some(_) => 0,
                None => begun.elapsed().as_secs(),
            };
            // Of whole seconds on one clock, so that the parts add up to the whole.
            let seconds = elapsed - so_far;
            so_far = elapsed;
            let after = self.online(script)?;
            let changed = changes(script, &before, &after);
            let unheard = !step.ends_response && !done.iter().any(|d| d.ends_response);
            self.tell(&changed, unheard && !commands.is_empty())?;
            before = after;
            done.push(Done {
                id: step.id,
                commands,
                seconds,
                ends_response: step.ends_response,
                changed,
            });
        }
        Ok(done)
    }

    fn online(&self, script: &Script) -> Result<Vec<Option<Verdict>>, Failure> {
        let now = self.runner.still.map_or_else(time::now, Ok)?;
        verdicts::of_view(&script.online, script, &self.runner.world.folder, now)
    }

    fn show(&self, at: usize, of: usize, step: &Step, commands: &[String]) -> Result<(), Failure> {
        let own = |part: &str| self.voice.own(&format!("step.{}.{part}", step.id));
        let mut text = format!("[{}/{of}] {}\n      {}\n", at + 1, own("do"), own("why"));
        for line in commands {
            text.push_str(&format!("      $ {line}\n"));
        }
        self.say(&text)
    }

    /// Enter goes on; the end of the input is a person who left.
    fn wait(&self) -> Result<(), Failure> {
        if self.auto {
            return Ok(());
        }
        output::print(&format!("      {} ", self.voice.say("guide.enter")))?;
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        match read {
            Ok(n) if n > 0 && line.trim() != "q" => Ok(()),
            _ => Err(Failure::Usage(
                "the drill was left; its folder stays as it is".to_owned(),
            )),
        }
    }

    /// What a step changed for verifiers; before anything is published, that they have not heard of it is worth a line.
    fn tell(&self, changed: &[Change], unheard: bool) -> Result<(), Failure> {
        let mut text = String::new();
        for change in changed {
            text.push_str(&format!(
                "      ~ {}: {} → {}\n",
                self.voice.receipt(change.receipt),
                self.voice.verdict(change.from.as_ref()),
                self.voice.verdict(change.to.as_ref())
            ));
        }
        if changed.is_empty() && unheard {
            text.push_str(&format!("      = {}\n", self.voice.say("guide.unchanged")));
        }
        self.say(&(text + "\n"))
    }

    pub fn end(&self, record: &Record) -> Result<(), Failure> {
        let mut text = String::new();
        for (at, id) in record.script.receipts.iter().enumerate() {
            text.push_str(&format!("{}\n", self.voice.receipt(id)));
            for (column, view) in record.views().iter().enumerate() {
                let verdict = record.table.get(at).and_then(|row| row.get(column));
                let mark = match record.is_as_expected(at, column) {
                    true => '+',
                    false => 'x',
                };
                text.push_str(&format!(
                    "  {mark} {}: {}\n",
                    self.voice.view(view.id),
                    self.voice.verdict(verdict.and_then(Option::as_ref))
                ));
            }
        }
        text.push('\n');
        for sentence in self.voice.open() {
            text.push_str(&format!("? {sentence}\n"));
        }
        let folder = &self.runner.world.folder;
        text.push_str(&format!(
            "\n{}: {}\n{}, {}\n",
            self.voice.own("response"),
            record.timed(self.voice),
            folder.path("record.md").display(),
            folder.path("record.html").display()
        ));
        self.say(&text)
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        match self.quiet {
            true => Ok(()),
            false => output::print(text),
        }
    }
}

fn changes(script: &Script, before: &[Option<Verdict>], after: &[Option<Verdict>]) -> Vec<Change> {
    let pairs = before.iter().zip(after);
    script
        .receipts
        .iter()
        .zip(pairs)
        .filter(|(_, (from, to))| {
            let says = |v: &Option<Verdict>| v.as_ref().map(|v| v.says.clone());
            says(from) != says(to)
        })
        .map(|(receipt, (from, to))| Change {
            receipt,
            from: from.clone(),
            to: to.clone(),
        })
        .collect()
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("      | {line}\n"))
        .collect()
}

//! One step of a job: a sentence, a child process, the time it took. What the child prints is shown when it fails.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

static VERBOSE: AtomicBool = AtomicBool::new(false);

pub fn set_verbose(verbose: bool) {
    VERBOSE.store(verbose, Ordering::Relaxed);
}

/// What a step's child printed, and whether it ended well.
pub struct Ended {
    pub output: String,
    pub success: bool,
}

/// Runs the command under a sentence; a failure prints what it said and is an error with the remedy.
pub fn run(sentence: &str, command: &mut Command, remedy: &str) -> Result<String> {
    let ended = watch(sentence, command)?;
    if ended.success {
        return Ok(ended.output);
    }
    bail!("“{sentence}” failed. {remedy}")
}

/// Runs the command under a sentence. On a terminal the line ticks; elsewhere it is a line at either end.
pub fn watch(sentence: &str, command: &mut Command) -> Result<Ended> {
    let program = command.get_program().to_string_lossy().into_owned();
    let verbose = VERBOSE.load(Ordering::Relaxed);
    let mut line = Line::begin(sentence, verbose);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {program}; is it installed?"))?;
    let (sender, receiver) = channel();
    for pipe in [
        child.stdout.take().map(boxed),
        child.stderr.take().map(boxed),
    ]
    .into_iter()
    .flatten()
    {
        let sender = sender.clone();
        std::thread::spawn(move || forward(pipe, &sender));
    }
    drop(sender);
    let mut output = String::new();
    loop {
        match receiver.recv_timeout(Duration::from_secs(1)) {
            Ok(text) => {
                if verbose {
                    println!("{text}");
                }
                output.push_str(&text);
                output.push('\n');
            }
            Err(RecvTimeoutError::Timeout) => line.tick(),
            Err(RecvTimeoutError::Disconnected) => break,
        }
        line.tick();
    }
    let success = child
        .wait()
        .with_context(|| format!("lost sight of {program}"))?
        .success();
    line.end(success);
    if !success && !verbose {
        println!("{}", output.trim_end());
    }
    Ok(Ended { output, success })
}

fn boxed(pipe: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    Box::new(pipe)
}

fn forward(pipe: Box<dyn Read + Send>, sender: &Sender<String>) {
    // Bytes, not `lines()`: a test may print what is not UTF-8, and its closing line must still arrive.
    for bytes in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        if sender
            .send(String::from_utf8_lossy(&bytes).trim_end().to_owned())
            .is_err()
        {
            return;
        }
    }
}

struct Line<'a> {
    sentence: &'a str,
    begun: Instant,
    shown: u64,
    ticking: bool,
}

impl<'a> Line<'a> {
    fn begin(sentence: &'a str, verbose: bool) -> Self {
        let ticking = std::io::stdout().is_terminal() && !verbose;
        if ticking {
            print!("  {sentence} …");
        } else {
            println!("… {sentence}");
        }
        flush();
        Self {
            sentence,
            begun: Instant::now(),
            shown: 0,
            ticking,
        }
    }

    fn tick(&mut self) {
        let seconds = self.begun.elapsed().as_secs();
        if self.ticking && seconds != self.shown {
            self.shown = seconds;
            print!("\r  {} … {seconds} s", self.sentence);
            flush();
        }
    }

    fn end(&self, success: bool) {
        let mark = if success { "✓" } else { "✗" };
        let start = if self.ticking { "\r\x1b[2K" } else { "" };
        println!(
            "{start}{mark} {} ({:.1} s)",
            self.sentence,
            self.begun.elapsed().as_secs_f64()
        );
        flush();
    }
}

fn flush() {
    // A closed pipe is no reason to stop a build.
    let _ = std::io::stdout().flush();
}

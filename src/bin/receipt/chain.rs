//! `receipt chain`: receipts of a terminal in a row. Each names the one before it; a number stands for one receipt.

mod links;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::json::{Object, Value};
use receipt_verifier::{Dossier, Report, Statement, StatementType, Time, TrustStore, verify};

use crate::failure::Failure;
use crate::trust_args::TrustArgs;
use crate::verify::inputs::{self, Input};
use crate::{output, time};
use links::{Found, Numbered, Pair};

const EXAMPLES: &str = "\
Examples:
  receipt chain --trust trust.json receipts/*.dossier
  receipt chain --trust list.jwt --registry registry.pub.json --json slip1.png slip2.png
  receipt chain --trust trust.json --export both.dossier a.dossier b.dossier

Exit code 0: nothing contradicts. 1: a number was signed twice, a link is broken, or a receipt did not verify. 2: unreadable input.
A missing number is no contradiction: nobody has to hand in every receipt.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    trust: TrustArgs,
    /// As of this time instead of now
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
    /// One JSON object
    #[arg(long)]
    json: bool,
    /// Write receipts that contradict each other into this file, a pair a line, for others to verify
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// Dossier text, links, digits, text files, pictures, in any order
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<String>,
}

/// An input that is not part of any chain, and the code of why.
struct Aside {
    name: String,
    code: &'static str,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let store = args.trust.load()?;
    let now = match args.now {
        Some(now) => now,
        None => time::now()?,
    };
    let mut receipts = Vec::new();
    let mut aside = Vec::new();
    let mut worst = 0_u8;
    for name in &args.inputs {
        match inputs::read(name) {
            Ok(read) => {
                for input in read {
                    collect(&input, name, &store, now, &mut receipts, &mut aside);
                }
            }
            Err(failure) => {
                eprintln!("{failure}");
                worst = 2;
            }
        }
    }
    let mut terminals: BTreeMap<(String, String), Vec<Numbered>> = BTreeMap::new();
    for receipt in receipts {
        let whose = (receipt.iss.clone(), receipt.terminal.clone());
        terminals.entry(whose).or_default().push(receipt);
    }
    let chains: Vec<Found> = terminals.into_values().map(Found::in_chain).collect();
    let conflicts: Vec<&Pair> = chains.iter().flat_map(Found::conflicts).collect();
    if let Some(path) = &args.export {
        export(path, &conflicts)?;
    }
    output::print(&match args.json {
        true => as_json(&chains, &aside),
        false => as_text(&chains, &aside),
    })?;
    let contradicted = !conflicts.is_empty() || !aside.is_empty();
    Ok(ExitCode::from(worst.max(u8::from(contradicted))))
}

/// Every receipt of an input, each verified by itself with the statements that came with it.
fn collect(
    input: &Input,
    name: &str,
    store: &TrustStore,
    now: Time,
    receipts: &mut Vec<Numbered>,
    aside: &mut Vec<Aside>,
) {
    let texts: &[String] = match input {
        Input::Text(text) => std::slice::from_ref(text),
        Input::Texts(texts) => texts,
        Input::NoText(code) => {
            aside.push(Aside {
                name: name.to_owned(),
                code,
            });
            return;
        }
    };
    let mut refusal = None;
    let mut found = false;
    for text in texts {
        let dossier = match Dossier::read(text) {
            Ok(dossier) => dossier,
            Err(e) => {
                refusal = Some(e.code());
                continue;
            }
        };
        for alone in apart(&dossier) {
            let report = verify(&alone, store, now);
            match numbered(&report, &alone) {
                Ok(receipt) => {
                    found = true;
                    receipts.push(receipt);
                }
                Err(code) => refusal = Some(code),
            }
        }
    }
    if let Some(code) = refusal.filter(|_| !found || texts.len() == 1) {
        aside.push(Aside {
            name: name.to_owned(),
            code,
        });
    }
}

/// A dossier of several receipts as several dossiers.
fn apart(dossier: &Dossier) -> Vec<String> {
    let is_receipt =
        |part: &&str| Statement::parse(part).is_ok_and(|s| s.typ() == StatementType::Receipt);
    let (receipts, others): (Vec<&str>, Vec<&str>) = dossier
        .parts()
        .filter(|p| !p.is_empty())
        .partition(is_receipt);
    if receipts.is_empty() {
        return vec![dossier.to_text()];
    }
    receipts
        .into_iter()
        .map(|receipt| {
            let mut parts = vec![receipt];
            parts.extend(&others);
            parts.join("~")
        })
        .collect()
}

/// The receipt as a member of a chain, or the code of why it is none.
fn numbered(report: &Report, dossier: &str) -> Result<Numbered, &'static str> {
    let (Some(receipt), Some(digest)) = (&report.receipt, report.digest) else {
        return Err(report.code);
    };
    let signer = report
        .signers
        .iter()
        .find(|s| s.statement == StatementType::Receipt.as_str());
    let (Some(signer), Some(terminal)) = (signer, &receipt.terminal) else {
        return Err("not_numbered");
    };
    Ok(Numbered {
        iss: signer.iss.as_str().to_owned(),
        shop: signer.name.shown(),
        terminal: terminal.id.clone(),
        kid: signer.kid.clone(),
        thumbprint: signer.thumbprint.clone(),
        counter: terminal.counter,
        previous: terminal.previous.clone(),
        digest,
        dossier: dossier.to_owned(),
    })
}

/// Both receipts with what came with them: whoever gets the file verifies it in their own verifier.
fn export(path: &std::path::Path, conflicts: &[&Pair]) -> Result<(), Failure> {
    if conflicts.is_empty() {
        eprintln!("nothing contradicts: {} was not written", path.display());
        return Ok(());
    }
    let mut out = String::new();
    for pair in conflicts {
        let mut parts: Vec<&str> = Vec::new();
        for part in pair.first.split('~').chain(pair.second.split('~')) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        out.push_str(&parts.join("~"));
        out.push('\n');
    }
    output::replace(path, out.as_bytes())
}

fn as_text(chains: &[Found], aside: &[Aside]) -> String {
    let mut out: String = chains.iter().map(Found::to_text).collect();
    for one in aside {
        let short: String = one.name.chars().take(60).collect();
        out.push_str(&format!("not counted: {short} ({})\n", one.code));
    }
    out
}

fn as_json(chains: &[Found], aside: &[Aside]) -> String {
    let mut out = Object::default();
    out.set(
        "chains",
        Value::List(
            chains
                .iter()
                .map(|c| Value::Object(c.to_object()))
                .collect(),
        ),
    );
    let aside = aside.iter().map(|one| {
        let mut object = Object::default();
        object.set("input", Value::Text(one.name.chars().take(60).collect()));
        object.set("code", Value::Text(one.code.to_owned()));
        Value::Object(object)
    });
    out.set("not_counted", Value::List(aside.collect()));
    out.to_text() + "\n"
}

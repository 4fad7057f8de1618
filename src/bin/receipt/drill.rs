//! `receipt drill`: the bad day, rehearsed with keys and receipts made for it. Steps are the product's own commands, verdicts the real
//! pipeline's, and no key of anybody is read.

mod folder;
mod guide;
mod keys;
mod receipts;
mod record;
mod runner;
mod script;
mod verdicts;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use receipt_verifier::Time;

use crate::failure::Failure;
use crate::time;
use crate::words::{Lang, Words};
use folder::Folder;
use guide::Guide;
use keys::KeyRing;
use record::{Record, Voice};
use runner::Runner;
use script::{Scenario, Script, Whose};
use world::World;

const EXAMPLES: &str = "\
Examples:
  receipt drill terminal-stolen --team 'Li, Wang'
  receipt drill key-compromise --whose registry --out rehearsal
  receipt drill outage --auto --lang zh-CN

Everything happens in a new folder, with keys made for it; it ends with record.md and record.html there, one page to print and sign. Step
by step it shows the commands of the real day, runs them on Enter, and asks the verifier what it says now.

Exit codes: 0 every verdict came out as it has to, 1 not, 2 the drill was left or something failed.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[arg(value_enum)]
    scenario: Scenario,
    /// Whose key, in key-compromise
    #[arg(long, value_enum, default_value = "acquirer")]
    whose: Whose,
    /// The folder to make; drill-<scenario>-<date> where left out
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Who takes part, for the record
    #[arg(long, value_name = "TEXT")]
    team: Option<String>,
    /// Run every step without waiting for anybody
    #[arg(long)]
    auto: bool,
    /// Print the drill as one JSON object, with lists and receipts in it
    #[arg(long, requires = "auto")]
    json: bool,
    /// Language of the drill and its record; from the environment where left out
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// The same keys each time; whoever knows the number has them
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// The drill begins then, and the clock stands still: every step takes no time
    #[arg(long, value_name = "RFC3339", value_parser = time::parse)]
    now: Option<Time>,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    Guide::must_have_somebody(args.auto)?;
    let start = args.now.map_or_else(time::now, Ok)?;
    let script = Script::of(args.scenario, args.whose);
    let out = args.out.clone().unwrap_or_else(|| {
        let name = script.id.replace('_', "-");
        PathBuf::from(format!("drill-{name}-{}", start.to_date()))
    });
    let world = World::new(Folder::make(&out)?, KeyRing::new(args.seed)?, start)?;
    script.prepare(&world)?;

    let lang = args.lang.unwrap_or_else(Lang::from_env);
    let words = Words::load_with_drill(lang);
    let voice = Voice {
        words: &words,
        script: script.id,
    };
    let runner = Runner {
        world: &world,
        still: args.now,
        lang,
    };
    let guide = Guide {
        runner: &runner,
        voice: &voice,
        auto: args.auto,
        quiet: args.json,
    };
    guide.begin()?;
    let steps = guide.walk(&script)?;
    let now = args.now.map_or_else(time::now, Ok)?;
    let record = Record {
        table: table(&script, &world.folder, now)?,
        script,
        start,
        since: world.since,
        still: args.now.is_some(),
        auto: args.auto,
        team: args.team.clone(),
        steps,
        lang,
    };
    let markdown = record::markdown::text(&record, &voice);
    world.folder.write("record.md", &markdown)?;
    let page = record::page::text(&record, &voice);
    world.folder.write("record.html", &page)?;
    if args.json {
        let json = record::json::text(&record, &world.folder)?;
        crate::output::print(&format!("{json}\n"))?;
    }
    guide.end(&record)?;
    Ok(match record.all_as_expected() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// For each receipt, what each view says.
fn table(
    script: &Script,
    folder: &Folder,
    now: Time,
) -> Result<Vec<Vec<Option<verdicts::Verdict>>>, Failure> {
    let mut table = vec![Vec::new(); script.receipts.len()];
    for view in script.views {
        let column = verdicts::of_view(view, script, folder, now)?;
        for (row, verdict) in table.iter_mut().zip(column) {
            row.push(verdict);
        }
    }
    Ok(table)
}

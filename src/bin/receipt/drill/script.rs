//! What a drill rehearses: its data, its steps, what verifiers are asked, and what they have to answer.

mod outage;
mod root;
mod till;
mod voucher;

use super::world::World;
use crate::failure::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "kebab-case")]
pub enum Scenario {
    /// A terminal is gone: revoke its key, and see which of its receipts still stand
    TerminalStolen,
    /// An acquirer's or a registry's key is in wrong hands
    KeyCompromise,
    /// The registry can't be reached, and the list runs out
    Outage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Whose {
    /// It vouches for shops' keys
    Acquirer,
    /// It signs the list that verifiers pin
    Registry,
}

/// One thing to do. Its sentences stand in `locales/…/drill.json` under the script's and its own name.
pub struct Step {
    pub id: &'static str,
    /// Arguments of `receipt`, as one types them; none where people do it without a computer. `{now}` is `--now …` where the drill's clock
    /// stands still, `> FILE` takes what the command prints.
    pub commands: &'static [&'static str],
    /// With this step everybody who asks gets the news.
    pub ends_response: bool,
}

const fn step(id: &'static str, commands: &'static [&'static str]) -> Step {
    Step {
        id,
        commands,
        ends_response: false,
    }
}

const fn publishing(id: &'static str, commands: &'static [&'static str]) -> Step {
    Step {
        id,
        commands,
        ends_response: true,
    }
}

/// A verifier that somebody may have in hand: with which pins and lists, and when.
pub struct View {
    pub id: &'static str,
    pub pins: &'static str,
    pub lists: &'static [&'static str],
    /// So many days from now.
    pub days: i64,
}

const OLD: &[&str] = &["old/registry.example.jwt", "old/acquirer.example.jwt"];
const PUBLISHED: &[&str] = &[
    "published/registry.example.jwt",
    "published/acquirer.example.jwt",
];
const PINS: &str = "registry.pub.json";

const fn view(id: &'static str, lists: &'static [&'static str], days: i64) -> View {
    View {
        id,
        pins: PINS,
        lists,
        days,
    }
}

pub struct Script {
    pub id: &'static str,
    pub receipts: &'static [&'static str],
    pub steps: &'static [Step],
    /// What a verifier that fetches lists now has; asked after every step.
    pub online: View,
    pub views: &'static [View],
    /// For each receipt, what each view has to say: the verdict's code, and what stands beside it.
    pub expected: &'static [&'static [&'static str]],
}

impl Script {
    pub fn of(scenario: Scenario, whose: Whose) -> Self {
        match (scenario, whose) {
            (Scenario::TerminalStolen, _) => till::SCRIPT,
            (Scenario::KeyCompromise, Whose::Acquirer) => voucher::SCRIPT,
            (Scenario::KeyCompromise, Whose::Registry) => root::SCRIPT,
            (Scenario::Outage, _) => outage::SCRIPT,
        }
    }

    pub fn prepare(&self, world: &World) -> Result<(), Failure> {
        match self.id {
            "terminal_stolen" => till::prepare(world),
            "key_compromise_acquirer" => voucher::prepare(world),
            "key_compromise_registry" => root::prepare(world),
            _ => outage::prepare(world),
        }
    }
}

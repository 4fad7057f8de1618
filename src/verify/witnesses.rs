//! Witnesses, who date a receipt and no more: with a statement of their own, or with a log whose growth they countersign.

use alloc::vec::Vec;

use super::authenticate::{self, Refusal};
use super::history::CLOCK_TOLERANCE;
use super::independence;
use super::{Context, ParsedPart, Subject};
use crate::claims;
use crate::dossier::Dossier;
use crate::log::{self, Logged, NoteKey};
use crate::report::{Check, CheckOutcome, Outcome, Params, WitnessEntry, WitnessedBy};
use crate::statement::{Digest, Statement, StatementType};
use crate::time::Time;
use crate::trust::Issuer;
use crate::vocabulary::Role;

#[derive(Default)]
pub struct Witnesses {
    found: Vec<WitnessEntry>,
}

impl Witnesses {
    /// All of them that speak of `about`.
    pub fn of<'a>(
        about: &Subject,
        parts: &'a [ParsedPart],
        dossier: &Dossier,
        context: &Context<'a>,
    ) -> Self {
        let mut out = Self::default();
        for (parsed, text) in parts.iter().zip(dossier.parts()) {
            // What does not speak of it changes nothing.
            let _ = match parsed {
                Ok(s) if s.typ() == StatementType::Witness => out.add_statement(s, about, context),
                Err(_) if log::is_part(text) => out.add_proof(text, about, context),
                _ => Ok(()),
            };
        }
        out
    }

    pub fn len(&self) -> usize {
        self.found.len()
    }

    pub fn into_entries(self) -> Vec<WitnessEntry> {
        self.found
    }

    /// `receipt-witness+jwt`: a witness saw this digest.
    pub fn add_statement(
        &mut self,
        statement: &Statement,
        about: &Subject,
        context: &Context,
    ) -> Result<(), &'static str> {
        let mut read = None;
        let signer = authenticate::authenticate(statement, context.roster, &mut |key| {
            let refuse = |code| Err(Refusal::new(Outcome::Rejected, code));
            if key.role != Role::Witness {
                return refuse("role_not_allowed");
            }
            let seen = match read.get_or_insert_with(|| Seen::read(statement)) {
                Ok(seen) => seen,
                Err(code) => return refuse(*code),
            };
            if seen.digest != about.statement.digest() {
                return refuse("other_receipt");
            }
            if key.is_withdrawn() {
                return refuse("key_withdrawn");
            }
            key.covers(seen.at)
                .map_err(|code| Refusal::new(Outcome::Rejected, code))
        })
        .map_err(|refusal| refusal.code)?;
        if let Some(code) = independence::dependence(about.signer, signer.source) {
            return Err(code);
        }
        let at = read.and_then(Result::ok).map(|seen| seen.at);
        self.hear(entry(WitnessedBy::Statement, signer.issuer(), at))
    }

    /// Each witness once, by its earliest word: the same one many times is not many witnesses.
    fn hear(&mut self, entry: WitnessEntry) -> Result<(), &'static str> {
        let alike = |w: &&mut WitnessEntry| {
            w.by == entry.by && w.iss == entry.iss && w.origin == entry.origin
        };
        match self.found.iter_mut().find(alike) {
            Some(w) if w.at.is_some_and(|at| entry.at.is_none_or(|t| at <= t)) => Err("duplicate"),
            Some(w) if w.at == entry.at => Err("duplicate"),
            Some(w) => {
                *w = entry;
                Ok(())
            }
            None => {
                self.found.push(entry);
                Ok(())
            }
        }
    }

    /// A log's proof. What dates the receipt is who saw the log and when; a log that nobody independent saw may have been written yesterday.
    pub fn add_proof(
        &mut self,
        text: &str,
        about: &Subject,
        context: &Context,
    ) -> Result<(), &'static str> {
        let proof = log::open(text).map_err(log::LogError::code)?;
        let for_sample = about.signer.source.listed.is_sample();
        let listed = context.store.witnesses(for_sample);
        let mut keys = Vec::new();
        let mut owners = Vec::new();
        for issuer in &listed {
            for key in &issuer.note_keys {
                // Read where a line goes by its name: a proof costs what it contains, not what is listed.
                let name = key.split('+').next();
                let mut lines = proof.note.signatures.iter();
                if !lines.any(|line| Some(line.name.as_str()) == name) {
                    continue;
                }
                // A key that cannot be read is nobody's.
                let Ok(key) = NoteKey::parse(key) else {
                    continue;
                };
                // What the shop could sign itself dates nothing.
                let own = &about.signer.issuer().keys;
                if !own.iter().any(|k| k.x == key.key.to_bytes()) {
                    keys.push(key);
                    owners.push(issuer);
                }
            }
        }
        let logged = proof
            .verify(about.statement.digest().as_bytes(), &keys)
            .map_err(log::LogError::code)?;
        let mut entries: Vec<WitnessEntry> = Vec::new();
        for (key, at) in &logged.cosigned {
            let Some(owner) = owners.get(*key) else {
                continue;
            };
            if independence::party_dependence(about.signer, owner).is_none() {
                entries.push(logged_entry(owner, &logged, Some(*at)));
            }
        }
        if entries.is_empty()
            && let Some(owner) = owners.get(logged.log)
        {
            entries.push(logged_entry(owner, &logged, None));
        }
        let mut heard = Err("duplicate");
        for entry in entries {
            heard = self.hear(entry).or(heard);
        }
        heard
    }

    pub fn check(&self, subject: &Subject, now: Time, checks: &mut Vec<Check>) {
        for w in &self.found {
            let mut params = Params::default().text("witness", &w.name);
            if let Some(origin) = &w.origin {
                params = params.word("log", origin.as_str());
            }
            if let Some(at) = w.at {
                params = params.word("at", at.to_text(subject.receipt.utc_offset));
                // Seen before it was written, or not yet: somebody's clock is wrong.
                if subject.receipt.iat.since(at) > CLOCK_TOLERANCE
                    || at.since(now) > CLOCK_TOLERANCE
                {
                    checks.push(Check {
                        code: "witness_time",
                        outcome: CheckOutcome::Warn,
                        params: params.clone(),
                    });
                }
            }
            let (code, outcome) = match (w.by, w.at) {
                (WitnessedBy::Statement, _) => ("witnessed", CheckOutcome::Pass),
                (WitnessedBy::Log, Some(_)) => ("in_log", CheckOutcome::Pass),
                (WitnessedBy::Log, None) => ("in_log_undated", CheckOutcome::Info),
            };
            checks.push(Check {
                code,
                outcome,
                params,
            });
        }
    }

    pub fn date_before(&self, since: Time) -> bool {
        self.before(since).is_some()
    }

    fn before(&self, since: Time) -> Option<(&WitnessEntry, Time)> {
        self.found
            .iter()
            .find_map(|w| Some((w, w.at.filter(|at| *at < since)?)))
    }

    /// Whether one of them signed before `since`, which is then said.
    pub fn dates(&self, subject: &Subject, since: Time, checks: &mut Vec<Check>) -> bool {
        let Some((witness, at)) = self.before(since) else {
            return false;
        };
        checks.push(Check {
            code: "dated_by_witness",
            outcome: CheckOutcome::Pass,
            params: Params::default()
                .text("witness", &witness.name)
                .word("at", at.to_text(subject.receipt.utc_offset)),
        });
        true
    }
}

fn entry(by: WitnessedBy, issuer: &Issuer, at: Option<Time>) -> WitnessEntry {
    WitnessEntry {
        by,
        iss: issuer.iss.clone(),
        name: issuer.name.clone(),
        party: issuer.party.clone(),
        at,
        origin: None,
        index: None,
        size: None,
    }
}

fn logged_entry(owner: &Issuer, logged: &Logged, at: Option<Time>) -> WitnessEntry {
    WitnessEntry {
        origin: Some(logged.origin.clone()),
        index: i64::try_from(logged.index).ok(),
        size: i64::try_from(logged.size).ok(),
        ..entry(WitnessedBy::Log, owner, at)
    }
}

/// What a witness's statement says.
struct Seen {
    digest: Digest,
    at: Time,
}

impl Seen {
    fn read(statement: &Statement) -> Result<Self, &'static str> {
        let seen = claims::whole(statement.payload(), |c| {
            c.need("iss", &|_| Ok(()));
            let at = c.need("iat", &claims::time);
            let digest = c.need("receipt_digest", &claims::digest);
            Some(Self {
                digest: digest?,
                at: at?,
            })
        });
        seen.map_err(|fault| fault.code())
    }
}

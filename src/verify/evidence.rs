//! Which independent parties stand behind a receipt. A signer counts only if the party who gains from it could not have made
//! that signature alone.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::authenticate::{self, Authentic, Refusal};
use super::history::{self, History};
use super::{Context, ParsedPart, Subject};
use crate::base64url;
use crate::dossier::{Dossier, MAX_PARTS};
use crate::items::{self, Opened};
use crate::order::sorted;
use crate::report::{
    Check, CheckOutcome, Evidence, IgnoredPart, Level, Outcome, Params, SignerEntry, StatusEntry,
};
use crate::statement::{Statement, StatementError, StatementType};
use crate::status::Status;
use crate::text::{self, Text};
use crate::trust::Issuer;
use crate::vocabulary::{Provenance, Role};

/// Ignored parts that are listed one by one.
const MAX_LISTED: usize = 32;

/// What the other parts of the dossier came to.
pub struct Found {
    pub evidence: Vec<Evidence>,
    pub signers: Vec<SignerEntry>,
    pub statuses: Vec<StatusEntry>,
    pub checks: Vec<Check>,
    pub ignored: Vec<IgnoredPart>,
    /// The receipt with the items that travel beside it.
    pub opened: Option<Opened>,
    /// The receipt's key was stolen or compromised, and nobody independent dates the receipt before that.
    pub undated: bool,
    /// What the statuses that count come to.
    pub history: History,
}

impl Found {
    pub fn level(&self) -> Level {
        self.evidence
            .iter()
            .map(|e| e.level)
            .max()
            .unwrap_or(Level::E0)
    }

    /// The event that holds now, among the statuses that count.
    pub fn newest(&self) -> Option<&StatusEntry> {
        self.history
            .newest
            .and_then(|at| self.statuses.get(at))
            .filter(|_| !self.undated)
    }
}

/// A status that verified, is about this receipt and comes from an acquirer's key.
pub struct Stated<'a> {
    pub signer: Authentic<'a>,
    pub statement: &'a Statement,
    pub part: usize,
    pub status: Status,
    pub counts: bool,
}

impl Stated<'_> {
    fn repeats(&self, other: &Self) -> bool {
        let claims = |s: &Self| Status {
            iat: self.status.iat,
            ..s.status.clone()
        };
        self.signer.issuer.iss == other.signer.issuer.iss && claims(self) == claims(other)
    }
}

pub fn gather(
    subject: &Subject,
    parts: &[ParsedPart],
    dossier: &Dossier,
    context: &Context,
) -> Found {
    let mut opened = None;
    let mut ignored = Vec::new();
    let mut unlisted = None;
    let mut stated: Vec<Stated> = Vec::new();
    let receipt_digest = subject.statement.digest();
    for ((part, parsed), text) in parts.iter().enumerate().zip(dossier.parts()) {
        if part == subject.part {
            continue;
        }
        let parsed = match parsed {
            // Within a statement's length, but none.
            Err(StatementError::NotAStatement) if items::is_part(text) => {
                match items::open(subject.statement.payload(), text) {
                    Ok(_) if opened.is_some() => Err("duplicate"),
                    Ok(items) => {
                        opened = Some(items);
                        continue;
                    }
                    Err(code) => Err(code),
                }
            }
            parsed => parsed.as_ref().map_err(part_code),
        };
        let judged = parsed.and_then(|statement| {
            let digest = statement.digest();
            if digest == receipt_digest || stated.iter().any(|s| s.statement.digest() == digest) {
                return Err("duplicate");
            }
            let one = judge(statement, subject, context, part)?;
            // An acquirer that answers a retry signs the same event again, at another time.
            if stated.iter().any(|s| s.repeats(&one)) {
                return Err("duplicate");
            }
            // The receipt is a part too.
            if stated.len() + 1 >= MAX_PARTS {
                return Err("too_many_parts");
            }
            Ok(one)
        });
        match judged {
            Ok(one) => stated.push(one),
            Err(code) if ignored.len() < MAX_LISTED => ignored.push(IgnoredPart { part, code }),
            // Thousands of scraps are not worth a line each, but that there are more is said.
            Err(_) => unlisted = unlisted.or(Some(part)),
        }
    }
    ignored.extend(unlisted.map(|part| IgnoredPart {
        part,
        code: "too_many_parts",
    }));
    let key = |s: &Stated| {
        let digest = s.statement.digest().to_text();
        (s.status.sequence, s.status.at, digest)
    };
    let mut stated = sorted(stated, &|a, b| key(a) < key(b));

    let mut checks = Vec::new();
    for one in &mut stated {
        one.counts = independent(one, subject, context, &mut checks, &mut ignored);
    }
    let ignored = sorted(ignored, &|a, b| a.part < b.part);
    let counted: Vec<&Stated> = stated.iter().filter(|s| s.counts).collect();
    let history = history::read(&stated, subject, context.now, &mut checks);
    let contradictory = history.contradictory;
    let undated = is_undated(&counted, contradictory, subject, &mut checks);

    let mut evidence = Vec::new();
    if !undated {
        evidence.push(Evidence {
            level: Level::E1,
            role: subject.signer.key.role,
            iss: subject.signer.issuer.iss.clone(),
            name: subject.signer.issuer.name.clone(),
            party: subject.signer.issuer.party.clone(),
            at: subject.receipt.iat,
        });
        if !contradictory {
            evidence.extend(counted.iter().map(|s| Evidence {
                level: Level::E2,
                role: Role::Acquirer,
                iss: s.signer.issuer.iss.clone(),
                name: s.signer.issuer.name.clone(),
                party: s.signer.issuer.party.clone(),
                at: s.status.at,
            }));
        }
    }
    let mut signers = vec![signer_entry(
        subject.signer,
        subject.statement,
        subject.part,
    )];
    signers.extend(
        counted
            .iter()
            .map(|s| signer_entry(s.signer, s.statement, s.part)),
    );
    let statuses = stated
        .iter()
        .map(|s| StatusEntry {
            event: s.status.event,
            at: s.status.at,
            amount: s.status.amount,
            currency: s.status.currency.code(),
            sequence: s.status.sequence,
            iss: s.signer.issuer.iss.clone(),
            name: s.signer.issuer.name.clone(),
            counts: s.counts && !undated && !contradictory,
        })
        .collect();
    Found {
        evidence,
        signers,
        statuses,
        checks,
        ignored,
        opened,
        undated,
        history,
    }
}

fn part_code(e: &StatementError) -> &'static str {
    match e {
        StatementError::NotAStatement => "not_a_statement",
        e => e.code(),
    }
}

fn judge<'a>(
    statement: &'a Statement,
    subject: &Subject,
    context: &Context<'a>,
    part: usize,
) -> Result<Stated<'a>, &'static str> {
    match statement.typ() {
        StatementType::Status => {}
        StatementType::Receipt => return Err("second_receipt"),
        _ => return Err("statement_reserved"),
    }
    let mut read = None;
    let signer = authenticate::authenticate(statement, context.store, |key| {
        let status = read.get_or_insert_with(|| Status::read(statement.payload()));
        let refuse = |code| Err(Refusal::new(Outcome::Rejected, code));
        if key.role != Role::Acquirer {
            return refuse("role_not_allowed");
        }
        let status = match status {
            Ok(status) => status,
            Err(fault) => return Err(Refusal::from_fault(fault)),
        };
        let merchant = &subject.receipt.merchant.id;
        if key
            .merchants
            .as_ref()
            .is_some_and(|ids| !ids.contains(merchant))
        {
            return refuse("merchant_mismatch");
        }
        if status.receipt_digest != subject.statement.digest() {
            return refuse("other_receipt");
        }
        if let Err(code) = key.covers(status.iat) {
            return refuse(code);
        }
        match &key.revoked {
            // Nobody else dates an acquirer's word, so a key that others may hold says nothing.
            Some(r) if r.casts_doubt() => refuse("key_withdrawn"),
            _ => Ok(()),
        }
    })
    .map_err(|refusal| refusal.code)?;
    match read {
        Some(Ok(status)) => Ok(Stated {
            signer,
            statement,
            part,
            status,
            counts: false,
        }),
        _ => Err("member_invalid"),
    }
}

/// The independence rule for E2.
fn independent(
    one: &Stated,
    subject: &Subject,
    context: &Context,
    checks: &mut Vec<Check>,
    ignored: &mut Vec<IgnoredPart>,
) -> bool {
    let (merchant, acquirer) = (subject.signer.issuer, one.signer.issuer);
    if let Some(code) = dependence(merchant, acquirer, context.store.provenance()) {
        ignored.push(IgnoredPart {
            part: one.part,
            code,
        });
        return false;
    }
    let differences = one.status.differences(&subject.receipt);
    for field in &differences {
        checks.push(Check {
            code: "status_differs",
            outcome: CheckOutcome::Conflict,
            params: Params::default()
                .word("field", *field)
                .text("acquirer", &acquirer.name),
        });
    }
    differences.is_empty()
}

/// A party's name without what typing adds: two spellings of one name are no two parties.
fn essence(party: &Text) -> String {
    party
        .raw()
        .chars()
        .filter(|c| {
            !text::is_deceptive(*c)
                && !c.is_ascii_punctuation()
                && !matches!(c, ' ' | '\u{a0}' | '\u{3000}')
        })
        .map(|c| match c {
            // Full-width letters and digits are the same letters and digits.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Why an acquirer's word adds nothing to the merchant's own; `None` when it is independent.
fn dependence(
    merchant: &Issuer,
    acquirer: &Issuer,
    provenance: Provenance,
) -> Option<&'static str> {
    if provenance == Provenance::Host {
        return Some("keys_from_host");
    }
    if !merchant.acquirers.contains(&acquirer.iss) {
        return Some("acquirer_not_named");
    }
    // One key under two names is one signer.
    if acquirer
        .keys
        .iter()
        .any(|a| merchant.keys.iter().any(|m| m.key == a.key))
    {
        return Some("key_shared");
    }
    let party = |issuer: &Issuer| issuer.party.as_ref().map(essence).filter(|p| !p.is_empty());
    match (party(merchant), party(acquirer)) {
        (Some(a), Some(b)) if a != b => None,
        (Some(_), Some(_)) => Some("party_same"),
        _ => Some("party_missing"),
    }
}

/// A stolen key can write any date. Only somebody independent, signing before the theft, dates what it signed.
fn is_undated(
    counted: &[&Stated],
    contradictory: bool,
    subject: &Subject,
    checks: &mut Vec<Check>,
) -> bool {
    let Some(revoked) = subject
        .signer
        .key
        .revoked
        .as_ref()
        .filter(|r| r.casts_doubt())
    else {
        return false;
    };
    let counter = subject.receipt.terminal.as_ref().map(|t| t.counter);
    let above = revoked
        .max_counter
        .zip(counter)
        .is_some_and(|(max, counter)| counter > max);
    if above {
        checks.push(Check {
            code: "counter_above_cutoff",
            outcome: CheckOutcome::Conflict,
            params: Params::default(),
        });
    }
    let dated = counted
        .iter()
        .find(|s| !contradictory && s.status.iat < revoked.since);
    match dated {
        Some(s) if !above => {
            checks.push(Check {
                code: "dated_by_acquirer",
                outcome: CheckOutcome::Pass,
                params: Params::default()
                    .text("acquirer", &s.signer.issuer.name)
                    .word("at", s.status.iat.to_text(subject.receipt.utc_offset)),
            });
            false
        }
        _ => true,
    }
}

fn signer_entry(signer: Authentic, statement: &Statement, part: usize) -> SignerEntry {
    SignerEntry {
        role: signer.key.role,
        iss: signer.issuer.iss.clone(),
        name: signer.issuer.name.clone(),
        party: signer.issuer.party.clone(),
        kid: signer.key.kid.clone(),
        thumbprint: base64url::encode(&signer.key.key.thumbprint()),
        part,
        statement: statement.typ().as_str(),
        digest: statement.digest(),
        profile: signer.issuer.profile.clone(),
    }
}

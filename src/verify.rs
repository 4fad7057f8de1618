//! The one pipeline: what a dossier is worth under a trust store at a given time (PROTOCOL section 5).

#[cfg(feature = "signoff")]
mod acks;
mod authenticate;
mod checks;
mod dating;
mod evidence;
mod history;
#[cfg(feature = "signoff")]
mod holders;
mod independence;
mod intent;
mod neighbours;
mod roster;
#[cfg(feature = "signoff")]
mod settlements;
mod stated;
mod verdict;
mod vouching;
mod witnesses;

use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "signoff")]
pub use holders::{Bound, Tie};

use authenticate::{Authentic, Refusal};
use roster::Roster;

use crate::dossier::{Dossier, MAX_PARTS};
use crate::receipt::Receipt;
use crate::report::{Ages, IgnoredPart, Level, Outcome, Report, VerifiedReceipt};
use crate::statement::{Statement, StatementError, StatementType};
use crate::time::Time;
use crate::trust::{Source, TrustStore, Vouched};

/// Verifies whatever somebody scanned, pasted or opened. Reads no clock and does no I/O: the caller gives the time.
pub fn verify(input: &str, store: &TrustStore, now: Time) -> Report {
    match Dossier::read(input) {
        Ok(dossier) => verify_dossier(&dossier, store, now),
        Err(e) => unreadable(e.code(), store, now),
    }
}

/// What every step needs to know besides the statements.
struct Context<'a> {
    store: &'a TrustStore,
    roster: &'a Roster<'a>,
    now: Time,
}

impl Context<'_> {
    /// Whether a list that a signer's key rests on has expired.
    fn has_expired(&self, source: &Source) -> bool {
        let mut lists = source.chain().filter(|v| v.by == Vouched::List);
        lists.any(|v| v.exp.is_some_and(|exp| self.now > exp))
    }
}

/// A receipt that verified, with where it stood and who signed it.
struct Subject<'a> {
    part: usize,
    statement: &'a Statement,
    signer: Authentic<'a>,
    receipt: Receipt,
    unknown: Vec<String>,
}

type ParsedPart = Result<Statement, StatementError>;

pub fn verify_dossier(dossier: &Dossier, store: &TrustStore, now: Time) -> Report {
    let mut first = None;
    each(dossier, store, now, 1, &mut |report| first = Some(report));
    // `each` always answers.
    first.unwrap_or_else(|| unreadable("not_a_receipt", store, now))
}

/// What [`verify`] answers, then one report for each other receipt of the dossier that verifies, as if it stood first.
pub fn every_receipt(dossier: &Dossier, store: &TrustStore, now: Time) -> Vec<Report> {
    let mut out = Vec::new();
    each(dossier, store, now, MAX_PARTS, &mut |report| {
        out.push(report);
    });
    out
}

/// The first `most` of these reports as JSON, with commas between them.
pub fn to_json(input: &str, store: &TrustStore, now: Time, most: usize) -> String {
    let mut out = String::new();
    let mut write = |report: Report| {
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(&report.to_json());
    };
    match Dossier::read(input) {
        Ok(dossier) => each(&dossier, store, now, most, &mut write),
        Err(e) => write(unreadable(e.code(), store, now)),
    }
    out
}

/// Answers with at least one report, and with at most `most` on receipts.
fn each(
    dossier: &Dossier,
    store: &TrustStore,
    now: Time,
    most: usize,
    answer: &mut dyn FnMut(Report),
) {
    let mut parts: Vec<ParsedPart> = Vec::new();
    for part in dossier.parts() {
        parts.push(Statement::parse(part));
    }
    let roster = &Roster::of(&parts, store);
    let context = Context { store, roster, now };
    let mut seen = Vec::new();
    let mut first_refusal = None;
    // Where nobody brings a receipt, what was shown before one may speak for itself.
    for typ in [StatementType::Receipt, StatementType::Intent] {
        for (part, statement) in parts.iter().enumerate() {
            let Ok(statement) = statement else { continue };
            let digest = statement.digest();
            if statement.typ() != typ || seen.contains(&digest) || seen.len() == most {
                continue;
            }
            match read_receipt(part, statement, &context) {
                Ok(subject) => {
                    seen.push(digest);
                    answer(verified(subject, &parts, dossier, &context));
                }
                Err(refusal) => {
                    first_refusal.get_or_insert(refusal);
                }
            }
        }
        if !seen.is_empty() {
            return;
        }
        if first_refusal.is_some() {
            break;
        }
    }
    let refusal = first_refusal.unwrap_or_else(|| no_receipt(&parts));
    answer(refused(refusal, store, now));
}

/// Reads a receipt, or an intent as one.
fn read_receipt<'a>(
    part: usize,
    statement: &'a Statement,
    context: &Context<'a>,
) -> Result<Subject<'a>, Refusal> {
    let mut read = None;
    let signer = authenticate::authenticate(statement, context.roster, &mut |key| {
        // Content is read once, behind the first signature that holds.
        let (receipt, findings) = read.get_or_insert_with(|| match statement.typ() {
            StatementType::Intent => crate::intent::read(statement.payload()),
            _ => Receipt::read(statement.payload()),
        });
        if let Some(fault) = findings.faults.first() {
            return Err(Refusal::from_fault(fault));
        }
        match receipt {
            Some(receipt) => authenticate::receipt_scope(receipt, key, receipt.iat),
            None => Err(Refusal::new(Outcome::Rejected, "member_invalid")),
        }
    })?;
    match read {
        Some((Some(receipt), findings)) => Ok(Subject {
            part,
            statement,
            signer,
            receipt,
            unknown: findings.unknown,
        }),
        _ => Err(Refusal::new(Outcome::Rejected, "member_invalid")),
    }
}

fn is_intent(statement: &Statement) -> bool {
    statement.typ() == StatementType::Intent
}

/// No part is a receipt by its form: what to say about that.
fn no_receipt(parts: &[ParsedPart]) -> Refusal {
    let broken = parts.iter().find_map(|p| match p {
        Err(StatementError::NotAStatement | StatementError::SignOffUnread) | Ok(_) => None,
        Err(e) => Some(e.code()),
    });
    // Half of something: an answer is about a receipt, which has to be opened with it.
    let signs_off = parts.iter().any(|p| match p {
        Ok(statement) => statement.typ().signs_off(),
        Err(e) => *e == StatementError::SignOffUnread,
    });
    match broken {
        Some(code) => Refusal::new(Outcome::Rejected, code),
        None if signs_off => Refusal::new(Outcome::Rejected, "sign_off_alone"),
        None if parts.iter().any(Result::is_ok) => {
            Refusal::new(Outcome::Rejected, "typ_unexpected")
        }
        None => Refusal::new(Outcome::Unreadable, "not_a_receipt"),
    }
}

/// A report without content: the reason alone.
fn refused(refusal: Refusal, store: &TrustStore, now: Time) -> Report {
    let first = store.first();
    let code = refusal.code;
    let params = match &refusal.claimed_issuer {
        Some(iss) => refusal.params.word("iss", iss.as_str()),
        None => refusal.params,
    };
    Report {
        outcome: refusal.outcome,
        code,
        params,
        level: Level::E0,
        evidence: Vec::new(),
        kind: None,
        status: None,
        receipt: None,
        exponent: None,
        digest: None,
        signers: Vec::new(),
        vouching: None,
        statuses: Vec::new(),
        intent: None,
        witnesses: Vec::new(),
        #[cfg(feature = "signoff")]
        acknowledgements: Vec::new(),
        #[cfg(feature = "signoff")]
        settlements: Vec::new(),
        checks: Vec::new(),
        ignored: Vec::new(),
        notes: Vec::new(),
        trust: vouching::root(first),
        ages: vouching::ages(first.map_or(&[], |l| &l.chain), now),
        not_proved: Vec::new(),
        remedy: Some(verdict::remedy(refusal.outcome, code)),
        claimed_issuer: refusal.claimed_issuer,
    }
}

fn verified<'a>(
    mut subject: Subject<'a>,
    parts: &'a [ParsedPart],
    dossier: &Dossier,
    context: &Context<'a>,
) -> Report {
    let mut found = evidence::gather(&subject, parts, dossier, context);
    let whole;
    let payload = match found.opened.take() {
        Some(opened) => {
            subject.receipt.items = opened.items;
            subject.unknown = opened.unknown;
            whole = opened.payload;
            &whole
        }
        None => subject.statement.payload(),
    };
    if let Some(part) = dossier.unread() {
        found.ignored.push(IgnoredPart {
            part,
            code: "dossier_too_large",
        });
    }
    // An intent has no result, and is nothing that a receipt's rows could show.
    let is_receipt = !is_intent(subject.statement);
    if !is_receipt {
        found.intent = Some(intent::entry(&subject));
    }
    let verdict = verdict::of(&subject, &found, context);
    let mut checks = checks::of_receipt(&subject, payload, context);
    checks.append(&mut found.checks);
    let listed = subject.signer.source.listed;
    let chain = vouching::chain(&subject, context);
    let ages = vouching::ages(&chain, context.now);
    let newest = found.newest();
    let status = match newest {
        Some(s) => s.event.as_str(),
        None => subject.receipt.status.as_str(),
    };
    Report {
        outcome: Outcome::Verified,
        code: verdict.code,
        params: verdict.params,
        level: found.level(),
        kind: is_receipt.then_some(subject.receipt.kind),
        status: is_receipt.then_some(status),
        exponent: Some(subject.receipt.currency.exponent()),
        digest: is_receipt.then(|| subject.statement.digest()),
        notes: verdict.notes,
        not_proved: verdict.not_proved,
        checks,
        ages: Ages {
            receipt: is_receipt.then(|| context.now.since(subject.receipt.iat)),
            status: newest.map(|s| context.now.since(s.at)),
            trust_list: (ages.trust_list.into_iter())
                .chain(found.other_list.map(|iat| context.now.since(iat)))
                .max(),
            trust_list_expired: ages.trust_list_expired || found.other_list_expired,
        },
        vouching: Some(vouching::of(&subject, chain, context)),
        intent: found.intent,
        witnesses: found.witnesses,
        #[cfg(feature = "signoff")]
        acknowledgements: found.acknowledgements,
        #[cfg(feature = "signoff")]
        settlements: found.settlements,
        evidence: found.evidence,
        signers: found.signers,
        statuses: found.statuses,
        ignored: found.ignored,
        trust: vouching::root(Some(listed)),
        receipt: is_receipt.then(|| VerifiedReceipt::new(subject.receipt)),
        remedy: None,
        claimed_issuer: None,
    }
}

/// The report for an input in which a caller found no text at all, such as a picture without a code.
pub fn unreadable(code: &'static str, store: &TrustStore, now: Time) -> Report {
    refused(Refusal::new(Outcome::Unreadable, code), store, now)
}

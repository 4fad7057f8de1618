//! The one pipeline: what a dossier is worth under a trust store at a given time (PROTOCOL section 5).

mod authenticate;
mod checks;
mod dating;
mod evidence;
mod history;
mod independence;
mod neighbours;
mod roster;
mod stated;
mod verdict;
mod vouching;
mod witnesses;

use alloc::string::String;
use alloc::vec::Vec;

use authenticate::{Authentic, Refusal};
use roster::Roster;

use crate::dossier::Dossier;
use crate::receipt::Receipt;
use crate::report::{Ages, IgnoredPart, Level, Outcome, Report, VerifiedReceipt};
use crate::statement::{Statement, StatementError, StatementType};
use crate::time::Time;
use crate::trust::{TrustStore, Vouched};

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
    fn has_expired(&self, signer: Authentic) -> bool {
        let mut lists = signer.source.chain().filter(|v| v.by == Vouched::List);
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
    let mut parts: Vec<ParsedPart> = Vec::new();
    for part in dossier.parts() {
        parts.push(Statement::parse(part));
    }
    let roster = &Roster::of(&parts, store);
    let context = Context { store, roster, now };
    match find_subject(&parts, &context) {
        Ok(subject) => {
            let mut report = verified(subject, &parts, dossier, &context);
            if let Some(part) = dossier.unread() {
                report.ignored.push(IgnoredPart {
                    part,
                    code: "dossier_too_large",
                });
            }
            report
        }
        Err(refusal) => refused(refusal, store, now),
    }
}

/// The first receipt that verifies; nobody sinks it by gluing something in front. Where none does, the most specific reason.
fn find_subject<'a>(
    parts: &'a [ParsedPart],
    context: &Context<'a>,
) -> Result<Subject<'a>, Refusal> {
    let mut first_refusal = None;
    for (part, statement) in parts.iter().enumerate() {
        let Ok(statement) = statement else { continue };
        if statement.typ() != StatementType::Receipt {
            continue;
        }
        match read_receipt(part, statement, context) {
            Ok(subject) => return Ok(subject),
            Err(refusal) => {
                first_refusal.get_or_insert(refusal);
            }
        }
    }
    Err(first_refusal.unwrap_or_else(|| no_receipt(parts)))
}

fn read_receipt<'a>(
    part: usize,
    statement: &'a Statement,
    context: &Context<'a>,
) -> Result<Subject<'a>, Refusal> {
    let mut read = None;
    let signer = authenticate::authenticate(statement, context.roster, &mut |key| {
        // Content is read once, behind the first signature that holds.
        let (receipt, findings) = read.get_or_insert_with(|| Receipt::read(statement.payload()));
        if let Some(fault) = findings.faults.first() {
            return Err(Refusal::from_fault(fault));
        }
        match receipt {
            Some(receipt) => authenticate::receipt_scope(receipt, key),
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

/// No part is a receipt by its form: what to say about that.
fn no_receipt(parts: &[ParsedPart]) -> Refusal {
    let broken = parts.iter().find_map(|p| match p {
        Err(StatementError::NotAStatement) | Ok(_) => None,
        Err(e) => Some(e.code()),
    });
    match broken {
        Some(code) => Refusal::new(Outcome::Rejected, code),
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
        witnesses: Vec::new(),
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
        kind: Some(subject.receipt.kind),
        status: Some(status),
        exponent: Some(subject.receipt.currency.exponent()),
        digest: Some(subject.statement.digest()),
        notes: verdict.notes,
        not_proved: verdict.not_proved,
        checks,
        ages: Ages {
            receipt: Some(context.now.since(subject.receipt.iat)),
            status: newest.map(|s| context.now.since(s.at)),
            trust_list: (ages.trust_list.into_iter())
                .chain(found.acquirer_list.map(|iat| context.now.since(iat)))
                .max(),
            trust_list_expired: ages.trust_list_expired || found.acquirer_list_expired,
        },
        vouching: Some(vouching::of(&subject, chain, context)),
        witnesses: found.witnesses,
        evidence: found.evidence,
        signers: found.signers,
        statuses: found.statuses,
        ignored: found.ignored,
        trust: vouching::root(Some(listed)),
        receipt: Some(VerifiedReceipt::new(subject.receipt)),
        remedy: None,
        claimed_issuer: None,
    }
}

/// The report for an input in which a caller found no text at all, such as a picture without a code.
pub fn unreadable(code: &'static str, store: &TrustStore, now: Time) -> Report {
    refused(Refusal::new(Outcome::Unreadable, code), store, now)
}

//! The one pipeline: what a dossier is worth under a trust store at a given time (PROTOCOL section 5).

mod authenticate;
mod checks;
mod evidence;
mod history;
mod verdict;

use alloc::string::String;
use alloc::vec::Vec;

use authenticate::{Authentic, Refusal};

use crate::dossier::Dossier;
use crate::receipt::Receipt;
use crate::report::{Ages, IgnoredPart, Level, Outcome, Report, TrustEntry, VerifiedReceipt};
use crate::statement::{Statement, StatementError, StatementType};
use crate::time::Time;
use crate::trust::TrustStore;

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
    now: Time,
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
    let context = Context { store, now };
    let parts: Vec<ParsedPart> = dossier.parts().map(Statement::parse).collect();
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
        Err(refusal) => refused(refusal, &context),
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
    let signer = authenticate::authenticate(statement, context.store, |key| {
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

fn trust_entry(store: &TrustStore) -> TrustEntry {
    TrustEntry {
        provenance: store.provenance(),
        sample: store.is_sample(),
        iss: store.iss().cloned(),
        iat: store.iat(),
        exp: store.exp(),
        sequence: store.sequence(),
    }
}

fn list_ages(context: &Context) -> Ages {
    Ages {
        trust_list: context.store.iat().map(|iat| context.now.since(iat)),
        trust_list_expired: context.store.exp().is_some_and(|exp| context.now > exp),
        ..Ages::default()
    }
}

/// A report without content: the reason alone.
fn refused(refusal: Refusal, context: &Context) -> Report {
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
        statuses: Vec::new(),
        checks: Vec::new(),
        ignored: Vec::new(),
        notes: Vec::new(),
        trust: trust_entry(context.store),
        ages: list_ages(context),
        not_proved: Vec::new(),
        remedy: Some(verdict::remedy(refusal.outcome, code)),
        claimed_issuer: refusal.claimed_issuer,
    }
}

fn verified(
    mut subject: Subject,
    parts: &[ParsedPart],
    dossier: &Dossier,
    context: &Context,
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
    checks.extend(found.checks.iter().cloned());
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
            ..list_ages(context)
        },
        evidence: found.evidence,
        signers: found.signers,
        statuses: found.statuses,
        ignored: found.ignored,
        trust: trust_entry(context.store),
        receipt: Some(VerifiedReceipt::new(subject.receipt)),
        remedy: None,
        claimed_issuer: None,
    }
}

/// The report for an input in which a caller found no text at all, such as a picture without a code.
pub fn unreadable(code: &'static str, store: &TrustStore, now: Time) -> Report {
    refused(
        Refusal::new(Outcome::Unreadable, code),
        &Context { store, now },
    )
}

//! Which independent parties stand behind a receipt. A signer counts only if the party who gains from it could not have made
//! that signature alone.

use alloc::vec;
use alloc::vec::Vec;

#[cfg(feature = "signoff")]
use super::acks::{Acks, Concluded};
use super::authenticate::Authentic;
use super::history::{self, History};
#[cfg(feature = "signoff")]
use super::holders::{self, Holders};
use super::intent;
use super::neighbours::Neighbours;
#[cfg(feature = "signoff")]
use super::settlements::Settlements;
use super::stated::{self, Stated};
use super::witnesses::Witnesses;
use super::{Context, ParsedPart, Subject, dating};
use crate::base64url;
use crate::dossier::{Dossier, MAX_PARTS};
use crate::items::{self, Opened};
use crate::log;
use crate::order::sort;
#[cfg(feature = "signoff")]
use crate::report::{AckEntry, SettlementEntry};
use crate::report::{
    Check, CheckOutcome, Evidence, IgnoredPart, IntentEntry, Level, Params, SignerEntry,
    StatusEntry, WitnessEntry,
};
use crate::statement::{Statement, StatementError, StatementType};
use crate::time::Time;
use crate::trust::{Source, WithdrawnReceipt, receipt_id};
#[cfg(feature = "signoff")]
use crate::vocabulary::ReceiptType;
use crate::vocabulary::{Event, Provenance};

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
    pub witnesses: Vec<WitnessEntry>,
    #[cfg(feature = "signoff")]
    pub acknowledgements: Vec<AckEntry>,
    #[cfg(feature = "signoff")]
    pub settlements: Vec<SettlementEntry>,
    /// What was shown before payment, by the very statement that the receipt names.
    pub intent: Option<IntentEntry>,
    /// Somebody who vouches for the key withdrew this one receipt.
    pub withdrawn: Option<WithdrawnReceipt>,
    /// Whether a list that an acquirer's or a customer's word rests on has expired.
    pub other_list_expired: bool,
    /// When the oldest of these lists was made.
    pub other_list: Option<Time>,
    /// Whether only a list that somebody chose on this device says who that acquirer is.
    pub acquirer_chosen: bool,
    /// The same of a customer's key that counts.
    #[cfg(feature = "signoff")]
    pub customer_chosen: bool,
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

/// The parts of a dossier sorted by what they are.
struct Sorted<'a> {
    #[cfg(feature = "signoff")]
    acks: Acks<'a>,
    #[cfg(feature = "signoff")]
    settlements: Settlements,
    stated: Vec<Stated<'a>>,
    neighbours: Neighbours<'a>,
    witnesses: Witnesses,
    opened: Option<Opened>,
    intent: Option<Subject<'a>>,
    ignored: Vec<IgnoredPart>,
}

pub fn gather<'a>(
    subject: &Subject<'a>,
    parts: &'a [ParsedPart],
    dossier: &Dossier,
    context: &Context<'a>,
) -> Found {
    #[cfg(feature = "signoff")]
    let holders = Holders::of(parts, subject, context);
    let Sorted {
        #[cfg(feature = "signoff")]
        acks,
        #[cfg(feature = "signoff")]
        settlements,
        mut stated,
        neighbours,
        witnesses,
        opened,
        intent,
        mut ignored,
    } = place_all(
        subject,
        parts,
        dossier,
        context,
        #[cfg(feature = "signoff")]
        &holders,
    );
    #[cfg(feature = "signoff")]
    for (part, parsed) in parts.iter().enumerate() {
        // One that identifies nobody who answers here.
        let is_binding = parsed.as_ref().is_ok_and(holders::is_binding);
        let is_used = acks.use_binding(part)
            || settlements.use_binding(part)
            || ignored.iter().any(|i| i.part == part);
        if is_binding && !is_used && ignored.len() < MAX_LISTED {
            let code = "key_not_used";
            ignored.push(IgnoredPart { part, code });
        }
    }
    let key = |s: &Stated| {
        let digest = s.statement.digest().to_text();
        (s.status.sequence, s.status.at, digest)
    };
    sort(&mut stated, &|a, b| key(a) < key(b));

    let mut checks = Vec::new();
    for one in &mut stated {
        one.counts = stated::independent(one, subject, &mut checks, &mut ignored);
    }
    let counted: Vec<&Stated> = stated.iter().filter(|s| s.counts).collect();
    let history = history::read(&stated, subject, context.now, &mut checks);
    let contradictory = history.contradictory;
    checks.extend(acquirer_vouches(subject, &counted));
    witnesses.check(subject, context.now, &mut checks);
    neighbours.check(subject, &mut checks);
    intent::check(intent.as_ref(), subject, &mut checks);
    let undated = dating::is_undated(subject, &mut checks, &|since, checks| {
        (!contradictory && dating::by_acquirer(&counted, subject, since, checks))
            || witnesses.dates(subject, since, checks)
            || dating::by_successor(subject, &neighbours, parts, dossier, context, since, checks)
    });
    let withdrawn = withdrawn(subject, context);

    let mut evidence = Vec::new();
    if !undated {
        if withdrawn.is_none() {
            evidence.push(evidence_of(Level::E1, subject.signer, subject.receipt.iat));
        }
        if !contradictory {
            // A mark for review is no result, and lifts nothing.
            for s in (counted.iter()).filter(|s| s.status.event != Event::Flagged) {
                evidence.push(evidence_of(Level::E2, s.signer, s.status.at));
            }
        }
    }
    let mut signers = vec![signer_entry(
        subject.signer,
        subject.statement,
        subject.part,
    )];
    for s in &counted {
        signers.push(signer_entry(s.signer, s.statement, s.part));
    }
    #[cfg(feature = "signoff")]
    let mut acknowledgements = Vec::new();
    #[cfg(feature = "signoff")]
    let customers = acks.conclude(
        subject,
        context.now,
        lifted_by_nobody(subject, undated, withdrawn.is_some()),
        &mut Concluded {
            entries: &mut acknowledgements,
            evidence: &mut evidence,
            signers: &mut signers,
            checks: &mut checks,
        },
    );
    let mut statuses = Vec::new();
    for s in &stated {
        statuses.push(StatusEntry {
            event: s.status.event,
            at: s.status.at,
            amount: s.status.amount,
            currency: s.status.currency.code(),
            sequence: s.status.sequence,
            iss: s.signer.issuer().iss.clone(),
            name: s.signer.issuer().name.clone(),
            counts: s.counts && !undated && !contradictory,
            refund_digest: s.status.refund_digest,
            arn: s.status.arn.clone(),
        });
    }
    #[cfg(feature = "signoff")]
    let settlements =
        settlements.conclude(subject, &statuses, context.now, &mut checks, &mut ignored);
    sort(&mut ignored, &|a, b| a.part < b.part);
    let sources = || counted.iter().map(|s| s.signer.source);
    let other_list = sources()
        .flat_map(Source::chain)
        .filter_map(|v| v.iat)
        .min();
    let acquirer_chosen = sources().any(|s| s.provenance() == Provenance::User);
    let other_list_expired = sources().any(|s| context.has_expired(s));
    #[cfg(feature = "signoff")]
    let (other_list, other_list_expired) = (
        other_list.into_iter().chain(customers.list).min(),
        other_list_expired || customers.list_expired,
    );
    Found {
        evidence,
        signers,
        statuses,
        checks,
        ignored,
        opened,
        undated,
        history,
        witnesses: witnesses.into_entries(),
        #[cfg(feature = "signoff")]
        acknowledgements,
        #[cfg(feature = "signoff")]
        settlements,
        intent: intent.as_ref().map(intent::entry),
        withdrawn,
        other_list_expired,
        other_list,
        acquirer_chosen,
        #[cfg(feature = "signoff")]
        customer_chosen: customers.chosen,
    }
}

fn place_all<'a>(
    subject: &Subject<'a>,
    parts: &'a [ParsedPart],
    dossier: &Dossier,
    context: &Context<'a>,
    #[cfg(feature = "signoff")] holders: &Holders,
) -> Sorted<'a> {
    let mut out = Sorted {
        #[cfg(feature = "signoff")]
        acks: Acks::default(),
        #[cfg(feature = "signoff")]
        settlements: Settlements::default(),
        stated: Vec::new(),
        neighbours: Neighbours::default(),
        witnesses: Witnesses::default(),
        opened: None,
        intent: None,
        ignored: Vec::new(),
    };
    let mut unlisted = None;
    for ((part, parsed), text) in parts.iter().enumerate().zip(dossier.parts()) {
        if part == subject.part {
            continue;
        }
        let sorted = match parsed {
            // Within a statement's length, but none.
            Err(StatementError::NotAStatement) if items::is_part(text) => {
                match items::open(subject.statement.payload(), text) {
                    Ok(_) if out.opened.is_some() => Err("duplicate"),
                    Ok(items) => {
                        out.opened = Some(items);
                        Ok(())
                    }
                    Err(code) => Err(code),
                }
            }
            Err(StatementError::NotAStatement) if log::is_part(text) => {
                out.witnesses.add_proof(text, subject, context)
            }
            Err(e) => Err(part_code(e)),
            #[cfg(feature = "signoff")]
            Ok(statement) if signs_off(statement, subject) => {
                place_sign_off(statement, subject, context, holders, part, &mut out)
            }
            Ok(statement) => place(statement, subject, context, part, &mut out),
        };
        match sorted {
            Ok(()) => {}
            Err(code) if out.ignored.len() < MAX_LISTED => {
                out.ignored.push(IgnoredPart { part, code });
            }
            // Thousands of scraps are not worth a line each, but that there are more is said.
            Err(_) => unlisted = unlisted.or(Some(part)),
        }
    }
    out.ignored.extend(unlisted.map(|part| IgnoredPart {
        part,
        code: "too_many_parts",
    }));
    out
}

/// Whether a part has to do with signing off. Nobody does that with what is not a receipt yet.
#[cfg(feature = "signoff")]
fn signs_off(statement: &Statement, subject: &Subject) -> bool {
    !super::is_intent(subject.statement)
        && (statement.typ().signs_off() || holders::is_binding(statement))
}

#[cfg(feature = "signoff")]
fn place_sign_off<'a>(
    statement: &'a Statement,
    subject: &Subject<'a>,
    context: &Context<'a>,
    holders: &Holders,
    part: usize,
    out: &mut Sorted<'a>,
) -> Result<(), &'static str> {
    match statement.typ() {
        StatementType::Ack => out.acks.add(statement, part, subject, holders),
        StatementType::Key => match holders.binding_fault(part) {
            Some(code) => Err(code),
            None => Ok(()),
        },
        StatementType::Settlement => {
            let settlements = &mut out.settlements;
            settlements.add(statement, part, subject, context, holders)
        }
        _ => Err("statement_reserved"),
    }
}

/// Why nothing that a customer says lifts this receipt.
#[cfg(feature = "signoff")]
fn lifted_by_nobody(subject: &Subject, undated: bool, withdrawn: bool) -> Option<&'static str> {
    if undated {
        return Some("ack_receipt_undated");
    }
    if withdrawn {
        return Some("ack_receipt_withdrawn");
    }
    (subject.receipt.kind == ReceiptType::Training).then_some("ack_receipt_training")
}

/// Puts a statement where it belongs; otherwise the code of why it changes nothing.
fn place<'a>(
    statement: &'a Statement,
    subject: &Subject<'a>,
    context: &Context<'a>,
    part: usize,
    out: &mut Sorted<'a>,
) -> Result<(), &'static str> {
    let digest = statement.digest();
    if digest == subject.statement.digest()
        || out.stated.iter().any(|s| s.statement.digest() == digest)
    {
        return Err("duplicate");
    }
    // Nothing but a witness speaks about what is not a receipt yet.
    if super::is_intent(subject.statement) && statement.typ() != StatementType::Witness {
        return Err("other_receipt");
    }
    // The receipt is a part too. Neighbours and witnesses take no place from statuses, nor do those that weigh nothing from those that do.
    let full = |len: usize| len + 1 >= MAX_PARTS;
    match statement.typ() {
        StatementType::Status => {
            let mut one = stated::judge(statement, subject, context, part)?;
            one.counts = stated::dependence(&one, subject).is_none();
            // An acquirer that answers a retry signs the same event again, at another time. The first one dates it.
            if let Some(first) = out.stated.iter_mut().find(|s| s.repeats(&one)) {
                if first.status.iat <= one.status.iat {
                    return Err("duplicate");
                }
                let part = core::mem::replace(first, one).part;
                let code = "duplicate";
                out.ignored.push(IgnoredPart { part, code });
                return Ok(());
            }
            let alike = out.stated.iter().filter(|s| s.counts == one.counts);
            if full(alike.count()) {
                return Err("too_many_parts");
            }
            out.stated.push(one);
            Ok(())
        }
        _ if full(out.neighbours.len() + out.witnesses.len()) => Err("too_many_parts"),
        StatementType::Receipt => out.neighbours.add(statement, part, subject, context),
        StatementType::Witness => out.witnesses.add_statement(statement, subject, context),
        StatementType::Key => match context.roster.key_statement(part) {
            Some(Err(code)) => Err(code),
            _ if subject.signer.source.chain().any(|v| v.part == Some(part)) => Ok(()),
            _ => Err("key_not_used"),
        },
        StatementType::Intent => {
            if subject.receipt.intent_digest != Some(digest) {
                return Err("other_receipt");
            }
            if out.intent.is_some() {
                return Err("duplicate");
            }
            let shown =
                super::read_receipt(part, statement, context).map_err(|refusal| refusal.code)?;
            if shown.signer.issuer().iss != subject.signer.issuer().iss {
                return Err("role_not_allowed");
            }
            out.intent = Some(shown);
            Ok(())
        }
        _ => Err("statement_reserved"),
    }
}

fn part_code(e: &StatementError) -> &'static str {
    match e {
        StatementError::NotAStatement => "not_a_statement",
        e => e.code(),
    }
}

/// The acquirer that confirms is the one that vouches for the shop's key: two signatures, and one party less than it may look like.
fn acquirer_vouches(subject: &Subject, counted: &[&Stated]) -> Option<Check> {
    let one = counted.iter().find(|s| {
        let iss = Some(&s.signer.issuer().iss);
        let mut chain = subject.signer.source.chain();
        chain.any(|v| v.role.is_some() && v.iss.as_ref() == iss)
    })?;
    Some(Check {
        code: "voucher_is_acquirer",
        outcome: CheckOutcome::Info,
        params: Params::default().text("acquirer", &one.signer.issuer().name),
    })
}

fn withdrawn(subject: &Subject, context: &Context) -> Option<WithdrawnReceipt> {
    let answer = context.roster.answer(&subject.signer.issuer().iss)?;
    let id = receipt_id(subject.statement);
    let merchants = core::slice::from_ref(&subject.receipt.merchant.id);
    let mut sources = answer.sources.iter();
    sources
        .find_map(|s| s.withdrawal(&id, subject.signer.source, merchants))
        .cloned()
}

fn evidence_of(level: Level, signer: Authentic, at: Time) -> Evidence {
    let issuer = signer.issuer();
    Evidence {
        level,
        role: signer.key.role,
        iss: issuer.iss.clone(),
        name: issuer.name.clone(),
        party: issuer.party.clone(),
        at,
    }
}

fn signer_entry(signer: Authentic, statement: &Statement, part: usize) -> SignerEntry {
    let issuer = signer.issuer();
    SignerEntry {
        role: signer.key.role,
        iss: issuer.iss.clone(),
        name: issuer.name.clone(),
        party: issuer.party.clone(),
        kid: signer.key.kid.clone(),
        thumbprint: base64url::encode(&signer.key.thumbprint()),
        part,
        statement: statement.typ().as_str(),
        digest: statement.digest(),
        profile: issuer.profile.clone(),
    }
}

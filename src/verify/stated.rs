//! An acquirer's statements about a receipt: whether they are authentic, about this one, and somebody else's.

use alloc::vec::Vec;

use super::authenticate::{self, Authentic, Refusal};
use super::independence;
use super::{Context, Subject};
use crate::report::{Check, CheckOutcome, IgnoredPart, Outcome, Params};
use crate::statement::Statement;
use crate::status::Status;
use crate::vocabulary::Role;

/// A status that verified, is about this receipt and comes from an acquirer's key.
pub struct Stated<'a> {
    pub signer: Authentic<'a>,
    pub statement: &'a Statement,
    pub part: usize,
    pub status: Status,
    pub counts: bool,
}

impl Stated<'_> {
    pub fn repeats(&self, other: &Self) -> bool {
        let claims = |s: &Self| Status {
            iat: self.status.iat,
            ..s.status.clone()
        };
        self.signer.issuer().iss == other.signer.issuer().iss && claims(self) == claims(other)
    }
}

/// Reads a status about `subject`; otherwise the code of why it says nothing about it.
pub fn judge<'a>(
    statement: &'a Statement,
    subject: &Subject,
    context: &Context<'a>,
    part: usize,
) -> Result<Stated<'a>, &'static str> {
    let mut read = None;
    let signer = authenticate::authenticate(statement, context.roster, &mut |key| {
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
pub fn independent(
    one: &Stated,
    subject: &Subject,
    checks: &mut Vec<Check>,
    ignored: &mut Vec<IgnoredPart>,
) -> bool {
    if let Some(code) = dependence(one, subject) {
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
                .text("acquirer", &one.signer.issuer().name),
        });
    }
    differences.is_empty()
}

/// Why it would add nothing to the shop's own word.
pub fn dependence(one: &Stated, subject: &Subject) -> Option<&'static str> {
    let acquirers = &subject.signer.issuer().acquirers;
    let code = independence::dependence(subject.signer, one.signer.source);
    match code {
        Some("keys_from_host" | "keys_from_domain" | "keys_from_sample") => code,
        _ if !acquirers.contains(&one.signer.issuer().iss) => Some("acquirer_not_named"),
        code => code,
    }
}

/// Whether it says, independently and without a difference, that the receipt existed when it was signed.
pub fn dates(one: &Stated, subject: &Subject) -> bool {
    dependence(one, subject).is_none() && one.status.differences(&subject.receipt).is_empty()
}

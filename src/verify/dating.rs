//! When a receipt existed. A stolen key can write any date: only somebody independent, who signed before the theft, dates what it signed.

use alloc::vec::Vec;

use super::neighbours::Neighbours;
use super::stated::{self, Stated};
use super::witnesses::Witnesses;
use super::{Context, ParsedPart, Subject};
use crate::dossier::Dossier;
use crate::report::{Check, CheckOutcome, Params};
use crate::statement::StatementType;
use crate::time::Time;
use crate::trust::Revocation;

/// Whether the receipt's key was withdrawn and nobody dates the receipt before that. `dated` looks for somebody who does.
pub fn is_undated(
    subject: &Subject,
    checks: &mut Vec<Check>,
    dated: &dyn Fn(Time, &mut Vec<Check>) -> bool,
) -> bool {
    let revoked = subject.signer.key.revoked.as_ref();
    let Some(revoked) = revoked.filter(|r| Revocation::casts_doubt(r)) else {
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
        return true;
    }
    !dated(revoked.since, checks)
}

/// By an acquirer whose statement about this receipt counts.
pub fn by_acquirer(
    counted: &[&Stated],
    subject: &Subject,
    since: Time,
    checks: &mut Vec<Check>,
) -> bool {
    let Some(one) = counted.iter().find(|s| s.status.iat < since) else {
        return false;
    };
    checks.push(Check {
        code: "dated_by_acquirer",
        outcome: CheckOutcome::Pass,
        params: Params::default()
            .text("acquirer", &one.signer.issuer().name)
            .word("at", one.status.iat.to_text(subject.receipt.utc_offset)),
    });
    true
}

/// By the next receipt of the same terminal, which names this one's digest, where somebody independent dates that one. Neighbours that only the
/// stolen key signed prove nothing.
pub fn by_successor(
    subject: &Subject,
    neighbours: &Neighbours,
    parts: &[ParsedPart],
    dossier: &Dossier,
    context: &Context,
    since: Time,
    checks: &mut Vec<Check>,
) -> bool {
    let is_dated = |next: &Subject| {
        let by_status = parts.iter().enumerate().any(|(part, parsed)| {
            let Ok(statement) = parsed else { return false };
            statement.typ() == StatementType::Status
                && stated::judge(statement, next, context, part)
                    .is_ok_and(|one| one.status.iat < since && stated::dates(&one, next))
        });
        by_status || Witnesses::of(next, parts, dossier, context).date_before(since)
    };
    let next = neighbours.successors(subject).find(|next| is_dated(next));
    if let Some(next) = next {
        let counter = next.receipt.terminal.as_ref().map_or(0, |t| t.counter);
        checks.push(Check {
            code: "dated_by_successor",
            outcome: CheckOutcome::Pass,
            params: Params::default().number("number", counter.cast_signed()),
        });
    }
    next.is_some()
}

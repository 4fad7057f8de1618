//! Other receipts of the same terminal in the dossier: does the chain hold, and did one key sign two receipts with one number.

use alloc::vec::Vec;

use super::{Context, Subject};
use crate::report::{Check, CheckOutcome, Params};
use crate::statement::Statement;

/// Receipts that verified and come from the subject's terminal.
#[derive(Default)]
pub struct Neighbours<'a> {
    found: Vec<Subject<'a>>,
}

enum Link {
    /// The later one names the earlier one's digest.
    Holds,
    /// It names another.
    Broken,
    /// It names none, or they are no neighbours.
    None,
}

impl<'a> Neighbours<'a> {
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Adds a receipt that says something about the subject: the one before, the one after, or another with its number.
    pub fn add(
        &mut self,
        statement: &'a Statement,
        part: usize,
        subject: &Subject,
        context: &Context<'a>,
    ) -> Result<(), &'static str> {
        let digest = statement.digest();
        if self.found.iter().any(|n| n.statement.digest() == digest) {
            return Err("duplicate");
        }
        let other = super::read_receipt(part, statement, context).map_err(|_| "second_receipt")?;
        let related = same_terminal(subject, &other)
            && match (counter(subject), counter(&other)) {
                (Some(a), Some(b)) if a == b => other.signer.key.x == subject.signer.key.x,
                (Some(a), Some(b)) => a.abs_diff(b) == 1,
                _ => false,
            };
        if !related {
            return Err("second_receipt");
        }
        self.found.push(other);
        Ok(())
    }

    pub fn check(&self, subject: &Subject, checks: &mut Vec<Check>) {
        for other in &self.found {
            let (Some(own), Some(number)) = (counter(subject), counter(other)) else {
                continue;
            };
            let (code, outcome) = if own == number {
                ("number_signed_twice", CheckOutcome::Conflict)
            } else {
                match link(subject.min(other), subject.max(other)) {
                    Link::Holds => ("chain_holds", CheckOutcome::Pass),
                    Link::Broken => ("chain_broken", CheckOutcome::Conflict),
                    Link::None => ("chain_unlinked", CheckOutcome::Info),
                }
            };
            checks.push(Check {
                code,
                outcome,
                params: Params::default()
                    .number("number", own.min(number).cast_signed())
                    .number("next", own.max(number).cast_signed()),
            });
        }
    }

    /// Receipts after the subject that name the subject's digest. A thief may have signed one beside the genuine one.
    pub fn successors(&self, subject: &Subject) -> impl Iterator<Item = &Subject<'a>> {
        self.found.iter().filter(move |next| {
            counter(next) > counter(subject) && matches!(link(subject, next), Link::Holds)
        })
    }
}

impl<'a> Subject<'a> {
    fn min<'b>(&'b self, other: &'b Self) -> &'b Self {
        if counter(other) < counter(self) {
            other
        } else {
            self
        }
    }

    fn max<'b>(&'b self, other: &'b Self) -> &'b Self {
        if counter(other) < counter(self) {
            self
        } else {
            other
        }
    }
}

fn counter(subject: &Subject) -> Option<u64> {
    subject.receipt.terminal.as_ref().map(|t| t.counter)
}

fn same_terminal(a: &Subject, b: &Subject) -> bool {
    let id = |s: &Subject| s.receipt.terminal.as_ref().map(|t| t.id.clone());
    a.signer.issuer().iss == b.signer.issuer().iss && id(a) == id(b)
}

/// Whether `next` names the digest of `before`.
fn link(before: &Subject, next: &Subject) -> Link {
    let previous = next
        .receipt
        .terminal
        .as_ref()
        .and_then(|t| t.previous.as_ref());
    match previous {
        None => Link::None,
        Some(previous) if *previous == before.statement.digest().to_previous() => Link::Holds,
        Some(_) => Link::Broken,
    }
}

//! Refusals that have a remedy of their own.

use receipt_verifier::Fault;

use crate::failure::Failure;
use crate::words::{Lang, Words};

/// By code, and by member where a code has more than one remedy.
const REMEDIES: &[(&str, &str, &str)] = &[
    (
        "status_order",
        "at",
        "give --at: not before the statement that comes before it",
    ),
    (
        "status_order",
        "",
        "approved or declined comes first; after approved, captured or reversed; after captured, refunds of it; nothing after declined or reversed. \
         Where earlier statements are not in the dossier, add them or give --sequence",
    ),
    (
        "status_sequence_twice",
        "",
        "leave --sequence out, or give a number above those in the dossier",
    ),
    (
        "refunds_above_amount",
        "",
        "lower the amount to what is left; a void is of the whole. A refund that was stated before is named by the same --refund or --arn",
    ),
    (
        "refund_differs",
        "",
        "give the refund's receipt that `receipt issue --related-to` made for this very sale",
    ),
    (
        "related_differs",
        "",
        "give the dossier of the receipt that this one is about: same issuer, same merchant, same currency",
    ),
    (
        "relation_mismatch",
        "",
        "refunds and voids are of sales and captures, captures of pre-authorisations; nothing is linked to a training receipt",
    ),
    (
        "intent_differs",
        "",
        "sign what was shown, or show a new intent first; a tip on top goes into `tip`",
    ),
    (
        "member_missing",
        "refund_digest",
        "name the refund: --refund its receipt, or --arn its number",
    ),
    (
        "member_missing",
        "amount",
        "say how much: `amount` in the draft, --amount with a status",
    ),
    (
        "member_missing",
        "valid_until",
        "say until when the amount is good: `valid_until`",
    ),
];

pub fn refused(what: &'static str, faults: Vec<Fault>) -> Failure {
    let first = faults.first().map(|f| (f.code(), f.member()));
    let known = REMEDIES.iter().find(|(code, member, _)| {
        first.is_some_and(|(c, m)| c == *code && (member.is_empty() || m == *member))
    });
    match (known, first) {
        (Some((_, _, help)), Some((code, member))) => {
            let reason = Words::load(Lang::En).fault(code);
            Failure::coded(
                code,
                format_args!("the {what} was not signed: {member}: {reason}"),
                help,
            )
        }
        _ => Failure::Refused { what, faults },
    }
}

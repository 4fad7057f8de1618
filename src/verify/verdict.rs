//! Which sentence the first screen says. It never says more than the signers present can carry.

use alloc::vec::Vec;

use super::evidence::Found;
use super::{Context, Subject};
use crate::card_data;
use crate::money::Amount;
use crate::report::{Level, Outcome, Params};
use crate::text::Text;
use crate::trust::Vouched;
use crate::vocabulary::{Event, Provenance, ReceiptStatus, ReceiptType, Role};

pub struct Verdict {
    pub code: &'static str,
    pub params: Params,
    /// Sentences that have to stand beside it.
    pub notes: Vec<&'static str>,
    pub not_proved: Vec<&'static str>,
}

pub fn of(subject: &Subject, found: &Found, context: &Context) -> Verdict {
    let newest = found.newest();
    let code = if found.undated {
        "key_withdrawn"
    } else if found.history.contradictory {
        "acquirer_contradicts_itself"
    } else {
        match newest {
            Some(status) => acquirer_code(subject.receipt.kind, status.event),
            None if found.withdrawn.is_some() => "receipt_withdrawn",
            None if super::is_intent(subject.statement) => "intent_signed",
            None => own_code(subject),
        }
    };
    Verdict {
        code,
        params: params(subject, found, context),
        notes: notes(code, subject, found, context),
        not_proved: not_proved(subject, found),
    }
}

/// An event on a refund or a void gives money back, or fails to: other sentences, so that nobody reads them as a payment.
fn acquirer_code(kind: ReceiptType, event: Event) -> &'static str {
    match (kind, event) {
        (ReceiptType::Refund | ReceiptType::Void, Event::Approved) => "return_approved",
        (ReceiptType::Refund | ReceiptType::Void, Event::Declined) => "return_declined",
        (ReceiptType::Refund | ReceiptType::Void, Event::Captured) => "return_captured",
        (ReceiptType::Refund | ReceiptType::Void, Event::Reversed) => "return_reversed",
        (ReceiptType::Preauth, Event::Approved) => "hold_approved",
        (_, Event::Approved) => "acquirer_approved",
        (_, Event::Declined) => "acquirer_declined",
        (_, Event::Captured) => "acquirer_captured",
        (_, Event::Reversed) => "acquirer_reversed",
        (_, Event::RefundIssued) => "acquirer_refund_issued",
        // A mark for review is never the newest result.
        (_, Event::RefundPosted | Event::Flagged) => "acquirer_refund_posted",
    }
}

/// The shop's own word: by the kind of receipt, then by the result it records.
fn own_code(subject: &Subject) -> &'static str {
    let receipt = &subject.receipt;
    match (receipt.status, receipt.kind) {
        (_, ReceiptType::Training) => "training",
        (ReceiptStatus::Declined, _) => "decline_signed",
        (ReceiptStatus::Attempted | ReceiptStatus::Unknown, _) => "attempt_signed",
        (ReceiptStatus::Reversed, _) | (_, ReceiptType::Void) => "reversal_signed",
        (_, ReceiptType::Refund) => "refund_signed",
        (_, ReceiptType::Preauth) => "hold_signed",
        (_, ReceiptType::Correction) => "correction_signed",
        (
            ReceiptStatus::Approved | ReceiptStatus::Captured,
            ReceiptType::Sale | ReceiptType::Capture | ReceiptType::Cashback,
        ) if receipt.is_offline() => "offline_signed",
        (
            ReceiptStatus::Approved | ReceiptStatus::Captured,
            ReceiptType::Sale | ReceiptType::Capture | ReceiptType::Cashback,
        ) => match (subject.signer.source.provenance(), subject.signer.key.role) {
            // The shop's word for its own key: less than any list says.
            (Provenance::Domain, _) => "domain_signed",
            (_, Role::Terminal) => "terminal_signed",
            _ => "merchant_signed",
        },
    }
}

fn params(subject: &Subject, found: &Found, context: &Context) -> Params {
    let receipt = &subject.receipt;
    let issuer = subject.signer.issuer();
    let mut params = Params::default()
        .text("shop", &issuer.name)
        .word("amount", receipt.amount.to_text(receipt.currency))
        .word("type", receipt.kind.as_str())
        .word("issued", receipt.iat.to_text(receipt.utc_offset));
    if let Some(terminal) = &receipt.terminal {
        params = params.word("terminal", &terminal.id);
    }
    if let Some(related) = &receipt.related {
        let digest = related.digest.to_text();
        let start = digest.get(..8).unwrap_or_default();
        let number = related.number.as_ref().and_then(as_reference);
        params = params.word("related", number.unwrap_or(start));
    }
    // What a bank can look a transaction up by; the receipt's own number where there is nothing better.
    let authorisation = receipt.authorisation.as_ref();
    let reference = found.newest().and_then(|s| s.arn.as_deref());
    let reference =
        reference.or_else(|| authorisation.and_then(|a| a.arn.as_deref().or(a.rrn.as_deref())));
    if let Some(reference) = reference.or_else(|| as_reference(&receipt.number)) {
        params = params.word("reference", reference);
    }
    if let Some(status) = found.newest() {
        params = params
            .text("acquirer", &status.name)
            .word("at", status.at.to_text(receipt.utc_offset));
        if status.event.is_refund() {
            params = params.word("refund", status.amount.to_text(receipt.currency));
            let all = Amount::from_minor(found.history.refunded.cast_signed());
            if let Some(all) = all {
                params = params.word("refunded", all.to_text(receipt.currency));
            }
        }
    }
    let revoked = subject.signer.key.revoked.as_ref();
    let of_key = revoked.map(|r| (r.reason.as_str(), r.since));
    let of_receipt = found.withdrawn.as_ref();
    let of_receipt = of_receipt.map(|w| (w.reason.as_str(), w.recorded));
    // Of what the verdict speaks.
    let taken_back = match found.undated {
        true => of_key,
        false => of_receipt.or(of_key),
    };
    if let Some((reason, since)) = taken_back {
        params = params.word("reason", reason).word("since", since.to_date());
    }
    if let Some(withdrawn) = &found.withdrawn {
        params = params.word("withdrawn", withdrawn.recorded.to_date());
    }
    if let Some(until) = receipt.valid_until {
        params = params.word("until", until.to_text(receipt.utc_offset));
    }
    let lists = subject
        .signer
        .source
        .chain()
        .filter(|v| v.by == Vouched::List);
    let oldest = lists.filter_map(|v| v.iat).chain(found.other_list).min();
    if let Some(iat) = oldest {
        params = params
            .word("as_of", iat.to_date())
            .number("list_days", (context.now.since(iat) / 86_400).max(0));
    }
    params
}

/// A number that looks like one. Free text has no place inside the verdict's own sentence.
fn as_reference(number: &Text) -> Option<&str> {
    let raw = number.raw();
    let plain = raw
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_./:".contains(&b));
    (plain && raw.bytes().any(|b| b.is_ascii_digit()) && !card_data::has_card_data(raw))
        .then_some(raw)
}

/// `code` is the verdict's: what it says itself needs no note.
fn notes(
    code: &'static str,
    subject: &Subject,
    found: &Found,
    context: &Context,
) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let listed = subject.signer.source.listed;
    if listed.is_sample() {
        notes.push("sample");
    }
    if context.has_expired(subject.signer.source) || found.other_list_expired {
        notes.push("list_expired");
    }
    match listed.provenance() {
        Provenance::Host => notes.push("host_keys"),
        Provenance::Domain if code != "domain_signed" => notes.push("domain_keys"),
        Provenance::Pinned if found.acquirer_chosen => notes.push("acquirer_chosen"),
        _ => {}
    }
    if found.withdrawn.is_some() && code != "receipt_withdrawn" {
        notes.push("receipt_withdrawn");
    }
    let kind = subject.receipt.kind;
    if kind == ReceiptType::Preauth && found.newest().is_none_or(|s| s.event == Event::Approved) {
        notes.push("hold_not_payment");
    }
    for (check, note) in [
        ("status_differs", "status_set_aside"),
        ("result_differs", "result_differs"),
        ("training_with_status", "training_with_status"),
        ("status_gap", "status_gap"),
        ("number_signed_twice", "number_signed_twice"),
    ] {
        if found.checks.iter().any(|c| c.code == check) {
            notes.push(note);
        }
    }
    if found.history.flagged && !found.undated {
        notes.push("flagged");
    }
    #[cfg(feature = "signoff")]
    {
        if found.customer_chosen && listed.provenance() == Provenance::Pinned {
            notes.push("customer_chosen");
        }
        notes.extend(super::acks::notes(&found.acknowledgements));
        notes.extend(super::settlements::notes(&found.settlements));
    }
    notes
}

/// What nobody in this dossier shows. Always said, so that a missing sentence is never taken for a promise.
fn not_proved(subject: &Subject, found: &Found) -> Vec<&'static str> {
    let mut out = Vec::new();
    if found.undated {
        out.push("date");
    }
    let is_intent = super::is_intent(subject.statement);
    if is_intent || subject.receipt.kind == ReceiptType::Training {
        out.push("transaction");
    }
    if is_intent {
        out.push("later_events");
        return out;
    }
    // A customer's word says nothing of the acquirer's.
    if !found.evidence.iter().any(|e| e.level == Level::E2) {
        out.push("acquirer_result");
    }
    match subject.receipt.kind {
        ReceiptType::Refund => out.push("refund_arrived"),
        _ => out.push("account_debited"),
    }
    if found.newest().is_some_and(|s| s.event.is_refund()) {
        out.push("refund_arrived");
    }
    out.push("holder_identity");
    if found.evidence.iter().any(|e| e.level == Level::E3) {
        out.push("key_holder");
    }
    if found.evidence.iter().any(|e| e.level == Level::E2) {
        out.push("collusion");
    }
    out.push("later_events");
    out.push("paper");
    out
}

/// What to do about a failure.
pub fn remedy(outcome: Outcome, code: &'static str) -> &'static str {
    match (outcome, code) {
        (Outcome::UnknownSigner, "key_unknown") => "get_newer_list",
        (Outcome::UnknownSigner, _) => "ask_who_vouches",
        (Outcome::Unreadable, "input_empty" | "not_a_receipt" | "input_too_large") => {
            "scan_receipt_code"
        }
        (Outcome::Unreadable, "armour_version_unknown") => "update_verifier",
        (Outcome::Unreadable, _) => "scan_again",
        (_, "sign_off_alone") => "open_receipt_first",
        (_, "must_understand" | "statement_reserved" | "typ_unknown") => "update_verifier",
        (_, "signature_invalid" | "signature_length" | "base64_invalid" | "header_invalid") => {
            "scan_original"
        }
        _ => "ask_new_copy",
    }
}

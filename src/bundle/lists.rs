//! The trust lists that a bundle brings along. A list is as good as whoever signed it, and the bundle's maker chose which edition to put in: it counts only
//! if its signer is pinned or chosen by the reader, and never in the place of a newer one that the reader has.

use alloc::string::String;
use alloc::vec::Vec;

use super::opened::Finding;
use super::parts::List;
use crate::base64url;
use crate::json;
use crate::report::CheckOutcome;
use crate::settle::look::Look as _;
use crate::trust::{Facts, Pins, TrustError, TrustStore};
use crate::vocabulary::Provenance;

/// How deep a list's JSON is.
const MAX_DEPTH: usize = 16;

/// Adds what counts to the reader's own store, and says of each list what became of it. `own` are the facts of the reader's lists, `pins` the registries
/// that the reader pins or chose, `min_sequence` the highest number of theirs that the reader remembers.
pub fn add(
    store: &mut TrustStore,
    lists: &[List],
    own: &[Facts],
    pins: &[Pins],
    min_sequence: Option<u64>,
) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut waiting: Vec<&List> = Vec::new();
    for list in lists {
        match list.is_signed() {
            true => waiting.push(list),
            // Anybody could have written it.
            false => out.push(Finding::new("bundle_list_bare", CheckOutcome::Info)),
        }
    }
    // A list may only count once that of a registry above it does.
    loop {
        let before = waiting.len();
        let mut still = Vec::new();
        for list in waiting {
            match take(store, list, own, pins, min_sequence) {
                Ok(finding) => out.push(finding),
                Err(TrustError::SignerUnknown) => still.push(list),
                Err(e) => out.push(refused(list, &e)),
            }
        }
        waiting = still;
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    let unknown = |list: &List| refused(list, &TrustError::SignerUnknown);
    out.extend(waiting.into_iter().map(unknown));
    out
}

fn take(
    store: &mut TrustStore,
    list: &List,
    own: &[Facts],
    pins: &[Pins],
    min_sequence: Option<u64>,
) -> Result<Finding, TrustError> {
    let (iss, sequence) = claimed(list);
    let mine = own
        .iter()
        .filter(|facts| {
            facts.digest.is_some() && facts.iss.as_ref().map(|i| i.as_str()) == iss.as_deref()
        })
        .max_by_key(|facts| facts.sequence);
    let nobody = [Pins::none()];
    let pins = if pins.is_empty() { &nobody } else { pins };
    if let Some(mine) = mine
        && sequence <= mine.sequence
    {
        // Whether the bundle's is older or the same, the reader's own answers; who signed this one is asked all the same.
        let mut reason = TrustError::SignerUnknown;
        for pins in pins {
            match store
                .clone()
                .add_signed(&list.text, pins, Provenance::Host, None)
            {
                Ok(facts) if facts.digest == mine.digest => {
                    return Ok(found("bundle_list_same", CheckOutcome::Pass, list));
                }
                Ok(_) if sequence == mine.sequence => return Err(TrustError::SequenceReused),
                Ok(_) => return Err(TrustError::RolledBack),
                Err(TrustError::SignerUnknown) => {}
                Err(e) => reason = e,
            }
        }
        return Err(reason);
    }
    let is_pinned = pins
        .iter()
        .flat_map(Pins::registries)
        .any(|(registry, _)| Some(registry.as_str()) == iss.as_deref());
    if is_pinned && sequence < min_sequence {
        return Err(TrustError::RolledBack);
    }
    // The place of the list that it renews.
    let provenance = match mine.and_then(|facts| facts.provenance) {
        Some(Provenance::User) => Provenance::User,
        _ => Provenance::Host,
    };
    let mut reason = TrustError::SignerUnknown;
    for pins in pins {
        match store.add_signed(&list.text, pins, provenance, None) {
            Ok(_) => return Ok(found("bundle_list_used", CheckOutcome::Info, list)),
            Err(TrustError::SignerUnknown) => {}
            Err(e) => reason = e,
        }
    }
    Err(reason)
}

/// What a signed list says of itself, before anybody has looked at its signature.
fn claimed(list: &List) -> (Option<String>, Option<u64>) {
    let payload = list.text.split('.').nth(1).and_then(base64url::decode);
    let object = payload.and_then(|bytes| json::parse_object(&bytes, MAX_DEPTH).ok());
    let iss = object
        .as_ref()
        .and_then(|o| o.text("iss"))
        .map(String::from);
    let sequence = object.as_ref().and_then(|o| o.int("sequence"));
    (iss, sequence.and_then(|n| u64::try_from(n).ok()))
}

fn found(code: &'static str, outcome: CheckOutcome, list: &List) -> Finding {
    let (iss, sequence) = claimed(list);
    let finding = Finding::new(code, outcome).with("iss", iss.unwrap_or_default());
    match sequence {
        Some(n) => finding.with("sequence", crate::text::decimal(n)),
        None => finding.with("sequence", "—"),
    }
}

fn refused(list: &List, error: &TrustError) -> Finding {
    match error {
        TrustError::SignerUnknown => found("bundle_list_unknown", CheckOutcome::Warn, list),
        TrustError::RolledBack => found("bundle_list_older", CheckOutcome::Warn, list),
        error => {
            found("bundle_list_refused", CheckOutcome::Conflict, list).with("reason", error.code())
        }
    }
}

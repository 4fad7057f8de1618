//! What a report says about the lists that it rests on.

use alloc::vec::Vec;

use super::{Context, Subject};
use crate::base64url;
use crate::report::{Ages, KeyEntry, PartyEntry, TrustEntry, Vouching};
use crate::time::Time;
use crate::trust::{Listed, Vouched, Voucher};
use crate::vocabulary::{Provenance, Role};

/// Acquirers of one shop that are named.
const MAX_ACQUIRERS: usize = 8;

/// The root of the list that answered.
pub fn root(listed: Option<&Listed>) -> TrustEntry {
    let first = listed.and_then(|l| l.chain.first());
    TrustEntry {
        // Where there is no list nobody was chosen.
        provenance: listed.map_or(Provenance::Host, Listed::provenance),
        sample: listed.is_some_and(Listed::is_sample),
        iss: first.and_then(|v| v.iss.clone()),
        iat: first.and_then(|v| v.iat),
        exp: first.and_then(|v| v.exp),
        sequence: first.and_then(|v| v.sequence),
    }
}

/// Of the oldest list of a chain: nothing that rests on it is newer.
pub fn ages(chain: &[Voucher], now: Time) -> Ages {
    let lists = || chain.iter().filter(|v| v.by == Vouched::List);
    let oldest = lists().filter_map(|v| v.iat).min();
    Ages {
        trust_list: oldest.map(|iat| now.since(iat)),
        trust_list_expired: lists().any(|v| v.exp.is_some_and(|exp| now > exp)),
        ..Ages::default()
    }
}

/// The steps from the registry to the receipt's key, with what has expired by now.
pub fn chain(subject: &Subject, context: &Context) -> Vec<Voucher> {
    let mut out = Vec::new();
    for v in subject.signer.source.chain() {
        let mut step = v.clone();
        step.expired = v.by == Vouched::List && v.exp.is_some_and(|exp| context.now > exp);
        out.push(step);
    }
    out
}

pub fn of(subject: &Subject, chain: Vec<Voucher>, context: &Context) -> Vouching {
    let key = subject.signer.key;
    let mut acquirers = Vec::new();
    for iss in subject.signer.issuer().acquirers.iter().take(MAX_ACQUIRERS) {
        let answer = context.store.answer(iss, &mut Vec::new());
        let mut sources = answer.sources.into_iter();
        if let Some(source) = sources.find(|s| s.issuer.role == Role::Acquirer) {
            let issuer = source.issuer;
            acquirers.push(PartyEntry {
                iss: issuer.iss,
                name: issuer.name,
                party: issuer.party,
                profile: issuer.profile,
            });
        }
    }
    Vouching {
        chain,
        key: KeyEntry {
            kid: key.kid.clone(),
            thumbprint: base64url::encode(&key.thumbprint()),
            role: key.role,
            terminal: key.terminal.clone(),
            merchants: key.merchants.clone(),
            not_before: key.not_before,
            not_after: key.not_after,
            revoked: key.revoked.clone(),
        },
        acquirers,
    }
}

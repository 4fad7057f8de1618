//! Whether a list stays within what another lets its maker vouch for. Verifiers decide that for themselves, entry by entry; who makes a list
//! wants to know before they do.

use receipt_verifier::Fault;
use receipt_verifier::json::{Object, Value};

use crate::trust::list_source::ListSource;
use crate::trust::member;

/// Faults of `list` as a delegate's below `root`.
pub fn faults(list: &ListSource, root: &ListSource) -> Vec<Fault> {
    let maker = member::word(&list.list, "iss").unwrap_or_default();
    let named = root
        .entries()
        .into_iter()
        .find(|e| member::word(e, "iss") == Some(maker));
    let Some((voucher, vouches)) = named.and_then(|e| Some((e, member::object(e, "vouches")?)))
    else {
        return vec![Fault::new("list_signer_unknown", "iss")];
    };
    let mut faults = Vec::new();
    for (at, entry) in list.entries().into_iter().enumerate() {
        let mut fault = |code, member: &str| {
            faults.push(Fault::new(code, format!("issuers[{at}].{member}")));
        };
        let iss = member::word(entry, "iss").unwrap_or_default();
        if !covered(vouches, iss) {
            fault("vouch_iss_not_named", "iss");
        }
        if member::word(entry, "role") != Some("merchant") {
            fault("vouch_role_not_allowed", "role");
        }
        if !acquirers_allowed(entry, voucher, maker) {
            fault("vouch_wider", "acquirers");
        }
        for (at, key) in member::objects(entry, "keys").into_iter().enumerate() {
            if !within(key.get("merchants"), vouches.get("merchants")) {
                fault("vouch_wider", &format!("keys[{at}].merchants"));
            }
        }
        if let Some(inner) = member::object(entry, "vouches") {
            let depth = |o: &Object| member::number(o, "depth").unwrap_or(1);
            if depth(inner) >= depth(vouches) {
                fault("vouch_too_deep", "vouches.depth");
            }
            if !member::words(inner, "for")
                .iter()
                .all(|name| covered(vouches, name))
            {
                fault("vouch_iss_not_named", "vouches.for");
            }
            if !within(inner.get("merchants"), vouches.get("merchants")) {
                fault("vouch_wider", "vouches.merchants");
            }
        }
    }
    faults
}

/// Whether an `iss`, or a pattern of them, lies in what may be vouched for.
fn covered(vouches: &Object, name: &str) -> bool {
    let inner = name.strip_prefix("https://*");
    member::words(vouches, "for").into_iter().any(|outer| {
        match (outer.strip_prefix("https://*"), inner) {
            (Some(suffix), Some(inner)) => inner.ends_with(suffix),
            (Some(suffix), None) => name.ends_with(suffix),
            (None, _) => outer == name,
        }
    })
}

/// Acquirers of the voucher's own, and itself where it is one.
fn acquirers_allowed(entry: &Object, voucher: &Object, maker: &str) -> bool {
    let own = member::words(voucher, "acquirers");
    let itself = member::word(voucher, "role") == Some("acquirer");
    member::words(entry, "acquirers")
        .into_iter()
        .all(|iss| own.contains(&iss) || (itself && iss == maker))
}

/// Whoever is limited to merchant ids has to name some of them.
fn within(ids: Option<&Value>, limit: Option<&Value>) -> bool {
    match (ids, limit) {
        (_, None) => true,
        (Some(Value::List(ids)), Some(Value::List(limit))) => {
            ids.iter().all(|id| limit.contains(id))
        }
        _ => false,
    }
}

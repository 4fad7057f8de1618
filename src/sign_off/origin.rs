//! Where somebody signs off: the web page's origin, and the relying party's id that its passkeys belong to.

use crate::claims;
use crate::json::Value;
use crate::origin::Origin;

/// An https origin, or a page under development on this very machine.
pub(crate) fn sign_off_origin(value: &Value) -> claims::Rule<Origin> {
    match value {
        Value::Text(s) => Origin::from_text(s)
            .or_else(|| Origin::of_this_machine(s))
            .ok_or("iss_invalid"),
        _ => Err("iss_invalid"),
    }
}

/// The host of an origin: the relying party's id where nobody gives another.
pub(crate) fn host(origin: &Origin) -> &str {
    let authority = origin.as_str().split_once("://").map_or("", |(_, a)| a);
    authority.split(':').next().unwrap_or_default()
}

/// Whether pages of this origin may use passkeys of `rp_id`: its host, or a domain above it with a dot in it. Browsers ask more, of the public
/// suffixes; what they let pass is pinned here anyway.
pub(crate) fn is_rp_id_of(rp_id: &str, origin: &Origin) -> bool {
    let host = host(origin);
    host == rp_id
        || (rp_id.contains('.')
            && host
                .strip_suffix(rp_id)
                .is_some_and(|above| above.ends_with('.')))
}

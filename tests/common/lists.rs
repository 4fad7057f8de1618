//! The lists that a recorded report rests on.

use receipt_verifier::trust::Pins;
use receipt_verifier::{Origin, Provenance, TrustError, TrustStore};

/// `trust` has a list a line; `pins` is what a verifier pins, or the origin that a list was fetched from.
pub fn store(trust: &str, provenance: Provenance, pins: &str) -> Result<TrustStore, TrustError> {
    let mut store = TrustStore::new();
    for list in trust.lines() {
        if list.starts_with('{') {
            store.add_bare(list.as_bytes(), provenance)?;
        } else if let Some(origin) = Origin::from_text(pins) {
            store.add_domain(list, &origin)?;
        } else {
            store.add_signed(list, &Pins::parse(pins.as_bytes())?, provenance, None)?;
        }
    }
    Ok(store)
}

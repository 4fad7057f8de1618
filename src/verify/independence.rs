//! When a second signature is somebody else's: the party who gains from it could not have made it alone.

use alloc::string::String;

use super::authenticate::Authentic;
use crate::text::{self, Text};
use crate::trust::{Issuer, Source};
use crate::vocabulary::Provenance;

/// Why another signer's word adds nothing to the shop's own; `None` when it is independent.
pub fn dependence(shop: Authentic, other: &Source) -> Option<&'static str> {
    // Keys of published examples speak for examples alone: anybody has them.
    if other.listed.is_sample() && !shop.source.listed.is_sample() {
        return Some("keys_from_sample");
    }
    chosen(shop.source)
        .or_else(|| chosen(other))
        .or_else(|| party_dependence(shop, &other.issuer))
}

/// Why a list's word is nobody's but its bearer's; `None` where somebody chose it.
pub fn chosen(source: &Source) -> Option<&'static str> {
    match source.provenance() {
        Provenance::Host => Some("keys_from_host"),
        Provenance::Domain => Some("keys_from_domain"),
        Provenance::Pinned | Provenance::User => None,
    }
}

/// The same for a signer whom a list that somebody chose names.
pub fn party_dependence(shop: Authentic, other: &Issuer) -> Option<&'static str> {
    let merchant = shop.issuer();
    // One key under two names is one signer.
    if other
        .keys
        .iter()
        .any(|a| a.x == shop.key.x || merchant.keys.iter().any(|m| m.x == a.x))
    {
        return Some("key_shared");
    }
    let (Some(own), Some(party)) = (essence(&merchant.party), essence(&other.party)) else {
        return Some("party_missing");
    };
    if own == party {
        return Some("party_same");
    }
    // Whoever vouched for the shop may have given it another party's name than its own.
    let above = shop
        .source
        .chain()
        .filter(|v| v.role.is_some() && v.iss.as_ref() != Some(&other.iss));
    for voucher in above {
        match essence(&voucher.party) {
            None => return Some("party_missing"),
            Some(above) if above == party => return Some("party_same"),
            Some(_) => {}
        }
    }
    None
}

/// A party's name without what typing adds: two spellings of one name are no two parties.
fn essence(party: &Option<Text>) -> Option<String> {
    let essence: String = party
        .as_ref()?
        .raw()
        .chars()
        .filter(|c| {
            !text::is_deceptive(*c)
                && !c.is_ascii_punctuation()
                && !matches!(c, ' ' | '\u{a0}' | '\u{3000}')
        })
        .map(|c| match c {
            // Full-width letters and digits are the same letters and digits.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .map(|c| c.to_ascii_lowercase())
        .collect();
    (!essence.is_empty()).then_some(essence)
}

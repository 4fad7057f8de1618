//! A list in its place: who chose its root, what its signer may grant, and in which order it answers.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use super::list::{Facts, TrustList};
use super::vouching::{Grant, Vouched, Voucher};
use crate::origin::Origin;
use crate::vocabulary::Provenance;

/// A list with who stands behind it.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(super) list: Arc<TrustList>,
    /// Of the root that it hangs from, or is.
    pub(super) provenance: Provenance,
    /// Number of that root: lists below one root share it.
    pub(super) root: usize,
    pub(super) sample: bool,
    /// Its own step is the last.
    pub chain: Vec<Voucher>,
    /// What its signer may grant; `None` for a root, which may grant anything.
    pub(crate) grant: Option<Grant>,
    /// The key that a delegate signed it with, and the name that it gave for it: whether they may vouch is asked again when a list above changes.
    pub(super) signed_with: Option<(String, [u8; 32])>,
}

impl Listed {
    pub(super) fn root(list: TrustList, provenance: Provenance, root: usize) -> Self {
        let facts = list.facts();
        Self {
            provenance,
            root,
            sample: facts.sample,
            chain: vec![voucher(facts)],
            grant: None,
            signed_with: None,
            list: Arc::new(list),
        }
    }

    pub fn provenance(&self) -> Provenance {
        self.provenance
    }

    /// Published keys, or vouched for under a list of published keys.
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    pub fn facts(&self) -> &Facts {
        self.list.facts()
    }

    /// Lower answers first. What everybody can sign for outranks nothing but what a page brings.
    pub(super) fn rank(&self) -> u8 {
        match self.provenance {
            Provenance::Host => 4,
            _ if self.sample => 3,
            Provenance::Pinned => 0,
            Provenance::User => 1,
            Provenance::Domain => 2,
        }
    }

    pub(super) fn is_signed_by(&self, maker: &Option<Origin>) -> bool {
        self.facts().digest.is_some() && self.facts().iss == *maker
    }

    /// Whether it may take back what `other` vouches for: as far as its signer may speak of those merchants, and what no page brought or everybody can sign
    /// for also beyond its own root.
    pub(super) fn may_revoke(&self, other: &Self, merchants: Option<&[String]>) -> bool {
        let chosen = matches!(self.provenance, Provenance::Pinned | Provenance::User);
        let grant = self.grant.as_ref();
        (self.root == other.root || (chosen && !self.sample))
            && grant.is_none_or(|g| g.vouches.allows_ids(merchants).is_ok())
    }

    /// Whether it stands below a list of this delegate, or, where none is named, below any root.
    pub(super) fn is_below(&self, delegate: Option<&Origin>) -> bool {
        let above = self.chain.split_last().map_or(&[][..], |(_, above)| above);
        !above.is_empty() && delegate.is_none_or(|iss| iss_in(above, iss))
    }

    /// Of two roots of one rank the one that came first answers, however often its list is renewed since, and before those whom it lets vouch.
    pub(super) fn order(&self) -> (u8, usize, usize) {
        (self.rank(), self.root, self.chain.len())
    }
}

pub(super) fn voucher(facts: &Facts) -> Voucher {
    Voucher {
        by: Vouched::List,
        iss: facts.iss.clone(),
        name: facts.name.clone(),
        contact: facts.contact.clone(),
        role: None,
        party: None,
        profile: None,
        iat: facts.iat,
        exp: facts.exp,
        expired: false,
        sequence: facts.sequence,
        part: None,
    }
}

pub(super) fn iss_in(chain: &[Voucher], signer: &Origin) -> bool {
    chain.iter().any(|v| v.iss.as_ref() == Some(signer))
}

//! What a list's signer lets others grant. Vouching only narrows: nobody passes on more than was given to them.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Issuer, Profile};
use crate::json::members;
use crate::origin::Origin;
use crate::text::Text;
use crate::time::Time;
use crate::vocabulary::{Role, words};

/// Delegates that may stand below one another.
pub const MAX_DEPTH: i64 = 3;

/// For whose keys a party may vouch, with its own list or with `receipt-key+jwt`.
#[derive(Debug, Clone)]
pub struct Vouches {
    pub names: Vec<Named>,
    /// The only merchant ids it may give to keys; `None` means any.
    pub merchants: Option<Vec<String>>,
    /// 1: for keys; more: it may let others vouch too, who then have less.
    pub depth: i64,
}

/// One `iss`, or every sub-domain of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    One(Origin),
    /// Behind `https://*`, with its leading dot.
    Under(String),
}

impl Named {
    pub fn from_text(text: &str) -> Option<Self> {
        match text.strip_prefix("https://*") {
            Some(suffix) => {
                let host = suffix.strip_prefix('.')?;
                let mut origin = "https://".to_owned();
                origin.push_str(host);
                // A name for a whole top-level domain names everybody.
                (host.bytes().any(|b| b == b'.') && Origin::from_text(&origin).is_some())
                    .then(|| Self::Under(suffix.to_owned()))
            }
            None => Origin::from_text(text).map(Self::One),
        }
    }

    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Under(suffix), Self::One(iss)) => iss.as_str().ends_with(suffix.as_str()),
            (Self::Under(suffix), Self::Under(inner)) => inner.ends_with(suffix.as_str()),
            (Self::One(a), Self::One(b)) => a == b,
            (Self::One(_), Self::Under(_)) => false,
        }
    }
}

impl Vouches {
    pub fn names(&self, iss: &Origin) -> bool {
        let one = Named::One(iss.clone());
        self.names.iter().any(|n| n.covers(&one))
    }

    /// Whether `inner` grants no more than this lets it.
    pub fn allows(&self, inner: &Self) -> Result<(), &'static str> {
        if inner.depth >= self.depth {
            return Err("vouch_too_deep");
        }
        if !inner
            .names
            .iter()
            .all(|n| self.names.iter().any(|o| o.covers(n)))
        {
            return Err("vouch_iss_not_named");
        }
        self.allows_ids(inner.merchants.as_deref())
    }

    pub fn allows_ids(&self, ids: Option<&[String]>) -> Result<(), &'static str> {
        let Some(own) = &self.merchants else {
            return Ok(());
        };
        match ids {
            Some(ids) if ids.iter().all(|id| own.contains(id)) => Ok(()),
            _ => Err("vouch_wider"),
        }
    }
}

/// Somebody who vouches, with what may be granted.
#[derive(Debug, Clone)]
pub struct Grant {
    pub iss: Origin,
    pub role: Role,
    pub acquirers: Vec<Origin>,
    pub vouches: Vouches,
}

impl Grant {
    pub fn of(issuer: &Issuer, vouches: &Vouches) -> Self {
        Self {
            iss: issuer.iss.clone(),
            role: issuer.role,
            acquirers: issuer.acquirers.clone(),
            vouches: vouches.clone(),
        }
    }

    /// Whether this delegate may say what an entry says; an entry that names no acquirer gets the delegate that is one.
    pub fn judge(&self, entry: &mut Issuer) -> Result<(), &'static str> {
        if entry.role != Role::Merchant {
            return Err("vouch_role_not_allowed");
        }
        if !self.vouches.names(&entry.iss) {
            return Err("vouch_iss_not_named");
        }
        for key in &entry.keys {
            self.vouches.allows_ids(key.merchants.as_deref())?;
        }
        let itself = (self.role == Role::Acquirer).then_some(&self.iss);
        let may = |iss: &Origin| itself == Some(iss) || self.acquirers.contains(iss);
        if !entry.acquirers.iter().all(may) {
            return Err("vouch_wider");
        }
        if entry.acquirers.is_empty() {
            entry.acquirers.extend(itself.cloned());
        }
        Ok(())
    }
}

words! {
    /// How somebody vouches.
    Vouched {
        /// With a list.
        List = "list",
        /// With a statement that travels in the dossier.
        Statement = "statement",
    }
}

/// One step of the chain from a registry to a key.
#[derive(Debug, Clone)]
pub struct Voucher {
    pub by: Vouched,
    pub iss: Option<Origin>,
    pub name: Option<Text>,
    /// Whom to call, as the voucher's own list says or the list that names it.
    pub contact: Option<Text>,
    /// `None` for whoever made the first list.
    pub role: Option<Role>,
    pub party: Option<Text>,
    pub profile: Option<Profile>,
    pub iat: Option<Time>,
    pub exp: Option<Time>,
    pub expired: bool,
    pub sequence: Option<u64>,
    /// Where the statement stands in the dossier.
    pub part: Option<usize>,
}

members!(member Voucher { by, iss, name, contact, role, party, profile, iat, exp, expired, sequence, part });

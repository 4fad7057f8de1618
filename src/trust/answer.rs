//! Asking the lists: what they say about an `iss`, who answers, and who only may not.

use alloc::string::String;
use alloc::vec::Vec;

use super::listed::Listed;
use super::vouching::{Grant, Voucher};
use super::{Issuer, Profile, TrustError, TrustStore, WithdrawnReceipt};
use crate::key::PublicKey;
use crate::order::sort;
use crate::origin::Origin;
use crate::text::Text;
use crate::time::Time;
use crate::vocabulary::{Provenance, Role};

/// An entry with the list that it stands in.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    pub issuer: Issuer,
    pub listed: &'a Listed,
    /// The last step, where a statement of the dossier vouches for the key.
    pub statement: Option<Voucher>,
}

impl Source<'_> {
    /// From whoever made the first list to whoever vouches for the key.
    pub fn chain(&self) -> impl Iterator<Item = &Voucher> {
        self.listed.chain.iter().chain(&self.statement)
    }

    pub fn provenance(&self) -> Provenance {
        self.listed.provenance
    }

    /// The withdrawal of a receipt that `signer` vouches for.
    pub fn withdrawal(
        &self,
        id: &str,
        signer: &Source,
        merchants: &[String],
    ) -> Option<&WithdrawnReceipt> {
        let found = self.issuer.withdrawn.iter().find(|w| w.id == id);
        found.filter(|_| self.listed.may_revoke(signer.listed, Some(merchants)))
    }

    /// What this party may grant with a statement of its own signed at `iat`, and the key that signed it.
    pub fn grants(
        &self,
        signed: &dyn Fn(&PublicKey) -> bool,
        kid: &str,
        iat: Time,
    ) -> Result<(Grant, [u8; 32]), TrustError> {
        let no = |code| Err(TrustError::Vouching(code));
        if !matches!(
            self.listed.provenance,
            Provenance::Pinned | Provenance::User
        ) {
            return Err(TrustError::SignerUnknown);
        }
        let Some(vouches) = &self.issuer.vouches else {
            return Err(TrustError::SignerUnknown);
        };
        if let Some(grant) = &self.listed.grant
            && let Err(code) = grant.vouches.allows(vouches)
        {
            return no(code);
        }
        let mut named = self.issuer.keys_named(kid);
        let Some(key) = named.find(|k| k.public().is_some_and(|key| signed(&key))) else {
            return Err(TrustError::SignatureInvalid);
        };
        if key.role != self.issuer.role {
            return no("vouch_role_not_allowed");
        }
        if key.is_withdrawn() {
            return no("voucher_withdrawn");
        }
        match key.covers(iat) {
            Ok(()) => Ok((Grant::of(&self.issuer, vouches), key.x)),
            Err(code) => no(code),
        }
    }
}

/// A key that a statement of the dossier vouches for.
#[derive(Debug)]
pub(crate) struct Certified<'a> {
    /// As a list of the voucher's would say it.
    pub entry: Issuer,
    /// Where the voucher is listed.
    pub listed: &'a Listed,
    pub step: Voucher,
}

/// What the lists say about an `iss`.
#[derive(Debug, Default)]
pub(crate) struct Answer<'a> {
    pub sources: Vec<Source<'a>>,
    /// Why somebody who vouches for this `iss` does not count, where nobody else does.
    pub refusal: Option<&'static str>,
}

impl TrustStore {
    /// Asks the lists, the highest-ranked root that names `iss` alone: what a lower one says about it does not matter. Its own entry says who that is;
    /// keys may come from those whom it lets vouch. Keys that travel answer for themselves: nobody silences a list by gluing one to a receipt. What
    /// `certified` holds for `iss` is taken out of it.
    pub(crate) fn answer<'a>(
        &'a self,
        iss: &Origin,
        certified: &mut Vec<Certified<'a>>,
    ) -> Answer<'a> {
        let mut refusal = None;
        let mut answer = Answer::default();
        for root in self.lists.iter().filter(|l| l.grant.is_none()) {
            let mut own = None;
            let mut sources = Vec::new();
            let mut reject = |code| {
                refusal.get_or_insert(code);
            };
            for listed in self.lists.iter().filter(|l| l.root == root.root) {
                let mut entry = match listed.list.issuer(iss) {
                    None => continue,
                    Some(Ok(entry)) => entry,
                    // A root that names it badly names it all the same: no lower one answers in its place.
                    Some(Err(_)) if listed.grant.is_none() => {
                        answer.refusal = Some("entry_invalid");
                        return answer;
                    }
                    Some(Err(_)) => {
                        reject("entry_invalid");
                        continue;
                    }
                };
                if listed.provenance == Provenance::Domain {
                    entry.name = iss.to_name();
                }
                match &listed.grant {
                    None => own = Some(Description::of(&entry)),
                    Some(grant) => {
                        if let Err(code) = grant.judge(&mut entry) {
                            reject(code);
                            continue;
                        }
                    }
                }
                sources.push(Source {
                    issuer: entry,
                    listed,
                    statement: None,
                });
            }
            let names = !sources.is_empty();
            let travelled =
                certified.extract_if(.., |c| c.entry.iss == *iss && c.listed.root == root.root);
            for certified in travelled {
                sources.push(Source {
                    issuer: certified.entry,
                    listed: certified.listed,
                    statement: Some(certified.step),
                });
            }
            if let Some(own) = &own {
                sources.retain_mut(|source| describe(source, own));
            }
            answer.sources.append(&mut sources);
            if names {
                settle(&mut answer.sources);
                return answer;
            }
        }
        settle(&mut answer.sources);
        answer.refusal = refusal;
        answer
    }

    /// Who dates receipts: roots that somebody chose say so, and examples date examples alone.
    pub(crate) fn witnesses(&self, for_sample: bool) -> Vec<Issuer> {
        let mut above: Vec<&Listed> = Vec::new();
        let mut out = Vec::new();
        for root in self.lists.iter().filter(|l| l.grant.is_none()) {
            let chosen = matches!(root.provenance, Provenance::Pinned | Provenance::User);
            if chosen && (for_sample || !root.sample) {
                for iss in root.list.witnesses() {
                    if above.iter().any(|l| l.list.names(iss)) {
                        continue;
                    }
                    if let Some(Ok(witness)) = root.list.issuer(iss) {
                        out.push(witness);
                    }
                }
            }
            above.push(root);
        }
        out
    }
}

/// A root's own words about an `iss`.
#[derive(Clone)]
struct Description {
    name: Text,
    role: Role,
    party: Option<Text>,
    acquirers: Vec<Origin>,
    profile: Option<Profile>,
}

impl Description {
    fn of(issuer: &Issuer) -> Self {
        Self {
            name: issuer.name.clone(),
            role: issuer.role,
            party: issuer.party.clone(),
            acquirers: issuer.acquirers.clone(),
            profile: issuer.profile.clone(),
        }
    }
}

/// Puts the root's own words about an `iss` in the place of a delegate's. A root that lists it in another role has no terminals of it vouched for.
fn describe(source: &mut Source, own: &Description) -> bool {
    if source.listed.grant.is_none() && source.statement.is_none() {
        return true;
    }
    let own = own.clone();
    let issuer = &mut source.issuer;
    issuer.name = own.name;
    issuer.party = own.party;
    issuer.acquirers = own.acquirers;
    issuer.profile = own.profile;
    own.role == Role::Merchant
}

/// A key that one of them revoked is revoked wherever else it is listed.
fn settle(sources: &mut [Source]) {
    let mut revoked = Vec::new();
    for source in sources.iter() {
        for key in &source.issuer.keys {
            if let Some(revocation) = &key.revoked {
                revoked.push((key.x, revocation.clone(), source.listed));
            }
        }
    }
    // Sorted, because a provider may have thousands of both.
    sort(&mut revoked, &|a, b| a.0 < b.0);
    for source in sources {
        for key in &mut source.issuer.keys {
            let same = revoked.partition_point(|(x, ..)| *x < key.x);
            let same = revoked.iter().skip(same).take_while(|(x, ..)| *x == key.x);
            for (_, other, by) in same {
                if by.may_revoke(source.listed, key.merchants.as_deref()) {
                    key.revoked = Some(match key.revoked.take() {
                        Some(own) => own.stricter(other.clone()),
                        None => other.clone(),
                    });
                }
            }
        }
    }
}

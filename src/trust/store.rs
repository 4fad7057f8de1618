//! The lists that a verifier asks: roots that somebody chose, and below them the lists of those whom a root lets vouch.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::list::{Facts, MAX_BYTES, TrustList, faults};
use super::listed::{Listed, iss_in, voucher};
use super::vouching::{MAX_DEPTH, Voucher};
use super::{Pins, TrustError, TrustedKey};
use crate::key::PublicKey;
use crate::origin::Origin;
use crate::statement::{Digest, Envelope, StatementType};
use crate::vocabulary::{Provenance, Role};

/// Base64 of the longest list, and a header.
const MAX_TOKEN: usize = MAX_BYTES / 3 * 4 + 4096;

/// The newest list of a signer that a verifier remembers: an older one is refused.
#[derive(Debug, Clone)]
pub struct Seen {
    pub sequence: u64,
    /// [`Facts::digest`] of that list.
    pub digest: String,
}

/// Who vouches for whom, in the order in which lists answer.
#[derive(Debug, Clone, Default)]
pub struct TrustStore {
    pub(super) lists: Vec<Listed>,
    /// Roots that were ever added.
    roots: usize,
    /// This device's keys.
    #[cfg(feature = "signoff")]
    pub(super) own: Option<super::Own>,
    /// Origins that the verifier's owner names.
    #[cfg(feature = "signoff")]
    pub(super) ack_origins: Vec<Origin>,
}

impl TrustStore {
    /// Vouches for nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// A store of one bare list. `provenance` is the caller's knowledge of who chose it; the text has no say in that.
    pub fn parse(json: &[u8], provenance: Provenance) -> Result<Self, TrustError> {
        let mut store = Self::new();
        store.add_bare(json, provenance)?;
        Ok(store)
    }

    /// Adds a list that nobody signed. Its author saw no linter: one fault anywhere refuses it.
    pub fn add_bare(&mut self, json: &[u8], provenance: Provenance) -> Result<Facts, TrustError> {
        if provenance == Provenance::Domain {
            // It would speak for every shop that no list names.
            return Err(TrustError::NotAList);
        }
        if let Some(fault) = faults(json)?.into_iter().next() {
            return Err(TrustError::Fault(fault));
        }
        let list = TrustList::read(json.to_vec(), false)?;
        let maker = &list.facts().iss;
        if maker.is_some() && self.lists.iter().any(|l| l.is_signed_by(maker)) {
            // Whoever signs its lists is nobody's name for an unsigned one.
            return Err(TrustError::NotAList);
        }
        let listed = Listed::root(list, provenance, self.next_root());
        let facts = self.insert(listed, Some(provenance));
        self.judge_again(None);
        Ok(facts)
    }

    fn next_root(&mut self) -> usize {
        self.roots += 1;
        self.roots
    }

    /// Adds a signed list (`receipt-trust+jwt`): a root where its signer is pinned, a delegate's where a list in the store lets its signer vouch.
    /// What a page brings, a pinned registry having signed it, is as good as pinned; `pins` are the verifier's own, never the page's.
    pub fn add_signed(
        &mut self,
        token: &str,
        pins: &Pins,
        provenance: Provenance,
        seen: Option<&Seen>,
    ) -> Result<Facts, TrustError> {
        let (envelope, mut list) = open(token)?;
        let iss = list.facts().iss.clone().ok_or(TrustError::SignerUnknown)?;
        list.facts.digest = Some(digest(&envelope));
        let (mut listed, chosen) = if pins.has(&iss) {
            if !pins.keys(&iss).any(|key| envelope.is_signed_by(key)) {
                return Err(TrustError::SignatureInvalid);
            }
            let provenance = match provenance {
                Provenance::Host => Provenance::Pinned,
                chosen => chosen,
            };
            let root = self.next_root();
            (Listed::root(list, provenance, root), Some(provenance))
        } else {
            let signed = |key: &PublicKey| envelope.is_signed_by(key);
            (
                self.delegated(&signed, &envelope.kid, Arc::new(list))?,
                None,
            )
        };
        follows(listed.facts(), seen)?;
        self.replace(&mut listed)?;
        let delegate = listed.grant.is_some().then_some(iss);
        let facts = self.insert(listed, chosen);
        self.judge_again(delegate.as_ref());
        Ok(facts)
    }

    /// Takes the store's own list of this signer out, unless it is the newer one: that is a list seen, too. What hung from it hangs from the new one.
    fn replace(&mut self, listed: &mut Listed) -> Result<(), TrustError> {
        let place = |l: &Listed| match l.grant {
            None => (l.provenance, 0),
            Some(_) => (l.provenance, l.root),
        };
        let mut lists = self.lists.iter();
        let alike = |l: &Listed| l.facts().iss == listed.facts().iss && place(l) == place(listed);
        let Some(at) = lists.position(alike) else {
            return Ok(());
        };
        let facts = self.lists.get(at).map(Listed::facts);
        let seen = facts.and_then(|f| f.sequence.zip(f.digest.clone()));
        let seen = seen.map(|(sequence, digest)| Seen { sequence, digest });
        follows(listed.facts(), seen.as_ref())?;
        let old = self.lists.remove(at);
        if old.grant.is_none() {
            listed.root = old.root;
        }
        Ok(())
    }

    /// Lists that stand only because another one lets their signers vouch go where that one no longer does: those below this delegate, or all of them
    /// below changed roots.
    fn judge_again(&mut self, below: Option<&Origin>) {
        let (mut waiting, kept): (Vec<_>, Vec<_>) = core::mem::take(&mut self.lists)
            .into_iter()
            .partition(|l| l.is_below(below));
        self.lists = kept;
        // Whoever stands lower is found in a later round at the latest.
        for _ in 0..MAX_DEPTH {
            waiting.retain(|old| {
                let Some((kid, x)) = &old.signed_with else {
                    return false;
                };
                let signed = |key: &PublicKey| key.to_bytes() == *x;
                match self.delegated(&signed, kid, old.list.clone()) {
                    Ok(listed) => {
                        self.insert(listed, None);
                        false
                    }
                    Err(_) => true,
                }
            });
        }
    }

    /// Adds what a shop's own web domain says about the shop: `origin` is where the text was fetched from.
    pub fn add_domain(&mut self, token: &str, origin: &Origin) -> Result<Facts, TrustError> {
        let (envelope, mut list) = open(token)?;
        let alone =
            list.facts().iss.as_ref() == Some(origin) && list.origins().eq([origin.as_str()]);
        if !alone {
            return Err(TrustError::DomainMismatch);
        }
        let entry = match list.issuer(origin) {
            Some(Ok(entry)) => entry,
            Some(Err(fault)) => return Err(TrustError::Fault(fault)),
            None => return Err(TrustError::DomainMismatch),
        };
        if entry.role != Role::Merchant {
            return Err(TrustError::Vouching("vouch_role_not_allowed"));
        }
        let signs = |key: &TrustedKey| {
            !key.is_withdrawn() && key.public().is_some_and(|k| envelope.is_signed_by(&k))
        };
        if !entry.keys.iter().any(signs) {
            return Err(TrustError::SignatureInvalid);
        }
        list.facts.digest = Some(digest(&envelope));
        let mut listed = Listed::root(list, Provenance::Domain, self.next_root());
        // A name that nobody but its bearer gave is no name.
        if let Some(step) = listed.chain.first_mut() {
            step.name = None;
        }
        self.replace(&mut listed)?;
        Ok(self.insert(listed, Some(Provenance::Domain)))
    }

    fn insert(&mut self, listed: Listed, chosen: Option<Provenance>) -> Facts {
        let facts = Facts {
            provenance: chosen,
            ..listed.facts().clone()
        };
        // Behind all that answer no later: of two equals, the first one added does.
        let at = self
            .lists
            .iter()
            .take_while(|l| l.order() <= listed.order())
            .count();
        self.lists.insert(at, listed);
        facts
    }

    /// The list that answers first.
    pub(crate) fn first(&self) -> Option<&Listed> {
        self.lists.first()
    }

    /// Finds who lets the signer of a list vouch.
    fn delegated(
        &self,
        signed: &dyn Fn(&PublicKey) -> bool,
        kid: &str,
        list: Arc<TrustList>,
    ) -> Result<Listed, TrustError> {
        let facts = list.facts();
        let (Some(signer), Some(iat)) = (&facts.iss, facts.iat) else {
            return Err(TrustError::SignerUnknown);
        };
        // A rule of vouching says more than that a key does not fit, and that more than that nobody is known.
        let mut reason = TrustError::SignerUnknown;
        let mut note = |fault: TrustError| match (&reason, &fault) {
            (TrustError::SignerUnknown, _)
            | (TrustError::SignatureInvalid, TrustError::Vouching(_)) => {
                reason = fault;
            }
            _ => {}
        };
        for source in self.answer(signer, &mut Vec::new()).sources {
            match source.grants(signed, kid, iat) {
                Err(fault) => note(fault),
                Ok(_) if iss_in(&source.listed.chain, signer) => {
                    note(TrustError::Vouching("vouch_loop"));
                }
                Ok((grant, x)) => {
                    let issuer = &source.issuer;
                    let mut chain = source.listed.chain.clone();
                    chain.push(Voucher {
                        name: Some(issuer.name.clone()),
                        contact: facts.contact.clone(),
                        role: Some(issuer.role),
                        party: issuer.party.clone(),
                        profile: issuer.profile.clone(),
                        ..voucher(facts)
                    });
                    return Ok(Listed {
                        provenance: source.listed.provenance,
                        root: source.listed.root,
                        sample: source.listed.sample || facts.sample,
                        chain,
                        grant: Some(grant),
                        signed_with: Some((kid.into(), x)),
                        list,
                    });
                }
            }
        }
        Err(reason)
    }
}

fn open(token: &str) -> Result<(Envelope<'_>, TrustList), TrustError> {
    if token.len() > MAX_TOKEN {
        return Err(TrustError::TooLarge);
    }
    let mut envelope = Envelope::open(token.trim_ascii()).map_err(TrustError::Statement)?;
    if envelope.typ != StatementType::Trust {
        return Err(TrustError::NotAList);
    }
    let list = TrustList::read(core::mem::take(&mut envelope.payload), true)?;
    Ok((envelope, list))
}

/// Of the signature, which is short and covers all the rest: ten megabytes are not hashed a second time.
fn digest(envelope: &Envelope) -> String {
    Digest::of_bytes(envelope.signature()).to_text()
}

/// A sequence never goes back, and means one list.
fn follows(facts: &Facts, seen: Option<&Seen>) -> Result<(), TrustError> {
    let (Some(seen), Some(sequence)) = (seen, facts.sequence) else {
        return Ok(());
    };
    if sequence < seen.sequence {
        return Err(TrustError::RolledBack);
    }
    let same = seen.digest.is_empty() || facts.digest.as_ref() == Some(&seen.digest);
    if sequence == seen.sequence && !same {
        return Err(TrustError::SequenceReused);
    }
    Ok(())
}

//! The lists that a verifier asks: roots that somebody chose, and below them the lists of those whom a root lets vouch.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use super::list::{Facts, MAX_BYTES, TrustList, lint};
use super::vouching::{Grant, MAX_DEPTH, Vouched, Voucher};
use super::{Issuer, Pins, Profile, TrustError, TrustedKey, WithdrawnReceipt};
use crate::key::PublicKey;
use crate::order::sort;
use crate::origin::Origin;
use crate::statement::{Digest, Envelope, StatementType};
use crate::text::Text;
use crate::time::Time;
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

/// A list with who stands behind it.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    list: Arc<TrustList>,
    /// Of the root that it hangs from, or is.
    provenance: Provenance,
    /// Number of that root: lists below one root share it.
    root: usize,
    sample: bool,
    /// Its own step is the last.
    pub chain: Vec<Voucher>,
    /// What its signer may grant; `None` for a root, which may grant anything.
    grant: Option<Grant>,
    /// The key that a delegate signed it with, and the name that it gave for it: whether they may vouch is asked again when a list above changes.
    signed_with: Option<(String, [u8; 32])>,
}

impl Listed {
    fn root(list: TrustList, provenance: Provenance, root: usize) -> Self {
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
    fn rank(&self) -> u8 {
        match self.provenance {
            Provenance::Host => 4,
            _ if self.sample => 3,
            Provenance::Pinned => 0,
            Provenance::User => 1,
            Provenance::Domain => 2,
        }
    }

    fn is_signed_by(&self, maker: &Option<Origin>) -> bool {
        self.facts().digest.is_some() && self.facts().iss == *maker
    }

    /// Whether it may take back what `other` vouches for: as far as its signer may speak of those merchants, and what no page brought or everybody can sign
    /// for also beyond its own root.
    fn may_revoke(&self, other: &Self, merchants: Option<&[String]>) -> bool {
        let chosen = matches!(self.provenance, Provenance::Pinned | Provenance::User);
        let grant = self.grant.as_ref();
        (self.root == other.root || (chosen && !self.sample))
            && grant.is_none_or(|g| g.vouches.allows_ids(merchants).is_ok())
    }

    /// Whether it stands below a list of this delegate, or, where none is named, below any root.
    fn is_below(&self, delegate: Option<&Origin>) -> bool {
        let above = self.chain.split_last().map_or(&[][..], |(_, above)| above);
        !above.is_empty() && delegate.is_none_or(|iss| iss_in(above, iss))
    }

    /// Of two roots of one rank the one that came first answers, however often its list is renewed since, and before those whom it lets vouch.
    fn order(&self) -> (u8, usize, usize) {
        (self.rank(), self.root, self.chain.len())
    }
}

fn voucher(facts: &Facts) -> Voucher {
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

/// Who vouches for whom, in the order in which lists answer.
#[derive(Debug, Clone, Default)]
pub struct TrustStore {
    lists: Vec<Listed>,
    /// Roots that were ever added.
    roots: usize,
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
        if let Some(fault) = lint(json)?.into_iter().next() {
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

fn iss_in(chain: &[Voucher], signer: &Origin) -> bool {
    chain.iter().any(|v| v.iss.as_ref() == Some(signer))
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
    Digest::of_bytes(&envelope.signature).to_text()
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

//! Whose key signs off, and who says so. What a statement brings along names a key and vouches for none.

mod bound;
mod candidates;

use alloc::string::String;
use alloc::vec::Vec;

use bound::{BoundKey, bound_key};

use super::{Context, ParsedPart, Subject, independence};
use crate::origin::Origin;
use crate::report::SignOffVoucher;
use crate::sign_off::settlement::Side;
use crate::sign_off::{Assertion, HolderKey, Signed, sign_off_origin};
use crate::statement::Statement;
use crate::time::Time;
use crate::trust::{Customers, SignOffKey, Source};
use crate::vocabulary::{Provenance, words};

pub use bound::is_binding;

/// Keys under one name that are tried, as for those of a list: each trial costs.
const MAX_NAMESAKES: usize = 16;

words! {
    /// Who says whose key it is.
    Bound {
        /// The shop's own entry: one of its `sign_off_keys`.
        Shop = "shop",
        /// A list that somebody chose.
        List = "list",
        /// An acquirer's or issuer's `receipt-key+jwt` in the dossier.
        Statement = "statement",
        /// This device, whose key it is.
        Own = "own",
        /// Nobody: at most the statement itself brings it.
        Nobody = "none",
    }
}

words! {
    /// What ties a key's holder to the payment.
    Tie { Receipt = "receipt", Last4 = "last4", Own = "own" }
}

/// A key that may have signed, with who says whose it is.
#[derive(Debug, Clone)]
pub struct Holder {
    pub key: HolderKey,
    pub kid: String,
    pub rp_id: String,
    pub bound: Bound,
    pub by: Option<SignOffVoucher>,
    pub tied: Option<Tie>,
    /// Why its word as an independent customer's does not count; `None` where it does, and for a shop's key where it may speak for the shop.
    pub refusal: Option<&'static str>,
    /// Where in the dossier the statement stands that binds it.
    pub binding: Option<usize>,
    /// When the oldest list was made that says so, and whether one has expired.
    pub list: Option<Time>,
    pub list_expired: bool,
    /// Whether only a list that somebody chose on this device says so.
    pub chosen: bool,
}

impl Holder {
    /// With the lists that `source` rests on.
    fn resting_on(mut self, source: &Source, context: &Context) -> Self {
        self.list = source.chain().filter_map(|v| v.iat).min();
        self.list_expired = context.has_expired(source);
        self.chosen = source.provenance() == Provenance::User;
        self
    }
}

/// A statement that somebody signed off with and whose signature verified.
#[derive(Debug)]
pub struct SignedOff {
    pub holder: Holder,
    pub signed: Signed,
}

/// What a statement says about itself, as far as finding its key needs that.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    pub iss: &'a Origin,
    pub iat: Time,
    pub key: Option<&'a HolderKey>,
    pub side: Side,
}

/// Everybody who may sign off on one receipt.
pub struct Holders<'a, 'b> {
    subject: &'b Subject<'a>,
    context: &'b Context<'a>,
    bindings: Vec<(usize, Result<BoundKey<'a>, &'static str>)>,
    /// Who the lists say signs off at each origin that a part names: asked once, for a list of thousands of keys is read whole.
    customers: Vec<(Origin, Result<Option<Customers<'a>>, &'static str>)>,
    /// The shop's own keys that sign off, each with who lists it.
    shop: Vec<(SignOffKey, SignOffVoucher)>,
}

impl<'a, 'b> Holders<'a, 'b> {
    pub fn of(parts: &'a [ParsedPart], subject: &'b Subject<'a>, context: &'b Context<'a>) -> Self {
        let mut holders = Self {
            subject,
            context,
            bindings: Vec::new(),
            customers: Vec::new(),
            shop: Vec::new(),
        };
        let mut shop_asked = false;
        for (part, parsed) in parts.iter().enumerate() {
            let Ok(statement) = parsed else { continue };
            if is_binding(statement) {
                let bound = bound_key(statement, subject, context);
                holders.bindings.push((part, bound));
            } else if statement.typ().signs_off() {
                if !core::mem::replace(&mut shop_asked, true) {
                    holders.ask_shop();
                }
                holders.ask_customers(statement);
            }
        }
        holders
    }

    fn ask_shop(&mut self) {
        let shop = &self.subject.signer.issuer().iss;
        let answer = self.context.roster.answer(shop);
        for source in answer.iter().flat_map(|a| &a.sources) {
            let by = SignOffVoucher::of(source, source.issuer.role);
            let keys = source.sign_off_keys().into_iter();
            self.shop.extend(keys.map(|key| (key, by.clone())));
        }
    }

    /// Asks the lists about the origin that a part names.
    fn ask_customers(&mut self, statement: &Statement) {
        let iss = statement.payload().get("iss");
        let Some(Ok(iss)) = iss.map(sign_off_origin) else {
            return;
        };
        if self.customers.iter().all(|(known, _)| *known != iss) {
            let found = self.context.store.customers(&iss);
            self.customers.push((iss, found));
        }
    }

    fn customers(&self, iss: &Origin) -> Result<Option<&Customers<'a>>, &'static str> {
        let found = self.customers.iter().find(|(known, _)| known == iss);
        match found {
            Some((_, Ok(customers))) => Ok(customers.as_ref()),
            Some((_, Err(code))) => Err(code),
            None => Ok(None),
        }
    }

    /// Why the binding at a place changes nothing; `None` where it is no binding, and where it is one that may count.
    pub fn binding_fault(&self, part: usize) -> Option<&'static str> {
        let mut at = self.bindings.iter().filter(|(p, _)| *p == part);
        at.find_map(|(_, bound)| bound.as_ref().err().copied())
    }

    /// Finds the key that signed a statement, the best vouched for first.
    pub fn authenticate(
        &self,
        statement: &Statement,
        claim: Claim,
    ) -> Result<SignedOff, &'static str> {
        let (candidates, refusal) = self.candidates(statement.kid(), claim);
        let known = self.knows(claim.iss) || self.is_at_home(claim);
        let assertion = Assertion::read(statement, claim.iss, known)?;
        let mut fault = None;
        // Those that count go first: nobody crowds them out with statements about other receipts.
        let (counting, others): (Vec<Holder>, Vec<Holder>) =
            (candidates.into_iter()).partition(|h| h.refusal.is_none());
        let mut tried = Vec::new();
        for mut holder in counting.into_iter().chain(others) {
            let key = (holder.key, holder.rp_id.clone());
            let full = tried.len() >= MAX_NAMESAKES;
            if tried.contains(&key) || full {
                continue;
            }
            match assertion.under(&holder.key, &holder.rp_id) {
                Ok(signed) => {
                    let counts = holder.refusal.is_none() && claim.side == Side::Customer;
                    if counts && self.is_the_shops(&holder.key) {
                        holder.refusal = Some("key_shared");
                    }
                    if holder.bound == Bound::Nobody {
                        // Somebody names it who may not: that says more than that nobody does.
                        holder.refusal = refusal.or(holder.refusal);
                    }
                    return Ok(SignedOff { holder, signed });
                }
                Err(code) => {
                    fault.get_or_insert(code);
                    tried.push(key);
                }
            }
        }
        Err(fault.or(refusal).unwrap_or("ack_key_missing"))
    }

    /// Whether somebody who counts names an origin as one at which people sign off.
    fn knows(&self, iss: &Origin) -> bool {
        let shop = self.subject.signer.source;
        let customers = self.customers(iss).ok().flatten();
        self.context.store.pins_ack_origin(iss)
            || customers.is_some_and(|c| is_chosen(&c.source, shop))
            || (self.bindings.iter())
                .filter_map(|(_, bound)| bound.as_ref().ok())
                .any(|b| b.refusal.is_none() && b.binding.subject == *iss)
    }

    /// Whether a shop signs off at its own origin, by the word of a list that somebody chose.
    fn is_at_home(&self, claim: Claim) -> bool {
        let shop = self.subject.signer;
        claim.side == Side::Merchant
            && shop.issuer().iss == *claim.iss
            && independence::chosen(shop.source).is_none()
    }
}

fn is_chosen(source: &Source, shop: &Source) -> bool {
    let chosen = matches!(source.provenance(), Provenance::Pinned | Provenance::User);
    chosen && (!source.listed.is_sample() || shop.listed.is_sample())
}

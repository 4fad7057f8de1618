//! Whose key signs off, and who says so. What a statement brings along names a key and vouches for none.

use alloc::string::String;
use alloc::vec::Vec;

use super::authenticate::{self, Authentic, Refusal};
use super::{Context, ParsedPart, Subject, independence};
use crate::origin::Origin;
use crate::report::{Outcome, SignOffVoucher};
use crate::sign_off::settlement::Side;
use crate::sign_off::{Assertion, Binding, HolderKey, Signed, host, is_rp_id_of};
use crate::statement::{Statement, StatementType};
use crate::time::Time;
use crate::trust::{Certificate, SignOffKey, Source};
use crate::vocabulary::{Provenance, Role, words};

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
}

impl Holder {
    /// With the lists that `source` rests on.
    fn resting_on(mut self, source: &Source, context: &Context) -> Self {
        self.list = source.chain().filter_map(|v| v.iat).min();
        self.list_expired = context.has_expired(source);
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

/// A binding that verified.
struct BoundKey<'a> {
    binding: Binding,
    signer: Authentic<'a>,
    /// Why its binder does not count for this receipt.
    refusal: Option<&'static str>,
}

/// Everybody who may sign off on one receipt.
pub struct Holders<'a, 'b> {
    subject: &'b Subject<'a>,
    context: &'b Context<'a>,
    bindings: Vec<(usize, Result<BoundKey<'a>, &'static str>)>,
}

impl<'a, 'b> Holders<'a, 'b> {
    pub fn of(parts: &'a [ParsedPart], subject: &'b Subject<'a>, context: &'b Context<'a>) -> Self {
        let mut bindings = Vec::new();
        for (part, parsed) in parts.iter().enumerate() {
            let Ok(statement) = parsed else { continue };
            if is_binding(statement) {
                bindings.push((part, bound_key(statement, subject, context)));
            }
        }
        Self {
            subject,
            context,
            bindings,
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
        let mut found: Option<SignedOff> = None;
        for holder in candidates {
            match assertion.under(&holder.key, &holder.rp_id) {
                Ok(signed) if holder.refusal.is_none() => return Ok(SignedOff { holder, signed }),
                Ok(signed) => {
                    found.get_or_insert(SignedOff { holder, signed });
                }
                Err(code) => {
                    fault.get_or_insert(code);
                }
            }
        }
        match found {
            Some(mut one) => {
                if one.holder.bound == Bound::Nobody {
                    // Somebody names it who may not: that says more than that nobody does.
                    one.holder.refusal = refusal.or(one.holder.refusal);
                }
                Ok(one)
            }
            None => Err(fault.or(refusal).unwrap_or("ack_key_missing")),
        }
    }

    /// Whether somebody who counts names an origin as one at which people sign off.
    fn knows(&self, iss: &Origin) -> bool {
        let Context { store, .. } = self.context;
        let shop = self.subject.signer.source;
        store.pins_ack_origin(iss)
            || store
                .customers(iss)
                .is_ok_and(|customers| customers.is_some_and(|c| is_chosen(&c.source, shop)))
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

    /// The keys that a statement may mean; and why somebody who names one does not count.
    fn candidates(&self, kid: &str, claim: Claim) -> (Vec<Holder>, Option<&'static str>) {
        let mut out = Vec::new();
        let mut refusal = None;
        // Where the statement brings its key, no other is meant, whatever it is called.
        let meant = |key: &HolderKey, name: &str| match claim.key {
            Some(brought) => brought == key,
            None => name == kid,
        };
        match claim.side {
            Side::Merchant => self.of_shop(claim, &meant, &mut out),
            Side::Customer => {
                refusal = self.of_lists(claim, &meant, &mut out).err();
                self.of_bindings(claim, &meant, &mut out);
            }
        }
        self.of_device(claim, &meant, &mut out);
        if let Some(key) = claim.key {
            out.push(Holder {
                key: *key,
                kid: key.kid(),
                rp_id: self.usual_rp_id(claim.iss).into(),
                bound: Bound::Nobody,
                by: None,
                tied: None,
                refusal: Some("ack_key_unidentified"),
                binding: None,
                list: None,
                list_expired: false,
            });
        }
        out.truncate(MAX_NAMESAKES);
        (out, refusal)
    }

    fn usual_rp_id<'c>(&'c self, iss: &'c Origin) -> &'c str {
        let own = self.context.store.own_keys().filter(|o| o.origin == *iss);
        own.map_or(host(iss), |own| &own.rp_id)
    }

    /// The shop's own passkeys and device keys. They sign off where the shop is at home, and where people sign off anyway.
    fn of_shop(
        &self,
        claim: Claim,
        meant: &dyn Fn(&HolderKey, &str) -> bool,
        out: &mut Vec<Holder>,
    ) {
        let shop = &self.subject.signer.issuer().iss;
        let answer = self.context.roster.answer(shop);
        for source in answer.iter().flat_map(|a| &a.sources) {
            for one in source.sign_off_keys() {
                if meant(&one.key, &one.kid) && is_rp_id_of(&one.rp_id, claim.iss) {
                    out.push(Holder {
                        refusal: one.covers(claim.iat).err(),
                        key: one.key,
                        kid: one.kid,
                        rp_id: one.rp_id,
                        bound: Bound::Shop,
                        by: Some(SignOffVoucher::of(source, source.issuer.role)),
                        tied: None,
                        binding: None,
                        list: None,
                        list_expired: false,
                    });
                }
            }
        }
    }

    fn of_lists(
        &self,
        claim: Claim,
        meant: &dyn Fn(&HolderKey, &str) -> bool,
        out: &mut Vec<Holder>,
    ) -> Result<(), &'static str> {
        let Some(customers) = self.context.store.customers(claim.iss)? else {
            return Ok(());
        };
        let dependence = independence::dependence(self.subject.signer, &customers.source);
        for one in customers.keys {
            if !meant(&one.key, &one.kid) {
                continue;
            }
            let tie = match &one.last4 {
                None => Err("ack_key_not_tied"),
                Some(last4) => self.card(last4),
            };
            let holder = Holder {
                refusal: self.refusal(&one.key, one.covers(claim.iat).err(), dependence, tie),
                key: one.key,
                kid: one.kid,
                rp_id: one.rp_id,
                bound: Bound::List,
                by: Some(SignOffVoucher::of(&customers.source, Role::Customer)),
                tied: tie.ok(),
                binding: None,
                list: None,
                list_expired: false,
            };
            out.push(holder.resting_on(&customers.source, self.context));
        }
        Ok(())
    }

    fn of_bindings(
        &self,
        claim: Claim,
        meant: &dyn Fn(&HolderKey, &str) -> bool,
        out: &mut Vec<Holder>,
    ) {
        for (part, bound) in &self.bindings {
            let Ok(BoundKey {
                binding,
                signer,
                refusal,
            }) = bound
            else {
                continue;
            };
            let kid = binding.key.kid();
            if binding.subject != *claim.iss || !meant(&binding.key, &kid) {
                continue;
            }
            // A list takes keys back, whoever bound them.
            let taken_back = self.taken_back(&binding.key, claim);
            let window = match claim.iat {
                _ if taken_back.is_some() => taken_back,
                at if at < binding.iat => Some("key_not_yet_valid"),
                at if at > binding.exp => Some("key_expired"),
                _ => None,
            };
            let tie = self.tie(binding);
            let holder = Holder {
                refusal: self.refusal(&binding.key, window, *refusal, tie),
                key: binding.key,
                kid,
                rp_id: binding.rp_id.clone(),
                bound: Bound::Statement,
                by: Some(SignOffVoucher::of(signer.source, signer.key.role)),
                tied: tie.ok(),
                binding: Some(*part),
                list: None,
                list_expired: false,
            };
            out.push(holder.resting_on(signer.source, self.context));
        }
    }

    fn of_device(
        &self,
        claim: Claim,
        meant: &dyn Fn(&HolderKey, &str) -> bool,
        out: &mut Vec<Holder>,
    ) {
        let own = self.context.store.own_keys();
        if let Some(own) = own.filter(|own| own.origin == *claim.iss) {
            for key in &own.keys {
                let kid = key.kid();
                if !meant(key, &kid) {
                    continue;
                }
                // A receipt of a shop that nobody chose is nobody's confirmation.
                let shop = independence::chosen(self.subject.signer.source);
                out.push(Holder {
                    refusal: self.refusal(key, None, shop, Ok(Tie::Own)),
                    key: *key,
                    kid,
                    rp_id: own.rp_id.clone(),
                    bound: Bound::Own,
                    by: None,
                    tied: Some(Tie::Own),
                    binding: None,
                    list: None,
                    list_expired: false,
                });
            }
        }
    }

    /// What the list of customers at this origin says against a key that somebody else binds.
    fn taken_back(&self, key: &HolderKey, claim: Claim) -> Option<&'static str> {
        let customers = self.context.store.customers(claim.iss).ok()??;
        if independence::chosen(&customers.source).is_some() {
            return None;
        }
        let mut listed = customers.keys.iter().filter(|k| k.key == *key);
        listed.find_map(|k| k.covers(claim.iat).err())
    }

    /// The first reason why a customer's key does not count for this receipt.
    fn refusal(
        &self,
        key: &HolderKey,
        window: Option<&'static str>,
        dependence: Option<&'static str>,
        tie: Result<Tie, &'static str>,
    ) -> Option<&'static str> {
        let shared = self.is_the_shops(key).then_some("key_shared");
        window.or(shared).or(dependence).or(tie.err())
    }

    /// What a binding says about this payment. All of it has to fit: vouching only narrows.
    fn tie(&self, binding: &Binding) -> Result<Tie, &'static str> {
        let card = binding.last4.as_deref().map(|last4| self.card(last4));
        match (binding.receipt_digest, card) {
            (_, Some(Err(code))) => Err(code),
            (Some(digest), _) if digest != self.subject.statement.digest() => {
                Err("ack_key_not_tied")
            }
            (Some(_), _) => Ok(Tie::Receipt),
            (None, Some(Ok(tie))) => Ok(tie),
            (None, None) => Err("ack_key_not_tied"),
        }
    }

    fn card(&self, last4: &str) -> Result<Tie, &'static str> {
        let card = self.subject.receipt.card.as_ref();
        match card.and_then(|c| c.last4.as_deref()) {
            None => Err("ack_key_not_tied"),
            Some(own) if own == last4 => Ok(Tie::Last4),
            Some(_) => Err("ack_other_card"),
        }
    }

    /// Whether others say that a key is a customer's.
    pub fn is_a_customers(&self, key: &HolderKey, iss: &Origin) -> bool {
        let customers = self.context.store.customers(iss).ok().flatten();
        let is_listed = |k: &SignOffKey| k.key == *key;
        let mut bindings = self.bindings.iter();
        customers.is_some_and(|c| c.keys.iter().any(is_listed))
            || bindings.any(|(_, b)| b.as_ref().is_ok_and(|b| b.binding.key == *key))
    }

    /// One key under two names is one signer.
    pub fn is_the_shops(&self, key: &HolderKey) -> bool {
        let shop = &self.subject.signer.issuer().iss;
        let answer = self.context.roster.answer(shop);
        let is_one_of = |source: &Source| {
            let plain = match key {
                HolderKey::Ed25519(x) => source.issuer.keys.iter().any(|k| k.x == *x),
                HolderKey::P256(_) => false,
            };
            plain || (source.sign_off_keys().iter()).any(|k: &SignOffKey| k.key == *key)
        };
        answer.is_some_and(|a| a.sources.iter().any(is_one_of))
    }
}

/// Whether a key statement is about a customer's key.
pub fn is_binding(statement: &Statement) -> bool {
    statement.typ() == StatementType::Key && Certificate::is_of_customer(statement.payload())
}

fn is_chosen(source: &Source, shop: &Source) -> bool {
    let chosen = matches!(source.provenance(), Provenance::Pinned | Provenance::User);
    chosen && (!source.listed.is_sample() || shop.listed.is_sample())
}

/// Reads a binding, and who signed it: an acquirer or a card's issuer whom a root names itself.
fn bound_key<'a>(
    statement: &'a Statement,
    subject: &Subject<'a>,
    context: &Context<'a>,
) -> Result<BoundKey<'a>, &'static str> {
    let mut read = None;
    let signer = authenticate::authenticate(statement, context.roster, &mut |key| {
        let refuse = |code| Err(Refusal::new(Outcome::Rejected, code));
        let binding = match read.get_or_insert_with(|| Binding::read(statement.payload())) {
            Ok(binding) => binding,
            Err(fault) => return Err(Refusal::from_fault(fault)),
        };
        if !matches!(key.role, Role::Acquirer | Role::Issuer) {
            return refuse("role_not_allowed");
        }
        let merchant = &subject.receipt.merchant.id;
        if (key.merchants.as_ref()).is_some_and(|ids| !ids.contains(merchant)) {
            return refuse("merchant_mismatch");
        }
        if key.is_withdrawn() {
            return refuse("key_withdrawn");
        }
        key.covers(binding.iat)
            .map_err(|code| Refusal::new(Outcome::Rejected, code))
    })
    .map_err(|refusal| refusal.code)?;
    let Some(Ok(binding)) = read else {
        return Err("member_invalid");
    };
    if signer.source.listed.grant.is_some() || signer.source.statement.is_some() {
        return Err("vouch_role_not_allowed");
    }
    let dependence = independence::dependence(subject.signer, signer.source);
    let named = subject
        .signer
        .issuer()
        .acquirers
        .contains(&signer.issuer().iss);
    let refusal = match dependence {
        Some("keys_from_host" | "keys_from_domain" | "keys_from_sample") => dependence,
        _ if signer.key.role == Role::Acquirer && !named => Some("acquirer_not_named"),
        dependence => dependence,
    };
    Ok(BoundKey {
        binding,
        signer,
        refusal,
    })
}

//! The keys that a statement may mean, each with who says whose it is and why that does not count.

use alloc::vec::Vec;

use super::bound::BoundKey;
use super::{Bound, Claim, Holder, Holders, Tie};
use crate::origin::Origin;
use crate::report::SignOffVoucher;
use crate::sign_off::settlement::Side;
use crate::sign_off::{Binding, HolderKey, host, is_rp_id_of};
use crate::trust::Source;
use crate::verify::independence;
use crate::vocabulary::Role;

impl Holders<'_, '_> {
    /// The keys that a statement may mean; and why somebody who names one does not count.
    pub(super) fn candidates(
        &self,
        kid: &str,
        claim: Claim,
    ) -> (Vec<Holder>, Option<&'static str>) {
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
                chosen: false,
            });
        }
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
        for (one, by) in &self.shop {
            if meant(&one.key, &one.kid) && is_rp_id_of(&one.rp_id, claim.iss) {
                out.push(Holder {
                    refusal: one.covers(claim.iat).err(),
                    key: one.key,
                    kid: one.kid.clone(),
                    rp_id: one.rp_id.clone(),
                    bound: Bound::Shop,
                    by: Some(by.clone()),
                    tied: None,
                    binding: None,
                    list: None,
                    list_expired: false,
                    chosen: false,
                });
            }
        }
    }

    fn of_lists(
        &self,
        claim: Claim,
        meant: &dyn Fn(&HolderKey, &str) -> bool,
        out: &mut Vec<Holder>,
    ) -> Result<(), &'static str> {
        let Some(customers) = self.customers(claim.iss)? else {
            return Ok(());
        };
        let dependence = independence::dependence(self.subject.signer, &customers.source);
        for one in &customers.keys {
            if !meant(&one.key, &one.kid) {
                continue;
            }
            let tie = match &one.last4 {
                None => Err("ack_key_not_tied"),
                Some(last4) => self.card(last4),
            };
            let holder = Holder {
                refusal: one.covers(claim.iat).err().or(dependence).or(tie.err()),
                key: one.key,
                kid: one.kid.clone(),
                rp_id: one.rp_id.clone(),
                bound: Bound::List,
                by: Some(SignOffVoucher::of(&customers.source, Role::Customer)),
                tied: tie.ok(),
                binding: None,
                list: None,
                list_expired: false,
                chosen: false,
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
                refusal: window.or(*refusal).or(tie.err()),
                key: binding.key,
                kid,
                rp_id: binding.rp_id.clone(),
                bound: Bound::Statement,
                by: Some(SignOffVoucher::of(signer.source, signer.key.role)),
                tied: tie.ok(),
                binding: Some(*part),
                list: None,
                list_expired: false,
                chosen: false,
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
                    refusal: shop,
                    key: *key,
                    kid,
                    rp_id: own.rp_id.clone(),
                    bound: Bound::Own,
                    by: None,
                    tied: Some(Tie::Own),
                    binding: None,
                    list: None,
                    list_expired: false,
                    chosen: false,
                });
            }
        }
    }

    /// What the list of customers at this origin says against a key that somebody else binds.
    fn taken_back(&self, key: &HolderKey, claim: Claim) -> Option<&'static str> {
        let customers = self.customers(claim.iss).ok()??;
        if independence::chosen(&customers.source).is_some() {
            return None;
        }
        let mut listed = customers.keys.iter().filter(|k| k.key == *key);
        listed.find_map(|k| k.covers(claim.iat).err())
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
        let customers = self.customers(iss).ok().flatten();
        let mut bindings = self.bindings.iter();
        customers.is_some_and(|c| c.keys.iter().any(|k| k.key == *key))
            || bindings.any(|(_, b)| b.as_ref().is_ok_and(|b| b.binding.key == *key))
    }

    /// Whether it is the shop's, or listed for anybody else who is no customer: one key under two names is one signer.
    pub fn is_the_shops(&self, key: &HolderKey) -> bool {
        let shop = &self.subject.signer.issuer().iss;
        let answer = self.context.roster.answer(shop);
        let plain = |source: &Source| match key {
            HolderKey::Ed25519(x) => source.issuer.keys.iter().any(|k| k.x == *x),
            HolderKey::P256(_) => false,
        };
        answer.is_some_and(|a| a.sources.iter().any(plain))
            || self.context.store.is_anothers(key)
            || self.shop.iter().any(|(k, _)| k.key == *key)
    }
}

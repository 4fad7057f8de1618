//! Bindings: an acquirer's or an issuer's word for whose key signs off (PROTOCOL section 3.7).

use super::super::authenticate::{self, Authentic, Refusal};
use super::super::{Context, Subject, independence};
use crate::report::Outcome;
use crate::sign_off::Binding;
use crate::statement::{Statement, StatementType};
use crate::trust::Certificate;
use crate::vocabulary::Role;

/// A binding that verified.
pub struct BoundKey<'a> {
    pub binding: Binding,
    pub signer: Authentic<'a>,
    /// Why its binder does not count for this receipt.
    pub refusal: Option<&'static str>,
}

/// Whether a key statement is about a customer's key.
pub fn is_binding(statement: &Statement) -> bool {
    statement.typ() == StatementType::Key && Certificate::is_of_customer(statement.payload())
}

/// Reads a binding, and who signed it: an acquirer or a card's issuer whom a root names itself.
pub fn bound_key<'a>(
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

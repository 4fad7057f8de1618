//! Whose signature is this, and may that key say so.

use crate::claims::Fault;
use crate::json::Value;
use crate::origin::Origin;
use crate::receipt::Receipt;
use crate::report::{Outcome, Params};
use crate::statement::Statement;
use crate::time::Time;
use crate::trust::{Issuer, Source, TrustedKey};
use crate::vocabulary::Role;

use super::roster::Roster;

/// Why a statement is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub outcome: Outcome,
    pub code: &'static str,
    pub params: Params,
    pub claimed_issuer: Option<Origin>,
}

impl Refusal {
    pub fn new(outcome: Outcome, code: &'static str) -> Self {
        Self {
            outcome,
            code,
            params: Params::default(),
            claimed_issuer: None,
        }
    }

    /// A broken rule of content. The member's name is a name of the protocol, never the receipt's own text.
    pub fn from_fault(fault: &Fault) -> Self {
        let mut refusal = Self::new(Outcome::Rejected, fault.code());
        refusal.params = refusal.params.word("member", fault.member());
        refusal
    }

    fn unknown(code: &'static str, iss: Origin) -> Self {
        Self {
            claimed_issuer: Some(iss),
            ..Self::new(Outcome::UnknownSigner, code)
        }
    }
}

/// A statement whose signature verified under a trusted key.
#[derive(Debug, Clone, Copy)]
pub struct Authentic<'a> {
    pub source: &'a Source<'a>,
    pub key: &'a TrustedKey,
}

impl<'a> Authentic<'a> {
    pub fn issuer(&self) -> &'a Issuer {
        &self.source.issuer
    }
}

/// Finds the key that signed a statement and lets `scope` decide whether that key may say this. Several keys under one `kid` are tried in turn; the
/// first that may wins, otherwise the first reason why not.
pub fn authenticate<'a>(
    statement: &Statement,
    roster: &'a Roster<'a>,
    scope: &mut dyn FnMut(&TrustedKey) -> Result<(), Refusal>,
) -> Result<Authentic<'a>, Refusal> {
    let iss = match statement.payload().get("iss") {
        None => return Err(Refusal::new(Outcome::Rejected, "iss_missing")),
        Some(Value::Text(iss)) => Origin::from_text(iss),
        Some(_) => None,
    };
    let Some(iss) = iss else {
        return Err(Refusal::new(Outcome::Rejected, "iss_invalid"));
    };
    let Some(answer) = roster.answer(&iss) else {
        return Err(Refusal::unknown("issuer_unknown", iss));
    };
    let mut known = false;
    let mut reason = None;
    for source in &answer.sources {
        for key in source.issuer.keys_named(statement.kid()) {
            known = true;
            if !key.public().is_some_and(|k| statement.is_signed_by(&k)) {
                continue;
            }
            match scope(key) {
                Ok(()) => return Ok(Authentic { source, key }),
                Err(refusal) => {
                    reason.get_or_insert(refusal);
                }
            }
        }
    }
    let unknown = match answer.sources.is_empty() {
        true => "issuer_unknown",
        false => "key_unknown",
    };
    Err(match reason {
        Some(refusal) => refusal,
        None if known => Refusal::new(Outcome::Rejected, "signature_invalid"),
        // Somebody vouches who may not: that says more than that nobody does.
        None => Refusal::unknown(answer.refusal.unwrap_or(unknown), iss),
    })
}

/// Whether a key may sign for this receipt at a time: role, terminal, merchant id, window.
pub fn receipt_scope(receipt: &Receipt, key: &TrustedKey, at: Time) -> Result<(), Refusal> {
    let refuse = |code| Err(Refusal::new(Outcome::Rejected, code));
    let terminal = receipt.terminal.as_ref().map(|t| t.id.as_str());
    match key.role {
        Role::Terminal if terminal != key.terminal.as_deref() => {
            return refuse("terminal_mismatch");
        }
        // A till's key that the list ties to a terminal speaks for no other.
        Role::Merchant if key.terminal.is_some() && terminal != key.terminal.as_deref() => {
            return refuse("terminal_mismatch");
        }
        Role::Terminal | Role::Merchant => {}
        Role::Acquirer | Role::Issuer | Role::Witness | Role::Customer => {
            return refuse("role_not_allowed");
        }
    }
    if let Some(merchants) = &key.merchants
        && !merchants.contains(&receipt.merchant.id)
    {
        return refuse("merchant_mismatch");
    }
    key.covers(at)
        .map_err(|code| Refusal::new(Outcome::Rejected, code))
}

//! What customer and shop agreed: halves whose signatures verified, put together by digest (PROTOCOL section 3.6). Nothing here lifts a level: what
//! two parties agree on is theirs, and true between them alone.

use alloc::vec::Vec;

use super::authenticate::{self, Refusal};
use super::history::CLOCK_TOLERANCE;
use super::holders::{Bound, Claim, Holders};
use super::{Context, Subject};
use crate::base64url;
use crate::card_data;
use crate::dossier::MAX_PARTS;
use crate::order::sort;
use crate::report::{
    Check, CheckOutcome, HalfEntry, IgnoredPart, Outcome, Params, SettlementEntry, SettlementState,
    SignOffVoucher, SignedWith, StatusEntry,
};
use crate::sign_off::Method;
use crate::sign_off::settlement::{Half, Remedy, Side, Terms};
use crate::statement::{Digest, Statement};
use crate::time::Time;
use crate::vocabulary::Provenance;

/// A half whose signature verified.
struct Signed {
    part: usize,
    digest: Digest,
    half: Half,
    entry: HalfEntry,
    /// Why its key is not the one that its side needs; `None` where it is.
    refusal: Option<&'static str>,
    /// Where in the dossier the statement stands that binds its key.
    binding: Option<usize>,
    /// Whether only a list that somebody chose on this device says whose key it is.
    chosen: bool,
}

impl Signed {
    fn is_identified(&self) -> bool {
        self.refusal.is_none()
    }

    /// One signer is no two parties, whatever the halves call themselves.
    fn is_of_one_party_with(&self, other: &Self) -> bool {
        let own = |h: &Self| h.entry.bound == Bound::Own;
        self.half.side == other.half.side
            || self.entry.thumbprint == other.entry.thumbprint
            || (own(self) && own(other))
            || [self, other]
                .iter()
                .any(|h| h.refusal == Some("party_same"))
    }
}

/// The halves of a dossier.
#[derive(Default)]
pub struct Settlements(Vec<Signed>);

impl Settlements {
    /// Takes a half; otherwise the code of why it changes nothing.
    pub fn add<'a>(
        &mut self,
        statement: &Statement,
        part: usize,
        subject: &Subject<'a>,
        context: &Context<'a>,
        holders: &Holders,
    ) -> Result<(), &'static str> {
        let digest = statement.digest();
        if self.0.iter().any(|h| h.digest == digest) {
            return Err("duplicate");
        }
        let half = Half::read(statement.payload()).map_err(|fault| fault.code())?;
        let signed = match of_listed_key(statement, &half, part, subject, context) {
            Some(signed) => signed?,
            None => of_holder(statement, half, part, holders)?,
        };
        if signed.half.receipt_digest != subject.statement.digest() {
            return Err("other_receipt");
        }
        let terms = signed.half.terms();
        if terms.is_some_and(|terms| terms.exceed(&subject.receipt)) {
            return Err("settlement_above_amount");
        }
        self.0.push(signed);
        Ok(())
    }

    /// Whether the binding at a place identifies one of them.
    pub fn use_binding(&self, part: usize) -> bool {
        self.0.iter().any(|h| h.binding == Some(part))
    }

    /// Puts the halves together. Second halves that belong to none here are listed as ignored.
    pub fn conclude(
        mut self,
        subject: &Subject,
        statuses: &[StatusEntry],
        now: Time,
        checks: &mut Vec<Check>,
        ignored: &mut Vec<IgnoredPart>,
    ) -> Vec<SettlementEntry> {
        // Whoever is identified is heard before who is not, then who signed first: a stranger's yes takes no place from the customer's.
        let rank = |h: &Signed| (!h.is_identified(), h.half.iat, h.part);
        sort(&mut self.0, &|a, b| rank(a) < rank(b));
        let (firsts, seconds): (Vec<Signed>, Vec<Signed>) =
            self.0.into_iter().partition(|h| h.half.terms().is_some());
        let mut pairs: Vec<(Signed, Option<Signed>)> =
            firsts.into_iter().map(|first| (first, None)).collect();
        for second in seconds {
            let wanted = second.half.accepts();
            let found = pairs.iter_mut().find(|(f, _)| Some(f.digest) == wanted);
            let code = match found {
                None => "settlement_other_half",
                Some((first, _)) if first.is_of_one_party_with(&second) => "settlement_one_party",
                Some((_, Some(_))) => "settlement_accepted_twice",
                Some((_, slot)) => {
                    *slot = Some(second);
                    continue;
                }
            };
            let part = second.part;
            ignored.push(IgnoredPart { part, code });
        }
        let mut entries = Vec::new();
        let is_pinned = subject.signer.source.provenance() == Provenance::Pinned;
        for (first, second) in pairs {
            check_times(&first, second.as_ref(), subject, now, checks);
            let chosen = second.iter().chain([&first]).any(|h| h.chosen);
            let entry = entry(first, second);
            if chosen && is_pinned && entry.iter().any(|e| e.state == SettlementState::Agreed) {
                checks.push(Check {
                    code: "settlement_customer_chosen",
                    outcome: CheckOutcome::Warn,
                    params: Params::default(),
                });
            }
            entries.extend(entry);
        }
        // What one side alone can make as often as it likes takes no place from what both signed.
        sort(&mut entries, &|a: &SettlementEntry, b| a.state < b.state);
        while entries.len() > MAX_PARTS {
            let halves = entries
                .pop()
                .into_iter()
                .flat_map(|e| [Some(e.first), e.second]);
            ignored.extend(halves.flatten().map(|half| IgnoredPart {
                part: half.part,
                code: "too_many_parts",
            }));
        }
        check(&entries, subject, statuses, now, checks);
        entries
    }
}

/// A half signed with one of the keys that the shop signs receipts with; `None` where another key has to be looked for.
fn of_listed_key<'a>(
    statement: &Statement,
    half: &Half,
    part: usize,
    subject: &Subject<'a>,
    context: &Context<'a>,
) -> Option<Result<Signed, &'static str>> {
    let shop = subject.signer.issuer();
    if half.iss != shop.iss {
        return None;
    }
    let found = authenticate::authenticate(statement, context.roster, &mut |key| {
        let refuse = |code| Err(Refusal::new(Outcome::Rejected, code));
        if half.side != Side::Merchant {
            return refuse("settlement_side");
        }
        if key.is_withdrawn() {
            return refuse("key_withdrawn");
        }
        // It speaks for this receipt as it would sign one: its terminal, its merchant ids; the window is that of the half's own day.
        authenticate::receipt_scope(&subject.receipt, key, half.iat)
    });
    let signer = match found {
        Ok(signer) => signer,
        // No such key there: the shop's passkeys are listed elsewhere.
        Err(refusal) if refusal.outcome == Outcome::UnknownSigner => return None,
        Err(refusal) if refusal.code == "signature_invalid" && half.key.is_some() => return None,
        Err(refusal) => return Some(Err(refusal.code)),
    };
    let entry = HalfEntry {
        part,
        digest: statement.digest(),
        side: half.side,
        at: half.iat,
        method: SignedWith::ShopKey,
        bound: Bound::Shop,
        by: Some(SignOffVoucher::of(signer.source, signer.key.role)),
        tied: None,
        kid: signer.key.kid.clone(),
        thumbprint: base64url::encode(&signer.key.thumbprint()),
        backup_eligible: None,
        backed_up: None,
    };
    Some(Ok(Signed {
        part,
        digest: statement.digest(),
        half: half.clone(),
        entry,
        refusal: None,
        binding: None,
        chosen: false,
    }))
}

/// A half signed with a passkey or a device key.
fn of_holder(
    statement: &Statement,
    half: Half,
    part: usize,
    holders: &Holders,
) -> Result<Signed, &'static str> {
    let claim = Claim {
        iss: &half.iss,
        iat: half.iat,
        key: half.key.as_ref(),
        side: half.side,
    };
    let found = holders.authenticate(statement, claim)?;
    let holder = found.holder;
    // Nobody signs as the other side. A customer's key is looked for among customers alone, and so on.
    let is_misplaced = match half.side {
        Side::Customer => holders.is_the_shops(&holder.key),
        Side::Merchant => holders.is_a_customers(&holder.key, &half.iss),
    };
    if is_misplaced {
        return Err("settlement_side");
    }
    let refusal = match (half.side, holder.bound) {
        (Side::Merchant, Bound::Shop) => match holder.refusal {
            // A shop's key that is over or was stolen says nothing in its name.
            Some(code) => return Err(code),
            None => None,
        },
        (Side::Merchant, _) => Some("settlement_shop_unidentified"),
        (Side::Customer, _) => holder.refusal,
    };
    let entry = HalfEntry {
        part,
        digest: statement.digest(),
        side: half.side,
        at: half.iat,
        method: match found.signed.method {
            Method::Passkey => SignedWith::Passkey,
            Method::DeviceKey => SignedWith::DeviceKey,
        },
        bound: holder.bound,
        by: holder.by,
        tied: holder.tied,
        kid: holder.kid,
        thumbprint: base64url::encode(&holder.key.thumbprint()),
        backup_eligible: found.signed.backup_eligible,
        backed_up: found.signed.backed_up,
    };
    Ok(Signed {
        part,
        digest: statement.digest(),
        half,
        entry,
        refusal,
        binding: holder.binding,
        chosen: holder.chosen,
    })
}

fn entry(first: Signed, second: Option<Signed>) -> Option<SettlementEntry> {
    let Terms {
        facts,
        remedy,
        money,
        due,
    } = first.half.terms()?.clone();
    let halves = || [Some(&first), second.as_ref()].into_iter().flatten();
    let fault = |side| {
        halves()
            .find(|h| h.half.side == side)
            .and_then(|h| h.refusal)
    };
    let (shop, customer) = (fault(Side::Merchant), fault(Side::Customer));
    let (state, code) = match second {
        None => (SettlementState::Proposed, shop.or(customer)),
        Some(_) => match (shop, customer) {
            (None, None) if halves().any(|h| h.entry.bound == Bound::Own) => {
                (SettlementState::AgreedHere, None)
            }
            (None, None) => (SettlementState::Agreed, None),
            (None, code) => (SettlementState::OneSideUnidentified, code),
            (code, _) => (SettlementState::Unidentified, code),
        },
    };
    Some(SettlementEntry {
        state,
        remedy,
        amount: money.map(|(amount, _)| amount),
        currency: money.map(|(_, currency)| currency),
        exponent: money.map(|(_, currency)| currency.exponent()),
        due,
        facts,
        first: first.entry,
        second: second.map(|h| h.entry),
        code,
    })
}

/// Somebody's clock: a half before the receipt, ahead of now, or a yes before the question. Strangers' clocks are their own affair.
fn check_times(
    first: &Signed,
    second: Option<&Signed>,
    subject: &Subject,
    now: Time,
    checks: &mut Vec<Check>,
) {
    let receipt = &subject.receipt;
    let from = |at: Time, half: &Signed| at.since(half.half.iat) > CLOCK_TOLERANCE;
    let odd = |h: &Signed| from(receipt.iat, h) || h.half.iat.since(now) > CLOCK_TOLERANCE;
    let halves = [Some(first), second].into_iter().flatten();
    for half in halves.filter(|h| h.is_identified()) {
        let early = half.half.accepts().is_some() && from(first.half.iat, half);
        if odd(half) || early {
            checks.push(Check {
                code: "settlement_time",
                outcome: CheckOutcome::Warn,
                params: Params::default().word("at", half.half.iat.to_text(receipt.utc_offset)),
            });
        }
    }
}

fn check(
    entries: &[SettlementEntry],
    subject: &Subject,
    statuses: &[StatusEntry],
    now: Time,
    checks: &mut Vec<Check>,
) {
    let agreed = || {
        entries
            .iter()
            .filter(|e| e.state == SettlementState::Agreed)
    };
    if agreed().any(|e| agreed().any(|other| !e.agrees_with(other))) {
        checks.push(Check {
            code: "settlements_differ",
            outcome: CheckOutcome::Warn,
            params: Params::default(),
        });
    }
    for entry in entries {
        if entry
            .facts
            .iter()
            .any(|fact| card_data::has_card_data(fact.raw()))
        {
            checks.push(Check {
                code: "card_data_masked",
                outcome: CheckOutcome::Warn,
                params: Params::default().word("member", "facts"),
            });
        }
        // "Refund" on a small screen reads as all of it.
        let part = entry.amount.filter(|a| *a < subject.receipt.amount);
        if let (Remedy::Refund, Some(part)) = (entry.remedy, part) {
            let currency = subject.receipt.currency;
            checks.push(Check {
                code: "settlement_refund_part",
                outcome: CheckOutcome::Info,
                params: Params::default()
                    .word("refund", part.to_text(currency))
                    .word("amount", subject.receipt.amount.to_text(currency)),
            });
        }
    }
    // Money that was agreed to go back, and of which nobody independent says anything yet.
    let refunded = statuses.iter().any(|s| s.counts && s.event.is_refund());
    for entry in agreed().filter(|e| e.remedy.gives_back() && !refunded) {
        if let Some(due) = entry.due.filter(|due| *due < now) {
            checks.push(Check {
                code: "settlement_due_passed",
                outcome: CheckOutcome::Info,
                params: Params::default().word("due", due.to_text(subject.receipt.utc_offset)),
            });
        }
    }
}

/// Sentences that have to stand beside the verdict.
pub fn notes(entries: &[SettlementEntry]) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let mut note = |code, is: &dyn Fn(SettlementState) -> bool| {
        if entries.iter().any(|e| is(e.state)) {
            notes.push(code);
        }
    };
    note("settlement_agreed", &|s| s == SettlementState::Agreed);
    note("settlement_agreed_here", &|s| {
        s == SettlementState::AgreedHere
    });
    note("settlement_not_agreed", &|s| !s.is_agreed());
    notes
}

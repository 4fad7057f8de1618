//! What customers say about the receipt: whose answers are listed, and whose confirmation lifts it (PROTOCOL section 3.5).

use alloc::vec::Vec;

use super::Subject;
use super::history::CLOCK_TOLERANCE;
use super::holders::{Bound, Claim, Holders, SignedOff};
use crate::base64url;
use crate::dossier::MAX_PARTS;
use crate::order::sort;
use crate::report::{AckEntry, Check, CheckOutcome, Evidence, Level, Params, SignerEntry};
use crate::sign_off::settlement::Side;
use crate::sign_off::{Ack, AckVerdict, HolderKey, Method};
use crate::statement::Statement;
use crate::text::Text;
use crate::time::Time;
use crate::vocabulary::Role;

const OWN: &str = "ack_own_key";

/// An answer whose signature verified.
struct Answer<'a> {
    part: usize,
    statement: &'a Statement,
    ack: Ack,
    by: SignedOff,
}

impl Answer<'_> {
    /// Why its key says nothing for this receipt's customer.
    fn code(&self) -> Option<&'static str> {
        // Whoever holds this device made its key: on the shop's phone, the shop.
        let own = (self.by.holder.bound == Bound::Own).then_some(OWN);
        self.by.holder.refusal.or(own)
    }

    /// Whether its key is a customer's who has to do with this payment.
    fn is_identified(&self) -> bool {
        self.code().is_none()
    }

    fn key(&self) -> &HolderKey {
        &self.by.holder.key
    }

    /// The same answer of the same key, whenever it was given.
    fn repeats(&self, other: &Self) -> bool {
        let says = |a: &Self| (a.ack.verdict, a.ack.amount);
        self.key() == other.key() && says(self) == says(other)
    }
}

/// The answers of a dossier.
#[derive(Default)]
pub struct Acks<'a>(Vec<Answer<'a>>);

impl<'a> Acks<'a> {
    /// Takes an acknowledgement; otherwise the code of why it changes nothing, or, where it takes the place of another one, that one's.
    pub fn add(
        &mut self,
        statement: &'a Statement,
        part: usize,
        subject: &Subject,
        holders: &Holders,
    ) -> Result<(), &'static str> {
        let digest = statement.digest();
        if self.0.iter().any(|a| a.statement.digest() == digest) {
            return Err("duplicate");
        }
        let ack = Ack::read(statement.payload()).map_err(|fault| fault.code())?;
        let claim = Claim {
            iss: &ack.iss,
            iat: ack.iat,
            key: ack.key.as_ref(),
            side: Side::Customer,
        };
        let by = holders.authenticate(statement, claim)?;
        if ack.receipt_digest != subject.statement.digest() {
            return Err("other_receipt");
        }
        if ack.method != by.signed.method {
            return Err("ack_method");
        }
        if ack.amount == Some((subject.receipt.amount, subject.receipt.currency)) {
            return Err("ack_amount_same");
        }
        let answer = Answer {
            part,
            statement,
            ack,
            by,
        };
        // One key has one voice, however often it says the same.
        if self.0.iter().any(|a| a.repeats(&answer)) {
            return Err("duplicate");
        }
        // What anybody can make crowds out nobody whom others know.
        let known = answer.is_identified();
        let alike = self.0.iter().filter(|a| a.is_identified() == known);
        if alike.count() + 1 >= MAX_PARTS {
            return Err("too_many_parts");
        }
        self.0.push(answer);
        Ok(())
    }

    /// Whether the binding at a place identifies one of them.
    pub fn use_binding(&self, part: usize) -> bool {
        let mut answers = self.0.iter();
        answers.any(|a| a.by.holder.binding == Some(part))
    }

    /// What they come to. `receipt_fault`: why nothing lifts this receipt, whoever confirms it.
    pub fn conclude(
        mut self,
        subject: &Subject,
        now: Time,
        receipt_fault: Option<&'static str>,
        found: &mut Concluded,
    ) -> RestsOn {
        let mut rests_on = RestsOn::default();
        sort(&mut self.0, &|a, b| {
            (a.ack.iat, a.part) < (b.ack.iat, b.part)
        });
        self.check(subject, now, found.checks);
        for answer in &self.0 {
            let confirms = answer.ack.verdict == AckVerdict::Mine;
            let code = answer.code().or(receipt_fault.filter(|_| confirms));
            let counts = confirms && code.is_none();
            if counts {
                let holder = &answer.by.holder;
                rests_on.list_expired |= holder.list_expired;
                rests_on.chosen |= holder.chosen;
                rests_on.list = rests_on.list.into_iter().chain(holder.list).min();
                found
                    .checks
                    .extend(binder_is_acquirer(answer, subject, found.evidence));
                let evidence = evidence(answer);
                found.signers.push(signer(answer, &evidence));
                found.evidence.push(evidence);
            }
            found.entries.push(entry(answer, counts, code));
        }
        rests_on
    }

    fn check(&self, subject: &Subject, now: Time, checks: &mut Vec<Check>) {
        let receipt = &subject.receipt;
        // A key that nobody knows moves nothing here: anybody has as many as they like.
        let known = || self.0.iter().filter(|a| a.is_identified());
        let impossible = |a: &&Answer| {
            receipt.iat.since(a.ack.iat) > CLOCK_TOLERANCE || a.ack.iat.since(now) > CLOCK_TOLERANCE
        };
        for answer in known().filter(impossible) {
            checks.push(Check {
                code: "ack_time",
                outcome: CheckOutcome::Warn,
                params: Params::default().word("at", answer.ack.iat.to_text(receipt.utc_offset)),
            });
        }
        let changed = |a: &&Answer| known().any(|b| a.key() == b.key() && a.part != b.part);
        if known().any(|a| changed(&a)) {
            checks.push(Check {
                code: "ack_changed",
                outcome: CheckOutcome::Conflict,
                params: Params::default(),
            });
        }
    }
}

/// The lists on which the confirmations that count rest.
#[derive(Debug, Default)]
pub struct RestsOn {
    /// When the oldest was made.
    pub list: Option<Time>,
    pub list_expired: bool,
    /// Whether only a list that somebody chose on this device says whose key one of them is.
    pub chosen: bool,
}

/// Where the conclusions go.
pub struct Concluded<'f> {
    pub entries: &'f mut Vec<AckEntry>,
    pub evidence: &'f mut Vec<Evidence>,
    pub signers: &'f mut Vec<SignerEntry>,
    pub checks: &'f mut Vec<Check>,
}

/// The acquirer that ties the key to the payment also states the result, or vouches for the shop's key: signatures of more parties than there are.
fn binder_is_acquirer(answer: &Answer, subject: &Subject, evidence: &[Evidence]) -> Option<Check> {
    let by = answer.by.holder.by.as_ref()?;
    let states = evidence
        .iter()
        .any(|e| e.level == Level::E2 && e.iss == by.iss);
    let mut chain = subject.signer.source.chain();
    let vouches = chain.any(|v| v.role.is_some() && v.iss.as_ref() == Some(&by.iss));
    (answer.by.holder.bound == Bound::Statement && (states || vouches)).then(|| Check {
        code: "binder_is_acquirer",
        outcome: CheckOutcome::Info,
        params: Params::default().text("acquirer", &by.name),
    })
}

/// Named by whoever says whose key it is.
fn evidence(answer: &Answer) -> Evidence {
    let by = answer.by.holder.by.as_ref();
    let iss = &answer.ack.iss;
    Evidence {
        level: Level::E3,
        role: Role::Customer,
        iss: iss.clone(),
        name: by.map_or_else(
            || Text::new(crate::sign_off::host(iss)),
            |by| by.name.clone(),
        ),
        party: by.and_then(|by| by.party.clone()),
        at: answer.ack.iat,
    }
}

fn signer(answer: &Answer, evidence: &Evidence) -> SignerEntry {
    let holder = &answer.by.holder;
    SignerEntry {
        role: Role::Customer,
        iss: evidence.iss.clone(),
        name: evidence.name.clone(),
        party: evidence.party.clone(),
        kid: holder.kid.clone(),
        thumbprint: base64url::encode(&holder.key.thumbprint()),
        part: answer.part,
        statement: answer.statement.typ().as_str(),
        digest: answer.statement.digest(),
        profile: None,
    }
}

fn entry(answer: &Answer, counts: bool, code: Option<&'static str>) -> AckEntry {
    let SignedOff { holder, signed } = &answer.by;
    let passkey = signed.method == Method::Passkey;
    AckEntry {
        part: answer.part,
        digest: answer.statement.digest(),
        verdict: answer.ack.verdict,
        method: signed.method,
        at: answer.ack.iat,
        iss: answer.ack.iss.clone(),
        rp_id: passkey.then(|| holder.rp_id.clone()),
        kid: holder.kid.clone(),
        thumbprint: base64url::encode(&holder.key.thumbprint()),
        bound: holder.bound,
        by: holder.by.clone(),
        tied: holder.tied,
        user_verified: signed.user_verified,
        backup_eligible: signed.backup_eligible,
        backed_up: signed.backed_up,
        sign_count: signed.sign_count,
        amount: answer.ack.amount.map(|(amount, _)| amount),
        currency: answer.ack.amount.map(|(_, currency)| currency),
        counts,
        code,
    }
}

/// Sentences that have to stand beside the verdict.
pub fn notes(entries: &[AckEntry]) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let mut note = |code, is: &dyn Fn(&AckEntry) -> bool| {
        if entries.iter().any(is) {
            notes.push(code);
        }
    };
    note("customer_confirmed", &|a| a.counts);
    note("customer_denied", &|a| {
        a.code.is_none() && a.verdict != AckVerdict::Mine
    });
    note("own_key", &|a| a.code == Some(OWN));
    note("ack_unidentified", &|a| {
        a.code.is_some_and(|code| code != OWN)
    });
    notes
}

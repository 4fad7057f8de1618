//! A receipt as its report tells it. The engine sees no signature, so it takes from a report only what the report itself supports: a level is
//! counted anew from who stands in its evidence.

use super::look::Look as _;
use crate::json::Object;
use crate::money::{Amount, Currency};
use crate::report::{Level, Params};
use crate::text::Text;
use crate::time::{Time, UtcOffset};
use crate::vocabulary::{ReceiptStatus, ReceiptType};

#[derive(Clone, Copy)]
pub struct Record<'a> {
    report: &'a Object,
    /// Which of the case's reports it is.
    pub index: usize,
}

/// Somebody whose signature counts here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    pub role: String,
    pub iss: String,
    pub name: String,
    pub party: Option<String>,
    pub at: i64,
}

/// One event that counts.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    pub event: &'a str,
    pub at: Time,
    pub iss: &'a str,
    pub name: String,
    pub amount: i64,
    pub refund_digest: Option<&'a str>,
    pub arn: Option<&'a str>,
    sequence: i64,
}

impl<'a> Record<'a> {
    pub fn new(report: &'a Object, index: usize) -> Self {
        Self { report, index }
    }

    pub fn report(&self) -> &'a Object {
        self.report
    }

    pub fn outcome(&self) -> &'a str {
        self.report.text("outcome").unwrap_or_default()
    }

    pub fn code(&self) -> &'a str {
        self.report.text("code").unwrap_or_default()
    }

    /// The claims of the receipt, where its signature verified.
    pub fn receipt(&self) -> Option<&'a Object> {
        self.report
            .object("receipt")
            .filter(|_| self.outcome() == "verified")
    }

    pub fn is_verified(&self) -> bool {
        self.receipt().is_some()
    }

    pub fn inner(&self, name: &str) -> Option<&'a Object> {
        self.receipt()?.object(name)
    }

    pub fn digest(&self) -> Option<&'a str> {
        self.receipt()?;
        self.report.text("digest")
    }

    pub fn kind(&self) -> Option<ReceiptType> {
        self.receipt()?
            .text("type")
            .and_then(ReceiptType::from_word)
    }

    /// What the terminal knew.
    pub fn own_status(&self) -> Option<ReceiptStatus> {
        let word = self.receipt()?.text("status");
        word.and_then(ReceiptStatus::from_word)
    }

    pub fn money(&self, name: &str) -> Option<i64> {
        let minor = self.receipt()?.int(name);
        minor.filter(|n| Amount::from_minor(*n).is_some())
    }

    pub fn amount(&self) -> Option<i64> {
        self.money("amount")
    }

    pub fn currency(&self) -> Option<Currency> {
        self.receipt()?
            .text("currency")
            .and_then(Currency::from_code)
    }

    pub fn issued(&self) -> Option<Time> {
        time(self.receipt()?.int("iat"))
    }

    pub fn offset(&self) -> UtcOffset {
        self.receipt()
            .and_then(|r| r.int("utc_offset"))
            .and_then(UtcOffset::from_minutes)
            .unwrap_or(UtcOffset::UTC)
    }

    pub fn card(&self, name: &str) -> Option<&'a str> {
        self.inner("card")?.text(name)
    }

    pub fn authorisation(&self, name: &str) -> Option<&'a str> {
        self.inner("authorisation")?.text(name)
    }

    pub fn terminal_id(&self) -> Option<&'a str> {
        self.inner("terminal")?.text("id")
    }

    pub fn counter(&self) -> Option<i64> {
        self.inner("terminal")?.int("counter")
    }

    pub fn merchant_id(&self) -> Option<&'a str> {
        self.inner("merchant")?.text("id")
    }

    pub fn related(&self) -> Option<&'a str> {
        self.inner("related")?.text("digest")
    }

    pub fn is_offline(&self) -> bool {
        matches!(
            self.authorisation("mode"),
            Some("offline" | "store_and_forward")
        )
    }

    /// Who signed the receipt itself.
    fn signer(&self) -> Option<&'a Object> {
        let digest = self.digest();
        let signers = self.report.objects("signers").into_iter();
        let mut own = signers.filter(|s| s.text("statement") == Some("receipt+jwt"));
        own.find(|s| digest.is_some() && s.text("digest") == digest)
    }

    pub fn iss(&self) -> Option<&'a str> {
        let signer = self.signer().or_else(|| self.intent());
        signer?.text("iss")
    }

    /// The amount that was shown before payment, where that is all there is.
    pub fn intent(&self) -> Option<&'a Object> {
        let intent = self.report.object("intent");
        intent.filter(|_| self.outcome() == "verified")
    }

    pub fn party(&self) -> Option<&'a str> {
        self.signer()?.text("party")
    }

    pub fn shop(&self) -> String {
        let name = self.signer().and_then(|s| s.text("name"));
        safe(name.unwrap_or_default())
    }

    /// What whoever vouches for the shop says about it.
    pub fn profile(&self, name: &str) -> Option<&'a str> {
        self.signer()?.object("profile")?.text(name)
    }

    fn trust(&self) -> Option<&'a Object> {
        self.report.object("trust")
    }

    pub fn provenance(&self) -> &'a str {
        let provenance = self.trust().and_then(|t| t.text("provenance"));
        provenance.unwrap_or_default()
    }

    /// The shop's own signature, where it counts.
    pub fn own_word(&self) -> Option<By> {
        let evidence = self.report.objects("evidence").into_iter();
        let mut own = evidence.filter(|e| {
            e.text("level") == Some("E1")
                && matches!(e.text("role"), Some("terminal" | "merchant"))
                && e.text("iss") == self.iss()
        });
        own.find_map(by)
            .filter(|_| self.is_verified() || self.intent().is_some())
    }

    /// Acquirers of another party whose word counts.
    pub fn acquirers(&self) -> Vec<By> {
        let chosen = matches!(self.provenance(), "pinned" | "user");
        let (Some(party), Some(iss), true) = (self.party(), self.iss(), chosen) else {
            return Vec::new();
        };
        let evidence = self.report.objects("evidence").into_iter();
        let mut out: Vec<By> = Vec::new();
        for entry in evidence.filter(|e| {
            e.text("level") == Some("E2")
                && e.text("role") == Some("acquirer")
                && e.text("iss").is_some_and(|other| other != iss)
                && e.text("party")
                    .is_some_and(|other| !same_party(other, party))
        }) {
            // One acquirer may have said several things: it is named once, with the last.
            let Some(word) = by(entry) else { continue };
            match out.iter_mut().find(|a| a.iss == word.iss) {
                Some(old) if old.at <= word.at => *old = word,
                Some(_) => {}
                None => out.push(word),
            }
        }
        out
    }

    /// Whether the holder of a customer's key confirmed it, by the word of somebody of another party. A key of the device itself says nothing: on
    /// the shop's, the shop made it.
    fn is_confirmed_by_customer(&self) -> bool {
        let (Some(party), "pinned" | "user") = (self.party(), self.provenance()) else {
            return false;
        };
        let answers = self.report.objects("acknowledgements").into_iter();
        let mut counted = answers.filter(|a| {
            a.flag("counts") == Some(true)
                && a.text("verdict") == Some("mine")
                && a.text("code").is_none()
        });
        let is_others = |a: &Object| {
            let by = a.object("by").and_then(|by| by.text("party"));
            match a.text("bound") {
                Some("list" | "statement") => by.is_some_and(|by| !same_party(by, party)),
                _ => false,
            }
        };
        self.own_word().is_some()
            && counted.any(|a| {
                let evidence = self.report.objects("evidence");
                let mut customers = evidence
                    .iter()
                    .filter(|e| e.text("role") == Some("customer"));
                is_others(a)
                    && customers
                        .any(|e| e.text("level") == Some("E3") && e.int("at") == a.int("at"))
            })
    }

    /// Counted anew: one who hands over a report with a level that nobody in it carries gains nothing.
    pub fn level(&self) -> Level {
        if self.is_confirmed_by_customer() {
            Level::E3
        } else if !self.acquirers().is_empty() {
            Level::E2
        } else if self.own_word().is_some() {
            Level::E1
        } else {
            Level::E0
        }
    }

    /// Events of the receipt that count, in the order of their numbers.
    pub fn events(&self) -> Vec<Word<'a>> {
        let acquirers = self.acquirers();
        let (amount, currency) = (self.amount(), self.currency());
        let statuses = self.report.objects("statuses").into_iter();
        let counted = statuses.filter(|s| s.flag("counts") == Some(true));
        let mut out: Vec<Word> = Vec::new();
        for status in counted {
            let word = (|| {
                let word = Word {
                    event: status.text("event")?,
                    at: time(status.int("at"))?,
                    iss: status.text("iss")?,
                    name: safe(status.text("name").unwrap_or_default()),
                    amount: status.int("amount").filter(|n| *n >= 0)?,
                    refund_digest: status.text("refund_digest"),
                    arn: status.text("arn"),
                    sequence: status.int("sequence")?,
                };
                let listed = acquirers.iter().any(|a| a.iss == word.iss);
                let agrees = status.text("currency").and_then(Currency::from_code) == currency
                    && (is_refund(word.event) || Some(word.amount) == amount);
                (listed && agrees).then_some(word)
            })();
            out.extend(word);
        }
        out.sort_by_key(|w| w.sequence);
        out
    }

    /// The event that holds now: of each acquirer the last, of these the latest. Refunds come on top of it, and a mark for review changes nothing.
    pub fn newest(&self) -> Option<Word<'a>> {
        let mut last: Vec<Word> = Vec::new();
        for word in self.events() {
            if !matches!(
                word.event,
                "approved" | "declined" | "captured" | "reversed"
            ) {
                continue;
            }
            match last.iter_mut().find(|w| w.iss == word.iss) {
                Some(old) => *old = word,
                None => last.push(word),
            }
        }
        last.into_iter().max_by_key(|w| w.at)
    }

    pub fn refund_events(&self) -> Vec<Word<'a>> {
        let mut events = self.events();
        events.retain(|w| is_refund(w.event));
        events
    }

    pub fn check(&self, code: &str) -> Option<&'a Object> {
        let checks = self.report.objects("checks").into_iter();
        checks
            .filter(|c| c.text("code") == Some(code))
            .find(|_| self.is_verified())
    }

    /// An amount in the receipt's currency.
    pub fn money_text(&self, minor: i64) -> String {
        match (Amount::from_minor(minor), self.currency()) {
            (Some(amount), Some(currency)) => amount.to_text(currency),
            _ => minor.to_string(),
        }
    }

    /// A moment on the receipt's own wall clock.
    pub fn clock(&self, at: Time) -> String {
        at.to_text(self.offset())
    }

    /// When it was issued, in words.
    pub fn issued_text(&self) -> String {
        self.issued().map_or_else(missing, |t| self.clock(t))
    }

    /// Its amount, in words.
    pub fn amount_text(&self) -> String {
        self.amount().map_or_else(missing, |a| self.money_text(a))
    }

    /// What nearly every sentence needs. A report that somebody wrote by hand may miss any of it, and no sentence is left with a hole.
    pub fn params(&self) -> Params {
        let number = self.receipt().and_then(|r| r.text("number")).map(safe);
        let reference = ["arn", "rrn"].iter().find_map(|n| self.authorisation(n));
        let reference = reference.map(safe).or_else(|| number.clone());
        Params::default()
            .word("shop", self.shop())
            .word("amount", self.amount_text())
            .word("issued", self.issued_text())
            .word("number", number.unwrap_or_else(missing))
            .word("terminal", self.terminal_id().map_or_else(missing, safe))
            .word("type", self.kind().map_or("sale", ReceiptType::as_str))
            .word("reference", reference.unwrap_or_else(missing))
    }
}

/// What stands in the place of what a receipt does not say.
pub fn missing() -> String {
    "—".to_owned()
}

fn is_refund(event: &str) -> bool {
    matches!(event, "refund_issued" | "refund_posted")
}

fn by(entry: &Object) -> Option<By> {
    Some(By {
        role: entry.text("role")?.to_owned(),
        iss: safe(entry.text("iss")?),
        name: safe(entry.text("name")?),
        party: entry.text("party").map(safe),
        at: entry.int("at")?,
    })
}

/// Once more: a report is safe to show, but who says that this is one?
pub fn safe(text: &str) -> String {
    Text::new(text).shown()
}

pub fn time(seconds: Option<i64>) -> Option<Time> {
    u64::try_from(seconds?).ok().and_then(Time::from_seconds)
}

/// Two spellings of one party.
pub fn same_party(a: &str, b: &str) -> bool {
    let plain = |s: &str| -> String {
        let kept = s.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    plain(a) == plain(b)
}

/// Whether two receipts come from one shop.
pub fn same_shop(a: &Record, b: &Record) -> bool {
    match (a.iss(), b.iss(), a.party(), b.party()) {
        (_, _, Some(a), Some(b)) => same_party(a, b),
        (Some(x), Some(y), ..) => x == y && a.merchant_id() == b.merchant_id(),
        _ => false,
    }
}

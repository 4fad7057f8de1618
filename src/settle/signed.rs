//! What customer and shop signed about a receipt besides it, as its report lists that: answers, and settlements.

use super::look::Look as _;
use super::record::{Record, safe, time};
use crate::json::Object;
use crate::time::Time;

/// A customer's answer.
pub struct Answered<'a> {
    pub verdict: &'a str,
    pub at: Time,
    /// Whoever says whose key it is; `own_key` where that is this device.
    pub binder: String,
    /// Whether its key is a customer's who has to do with this payment.
    pub is_identified: bool,
    /// Whether its holder is tied to the payment by the card's last four digits alone.
    pub by_last4: bool,
    pub amount: Option<i64>,
}

/// What two sides agreed, or one of them proposes.
pub struct Bargain<'a> {
    pub state: &'a str,
    pub remedy: &'a str,
    pub amount: Option<i64>,
    pub due: Option<Time>,
    /// Who proposed it, and when it was signed last.
    pub side: &'a str,
    pub at: Time,
    /// Whoever names the customer's key, and whether the card's last four digits alone tie it to the payment.
    pub binder: Option<String>,
    pub by_last4: bool,
}

impl Bargain<'_> {
    pub fn is_agreed(&self) -> bool {
        matches!(self.state, "agreed" | "agreed_here")
    }

    pub fn gives_back(&self) -> bool {
        matches!(self.remedy, "refund" | "partial_refund")
    }

    /// Whether its day has passed by `now`.
    pub fn is_overdue(&self, now: Time) -> bool {
        self.due.is_some_and(|due| due < now)
    }
}

const VERDICTS: [&str; 4] = ["mine", "not_recognised", "amount_differs", "returned_goods"];
const REMEDIES: [&str; 6] = [
    "none",
    "refund",
    "partial_refund",
    "exchange",
    "correction",
    "other",
];

impl<'a> Record<'a> {
    /// Answers in the order of their times.
    pub fn answered(&self) -> Vec<Answered<'a>> {
        let mut out: Vec<Answered> = self.signed("acknowledgements", answered);
        out.sort_by_key(|a| a.at);
        out
    }

    /// Settlements, the latest first.
    pub fn bargains(&self) -> Vec<Bargain<'a>> {
        let mut out: Vec<Bargain> = self.signed("settlements", bargain);
        out.sort_by_key(|b| core::cmp::Reverse(b.at));
        out
    }

    /// The agreement that holds as far as is known: the latest.
    pub fn agreed(&self) -> Option<Bargain<'a>> {
        self.bargains().into_iter().find(Bargain::is_agreed)
    }

    /// What the acquirer states as given back since then.
    pub fn refunded_since(&self, at: Time) -> i64 {
        let events = self.refund_events();
        let later = events.iter().filter(|w| w.at >= at);
        later.map(|w| w.amount).max().unwrap_or(0)
    }

    fn signed<T>(&self, list: &str, read: fn(&'a Object) -> Option<T>) -> Vec<T> {
        let entries = self.report().objects(list).into_iter();
        let read = entries.take(32).filter_map(read);
        read.filter(|_| self.is_verified()).collect()
    }
}

fn answered(entry: &Object) -> Option<Answered<'_>> {
    let own = entry.text("bound") == Some("own");
    let binder = entry.object("by").and_then(|by| by.text("name")).map(safe);
    Some(Answered {
        verdict: one_of(entry.text("verdict")?, &VERDICTS)?,
        at: time(entry.int("at"))?,
        // Whoever writes a report by hand does not get a key identified by nobody.
        is_identified: entry.text("code").is_none() && (own || binder.is_some()),
        binder: match own {
            true => "own_key".to_owned(),
            false => binder.unwrap_or_default(),
        },
        by_last4: entry.text("tied") == Some("last4"),
        amount: entry.int("amount"),
    })
}

fn bargain(entry: &Object) -> Option<Bargain<'_>> {
    let (first, second) = (entry.object("first")?, entry.object("second"));
    let state = match (entry.text("state")?, second) {
        ("proposed", _) | (_, None) => "proposed",
        (state @ ("agreed" | "agreed_here" | "one_side_unidentified" | "unidentified"), _) => state,
        _ => return None,
    };
    let mut halves = [Some(first), second].into_iter().flatten();
    let customer = halves.find(|half| half.text("side") == Some("customer"));
    let by = customer.and_then(|half| half.object("by"));
    Some(Bargain {
        binder: by.and_then(|by| by.text("name")).map(safe),
        by_last4: customer.and_then(|half| half.text("tied")) == Some("last4"),
        state,
        remedy: one_of(entry.text("remedy")?, &REMEDIES)?,
        amount: entry.int("amount"),
        due: time(entry.int("due")),
        side: one_of(first.text("side")?, &["customer", "merchant"])?,
        at: time(second.unwrap_or(first).int("at"))?,
    })
}

fn one_of<'a>(word: &'a str, words: &[&str]) -> Option<&'a str> {
    words.contains(&word).then_some(word)
}

//! What is known of one transaction, and whose word that is. Claims ask different questions of it; what it is does not depend on them.

use super::look::Look as _;
use super::record::{By, Record};
use super::trail::Trail;
use crate::time::Time;
use crate::vocabulary::{ReceiptStatus, ReceiptType};

/// Where a transaction stands. What begins with `Shop` is the shop's own word and nobody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No report was given.
    NoReceipt,
    /// What was given holds no receipt.
    Unreadable,
    UnknownSigner,
    Rejected,
    KeyWithdrawn,
    ReceiptWithdrawn,
    /// The acquirer's statements cannot all be true.
    Contradictory,
    /// Shop and acquirer tell different results.
    ResultsDiffer,
    /// An amount that somebody is asked to pay, and no more.
    Intent,
    Training,
    /// A refund or a void: about money that goes back.
    Return,
    Correction,
    Approved,
    Captured,
    Declined,
    Reversed,
    Hold,
    /// A hold, and a capture of it that the acquirer vouches for.
    HoldCaptured,
    /// The acquirer approved the receipt that voids this one.
    Voided,
    /// The same, and a capture that came after it.
    VoidedThenCaptured,
    /// Paid in cash, by the shop's word: nobody outside the shop sees that.
    Cash,
    ShopApproved,
    ShopOffline,
    ShopDeclined,
    ShopReversed,
    ShopAttempt,
    ShopHold,
}

impl Standing {
    /// Whether nothing can be told about the transaction at all.
    pub fn is_silent(self) -> bool {
        matches!(
            self,
            Self::NoReceipt
                | Self::Unreadable
                | Self::UnknownSigner
                | Self::Rejected
                | Self::KeyWithdrawn
                | Self::ReceiptWithdrawn
                | Self::Intent
        )
    }

    /// Whether an acquirer says that money was to move.
    pub fn is_approval(self) -> bool {
        matches!(self, Self::Approved | Self::Captured | Self::HoldCaptured)
    }

    /// Whether the shop says by its own signature that it took the money.
    pub fn is_shop_approval(self) -> bool {
        matches!(self, Self::ShopApproved | Self::ShopOffline | Self::Cash)
    }

    /// Whether by somebody's word nothing was taken, or nothing stayed taken: there is nothing to give back.
    pub fn is_nothing_taken(self) -> bool {
        matches!(
            self,
            Self::Declined
                | Self::Reversed
                | Self::Voided
                | Self::Training
                | Self::Hold
                | Self::ShopHold
                | Self::ShopDeclined
                | Self::ShopReversed
                | Self::ShopAttempt
        )
    }
}

/// Where the receipt of `record` stands by itself.
pub fn of(record: Option<&Record>) -> Standing {
    let Some(record) = record else {
        return Standing::NoReceipt;
    };
    let (true, Some(kind)) = (record.is_verified(), record.kind()) else {
        return match (record.outcome(), record.code()) {
            ("verified", _) if record.intent().is_some() => Standing::Intent,
            ("unknown_signer", _) => Standing::UnknownSigner,
            ("rejected", _) => Standing::Rejected,
            _ => Standing::Unreadable,
        };
    };
    match record.code() {
        "key_withdrawn" => return Standing::KeyWithdrawn,
        "acquirer_contradicts_itself" => return Standing::Contradictory,
        _ => {}
    }
    let newest = record.newest();
    let event = newest.as_ref().map(|w| w.event);
    if event.is_none() && record.own_word().is_none() {
        return Standing::ReceiptWithdrawn;
    }
    match (kind, event) {
        (ReceiptType::Training, Some(_)) => return Standing::ResultsDiffer,
        (ReceiptType::Training, None) => return Standing::Training,
        (ReceiptType::Refund | ReceiptType::Void, _) => return Standing::Return,
        (ReceiptType::Correction, _) => return Standing::Correction,
        _ => {}
    }
    let own = record.own_status();
    match event {
        // What a terminal approves by itself its acquirer may still refuse: no contradiction, an answer that came later.
        Some("declined") if approved(own) && !record.is_offline() => Standing::ResultsDiffer,
        Some("approved" | "captured") if own == Some(ReceiptStatus::Declined) => {
            Standing::ResultsDiffer
        }
        Some("declined") => Standing::Declined,
        Some("reversed") => Standing::Reversed,
        Some("captured") => Standing::Captured,
        Some("approved") if kind == ReceiptType::Preauth => Standing::Hold,
        Some(_) => Standing::Approved,
        None => shop(record, kind, own),
    }
}

fn shop(record: &Record, kind: ReceiptType, own: Option<ReceiptStatus>) -> Standing {
    match own {
        Some(ReceiptStatus::Declined) => Standing::ShopDeclined,
        Some(ReceiptStatus::Reversed) => Standing::ShopReversed,
        Some(ReceiptStatus::Approved | ReceiptStatus::Captured) => {
            if kind == ReceiptType::Preauth && own == Some(ReceiptStatus::Approved) {
                Standing::ShopHold
            } else if is_cash(record) {
                Standing::Cash
            } else if record.is_offline() {
                Standing::ShopOffline
            } else {
                Standing::ShopApproved
            }
        }
        _ => Standing::ShopAttempt,
    }
}

fn approved(own: Option<ReceiptStatus>) -> bool {
    matches!(own, Some(ReceiptStatus::Approved | ReceiptStatus::Captured))
}

fn is_cash(record: &Record) -> bool {
    let tenders = record
        .receipt()
        .map(|r| r.objects("tenders"))
        .unwrap_or_default();
    !tenders.is_empty() && tenders.iter().all(|t| t.text("method") == Some("cash"))
}

/// Where a transaction stands, and the word that says so: whose it is, when it was said, about how much.
pub struct Stand {
    pub standing: Standing,
    pub by: Vec<By>,
    pub at: Option<Time>,
    pub amount: Option<i64>,
}

/// Where it stands with the receipts that are linked to it: a hold that was captured, a sale that was voided. `record` is the trail's root.
pub fn linked(record: &Record, trail: Option<&Trail>, records: &[Record]) -> Stand {
    let own = of(Some(record));
    let mut by = record.acquirers();
    by.extend(record.own_word().filter(|_| by.is_empty()));
    let newest = record.newest();
    let plain = Stand {
        standing: own,
        by,
        at: newest.as_ref().map(|w| w.at),
        amount: record.amount(),
    };
    let is_root = |t: &&Trail| records.get(t.root).is_some_and(|r| r.index == record.index);
    let Some(trail) = trail.filter(is_root) else {
        return plain;
    };
    // The receipts of one type that an acquirer approved, as one word.
    let vouched = |kind: &'static str, standing: Standing| {
        let members: Vec<&Record> = trail.members(kind).filter_map(|i| records.get(i)).collect();
        let mut words = members.iter().filter_map(|r| {
            let word = r.newest()?;
            matches!(word.event, "approved" | "captured").then_some((*r, word))
        });
        let (first, word) = words.next()?;
        let mut stand = Stand {
            standing,
            by: first.acquirers(),
            at: Some(word.at),
            amount: first.amount(),
        };
        for (record, word) in words {
            stand.by.extend(record.acquirers());
            stand.at = stand.at.max(Some(word.at));
            stand.amount = Some(stand.amount?.saturating_add(record.amount()?));
        }
        Some(stand)
    };
    match own {
        Standing::Hold | Standing::ShopHold => vouched("capture", Standing::HoldCaptured),
        Standing::Approved | Standing::Captured | Standing::ShopApproved => {
            vouched("void", Standing::Voided).map(|mut stand| {
                // Sent for settlement after it was voided: both cannot be how it ended.
                let captured = newest.filter(|w| w.event == "captured");
                if captured.is_some_and(|w| Some(w.at) > stand.at) {
                    stand.standing = Standing::VoidedThenCaptured;
                }
                stand
            })
        }
        _ => None,
    }
    .unwrap_or(plain)
}

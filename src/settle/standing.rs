//! What is known of one transaction, and whose word that is. Claims ask different questions of it; what it is does not depend on them.

use super::record::{By, Record};
use super::trail::Trail;
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

    pub fn is_approval(self) -> bool {
        matches!(self, Self::Approved | Self::Captured)
    }

    /// Whether the shop says by its own signature that it took the money.
    pub fn is_shop_approval(self) -> bool {
        matches!(self, Self::ShopApproved | Self::ShopOffline)
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

/// Where it stands with the receipts that are linked to it: a hold that was captured, a sale that was voided.
pub fn linked(record: &Record, trail: Option<&Trail>, records: &[Record]) -> (Standing, Vec<By>) {
    let own = of(Some(record));
    let mut by = record.acquirers();
    by.extend(record.own_word().filter(|_| by.is_empty()));
    let Some(trail) =
        trail.filter(|t| records.get(t.root).is_some_and(|r| r.index == record.index))
    else {
        return (own, by);
    };
    let vouched = |kind: &str| {
        let of_kind = trail.entries.iter().filter(|e| e.kind == kind && e.counts);
        let mut members = of_kind.filter_map(|e| records.get(e.record?));
        members.find_map(|r| {
            let newest = r.newest()?;
            matches!(newest.event, "approved" | "captured").then(|| r.acquirers())
        })
    };
    if matches!(own, Standing::Hold | Standing::ShopHold)
        && let Some(by) = vouched("capture")
    {
        return (Standing::Captured, by);
    }
    if matches!(
        own,
        Standing::Approved | Standing::Captured | Standing::Hold | Standing::ShopApproved
    ) && let Some(by) = vouched("void")
    {
        return (Standing::Reversed, by);
    }
    (own, by)
}

//! Whether a receipt's numbers agree with each other.

use alloc::vec::Vec;

use super::Receipt;
use crate::claims::{Fault, INVALID};
use crate::money::Amount;
use crate::vocabulary::{AuthorisationMode, ReceiptType, Relation};

/// Inconsistencies that refuse a receipt.
pub fn faults(receipt: &Receipt) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(tenders) = &receipt.tenders
        && sum(tenders.iter().map(|t| t.amount)) != i128::from(receipt.amount.minor())
    {
        faults.push(Fault::new("tenders_mismatch", "tenders"));
    }
    if receipt.items.is_some() && receipt.items_digest.is_some() {
        faults.push(Fault::new(INVALID, "items_digest"));
    }
    // Items that travel beside the receipt are added up when they are there.
    if receipt.items_complete == Some(true)
        && receipt.items_digest.is_none()
        && receipt.items_difference() != Some(0)
    {
        faults.push(Fault::new("items_mismatch", "items"));
    }
    faults.extend(relation_fault(receipt));
    faults
}

/// A receipt about another one has to name it, and by the relation that its type means.
fn relation_fault(receipt: &Receipt) -> Option<Fault> {
    let wanted = match receipt.kind {
        ReceiptType::Refund => Relation::Refunds,
        ReceiptType::Void => Relation::Voids,
        ReceiptType::Capture => Relation::Captures,
        ReceiptType::Correction => Relation::Corrects,
        ReceiptType::Sale
        | ReceiptType::Preauth
        | ReceiptType::Training
        | ReceiptType::Cashback => {
            // A reissued receipt may say which one it replaces; any other relation needs its own type.
            return receipt
                .related
                .as_ref()
                .filter(|r| r.relation != Relation::Replaces)
                .map(|_| Fault::new("relation_mismatch", "related.relation"));
        }
    };
    match &receipt.related {
        None => Some(Fault::new("member_missing", "related")),
        Some(related) if related.relation == wanted || related.relation == Relation::Replaces => {
            None
        }
        Some(_) => Some(Fault::new("relation_mismatch", "related.relation")),
    }
}

// 200 items below 2^53 each fit an i128 with room to spare: no overflow can hide a difference.
fn sum(amounts: impl Iterator<Item = Amount>) -> i128 {
    amounts.map(|a| i128::from(a.minor())).sum()
}

impl Receipt {
    /// Approved by the terminal alone, or stored to be sent later: the card issuer has not answered.
    pub fn is_offline(&self) -> bool {
        let mode = self.authorisation.as_ref().and_then(|a| a.mode);
        matches!(
            mode,
            Some(AuthorisationMode::Offline | AuthorisationMode::StoreAndForward)
        )
    }

    /// `amount` minus what the items, tip, cashback, surcharge, added tax, discount and rounding come to; `None` without items.
    pub fn items_difference(&self) -> Option<i128> {
        let items = self.items.as_ref()?;
        let one = |amount: Option<Amount>| sum(amount.into_iter());
        let added_tax = self.taxes.iter().flatten().filter(|t| !t.included);
        let total = sum(items.iter().map(|i| i.total))
            + one(self.tip)
            + one(self.cashback)
            + one(self.surcharge)
            + sum(added_tax.map(|t| t.amount))
            - one(self.discount)
            + i128::from(self.rounding.unwrap_or(0));
        Some(i128::from(self.amount.minor()) - total)
    }
}

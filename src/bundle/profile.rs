//! Who asks for what: element lists of card schemes, payment services and courts, held against what a bundle has (docs/EVIDENCE.md has the sources).
//! A list says what is usually asked for; what counts is what the reader's own acquirer, bank or court asks for.

mod sight;
mod tables;
mod text;

pub use sight::{Checked, Sheet, State, sheet};
pub use tables::ALL;
pub use text::{STRIPE_LIMIT, label_key, text};

use super::parts::AttachmentKind;

/// One list of elements.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: &'static str,
    pub applies_to: Presence,
    /// The card network whose list it is, where it is one's.
    pub network: Option<&'static str>,
    pub elements: &'static [Element],
    /// Sentences that have to stand above the list: `bundle.warning.<code>`.
    pub warnings: &'static [&'static str],
    /// What has no place in it: `bundle.never.<code>`.
    pub never: &'static [&'static str],
}

/// Which payments a list is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Any,
    CardPresent,
    CardAbsent,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Element {
    pub code: &'static str,
    pub source: Source,
    pub required: bool,
}

/// Where an element comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The verified receipt.
    Date,
    Clock,
    Amount,
    Kind,
    Number,
    Shop,
    Merchant,
    Terminal,
    Last4,
    EntryMode,
    Cvm,
    ChipRecord,
    AuthorisationCode,
    Reference,
    Arn,
    Items,
    Tip,
    Tenders,
    /// The amount that was shown before payment.
    Intent,
    /// The acquirer's word, where it counts.
    Approved,
    Captured,
    RefundStated,
    /// Another receipt of the bundle.
    SecondReceipt,
    RefundReceipt,
    /// The customer's own word.
    Acknowledgement,
    Settlement,
    /// The line of a statement file.
    Line,
    /// What the engine answers to the claim.
    Answer,
    /// A file that is attached by hand.
    Attach(&'static [AttachmentKind]),
    /// What the maker writes.
    Say,
}

impl Source {
    /// Whose word it is: `bundle.source.<word>`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approved | Self::Captured | Self::RefundStated => "acquirer",
            Self::Acknowledgement => "customer",
            Self::Settlement => "both",
            Self::Line => "statement_file",
            Self::Answer => "answer",
            Self::Attach(_) => "by_hand",
            Self::Say => "maker",
            _ => "receipt",
        }
    }
}

impl Profile {
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|profile| profile.name == name)
    }

    pub fn has(&self, element: &str) -> bool {
        self.elements.iter().any(|e| e.code == element)
    }
}

//! What `--require` asks for.

use receipt_verifier::report::Level;
use receipt_verifier::{ReceiptStatus, ReceiptType, Report};

#[derive(Debug, Clone, Copy)]
pub enum Requirement {
    Level(Level),
    Status(ReceiptStatus),
    Type(ReceiptType),
}

impl Requirement {
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        Level::ALL
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, level)| Self::Level(*level))
            .or_else(|| ReceiptStatus::from_word(text).map(Self::Status))
            .or_else(|| ReceiptType::from_word(text).map(Self::Type))
            .ok_or_else(|| {
                let words = |all: &[&str]| all.join(", ");
                let statuses: Vec<&str> = ReceiptStatus::ALL.iter().map(|(w, _)| *w).collect();
                let types: Vec<&str> = ReceiptType::ALL.iter().map(|(w, _)| *w).collect();
                format!(
                    "a status ({}), a type ({}) or a level (E1 to E5)",
                    words(&statuses),
                    words(&types)
                )
            })
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Level(level) => Level::ALL
                .iter()
                .find(|(_, l)| l == level)
                .map_or("", |(name, _)| *name),
            Self::Status(status) => status.as_str(),
            Self::Type(kind) => kind.as_str(),
        }
    }

    /// A status is met only by a receipt that stands for a transaction, that somebody vouches for, that nothing contradicts, and
    /// whose acquirer's statements are all here. What has been captured was approved before.
    pub fn is_met_by(&self, report: &Report) -> bool {
        match self {
            _ if !report.is_verified() => false,
            // What was stolen since then would not show, and nobody is there to read the note.
            _ if report.ages.trust_list_expired => false,
            // By what is there: a customer's word does not stand for an acquirer's.
            Self::Level(level) => {
                let reaches = |e: &Level| e >= level && !(*level == Level::E2 && *e == Level::E3);
                *level == Level::E0 || report.evidence.iter().any(|e| reaches(&e.level))
            }
            Self::Type(kind) => report.kind == Some(*kind),
            Self::Status(status) => {
                let met = report.status == Some(status.as_str())
                    || (*status == ReceiptStatus::Approved && report.status == Some("captured"));
                // What the missing statement says may be that all was reversed.
                let gap = report.checks.iter().any(|c| c.code == "status_gap");
                met && report.level > Level::E0
                    && report.kind != Some(ReceiptType::Training)
                    && !report.has_conflict()
                    && !gap
            }
        }
    }
}

//! Why a text is no trust list, or none that may be taken.

use crate::claims::Fault;
use crate::json::JsonError;
use crate::statement::StatementError;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    #[error("the trust list exceeds 16 MiB")]
    TooLarge,
    #[error("the trust list is not strict JSON: {0}")]
    Json(JsonError),
    #[error("{}: {}", .0.member(), .0.code())]
    Fault(Fault),
    #[error("the signed list is not well-formed: {0}")]
    Statement(StatementError),
    #[error("a signed statement, but not a trust list")]
    NotAList,
    #[error("nobody who is known here signs this list")]
    SignerUnknown,
    #[error("the list's signature does not verify under its signer's key")]
    SignatureInvalid,
    #[error("a newer list of this signer was seen already")]
    RolledBack,
    #[error("another list of this signer has the same sequence")]
    SequenceReused,
    #[error("the list is not that of this web domain alone")]
    DomainMismatch,
    /// A rule of vouching, by its code.
    #[error("the list's signer may not vouch for it: {0}")]
    Vouching(&'static str),
}

impl TrustError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "trust_too_large",
            Self::Json(e) => e.code(),
            Self::Fault(fault) => fault.code(),
            Self::Statement(StatementError::NotAStatement | StatementError::SignOffUnread)
            | Self::NotAList => "list_not_signed_list",
            Self::Statement(e) => e.code(),
            Self::SignerUnknown => "list_signer_unknown",
            Self::SignatureInvalid => "list_signature_invalid",
            Self::RolledBack => "list_rolled_back",
            Self::SequenceReused => "list_sequence_reused",
            Self::DomainMismatch => "list_domain_mismatch",
            Self::Vouching(code) => code,
        }
    }
}

//! Who vouches for whom (PROTOCOL section 7): lists, who chose them, what their signers let others grant, and what one key may say.

mod answer;
mod certificate;
mod error;
mod list;
mod listed;
mod pins;
mod read;
#[cfg(feature = "signoff")]
mod sign_off;
mod store;
mod vouching;

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use crate::base64url;
use crate::json::members;
use crate::key::{self, PublicKey};
use crate::origin::Origin;
use crate::statement::Statement;
use crate::text::Text;
use crate::time::Time;
use crate::vocabulary::{RevocationReason, Role, WithdrawalReason};

pub use certificate::Certificate;
pub use error::TrustError;
pub use list::{Delegate, Facts, TrustList, lint};
pub use pins::Pins;
pub use store::{Seen, TrustStore};
pub use vouching::{Vouched, Voucher, Vouches};

pub(crate) use answer::{Answer, Certified, Source};
pub(crate) use listed::Listed;
#[cfg(feature = "signoff")]
pub(crate) use sign_off::{Customers, Own, SignOffKey};

/// One signer: a shop, an acquirer, a bank.
#[derive(Debug, Clone)]
pub struct Issuer {
    pub iss: Origin,
    /// The name that verdicts use, as the list's signer gives it.
    pub name: Text,
    pub role: Role,
    /// The legal entity behind it. Without one, nothing it signs counts as independent.
    pub party: Option<Text>,
    /// Whose status statements count for this merchant.
    pub acquirers: Vec<Origin>,
    pub profile: Option<Profile>,
    pub keys: Vec<TrustedKey>,
    /// For whose keys this party may vouch.
    pub vouches: Option<Vouches>,
    /// Keys of a log or witness that speaks C2SP notes, as `name+hash+key`.
    pub note_keys: Vec<String>,
    pub withdrawn: Vec<WithdrawnReceipt>,
}

/// Keys of one entry under one name that are tried: hashes of twelve characters collide nowhere near as often, and each trial costs.
const MAX_NAMESAKES: usize = 16;

impl Issuer {
    /// The keys that a statement may mean.
    pub fn keys_named<'a, 'b>(
        &'a self,
        kid: &'b str,
    ) -> impl Iterator<Item = &'a TrustedKey> + use<'a, 'b> {
        let named = self.keys.iter().filter(move |k| k.kid == kid);
        named.take(MAX_NAMESAKES)
    }
}

/// What does not change from receipt to receipt, told by somebody other than the shop.
#[derive(Debug, Clone)]
pub struct Profile {
    pub legal_name: Option<Text>,
    pub statement_descriptor: Option<Text>,
    pub mcc: Option<Text>,
    pub country: Option<Text>,
    pub contact: Option<Text>,
    pub address: Option<Text>,
    pub licence: Option<Licence>,
}

members!(given Profile { legal_name, statement_descriptor, mcc, country, contact, address, licence });

#[derive(Debug, Clone)]
pub struct Licence {
    pub number: Option<Text>,
    pub authority: Option<Text>,
    pub scope: Option<Text>,
    pub expires: Option<Text>,
    /// Date of the register that the list's signer looked it up in.
    pub as_of: Option<Text>,
}

members!(given Licence { number, authority, scope, expires, as_of });

#[derive(Debug, Clone)]
pub struct TrustedKey {
    pub kid: String,
    /// The bytes of the public key. A list of thousands is not decompressed for the one that is asked for.
    pub x: [u8; 32],
    pub role: Role,
    /// A terminal key speaks for this terminal alone.
    pub terminal: Option<String>,
    /// Merchant ids that the key may use; `None` means any.
    pub merchants: Option<Vec<String>>,
    pub not_before: Option<Time>,
    pub not_after: Option<Time>,
    pub revoked: Option<Revocation>,
}

impl TrustedKey {
    /// `None` where the bytes are no key: nothing verifies under it.
    pub fn public(&self) -> Option<PublicKey> {
        PublicKey::from_bytes(&self.x)
    }

    pub fn thumbprint(&self) -> [u8; 32] {
        key::thumbprint(&self.x)
    }

    /// Whether the key's window covers a claimed time; otherwise the code of the refusal.
    pub fn covers(&self, time: Time) -> Result<(), &'static str> {
        covers(self.not_before, self.not_after, self.revoked.as_ref(), time)
    }

    /// Somebody else may hold it.
    pub fn is_withdrawn(&self) -> bool {
        self.revoked.as_ref().is_some_and(Revocation::casts_doubt)
    }
}

/// Whether a key's window covers a time.
fn covers(
    not_before: Option<Time>,
    not_after: Option<Time>,
    revoked: Option<&Revocation>,
    time: Time,
) -> Result<(), &'static str> {
    if not_before.is_some_and(|t| time < t) {
        return Err("key_not_yet_valid");
    }
    if not_after.is_some_and(|t| time > t) {
        return Err("key_expired");
    }
    match revoked {
        Some(r) if !r.casts_doubt() && time >= r.since => Err("key_retired"),
        _ => Ok(()),
    }
}

#[derive(Debug, Clone)]
pub struct Revocation {
    /// When the list's signer recorded it.
    pub recorded: Time,
    /// From when the key is not to be relied on.
    pub since: Time,
    /// The highest counter known to be good.
    pub max_counter: Option<u64>,
    pub reason: RevocationReason,
}

members!(member Revocation { recorded, since, max_counter, reason });

impl Revocation {
    /// A stolen or compromised key can write any date: nothing that it alone signed is dated.
    pub fn casts_doubt(&self) -> bool {
        matches!(
            self.reason,
            RevocationReason::Stolen | RevocationReason::Compromised
        )
    }

    /// What allows no more than either: doubt before none, the earlier time, the lower number.
    fn stricter(self, other: Self) -> Self {
        let rank = |r: &Self| (!r.casts_doubt(), r.since);
        let (first, second) = match rank(&other) < rank(&self) {
            true => (other, self),
            false => (self, other),
        };
        let counters = first.max_counter.into_iter().chain(second.max_counter);
        Self {
            since: first.since.min(second.since),
            max_counter: counters.min(),
            ..first
        }
    }
}

/// A single receipt that the list's signer withdrew.
#[derive(Debug, Clone)]
pub struct WithdrawnReceipt {
    /// What [`receipt_id`] makes of the receipt.
    pub id: String,
    pub recorded: Time,
    pub reason: WithdrawalReason,
}

/// The name under which a list withdraws a receipt. Nobody computes it without the receipt's signature, so a public list tells nothing about
/// receipts to those who don't hold them (as the revocation ids of SMART Health Cards).
pub fn receipt_id(receipt: &Statement) -> String {
    let mut hash = Sha256::new();
    hash.update(b"receipt-revoked/v1\0");
    hash.update(receipt.digest().as_bytes());
    hash.update(receipt.signature());
    let mut id = base64url::encode(&<[u8; 32]>::from(hash.finalize()));
    id.truncate(12);
    id
}

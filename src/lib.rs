//! Signed receipts: read, checked and answered on the device.
//!
//! A tour, from the bytes up:
//!
//! - [`json`], [`statement`], [`key`]: one signed set of claims, a compact JWS read strictly.
//! - [`receipt`], [`status`], [`intent`]: what the claims say, each rule checked ([`money`], [`time`], [`text`], [`vocabulary`]).
//! - [`trust`]: whose keys count, for what, from when to when.
//! - [`dossier`]: a receipt with the statements about it, and the forms in which people hand one over; [`armour`] and [`digits`] make it
//!   small enough for paper, [`qr`] draws the symbol. [`items`] that would make it too large travel beside it.
//! - [`log`]: proofs that a transparency log holds a receipt's digest, and who saw that log when.
//! - [`verify()`]: the one pipeline, from input to [`Report`].
//! - `sign_off` (feature `signoff`): passkeys and device keys, what customers acknowledge and what both sides agree.
//! - `settle`: the sentence in dispute, answered. `bundle`: the answer with all that it rests on, as one file that others can check.
//! - [`inspect`]: the same decoded and not checked, for engineers. [`issue`]: the way out, signing what a verifier will accept.
//!
//! Nothing here reads a clock, does I/O or knows JavaScript; `src/web` (wasm, a crate of its own) and `bin/receipt` (command line) do that.
//!
//! ```
//! use receipt_verifier::{verify, Outcome, Provenance, Time, TrustStore};
//!
//! let store = TrustStore::parse(br#"{"version": 1, "issuers": []}"#, Provenance::User)?;
//! let now = Time::from_seconds(1_795_340_200).unwrap_or(Time::MAX);
//! let report = verify("https://shop.example/hello", &store, now);
//! assert_eq!(report.outcome, Outcome::Unreadable);
//! assert_eq!(report.code, "not_a_receipt");
//! # Ok::<(), receipt_verifier::TrustError>(())
//! ```

// Without a standard library the module that answers first is smaller: no messages for panics that nobody could read. The
// QR reader needs one, and so do claims.
#![cfg_attr(not(any(feature = "scan", feature = "settle", test)), no_std)]

extern crate alloc;

pub mod armour;
mod base64url;
#[cfg(feature = "settle")]
pub mod bill;
#[cfg(feature = "bundle")]
pub mod bundle;
pub mod card_data;
#[cfg(feature = "settle")]
pub mod casefile;
mod claims;
#[cfg(feature = "settle")]
pub mod confirmation;
pub mod digits;
pub mod dossier;
pub mod inspect;
pub mod intent;
pub mod issue;
pub mod items;
pub mod json;
pub mod key;
pub mod log;
pub mod money;
mod order;
pub mod origin;
#[cfg(feature = "settle")]
mod outgoing;
#[cfg(feature = "qr")]
pub mod qr;
pub mod receipt;
pub mod report;
#[cfg(feature = "scan")]
pub mod scan;
#[cfg(feature = "settle")]
pub mod settle;
#[cfg(feature = "signoff")]
pub mod sign_off;
pub mod statement;
pub mod status;
pub mod text;
pub mod time;
pub mod trust;
mod verify;
pub mod vocabulary;

pub use claims::Fault;
pub use dossier::{Dossier, InputError};
pub use json::JsonError;
pub use key::{PublicKey, SecretKey};
pub use money::{Amount, Currency};
pub use origin::Origin;
pub use receipt::Receipt;
pub use report::{Check, CheckOutcome, Level, Outcome, Report, VerifiedReceipt};
pub use statement::{Digest, Statement, StatementError, StatementType};
pub use status::Status;
pub use text::Text;
pub use time::{Time, UtcOffset};
pub use trust::{TrustError, TrustStore};
pub use verify::{every_receipt, to_json, unreadable, verify, verify_dossier};
pub use vocabulary::{Event, Provenance, ReceiptStatus, ReceiptType, Role};

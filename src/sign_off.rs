//! Signing off: what a customer, or a shop, says about a receipt with a key of their own phone (PROTOCOL sections 3.5 and 3.6).
//!
//! Two kinds of keys do that. A *passkey* signs through WebAuthn: its authenticator sees a challenge and no receipt, so the challenge covers the
//! statement's signing input. A *device key* is a plain Ed25519 key of an app or page. A key is not a person: who holds it, others have to say.
//!
//! For whoever builds on this, from the bytes up:
//!
//! - [`HolderKey`]: a public key, P-256 or Ed25519, read from a JWK by [`holder_key`].
//! - [`Proof`]: what the signature segment of a statement by passkey holds. One spelling.
//! - [`ClientData`], [`AuthenticatorData`]: what browser and authenticator say in it.
//! - [`Assertion`]: one statement, then one key: every rule in the order of PROTOCOL section 3.5.
//! - [`Ack`]: a customer's answer. Settlements read theirs the same way.
//! - `verify::holders`: whose key that is, and who says so.

mod ack;
mod authenticator;
mod binding;
mod client_data;
mod examine;
mod key;
mod origin;
mod p256;
mod proof;
pub mod settlement;

pub use ack::{Ack, AckVerdict};
pub use authenticator::AuthenticatorData;
pub use client_data::ClientData;
pub use examine::{Assertion, Domain, Method, Signed, challenge};
pub use key::HolderKey;
pub use proof::Proof;

pub(crate) use binding::Binding;
pub(crate) use key::holder_key;
pub(crate) use origin::{host, is_rp_id_of, sign_off_origin};

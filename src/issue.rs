//! The way out: a till signs a receipt, an acquirer states what happened to it. What a verifier would refuse or mask is refused here,
//! with every fault listed.

mod intent;
mod related;
#[cfg(feature = "signoff")]
pub mod sign_off;
mod status;

pub use intent::{intent, naming_intent};
pub use related::relate;
pub use status::{StatusDraft, status};

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::card_data;
use crate::claims::{self, Claims, Fault, Findings};
use crate::dossier::Dossier;
use crate::items;
use crate::json::{Object, Value};
use crate::key::SecretKey;
use crate::origin::Origin;
use crate::receipt::{self, Receipt};
use crate::statement::{MAX_TOKEN, Statement, StatementType};
use crate::time::Time;
use crate::trust::{self, Certificate};
use crate::vocabulary::Role;

/// A private key with what its owner may say: the file that `receipt keygen` writes, a JWK (RFC 8037) with our members.
pub struct Identity {
    pub key: SecretKey,
    pub iss: Origin,
    pub role: Role,
    pub terminal: Option<String>,
    pub merchants: Option<Vec<String>>,
}

impl Identity {
    /// Reads a private JWK.
    pub fn from_jwk(jwk: &Object) -> Result<Self, Vec<Fault>> {
        let mut findings = Findings::default();
        let mut c = Claims::new(jwk, &mut findings);
        let key = c.need("d", &|v| match v {
            Value::Text(d) => SecretKey::from_d(d).ok_or("key_not_ed25519"),
            _ => Err("key_not_ed25519"),
        });
        let x = key.as_ref().map(|k| k.public().x());
        c.may("x", &|v| match v {
            Value::Text(given) if x.as_ref().is_none_or(|x| x == given) => Ok(()),
            _ => Err("key_not_ed25519"),
        });
        let iss = c.need("iss", &claims::origin);
        let role = c.need_word::<Role>("role", "role_unknown");
        let terminal = c.may("terminal", &claims::id(16));
        if role == Some(Role::Terminal) && terminal.is_none() {
            c.fault("member_missing", "terminal");
        }
        let merchants = c.may("merchants", &claims::list_of(10_000, claims::id(15)));
        match (key, iss, role, findings.faults.is_empty()) {
            (Some(key), Some(iss), Some(role), true) => Ok(Self {
                key,
                iss,
                role,
                terminal,
                merchants,
            }),
            _ => Err(findings.faults),
        }
    }

    /// The private JWK.
    pub fn to_jwk(&self) -> Object {
        let mut jwk = self.to_public_jwk();
        jwk.set("d", Value::Text(self.key.d()));
        jwk.set("iss", Value::Text(self.iss.as_str().to_owned()));
        jwk
    }

    /// The entry that a trust store holds for this key: nothing private.
    pub fn to_public_jwk(&self) -> Object {
        let public = self.key.public();
        let mut jwk = Object::default();
        for (name, value) in [
            ("kid", public.kid()),
            ("kty", "OKP".to_owned()),
            ("crv", "Ed25519".to_owned()),
            ("x", public.x()),
            ("role", self.role.as_str().to_owned()),
        ] {
            jwk.set(name, Value::Text(value));
        }
        if let Some(terminal) = &self.terminal {
            jwk.set("terminal", Value::Text(terminal.clone()));
        }
        if let Some(merchants) = &self.merchants {
            let list = merchants.iter().cloned().map(Value::Text).collect();
            jwk.set("merchants", Value::List(list));
        }
        jwk
    }
}

/// Signs a receipt. `iss` may be left out of the draft: the key knows it. Every other required member has to be there.
pub fn receipt(draft: &Object, identity: &Identity) -> Result<String, Vec<Fault>> {
    let (payload, faults) = examine(draft, identity, Receipt::read);
    sign(StatementType::Receipt, &payload, identity, faults)
}

/// Signs a receipt with a digest in the place of its items, so that paper need not carry them: the dossier of the receipt and of the part
/// that brings the items (PROTOCOL section 3.9). `salt` has to give other random bytes each time.
pub fn receipt_beside_items(
    draft: &Object,
    identity: &Identity,
    salt: &mut dyn FnMut() -> [u8; 16],
) -> Result<String, Vec<Fault>> {
    // The rules hold for the whole receipt: nothing goes into hiding that could not be shown.
    let (payload, mut faults) = examine(draft, identity, Receipt::read);
    let Some((payload, part)) = items::hide(&payload, salt) else {
        faults.push(Fault::new("member_missing", "items"));
        return Err(faults);
    };
    let token = sign(StatementType::Receipt, &payload, identity, faults)?;
    if part.len() > MAX_TOKEN {
        return Err(vec![Fault::new("statement_too_large", "items")]);
    }
    Ok(token + "~" + &part)
}

/// The payload that a draft makes, and everything that forbids signing it.
fn examine(
    draft: &Object,
    identity: &Identity,
    read: fn(&Object) -> (Option<Receipt>, Findings),
) -> (Object, Vec<Fault>) {
    let iss = Value::Text(identity.iss.as_str().to_owned());
    let mut payload = Object::default();
    payload.set("iss", iss.clone());
    for (name, value) in draft.iter() {
        payload.set(name, value.clone());
    }
    let mut faults = Vec::new();
    if payload.get("iss") != Some(&iss) {
        faults.push(Fault::new("iss_mismatch", "iss"));
    }
    let (read, findings) = read(&payload);
    faults.extend(findings.faults);
    for member in card_data::find(&payload, &receipt::is_reference) {
        faults.push(Fault::new("card_data", member));
    }
    if !matches!(identity.role, Role::Terminal | Role::Merchant) {
        faults.push(Fault::new("role_not_allowed", "role"));
    }
    if let Some(receipt) = read {
        faults.extend(scope_faults(&receipt, identity));
    }
    (payload, faults)
}

fn scope_faults(receipt: &Receipt, identity: &Identity) -> Vec<Fault> {
    let mut faults = Vec::new();
    let terminal = receipt.terminal.as_ref().map(|t| &t.id);
    if identity.terminal.is_some() && identity.terminal.as_ref() != terminal {
        faults.push(Fault::new("terminal_mismatch", "terminal.id"));
    }
    let merchants = identity.merchants.as_ref();
    if merchants.is_some_and(|ids| !ids.contains(&receipt.merchant.id)) {
        faults.push(Fault::new("merchant_mismatch", "merchant.id"));
    }
    faults
}

/// The statements of a dossier; whether anybody signed them, nobody asks here.
fn statements(dossier: &Dossier) -> Vec<Statement> {
    dossier
        .parts()
        .filter_map(|part| Statement::parse(part).ok())
        .collect()
}

/// The first receipt among them, which the others are about.
fn subject(statements: &[Statement]) -> Result<(&Statement, Receipt), Vec<Fault>> {
    let subject = statements
        .iter()
        .find(|s| s.typ() == StatementType::Receipt)
        .ok_or_else(|| vec![Fault::new("not_a_receipt", "")])?;
    let (read, findings) = Receipt::read(subject.payload());
    Ok((subject, read.ok_or(findings.faults)?))
}

/// Signs, then reads the result as a verifier will: size and depth limits are the reader's.
fn sign(
    typ: StatementType,
    payload: &Object,
    identity: &Identity,
    mut faults: Vec<Fault>,
) -> Result<String, Vec<Fault>> {
    let token = Statement::sign(typ, payload, &identity.key);
    if let Err(e) = Statement::parse(&token) {
        faults.push(Fault::new(e.code(), ""));
    }
    if faults.is_empty() {
        Ok(token)
    } else {
        Err(faults)
    }
}

/// Signs a trust list. Every entry is read as a verifier will read it, so that no entry is found wanting after it was published.
pub fn trust_list(list: &Object, key: &SecretKey) -> Result<String, Vec<Fault>> {
    let json = list.to_text();
    let mut faults = match trust::lint(json.as_bytes()) {
        Ok(faults) => faults,
        Err(trust::TrustError::Fault(fault)) => vec![fault],
        Err(e) => vec![Fault::new(e.code(), "")],
    };
    for member in ["iss", "iat", "exp", "sequence"] {
        if list.get(member).is_none() {
            faults.push(Fault::new("member_missing", member));
        }
    }
    if faults.is_empty() {
        Ok(Statement::sign(StatementType::Trust, list, key))
    } else {
        Err(faults)
    }
}

/// Vouches for one key with a statement that travels in the dossier. Whether the voucher may, only a verifier's lists say.
pub fn key_statement(draft: &Object, voucher: &Identity) -> Result<String, Vec<Fault>> {
    let mut payload = Object::default();
    payload.set("iss", Value::Text(voucher.iss.as_str().to_owned()));
    for (name, value) in draft.iter().filter(|(name, _)| *name != "iss") {
        payload.set(name, value.clone());
    }
    let mut faults = Vec::new();
    match Certificate::read(&payload) {
        Err(fault) => faults.push(fault),
        Ok(certificate) => {
            if certificate.entry.keys.iter().any(|k| k.public().is_none()) {
                faults.push(Fault::new("key_not_ed25519", "key.x"));
            }
        }
    }
    if !matches!(voucher.role, Role::Acquirer | Role::Merchant) {
        faults.push(Fault::new("role_not_allowed", "role"));
    }
    sign(StatementType::Key, &payload, voucher, faults)
}

/// Says that a witness saw the receipt of a dossier at `iat`.
pub fn witness(iat: Time, receipt: &Statement, witness: &Identity) -> Result<String, Vec<Fault>> {
    let mut payload = Object::default();
    payload.set("iss", Value::Text(witness.iss.as_str().to_owned()));
    payload.set("iat", Value::Int(iat.seconds().cast_signed()));
    payload.set("receipt_digest", Value::Text(receipt.digest().to_text()));
    let mut faults = Vec::new();
    if witness.role != Role::Witness {
        faults.push(Fault::new("role_not_allowed", "role"));
    }
    sign(StatementType::Witness, &payload, witness, faults)
}

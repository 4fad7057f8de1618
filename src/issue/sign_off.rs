//! The customer's answer and the halves of a settlement, drafted for whoever holds the key: a passkey signs a challenge and a device key the signing
//! input itself, both outside of here. JSON in and out, so that every surface drafts alike.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Identity;
use crate::base64url;
use crate::card_data;
use crate::claims::{self, Claims, Fault, Findings, INVALID, Rule};
use crate::dossier::{Dossier, MAX_BYTES};
use crate::json::{self, Object, Value, members};
use crate::key::SecretKey;
use crate::origin::Origin;
use crate::receipt::Receipt;
use crate::sign_off::settlement::{self, Half};
use crate::sign_off::{
    Ack, Assertion, Binding, Domain, HolderKey, Method, Proof, challenge, holder_key, host,
    is_rp_id_of,
};
use crate::statement::{Digest, Statement, StatementError, StatementType};
use crate::vocabulary::Role;
/// A dossier with a few words around it.
const MAX_DRAFT: usize = 1 << 17;
const MAX_DEPTH: usize = 4;

/// What is to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Header and payload, which a device key signs.
    pub signing_input: String,
    /// What a passkey is asked to sign, base64url.
    pub challenge: String,
    pub alg: &'static str,
    pub kid: String,
    /// Names the statement once it is signed.
    pub digest: Digest,
    pub receipt_digest: Digest,
}

members!(member Drafted { signing_input, challenge, alg, kid, digest, receipt_digest });

/// A customer's answer: `{dossier, iss, iat, method, key, keyless, verdict, amount, currency}`. Amounts are minor units, of the receipt's currency where
/// none is named; `keyless: true` leaves the public key out where a list or a statement has it.
pub fn draft_ack(draft: &str) -> Result<Drafted, Vec<Fault>> {
    let draft = Draft::read(draft)?;
    let mut payload = draft.head();
    payload.set("method", Value::Text(draft.method.as_str().to_owned()));
    draft.copy(&["verdict", "amount", "currency"], &mut payload);
    let faults = match Ack::read(&payload) {
        Ok(ack) => draft.faults_of_ack(&ack),
        Err(fault) => vec![fault],
    };
    draft.finish(Domain::Ack, payload, faults)
}

/// A half of a settlement. The first says the terms: `{dossier, iss, iat, method, key, keyless, side, facts, remedy, amount, currency, due}`; the second
/// says which half of the dossier it accepts, and no terms: `{dossier, iss, iat, method, key, keyless, side, counterpart}`.
pub fn draft_settlement(draft: &str) -> Result<Drafted, Vec<Fault>> {
    let draft = Draft::read(draft)?;
    let mut payload = draft.head();
    draft.copy(
        &[
            "side",
            "facts",
            "remedy",
            "amount",
            "currency",
            "due",
            "counterpart",
        ],
        &mut payload,
    );
    payload.set("waives_rights", Value::Bool(false));
    let faults = match Half::read(&payload) {
        Ok(half) => draft.faults_of(&half),
        Err(fault) => vec![fault],
    };
    draft.finish(Domain::Settlement, payload, faults)
}

/// A draft's members that both kinds have, with the receipt that it is about.
struct Draft {
    members: Object,
    statements: Vec<Statement>,
    receipt: Receipt,
    receipt_digest: Digest,
    method: Method,
    key: HolderKey,
}

impl Draft {
    fn read(json: &str) -> Result<Self, Vec<Fault>> {
        let one = |code| vec![Fault::new(code, "")];
        if json.len() > MAX_DRAFT {
            return Err(one("input_too_large"));
        }
        let members = json::parse_object(json.as_bytes(), MAX_DEPTH).map_err(|e| one(e.code()))?;
        // What must not leave is refused before it is read.
        let hidden = card_data::find(&members, &|path| {
            path == "dossier" || settlement::is_reference(path)
        });
        if !hidden.is_empty() {
            return Err(hidden
                .into_iter()
                .map(|at| Fault::new("card_data", at))
                .collect());
        }
        let mut findings = Findings::default();
        let mut c = Claims::new(&members, &mut findings);
        let dossier = c.need("dossier", &text);
        c.need("iss", &text);
        c.need("iat", &claims::time);
        let method = c.need_word::<Method>("method", INVALID);
        let key = c.need_inner("key", |c| {
            c.may("kid", &claims::id(64));
            holder_key(c)
        });
        c.may("keyless", &claims::boolean);
        let (Some(dossier), Some(method), Some(key), true) =
            (dossier, method, key, findings.faults.is_empty())
        else {
            return Err(findings.faults);
        };
        let dossier = Dossier::read(&dossier).map_err(|e| one(e.code()))?;
        let statements = super::statements(&dossier);
        let (subject, receipt) = super::subject(&statements)?;
        let receipt_digest = subject.digest();
        Ok(Self {
            members,
            receipt,
            receipt_digest,
            method,
            key,
            statements,
        })
    }

    /// The members that every payload begins with.
    fn head(&self) -> Object {
        let mut payload = Object::default();
        self.copy(&["iss", "iat"], &mut payload);
        payload.set("receipt_digest", Value::Text(self.receipt_digest.to_text()));
        payload
    }

    fn copy(&self, names: &[&str], payload: &mut Object) {
        for name in names {
            if let Some(value) = self.members.get(name) {
                payload.set(name, value.clone());
            }
            // The receipt's own currency need not be said twice.
            if *name == "amount" && payload.get("amount").is_some() {
                let code = self.receipt.currency.code().to_owned();
                payload.set("currency", Value::Text(code));
            }
        }
    }

    fn faults_of_ack(&self, ack: &Ack) -> Vec<Fault> {
        let same = ack.amount == Some((self.receipt.amount, self.receipt.currency));
        let fault = same.then(|| Fault::new("ack_amount_same", "amount"));
        fault.into_iter().collect()
    }

    /// What a verifier would refuse about a half that is sound by itself.
    fn faults_of(&self, half: &Half) -> Vec<Fault> {
        let mut faults = Vec::new();
        if half
            .terms()
            .is_some_and(|terms| terms.exceed(&self.receipt))
        {
            faults.push(Fault::new("settlement_above_amount", "amount"));
        }
        if let Some(wanted) = half.accepts() {
            let offered = self
                .statements
                .iter()
                .find(|s| s.typ() == StatementType::Settlement && s.digest() == wanted);
            let offered = offered.and_then(|s| Half::read(s.payload()).ok());
            match offered.filter(|o| o.terms().is_some() && o.receipt_digest == self.receipt_digest)
            {
                None => faults.push(Fault::new("settlement_other_half", "counterpart")),
                Some(offered) if offered.side == half.side => {
                    faults.push(Fault::new("settlement_one_party", "side"))
                }
                Some(_) => {}
            }
        }
        faults
    }

    /// Header and payload, and what has to be signed of them.
    fn finish(
        &self,
        domain: Domain,
        mut payload: Object,
        mut faults: Vec<Fault>,
    ) -> Result<Drafted, Vec<Fault>> {
        if !self.key.is_sound() {
            faults.push(Fault::new("key_unusable", "key"));
        }
        let alg = match (self.method, &self.key) {
            (Method::Passkey, HolderKey::P256(_)) => "webauthn-es256",
            (Method::Passkey, HolderKey::Ed25519(_)) => "webauthn-ed25519",
            (Method::DeviceKey, HolderKey::Ed25519(_)) => "Ed25519",
            (Method::DeviceKey, HolderKey::P256(_)) => {
                faults.push(Fault::new("ack_method", "method"));
                ""
            }
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        if self.members.get("keyless") != Some(&Value::Bool(true)) {
            payload.set("key", Value::Object(self.key.to_jwk()));
        }
        let typ = match domain {
            Domain::Ack => StatementType::Ack,
            Domain::Settlement => StatementType::Settlement,
        };
        let kid = self.key.kid();
        let mut header = Object::default();
        for (name, value) in [("alg", alg), ("typ", typ.as_str()), ("kid", &kid)] {
            header.set(name, Value::Text(value.to_owned()));
        }
        let mut signing_input = base64url::encode(header.to_text().as_bytes());
        signing_input.push('.');
        signing_input.push_str(&base64url::encode(payload.to_text().as_bytes()));
        Ok(Drafted {
            challenge: base64url::encode(&challenge(domain, &signing_input)),
            digest: Digest::of(&signing_input),
            signing_input,
            alg,
            kid,
            receipt_digest: self.receipt_digest,
        })
    }
}

/// Puts the signature to what was drafted: `{signature}` of a device key, `{authenticator_data, client_data, signature}` of a passkey, where `client_data`
/// is the client data's text and the others are base64url.
///
/// A signature that does not fit is told here, before anybody carries it away: under the key that the statement brings, at whatever relying party its origin
/// may use. Whose key that is, a verifier says.
pub fn seal(signing_input: &str, proof: &str) -> Result<String, Vec<Fault>> {
    let fault = |code| vec![Fault::new(code, "proof")];
    let segment = segment(proof).ok_or_else(|| fault("ack_proof_invalid"))?;
    let mut token = signing_input.to_owned();
    token.push('.');
    token.push_str(&segment);
    let statement = Statement::parse(&token).map_err(|e| fault(e.code()))?;
    let (iss, key) = signer(&statement)?;
    let assertion = Assertion::read(&statement, &iss, true).map_err(fault)?;
    let Some(key) = key else {
        return Ok(token);
    };
    let mut rp_id = host(&iss);
    loop {
        match (assertion.under(&key, rp_id), rp_id.split_once('.')) {
            (Ok(_), _) => return Ok(token),
            // A passkey may belong to a domain above the page's host.
            (Err("ack_rp_id"), Some((_, above))) if is_rp_id_of(above, &iss) => rp_id = above,
            (Err(code), _) => return Err(fault(code)),
        }
    }
}

/// Signs a draft with a key of this device.
pub fn sign(drafted: &Drafted, key: &SecretKey) -> Result<String, Vec<Fault>> {
    let signature = base64url::encode(&key.sign(drafted.signing_input.as_bytes()));
    let mut proof = Object::default();
    proof.set("signature", Value::Text(signature));
    seal(&drafted.signing_input, &proof.to_text())
}

/// Says which payment the holder of a customer's key has to do with: `iat`, `exp`, `subject`, `key`, and `receipt_digest`, `last4` or both. Only an acquirer or a card's
/// issuer may, and whether it counts only a verifier's lists say.
pub fn bind(draft: &Object, voucher: &Identity) -> Result<String, Vec<Fault>> {
    let mut payload = Object::default();
    payload.set("iss", Value::Text(voucher.iss.as_str().to_owned()));
    for (name, value) in draft.iter().filter(|(name, _)| *name != "iss") {
        payload.set(name, value.clone());
    }
    let mut faults = Vec::new();
    match Binding::read(&payload) {
        Err(fault) => faults.push(fault),
        Ok(binding) if !binding.key.is_sound() => faults.push(Fault::new("key_unusable", "key")),
        Ok(_) => {}
    }
    for member in card_data::find(&payload, &settlement::is_reference) {
        faults.push(Fault::new("card_data", member));
    }
    if !matches!(voucher.role, Role::Acquirer | Role::Issuer) {
        faults.push(Fault::new("role_not_allowed", "role"));
    }
    super::sign(StatementType::Key, &payload, voucher, faults)
}

/// The third segment, from `{signature}` or all of a passkey's answer.
fn segment(proof: &str) -> Option<String> {
    let proof = json::parse_object(proof.as_bytes(), 1).ok()?;
    let member = |name| match proof.get(name) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let signature = member("signature")?;
    match (member("authenticator_data"), member("client_data")) {
        (Some(data), Some(client_data)) => {
            let proof = Proof {
                authenticator_data: base64url::decode(data)?,
                client_data: client_data.to_owned(),
                signature: base64url::decode(signature)?,
            };
            Some(base64url::encode(proof.to_text().as_bytes()))
        }
        (None, None) => Some(signature.to_owned()),
        _ => None,
    }
}

/// Where a statement says that it was signed, and the key that it brings.
fn signer(statement: &Statement) -> Result<(Origin, Option<HolderKey>), Vec<Fault>> {
    let read = match statement.typ() {
        StatementType::Ack => Ack::read(statement.payload()).map(|a| (a.iss, a.key)),
        StatementType::Settlement => Half::read(statement.payload()).map(|h| (h.iss, h.key)),
        _ => Err(Fault::new("typ_unexpected", "")),
    };
    read.map_err(|fault| vec![fault])
}

/// A dossier with the parts that came back from the other phone: a token, a link or digits, the receipt with them or not. What is there already is not
/// added twice.
pub fn glue(dossier: &str, parts: &str) -> Result<String, Vec<Fault>> {
    let one = |code| vec![Fault::new(code, "")];
    let read = |text| Dossier::read(text).map_err(|e| one(e.code()));
    let (mut dossier, brought) = (read(dossier)?, read(parts)?);
    let mut there = super::statements(&dossier);
    let digest = super::subject(&there)?.0.digest();
    for part in brought.parts() {
        let statement = match Statement::parse(part) {
            Ok(statement) => statement,
            // Item lines, proofs of logs and scraps are no statements: what the dossier has of them it keeps.
            Err(StatementError::NotAStatement) => continue,
            Err(e) => return Err(one(e.code())),
        };
        let same = there.iter().any(|s| s.digest() == statement.digest());
        if same {
            continue;
        }
        let about = statement.payload().get("receipt_digest");
        let is_about_it = about.is_none_or(|about| *about == Value::Text(digest.to_text()));
        if statement.typ() == StatementType::Receipt || !is_about_it {
            return Err(one("other_receipt"));
        }
        dossier.push(part.to_owned());
        there.push(statement);
    }
    let text = dossier.to_text();
    match text.len() > MAX_BYTES {
        true => Err(one("dossier_too_large")),
        false => Ok(text),
    }
}

fn text(value: &Value) -> Rule<String> {
    match value {
        Value::Text(text) => Ok(text.clone()),
        _ => Err(INVALID),
    }
}

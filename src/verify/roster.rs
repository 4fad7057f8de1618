//! Who the lists say the signers of a dossier are: asked once for each `iss` that its parts name, before anything is believed.

use alloc::vec::Vec;

use crate::json::Value;
use crate::key::PublicKey;
use crate::origin::Origin;
use crate::statement::{Statement, StatementType};
use crate::time::Time;
use crate::trust::{
    Answer, Certificate, Certified, Source, TrustError, TrustStore, Vouched, Voucher,
};

use super::ParsedPart;

pub struct Roster<'a> {
    answers: Vec<(Origin, Answer<'a>)>,
    /// Key statements of the dossier, by their place; with the code of why one does not count.
    keys: Vec<(usize, Result<(), &'static str>)>,
}

impl<'a> Roster<'a> {
    pub fn of(parts: &[ParsedPart], store: &'a TrustStore) -> Self {
        let statements = || {
            let sound = parts.iter().enumerate();
            sound.filter_map(|(at, part)| Some((at, part.as_ref().ok()?)))
        };
        let mut keys = Vec::new();
        let mut certified = Vec::new();
        let mut vouchers: Vec<(Origin, Answer)> = Vec::new();
        let mut refusals: Vec<(Origin, &'static str)> = Vec::new();
        for (part, statement) in statements().filter(|(_, s)| s.typ() == StatementType::Key) {
            if Certificate::is_of_customer(statement.payload()) {
                #[cfg(not(feature = "signoff"))]
                keys.push((part, Err("sign_off_unread")));
                continue;
            }
            let found = Certificate::read(statement.payload())
                .map_err(|fault| fault.code())
                .and_then(|certificate| {
                    let subject = certificate.entry.iss.clone();
                    let voucher = voucher(statement, store, &mut vouchers)?;
                    certify(certificate, statement, part, voucher).inspect_err(|code| {
                        refusals.push((subject, *code));
                    })
                });
            keys.push((part, found.as_ref().map(|_| ()).map_err(|code| *code)));
            certified.extend(found);
        }
        let mut answers: Vec<(Origin, Answer)> = Vec::new();
        // Who signs off is asked for by key, not by name.
        let by_name = |s: &Statement| match s.typ() {
            StatementType::Key => {
                cfg!(feature = "signoff") && Certificate::is_of_customer(s.payload())
            }
            typ => !typ.signs_off(),
        };
        for (_, statement) in statements().filter(|(_, s)| by_name(s)) {
            let Some(Value::Text(iss)) = statement.payload().get("iss") else {
                continue;
            };
            let Some(iss) = Origin::from_text(iss) else {
                continue;
            };
            if answers.iter().any(|(known, _)| *known == iss) {
                continue;
            }
            let mut answer = store.answer(&iss, &mut certified);
            let refused = refusals.iter().find(|(subject, _)| *subject == iss);
            answer.refusal = answer.refusal.or(refused.map(|(_, code)| *code));
            answers.push((iss, answer));
        }
        Self { answers, keys }
    }

    pub fn answer(&self, iss: &Origin) -> Option<&Answer<'a>> {
        self.answers
            .iter()
            .find(|(known, _)| known == iss)
            .map(|(_, answer)| answer)
    }

    /// Whether the key statement at a place counts; `None` where there is none.
    pub fn key_statement(&self, part: usize) -> Option<Result<(), &'static str>> {
        self.keys
            .iter()
            .find(|(at, _)| *at == part)
            .map(|(_, found)| *found)
    }
}

/// Who the lists say the signer of a key statement is: asked once, however many statements claim to be its.
fn voucher<'a, 'b>(
    statement: &Statement,
    store: &'a TrustStore,
    asked: &'b mut Vec<(Origin, Answer<'a>)>,
) -> Result<&'b Answer<'a>, &'static str> {
    let Some(Value::Text(iss)) = statement.payload().get("iss") else {
        return Err("iss_missing");
    };
    let iss = Origin::from_text(iss).ok_or("iss_invalid")?;
    let known = asked.iter().position(|(known, _)| *known == iss);
    let at = known.unwrap_or_else(|| {
        let answer = store.answer(&iss, &mut Vec::new());
        asked.push((iss, answer));
        asked.len() - 1
    });
    asked
        .get(at)
        .map(|(_, answer)| answer)
        .ok_or("voucher_unknown")
}

/// Finds who vouches with a key statement, and whether that party may.
fn certify<'a>(
    certificate: Certificate,
    statement: &Statement,
    part: usize,
    answer: &Answer<'a>,
) -> Result<Certified<'a>, &'static str> {
    let mut reason = answer.refusal.unwrap_or("voucher_unknown");
    for source in &answer.sources {
        let signed = |key: &PublicKey| statement.is_signed_by(key);
        match source.grants(&signed, statement.kid(), certificate.iat) {
            Ok((grant, _)) => {
                let mut entry = certificate.entry;
                grant.judge(&mut entry)?;
                return Ok(Certified {
                    entry,
                    step: step(source, certificate.iat, certificate.exp, part),
                    listed: source.listed,
                });
            }
            Err(TrustError::SignerUnknown) => {}
            Err(TrustError::SignatureInvalid) => reason = "signature_invalid",
            Err(fault) => reason = fault.code(),
        }
    }
    Err(reason)
}

fn step(source: &Source, iat: Time, exp: Time, part: usize) -> Voucher {
    let issuer = &source.issuer;
    let contact = issuer.profile.as_ref().and_then(|p| p.contact.clone());
    Voucher {
        by: Vouched::Statement,
        iss: Some(issuer.iss.clone()),
        name: Some(issuer.name.clone()),
        contact,
        role: Some(issuer.role),
        party: issuer.party.clone(),
        profile: issuer.profile.clone(),
        iat: Some(iat),
        exp: Some(exp),
        // Its window tests the receipt's time, not today's.
        expired: false,
        sequence: None,
        part: Some(part),
    }
}

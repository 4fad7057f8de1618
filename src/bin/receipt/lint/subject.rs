//! What is linted: a draft, which is the shop's own word as soon as it is signed, or a dossier with whatever stands behind it.

use receipt_verifier::confirmation::{self, Confirmation};
use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::report::Params;
use receipt_verifier::{
    Fault, Receipt, Report, Time, TrustStore, card_data, receipt, verify_dossier,
};

use super::finding::Finding;
use super::wording;
use crate::failure::Failure;
use crate::source;

pub struct Linted {
    pub confirmation: Confirmation,
    /// `None` where the draft breaks a rule.
    pub receipt: Option<Receipt>,
    payload: Object,
    faults: Vec<Fault>,
    report: Option<Report>,
}

impl Linted {
    pub fn read(name: &str, store: Option<&TrustStore>, now: Time) -> Result<Self, Failure> {
        if let Some(draft) = draft(name)? {
            return Ok(Self::of_payload(draft));
        }
        let dossier = source::read_dossier(name)?;
        let statement = source::receipt_of(&dossier)?;
        let mut out = Self::of_payload(statement.payload().clone());
        if let Some(store) = store {
            let report = verify_dossier(&dossier, store, now);
            let json = json::parse_object(report.to_json().as_bytes(), 12).unwrap_or_default();
            out.confirmation = confirmation::of(&json);
            out.report = Some(report);
        }
        Ok(out)
    }

    fn of_payload(payload: Object) -> Self {
        let (receipt, findings) = Receipt::read(&payload);
        let mut own_word = Object::default();
        let text = |word: &str| Value::Text(word.to_owned());
        own_word.set("outcome", text("verified"));
        own_word.set("level", text("E1"));
        for name in ["type", "status"] {
            own_word.set(name, payload.get(name).cloned().unwrap_or(Value::Null));
        }
        own_word.set("receipt", Value::Object(payload.clone()));
        Self {
            confirmation: confirmation::of(&own_word),
            receipt,
            payload,
            faults: findings.faults,
            report: None,
        }
    }

    pub fn is_verified(&self) -> bool {
        self.report.as_ref().is_some_and(Report::is_verified)
    }

    /// What is to be said about the receipt itself.
    pub fn findings(&self) -> Vec<Finding> {
        let mut out = Vec::new();
        for fault in &self.faults {
            let params = Params::default().word("member", fault.member());
            out.push(Finding::error(fault.code(), params));
        }
        for member in card_data::find(&self.payload, &receipt::is_reference) {
            let params = Params::default().word("member", card_data::mask(&member));
            out.push(Finding::error("card_data", params));
        }
        if let Some(report) = self.report.as_ref().filter(|r| !r.is_verified()) {
            let params = Params::default().word("reason", report.code);
            out.push(Finding::error("lint_not_verified", params));
        }
        self.words_in(&self.payload, "", &mut out);
        if let Some(receipt) = &self.receipt {
            out.extend(self.recognition(receipt));
        }
        out
    }

    /// Free text that says more than the evidence allows.
    fn words_in(&self, object: &Object, path: &str, out: &mut Vec<Finding>) {
        for (name, value) in object.iter() {
            let path = match path {
                "" => name.to_owned(),
                path => format!("{path}.{name}"),
            };
            self.words_at(value, &path, out);
        }
    }

    fn words_at(&self, value: &Value, path: &str, out: &mut Vec<Finding>) {
        match value {
            // Words of the protocol are no free text.
            Value::Text(_) if path == "type" || path == "status" => {}
            Value::Text(text) => {
                if let Some(word) = wording::too_much(text, self.confirmation) {
                    let params = Params::default().word("member", path).word("word", word);
                    out.push(Finding::error("word_in_member", params));
                }
            }
            Value::Object(object) => self.words_in(object, path, out),
            Value::List(list) => {
                for (i, value) in list.iter().enumerate() {
                    self.words_at(value, &format!("{path}[{i}]"), out);
                }
            }
            Value::Null | Value::Bool(_) | Value::Int(_) => {}
        }
    }

    /// What helps somebody to recognise the purchase weeks later, on a bank's list.
    fn recognition(&self, receipt: &Receipt) -> Vec<Finding> {
        let profile = |named: fn(&receipt_verifier::trust::Profile) -> bool| {
            let signers = self.report.iter().flat_map(|r| &r.signers);
            signers.filter_map(|s| s.profile.as_ref()).any(named)
        };
        let merchant = &receipt.merchant;
        let card = receipt.card.as_ref();
        let authorisation = receipt.authorisation.as_ref();
        let referenced = authorisation
            .is_some_and(|a| a.rrn.is_some() || a.arn.is_some() || a.code.is_some())
            || receipt.wallet.is_some();
        let mut out = Vec::new();
        for (is_there, code) in [
            (
                merchant.contact.is_some() || profile(|p| p.contact.is_some()),
                "contact_missing",
            ),
            (
                merchant.statement_descriptor.is_some()
                    || profile(|p| p.statement_descriptor.is_some()),
                "descriptor_missing",
            ),
            (referenced || card.is_none(), "reference_missing"),
            (
                card.is_none_or(|c| c.last4.is_none() || c.pan_kind.is_some()),
                "number_kind_missing",
            ),
        ] {
            if !is_there {
                out.push(Finding::warning(code));
            }
        }
        out
    }
}

/// A JSON draft; nothing where the argument holds something else.
fn draft(name: &str) -> Result<Option<Object>, Failure> {
    if name == "-" {
        return Ok(None);
    }
    if !source::is_file(name) {
        // What looks like a path is one that leads nowhere.
        let path = name.len() < 4_096 && !name.contains(['#', '~']) && name.contains(['/', '.']);
        return match path && name.split('.').count() != 3 && !name.contains("://") {
            true => Err(Failure::coded(
                "file_not_found",
                format_args!("{name}: there is no such file"),
                "check the path",
            )),
            false => Ok(None),
        };
    }
    let text = source::text(&source::read_bytes(name)?);
    if !text.trim_start().starts_with('{') {
        return Ok(None);
    }
    let mut draft = source::read_object(name)?;
    // The key that signs it knows who issues it.
    if draft.get("iss").is_none() {
        draft.set("iss", Value::Text("https://draft.invalid".to_owned()));
    }
    Ok(Some(draft))
}

//! Receipts of a day that never was.

use receipt_verifier::issue::{self, Identity, StatusDraft};
use receipt_verifier::json::{self, Object};
use receipt_verifier::{Dossier, Event, Time};

use super::keys::MERCHANT;
use crate::failure::Failure;
use crate::source;

pub const SHOP_NAME: &str = "演练茶行 Drill Tea";

/// JSON that this program wrote itself.
pub fn object(text: &str) -> Result<Object, Failure> {
    json::parse_object(text.as_bytes(), 12)
        .map_err(|e| Failure::coded(e.code(), e, "report this: the drill's own data is wrong"))
}

#[derive(Clone, Copy)]
pub enum Paid {
    Cash,
    Card,
}

/// A terminal that numbers its receipts and links each to the one before.
pub struct Till {
    identity: Identity,
    previous: Option<String>,
}

impl Till {
    pub fn new(identity: Identity) -> Self {
        Self {
            identity,
            previous: None,
        }
    }

    pub fn sale(
        &mut self,
        counter: u64,
        at: Time,
        amount: u64,
        paid: Paid,
    ) -> Result<Dossier, Failure> {
        let draft = object(&self.draft(counter, at, amount, paid))?;
        let token = issue::receipt(&draft, &self.identity).map_err(|faults| Failure::Refused {
            what: "receipt",
            faults,
        })?;
        let dossier = read(&token)?;
        self.previous = Some(source::receipt_of(&dossier)?.digest().to_previous());
        Ok(dossier)
    }

    fn draft(&self, counter: u64, at: Time, amount: u64, paid: Paid) -> String {
        let terminal = self.identity.terminal.as_deref().unwrap_or_default();
        let previous = self
            .previous
            .as_ref()
            .map_or(String::new(), |p| format!(r#","previous":"{p}""#));
        let (method, authorisation) = match paid {
            Paid::Cash => ("cash", String::new()),
            Paid::Card => (
                "card",
                format!(
                    r#","card":{{"network":"unionpay","last4":"4417","entry_mode":"contactless"}},"authorisation":{{"mode":"online","code":"{:06}","rrn":"{:012}"}}"#,
                    180_000 + counter,
                    632_600_000_000 + counter
                ),
            ),
        };
        format!(
            r#"{{"iat":{},"utc_offset":480,"number":"D-{counter:06}","type":"sale","status":"approved","amount":{amount},"currency":"CNY","merchant":{{"trading_name":"{SHOP_NAME}","id":"{MERCHANT}"}},"terminal":{{"id":"{terminal}","counter":{counter}{previous}}},"tenders":[{{"method":"{method}","amount":{amount}}}]{authorisation}}}"#,
            at.seconds()
        )
    }
}

pub fn read(text: &str) -> Result<Dossier, Failure> {
    Dossier::read(text)
        .map_err(|e| Failure::coded(e.code(), e, "report this: the drill's own data is wrong"))
}

/// With an acquirer's word that it approved.
pub fn approved(dossier: &Dossier, acquirer: &Identity, at: Time) -> Result<Dossier, Failure> {
    let draft = StatusDraft::new(Event::Approved, at, at);
    let token = issue::status(&draft, dossier, acquirer).map_err(|faults| Failure::Refused {
        what: "status",
        faults,
    })?;
    with(dossier, token)
}

pub fn with(dossier: &Dossier, part: String) -> Result<Dossier, Failure> {
    let mut out = read(&dossier.to_text())?;
    out.push(part);
    Ok(out)
}

//! What verifiers say about the drill's receipts: asked of the real pipeline, each time anew.

use receipt_verifier::report::Params;
use receipt_verifier::trust::Pins;
use receipt_verifier::{Level, Outcome, Provenance, Time, TrustStore, verify};

use super::folder::Folder;
use super::script::{Script, View};
use super::world::{DAY, before};
use crate::failure::Failure;

/// One verifier's answer about one receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The code, and what decides how it is to be read: `key_withdrawn`, `acquirer_approved+list_expired`.
    pub says: String,
    pub code: &'static str,
    pub params: Params,
    pub level: Level,
    pub dated_by: Option<&'static str>,
    pub expired: bool,
    /// Where content is shown it is marked as a sample; without that a drill's receipt could be taken for a real one.
    marked: bool,
}

impl Verdict {
    pub fn is(&self, expected: &str) -> bool {
        self.says == expected && self.marked
    }
}

/// A verifier's lists. One that it refuses is one that it does not have.
fn store(view: &View, folder: &Folder) -> Result<TrustStore, Failure> {
    let pins = Pins::parse(folder.read(view.pins)?.as_bytes())
        .map_err(|e| Failure::coded(e.code(), e, "report this: the drill's own pins are wrong"))?;
    let mut store = TrustStore::new();
    for name in view.lists {
        let token = folder.read(name)?;
        let _ = store.add_signed(&token, &pins, Provenance::Pinned, None);
    }
    Ok(store)
}

/// What this verifier says about every receipt of the script; `None` about one that does not exist yet.
pub fn of_view(
    view: &View,
    script: &Script,
    folder: &Folder,
    now: Time,
) -> Result<Vec<Option<Verdict>>, Failure> {
    let store = store(view, folder)?;
    let now = before(now, -view.days * DAY)?;
    Ok(script
        .receipts
        .iter()
        .map(|id| {
            let dossier = folder.read(&dossier_of(id)).ok()?;
            Some(ask(&dossier, &store, now))
        })
        .collect())
}

pub fn dossier_of(id: &str) -> String {
    format!("receipts/{id}.dossier")
}

fn ask(dossier: &str, store: &TrustStore, now: Time) -> Verdict {
    let report = verify(dossier, store, now);
    let verified = report.outcome == Outcome::Verified;
    let dated_by = report
        .checks
        .iter()
        .map(|check| check.code)
        .find(|code| code.starts_with("dated_by_"));
    let expired = report.notes.contains(&"list_expired");
    let mut says = report.code.to_owned();
    for more in dated_by
        .into_iter()
        .chain(expired.then_some("list_expired"))
    {
        says.push('+');
        says.push_str(more);
    }
    Verdict {
        says,
        code: report.code,
        level: report.level,
        dated_by,
        expired,
        marked: !verified || report.notes.contains(&"sample"),
        params: report.params,
    }
}

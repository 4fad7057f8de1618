//! What was given as several inputs, looked at as one: a status, an intent or a second receipt in one of them speaks about the receipt in
//! another. The page joins what is scanned in the same way, so that both answer alike.

use receipt_verifier::{Dossier, Outcome, Report, Time, TrustStore, every_receipt, unreadable};

/// One input: its reports, and the dossier that they are about.
pub struct Given {
    pub reports: Vec<Report>,
    dossier: Option<Dossier>,
}

impl Given {
    pub fn nothing(code: &'static str, store: &TrustStore, now: Time) -> Self {
        Self {
            reports: vec![unreadable(code, store, now)],
            dossier: None,
        }
    }

    /// Of a picture with several codes the one that says most; the first of equals.
    pub fn read(texts: &[String], store: &TrustStore, now: Time) -> Self {
        let each = texts.iter().map(|text| match Dossier::read(text) {
            Ok(dossier) => Self {
                // The ordinary report, then one for each other receipt that verifies.
                reports: every_receipt(&dossier, store, now),
                dossier: Some(dossier),
            },
            Err(e) => Self::nothing(e.code(), store, now),
        });
        each.min_by_key(Self::rank)
            .unwrap_or_else(|| Self::nothing("no_code_in_picture", store, now))
    }

    fn rank(&self) -> u8 {
        match self.reports.first().map(|r| r.outcome) {
            Some(Outcome::Verified) => 0,
            Some(Outcome::UnknownSigner) => 1,
            Some(Outcome::Rejected) => 2,
            _ => 3,
        }
    }
}

/// The reports of all inputs in their order, each with what the other inputs say about it. What doesn't verify stays what it is by itself.
pub fn reports(given: Vec<Given>, store: &TrustStore, now: Time) -> Vec<Report> {
    let joined = match given.len() {
        0 | 1 => Vec::new(),
        _ => joined(&given, store, now),
    };
    let all = given.into_iter().flat_map(|g| g.reports);
    all.map(|report| {
        let together = joined.iter().find(|other| {
            report.outcome == Outcome::Verified
                && report.receipt.is_some()
                && other.receipt.is_some()
                && other.digest == report.digest
        });
        together.cloned().unwrap_or(report)
    })
    .collect()
}

fn joined(given: &[Given], store: &TrustStore, now: Time) -> Vec<Report> {
    let dossiers = given.iter().filter_map(|g| g.dossier.as_ref());
    let parts: Vec<&str> = dossiers.flat_map(Dossier::parts).collect();
    match Dossier::read(&parts.join("~")) {
        Ok(dossier) => every_receipt(&dossier, store, now),
        Err(_) => Vec::new(),
    }
}

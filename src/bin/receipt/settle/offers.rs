//! Which half of a dossier an acceptance means.

use receipt_verifier::sign_off::settlement::{Half, Side};
use receipt_verifier::{Digest, Dossier, Statement, StatementType};

use crate::failure::Failure;

/// The half that `side` may accept: the one that is named, or the only one.
pub fn choose(dossier: &str, side: Side, named: Option<Digest>) -> Result<Digest, Failure> {
    if let Some(named) = named {
        return Ok(named);
    }
    let dossier = Dossier::read(dossier)
        .map_err(|e| Failure::coded(e.code(), "the dossier", "give a receipt with the proposal"))?;
    let statements = dossier
        .parts()
        .filter_map(|part| Statement::parse(part).ok());
    let halves = statements.filter(|s| s.typ() == StatementType::Settlement);
    let offers: Vec<Digest> = halves
        .filter(|s| {
            let half = Half::read(s.payload()).ok();
            half.is_some_and(|h| h.terms().is_some() && h.side != side)
        })
        .map(|s| s.digest())
        .collect();
    match offers.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::coded(
            "settlement_other_half",
            "the other side proposes nothing here",
            "let it sign first: receipt settle propose",
        )),
        several => Err(Failure::Usage(format!(
            "{} proposals are open: name one with --half, as `receipt settle show` prints it",
            several.len()
        ))),
    }
}

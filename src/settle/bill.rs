//! What a statement file adds. Nobody signs it, so it confirms nothing, and it counts only against the interest of whoever supplied it.

use super::answer::{BillWeight, Fact};
use super::case::{Case, Claim, Side};
use super::look::Look as _;
use super::record::{Record, missing, safe};
use super::sight::Sight;
use crate::json::Object;
use crate::money::{Amount, Currency};
use crate::report::{CheckOutcome, Params};

/// Names of payees are shorter.
const LONGEST_NAME: usize = 40;

/// How a file's lines fit one receipt.
pub struct Line<'a> {
    pub supplied_by: Side,
    pub grade: &'a str,
    pub direction: Option<&'a str>,
    pub status: Option<&'a str>,
    pub candidates: i64,
    twins: i64,
    pub line: Option<&'a Object>,
    found: &'a Object,
}

impl<'a> Line<'a> {
    /// Exactly one line, and more than amount and day.
    pub fn is_good(&self) -> bool {
        matches!(self.grade, "G1" | "G2" | "G3")
            && self.candidates <= 1
            && self.line.is_some()
            && !matches!(self.status, Some("closed" | "pending"))
            && !self.differs("amount")
            && !self.differs("currency")
    }

    /// Whether it is this receipt's line in all that can be compared: only such a line is held against anybody.
    fn is_plain(&self) -> bool {
        self.is_good() && !self.differs("name") && !self.differs("date") && !self.differs("last4")
    }

    /// How many further lines would fit as well, or look the same.
    pub fn alike(&self) -> i64 {
        let others = self.candidates.saturating_sub(1).max(self.twins);
        others.clamp(0, 1_000_000)
    }

    pub fn matched(&self, field: &str) -> bool {
        self.found.texts("matched").contains(&field)
    }

    pub fn differs(&self, field: &str) -> bool {
        self.found.texts("differs").contains(&field)
    }

    pub fn amount(&self) -> Option<i64> {
        self.line?.int("amount").filter(|n| *n >= 0)
    }

    /// The payee as the file names it: anybody's text, so no longer than a name.
    pub fn name(&self) -> Option<String> {
        let name: String = self
            .line?
            .text("name")?
            .chars()
            .take(LONGEST_NAME)
            // Sentences put it between quotes of this kind, and it must not end them.
            .map(|c| if matches!(c, '“' | '”') { '"' } else { c })
            .collect();
        Some(safe(name.trim())).filter(|n| !n.is_empty())
    }

    /// The amount in the line's own currency.
    fn amount_text(&self, record: &Record) -> String {
        let currency = self.line.and_then(|l| l.text("currency"));
        let currency = currency.and_then(Currency::from_code).or(record.currency());
        let amount = self.amount().and_then(Amount::from_minor);
        amount
            .zip(currency)
            .map_or_else(missing, |(a, c)| a.to_text(c))
    }

    pub fn date(&self) -> Option<&'a str> {
        self.line?.text("date")
    }

    pub fn row(&self) -> Option<i64> {
        self.line?.int("row")
    }

    fn covers(&self, name: &str) -> bool {
        let coverage = self.found.object("coverage");
        coverage.and_then(|c| c.flag(name)) == Some(true)
    }

    fn coverage(&self, name: &str) -> String {
        let coverage = self.found.object("coverage");
        let day = coverage.and_then(|c| c.text(name));
        day.map_or_else(missing, safe)
    }
}

/// The file's word about a receipt. One for another digest is not taken.
pub fn line<'a>(case: &'a Case<'a>, record: Option<&Record>) -> Option<Line<'a>> {
    let bill = case.bill.as_ref()?;
    let record = record.filter(|r| r.is_verified())?;
    let digest = record.digest();
    let mut matches = bill.matches.iter();
    let found = matches.find(|m| digest.is_some() && m.text("digest") == digest)?;
    Some(Line {
        supplied_by: bill.supplied_by,
        grade: found.text("grade").unwrap_or("none"),
        direction: found.text("direction"),
        status: found.text("status"),
        candidates: found.int("candidates").unwrap_or(0),
        twins: found.int("twins").unwrap_or(0).max(0),
        line: found.object("line"),
        found,
    })
}

/// Whom a line speaks against, when it is what it looks like: who says that no money went is contradicted by money that went.
fn against(claim: Claim, line: &Line) -> Option<Side> {
    use Claim::{
        ChargedTwice, Complaint, NeverPaid, NoRefund, NotMyCard, PaidNotReceived, ThoughtItFailed,
        UnknownShop, WrongAmount,
    };
    let side = line.supplied_by;
    match (claim, side, line.direction) {
        (
            NeverPaid | ThoughtItFailed | NotMyCard | UnknownShop | WrongAmount,
            Side::Customer,
            Some("debit"),
        )
        | (NoRefund, Side::Customer, Some("credit"))
        | (PaidNotReceived, Side::Merchant, Some("credit")) => Some(side),
        (ChargedTwice, Side::Merchant, Some("credit")) if line.alike() > 0 => Some(side),
        (ChargedTwice | Complaint, ..) => None,
        _ => None,
    }
}

/// What the file is worth in this claim. Only beside an acquirer's word does a line lift the level.
pub fn weigh(sight: &Sight, is_vouched: bool) -> Option<BillWeight> {
    let supplied_by = sight.case.bill.as_ref()?.supplied_by;
    let line = sight.line.as_ref();
    let against = line
        .filter(|l| l.is_plain())
        .and_then(|l| against(sight.case.claim, l));
    let texts = |name: &str| -> Vec<String> {
        let names = line.map(|l| l.found.texts(name)).unwrap_or_default();
        names.into_iter().take(16).map(safe).collect()
    };
    Some(BillWeight {
        grade: safe(line.map_or("none", |l| l.grade)),
        supplied_by: supplied_by.as_str(),
        counts: against.is_some() && is_vouched,
        against: against.map(Side::as_str),
        matched: texts("matched"),
        differs: texts("differs"),
        row: line.and_then(Line::row),
    })
}

/// What the file shows, in words.
pub fn facts(sight: &Sight, weight: Option<&BillWeight>, out: &mut Vec<Fact>) {
    if sight.case.told_of_bill {
        out.push(fact("bill_told", CheckOutcome::Info, Params::default()));
    }
    let (Some(weight), Some(line), Some(record)) = (weight, &sight.line, sight.subject()) else {
        return;
    };
    let mut params = Params::default()
        .word("supplied_by", weight.supplied_by)
        .word("from", line.coverage("from"))
        .word("to", line.coverage("to"));
    params = params
        .word(
            "row",
            line.row().map_or_else(missing, |row| row.to_string()),
        )
        .word("date", line.date().map_or_else(missing, safe))
        .word("name", line.name().unwrap_or_else(missing))
        .word("amount", line.amount_text(record));
    let sure = sight.case.bill.as_ref().is_none_or(|b| b.sure);
    let dated = line.coverage("from") != missing();
    let (code, outcome) = match line.grade {
        "G1" | "G2" | "G3" | "G4" if line.status == Some("closed") => {
            ("bill_line_closed", CheckOutcome::Info)
        }
        "G1" | "G2" | "G3" if line.differs("amount") || line.differs("currency") => {
            ("bill_line_differs", CheckOutcome::Conflict)
        }
        "G1" | "G2" | "G3" if weight.against.is_some() => ("bill_line_counts", CheckOutcome::Pass),
        "G1" | "G2" | "G3" if line.candidates <= 1 => ("bill_line", CheckOutcome::Info),
        "G4" => ("bill_line_weak", CheckOutcome::Info),
        "ambiguous" | "G1" | "G2" | "G3" => ("bill_ambiguous", CheckOutcome::Info),
        _ if !sure => ("bill_columns_unsure", CheckOutcome::Warn),
        _ if !dated => ("bill_without_lines", CheckOutcome::Warn),
        _ if line.covers("covers") && !line.covers("open") => ("bill_none", CheckOutcome::Info),
        _ if line.covers("open") => ("bill_open", CheckOutcome::Info),
        _ => ("bill_elsewhere", CheckOutcome::Info),
    };
    out.push(fact(code, outcome, params.clone()));
    if line.differs("name") && matches!(line.grade, "G1" | "G2") {
        let params = params.clone().word("shop", record.shop());
        out.push(fact("bill_other_name", CheckOutcome::Warn, params));
    }
    pair(sight, record, out);
    match line.status {
        Some("refunded") => out.push(fact("bill_refunded", CheckOutcome::Info, params.clone())),
        Some("part_refunded") => {
            out.push(fact(
                "bill_part_refunded",
                CheckOutcome::Info,
                params.clone(),
            ));
        }
        Some("pending") => out.push(fact("bill_pending", CheckOutcome::Info, params.clone())),
        _ => {}
    }
    if line.alike() > 0 {
        let params = params.number("count", line.alike() + 1);
        out.push(fact("bill_twins", CheckOutcome::Warn, params));
    }
}

/// Two receipts, and how many lines the file has for them.
fn pair(sight: &Sight, record: &Record, out: &mut Vec<Fact>) {
    if sight.case.claim != Claim::ChargedTwice {
        return;
    }
    let Some(other) = super::claim::nearest(sight, record) else {
        return;
    };
    let (Some(a), Some(b)) = (&sight.line, line(sight.case, Some(other))) else {
        return;
    };
    let code = match (a.row(), b.row()) {
        (Some(x), Some(y)) if a.is_good() && b.is_good() && x != y => "bill_two_lines",
        (Some(x), Some(y)) if x == y && a.candidates == 1 && b.candidates == 1 => "bill_one_line",
        _ if a.grade == "ambiguous" && b.grade == "ambiguous" && a.candidates == 2 => {
            "bill_two_lines"
        }
        _ if a.is_good() && b.grade == "none" && b.covers("covers") && !b.covers("open") => {
            "bill_one_line"
        }
        _ => return,
    };
    out.push(fact(code, CheckOutcome::Info, Params::default()));
}

fn fact(code: &'static str, outcome: CheckOutcome, params: Params) -> Fact {
    Fact {
        code,
        outcome,
        params,
    }
}

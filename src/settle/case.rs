//! The case: a claim, the reports it is about, and what people answered. Whoever wrote it, it is read strictly and within bounds.

use super::look::Look as _;
use super::record::Record;
use crate::json::{self, JsonError, Object, Value};
use crate::time::Time;
use crate::vocabulary::words;

/// Reports are a few kilobytes each.
const MAX_BYTES: usize = 8 << 20;
const MAX_DEPTH: usize = 16;
pub const MAX_REPORTS: usize = 32;

words! {
    /// The sentence in dispute.
    Claim {
        NeverPaid = "never_paid", ThoughtItFailed = "thought_it_failed", PaidNotReceived = "paid_not_received",
        WrongAmount = "wrong_amount", ChargedTwice = "charged_twice", NoRefund = "no_refund", NotMyCard = "not_my_card",
        UnknownShop = "unknown_shop", Complaint = "complaint",
    }
}

words! {
    /// One of the two people.
    Side { Customer = "customer", Merchant = "merchant", Unknown = "unknown" }
}

words! { PaidWith { Phone = "phone", Plastic = "plastic", Code = "code", Cash = "cash" } }
words! { BankShows { Nothing = "nothing", Pending = "pending", Posted = "posted", Twice = "twice" } }
words! { CardState { WithMe = "with_me", Lost = "lost", Stolen = "stolen", Lent = "lent" } }
words! { ProofSeen { OwnApp = "own_app", Screenshot = "screenshot", Nothing = "nothing" } }
words! { RefundKind { Promised = "promised", Slip = "slip", Void = "void" } }

/// Why a case cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    #[error("not strict JSON: {0}")]
    Json(JsonError),
    #[error("the case is larger than any reports make it")]
    TooLarge,
    #[error("more reports than one dispute has")]
    TooManyReports,
    #[error("not one of the claims")]
    ClaimUnknown,
    #[error("a member of the case is missing or not of its kind")]
    CaseInvalid,
    #[error("an answer is none of those that were asked for")]
    AnswerInvalid,
}

impl CaseError {
    pub fn code(self) -> &'static str {
        match self {
            Self::Json(e) => e.code(),
            Self::TooLarge => "case_too_large",
            Self::TooManyReports => "too_many_reports",
            Self::ClaimUnknown => "claim_unknown",
            Self::CaseInvalid => "case_invalid",
            Self::AnswerInvalid => "answer_invalid",
        }
    }
}

/// What people answered. None of it is signed, so none of it confirms anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    pub last4: Option<String>,
    pub paid_with: Option<PaidWith>,
    pub amount: Option<i64>,
    pub bank_shows: Option<BankShows>,
    pub card_state: Option<CardState>,
    pub lured: Option<bool>,
    pub proof_seen: Option<ProofSeen>,
    pub refund_kind: Option<RefundKind>,
    pub days: Option<i64>,
}

impl Answers {
    pub fn read(object: &Object) -> Result<Self, CaseError> {
        let mut answers = Self::default();
        for (name, value) in object.iter() {
            match value {
                Value::Null => {}
                Value::Text(text) => answers.set(name, text)?,
                Value::Int(number) if matches!(name, "amount" | "days") => {
                    answers.set(name, &number.to_string())?;
                }
                Value::Bool(flag) if name == "lured" => answers.lured = Some(*flag),
                _ => return Err(CaseError::AnswerInvalid),
            }
        }
        Ok(answers)
    }

    /// Takes one answer as a command line or a link spells it. Names that this version does not ask for change nothing.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), CaseError> {
        let number = |max: i64| value.parse().ok().filter(|n| (0..=max).contains(n));
        let known = match name {
            "last4" => {
                let sound = value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit());
                self.last4 = sound.then(|| value.to_owned());
                sound
            }
            "paid_with" => set(&mut self.paid_with, PaidWith::from_word(value)),
            "amount" => set(&mut self.amount, number(json::MAX_INTEGER)),
            "bank_shows" => set(&mut self.bank_shows, BankShows::from_word(value)),
            "card_state" => set(&mut self.card_state, CardState::from_word(value)),
            "lured" => set(
                &mut self.lured,
                match value {
                    "true" => Some(true),
                    "false" => Some(false),
                    _ => None,
                },
            ),
            "proof_seen" => set(&mut self.proof_seen, ProofSeen::from_word(value)),
            "refund_kind" => set(&mut self.refund_kind, RefundKind::from_word(value)),
            "days" => set(&mut self.days, number(3_660)),
            _ => true,
        };
        if known {
            Ok(())
        } else {
            Err(CaseError::AnswerInvalid)
        }
    }

    /// The answers that were given, by name, as links spell them.
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let words = [
            ("last4", self.last4.clone()),
            ("paid_with", self.paid_with.map(|v| v.as_str().to_owned())),
            ("amount", self.amount.map(|n| n.to_string())),
            ("bank_shows", self.bank_shows.map(|v| v.as_str().to_owned())),
            ("card_state", self.card_state.map(|v| v.as_str().to_owned())),
            ("lured", self.lured.map(|v| v.to_string())),
            ("proof_seen", self.proof_seen.map(|v| v.as_str().to_owned())),
            (
                "refund_kind",
                self.refund_kind.map(|v| v.as_str().to_owned()),
            ),
            ("days", self.days.map(|n| n.to_string())),
        ];
        let given = words.into_iter();
        given
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    *slot = value;
    slot.is_some()
}

/// A statement file as far as it was compared: what `Bill` found for each report.
pub struct BillSeen<'a> {
    pub supplied_by: Side,
    /// Whether anybody knows which of its columns holds what.
    pub sure: bool,
    pub matches: Vec<&'a Object>,
}

pub struct Case<'a> {
    pub claim: Claim,
    pub now: Time,
    pub records: Vec<Record<'a>>,
    /// Reports that told of a receipt that another had told of already.
    pub copies: usize,
    pub answers: Answers,
    pub bill: Option<BillSeen<'a>>,
    /// On another phone a statement file was compared. Here nobody saw it.
    pub told_of_bill: bool,
}

/// The strict JSON of a case.
pub fn parse(text: &str) -> Result<Object, CaseError> {
    if text.len() > MAX_BYTES {
        return Err(CaseError::TooLarge);
    }
    json::parse_object(text.as_bytes(), MAX_DEPTH).map_err(CaseError::Json)
}

impl<'a> Case<'a> {
    pub fn read(object: &'a Object) -> Result<Self, CaseError> {
        let claim = object
            .text("claim")
            .and_then(Claim::from_word)
            .ok_or(CaseError::ClaimUnknown)?;
        let now = object
            .int("now")
            .and_then(|n| u64::try_from(n).ok())
            .and_then(Time::from_seconds)
            .ok_or(CaseError::CaseInvalid)?;
        let answers = match inner(object, "answers")? {
            Some(answers) => Answers::read(answers)?,
            None => Answers::default(),
        };
        let bill = inner(object, "bill")?.map(|bill| BillSeen {
            supplied_by: bill
                .text("supplied_by")
                .and_then(Side::from_word)
                .unwrap_or(Side::Unknown),
            sure: bill
                .object("facts")
                .and_then(|f| f.object("columns"))
                .and_then(|c| c.flag("sure"))
                != Some(false),
            matches: bill.objects("matches"),
        });
        let told = inner(object, "told")?.and_then(|told| told.flag("bill"));
        let (records, copies) = records(object)?;
        Ok(Self {
            claim,
            now,
            records,
            copies,
            answers,
            bill,
            told_of_bill: told == Some(true),
        })
    }

    /// The receipt in dispute.
    pub fn subject(&self) -> Option<&Record<'a>> {
        self.records.first()
    }
}

/// A member that is an object, or that is not there.
fn inner<'a>(object: &'a Object, name: &str) -> Result<Option<&'a Object>, CaseError> {
    match object.get(name) {
        Some(Value::Object(inner)) => Ok(Some(inner)),
        None | Some(Value::Null) => Ok(None),
        Some(_) => Err(CaseError::CaseInvalid),
    }
}

/// Each receipt once: two codes of one slip are one receipt, and how often it came is told apart.
fn records(object: &Object) -> Result<(Vec<Record<'_>>, usize), CaseError> {
    let reports = match object.get("reports") {
        Some(Value::List(reports)) => reports,
        None | Some(Value::Null) => return Ok((Vec::new(), 0)),
        Some(_) => return Err(CaseError::CaseInvalid),
    };
    if reports.len() > MAX_REPORTS {
        return Err(CaseError::TooManyReports);
    }
    let mut records: Vec<Record> = Vec::new();
    let mut copies = 0;
    for (index, report) in reports.iter().enumerate() {
        let Value::Object(report) = report else {
            return Err(CaseError::CaseInvalid);
        };
        let record = Record::new(report, index);
        let digest = record.digest();
        let same = records
            .iter_mut()
            .find(|r| digest.is_some() && r.digest() == digest);
        match same {
            // Two copies of one receipt may come with other statements about it: the one that tells more is read.
            Some(old) => {
                copies += 1;
                if record.events().len() > old.events().len() {
                    *old = record;
                }
            }
            None => records.push(record),
        }
    }
    Ok((records, copies))
}

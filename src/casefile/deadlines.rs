//! By when. No figure here binds anybody: each comes from a source that is named, sources that contradict each other stand side by side, and every
//! sentence about them sends its reader to the acquirer or the bank (docs/CASE-FILE.md lists the sources).

use super::{CaseFileError, known};
use crate::bill::day::Day;
use crate::json::{self, Object, ToJson, Writer};
use crate::settle::Claim;
use crate::settle::look::Look as _;
use crate::vocabulary::words;

words! {
    /// What has its date.
    DeadlineCode {
        BillingError = "billing_error", VisaDispute = "visa_dispute", MastercardDispute = "mastercard_dispute", UnionpayRetrieval = "unionpay_retrieval",
        KeepSlip = "keep_slip", KeepReceipt = "keep_receipt", SettlementDue = "settlement_due", Told = "told",
    }
}

words! {
    /// Who says so.
    DeadlineSource {
        RegulationsEZ = "regulations_e_z", VisaIntroductions = "visa_introductions", UnconfirmedPage = "unconfirmed_page",
        UnconfirmedPageBefore = "unconfirmed_page_before", AcquirerFaq = "acquirer_faq", TrainingPage = "training_page",
        ProcessorDocumentation = "processor_documentation", MerchantAgreement = "merchant_agreement", PracticeAdvice = "practice_advice",
        OwnHabit = "own_habit", Settlement = "settlement", Acquirer = "acquirer", Bank = "bank", Wallet = "wallet",
    }
}

/// A day and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub code: DeadlineCode,
    pub day: Day,
    pub source: DeadlineSource,
}

impl Deadline {
    pub(super) fn read(object: &Object) -> Result<Self, CaseFileError> {
        known(object, &["code", "date", "source"])?;
        let word = |name: &str| object.text(name).unwrap_or_default();
        let found = || {
            Some(Self {
                code: DeadlineCode::from_word(word("code"))?,
                day: day(word("date"))?,
                source: DeadlineSource::from_word(word("source"))?,
            })
        };
        found().ok_or(CaseFileError::Invalid)
    }
}

impl ToJson for Deadline {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("code", &self.code);
            out.member("date", &self.day.to_text());
            out.member("source", &self.source);
        });
    }
}

/// `2026-11-22` and no other spelling.
pub(super) fn day(text: &str) -> Option<Day> {
    let mut numbers = text.splitn(3, '-').map(|n| n.parse::<u16>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let day = Day::new(year.into(), month.into(), day.into())?;
    (day.to_text() == text).then_some(day)
}

/// What has its date in a dispute about this receipt, by a report of it; earliest first. Nothing where the receipt did not verify: its day is not known.
pub fn deadlines(claim: Option<Claim>, report: &Object) -> Vec<Deadline> {
    let Some(bought) = bought(report) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut days = |code, days, source| {
        out.push(Deadline {
            code,
            day: bought.plus(days),
            source,
        })
    };
    let receipt = report.object("receipt");
    let network = receipt
        .and_then(|r| r.object("card"))
        .and_then(|c| c.text("network"));
    let currency = receipt.and_then(|r| r.text("currency"));
    match network {
        Some("visa") => days(
            DeadlineCode::VisaDispute,
            120,
            DeadlineSource::VisaIntroductions,
        ),
        // The one figure that was found is about this family of reasons.
        Some("mastercard") if matches!(claim, Some(Claim::WrongAmount | Claim::ChargedTwice)) => {
            days(
                DeadlineCode::MastercardDispute,
                90,
                DeadlineSource::UnconfirmedPage,
            );
            days(
                DeadlineCode::MastercardDispute,
                120,
                DeadlineSource::UnconfirmedPageBefore,
            );
        }
        Some("unionpay") => days(
            DeadlineCode::UnionpayRetrieval,
            120,
            DeadlineSource::TrainingPage,
        ),
        _ => {}
    }
    // Counted from the statement that shows the line, which comes later than the receipt: so this day is on the safe side.
    if currency == Some("USD") && country(report) != Some("CN") {
        days(
            DeadlineCode::BillingError,
            60,
            DeadlineSource::RegulationsEZ,
        );
    }
    let mut months = |code, months, source| {
        out.push(Deadline {
            code,
            day: later(bought, months),
            source,
        })
    };
    match network {
        Some("unionpay") => {
            months(
                DeadlineCode::UnionpayRetrieval,
                12,
                DeadlineSource::AcquirerFaq,
            );
            months(
                DeadlineCode::KeepSlip,
                12,
                DeadlineSource::MerchantAgreement,
            );
            months(DeadlineCode::KeepSlip, 24, DeadlineSource::PracticeAdvice);
        }
        Some("visa" | "mastercard") => months(
            DeadlineCode::KeepSlip,
            13,
            DeadlineSource::ProcessorDocumentation,
        ),
        _ => {}
    }
    months(DeadlineCode::KeepReceipt, 13, DeadlineSource::OwnHabit);
    out.extend(due(report));
    out.sort_by_key(|d| (d.day, d.code, d.source));
    out
}

/// The same for a claim's word, which may be empty, and a report's JSON: a JSON array.
pub fn deadlines_json(claim: &str, report: &str) -> Result<String, CaseFileError> {
    let report = json::parse_object(report.as_bytes(), 16).map_err(CaseFileError::Json)?;
    Ok(json::to_text(&deadlines(Claim::from_word(claim), &report)))
}

/// What both sides signed that it shall be done by then.
fn due(report: &Object) -> Option<Deadline> {
    let agreed = report.objects("settlements");
    let due = agreed
        .iter()
        .filter(|s| {
            s.text("state") == Some("agreed")
                && !["first", "second"].iter().any(|half| is_own(s, half))
        })
        .filter_map(|s| s.int("due"))
        .min()?;
    Some(Deadline {
        code: DeadlineCode::SettlementDue,
        day: local(report, due)?,
        source: DeadlineSource::Settlement,
    })
}

/// This device's own key binds nobody but its holder.
fn is_own(settlement: &Object, half: &str) -> bool {
    settlement.object(half).and_then(|h| h.text("bound")) == Some("own")
}

/// The receipt's own day, where it was issued.
fn bought(report: &Object) -> Option<Day> {
    // A withdrawn key may have dated it as somebody liked.
    if report.text("outcome") != Some("verified") || report.text("code") == Some("key_withdrawn") {
        return None;
    }
    local(report, report.object("receipt")?.int("iat")?)
}

fn local(report: &Object, at: i64) -> Option<Day> {
    let offset = report
        .object("receipt")?
        .int("utc_offset")
        .unwrap_or(0)
        .clamp(-720, 840);
    (0..=super::LATEST)
        .contains(&at)
        .then(|| Day::from_seconds(at + offset * 60))
}

fn country(report: &Object) -> Option<&str> {
    let signers = report.objects("signers");
    let shop = signers
        .iter()
        .find(|s| matches!(s.text("role"), Some("terminal" | "merchant")));
    shop.copied()
        .and_then(|s| s.object("profile"))
        .and_then(|p| p.text("country"))
}

/// The same day of a later month, or that month's last.
fn later(day: Day, months: u32) -> Day {
    let text = day.to_text();
    let mut numbers = text.split('-').map(|n| n.parse::<u32>().unwrap_or(1));
    let (year, month, of_month) = (
        numbers.next().unwrap_or(1970),
        numbers.next().unwrap_or(1),
        numbers.next().unwrap_or(1),
    );
    let count = year * 12 + month - 1 + months;
    let (year, month) = ((count / 12).cast_signed(), count % 12 + 1);
    let found = (1..=of_month).rev().find_map(|d| Day::new(year, month, d));
    found.unwrap_or(day)
}

//! A list held against what the bundle has.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Element, Presence, Profile, Source};
use crate::bundle::parts::Parts;
use crate::bundle::said;
use crate::bundle::words::Words;
use crate::json::{Object, Value, Writer, members};
use crate::settle::look::Look as _;
use crate::vocabulary::words;

words! {
    State { Present = "present", Missing = "missing", Attach = "attach", NotApplicable = "not_applicable" }
}

/// One element, looked for.
#[derive(Debug, Clone)]
pub struct Checked {
    pub code: &'static str,
    pub source: &'static str,
    pub required: bool,
    pub state: State,
    pub value: Option<String>,
}

members!(member Checked { code, source, required, state, value });

/// A whole list, looked for.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub profile: &'static str,
    /// `None` where nothing tells whether the card was there.
    pub applies: Option<bool>,
    pub elements: Vec<Checked>,
    pub warnings: Vec<&'static str>,
    /// The card network that the receipt names.
    pub network: Option<String>,
    pub never: &'static [&'static str],
    /// Characters of the texts together, where somebody limits them.
    pub text_length: Option<usize>,
}

impl Sheet {
    pub fn write_members(&self, out: &mut Writer) {
        out.member("version", &1_u64);
        out.member("profile", &self.profile);
        out.member("applies", &self.applies);
        out.member("network", &self.network);
        out.member("elements", &self.elements);
        out.member("warnings", &self.warnings);
        out.member("never", &self.never.to_vec());
        out.member("text_length", &self.text_length);
    }

    /// What the sentences of its warnings need.
    pub fn params(&self) -> Object {
        let mut params = Object::default();
        if let Some(network) = &self.network {
            params.set("network", Value::Text(network.clone()));
        }
        params
    }
}

pub fn sheet(profile: &'static Profile, parts: &Parts, words: &Words) -> Sheet {
    let first = parts.reports.first();
    let verified = first.filter(|r| r.text("outcome") == Some("verified"));
    let receipt = verified.and_then(|r| r.object("receipt"));
    let applies = applies(profile.applies_to, receipt);
    let sight = Sight {
        parts,
        words,
        report: verified,
        receipt,
    };
    let elements = profile.elements.iter();
    let elements = elements.map(|e| match applies {
        Some(false) => Checked {
            state: State::NotApplicable,
            value: None,
            ..sight.checked(e)
        },
        _ => sight.checked(e),
    });
    let mut warnings = profile.warnings.to_vec();
    match applies {
        Some(false) => warnings.insert(0, "other_presence"),
        None => warnings.insert(0, "presence_unknown"),
        Some(true) => {}
    }
    let network = receipt.and_then(|r| r.object("card")?.text("network"));
    if network.is_some_and(|named| profile.network.is_some_and(|wanted| wanted != named)) {
        warnings.insert(0, "other_network");
    }
    if verified.is_none() {
        warnings.insert(0, "receipt_unverified");
    }
    Sheet {
        profile: profile.name,
        applies,
        elements: elements.collect(),
        warnings,
        network: network.map(str::to_owned),
        never: profile.never,
        text_length: None,
    }
}

fn applies(wanted: Presence, receipt: Option<&Object>) -> Option<bool> {
    let mode = receipt
        .and_then(|r| r.object("card"))
        .and_then(|c| c.text("entry_mode"));
    match (wanted, mode) {
        (Presence::Any, _) => Some(true),
        (_, None) => None,
        (Presence::CardPresent, Some(mode)) => Some(matches!(
            mode,
            "chip" | "contactless" | "magstripe" | "fallback"
        )),
        (Presence::CardAbsent, Some(mode)) => Some(matches!(mode, "ecom" | "manual")),
    }
}

struct Sight<'a> {
    parts: &'a Parts,
    words: &'a Words,
    report: Option<&'a Object>,
    receipt: Option<&'a Object>,
}

impl Sight<'_> {
    fn checked(&self, element: &Element) -> Checked {
        let said = self.parts.profile_answers.text(element.code);
        let (state, value) = match element.source {
            Source::Attach(kinds) => {
                let files = self.parts.attachments.iter();
                let names: Vec<&str> = files
                    .filter(|file| kinds.contains(&file.kind))
                    .map(|file| file.name.as_str())
                    .collect();
                let value = said.map(str::to_owned);
                let named = (!names.is_empty()).then(|| names.join(", "));
                (State::Attach, value.or(named))
            }
            source => match self.value(source).or(said.map(str::to_owned)) {
                Some(value) => (State::Present, Some(value)),
                None => (State::Missing, None),
            },
        };
        Checked {
            code: element.code,
            source: element.source.word(),
            required: element.required,
            state,
            value,
        }
    }

    fn value(&self, source: Source) -> Option<String> {
        let receipt = self.receipt;
        let in_card = |name: &str| receipt?.object("card")?.text(name);
        let in_result = |name: &str| receipt?.object("authorisation")?.text(name);
        let own = |text: &str| text.to_owned();
        match source {
            Source::Date => said::issued(receipt?).map(|t| own(t.get(..10).unwrap_or_default())),
            Source::Clock => said::issued(receipt?).map(|t| own(t.get(11..).unwrap_or_default())),
            Source::Amount => said::amount(receipt?, receipt?.int("amount")?),
            Source::Kind => Some(self.words.value("type", receipt?.text("type")?)),
            Source::Number => receipt?.text("number").map(own),
            Source::Shop => self.shop(),
            Source::Merchant => {
                let id = receipt?.object("merchant")?.text("id")?;
                Some(format!("{} · {id}", self.shop()?))
            }
            Source::Terminal => receipt?.object("terminal")?.text("id").map(own),
            Source::Last4 => in_card("last4").map(|last4| format!("••••{last4}")),
            Source::EntryMode => {
                in_card("entry_mode").map(|mode| self.words.value("entry_mode", mode))
            }
            Source::Cvm => in_card("cvm").map(|cvm| self.words.value("cvm", cvm)),
            Source::ChipRecord => {
                let names = ["aid", "cryptogram"];
                let found: Vec<&str> = names.iter().filter_map(|name| in_card(name)).collect();
                (!found.is_empty()).then(|| found.join(" · "))
            }
            Source::AuthorisationCode => in_result("code").map(own),
            Source::Reference => in_result("rrn").map(own),
            Source::Arn => in_result("arn").map(own).or_else(|| self.arn()),
            Source::Items => self.items(),
            Source::Tip => said::amount(receipt?, receipt?.int("tip")?),
            Source::Tenders => self.tenders(),
            Source::Intent => {
                let intent = self.report?.object("intent")?;
                said::amount(intent, intent.int("amount")?)
            }
            Source::Approved => self.stated(&["approved", "captured"]),
            Source::Captured => self.stated(&["captured"]),
            Source::RefundStated => self.stated(&["refund_issued", "refund_posted"]),
            Source::SecondReceipt => self.other(|_| true),
            Source::RefundReceipt => {
                self.other(|kind| matches!(kind, "refund" | "void" | "correction"))
            }
            Source::Acknowledgement => self.acknowledgement(),
            Source::Settlement => self.settlement(),
            Source::Line => self.line(),
            Source::Answer => {
                let answer = self.parts.answer.as_ref()?;
                Some(said::answer_title(answer, self.words))
            }
            Source::Attach(_) | Source::Say => None,
        }
    }

    /// By the name that its list gives it.
    fn shop(&self) -> Option<String> {
        let signers = self.report?.objects("signers");
        let name = signers.first().and_then(|s| s.text("name"));
        name.map(str::to_owned)
    }

    fn arn(&self) -> Option<String> {
        let statuses = self.report?.objects("statuses");
        let mut found = statuses.iter().filter(|s| s.flag("counts") == Some(true));
        found.find_map(|s| s.text("arn")).map(str::to_owned)
    }

    fn items(&self) -> Option<String> {
        let items = self.receipt?.objects("items");
        let names: Vec<&str> = items.iter().filter_map(|item| item.text("name")).collect();
        (!names.is_empty()).then(|| names.join("; "))
    }

    fn tenders(&self) -> Option<String> {
        let receipt = self.receipt?;
        let tenders = receipt.objects("tenders");
        let shown: Vec<String> = tenders
            .iter()
            .filter_map(|tender| {
                let method = self.words.value("method", tender.text("method")?);
                let amount = said::amount(receipt, tender.int("amount")?)?;
                Some(format!("{method} {amount}"))
            })
            .collect();
        (!shown.is_empty()).then(|| shown.join(" · "))
    }

    fn stated(&self, events: &[&str]) -> Option<String> {
        let statuses = self.report?.objects("statuses");
        let status = statuses.into_iter().rev().find(|status| {
            status.flag("counts") == Some(true)
                && status.text("event").is_some_and(|e| events.contains(&e))
        })?;
        let event = self.words.value("event", status.text("event")?);
        let amount = said::amount(status, status.int("amount")?)?;
        Some(format!("{}: {event} {amount}", status.text("name")?))
    }

    /// Another receipt that verified.
    fn other(&self, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
        let own = self.report?.text("digest")?;
        let found = self.parts.reports.iter().find(|report| {
            report.text("outcome") == Some("verified")
                && report.text("digest").is_some_and(|digest| digest != own)
                && report.text("type").is_some_and(&is_wanted)
        })?;
        let receipt = found.object("receipt")?;
        let amount = said::amount(receipt, receipt.int("amount")?)?;
        Some(format!("{} · {amount}", receipt.text("number")?))
    }

    /// Answers of keys that somebody independent ties to this payment: all of them, denials too. What others sign is no customer's answer.
    fn acknowledgement(&self) -> Option<String> {
        let all = self.report?.objects("acknowledgements");
        let shown: Vec<String> = all
            .iter()
            .filter(|ack| said::is_identified(ack))
            .filter_map(|ack| {
                let verdict = format!("ack.{}", ack.text("verdict")?);
                let tied = format!("ack_tied.{}", ack.text("tied")?);
                let verdict = self.words.plain(&verdict).to_owned();
                Some(format!("{verdict} {}", self.words.plain(&tied)))
            })
            .collect();
        (!shown.is_empty()).then(|| shown.join("\n"))
    }

    /// What both sides signed, and nothing less.
    fn settlement(&self) -> Option<String> {
        let all = self.report?.objects("settlements");
        let agreed = all
            .iter()
            .rev()
            .find(|s| s.text("state") == Some("agreed"))?;
        let mut params = Object::default();
        let remedy = Value::Text(agreed.text("remedy")?.to_owned());
        params.set("remedy", remedy);
        let remedy = self.words.told("settlement_term.remedy", &params);
        Some(format!(
            "{} {remedy}",
            self.words.plain("settlement.agreed")
        ))
    }

    fn line(&self) -> Option<String> {
        let line = self.parts.line.as_ref()?;
        let found = line.objects("matches");
        let shown = found.first()?.object("line")?;
        let amount = shown.int("amount").and_then(|n| said::amount(shown, n));
        let date = shown.text("date").unwrap_or_default();
        Some(format!("{date} · {}", amount.unwrap_or_default()))
    }
}

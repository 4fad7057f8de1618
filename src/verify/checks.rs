//! Things examined on the receipt itself. Each has a stable code; none of them lifts a level.

use alloc::string::String;
use alloc::vec::Vec;

use super::history::CLOCK_TOLERANCE;
use super::{Context, Subject};
use crate::card_data;
use crate::json::{Object, Value};
use crate::receipt;
use crate::report::{Check, CheckOutcome, Params};
use crate::text;
use crate::vocabulary::{EntryMode, PanKind, Provenance};

/// More names than this are counted, not listed.
const MAX_NAMES: usize = 8;

/// `payload` is the receipt's own, with the items in it that travel beside it.
pub fn of_receipt(subject: &Subject, payload: &Object, context: &Context) -> Vec<Check> {
    let receipt = &subject.receipt;
    let mut out = Checks(Vec::new());
    out.add("signature", CheckOutcome::Pass, Params::default());
    out.add(
        "key_scope",
        CheckOutcome::Pass,
        Params::default().word("role", subject.signer.key.role.as_str()),
    );
    if receipt.iat.since(context.now) > CLOCK_TOLERANCE {
        out.add(
            "clock",
            CheckOutcome::Warn,
            Params::default().word("at", receipt.iat.to_text(receipt.utc_offset)),
        );
    }
    let mut steps = subject.signer.source.chain();
    if steps.any(|v| {
        v.iat
            .is_some_and(|iat| iat.since(context.now) > CLOCK_TOLERANCE)
    }) {
        out.add("clock_list", CheckOutcome::Warn, Params::default());
    }
    if receipt.tenders.is_some() {
        out.add("tenders_sum", CheckOutcome::Pass, Params::default());
    }
    match receipt.items_difference() {
        Some(0) => out.add("items_sum", CheckOutcome::Pass, Params::default()),
        Some(_) => out.add("items_difference", CheckOutcome::Info, Params::default()),
        None => {}
    }
    if receipt.items_digest.is_some() {
        match receipt.items {
            Some(_) => out.add("items_match", CheckOutcome::Pass, Params::default()),
            None => out.add("items_withheld", CheckOutcome::Info, Params::default()),
        }
    }
    let listed = &subject.signer.issuer().name;
    // A domain's list names nobody.
    let named = subject.signer.source.provenance() != Provenance::Domain;
    if named && receipt.merchant.trading_name != *listed {
        out.add(
            "name_differs",
            CheckOutcome::Info,
            Params::default()
                .text("printed", &receipt.merchant.trading_name)
                .text("listed", listed),
        );
    }
    let card = receipt.card.as_ref();
    if card.is_some_and(|c| c.pan_kind == Some(PanKind::Dpan)) {
        out.add("device_number", CheckOutcome::Info, Params::default());
    }
    if card.is_some_and(|c| matches!(c.entry_mode, Some(EntryMode::Fallback))) {
        out.add("magstripe_fallback", CheckOutcome::Info, Params::default());
    }
    if receipt.is_offline() {
        out.add("offline_approval", CheckOutcome::Info, Params::default());
    }
    out.not_understood(subject);
    out.text_safety(payload);
    out.0
}

struct Checks(Vec<Check>);

impl Checks {
    fn add(&mut self, code: &'static str, outcome: CheckOutcome, params: Params) {
        self.0.push(Check {
            code,
            outcome,
            params,
        });
    }

    fn not_understood(&mut self, subject: &Subject) {
        let mut names = borrowed(&subject.unknown);
        for name in subject.statement.unknown_header_members() {
            names.push(name);
        }
        if names.is_empty() {
            return;
        }
        let params = Params::default()
            .number("count", i64::try_from(names.len()).unwrap_or(i64::MAX))
            .word("members", listed(&names));
        self.add("not_understood", CheckOutcome::Info, params);
    }

    /// Text that would deceive, and card data: shown as escapes and masks, and said.
    fn text_safety(&mut self, payload: &Object) {
        let escaped = deceptive(payload);
        if !escaped.is_empty() {
            self.add(
                "text_escaped",
                CheckOutcome::Warn,
                Params::default().word("members", listed(&escaped)),
            );
        }
        let found = card_data::find(payload, &receipt::is_reference);
        if !found.is_empty() {
            let names = borrowed(&found);
            self.add(
                "card_data_masked",
                CheckOutcome::Warn,
                Params::default().word("members", listed(&names)),
            );
        }
    }
}

fn borrowed(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// Names from the receipt, made safe, and not too many of them.
fn listed(names: &[&str]) -> String {
    let mut out = String::new();
    for (i, name) in names.iter().take(MAX_NAMES).enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        // Masked before it is cut: half a card number passes no check digit.
        let masked: String = card_data::mask(name).chars().take(40).collect();
        out.push_str(&text::visible(&masked));
    }
    if names.len() > MAX_NAMES {
        out.push_str(", …");
    }
    out
}

/// Top-level members with characters that hide or reorder others, at any depth, in names or in values.
fn deceptive(payload: &Object) -> Vec<&str> {
    let mut out = Vec::new();
    for (name, value) in payload.iter() {
        if has_deceptive(name) || value_has(value) {
            out.push(name);
        }
    }
    out
}

fn has_deceptive(text: &str) -> bool {
    text.chars().any(text::is_deceptive)
}

fn value_has(value: &Value) -> bool {
    match value {
        Value::Text(s) => has_deceptive(s),
        Value::List(list) => list.iter().any(value_has),
        Value::Object(object) => object.iter().any(|(n, v)| has_deceptive(n) || value_has(v)),
        Value::Null | Value::Bool(_) | Value::Int(_) => false,
    }
}

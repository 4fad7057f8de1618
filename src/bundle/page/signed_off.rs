//! What customer and shop signed about a receipt themselves: answers and settlements, each with what it is worth.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Page;
use crate::bundle::said;
use crate::json::{Object, Value};
use crate::settle::look::Look as _;

/// What stands under every answer, whoever gave it.
const ACK_LIMITS: [&str; 3] = ["no_display", "not_a_person", "continuity"];
const SETTLEMENT_LIMITS: [&str; 3] = ["theirs", "rights", "later"];

fn named(name: &'static str, value: String) -> Object {
    let mut params = Object::default();
    params.set(name, Value::Text(value));
    params
}

impl Page<'_> {
    /// An answer of a key that nobody vouches for is listed, and lifts nothing.
    pub fn acknowledgements(&mut self, report: &Object) {
        let acks = report.objects("acknowledgements");
        if acks.is_empty() {
            return;
        }
        for (identified, heading) in [
            (true, "bundle.heading.acks"),
            (false, "bundle.heading.acks_unidentified"),
        ] {
            let these = acks.iter().filter(|a| said::is_identified(a) == identified);
            let these: Vec<&Object> = these.copied().collect();
            self.answers(heading, &these);
        }
        self.sentences("ack_limit", &ACK_LIMITS);
    }

    fn answers(&mut self, heading: &str, acks: &[&Object]) {
        if acks.is_empty() {
            return;
        }
        let words = self.words;
        let out = self.out.raw("<h3>").plain(words, heading);
        out.raw("</h3>\n");
        for ack in acks {
            let counts = ack.flag("counts") == Some(true);
            let verdict = format!("ack.{}", ack.text("verdict").unwrap_or_default());
            out.raw("<div class=\"card\"><p class=\"title\">");
            out.plain(words, &verdict).raw("</p>\n");
            let minor = ack.int("amount");
            if let Some(amount) = minor.and_then(|n| said::amount(ack, n)) {
                let params = named("amount", amount);
                out.raw("<p>").told(words, "ack_amount.named", &params);
                out.raw("</p>\n");
            }
            out.raw("<p>");
            out.plain(
                words,
                match counts {
                    true => "bundle.ack.counts",
                    false => "bundle.ack.listed",
                },
            );
            out.raw("</p>\n<ul>\n");
            if let Some(code) = ack.text("code") {
                let why = format!("ack_code.{code}");
                out.raw("<li>").plain(words, &why).raw("</li>\n");
            }
            let by = ack.object("by").and_then(|by| by.text("name"));
            let params = named("name", by.unwrap_or_default().into());
            let bound = format!("ack_bound.{}", ack.text("bound").unwrap_or_default());
            out.raw("<li>").told(words, &bound, &params).raw("</li>\n");
            if let Some(tied) = ack.text("tied")
                && words.has(&format!("ack_tied.{tied}"))
            {
                let tied = format!("ack_tied.{tied}");
                out.raw("<li>").plain(words, &tied).raw("</li>\n");
            }
            let key = match (
                ack.text("method"),
                ack.flag("backed_up"),
                ack.flag("backup_eligible"),
            ) {
                (Some("passkey"), Some(true), _) => "ack_key.passkey_backed_up",
                (Some("passkey"), _, Some(true)) => "ack_key.passkey_may_be_copied",
                (Some("passkey"), _, _) => "ack_key.passkey_one_device",
                _ => "ack_key.device_key",
            };
            out.raw("<li>").plain(words, key).raw("</li>\n<li>");
            let at = ack
                .int("at")
                .and_then(|n| said::moment(n, self.parts.utc_offset));
            out.own(&said::or_dash(at)).raw(" · ");
            out.text(ack.text("iss").unwrap_or_default()).raw(" · ");
            out.text(ack.text("kid").unwrap_or_default());
            out.raw("</li>\n</ul></div>\n");
        }
    }

    pub fn settlements(&mut self, report: &Object) {
        let settlements = report.objects("settlements");
        if settlements.is_empty() {
            return;
        }
        for (agreed, heading) in [
            (true, "bundle.heading.settlement"),
            (false, "bundle.heading.proposal"),
        ] {
            let of_state = |s: &&&Object| (s.text("state") == Some("agreed")) == agreed;
            let these: Vec<&Object> = settlements.iter().filter(of_state).copied().collect();
            self.terms(heading, &these);
        }
        self.sentences("settlement_limit", &SETTLEMENT_LIMITS);
    }

    fn terms(&mut self, heading: &str, settlements: &[&Object]) {
        if settlements.is_empty() {
            return;
        }
        let words = self.words;
        let out = self.out.raw("<h3>");
        out.plain(words, heading);
        out.raw("</h3>\n");
        for settlement in settlements {
            let state = settlement.text("state").unwrap_or_default();
            let state = format!("settlement.{state}");
            out.raw("<div class=\"card\"><p class=\"title\">");
            out.plain(words, &state).raw("</p>\n<ul>\n");
            if let Some(code) = settlement.text("code") {
                let why = format!("ack_code.{code}");
                out.raw("<li>").plain(words, &why).raw("</li>\n");
            }
            let remedy = settlement.text("remedy").map(String::from);
            let amount = settlement.int("amount");
            let amount = amount.and_then(|n| said::amount(settlement, n));
            let due = settlement.int("due");
            let due = due.and_then(|n| said::moment(n, self.parts.utc_offset));
            for (name, value) in [("remedy", remedy), ("amount", amount), ("due", due)] {
                if let Some(value) = value {
                    let key = format!("settlement_term.{name}");
                    out.raw("<li>").told(words, &key, &named(name, value));
                    out.raw("</li>\n");
                }
            }
            for half in ["first", "second"] {
                let Some(half) = settlement.object(half) else {
                    continue;
                };
                let side = half.text("side").unwrap_or_default();
                let key = format!("settlement_half.{side}");
                let at = half.int("at");
                let at = at.and_then(|n| said::moment(n, self.parts.utc_offset));
                let params = named("at", said::or_dash(at));
                out.raw("<li>").told(words, &key, &params).raw(" ");
                let by = half.object("by").and_then(|by| by.text("name"));
                let params = named("name", by.unwrap_or_default().into());
                let bound = format!("ack_bound.{}", half.text("bound").unwrap_or_default());
                out.told(words, &bound, &params).raw("</li>\n");
            }
            out.raw("</ul>\n");
            let facts = settlement.texts("facts");
            if !facts.is_empty() {
                out.raw("<p>").plain(words, "settlement_term.facts");
                out.raw("</p>\n<ul>\n");
                for fact in facts {
                    out.raw("<li>").text(fact).raw("</li>\n");
                }
                out.raw("</ul>\n");
            }
            out.raw("</div>\n");
        }
    }
}

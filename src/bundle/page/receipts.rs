//! Each receipt as its report tells it: the verdict, who stands behind it, what it says, what else was said about it.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::Page;
use crate::bundle::said;
use crate::json::Object;
use crate::settle::look::Look as _;
use crate::time::UtcOffset;

impl Page<'_> {
    pub fn receipts(&mut self) {
        let several = self.parts.reports.len() > 1;
        for (at, report) in self.parts.reports.iter().enumerate() {
            let words = self.words;
            let out = self.out.raw("<h2>").plain(words, "bundle.heading.receipt");
            if several {
                out.raw(" ").own(&(at + 1).to_string());
            }
            out.raw("</h2>\n");
            self.verdict(report);
            if report.text("outcome") == Some("verified") {
                self.content(report);
                self.vouching(report);
                self.statuses(report);
                self.acknowledgements(report);
                self.settlements(report);
                self.checks(report);
                self.limits(report);
            }
            self.ignored(report);
        }
    }

    fn verdict(&mut self, report: &Object) {
        let words = self.words;
        let code = report.text("code").unwrap_or_default();
        let params = report.object("params").cloned().unwrap_or_default();
        let class = match report.text("outcome") {
            Some("verified") => "<div class=\"card answer\">",
            Some("rejected") => "<div class=\"card answer conflict\">",
            _ => "<div class=\"card answer not_shown\">",
        };
        let out = self.out.raw(class).raw("<p class=\"title\">");
        out.told(words, &format!("verdict.{code}.title"), &params);
        out.raw("</p><p>");
        out.told(words, &format!("verdict.{code}.text"), &params);
        out.raw("</p>\n");
        if let Some(remedy) = report.text("remedy") {
            let key = format!("remedy.{remedy}");
            out.raw("<p>").plain(words, &key).raw("</p>\n");
        }
        for note in report.texts("notes") {
            out.raw("<p class=\"warning\">");
            out.told(words, &format!("note.{note}"), &params)
                .raw("</p>\n");
        }
        let level = report.text("level").unwrap_or_default();
        let level = said::level(level, Some(report), words);
        out.raw("<p class=\"small soft\">")
            .own(&level)
            .raw("</p></div>\n");
    }

    fn content(&mut self, report: &Object) {
        let Some(receipt) = report.object("receipt") else {
            return;
        };
        let words = self.words;
        let label = |name: &str| words.plain_of("field", name);
        let money = |name: &str| receipt.int(name).and_then(|n| said::amount(receipt, n));
        let merchant = receipt.object("merchant").cloned().unwrap_or_default();
        let terminal = receipt.object("terminal").cloned().unwrap_or_default();
        let card = receipt.object("card").cloned().unwrap_or_default();
        let result = receipt.object("authorisation").cloned().unwrap_or_default();
        let wallet = receipt.object("wallet").cloned().unwrap_or_default();
        let named = |object: &Object, field: &str| {
            let word = object.text(field)?;
            Some(words.value(field, word))
        };
        let last4 = card.text("last4").map(|last4| format!("••••{last4}"));
        let card_shown: Vec<String> = [named(&card, "network"), last4]
            .into_iter()
            .flatten()
            .collect();
        let own = |object: &Object, name: &str| object.text(name).map(String::from);
        let rows: Vec<(&str, Option<String>)> = [
            ("amount", money("amount")),
            ("type", named(receipt, "type")),
            ("status", named(receipt, "status")),
            ("time", said::issued(receipt)),
            ("shop", own(&merchant, "trading_name")),
            ("legal_name", own(&merchant, "legal_name")),
            ("merchant_id", own(&merchant, "id")),
            ("terminal", own(&terminal, "id")),
            ("counter", terminal.int("counter").map(|n| n.to_string())),
            ("number", own(receipt, "number")),
            ("card", Some(card_shown.join(" · "))),
            ("pan_kind", named(&card, "pan_kind")),
            ("entry_mode", named(&card, "entry_mode")),
            ("cvm", named(&card, "cvm")),
            ("code", own(&result, "code")),
            ("rrn", own(&result, "rrn")),
            ("stan", own(&result, "stan")),
            ("arn", own(&result, "arn")),
            ("wallet_transaction", own(&wallet, "transaction_id")),
            ("wallet_order", own(&wallet, "merchant_order_id")),
            ("tip", money("tip")),
            ("surcharge", money("surcharge")),
            ("discount", money("discount")),
            ("cashback", money("cashback")),
        ]
        .into();
        self.out.raw("<dl>\n");
        for (name, value) in &rows {
            self.out.row_if(label(name), value.as_deref());
        }
        for tender in receipt.objects("tenders") {
            let amount = tender.int("amount").and_then(|n| said::amount(receipt, n));
            let method = words.value("method", tender.text("method").unwrap_or_default());
            let shown = format!("{method} {}", amount.unwrap_or_default());
            self.out.row(label("tender"), &shown);
        }
        let related = receipt.object("related");
        if let Some(digest) = related.and_then(|r| r.text("digest")) {
            self.out.row(label("related"), digest);
        }
        let digest = report.text("digest");
        self.out.row_if(label("digest"), digest).raw("</dl>\n");
        self.items(receipt);
    }

    fn items(&mut self, receipt: &Object) {
        let items = receipt.objects("items");
        if items.is_empty() {
            return;
        }
        let words = self.words;
        let out = self.out.raw("<h3>").plain(words, "field.items");
        out.raw("</h3>\n<dl>\n");
        for item in items {
            let quantity = match (item.int("quantity"), item.int("quantity_milli")) {
                (Some(n), _) => n.to_string(),
                (None, Some(milli)) => format!("{}.{:03}", milli / 1_000, milli.rem_euclid(1_000)),
                (None, None) => "1".into(),
            };
            let total = item.int("total").and_then(|n| said::amount(receipt, n));
            out.raw("<div><dt>");
            out.text(item.text("name").unwrap_or_default());
            out.raw(" × ").own(&quantity).raw("</dt><dd>");
            out.own(&total.unwrap_or_default()).raw("</dd></div>\n");
        }
        out.raw("</dl>\n");
    }

    /// Who signed, who vouches for them, and how old that word is.
    fn vouching(&mut self, report: &Object) {
        let words = self.words;
        let out = self.out.raw("<h3>").plain(words, "bundle.heading.vouching");
        out.raw("</h3>\n<dl>\n");
        for signer in report.objects("signers") {
            let role = words.value("role", signer.text("role").unwrap_or_default());
            let name = signer.text("name").unwrap_or_default();
            let iss = signer.text("iss").unwrap_or_default();
            let kid = signer.text("kid").unwrap_or_default();
            let shown = format!("{role}: {name} ({iss}) · {kid}");
            out.row(words.plain("field.signer"), &shown);
        }
        let vouching = report.object("vouching").cloned().unwrap_or_default();
        for step in vouching.objects("chain") {
            let name = step.text("name").unwrap_or_default();
            let iss = step.text("iss").unwrap_or_default();
            if !name.is_empty() || !iss.is_empty() {
                let shown = format!("{name} ({iss})");
                out.row(words.plain("field.vouched_by"), &shown);
            }
        }
        let trust = report.object("trust").cloned().unwrap_or_default();
        let day = |name: &str| {
            let seconds = trust.int(name)?;
            let text = said::moment(seconds, UtcOffset::UTC)?;
            text.get(..10).map(String::from)
        };
        let number = trust.int("sequence").map(|n| format!("#{n}"));
        let facts: Vec<String> = [number, day("iat"), day("exp")]
            .into_iter()
            .flatten()
            .collect();
        let list = facts.join(" · ");
        out.row_if(words.plain("field.list"), Some(list.as_str()));
        let provenance = trust.text("provenance").unwrap_or_default();
        let shown = words.value("provenance", provenance);
        out.row(words.plain("bundle.field.provenance"), &shown);
        let key = vouching.object("key").and_then(|key| key.object("revoked"));
        if let Some(revoked) = key {
            let reason = words.value("reason", revoked.text("reason").unwrap_or_default());
            let since = revoked
                .int("since")
                .and_then(|n| said::moment(n, UtcOffset::UTC));
            let shown = format!("{reason} · {}", since.unwrap_or_default());
            out.row(words.plain("field.key_withdrawn"), &shown);
        }
        out.raw("</dl>\n");
    }

    fn statuses(&mut self, report: &Object) {
        let statuses = report.objects("statuses");
        if statuses.is_empty() {
            return;
        }
        let words = self.words;
        let out = self.out.raw("<h3>").plain(words, "bundle.heading.statuses");
        out.raw("</h3>\n<ul class=\"marks\">\n");
        for status in statuses {
            out.raw(match status.flag("counts") {
                Some(true) => "<li><span class=\"mark pass\">✓</span>",
                _ => "<li><span class=\"mark warn\">–</span>",
            });
            let event = words.value("event", status.text("event").unwrap_or_default());
            let amount = status.int("amount").and_then(|n| said::amount(status, n));
            let at = status
                .int("at")
                .and_then(|n| said::moment(n, self.parts.utc_offset));
            out.text(status.text("name").unwrap_or_default()).raw(": ");
            out.own(&event).raw(" ").own(&amount.unwrap_or_default());
            out.raw(" · ").own(&said::or_dash(at));
            if status.flag("counts") != Some(true) {
                out.raw(" · ").plain(words, "bundle.page.not_counted");
            }
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
    }

    fn checks(&mut self, report: &Object) {
        let checks = report.objects("checks");
        if checks.is_empty() {
            return;
        }
        let out = self.out.raw("<h3>");
        out.plain(self.words, "bundle.heading.checks");
        out.raw("</h3>\n<ul class=\"marks\">\n");
        for check in checks {
            let key = format!("check.{}", check.text("code").unwrap_or_default());
            let params = check.object("params").cloned().unwrap_or_default();
            self.examined(check.text("outcome"), &key, &params);
        }
        self.out.raw("</ul>\n");
    }

    fn limits(&mut self, report: &Object) {
        let limits = report.texts("not_proved");
        // An answer says them already, for the receipt in dispute.
        if self.parts.answer.is_some() || limits.is_empty() {
            return;
        }
        let out = self.out.raw("<h3>");
        out.plain(self.words, "heading.not_proved").raw("</h3>\n");
        self.sentences("limit", &limits);
    }

    fn ignored(&mut self, report: &Object) {
        let ignored = report.objects("ignored");
        if ignored.is_empty() {
            return;
        }
        let words = self.words;
        let out = self.out.raw("<h3>");
        out.plain(words, "bundle.heading.ignored");
        out.raw("</h3>\n<ul>\n");
        for part in ignored {
            let key = format!("part.{}", part.text("code").unwrap_or_default());
            let at = part.int("part").unwrap_or_default().to_string();
            out.raw("<li>[").own(&at).raw("] ");
            out.plain(words, &key).raw("</li>\n");
        }
        out.raw("</ul>\n");
    }
}

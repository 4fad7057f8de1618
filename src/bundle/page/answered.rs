//! The sentence in dispute, answered.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Page;
use crate::bundle::said;
use crate::json::Object;
use crate::settle::look::Look as _;

impl Page<'_> {
    pub fn answer(&mut self) {
        let Some(answer) = &self.parts.answer else {
            return;
        };
        let words = self.words;
        let params = answer.object("params").cloned().unwrap_or_default();
        self.heading("bundle.heading.answer");
        if let Some(stop) = answer.text("stop") {
            let out = self.out.raw("<div class=\"warning\"><p class=\"title\">");
            out.told(words, &format!("stop.{stop}.title"), &params);
            out.raw("</p><p>");
            out.told(words, &format!("stop.{stop}.text"), &params);
            out.raw("</p></div>\n");
        }
        let class = match answer.text("answer") {
            // Not green: whoever made the page could have written it.
            Some("confirmed") => "<div class=\"card answer\">",
            Some("conflict") => "<div class=\"card answer conflict\">",
            _ => "<div class=\"card answer not_shown\">",
        };
        let sentence = answer.text("sentence").unwrap_or_default();
        let finding = answer.text("answer").unwrap_or_default();
        let out = self
            .out
            .raw(class)
            .raw("<p class=\"title\"><span class=\"tag\">");
        out.own(&words.value("answer", finding)).raw("</span>");
        out.told(words, &format!("answer.{sentence}.title"), &params);
        out.raw("</p><p>");
        out.told(words, &format!("answer.{sentence}.text"), &params);
        out.raw("</p>\n");
        for note in answer.texts("notes") {
            out.raw("<p class=\"warning\">");
            out.told(words, &format!("note.{note}"), &params)
                .raw("</p>\n");
        }
        let level = answer.text("level").unwrap_or_default();
        let level = said::level(level, self.parts.reports.first(), words);
        out.raw("<p class=\"small soft\">")
            .own(&level)
            .raw("</p></div>\n");
        self.by(answer);
        self.conflicts(answer);
        self.facts(answer);
        self.trail(answer);
        self.after(answer);
    }

    fn subheading(&mut self, key: &str) {
        self.out.raw("<h3>").plain(self.words, key).raw("</h3>\n");
    }

    fn by(&mut self, answer: &Object) {
        self.subheading("heading.by");
        self.out.raw("<ul>\n");
        let by = answer.objects("by");
        for one in &by {
            let role = self
                .words
                .value("role", one.text("role").unwrap_or_default());
            let out = self.out.raw("<li>").own(&role).raw(": ");
            out.text(one.text("name").unwrap_or_default()).raw(" (");
            out.text(one.text("iss").unwrap_or_default())
                .raw(")</li>\n");
        }
        if by.is_empty() {
            self.out
                .raw("<li>")
                .plain(self.words, "heading.nobody")
                .raw("</li>\n");
        }
        self.out.raw("</ul>\n");
    }

    fn conflicts(&mut self, answer: &Object) {
        let conflicts = answer.objects("conflicts");
        if conflicts.is_empty() {
            return;
        }
        self.subheading("heading.conflicts");
        self.out.raw("<ul class=\"marks\">\n");
        for conflict in conflicts {
            let field = conflict.text("field").unwrap_or_default();
            let out = self.out.raw("<li><span class=\"mark bad\">✕</span>");
            out.own(&self.words.value("field", field)).raw(": ");
            for (at, value) in conflict.objects("values").iter().enumerate() {
                if at > 0 {
                    out.raw(" · ");
                }
                let source = value.text("source").unwrap_or_default();
                out.own(&self.words.value("source", source)).raw(" ");
                let shown = self
                    .words
                    .value(field, value.text("value").unwrap_or_default());
                out.text(&shown);
            }
            out.raw("</li>\n");
        }
        self.out.raw("</ul>\n");
    }

    fn facts(&mut self, answer: &Object) {
        let facts = answer.objects("facts");
        if facts.is_empty() {
            return;
        }
        self.subheading("heading.facts");
        self.out.raw("<ul class=\"marks\">\n");
        for fact in facts {
            let key = format!("fact.{}", fact.text("code").unwrap_or_default());
            let params = fact.object("params").cloned().unwrap_or_default();
            self.examined(fact.text("outcome"), &key, &params);
        }
        self.out.raw("</ul>\n");
    }

    fn trail(&mut self, answer: &Object) {
        let Some(trail) = answer.object("trail") else {
            return;
        };
        let entries = trail.objects("entries");
        if entries.len() < 2 {
            return;
        }
        self.subheading("heading.trail");
        self.out.raw("<ul class=\"marks\">\n");
        for entry in entries {
            let kind = match entry.text("event") {
                Some(event) => self.words.value("event", event),
                None => self
                    .words
                    .value("type", entry.text("kind").unwrap_or_default()),
            };
            let amount = entry.int("amount").and_then(|n| said::amount(trail, n));
            let name = entry.object("by").and_then(|by| by.text("name"));
            let mark = match entry.flag("counts") {
                Some(true) => "<li><span class=\"mark pass\">✓</span>",
                _ => "<li><span class=\"mark info\">–</span>",
            };
            let out = self.out.raw(mark).own(&kind).raw(" ");
            out.own(&amount.unwrap_or_default()).raw(" · ");
            out.text(name.unwrap_or_default());
            if let Some(code) = entry.text("code") {
                let why = format!("trail.code.{code}");
                out.raw(" (").plain(self.words, &why).raw(")");
            }
            out.raw("</li>\n");
        }
        self.out.raw("</ul>\n");
        let left = trail.int("refundable").and_then(|n| said::amount(trail, n));
        if let Some(left) = left {
            let out = self.out.raw("<p>").plain(self.words, "trail.refundable");
            out.raw(": ").own(&left).raw("</p>\n");
        }
    }

    /// What nobody shows, and what each of the two can do.
    fn after(&mut self, answer: &Object) {
        let next = answer.object("next").cloned().unwrap_or_default();
        let lists: [(&str, &str, Vec<&str>); 4] = [
            ("heading.not_proved", "limit", answer.texts("not_proved")),
            (
                "heading.next_customer",
                "next.customer",
                next.texts("customer"),
            ),
            (
                "heading.next_merchant",
                "next.merchant",
                next.texts("merchant"),
            ),
            ("heading.hints", "hint", answer.texts("hints")),
        ];
        for (heading, group, codes) in lists {
            if !codes.is_empty() {
                self.subheading(heading);
                self.sentences(group, &codes);
            }
        }
        if let Some(told) = self.told() {
            self.subheading("bundle.heading.told");
            let out = self.out.raw("<p>");
            out.text(&told).raw("</p>\n<p class=\"small soft\">");
            out.plain(self.words, "bundle.page.told").raw("</p>\n");
        }
    }

    /// What people answered, in a row.
    fn told(&self) -> Option<String> {
        let answers = crate::settle::Answers::read(&self.parts.answers).ok()?;
        let given = answers.given();
        let receipt = self.parts.reports.first().and_then(|r| r.object("receipt"));
        let shown: Vec<String> = given
            .iter()
            .filter(|(name, _)| self.words.has(&format!("question.{name}.title")))
            .map(|(name, value)| {
                let choice = format!("question.{name}.choice.{value}");
                let minor = value.parse().ok().filter(|_| *name == "amount");
                let amount = minor.and_then(|n| said::amount(receipt?, n));
                let value = match (amount, self.words.has(&choice)) {
                    (Some(amount), _) => amount,
                    (None, true) => self.words.plain(&choice).into(),
                    (None, false) => value.clone(),
                };
                let title = format!("question.{name}.title");
                format!("{} {value}", self.words.plain(&title))
            })
            .collect();
        (!shown.is_empty()).then(|| shown.join(" · "))
    }
}

//! What stands beside answer and receipts: the statement line, the profile, the timeline, attachments, codes, and the files with their hashes.

use alloc::format;
use alloc::string::String;

use super::Page;
use crate::bundle::profile::{State, label_key};
use crate::bundle::said;
use crate::dossier::Dossier;
use crate::json::{Object, Value};
use crate::qr::Symbol;
use crate::settle::look::Look as _;
use crate::text::visible;

/// Denser symbols are more than phones read from a screen or from A4.
const DENSEST: u8 = 32;

impl Page<'_> {
    pub fn line(&mut self) {
        let Some(line) = &self.parts.line else {
            return;
        };
        self.heading("bundle.heading.line");
        let words = self.words;
        let by = words.value("supplied_by", line.text("supplied_by").unwrap_or_default());
        let out = self.out.raw("<p class=\"warning\">");
        out.plain(words, "bundle.finding.bundle_line_unsigned");
        out.raw("</p>\n<dl>\n");
        out.row(words.plain("bundle.field.supplied_by"), &by);
        out.row(
            words.plain("bundle.field.file"),
            line.text("name").unwrap_or_default(),
        );
        let size = line.int("size").map(said::size);
        out.row_if(words.plain("bundle.field.size"), size.as_deref());
        out.row("SHA-256", line.text("sha256").unwrap_or_default());
        let facts = line.object("facts").cloned().unwrap_or_default();
        if let (Some(from), Some(to)) = (facts.text("from"), facts.text("to")) {
            out.row(
                words.plain("bundle.field.covers"),
                &format!("{from} – {to}"),
            );
        }
        out.raw("</dl>\n");
        for found in line.objects("matches") {
            let grade = found.text("grade").unwrap_or_default();
            let key = format!("bundle.grade.{grade}");
            out.raw("<div class=\"card\"><p>").plain(words, &key);
            out.raw("</p>\n<dl>\n");
            if let Some(shown) = found.object("line") {
                let amount = shown.int("amount").and_then(|n| said::amount(shown, n));
                for (name, value) in [
                    ("row", shown.int("row").map(|n| format!("{n}"))),
                    ("date", shown.text("date").map(String::from)),
                    ("time", shown.text("time").map(String::from)),
                    ("amount", amount),
                    ("name", shown.text("name").map(String::from)),
                    ("method", shown.text("method").map(String::from)),
                ] {
                    let label = format!("bundle.field.line_{name}");
                    out.row_if(words.plain(&label), value.as_deref());
                }
                for reference in shown.objects("references") {
                    let value = reference.text("value");
                    out.row_if(words.plain("bundle.field.line_reference"), value);
                }
            }
            out.raw("</dl></div>\n");
        }
    }

    pub fn profile(&mut self) {
        let Some(sheet) = self.sheet else {
            return;
        };
        let words = self.words;
        self.heading("bundle.heading.profile");
        let title = format!("bundle.profile.{}.title", sheet.profile);
        let about = format!("bundle.profile.{}.about", sheet.profile);
        let out = self.out.raw("<p class=\"title\">").plain(words, &title);
        out.raw("</p>\n<p>").plain(words, &about).raw("</p>\n");
        for warning in &sheet.warnings {
            let key = format!("bundle.warning.{warning}");
            out.raw("<p class=\"warning\">")
                .told(words, &key, &sheet.params())
                .raw("</p>\n");
        }
        out.raw("<table class=\"wide\"><thead><tr><th>");
        out.plain(words, "bundle.field.element").raw("</th><th>");
        out.plain(words, "bundle.field.state").raw("</th><th>");
        out.plain(words, "bundle.field.value")
            .raw("</th></tr></thead><tbody>\n");
        for element in &sheet.elements {
            let label = label_key(element.code);
            out.raw("<tr><td>").plain(words, &label);
            if !element.required {
                out.raw(" <span class=\"soft small\">");
                out.plain(words, "bundle.page.if_there").raw("</span>");
            }
            out.raw(match element.state {
                State::Present => "</td><td><span class=\"tag present\">",
                State::Missing if element.required => "</td><td><span class=\"tag missing\">",
                State::Missing => "</td><td><span class=\"tag not_applicable\">",
                State::Attach => "</td><td><span class=\"tag attach\">",
                State::NotApplicable => "</td><td><span class=\"tag not_applicable\">",
            });
            out.own(&words.value("bundle_state", element.state.as_str()));
            out.raw("</span></td><td>");
            out.lines(element.value.as_deref().unwrap_or_default());
            out.raw("</td></tr>\n");
        }
        out.raw("</tbody></table>\n<ul>\n");
        for never in sheet.never {
            let key = format!("bundle.never.{never}");
            out.raw("<li>").plain(words, &key).raw("</li>\n");
        }
        out.raw("</ul>\n");
        if let Some(count) = sheet.text_length {
            let mut params = Object::default();
            let number = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
            params.set("count", number(count));
            params.set("limit", number(crate::bundle::profile::STRIPE_LIMIT));
            out.raw("<p>").told(words, "bundle.stripe.count", &params);
            out.raw("</p>\n");
        }
    }

    pub fn timeline(&mut self) {
        if self.parts.entries.is_empty() {
            return;
        }
        self.heading("bundle.heading.timeline");
        let words = self.words;
        self.out.raw("<dl>\n");
        for entry in &self.parts.entries {
            let at = said::moment(entry.at.seconds().cast_signed(), self.parts.utc_offset);
            let kind = format!("bundle.entry.{}", entry.kind.as_str());
            let out = self.out.raw("<div><dt>").own(&said::or_dash(at));
            out.raw("</dt><dd>").plain(words, &kind);
            if let Some(by) = entry.by {
                let key = format!("bundle.by.{}", by.as_str());
                out.raw(" · ").plain(words, &key);
            }
            if let Some(text) = &entry.text {
                out.raw("<br>").lines(text);
            }
            out.raw("</dd></div>\n");
        }
        let out = self.out.raw("</dl>\n<p class=\"small soft\">");
        out.plain(words, "bundle.page.timeline").raw("</p>\n");
    }

    pub fn attachments(&mut self) {
        if self.parts.attachments.is_empty() {
            return;
        }
        self.heading("bundle.heading.attachments");
        let words = self.words;
        let out = self.out.raw("<p class=\"small soft\">");
        out.plain(words, "bundle.page.attachments").raw("</p>\n");
        for file in &self.parts.attachments {
            let kind = format!("bundle.attachment.{}", file.kind.as_str());
            let size = said::size(i64::try_from(file.size).unwrap_or(i64::MAX));
            out.raw("<div class=\"card\"><p class=\"title\">");
            out.text(&file.name).raw("</p>\n<dl>\n");
            out.row(words.plain("bundle.field.kind"), words.plain(&kind));
            out.row(words.plain("bundle.field.size"), &size);
            let span = said::span(file.from, file.to);
            out.row_if(words.plain("bundle.field.span"), span.as_deref());
            out.row("SHA-256", &file.sha256);
            out.raw("</dl>\n");
            if let Some(note) = &file.note {
                out.raw("<p>").lines(note).raw("</p>\n");
            }
            out.raw("</div>\n");
        }
    }

    /// The dossiers as codes, to be scanned from the screen or from paper.
    pub fn codes(&mut self) {
        self.heading("bundle.heading.recheck");
        let words = self.words;
        let out = self.out.raw("<p>").plain(words, "bundle.page.recheck");
        out.raw("</p>\n<div class=\"codes\">\n");
        let several = self.parts.dossiers.len() > 1;
        let mut left_out = false;
        for (at, text) in self.parts.dossiers.iter().enumerate() {
            let link = Dossier::read(text)
                .ok()
                .and_then(|dossier| dossier.to_link(&self.parts.link_base).ok());
            let symbol = link.and_then(|link| Symbol::encode(&link).ok());
            let Some(symbol) = symbol.filter(|s| s.version() <= DENSEST) else {
                left_out = true;
                continue;
            };
            out.raw("<figure>").drawing(&symbol.to_svg());
            out.raw("<figcaption>").plain(words, "bundle.page.code");
            if several {
                out.raw(" ").own(&format!("{}", at + 1));
            }
            out.raw("</figcaption></figure>\n");
        }
        out.raw("</div>\n");
        if left_out {
            out.raw("<p>").plain(words, "bundle.page.code_too_dense");
            out.raw("</p>\n");
        }
    }

    pub fn contents(&mut self) {
        self.heading("bundle.heading.files");
        let words = self.words;
        let out = self.out.raw("<table class=\"wide\"><thead><tr><th>");
        out.plain(words, "bundle.field.file")
            .raw("</th><th>SHA-256</th></tr></thead><tbody>\n");
        for file in self.files {
            let kind = format!("bundle.kind.{}", file.kind.as_str());
            out.raw("<tr><td><code>").own(&visible(&file.path));
            out.raw("</code><br><span class=\"small soft\">")
                .plain(words, &kind);
            out.raw(" · ")
                .own(&said::size(i64::try_from(file.size).unwrap_or(i64::MAX)));
            out.raw("</span></td><td><code>").own(&file.sha256);
            out.raw("</code></td></tr>\n");
        }
        out.raw("</tbody></table>\n<footer><p>");
        out.plain(words, "bundle.page.limits").raw("</p>\n<p>");
        out.plain(words, "bundle.page.unsigned")
            .raw("</p></footer>\n");
    }
}

//! `report.html`: everything that the bundle says, for people. It reads and prints without a script, asks for nothing from anywhere, and begins with who
//! made it: a page that somebody hands over proves nothing by itself.

mod answered;
mod html;
mod receipts;
mod rest;
mod signed_off;

use alloc::string::String;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::manifest::Listed;
use super::parts::{Language, Parts};
use super::profile::Sheet;
use super::said;
use super::words::Words;
use crate::json::{Object, Value};
use crate::text::visible;
use html::Html;

const STYLE: &str = include_str!("page/style.css");

/// What every section sees.
struct Page<'a> {
    parts: &'a Parts,
    words: &'a Words,
    sheet: Option<&'a Sheet>,
    files: &'a [Listed],
    out: Html,
}

/// `files` are those that are written already, `first` the key of the first line.
pub fn write(
    parts: &Parts,
    sheet: Option<&Sheet>,
    files: &[Listed],
    first: &str,
    words: &Words,
) -> String {
    let mut page = Page {
        parts,
        words,
        sheet,
        files,
        out: Html::default(),
    };
    page.head(first);
    page.answer();
    page.receipts();
    page.line();
    page.profile();
    page.timeline();
    page.attachments();
    page.codes();
    page.contents();
    page.out.raw("</main>\n</body>\n</html>\n");
    page.out.into_text()
}

/// The policy of the page: nothing but its own style, known by its hash.
fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    alloc::format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    )
}

impl Page<'_> {
    fn head(&mut self, first: &str) {
        let language = match self.parts.language {
            Language::En => "en",
            Language::ZhCn => "zh-CN",
        };
        let policy = policy();
        let words = self.words;
        let out = &mut self.out;
        out.raw("<!doctype html>\n<html lang=\"").own(language);
        out.raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        out.own(&policy);
        out.raw("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
        out.plain(words, "bundle.page.title");
        out.raw("</title>\n<style>").raw(STYLE);
        out.raw("</style>\n</head>\n<body>\n<p class=\"maker\">");
        let mut params = Object::default();
        params.set("maker", Value::Text(visible(&self.parts.maker.name)));
        out.told(words, first, &params);
        out.raw("</p>\n<main>\n<h1>")
            .plain(words, "bundle.page.title");
        out.raw("</h1>\n<dl>\n");
        let side = words.value("side", self.parts.maker.side.as_str());
        out.row(words.plain("bundle.field.side"), &side);
        let made = said::moment(
            self.parts.made_at.seconds().cast_signed(),
            self.parts.utc_offset,
        );
        out.row_if(words.plain("bundle.field.made_at"), made.as_deref());
        if let Some(claim) = self.parts.claim {
            let key = alloc::format!("claim.{}.title", claim.as_str());
            out.row(words.plain("bundle.field.claim"), words.plain(&key));
        }
        if let Some(sheet) = self.sheet {
            let key = alloc::format!("bundle.profile.{}.title", sheet.profile);
            out.row(words.plain("bundle.field.profile"), words.plain(&key));
        }
        out.raw("</dl>\n<p class=\"small soft\">");
        out.plain(words, "bundle.page.what").raw("</p>\n");
    }

    fn heading(&mut self, key: &str) {
        self.out.raw("<h2>").plain(self.words, key).raw("</h2>\n");
    }

    /// Sentences of one group, as a list.
    fn sentences(&mut self, group: &str, codes: &[&str]) {
        self.out.raw("<ul>\n");
        for code in codes {
            let key = alloc::format!("{group}.{code}");
            self.out.raw("<li>").plain(self.words, &key).raw("</li>\n");
        }
        self.out.raw("</ul>\n");
    }

    /// One thing examined, with a mark that does not rest on colour.
    fn examined(&mut self, outcome: Option<&str>, key: &str, params: &Object) {
        let (class, mark) = match outcome {
            Some("pass") => ("<li><span class=\"mark pass\">", "✓"),
            Some("warn") => ("<li><span class=\"mark warn\">", "!"),
            Some("conflict") => ("<li><span class=\"mark bad\">", "✕"),
            _ => ("<li><span class=\"mark info\">", "i"),
        };
        self.out.raw(class).raw(mark).raw("</span>");
        self.out.told(self.words, key, params).raw("</li>\n");
    }
}

//! Markup, in which whatever somebody else wrote is text and nothing else: escaped, made visible, and kept apart from the direction of its neighbours.

use alloc::string::String;

use crate::bundle::words::{Piece, Words};
use crate::json::Object;
use crate::text::is_deceptive;

/// Markup being written. Tags and classes are our own; every other text is escaped on its way in.
#[derive(Default)]
pub struct Html(String);

impl Html {
    pub fn into_text(self) -> String {
        self.0
    }

    /// Markup of our own.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A drawing that this crate made.
    pub fn drawing(&mut self, svg: &str) -> &mut Self {
        self.0.push_str(svg);
        self
    }

    /// A sentence of ours.
    pub fn own(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.0);
        self
    }

    /// Somebody's text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>");
        escape(text, &mut self.0);
        self.raw("</bdi>")
    }

    /// Somebody's text on several lines.
    pub fn lines(&mut self, text: &str) -> &mut Self {
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                self.raw("<br>");
            }
            self.text(line);
        }
        self
    }

    /// A sentence of ours with somebody's values in it.
    pub fn told(&mut self, words: &Words, key: &str, params: &Object) -> &mut Self {
        for piece in words.pieces(key, params) {
            match piece {
                Piece::Own(text) => self.own(text),
                Piece::Param(text) => self.text(&text),
            };
        }
        self
    }

    pub fn plain(&mut self, words: &Words, key: &str) -> &mut Self {
        self.own(words.plain(key))
    }

    /// A row of a list of names and values.
    pub fn row(&mut self, label: &str, value: &str) -> &mut Self {
        self.raw("<div><dt>").own(label).raw("</dt><dd>");
        self.text(value).raw("</dd></div>\n")
    }

    pub fn row_if(&mut self, label: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) if !value.is_empty() => self.row(label, value),
            _ => self,
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A code that has no sentence stands for itself, whatever it is made of.
            c if is_deceptive(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
}

//! What the pages of a bundle say, held against what a verifier finds. Only the latter counts.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::manifest::{FileKind, Tool};
use super::opened::{Finding, Opened};
use super::parts::Language;
use super::words::Words;
use super::{make, said};
use crate::json::Object;
use crate::report::CheckOutcome;
use crate::settle::look::Look as _;

/// What a verifier found, at the moment for which the bundle speaks.
pub struct Fresh<'a> {
    pub reports: &'a [Object],
    /// Without the line of the statement file, which nobody signed.
    pub answer: Option<&'a Object>,
    /// With it, to tell a bundle that says more from one that was made with the file at hand.
    pub answer_with_line: Option<&'a Object>,
}

impl Opened {
    /// Where the bundle says something else than what was found, and whether its page says what its own data says. `own` are the sentences of the
    /// bundle's language, `reader` those of whoever reads the findings.
    pub fn compare(&self, fresh: &Fresh, own: &Words, reader: &Words) -> Vec<Finding> {
        let mut out = self.report_findings(fresh.reports, reader);
        out.extend(self.answer_finding(fresh, reader));
        out.extend(self.page_findings(own));
        out
    }

    /// The page written anew from what a verifier found, and said to be so.
    pub fn page(
        &self,
        reports: &[Object],
        answer: Option<&Object>,
        language: Language,
        words: &Words,
    ) -> String {
        let mut parts = self.parts.clone();
        parts.language = language;
        // Whose page its codes open is not for the bundle to say.
        parts.link_base = super::parts::DEFAULT_BASE.to_owned();
        parts.reports = reports.to_vec();
        parts.answer = answer.cloned();
        let shown = self.manifest.shown().parts;
        parts.maker = shown.maker;
        parts.attachments = shown.attachments;
        let sheet = parts
            .profile
            .map(|p| super::profile::sheet(p, &parts, words));
        super::page::write(
            &parts,
            sheet.as_ref(),
            &self.manifest.files,
            "bundle.page.anew",
            words,
        )
    }

    fn report_findings(&self, fresh: &[Object], words: &Words) -> Vec<Finding> {
        let mut out = Vec::new();
        for (at, said) in self.parts.reports.iter().enumerate() {
            let digest = said.text("digest");
            // One that has no digest stands for whatever could not be read there.
            let found = match digest {
                Some(_) => fresh.iter().find(|f| f.text("digest") == digest),
                None => fresh.get(at),
            };
            let same = found.is_some_and(|found| {
                ["outcome", "code", "level", "status"]
                    .iter()
                    .all(|name| found.get(name) == said.get(name))
            });
            if same {
                continue;
            }
            let nothing = Object::default();
            let found = found.or_else(|| fresh.get(at)).unwrap_or(&nothing);
            let level = |report: &Object| report.text("level").unwrap_or("E0").to_owned();
            // Less than what is found does no harm.
            let outcome = match level(said) > level(found) {
                true => CheckOutcome::Conflict,
                false => CheckOutcome::Warn,
            };
            out.push(
                Finding::new("bundle_report_differs", outcome)
                    .with("receipt", format!("{}", at + 1))
                    .with("said", verdict(said, words))
                    .with("said_level", level(said))
                    .with("found", verdict(found, words))
                    .with("found_level", level(found)),
            );
        }
        if self.parts.reports.is_empty() {
            let finding = Finding::new("bundle_report_missing", CheckOutcome::Info);
            out.push(finding);
        }
        out
    }

    fn answer_finding(&self, fresh: &Fresh, words: &Words) -> Option<Finding> {
        let said = self.parts.answer.as_ref()?;
        let same = |found: &Object| {
            ["claim", "answer", "code", "sentence", "level", "stop"]
                .iter()
                .all(|name| found.get(name) == said.get(name))
        };
        if fresh.answer.is_some_and(same) {
            return None;
        }
        let found = fresh.answer.map(|a| said::answer_title(a, words));
        let level = |answer: &Object| answer.text("level").unwrap_or("E0").to_owned();
        let titled = |code, outcome| {
            Finding::new(code, outcome)
                .with("said", said::answer_title(said, words))
                .with("said_level", level(said))
                .with("found", found.clone().unwrap_or_else(|| "—".to_owned()))
                .with(
                    "found_level",
                    fresh.answer.map_or_else(|| "—".to_owned(), level),
                )
        };
        Some(match fresh.answer_with_line.is_some_and(same) {
            true => titled("bundle_line_not_counted", CheckOutcome::Info),
            false => titled("bundle_answer_differs", CheckOutcome::Conflict),
        })
    }

    /// Writes the pages anew from the bundle's own data; other sentences than ours cannot be compared.
    fn page_findings(&self, words: &Words) -> Vec<Finding> {
        let tool = &self.manifest.tool;
        if *tool != Tool::this(&words.digest()) {
            let finding = Finding::new("bundle_html_not_compared", CheckOutcome::Warn);
            return alloc::vec![finding.with("version", tool.version.clone())];
        }
        let written = make::files(&self.parts, words);
        let mut out = Vec::new();
        for entry in &self.entries {
            let derived = FileKind::of(&entry.path).is_some_and(FileKind::is_derived);
            let anew = written.iter().find(|w| w.path == entry.path);
            if derived && anew.is_none_or(|anew| anew.bytes != entry.bytes) {
                let finding = Finding::new("bundle_html_differs", CheckOutcome::Conflict);
                out.push(finding.with("path", entry.path.clone()));
            }
        }
        out
    }
}

fn verdict(report: &Object, words: &Words) -> String {
    match report.text("code") {
        Some(code) => {
            let params = report.object("params").cloned().unwrap_or_default();
            words.told(&format!("verdict.{code}.title"), &params)
        }
        None => "—".to_owned(),
    }
}

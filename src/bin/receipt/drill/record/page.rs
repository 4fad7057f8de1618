//! `record.html`: one printed page, without a script and without anything from elsewhere.

use std::fmt::Write as _;

use super::markdown::facts;
use super::{Record, Voice};
use crate::words::Lang;

const STYLE: &str = "\
@page { size: A4; margin: 11mm 13mm }
* { box-sizing: border-box }
body { max-width: 184mm; margin: 8mm auto; color: #111; background: #fff; font: 9pt/1.35 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
h1 { margin: 0; font-size: 16pt; line-height: 1.25 }
h2 { margin: 3mm 0 .5mm; font-size: 10pt }
p, ul, ol, dl { margin: 0 }
ul, ol { padding-left: 5mm }
.sample { display: inline-block; margin-bottom: 2mm; padding: .5mm 2.5mm; border: 1.5pt solid; font-weight: 700; letter-spacing: .04em }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .5mm 4mm; margin-top: 2.5mm }
dt { color: #555 }
dd { margin: 0; font-weight: 600 }
table { width: 100%; border-collapse: collapse; font-size: 8pt; line-height: 1.25 }
th, td { padding: .6mm 2mm .6mm 0; border-bottom: .5pt solid #999; text-align: left; vertical-align: top }
th { border-bottom: 1pt solid #111 }
.n { width: 6mm }
.t { width: 26mm; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.unexpected { font-weight: 700; text-decoration: underline }
.line { height: 6.5mm; border-bottom: .5pt solid #555 }
.signed { display: grid; grid-template-columns: 1fr 1fr 40mm; gap: 8mm; margin-top: 7mm }
.signed span { padding-top: 1mm; border-top: .5pt solid #111; color: #555; font-size: 8pt }
@media print { body { margin: 0 } }
@media screen and (max-width: 600px) { body { margin: 1rem } .wide { overflow-x: auto } .signed { grid-template-columns: 1fr } }";

pub fn text(record: &Record, voice: &Voice) -> String {
    let lang = match record.lang {
        Lang::En => "en",
        Lang::ZhCn => "zh-CN",
    };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n",
        safe(&voice.own("name"))
    );
    let mut put = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    put(format!(
        "<p class=\"sample\">{}</p>",
        safe(&voice.say("record.sample"))
    ));
    put(format!("<h1>{}</h1>", safe(&voice.own("name"))));
    put(format!("<p>{}</p>\n<dl>", safe(&voice.own("situation"))));
    for (label, value) in facts(record, voice) {
        put(format!(
            "<dt>{}</dt><dd>{}</dd>",
            safe(&label),
            safe(&value)
        ));
    }
    put("</dl>".to_owned());
    put(steps(record, voice));
    put(verdicts(record, voice));
    put(format!(
        "<h2>{}</h2>\n<ul>",
        safe(&voice.say("record.open"))
    ));
    for sentence in voice.open() {
        put(format!("<li>{}</li>", safe(&sentence)));
    }
    put("</ul>".to_owned());
    put(format!("<h2>{}</h2>", safe(&voice.say("record.improve"))));
    put("<div class=\"line\"></div><div class=\"line\"></div>".to_owned());
    let signed = safe(&voice.say("record.signed"));
    put(format!(
        "<div class=\"signed\"><span>{signed}</span><span>{signed}</span><span>{}</span></div>\n</body>\n</html>",
        safe(&voice.say("record.date"))
    ));
    out
}

fn steps(record: &Record, voice: &Voice) -> String {
    let mut out = format!(
        "<h2>{}</h2>\n<table><tbody>",
        safe(&voice.say("record.steps"))
    );
    for (at, step) in record.steps.iter().enumerate() {
        let _ = write!(
            out,
            "\n<tr><td class=\"n\">{}</td><td>{}</td><td class=\"t\">{}</td></tr>",
            at + 1,
            safe(&voice.own(&format!("step.{}.do", step.id))),
            safe(&voice.span(step.seconds))
        );
    }
    out + "\n</tbody></table>"
}

fn verdicts(record: &Record, voice: &Voice) -> String {
    let mut out = format!(
        "<h2>{}</h2>\n<div class=\"wide\"><table><thead><tr><th>{}</th>",
        safe(&voice.say("record.verdicts")),
        safe(&voice.say("record.receipt"))
    );
    for view in record.views() {
        let _ = write!(out, "<th>{}</th>", safe(&voice.view(view.id)));
    }
    out.push_str("</tr></thead><tbody>");
    for (at, id) in record.script.receipts.iter().enumerate() {
        let _ = write!(out, "\n<tr><td>{}</td>", safe(&voice.receipt(id)));
        for view in 0..record.views().len() {
            let verdict = record.table.get(at).and_then(|row| row.get(view));
            let said = safe(&voice.verdict(verdict.and_then(Option::as_ref)));
            match record.is_as_expected(at, view) {
                true => out.push_str(&format!("<td>{said}</td>")),
                false => {
                    let _ = write!(
                        out,
                        "<td class=\"unexpected\">{said} ({})</td>",
                        safe(&voice.say("record.unexpected"))
                    );
                }
            }
        }
        out.push_str("</tr>");
    }
    out + "\n</tbody></table></div>"
}

/// Text is text, whoever wrote it.
fn safe(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

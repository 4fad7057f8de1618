//! The text that goes to the printer, held against what is signed.

use receipt_verifier::report::Params;
use receipt_verifier::{Amount, Receipt, card_data};

use super::finding::Finding;
use super::subject::Linted;
use super::{moments, wording};

/// Lines with one of these tell the receipt's own amount.
const TOTALS: &[&str] = &[
    "合计",
    "总计",
    "总额",
    "总金额",
    "交易金额",
    "消费金额",
    "应付",
    "实付",
    "实收",
    "total",
    "amount",
    "合計",
    "summe",
    "gesamt",
    "betrag",
    "montant",
    "importe",
    "итого",
    "합계",
];

/// But not with one of these.
const PARTS: &[&str] = &[
    "小计",
    "优惠",
    "折扣",
    "税",
    "小费",
    "找零",
    "余额",
    "件",
    "subtotal",
    "sub-total",
    "discount",
    "tax",
    "tip",
    "change",
    "items",
    "小計",
    "zwischensumme",
    "sous-total",
    "mwst",
    "tva",
    "iva",
    "rabatt",
    "rückgeld",
];

pub fn findings(text: &str, linted: &Linted) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut before = "";
    for (line, text) in numbered(text) {
        if card_data::has_card_data(text) || is_broken_card(before, text) {
            out.push(Finding::error("print_card_data", at(line)));
        }
        before = text;
        if let Some(word) = wording::too_much(text, linted.confirmation) {
            let params = at(line).word("word", word);
            out.push(Finding::error("print_word", params));
        }
    }
    if let Some(receipt) = &linted.receipt {
        out.extend(amounts(text, receipt));
        out.extend(last_four(text, receipt));
        out.extend(moments::findings(text, receipt));
    }
    out
}

/// A card number in groups of four that goes on in the next line.
fn is_broken_card(first: &str, second: &str) -> bool {
    let joins = |c: char| c.is_ascii_digit() || c == ' ' || c == '-';
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let (first, second) = (first.trim_end(), second.trim_start());
    let tail = digits(
        first
            .get(first.trim_end_matches(joins).len()..)
            .unwrap_or_default(),
    );
    let head = second.len() - second.trim_start_matches(joins).len();
    let head = digits(second.get(..head).unwrap_or_default());
    let in_groups = tail.len() % 4 == 0 && !tail.is_empty() && tail.len() + head.len() == 16;
    in_groups && !head.is_empty() && card_data::has_card_data(&format!("{tail}{head}"))
}

/// The pieces of a text that are made of such characters, with where they begin.
pub fn runs(text: &str, of: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (start, of(c) && at < text.len()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.extend(text.get(from..at).map(|run| (from, run)));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

fn at(line: usize) -> Params {
    Params::default().number("line", i64::try_from(line).unwrap_or(i64::MAX))
}

fn amounts(text: &str, receipt: &Receipt) -> Vec<Finding> {
    let exponent = usize::from(receipt.currency.exponent());
    let signed = receipt.amount.to_text(receipt.currency);
    let known = known_amounts(receipt);
    let mut out = Vec::new();
    let mut seen = false;
    for (line, text) in numbered(text) {
        let small = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
        let is_total = has(TOTALS) && !has(PARTS);
        let plain = sums(text, exponent);
        // A space may part thousands, or two columns.
        let joined = sums(&without_grouping(text), exponent);
        let fits = |sums: &[(String, u64)]| {
            !sums.is_empty() && sums.iter().all(|(_, sum)| known.contains(sum))
        };
        seen |= plain
            .iter()
            .chain(&joined)
            .any(|(_, sum)| *sum == receipt.amount.minor());
        if is_total && !plain.is_empty() && !fits(&plain) && !fits(&joined) {
            let unknown = plain.iter().find(|(_, sum)| !known.contains(sum));
            if let Some((printed, _)) = unknown {
                let params = at(line)
                    .word("found", printed.as_str())
                    .word("signed", &*signed);
                out.push(Finding::error("print_amount_differs", params));
            }
        }
    }
    if !seen {
        let params = Params::default().word("signed", signed);
        out.push(Finding::error("print_amount_missing", params));
    }
    out
}

/// `1 234 567,89` as `1234567,89`, with whatever sort of space or apostrophe.
fn without_grouping(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        let parts = matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’');
        let three = (1..=3).all(|n| digit(at + n)) && !digit(at + 4);
        if !(parts && at > 0 && digit(at - 1) && three) {
            out.push(*c);
        }
    }
    out
}

/// Every sum that the receipt names.
fn known_amounts(receipt: &Receipt) -> Vec<u64> {
    let mut out = vec![receipt.amount];
    out.extend(receipt.tenders.iter().flatten().map(|t| t.amount));
    for item in receipt.items.iter().flatten() {
        out.push(item.total);
        out.extend(item.unit_price);
    }
    for tax in receipt.taxes.iter().flatten() {
        out.extend([tax.base, tax.amount]);
    }
    out.extend(receipt.dcc.as_ref().map(|d| d.amount));
    out.extend(
        [
            receipt.tip,
            receipt.cashback,
            receipt.surcharge,
            receipt.discount,
            receipt.authorised_amount,
            receipt.captured_amount,
        ]
        .into_iter()
        .flatten(),
    );
    let mut out: Vec<u64> = out.into_iter().map(Amount::minor).collect();
    let items = receipt.items.iter().flatten();
    out.push(items.map(|item| item.total.minor()).sum());
    out
}

/// Numbers that are written as sums of money: `186.50`, `1,234.50`, `1.234,50`, of a currency without minor units `1,865`.
fn sums(text: &str, exponent: usize) -> Vec<(String, u64)> {
    let mut out = Vec::new();
    for (_, run) in runs(text, |c| c.is_ascii_digit() || c == '.' || c == ',') {
        let run = run.trim_matches(['.', ',']);
        let (whole, minor) = match run.rfind(['.', ',']) {
            // Whichever of the two stands last and leaves the right number of digits.
            Some(at) if exponent > 0 && run.len() == at + 1 + exponent => (
                run.get(..at).unwrap_or_default(),
                run.get(at + 1..).unwrap_or_default(),
            ),
            _ if exponent == 0 => (run, ""),
            _ => continue,
        };
        // Thousands stand in threes; a date does not.
        let mut groups = whole.split(['.', ',']).rev().peekable();
        let mut in_threes = true;
        while let Some(group) = groups.next() {
            let first = groups.peek().is_none();
            in_threes &= first || group.len() == 3;
        }
        if !in_threes {
            continue;
        }
        let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
        if let Ok(sum) = format!("{digits}{minor}").parse() {
            out.push((run.to_owned(), sum));
        }
    }
    out
}

/// Last four digits behind a mask, or behind words that announce them.
fn last_four(text: &str, receipt: &Receipt) -> Vec<Finding> {
    let signed = receipt.card.as_ref().and_then(|c| c.last4.as_deref());
    let mut out = Vec::new();
    for (line, text) in numbered(text) {
        for found in masked(text) {
            let params = at(line).word("found", found);
            match signed {
                Some(signed) if signed == found => {}
                Some(signed) => {
                    let params = params.word("signed", signed);
                    out.push(Finding::error("print_last4_differs", params));
                }
                None => out.push(Finding::error("print_last4_unsigned", params)),
            }
        }
    }
    out
}

fn masked(text: &str) -> Vec<&str> {
    let is_mask = |c: char| matches!(c, '*' | '•' | '·' | 'x' | 'X' | '×' | '＊');
    let mut out = Vec::new();
    for (start, run) in runs(text, |c| c.is_ascii_digit()) {
        if run.len() != 4 {
            continue;
        }
        let before = text.get(..start).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\u{3000}', ':', '：']);
        let head = before.trim_end_matches(is_mask);
        let mask = before.get(head.len()..).unwrap_or_default().chars().count();
        let lead = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let small = head.to_lowercase();
        let announced = [
            "尾号",
            "后四位",
            "末四位",
            "ending",
            "ending in",
            "last four",
        ]
        .iter()
        .any(|word| small.ends_with(word));
        // 138****5678 is a telephone.
        if (mask >= 2 && lead != 3) || announced {
            out.push(run);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_told_from_other_numbers() {
        let minor = |text: &str, exponent| {
            let found = sums(text, exponent).into_iter();
            found.map(|(_, minor)| minor).collect::<Vec<_>>()
        };
        assert_eq!(minor("合计 ¥1,234.50 (3 件) 48213", 2), [123_450]);
        assert_eq!(minor("Summe EUR 18,40", 2), [1_840]);
        assert_eq!(minor("1.234.567,89 EUR", 2), [123_456_789]);
        assert_eq!(minor(&without_grouping("CHF 1'234.50"), 2), [123_450]);
        assert_eq!(minor(&without_grouping("1 234 567,89"), 2), [123_456_789]);
        assert_eq!(minor("1,234 2026.11.22", 2), [] as [u64; 0]);
        assert_eq!(minor("TOTAL 186.5", 2), [] as [u64; 0]);
        assert_eq!(minor("¥1,865", 0), [1_865]);
        assert_eq!(minor("KWD 1.865", 3), [1_865]);
    }

    #[test]
    fn last_four_digits_are_told_from_telephones_and_counters() {
        assert_eq!(masked("银联 ************4417"), ["4417"]);
        assert_eq!(masked("622848******4417"), ["4417"]);
        assert_eq!(masked("•••• 4417"), ["4417"]);
        assert_eq!(masked("卡尾号：4417"), ["4417"]);
        assert_eq!(masked("card ending in 4417"), ["4417"]);
        for text in [
            "电话 138****5678",
            "No. 4417",
            "2026-11-22",
            "x4 1234",
            "批次 ** 48213",
        ] {
            assert_eq!(masked(text), [] as [&str; 0], "{text}");
        }
    }
}

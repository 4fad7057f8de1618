//! The text that goes to the printer, held against what is signed.

use receipt_verifier::report::Params;
use receipt_verifier::{Amount, Receipt, card_data};

use super::finding::Finding;
use super::subject::Linted;
use super::wording;

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
];

pub fn findings(text: &str, linted: &Linted) -> Vec<Finding> {
    let mut out = Vec::new();
    for (line, text) in numbered(text) {
        if card_data::has_card_data(text) {
            out.push(Finding::error("print_card_data", at(line)));
        }
        if let Some(word) = wording::too_much(text, linted.confirmation) {
            let params = at(line).word("word", word);
            out.push(Finding::error("print_word", params));
        }
    }
    if let Some(receipt) = &linted.receipt {
        out.extend(amounts(text, receipt));
        out.extend(last_four(text, receipt));
        out.extend(moments(text, receipt));
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
        for (printed, minor) in sums(text, exponent) {
            seen |= minor == receipt.amount.minor();
            if is_total && !known.contains(&minor) {
                let params = at(line).word("found", printed).word("signed", &*signed);
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

/// Numbers that are written as sums of money: `186.50`, `1,234.50`, of a currency without minor units `1,865`.
fn sums(text: &str, exponent: usize) -> Vec<(&str, u64)> {
    let mut out = Vec::new();
    for run in text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')) {
        let run = run.trim_matches(['.', ',']);
        let (whole, minor) = match (exponent, run.split_once('.')) {
            (0, None) => (run, ""),
            (_, Some((whole, minor))) if exponent > 0 && minor.len() == exponent => (whole, minor),
            _ => continue,
        };
        let digits: String = whole.chars().filter(|c| *c != ',').collect();
        if let Ok(sum) = format!("{digits}{minor}").parse() {
            out.push((run, sum));
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
    let mut from = 0;
    for run in text.split(|c: char| !c.is_ascii_digit()) {
        let start = from;
        from = start + run.len();
        // What stood between this run and the next is one character; its length is found in the text.
        from += text
            .get(from..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
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

/// Dates and times of day; a print may have more than the receipt's, but one of each has to be the receipt's.
fn moments(text: &str, receipt: &Receipt) -> Vec<Finding> {
    let signed = receipt.iat.to_text(receipt.utc_offset);
    let mut out = Vec::new();
    let (date, clock) = (
        signed.get(..10).unwrap_or_default(),
        signed.get(11..16).unwrap_or_default(),
    );
    for (found, wanted) in [(dates(text), date), (clocks(text), clock)] {
        if let (Some(first), false) = (found.first(), found.iter().any(|f| f == wanted)) {
            let params = Params::default()
                .word("found", first.as_str())
                .word("signed", &*signed);
            out.push(Finding::error("print_time_differs", params));
        }
    }
    out
}

fn dates(text: &str) -> Vec<String> {
    let text = text.replace(['年', '月', '/', '.'], "-");
    let runs = text.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    runs.filter_map(|run| {
        let mut parts = run.trim_matches('-').split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let number = |text: &str| text.parse::<u8>().ok();
        let (month, day) = (number(month)?, number(day)?);
        let is_date = year.len() == 4
            && year.starts_with("20")
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && parts.next().is_none();
        is_date.then(|| format!("{year}-{month:02}-{day:02}"))
    })
    .collect()
}

fn clocks(text: &str) -> Vec<String> {
    let text = text.replace('：', ":");
    let runs = text.split(|c: char| !(c.is_ascii_digit() || c == ':'));
    runs.filter_map(|run| {
        let mut parts = run.trim_matches(':').split(':');
        let (hour, minute) = (parts.next()?, parts.next()?);
        let is_clock = hour.len() <= 2
            && minute.len() == 2
            && hour.parse::<u8>().is_ok_and(|h| h < 24)
            && minute.parse::<u8>().is_ok_and(|m| m < 60);
        is_clock.then(|| format!("{hour:0>2}:{minute}"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_told_from_other_numbers() {
        let minor = |text, exponent| {
            let found = sums(text, exponent).into_iter();
            found.map(|(_, minor)| minor).collect::<Vec<_>>()
        };
        assert_eq!(minor("合计 ¥1,234.50 (3 件) 48213", 2), [123_450]);
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

    #[test]
    fn dates_and_times_are_read_as_people_write_them() {
        for text in ["2026-11-22", "2026/11/22", "2026年11月22日", "2026.11.22"] {
            assert_eq!(dates(text), ["2026-11-22"], "{text}");
        }
        assert_eq!(dates("20261122-000317"), [] as [String; 0]);
        assert_eq!(clocks("17:35:12 或 9：05"), ["17:35", "09:05"]);
    }
}

//! The card-data guard: PAN, expiry, track, CVV and PIN block have no place on a receipt (PCI DSS 3.3, 3.4; FACTA).
//! Issuing and exporting refuse; verifying masks and flags, so that a planted number cannot destroy evidence.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::json::{Object, Value};
use crate::text;
use crate::text::is_deceptive;

/// Member names that announce card data, whatever their value.
const NAMES: [&str; 28] = [
    "pan",
    "card_number",
    "primary_account_number",
    "expiry",
    "expiry_date",
    "expiration",
    "expiration_date",
    "exp_month",
    "exp_year",
    "exp_date",
    "cvv",
    "cvv2",
    "cvc",
    "cvc2",
    "cvn2",
    "cid",
    "csc",
    "card_verification_value",
    "security_code",
    "pin",
    "pin_block",
    "track",
    "track1",
    "track2",
    "track_1",
    "track_2",
    "track_data",
    "magstripe",
];

/// Whether a member's name announces card data. Case, hyphens and underscores do not matter (`cardNumber`, `CARD-NUMBER`).
pub fn is_card_name(name: &str) -> bool {
    let squeeze = |s: &str| -> String {
        s.chars()
            .filter(|c| !matches!(c, '_' | '-' | ' '))
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    let name = squeeze(name);
    NAMES.iter().any(|n| squeeze(n) == name)
}

/// Paths of members that carry card data, in names or in text, at any depth. `exempt` tells typed references apart by path
/// (`authorisation.rrn`): a number that is a reference by its type would trip the Luhn check one time in ten.
pub fn find(object: &Object, exempt: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    walk_object(object, "", exempt, &mut found);
    found
}

fn walk_object(
    object: &Object,
    path: &str,
    exempt: &dyn Fn(&str) -> bool,
    found: &mut Vec<String>,
) {
    for (name, value) in object.iter() {
        let mut here = String::from(path);
        if !path.is_empty() {
            here.push('.');
        }
        here.push_str(name);
        if is_card_name(name) || has_card_data(name) {
            found.push(mask(&here));
        } else {
            walk(value, &here, exempt, found);
        }
    }
}

fn walk(value: &Value, path: &str, exempt: &dyn Fn(&str) -> bool, found: &mut Vec<String>) {
    let hit = match value {
        Value::Text(text) => !exempt(path) && has_card_data(text),
        Value::Int(n) => !exempt(path) && has_card_data(&text::signed(*n)),
        Value::List(list) => {
            for v in list {
                walk(v, path, exempt, found);
            }
            false
        }
        Value::Object(inner) => {
            walk_object(inner, path, exempt, found);
            false
        }
        Value::Null | Value::Bool(_) => false,
    };
    if hit && !found.iter().any(|p| p == path) {
        found.push(path.to_owned());
    }
}

pub fn has_card_data(text: &str) -> bool {
    !spans(text).is_empty()
}

/// The text with every digit of card data replaced by a bullet.
pub fn mask(text: &str) -> String {
    let spans = spans(text);
    if spans.is_empty() {
        return text.to_owned();
    }
    text.char_indices()
        .map(|(at, c)| {
            if digit(c).is_some() && spans.iter().any(|s| s.contains(&at)) {
                '•'
            } else {
                c
            }
        })
        .collect()
}

/// Byte ranges of card numbers, and of security codes and expiry dates that a word announces.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for run in runs(text) {
        find_pans(&run, &mut out);
    }
    announced(text, &mut out);
    out
}

/// Digits of one run, each with its byte position, in groups that separators made.
type Run = Vec<Vec<(usize, u8)>>;

/// Splits a text into runs of digits; one separator between two digits keeps a run together, as cards are printed.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run: Run = Vec::new();
    let mut group = Vec::new();
    let mut gap = 0_u8;
    for (at, c) in text.char_indices() {
        if let Some(d) = digit(c) {
            gap = 0;
            group.push((at, d));
            continue;
        }
        // What cannot be seen separates nothing.
        if is_invisible(c) {
            continue;
        }
        if !group.is_empty() {
            run.push(core::mem::take(&mut group));
        }
        gap = gap.saturating_add(1);
        if gap > 1 || !is_separator(c) {
            gap = 2;
            if !run.is_empty() {
                runs.push(core::mem::take(&mut run));
            }
        }
    }
    if !group.is_empty() {
        run.push(group);
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

fn is_invisible(c: char) -> bool {
    text::is_deceptive(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_separator(c: char) -> bool {
    // What NFKC or a keyboard makes of a space, a hyphen or a dot between digit groups.
    matches!(c, ' ' | '-' | '.' | '_' | '/' | '\u{a0}' | '\u{b7}' | '\u{2000}'..='\u{200a}' | '\u{2010}'..='\u{2015}' | '\u{202f}' | '\u{205f}'
        | '\u{2212}' | '\u{3000}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{ff0e}')
}

/// Looks at every sequence of whole groups that could be a card number: `4111 1111 1111 1111 12/28` hides one in a longer run.
fn find_pans(run: &Run, out: &mut Vec<Range<usize>>) {
    for from in 0..run.len() {
        let mut digits: Vec<(usize, u8)> = Vec::new();
        for group in run.iter().skip(from) {
            digits.extend(group);
            if digits.len() > 19 {
                break;
            }
            let values: Vec<u8> = digits.iter().map(|d| d.1).collect();
            if is_pan(&values)
                && let (Some(first), Some(last)) = (digits.first(), digits.last())
            {
                out.push(first.0..last.0 + 1);
            }
        }
    }
}

/// Card-range prefix (ISO/IEC 7812), a length that the range uses, and the Luhn check digit.
fn is_pan(digits: &[u8]) -> bool {
    if !(13..=19).contains(&digits.len()) || !luhn(digits) {
        return false;
    }
    let head = |n: usize| {
        digits
            .iter()
            .take(n)
            .fold(0_u32, |acc, d| acc * 10 + u32::from(*d))
    };
    let long = digits.len() >= 16;
    match head(2) {
        40..=49 => match digits.len() {
            13 => !is_ean13(digits),
            16..=19 => true,
            _ => false,
        },
        34 | 37 => digits.len() == 15,
        36 | 38 | 39 => digits.len() >= 14,
        30 => digits.len() >= 14 && (matches!(head(3), 300..=305) || head(4) == 3095),
        35 => long && matches!(head(4), 3528..=3589),
        51..=55 => digits.len() == 16,
        22..=27 => long && matches!(head(4), 2200..=2205 | 2221..=2720),
        50 | 56..=69 => long,
        81 | 82 => long,
        97 => long && head(4) == 9792,
        _ => false,
    }
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &d)| {
            let d = u32::from(d);
            match (i % 2, d * 2) {
                (0, _) => d,
                (_, twice) if twice > 9 => twice - 9,
                (_, twice) => twice,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A barcode on a line of goods is not a card: 13 digits with a valid GS1 check digit.
fn is_ean13(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(i, &d)| u32::from(d) * if i % 2 == 0 { 1 } else { 3 })
        .sum();
    digits.len() == 13 && sum.is_multiple_of(10)
}

/// Words that announce a security code (three or four digits follow) or a card's expiry (MM/YY follows). Bare "exp" or 有效期 stand on medicine and food, and are not among them.
const CODE_WORDS: [&str; 8] = [
    "cvv2",
    "cvv",
    "cvc2",
    "cvc",
    "cvn2",
    "安全码",
    "security code",
    "pin码",
];
const EXPIRY_WORDS: [&str; 5] = [
    "valid thru",
    "valid through",
    "good thru",
    "card exp",
    "卡有效期",
];

/// Byte positions at which a word has just ended.
fn ends_of(word: &str, text: &str) -> Vec<usize> {
    let (word, text) = (word.as_bytes(), text.as_bytes());
    let mut ends = Vec::new();
    let mut next = 0;
    for (at, window) in text.windows(word.len()).enumerate() {
        if at >= next && window == word {
            next = at + word.len();
            ends.push(next);
        }
    }
    ends
}

fn announced(text: &str, out: &mut Vec<Range<usize>>) {
    // ASCII folding keeps byte positions.
    let folded = text.to_ascii_lowercase();
    for (words, lengths) in [(&CODE_WORDS[..], 3..=4), (&EXPIRY_WORDS[..], 3..=6)] {
        for word in words {
            for after in ends_of(word, &folded) {
                let Some(tail) = text.get(after..) else {
                    continue;
                };
                let digits: Vec<usize> = tail
                    .char_indices()
                    .take(16)
                    .skip_while(|(_, c)| digit(*c).is_none() && !is_letter(*c))
                    .take_while(|(_, c)| digit(*c).is_some() || *c == '/' || *c == '-')
                    .filter(|(_, c)| digit(*c).is_some())
                    .map(|(i, _)| after + i)
                    .collect();
                if let (true, Some(first), Some(last)) = (
                    lengths.contains(&digits.len()),
                    digits.first(),
                    digits.last(),
                ) {
                    out.push(*first..*last + 1);
                }
            }
        }
    }
}

/// Whether a character belongs to a word rather than between two. Unicode's own table would be 2 kB of the module that a first visit
/// loads; these are its blocks of punctuation, symbols and emoji.
fn is_letter(c: char) -> bool {
    match c {
        c if is_deceptive(c) => false,
        '\0'..='\u{bf}' => c.is_ascii_alphabetic() || matches!(c, 'ª' | 'µ' | 'º'),
        '×' | '÷' | '\u{300}'..='\u{36f}' => false,
        '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20ff}' => false,
        '\u{2190}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' => false,
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{fe00}'..='\u{fe6f}' => false,
        '\u{ff00}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' => false,
        '\u{fff0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'.. => false,
        _ => true,
    }
}

/// The value of a digit in any of the shapes that NFKC folds to ASCII, and in the decimal digits of the scripts in common use.
fn digit(c: char) -> Option<u8> {
    // Bases of contiguous digit runs that start at zero.
    const ZEROS: [u32; 16] = [
        0x30, 0xff10, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x2080, 0x1d7ce, 0x1d7d8, 0x1d7e2,
        0x1d7ec, 0x1d7f6, 0x1fbf0, 0x1040, 0x17e0,
    ];
    let code = c as u32;
    let run = |base: u32, count: u32| code.checked_sub(base).filter(|d| *d < count);
    let value = ZEROS.iter().find_map(|zero| run(*zero, 10)).or(match c {
        '⁰' | '⓪' => Some(0),
        '¹' => Some(1),
        '²' | '³' => run(0xb0, 10),
        _ => run(0x2070, 10)
            .filter(|d| *d >= 4)
            .or_else(|| run(0x245f, 10).filter(|d| *d >= 1)),
    });
    value.and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_test_numbers_of_every_network_are_found() {
        for pan in [
            "4111111111111111",
            "4222222222222",
            "5555555555554444",
            "2223003122003222",
            "378282246310005",
            "6011111111111117",
            "3530111333300000",
            "30569309025904",
            "6200000000000005",
            "6212345678901232",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "４１１１１１１１１１１１１１１１",
            "4111\u{200b}1111\u{200b}1111\u{200b}1111",
            "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
            "card 4111 1111 1111 1111 12/28",
            "x4111111111111111x",
        ] {
            assert!(has_card_data(pan), "{pan}");
            assert!(!mask(pan).contains("111"), "{pan}");
        }
    }

    #[test]
    fn ordinary_numbers_are_not_cards() {
        for text in [
            "20261122-000317",
            "632611884213",
            "898330154110042",
            "4111111111111112",
            "1234567890123456",
            "4006381333931",
            "+86 571 8888 0000",
            "2026-11-22 17:35:12",
            "••••4417",
            "41111111111111110000000",
            "阿莫西林 有效期至 12/27",
            "Milk exp 12/27",
            "PIN pad cover 4mm",
        ] {
            assert!(!has_card_data(text), "{text}");
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn announced_codes_and_dates_are_found() {
        assert_eq!(mask("CVV: 123"), "CVV: •••");
        assert_eq!(mask("Valid thru 12/28"), "Valid thru ••/••");
        assert_eq!(mask("卡有效期 1228"), "卡有效期 ••••");
        assert_eq!(mask("安全码：937。"), "安全码：•••。");
    }

    #[test]
    fn names_are_found_in_any_spelling() {
        for name in [
            "pan",
            "PAN",
            "cardNumber",
            "card-number",
            "CVV2",
            "pin_block",
            "track2",
        ] {
            assert!(is_card_name(name), "{name}");
        }
        for name in ["panel", "pin_required", "expiry_policy", "tracking"] {
            assert!(!is_card_name(name), "{name}");
        }
    }
}

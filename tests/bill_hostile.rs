//! Whatever is handed over: no bytes make the reader panic, no money is rounded, and no edit of a file changes more than the match.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;

use bills::{facts, file, matched, of_customer, read_text, report, wallet, words};
use proptest::prelude::*;
use receipt_verifier::bill::{Bill, SuppliedBy};
use serde_json::{Value, json};

const FILES: [&str; 15] = [
    "alipay.csv",
    "bank.xlsx",
    "bank_ambiguous.csv",
    "bank_cn.csv",
    "bank_de.csv",
    "bank_fr.csv",
    "bank_uk_columns.csv",
    "bank_us.csv",
    "camt052_prefixed.xml",
    "camt053_v08.xml",
    "sgml.ofx",
    "statements.sta",
    "wechat.csv",
    "wechat.xlsx",
    "wechat_merchant.csv",
];

/// Reads and asks for everything there is to ask.
fn use_up(bytes: &[u8], columns: Option<&str>) {
    if let Ok(bill) = Bill::read(bytes, "bill", columns) {
        let facts = facts(&bill);
        assert!(facts["unread"].as_array().unwrap().len() <= 20);
        for supplied_by in [
            SuppliedBy::Customer,
            SuppliedBy::Merchant,
            SuppliedBy::Unknown,
        ] {
            let found = matched(
                &bill,
                &wallet(json!({"authorisation": {"rrn": "632611884213", "code": "183442"}})),
                supplied_by,
            );
            let said = [&found["matched"], &found["differs"], &found["unknown"]]
                .map(|fields| words(fields).len());
            // Where there is a line, every field came out one way; where there is none, nothing is said of fields.
            assert!(matches!(said.iter().sum::<usize>(), 0 | 9), "{found}");
        }
    }
}

/// An amount in minor units, as somebody writes it.
fn spelled(minor: u64, decimal: char, group: Option<char>) -> String {
    let (whole, cents) = (minor / 100, minor % 100);
    let digits = whole.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.extend(group);
        }
        text.push(digit);
    }
    format!("{text}{decimal}{cents:02}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        use_up(&bytes, None);
    }

    #[test]
    fn no_damage_to_a_file_makes_it_panic(
        which in 0..FILES.len(), at in any::<prop::sample::Index>(), length in 0..40_usize, put in proptest::collection::vec(any::<u8>(), 0..40), columns in any::<bool>(),
    ) {
        let mut bytes = file(FILES[which]);
        let at = at.index(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, put);
        use_up(&bytes, columns.then_some(r#"{"date": 0, "amount": 1, "name": 2, "date_order": "dmy"}"#));
    }

    #[test]
    fn no_text_of_a_table_makes_it_panic(text in "([0-9]{1,5}|[-,;.:/'\"()\n\t ¥€A-Z金额日期]){0,200}") {
        use_up(format!("Date,Description,Amount\n{text}").as_bytes(), None);
    }

    #[test]
    fn money_comes_out_as_it_went_in(minor in 1_u64..1_000_000_000_000, minus in any::<bool>()) {
        for (decimal, group, separator) in [('.', None, ','), (',', None, ';'), ('.', Some(','), ';'), (',', Some('.'), ';'), (',', Some(' '), ';'), ('.', Some('\''), ';'), (',', Some('\u{a0}'), ';')] {
            let amount = spelled(minor, decimal, group);
            let written = if minus { format!("-{amount}") } else { format!("{amount}-") };
            let bill = read_text(&format!("Date{separator}Description{separator}Amount{separator}Currency\n2026-11-22{separator}TENGHUI TEA{separator}{written}{separator}CNY\n2026-11-22{separator}OTHER{separator}-1{decimal}05{separator}CNY\n"));
            let found = of_customer(&bill, &report(json!({"amount": minor, "merchant": {"trading_name": "Tenghui Tea"}})));
            prop_assert_eq!(&found["line"]["amount"], &json!(minor), "{}", written);
            prop_assert_eq!(&found["direction"], &json!("debit"), "{}", written);
        }
    }

    #[test]
    fn a_cent_more_or_less_is_another_amount(minor in 2_u64..1_000_000_000) {
        let bill = read_text(&format!("Date,Description,Amount,Currency\n2026-11-22,TENGHUI TEA,-{},CNY\n2026-11-22,OTHER,-1.00,CNY\n", spelled(minor, '.', None)));
        for other in [minor - 1, minor + 1] {
            let found = of_customer(&bill, &report(json!({"amount": other, "merchant": {"trading_name": "Tenghui Tea"}})));
            prop_assert_eq!(&found["grade"], &json!("none"));
        }
    }
}

/// What a file says of a receipt beside the match itself.
fn of_report(found: &Value) -> [Value; 1] {
    [found["digest"].clone()]
}

#[test]
fn an_edited_file_changes_the_match_and_nothing_else() {
    let text = String::from_utf8(file("wechat.csv")).unwrap();
    let sale = wallet(json!({}));
    let honest = of_customer(
        &Bill::read(text.as_bytes(), "wechat.csv", None).unwrap(),
        &sale,
    );
    assert_eq!(honest["grade"], "G1");
    let line = text.lines().find(|line| line.contains("186.50")).unwrap();
    for (edited, grade, differs) in [
        // A customer takes the line out, makes it smaller, or closes it.
        (text.replace(&format!("{line}\n"), ""), "none", vec![]),
        (text.replace("¥186.50", "¥18.65"), "G1", vec!["amount"]),
        (text.replace("¥186.50", "¥1866.50"), "G1", vec!["amount"]),
        // A merchant puts the receipt's numbers into a line of another purchase.
        (
            text.replace(
                "4200002610202611281111111111",
                "4200002610202611228431097755",
            )
            .replace(line, ""),
            "G1",
            vec!["amount", "date", "time", "name"],
        ),
    ] {
        let bill = Bill::read(edited.as_bytes(), "wechat.csv", None).unwrap();
        let found = of_customer(&bill, &sale);
        assert_eq!(
            (&found["grade"], words(&found["differs"])),
            (&json!(grade), differs)
        );
        assert_eq!(of_report(&found), of_report(&honest));
        // No word of it says that anything is confirmed.
        assert!(!found.to_string().contains("confirmed"));
    }
    // Twice the same line is no better than once: which of them it is stays open.
    let doubled = text.replace(line, &format!("{line}\n{line}"));
    let found = of_customer(
        &Bill::read(doubled.as_bytes(), "wechat.csv", None).unwrap(),
        &sale,
    );
    assert_eq!(
        (&found["grade"], &found["candidates"]),
        (&json!("ambiguous"), &json!(2))
    );
}

#[test]
fn a_million_lines_are_the_end() {
    let mut text = String::from("Date,Description,Amount\n");
    text.push_str(&"2026-11-22,A,-1\n".repeat(1_000_000));
    assert_eq!(facts(&read_text(&text))["lines"], 1_000_000);
    text.push_str("2026-11-22,A,-1\n");
    assert_eq!(
        bills::refused(text.as_bytes()).code(),
        "file_too_many_lines"
    );
}

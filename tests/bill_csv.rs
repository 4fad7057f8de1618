//! Any bank's table: which column is which, guessed and put right.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;

use bills::{facts, file, of_customer, read, read_text, report, words};
use receipt_verifier::bill::{Bill, BillError};
use serde_json::{Value, json};

fn guess(name: &str) -> Value {
    facts(&read(name))["columns"]["guess"].clone()
}

fn at_shop(currency: &str, name: &str) -> Value {
    report(json!({"currency": currency, "merchant": {"trading_name": name}}))
}

#[test]
fn columns_are_told_by_their_headers_in_five_languages() {
    for (name, encoding, expected) in [
        (
            "bank_de.csv",
            "windows-1252",
            json!({"date": 0, "amount": 5, "name": 2, "currency": 6, "date_order": "dmy", "decimal": ",", "minus_is": "debit"}),
        ),
        (
            "bank_us.csv",
            "utf-8",
            json!({"date": 0, "amount": 5, "text": 2, "date_order": "mdy", "decimal": ".", "minus_is": "debit"}),
        ),
        (
            "bank_uk_columns.csv",
            "utf-8",
            json!({"date": 0, "amount": null, "debit": 2, "credit": 3, "date_order": "dmy"}),
        ),
        (
            "bank_fr.csv",
            "utf-16le",
            json!({"date": 0, "debit": 2, "credit": 3, "text": 4, "decimal": ","}),
        ),
        (
            "bank_cn.csv",
            "gb18030",
            json!({"date": 0, "amount": 3, "card": 4, "text": 2, "currency": 5, "minus_is": "credit"}),
        ),
    ] {
        assert_eq!(facts(&read(name))["encoding"], encoding, "{name}");
        let guess = guess(name);
        for (member, value) in expected.as_object().unwrap() {
            assert_eq!(&guess[member], value, "{name}: {member}");
        }
    }
    let spanish = read_text(
        "Fecha operación;Concepto;Importe\n22/11/2026;TENGHUI TEA;-186,50\n25/11/2026;OTRO;-3,00\n",
    );
    assert_eq!(facts(&spanish)["columns"]["guess"]["text"], 1);
}

#[test]
fn a_line_of_each_banks_table_is_found() {
    for (name, receipt, grade) in [
        ("bank_de.csv", at_shop("EUR", "Café Größe"), "G3"),
        // Neither names a currency: amount and day alone, until somebody says it.
        ("bank_us.csv", at_shop("USD", "Tenghui Tea House"), "G4"),
        ("bank_uk_columns.csv", at_shop("GBP", "Tenghui Tea"), "G4"),
        ("bank_fr.csv", at_shop("EUR", "Café Grandeur"), "G4"),
        ("bank_cn.csv", at_shop("CNY", "腾辉茶叶店"), "G3"),
    ] {
        let found = of_customer(&read(name), &receipt);
        // Most of a credit card's amounts have no sign: that they are money out, somebody has to say.
        let direction = match name {
            "bank_cn.csv" => json!(null),
            _ => json!("debit"),
        };
        assert_eq!(
            (
                &found["grade"],
                &found["line"]["amount"],
                &found["direction"]
            ),
            (&json!(grade), &json!(18650), &direction),
            "{name}"
        );
        assert!(words(&found["matched"]).contains(&"name"), "{name}");
    }
}

#[test]
fn a_currency_that_somebody_says_lifts_the_grade() {
    let bill = Bill::read(
        &file("bank_us.csv"),
        "bank_us.csv",
        Some(r#"{"currency_code": "USD"}"#),
    )
    .unwrap();
    assert_eq!(
        of_customer(&bill, &at_shop("USD", "Tenghui Tea House"))["grade"],
        "G3"
    );
    let other = Bill::read(
        &file("bank_us.csv"),
        "bank_us.csv",
        Some(r#"{"currency_code": "EUR"}"#),
    )
    .unwrap();
    let found = of_customer(&other, &at_shop("USD", "Tenghui Tea House"));
    assert_eq!(
        (&found["grade"], words(&found["differs"])),
        (&json!("none"), vec!["currency"])
    );
}

#[test]
fn days_that_could_be_months_are_asked_about() {
    let columns = facts(&read("bank_ambiguous.csv"))["columns"].clone();
    assert_eq!(columns["sure"], false);
    let doubts = words(&columns["doubts"]);
    assert!(
        doubts.contains(&"date_order") && doubts.contains(&"minus_is"),
        "{doubts:?}"
    );
    let sample = columns["sample"].as_array().unwrap();
    assert_eq!(sample.len(), 3);
    // 2026-01-02 or 2026-02-01.
    for (order, day) in [("mdy", "2026-01-02"), ("dmy", "2026-02-01")] {
        let said =
            format!(r#"{{"date_order": "{order}", "minus_is": "credit", "currency_code": "EUR"}}"#);
        let bill = Bill::read(&file("bank_ambiguous.csv"), "x.csv", Some(&said)).unwrap();
        let facts = facts(&bill);
        assert_eq!(
            (&facts["from"], &facts["columns"]["sure"]),
            (&json!(day), &json!(true))
        );
    }
}

#[test]
fn a_table_without_header_is_guessed_by_its_content_and_asked_about() {
    let bill =
        read_text("2026-11-22;-186,50;TENGHUI TEA HZ;1000,00\n2026-11-23;-12,00;BAKER;988,00\n");
    let columns = facts(&bill)["columns"].clone();
    assert_eq!(
        (
            &columns["guess"]["date"],
            &columns["guess"]["amount"],
            &columns["sure"]
        ),
        (&json!(0), &json!(1), &json!(false))
    );
    assert_eq!(facts(&bill)["lines"], 2);
}

/// Nobody knows every bank's words; whoever holds the file does.
#[test]
fn a_table_in_a_language_that_is_not_known_is_asked_about_and_read_once_it_is_told() {
    let text = "päivä,liike,haltija,tapa,määrä\n2026/11/22,TEEHUONE,itse,kortti,\"3,520\"\n2026/11/20,KIOSKI,itse,kortti,520\n";
    let columns = facts(&read_text(text))["columns"].clone();
    assert_eq!(columns["sure"], json!(false));
    assert_eq!(columns["sample"].as_array().map(Vec::len), Some(3));
    let told = r#"{"date": 0, "name": 1, "amount": 4, "currency_code": "JPY"}"#;
    let bill = Bill::read(text.as_bytes(), "card.csv", Some(told)).unwrap();
    assert_eq!(facts(&bill)["lines"], 2);
}

#[test]
fn a_choice_that_is_none_is_refused() {
    for said in [
        "{",
        "[]",
        r#"{"date": -1}"#,
        r#"{"date": "first"}"#,
        r#"{"decimal": ";"}"#,
        r#"{"currency_code": "XXX"}"#,
        r#"{"colour": 1}"#,
    ] {
        let refused = Bill::read(&file("bank_us.csv"), "bank_us.csv", Some(said)).err();
        assert_eq!(refused, Some(BillError::ColumnsInvalid), "{said}");
    }
}

#[test]
fn the_guess_itself_is_a_choice() {
    for name in [
        "bank_de.csv",
        "bank_us.csv",
        "bank_uk_columns.csv",
        "bank_fr.csv",
        "bank_cn.csv",
    ] {
        let mut said = guess(name);
        said["currency_code"] = json!("EUR");
        let bill = Bill::read(&file(name), name, Some(&said.to_string())).unwrap();
        assert_eq!(facts(&bill)["lines"], facts(&read(name))["lines"], "{name}");
        assert_eq!(facts(&bill)["columns"]["sure"], true, "{name}");
    }
}

#[test]
fn no_more_of_a_table_is_shown_than_five_rows_and_no_card_number() {
    let mut text = String::from("Date,Card number,Expiry,Description,Amount\n");
    for day in 1..20 {
        text.push_str(&format!(
            "2026-11-{day:02},4111 1111 1111 1111,12/28,SHOP {day},-{day}.00\n"
        ));
    }
    let columns = facts(&read_text(&text))["columns"].clone();
    assert_eq!(columns["sample"].as_array().unwrap().len(), 5);
    let shown = columns.to_string();
    assert!(
        !shown.contains("4111 1111") && !shown.contains("12/28"),
        "{shown}"
    );
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_file() {
    let mut text = String::from(
        "Date,Description,Amount\n2026-11-21,\"open,-1.00\n2026-11-22,TENGHUI TEA,-186.50\n",
    );
    for _ in 0..5_000 {
        text.push_str("2026-11-25,OTHER SHOP OF SOME KIND,-7.00\n");
    }
    let found = of_customer(&read_text(&text), &at_shop("CNY", "Tenghui Tea"));
    assert_eq!(found["grade"], "G4");
}

#[test]
fn rows_that_cannot_be_read_are_counted_and_told() {
    let facts = facts(&read_text(
        "Date,Description,Amount\n2026-11-22,A,-1.00\n2026-13-45,B,-2.00\n2026-11-23,C,soon\nsum,total of all,\n",
    ));
    assert_eq!(
        (&facts["lines"], &facts["unread_count"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(
        facts["unread"],
        json!([{"line": 3, "code": "date_unread"}, {"line": 4, "code": "amount_unread"}, {"line": 5, "code": "row_unread"}])
    );
}

#[test]
fn what_somebody_says_settles_that_doubt_alone() {
    let bill = Bill::read(
        &file("bank_ambiguous.csv"),
        "x.csv",
        Some(r#"{"currency_code": "EUR"}"#),
    )
    .unwrap();
    let columns = facts(&bill)["columns"].clone();
    assert_eq!(
        (words(&columns["doubts"]), &columns["sure"]),
        (vec!["date_order", "minus_is"], &json!(false))
    );
}

#[test]
fn days_that_could_be_months_cover_nothing_and_carry_little() {
    // 12 euro at the tea shop on 1 February 2026.
    let sale = report(
        json!({"amount": 1200, "currency": "EUR", "iat": 1_769_940_000, "utc_offset": 60, "merchant": {"trading_name": "Tenghui Tea"}}),
    );
    let read_as = |said: &str| {
        of_customer(
            &Bill::read(&file("bank_ambiguous.csv"), "x.csv", Some(said)).unwrap(),
            &sale,
        )
    };
    let open = read_as(r#"{"currency_code": "EUR"}"#);
    assert_eq!(
        (&open["grade"], words(&open["notes"])),
        (&json!("G4"), vec!["columns_unsure"])
    );
    assert_eq!(
        (&open["coverage"]["from"], &open["coverage"]["covers"]),
        (&json!(null), &json!(false))
    );
    assert!(words(&open["unknown"]).contains(&"direction"));
    let settled = read_as(r#"{"currency_code": "EUR", "date_order": "dmy", "minus_is": "credit"}"#);
    assert_eq!(
        (&settled["grade"], &settled["direction"]),
        (&json!("G3"), &json!("debit"))
    );
    assert_eq!(settled["coverage"]["to"], "2026-06-05");
}

#[test]
fn a_comma_without_quotes_that_pushes_the_cells_is_an_unread_row() {
    let bill = read_text(
        "Date,Description,Amount,Currency,Note\n2026-11-22,TENGHUI TEA,186,50,CNY,\n2026-11-23,TENGHUI TEA,-1.00,CNY,\n2026-11-24,B,-2.00,CNY,x,y\n2026-11-25,C,-3.00,CNY,z\n",
    );
    let facts = facts(&bill);
    assert_eq!(
        (&facts["lines"], &facts["unread_count"]),
        (&json!(2), &json!(2))
    );
}

#[test]
fn cells_that_were_put_together_show_as_one_line() {
    let bill =
        read_text("Date,Description,Details,Amount\n2026-11-22,TENGHUI TEA,HANGZHOU,-186.50\n");
    let found = of_customer(&bill, &at_shop("CNY", "Tenghui Tea"));
    assert_eq!(found["line"]["name"], "TENGHUI TEA · HANGZHOU");
}

#[test]
fn noise_with_separators_is_no_table() {
    let noise: String = (0..5_000_u32)
        .map(|n| format!("{},x{}\n", n.wrapping_mul(2_654_435_761) % 97, n))
        .collect();
    assert_eq!(bills::refused(noise.as_bytes()), BillError::FormatUnknown);
}

#[test]
fn a_japanese_table_reads_in_its_own_encoding() {
    // 利用日,利用店名,利用者,支払方法,利用金額 / 渡辺書店,本人,1回払い in Shift_JIS.
    let bill = read("bank_jp.csv");
    let facts = facts(&bill);
    assert_eq!(
        (&facts["encoding"], &facts["lines"], &facts["unread_count"]),
        (&json!("shift_jis"), &json!(2), &json!(0))
    );
    let guess = &facts["columns"]["guess"];
    assert_eq!(
        (&guess["date"], &guess["name"], &guess["amount"]),
        (&json!(0), &json!(1), &json!(4))
    );
    let sale = report(
        json!({"amount": 3520, "currency": "JPY", "utc_offset": 540, "merchant": {"trading_name": "渡辺書店"}}),
    );
    let said = Bill::read(
        &file("bank_jp.csv"),
        "x.csv",
        Some(r#"{"currency_code": "JPY", "minus_is": "credit"}"#),
    )
    .unwrap();
    assert_eq!(of_customer(&said, &sale)["grade"], "G3");
}

#[test]
fn a_table_whose_words_we_do_not_know_is_asked_about_and_not_refused() {
    for text in [
        "päivä,saaja,määrä\n2026/11/21,Kirja,\"3,520\"\n",
        "päivä,saaja,määrä\n2026/11/21,Kirja,\"3,520\"\n2026/11/22,Kahvi,980\n",
        "päivä,saaja,määrä\n2026/11/21,Kirja,3520\n2026/11/22,Kahvi,980\n",
    ] {
        let facts = facts(&read_text(text));
        let columns = &facts["columns"];
        assert_eq!(
            (
                &columns["guess"]["date"],
                &columns["guess"]["amount"],
                &columns["sure"]
            ),
            (&json!(0), &json!(2), &json!(false)),
            "{text}"
        );
    }
}

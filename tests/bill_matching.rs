//! Which line belongs to a receipt: grades, near misses, what the file covers, and who handed it over.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;

use bills::{matched, of_customer, read_text, report, words};
use receipt_verifier::bill::{Bill, SuppliedBy};
use serde_json::{Value, json};

const HEADER: &str = "Date,Time,Description,Amount,Currency,Reference,Status\n";

fn rows(rows: &[&str]) -> Bill {
    read_text(&format!(
        "{HEADER}{}\n2026-12-15,09:00,OTHER,-3.00,CNY,,\n2026-10-15,09:00,OTHER,-4.00,CNY,,\n",
        rows.join("\n")
    ))
}

fn tea(changes: Value) -> Value {
    let mut of_shop = json!({"merchant": {"statement_descriptor": "TENGHUI TEA HZ"}});
    for (name, value) in changes.as_object().unwrap() {
        of_shop[name] = value.clone();
    }
    report(of_shop)
}

fn grade(bill: &Bill, report: &Value) -> String {
    of_customer(bill, report)["grade"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_grades_in_order() {
    let auth = json!({"authorisation": {"code": "183442", "rrn": "632611884213"}});
    for (row, expected) in [
        ("2026-11-24,,TENGHUI TEA HZ,-186.50,CNY,632611884213,", "G1"),
        (
            "2026-11-24,,POS 000632611884213 TENGHUI,-186.50,CNY,,",
            "G1",
        ),
        ("2026-11-24,,APPROVAL 183442,-186.50,CNY,,", "G2"),
        ("2026-11-24,,TENGHUI TEA HZ,-186.50,CNY,,", "G3"),
        ("2026-11-24,,CARD PURCHASE,-186.50,CNY,,", "G4"),
        ("2026-11-24,,TENGHUI TEA HZ,-186.50,EUR,,", "none"),
        ("2026-11-24,,TENGHUI TEA HZ,-186.51,CNY,,", "none"),
        ("2026-11-24,,TENGHUI TEA HZ,186.50,CNY,,", "none"),
    ] {
        assert_eq!(grade(&rows(&[row]), &tea(auth.clone())), expected, "{row}");
    }
}

#[test]
fn a_line_is_posted_from_a_day_before_to_five_days_after() {
    for (day, expected) in [
        ("20", "none"),
        ("21", "G3"),
        ("22", "G3"),
        ("27", "G3"),
        ("28", "none"),
    ] {
        let row = format!("2026-11-{day},,TENGHUI TEA HZ,-186.50,CNY,,");
        assert_eq!(grade(&rows(&[&row]), &tea(json!({}))), expected, "{day}");
    }
}

#[test]
fn the_day_is_the_shops_own_not_the_suns() {
    // 17:35 UTC on the 22nd is 01:35 on the 23rd in China.
    let late = tea(json!({"iat": 1_795_368_900}));
    assert_eq!(
        grade(&rows(&["2026-11-28,,TENGHUI TEA HZ,-186.50,CNY,,"]), &late),
        "G3"
    );
    assert_eq!(
        grade(&rows(&["2026-11-21,,TENGHUI TEA HZ,-186.50,CNY,,"]), &late),
        "none"
    );
}

#[test]
fn several_lines_that_fit_equally_are_ambiguous_and_none_is_shown() {
    let twice = rows(&[
        "2026-11-23,,TENGHUI TEA HZ,-186.50,CNY,,",
        "2026-11-23,,TENGHUI TEA HZ,-186.50,CNY,,",
    ]);
    let found = of_customer(&twice, &tea(json!({})));
    assert_eq!(
        (&found["grade"], &found["candidates"], &found["twins"]),
        (&json!("ambiguous"), &json!(2), &json!(1))
    );
    assert_eq!(found["line"], json!(null));
}

#[test]
fn a_line_found_by_reference_tells_of_its_twins() {
    let bill = rows(&[
        "2026-11-23,,TENGHUI TEA HZ,-186.50,CNY,632611884213,",
        "2026-11-23,,TENGHUI TEA HZ,-186.50,CNY,632611884999,",
    ]);
    let found = of_customer(
        &bill,
        &tea(json!({"authorisation": {"rrn": "632611884213"}})),
    );
    assert_eq!(
        (&found["grade"], &found["candidates"], &found["twins"]),
        (&json!("G1"), &json!(1), &json!(1))
    );
}

#[test]
fn the_time_tells_two_visits_of_one_day_apart() {
    let bill = rows(&[
        "2026-11-22,17:35:20,TENGHUI TEA HZ,-186.50,CNY,,",
        "2026-11-22,09:02,TENGHUI TEA HZ,-186.50,CNY,,",
    ]);
    let found = of_customer(&bill, &tea(json!({})));
    assert_eq!(
        (&found["grade"], &found["line"]["time"], &found["twins"]),
        (&json!("G3"), &json!("17:35:20"), &json!(1))
    );
}

#[test]
fn the_same_reference_with_another_amount_or_day_is_told() {
    let rrn = tea(json!({"authorisation": {"rrn": "632611884213"}}));
    for (row, field) in [
        (
            "2026-11-24,,TENGHUI TEA HZ,-86.50,CNY,632611884213,",
            "amount",
        ),
        (
            "2026-12-24,,TENGHUI TEA HZ,-186.50,CNY,632611884213,",
            "date",
        ),
        (
            "2026-11-24,,TENGHUI TEA HZ,186.50,CNY,632611884213,",
            "direction",
        ),
    ] {
        let found = of_customer(&rows(&[row]), &rrn);
        assert_eq!(
            (&found["grade"], words(&found["differs"])),
            (&json!("G1"), vec![field]),
            "{row}"
        );
    }
}

#[test]
fn one_near_miss_is_told_and_several_are_not() {
    let row = "2026-11-23,,TENGHUI TEA HZ,-86.50,CNY,,";
    let found = of_customer(&rows(&[row]), &tea(json!({})));
    assert_eq!(
        (
            &found["grade"],
            words(&found["differs"]),
            &found["line"]["amount"]
        ),
        (&json!("none"), vec!["amount"], &json!(8650))
    );
    let found = of_customer(&rows(&[row, row]), &tea(json!({})));
    assert_eq!(
        (&found["grade"], &found["line"]),
        (&json!("none"), &json!(null))
    );
    let found = of_customer(
        &rows(&["2026-11-30,,TENGHUI TEA HZ,-186.50,CNY,,"]),
        &tea(json!({})),
    );
    assert_eq!(words(&found["differs"]), ["date"]);
}

#[test]
fn references_are_the_same_however_an_export_has_treated_them() {
    let rrn = tea(json!({"authorisation": {"rrn": "002611884213"}}));
    for spelled in [
        "002611884213",
        "2611884213",
        "`002611884213",
        "\"002611884213\t\"",
        "=\"002611884213\"",
        "'002611884213",
        "002611-884213",
        "００２６１１８８４２１３",
    ] {
        let bill = rows(&[&format!("2026-11-24,,SHOP,-186.50,CNY,{spelled},")]);
        assert_eq!(grade(&bill, &rrn), "G1", "{spelled}");
    }
    // A short number stands for too many transactions.
    let short = tea(json!({"authorisation": {"rrn": "000000000017"}}));
    assert_eq!(
        grade(&rows(&["2026-11-24,,SHOP,-186.50,CNY,17,"]), &short),
        "G4"
    );
}

#[test]
fn a_reference_in_scientific_notation_is_damaged_and_matches_nothing() {
    let receipt = tea(json!({"wallet": {"transaction_id": "4200002610202611228431097755"}}));
    for spelled in [
        "4.20000261020261E+27",
        "4.2E+27",
        "4200002610202610000000000000",
    ] {
        let found = of_customer(
            &rows(&[&format!(
                "2026-11-24,,TENGHUI TEA HZ,-186.50,CNY,{spelled},"
            )]),
            &receipt,
        );
        assert_eq!(
            (&found["grade"], words(&found["notes"])),
            (&json!("G3"), vec!["reference_damaged"]),
            "{spelled}"
        );
    }
    let other = of_customer(
        &rows(&["2026-11-24,,TENGHUI TEA HZ,-186.50,CNY,5.10000E+27,"]),
        &receipt,
    );
    assert_eq!(words(&other["notes"]), Vec::<&str>::new());
}

#[test]
fn who_handed_the_file_over_says_which_way_the_money_goes() {
    let (out, come) = (
        "2026-11-23,,TENGHUI TEA HZ,-186.50,CNY,,",
        "2026-11-23,,TENGHUI TEA HZ,186.50,CNY,,",
    );
    for (row, supplied_by, expected) in [
        (out, SuppliedBy::Customer, "G3"),
        (out, SuppliedBy::Merchant, "none"),
        (come, SuppliedBy::Customer, "none"),
        (come, SuppliedBy::Merchant, "G3"),
        (out, SuppliedBy::Unknown, "G3"),
        (come, SuppliedBy::Unknown, "G3"),
    ] {
        let found = matched(&rows(&[row]), &tea(json!({})), supplied_by);
        assert_eq!(found["grade"], expected, "{row} {supplied_by:?}");
        let unknown = words(&found["unknown"]).contains(&"direction");
        assert_eq!(unknown, supplied_by == SuppliedBy::Unknown);
    }
}

#[test]
fn names_are_known_in_the_spellings_of_statements() {
    for (line, names) in [
        (
            "TENGHUI TEA HZ HANGZHOU CN",
            json!({"statement_descriptor": "TENGHUI TEA HZ"}),
        ),
        ("财付通－腾辉茶叶店", json!({"trading_name": "腾辉茶叶店"})),
        (
            "支付宝*腾辉茶业",
            json!({"legal_name": "杭州腾辉茶业有限公司"}),
        ),
        (
            "ＴＥＮＧＨＵＩ ＴＥＡ",
            json!({"trading_name": "Tenghui Tea"}),
        ),
        // Cut off after 22 and 25 characters.
        (
            "THE VERY LONG NAMED TEA",
            json!({"trading_name": "The Very Long Named Tea House of Hangzhou Ltd"}),
        ),
        (
            "THE VERY LONG NAMED TE",
            json!({"trading_name": "The Very Long Named Tea House of Hangzhou Ltd"}),
        ),
        ("CAFE GROESSE", json!({"trading_name": "Café Größe GmbH"})),
        ("Cafe Grose", json!({"trading_name": "Café Größe GmbH"})),
        ("SQ *TENGHUI TEA", json!({"trading_name": "Tenghui-Tea"})),
    ] {
        let bill = rows(&[&format!("2026-11-23,,{line},-186.50,CNY,,")]);
        let receipt = report(json!({"merchant": names}));
        if line == "Cafe Grose" {
            // Accents dropped instead of spelled out.
            assert_eq!(grade(&bill, &receipt), "G3", "{line}");
        }
        assert_eq!(grade(&bill, &receipt), "G3", "{line}");
    }
    for (line, name) in [
        ("CARD PAYMENT", "Payment Ltd"),
        ("支付宝 消费", "支付宝"),
        ("SHELL 4711", "Tenghui Tea"),
        ("POS", "Pos Shop"),
        ("面馆", "茶馆"),
    ] {
        let bill = rows(&[&format!("2026-11-23,,{line},-186.50,CNY,,")]);
        assert_eq!(
            grade(&bill, &report(json!({"merchant": {"trading_name": name}}))),
            "G4",
            "{line}"
        );
    }
}

#[test]
fn another_card_is_another_payment_but_a_phones_own_number_is_not() {
    let row = "2026-11-23,,TENGHUI TEA HZ CARD *5678,-186.50,CNY,,";
    let with = |kind: &str| tea(json!({"card": {"last4": "4417", "pan_kind": kind}}));
    let plastic = of_customer(&rows(&[row]), &with("fpan"));
    assert_eq!(
        (&plastic["grade"], words(&plastic["differs"])),
        (&json!("none"), vec!["last4"])
    );
    for kind in ["dpan", "unknown"] {
        let found = of_customer(&rows(&[row]), &with(kind));
        assert_eq!(found["grade"], "G3", "{kind}");
        assert!(words(&found["unknown"]).contains(&"last4"));
    }
}

#[test]
fn a_part_that_was_not_paid_in_cash_is_what_the_bank_shows() {
    let split = tea(
        json!({"tenders": [{"method": "cash", "amount": 10000}, {"method": "card", "amount": 8650}]}),
    );
    let found = of_customer(&rows(&["2026-11-23,,TENGHUI TEA HZ,-86.50,CNY,,"]), &split);
    assert_eq!(
        (&found["grade"], words(&found["notes"])),
        (&json!("G3"), vec!["amount_of_tender"])
    );
    assert_eq!(
        grade(&rows(&["2026-11-23,,TENGHUI TEA HZ,-100.00,CNY,,"]), &split),
        "none"
    );
}

#[test]
fn a_conversion_at_the_till_shows_in_the_cards_currency() {
    let converted = tea(json!({"dcc": {"currency": "EUR", "amount": 2390, "rate_e8": 12815013}}));
    let found = of_customer(
        &rows(&["2026-11-23,,TENGHUI TEA HZ,-23.90,EUR,,"]),
        &converted,
    );
    assert_eq!(
        (&found["grade"], words(&found["notes"])),
        (&json!("G3"), vec!["amount_converted"])
    );
}

#[test]
fn a_booked_line_goes_before_a_closed_one() {
    let bill = rows(&[
        "2026-11-22,,TENGHUI TEA HZ,-186.50,CNY,,closed",
        "2026-11-22,,TENGHUI TEA HZ,-186.50,CNY,,posted",
    ]);
    let found = of_customer(&bill, &tea(json!({})));
    assert_eq!(
        (&found["grade"], &found["status"], &found["twins"]),
        (&json!("G3"), &json!("booked"), &json!(0))
    );
}

#[test]
fn money_that_came_back_later_is_told() {
    let bill = rows(&[
        "2026-11-22,,TENGHUI TEA HZ,-186.50,CNY,,",
        "2026-11-26,,REFUND TENGHUI TEA HZ,186.50,CNY,,",
    ]);
    assert_eq!(
        words(&of_customer(&bill, &tea(json!({})))["notes"]),
        ["money_back"]
    );
}

#[test]
fn the_file_says_whether_it_could_show_the_line() {
    let row = |from: &str, to: &str| {
        read_text(&format!(
            "{HEADER}{from},,OTHER,-1.00,CNY,,\n{to},,OTHER,-2.00,CNY,,\n"
        ))
    };
    for (from, to, covers, open) in [
        ("2026-11-01", "2026-11-30", true, false),
        ("2026-11-01", "2026-11-24", true, true),
        ("2026-11-01", "2026-11-20", false, true),
        ("2026-11-25", "2026-12-30", false, false),
    ] {
        let coverage = of_customer(&row(from, to), &tea(json!({})))["coverage"].clone();
        assert_eq!(
            coverage,
            json!({"from": from, "to": to, "covers": covers, "open": open})
        );
    }
}

#[test]
fn a_report_without_a_receipt_is_looked_for_nowhere() {
    let found = of_customer(
        &rows(&[]),
        &json!({"outcome": "rejected", "receipt": null, "digest": null}),
    );
    assert_eq!(
        (&found["grade"], &found["digest"]),
        (&json!("none"), &json!(null))
    );
    assert!(rows(&[]).match_json("[]", SuppliedBy::Customer).is_err());
}

#[test]
fn nothing_of_a_line_is_shown_that_could_deceive_or_is_a_card_number() {
    let bill = rows(&[
        "2026-11-23,,TENGHUI TEA HZ \u{202e}4111111111111111\u{200b},-186.50,CNY,4111111111111111,",
    ]);
    let line = of_customer(&bill, &tea(json!({})))["line"].to_string();
    assert!(
        !line.contains("4111") && !line.contains('\u{202e}') && line.contains("202e"),
        "{line}"
    );
}

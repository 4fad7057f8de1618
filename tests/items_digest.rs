//! Items that travel beside their receipt (PROTOCOL section 3.9): only the very lines that were signed show as the receipt's own.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use proptest::prelude::*;
use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::{Dossier, Outcome, Report, issue, items};
use serde_json::json;
use world::{
    approved, base64url, check, check_codes, ignored_codes, object, sale, sale_with,
    sign_unchecked, terminal, unbase64url,
};

/// Salts of bytes 1, 2, 3 …: as good as random for a test.
fn counted() -> impl FnMut() -> [u8; 16] {
    let mut count = 0;
    move || {
        count += 1;
        [count; 16]
    }
}

/// The receipt and the part that brings its items.
fn hidden(draft: &Object) -> (String, String) {
    let dossier = issue::receipt_beside_items(draft, &terminal(), &mut counted()).unwrap();
    let (receipt, part) = dossier.split_once('~').unwrap();
    (receipt.to_owned(), part.to_owned())
}

/// The pairs of salt and line that a part brings.
fn lines(part: &str) -> Vec<[String; 2]> {
    let value: serde_json::Value = serde_json::from_slice(&unbase64url(part)).unwrap();
    serde_json::from_value(value["items"].clone()).unwrap()
}

fn part(lines: &[[String; 2]]) -> String {
    base64url(json!({ "items": lines }).to_string().as_bytes())
}

fn edited(original: &str, edit: impl FnOnce(&mut Vec<[String; 2]>)) -> String {
    let mut lines = lines(original);
    edit(&mut lines);
    part(&lines)
}

fn names(report: &Report) -> Vec<String> {
    let items = report.receipt.as_ref().unwrap().items.clone();
    items
        .into_iter()
        .flatten()
        .map(|item| item.name.raw().to_owned())
        .collect()
}

/// What a verifier that sees no items says about this receipt.
fn assert_withheld(report: &Report, code: &str) {
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::Verified, "terminal_signed")
    );
    assert!(names(report).is_empty());
    assert!(check_codes(report).contains(&"items_withheld"));
    assert!(!check_codes(report).contains(&"items_match"));
    assert_eq!(ignored_codes(report), [code]);
}

#[test]
fn the_lines_that_were_signed_show_as_the_receipts_own() {
    let (receipt, part) = hidden(&sale());
    let report = check(&format!("{receipt}~{part}"));
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::Verified, "terminal_signed")
    );
    assert_eq!(names(&report), ["西湖龙井 明前 250g", "安吉白茶 100g"]);
    for code in ["items_match", "items_sum"] {
        assert!(check_codes(&report).contains(&code), "{code}");
    }
    assert!(!check_codes(&report).contains(&"not_understood"));
    assert!(report.ignored.is_empty());
    assert!(report.receipt.as_ref().unwrap().items_digest.is_some());
}

#[test]
fn without_the_lines_the_receipt_stands_and_says_that_they_are_elsewhere() {
    let (receipt, part) = hidden(&sale());
    let report = check(&receipt);
    assert_eq!(
        (report.outcome, report.code),
        (Outcome::Verified, "terminal_signed")
    );
    assert!(names(&report).is_empty() && report.ignored.is_empty());
    assert!(check_codes(&report).contains(&"items_withheld"));
    // The lines alone are no receipt.
    assert_eq!(check(&part).code, "not_a_receipt");
}

#[test]
fn other_lines_are_left_aside_and_sink_nothing() {
    let (receipt, part) = hidden(&sale());
    let swapped_salts = edited(&part, |lines| {
        let first = lines[0][0].clone();
        lines[0][0] = std::mem::replace(&mut lines[1][0], first);
    });
    let edited_line = edited(&part, |lines| {
        lines[0][1] = lines[0][1].replace("9800", "9801")
    });
    let respelled_line = edited(&part, |lines| {
        lines[0][1] = lines[0][1].replace("9800", " 9800")
    });
    let reordered = edited(&part, |lines| lines.reverse());
    let dropped = edited(&part, |lines| drop(lines.pop()));
    let extra = edited(&part, |lines| lines.push(lines[0].clone()));
    for (what, other) in [
        ("swapped salts", swapped_salts),
        ("an edited line", edited_line),
        ("a respelled line", respelled_line),
        ("reordered lines", reordered),
        ("a line dropped", dropped),
        ("an extra line", extra),
        (
            "another receipt's lines",
            hidden(&sale_with(r#"{"items":[{"name":"x","total":18650}]}"#)).1,
        ),
    ] {
        let report = check(&format!("{receipt}~{other}"));
        assert_withheld(&report, "other_items");
        assert!(!report.has_conflict(), "{what}");
        // They don't stand in the way of the right ones, on either side.
        for dossier in [
            format!("{receipt}~{other}~{part}"),
            format!("{other}~{part}~{receipt}"),
        ] {
            let report = check(&dossier);
            assert_eq!(ignored_codes(&report), ["other_items"], "{what}");
            assert_eq!(names(&report).len(), 2, "{what}");
        }
    }
}

#[test]
fn lines_for_a_receipt_that_signs_none_are_left_aside() {
    let (_, part) = hidden(&sale());
    let report = check(&format!("{}~{part}", world::issue(&sale())));
    assert_eq!(ignored_codes(&report), ["other_items"]);
    assert_eq!(names(&report).len(), 2, "the receipt's own");
    assert!(!check_codes(&report).contains(&"items_match"));
}

#[test]
fn a_second_copy_is_a_duplicate() {
    let (receipt, part) = hidden(&sale());
    let report = check(&format!("{receipt}~{part}~{part}"));
    assert_eq!(names(&report).len(), 2);
    assert_eq!(ignored_codes(&report), ["duplicate"]);
}

#[test]
fn a_part_that_is_malformed_says_how() {
    let (receipt, part) = hidden(&sale());
    let raw = |json: &str| base64url(json.as_bytes());
    let salt = base64url(&[7; 16]);
    let long = "x".repeat(25_000);
    for (other, code) in [
        (format!("{part}="), "base64_invalid"),
        (raw(r#"{"items":[["A"]}"#), "json_invalid"),
        (
            raw(r#"{"items":[["A","{}"]],"items":1}"#),
            "json_member_twice",
        ),
        (raw(r#"{"items":[["A","{}",[1]]]}"#), "json_too_deep"),
        (raw(r#"{"items":[["A","{}","x"]]}"#), "member_invalid"),
        (raw(r#"{"items":[["A","{}"]]}"#), "member_invalid"),
        (
            raw(&format!(r#"{{"items":[["{salt}",7]]}}"#)),
            "member_invalid",
        ),
        (
            raw(&format!(r#"{{"items":[["{salt}","[]"]]}}"#)),
            "json_not_an_object",
        ),
        (
            raw(&format!(r#"{{"items":[["{salt}","{{"]]}}"#)),
            "json_invalid",
        ),
        (
            raw(&format!(r#"{{"items":[["{salt}","{long}"]]}}"#)),
            "statement_too_large",
        ),
    ] {
        assert_withheld(&check(&format!("{receipt}~{other}")), code);
    }
}

/// A hostile issuer may sign any lines: they obey the rules of `items` all the same, and what breaks them is left aside.
#[test]
fn signed_lines_obey_the_rules_of_items() {
    let sign = |items: &str, changes: &str| {
        let mut draft = sale_with(changes);
        draft.set("items", object(items).get("items").unwrap().clone());
        let (payload, part) = items::hide(&draft, &mut counted()).unwrap();
        check(&format!("{}~{part}", sign_unchecked(&payload, &terminal())))
    };
    let many = format!(
        r#"{{"items":[{}]}}"#,
        vec![r#"{"name":"x","total":1}"#; 201].join(",")
    );
    for (items, code) in [
        (r#"{"items":[{"name":"x"}]}"#, "member_missing"),
        (r#"{"items":[{"name":"","total":1}]}"#, "member_invalid"),
        (r#"{"items":[{"name":"x","total":-1}]}"#, "member_invalid"),
        (&many, "member_invalid"),
    ] {
        assert_withheld(&sign(items, "{}"), code);
    }
    let one = r#"{"items":[{"name":"x","total":1}]}"#;
    assert_withheld(&sign(one, r#"{"items_complete":true}"#), "items_mismatch");
    assert!(check_codes(&sign(one, "{}")).contains(&"items_difference"));
    let odd = sign(
        r#"{"items":[{"name":"✅ \u202e4111111111111111","total":1,"aisle":3}]}"#,
        "{}",
    );
    for code in [
        "text_escaped",
        "card_data_masked",
        "not_understood",
        "items_match",
    ] {
        assert!(check_codes(&odd).contains(&code), "{code}");
    }
    assert!(!odd.to_json().contains("4111111111111111"));
}

#[test]
fn issuing_refuses_what_could_not_be_shown() {
    let faults = |changes: &str| {
        let faults = issue::receipt_beside_items(&sale_with(changes), &terminal(), &mut counted());
        let faults = faults.unwrap_err();
        faults.iter().map(|f| f.code()).collect::<Vec<_>>()
    };
    assert_eq!(faults(r#"{"items":null}"#), ["member_missing"]);
    assert_eq!(
        faults(r#"{"items":[{"name":"","total":1}]}"#),
        ["member_invalid"]
    );
    assert_eq!(
        faults(r#"{"items":[{"name":"4111 1111 1111 1111","total":1}]}"#),
        ["card_data"]
    );
    assert_eq!(
        faults(r#"{"items":[{"name":"x","total":1}],"items_complete":true}"#),
        ["items_mismatch"]
    );
    let long = format!(r#"{{"name":"{}","total":93}}"#, "茶".repeat(80));
    let draft = format!(r#"{{"items":[{}]}}"#, vec![long; 200].join(","));
    assert_eq!(faults(&draft), ["statement_too_large"]);
}

#[test]
fn lines_travel_in_text_and_never_in_digits() {
    let (receipt, part) = hidden(&sale());
    let dossier = approved(&format!("{receipt}~{part}"));
    let read = Dossier::read(&dossier).unwrap();
    let expected = check(&dossier).to_json();
    let link = read.to_text_link("https://v.example/#old");
    assert_eq!(link, format!("https://v.example/#{dossier}"));
    for form in [
        link.clone(),
        link.replace('~', "%7E"),
        format!("您的小票：{dossier}。谢谢"),
        format!(
            "Your receipt: {receipt}~{part}.~{}",
            dossier.rsplit('~').next().unwrap()
        ),
    ] {
        assert_eq!(check(&form).to_json(), expected, "{form}");
    }
    assert_eq!(read.to_text(), dossier);
    let digits = check(&read.to_link("https://v.example/").unwrap());
    assert_eq!(digits.code, "acquirer_approved");
    assert!(check_codes(&digits).contains(&"items_withheld") && digits.ignored.is_empty());
}

#[test]
fn inspecting_shows_the_lines_unverified_and_masked() {
    let (receipt, _) = hidden(&sale());
    let (_, part) = items::hide(
        &sale_with(r#"{"items":[{"name":"4111111111111111","total":1}]}"#),
        &mut counted(),
    )
    .unwrap();
    let inspected =
        receipt_verifier::inspect::inspect(&format!("{receipt}~{part}~{part}=")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&inspected.to_json()).unwrap();
    assert_eq!(json["verified"], false);
    let line = json["parts"][1]["payload"]["items"][0][1].as_str().unwrap();
    assert!(line.contains("••••") && !line.contains("4111"), "{line}");
    assert_eq!(json["parts"][2]["error"], "base64_invalid");
}

#[test]
fn items_that_are_complete_may_travel_beside_the_receipt() {
    let (receipt, part) = hidden(&sale_with(r#"{"items_complete":true}"#));
    assert_eq!(check(&receipt).outcome, Outcome::Verified);
    assert!(check_codes(&check(&format!("{receipt}~{part}"))).contains(&"items_sum"));
}

/// tests/vectors/items_digest.json, for other implementations.
#[test]
fn the_published_vectors_hold() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/vectors/items_digest.json"
    );
    let vectors: Vec<serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        let part = vector["part"].as_str().unwrap();
        assert_eq!(
            lines(part),
            serde_json::from_value::<Vec<[String; 2]>>(vector["items"].clone()).unwrap()
        );
        let mut draft = sale_with(r#"{"items":null}"#);
        draft.set(
            "items_digest",
            Value::Text(vector["items_digest"].as_str().unwrap().to_owned()),
        );
        let report = check(&format!("{}~{part}", world::issue(&draft)));
        let shown = match check_codes(&report).contains(&"items_match") {
            true => json!(names(&report)),
            false => json!(ignored_codes(&report)),
        };
        assert_eq!(shown, vector["shows"], "{}", vector["name"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever an item is called, its line comes back as it was.
    #[test]
    fn every_line_comes_back(texts in prop::collection::vec("\\PC{1,20}|[\"\\\\\u{0}-\u{1f}]{1,9}", 1..6), salts in prop::collection::vec(any::<[u8; 16]>(), 6)) {
        let items = texts.iter().map(|name| {
            let mut item = Object::default();
            item.set("name", Value::Text(name.clone()));
            item.set("total", Value::Int(1));
            Value::Object(item)
        }).collect();
        let mut draft = sale();
        draft.set("items", Value::List(items));
        let mut salts = salts.into_iter();
        let (payload, part) = items::hide(&draft, &mut || salts.next().unwrap()).unwrap();
        let opened = items::open(&payload, &part).unwrap();
        prop_assert_eq!(&opened.payload, &draft);
        prop_assert_eq!(json::to_text(&opened.payload), draft.to_text());
        prop_assert!(opened.unknown.is_empty());
    }
}

//! The case file: read strictly, card data masked in reading and refused in writing, the timeline in order, deadlines with their sources, and the calendar.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/dispute.rs"]
mod dispute;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/world.rs"]
mod world;

use dispute::{Counter, approved, sale};
use proptest::prelude::*;
use receipt_verifier::casefile::{CaseFile, calendar, deadlines_json};
use serde_json::{Value, json};

fn encode(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

fn case() -> Value {
    json!({
        "version": 1, "type": "receipt-case", "language": "zh-CN", "dossiers": [approved(&sale("{}"))], "claim": "never_paid",
        "answers": {"last4": "4417"},
        "entries": [
            {"at": 1_795_340_300, "kind": "opened"},
            {"at": 1_795_340_400, "kind": "note", "by": "finance", "text": "Slip found.\nIn the drawer."},
        ],
        "deadlines": [{"code": "told", "date": "2026-12-05", "source": "acquirer"}],
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut case = case();
    case[name] = value;
    case
}

fn refusal(case: &Value) -> &'static str {
    let read = CaseFile::read(&case.to_string()).unwrap_err().code();
    assert_eq!(
        CaseFile::export(&case.to_string()).unwrap_err().code(),
        read
    );
    read
}

#[test]
fn what_is_written_is_read_back_and_has_one_spelling() {
    let text = CaseFile::export(&case().to_string()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), case());
    assert_eq!(CaseFile::export(&text).unwrap(), text);
    let read = CaseFile::read(&format!("\u{feff}{text}")).unwrap();
    assert_eq!((read.entries.len(), read.masked), (2, 0));
}

#[test]
fn other_files_and_other_versions_say_what_they_are() {
    assert_eq!(
        refusal(&json!({"version": 1, "issuers": []})),
        "casefile_not_one"
    );
    assert_eq!(refusal(&with("version", json!(2))), "casefile_version");
    for text in [
        "",
        "[]",
        "{\"type\":\"receipt-case\",\"type\":\"receipt-case\"}",
        "PK\u{3}\u{4}",
    ] {
        assert!(
            CaseFile::read(text)
                .unwrap_err()
                .code()
                .starts_with("json_"),
            "{text}"
        );
    }
    assert_eq!(
        CaseFile::read(&" ".repeat((2 << 20) + 1))
            .unwrap_err()
            .code(),
        "casefile_too_large"
    );
    let deep = format!(
        "{{\"type\":\"receipt-case\",\"version\":1,\"answers\":{}{}}}",
        "{\"a\":".repeat(5_000),
        "}".repeat(5_000)
    );
    assert!(
        CaseFile::read(&deep)
            .unwrap_err()
            .code()
            .starts_with("json_")
    );
}

#[test]
fn nothing_travels_along_that_nobody_sees() {
    assert_eq!(
        refusal(&with("verdict", json!("verified"))),
        "casefile_invalid"
    );
    let mut entry = case();
    entry["entries"][1]["signed"] = json!(true);
    assert_eq!(refusal(&entry), "casefile_invalid");
    for (name, value) in [
        ("claim", json!("they_lie")),
        ("claim", json!(1)),
        ("language", json!("<b>")),
        ("dossiers", json!("x")),
        ("dossiers", json!([1])),
        ("answers", json!({"last4": "44171"})),
        (
            "deadlines",
            json!([{"code": "told", "date": "2026-02-30", "source": "bank"}]),
        ),
        (
            "deadlines",
            json!([{"code": "told", "date": "2026-1-05", "source": "bank"}]),
        ),
        (
            "deadlines",
            json!([{"code": "forever", "date": "2026-12-05", "source": "bank"}]),
        ),
    ] {
        assert_eq!(
            refusal(&with(name, value.clone())),
            "casefile_invalid",
            "{name} {value}"
        );
    }
    assert_eq!(
        refusal(&with("dossiers", json!(["<script>"]))),
        "casefile_dossier"
    );
    assert_eq!(
        refusal(&with("dossiers", json!(vec![approved(&sale("{}")); 17]))),
        "casefile_too_many"
    );
}

#[test]
fn a_link_or_a_message_in_the_place_of_a_dossier_refuses() {
    let dossier = approved(&sale("{}"));
    for text in [
        format!("https://evil.example/#{dossier}"),
        format!("see {dossier}"),
        format!("{dossier}~junk"),
        String::new(),
    ] {
        assert_eq!(
            refusal(&with("dossiers", json!([text]))),
            "casefile_dossier"
        );
    }
}

#[test]
fn the_timeline_starts_with_its_opening_runs_forward_and_ends_when_closed() {
    let entries = |list: &[(i64, &str)]| {
        let list: Vec<Value> = list
            .iter()
            .map(|(at, kind)| json!({"at": at, "kind": kind, "by": "support", "text": "x"}))
            .collect();
        with("entries", json!(list))
    };
    for sound in [
        &[][..],
        &[
            (5, "opened"),
            (5, "closed"),
            (7, "opened"),
            (9, "escalated"),
        ],
        &[(0, "opened"), (0, "settled")],
    ] {
        assert!(
            CaseFile::read(&entries(sound).to_string()).is_ok(),
            "{sound:?}"
        );
    }
    for wrong in [
        &[(5, "verified")][..],
        &[(5, "opened"), (4, "note")],
        &[(5, "opened"), (6, "opened")],
        &[(5, "opened"), (6, "closed"), (7, "note")],
    ] {
        assert_eq!(refusal(&entries(wrong)), "casefile_order", "{wrong:?}");
    }
    assert_eq!(refusal(&entries(&[(-1, "opened")])), "casefile_invalid");
    assert_eq!(
        refusal(&entries(&[(i64::from(i32::MAX) * 4, "opened")])),
        "casefile_invalid"
    );
    let many: Vec<(i64, &str)> = (0..501)
        .map(|n| (n, if n == 0 { "opened" } else { "note" }))
        .collect();
    assert_eq!(refusal(&entries(&many)), "casefile_too_many");
}

#[test]
fn a_note_is_text_that_hides_nothing() {
    let note = |text: &str| {
        let mut case = case();
        case["entries"][1]["text"] = json!(text);
        case
    };
    for wrong in [
        "",
        "  \n",
        "\u{202e}tuo",
        "a\u{200b}b",
        "a\u{0}b",
        &"x".repeat(2_001),
    ] {
        assert_eq!(refusal(&note(wrong)), "casefile_text", "{wrong:?}");
    }
    assert!(CaseFile::read(&note(&"茶".repeat(2_000)).to_string()).is_ok());
    let mut empty = case();
    empty["entries"][1] = json!({"at": 1_795_340_400, "kind": "note", "by": "finance"});
    assert_eq!(refusal(&empty), "casefile_text");
}

#[test]
fn card_data_in_a_note_is_masked_in_reading_and_refused_in_writing() {
    let mut case = case();
    case["entries"][1]["text"] = json!("card 4111 1111 1111 1111, RRN 632611884213");
    let read = CaseFile::read(&case.to_string()).unwrap();
    assert_eq!(read.masked, 1);
    let text = read.entries[1].text.clone().unwrap();
    assert!(
        !text.contains("4111") && text.contains("632611884213"),
        "{text}"
    );
    assert_eq!(
        CaseFile::export(&case.to_string()).unwrap_err().code(),
        "casefile_card_data"
    );
}

#[test]
fn card_data_that_a_receipt_bears_does_not_leave_with_the_case() {
    let planted = world::sign_unchecked(
        &world::sale_with(r#"{"footer": "4111111111111111"}"#),
        &world::terminal(),
    );
    let case = with("dossiers", json!([planted]));
    assert!(CaseFile::read(&case.to_string()).is_ok());
    assert_eq!(
        CaseFile::export(&case.to_string()).unwrap_err().code(),
        "casefile_card_data"
    );
}

#[test]
fn card_data_anywhere_in_a_dossier_stays_here_whatever_part_it_stands_in() {
    let encoded = |json: &str| encode(json.as_bytes());
    let sale = approved(&sale("{}"));
    let lines =
        encoded(r#"{"items":[["c2FsdA","{\"name\":\"\\u0034111111111111111\",\"total\":1}"]]}"#);
    let header = format!(
        "{}.{}.{}",
        encoded(
            r#"{"alg":"Ed25519","typ":"receipt-status+jwt","kid":"x","note":"4111111111111111"}"#
        ),
        encoded("{}"),
        encoded("x")
    );
    let proof = format!(
        "{}.{}.{}",
        encoded(r#"{"alg":"webauthn-es256","typ":"receipt-ack+jwt","kid":"x"}"#),
        encoded("{}"),
        encoded(r#"{"client_data":"{\"challenge\":\"4111111111111111\"}"}"#)
    );
    for part in [lines, header, proof] {
        let case = with("dossiers", json!([format!("{sale}~{part}")]));
        let refused = CaseFile::export(&case.to_string()).unwrap_err().code();
        assert_eq!(refused, "casefile_card_data", "{part}");
    }
}

#[test]
fn an_expiry_date_a_pin_or_a_code_from_a_message_does_not_leave_in_a_note() {
    let note = |text: &str| {
        let mut case = case();
        case["entries"][1]["text"] = json!(text);
        CaseFile::export(&case.to_string()).map_err(|e| e.code())
    };
    for text in [
        "有效期 12/29",
        "密码123456",
        "密码是 1234",
        "验证码：8842",
        "PIN: 4417",
        "expiry 12/2029",
        "4111,1111,1111,1111",
    ] {
        assert_eq!(note(text), Err("casefile_card_data"), "{text}");
    }
    for text in [
        "密码忘了",
        "有效期到明年",
        "尾号 4417",
        "PIN pad broken since 14:02",
        "expires 2029-12-01",
        "验证码没收到",
        "RRN 632611884213",
    ] {
        assert!(note(text).is_ok(), "{text}");
    }
}

/// What has its date for a sale like this, on the day of the shop: 2026-11-22.
fn dates(claim: &str, members: &str) -> Vec<(String, String, String)> {
    let counter = Counter::new("never_paid", &[&approved(&sale(members))]);
    let report = counter.reports()[0].to_json();
    let list: Vec<Value> = serde_json::from_str(&deadlines_json(claim, &report).unwrap()).unwrap();
    let word = |d: &Value, name: &str| d[name].as_str().unwrap().to_owned();
    list.iter()
        .map(|d| (word(d, "code"), word(d, "date"), word(d, "source")))
        .collect()
}

fn has(list: &[(String, String, String)], code: &str, date: &str, source: &str) -> bool {
    list.iter()
        .any(|(c, d, s)| (c.as_str(), d.as_str(), s.as_str()) == (code, date, source))
}

#[test]
fn sources_that_contradict_each_other_stand_side_by_side() {
    let list = dates("never_paid", "{}");
    assert!(
        has(&list, "unionpay_retrieval", "2027-03-22", "training_page"),
        "{list:?}"
    );
    assert!(has(
        &list,
        "unionpay_retrieval",
        "2027-11-22",
        "acquirer_faq"
    ));
    assert!(has(&list, "keep_slip", "2027-11-22", "merchant_agreement"));
    assert!(has(&list, "keep_slip", "2028-11-22", "practice_advice"));
    assert!(has(&list, "keep_receipt", "2027-12-22", "own_habit"));
    assert!(
        !list
            .iter()
            .any(|(code, ..)| code == "billing_error" || code == "visa_dispute")
    );
    let days: Vec<&String> = list.iter().map(|(_, date, _)| date).collect();
    assert!(days.is_sorted(), "{days:?}");
}

#[test]
fn each_scheme_has_its_own_and_mastercard_only_where_a_source_speaks_of_it() {
    let card = |network: &str| {
        format!(
            r#"{{"card": {{"network": "{network}", "last4": "4417", "pan_kind": "dpan", "entry_mode": "contactless", "cvm": "cdcvm"}}}}"#
        )
    };
    let visa = dates("never_paid", &card("visa"));
    assert!(
        has(&visa, "visa_dispute", "2027-03-22", "visa_introductions"),
        "{visa:?}"
    );
    assert!(has(
        &visa,
        "keep_slip",
        "2027-12-22",
        "processor_documentation"
    ));
    assert!(
        !dates("never_paid", &card("mastercard"))
            .iter()
            .any(|(c, ..)| c == "mastercard_dispute")
    );
    let twice = dates("charged_twice", &card("mastercard"));
    assert!(
        has(
            &twice,
            "mastercard_dispute",
            "2027-02-20",
            "unconfirmed_page"
        ),
        "{twice:?}"
    );
    assert!(has(
        &twice,
        "mastercard_dispute",
        "2027-03-22",
        "unconfirmed_page_before"
    ));
}

#[test]
fn months_end_where_they_end_and_the_day_is_the_shops_own() {
    let report = |iat: i64, offset: i64, currency: &str| {
        json!({"outcome": "verified", "receipt": {"iat": iat, "utc_offset": offset, "currency": currency}, "signers": []}).to_string()
    };
    let of = |report: &str, code: &str| -> String {
        let list: Vec<Value> = serde_json::from_str(&deadlines_json("", report).unwrap()).unwrap();
        list.iter().find(|d| d["code"] == code).unwrap()["date"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // 2027-01-31 in London, thirteen months later is the last day of a leap year's February.
    assert_eq!(
        of(&report(1_801_353_600, 0, "GBP"), "keep_receipt"),
        "2028-02-29"
    );
    // Half an hour before midnight in London it is the next day in China.
    assert_eq!(
        of(&report(1_795_390_200, 0, "USD"), "billing_error"),
        "2027-01-21"
    );
    assert_eq!(
        of(&report(1_795_390_200, 480, "USD"), "billing_error"),
        "2027-01-22"
    );
}

#[test]
fn nothing_is_counted_from_a_day_that_a_withdrawn_key_wrote() {
    let report = json!({"outcome": "verified", "code": "key_withdrawn", "signers": [],
        "receipt": {"iat": 1_795_340_112, "utc_offset": 480, "currency": "CNY"}});
    assert_eq!(
        deadlines_json("never_paid", &report.to_string()).unwrap(),
        "[]"
    );
}

#[test]
fn only_an_agreed_settlement_has_its_due_day_and_only_a_verified_receipt_any() {
    let report = |outcome: &str, state: &str| {
        json!({"outcome": outcome, "receipt": {"iat": 1_795_340_112, "utc_offset": 480, "currency": "CNY"}, "signers": [],
            "settlements": [{"state": state, "due": 1_796_000_000}]})
        .to_string()
    };
    let agreed = deadlines_json("", &report("verified", "agreed")).unwrap();
    assert!(
        agreed.contains(r#"{"code":"settlement_due","date":"2026-11-30","source":"settlement"}"#),
        "{agreed}"
    );
    let own =
        report("verified", "agreed").replace("\"due\"", "\"second\":{\"bound\":\"own\"},\"due\"");
    assert!(!deadlines_json("", &own).unwrap().contains("settlement_due"));
    for state in ["proposed", "one_side_unidentified", "unidentified"] {
        assert!(
            !deadlines_json("", &report("verified", state))
                .unwrap()
                .contains("settlement_due"),
            "{state}"
        );
    }
    assert_eq!(
        deadlines_json("", &report("rejected", "agreed")).unwrap(),
        "[]"
    );
}

fn plan(title: &str) -> Value {
    json!({"stamp": 1_795_340_300, "case": "digest", "caution": "请向收单机构核实", "events": [
        {"code": "keep_slip", "source": "merchant_agreement", "date": "2027-11-22", "title": title, "text": "留好原始签购单；重打的可能不被接受, \\ 反斜杠"},
    ]})
}

#[test]
fn a_calendar_is_the_same_bytes_for_the_same_case_and_every_entry_says_to_check() {
    let text = calendar(&plan("留签购单").to_string()).unwrap();
    assert_eq!(text, calendar(&plan("留签购单").to_string()).unwrap());
    assert!(
        text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n'])
    );
    let unfolded = text.replace("\r\n ", "");
    assert!(
        unfolded.contains("DTSTART;VALUE=DATE:20271122\r\n"),
        "{unfolded}"
    );
    assert!(
        unfolded.contains("DTEND;VALUE=DATE:20271123\r\n")
            && unfolded.contains("DTSTAMP:20261122T0938"),
        "{unfolded}"
    );
    assert!(unfolded.contains("SUMMARY:留签购单 (请向收单机构核实)\r\n"));
    assert!(
        unfolded.contains("重打的可能不被接受\\, \\\\ 反斜杠\\n请向收单机构核实\r\n"),
        "{unfolded}"
    );
    // Another day of the same entry replaces it in a calendar: the name stays.
    let name = |text: &str| {
        text.lines()
            .find(|l| l.starts_with("UID:"))
            .unwrap()
            .to_owned()
    };
    let mut moved = plan("留签购单");
    moved["events"][0]["date"] = json!("2027-12-22");
    assert_eq!(name(&text), name(&calendar(&moved.to_string()).unwrap()));
    moved["case"] = json!("another");
    assert_ne!(name(&text), name(&calendar(&moved.to_string()).unwrap()));
}

#[test]
fn no_title_ends_its_line_early_and_card_data_stays_out() {
    let text = calendar(&plan("a\r\nATTACH:https://evil.example\r\nX").to_string()).unwrap();
    assert!(!text.lines().any(|l| l.starts_with("ATTACH")), "{text}");
    assert_eq!(
        calendar(&plan("4111 1111 1111 1111").to_string())
            .unwrap_err()
            .code(),
        "casefile_card_data"
    );
    let mut bare = plan("x");
    bare["caution"] = json!("");
    assert_eq!(
        calendar(&bare.to_string()).unwrap_err().code(),
        "casefile_invalid"
    );
}

proptest! {
    #[test]
    fn lines_are_75_octets_at_most_and_unfold_to_what_was_written(title in "[ -~茶叶é😀]{0,300}") {
        let text = calendar(&plan(&title).to_string());
        prop_assume!(text.is_ok());
        let text = text.unwrap();
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} {line}", line.len());
        }
        let summary = text.replace("\r\n ", "").lines().find_map(|l| l.strip_prefix("SUMMARY:").map(str::to_owned)).unwrap();
        let plain = summary.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        prop_assert_eq!(plain, format!("{title} (请向收单机构核实)"));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}", at in any::<i64>()) {
        let _ = CaseFile::read(&text);
        let _ = calendar(&text);
        let _ = deadlines_json(&text, &text);
        let _ = deadlines_json("", &json!({"outcome": "verified", "receipt": {"iat": at, "utc_offset": at}}).to_string());
    }
}

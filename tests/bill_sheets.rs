//! Spreadsheets and packed folders: numbers that are binary fractions, days that are numbers, and bounds on what is unpacked.
#![cfg(all(not(target_arch = "wasm32"), feature = "charsets"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bills.rs"]
mod bills;
#[path = "common/zip.rs"]
mod zip;

use bills::{facts, file, of_customer, read, refused, report, wallet, words};
use receipt_verifier::bill::{Bill, BillError};
use serde_json::json;
use zip::{Packed, zip};

#[test]
fn wechats_newer_export_reads_like_its_older_one() {
    let facts = facts(&read("wechat.xlsx"));
    assert_eq!(
        (&facts["format"], &facts["container"], &facts["lines"]),
        (&json!("wechat"), &json!("xlsx"), &json!(6))
    );
    assert_eq!(
        (&facts["from"], &facts["to"]),
        (&json!("2026-11-01"), &json!("2026-11-30"))
    );
    let [sheet, text] =
        ["wechat.xlsx", "wechat.csv"].map(|name| of_customer(&read(name), &wallet(json!({}))));
    for field in ["grade", "matched", "differs", "status", "direction"] {
        assert_eq!(sheet[field], text[field], "{field}");
    }
    for field in ["date", "time", "amount", "name", "method", "references"] {
        assert_eq!(sheet["line"][field], text["line"][field], "{field}");
    }
}

#[test]
fn amounts_come_out_as_a_person_typed_them() {
    // −0.1 − 0.2 is −0.30000000000000004 in the file.
    let receipt = json!({"amount": 30, "currency": "EUR", "utc_offset": 60, "merchant": {"trading_name": "Bäckerei Huber"}});
    let found = of_customer(&read("bank.xlsx"), &report(receipt));
    assert_eq!(
        (&found["grade"], &found["line"]["amount"]),
        (&json!("G3"), &json!(30))
    );
    assert_eq!(found["line"]["date"], "2026-11-23");
}

#[test]
fn a_reference_that_a_spreadsheet_has_shortened_is_said_to_be_damaged() {
    let receipt = json!({"amount": 30, "currency": "EUR", "utc_offset": 60, "merchant": {"trading_name": "Bäckerei Huber"},
        "wallet": {"transaction_id": "4200002610202611228431097755"}});
    let found = of_customer(&read("bank.xlsx"), &report(receipt));
    assert_eq!(found["grade"], "G3");
    assert!(words(&found["unknown"]).contains(&"reference"));
    assert_eq!(words(&found["notes"]), ["reference_damaged"]);
}

#[test]
fn a_number_that_kept_its_digits_is_a_reference_still() {
    let receipt = json!({"currency": "EUR", "utc_offset": 60, "merchant": {"trading_name": "Café Größe"}, "authorisation": {"rrn": "632611884213"}});
    assert_eq!(
        of_customer(&read("bank.xlsx"), &report(receipt))["grade"],
        "G1"
    );
}

#[test]
fn one_file_in_a_folder_is_read_as_itself() {
    let packed = zip(&[
        Packed::deflated("bill/wechat.csv", &file("wechat.csv")),
        Packed::stored("__MACOSX/._wechat.csv", b"x"),
    ]);
    let bill = Bill::read(&packed, "bill.zip", None).unwrap();
    assert_eq!(
        (&facts(&bill)["format"], &facts(&bill)["container"]),
        (&json!("wechat"), &json!("zip"))
    );
    let two = zip(&[
        Packed::stored("a.csv", b"a,b\n1,2\n"),
        Packed::stored("b.csv", b"a,b\n1,2\n"),
    ]);
    assert_eq!(refused(&two), BillError::IsArchive);
    // A folder within a folder is nobody's export.
    assert_eq!(
        refused(&zip(&[Packed::stored("a.zip", &packed)])),
        BillError::IsArchive
    );
}

#[test]
fn a_locked_folder_is_recognised() {
    let locked = zip(&[Packed {
        locked: true,
        ..Packed::deflated("微信支付账单.csv", &file("wechat.csv"))
    }]);
    assert_eq!(refused(&locked), BillError::Locked);
}

#[test]
fn nothing_is_unpacked_beyond_the_bound() {
    let bomb = zip(&[Packed::deflated("bill.csv", &vec![b'0'; 200 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&bomb), BillError::UnpacksTooLarge);
    // Nor where the folder says that it is small.
    let liar = zip(&[Packed {
        size: Some(10),
        ..Packed::deflated("bill.csv", &vec![b'0'; 200 << 20])
    }]);
    assert_eq!(refused(&liar), BillError::UnpacksTooLarge);
}

#[test]
fn what_is_no_statement_file_is_told_by_its_kind() {
    for (bytes, error) in [
        (&b""[..], BillError::Empty),
        (b" \r\n\t", BillError::Empty),
        (b"%PDF-1.7\n", BillError::IsPdf),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
            BillError::IsOldExcel,
        ),
        (b"\x89PNG\r\n\x1a\n", BillError::IsPicture),
        (b"\0\0\0\x18ftypheic", BillError::IsPicture),
        (b"Rar!\x1a\x07", BillError::IsArchive),
        (
            b"<html><body><table><tr><td>1</td></tr></table>",
            BillError::IsPage,
        ),
        (b"<?xml version=\"1.0\"?><rss/>", BillError::FormatUnknown),
        (
            b"Just some words.\nAnd more of them.\n",
            BillError::FormatUnknown,
        ),
        (b"PK\x03\x04 and nothing else", BillError::Broken),
    ] {
        assert_eq!(refused(bytes), error, "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(refused(&vec![b'a'; (32 << 20) + 1]), BillError::TooLarge);
}

//! `receipt lint`: what may stand on a slip before it is printed.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/counter.rs"]
mod counter;
#[path = "common/desk.rs"]
mod desk;

use counter::{VERIFY, counter};
use desk::Desk;
use serde_json::{Value, json};

const SLIP: &str = "腾辉茶叶店\n电话 138****5678\n卡号 ************4417\n日期 2026/11/22 17:35:12\n商品小计 98.00\n合计 TOTAL ¥186.50\n已批准 APPROVED\n";

/// Exit code, status word's code, and the findings that have to be mended.
fn lint(desk: &Desk, arguments: &str) -> (i32, String, Vec<String>) {
    let output = desk.run(&format!("lint --json {arguments}"));
    let answer: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{arguments}\n{}", String::from_utf8_lossy(&output.stderr)));
    let errors = answer["findings"].as_array().unwrap().iter();
    let errors = errors
        .filter(|f| f["outcome"] == "error")
        .map(|f| f["code"].as_str().unwrap().to_owned())
        .collect();
    let code = answer["confirmation"]["code"].as_str().unwrap().to_owned();
    (output.status.code().unwrap(), code, errors)
}

fn changed(desk: &Desk, name: &str, changes: &Value) {
    let mut draft: Value = serde_json::from_str(desk::SALE).unwrap();
    for (member, value) in changes.as_object().unwrap() {
        draft[member] = value.clone();
    }
    desk.write(name, &draft.to_string());
}

#[test]
fn a_slip_that_says_what_was_signed_is_clean() {
    let desk = counter("lint-clean");
    desk.write("slip.txt", SLIP);
    assert_eq!(
        lint(&desk, "--print slip.txt sale.json"),
        (0, "shop_says_approved".into(), vec![])
    );
    let trusted = format!("{VERIFY} --print slip.txt");
    assert_eq!(
        lint(&desk, &format!("{trusted} sale")),
        (0, "shop_says_approved".into(), vec![])
    );
    assert_eq!(
        lint(&desk, &format!("{trusted} approved")),
        (0, "paid".into(), vec![])
    );
}

#[test]
fn the_word_for_paid_waits_for_the_acquirer() {
    let desk = counter("lint-paid");
    for (n, word) in ["支付成功", "PAID", "订单已支付", "Payment received"]
        .iter()
        .enumerate()
    {
        let name = format!("slip{n}.txt");
        desk.write(&name, &format!("{SLIP}{word}\n"));
        for input in ["sale.json", "sale", "approved"] {
            let (code, _, errors) = lint(&desk, &format!("--print {name} {input}"));
            assert_eq!(
                (code, errors),
                (1, vec!["print_word".to_owned()]),
                "{word} {input}"
            );
        }
        for input in ["approved", "captured"] {
            let (code, called, _) = lint(&desk, &format!("{VERIFY} --print {name} {input}"));
            assert_eq!((code, called.as_str()), (0, "paid"), "{word} {input}");
        }
    }
    desk.write("denied.txt", &format!("{SLIP}尚未支付成功 NOT PAID\n"));
    assert_eq!(lint(&desk, "--print denied.txt sale.json").0, 0);
}

#[test]
fn what_is_no_payment_may_not_even_say_approved() {
    let desk = counter("lint-kinds");
    desk.write("slip.txt", SLIP);
    for (changes, called) in [
        (json!({"type": "training"}), "training"),
        (json!({"status": "attempted"}), "attempt"),
        (json!({"status": "declined"}), "declined"),
        (json!({"status": "reversed"}), "reversed"),
    ] {
        changed(&desk, "draft.json", &changes);
        let (code, found, errors) = lint(&desk, "--print slip.txt draft.json");
        assert_eq!((code, found.as_str()), (1, called));
        assert_eq!(errors, ["print_word"]);
    }
    for (changes, called) in [
        (json!({"type": "preauth"}), "hold"),
        (
            json!({"authorisation": {"mode": "offline", "code": "183442"}}),
            "offline_approval",
        ),
    ] {
        changed(&desk, "draft.json", &changes);
        let (code, found, _) = lint(&desk, "--print slip.txt draft.json");
        assert_eq!((code, found.as_str()), (0, called));
    }
}

#[test]
fn print_that_differs_from_what_was_signed_is_told_by_the_line() {
    let desk = counter("lint-differs");
    for (from, to, wanted) in [
        (
            "186.50",
            "196.50",
            &["print_amount_differs", "print_amount_missing"][..],
        ),
        ("4417", "5678", &["print_last4_differs"]),
        ("11/22 17:35", "11/21 17:35", &["print_date_differs"]),
        ("17:35:12", "18:35:12", &["print_time_differs"]),
        (
            "************4417",
            "6228480402564890018",
            &["print_card_data"],
        ),
    ] {
        desk.write("slip.txt", &SLIP.replace(from, to));
        let (code, _, errors) = lint(&desk, "--print slip.txt sale.json");
        assert_eq!(code, 1, "{to}");
        assert_eq!(errors, wanted, "{to}");
    }
    changed(&desk, "cash.json", &json!({"card": null}));
    let mut cash: Value = desk.json("cash.json");
    cash.as_object_mut().unwrap().remove("card");
    desk.write("cash.json", &cash.to_string());
    desk.write("slip.txt", SLIP);
    assert_eq!(
        lint(&desk, "--print slip.txt cash.json").2,
        ["print_last4_unsigned"]
    );
}

#[test]
fn a_sum_is_read_as_its_country_writes_it() {
    let desk = counter("lint-sums");
    let euro = json!({"currency": "EUR", "amount": 123_456_789, "tenders": null, "items": null});
    changed(&desk, "euro.json", &euro);
    let mut draft: Value = desk.json("euro.json");
    for member in ["tenders", "items"] {
        draft.as_object_mut().unwrap().remove(member);
    }
    desk.write("euro.json", &draft.to_string());
    for (sum, code) in [
        ("1.234.567,89 EUR", 0),
        ("EUR 1,234,567.89", 0),
        ("1 234 567,89 €", 0),
        ("1'234'567.89", 0),
        ("1.234.567,98 EUR", 1),
    ] {
        let slip = format!("22.11.2026 5:35 PM\nKarte ****4417\nSumme {sum}\n");
        desk.write("slip.txt", &slip);
        assert_eq!(lint(&desk, "--print slip.txt euro.json").0, code, "{sum}");
    }
}

#[test]
fn the_receipts_own_members_are_read_too() {
    let desk = counter("lint-members");
    for (changes, wanted) in [
        (
            json!({"items": [{"name": "已支付 ✅", "total": 18_650}]}),
            "word_in_member",
        ),
        (json!({"number": "4111111111111111"}), "card_data"),
        (json!({"number": null}), "member_invalid"),
        (json!({"currency": "XXX"}), "currency_unknown"),
    ] {
        changed(&desk, "draft.json", &changes);
        let (code, _, errors) = lint(&desk, "draft.json");
        assert_eq!((code, errors), (1, vec![wanted.to_owned()]));
    }
}

#[test]
fn what_helps_to_recognise_a_purchase_is_asked_for_and_not_required() {
    let desk = counter("lint-recognise");
    let shown = desk.ok("lint --lang en sale.json");
    assert!(shown.contains("contact_missing") && shown.contains("descriptor_missing"));
    let merchant = json!({
        "trading_name": "腾辉茶叶店", "id": "898330154110042", "contact": "+86 571 8888 0000",
        "statement_descriptor": "TENGHUI TEA HZ",
    });
    changed(&desk, "draft.json", &json!({"merchant": merchant}));
    assert!(
        desk.ok("lint --lang zh-CN draft.json")
            .contains("没有要改的地方")
    );
}

#[test]
fn a_dossier_that_does_not_verify_is_not_printed() {
    let desk = counter("lint-forged");
    desk.ok("keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --out thief.json");
    desk.save("forged", "issue --key thief.json sale.json");
    let (code, called, errors) = lint(&desk, &format!("{VERIFY} forged"));
    assert_eq!((code, called.as_str()), (1, "not_verified"));
    assert_eq!(errors, ["lint_not_verified"]);
    assert_eq!(desk.refused("lint nowhere.json"), "file_not_found");
}

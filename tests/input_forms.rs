//! The forms in which people hand over a receipt, and what is none (PROTOCOL section 4).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use receipt_verifier::{Dossier, Outcome};
use world::{approved, check, issue, sale};

fn dossier() -> String {
    approved(&issue(&sale()))
}

#[test]
fn every_form_gives_the_same_report() {
    let dossier = dossier();
    let link = Dossier::read(&dossier)
        .unwrap()
        .to_link("https://v.example/")
        .unwrap();
    let digits = link.split_once('#').unwrap().1.to_owned();
    assert!(digits.bytes().all(|b| b.is_ascii_digit()));
    let wrapped: Vec<&str> = digits
        .as_bytes()
        .chunks(40)
        .map(|c| std::str::from_utf8(c).unwrap())
        .collect();
    let expected = check(&dossier).to_json();
    let same = |form: &str| {
        let mut report = check(form);
        report.ignored.clear();
        for (i, signer) in report.signers.iter_mut().enumerate() {
            signer.part = i;
        }
        report.to_json() == expected
    };
    for form in [
        format!("  {dossier}\n"),
        format!("\u{feff}{dossier}"),
        link.clone(),
        format!("http://another.host:8080/path?q=1#{digits}"),
        digits.clone(),
        wrapped.join("\n"),
        format!("https://v.example/#{dossier}"),
        format!("https://v.example/#{}", dossier.replace('~', "%7E")),
        format!("https://v.example/#{}", dossier.replace('~', "%7e")),
        format!("您的小票：{link} 谢谢惠顾"),
        format!("Your receipt:\n{link}\nThank you"),
        format!("Here is your receipt: {dossier} thanks"),
        format!("小票：{dossier}。谢谢"),
        format!("小票链接{link}，请查收"),
        format!("({link})"),
        format!("<{link}>."),
        format!("{link}\u{200b}"),
        format!("https://v.example/#/check#{digits}"),
        format!("单号 4200002026112212345678901234 小票 {dossier}"),
        format!("单号 4200002026112212345678901234 小票 {link}"),
        format!("{}~{dossier}", "A".repeat(70_000)),
    ] {
        assert!(same(&form), "{form}");
    }
}

#[test]
fn what_is_no_receipt_says_so_and_opens_nothing() {
    for (text, code) in [
        ("", "input_empty"),
        (" \n\t", "input_empty"),
        ("hello", "not_a_receipt"),
        ("www.example.com", "not_a_receipt"),
        ("https://www.example.com/a.b.c#top", "not_a_receipt"),
        ("https://u.wechat.com/kKjhg_98-2Fdz", "not_a_receipt"),
        ("13800138000", "not_a_receipt"),
        ("{\"iss\":1}", "not_a_receipt"),
        ("javascript:alert(1)", "not_a_receipt"),
        (
            "V0;955002-00;Kassenbeleg-V1;Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar;18;112;x",
            "not_a_receipt",
        ),
    ] {
        let report = check(text);
        assert_eq!(
            (report.outcome, report.code),
            (Outcome::Unreadable, code),
            "{text}"
        );
        assert!(report.remedy.is_some());
    }
    let large = "a ".repeat(600_000);
    assert_eq!(check(&large).code, "input_too_large");
}

#[test]
fn damaged_digits_are_unreadable_not_forged() {
    let link = Dossier::read(&dossier())
        .unwrap()
        .to_link("https://v.example/")
        .unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for at in (link.find('#').unwrap() + 1..link.len()).step_by(7) {
        let mut bytes = link.clone().into_bytes();
        bytes[at] = if bytes[at] == b'9' {
            b'0'
        } else {
            bytes[at] + 1
        };
        let report = check(std::str::from_utf8(&bytes).unwrap());
        // Damage within the acquirer's signature leaves the shop's word; more it may not leave.
        assert!(report.outcome != Outcome::Verified || report.code == "terminal_signed");
        seen.insert(report.code);
    }
    for cut in [1, 2, 17, 100] {
        assert_ne!(check(&link[..link.len() - cut]).outcome, Outcome::Verified);
    }
    assert_ne!(check(&format!("{link}0")).outcome, Outcome::Verified);
    assert!(seen.len() > 1, "{seen:?}");
}

#[test]
fn a_link_leaves_out_what_is_no_statement() {
    let junk = format!("{}~junk", dossier());
    let link = Dossier::read(&junk)
        .unwrap()
        .to_link("https://v.example/#old")
        .unwrap();
    assert!(link.starts_with("https://v.example/#") && !link.contains("old"));
    assert_eq!(Dossier::read(&link).unwrap().to_text(), dossier());
}

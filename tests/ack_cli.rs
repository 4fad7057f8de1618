//! `receipt ack`: a customer's answer from the command line, whose key others name or tie to the payment.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/counter.rs"]
mod counter;
#[path = "common/desk.rs"]
mod desk;

use counter::{VERIFY, counter};
use desk::Desk;

const ANSWERED: &str = "--at 2026-11-22T09:40:00Z";

fn with_customer(name: &str) -> Desk {
    let desk = counter(name);
    desk.ok(
        "keygen --iss https://check.example --role customer --out mine.json --public mine.pub.json",
    );
    desk.save(
        "answered",
        &format!("ack --key mine.json --verdict mine {ANSWERED} approved"),
    );
    desk
}

/// What a refused command says.
fn complaint(desk: &Desk, line: &str) -> String {
    let output = desk.run(line);
    assert_eq!(output.status.code(), Some(2), "{line}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn an_answer_counts_once_a_list_names_its_key_and_card() {
    let desk = with_customer("ack-list");
    // Nobody lets people sign there: the answer changes nothing.
    let (code, report) = desk.verify(&format!("{VERIFY} answered"));
    assert_eq!((code, report["level"].as_str()), (0, Some("E2")));
    assert_eq!(report["ignored"][0]["code"], "ack_origin_unknown");
    // With the origin alone it is listed, as an unidentified key's.
    let (_, report) = desk.verify(&format!(
        "{VERIFY} --ack-origin https://check.example answered"
    ));
    assert_eq!(
        report["acknowledgements"][0]["code"],
        "ack_key_unidentified"
    );
    assert_eq!(report["level"], "E2");
    desk.ok("trust holder --key mine.pub.json --role customer --name 'Customers of Bank I' --party BANK-I --last4 4417 trust.json");
    let (_, report) = desk.verify(&format!("{VERIFY} answered"));
    assert_eq!(report["acknowledgements"][0]["counts"], true, "{report}");
    assert_eq!(report["level"], "E3");
    assert!(!desk.read("trust.json").contains("\"d\""));
    let lint = desk.run("trust lint trust.json");
    let said = String::from_utf8(lint.stdout).unwrap() + &String::from_utf8(lint.stderr).unwrap();
    assert!(!said.contains("keys_missing"), "{said}");
}

#[test]
fn an_acquirer_ties_a_key_to_a_payment() {
    let desk = with_customer("ack-bind");
    desk.ok("trust bind --key acquirer.json --subject-key mine.pub.json --receipt sale --now 2026-11-22T09:36:00Z --out cert.jwt");
    let dossier = format!("{}~{}", desk.read("answered"), desk.read("cert.jwt"));
    desk.write("bound", &dossier);
    let (_, report) = desk.verify(&format!("{VERIFY} bound"));
    assert_eq!(report["acknowledgements"][0]["bound"], "statement");
    assert_eq!(report["level"], "E3", "{report}");
    // A till ties nobody to anything, and a key tied to nothing speaks for nothing.
    for line in [
        "trust bind --key till.json --subject-key mine.pub.json --receipt sale --out no.jwt",
        "trust bind --key acquirer.json --subject-key mine.pub.json --out no.jwt",
        "trust bind --key acquirer.json --subject-key mine.pub.json --last4 44170 --out no.jwt",
    ] {
        assert_eq!(desk.refused(line), "refused", "{line}");
        assert!(!desk.path("no.jwt").exists());
    }
    desk.write(
        "odd.json",
        r#"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#,
    );
    let line = "trust bind --key acquirer.json --subject-key odd.json --subject https://check.example --receipt sale";
    assert_eq!(desk.refused(line), "key_unusable");
}

#[test]
fn the_answer_is_told_in_both_languages() {
    let desk = with_customer("ack-words");
    desk.ok("trust holder --key mine.pub.json --role customer --name 'Customers of Bank I' --party BANK-I --last4 4417 trust.json");
    let text = desk.ok(&format!("verify {VERIFY} --lang en answered"));
    for said in [
        "This receipt is mine.",
        "Customers of Bank I lists this key as a customer’s.",
        "A key is not a person",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let text = desk.ok(&format!("verify {VERIFY} --lang zh-CN answered"));
    for said in ["这张小票是我的。", "密钥不等于本人", "只对得上卡号后四位"]
    {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn what_cannot_be_answered_is_refused_with_its_code() {
    let desk = with_customer("ack-refused");
    let ack = |arguments: &str| {
        complaint(
            &desk,
            &format!("ack --key mine.json {ANSWERED} {arguments}"),
        )
    };
    for (arguments, code) in [
        (
            "--verdict amount_differs --amount 18650 sale",
            "ack_amount_same",
        ),
        ("--verdict mine --amount 5 sale", "member_invalid"),
        (
            "--verdict amount_differs --amount -5 sale",
            "a value is required",
        ),
        ("--verdict perhaps sale", "one of mine"),
    ] {
        let said = ack(arguments);
        assert!(
            said.contains(code) || code == "a value is required",
            "{arguments}: {said}"
        );
    }
    assert!(ack("--verdict mine hello").contains("not_a_receipt"));
    // The part alone, for whoever glues it himself; and alone it shows nothing.
    let part = desk.ok(&format!(
        "ack --key mine.json --verdict mine --part --keyless {ANSWERED} sale"
    ));
    desk.write("part", &part);
    assert!(!part.contains('~'));
    let (code, report) = desk.verify(&format!("{VERIFY} part"));
    assert_eq!((code, report["code"].as_str()), (1, Some("sign_off_alone")));
}

//! `receipt settle`: proposed by one side, accepted by the other, read back by anybody.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/counter.rs"]
mod counter;
#[path = "common/desk.rs"]
mod desk;

use counter::{VERIFY, counter};
use desk::Desk;

const PROPOSED: &str = "--at 2026-11-22T09:40:00Z";
const ACCEPTED: &str = "--at 2026-11-22T09:42:00Z";
const TERMS: &str = "--fact '一盒茶叶已受潮' --remedy partial_refund --amount 5000 --due 7d";

fn settling(name: &str) -> Desk {
    let desk = counter(name);
    desk.ok(
        "keygen --iss https://check.example --role customer --out mine.json --public mine.pub.json",
    );
    desk.ok("trust holder --key mine.pub.json --role customer --name 'Customers of Bank I' --party BANK-I --last4 4417 trust.json");
    desk.save(
        "offer",
        &format!("settle propose --key till.json {TERMS} {PROPOSED} approved"),
    );
    desk
}

fn complaint(desk: &Desk, line: &str) -> String {
    let output = desk.run(line);
    assert_eq!(output.status.code(), Some(2), "{line}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn both_sides_sign_and_anybody_reads_it_back() {
    let desk = settling("settle-both");
    let (_, report) = desk.verify(&format!("{VERIFY} offer"));
    assert_eq!(report["settlements"][0]["state"], "proposed");
    desk.save(
        "agreed",
        &format!("settle accept --key mine.json {ACCEPTED} offer"),
    );
    let (code, report) = desk.verify(&format!("{VERIFY} agreed"));
    assert_eq!(code, 0);
    let settlement = &report["settlements"][0];
    assert_eq!(settlement["state"], "agreed", "{report}");
    assert_eq!(settlement["amount"], 5000);
    assert_eq!(report["level"], "E2");
    let shown = desk.ok(&format!("settle show {VERIFY} --lang en agreed"));
    for said in [
        "Agreed: signed with the shop’s key",
        "partial refund",
        "CNY 50.00",
        "| 一盒茶叶已受潮",
        "No right is given up",
        "Tenghui Tea",
    ] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    let shown = desk.ok(&format!("settle show {VERIFY} --lang zh-CN agreed"));
    for said in ["已约定", "部分退款", "谁也没有因此放弃权利"] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    // And with the receipt's own verdict.
    let shown = desk.ok(&format!("verify {VERIFY} --lang en agreed"));
    assert!(
        shown.contains("The shop’s key and a customer’s key signed an agreement"),
        "{shown}"
    );
}

#[test]
fn the_customer_may_begin() {
    let desk = settling("settle-customer");
    let terms = "--fact 'the second box was missing' --remedy exchange";
    desk.save(
        "wish",
        &format!("settle propose --key mine.json {terms} {PROPOSED} approved"),
    );
    desk.save(
        "agreed",
        &format!("settle accept --key till.json {ACCEPTED} wish"),
    );
    let (_, report) = desk.verify(&format!("{VERIFY} agreed"));
    assert_eq!(report["settlements"][0]["state"], "agreed");
    assert_eq!(report["settlements"][0]["first"]["side"], "customer");
}

#[test]
fn an_agreement_travels_on_paper() {
    let desk = settling("settle-paper");
    desk.save(
        "agreed",
        &format!("settle accept --key mine.json --keyless {ACCEPTED} offer"),
    );
    let link = desk.ok("qr --base-url https://v.example/ agreed");
    desk.write("link", link.lines().next().unwrap());
    let (_, report) = desk.verify(&format!("{VERIFY} link"));
    assert_eq!(report["settlements"][0]["state"], "agreed", "{report}");
}

#[test]
fn what_nobody_may_settle_is_refused() {
    let desk = settling("settle-refused");
    let propose = |arguments: &str| {
        complaint(
            &desk,
            &format!("settle propose --key till.json {PROPOSED} {arguments} approved"),
        )
    };
    for (arguments, code) in [
        (
            "--fact x --remedy refund --amount 18651 --due 7d",
            "settlement_above_amount",
        ),
        ("--fact x --remedy refund --amount 100", "member_missing"),
        ("--fact x --remedy exchange --amount 100", "member_invalid"),
        (
            "--fact 'card 4111 1111 1111 1111' --remedy none",
            "card_data",
        ),
        ("--fact x --remedy apology", "one of none"),
    ] {
        let said = propose(arguments);
        assert!(said.contains(code), "{arguments}: {said}");
    }
    let bank = "settle propose --key acquirer.json --fact x --remedy none approved";
    assert_eq!(desk.refused(bank), "role_not_allowed");
    // Nobody accepts their own proposal, nor one that is not there.
    assert_eq!(
        desk.refused("settle accept --key till.json offer"),
        "settlement_other_half"
    );
    assert_eq!(
        desk.refused("settle accept --key mine.json approved"),
        "settlement_other_half"
    );
    let other = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";
    let said = complaint(
        &desk,
        &format!("settle accept --key mine.json --half {other} offer"),
    );
    assert!(said.contains("settlement_other_half"), "{said}");
    // Of two one has to be named.
    desk.save(
        "two",
        &format!("settle propose --key till.json --fact y --remedy none {PROPOSED} offer"),
    );
    let said = complaint(&desk, "settle accept --key mine.json two");
    assert!(said.contains("2 proposals"), "{said}");
    let (_, report) = desk.verify(&format!("{VERIFY} two"));
    let half = report["settlements"][0]["first"]["digest"]
        .as_str()
        .unwrap();
    desk.ok(&format!(
        "settle accept --key mine.json --half {half} {ACCEPTED} two"
    ));
}

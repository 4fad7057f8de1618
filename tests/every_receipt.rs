//! A dossier may bring a sale's refunds along: each of its receipts is answered as if it stood first (PROTOCOL section 5).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use receipt_verifier::{Dossier, Event, every_receipt};
use world::{
    acquirer, approved, check, issue, sale, sale_with, sign_unchecked, status, terminal, time,
};

#[test]
fn each_receipt_of_a_dossier_gets_the_report_it_would_get_first() {
    let sold = issue(&sale());
    let digest = receipt_verifier::Statement::parse(&sold).unwrap().digest();
    let related = format!(
        r#"{{"type":"refund","number":"20261122-000318","amount":5000,"tenders":null,"items":null,"related":{{"digest":"{}","relation":"refunds"}}}}"#,
        digest.to_text()
    );
    let given_back = sign_unchecked(&sale_with(&related), &terminal());
    let forged = sign_unchecked(&sale(), &world::stranger());
    let dossier = format!(
        "{}~{given_back}~{forged}~{given_back}~{}",
        approved(&sold),
        status(&given_back, &acquirer(), Event::Approved, 1, "{}")
    );
    let read = |text: &str| Dossier::read(text).unwrap();
    let reports = every_receipt(&read(&dossier), &world::store(), time(world::NOW));
    let codes: Vec<&str> = reports.iter().map(|r| r.code).collect();
    assert_eq!(codes, ["acquirer_approved", "return_approved"]);
    assert_eq!(reports[0].to_json(), check(&dossier).to_json());
    // What another receipt's acquirer says stays that receipt's.
    assert!(reports[1].ignored.iter().any(|i| i.code == "other_receipt"));

    let one = every_receipt(&read(&forged), &world::store(), time(world::NOW));
    assert_eq!(one.len(), 1);
    assert!(!one[0].is_verified());
}

#[test]
fn a_dossier_full_of_receipts_is_answered_for_sixteen() {
    let mut dossier = String::new();
    for n in 0..20 {
        let draft = sale_with(&format!(r#"{{"number":"n{n}","items":null}}"#));
        dossier.push_str(&sign_unchecked(&draft, &terminal()));
        dossier.push('~');
    }
    let read = Dossier::read(&dossier).unwrap();
    let reports = every_receipt(&read, &world::store(), time(world::NOW));
    assert_eq!(reports.len(), 16);
}

//! Inputs whose whole reports are kept in tests/vectors/reports.json: native code, wasm and TypeScript read the same file.
#![allow(dead_code)]

use super::world::{
    acquirer, approved, header_of, issue, sale, sale_with, set_key_member, sign_raw,
    sign_unchecked, status, stranger, terminal, till_pc, trust_json,
};
use receipt_verifier::{Dossier, Event, Provenance, TrustStore, verify};

pub struct Case {
    pub name: &'static str,
    pub input: String,
    pub trust: String,
    pub provenance: Provenance,
}

fn case(name: &'static str, input: String) -> Case {
    Case {
        name,
        input,
        trust: trust_json(|_| ()),
        provenance: Provenance::User,
    }
}

/// One case for every verdict and every kind of failure.
pub fn cases() -> Vec<Case> {
    let receipt = issue(&sale());
    let dossier = approved(&receipt);
    let event =
        |event, sequence, changes: &str| status(&receipt, &acquirer(), event, sequence, changes);
    let signed = |changes: &str| sign_unchecked(&sale_with(changes), &terminal());
    let link = Dossier::read(&dossier)
        .and_then(|d| Ok(d.to_link("https://v.example/")?))
        .unwrap_or_default();
    let stolen =
        r#"{"recorded":1795400000,"since":1795350000,"max_counter":48300,"reason":"stolen"}"#;
    let related = r#""related":{"digest":"KNurR_YMESfmEE-EttwCL8rkaUvC6AxZA4-8pKih7h8","relation":"refunds","number":"7"}"#;
    let beside =
        receipt_verifier::issue::receipt_beside_items(&sale(), &terminal(), &mut || [7; 16])
            .unwrap_or_default();
    let mut cases = vec![
        case("terminal_signed", receipt.clone()),
        case("merchant_signed", sign_unchecked(&sale(), &till_pc())),
        case("acquirer_approved", dossier.clone()),
        case("acquirer_approved_from_link", link),
        case(
            "acquirer_declined",
            format!("{receipt}~{}", event(Event::Declined, 1, "{}")),
        ),
        case(
            "acquirer_captured",
            format!("{dossier}~{}", event(Event::Captured, 2, "{}")),
        ),
        case(
            "acquirer_reversed",
            format!("{dossier}~{}", event(Event::Reversed, 2, "{}")),
        ),
        case(
            "acquirer_contradicts_itself",
            format!("{dossier}~{}", event(Event::Declined, 2, "{}")),
        ),
        case(
            "status_gap",
            format!("{dossier}~{}", event(Event::Captured, 3, "{}")),
        ),
        case(
            "status_differs",
            format!("{receipt}~{}", event(Event::Approved, 1, r#"{"amount":1}"#)),
        ),
        case("junk_glued", format!("junk~{dossier}~{dossier}~e30g.e30.")),
        case("items_match", beside.clone()),
        case(
            "items_withheld",
            beside.split('~').next().unwrap_or_default().to_owned(),
        ),
        case("training", signed(r#"{"type":"training"}"#)),
        case(
            "refund_signed",
            signed(&format!(r#"{{"type":"refund",{related}}}"#)),
        ),
        case("hold_signed", signed(r#"{"type":"preauth"}"#)),
        case("decline_signed", signed(r#"{"status":"declined"}"#)),
        case("attempt_signed", signed(r#"{"status":"attempted"}"#)),
        case("reversal_signed", signed(r#"{"status":"reversed"}"#)),
        case(
            "unknown_members_and_text",
            signed(
                "{\"loyalty\":1,\"items\":[{\"name\":\"✅ \\u202e4111111111111111\",\"quantity_milli\":1500,\"total\":1}]}",
            ),
        ),
        case("clock", signed(r#"{"iat":1795350000}"#)),
        case(
            "issuer_unknown",
            sign_unchecked(
                &sale_with(r#"{"iss":"https://stranger.example"}"#),
                &stranger(),
            ),
        ),
        case(
            "signature_invalid",
            format!(
                "{}AAAA",
                receipt.get(..receipt.len() - 4).unwrap_or_default()
            ),
        ),
        case(
            "alg_none",
            sign_raw(
                r#"{"alg":"none","typ":"receipt+jwt","kid":"x"}"#,
                "{}",
                &terminal().key,
            ),
        ),
        case(
            "json_member_twice",
            sign_raw(
                &header_of(&terminal(), "receipt+jwt"),
                r#"{"iss":1,"iss":2}"#,
                &terminal().key,
            ),
        ),
        case("member_missing", signed(r#"{"number":null}"#)),
        case(
            "tenders_mismatch",
            signed(r#"{"tenders":[{"method":"card","amount":1}]}"#),
        ),
        case("not_a_receipt", "https://www.example.com/".to_owned()),
        case("digits_out_of_range", "9".repeat(40)),
    ];
    cases.push(Case {
        provenance: Provenance::Host,
        ..case("host_keys", dossier.clone())
    });
    cases.push(Case {
        trust: trust_json(|issuers| set_key_member(issuers, 0, "revoked", stolen)),
        ..case("key_withdrawn", receipt.clone())
    });
    cases.push(Case {
        trust: trust_json(|issuers| set_key_member(issuers, 0, "revoked", stolen)),
        ..case("key_withdrawn_but_dated", dossier)
    });
    cases.push(Case {
        trust: trust_json(|_| ()).replace(
            "\"iat\":1795300000",
            "\"iat\":1795300000,\"exp\":1795340000,\"sample\":true",
        ),
        ..case("list_expired_sample", receipt)
    });
    cases
}

/// The report of a case, as the one line of JSON that every surface prints.
pub fn report(case: &Case) -> String {
    match TrustStore::parse(case.trust.as_bytes(), case.provenance) {
        Ok(store) => verify(&case.input, &store, super::world::time(super::world::NOW)).to_json(),
        Err(e) => e.code().to_owned(),
    }
}

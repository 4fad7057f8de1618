//! Inputs whose whole reports are kept in tests/vectors/reports.json: native code, wasm and TypeScript read the same file.
#![allow(dead_code)]

use super::registry::{
    self, acquirer_entry, delegate, for_shop, key_statement, shop_entry, witness, witness_entry,
};
use super::world::{
    EVENT, NOW, SHOP, acquirer, approved, header_of, intent, issue, naming_intent, sale, sale_with,
    set_key_member, sign_raw, sign_unchecked, status, stranger, terminal, till_pc, time,
    trust_json,
};
use receipt_verifier::trust::receipt_id;
use receipt_verifier::{Dossier, Event, Provenance, Statement, verify};

pub struct Case {
    pub name: &'static str,
    pub input: String,
    /// Lists, one a line.
    pub trust: String,
    pub provenance: Provenance,
    /// The pinned registries, or the origin that a list was fetched from.
    pub pins: String,
}

fn case(name: &'static str, input: String) -> Case {
    Case {
        name,
        input,
        trust: trust_json(|_| ()),
        provenance: Provenance::User,
        pins: String::new(),
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
    let captured = format!("{dossier}~{}", event(Event::Captured, 2, "{}"));
    let part = r#"{"amount":5000,"refund_digest":"KNurR_YMESfmEE-EttwCL8rkaUvC6AxZA4-8pKih7h8"}"#;
    let shown = intent(&terminal(), "{}");
    let naming = |changes: &str| naming_intent(&shown, changes);
    let named = naming("{}");
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
        case("hold_approved", approved(&signed(r#"{"type":"preauth"}"#))),
        case(
            "acquirer_refund_issued",
            format!("{captured}~{}", event(Event::RefundIssued, 3, part)),
        ),
        case(
            "acquirer_refund_posted",
            format!(
                "{captured}~{}~{}",
                event(Event::RefundIssued, 3, part),
                event(Event::RefundPosted, 4, part)
            ),
        ),
        case(
            "refunds_above_amount",
            format!(
                "{captured}~{}~{}",
                event(Event::RefundIssued, 3, part),
                event(
                    Event::RefundIssued,
                    4,
                    r#"{"amount":18000,"arn":"24137460123456789012399"}"#
                )
            ),
        ),
        case(
            "flagged",
            format!("{dossier}~{}", event(Event::Flagged, 2, "{}")),
        ),
        case(
            "offline_signed",
            signed(r#"{"authorisation":{"mode":"offline"}}"#),
        ),
        case("intent_signed", shown.clone()),
        case("intent_holds", format!("{named}~{shown}")),
        case("intent_missing", named.clone()),
        case(
            "intent_differs",
            format!("{}~{shown}", naming(r#"{"amount":19000,"tenders":null}"#)),
        ),
        case(
            "intent_late",
            format!("{}~{shown}", naming(r#"{"iat":1795340500}"#)),
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
    cases.extend(vouched_cases());
    cases
}

/// Verdicts that rest on signed lists, keys that travel, witnesses and neighbours.
fn vouched_cases() -> Vec<Case> {
    let receipt = issue(&sale());
    let root = |entries: &[String]| {
        registry::root(&[&[acquirer_entry(&for_shop()), witness_entry()], entries].concat())
    };
    let pinned = |name, input: String, lists: &[String]| Case {
        trust: lists.join("\n"),
        provenance: Provenance::Pinned,
        pins: registry::pins_json(),
        ..case(name, input)
    };
    let statement = Statement::parse(&receipt);
    let id = statement.as_ref().map(receipt_id).unwrap_or_default();
    let seen = statement
        .ok()
        .and_then(|s| receipt_verifier::issue::witness(time(EVENT), &s, &witness()).ok())
        .unwrap_or_default();
    let withdrawn = shop_entry(&format!(
        r#","revoked_receipts":[{{"id":"{id}","recorded":1795340500,"reason":"replaced"}}]"#
    ));
    let twin = issue(&sale_with(r#"{"number":"20261122-000317b"}"#));
    let travels = key_statement(&acquirer(), &terminal(), "{}");
    let unnamed = key_statement(
        &acquirer(),
        &terminal(),
        r#"{"subject":"https://other.example"}"#,
    );
    vec![
        pinned(
            "voucher_is_acquirer",
            approved(&receipt),
            &[root(&[]), delegate(&[shop_entry("")])],
        ),
        pinned(
            "vouched_by_a_statement",
            format!("{receipt}~{travels}"),
            &[root(&[])],
        ),
        pinned(
            "vouch_iss_not_named",
            format!(
                "{}~{unnamed}",
                sign_unchecked(
                    &sale_with(r#"{"iss":"https://other.example"}"#),
                    &terminal()
                )
            ),
            &[root(&[])],
        ),
        pinned(
            "witnessed",
            format!("{receipt}~{seen}"),
            &[root(&[shop_entry("")])],
        ),
        pinned(
            "number_signed_twice",
            format!("{receipt}~{twin}"),
            &[root(&[shop_entry("")])],
        ),
        pinned("receipt_withdrawn", receipt.clone(), &[root(&[withdrawn])]),
        Case {
            trust: registry::sign_unread(
                &registry::list(SHOP, 1, "", &[shop_entry("")]),
                &terminal().key,
            ),
            provenance: Provenance::Domain,
            pins: SHOP.to_owned(),
            ..case("domain_signed", receipt)
        },
    ]
}

/// The report of a case, as the one line of JSON that every surface prints.
pub fn report(case: &Case) -> String {
    match super::lists::store(&case.trust, case.provenance, &case.pins) {
        Ok(store) => verify(&case.input, &store, time(NOW)).to_json(),
        Err(e) => e.code().to_owned(),
    }
}

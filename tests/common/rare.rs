//! Disputes that no scenario brings: the rest of what the engine can answer.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use receipt_verifier::bill::SuppliedBy;
use receipt_verifier::{Event, Provenance};
use serde_json::{Value, json};

use super::dispute::{
    Counter, LINE, WALLET, approved, ask, later, linked, refund, sale, stated, unchecked,
    wallet_bill,
};
use super::registry::{self, shop_entry, witness_entry};
use super::world::{self, EVENT, NOW, SHOP, naming_intent, terminal, till_pc};

const DAY: u64 = 86_400;

fn counter(claim: &'static str, inputs: &[&str]) -> Counter {
    Counter::new(claim, inputs)
}

/// Answers with a name for the failure's message.
pub fn answers() -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for (at, counter) in approvals().into_iter().enumerate() {
        out.push((format!("approval {at}"), counter.answer()));
    }
    for (at, counter) in amounts().into_iter().enumerate() {
        out.push((format!("amount {at}"), counter.answer()));
    }
    for (at, counter) in returns().into_iter().enumerate() {
        out.push((format!("return {at}"), counter.answer()));
    }
    for (at, counter) in others().into_iter().enumerate() {
        out.push((format!("other {at}"), counter.answer()));
    }
    for (at, counter) in found().into_iter().enumerate() {
        out.push((format!("found {at}"), counter.answer()));
    }
    out.extend(by_hand());
    out.extend(signed_besides());
    out
}

/// What customer and shop signed about the receipt, as a report lists it.
fn signed_besides() -> Vec<(String, Value)> {
    let e2 = approved(&sale("{}"));
    let refund = |amount: u64| {
        let captured = stated(&e2, Event::Captured, 2, "{}");
        let changes = json!({"amount": amount, "arn": "74537606327000000000002", "at": EVENT + 3 * DAY, "iat": EVENT + 3 * DAY});
        stated(&captured, Event::RefundIssued, 3, &changes.to_string())
    };
    let (whole, part) = (refund(18650), refund(5000));
    let mut out = Vec::new();
    let mut add = |claim: &'static str, input: &str, acks: Value, settlements: Value| {
        let mut case = counter(claim, &[input]).at(EVENT + 9 * DAY).case();
        if acks.as_array().is_some_and(|a| a.len() > 1) {
            let check = json!({"code": "ack_changed", "outcome": "conflict", "params": {}});
            case["reports"][0]["checks"]
                .as_array_mut()
                .unwrap()
                .push(check);
        }
        if settlements.as_array().is_some_and(|a| a.len() > 1) {
            let check = json!({"code": "settlements_differ", "outcome": "warn", "params": {}});
            case["reports"][0]["checks"]
                .as_array_mut()
                .unwrap()
                .push(check);
        }
        case["reports"][0]["acknowledgements"] = acks;
        case["reports"][0]["settlements"] = settlements;
        out.push((format!("signed besides {}", out.len()), ask(&case)));
    };
    for claim in [
        "never_paid",
        "not_my_card",
        "unknown_shop",
        "paid_not_received",
        "no_refund",
        "complaint",
        "wrong_amount",
    ] {
        for verdict in ["mine", "not_recognised", "amount_differs", "returned_goods"] {
            for bound in ["list", "own", "none"] {
                add(claim, &e2, json!([acknowledged(verdict, bound)]), json!([]));
            }
        }
    }
    let both = json!([
        acknowledged("mine", "list"),
        acknowledged("not_recognised", "list")
    ]);
    add("never_paid", &e2, both, json!([]));
    for input in [&e2, &whole, &part] {
        for due in [5, 20] {
            for remedy in ["none", "refund", "exchange"] {
                add(
                    "complaint",
                    input,
                    json!([]),
                    json!([settled("agreed", remedy, Some(due))]),
                );
            }
        }
    }
    add(
        "complaint",
        &e2,
        json!([]),
        json!([settled("agreed", "other", None)]),
    );
    for state in ["agreed_here", "one_side_unidentified", "unidentified"] {
        add(
            "complaint",
            &e2,
            json!([]),
            json!([settled(state, "refund", Some(20))]),
        );
    }
    for side in ["customer", "merchant"] {
        let mut proposal = settled("proposed", "correction", None);
        proposal["first"]["side"] = json!(side);
        proposal["second"] = json!(null);
        add("complaint", &e2, json!([]), json!([proposal]));
    }
    let two = json!([
        settled("agreed", "none", None),
        settled("agreed", "partial_refund", Some(20))
    ]);
    add("complaint", &e2, json!([]), two);
    out
}

pub fn acknowledged(verdict: &str, bound: &str) -> Value {
    let by = match bound {
        "list" => {
            json!({"role": "customer", "iss": "https://check.example", "name": "Chain of shops", "party": "C"})
        }
        _ => json!(null),
    };
    let code = (bound == "none").then_some("ack_key_unidentified");
    let tied = (bound == "list").then_some("last4");
    json!({"tied": tied, "verdict": verdict, "bound": bound, "by": by, "code": code, "at": EVENT + DAY, "counts": code.is_none() && verdict == "mine", "amount": 18000})
}

/// `due` in days after the payment.
pub fn settled(state: &str, remedy: &str, due: Option<u64>) -> Value {
    let amount = remedy.ends_with("refund").then_some(18650);
    let half = |side| {
        let by = json!({"role": "customer", "iss": "https://check.example", "name": "Chain of shops", "party": "C"});
        json!({"side": side, "at": EVENT + 2 * DAY, "by": by, "tied": (side == "customer").then_some("last4")})
    };
    json!({"state": state, "remedy": remedy, "amount": amount, "due": due.map(|days| EVENT + days * DAY),
        "first": half("merchant"), "second": half("customer")})
}

fn approvals() -> Vec<Counter> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let captured = stated(&e2, Event::Captured, 2, "{}");
    let reversed = stated(&e2, Event::Reversed, 2, "{}");
    let declined = stated(&sale(r#"{"status":"declined"}"#), Event::Declined, 1, "{}");
    let returned = stated(
        &captured,
        Event::RefundIssued,
        3,
        r#"{"amount":18650,"arn":"74537606327000000000002"}"#,
    );
    let mut out = Vec::new();
    for claim in ["never_paid", "thought_it_failed", "paid_not_received"] {
        for input in [&plain, &e2, &captured, &reversed, &declined, &returned] {
            out.push(counter(claim, &[input]));
        }
    }
    let shop = |changes: &str| unchecked(changes);
    let twice_numbered = stated(&e2, Event::Declined, 1, "{}");
    let differs = stated(&plain, Event::Declined, 1, "{}");
    let training = stated(&shop(r#"{"type":"training"}"#), Event::Approved, 1, "{}");
    let intent = world::intent(&terminal(), "{}");
    let related = linked(&plain, "correction", "corrects", 1, "{}");
    let attempt = sale(r#"{"status":"attempted"}"#);
    let gap = stated(&e2, Event::Captured, 4, "{}");
    let aside = stated(&e2, Event::Captured, 2, r#"{"amount":1}"#);
    for input in [
        shop(r#"{"status":"declined"}"#),
        shop(r#"{"status":"reversed"}"#),
        shop(r#"{"type":"preauth"}"#),
        shop(r#"{"type":"preauth","valid_until":1795340200}"#),
        attempt.clone(),
        twice_numbered,
        differs,
        training,
        intent,
        refund(&plain, 1, 5000),
        related,
        gap,
        aside,
        world::sign_unchecked(
            &world::sale_with(r#"{"iss":"https://stranger.example"}"#),
            &world::stranger(),
        ),
        sale(r#"{"card":{"entry_mode":"magstripe"}}"#),
        approved(&sale(r#"{"authorisation":{"mode":"offline"}}"#)),
        sale(
            r#"{"merchant":{"legal_name":"杭州腾辉","statement_descriptor":"TENGHUI","facilitator":"聚合支付","trading_name":"腾辉"}}"#,
        ),
    ] {
        out.push(counter("never_paid", &[&input]));
    }
    out.push(counter("never_paid", &[]));
    out.push(counter("thought_it_failed", &[&attempt, &later(2, "{}")]));
    out.push(
        counter("never_paid", &[&sale(r#"{"card":{"pan_kind":"fpan"}}"#)])
            .answers(json!({"paid_with": "phone"})),
    );
    out.push(counter("never_paid", &[&plain]).answers(json!({"last4": "4417"})));
    out.push(counter("never_paid", &[&plain]).trust(withdrawn(&plain)));
    let next = sale(&format!(
        r#"{{"number":"n2","iat":{},"terminal":{{"counter":48214,"previous":"{}"}}}}"#,
        EVENT + 60,
        previous(&plain)
    ));
    let broken = sale(&format!(
        r#"{{"number":"n2","iat":{},"terminal":{{"counter":48214,"previous":"q83vEjRWeJCrze8SNFZ4kA"}}}}"#,
        EVENT + 60
    ));
    out.push(counter("never_paid", &[&format!("{plain}~{next}")]));
    out.push(counter("never_paid", &[&format!("{plain}~{broken}")]));
    let seen = receipt_verifier::issue::witness(
        world::time(EVENT),
        &receipt_verifier::Statement::parse(&plain).unwrap(),
        &registry::witness(),
    );
    out.push(
        counter("never_paid", &[&format!("{plain}~{}", seen.unwrap())]).under(
            registry::root(&[shop_entry(""), witness_entry()]),
            Provenance::Pinned,
            &registry::pins_json(),
        ),
    );
    out
}

fn previous(receipt: &str) -> String {
    let statement = receipt_verifier::Statement::parse(receipt).unwrap();
    statement.digest().to_previous()
}

/// The shop's key retired for good: its receipt was taken back by those who vouch for it.
fn withdrawn(receipt: &str) -> String {
    let statement = receipt_verifier::Statement::parse(receipt).unwrap();
    let id = receipt_verifier::trust::receipt_id(&statement);
    world::trust_json(|issuers| {
        let list = world::object(&format!(
            r#"{{"v":[{{"id":"{id}","recorded":1795340500,"reason":"replaced"}}]}}"#
        ));
        let list = list.get("v").unwrap().clone();
        issuers.first_mut().unwrap().set("revoked_receipts", list);
    })
}

fn amounts() -> Vec<Counter> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let told = |input: &str, amount: u64| {
        counter("wrong_amount", &[input]).answers(json!({"amount": amount}))
    };
    let made = |changes: &str| sale(changes);
    let tipped = made(r#"{"amount":20000,"tip":1350,"tenders":null}"#);
    let hold = sale(r#"{"type":"preauth","amount":50000,"items":null,"tenders":null}"#);
    let capture = linked(&hold, "capture", "captures", 1, r#"{"amount":38000}"#);
    let correction = linked(&plain, "correction", "corrects", 2, r#"{"amount":16850}"#);
    let part = refund(&plain, 3, 5000);
    let intent = world::intent(&terminal(), "{}");
    let late = world::intent(&terminal(), &format!(r#"{{"valid_until":{}}}"#, EVENT - 30));
    let mut out = vec![
        told(&plain, 18650),
        told(&e2, 18650),
        told(&tipped, 18650),
        told(
            &made(r#"{"amount":20000,"surcharge":1350,"tenders":null}"#),
            18650,
        ),
        told(
            &made(r#"{"amount":20000,"cashback":1350,"tenders":null}"#),
            18650,
        ),
        told(
            &made(r#"{"amount":18000,"discount":650,"tenders":null}"#),
            18650,
        ),
        told(
            &made(r#"{"amount":18600,"rounding":-50,"tenders":null}"#),
            18650,
        ),
        told(
            &made(
                r#"{"tenders":[{"method":"card","amount":10000},{"method":"cash","amount":8650}]}"#,
            ),
            10000,
        ),
        told(
            &made(r#"{"authorised_amount":50000,"status":"captured"}"#),
            50000,
        ),
        told(
            &made(r#"{"dcc":{"currency":"USD","amount":3000,"rate_e8":14000000}}"#),
            9999,
        ),
        told(&made(r#"{"items":[{"name":"茶","total":1}]}"#), 18650),
        counter("wrong_amount", &[&plain, &part]).answers(json!({"amount": 13650})),
        counter("wrong_amount", &[&plain]),
        counter("wrong_amount", &[&e2]),
        counter("wrong_amount", &[&hold, &capture]),
        counter("wrong_amount", &[&plain, &correction]),
        counter("wrong_amount", &[&plain, &approved(&correction)]),
        counter(
            "wrong_amount",
            &[&format!("{}~{intent}", naming_intent(&intent, "{}"))],
        ),
        counter(
            "wrong_amount",
            &[&format!("{}~{late}", naming_intent(&late, "{}"))],
        ),
        counter("charged_twice", &[&approved(&hold), &approved(&capture)]),
        counter("charged_twice", &[&hold, &capture]),
    ];
    let mut other = LINE;
    other[3] = "286.50";
    let wallet = sale(WALLET);
    out.push(
        counter("wrong_amount", &[&wallet]).bill(&wallet_bill(&[other]), SuppliedBy::Customer),
    );
    out
}

fn returns() -> Vec<Counter> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let captured = stated(&e2, Event::Captured, 2, "{}");
    let arn = r#"{"amount":5000,"arn":"74537606327000000000001"}"#;
    let issued = stated(&captured, Event::RefundIssued, 3, arn);
    let posted = stated(&issued, Event::RefundPosted, 4, arn);
    let slip = refund(&plain, 1, 5000);
    let void = linked(&plain, "void", "voids", 2, "{}");
    let expecting = linked(
        &plain,
        "refund",
        "refunds",
        3,
        r#"{"amount":5000,"refund":{"expected_posting_days":30}}"#,
    );
    let status = |word: &str| {
        linked(
            &plain,
            "refund",
            "refunds",
            4,
            &format!(r#"{{"amount":5000,"status":"{word}"}}"#),
        )
    };
    let slip_approved = approved(&slip);
    let same = linked(
        &plain,
        "refund",
        "refunds",
        5,
        r#"{"amount":5000,"number":"x","authorisation":{"rrn":"632611885001"}}"#,
    );
    let dollars = linked(
        &plain,
        "refund",
        "refunds",
        6,
        r#"{"amount":5000,"currency":"USD"}"#,
    );
    let receipt_differs = stated(
        &captured,
        Event::RefundIssued,
        3,
        &format!(
            r#"{{"amount":4000,"refund_digest":"{}"}}"#,
            super::dispute::digest(&slip)
        ),
    );
    let over = stated(
        &issued,
        Event::RefundIssued,
        4,
        r#"{"amount":18650,"arn":"74537606327000000000009"}"#,
    );
    let ask = |inputs: &[&str]| counter("no_refund", inputs);
    vec![
        ask(&[&posted]),
        ask(&[&over]),
        ask(&[&e2, &slip_approved]),
        ask(&[&e2, &stated(&status("approved"), Event::Declined, 1, "{}")]),
        ask(&[&e2, &stated(&slip_approved, Event::Reversed, 2, "{}")]),
        ask(&[&e2, &status("declined")]),
        ask(&[&e2, &status("attempted")]),
        ask(&[&e2, &void]),
        ask(&[&stated(&e2, Event::Reversed, 2, "{}")]),
        ask(&[&sale(r#"{"status":"reversed"}"#)]),
        ask(&[&stated(
            &sale(r#"{"status":"declined"}"#),
            Event::Declined,
            1,
            "{}",
        )]),
        ask(&[&approved(&sale(r#"{"type":"preauth"}"#))]),
        ask(&[&sale(r#"{"type":"preauth"}"#)]),
        ask(&[&e2]),
        ask(&[&e2, &dollars]),
        ask(&[&e2, &slip, &same]),
        ask(&[&receipt_differs, &slip]),
        ask(&[&e2, &expecting]).at(NOW + 3 * DAY),
        ask(&[&slip, &e2]).at(NOW + 3 * DAY),
        counter("complaint", &[&e2, &slip]),
        ask(&[&e2, &stolen_refund(&plain)]).trust(till_stolen()),
    ]
}

/// A refund slip by the till's own key, which was stolen.
fn stolen_refund(of: &str) -> String {
    let draft = world::merged(
        &world::sale_with(
            r#"{"type":"refund","number":"r9","amount":5000,"items":null,"tenders":null}"#,
        ),
        &format!(
            r#"{{"related":{{"digest":"{}","relation":"refunds"}}}}"#,
            super::dispute::digest(of)
        ),
    );
    world::sign_unchecked(&draft, &till_pc())
}

fn till_stolen() -> String {
    let x = till_pc().key.public().x();
    world::trust_json(|_| ()).replace(
        &format!(r#""x":"{x}""#),
        &format!(
            r#""x":"{x}","revoked":{{"recorded":1795000000,"since":1794000000,"reason":"stolen"}}"#
        ),
    )
}

fn others() -> Vec<Counter> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let again = later(3, "{}");
    let reversed = stated(&approved(&again), Event::Reversed, 2, "{}");
    let declined = stated(
        &later(3, r#"{"status":"declined"}"#),
        Event::Declined,
        1,
        "{}",
    );
    let reissued =
        sale(r#"{"number":"copy","iat":1795340200,"terminal":{"counter":48300,"previous":null}}"#);
    let captured = stated(&e2, Event::Captured, 2, "{}");
    let part = stated(
        &captured,
        Event::RefundIssued,
        3,
        r#"{"amount":18650,"arn":"74537606327000000000002"}"#,
    );
    let stranger = world::sign_unchecked(
        &world::sale_with(r#"{"iss":"https://other.example","number":"o1"}"#),
        &world::identity(
            7,
            "https://other.example",
            receipt_verifier::Role::Merchant,
            None,
        ),
    );
    let listed = world::trust_json(|issuers| {
        let key = world::identity(
            7,
            "https://other.example",
            receipt_verifier::Role::Merchant,
            None,
        );
        issuers.push(world::object(&format!(
            r#"{{"iss":"https://other.example","name":"Other","role":"merchant","party":"OTHER","keys":[{}]}}"#,
            key.to_public_jwk().to_text()
        )));
    });
    let twice = |inputs: &[&str]| counter("charged_twice", inputs);
    let mut second = LINE;
    second[5] = "4200002610202611228431097799";
    second[6] = "TH20261122000399";
    let wallet = sale(r#"{"card":null,"tenders":[{"method":"wechat","amount":18650}]}"#);
    let card = |changes: &str, answers: Value| {
        counter("not_my_card", &[&approved(&sale(changes))]).answers(answers)
    };
    let mut far = LINE;
    far[0] = "2026-11-28 17:35:14";
    far[3] = "1.00";
    let mut closed = LINE;
    closed[4] = "已关闭";
    let mut weak = LINE;
    weak[1] = "别家店";
    let mut back = LINE;
    back[4] = "已全额退款";
    let mut half = LINE;
    half[4] = "已退款(￥50.00)";
    let paid = sale(WALLET);
    let approved_paid = approved(&paid);
    let filed =
        |text: &str| counter("never_paid", &[&approved_paid]).bill(text, SuppliedBy::Customer);
    let domain = registry::sign_unread(
        &registry::list(SHOP, 1, "", &[shop_entry("")]),
        &terminal().key,
    );
    let mut out = vec![
        twice(&[&plain]),
        twice(&[&e2, &reversed]),
        twice(&[&e2, &declined]),
        twice(&[&e2, &again]),
        twice(&[&e2, &later(3, r#"{"status":"attempted"}"#)]),
        twice(&[&plain, &again]),
        twice(&[&part, &approved(&again)]),
        twice(&[&e2, &approved(&reissued)]),
        twice(&[
            &e2,
            &stated(
                &reissued,
                Event::Approved,
                1,
                r#"{"at":1795340300,"iat":1795340301}"#,
            ),
        ]),
        twice(&[&plain, &reissued]),
        twice(&[&plain, &stranger]).trust(listed),
        twice(&[&wallet]).bill(&wallet_bill(&[LINE, second]), SuppliedBy::Customer),
        card("{}", json!({"last4": "4417"})),
        card(
            r#"{"card":{"pan_kind":"unknown"}}"#,
            json!({"last4": "5678", "paid_with": "phone"}),
        ),
        card(
            r#"{"card":{"pan_kind":"unknown"}}"#,
            json!({"last4": "5678"}),
        ),
        card(r#"{"card":null}"#, json!({})),
        counter("unknown_shop", &[&plain]),
        counter("unknown_shop", &[&plain]).under(
            registry::root(&[shop_entry("")]),
            Provenance::Pinned,
            &registry::pins_json(),
        ),
        counter("unknown_shop", &[&plain]).under(domain, Provenance::Domain, SHOP),
        filed(&wallet_bill(&[far])),
        filed(&wallet_bill(&[closed])),
        filed(&wallet_bill(&[back])),
        filed(&wallet_bill(&[half])),
        counter("never_paid", &[&wallet]).bill(&wallet_bill(&[weak]), SuppliedBy::Customer),
        counter("never_paid", &[&wallet]).bill(&wallet_bill(&[LINE, second]), SuppliedBy::Customer),
        counter("never_paid", &[&paid]).bill(&wallet_bill(&[LINE]), SuppliedBy::Merchant),
        counter("never_paid", &[&sale(r#"{"iat":1797900000}"#)])
            .bill(&wallet_bill(&[LINE]), SuppliedBy::Customer)
            .at(1_797_950_000),
        counter(
            "never_paid",
            &[&sale(r#"{"iat":1795340112,"currency":"EUR"}"#)],
        ),
        counter(
            "never_paid",
            &[&sale(r#"{"currency":"USD","card":{"network":"visa"}}"#)],
        ),
        counter("wrong_amount", &[&plain]),
    ];
    let late =
        sale(r#"{"iat":1792000000,"card":null,"tenders":[{"method":"wechat","amount":18650}]}"#);
    out.push(
        counter("never_paid", &[&late])
            .bill(&wallet_bill(&[LINE]), SuppliedBy::Customer)
            .at(1_796_060_000),
    );
    out
}

/// Findings of people who tried to be told too much, each kept as a case.
fn found() -> Vec<Counter> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let hold = approved(&sale(
        r#"{"type":"preauth","amount":50000,"items":null,"tenders":null}"#,
    ));
    let capture = |seed: u32, amount: u64| {
        approved(&linked(
            &hold,
            "capture",
            "captures",
            seed,
            &format!(r#"{{"amount":{amount}}}"#),
        ))
    };
    let unconfirmed = linked(&hold, "capture", "captures", 5, r#"{"amount":90000}"#);
    let part = linked(&hold, "capture", "captures", 6, r#"{"amount":10000}"#);
    let void = approved(&linked(&plain, "void", "voids", 2, "{}"));
    let captured_late = stated(
        &e2,
        Event::Captured,
        2,
        r#"{"at":1795343000,"iat":1795343000}"#,
    );
    let declined = stated(&sale(r#"{"status":"declined"}"#), Event::Declined, 1, "{}");
    let reversed = stated(&e2, Event::Reversed, 2, "{}");
    let released = stated(&hold, Event::Reversed, 2, "{}");
    let gap = stated(&e2, Event::Captured, 4, "{}");
    let cash =
        sale(r#"{"card":null,"authorisation":null,"tenders":[{"method":"cash","amount":18650}]}"#);
    let captured = stated(&e2, Event::Captured, 2, "{}");
    let one = stated(
        &captured,
        Event::RefundIssued,
        3,
        r#"{"amount":5000,"arn":"74537606327000000000001"}"#,
    );
    let two = stated(
        &one,
        Event::RefundIssued,
        4,
        r#"{"amount":3000,"arn":"74537606327000000000002"}"#,
    );
    let slip = approved(&refund(&plain, 1, 5000));
    let posted = stated(
        &one,
        Event::RefundPosted,
        4,
        r#"{"amount":5000,"arn":"74537606327000000000001"}"#,
    );
    let far = later(
        60 * 24 * 3 / 80,
        r#"{"amount":20000,"items":null,"tenders":null,"card":{"last4":"9999"}}"#,
    );
    let week = sale(
        r#"{"number":"w","iat":1795840112,"terminal":{"counter":48400,"previous":null},"authorisation":{"rrn":"632611889999"}}"#,
    );
    let mut other_name = LINE;
    other_name[1] = "王老五";
    let mut posted_later = LINE;
    posted_later[0] = "2026-11-24 10:00:00";
    let mut amount = LINE;
    amount[3] = "286.50";
    let paid = approved(&sale(WALLET));
    let mut waiting = LINE;
    waiting[4] = "等待付款";
    let open = sale(r#"{"card":null,"tenders":[{"method":"wechat","amount":18650}]}"#);
    let mut second = LINE;
    second[5] = "4200002610202611228431097799";
    second[6] = "TH20261122000399";
    let twin = later(
        3,
        r#"{"card":null,"tenders":[{"method":"wechat","amount":18650}]}"#,
    );
    vec![
        counter("never_paid", &[&hold, &capture(1, 45_000)]),
        counter("never_paid", &[&hold, &unconfirmed]),
        counter(
            "charged_twice",
            &[&hold, &capture(1, 20_000), &capture(2, 30_000)],
        ),
        counter("charged_twice", &[&hold, &capture(1, 20_000), &part]),
        counter(
            "charged_twice",
            &[&hold, &capture(1, 30_000), &capture(2, 30_000)],
        ),
        counter("wrong_amount", &[&hold, &capture(1, 27_500)]).answers(json!({"amount": 24_000})),
        counter("wrong_amount", &[&hold]).answers(json!({"amount": 24_000})),
        counter("wrong_amount", &[&declined]).answers(json!({"amount": 24_000})),
        counter("wrong_amount", &[&reversed]).answers(json!({"amount": 24_000})),
        counter("never_paid", &[&e2, &void]),
        counter("never_paid", &[&captured_late, &void]),
        counter("never_paid", &[&gap]),
        counter("never_paid", &[&stated(&plain, Event::Captured, 1, "{}")]),
        counter("never_paid", &[&cash]),
        counter(
            "never_paid",
            &[&sale(r#"{"items":[{"name":"茶","total":18650}]}"#)],
        ),
        counter("not_my_card", &[&cash]),
        counter("not_my_card", &[&e2]).answers(json!({"last4": "5678", "paid_with": "plastic"})),
        counter("no_refund", &[&two]),
        counter("no_refund", &[&one, &slip]),
        counter("no_refund", &[&posted]),
        counter("no_refund", &[&released]),
        counter("no_refund", &[&sale(r#"{"status":"declined"}"#)]),
        counter("charged_twice", &[&e2, &approved(&far)]),
        counter("charged_twice", &[&e2, &approved(&week)]).at(NOW + 9 * DAY),
        counter("unknown_shop", &[&paid]).bill(&wallet_bill(&[other_name]), SuppliedBy::Customer),
        counter("paid_not_received", &[&paid])
            .bill(&wallet_bill(&[other_name]), SuppliedBy::Customer),
        counter("never_paid", &[&paid]).bill(&wallet_bill(&[posted_later]), SuppliedBy::Customer),
        counter("never_paid", &[&paid]).bill(&wallet_bill(&[amount]), SuppliedBy::Customer),
        counter("never_paid", &[&paid]).bill(&wallet_bill(&[waiting]), SuppliedBy::Customer),
        counter("charged_twice", &[&open, &twin])
            .bill(&wallet_bill(&[LINE, second]), SuppliedBy::Customer),
        counter("charged_twice", &[&open, &twin]).bill(&wallet_bill(&[LINE]), SuppliedBy::Customer),
    ]
}

/// What only other parts of a report bring about.
fn by_hand() -> Vec<(String, Value)> {
    let mut told = counter("never_paid", &[&sale("{}")]).case();
    told["told"] = json!({"bill": true});
    let mut ambiguous = counter("never_paid", &[&sale(WALLET)])
        .bill(&wallet_bill(&[LINE]), SuppliedBy::Customer)
        .case();
    ambiguous["bill"]["matches"][0]["grade"] = json!("ambiguous");
    ambiguous["bill"]["matches"][0]["status"] = json!("pending");
    let mut unsure = ambiguous.clone();
    unsure["bill"]["matches"][0]["grade"] = json!("none");
    unsure["bill"]["facts"]["columns"] = json!({"sure": false});
    let mut undated = unsure.clone();
    undated["bill"]["facts"]["columns"] = json!(null);
    undated["bill"]["matches"][0]["coverage"] =
        json!({"from": null, "to": null, "covers": false, "open": true});
    vec![
        ("unsure".to_owned(), ask(&unsure)),
        ("undated".to_owned(), ask(&undated)),
        ("told".to_owned(), ask(&told)),
        ("ambiguous".to_owned(), ask(&ambiguous)),
    ]
}

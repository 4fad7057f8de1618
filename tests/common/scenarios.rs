//! What two people at a counter may be facing, one row each: what is on the counter, and what has to be answered.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use receipt_verifier::bill::SuppliedBy;
use receipt_verifier::{Event, Provenance};
use serde_json::json;

use super::dispute::{
    Counter, LINE, WALLET, approved, later, linked, refund, sale, stated, unchecked, wallet_bill,
};
use super::registry::{self, shop_entry, witness_entry};
use super::world::{
    self, EVENT, NOW, header_of, identity, naming_intent, set_key_member, sign_raw, sign_unchecked,
    stranger, terminal, trust_json,
};

const DAY: u64 = 86_400;

/// What has to be answered.
pub struct Row {
    pub number: u8,
    pub name: &'static str,
    pub counter: Counter,
    pub answer: &'static str,
    pub sentence: &'static str,
    pub level: &'static str,
    pub stop: Option<&'static str>,
    /// Among the facts, limits, and steps of customer and merchant.
    pub facts: &'static [&'static str],
    pub limits: &'static [&'static str],
    pub customer: &'static [&'static str],
    pub merchant: &'static [&'static str],
}

fn row(number: u8, name: &'static str, counter: Counter) -> Row {
    Row {
        number,
        name,
        counter,
        answer: "",
        sentence: "",
        level: "E0",
        stop: None,
        facts: &[],
        limits: &[],
        customer: &[],
        merchant: &[],
    }
}

impl Row {
    fn is(mut self, answer: &'static str, sentence: &'static str, level: &'static str) -> Self {
        (self.answer, self.sentence, self.level) = (answer, sentence, level);
        self
    }

    fn facts(mut self, codes: &'static [&'static str]) -> Self {
        self.facts = codes;
        self
    }

    fn limits(mut self, codes: &'static [&'static str]) -> Self {
        self.limits = codes;
        self
    }

    fn next(
        mut self,
        customer: &'static [&'static str],
        merchant: &'static [&'static str],
    ) -> Self {
        (self.customer, self.merchant) = (customer, merchant);
        self
    }

    fn stops(mut self, code: &'static str) -> Self {
        self.stop = Some(code);
        self
    }
}

const PROFILE: &str = r#","profile":{"legal_name":"杭州腾辉茶业有限公司","statement_descriptor":"TENGHUI TEA HZ","country":"CN","address":"杭州市西湖区"}"#;

/// A registry's signed list that names the shop, with its profile.
fn registered(counter: Counter) -> Counter {
    let shop = format!(r#","acquirers":["https://acquirer.example"]{PROFILE}"#);
    let root = registry::root(&[
        registry::acquirer_entry(&registry::for_shop()),
        shop_entry(&shop),
        witness_entry(),
    ]);
    counter.under(root, Provenance::Pinned, &registry::pins_json())
}

fn stolen(reason: &str) -> String {
    trust_json(|issuers| {
        let revoked = format!(
            r#"{{"recorded":1795400000,"since":1795350000,"max_counter":48300,"reason":"{reason}"}}"#
        );
        set_key_member(issuers, 0, "revoked", &revoked);
    })
}

fn ask(claim: &'static str, inputs: &[&str]) -> Counter {
    Counter::new(claim, inputs)
}

pub fn rows() -> Vec<Row> {
    let mut rows = people();
    rows.extend(money());
    rows.extend(crime());
    rows.extend(machines());
    rows.extend(files());
    rows.sort_by_key(|r| r.number);
    rows
}

/// 1–8: somebody forgot, misread, was lent the card, or says what is not so.
fn people() -> Vec<Row> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let attempt = sale(r#"{"status":"attempted"}"#);
    let second = approved(&later(2, "{}"));
    let wallet = approved(&sale(WALLET));
    let ack = sign_raw(
        &header_of(&stranger(), "receipt-ack+jwt"),
        r#"{"iat":1795340200,"verdict":"mine","method":"passkey"}"#,
        &stranger().key,
    );
    vec![
        row(
            1,
            "forgot the purchase",
            registered(ask("never_paid", &[&e2])),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .facts(&["items", "descriptor", "legal_name", "address"])
        .limits(&["holder_identity", "account_debited"])
        .next(&["look_at_receipt"], &["show_recognition"]),
        row(
            2,
            "thought it failed and tried again",
            ask("thought_it_failed", &[&attempt, &second]),
        )
        .is("confirmed", "thought_it_failed.other_attempt", "E2")
        .next(&["compare_bank_lines"], &["fetch_acquirer"]),
        row(
            3,
            "a phone's own number",
            ask("not_my_card", &[&e2]).answers(json!({"last4": "5678"})),
        )
        .is("cannot_tell", "not_my_card.device_number", "E2")
        .facts(&["device_number"])
        .next(&["open_wallet_number"], &["ask_wallet_digits"]),
        row(
            4,
            "the statement shows another name",
            registered(ask("unknown_shop", &[&plain])),
        )
        .is("confirmed", "unknown_shop.named", "E1")
        .facts(&["descriptor", "legal_name"])
        .next(&["look_at_receipt"], &["show_recognition"]),
        row(
            5,
            "somebody at home used the card",
            ask("not_my_card", &[&e2]).answers(json!({"card_state": "lent"})),
        )
        .is("cannot_tell", "not_my_card.lent", "E2")
        .facts(&["holder_check"])
        .limits(&["holder_identity"])
        .next(&["ask_household"], &["stay_neutral"]),
        row(
            6,
            "the customer's own file has the line",
            ask("never_paid", &[&wallet]).bill(&wallet_bill(&[LINE]), SuppliedBy::Customer),
        )
        .is("confirmed", "never_paid.approved", "E4")
        .facts(&["bill_line_counts"])
        .limits(&["holder_identity", "file_unsigned"]),
        row(
            7,
            "an acknowledgement by a key that nobody bound",
            ask("never_paid", &[&format!("{e2}~{ack}")]),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .limits(&["holder_identity"]),
        row(
            8,
            "a sale that only the shop's own terminal knows",
            ask("never_paid", &[&plain]),
        )
        .is("not_shown", "never_paid.shop_only", "E1")
        .limits(&["acquirer_result"])
        .next(&["ask_issuer_record"], &["fetch_acquirer"]),
    ]
}

/// 9–17, 35–37, 42, 43: amounts, refunds, holds, and results that came later.
fn money() -> Vec<Row> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let intent = world::intent(&terminal(), r#"{"amount":16850}"#);
    let charged = approved(&format!("{}~{intent}", naming_intent(&intent, "{}")));
    let hold = approved(&sale(
        r#"{"type":"preauth","amount":50000,"items":null,"tenders":null,"valid_until":1795940112}"#,
    ));
    let capture = approved(&linked(
        &hold,
        "capture",
        "captures",
        1,
        r#"{"amount":38000}"#,
    ));
    let over = approved(&linked(
        &hold,
        "capture",
        "captures",
        1,
        r#"{"amount":61000}"#,
    ));
    let twice = approved(&later(3, "{}"));
    let cash = sale(
        r#"{"number":"20261122-000318","iat":1795340412,"card":null,"authorisation":null,"terminal":{"counter":48214,"previous":null},"tenders":[{"method":"cash","amount":18650}]}"#,
    );
    let slip = linked(
        &plain,
        "refund",
        "refunds",
        1,
        r#"{"amount":5000,"refund":{"expected_posting_days":7}}"#,
    );
    let captured = stated(&e2, Event::Captured, 2, "{}");
    let given_back = stated(
        &captured,
        Event::RefundIssued,
        3,
        r#"{"amount":5000,"arn":"74537606327000000000001"}"#,
    );
    let other = refund(&later(9, "{}"), 2, 5000);
    let above = refund(&plain, 3, 20_000);
    let foreign = sign_unchecked(
        &world::merged(
            &world::sale_with(
                r#"{"iss":"https://other.example","type":"refund","status":"approved"}"#,
            ),
            &format!(
                r#"{{"related":{{"digest":"{}","relation":"refunds"}}}}"#,
                super::dispute::digest(&plain)
            ),
        ),
        &other_shop(),
    );
    let void = approved(&linked(&plain, "void", "voids", 4, "{}"));
    let declined = stated(
        &sale(r#"{"status":"declined","authorisation":{"code":null,"response_code":"51"}}"#),
        Event::Declined,
        1,
        "{}",
    );
    let offline = sale(r#"{"authorisation":{"mode":"store_and_forward"}}"#);
    let later_declined = stated(&offline, Event::Declined, 1, "{}");
    let dcc = approved(&sale(
        r#"{"dcc":{"currency":"USD","amount":2611,"rate_e8":14000000,"markup":300}}"#,
    ));
    let wallet = sale(WALLET);
    let returned = stated(
        &captured,
        Event::RefundIssued,
        3,
        r#"{"amount":18650,"arn":"74537606327000000000002"}"#,
    );
    vec![
        row(
            9,
            "charged is not what was shown before",
            ask("wrong_amount", &[&charged]),
        )
        .is("conflict", "wrong_amount.intent_differs", "E2")
        .facts(&["intent_differs"])
        .next(&["dispute_with_issuer"], &["correct_linked"]),
        row(
            9,
            "a picture shows another amount",
            ask("wrong_amount", &[&e2]).answers(json!({"amount": 2800})),
        )
        .is("conflict", "wrong_amount.amount_differs", "E2")
        .limits(&["agreed_amount"])
        .next(&["compare_paper"], &["correct_linked"]),
        row(
            10,
            "held and captured differ",
            ask("wrong_amount", &[&hold, &capture]),
        )
        .is("confirmed", "wrong_amount.captured_explained", "E2"),
        row(
            10,
            "more captured than held",
            ask("wrong_amount", &[&hold, &over]),
        )
        .is("conflict", "wrong_amount.captured_above", "E2")
        .next(&["dispute_with_issuer"], &["explain_difference"]),
        row(
            10,
            "a tip explains it",
            ask(
                "wrong_amount",
                &[&approved(&sale(
                    r#"{"amount":20000,"tip":1350,"tenders":null}"#,
                ))],
            )
            .answers(json!({"amount": 18650})),
        )
        .is("not_shown", "wrong_amount.explained", "E2")
        .facts(&["tip"]),
        row(11, "two approvals", ask("charged_twice", &[&e2, &twice]))
            .is("confirmed", "charged_twice.two_approved", "E2")
            .limits(&["posted_lines"])
            .next(
                &["compare_bank_lines", "dispute_with_issuer"],
                &["void_duplicate", "refund_linked"],
            ),
        row(
            11,
            "one receipt twice",
            ask("charged_twice", &[&plain, &plain]),
        )
        .is("not_shown", "charged_twice.same_receipt", "E1"),
        row(12, "cash, then card", ask("charged_twice", &[&e2, &cash]))
            .is("not_shown", "charged_twice.two_means", "E2")
            .next(&["compare_bank_lines"], &["refund_linked", "check_cash"]),
        row(
            13,
            "a refund that the shop signed and nobody saw arrive",
            ask("no_refund", &[&plain, &slip]).at(NOW + 10 * DAY),
        )
        .is("not_shown", "no_refund.by_shop", "E1")
        .facts(&["refund_late", "refund_unconfirmed", "refund_balance"])
        .limits(&["refund_arrived"])
        .next(&["quote_reference"], &["chase_acquirer"]),
        row(
            13,
            "the acquirer states the refund",
            ask("no_refund", &[&given_back]),
        )
        .is("confirmed", "no_refund.refund_issued", "E2")
        .limits(&["refund_arrived"])
        .next(&["quote_reference"], &[]),
        row(
            13,
            "a promise",
            ask("no_refund", &[&e2]).answers(json!({"refund_kind": "promised"})),
        )
        .is("not_shown", "no_refund.promised", "E2")
        .next(&["ask_refund_receipt"], &["refund_linked"]),
        row(
            14,
            "a refund slip of another sale",
            ask("no_refund", &[&e2, &other]),
        )
        .is("not_shown", "no_refund.of_other_receipt", "E2")
        .facts(&["link_other_receipt"]),
        row(
            14,
            "a refund above the balance",
            ask("no_refund", &[&e2, &above]),
        )
        .is("conflict", "no_refund.above_balance", "E2")
        .facts(&["link_above_balance"]),
        row(
            14,
            "a refund slip of another shop",
            ask("no_refund", &[&e2, &foreign])
                .trust(trust_json(|issuers| issuers.push(other_entry()))),
        )
        .is("not_shown", "no_refund.by_other_party", "E2")
        .facts(&["link_other_party"]),
        row(
            15,
            "voided on the same day",
            ask("no_refund", &[&e2, &void]),
        )
        .is("confirmed", "no_refund.void_approved", "E2")
        .facts(&["reversal_shows"])
        .next(&["wait_pending"], &["send_reversal"]),
        row(16, "a hold", ask("never_paid", &[&hold]))
            .is("confirmed", "any.hold", "E2")
            .facts(&["hold_until"])
            .next(&["recheck_after_date"], &["capture_or_release"]),
        row(
            17,
            "declined, and still pending",
            ask("thought_it_failed", &[&declined]).answers(json!({"bank_shows": "pending"})),
        )
        .is("confirmed", "thought_it_failed.declined", "E2")
        .facts(&["pending_after_decline"])
        .next(&["ask_issuer_record"], &["show_decline"]),
        row(
            35,
            "approved offline",
            ask("paid_not_received", &[&offline]),
        )
        .is("not_shown", "any.shop_offline", "E1")
        .facts(&["offline"])
        .next(&["ask_issuer_record"], &["collect_result"]),
        row(
            35,
            "approved offline, declined later",
            ask("paid_not_received", &[&later_declined]),
        )
        .is("confirmed", "paid_not_received.declined", "E2")
        .facts(&["offline_declined"]),
        row(
            36,
            "another currency",
            ask("wrong_amount", &[&dcc]).answers(json!({"amount": 2611})),
        )
        .is("not_shown", "wrong_amount.converted", "E2")
        .facts(&["dcc_fits", "dcc_markup"]),
        row(
            37,
            "a wallet's transaction number",
            ask("thought_it_failed", &[&wallet]).bill(&wallet_bill(&[LINE]), SuppliedBy::Customer),
        )
        .is("not_shown", "any.shop_only_with_line", "E1")
        .facts(&["wallet_transaction", "wallet_order", "bill_line_counts"])
        .limits(&["file_unsigned", "acquirer_result"]),
        row(42, "the goods, not the payment", ask("complaint", &[&e2]))
            .is("cannot_tell", "complaint.not_payment", "E2")
            .limits(&["quality"])
            .next(&["say_what_is_wrong"], &["offer_remedy"]),
        row(43, "refunded already", ask("complaint", &[&returned]))
            .is("confirmed", "complaint.refunded", "E2")
            .facts(&["refund_balance"])
            .next(&["compare_bank_lines"], &["credit_already_issued"]),
    ]
}

fn other_shop() -> receipt_verifier::issue::Identity {
    identity(
        7,
        "https://other.example",
        receipt_verifier::Role::Merchant,
        None,
    )
}

fn other_entry() -> receipt_verifier::json::Object {
    world::object(&format!(
        r#"{{"iss":"https://other.example","name":"Other","role":"merchant","party":"OTHER","keys":[{}]}}"#,
        other_shop().to_public_jwk().to_text()
    ))
}

/// 18–25, 34, 38: stolen cards, people who were led, pictures, and receipts of others.
fn crime() -> Vec<Row> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let fallback = approved(&sale(
        r#"{"card":{"entry_mode":"fallback","cvm":"signature","pan_kind":"fpan"}}"#,
    ));
    let web = approved(&sale(
        r#"{"card":{"entry_mode":"ecom","cvm":null,"pan_kind":"fpan"}}"#,
    ));
    let plastic = approved(&sale(
        r#"{"card":{"entry_mode":"chip","cvm":"online_pin","pan_kind":"fpan"}}"#,
    ));
    let altered = format!("{}AAAA", plain.get(..plain.len() - 4).unwrap());
    let training = unchecked(r#"{"type":"training"}"#);
    let code = sale(
        r#"{"status":"attempted","card":null,"authorisation":null,"tenders":[{"method":"wechat","amount":18650}]}"#,
    );
    let mut elsewhere = LINE;
    elsewhere[1] = "张三个体";
    vec![
        row(
            18,
            "a stolen card",
            ask("not_my_card", &[&e2]).answers(json!({"card_state": "stolen"})),
        )
        .is("cannot_tell", "any.stopped", "E2")
        .stops("stolen_card")
        .facts(&["holder_check"])
        .next(
            &["block_card", "tell_issuer", "report_police"],
            &["stop_arguing", "keep_traces", "hand_to_acquirer"],
        ),
        row(
            19,
            "a stripe while the card is at hand",
            ask("not_my_card", &[&fallback]).answers(json!({"card_state": "with_me"})),
        )
        .is("cannot_tell", "any.stopped", "E2")
        .stops("card_copied")
        .facts(&["fallback"])
        .next(&["block_card", "tell_issuer"], &["check_liability"]),
        row(
            20,
            "a number without the card",
            ask("never_paid", &[&web])
                .answers(json!({"card_state": "with_me", "last4": "4417", "lured": false})),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .stops("card_details")
        .facts(&["card_not_present"])
        .next(&["block_card", "tell_issuer"], &["hand_to_acquirer"]),
        row(
            21,
            "led there by a stranger",
            ask("never_paid", &[&e2]).answers(json!({"lured": true})),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .stops("lured")
        .next(&["call_bank_now", "report_police"], &["stop_arguing"]),
        row(
            22,
            "a picture of a success page",
            ask("paid_not_received", &[]).answers(json!({"proof_seen": "screenshot"})),
        )
        .is("cannot_tell", "paid_not_received.screenshot", "E0")
        .next(
            &["open_own_bill"],
            &["no_goods_on_picture", "check_own_account"],
        ),
        row(
            22,
            "an altered receipt",
            ask("paid_not_received", &[&altered]),
        )
        .is("cannot_tell", "any.not_verified", "E0")
        .next(&["ask_original"], &["issue_again"]),
        row(
            23,
            "yesterday's receipt",
            ask("paid_not_received", &[&e2]).at(EVENT - 1 + 26 * 3_600),
        )
        .is("confirmed", "paid_not_received.approved", "E2")
        .facts(&["issued_ago"])
        .limits(&["shown_by"]),
        row(
            24,
            "a receipt of somebody else",
            ask("not_my_card", &[&plastic]),
        )
        .is("cannot_tell", "not_my_card.holder", "E2")
        .limits(&["shown_by", "holder_identity"]),
        row(
            25,
            "the digits differ",
            ask("not_my_card", &[&plastic]).answers(json!({"last4": "5678"})),
        )
        .is("conflict", "not_my_card.last4_differs", "E2")
        .facts(&["last4_differs"])
        .next(&["ask_issuer_record"], &["look_up_other"]),
        row(
            34,
            "a training receipt",
            ask("paid_not_received", &[&training]),
        )
        .is("not_shown", "any.training", "E1")
        .limits(&["transaction"]),
        row(
            38,
            "a code pasted over the shop's",
            ask("paid_not_received", &[&code])
                .bill(&wallet_bill(&[elsewhere]), SuppliedBy::Customer),
        )
        .is("conflict", "any.other_payee", "E1")
        .stops("other_payee")
        .next(&["call_bank_now", "report_police"], &["check_qr_sticker"]),
    ]
}

/// 26–33, 39–41: clocks, keys, chains, hostile codes and pages.
fn machines() -> Vec<Row> {
    let plain = sale("{}");
    let e2 = approved(&plain);
    let early = |at: u64| {
        stated(
            &sale("{}"),
            Event::Approved,
            1,
            &format!(r#"{{"at":{at},"iat":{at}}}"#),
        )
    };
    // 02:10 at the shop is the evening before elsewhere.
    let night = sale(r#"{"iat":1795371000,"business_date":"2026-11-22"}"#);
    let twin = sale(r#"{"number":"20261122-000317b"}"#);
    let apart = later(2, "{}");
    vec![
        row(
            26,
            "the terminal's clock is ahead",
            ask("never_paid", &[&early(EVENT - 1 - 11_520)]),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .facts(&["clock_ahead"])
        .next(&[], &["resync_clock"]),
        row(
            27,
            "another day on the statement",
            ask("never_paid", &[&approved_at(&night, 1_795_371_001)]).at(NOW + DAY),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .facts(&["business_date", "time_zone"]),
        row(
            28,
            "a stolen terminal",
            ask("never_paid", &[&plain]).trust(stolen("stolen")),
        )
        .is("cannot_tell", "any.key_withdrawn", "E0")
        .limits(&["date"])
        .next(&["ask_acquirer_record"], &["fetch_acquirer", "rotate_key"]),
        row(
            29,
            "a key in wrong hands, and an acquirer that dates",
            ask("never_paid", &[&e2]).trust(stolen("compromised")),
        )
        .is("confirmed", "never_paid.approved", "E2"),
        row(
            30,
            "an acquirer that might agree with the shop",
            ask("never_paid", &[&e2]),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .limits(&["collusion", "account_debited"]),
        row(
            31,
            "two receipts under one number",
            ask("charged_twice", &[&format!("{plain}~{twin}")]),
        )
        .is("conflict", "charged_twice.number_twice", "E1")
        .facts(&["number_signed_twice"])
        .next(&["keep_both"], &["explain_number"]),
        row(
            32,
            "a number is missing",
            ask("charged_twice", &[&plain, &apart]),
        )
        .is("not_shown", "charged_twice.two_by_shop", "E1")
        .facts(&["numbers_between"]),
        row(
            33,
            "dated days before its acquirer saw it",
            ask("never_paid", &[&early(EVENT - 1 + 3 * DAY)]).at(NOW + 4 * DAY),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .facts(&["clock_behind"])
        .next(&[], &["resync_clock"]),
        row(
            39,
            "a code that is no receipt",
            ask(
                "never_paid",
                &["javascript:alert(1)//https://www.example.com/#pay"],
            ),
        )
        .is("cannot_tell", "any.unreadable", "E0")
        .next(&["ask_original"], &["show_original"]),
        row(
            40,
            "a page that brings the keys itself",
            ask("never_paid", &[&e2]).under(trust_json(|_| ()), Provenance::Host, ""),
        )
        .is("not_shown", "never_paid.shop_only", "E1"),
        row(
            40,
            "a page that says who the shop is",
            ask("unknown_shop", &[&e2]).under(trust_json(|_| ()), Provenance::Host, ""),
        )
        .is("not_shown", "unknown_shop.page_keys", "E1")
        .next(&["check_own_phone"], &["name_voucher"]),
        row(
            41,
            "this device's clock is wrong",
            ask("never_paid", &[&e2]).at(EVENT - 2 * DAY),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .facts(&["device_clock"])
        .next(&["set_device_clock"], &[]),
    ]
}

fn approved_at(receipt: &str, at: u64) -> String {
    stated(
        receipt,
        Event::Approved,
        1,
        &format!(r#"{{"at":{at},"iat":{at}}}"#),
    )
}

/// What statement files add in the rows above, from the other side.
fn files() -> Vec<Row> {
    let wallet = approved(&sale(WALLET));
    let plain = sale(WALLET);
    vec![
        row(
            6,
            "a file from the merchant's side does not count for the merchant",
            ask("never_paid", &[&wallet]).bill(&wallet_bill(&[LINE]), SuppliedBy::Merchant),
        )
        .is("confirmed", "never_paid.approved", "E2"),
        row(
            6,
            "a line that is not in the customer's file shows nothing",
            ask("never_paid", &[&wallet]).bill(
                &wallet_bill(&[[
                    "2026-11-28 12:02:10",
                    "面馆",
                    "支出",
                    "28.00",
                    "支付成功",
                    "4200002610202611281111111111",
                    "M20261128001",
                ]]),
                SuppliedBy::Customer,
            ),
        )
        .is("confirmed", "never_paid.approved", "E2")
        .facts(&["bill_none"]),
        row(
            8,
            "nor does it turn the shop's word into another's",
            ask("never_paid", &[&plain]).bill(&wallet_bill(&[LINE]), SuppliedBy::Merchant),
        )
        .is("not_shown", "any.shop_only_with_line", "E1"),
    ]
}

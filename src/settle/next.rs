//! What each of the two can do now. Few steps, the useful one first, for both alike.

use super::answer::{Fact, Found, Next};
use super::case::Claim;
use super::look::Look as _;
use super::record::Record;
use super::sight::Sight;
use super::standing::Standing;
use crate::time::Time;

/// More than this nobody reads at a counter.
const MOST: usize = 4;

const CARD: &[&str] = &["block_card", "tell_issuer", "report_police"];

struct Steps(Next);

impl Steps {
    fn customer(&mut self, codes: &[&'static str]) -> &mut Self {
        push(&mut self.0.customer, codes);
        self
    }

    fn merchant(&mut self, codes: &[&'static str]) -> &mut Self {
        push(&mut self.0.merchant, codes);
        self
    }
}

fn push(list: &mut Vec<&'static str>, codes: &[&'static str]) {
    for code in codes {
        if !list.contains(code) && list.len() < MOST {
            list.push(code);
        }
    }
}

pub fn of(sight: &Sight, found: &Found, facts: &[Fact], stop: Option<&'static str>) -> Next {
    let mut steps = Steps(Next::default());
    if let Some(stop) = stop {
        stopped(stop, &mut steps);
        return steps.0;
    }
    by_signed(sight, &mut steps);
    by_code(found.code, &mut steps);
    by_facts(facts, &mut steps);
    by_standing(sight, &mut steps);
    let is_over = matches!(
        sight.standing,
        Standing::Declined | Standing::Reversed | Standing::Voided
    ) || matches!(found.code, "refunded" | "cash");
    match sight.standing.is_silent() {
        true => without_receipt(&mut steps),
        false if is_over => {}
        false => by_claim(sight, &mut steps),
    }
    let has = |code: &str| facts.iter().any(|f| f.code == code);
    let done = Done {
        file: sight.case.bill.is_some(),
        other_card: has("last4_differs"),
        agreed: sight.subject().is_some_and(|r| r.agreed().is_some()),
        gives_back: gives_back(sight),
        today: is_same_day(sight),
    };
    done.clear(&mut steps.0);
    if sight.subject().is_some_and(is_wallet) {
        by_wallet(&mut steps.0);
    }
    if sight.standing == Standing::Cash {
        by_cash(&mut steps.0);
    }
    fallback(&mut steps);
    steps.0
}

/// What both signed comes first: the latest agreement, and until when; or the answer to what one of them proposes. Nobody gave up the
/// other ways, so they stay below.
fn by_signed(sight: &Sight, steps: &mut Steps) {
    let Some(record) = sight.subject().filter(|_| !sight.standing.is_silent()) else {
        return;
    };
    if let Some(agreed) = record.agreed() {
        let refunded = record.refunded_since(agreed.at);
        match agreed.amount.filter(|_| agreed.gives_back()) {
            Some(amount) if refunded >= amount => steps
                .customer(&["compare_bank_lines", "keep_agreement"])
                .merchant(&["give_refund_reference", "keep_agreement"]),
            _ if agreed.is_overdue(sight.case.now) => steps
                .customer(&["ask_for_agreed", "keep_agreement"])
                .merchant(&["show_agreed_done", "keep_agreement"]),
            _ if agreed.remedy == "none" => steps
                .customer(&["keep_agreement"])
                .merchant(&["keep_agreement"]),
            _ => steps
                .customer(&["wait_agreed_day", "keep_agreement"])
                .merchant(&["do_what_was_agreed", "keep_agreement"]),
        };
        return;
    }
    let bargains = record.bargains();
    let open = bargains.iter().find(|b| b.state == "proposed");
    match open.map(|b| b.side) {
        Some("merchant") => steps
            .customer(&["read_proposal"])
            .merchant(&["wait_for_answer"]),
        Some(_) => steps
            .customer(&["wait_for_answer"])
            .merchant(&["read_proposal"]),
        None => steps,
    };
}

/// What is done already, or would do harm.
struct Done {
    file: bool,
    other_card: bool,
    agreed: bool,
    gives_back: bool,
    today: bool,
}

impl Done {
    fn clear(&self, next: &mut Next) {
        next.customer.retain(|code| match *code {
            "import_bill" => !self.file,
            "ask_household" => !self.other_card,
            "say_what_is_wrong" => !self.agreed,
            _ => true,
        });
        next.merchant.retain(|code| match *code {
            // Nobody is told to give back what was never taken, or what is on its way.
            "refund_linked" | "correct_linked" => self.gives_back,
            "offer_remedy" => !self.agreed,
            "void_duplicate" => self.gives_back && self.today,
            _ => true,
        });
    }
}

/// Whether there is money that the shop could give back and nobody has given back yet.
fn gives_back(sight: &Sight) -> bool {
    let Some(trail) = &sight.trail else {
        return false;
    };
    let under_way = trail.refunds.shop > 0 || trail.refunds.acquirer > 0 || trail.reversed > 0;
    let about_refund = matches!(sight.case.claim, Claim::NoRefund | Claim::Complaint);
    let nothing = sight.standing.is_nothing_taken() || sight.standing.is_silent();
    let returned = trail.refundable == Some(0) || (about_refund && under_way);
    !nothing && !returned
}

/// Paid from a wallet: no card's bank and no card's slip.
fn is_wallet(record: &Record) -> bool {
    let tenders = record.receipt().map(|r| r.objects("tenders"));
    let wallet = |method| matches!(method, Some("wechat" | "alipay" | "unionpay_qr"));
    let tenders = tenders.unwrap_or_default();
    record.inner("card").is_none()
        && !tenders.is_empty()
        && tenders.iter().all(|t| wallet(t.text("method")))
}

fn by_wallet(next: &mut Next) {
    for code in &mut next.customer {
        if matches!(*code, "ask_issuer_record" | "open_wallet_number") {
            *code = "ask_wallet";
        }
    }
    next.customer.dedup();
    next.merchant
        .retain(|code| !matches!(*code, "keep_slip" | "ask_wallet_digits"));
}

/// No bank and no acquirer has ever heard of cash.
fn by_cash(next: &mut Next) {
    const BANKS: [&str; 11] = [
        "ask_acquirer_record",
        "ask_issuer_record",
        "chase_acquirer",
        "compare_bank_lines",
        "dispute_with_issuer",
        "fetch_acquirer",
        "import_bill",
        "keep_slip",
        "look_for_descriptor",
        "open_own_bill",
        "open_wallet_number",
    ];
    next.customer.retain(|code| !BANKS.contains(code));
    next.merchant.retain(|code| !BANKS.contains(code));
}

/// A void is for the day of the sale.
fn is_same_day(sight: &Sight) -> bool {
    let day = |record: &Record, at: Time| record.clock(at).chars().take(10).collect::<String>();
    let subject = sight.subject();
    let issued = subject.and_then(|r| Some(day(r, r.issued()?)));
    issued.is_some() && issued == subject.map(|r| day(r, sight.case.now))
}

/// Nobody is left without a step.
fn fallback(steps: &mut Steps) {
    if steps.0.customer.is_empty() {
        steps.customer(&["keep_receipt"]);
    }
    if steps.0.merchant.is_empty() {
        steps.merchant(&["stay_neutral"]);
    }
}

/// Bank and police first, then what keeps traces; whoever is right, both need them.
fn stopped(stop: &str, steps: &mut Steps) {
    let (customer, merchant): (&[_], _) = match stop {
        "stolen_card" | "card_details" => (CARD, "hand_to_acquirer"),
        "card_copied" => (CARD, "check_liability"),
        "other_payee" => (
            &["call_bank_now", "report_police", "keep_receipt"],
            "check_qr_sticker",
        ),
        _ => (
            &[
                "call_bank_now",
                "report_police",
                "keep_messages",
                "pay_no_more",
            ],
            "hand_to_acquirer",
        ),
    };
    steps
        .customer(customer)
        .merchant(&["stop_arguing", "keep_traces", merchant, "help_police"]);
}

fn by_code(code: &str, steps: &mut Steps) {
    match code {
        "no_receipt" | "unreadable" => steps
            .customer(&["ask_original", "compare_bank_lines"])
            .merchant(&["show_original"]),
        "unknown_signer" => steps
            .customer(&["ask_who_vouches", "ask_issuer_record"])
            .merchant(&["name_voucher", "fetch_acquirer"]),
        "not_verified" | "receipt_withdrawn" => steps
            .customer(&["ask_original", "ask_issuer_record"])
            .merchant(&["issue_again", "fetch_acquirer"]),
        "key_withdrawn" => steps
            .customer(&["ask_acquirer_record", "ask_issuer_record"])
            .merchant(&["fetch_acquirer", "rotate_key"]),
        "screenshot" => steps
            .customer(&["open_own_bill", "import_bill", "pay_no_more"])
            .merchant(&["check_own_account", "no_goods_on_picture", "fetch_acquirer"]),
        "acquirer_contradictory"
        | "acquirer_out_of_order"
        | "results_differ"
        | "training_with_result" => steps
            .customer(&["ask_acquirer_record", "ask_issuer_record", "keep_receipt"])
            .merchant(&["fetch_acquirer", "explain_difference"]),
        "two_approved" => steps
            .customer(&["compare_bank_lines", "import_bill", "dispute_with_issuer"])
            .merchant(&["void_duplicate", "refund_linked"]),
        "captures" | "captures_by_shop" => steps
            .customer(&["compare_bank_lines", "import_bill"])
            .merchant(&["explain_difference"]),
        "one_taken_back" => steps
            .customer(&["compare_bank_lines", "wait_pending"])
            .merchant(&["send_reversal"]),
        "one_declined" => steps
            .customer(&["compare_bank_lines", "wait_pending"])
            .merchant(&["show_decline"]),
        "two_one_refunded" => steps
            .customer(&["compare_bank_lines", "quote_reference"])
            .merchant(&["give_refund_reference"]),
        "one_approved" | "other_attempt" | "other_attempt_by_shop" => steps
            .customer(&["compare_bank_lines"])
            .merchant(&["fetch_acquirer"]),
        "same_receipt" | "same_transaction" | "same_transaction_by_shop" => steps
            .customer(&["compare_bank_lines", "import_bill"])
            .merchant(&["stay_neutral"]),
        "one_receipt" | "two_lines" => steps
            .customer(&["scan_other_receipt", "compare_bank_lines", "import_bill"])
            .merchant(&["look_up_other", "fetch_acquirer"]),
        "two_means" => steps
            .customer(&["compare_bank_lines"])
            .merchant(&["refund_linked", "check_cash"]),
        "reference_twice" => steps
            .customer(&["compare_bank_lines", "ask_issuer_record", "keep_both"])
            .merchant(&["fetch_acquirer", "explain_difference"]),
        "number_twice" => steps
            .customer(&["keep_both", "ask_acquirer_record"])
            .merchant(&["explain_number", "fetch_acquirer"]),
        "intent_differs" | "bill_differs" | "amount_differs" | "captured_above"
        | "captures_above" | "explained" => steps
            .customer(&["compare_paper", "keep_receipt", "dispute_with_issuer"])
            .merchant(&["explain_difference", "correct_linked", "refund_linked"]),
        "refund_posted" | "refund_issued" | "refund_approved" | "several" => steps
            .customer(&["compare_bank_lines", "import_bill"])
            .merchant(&["give_refund_reference"]),
        "by_shop" | "void_by_shop" | "no_result" => steps
            .customer(&["keep_receipt"])
            .merchant(&["chase_acquirer", "fetch_refund_status"]),
        "refund_declined" | "declined_by_shop" | "refund_taken_back" => steps
            .customer(&["ask_new_refund", "keep_receipt"])
            .merchant(&["refund_linked", "chase_acquirer"]),
        "void_approved" | "voided" => steps
            .customer(&["wait_pending", "compare_bank_lines"])
            .merchant(&["send_reversal"]),
        "voided_then_captured" | "status_gap" => steps
            .customer(&["compare_bank_lines", "ask_issuer_record"])
            .merchant(&["fetch_acquirer", "explain_difference"]),
        "cash" => steps
            .customer(&["compare_paper", "keep_receipt"])
            .merchant(&["check_cash", "look_up_other"]),
        "hold_captured" => steps
            .customer(&["compare_bank_lines"])
            .merchant(&["show_recognition"]),
        "other_name" => steps
            .customer(&["open_own_bill", "ask_issuer_record", "look_at_receipt"])
            .merchant(&["show_recognition", "check_qr_sticker"]),
        "device_or_not" => steps
            .customer(&["compare_bank_lines", "ask_issuer_record"])
            .merchant(&["look_up_other", "stay_neutral"]),
        "promised" | "none_here" | "not_counted" | "of_other_receipt" | "by_other_party" => steps
            .customer(&["ask_refund_receipt", "keep_receipt", "dispute_with_issuer"])
            .merchant(&["refund_linked"]),
        "above_balance" => steps
            .customer(&["ask_refund_receipt", "keep_receipt"])
            .merchant(&["explain_difference", "fetch_acquirer"]),
        "device_number" | "wallet_number" | "last4_differs_unknown" => steps
            .customer(&["open_wallet_number", "ask_household", "ask_issuer_record"])
            .merchant(&["ask_wallet_digits", "stay_neutral"]),
        "last4_differs" => steps
            .customer(&["ask_issuer_record", "compare_bank_lines", "keep_receipt"])
            .merchant(&["look_up_other", "stay_neutral"]),
        "holder" | "last4_same" | "lent" => steps
            .customer(&["ask_household", "ask_issuer_record"])
            .merchant(&["stay_neutral", "keep_traces"]),
        "no_card" => steps
            .customer(&["compare_bank_lines", "import_bill"])
            .merchant(&["show_recognition"]),
        "domain_only" | "page_keys" | "list_by_hand" => steps
            .customer(&["check_own_phone", "ask_who_vouches"])
            .merchant(&["name_voucher"]),
        "named" | "named_short" => steps
            .customer(&["look_at_receipt", "ask_household", "ask_issuer_record"])
            .merchant(&["show_recognition"]),
        "not_payment" => steps
            .customer(&["keep_receipt", "say_what_is_wrong"])
            .merchant(&["offer_remedy", "refund_linked"]),
        "refunded" | "refunded_by_shop" => steps
            .customer(&["compare_bank_lines", "ask_issuer_record"])
            .merchant(&["credit_already_issued", "give_refund_reference"]),
        _ => steps,
    };
}

/// What the explainers suggest.
fn by_facts(facts: &[Fact], steps: &mut Steps) {
    for fact in facts {
        match fact.code {
            "device_number" => steps
                .customer(&["open_wallet_number"])
                .merchant(&["ask_wallet_digits"]),
            "descriptor" | "descriptor_by_shop" | "facilitator" => steps
                .customer(&["look_for_descriptor"])
                .merchant(&["show_recognition"]),
            "clock_ahead" | "clock_behind" => steps.merchant(&["resync_clock"]),
            "fallback" | "magstripe" => steps.merchant(&["check_liability"]),
            "number_signed_twice" => steps.customer(&["keep_both"]).merchant(&["explain_number"]),
            "tender" => steps.customer(&["compare_each_tender"]),
            "dcc_differs" => steps.merchant(&["explain_difference"]),
            "refund_late" => steps
                .customer(&["ask_issuer_record"])
                .merchant(&["chase_acquirer"]),
            "refund_within" => steps.customer(&["wait_refund"]),
            "refund_reference" => steps.customer(&["quote_reference"]),
            "last4_differs" => steps.customer(&["compare_paper", "ask_issuer_record"]),
            "device_clock" => steps.customer(&["set_device_clock"]),
            _ => steps,
        };
    }
}

fn by_standing(sight: &Sight, steps: &mut Steps) {
    let about_refund = sight.case.claim == Claim::NoRefund;
    match sight.standing {
        Standing::Hold | Standing::ShopHold => steps
            .customer(&["recheck_after_date"])
            .merchant(&["capture_or_release"]),
        Standing::Declined | Standing::ShopDeclined => steps
            .customer(&["wait_pending", "ask_issuer_record"])
            .merchant(&["show_decline"]),
        Standing::Reversed | Standing::Voided | Standing::ShopReversed => steps
            .customer(&["wait_pending"])
            .merchant(&["send_reversal"]),
        Standing::ShopOffline => steps
            .customer(&["ask_issuer_record", "import_bill"])
            .merchant(&["collect_result", "fetch_acquirer"]),
        Standing::ShopAttempt => steps
            .customer(&["compare_bank_lines", "import_bill"])
            .merchant(&["fetch_acquirer"]),
        Standing::ShopApproved if !about_refund => steps
            .customer(&["ask_issuer_record", "import_bill"])
            .merchant(&["fetch_acquirer"]),
        Standing::Training => steps
            .customer(&["compare_bank_lines"])
            .merchant(&["issue_again"]),
        _ => steps,
    };
}

fn without_receipt(steps: &mut Steps) {
    steps
        .customer(&["compare_bank_lines", "import_bill"])
        .merchant(&["fetch_acquirer"]);
}

fn by_claim(sight: &Sight, steps: &mut Steps) {
    match sight.case.claim {
        Claim::NeverPaid | Claim::UnknownShop => steps
            .customer(&["look_at_receipt", "ask_household", "ask_issuer_record"])
            .merchant(&["show_recognition", "keep_slip"]),
        Claim::ThoughtItFailed => steps
            .customer(&["compare_bank_lines"])
            .merchant(&["look_up_other"]),
        Claim::PaidNotReceived => steps
            .customer(&["open_own_bill", "import_bill"])
            .merchant(&["check_own_account", "no_goods_on_picture"]),
        Claim::WrongAmount => steps
            .customer(&["compare_paper"])
            .merchant(&["show_recognition"]),
        Claim::ChargedTwice => steps
            .customer(&["compare_bank_lines"])
            .merchant(&["look_up_other"]),
        Claim::NoRefund => steps
            .customer(&["keep_receipt"])
            .merchant(&["refund_linked", "stay_neutral"]),
        Claim::NotMyCard => steps
            .customer(&["ask_issuer_record"])
            .merchant(&["stay_neutral", "keep_slip"]),
        Claim::Complaint => steps
            .customer(&["keep_receipt"])
            .merchant(&["offer_remedy"]),
    };
}

//! The lists themselves, as data.

use super::Source::{
    Acknowledgement, Amount, Answer, Approved, Arn, Attach, AuthorisationCode, Captured,
    ChipRecord, Clock, Cvm, Date, EntryMode, Intent, Items, Kind, Last4, Line, Merchant, Number,
    Reference, RefundReceipt, RefundStated, Say, SecondReceipt, Settlement, Shop, Tenders,
    Terminal, Tip,
};
use super::{Element, Presence, Profile, Source};
use crate::bundle::parts::AttachmentKind::{self, Document, Message, Picture, Slip, Video};

const fn must(code: &'static str, source: Source) -> Element {
    Element {
        code,
        source,
        required: true,
    }
}

const fn may(code: &'static str, source: Source) -> Element {
    Element {
        code,
        source,
        required: false,
    }
}

const PAPER: &[AttachmentKind] = &[Document, Picture];
const LETTERS: &[AttachmentKind] = &[Message, Document];

pub const ALL: &[&Profile] = &[
    &UNIONPAY_RETRIEVAL,
    &VISA_10_3,
    &VISA_10_4_CE3,
    &VISA_12_5,
    &VISA_12_6,
    &VISA_13_6,
    &MASTERCARD_4834,
    &MASTERCARD_4837,
    &MASTERCARD_4853,
    &STRIPE,
    &CONSUMER_LETTER,
    &COURT_CN,
];

const UNIONPAY_RETRIEVAL: Profile = Profile {
    name: "unionpay_retrieval",
    applies_to: Presence::CardPresent,
    network: Some("unionpay"),
    elements: &[
        must("original_slip", Attach(&[Slip])),
        must("slip_card_number", Attach(&[Slip])),
        must("slip_date", Date),
        must("slip_time", Clock),
        must("slip_amount", Amount),
        must("slip_kind", Kind),
        must("slip_reference", Reference),
        must("slip_merchant", Merchant),
        must("slip_signature", Attach(&[Slip])),
        may("acquirer_word", Approved),
        may("recording", Attach(&[Video])),
    ],
    warnings: &[
        "original_slip_asked",
        "reprint_refused",
        "no_slip_in_time",
        "retrieval_window",
        "code_no_substitute",
    ],
    never: &["card_number_in_file"],
};

const VISA_10_3: Profile = Profile {
    name: "visa_10_3",
    applies_to: Presence::CardPresent,
    network: Some("visa"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("shop", Merchant),
        must("last4", Last4),
        must("entry_mode", EntryMode),
        must("holder_check", Cvm),
        must("authorisation_code", AuthorisationCode),
        may("chip_record", ChipRecord),
        may("acquirer_word", Approved),
        may("signed_slip", Attach(&[Slip])),
        may("recording", Attach(&[Video])),
        may("acknowledgement", Acknowledgement),
    ],
    warnings: &["window_ask_acquirer", "holder_not_shown"],
    never: &["card_number_in_file", "security_data"],
};

const VISA_10_4_CE3: Profile = Profile {
    name: "visa_10_4_ce3",
    applies_to: Presence::CardAbsent,
    network: Some("visa"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("arn", Arn),
        must("item_description", Items),
        must("prior_transactions", Attach(PAPER)),
        must("prior_age", Say),
        must("ip_or_device", Attach(PAPER)),
        must("second_match", Attach(PAPER)),
    ],
    warnings: &["card_absent_only", "ce3_two_of_four", "window_ask_acquirer"],
    never: &["card_number_in_file", "tracking_data_in_file"],
};

const VISA_12_5: Profile = Profile {
    name: "visa_12_5",
    applies_to: Presence::Any,
    network: Some("visa"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("shop", Merchant),
        may("items", Items),
        may("tip", Tip),
        may("shown_before", Intent),
        may("captured_amount", Captured),
        must("statement_line", Line),
        must("slip_copy", Attach(&[Slip, Picture])),
        may("engine_answer", Answer),
    ],
    warnings: &["window_120", "window_ask_acquirer"],
    never: &["card_number_in_file"],
};

const VISA_12_6: Profile = Profile {
    name: "visa_12_6",
    applies_to: Presence::Any,
    network: Some("visa"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("reference", Reference),
        must("second_receipt", SecondReceipt),
        may("tenders", Tenders),
        may("acquirer_word", Approved),
        must("statement_line", Line),
        may("other_means", Attach(&[Slip, Document, Picture])),
        may("engine_answer", Answer),
    ],
    warnings: &["two_posted_lines", "window_120", "window_ask_acquirer"],
    never: &["card_number_in_file"],
};

const VISA_13_6: Profile = Profile {
    name: "visa_13_6",
    applies_to: Presence::Any,
    network: Some("visa"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("shop", Merchant),
        must("refund_receipt", RefundReceipt),
        may("refund_stated", RefundStated),
        may("arn", Arn),
        may("statement_line", Line),
        may("settlement", Settlement),
        may("correspondence", Attach(LETTERS)),
        may("return_policy", Attach(PAPER)),
    ],
    warnings: &["refund_arrival_not_shown", "window_ask_acquirer"],
    never: &["card_number_in_file"],
};

const MASTERCARD_4834: Profile = Profile {
    name: "mastercard_4834",
    applies_to: Presence::Any,
    network: Some("mastercard"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("shop", Merchant),
        must("reference", Reference),
        may("second_receipt", SecondReceipt),
        may("tenders", Tenders),
        may("captured_amount", Captured),
        must("statement_line", Line),
        must("slip_copy", Attach(&[Slip, Picture])),
        may("engine_answer", Answer),
    ],
    warnings: &["two_posted_lines", "window_ask_acquirer"],
    never: &["card_number_in_file"],
};

const MASTERCARD_4837: Profile = Profile {
    name: "mastercard_4837",
    applies_to: Presence::Any,
    network: Some("mastercard"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("shop", Merchant),
        must("last4", Last4),
        must("entry_mode", EntryMode),
        must("holder_check", Cvm),
        must("authorisation_code", AuthorisationCode),
        may("chip_record", ChipRecord),
        may("acquirer_word", Approved),
        may("signed_slip", Attach(&[Slip])),
        may("acknowledgement", Acknowledgement),
    ],
    warnings: &["holder_not_shown", "window_ask_acquirer"],
    never: &["card_number_in_file", "security_data"],
};

const MASTERCARD_4853: Profile = Profile {
    name: "mastercard_4853",
    applies_to: Presence::Any,
    network: Some("mastercard"),
    elements: &[
        must("date", Date),
        must("amount", Amount),
        must("shop", Merchant),
        must("item_description", Items),
        may("refund_receipt", RefundReceipt),
        may("refund_stated", RefundStated),
        may("settlement", Settlement),
        must("what_is_wrong", Say),
        must("correspondence", Attach(LETTERS)),
        may("return_policy", Attach(PAPER)),
    ],
    warnings: &["refund_arrival_not_shown", "window_ask_acquirer"],
    never: &["card_number_in_file"],
};

const STRIPE: Profile = Profile {
    name: "stripe",
    applies_to: Presence::Any,
    network: None,
    elements: &[
        must("product_description", Items),
        must("service_date", Date),
        must("receipt", Attach(&[Slip, Document, Picture])),
        may("customer_signature", Attach(&[Slip])),
        may("customer_communication", Attach(LETTERS)),
        may("duplicate_charge_documentation", SecondReceipt),
        may("refund_policy", Attach(PAPER)),
        may("uncategorized_text", Answer),
    ],
    warnings: &["stripe_limit", "stripe_by_hand"],
    never: &["card_number_in_file", "tracking_data_in_file"],
};

const CONSUMER_LETTER: Profile = Profile {
    name: "consumer_letter",
    applies_to: Presence::Any,
    network: None,
    elements: &[
        must("shop", Shop),
        must("amount", Amount),
        must("date", Date),
        must("receipt_number", Number),
        may("reference", Reference),
        must("engine_answer", Answer),
        may("statement_line", Line),
        may("acknowledgement", Acknowledgement),
        may("settlement", Settlement),
        may("correspondence", Attach(LETTERS)),
        must("what_i_ask", Say),
    ],
    warnings: &["letter_check_before", "window_ask_bank"],
    never: &["card_number_in_file", "security_data"],
};

const COURT_CN: Profile = Profile {
    name: "court_cn",
    applies_to: Presence::Any,
    network: None,
    elements: &[
        must("receipt_original", Number),
        must("shop", Merchant),
        must("amount", Amount),
        must("date", Date),
        may("terminal", Terminal),
        may("acquirer_word", Approved),
        may("acknowledgement", Acknowledgement),
        may("settlement", Settlement),
        may("statement_line", Line),
        must("account_details", Attach(PAPER)),
        may("correspondence", Attach(LETTERS)),
        may("recording", Attach(&[Video])),
        may("police_or_loss_report", Attach(PAPER)),
        must("what_it_shows", Say),
    ],
    warnings: &[
        "form_not_truth",
        "keep_originals",
        "court_decides",
        "window_ask_court",
    ],
    never: &["card_number_in_file", "security_data"],
};

//! How the amount is made up: tips, holds, several means, another currency. Integers only.

use super::Facts;
use crate::json::Object;
use crate::money::{Amount, Currency};
use crate::report::{CheckOutcome, Params};
use crate::settle::case::Claim;
use crate::settle::look::Look as _;
use crate::settle::record::{Record, safe};
use crate::settle::sight::Sight;

pub fn of(sight: &Sight, record: &Record, out: &mut Facts) {
    let Some(receipt) = record.receipt() else {
        return;
    };
    let about_money = matches!(
        sight.case.claim,
        Claim::WrongAmount | Claim::ChargedTwice | Claim::NeverPaid
    );
    let tenders = receipt.objects("tenders");
    if tenders.len() > 1 {
        for tender in tenders.into_iter().take(16) {
            let (Some(method), Some(amount)) = (tender.text("method"), tender.int("amount")) else {
                continue;
            };
            let params = Params::default()
                .word("method", safe(method))
                .word("amount", record.money_text(amount));
            out.info("tender", params);
        }
    }
    if about_money {
        for (member, code) in [
            ("tip", "tip"),
            ("surcharge", "surcharge"),
            ("cashback", "cashback"),
            ("discount", "discount"),
        ] {
            if let Some(amount) = record.money(member).filter(|a| *a > 0) {
                let params = Params::default().word("amount", record.money_text(amount));
                out.info(code, params);
            }
        }
    }
    if let Some(authorised) = record.money("authorised_amount")
        && record.amount() != Some(authorised)
    {
        let params = Params::default()
            .word("authorised", record.money_text(authorised))
            .word("amount", record.money_text(record.amount().unwrap_or(0)));
        out.info("authorised_other", params);
    }
    if let Some(conversion) = receipt.object("dcc") {
        converted(record, conversion, out);
    }
    if sight.case.claim == Claim::WrongAmount {
        sums(record, out);
    }
    for (check, code, outcome) in [
        ("intent_holds", "intent_holds", CheckOutcome::Pass),
        ("intent_differs", "intent_differs", CheckOutcome::Conflict),
        ("intent_late", "intent_late", CheckOutcome::Warn),
    ] {
        if record.check(check).is_some() {
            out.add(code, outcome, Params::default());
        }
    }
    if let Some(wallet) = receipt.object("wallet") {
        let ids = [
            ("transaction_id", "wallet_transaction"),
            ("merchant_order_id", "wallet_order"),
        ];
        for (member, code) in ids {
            if let Some(id) = wallet.text(member) {
                out.info(code, Params::default().word("reference", safe(id)));
            }
        }
    }
}

fn sums(record: &Record, out: &mut Facts) {
    if record.check("items_sum").is_some() {
        out.add("items_sum", CheckOutcome::Pass, Params::default());
    }
    if record.check("items_difference").is_some() {
        out.add("items_difference", CheckOutcome::Warn, Params::default());
    }
}

/// The rate on the receipt, applied to its amount: does the amount in the card's currency follow?
fn converted(record: &Record, conversion: &Object, out: &mut Facts) {
    let currency = conversion.text("currency").and_then(Currency::from_code);
    let amount = conversion.int("amount").and_then(Amount::from_minor);
    let (Some(own), Some(signed), Some(currency), Some(amount), Some(rate)) = (
        record.currency(),
        record.amount(),
        currency,
        amount,
        conversion.int("rate_e8").filter(|r| *r > 0),
    ) else {
        return;
    };
    let params = Params::default()
        .word("amount", record.money_text(signed))
        .word("converted", amount.to_text(currency))
        .word("rate", decimal_e8(rate));
    let expected = product(signed, rate, own.exponent(), currency.exponent());
    // A unit of the smallest coin either way is rounding.
    let fits = expected.is_some_and(|e| e.abs_diff(i128::from(amount.minor())) <= 1);
    match expected
        .and_then(|e| i64::try_from(e).ok())
        .and_then(Amount::from_minor)
    {
        _ if fits => out.add("dcc_fits", CheckOutcome::Pass, params),
        Some(expected) => out.add(
            "dcc_differs",
            CheckOutcome::Conflict,
            params.word("expected", expected.to_text(currency)),
        ),
        None => {}
    }
    if let Some(markup) = conversion.int("markup").filter(|m| *m > 0) {
        let percent = format!("{}.{:02}", markup / 100, markup % 100);
        out.info("dcc_markup", Params::default().word("markup", percent));
    }
}

/// `amount × rate`, from one currency's minor units to the other's, rounded half up.
fn product(minor: i64, rate_e8: i64, from: u8, to: u8) -> Option<i128> {
    let scaled = i128::from(minor)
        .checked_mul(i128::from(rate_e8))?
        .checked_mul(10_i128.checked_pow(u32::from(to))?)?;
    let divisor = 10_i128.checked_pow(8 + u32::from(from))?;
    Some(scaled.checked_add(divisor / 2)? / divisor)
}

/// A rate with its eight decimals, without the zeros behind.
fn decimal_e8(rate: i64) -> String {
    let text = format!("{}.{:08}", rate / 100_000_000, rate % 100_000_000);
    let short = text.trim_end_matches('0');
    short.trim_end_matches('.').to_owned()
}

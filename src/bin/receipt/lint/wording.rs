//! Words that claim a result: which of them a text may use depends on what stands behind the receipt.

use receipt_verifier::confirmation::Confirmation;

/// They say that money moved: only with a final approval.
const PAID: &[&str] = &[
    "已支付",
    "已付款",
    "已付清",
    "已缴费",
    "支付成功",
    "付款成功",
    "收款成功",
    "支付完成",
    "付款完成",
    "支付已完成",
    "已完成支付",
    "已收款",
    "payment successful",
    "payment received",
    "payment complete",
    "payment confirmed",
    "paid",
];

/// They say that somebody agreed: not of an attempt, a decline, or what is no transaction.
const APPROVED: &[&str] = &[
    "交易成功",
    "已批准",
    "已授权",
    "approved",
    "transaction successful",
];

/// What turns such a word into its opposite, right before it.
const NEGATIONS: &[&str] = &[
    "未", "不", "没有", "没", "尚未", "not", "not yet", "non", "never", "no",
];

/// The first word in a text that says more than the confirmation allows.
pub fn too_much(text: &str, confirmation: Confirmation) -> Option<&'static str> {
    let text = text.to_lowercase();
    let found = |words: &[&'static str]| words.iter().copied().find(|word| says(&text, word));
    let approved = matches!(
        confirmation.code,
        "paid"
            | "hold"
            | "offline_approval"
            | "shop_says_approved"
            | "acquirer_says_approved"
            | "statement_missing"
            | "under_review"
            | "list_expired"
            | "refunded"
            | "refunded_part"
            | "return"
            | "correction"
            | "sample"
    );
    let paid = match confirmation.may_say_paid {
        true => None,
        false => found(PAID),
    };
    paid.or_else(|| match approved {
        true => None,
        false => found(APPROVED),
    })
}

/// Whether a text uses a word, as a word of its own where letters have words, and does not deny it.
fn says(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (
            text.get(..at).unwrap_or_default(),
            text.get(at + word.len()..).unwrap_or_default(),
        );
        let ascii = word.is_ascii();
        let joined = |c: char| ascii && c.is_ascii_alphanumeric();
        let whole = !before.ends_with(joined) && !after.starts_with(joined);
        let before = before.trim_end_matches([' ', '\u{3000}', '-']);
        let denied = NEGATIONS.iter().any(|no| match no.is_ascii() {
            true => before
                .strip_suffix(no)
                .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric())),
            false => before.ends_with(no),
        });
        whole && !denied
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, code: &'static str) -> Option<&'static str> {
        let may_say_paid = code == "paid";
        too_much(text, Confirmation { code, may_say_paid })
    }

    #[test]
    fn a_word_counts_as_a_word_and_not_within_another() {
        for text in [
            "PAID",
            "paid in full",
            "* Paid *",
            "订单已支付",
            "支付成功！",
            "Payment Received",
        ] {
            assert!(found(text, "shop_says_approved").is_some(), "{text}");
            assert_eq!(found(text, "paid"), None, "{text}");
        }
        for text in [
            "unpaid",
            "NOT PAID",
            "prepaid card",
            "未支付成功",
            "尚未付款成功",
            "repaid",
            "Paidos 茶",
        ] {
            assert_eq!(found(text, "shop_says_approved"), None, "{text}");
        }
    }

    #[test]
    fn an_attempt_was_not_approved_either() {
        for code in [
            "attempt",
            "declined",
            "training",
            "asked",
            "reversed",
            "set_aside",
        ] {
            assert_eq!(found("交易成功", code), Some("交易成功"), "{code}");
            assert_eq!(found("not approved", code), None, "{code}");
        }
        assert_eq!(found("APPROVED 183442", "shop_says_approved"), None);
    }
}

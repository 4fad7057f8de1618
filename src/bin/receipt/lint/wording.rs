//! Words that claim a result: which of them a text may use depends on what stands behind the receipt.

use receipt_verifier::confirmation::Confirmation;
use receipt_verifier::text::is_deceptive;

/// They say that money moved: only with a final approval. In small letters, as texts are compared.
const PAID: &[&str] = &[
    "已支付",
    "已付款",
    "已付清",
    "已缴费",
    "支付成功",
    "付款成功",
    "收款成功",
    "交易成功",
    "支付完成",
    "付款完成",
    "支付已完成",
    "已完成支付",
    "已收款",
    "支払済",
    "支払い済",
    "お支払済",
    "결제완료",
    "결제 완료",
    "payment successful",
    "payment received",
    "payment complete",
    "payment confirmed",
    "transaction successful",
    "paid",
    "bezahlt",
    "payé",
    "payée",
    "pagado",
    "pagato",
    "pago",
    "betaald",
    "оплачено",
];

/// They say that somebody agreed: not of an attempt, a decline, or what is no transaction.
const APPROVED: &[&str] = &[
    "已批准",
    "已授权",
    "approved",
    "genehmigt",
    "autorisé",
    "aprobado",
];

/// What turns such a word into its opposite, right before it.
const NEGATIONS: &[&str] = &[
    "未",
    "不",
    "没有",
    "没",
    "尚未",
    "not",
    "not yet",
    "non",
    "never",
    "no",
    "to be",
    "nicht",
    "noch nicht",
    "pas",
];

/// The first word in a text that says more than the confirmation allows.
pub fn too_much(text: &str, confirmation: Confirmation) -> Option<&'static str> {
    let text = plain(text);
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

/// The text as a reader takes it: in small letters, without what hides between letters, and without the spaces of a word that is printed wide.
fn plain(text: &str) -> String {
    let folded: Vec<char> = text
        .chars()
        .filter(|c| !is_deceptive(*c))
        .map(fold)
        .flat_map(char::to_lowercase)
        .collect();
    let letter = |at: usize| folded.get(at).is_some_and(|c| c.is_alphabetic());
    let wide = |at: usize| {
        folded
            .get(at)
            .is_some_and(|c| ('\u{2e80}'..='\u{ffef}').contains(c))
    };
    // A letter with a space, or the text's end, on either side.
    let single = |at: usize| letter(at) && !letter(at + 1) && (at == 0 || !letter(at - 1));
    let mut out = String::new();
    for (at, c) in folded.iter().enumerate() {
        let between = *c == ' ' && at > 0;
        let spaced =
            between && ((wide(at - 1) && wide(at + 1)) || (single(at - 1) && single(at + 1)));
        if !spaced {
            out.push(*c);
        }
    }
    out
}

/// Letters that look like another one, as that one.
fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        'а' | 'А' | 'α' | 'Α' => 'a',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'і' | 'І' | 'ι' | 'Ι' | 'ı' => 'i',
        'ԁ' => 'd',
        'е' | 'Е' => 'e',
        'о' | 'О' => 'o',
        'ν' => 'v',
        c => c,
    }
}

/// Whether a text uses a word, as a word of its own where letters have words, and does not deny it.
fn says(text: &str, word: &str) -> bool {
    let folded: String = word.chars().map(fold).collect();
    text.match_indices(&*folded).any(|(at, _)| {
        let (before, after) = (
            text.get(..at).unwrap_or_default(),
            text.get(at + folded.len()..).unwrap_or_default(),
        );
        // Chinese, Japanese and Korean put no space between words.
        let spaced = word.chars().all(|c| c < '\u{2e80}');
        let joined = |c: char| spaced && c.is_alphanumeric() && c < '\u{2e80}';
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
            "Amount to be paid",
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
            assert_eq!(found("已批准", code), Some("已批准"), "{code}");
            assert_eq!(found("not approved", code), None, "{code}");
        }
        assert_eq!(found("APPROVED 183442", "shop_says_approved"), None);
    }

    #[test]
    fn a_word_in_disguise_is_that_word() {
        for text in [
            "ＰＡＩＤ",
            "P A I D",
            "已 支 付",
            "pаid",
            "pa\u{200b}id",
            "Bezahlt",
            "PAYÉ",
            "PAGADO",
            "支払済",
            "交易成功",
            "ОПЛАЧЕНО",
        ] {
            assert!(found(text, "shop_says_approved").is_some(), "{text}");
        }
    }
}

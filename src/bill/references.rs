//! References: the same number, however an export has treated it.

/// Letters and digits in upper case, without leading zeros.
pub(super) fn normal(reference: &str) -> String {
    let kept = reference
        .chars()
        .map(super::sum::folded)
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase());
    let text: String = kept.collect();
    text.trim_start_matches('0').to_owned()
}

/// Shorter ones stand for too many transactions.
pub(super) const SHORTEST: usize = 6;
/// Within free text, where any number may stand.
pub(super) const SHORTEST_IN_TEXT: usize = 8;

/// Whether `wanted`, which is normal, is this value. Nothing is allocated: every line of a file is asked.
pub(super) fn is_same(wanted: &str, value: &str) -> bool {
    let mut chars = value
        .chars()
        .map(super::sum::folded)
        .filter(char::is_ascii_alphanumeric)
        .skip_while(|c| *c == '0')
        .map(|c| c.to_ascii_uppercase());
    wanted.chars().all(|c| chars.next() == Some(c)) && chars.next().is_none()
}

/// Whether `wanted`, which is normal, stands in a text as a word of its own.
pub(super) fn is_in(wanted: &str, text: &str) -> bool {
    text.split(|c: char| !super::sum::folded(c).is_ascii_alphanumeric())
        .any(|word| word.len() >= wanted.len() && is_same(wanted, word))
}

/// A spreadsheet has turned the number into one that it can count with: `4.20000E+27`, or zeros behind the fifteenth digit.
pub(super) fn is_damaged(value: &str) -> bool {
    let exponent = value.split_once("E+").or_else(|| value.split_once("e+"));
    if let Some((mantissa, exponent)) = exponent {
        return mantissa
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
            && !mantissa.is_empty()
            && !exponent.is_empty()
            && exponent.bytes().all(|b| b.is_ascii_digit());
    }
    const EXACT: usize = 15;
    let (head, tail) = value.split_at_checked(EXACT).unwrap_or((value, ""));
    tail.len() >= 3 && head.bytes().all(|b| b.is_ascii_digit()) && tail.bytes().all(|b| b == b'0')
}

/// A damaged value that could once have been `wanted`.
pub(super) fn could_have_been(wanted: &str, value: &str) -> bool {
    if !is_damaged(value) {
        return false;
    }
    let mantissa = value.split(['E', 'e']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    // The last digit that is left was rounded.
    let sure = digits.len().saturating_sub(1).min(14);
    digits
        .get(..sure)
        .is_some_and(|sure| !sure.is_empty() && wanted.starts_with(sure))
}

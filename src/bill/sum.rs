//! Amounts as files write them: decimal text, never a float.

use crate::money::Currency;

/// A decimal number without its sign: `units` × 10^−`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    units: u64,
    scale: u8,
}

/// A number with its sign, as it stood in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    pub sum: Sum,
    pub minus: bool,
}

impl Signed {
    /// Digits and a point: `-186.5`.
    pub fn to_text(self) -> String {
        let scale = usize::from(self.sum.scale);
        let mut text = crate::text::decimal(self.sum.units);
        if text.len() <= scale {
            text.insert_str(0, &"0".repeat(scale + 1 - text.len()));
        }
        if scale > 0 {
            text.insert(text.len() - scale, '.');
        }
        if self.minus {
            text.insert(0, '-');
        }
        text
    }
}

/// Nobody is owed more: 10^15 and three decimals stay below 2^63.
const MAX_DIGITS: usize = 18;

impl Sum {
    /// Minor units of a currency; `None` where they would not be whole.
    pub fn minor(self, currency: Currency) -> Option<i64> {
        let exponent = currency.exponent();
        let units = match exponent.checked_sub(self.scale) {
            Some(more) => self.units.checked_mul(10_u64.checked_pow(more.into())?)?,
            None => {
                let divisor = 10_u64.checked_pow((self.scale - exponent).into())?;
                self.units
                    .is_multiple_of(divisor)
                    .then(|| self.units / divisor)?
            }
        };
        i64::try_from(units)
            .ok()
            .filter(|minor| *minor <= crate::json::MAX_INTEGER)
    }

    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    /// From digits and the number of those behind the point. Zeros at the end say nothing and are dropped.
    fn from_digits(digits: &[u8], scale: usize) -> Option<Self> {
        let (mut digits, mut scale) = (digits, scale);
        while let (Some((b'0', rest)), 1..) = (digits.split_last(), scale) {
            (digits, scale) = (rest, scale - 1);
        }
        let first = digits.iter().position(|d| *d != b'0');
        let digits = first.and_then(|at| digits.get(at..)).unwrap_or_default();
        if digits.len() > MAX_DIGITS {
            return None;
        }
        let units = digits
            .iter()
            .fold(0_u64, |sum, d| sum * 10 + u64::from(d - b'0'));
        Some(Self {
            units,
            scale: u8::try_from(scale).ok().filter(|s| *s <= 18)?,
        })
    }
}

/// Reads an amount whose decimal mark is `decimal` (`.` or `,`): `1,234.50`, `(12.30)`, `¥186.50`, `186.50-`, `EUR 1 234.50`, `12.00 CR`.
pub fn amount(text: &str, decimal: char) -> Option<Signed> {
    let text: String = text.chars().map(folded).collect();
    let is_digit = |c: char| c.is_ascii_digit();
    let first = text.find(is_digit)?;
    let last = text.rfind(is_digit)?;
    let (before, rest) = text.split_at_checked(first)?;
    let (body, after) = rest.split_at_checked(last - first + 1)?;
    // `.50`
    let (before, bare) = match before.strip_suffix(decimal) {
        Some(before) => (before, true),
        None => (before, false),
    };
    let minus = is_minus(before, after)?;
    let (whole, fraction) = match body.split_once(decimal) {
        _ if bare => ("", body),
        Some((whole, fraction)) => (whole, fraction),
        None => (body, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || !is_grouped(whole, decimal) {
        return None;
    }
    let digits: Vec<u8> = whole
        .bytes()
        .filter(u8::is_ascii_digit)
        .chain(fraction.bytes())
        .collect();
    Some(Signed {
        sum: Sum::from_digits(&digits, fraction.len())?,
        minus,
    })
}

/// What stands around the digits: signs, currencies, brackets, and debit and credit as banks abbreviate them.
fn is_minus(before: &str, after: &str) -> Option<bool> {
    let mut minus = false;
    let mut bracket = 0_i8;
    let mut letters = String::new();
    for c in before.chars().chain(['/']).chain(after.chars()) {
        match c {
            '-' => minus = true,
            '(' => bracket += 1,
            ')' => bracket -= 1,
            '/' => {
                minus |= bracket == 1;
                is_said(&letters).then_some(())?;
                letters.clear();
            }
            '+' | '`' | '"' | '=' | '*' | '.' | '\'' => (),
            c if c.is_whitespace() || is_currency_sign(c) => (),
            c if c.is_alphabetic() => letters.push(c.to_ascii_uppercase()),
            _ => return None,
        }
        // Debit, Soll.
        if matches!(letters.as_str(), "DR" | "S") {
            minus = true;
        }
    }
    (bracket == 0 && is_said(&letters)).then_some(minus)
}

fn is_said(letters: &str) -> bool {
    matches!(letters, "" | "DR" | "S" | "CR" | "H" | "元" | "円" | "RMB")
        || matches!(
            letters,
            "KR" | "ZŁ" | "KČ" | "FR" | "RS" | "R" | "HK" | "US" | "NT" | "A" | "C"
        )
        || Currency::from_code(letters).is_some()
}

/// Whole digits, or groups that one mark other than the decimal one parts: three digits each, in India two before the last.
fn is_grouped(whole: &str, decimal: char) -> bool {
    let mark = whole.chars().find(|c| !c.is_ascii_digit());
    let Some(mark) = mark else { return true };
    if mark == decimal
        || !matches!(
            mark,
            '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'
        )
    {
        return false;
    }
    let mut groups = whole.split(mark).rev();
    groups.next().is_some_and(|last| last.len() == 3)
        && groups.all(|group| (1..=3).contains(&group.len()))
        && whole.chars().all(|c| c == mark || c.is_ascii_digit())
}

/// Reads a number as XML and spreadsheets write it: `-186.5`, `1.865E2`. What a spreadsheet's binary fractions add behind the fifteenth digit, which no
/// sheet shows, is rounded away.
pub fn number(text: &str) -> Option<Signed> {
    let text = text.trim();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (minus, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    if mantissa.len() > 400 || !(-400..=400).contains(&exponent) {
        return None;
    }
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let mut scale = i32::try_from(fraction.len()).ok()? - exponent;
    let zeros = digits.iter().take_while(|d| **d == b'0').count();
    digits.drain(..zeros);
    if digits.is_empty() {
        return Some(Signed {
            sum: Sum { units: 0, scale: 0 },
            minus: false,
        });
    }
    const SHOWN: usize = 15;
    if digits.len() > SHOWN {
        scale -= i32::try_from(digits.len() - SHOWN).ok()?;
        let up = digits.get(SHOWN).is_some_and(|d| *d >= b'5');
        digits.truncate(SHOWN);
        if up {
            round_up(&mut digits);
        }
    }
    while scale < 0 {
        if digits.len() > MAX_DIGITS {
            return None;
        }
        digits.push(b'0');
        scale += 1;
    }
    Some(Signed {
        sum: Sum::from_digits(&digits, usize::try_from(scale).ok()?)?,
        minus,
    })
}

fn round_up(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

/// Full-width digits and marks, the mathematical minus and dashes, as ASCII has them.
pub fn folded(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{2212}' | '\u{2010}'..='\u{2015}' => '-',
        c => c,
    }
}

fn is_currency_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '¢'
            | '£'
            | '¤'
            | '¥'
            | '￥'
            | '€'
            | '₩'
            | '₹'
            | '₽'
            | '฿'
            | '₫'
            | '₱'
            | '₺'
            | '₴'
            | '₦'
    )
}

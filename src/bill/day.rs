//! Days and times of day as files write them.

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i32);

/// In which order a date's numbers stand, where it does not say so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Ymd,
    Dmy,
    Mdy,
}

/// A day, and what else stood in the same cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub day: Day,
    /// Seconds since midnight.
    pub time: Option<u32>,
    /// Minutes east of UTC.
    pub offset: Option<i16>,
}

impl Day {
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1970..=2200).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if day > length {
            return None;
        }
        // The year is counted from March, so that the leap day is its last.
        let (y, m) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let days = 365 * y + y / 4 - y / 100 + y / 400;
        let of_year = (153 * m + 2) / 5 + day - 1;
        Some(Self(days + of_year.cast_signed() - 719_468))
    }

    pub fn from_seconds(seconds: i64) -> Self {
        Self(i32::try_from(seconds.div_euclid(86_400)).unwrap_or(i32::MAX / 2))
    }

    /// A spreadsheet's day number: 1 is 1900-01-01, and 1900 has a leap day that it never had.
    pub fn from_serial(serial: u32, since_1904: bool) -> Option<Self> {
        let shift = if since_1904 { 24_107 } else { 25_569 };
        let days = i32::try_from(serial).ok()?.checked_sub(shift)?;
        (0..=84_000).contains(&days).then_some(Self(days))
    }

    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `other` to `self`.
    pub fn since(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }

    pub fn seconds(self) -> i64 {
        i64::from(self.0) * 86_400
    }

    /// `2026-11-22`
    pub fn to_text(self) -> String {
        u64::try_from(self.seconds())
            .ok()
            .and_then(crate::Time::from_seconds)
            .map(crate::Time::to_date)
            .unwrap_or_default()
    }
}

/// `17:35:12`
pub fn clock(seconds: u32) -> String {
    let mut text = String::new();
    for (separator, n) in [
        ("", seconds / 3600),
        (":", seconds / 60 % 60),
        (":", seconds % 60),
    ] {
        text.push_str(separator);
        if n < 10 {
            text.push('0');
        }
        text.push_str(&crate::text::decimal(n.into()));
    }
    text
}

/// A run of digits or of letters.
#[derive(Debug, Clone, Copy)]
enum Piece<'a> {
    Number(&'a str),
    Month(u32),
}

/// Reads a date, and the time behind it, if any.
pub fn moment(text: &str, order: Order) -> Option<Moment> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    let (day, rest) = date(text, order)?;
    let rest = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, 'T' | ',' | '日' | '.' | '/' | '[' | ':')
    });
    let (time, offset) = match rest.chars().next() {
        Some('0'..='9') => self::time(rest)?,
        _ => (None, None),
    };
    Some(Moment { day, time, offset })
}

/// What of the numbers of a date could be a day, a month: for guessing the order.
pub fn first_numbers(text: &str) -> Option<[u32; 2]> {
    let (pieces, _) = pieces(text.trim())?;
    match pieces {
        [Piece::Number(a), Piece::Number(b), Piece::Number(c)]
            if a.len() <= 2 && b.len() <= 2 && matches!(c.len(), 2 | 4) =>
        {
            Some([a.parse().ok()?, b.parse().ok()?])
        }
        _ => None,
    }
}

fn date(text: &str, order: Order) -> Option<(Day, &str)> {
    if let Some((digits, rest)) = text.split_at_checked(8)
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        let part = |range: core::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
        let year_first = || Day::new(part(0..4)?.cast_signed(), part(4..6)?, part(6..8)?);
        let day_first = || Day::new(part(4..8)?.cast_signed(), part(2..4)?, part(0..2)?);
        return Some((year_first().or_else(day_first)?, rest));
    }
    let (pieces, rest) = pieces(text)?;
    let number = |piece: Piece| match piece {
        Piece::Number(digits) => digits.parse::<u32>().ok(),
        Piece::Month(_) => None,
    };
    let year = |piece: Piece| match piece {
        Piece::Number(digits) if digits.len() == 4 => number(piece),
        Piece::Number(digits) if digits.len() == 2 => number(piece).map(|n| n + 2000),
        _ => None,
    };
    let (y, m, d) = match pieces {
        [Piece::Number(first), b, c] if first.len() == 4 => {
            let month = match b {
                Piece::Month(month) => month,
                b => number(b)?,
            };
            (year(Piece::Number(first))?, month, number(c)?)
        }
        [a, Piece::Month(month), c] => (year(c)?, month, number(a)?),
        [Piece::Month(month), b, c] => (year(c)?, month, number(b)?),
        [a, b, c] => match order {
            Order::Dmy => (year(c)?, number(b)?, number(a)?),
            Order::Mdy => (year(c)?, number(a)?, number(b)?),
            // Two digits of a year in front: 26/11/22.
            Order::Ymd => (year(a)?, number(b)?, number(c)?),
        },
    };
    Some((Day::new(y.cast_signed(), m, d)?, rest))
}

/// The three pieces of a date, and what stands behind them.
fn pieces(text: &str) -> Option<([Piece<'_>; 3], &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < 3 {
        rest = rest.trim_start_matches(|c: char| {
            matches!(c, '-' | '/' | '.' | ' ' | ',' | '年' | '月' | '\u{a0}')
        });
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (piece, behind) = rest.split_at_checked(digits)?;
            if digits > 4 {
                return None;
            }
            found.push(Piece::Number(piece));
            rest = behind;
            continue;
        }
        let letters = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(letters)?;
        found.push(Piece::Month(month(word)?));
        rest = behind.trim_start_matches('.');
    }
    Some((found.try_into().ok()?, rest))
}

/// English, German, French and Spanish months, told by how they begin.
fn month(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "ene", "jän"],
        &["feb", "fév", "fev"],
        &["mar", "mär", "mrz"],
        &["apr", "avr", "abr"],
        &["may", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aoû", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "déc", "dic"],
    ];
    let word = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(at + 1).ok()
}

/// `17:35`, `17:35:12`, `173512`, `5:35:12 PM`, each with an offset or not.
fn time(text: &str) -> Option<(Option<u32>, Option<i16>)> {
    let mut numbers = [0_u32; 3];
    let mut rest = text;
    if let Some((digits, behind)) = text.split_at_checked(6)
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        for (at, number) in numbers.iter_mut().enumerate() {
            *number = digits.get(at * 2..at * 2 + 2)?.parse().ok()?;
        }
        rest = behind;
    } else {
        for (at, number) in numbers.iter_mut().enumerate() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 || digits > 2 {
                return None;
            }
            let (value, behind) = rest.split_at_checked(digits)?;
            *number = value.parse().ok()?;
            rest = behind;
            match rest.strip_prefix([':', '时', '分', '：']) {
                Some(behind) if at < 2 && behind.starts_with(|c: char| c.is_ascii_digit()) => {
                    rest = behind;
                }
                _ => break,
            }
        }
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let rest = rest.trim_start();
    let half = rest.get(..2).unwrap_or_default().to_ascii_uppercase();
    match half.as_str() {
        "PM" if numbers[0] < 12 => numbers[0] += 12,
        "AM" if numbers[0] == 12 => numbers[0] = 0,
        _ => (),
    }
    let [hours, minutes, seconds] = numbers;
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    Some((
        Some(hours * 3600 + minutes * 60 + seconds.min(59)),
        offset(rest),
    ))
}

/// `Z`, `+08:00`, `-0330`, and OFX's `[-5:EST]`.
fn offset(text: &str) -> Option<i16> {
    if text.starts_with('Z') {
        return Some(0);
    }
    let (bracket, text) = match text.strip_prefix('[') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (minus, text) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None if bracket => (false, text),
        None => return None,
    };
    let digits: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || (*c == ':' && !bracket))
        .filter(char::is_ascii_digit)
        .collect();
    let minutes = match digits.len() {
        1 | 2 => digits.parse::<i16>().ok()? * 60,
        4 => digits.get(..2)?.parse::<i16>().ok()? * 60 + digits.get(2..)?.parse::<i16>().ok()?,
        _ => return None,
    };
    (minutes <= 14 * 60).then_some(if minus { -minutes } else { minutes })
}

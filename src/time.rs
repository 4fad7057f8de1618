//! Seconds since 1970 in UTC, and how they are written. Nothing here reads a clock.

use alloc::string::String;

use crate::json::{ToJson, Writer};
use crate::text::decimal;

/// A moment: whole seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(u64);

impl Time {
    /// 9999-12-31T23:59:59Z, the last moment with a four-digit year.
    pub const MAX: Self = Self(253_402_300_799);

    pub fn from_seconds(seconds: u64) -> Option<Self> {
        (seconds <= Self::MAX.0).then_some(Self(seconds))
    }

    pub fn seconds(self) -> u64 {
        self.0
    }

    /// Seconds from `earlier` to `self`; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i64 {
        // Both are below 2^38: the difference cannot overflow.
        self.0.wrapping_sub(earlier.0).cast_signed()
    }

    /// `2026-11-22 17:35:12 UTC+08:00`: the wall clock at `offset` minutes east, and which clock that is.
    pub fn to_text(self, offset: UtcOffset) -> String {
        let local = self
            .0
            .cast_signed()
            .saturating_add(i64::from(offset.minutes()).saturating_mul(60))
            .max(0)
            .unsigned_abs();
        let (days, second) = (local / 86_400, local % 86_400);
        let (year, month, day) = civil(days);
        let mut out = String::new();
        push_padded(&mut out, year, 4);
        for n in [month, day] {
            out.push('-');
            push_padded(&mut out, n, 2);
        }
        for (sep, n) in [
            (' ', second / 3600),
            (':', second / 60 % 60),
            (':', second % 60),
        ] {
            out.push(sep);
            push_padded(&mut out, n, 2);
        }
        out.push_str(" UTC");
        if offset.minutes() != 0 {
            let minutes = u64::from(offset.minutes().unsigned_abs());
            out.push(if offset.minutes() < 0 { '-' } else { '+' });
            push_padded(&mut out, minutes / 60, 2);
            out.push(':');
            push_padded(&mut out, minutes % 60, 2);
        }
        out
    }

    /// `2026-11-22`, in UTC.
    pub fn to_date(self) -> String {
        let mut text = self.to_text(UtcOffset::UTC);
        text.truncate(10);
        text
    }
}

impl ToJson for Time {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
    }
}

/// Minutes east of UTC, −720 to 840 (the offsets in use on Earth).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UtcOffset(i16);

impl UtcOffset {
    pub const UTC: Self = Self(0);

    pub fn from_minutes(minutes: i64) -> Option<Self> {
        i16::try_from(minutes)
            .ok()
            .filter(|m| (-720..=840).contains(m))
            .map(Self)
    }

    pub fn minutes(self) -> i16 {
        self.0
    }
}

impl ToJson for UtcOffset {
    fn write(&self, out: &mut Writer) {
        out.number(i64::from(self.0));
    }
}

/// Year, month and day of a day number counted from 1970-01-01 (proleptic Gregorian calendar). The year is
/// counted from March, so that the leap day is its last.
fn civil(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468; // days since 0000-03-01
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}

fn push_padded(out: &mut String, n: u64, width: usize) {
    let digits = decimal(n);
    for _ in digits.len()..width {
        out.push('0');
    }
    out.push_str(&digits);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seconds: u64, offset: i64) -> String {
        Time::from_seconds(seconds)
            .zip(UtcOffset::from_minutes(offset))
            .map(|(t, o)| t.to_text(o))
            .unwrap_or_default()
    }

    #[test]
    fn writes_the_wall_clock_and_its_offset() {
        assert_eq!(text(0, 0), "1970-01-01 00:00:00 UTC");
        assert_eq!(text(951_827_696, 0), "2000-02-29 12:34:56 UTC");
        assert_eq!(text(1_795_340_112, 480), "2026-11-22 17:35:12 UTC+08:00");
        assert_eq!(text(1_795_340_112, -210), "2026-11-22 06:05:12 UTC-03:30");
        assert_eq!(text(253_402_300_799, 0), "9999-12-31 23:59:59 UTC");
        assert_eq!(
            text(0, -60),
            "1970-01-01 00:00:00 UTC-01:00",
            "never before 1970"
        );
    }

    #[test]
    fn refuses_offsets_that_no_clock_shows() {
        assert!(UtcOffset::from_minutes(841).is_none());
        assert!(UtcOffset::from_minutes(-721).is_none());
    }
}

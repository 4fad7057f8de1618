//! The only place that reads a clock.

use jiff::Timestamp;
use receipt_verifier::Time;

use crate::failure::Failure;

pub fn now() -> Result<Time, Failure> {
    from_timestamp(Timestamp::now())
}

/// A `--now` or `--at` argument: RFC 3339.
pub fn parse(text: &str) -> Result<Time, String> {
    let timestamp: Timestamp = text
        .parse()
        .map_err(|_| "not an RFC 3339 time such as 2026-11-22T17:35:12+08:00".to_owned())?;
    from_timestamp(timestamp).map_err(|e| e.to_string())
}

fn from_timestamp(timestamp: Timestamp) -> Result<Time, Failure> {
    u64::try_from(timestamp.as_second())
        .ok()
        .and_then(Time::from_seconds)
        .ok_or_else(|| Failure::Usage("the time lies outside 1970 to 9999".to_owned()))
}

/// `2026-11-22T09:35:12Z`, as the arguments are written.
pub fn text(time: Time) -> String {
    Timestamp::from_second(time.seconds().cast_signed())
        .map_or_else(|_| time.to_date(), |t| t.to_string())
}

/// Until when something is good: a moment, or so long from its signing.
#[derive(Debug, Clone, Copy)]
pub enum Expiry {
    At(Time),
    After(u64),
}

impl Expiry {
    pub fn parse(text: &str) -> Result<Self, String> {
        let (number, unit) = text
            .split_at_checked(text.len().saturating_sub(1))
            .unwrap_or_default();
        let seconds = match unit {
            "h" => 3_600,
            "d" => 86_400,
            "w" => 7 * 86_400,
            _ => return parse(text).map(Self::At).map_err(|_| wanted()),
        };
        match number.parse::<u64>() {
            Ok(n) if (1..=36_500).contains(&n) => Ok(Self::After(n * seconds)),
            _ => Err(wanted()),
        }
    }

    /// The moment, for something signed at `now`.
    pub fn from(self, now: Time) -> Result<Time, Failure> {
        let end = match self {
            Self::At(time) => Some(time),
            Self::After(seconds) => Time::from_seconds(now.seconds().saturating_add(seconds)),
        };
        end.filter(|end| *end > now).ok_or_else(|| {
            Failure::Usage("--expires lies before the moment of signing, or after 9999".to_owned())
        })
    }
}

fn wanted() -> String {
    "hours, days or weeks such as 12h, 30d, 8w, or an RFC 3339 time".to_owned()
}

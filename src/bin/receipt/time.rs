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

//! The one place that asks for the time. Limits and dates are the server's, never the client's.

use std::time::Instant;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Seconds of a minute.
pub const MINUTE: i64 = 60;
/// Seconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Seconds of a day.
pub const DAY: i64 = 24 * HOUR;

/// Seconds since 1970-01-01 00:00 UTC.
#[must_use]
pub fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// Milliseconds since 1970-01-01 00:00 UTC, where the order within a second matters.
#[must_use]
pub fn now_in_milliseconds() -> i64 {
    let now = OffsetDateTime::now_utc();
    now.unix_timestamp() * 1000 + i64::from(now.millisecond())
}

/// A point in time that never goes back, for measuring.
#[must_use]
pub fn instant() -> Instant {
    Instant::now()
}

/// The time as it crosses the wire: RFC 3339 in UTC. Empty for a time beyond the year 9999.
#[must_use]
pub fn rfc3339(milliseconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_time_crosses_the_wire_in_utc() {
        // The first example of RFC 3339, section 5.8; by hand 5580 days and 84 050.52 seconds.
        assert_eq!(super::rfc3339((5_580 * super::DAY + 84_050) * 1000 + 520), "1985-04-12T23:20:50.52Z");
    }
}

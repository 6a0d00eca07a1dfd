//! The one place that asks for the time. Limits and dates are the server's, never the client's.
//!
//! With the feature `movable-clock`, which only tests build with, the time can be set ahead.

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
    now_in_milliseconds().div_euclid(1000)
}

/// Milliseconds since 1970-01-01 00:00 UTC, where the order within a second matters.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the door to the time")]
pub fn now_in_milliseconds() -> i64 {
    let now = OffsetDateTime::now_utc();
    (now.unix_timestamp() + ahead::seconds()) * 1000 + i64::from(now.millisecond())
}

/// A point in time that never goes back, for measuring.
#[must_use]
pub fn instant() -> Instant {
    Instant::now() + ahead::duration()
}

/// The time as it crosses the wire: RFC 3339 in UTC. Empty for a time beyond the year 9999.
#[must_use]
pub fn rfc3339(milliseconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_default()
}

#[cfg(not(feature = "movable-clock"))]
mod ahead {
    use std::time::Duration;

    pub(super) const fn seconds() -> i64 {
        0
    }

    pub(super) const fn duration() -> Duration {
        Duration::ZERO
    }
}

#[cfg(feature = "movable-clock")]
mod ahead {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    /// The clock is the process's, as the real one is; two servers in one process would share it.
    static SECONDS: AtomicU32 = AtomicU32::new(0);

    pub(super) fn seconds() -> i64 {
        SECONDS.load(Ordering::SeqCst).into()
    }

    pub(super) fn duration() -> Duration {
        Duration::from_secs(SECONDS.load(Ordering::SeqCst).into())
    }

    /// Sets the clock ahead by this much in all. It never goes back: less than before changes nothing.
    pub(super) fn set(seconds: u32) {
        SECONDS.fetch_max(seconds, Ordering::SeqCst);
    }
}

/// `GET /clock` and `PUT /clock` at the root of the server, and the time of every answer, for tests.
#[cfg(feature = "movable-clock")]
pub mod route {
    use axum::extract::rejection::JsonRejection;
    use axum::extract::{Request, State};
    use axum::http::HeaderValue;
    use axum::http::header::DATE;
    use axum::middleware::Next;
    use axum::response::Response;
    use axum::routing::get;
    use axum::{Json, Router};
    use contract::refusal::RefusalCode;
    use serde::{Deserialize, Serialize};
    use time::OffsetDateTime;

    use super::{ahead, now, now_in_milliseconds, rfc3339};
    use crate::App;
    use crate::error::Error;

    /// How far the clock is to be ahead of the real one, in all.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Move {
        /// Seconds; at most 136 years.
        ahead: u32,
    }

    /// What the clock shows.
    #[derive(Serialize)]
    struct Shown {
        ahead: i64,
        now: String,
    }

    /// The route, without its guards.
    pub fn router() -> Router<App> {
        Router::new().route("/clock", get(show).put(set_ahead))
    }

    async fn show() -> Json<Shown> {
        Json(Shown { ahead: ahead::seconds(), now: rfc3339(now_in_milliseconds()) })
    }

    async fn set_ahead(State(app): State<App>, wish: Result<Json<Move>, JsonRejection>) -> Result<Json<Shown>, Error> {
        let Json(wish) = wish.map_err(|_| RefusalCode::Malformed)?;
        ahead::set(wish.ahead);
        // What the worker waits for may be due now.
        app.work_arrived.notify_one();
        app.lanes.wake_all();
        Ok(show().await)
    }

    /// Says in the header `Date` what this clock shows; without it the answer would say what the
    /// machine's clock does. The page goes by that header.
    pub async fn tell(request: Request, next: Next) -> Response {
        let mut response = next.run(request).await;
        if let Ok(date) = HeaderValue::from_str(&http_date(now())) {
            response.headers_mut().insert(DATE, date);
        }
        response
    }

    /// `IMF-fixdate` of RFC 9110, section 5.6.7. Empty for a time that no calendar has.
    pub(super) fn http_date(seconds: i64) -> String {
        let Ok(time) = OffsetDateTime::from_unix_timestamp(seconds) else { return String::new() };
        let (year, month, day) = time.to_calendar_date();
        let (hour, minute, second) = time.to_hms();
        format!("{:.3}, {day:02} {month:.3} {year:04} {hour:02}:{minute:02}:{second:02} GMT", time.weekday())
    }
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "movable-clock")]
    #[test]
    fn the_time_of_an_answer_is_written_as_http_writes_it() {
        // The example of RFC 9110, section 5.6.7; seconds by `date -ud`.
        assert_eq!(super::route::http_date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn a_time_crosses_the_wire_in_utc() {
        // The first example of RFC 3339, section 5.8; by hand 5580 days and 84 050.52 seconds.
        assert_eq!(super::rfc3339((5_580 * super::DAY + 84_050) * 1000 + 520), "1985-04-12T23:20:50.52Z");
    }
}

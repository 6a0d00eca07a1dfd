//! The calendar where the company sits, which decides what day it is (SPEC section 6).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use time::{Date, Month};

use crate::error::Error;

/// The day in Warsaw at a time in seconds since 1970.
///
/// # Errors
/// For times that no calendar has: before the year -9999 or after 9999.
pub fn day_at(seconds: i64) -> Result<Date, Error> {
    let broken = |error: String| Error::Broken(format!("no day in Warsaw: {error}"));
    let zone = TimeZone::get("Europe/Warsaw").map_err(|error| broken(error.to_string()))?;
    let day = Timestamp::from_second(seconds).map_err(|error| broken(error.to_string()))?.to_zoned(zone).date();
    let month = Month::try_from(day.month().unsigned_abs()).map_err(|error| broken(error.to_string()))?;
    Date::from_calendar_date(day.year().into(), month, day.day().unsigned_abs())
        .map_err(|error| broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::day_at;

    #[test]
    fn a_day_begins_at_midnight_in_warsaw_in_winter_and_in_summer() {
        // By `TZ=Europe/Warsaw date -d …` of GNU coreutils.
        for (seconds, day) in [
            (1_796_079_599, (2026, 11, 30)),
            (1_796_079_600, (2026, 12, 1)),
            (1_782_856_799, (2026, 6, 30)),
            (1_782_856_800, (2026, 7, 1)),
            // Beyond the transitions that the database lists one by one.
            (4_086_799_199, (2099, 7, 3)),
            (4_086_799_200, (2099, 7, 4)),
        ] {
            let (year, month, of_month) = day_at(seconds).expect("a day").to_calendar_date();
            assert_eq!((year, u8::from(month), of_month), day, "{seconds}");
        }
        assert!(day_at(i64::MAX).is_err());
    }
}

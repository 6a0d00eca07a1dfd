//! The dates that promises name: business days (P6), retention (P5), the hours after a breach (P18).
//!
//! Everything here counts whole days of the calendar. Which day it is where the company sits
//! (Europe/Warsaw), and which instant a day ends at, is for who calls: this crate has no clock and
//! no time zones. **A deadline ends with its day, at 24:00 in Warsaw**, which is the first instant
//! of the next day there: 22:00 or 23:00 UTC on the due day, by summer and winter time. Clocks in
//! Poland change at 2:00 and 3:00, so that midnight comes once every day.

use serde::{Deserialize, Serialize};
use time::util::is_leap_year;
use time::{Date, Month, Weekday};

/// Business days from a request for deletion to its due day (P6).
pub const DELETION_BUSINESS_DAYS: u32 = 5;

/// Days that a new account has the Trial package (SPEC section 2).
pub const TRIAL_DAYS: u32 = 30;

/// Days from the last word in a request to support, of somebody without an account, to its erasure.
pub const SUPPORT_DAYS: u32 = 365;

/// Recorded choices about cookies of somebody who has no account are kept this many days from the last
/// one: for as long as it holds in the browser (180 days), and as long again to be able to prove it.
pub const CHOICE_DAYS: u32 = 360;

/// Hours from becoming aware of a breach to telling the people whose data it touches (P18).
pub const BREACH_HOURS: u32 = 72;

/// Days before erasure at which notices go out, the earliest first (SPEC section 6).
pub const NOTICE_DAYS: [u32; 3] = [30, 14, 3];

/// A package, by what it means for retention (P5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Package {
    /// For a time, and over by itself.
    Trial,
    /// A subscription, paid up to a day.
    Paid,
    /// Permanent.
    Free,
}

/// The day on which the data of an account are erased if nothing moves it: 3 months after a Trial
/// expired, 24 months after the paid period ended, never with Free (P5).
///
/// `end` is the last day of the package; for Free it does not matter.
#[must_use]
pub fn retention_date(package: Package, end: Date) -> Option<Date> {
    match package {
        Package::Trial => Some(add_months(end, 3)),
        Package::Paid => Some(add_months(end, 24)),
        Package::Free => None,
    }
}

/// The business day that is `count` business days after `day`. The day itself does not count, be it
/// a business day or not; `business_day_after(day, 0)` is the day itself.
///
/// What would lie after the calendar's last day ([`Date::MAX`]) is that last day.
#[must_use]
pub fn business_day_after(day: Date, count: u32) -> Date {
    let mut due = day;
    let mut left = count;
    while left > 0
        && let Some(next) = due.next_day()
    {
        due = next;
        left -= u32::from(is_business_day(due));
    }
    due
}

/// The same day of the month `count` months later, or that month's last day where it is shorter:
/// 31 January and one month is 28 or 29 February.
///
/// What would lie after the calendar's last day ([`Date::MAX`]) is that last day.
#[must_use]
pub fn add_months(day: Date, count: u32) -> Date {
    let month = day.month().nth_next((count % 12) as u8);
    let turn_of_year = (month as u8) < day.month() as u8;
    // No overflow: the calendar ends with 9999, and a twelfth of u32::MAX is 357 913 941.
    let year = day.year() + (count / 12).cast_signed() + i32::from(turn_of_year);
    Date::from_calendar_date(year, month, day.day().min(month.length(year))).unwrap_or(Date::MAX)
}

/// Monday to Friday, and no public holiday in Poland: ustawa z dnia 18 stycznia 1951 r. o dniach
/// wolnych od pracy (Act of 18 January 1951 on days free from work), as amended.
///
/// Exact from 1991 on; earlier years had other holidays. Those that are Sundays by definition
/// (Easter, Pentecost) need no line of their own.
#[must_use]
pub fn is_business_day(day: Date) -> bool {
    if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return false;
    }
    let fixed = match (day.month(), day.day()) {
        // New Year, 1 and 3 May, Assumption, All Saints, Independence, Christmas.
        (Month::January | Month::May | Month::November, 1)
        | (Month::May, 3)
        | (Month::August, 15)
        | (Month::November, 11)
        | (Month::December, 25 | 26) => true,
        // Epiphany: Dz.U. 2010 nr 224 poz. 1459.
        (Month::January, 6) => day.year() >= 2011,
        // Christmas Eve: Dz.U. 2024 poz. 1965.
        (Month::December, 24) => day.year() >= 2025,
        // A hundred years of independence, once: Dz.U. 2018 poz. 2117.
        (Month::November, 12) => day.year() == 2018,
        _ => false,
    };
    // Easter Monday and Corpus Christi.
    let movable = matches!(i32::from(day.ordinal()) - easter(day.year()), 1 | 60);
    !fixed && !movable
}

/// Easter Sunday's day of the year, by the anonymous Gregorian algorithm (Nature, 20 April 1876;
/// Butcher, Meeus, Jones). Its letters are kept.
#[expect(clippy::many_single_char_names, reason = "the letters of the published algorithm")]
fn easter(year: i32) -> i32 {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    // The algorithm ends in a month and a day; its sum counts the days after 22 March, the 81st
    // day of a common year.
    81 + i32::from(is_leap_year(year)) + h + l - 7 * m
}

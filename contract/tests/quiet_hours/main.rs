//! Quiet hours (P10) against a second, naive implementation, minute by minute over whole years, and
//! against nights that were worked out by hand.

mod by_hand;
mod deciding;
mod naive;
mod years;

use contract::form::Form;
use contract::quiet_hours::{Week, WeekForm};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Daylight saving by an hour, by an hour elsewhere, by half an hour, and none with odd minutes.
const ZONES: [&str; 4] = ["Europe/Warsaw", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone of the database")
}

/// How far the wall clock of a zone is ahead, by jiff.
fn offset_in(zone: &TimeZone) -> impl Fn(i64) -> i64 {
    |at| zone.to_offset(Timestamp::from_second(at).expect("a time")).seconds().into()
}

/// The moment of an RFC 3339 text, by jiff.
fn moment(text: &str) -> i64 {
    text.parse::<Timestamp>().expect("a time").as_second()
}

/// A week from the text of each day, Monday first.
fn week(days: [&str; 7]) -> Week {
    let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = days.map(str::to_owned);
    let form = WeekForm { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
    form.check().unwrap_or_else(|errors| panic!("{days:?}: {errors:?}"))
}

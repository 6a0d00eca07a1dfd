//! The second implementation: it knows hours as dates and times of jiff's calendar, and walks a minute at
//! a time. It shares nothing with the contract.

use jiff::civil::{Date, DateTime, Time, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The days as the contract orders them.
pub const DAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// No quiet hours that end go on for longer, in minutes: a week whose only free hour the clock skips is
/// followed by one in which it does not.
const LONGEST: i64 = 15 * 24 * 60;

/// Hours that begin on a weekday. They end at a time of the same day, or of the next one where that is
/// not after their begin; `None` is midnight at the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    pub day: Weekday,
    pub from: Time,
    pub to: Option<Time>,
}

/// Hours as people type them, `HH:MM-HH:MM`.
pub fn hours(day: Weekday, typed: &str) -> Hours {
    let (from, to) = typed.split_once('-').expect("two times");
    let read = |text: &str| text.parse::<Time>().expect("a time");
    Hours { day, from: read(from), to: (to != "24:00").then(|| read(to)) }
}

/// Hours for each day, as [`super::week`] takes them.
pub fn hours_of(days: [&str; 7]) -> Vec<Hours> {
    let of_day = |(day, typed): (Weekday, &str)| -> Vec<Hours> {
        typed.split(", ").filter(|part| !part.is_empty()).map(|part| hours(day, part)).collect()
    };
    DAYS.into_iter().zip(days).flat_map(of_day).collect()
}

/// Hours as people type them, for each day.
pub fn typed(hours: &[Hours]) -> [String; 7] {
    DAYS.map(|day| {
        let of_day = hours.iter().filter(|each| each.day == day);
        let parts: Vec<String> = of_day.map(|each| format!("{}-{}", clock(Some(each.from)), clock(each.to))).collect();
        parts.join(", ")
    })
}

fn clock(at: Option<Time>) -> String {
    at.map_or_else(|| "24:00".to_owned(), |at| at.strftime("%H:%M").to_string())
}

/// True when the wall clock shows a time that some of the hours hold.
pub fn is_quiet_by_the_clock(hours: &[Hours], now: DateTime) -> bool {
    let today = now.date();
    let yesterday = today.yesterday().expect("a day");
    let (of_today, of_yesterday) = (today.weekday(), yesterday.weekday());
    let holds = |each: &Hours, day: Date| {
        let ends_next_day = each.to.is_none_or(|to| to <= each.from);
        let end = if ends_next_day { day.tomorrow().expect("a day") } else { day };
        let end = end.to_datetime(each.to.unwrap_or(time(0, 0, 0, 0)));
        (day.to_datetime(each.from)..end).contains(&now)
    };
    hours
        .iter()
        .any(|each| each.day == of_today && holds(each, today) || each.day == of_yesterday && holds(each, yesterday))
}

/// True when a moment is quiet, in seconds since 1970.
pub fn is_quiet(hours: &[Hours], zone: &TimeZone, at: i64) -> bool {
    is_quiet_by_the_clock(hours, zone.to_datetime(Timestamp::from_second(at).expect("a time")))
}

/// The first moment from there on that is not quiet: it walks to the next full minute, and then on.
pub fn quiet_until(hours: &[Hours], zone: &TimeZone, from: i64) -> Option<i64> {
    if !is_quiet(hours, zone, from) {
        return Some(from);
    }
    let mut now = Timestamp::from_second(from - from.rem_euclid(60)).expect("a time");
    for _ in 0..LONGEST {
        now += 1.minute();
        if !is_quiet_by_the_clock(hours, zone.to_datetime(now)) {
            return Some(now.as_second());
        }
    }
    None
}

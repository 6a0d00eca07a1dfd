//! Whole years, minute by minute: what the contract says of each is what the walk says.

use contract::quiet_hours::{Week, is_quiet, quiet_until};
use jiff::Timestamp;
use jiff::civil::{DateTime, Time, time};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::naive::{self, DAYS, Hours, hours_of, typed};
use crate::{ZONES, moment, offset_in, week, zone};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// Nights over midnight, several spans a day, a whole day, hours that meet, and the hours around the
/// changes of the clock on Sundays.
const NIGHTS: [&str; 7] = [
    "22:00-07:00",
    "12:00-12:01, 21:30-06:15",
    "22:00-07:00, 13:00-14:30",
    "23:59-00:01, 07:00-08:00, 08:00-09:00",
    "18:00-24:00",
    "00:00-24:00",
    "00:00-01:15, 01:45-02:15, 02:30-03:00, 23:00-22:00",
];

/// Only these hours are free: in Warsaw and New York the clock skips the one on Sunday once a year.
const NEARLY_ALWAYS: [&str; 7] = [
    "00:00-24:00",
    "00:00-24:00",
    "00:00-24:00",
    "00:00-24:00",
    "00:00-24:00",
    "00:00-24:00",
    "00:00-02:00, 03:00-24:00",
];

/// What the wall clock shows, minute by minute from the midnight (UTC) of a day on.
struct Minutes {
    from: i64,
    shown: Vec<DateTime>,
}

impl Minutes {
    /// The minutes of these years, and of a month more for what ends later.
    fn of(zone: &TimeZone, first: i16, last: i16) -> Self {
        let from = moment(&format!("{first}-01-01T00:00:00Z"));
        let to = moment(&format!("{}-02-01T00:00:00Z", last + 1));
        let steps = 0..(to - from) / MINUTE;
        let shown =
            steps.map(|step| zone.to_datetime(Timestamp::from_second(from + step * MINUTE).expect("a time"))).collect();
        Self { from, shown }
    }

    /// For each minute, the next one that is not quiet: itself where it is free.
    fn ends(&self, hours: &[Hours]) -> Vec<Option<i64>> {
        let mut ends = vec![None; self.shown.len()];
        let mut end = None;
        for (step, shown) in self.shown.iter().enumerate().rev() {
            if !naive::is_quiet_by_the_clock(hours, *shown) {
                end = Some(self.from + i64::try_from(step).expect("a year is short") * MINUTE);
            }
            ends[step] = end;
        }
        ends
    }

    /// Compares each minute; and the ends of quiet hours at the first and the last minute of each
    /// stretch, and at every minute that `stride` divides.
    fn compare(&self, zone: &TimeZone, week: &Week, hours: &[Hours], stride: usize) -> Result<(), String> {
        let offset = offset_in(zone);
        let ends = self.ends(hours);
        let mut was_quiet = false;
        // The last month is there for the ends only.
        for step in 0..self.shown.len() - 31 * 24 * 60 {
            let at = self.from + i64::try_from(step).expect("a year is short") * MINUTE;
            let quiet = ends[step] != Some(at);
            if is_quiet(&[week], at, &offset) != quiet {
                return Err(format!("{at}, {} by the clock: quiet should be {quiet}", self.shown[step]));
            }
            let is_last = quiet && ends[step + 1] == Some(at + MINUTE);
            if quiet && (!was_quiet || is_last || step.is_multiple_of(stride)) {
                let end = quiet_until(&[week], at, &offset);
                if end != ends[step] {
                    return Err(format!("{at}, {} by the clock: {end:?} is not {:?}", self.shown[step], ends[step]));
                }
            }
            was_quiet = quiet;
        }
        Ok(())
    }
}

fn compare_years(zone_name: &str) {
    let zone = zone(zone_name);
    let told = |differs: String| panic!("{zone_name}: {differs}");
    Minutes::of(&zone, 2024, 2027).compare(&zone, &week(NIGHTS), &hours_of(NIGHTS), 97).unwrap_or_else(told);
    // A year is enough for these: both changes of the clock are in it.
    let (week, hours) = (week(NEARLY_ALWAYS), hours_of(NEARLY_ALWAYS));
    Minutes::of(&zone, 2026, 2026).compare(&zone, &week, &hours, 97).unwrap_or_else(told);
}

#[test]
fn four_years_in_warsaw_are_as_quiet_as_the_walk_says() {
    compare_years("Europe/Warsaw");
}

#[test]
fn four_years_in_new_york_are_as_quiet_as_the_walk_says() {
    compare_years("America/New_York");
}

#[test]
fn four_years_on_lord_howe_whose_summer_is_half_an_hour_are_as_quiet_as_the_walk_says() {
    compare_years("Australia/Lord_Howe");
}

#[test]
fn four_years_in_kathmandu_are_as_quiet_as_the_walk_says() {
    compare_years("Asia/Kathmandu");
}

/// Changes of the clock from 2024 to 2027, by jiff.
fn changes(zone: &TimeZone) -> Vec<i64> {
    let from = Timestamp::from_second(moment("2024-01-01T00:00:00Z")).expect("a time");
    let before = moment("2028-01-01T00:00:00Z");
    zone.following(from).map(|change| change.timestamp().as_second()).take_while(|at| *at < before).collect()
}

#[test]
fn around_each_change_of_the_clock_every_second_is_as_the_walk_says() {
    for name in ZONES {
        let zone = zone(name);
        let offset = offset_in(&zone);
        let (week, hours) = (week(NIGHTS), hours_of(NIGHTS));
        let changes = changes(&zone);
        assert_eq!(changes.len(), if name == "Asia/Kathmandu" { 0 } else { 8 }, "{name}");
        for change in changes {
            for at in change - 70 * MINUTE..change + 70 * MINUTE {
                assert_eq!(is_quiet(&[&week], at, &offset), naive::is_quiet(&hours, &zone, at), "{name} {at}");
            }
            // Every hour and seven seconds: at another second of the minute each time.
            for at in (change - DAY..change + DAY).step_by(3607) {
                let end = naive::quiet_until(&hours, &zone, at);
                assert_eq!(quiet_until(&[&week], at, &offset), end, "{name} {at}");
            }
        }
    }
}

/// A week in minutes.
const WEEK: u16 = 7 * 24 * 60;

/// Hours of a random week: it is cut at random minutes, and every second piece is quiet. What is longer
/// than a day, or for which there is no room in one span, is parted at midnight.
fn random_hours() -> impl Strategy<Value = Vec<Hours>> {
    let cuts =
        subsequence((0..WEEK).collect::<Vec<_>>(), 2..=24).prop_filter("an even number", |cuts| cuts.len() % 2 == 0);
    (cuts, any::<bool>(), any::<bool>()).prop_map(|(mut cuts, begins_late, keeps_nights)| {
        if begins_late {
            // The last piece goes from Sunday into Monday.
            cuts.rotate_left(1);
        }
        cuts.chunks(2).flat_map(|pair| pieces(pair[0], pair[1], keeps_nights)).collect()
    })
}

/// The hours from one minute of the week to another, as spans of days.
fn pieces(from: u16, to: u16, keeps_nights: bool) -> Vec<Hours> {
    const DAY: u16 = 24 * 60;
    let mut pieces = Vec::new();
    let (mut from, to) = (from, if to < from { to + WEEK } else { to });
    while from < to {
        let midnight = (from / DAY + 1) * DAY;
        let is_one = to <= midnight || keeps_nights && to - from < DAY;
        let end = if is_one { to } else { midnight };
        let day = DAYS[usize::from(from % WEEK / DAY)];
        pieces.push(Hours { day, from: clock(from % DAY), to: (end != midnight).then(|| clock(end % DAY)) });
        from = end;
    }
    pieces
}

fn clock(minutes: u16) -> Time {
    time(i8::try_from(minutes / 60).expect("under 24"), i8::try_from(minutes % 60).expect("under 60"), 0, 0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn a_whole_year_of_a_random_week_is_as_quiet_as_the_walk_says(
        hours in random_hours(),
        name in proptest::sample::select(&ZONES[..]),
        year in 2024_i16..=2027,
    ) {
        let days = typed(&hours);
        prop_assume!(DAYS.into_iter().all(|day| hours.iter().filter(|each| each.day == day).count() <= 6));
        let zone = zone(name);
        let minutes = Minutes::of(&zone, year, year);
        let week = week(days.each_ref().map(String::as_str));
        prop_assert_eq!(minutes.compare(&zone, &week, &hours, 211), Ok(()));
    }
}

proptest! {
    #[test]
    fn hours_of_the_customer_and_of_the_holder_together_end_where_the_walk_ends(
        customers in random_hours(),
        holders in random_hours(),
        name in proptest::sample::select(&ZONES[..]),
        at in moment("2024-01-01T00:00:00Z")..moment("2028-01-01T00:00:00Z"),
    ) {
        let together = [customers.clone(), holders.clone()].concat();
        let of = |hours: &[Hours]| DAYS.into_iter().all(|day| hours.iter().filter(|each| each.day == day).count() <= 6);
        prop_assume!(of(&customers) && of(&holders));
        let zone = zone(name);
        let offset = offset_in(&zone);
        let weeks = [customers, holders].map(|hours| week(typed(&hours).each_ref().map(String::as_str)));
        let weeks = [&weeks[0], &weeks[1]];
        prop_assert_eq!(is_quiet(&weeks, at, &offset), naive::is_quiet(&together, &zone, at));
        prop_assert_eq!(quiet_until(&weeks, at, &offset), naive::quiet_until(&together, &zone, at));
    }
}

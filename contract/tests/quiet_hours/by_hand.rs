//! Nights worked out by hand, from the days on which the clocks change by law: in Poland on the last
//! Sundays of March and October at 01:00 UTC, on Lord Howe by half an hour.

use contract::quiet_hours::{Week, is_quiet, quiet_until, wall_clock};

use crate::{moment, offset_in, week, zone};

/// Hours on one day of the week alone; 0 is Monday.
fn on(day: usize, typed: &str) -> Week {
    let mut days = [""; 7];
    days[day] = typed;
    week(days)
}

const SATURDAY: usize = 5;
const SUNDAY: usize = 6;

/// Fails unless the hours are quiet in exactly these stretches between two moments.
#[track_caller]
fn assert_quiet(week: &Week, zone_name: &str, between: (&str, &str), stretches: &[(&str, &str)]) {
    let zone = zone(zone_name);
    let offset = offset_in(&zone);
    let stretches: Vec<(i64, i64)> = stretches.iter().map(|(from, to)| (moment(from), moment(to))).collect();
    for at in moment(between.0)..moment(between.1) {
        let stretch = stretches.iter().find(|(from, to)| (*from..*to).contains(&at));
        assert_eq!(is_quiet(&[week], at, &offset), stretch.is_some(), "{zone_name} {at}");
        if let Some((from, to)) = stretch.filter(|(from, _)| at % 60 == 0 || at == *from) {
            assert_eq!(quiet_until(&[week], at, &offset), Some(*to), "{zone_name} {at}, quiet since {from}");
        }
    }
}

#[test]
fn the_night_when_warsaw_loses_an_hour_is_shorter_by_it() {
    // 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
    let all = ("2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z");
    let hours = on(SATURDAY, "22:00-07:00");
    assert_quiet(&hours, "Europe/Warsaw", all, &[("2026-03-28T21:00:00Z", "2026-03-29T05:00:00Z")]);
    // An end that the clock skips is where it skips it; so is a begin.
    let hours = on(SUNDAY, "01:00-02:30");
    assert_quiet(&hours, "Europe/Warsaw", all, &[("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]);
    let hours = on(SUNDAY, "02:30-04:00");
    assert_quiet(&hours, "Europe/Warsaw", all, &[("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]);
    // Hours within the hour that is skipped do not happen.
    assert_quiet(&on(SUNDAY, "02:15-02:45"), "Europe/Warsaw", all, &[]);
}

#[test]
fn the_night_when_warsaw_gains_an_hour_is_longer_by_it() {
    // 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC.
    let all = ("2026-10-24T19:00:00Z", "2026-10-25T07:00:00Z");
    let hours = on(SATURDAY, "22:00-07:00");
    assert_quiet(&hours, "Europe/Warsaw", all, &[("2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z")]);
    // What the clock shows twice is quiet twice.
    let hours = on(SUNDAY, "02:15-02:45");
    let twice = [("2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z"), ("2026-10-25T01:15:00Z", "2026-10-25T01:45:00Z")];
    assert_quiet(&hours, "Europe/Warsaw", all, &twice);
    let hours = on(SUNDAY, "01:00-02:30");
    let twice = [("2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"), ("2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")];
    assert_quiet(&hours, "Europe/Warsaw", all, &twice);
    let hours = on(SUNDAY, "02:30-03:30");
    let twice = [("2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z"), ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z")];
    assert_quiet(&hours, "Europe/Warsaw", all, &twice);
}

#[test]
fn lord_howe_changes_by_half_an_hour() {
    // 5 April 2026: 02:00 (+11) becomes 01:30 (+10:30) at 15:00 UTC of the day before.
    let all = ("2026-04-04T13:00:00Z", "2026-04-04T17:00:00Z");
    let hours = on(SUNDAY, "01:30-02:00");
    assert_quiet(&hours, "Australia/Lord_Howe", all, &[("2026-04-04T14:30:00Z", "2026-04-04T15:30:00Z")]);
    // 4 October 2026: 02:00 (+10:30) becomes 02:30 (+11) at 15:30 UTC of the day before.
    let all = ("2026-10-03T13:30:00Z", "2026-10-03T18:00:00Z");
    assert_quiet(&on(SUNDAY, "02:00-02:30"), "Australia/Lord_Howe", all, &[]);
    let hours = on(SUNDAY, "01:00-02:45");
    assert_quiet(&hours, "Australia/Lord_Howe", all, &[("2026-10-03T14:30:00Z", "2026-10-03T15:45:00Z")]);
}

#[test]
fn kathmandu_is_five_hours_and_three_quarters_ahead() {
    let zone = zone("Asia/Kathmandu");
    // Thursday 1 January 2026, 00:00 there.
    assert_eq!(wall_clock(moment("2025-12-31T18:15:00Z"), &offset_in(&zone)), (3, 0));
    assert_eq!(wall_clock(moment("2025-12-31T18:14:59Z"), &offset_in(&zone)), (2, 24 * 60 - 1));
    let all = ("2026-01-05T15:00:00Z", "2026-01-06T03:00:00Z");
    // Monday 5 January 2026.
    let hours = on(0, "22:00-07:00");
    assert_quiet(&hours, "Asia/Kathmandu", all, &[("2026-01-05T16:15:00Z", "2026-01-06T01:15:00Z")]);
}

#[test]
fn when_the_clock_skips_the_only_free_hour_of_a_week_it_is_quiet_until_the_next_week() {
    let all = "00:00-24:00";
    let hours = week([all, all, all, all, all, all, "00:00-02:00, 03:00-24:00"]);
    let zone = zone("Europe/Warsaw");
    let until = |at: &str| quiet_until(&[&hours], moment(at), &offset_in(&zone));
    // From 03:00 on Sunday 22 March 2026 (02:00 UTC): the hour of the 29th is not there, the one of
    // 5 April begins at 00:00 UTC.
    assert_eq!(until("2026-03-22T02:00:00Z"), Some(moment("2026-04-05T00:00:00Z")));
    // In autumn it is there twice: from 00:00 to 02:00 UTC.
    assert_eq!(until("2026-10-18T01:00:00Z"), Some(moment("2026-10-25T00:00:00Z")));
    assert_eq!(until("2026-10-25T01:59:59Z"), Some(moment("2026-10-25T01:59:59Z")));
}

#[test]
fn hours_of_two_people_that_leave_no_minute_never_end() {
    let all = "00:00-24:00";
    let (odd, even) = (week([all, "", all, "", all, "", all]), week(["", all, "", all, "", all, ""]));
    let zone = zone("Europe/Warsaw");
    assert_eq!(quiet_until(&[&odd, &even], moment("2026-03-22T02:00:00Z"), &offset_in(&zone)), None);
}

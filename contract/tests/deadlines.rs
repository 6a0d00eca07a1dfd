//! Deadlines: held against tables that were made apart from the code, dates worked by hand, properties.

use contract::deadlines::{
    DELETION_BUSINESS_DAYS, Package, add_months, business_day_after, is_business_day, retention_date,
};
use proptest::prelude::*;
use time::{Date, Duration, Month, Weekday};

/// A date from `YYYY-MM-DD`.
fn day(text: &str) -> Date {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().expect("a number"));
    let mut next = || parts.next().expect("three numbers");
    let (year, month, day) = (next(), next(), next());
    let month = Month::try_from(u8::try_from(month).expect("a month")).expect("a month");
    Date::from_calendar_date(year.into(), month, u8::try_from(day).expect("a day")).expect("a date")
}

/// The rows of a table without its first line, which says how it was made.
fn rows(table: &str) -> Vec<Vec<&str>> {
    let rows: Vec<_> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 200, "{} rows", rows.len());
    rows
}

/// Easter Sunday by Gauss's rule (1816) with its two exceptions, for 1900 to 2099: M = 24, N = 5.
#[expect(clippy::many_single_char_names, reason = "the letters of the published rule")]
fn easter_by_gauss(year: i32) -> Date {
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let d = (19 * a + 24) % 30;
    let e = (2 * b + 4 * c + 6 * d + 5) % 7;
    let mut after_22_march = d + e;
    if (d, e) == (29, 6) || (d, e, a > 10) == (28, 6, true) {
        after_22_march -= 7;
    }
    Date::from_calendar_date(year, Month::March, 22).expect("a date") + Duration::days(after_22_march.into())
}

#[test]
fn due_dates_are_those_of_the_calendar_of_2024_to_2030() {
    for row in rows(include_str!("tables/due.tsv")) {
        let due = business_day_after(day(row[0]), row[1].parse().expect("a count"));
        assert_eq!(due, day(row[2]), "{row:?}");
    }
}

#[test]
fn retention_dates_are_those_of_the_calendar_of_2024_to_2032() {
    for row in rows(include_str!("tables/retention.tsv")) {
        let package = match row[0] {
            "trial" => Package::Trial,
            "paid" => Package::Paid,
            "free" => Package::Free,
            other => panic!("{other} is no package"),
        };
        let erased = (row[2] != "none").then(|| day(row[2]));
        assert_eq!(retention_date(package, day(row[1])), erased, "{row:?}");
    }
}

#[test]
fn easter_monday_and_corpus_christi_are_free_and_the_days_after_them_are_not() {
    for year in 1991..=2099 {
        let easter = easter_by_gauss(year);
        assert!(!is_business_day(easter + Duration::days(1)), "Easter Monday of {year}");
        assert!(!is_business_day(easter + Duration::days(60)), "Corpus Christi of {year}");
        // Easter Tuesday is 24 March to 27 April and no holiday; the Friday after Corpus Christi is
        // 22 May to 25 June.
        assert!(is_business_day(easter + Duration::days(2)), "Easter Tuesday of {year}");
        assert!(is_business_day(easter + Duration::days(61)), "the Friday after Corpus Christi of {year}");
    }
}

#[test]
fn each_year_has_as_many_business_days_as_the_calendar_says() {
    // Mondays to Fridays of the year, and the holidays that fall on one, each year's counted by hand:
    // in 2026 New Year, Epiphany, Easter Monday, 1 May, Corpus Christi, 11 November, 24 and 25 December.
    for (year, weekdays, holidays) in [
        (2024, 262, 10),
        (2025, 261, 10),
        (2026, 261, 8),
        (2027, 261, 8),
        (2028, 260, 9),
        (2029, 261, 10),
        (2030, 261, 11),
    ] {
        let first = Date::from_calendar_date(year, Month::January, 1).expect("a date");
        let days = (0..366).map(|after| first + Duration::days(after)).filter(|day| day.year() == year);
        assert_eq!(days.filter(|day| is_business_day(*day)).count(), weekdays - holidays, "{year}");
    }
}

#[test]
fn laws_that_added_a_holiday_hold_from_their_first_year() {
    // 24 December: a Tuesday in 2024, a Wednesday in 2025. 6 January: a Wednesday in 2010, a Thursday
    // in 2011. 12 November: a Monday in 2018, and a Tuesday in 2019.
    for (date, is_business) in [
        ("2024-12-24", true),
        ("2025-12-24", false),
        ("2010-01-06", true),
        ("2011-01-06", false),
        ("2018-11-12", false),
        ("2019-11-12", true),
    ] {
        assert_eq!(is_business_day(day(date)), is_business, "{date}");
    }
}

#[test]
fn a_request_on_a_friday_is_due_on_the_friday_after() {
    assert_eq!(business_day_after(day("2026-11-20"), DELETION_BUSINESS_DAYS), day("2026-11-27"));
    // From a Sunday, Monday is the first: the same Friday.
    assert_eq!(business_day_after(day("2026-11-22"), DELETION_BUSINESS_DAYS), day("2026-11-27"));
    assert_eq!(business_day_after(day("2026-11-22"), 0), day("2026-11-22"), "nothing to count");
}

#[test]
fn a_month_that_is_too_short_gives_its_last_day() {
    for (from, count, to) in [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 24, "2028-12-31"),
        ("2026-05-31", 1, "2026-06-30"),
        ("2026-06-30", 1, "2026-07-30"),
        ("2026-11-22", 0, "2026-11-22"),
        ("2096-02-29", 48, "2100-02-28"),
    ] {
        assert_eq!(add_months(day(from), count), day(to), "{from} and {count} months");
    }
}

#[test]
fn the_calendars_last_day_is_the_latest_answer() {
    let last = Date::MAX;
    assert_eq!(add_months(last, 1), last);
    assert_eq!(add_months(day("2026-11-22"), u32::MAX), last);
    assert_eq!(business_day_after(last, 5), last);
    assert_eq!(business_day_after(day("2026-11-22"), u32::MAX), last);
    assert_eq!(add_months(Date::MIN, 0), Date::MIN);
    _ = is_business_day(Date::MIN);
}

prop_compose! {
    /// A day of 1991 to 2199.
    fn any_day()(after in 0..76_000_i64) -> Date {
        day("1991-01-01") + Duration::days(after)
    }
}

proptest! {
    #[test]
    fn a_due_day_is_a_business_day_with_as_many_business_days_before_it(from in any_day(), count in 1..60_u32) {
        let due = business_day_after(from, count);
        prop_assert!(is_business_day(due));
        let mut counted = 0;
        let mut at = from;
        while at < due {
            at += Duration::days(1);
            counted += u32::from(is_business_day(at));
        }
        prop_assert_eq!(counted, count);
    }

    #[test]
    fn a_later_request_is_never_due_earlier(from in any_day(), later in 0..30_i64, count in 0..60_u32) {
        let then = from + Duration::days(later);
        prop_assert!(business_day_after(from, count) <= business_day_after(then, count));
        prop_assert!(business_day_after(from, count) < business_day_after(from, count + 1));
    }

    #[test]
    fn no_weekend_and_at_most_fourteen_weekdays_of_a_year_are_free(year in 1991..2200_i32) {
        let first = Date::from_calendar_date(year, Month::January, 1).expect("a date");
        let days = (0..366).map(|after| first + Duration::days(after)).filter(|day| day.year() == year);
        let (weekend, week): (Vec<_>, Vec<_>) =
            days.partition(|day| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
        prop_assert!(!weekend.into_iter().any(is_business_day));
        let free = week.into_iter().filter(|day| !is_business_day(*day)).count();
        prop_assert!((5..=14).contains(&free), "{free} free weekdays");
    }

    #[test]
    fn months_are_counted_in_the_calendar_and_the_day_stays_or_is_the_last(from in any_day(), count in 0..600_u32) {
        let later = add_months(from, count);
        let months = |date: Date| date.year() * 12 + i32::from(u8::from(date.month()));
        prop_assert_eq!(months(later) - months(from), i32::try_from(count).expect("small"));
        let is_last = (later + Duration::days(1)).month() != later.month();
        prop_assert!(later.day() == from.day() || (later.day() < from.day() && is_last));
    }

    #[test]
    fn a_later_day_is_never_kept_shorter(from in any_day(), later in 0..400_i64, count in 0..600_u32) {
        prop_assert!(add_months(from, count) <= add_months(from + Duration::days(later), count));
    }

    #[test]
    fn nothing_panics_wherever_the_calendar_ends(julian in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(),
        count in any::<u32>()) {
        let from = Date::from_julian_day(julian).expect("a date");
        prop_assert!(add_months(from, count) >= from);
        prop_assert!(business_day_after(from, count % 1000) >= from);
    }
}

//! Hours of a week, as people write them: `22:00-07:00, 12:00-13:00` for a day.

use serde::{Deserialize, Serialize};

use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null, fields};

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;
/// How many spans of hours one day may have.
pub const SPANS_MAX: usize = 6;

/// Hours of each weekday, as typed: spans of wall-clock time `HH:MM-HH:MM`, parted by commas, in
/// [start, end). A span that ends at or before its start goes over midnight, into the next day; `24:00`
/// is the end of the day. `null` for a day without any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WeekForm {
    /// Monday's.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub monday: String,
    /// Tuesday's.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub tuesday: String,
    /// Wednesday's.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub wednesday: String,
    /// Thursday's.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub thursday: String,
    /// Friday's.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub friday: String,
    /// Saturday's.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub saturday: String,
    /// Sunday's.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub sunday: String,
}

/// The names of the days in a [`WeekForm`], Monday first.
pub const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Hours of one day, in minutes since its midnight by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first minute, 0 to 1439.
    pub start: u16,
    /// The minute after the last, 0 to 1440; at or before `start` it is of the next day.
    pub end: u16,
}

impl Span {
    /// True when it goes over midnight.
    #[must_use]
    pub const fn is_over_midnight(self) -> bool {
        self.end <= self.start
    }
}

/// Hours of a week that passed the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    days: [Vec<Span>; 7],
}

impl WeekForm {
    /// What stands at the days, Monday first.
    #[must_use]
    pub fn days(&self) -> [&str; 7] {
        [&self.monday, &self.tuesday, &self.wednesday, &self.thursday, &self.friday, &self.saturday, &self.sunday]
            .map(String::as_str)
    }
}

impl Form for WeekForm {
    type Checked = Week;

    fields!(monday, tuesday, wednesday, thursday, friday, saturday, sunday);

    fn check(&self) -> Result<Week, FieldErrors> {
        let mut errors = FieldErrors::default();
        let week = read_days(&self.days(), &DAYS, &mut errors);
        week.ok_or(errors)
    }
}

/// Reads the days of a week, and notes the problem of each at its name.
pub(crate) fn read_days(typed: &[&str; 7], names: &[&'static str; 7], errors: &mut FieldErrors) -> Option<Week> {
    let mut week = Week::default();
    for (day, (typed, name)) in typed.iter().zip(names).enumerate() {
        if let Some(spans) = errors.take(name, read_day(typed)) {
            week.days[day] = spans;
        }
    }
    if !errors.is_empty() {
        return None;
    }
    if let Some(day) = week.overlap() {
        errors.put(names[day], Code::HoursOverlap);
        return None;
    }
    if week.is_whole() {
        errors.put(names[0], Code::AlwaysQuiet);
        return None;
    }
    Some(week)
}

/// The spans of one day, in order.
///
/// # Errors
/// `hours`, `too_long` (spans).
pub fn read_day(typed: &str) -> Result<Vec<Span>, Problem> {
    let mut spans = Vec::new();
    for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (start, end) = part.split_once(['-', '–']).ok_or(Code::Hours)?;
        let span = Span { start: read_time(start)?, end: read_time(end)? };
        if span.start == DAY || span.start == span.end {
            return Err(Code::Hours.into());
        }
        spans.push(span);
    }
    if spans.len() > SPANS_MAX {
        return Err(Code::Hours.into());
    }
    spans.sort_unstable_by_key(|span| span.start);
    Ok(spans)
}

/// The spans of a day as they are written.
#[must_use]
pub fn write_day(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        if !text.is_empty() {
            text.push_str(", ");
        }
        write_time(&mut text, span.start);
        text.push('-');
        write_time(&mut text, span.end);
    }
    text
}

/// `7:30`, `07:30`, `7` and `24:00`, in minutes.
fn read_time(typed: &str) -> Result<u16, Problem> {
    let (hour, minute) = typed.trim().split_once([':', '.']).unwrap_or((typed.trim(), "00"));
    let number = |text: &str, longest: usize| {
        let is_well = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_well { text.parse::<u16>().map_err(|_| Problem::from(Code::Hours)) } else { Err(Code::Hours.into()) }
    };
    let minute = if minute.len() == 2 { number(minute, 2)? } else { return Err(Code::Hours.into()) };
    let time = number(hour, 2)? * 60 + minute;
    if minute < 60 && time <= DAY { Ok(time) } else { Err(Code::Hours.into()) }
}

/// `07:30`.
pub fn write_time(text: &mut String, minutes: u16) {
    for (sign, number) in [("", minutes / 60), (":", minutes % 60)] {
        text.push_str(sign);
        for digit in [number / 10, number % 10] {
            text.push(u8::try_from(digit).map_or('0', |digit| char::from(b'0' + digit)));
        }
    }
}

impl Week {
    /// A week of these days, Monday first, when no two spans overlap.
    #[must_use]
    pub fn of(days: [Vec<Span>; 7]) -> Option<Self> {
        let week = Self { days };
        week.overlap().is_none().then_some(week)
    }

    /// The spans that begin on a day; 0 is Monday.
    #[must_use]
    pub fn day(&self, day: usize) -> &[Span] {
        &self.days[day % 7]
    }

    /// True when there are no hours at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }

    /// True at a minute of a day by the wall clock; 0 is Monday.
    #[must_use]
    pub fn holds(&self, day: usize, minute: u16) -> bool {
        let is_in = |span: &Span| span.start <= minute && (span.is_over_midnight() || minute < span.end);
        let comes_over = |span: &Span| span.is_over_midnight() && minute < span.end;
        self.day(day).iter().any(is_in) || self.day(day + 6).iter().any(comes_over)
    }

    /// The minutes of a day at which hours may begin or end, by the wall clock, in no order.
    pub(crate) fn edges(&self, day: usize) -> impl Iterator<Item = u16> {
        let today = self.day(day).iter();
        let begin_or_end = today.flat_map(|span| [Some(span.start), (!span.is_over_midnight()).then_some(span.end)]);
        let over = self.day(day + 6).iter().filter(|span| span.is_over_midnight()).map(|span| Some(span.end));
        begin_or_end.chain(over).flatten()
    }

    /// The week as it is written.
    #[must_use]
    pub fn form(&self) -> WeekForm {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
            [0, 1, 2, 3, 4, 5, 6].map(|day| write_day(self.day(day)));
        WeekForm { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }

    /// Every minute of the week, as often as a span covers it.
    fn minutes(&self) -> Vec<u8> {
        let mut covered = vec![0_u8; 7 * usize::from(DAY)];
        for (day, spans) in self.days.iter().enumerate() {
            for span in spans {
                let from = day * usize::from(DAY) + usize::from(span.start);
                let over = if span.is_over_midnight() { DAY } else { 0 };
                for minute in from..from + usize::from(over + span.end - span.start) {
                    let minute = minute % covered.len();
                    covered[minute] += 1;
                }
            }
        }
        covered
    }

    /// The day of a minute that two spans cover.
    fn overlap(&self) -> Option<usize> {
        self.minutes().iter().position(|times| *times > 1).map(|minute| minute / usize::from(DAY))
    }

    fn is_whole(&self) -> bool {
        !self.is_empty() && self.minutes().iter().all(|times| *times > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(monday: &str, tuesday: &str) -> Result<Week, FieldErrors> {
        WeekForm { monday: monday.to_owned(), tuesday: tuesday.to_owned(), ..WeekForm::default() }.check()
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (typed, kept) in [
            ("22:00-07:00", "22:00-07:00"),
            (" 7 – 9.30 ", "07:00-09:30"),
            ("12:00-13:00,8:00-9:00", "08:00-09:00, 12:00-13:00"),
            ("00:00-24:00", "00:00-24:00"),
            ("", ""),
        ] {
            assert_eq!(read_day(typed).map(|spans| write_day(&spans)), Ok(kept.to_owned()), "{typed}");
        }
        for typed in ["22", "25:00-26:00", "7:5-8:00", "8:00-8:00", "24:00-07:00", "a-b", "7:60-8:00", "24:01-1:00"] {
            assert_eq!(read_day(typed), Err(Code::Hours.into()), "{typed}");
        }
    }

    #[test]
    fn a_span_over_midnight_belongs_to_the_evening_and_to_the_next_morning() {
        let week = week("22:00-07:00", "").expect("a week");
        for (day, minute, quiet) in [
            (0, 21 * 60 + 59, false),
            (0, 22 * 60, true),
            (0, 23 * 60 + 59, true),
            (1, 0, true),
            (1, 6 * 60 + 59, true),
            (1, 7 * 60, false),
            (0, 0, false),
            (2, 0, false),
        ] {
            assert_eq!(week.holds(day, minute), quiet, "{day} {minute}");
        }
    }

    #[test]
    fn hours_that_overlap_are_told_at_their_day_and_a_week_without_a_minute_left_at_the_first() {
        let overlapping = week("22:00-07:00", "06:00-08:00").expect_err("an overlap");
        assert_eq!(overlapping.of("tuesday"), Some(Code::HoursOverlap.into()));
        assert_eq!(
            week("08:00-10:00, 09:00-11:00", "").expect_err("an overlap").of("monday"),
            Some(Code::HoursOverlap.into())
        );
        let all = "00:00-24:00".to_owned();
        let whole = WeekForm {
            monday: all.clone(),
            tuesday: all.clone(),
            wednesday: all.clone(),
            thursday: all.clone(),
            friday: all.clone(),
            saturday: all.clone(),
            sunday: all,
        };
        assert_eq!(whole.check().expect_err("no minute left").of("monday"), Some(Code::AlwaysQuiet.into()));
    }
}

//! Moments as they cross the wire: RFC 3339 in UTC, and seconds since 1970-01-01T00:00:00Z without
//! leap seconds (POSIX).

use time::{Date, Month};

/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// The seconds of `YYYY-MM-DDTHH:MM:SSZ`, and of no other form.
#[must_use]
pub fn read(text: &str) -> Option<i64> {
    let text: &[u8; 20] = text.as_bytes().try_into().ok()?;
    if text.map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }) != *b"0000-00-00T00:00:00Z" {
        return None;
    }
    let pair = |from: usize| (text[from] - b'0') * 10 + text[from + 1] - b'0';
    let year = i32::from(pair(0)) * 100 + i32::from(pair(2));
    let day = Date::from_calendar_date(year, Month::try_from(pair(5)).ok()?, pair(8)).ok()?;
    let (hour, minute, second) = (pair(11), pair(14), pair(17));
    let hours = i64::from(day.to_julian_day() - EPOCH) * 24 + i64::from(hour);
    let of_clock = hour < 24 && minute < 60 && second < 60;
    of_clock.then(|| (hours * 60 + i64::from(minute)) * 60 + i64::from(second))
}

/// The same, also with a fraction of a second, which is dropped: `2026-11-25T18:30:00.250Z`.
#[must_use]
pub fn read_to_the_second(text: &str) -> Option<i64> {
    let Some((whole, fraction)) = text.split_once('.') else { return read(text) };
    let digits = fraction.strip_suffix('Z')?;
    let is_fraction = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_fraction { read(&[whole, "Z"].concat()) } else { None }
}

/// The moment as `YYYY-MM-DDTHH:MM:SSZ`; empty beyond the years 0 to 9999.
#[must_use]
pub fn write(seconds: i64) -> String {
    let day = i32::try_from(seconds.div_euclid(DAY)).ok().and_then(|day| day.checked_add(EPOCH));
    let Some(date) = day.and_then(|day| Date::from_julian_day(day).ok()).filter(|date| date.year() >= 0) else {
        return String::new();
    };
    let of_day = seconds.rem_euclid(DAY);
    let (year, month, day) = date.to_calendar_date();
    let mut text = String::with_capacity(20);
    put(&mut text, i64::from(year) / 100);
    for (sign, number) in [
        ("", i64::from(year) % 100),
        ("-", i64::from(u8::from(month))),
        ("-", i64::from(day)),
        ("T", of_day / 3600),
        (":", of_day / 60 % 60),
        (":", of_day % 60),
    ] {
        text.push_str(sign);
        put(&mut text, number);
    }
    text.push('Z');
    text
}

/// Two digits. The formatting machinery of the standard library would be kilobytes in the page.
fn put(text: &mut String, number: i64) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(u8::try_from(digit).map_or('0', |digit| char::from(b'0' + digit)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked out by `date -u -d @…`.
    const KNOWN: [(i64, &str); 5] = [
        (0, "1970-01-01T00:00:00Z"),
        (951_782_399, "2000-02-28T23:59:59Z"),
        (951_868_800, "2000-03-01T00:00:00Z"),
        (1_795_000_000, "2026-11-18T11:06:40Z"),
        (-1, "1969-12-31T23:59:59Z"),
    ];

    #[test]
    fn a_moment_is_written_and_read_back() {
        for (seconds, text) in KNOWN {
            assert_eq!(write(seconds), text);
            assert_eq!(read(text), Some(seconds));
        }
        assert_eq!(write(i64::MAX), "");
    }

    #[test]
    fn a_fraction_is_dropped_where_it_may_stand() {
        assert_eq!(read_to_the_second("1970-01-01T00:00:01.999Z"), Some(1));
        assert_eq!(read_to_the_second("1970-01-01T00:00:01Z"), Some(1));
        for text in ["1970-01-01T00:00:01.Z", "1970-01-01T00:00:01.9", "1970-01-01T00:00:01.9+01:00", ".5Z"] {
            assert_eq!(read_to_the_second(text), None, "{text}");
        }
        assert_eq!(read("1970-01-01T00:00:01.999Z"), None);
    }
}

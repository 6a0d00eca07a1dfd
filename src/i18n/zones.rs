//! How far the clocks of time zones are from UTC, as the browser knows it: to the second, and asked seldom.
//!
//! Who is told when is worked out in the page by the rule that the backend goes by; what the rule must know
//! of a time zone is its offset, at many moments. A question to `Intl` takes a good hundredth of a
//! millisecond, so that each day of each zone is asked about once.

use std::cell::RefCell;
use std::rc::Rc;

use contract::moment;
use js_sys::{Array, Function, Intl, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::intl::{intl, method, object};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// The time zones that were asked for.
#[derive(Clone, Default)]
pub struct Zones(Rc<RefCell<Vec<Known>>>);

/// A name, and its time zone where the browser knows it.
type Known = (String, Option<Rc<Zone>>);

/// A time zone.
pub struct Zone {
    /// Writes a moment by the zone's clock.
    write: Function,
    days: RefCell<Vec<Day>>,
}

/// A day of UTC, in which the clock is set once at most.
#[derive(Clone, Copy)]
struct Day {
    number: i64,
    /// The offset before the clock is set, and from then on.
    offsets: (i64, i64),
    set_at: i64,
}

impl Zones {
    /// A time zone by its IANA name; `None` for one that the browser does not know.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<Rc<Zone>> {
        let mut known = self.0.borrow_mut();
        if let Some((_, zone)) = known.iter().find(|(known, _)| known == name) {
            return zone.clone();
        }
        let zone = Zone::of(name).map(Rc::new);
        known.push((name.to_owned(), zone.clone()));
        zone
    }
}

impl Zone {
    fn of(name: &str) -> Option<Self> {
        // Digits in an order that is known: month, day, year, hour, minute, second.
        let options = object(&[
            ("timeZone", name),
            ("calendar", "gregory"),
            ("numberingSystem", "latn"),
            ("hourCycle", "h23"),
            ("year", "numeric"),
            ("month", "2-digit"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
        ]);
        let constructor = method(&intl(), "DateTimeFormat")?;
        // A zone that is unknown throws.
        let format = Reflect::construct(&constructor, &Array::of2(&"en-US".into(), &options)).ok()?;
        let format: Intl::DateTimeFormat = format.unchecked_into();
        Some(Self { write: format.format(), days: RefCell::default() })
    }

    /// How many seconds the zone's clock is ahead of UTC, at a moment in seconds since 1970.
    ///
    /// Two changes lie further apart than a day (`contract::quiet_hours` counts on it, too).
    #[must_use]
    pub fn offset(&self, at: i64) -> i64 {
        let number = at.div_euclid(DAY);
        let known = self.days.borrow().iter().find(|day| day.number == number).copied();
        let day = known.unwrap_or_else(|| {
            let day = self.day(number);
            self.days.borrow_mut().push(day);
            day
        });
        if at < day.set_at { day.offsets.0 } else { day.offsets.1 }
    }

    fn day(&self, number: i64) -> Day {
        let (mut same, mut other) = (number * DAY, (number + 1) * DAY);
        let offsets = (self.ask(same), self.ask(other));
        if offsets.0 == offsets.1 {
            return Day { number, offsets, set_at: same };
        }
        while other - same > 1 {
            let middle = same + (other - same) / 2;
            if self.ask(middle) == offsets.0 {
                same = middle;
            } else {
                other = middle;
            }
        }
        Day { number, offsets, set_at: other }
    }

    /// Asks the browser: what the zone's clock shows, less what UTC's does.
    #[expect(clippy::cast_precision_loss, reason = "seconds of our era fit")]
    fn ask(&self, at: i64) -> i64 {
        let written = self.write.call1(&JsValue::UNDEFINED, &JsValue::from_f64(at as f64 * 1000.0));
        let local = written.ok().and_then(|written| written.as_string()).and_then(|written| shown(&written));
        local.map_or(0, |local| local - at)
    }
}

/// The seconds since 1970 at which UTC shows `03/29/2026, 03:00:00`.
fn shown(written: &str) -> Option<i64> {
    let numbers: Vec<_> = written.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [month, day, year, hour, minute, second] = numbers.try_into().ok()?;
    moment::read(&[year, "-", month, "-", day, "T", hour, ":", minute, ":", second, "Z"].concat())
}

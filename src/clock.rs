//! The one place of the page that asks for the time, which is the server's (SPEC section 2): a computer
//! may be set wrong. Every answer of the API says what time it is there.

use leptos::prelude::*;

/// A smaller difference, in milliseconds, may as well be an answer that was long on its way.
const NOTEWORTHY: f64 = 60.0 * 1000.0;

/// What time it is.
#[derive(Clone, Copy)]
pub struct Clock {
    /// How far the server is ahead of this computer, in milliseconds.
    ahead: StoredValue<f64>,
    /// The same, as its last answer said, however little it is.
    measured: StoredValue<f64>,
}

impl Clock {
    /// A clock that goes by this computer until it hears of the server.
    #[must_use]
    pub fn new() -> Self {
        Self { ahead: StoredValue::new(0.0), measured: StoredValue::new(0.0) }
    }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn now(self) -> f64 {
        own_time() + self.ahead.try_get_value().unwrap_or_default()
    }

    /// The same, to count down to a moment that the server has named: also a difference that is not
    /// noteworthy else counts. It is late by the time that the last answer was on its way, so that a wait
    /// is over there before it is here.
    #[must_use]
    pub fn there(self) -> f64 {
        own_time() + self.measured.try_get_value().unwrap_or_default()
    }

    /// Goes by the server from now on: `date` is the header `Date` of its answer.
    pub fn follow(self, date: &str) {
        // What is no date is not a number, which is greater than nothing.
        let ahead = js_sys::Date::parse(date) - own_time();
        self.ahead.try_set_value(if ahead.abs() > NOTEWORTHY { ahead } else { 0.0 });
        if ahead.is_finite() {
            self.measured.try_set_value(ahead);
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

/// Milliseconds since 1970-01-01 00:00 UTC by this computer: for what this browser alone reads again, and
/// must read before the server has said anything.
#[expect(clippy::disallowed_methods, reason = "the door to the time")]
#[must_use]
pub fn own_time() -> f64 {
    js_sys::Date::now()
}

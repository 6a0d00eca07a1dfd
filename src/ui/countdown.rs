//! Waits that are counted down: seen each second, read out when they are over.

use leptos::prelude::*;
use leptos_use::use_interval_fn;

use crate::api::use_client;
use crate::i18n::{Text, use_words};

/// How often the clock is looked at, in milliseconds.
const TICK: u64 = 250;

/// How many seconds are left until a moment, in milliseconds since 1970 by the server's clock
/// (`Clock::there`). 0 once it has come, and where there is none.
pub fn seconds_until(until: RwSignal<Option<f64>>) -> Memo<u32> {
    let clock = use_client().clock();
    let now = RwSignal::new(clock.there());
    _ = use_interval_fn(move || now.set(clock.there()), TICK);
    Memo::new(move |_| until.get().map_or(0, |until| whole_seconds(until - now.get())))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between the two")]
fn whole_seconds(milliseconds: f64) -> u32 {
    (milliseconds / 1000.0).ceil().clamp(0.0, 1e6) as u32
}

/// Milliseconds since 1970 of a moment in RFC 3339, to the second.
#[expect(clippy::cast_precision_loss, reason = "seconds of our era are exact")]
pub fn milliseconds(moment: &str) -> Option<f64> {
    contract::moment::read_to_the_second(moment).map(|seconds| seconds as f64 * 1000.0)
}

/// A wait, and what is said once it is over. It is a `timer`: who listens can ask for it, and is not told
/// of each second; of its end they are told.
#[component]
pub fn Countdown(left: Memo<u32>, says: fn(&Text, &str) -> String, over: fn(&Text) -> &'static str) -> impl IntoView {
    let words = use_words();
    let is_over = Memo::new(move |_| left.get() == 0);
    view! {
        <span role="timer" aria-live="off">
            {move || if left.get() > 0 { says(words.get(), &by_the_clock(left.get())) } else { String::new() }}
        </span>
        <span role="status">{move || if is_over.get() { over(words.get()) } else { "" }}</span>
    }
}

/// Seconds as a clock shows them: `0:45`, `7:59`, `1:00:00`.
fn by_the_clock(seconds: u32) -> String {
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, two(seconds % 60));
    if hours > 0 {
        [&hours.to_string(), ":", &two(minutes), ":", &seconds].concat()
    } else {
        [&minutes.to_string(), ":", &seconds].concat()
    }
}

//! The time line of the rehearsal, from what happens to a day later, or to the last digest. It draws what
//! stands beside it in words, and is for those who see.

use contract::quiet_hours::shown_at;
use leptos::prelude::*;

use super::rehearsal::Stage;
use super::rehearsal_outcome::Fate;
use crate::i18n::intl;
use crate::prefs::use_prefs;

/// Seconds of an hour, a day.
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
/// Up to so long a time line has a mark every six hours; a longer one every midnight.
const SHORT: i64 = 36 * HOUR;

/// A part of a time line's width: `41.66%`.
fn percent(from: i64, at: i64, end: i64) -> String {
    let parts = (at - from).clamp(0, end - from) * 10_000 / (end - from).max(1);
    let (whole, cents) = ((parts / 100).to_string(), (parts % 100).to_string());
    [whole.as_str(), if cents.len() < 2 { ".0" } else { "." }, &cents, "%"].concat()
}

/// What becomes of it with one contact: a delay as a thin line, sleep as a band, what arrives as a dot.
#[component]
pub fn Lane(fate: Fate, at: i64, end: i64) -> impl IntoView {
    let due = fate.at.unwrap_or(at);
    let sleeps = fate.until.is_some() || fate.at.is_none();
    let told = fate.until.unwrap_or(if sleeps { end } else { due });
    let place = |moment| percent(at, moment, end);
    let is_late = due > at;
    view! {
        <svg class="lane" aria-hidden="true">
            <line class="base" x1="0" x2="100%" y1="50%" y2="50%"/>
            {is_late.then(|| view! { <line class="delay" x1="0" x2=place(due) y1="50%" y2="50%"/> }.into_any())}
            {sleeps.then(|| view! {
                <rect class="sleep" x=place(due) width=percent(0, told - due, end - at) y="20%" height="60%" rx="5"/>
            }.into_any())}
            <line class="happens" x1="0" x2="0" y1="0" y2="100%"/>
            {(fate.at.is_some() || fate.until.is_some()).then(|| {
                let class = if sleeps { "digest" } else { "told" };
                view! { <circle class=class cx=place(told) cy="50%" r="7"/> }.into_any()
            })}
        </svg>
    }
}

/// The hours or days above the lines, by the clock that is asked by.
#[component]
pub fn Scale(stage: Stage) -> impl IntoView {
    let prefs = use_prefs();
    let bounds = Memo::new(move |_| stage.outcomes.with(|all| all.as_ref().map_or((0, 1), |all| (all.at, all.end))));
    view! {
        <li class="scale-row" aria-hidden="true"><svg>
            {move || {
                let (from, end) = bounds.get();
                let zone = stage.asked.zone.get();
                let (language, clock) = (prefs.language.get(), prefs.formats.get().clock);
                let mark = |(at, is_midnight)| {
                    let said = if is_midnight {
                        intl::weekday_in(language, &zone, at)
                    } else {
                        intl::time_in(language, clock, &zone, at)
                    };
                    let x = percent(from, at, end);
                    // In a narrow window the first words take more of the line.
                    let class = if (at - from) * 4 < end - from { "near" } else { "" };
                    view! { <text class=class x=x y="1rem">{said}</text> }.into_any()
                };
                let marks = marks(from, end, &|at| stage.offset(&zone, at).unwrap_or(0));
                let marks = marks.into_iter().map(mark).collect_view();
                let first = intl::time_in(language, clock, &zone, from);
                view! { <text class="first" x="0" y="1rem">{first}</text> {marks} }.into_any()
            }}
        </svg></li>
    }
}

/// The moments that have a mark, and whether it is midnight then. None stands so near to the beginning or
/// the end that its words would not have room.
fn marks(from: i64, end: i64, offset: &dyn Fn(i64) -> i64) -> Vec<(i64, bool)> {
    let step = if end - from <= SHORT { 6 * HOUR } else { DAY };
    let room = (end - from) / 9;
    let first = (from + offset(from)).div_euclid(step) * step;
    let local = (1..).map(|steps| first + steps * step);
    let marks = local.map(|local| (shown_at(local, &offset).moment(), local.rem_euclid(DAY) == 0));
    let marks = marks.take_while(|(at, _)| *at <= end - room / 3);
    marks.filter(|(at, _)| at - from >= room).collect()
}

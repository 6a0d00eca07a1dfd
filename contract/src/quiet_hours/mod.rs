//! Who is told when (P10): the rule that dispatch and rehearsal share.
//!
//! Quiet hours are wall-clock hours in the contact's time zone. How far that is from UTC at a moment
//! comes in as a function: `Intl` in the page, jiff in the backend. Whether a moment is quiet is decided
//! by what the wall clock shows at that moment, so that an hour that a clock repeats is quiet twice, and
//! one that it skips never.

mod shown;
mod week;

pub use self::shown::{Shown, shown_at};
pub use self::week::{DAYS, SPANS_MAX, Span, Week, WeekForm, read_day, write_day, write_time};

pub(crate) use self::week::read_days;

use crate::contacts::State;
use crate::contacts::settings::{Kind, Period, Settings, Severity};

/// Seconds of a minute, a day.
const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
/// A week has a minute without quiet hours, so that they end within it; unless that is one that the clock
/// skips, and then within the next. A clock that is set back in between adds no more than a day.
const LONGEST_QUIET: i64 = 15 * DAY;

/// How many seconds the wall clock of a time zone is ahead of UTC, at a moment in seconds since 1970.
pub type Offset<'a> = &'a dyn Fn(i64) -> i64;

/// What may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The kind of message.
    pub kind: Kind,
    /// How grave it is.
    pub severity: Severity,
    /// Of which period, for a report.
    pub period: Option<Period>,
    /// When it happened, in seconds since 1970.
    pub at: i64,
}

/// A contact, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Listener<'a> {
    /// Where it stands.
    pub state: State,
    /// When a pause ends, in seconds since 1970.
    pub paused_until: Option<i64>,
    /// What it is told, and when.
    pub settings: &'a Settings,
    /// Hours in which its holder wants no message; nothing breaks through them.
    pub holder_hours: &'a Week,
}

/// What becomes of a message to a contact. Times are in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It goes out at once, or after the contact's delay.
    Told {
        /// When.
        at: i64,
    },
    /// It would go out in quiet hours: it is kept, and comes with the digest at their end.
    Held {
        /// When it would have gone out.
        since: i64,
        /// When the quiet hours end; `None` when the customer's and the holder's together never do.
        until: Option<i64>,
    },
    /// It does not go out.
    Silent(Why),
}

/// Why a contact is told nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Only confirmed contacts are told anything (P13).
    NotUsable(State),
    /// Paused at the time.
    Paused,
    /// Messages of this kind, or reports of this period, are not chosen (P12).
    NotChosen,
}

/// What becomes of a message about what happened to a contact.
///
/// The contact's delay holds for [`Kind::AlertDown`]: what is over by then is not told. Whether the
/// moment is quiet is asked at the time when the message would go out.
#[must_use]
pub fn decide(listener: &Listener<'_>, happening: &Happening, offset: Offset<'_>) -> Outcome {
    let settings = listener.settings;
    let delay = if happening.kind == Kind::AlertDown { i64::from(settings.delay()) * MINUTE } else { 0 };
    let due = happening.at + delay;
    match listener.state {
        State::Confirmed => {}
        State::Paused if listener.paused_until.is_some_and(|until| until <= due) => {}
        State::Paused => return Outcome::Silent(Why::Paused),
        state => return Outcome::Silent(Why::NotUsable(state)),
    }
    let is_chosen = settings.wants(happening.kind)
        && (happening.kind != Kind::UptimeReport || happening.period.is_none_or(|period| period == settings.period()));
    if !is_chosen {
        return Outcome::Silent(Why::NotChosen);
    }
    let breaks_through = settings.break_through().is_some_and(|least| happening.severity >= least);
    let nothing = Week::default();
    let hours = [if breaks_through { &nothing } else { settings.quiet_hours() }, listener.holder_hours];
    if is_quiet(&hours, due, offset) {
        Outcome::Held { since: due, until: quiet_until(&hours, due, offset) }
    } else {
        Outcome::Told { at: due }
    }
}

/// True when a moment is quiet by one of the weeks.
#[must_use]
pub fn is_quiet(hours: &[&Week], at: i64, offset: Offset<'_>) -> bool {
    let (day, minute) = wall_clock(at, offset);
    hours.iter().any(|week| week.holds(day, minute))
}

/// When a quiet moment's quiet hours end: the first moment from there on that is not quiet. `None` when
/// there is none.
///
/// The wall clock runs evenly between two changes of the offset. So the end is where hours end by the
/// clock, or where the clock is set: both are looked at, in order.
#[must_use]
pub fn quiet_until(hours: &[&Week], from: i64, offset: Offset<'_>) -> Option<i64> {
    let mut at = from;
    while at - from <= LONGEST_QUIET {
        if !is_quiet(hours, at, offset) {
            return Some(at);
        }
        let by_the_clock = next_edge(hours, at, offset);
        at = match change_within(at, by_the_clock, offset) {
            Some(change) => change,
            None => by_the_clock,
        };
    }
    None
}

/// The weekday (0 is Monday) and the minute of the day that the wall clock shows.
#[must_use]
pub fn wall_clock(at: i64, offset: Offset<'_>) -> (usize, u16) {
    let local = at + offset(at);
    // 1970-01-01 was a Thursday.
    let day = (local.div_euclid(DAY) + 3).rem_euclid(7);
    let minute = local.rem_euclid(DAY) / MINUTE;
    (usize::try_from(day).unwrap_or(0), u16::try_from(minute).unwrap_or(0))
}

/// The next moment at which hours begin or end if the offset stays as it is, or the next midnight.
fn next_edge(hours: &[&Week], at: i64, offset: Offset<'_>) -> i64 {
    let local = at + offset(at);
    let (day, _) = wall_clock(at, offset);
    let midnight = local - local.rem_euclid(DAY);
    let edges = hours.iter().flat_map(|week| week.edges(day)).map(|minute| midnight + i64::from(minute) * MINUTE);
    let next = edges.filter(|edge| *edge > local).fold(midnight + DAY, i64::min);
    at + (next - local)
}

/// The first second with another offset than at `from`, when there is one up to `to`. Two changes lie
/// further apart than a day, so that halving finds it.
fn change_within(from: i64, to: i64, offset: Offset<'_>) -> Option<i64> {
    let before = offset(from);
    if offset(to) == before {
        return None;
    }
    let (mut same, mut other) = (from, to);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if offset(middle) == before {
            same = middle;
        } else {
            other = middle;
        }
    }
    Some(other)
}

//! The words about what contacts are told, and when, as a type: settings, the week, the grid, the
//! rehearsal, the delivery log.

use contract::contacts::deliveries::{DeliveryState, Hindrance};
use contract::contacts::settings::{Kind, Period, Severity};

use super::Of;

/// What contacts are told, and when.
pub struct Telling {
    pub kind: fn(Kind) -> &'static str,
    pub severity: fn(Severity) -> &'static str,
    pub period: fn(Period) -> &'static str,
    /// A length of time in words, given in minutes.
    pub duration: fn(u32) -> String,
    pub settings: Of<Settings>,
    pub week: Of<Week>,
    pub grid: Of<Grid>,
    pub rehearsal: Of<Rehearsal>,
    pub deliveries: Of<Deliveries>,
}

/// The settings of a contact.
pub struct Settings {
    pub title: &'static str,
    pub lead: &'static str,
    pub kinds: &'static str,
    pub about: fn(Kind) -> &'static str,
    pub report_period: &'static str,
    /// In which time zone the hours are, and what time it is there.
    pub hours: fn(&str, &str) -> String,
    pub hours_then: &'static str,
    /// The holder's own hours, a day after another.
    pub of_holder: fn(&str) -> String,
    pub pace: &'static str,
    pub delay: &'static str,
    pub delay_hint: &'static str,
    pub at_once: &'static str,
    pub after: fn(&str) -> String,
    pub break_through: &'static str,
    /// What breaks through, by the word of the least severity; empty for nothing.
    pub breaks_through: fn(&str) -> &'static str,
    pub break_through_hint: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
}

/// Hours of a week. Days are given by their number, 0 for Monday.
pub struct Week {
    pub legend: &'static str,
    pub hint: &'static str,
    pub how: &'static str,
    pub presets: &'static str,
    pub nights: &'static str,
    pub weekends: &'static str,
    pub copy: &'static str,
    pub none: &'static str,
    pub day: fn(usize) -> &'static str,
    pub quiet_from: fn(usize) -> String,
    pub quiet_until: fn(usize) -> String,
    /// A time on a day.
    pub next_day: fn(&str, usize) -> String,
    /// A day, and the two ends of its hours.
    pub span: fn(usize, &str, &str) -> String,
    pub no_hours: fn(usize) -> String,
    /// How much of the week is quiet, in minutes.
    pub total: fn(i32) -> String,
    pub remove: &'static str,
}

/// The grid of contacts and kinds.
pub struct Grid {
    pub views: &'static str,
    pub as_list: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub contact: &'static str,
    /// The box over a column, by how many rows are shown.
    pub all: fn(&str, usize) -> String,
    pub empty: &'static str,
    /// How many are shown.
    pub shown: fn(usize) -> String,
    pub more: &'static str,
    pub saved: &'static str,
    pub stale: fn(&str) -> String,
    pub gone: fn(&str) -> String,
    /// A name, and why it was refused.
    pub refused: fn(&str, &str) -> String,
}

/// The rehearsal.
pub struct Rehearsal {
    pub lead: &'static str,
    pub what: &'static str,
    pub severity: &'static str,
    pub day: &'static str,
    pub time: &'static str,
    pub zone: &'static str,
    pub zone_of_account: fn(&str) -> String,
    pub zone_of_browser: fn(&str) -> String,
    pub now: &'static str,
    pub tonight: &'static str,
    pub sunday: &'static str,
    pub no_moment: &'static str,
    /// The clock skips what was typed: the moment that is taken.
    pub skipped: fn(&str) -> String,
    pub twice: &'static str,
    /// How many contacts have come, of how many.
    pub reading: fn(usize, u32) -> String,
    /// How many are told, held, and told nothing.
    pub sum: fn(usize, usize, usize) -> String,
    pub told: &'static str,
    pub held: &'static str,
    pub paused: &'static str,
    pub not_chosen: &'static str,
    pub not_usable: &'static str,
    pub unknown_zone: &'static str,
    pub at_once: &'static str,
    /// A time, and after which delay it is.
    pub at: fn(&str, &str) -> String,
    pub until: fn(&str) -> String,
    pub never: &'static str,
    /// What the clock of the contact shows then.
    pub there: fn(&str) -> String,
    pub paused_until: fn(&str) -> String,
    pub paused_open: &'static str,
    pub zone_is: fn(&str) -> String,
    pub and_more: fn(usize) -> String,
    pub nobody: &'static str,
    pub nobody_yet: fn(&str) -> String,
    pub nobody_at_all: &'static str,
    pub add: &'static str,
    pub waiting: fn(usize) -> String,
    pub choose: fn(usize) -> String,
    pub silent: fn(usize) -> String,
    pub asleep: &'static str,
}

/// What became of messages.
pub struct Deliveries {
    pub title: &'static str,
    pub lead: &'static str,
    pub empty: &'static str,
    pub state: fn(DeliveryState) -> &'static str,
    pub hindrance: fn(Hindrance) -> &'static str,
    pub test: &'static str,
    /// When it goes out.
    pub due: fn(&str) -> String,
    pub held: fn(&str) -> String,
    pub again: fn(&str) -> String,
    pub tries: fn(u32) -> String,
    pub together: fn(u32) -> String,
    pub by: fn(&str) -> String,
    pub outbox: &'static str,
    pub said: &'static str,
    pub look: &'static str,
    pub follows: &'static str,
    pub test_title: &'static str,
    pub test_lead: &'static str,
    pub test_send: &'static str,
    pub test_unusable: &'static str,
    /// What came of the test message, by its state.
    pub tested: fn(DeliveryState) -> &'static str,
}

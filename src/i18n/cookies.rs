//! The words about cookies, as a type: the banner that asks, and the page of choices.
//!
//! What people choose from is part of what is recorded: a change of the banner, of the categories or
//! of the question about the signal is a new revision in `contract::consent`.

use contract::consent::{Category, Source, Use, Writer};

/// The banner, and what stands beside preferences.
pub struct Banner {
    pub title: &'static str,
    pub lead: &'static str,
    /// What changed since the last answer.
    pub changed: fn(&str) -> String,
    pub reject: &'static str,
    pub accept: &'static str,
    pub choose: &'static str,
    /// Said to those who do not see it come.
    pub announced: &'static str,
    pub category: fn(Category) -> &'static str,
    pub not_yet: &'static str,
    pub refused: &'static str,
    pub allow: &'static str,
}

/// What the banner says once something was decided, and the question about the opt-out signal.
pub struct Decided {
    /// What was decided: the allowed categories, none for only the necessary ones.
    pub saved: fn(&str) -> String,
    pub elsewhere: fn(&str) -> String,
    pub undone: &'static str,
    pub undo: &'static str,
    pub refused_by_browser: &'static str,
    pub signal_title: &'static str,
    pub signal_lead: &'static str,
    pub signal_keep: &'static str,
    pub signal_allow: &'static str,
}

/// The page of choices.
pub struct Cookies {
    pub lead: &'static str,
    pub choices: &'static str,
    /// What a category is for.
    pub about: fn(Category) -> &'static str,
    pub always: &'static str,
    pub save: &'static str,
    pub none: &'static str,
    /// When the choice was made, and until when it holds.
    pub since: fn(&str, &str) -> String,
    pub signal: &'static str,
    pub signal_on: &'static str,
    pub signal_off: &'static str,
    pub signal_despite: &'static str,
    pub preferences: &'static str,
    pub clock: &'static str,
    pub clock_24: &'static str,
    pub clock_12: &'static str,
    pub week: &'static str,
    pub monday: &'static str,
    pub sunday: &'static str,
    pub table: &'static str,
    pub table_lead: &'static str,
    pub name: &'static str,
    pub category: &'static str,
    pub purpose: &'static str,
    pub writer: &'static str,
    pub life: &'static str,
    pub what_for: fn(Use) -> &'static str,
    pub by: fn(Writer) -> &'static str,
    pub days: fn(u32) -> String,
    pub session_days: fn(u32) -> String,
    pub history: &'static str,
    pub history_lead: &'static str,
    pub empty: &'static str,
    pub only_necessary: &'static str,
    pub source: fn(Source) -> &'static str,
    /// Which revision of the texts was shown.
    pub revision: fn(u32) -> String,
    pub despite: &'static str,
    pub undone: &'static str,
    pub late: fn(&str) -> String,
    pub receipt: &'static str,
    pub receipt_of: fn(&str) -> String,
}

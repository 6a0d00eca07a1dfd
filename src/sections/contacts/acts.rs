//! What can be done with contacts at once: the changes that the bar offers, and when its pauses end.

use contract::contacts::bulk::Change;
use contract::contacts::settings::Kind;

use crate::i18n::contacts::Pause;
use crate::i18n::{Text, intl};

/// The pauses that are offered.
pub const PAUSES: [Pause; 5] = [Pause::Hour, Pause::EightHours, Pause::Tomorrow, Pause::Week, Pause::UntilResumed];

/// Seconds of an hour.
const HOUR: i64 = 60 * 60;
/// When the day begins that a pause until tomorrow waits for.
const MORNING: u32 = 8;

impl Pause {
    /// Its word among the entries of a list.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::EightHours => "eight-hours",
            Self::Tomorrow => "tomorrow",
            Self::Week => "week",
            Self::UntilResumed => "until-resumed",
        }
    }

    /// The change that pauses from now on; `now` in milliseconds since 1970. Tomorrow is the browser's.
    pub fn change(self, now: f64) -> Change {
        let in_hours = |hours: i64| Some(seconds(now) + hours * HOUR);
        Change::Pause {
            until: match self {
                Self::Hour => in_hours(1),
                Self::EightHours => in_hours(8),
                Self::Tomorrow => Some(seconds(intl::tomorrow_at(MORNING, now))),
                Self::Week => in_hours(7 * 24),
                Self::UntilResumed => None,
            },
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole seconds of our era")]
fn seconds(milliseconds: f64) -> i64 {
    (milliseconds / 1000.0) as i64
}

/// One of the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The end of a pause.
    Resume,
    /// Removal.
    Remove,
    /// A pause.
    Pause(Pause),
    /// A kind of message from now on.
    Choose(Kind),
    /// No longer a kind of message.
    Unchoose(Kind),
}

impl Act {
    /// All of them, as they are offered: single ones, pauses, kinds of messages, and those not.
    pub fn groups() -> [Vec<Self>; 4] {
        [
            vec![Self::Resume, Self::Remove],
            PAUSES.map(Self::Pause).to_vec(),
            Kind::ALL.map(Self::Choose).to_vec(),
            Kind::ALL.map(Self::Unchoose).to_vec(),
        ]
    }

    /// Its word among the entries of a list.
    pub fn code(self) -> String {
        match self {
            Self::Resume => "resume".to_owned(),
            Self::Remove => "remove".to_owned(),
            Self::Pause(pause) => ["pause-", pause.code()].concat(),
            Self::Choose(kind) => ["choose-", kind.code()].concat(),
            Self::Unchoose(kind) => ["unchoose-", kind.code()].concat(),
        }
    }

    /// Its words.
    pub fn said(self, text: &Text) -> &'static str {
        match self {
            Self::Resume => text.contacts.resume,
            Self::Remove => text.contacts.remove,
            Self::Pause(pause) => (text.contacts.pause)(pause),
            Self::Choose(kind) => (text.contacts.list.choose)(kind),
            Self::Unchoose(kind) => (text.contacts.list.unchoose)(kind),
        }
    }

    /// The change itself, from now on; `now` in milliseconds since 1970.
    pub fn change(self, now: f64) -> Change {
        match self {
            Self::Resume => Change::Resume,
            Self::Remove => Change::Remove,
            Self::Pause(pause) => pause.change(now),
            Self::Choose(kind) => Change::Choose { kind, chosen: true },
            Self::Unchoose(kind) => Change::Choose { kind, chosen: false },
        }
    }
}

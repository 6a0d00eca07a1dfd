//! What may be kept in a browser, and the choice that allows it (SPEC section 5).
//!
//! [`TABLE`] is everything that the application may keep. It feeds the gate that writes, the erasure
//! on withdrawal, and the cookie table that people read. A [`Choice`] says which categories of it a
//! person allows; the cookie `consent` holds it, and [`Choice::read`] is strict: what is damaged,
//! foreign, too long, of another version, out of date or of a time to come reads as no choice.
//! [`record`] is what crosses the wire about a choice.

pub mod choice;
pub mod record;
mod revisions;

pub use choice::{Categories, Choice, Source};
pub use revisions::{REVISIONS, Revision, Shown, current, needs_asking, text_hash};

use serde::{Deserialize, Serialize};

/// What a person can allow or refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Without it nobody can sign in or refuse; needs no consent (Directive 2002/58/EC, article 5(3)).
    Necessary,
    /// Language, looks, formats (P21).
    Preferences,
    /// Counts of visits that identify nobody (P17). Nothing uses it today.
    Statistics,
    /// Advertising with what identifies nobody (P17). Nothing uses it today.
    Marketing,
}

impl Category {
    /// Every category, in the order in which people see them.
    pub const ALL: [Self; 4] = [Self::Necessary, Self::Preferences, Self::Statistics, Self::Marketing];

    /// Its word on the wire and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Necessary => "necessary",
            Self::Preferences => "preferences",
            Self::Statistics => "statistics",
            Self::Marketing => "marketing",
        }
    }

    /// True for what the browser's opt-out signal refuses (Global Privacy Control: sale and sharing).
    #[must_use]
    pub const fn is_under_signal(self) -> bool {
        matches!(self, Self::Statistics | Self::Marketing)
    }
}

/// What an entry is for. Its words are the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To know who is signed in.
    Session,
    /// To remember the choice itself.
    Choice,
    /// The language of the page.
    Language,
    /// Light or dark.
    Theme,
    /// How times and weeks are written.
    Formats,
}

/// Who writes an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// The backend alone; the page cannot read it.
    Backend,
    /// The page. The backend repeats it by `Set-Cookie`, because Safari drops what a script wrote
    /// after seven days.
    Page,
}

/// One entry that may be kept, as a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The cookie's name.
    pub name: &'static str,
    /// What must be allowed before it is written.
    pub category: Category,
    /// What it is for.
    pub purpose: Use,
    /// Who writes it.
    pub writer: Writer,
    /// Its life in days; the session's ends earlier when it is over.
    pub days: u32,
}

/// The session's id; set by the backend, unreadable to the page.
pub const SESSION: Kept = Kept {
    name: "__Host-session",
    category: Category::Necessary,
    purpose: Use::Session,
    writer: Writer::Backend,
    days: 30,
};
/// The choice, for yes and for no.
pub const CONSENT: Kept =
    Kept { name: "consent", category: Category::Necessary, purpose: Use::Choice, writer: Writer::Page, days: 180 };
/// The language of the interface.
pub const LANGUAGE: Kept = preference("language", Use::Language);
/// Light, dark, or as the system says.
pub const THEME: Kept = preference("theme", Use::Theme);
/// How times and weeks are written.
pub const FORMATS: Kept = preference("formats", Use::Formats);

/// Everything there is.
pub const TABLE: [Kept; 5] = [SESSION, CONSENT, LANGUAGE, THEME, FORMATS];

const fn preference(name: &'static str, purpose: Use) -> Kept {
    Kept { name, category: Category::Preferences, purpose, writer: Writer::Page, days: 365 }
}

impl Kept {
    /// Its life in seconds, as `Max-Age` takes it.
    #[must_use]
    pub const fn max_age(&self) -> i64 {
        self.days as i64 * 24 * 60 * 60
    }

    /// The cookie as a line of `Set-Cookie` and of `document.cookie` (RFC 6265, 4.1): bound to this host
    /// and to TLS, sent along when somebody follows a link to us. A life of 0 seconds erases it.
    #[must_use]
    pub fn cookie(&self, value: &str, life: i64) -> String {
        [self.name, "=", value, "; Secure; SameSite=Lax; Path=/; Max-Age=", &life.to_string()].concat()
    }
}

/// How times and weeks are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Formats {
    /// The clock.
    pub clock: Clock,
    /// The first day of the week.
    pub week: Week,
}

/// How the time of day is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Clock {
    /// 17:30.
    #[default]
    #[serde(rename = "24h")]
    Hours24,
    /// 5:30 pm.
    #[serde(rename = "12h")]
    Hours12,
}

/// The first day of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Week {
    /// Monday (ISO 8601).
    #[default]
    Monday,
    /// Sunday.
    Sunday,
}

impl Clock {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Hours24, Self::Hours12];

    /// Its word on the wire, in the cookie and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hours24 => "24h",
            Self::Hours12 => "12h",
        }
    }
}

impl Week {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Monday, Self::Sunday];

    /// Its word on the wire, in the cookie and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Sunday => "sunday",
        }
    }

    /// The days of the week in the order in which they are drawn: 0 is Monday (ISO 8601), 6 Sunday.
    #[must_use]
    pub const fn days(self) -> [usize; 7] {
        match self {
            Self::Monday => [0, 1, 2, 3, 4, 5, 6],
            Self::Sunday => [6, 0, 1, 2, 3, 4, 5],
        }
    }
}

impl Formats {
    /// The cookie's value, such as `24h.monday`.
    #[must_use]
    pub fn write(self) -> String {
        [self.clock.code(), ".", self.week.code()].concat()
    }

    /// What a cookie's value says; `None` for anything else.
    #[must_use]
    pub fn read(value: &str) -> Option<Self> {
        let (clock, week) = value.split_once('.')?;
        Some(Self {
            clock: Clock::ALL.into_iter().find(|known| known.code() == clock)?,
            week: Week::ALL.into_iter().find(|known| known.code() == week)?,
        })
    }
}

/// How the page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every look there is, in the order in which it is offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its word on the wire, in the cookie and in `<html data-theme>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The look of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

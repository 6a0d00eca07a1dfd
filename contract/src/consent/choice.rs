//! The choice of a person, and the cookie that holds it.

use serde::{Deserialize, Serialize};

use super::{CONSENT, Category};
use crate::account::Language;

/// The longest value of the cookie that is read at all, in bytes (SPEC section 5: under 512).
pub const VALUE_MAX: usize = 511;
/// The version of the cookie's form, first in its value.
const VERSION: &str = "1";
/// How long a consent id is: 128 random bits as base64url without padding.
pub const ID_LENGTH: usize = 22;
/// How far the clock of a browser may have been ahead when it wrote, in seconds.
const AHEAD: i64 = 24 * 60 * 60;

/// The categories that are allowed. The necessary ones always are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Categories {
    /// Language, looks, formats.
    pub preferences: bool,
    /// See [`Category::Statistics`].
    pub statistics: bool,
    /// See [`Category::Marketing`].
    pub marketing: bool,
}

impl Categories {
    /// Only what is necessary.
    pub const NONE: Self = Self { preferences: false, statistics: false, marketing: false };
    /// Everything.
    pub const ALL: Self = Self { preferences: true, statistics: true, marketing: true };

    /// True when a category is among them.
    #[must_use]
    pub const fn allow(self, category: Category) -> bool {
        match category {
            Category::Necessary => true,
            Category::Preferences => self.preferences,
            Category::Statistics => self.statistics,
            Category::Marketing => self.marketing,
        }
    }

    /// The same with one category allowed or refused; the necessary ones cannot be refused.
    #[must_use]
    pub const fn with(mut self, category: Category, allowed: bool) -> Self {
        match category {
            Category::Necessary => {}
            Category::Preferences => self.preferences = allowed,
            Category::Statistics => self.statistics = allowed,
            Category::Marketing => self.marketing = allowed,
        }
        self
    }

    /// What is left when the browser's opt-out signal is on.
    #[must_use]
    pub const fn under_signal(self) -> Self {
        Self { preferences: self.preferences, statistics: false, marketing: false }
    }

    /// True when the browser's opt-out signal would take something of it away.
    #[must_use]
    pub const fn conflicts_with_signal(self) -> bool {
        self.statistics || self.marketing
    }

    /// The allowed categories, in their order.
    pub fn list(self) -> impl Iterator<Item = Category> {
        Category::ALL.into_iter().filter(move |category| self.allow(*category))
    }
}

impl FromIterator<Category> for Categories {
    fn from_iter<I: IntoIterator<Item = Category>>(categories: I) -> Self {
        categories.into_iter().fold(Self::NONE, |allowed, category| allowed.with(category, true))
    }
}

/// Where a choice was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// On the banner.
    Banner,
    /// On the page of choices, or beside a preference.
    Settings,
    /// The browser's opt-out signal decided where it and the person's first word differed.
    Signal,
}

impl Source {
    /// Every source there is.
    pub const ALL: [Self; 3] = [Self::Banner, Self::Settings, Self::Signal];

    /// Its word on the wire and in the cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::Settings => "settings",
            Self::Signal => "signal",
        }
    }
}

/// What a person decided, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// A random id that stands for this browser's choices and names nobody ([`ID_LENGTH`] characters).
    pub id: String,
    /// What is allowed.
    pub categories: Categories,
    /// True when the person allowed against the browser's opt-out signal, asked once more.
    pub despite_signal: bool,
    /// When: seconds since 1970-01-01T00:00:00Z.
    pub chosen_at: i64,
    /// The language of what was shown.
    pub language: Language,
    /// The revision of what was shown.
    pub revision: u32,
    /// Where.
    pub source: Source,
    /// True once the backend has recorded it; until then it is sent again.
    pub is_recorded: bool,
}

impl Choice {
    /// The cookie's value: seven parts with dots between, such as
    /// `1.x7Qk…9w.ps.1795000000.pl.1.banner.r`.
    ///
    /// The third part has a letter for each allowed category (`p`, `s`, `m`), with `!` behind them when
    /// they were allowed against the opt-out signal, or `-` for none; the last is `r` for recorded and
    /// `n` for not yet.
    #[must_use]
    pub fn write(&self) -> String {
        let letter = |is: bool, letter: &'static str| if is { letter } else { "" };
        let Categories { preferences, statistics, marketing } = self.categories;
        let letters = [
            letter(preferences, "p"),
            letter(statistics, "s"),
            letter(marketing, "m"),
            letter(self.despite_signal, "!"),
            letter(self.categories == Categories::NONE, "-"),
        ]
        .concat();
        let recorded = if self.is_recorded { "r" } else { "n" };
        [
            VERSION,
            &self.id,
            &letters,
            &self.chosen_at.to_string(),
            self.language.code(),
            &self.revision.to_string(),
            self.source.code(),
            recorded,
        ]
        .join(".")
    }

    /// What a cookie's value says; `None` unless it is exactly what [`Choice::write`] gives, of a known
    /// revision, and neither out of date nor of a time to come. Never a yes by accident.
    #[must_use]
    pub fn read(value: &str, now: i64, newest_revision: u32) -> Option<Self> {
        if value.len() > VALUE_MAX {
            return None;
        }
        let parts: Vec<&str> = value.split('.').collect();
        let [VERSION, id, letters, chosen_at, language, revision, source, recorded] = parts[..] else { return None };
        let choice = Self {
            id: id.to_owned(),
            categories: Categories {
                preferences: letters.contains('p'),
                statistics: letters.contains('s'),
                marketing: letters.contains('m'),
            },
            despite_signal: letters.contains('!'),
            chosen_at: chosen_at.parse().ok()?,
            language: Language::ALL.into_iter().find(|known| known.code() == language)?,
            revision: revision.parse().ok()?,
            source: Source::ALL.into_iter().find(|known| known.code() == source)?,
            is_recorded: recorded == "r",
        };
        let is_exact = is_consent_id(id) && choice.write() == value;
        let is_known = (1..=newest_revision).contains(&choice.revision);
        let makes_sense = !choice.despite_signal || choice.categories.conflicts_with_signal();
        (is_exact && is_known && choice.is_of(now) && makes_sense).then_some(choice)
    }

    /// True unless it is out of date, or of a time to come beyond what a clock may be ahead.
    #[must_use]
    pub const fn is_of(&self, now: i64) -> bool {
        self.chosen_at > now - CONSENT.max_age() && self.chosen_at <= now + AHEAD
    }

    /// True when a category is allowed here and now. While the browser's opt-out signal is on, what it
    /// refuses stays refused unless the person allowed it against the signal.
    #[must_use]
    pub const fn allows(&self, category: Category, signal: bool) -> bool {
        self.categories.allow(category) && (!signal || self.despite_signal || !category.is_under_signal())
    }

    /// How long the cookie lives from `now` on, in seconds: 180 days from the choice, whenever it is
    /// written again.
    #[must_use]
    pub fn life(&self, now: i64) -> i64 {
        (self.chosen_at + CONSENT.max_age() - now).clamp(0, CONSENT.max_age())
    }
}

/// True for what a consent id looks like.
#[must_use]
pub fn is_consent_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

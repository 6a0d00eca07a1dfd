//! What would become of it with each contact, by the rule of the contract.

use contract::contacts::Contact;
use contract::contacts::settings::{Kind, Settings, Severity};
use contract::form::Form;
use contract::moment;
use contract::quiet_hours::{Happening, Listener, Outcome, Week, Why, decide};

use crate::i18n::zones::Zones;

/// How much the time line shows at least, in seconds: a day.
const SHOWN: i64 = 24 * 60 * 60;

/// A contact, with its settings after the rules.
#[derive(Clone, PartialEq)]
pub struct Heard {
    /// The contact.
    pub contact: Contact,
    rules: Option<Rules>,
}

#[derive(Clone, PartialEq)]
struct Rules {
    settings: Settings,
    holder_hours: Week,
    paused_until: Option<i64>,
}

impl Heard {
    /// Reads its settings once; what a newer backend let through is not worked out here.
    pub fn of(contact: Contact) -> Self {
        let rules = contact.settings.check().ok().zip(contact.holder_quiet_hours.check().ok());
        let paused_until = contact.paused_until.as_deref().and_then(moment::read_to_the_second);
        let rules = rules.map(|(settings, holder_hours)| Rules { settings, holder_hours, paused_until });
        Self { contact, rules }
    }

    fn decide(&self, happening: &Happening, zones: &Zones) -> Option<Outcome> {
        let rules = self.rules.as_ref()?;
        let zone = zones.of(&self.contact.time_zone)?;
        let listener = Listener {
            state: self.contact.state,
            paused_until: rules.paused_until,
            settings: &rules.settings,
            holder_hours: &rules.holder_hours,
        };
        Some(decide(&listener, happening, &|at| zone.offset(at)))
    }
}

/// What becomes of it with one contact, by its place among all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// Its place.
    pub index: usize,
    /// When it is told, or would have been.
    pub at: Option<i64>,
    /// When the digest comes.
    pub until: Option<i64>,
}

/// What becomes of it with all.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// When it happens, in seconds since 1970.
    pub at: i64,
    /// Until when the time line goes.
    pub end: i64,
    /// Told, the first one first.
    pub told: Vec<Fate>,
    /// Asleep, who wakes first first.
    pub held: Vec<Fate>,
    /// Silenced for a while.
    pub paused: Vec<Fate>,
    /// Did not choose the kind.
    pub not_chosen: Vec<Fate>,
    /// Not confirmed, or no longer.
    pub not_usable: Vec<Fate>,
    /// Not worked out: the browser does not know the time zone.
    pub unknown: Vec<Fate>,
}

impl Outcomes {
    /// What becomes of something that happens at a moment.
    pub fn of(heard: &[Heard], zones: &Zones, kind: Kind, severity: Severity, at: i64) -> Self {
        let happening = Happening { kind, severity, period: None, at };
        let mut all = Self { at, ..Self::default() };
        for (index, one) in heard.iter().enumerate() {
            let silent = Fate { index, at: None, until: None };
            match one.decide(&happening, zones) {
                Some(Outcome::Told { at }) => all.told.push(Fate { at: Some(at), ..silent }),
                Some(Outcome::Held { since, until }) => all.held.push(Fate { at: Some(since), until, ..silent }),
                Some(Outcome::Silent(Why::Paused)) => all.paused.push(silent),
                Some(Outcome::Silent(Why::NotChosen)) => all.not_chosen.push(silent),
                Some(Outcome::Silent(Why::NotUsable(_))) => all.not_usable.push(silent),
                None => all.unknown.push(silent),
            }
        }
        all.told.sort_by_key(|fate| fate.at);
        all.held.sort_by_key(|fate| fate.until.unwrap_or(i64::MAX));
        let last = all.told.iter().chain(&all.held).filter_map(|fate| fate.until.or(fate.at)).max();
        all.end = last.unwrap_or(at).max(at + SHOWN);
        all
    }

    /// How many are told nothing.
    pub const fn silent(&self) -> usize {
        self.paused.len() + self.not_chosen.len() + self.not_usable.len() + self.unknown.len()
    }
}

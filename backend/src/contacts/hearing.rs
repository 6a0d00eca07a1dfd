//! Who is told when: a stored contact as `contract::quiet_hours::decide` takes it, with the offsets of jiff.

use std::collections::HashMap;

use contract::contacts::State;
use contract::contacts::settings::Settings;
use contract::form::Form;
use contract::quiet_hours::{Happening, Listener, Outcome, Week, decide};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sqlx::SqliteExecutor;

use super::store::{self, Stored};
use crate::error::Error;
use crate::sealed::Key;

/// Time zones that were read already: one is read from its table once, not for each contact.
#[derive(Default)]
pub struct Zones(HashMap<String, TimeZone>);

impl Zones {
    /// The zone of an IANA name; UTC for a name that the table does not have any more.
    pub fn get(&mut self, name: &str) -> TimeZone {
        if let Some(zone) = self.0.get(name) {
            return zone.clone();
        }
        let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
        self.0.insert(name.to_owned(), zone.clone());
        zone
    }
}

/// The contacts of an account that may be told something: confirmed ones, and paused ones whose pause may
/// be over by then. Only they are opened.
///
/// # Errors
/// When the database does not answer or a document does not open.
pub async fn listening(database: impl SqliteExecutor<'_>, account: &str, key: &Key) -> Result<Vec<Stored>, Error> {
    let rows = store::rows(database, account).await?.into_iter();
    let usable = rows.filter(|row| matches!(row.standing().0, State::Confirmed | State::Paused));
    usable.map(|row| row.stored(key)).collect()
}

/// How many seconds the wall clock of a zone is ahead of UTC, at a moment in seconds since 1970; 0 for
/// moments that no calendar has.
#[must_use]
pub fn offset(zone: &TimeZone, at: i64) -> i64 {
    Timestamp::from_second(at).map_or(0, |at| zone.to_offset(at).seconds().into())
}

/// What a contact is told, and when, after the rules.
pub struct Hearing {
    /// Where it stands.
    pub state: State,
    /// When a pause ends, in seconds since 1970.
    pub paused_until: Option<i64>,
    /// What the customer chose.
    pub settings: Settings,
    /// The holder's own quiet hours.
    pub holder_hours: Week,
    /// In whose wall time both quiet hours are.
    pub zone: TimeZone,
}

impl Hearing {
    /// That of a contact.
    ///
    /// # Errors
    /// When what is stored does not pass the rules of today.
    pub fn of(contact: &Stored, zones: &mut Zones) -> Result<Self, Error> {
        let broken = |_| Error::Broken("the settings of a contact do not pass the rules".to_owned());
        Ok(Self {
            state: contact.state,
            paused_until: contact.paused_until,
            settings: contact.document.settings.check().map_err(broken)?,
            holder_hours: contact.document.holder_hours.check().map_err(broken)?,
            zone: zones.get(&contact.document.time_zone),
        })
    }

    /// What becomes of a message about what happened.
    #[must_use]
    pub fn decide(&self, happening: &Happening) -> Outcome {
        let listener = Listener {
            state: self.state,
            paused_until: self.paused_until,
            settings: &self.settings,
            holder_hours: &self.holder_hours,
        };
        decide(&listener, happening, &|at| self.offset(at))
    }

    /// How many seconds its wall clock is ahead of UTC, at a moment in seconds since 1970.
    #[must_use]
    pub fn offset(&self, at: i64) -> i64 {
        offset(&self.zone, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_zones_also_on_the_day_of_a_change() {
        // By `TZ=… date -d @… +%z` of GNU coreutils.
        for (zone, at, seconds) in [
            ("Europe/Warsaw", 1_774_745_999, 3_600),
            ("Europe/Warsaw", 1_774_746_000, 7_200),
            ("Asia/Kathmandu", 1_774_746_000, 20_700),
            ("Australia/Lord_Howe", 1_774_746_000, 39_600),
            ("Australia/Lord_Howe", 1_782_864_000, 37_800),
            ("Nowhere/Nothing", 1_774_746_000, 0),
        ] {
            assert_eq!(offset(&Zones::default().get(zone), at), seconds, "{zone} {at}");
        }
        assert_eq!(offset(&Zones::default().get("Europe/Warsaw"), i64::MAX), 0);
    }
}

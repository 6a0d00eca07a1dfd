//! What a monitoring system tells: `POST /events`, with a service token.

use serde::{Deserialize, Serialize};

use crate::contacts::settings::{Kind, Period, Severity};
use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null, fields};
use crate::moment;
use crate::quiet_hours::Happening;
use crate::rules;

/// The longest text of an event, in characters.
pub const DETAILS_MAX: u32 = 500;

/// An event, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EventForm {
    /// Its id in the monitoring system, at most 100 characters: what arrives twice under one id is told
    /// once. `null` takes the `Idempotency-Key`.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub id: String,
    /// Whose monitor it is: the main e-mail address of the account.
    pub account: String,
    /// The name of the monitor, at most 100 characters.
    pub monitor: String,
    /// A [`Kind`]'s word.
    pub kind: String,
    /// A [`Severity`]'s word.
    pub severity: String,
    /// When it happened, RFC 3339 in UTC.
    pub time: String,
    /// A [`Period`]'s word, for a report of uptime; `null` else.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub period: String,
    /// What more there is to say, at most [`DETAILS_MAX`] characters.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub details: String,
}

/// An event that passed the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    id: String,
    account: String,
    monitor: String,
    kind: Kind,
    severity: Severity,
    at: i64,
    period: Option<Period>,
    details: String,
}

impl Form for EventForm {
    type Checked = Event;

    fields!(id, account, monitor, kind, severity, time, period, details);

    fn check(&self) -> Result<Event, FieldErrors> {
        let mut errors = FieldErrors::default();
        let id = errors.take("id", rules::optional_line(&self.id));
        let account = errors.take("account", rules::email(&self.account));
        let monitor = errors.take("monitor", rules::line(&self.monitor));
        let kind = errors.take("kind", word(&self.kind, Kind::read));
        let severity = errors.take("severity", word(&self.severity, Severity::read));
        let at = errors.take("time", word(&self.time, moment::read_to_the_second));
        let period = errors.take("period", optional_word(&self.period, Period::read));
        let details = if self.details.trim().is_empty() {
            Some(String::new())
        } else {
            errors.take("details", rules::text(&self.details, DETAILS_MAX))
        };
        match (id, account, monitor, kind, severity, at, period, details) {
            (
                Some(id),
                Some(account),
                Some(monitor),
                Some(kind),
                Some(severity),
                Some(at),
                Some(period),
                Some(details),
            ) => Ok(Event { id, account, monitor, kind, severity, at, period, details }),
            _ => Err(errors),
        }
    }
}

fn word<T>(typed: &str, read: fn(&str) -> Option<T>) -> Result<T, Problem> {
    if typed.is_empty() {
        return Err(Code::Required.into());
    }
    read(typed).ok_or(Code::Malformed.into())
}

fn optional_word<T>(typed: &str, read: fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    if typed.is_empty() { Ok(None) } else { word(typed, read).map(Some) }
}

impl Event {
    /// Its id in the monitoring system; empty when it gave none.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
    /// The main e-mail address of the account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }
    /// The name of the monitor.
    #[must_use]
    pub fn monitor(&self) -> &str {
        &self.monitor
    }
    /// What more there is to say; empty for nothing.
    #[must_use]
    pub fn details(&self) -> &str {
        &self.details
    }
    /// What matters to who is told.
    #[must_use]
    pub const fn happening(&self) -> Happening {
        Happening { kind: self.kind, severity: self.severity, period: self.period, at: self.at }
    }
}

/// An event that was taken: it is on the disk, and is told to whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventTaken {
    /// Its id here.
    pub id: String,
    /// How many contacts are told, now or later.
    pub contacts: u32,
}

/// `POST /rehearsals`, as typed: what would become of such an event. Nothing is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RehearsalForm {
    /// A [`Kind`]'s word.
    pub kind: String,
    /// A [`Severity`]'s word.
    pub severity: String,
    /// When it would happen, RFC 3339 in UTC.
    pub time: String,
}

/// A rehearsal that passed the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    happening: Happening,
}

impl Form for RehearsalForm {
    type Checked = Rehearsal;

    fields!(kind, severity, time);

    fn check(&self) -> Result<Rehearsal, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", word(&self.kind, Kind::read));
        let severity = errors.take("severity", word(&self.severity, Severity::read));
        let at = errors.take("time", word(&self.time, moment::read_to_the_second));
        match (kind, severity, at) {
            (Some(kind), Some(severity), Some(at)) => {
                Ok(Rehearsal { happening: Happening { kind, severity, period: None, at } })
            }
            _ => Err(errors),
        }
    }
}

impl Rehearsal {
    /// What would happen.
    #[must_use]
    pub const fn happening(&self) -> Happening {
        self.happening
    }
}

impl Serialize for Rehearsal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut form = serializer.serialize_struct("RehearsalForm", 3)?;
        form.serialize_field("kind", self.happening.kind.code())?;
        form.serialize_field("severity", self.happening.severity.code())?;
        form.serialize_field("time", &moment::write(self.happening.at))?;
        form.end()
    }
}

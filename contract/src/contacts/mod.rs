//! Contacts (SPEC section 3): where a customer is told things, by whom it was confirmed, and when.
//!
//! Begin with [`Contact`], then [`settings`] for what a contact is told, and [`crate::quiet_hours`] for
//! when.

pub mod address;
pub mod bulk;
pub mod confirmation;
pub mod deliveries;
pub mod events;
mod kinds;
pub mod settings;
mod state;

pub use self::state::{Reason, ReasonCode, State};

use serde::{Deserialize, Serialize};

use crate::account::Language;
use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null, fields};
use crate::quiet_hours::WeekForm;
use crate::rules;
use confirmation::CodeSent;
use settings::SettingsForm;

/// A removed contact comes back within this time, in seconds (SPEC section 3).
pub const UNDO_LIFE: i64 = 30;

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// A phone: SMS, or a voice call for land lines.
    Phone,
    /// Slack.
    Slack,
    /// Skype, for the record only: its owner closed it on 5 May 2025.
    Skype,
    /// Viber.
    Viber,
    /// Facebook Messenger.
    Messenger,
    /// Telegram.
    Telegram,
}

impl Channel {
    /// Every channel there is, in the order in which it is offered.
    pub const ALL: [Self; 7] =
        [Self::Email, Self::Phone, Self::Telegram, Self::Slack, Self::Viber, Self::Messenger, Self::Skype];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Slack => "slack",
            Self::Skype => "skype",
            Self::Viber => "viber",
            Self::Messenger => "messenger",
            Self::Telegram => "telegram",
        }
    }

    /// The channel of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// True where nothing can be delivered any more.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Skype)
    }

    /// How many messages go to one contact of this channel in an hour; what is beyond waits, and comes
    /// as one digest.
    #[must_use]
    pub const fn hourly_limit(self) -> u32 {
        match self {
            Self::Email => 60,
            Self::Phone => 10,
            _ => 30,
        }
    }
}

/// `POST /contacts` and `PUT /contacts/{id}`, as typed. Another address or channel puts the contact back
/// to [`State::AwaitingConfirmation`]. `POST` sends nothing yet: `POST /contacts/{id}/confirmation` does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    /// A [`Channel`]'s word.
    pub channel: String,
    /// The address in its channel: see [`address`].
    pub address: String,
    /// What the customer calls it; `null` for nothing.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub label: String,
    /// The language of its messages, `pl` or `en`; `null` takes the account's.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub language: String,
    /// The time zone of its quiet hours, IANA; `null` takes the profile's.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub time_zone: String,
}

/// A contact that passed the rules of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewContact {
    channel: Channel,
    address: String,
    #[serde(with = "empty_as_null")]
    label: String,
    language: Option<Language>,
    #[serde(with = "empty_as_null")]
    time_zone: String,
}

impl Form for ContactForm {
    type Checked = NewContact;

    fields!(channel, address, label, language, time_zone);

    fn check(&self) -> Result<NewContact, FieldErrors> {
        let mut errors = FieldErrors::default();
        let channel = errors.take("channel", channel(&self.channel));
        // Of which form the address is, the channel says; without one, only that it is there.
        let address = match channel {
            Some(channel) => errors.take("address", address::check(channel, &self.address)),
            None => errors.take("address", rules::line(&self.address)),
        };
        let label = errors.take("label", rules::optional_line(&self.label));
        let language = errors.take("language", optional_language(&self.language));
        let time_zone = errors.take("time_zone", rules::optional_line(&self.time_zone));
        match (channel, address, label, language, time_zone) {
            (Some(channel), Some(address), Some(label), Some(language), Some(time_zone)) => {
                Ok(NewContact { channel, address, label, language, time_zone })
            }
            _ => Err(errors),
        }
    }
}

fn channel(typed: &str) -> Result<Channel, Problem> {
    if typed.is_empty() {
        return Err(Code::Required.into());
    }
    Channel::read(typed).ok_or(Code::Malformed.into())
}

pub(crate) fn optional_language(typed: &str) -> Result<Option<Language>, Problem> {
    if typed.is_empty() {
        return Ok(None);
    }
    Language::read(typed).map(Some).ok_or(Code::Malformed.into())
}

impl NewContact {
    /// The channel.
    #[must_use]
    pub const fn channel(&self) -> Channel {
        self.channel
    }
    /// The address, in the form in which it is kept.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
    /// What the customer calls it; empty for nothing.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
    /// The language of its messages, if it was said.
    #[must_use]
    pub const fn language(&self) -> Option<Language> {
        self.language
    }
    /// IANA name; empty when it was not said.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }
}

/// A contact, as `GET /contacts` lists it and `GET /contacts/{id}` answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Its id.
    pub id: String,
    /// Its version, as in the header `ETag`: what `If-Match` and `PATCH /contacts` take.
    pub etag: String,
    /// The channel.
    pub channel: Channel,
    /// The address in its channel.
    pub address: String,
    /// What the customer calls it.
    pub label: Option<String>,
    /// The language of its messages.
    pub language: Language,
    /// The time zone of its quiet hours, IANA.
    pub time_zone: String,
    /// Where it stands.
    pub state: State,
    /// Since when, RFC 3339.
    pub state_at: String,
    /// Why, where there is more to say than the state does.
    pub reason: Option<Reason>,
    /// When a pause ends, RFC 3339; `null` while there is none, and for one without an end.
    pub paused_until: Option<String>,
    /// What it is told, and when.
    pub settings: SettingsForm,
    /// Hours in which its holder wants no message; the customer cannot change them.
    pub holder_quiet_hours: WeekForm,
    /// The code that is on its way, or was, while it awaits confirmation.
    pub code: Option<CodeSent>,
    /// When it was added, RFC 3339.
    pub added_at: String,
}

impl Contact {
    /// The form that would save it as it stands.
    #[must_use]
    pub fn form(&self) -> ContactForm {
        ContactForm {
            channel: self.channel.code().to_owned(),
            address: self.address.clone(),
            label: self.label.clone().unwrap_or_default(),
            language: self.language.code().to_owned(),
            time_zone: self.time_zone.clone(),
        }
    }

    /// What people call it: its label, or its address.
    #[must_use]
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.address)
    }
}

/// In which order `GET /contacts` lists: `?sort=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The newest first.
    #[default]
    Added,
    /// By label, or address where there is none, in the order of Unicode without case.
    Name,
    /// By channel, then name.
    Channel,
    /// By state, those that need something first, then name.
    State,
}

impl Sort {
    /// Every order there is.
    pub const ALL: [Self; 4] = [Self::Added, Self::Name, Self::Channel, Self::State];

    /// Its word in the query.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Name => "name",
            Self::Channel => "channel",
            Self::State => "state",
        }
    }
}

/// `GET /contacts/summary`: how many there are, and whether anybody would be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// All contacts.
    pub total: u32,
    /// Those of a channel, by its word; channels without one are left out.
    pub channels: Vec<Count>,
    /// Those in a state, by its word; states without one are left out.
    pub states: Vec<Count>,
    /// Confirmed contacts that chose the alert that a site is down. With 0 nobody would be told.
    pub told_of_outages: u32,
}

/// How many of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    /// The word of the kind.
    pub of: String,
    /// How many.
    pub count: u32,
}

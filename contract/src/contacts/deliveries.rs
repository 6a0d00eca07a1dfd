//! What became of each message to a contact, and what would: the delivery log, the test message, the
//! rehearsal.

use serde::{Deserialize, Serialize};

use crate::contacts::{Channel, State};
use crate::moment;
use crate::quiet_hours::{Outcome, Why};

/// How long the log of a delivery is kept, in days.
pub const LOG_DAYS: u16 = 90;

/// A message to a contact: `GET /contacts/{id}/deliveries` lists them, newest first, and
/// `POST /contacts/{id}/test` answers with one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Its id.
    pub id: String,
    /// The kind of the message: a word of [`super::settings::Kind`], or `test`.
    pub kind: String,
    /// The monitor that it is about; empty for none.
    pub monitor: String,
    /// When it was taken, RFC 3339.
    pub queued_at: String,
    /// When it is due, or was; of what is held, when the quiet hours end. RFC 3339.
    pub due_at: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Since when, RFC 3339.
    pub state_at: String,
    /// What the provider said, or why it was not sent: then it is a word of [`Hindrance`].
    pub reason: Option<String>,
    /// How often it was tried.
    pub tries: u32,
    /// Who delivered it: `outbox`, or the name of a host.
    pub by: Option<String>,
    /// How many messages went out together with it, when it came as a digest; 1 else.
    pub together: u32,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It waits for its time.
    Queued,
    /// Quiet hours, or the limit of the channel, hold it back.
    Held,
    /// It was tried, and will be again.
    Retried,
    /// The provider took it.
    Sent,
    /// The provider says that it arrived.
    Delivered,
    /// It was given up.
    Failed,
    /// It was over before the contact's delay was, or the contact is no longer told.
    Cancelled,
    /// A state that this reader does not know yet.
    #[serde(other)]
    Other,
}

impl DeliveryState {
    /// Every state there is, but for [`DeliveryState::Other`].
    pub const ALL: [Self; 7] =
        [Self::Queued, Self::Held, Self::Retried, Self::Sent, Self::Delivered, Self::Failed, Self::Cancelled];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Held => "held",
            Self::Retried => "retried",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Other => "other",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// True while it may still be sent.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Queued | Self::Held | Self::Retried)
    }
}

/// Why a message waits, or was not sent: [`Delivery::reason`] of what no provider was asked to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Quiet hours hold it back.
    QuietHours,
    /// The channel takes no more in this hour.
    Limit,
    /// It was over before the contact's delay was.
    Over,
    /// The contact is paused.
    Paused,
    /// The contact does not want such messages any more.
    NotChosen,
    /// The contact is not confirmed any more.
    NotUsable,
}

impl Hindrance {
    /// Every hindrance there is.
    pub const ALL: [Self; 6] =
        [Self::QuietHours, Self::Limit, Self::Over, Self::Paused, Self::NotChosen, Self::NotUsable];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::QuietHours => "quiet_hours",
            Self::Limit => "limit",
            Self::Over => "over",
            Self::Paused => "paused",
            Self::NotChosen => "not_chosen",
            Self::NotUsable => "not_usable",
        }
    }

    /// The hindrance of a word; `None` for what a provider said.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hindrance| hindrance.code() == code)
    }
}

impl From<Why> for Hindrance {
    fn from(why: Why) -> Self {
        match why {
            Why::NotUsable(_) => Self::NotUsable,
            Why::Paused => Self::Paused,
            Why::NotChosen => Self::NotChosen,
        }
    }
}

/// What would become of an event, as `POST /rehearsals` answers it, a row for each contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rehearsed {
    /// The contact's id.
    pub contact: String,
    /// Its label, or its address.
    pub name: String,
    /// Its channel.
    pub channel: Channel,
    /// What would become of the message: `told`, `held`, or why nothing: `not_usable`, `paused`,
    /// `not_chosen`.
    pub outcome: String,
    /// Where the contact stands.
    pub state: State,
    /// When it would go out, or would have, RFC 3339; `null` where nothing would.
    pub at: Option<String>,
    /// When the digest would come, RFC 3339, for what is held.
    pub until: Option<String>,
}

impl Outcome {
    /// Its word in the JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Told { .. } => "told",
            Self::Held { .. } => "held",
            Self::Silent(Why::NotUsable(_)) => "not_usable",
            Self::Silent(Why::Paused) => "paused",
            Self::Silent(Why::NotChosen) => "not_chosen",
        }
    }

    /// When it would go out, or would have, RFC 3339.
    #[must_use]
    pub fn at(&self) -> Option<String> {
        match self {
            Self::Told { at } | Self::Held { since: at, .. } => Some(moment::write(*at)),
            Self::Silent(_) => None,
        }
    }

    /// When the digest would come, RFC 3339.
    #[must_use]
    pub fn until(&self) -> Option<String> {
        match self {
            Self::Held { until, .. } => until.map(moment::write),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_state_is_the_one_in_the_json() {
        for state in DeliveryState::ALL {
            assert_eq!(serde_json::to_value(state).expect("JSON"), state.code());
            assert_eq!(DeliveryState::read(state.code()), Some(state));
        }
        assert_eq!(DeliveryState::read("other"), None);
    }

    #[test]
    fn a_hindrance_is_told_from_what_a_provider_said() {
        for hindrance in Hindrance::ALL {
            assert_eq!(Hindrance::read(hindrance.code()), Some(hindrance));
        }
        assert_eq!(Hindrance::read("550 5.1.1 no such user"), None);
    }
}

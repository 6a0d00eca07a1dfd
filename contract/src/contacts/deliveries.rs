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
    /// What the provider said, or why it was not sent, where there is anything to say.
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

//! Where a contact stands, and why.

use serde::{Deserialize, Serialize};

/// Where a contact stands. Only a [`Confirmed`](State::Confirmed) one is told anything (P13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its holder has not confirmed it yet.
    AwaitingConfirmation,
    /// Confirmed by its holder.
    Confirmed,
    /// Silent for a while: until [`super::Contact::paused_until`], or until it is resumed.
    Paused,
    /// Messages do not arrive; [`super::Contact::reason`] says why.
    Failing,
    /// Its holder said no.
    Refused,
    /// Its holder stopped the messages: by STOP, by the link, or by blocking the bot.
    OptedOut,
    /// The channel is no longer there.
    ChannelClosed,
    /// A state that this reader does not know yet.
    #[serde(other)]
    Other,
}

impl State {
    /// Every state there is, but for [`State::Other`].
    pub const ALL: [Self; 7] = [
        Self::AwaitingConfirmation,
        Self::Confirmed,
        Self::Paused,
        Self::Failing,
        Self::Refused,
        Self::OptedOut,
        Self::ChannelClosed,
    ];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AwaitingConfirmation => "awaiting_confirmation",
            Self::Confirmed => "confirmed",
            Self::Paused => "paused",
            Self::Failing => "failing",
            Self::Refused => "refused",
            Self::OptedOut => "opted_out",
            Self::ChannelClosed => "channel_closed",
            Self::Other => "other",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why a contact is in its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// What happened.
    pub code: ReasonCode,
    /// What the provider said, in its own words, where it said anything.
    pub said: Option<String>,
}

/// What brought a contact into its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// The holder pressed *refuse*.
    HolderRefused,
    /// The holder reported the message: they do not know the account.
    HolderReported,
    /// The holder pressed *stop everything*.
    HolderStopped,
    /// The holder answered STOP (to an SMS) or `/stop` (to the bot).
    StopWord,
    /// The holder asked the bot for silence (`/mute`): only they end it before its time.
    HolderMuted,
    /// The holder blocked the bot.
    BotBlocked,
    /// The customer paused it.
    CustomerPaused,
    /// The provider refused the message for good.
    Provider,
    /// A reason that this reader does not know yet.
    #[serde(other)]
    Other,
}

impl ReasonCode {
    /// True where only the holder can end the state: no code is sent, and the customer resumes nothing.
    #[must_use]
    pub const fn is_the_holders(self) -> bool {
        matches!(
            self,
            Self::HolderRefused
                | Self::HolderReported
                | Self::HolderStopped
                | Self::StopWord
                | Self::HolderMuted
                | Self::BotBlocked
        )
    }
}

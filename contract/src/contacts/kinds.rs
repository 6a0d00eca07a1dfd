//! The kinds of messages, how grave they are, and of which period reports are.

use serde::{Deserialize, Serialize};

/// The kinds of messages (P12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A site went down.
    AlertDown,
    /// A site is still down.
    AlertStillDown,
    /// A site is up again.
    AlertUp,
    /// Statistics of uptime over a [`Period`].
    UptimeReport,
    /// Notices about billing.
    Billing,
    /// Changes and maintenance of the service.
    ServiceUpdate,
    /// News of the company and of related products.
    News,
}

impl Kind {
    /// Every kind there is, in the order in which it is offered.
    pub const ALL: [Self; 7] = [
        Self::AlertDown,
        Self::AlertStillDown,
        Self::AlertUp,
        Self::UptimeReport,
        Self::Billing,
        Self::ServiceUpdate,
        Self::News,
    ];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AlertDown => "alert_down",
            Self::AlertStillDown => "alert_still_down",
            Self::AlertUp => "alert_up",
            Self::UptimeReport => "uptime_report",
            Self::Billing => "billing",
            Self::ServiceUpdate => "service_update",
            Self::News => "news",
        }
    }

    /// The name of its box in a [`super::settings::SettingsForm`].
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::AlertDown => "kinds.alert_down",
            Self::AlertStillDown => "kinds.alert_still_down",
            Self::AlertUp => "kinds.alert_up",
            Self::UptimeReport => "kinds.uptime_report",
            Self::Billing => "kinds.billing",
            Self::ServiceUpdate => "kinds.service_update",
            Self::News => "kinds.news",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How grave something is, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Something is not as it should be.
    Warning,
    /// Something does not work.
    Critical,
}

impl Severity {
    /// Every severity there is, in rising order.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Critical];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }

    /// The severity of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.code() == code)
    }
}

/// What a report of uptime is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A day.
    Daily,
    /// A week.
    #[default]
    Weekly,
    /// A month.
    Monthly,
}

impl Period {
    /// Every period there is.
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::Monthly];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
        }
    }

    /// The period of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.code() == code)
    }
}

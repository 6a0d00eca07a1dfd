//! How long an account is kept (P5): its package, the day of its erasure, the notices before.

use serde::{Deserialize, Serialize};

use crate::deadlines::Package;

/// `GET /retention`. The dates follow from [`crate::deadlines`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Retention {
    /// The package of the account.
    pub package: Package,
    /// When it ends, RFC 3339; `null` for a package that does not end.
    pub package_ends_at: Option<String>,
    /// The day on which the data are erased if nothing moves it, `YYYY-MM-DD`; `null` when they are
    /// kept for as long as the account is there.
    pub erase_on: Option<String>,
    /// The days on which word of it goes out, the earliest first; none without such a day.
    pub notices_on: Vec<String>,
}

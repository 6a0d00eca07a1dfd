//! Lists: what `?limit=` and `?cursor=` page through.

use serde::{Deserialize, Serialize};

/// The most that one answer holds.
pub const LIMIT_MAX: u32 = 200;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct List<T> {
    /// At most [`LIMIT_MAX`] of them.
    pub items: Vec<T>,
    /// What to send as `cursor` for those that follow; `null` at the end.
    pub next: Option<String>,
}

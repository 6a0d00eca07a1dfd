//! The history of one's own data (SPEC section 2): who changed what and when, from what to what.

use serde::{Deserialize, Serialize};

/// A change of the profile or of the main address, as `GET /history` lists it, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Its id.
    pub id: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: Author,
    /// The fields that changed, at least one.
    pub fields: Vec<FieldChange>,
    /// The id of the change that this one took back.
    pub takes_back: Option<String>,
    /// True when `POST /history/{id}/revert` would take it back: every field still has the value
    /// that this change gave it, and the fields are the profile's (an address goes back by its link).
    pub revertible: bool,
}

/// Who changed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The person, signed in.
    Person,
    /// Whoever held a link that was sent to the person's address.
    LinkHolder,
    /// Somebody who works for the service (P19); evidence says who and why.
    Operator,
    /// An author that this reader does not know yet.
    #[serde(other)]
    Other,
}

/// One field of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// The field's name, as in the form: `address.city`.
    pub field: String,
    /// What stood there; `null` when it was empty.
    pub from: Option<String>,
    /// What stands there since; `null` when it is empty.
    pub to: Option<String>,
}

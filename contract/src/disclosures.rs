//! What left the house (P11, P14, P16): which fields went to which recipient, when, for what.

use serde::{Deserialize, Serialize};

/// One disclosure, as `GET /disclosures` lists it, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Disclosure {
    /// Its id.
    pub id: String,
    /// When, RFC 3339.
    pub at: String,
    /// To whom: `outbox` (the embedded one, which is this server's own disk) or the name of the
    /// mail server's host.
    pub recipient: String,
    /// For what: the kind of the message, such as `confirm_email`.
    pub purpose: String,
    /// The names of the fields, as in [`crate::purposes`].
    pub fields: Vec<String>,
    /// Where the sending stands.
    pub state: Sending,
}

/// Where a sending stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sending {
    /// Begun; the recipient may or may not have it.
    Begun,
    /// The recipient took it.
    Sent,
    /// Given up.
    Failed,
    /// A state that this reader does not know yet.
    #[serde(other)]
    Other,
}

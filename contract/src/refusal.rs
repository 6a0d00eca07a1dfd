//! The server's no: every answer that is not a success is a [`Refusal`] (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::form::FieldErrors;

/// The media type of a refusal.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An answer that is not a success, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in English, for people who read logs.
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// Why.
    pub code: RefusalCode,
    /// With `invalid`: a problem for each field.
    #[serde(default, skip_serializing_if = "FieldErrors::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, crate::form::Problem>))]
    pub fields: FieldErrors,
    /// With `too_many` and `unavailable`: seconds until it is worth another try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// With `stale`: the value that is stored now, which a refusal carries as `current`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stale<T> {
    /// What stands in the account now.
    pub current: Current<T>,
}

/// A value and its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Current<T> {
    /// The version, as it stands in the header `ETag` and goes back in `If-Match`.
    pub etag: String,
    /// The value.
    pub value: T,
}

/// Why the server refused. Each code has one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// 400: not JSON, not UTF-8, an unknown field, a wrong type.
    Malformed,
    /// 401: nobody is signed in.
    SignedOut,
    /// 403: the password was given too long ago for this.
    Reauthenticate,
    /// 403: the request does not come from the page.
    ForeignOrigin,
    /// 404: there is no such thing, or it is somebody else's.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 408: the request came too slowly and was given up.
    TooSlow,
    /// 409: the idempotency key was used for another body, or the first try is still under way.
    Conflict,
    /// 412: what is being saved was changed meanwhile.
    Stale,
    /// 413: the body is over 64 KiB.
    TooLarge,
    /// 415: the body is not JSON.
    UnsupportedMediaType,
    /// 422: fields break rules.
    Invalid,
    /// 422: address and password do not belong together.
    WrongCredentials,
    /// 428: `If-Match` is missing.
    PreconditionRequired,
    /// 429: too many tries.
    TooMany,
    /// 500.
    Internal,
    /// 503: not now.
    Unavailable,
    /// A code that this reader does not know yet.
    #[serde(other)]
    Other,
}

impl RefusalCode {
    /// The HTTP status of the code.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignedOut => 401,
            Self::Reauthenticate | Self::ForeignOrigin => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooSlow => 408,
            Self::Conflict => 409,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid | Self::WrongCredentials => 422,
            Self::PreconditionRequired => 428,
            Self::TooMany => 429,
            Self::Internal | Self::Other => 500,
            Self::Unavailable => 503,
        }
    }

    /// The code as it stands in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::SignedOut => "signed_out",
            Self::Reauthenticate => "reauthenticate",
            Self::ForeignOrigin => "foreign_origin",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooSlow => "too_slow",
            Self::Conflict => "conflict",
            Self::Stale => "stale",
            Self::TooLarge => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::Invalid => "invalid",
            Self::WrongCredentials => "wrong_credentials",
            Self::PreconditionRequired => "precondition_required",
            Self::TooMany => "too_many",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
            Self::Other => "other",
        }
    }
}

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        Self {
            kind: ["/problems/", code.name()].concat(),
            title: code.name().replace('_', " "),
            status: code.status(),
            code,
            fields: FieldErrors::default(),
            retry_after: None,
        }
    }
}

impl From<FieldErrors> for Refusal {
    fn from(fields: FieldErrors) -> Self {
        Self { fields, ..RefusalCode::Invalid.into() }
    }
}

//! Why a request was not answered with success, and what crosses the wire then (RFC 9457).

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::form::FieldErrors;
use contract::refusal::{Current, MEDIA_TYPE, Refusal, RefusalCode, Stale};
use serde::Serialize;
use serde_json::Value;

use crate::sealed::Unreadable;

/// What a handler answers instead of a success.
#[derive(Debug)]
pub enum Error {
    /// The server's no.
    Refused(Box<Refusal>),
    /// A save that was based on an older version; carries what is stored now.
    Stale(Box<Current<Value>>),
    /// Something broke; the reason is for the log and names nobody.
    Broken(String),
    /// Not now; try again soon. The reason is for the log.
    Busy(String),
}

impl Error {
    /// Too many tries; another is worth it after this many seconds.
    #[must_use]
    pub fn too_many(seconds: u32) -> Self {
        Self::Refused(Box::new(Refusal { retry_after: Some(seconds), ..RefusalCode::TooMany.into() }))
    }

    /// What is being saved was changed meanwhile.
    ///
    /// # Errors
    /// Never in practice; the value is JSON already on its way out.
    pub fn stale(etag: String, value: &impl Serialize) -> Result<Self, Self> {
        let value = serde_json::to_value(value).map_err(|error| Self::Broken(error.to_string()))?;
        Ok(Self::Stale(Box::new(Current { etag, value })))
    }
}

impl From<RefusalCode> for Error {
    fn from(code: RefusalCode) -> Self {
        Self::Refused(Box::new(code.into()))
    }
}

impl From<FieldErrors> for Error {
    fn from(fields: FieldErrors) -> Self {
        Self::Refused(Box::new(fields.into()))
    }
}

impl From<Unreadable> for Error {
    fn from(error: Unreadable) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // SQLite: 5 busy, 13 full (primary result codes).
        let passes = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
            sqlx::Error::Database(error) => {
                let code = error.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or_default();
                matches!(code & 0xff, 5 | 13)
            }
            _ => false,
        };
        if passes { Self::Busy(error.to_string()) } else { Self::Broken(error.to_string()) }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => refuse(&refusal),
            Self::Stale(current) => refuse_stale(*current),
            Self::Broken(reason) => {
                tracing::error!(%reason, "a request broke");
                refuse(&RefusalCode::Internal.into())
            }
            Self::Busy(reason) => {
                tracing::warn!(%reason, "a request found the database busy");
                refuse(&Refusal { retry_after: Some(2), ..RefusalCode::Unavailable.into() })
            }
        }
    }
}

/// A refusal as an answer.
#[must_use]
pub fn refuse(refusal: &Refusal) -> Response {
    answer(refusal.status, refusal.retry_after, refusal)
}

fn refuse_stale(current: Current<Value>) -> Response {
    #[derive(Serialize)]
    struct Both {
        #[serde(flatten)]
        refusal: Refusal,
        #[serde(flatten)]
        stale: Stale<Value>,
    }
    let refusal = Refusal::from(RefusalCode::Stale);
    answer(refusal.status, None, &Both { refusal, stale: Stale { current } })
}

fn answer(status: u16, retry_after: Option<u32>, body: &impl Serialize) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(body).unwrap_or_default();
    let mut response = (status, [(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))], body).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

//! What messengers and gateways tell us: STOP, `/start`, receipts. A secret or a signature proves who
//! posts; no browser does, and the rules for browsers do not hold here.

mod commands;
mod sms;
pub mod telegram;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::checked::{is_json, read_body};
use crate::error::Error;

/// The webhooks' part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sms::hear_sms)).routes(routes!(telegram::hear_telegram))
}

/// A body as it came, because its signature is over these bytes, and the headers that prove it.
struct Posted {
    headers: HeaderMap,
    body: Bytes,
}

impl Posted {
    /// The value of a header; empty without one, and where it is not text.
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// True for a body that says it is JSON.
    fn is_json(&self) -> bool {
        is_json(self.headers.get(axum::http::header::CONTENT_TYPE))
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let (head, body) = request.into_parts();
        let body = read_body(&head, body).await?;
        Ok(Self { headers: head.headers, body })
    }
}

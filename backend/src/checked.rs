//! The body of a request after its rules: handlers take `Checked<XForm>` and nothing rawer.

use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use contract::form::Form;
use contract::refusal::RefusalCode;
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use unicode_normalization::UnicodeNormalization;

use crate::connections::Patience;
use crate::error::Error;

/// The largest body, in octets (SPEC section 7).
pub const BODY_MAX: usize = 64 * 1024;

/// A form that arrived as JSON, was brought to NFC, and passed every rule of the contract.
pub struct Checked<F: Form>(pub F::Checked);

impl<F, S> FromRequest<S> for Checked<F>
where
    F: Form + DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let (head, body) = request.into_parts();
        if !is_json(head.headers.get(CONTENT_TYPE)) {
            return Err(RefusalCode::UnsupportedMediaType.into());
        }
        let body = read_body(&head, body).await?;
        // Tells apart nothing of why: the page never sends such a body, and others need no hints.
        let form: F = serde_json::from_slice(&body).map_err(|_| RefusalCode::Malformed)?;
        Ok(Self(normalised(&form).check()?))
    }
}

/// The whole body, when it is not over the limit and comes in time.
///
/// # Errors
/// `too_large` over [`BODY_MAX`]; `too_slow` beyond [`Patience::body`]; `malformed` when the sender
/// breaks off.
pub async fn read_body(head: &Parts, body: Body) -> Result<Bytes, Error> {
    let announced = head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > BODY_MAX) {
        return Err(RefusalCode::TooLarge.into());
    }
    let whole = axum::body::to_bytes(body, BODY_MAX);
    let whole = match head.extensions.get::<Patience>() {
        Some(patience) => timeout(patience.body, whole).await.map_err(|_| RefusalCode::TooSlow)?,
        None => whole.await,
    };
    whole.map_err(|error| {
        use std::error::Error as _;
        let is_over = error.source().is_some_and(|source| source.to_string().contains("length limit"));
        if is_over { RefusalCode::TooLarge.into() } else { RefusalCode::Malformed.into() }
    })
}

/// The same form with every text in Unicode NFC, so that what looks the same is the same.
fn normalised<F: Form>(form: &F) -> F {
    let mut fields = HashMap::new();
    form.each(&mut |name, typed| {
        fields.insert(name, typed.nfc().collect::<String>());
    });
    F::read(&|name| fields.get(name).cloned().unwrap_or_default())
}

/// True for `application/json`, bare or with `charset=utf-8` (JSON has no other, RFC 8259, 8.1).
#[must_use]
pub fn is_json(content_type: Option<&HeaderValue>) -> bool {
    let Some(Ok(text)) = content_type.map(HeaderValue::to_str) else { return false };
    let mut parts = text.split(';').map(str::trim);
    parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
        && parts
            .all(|part| part.eq_ignore_ascii_case("charset=utf-8") || part.eq_ignore_ascii_case("charset=\"utf-8\""))
}

#[cfg(test)]
mod tests {
    use contract::account::SignInForm;

    use super::*;

    #[test]
    fn text_is_brought_to_nfc() {
        let typed = SignInForm { email: String::new(), password: "e\u{301}".to_owned() };
        assert_eq!(normalised(&typed).password, "\u{e9}");
    }

    #[test]
    fn json_is_known_by_its_media_type() {
        let is = |text: &'static str| is_json(Some(&HeaderValue::from_static(text)));
        assert!(is("application/json") && is("Application/JSON; charset=UTF-8"));
        assert!(!is("text/plain") && !is("application/json; charset=latin1") && !is("application/jsonp"));
        assert!(!is_json(None));
    }
}

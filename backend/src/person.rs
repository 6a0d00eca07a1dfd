//! Who is asking: every query about a person's things carries the [`Person`] that this gives.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use contract::consent::SESSION;
use contract::refusal::RefusalCode;
use contract::security::PASSWORD_GOOD_FOR;

use crate::App;
use crate::clock::{self, DAY, MINUTE};
use crate::error::Error;
use crate::sealed::{Key, hash};

/// A session ends this long after signing in, in seconds (SPEC section 2).
pub const SESSION_LIFE: i64 = 30 * DAY;
/// A session ends after this long without use, in seconds (SPEC section 2).
pub const SESSION_IDLE: i64 = 7 * DAY;
/// That a session was used is noted no more often than this, in seconds: each note is a disk sync.
const NOTED_EVERY: i64 = 10 * MINUTE;

/// The person whose session came with the request. Without one the request is refused: `signed_out`.
pub struct Person {
    /// The account's id.
    pub account: String,
    /// The key of the person.
    pub key: Key,
    /// The session: SHA-256 of its id.
    pub session: [u8; 32],
    /// When the password was last given in this session.
    pub password_at: i64,
}

impl Person {
    /// Lets a sensitive act pass (API.md: card, export, share, deletion, e-mail) when the password was
    /// given in this session not longer than [`PASSWORD_GOOD_FOR`] ago.
    ///
    /// # Errors
    /// `reauthenticate`.
    pub fn proved_recently(&self) -> Result<(), Error> {
        if clock::now() - self.password_at <= PASSWORD_GOOD_FOR {
            Ok(())
        } else {
            Err(RefusalCode::Reauthenticate.into())
        }
    }
}

impl<S> FromRequestParts<S> for Person
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        who_asks(&App::from_ref(state), &parts.headers).await?.ok_or(RefusalCode::SignedOut.into())
    }
}

/// The person of the session cookie, if it is the cookie of a session that is still good.
///
/// # Errors
/// When the database does not answer or the person's key does not open.
pub async fn who_asks(app: &App, headers: &HeaderMap) -> Result<Option<Person>, Error> {
    let Some(cookie) = session_cookie(headers) else { return Ok(None) };
    let (id_hash, now) = (hash(cookie), clock::now());
    let row: Option<(String, i64, i64, Vec<u8>)> = sqlx::query_as(
        "SELECT sessions.account_id, last_used_at, password_at, sealed_key
         FROM sessions JOIN person_keys ON person_keys.account_id = sessions.account_id
         WHERE id_hash = $1 AND signed_in_at > $2 AND last_used_at > $3",
    )
    .bind(&id_hash[..])
    .bind(now - SESSION_LIFE)
    .bind(now - SESSION_IDLE)
    .fetch_optional(app.database.read())
    .await?;
    let Some((account, last_used_at, password_at, sealed_key)) = row else { return Ok(None) };
    if last_used_at <= now - NOTED_EVERY {
        sqlx::query("UPDATE sessions SET last_used_at = $2 WHERE id_hash = $1")
            .bind(&id_hash[..])
            .bind(now)
            .execute(app.database.read())
            .await?;
    }
    let key = app.vault.unwrap(&account, &sealed_key)?;
    Ok(Some(Person { account, key, session: id_hash, password_at }))
}

/// The session's id as the browser sent it.
#[must_use]
pub fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SESSION.name)
}

/// The value of a cookie as the browser sent it.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("theme=dark; x__Host-session=no; __Host-session=yes"));
        assert_eq!(session_cookie(&headers), Some("yes"));
        headers.insert(COOKIE, HeaderValue::from_static("session=no"));
        assert_eq!(session_cookie(&headers), None);
    }
}

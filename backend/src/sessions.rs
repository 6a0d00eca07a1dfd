//! Signing in and out, who is signed in, and giving the password again.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use contract::account::{Language, Session, SessionAndProfile, SignInForm, SignedIn};
use contract::consent::SESSION;
use contract::profile::SavedProfile;
use contract::refusal::{Current, RefusalCode};
use contract::security::ReauthenticationForm;
use serde::Deserialize;
use sqlx::{Sqlite, Transaction};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::checked::Checked;
use crate::clock;
use crate::devices;
use crate::error::Error;
use crate::passwords::Kept;
use crate::person::{Person, SESSION_LIFE, session_cookie, who_asks};
use crate::sealed::{Key, hash};
use crate::{App, consents, opaque_id, profile, token};

/// The session's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in, who_is_signed_in, sign_out)).routes(routes!(reauthenticate))
}

/// The header that gives a session to the browser, or takes it away.
pub type SetCookie = [(HeaderName, String); 1];

/// Signs in. Wrong address, wrong password and unconfirmed address are one refusal.
#[utoipa::path(
    post, path = "/session", tag = "session", request_body = SignInForm,
    responses((status = 200, body = Session, description = "Signed in; the session is in the cookie",
        headers(("Set-Cookie" = String)))),
)]
async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Checked(credentials): Checked<SignInForm>,
) -> Result<(SetCookie, Json<Session>), Error> {
    let index = app.vault.email_index(credentials.email());
    // Counted before the password is looked at, so that many tries at once are not one.
    app.limits.wrong_passwords.count(index)?;
    let kept: Option<Kept> = sqlx::query_as(
        "SELECT id, password, sealed_key FROM accounts JOIN person_keys ON account_id = id
         WHERE email_index = $1 AND confirmed_at IS NOT NULL",
    )
    .bind(&index[..])
    .fetch_optional(app.database.read())
    .await?;
    let key = app.passwords.open(&app.vault, credentials.password(), kept.as_ref()).await?;
    let (Some(kept), Some(key)) = (kept, key) else { return Err(RefusalCode::WrongCredentials.into()) };
    app.limits.wrong_passwords.forgive(&index);
    let (_, saved) = profile::read(app.database.read(), &kept.id, &key).await?;
    let session = Session { person: Some(introduce(&app, &kept.id, &saved).await?) };
    Ok((begin_session(&app, &kept, &key, &headers).await?, Json(session)))
}

/// What else a page wants to know at its start.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    with: Option<With>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum With {
    Profile,
}

/// Who is signed in; `person` is `null` when nobody is.
#[utoipa::path(
    get, path = "/session", tag = "session",
    params(("with" = Option<With>, Query, description = "The profile too, and its version, in the same answer")),
    responses((status = 200, body = SessionAndProfile)),
)]
async fn who_is_signed_in(
    State(app): State<App>,
    wish: Result<Query<Wish>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Json<SessionAndProfile>, Error> {
    let Query(wish) = wish.map_err(|_| RefusalCode::Malformed)?;
    let Some(person) = who_asks(&app, &headers).await? else {
        return Ok(Json(SessionAndProfile { person: None, profile: None }));
    };
    let (version, value) = profile::read(app.database.read(), &person.account, &person.key).await?;
    let signed_in = introduce(&app, &person.account, &value).await?;
    let profile = wish.with.map(|With::Profile| Current { etag: profile::etag(version), value });
    Ok(Json(SessionAndProfile { person: Some(signed_in), profile }))
}

/// Signs out, also when nobody is signed in.
#[utoipa::path(
    delete, path = "/session", tag = "session",
    responses((status = 204, description = "Nobody is signed in any more", headers(("Set-Cookie" = String)))),
)]
async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<(StatusCode, SetCookie), Error> {
    if let Some(old) = session_cookie(&headers) {
        let mut work = app.database.write().await?;
        end_session(&mut work, old).await?;
        work.commit().await?;
    }
    Ok((StatusCode::NO_CONTENT, no_session()))
}

/// Gives the password again, before a sensitive act. The session has a new id from then on.
#[utoipa::path(
    post, path = "/session/reauthentication", tag = "session", security(("session" = [])),
    request_body = ReauthenticationForm,
    responses((status = 200, body = Session, description = "The password is right; the session has a new id",
        headers(("Set-Cookie" = String)))),
)]
async fn reauthenticate(
    State(app): State<App>,
    person: Person,
    Checked(given): Checked<ReauthenticationForm>,
) -> Result<(SetCookie, Json<Session>), Error> {
    // Apart from the tries at the door: who tries passwords there does not lock the person out here.
    let tries = hash(&person.account);
    app.limits.wrong_passwords.count(tries)?;
    let kept = Kept::of(app.database.read(), &person.account).await?;
    if app.passwords.open(&app.vault, given.password(), Some(&kept)).await?.is_none() {
        return Err(RefusalCode::WrongCredentials.into());
    }
    app.limits.wrong_passwords.forgive(&tries);
    let (_, saved) = profile::read(app.database.read(), &person.account, &person.key).await?;
    let session = Session { person: Some(introduce(&app, &person.account, &saved).await?) };
    let mut work = app.database.write().await?;
    let cookie = renew_session(&mut work, &person).await?;
    work.commit().await?;
    Ok((cookie, Json(session)))
}

/// A new id at each sign-in; the session that came with the request ends (session fixation). There is
/// none to begin when the password was changed while this one was being looked at.
async fn begin_session(app: &App, kept: &Kept, key: &Key, headers: &HeaderMap) -> Result<SetCookie, Error> {
    let (secret, id, now) = (token(), opaque_id(), clock::now());
    let mut work = app.database.write().await?;
    if let Some(old) = session_cookie(headers) {
        end_session(&mut work, old).await?;
    }
    let begun = sqlx::query(
        "INSERT INTO sessions (id_hash, id, account_id, device, signed_in_at, last_used_at, password_at)
         SELECT $1, $2, id, $4, $5, $5, $5 FROM accounts WHERE id = $3 AND password = $6",
    )
    .bind(&hash(&secret)[..])
    .bind(&id)
    .bind(&kept.id)
    .bind(devices::seal(key, &id, headers)?)
    .bind(now)
    .bind(&kept.password)
    .execute(&mut *work)
    .await?;
    if begun.rows_affected() == 0 {
        return Err(RefusalCode::WrongCredentials.into());
    }
    consents::join(app, &mut work, (&kept.id, key), headers).await?;
    work.commit().await?;
    // The worker settles the head of the evidence.
    app.work_arrived.notify_one();
    Ok([(SET_COOKIE, cookie(&secret, SESSION_LIFE))])
}

/// Gives the session of a person who has just given the password a new id: the old one is dead, and
/// with it whatever somebody else does with it (session fixation). The device stays the same.
///
/// # Errors
/// `signed_out` when the session has ended meanwhile.
pub async fn renew_session(work: &mut Transaction<'static, Sqlite>, person: &Person) -> Result<SetCookie, Error> {
    let (secret, now) = (token(), clock::now());
    let signed_in_at: Option<i64> = sqlx::query_scalar(
        "UPDATE sessions SET id_hash = $3, password_at = $4, last_used_at = $4 WHERE id_hash = $1 AND account_id = $2
         RETURNING signed_in_at",
    )
    .bind(&person.session[..])
    .bind(&person.account)
    .bind(&hash(&secret)[..])
    .bind(now)
    .fetch_optional(&mut **work)
    .await?;
    let signed_in_at = signed_in_at.ok_or(RefusalCode::SignedOut)?;
    Ok([(SET_COOKIE, cookie(&secret, signed_in_at + SESSION_LIFE - now))])
}

/// Ends every session of an account but this one.
///
/// # Errors
/// When the database does not take it.
pub async fn end_others(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    session: &[u8; 32],
) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE account_id = $1 AND id_hash <> $2")
        .bind(account)
        .bind(&session[..])
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// Ends every session of an account.
///
/// # Errors
/// When the database does not take it.
pub async fn end_all(work: &mut Transaction<'static, Sqlite>, account: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE account_id = $1").bind(account).execute(&mut **work).await?;
    Ok(())
}

/// The header that makes a browser forget its session.
#[must_use]
pub fn no_session() -> SetCookie {
    [(SET_COOKIE, cookie("", 0))]
}

async fn end_session(work: &mut Transaction<'static, Sqlite>, id: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE id_hash = $1").bind(&hash(id)[..]).execute(&mut **work).await?;
    Ok(())
}

async fn introduce(app: &App, account: &str, saved: &SavedProfile) -> Result<SignedIn, Error> {
    let language: String = sqlx::query_scalar("SELECT language FROM accounts WHERE id = $1")
        .bind(account)
        .fetch_one(app.database.read())
        .await?;
    Ok(SignedIn {
        id: account.to_owned(),
        email: saved.email.clone(),
        first_name: saved.first_name.clone(),
        last_name: saved.last_name.clone(),
        language: Language::read(&language).unwrap_or_default(),
    })
}

/// The session's cookie (API.md). `__Host-` binds it to this host, `Secure` and `Path=/`.
fn cookie(id: &str, life: i64) -> String {
    format!("{}={id}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age={life}", SESSION.name)
}

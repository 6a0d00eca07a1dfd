//! Signing in and out, and who is signed in.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use contract::account::{Language, Session, SessionAndProfile, SignInForm, SignedIn};
use contract::consent::SESSION;
use contract::profile::SavedProfile;
use contract::refusal::{Current, RefusalCode};
use serde::Deserialize;
use sqlx::{Sqlite, Transaction};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::checked::Checked;
use crate::clock;
use crate::error::Error;
use crate::person::{Person, SESSION_LIFE, session_cookie, who_asks};
use crate::sealed::{Place, hash};
use crate::{App, profile, token};

/// The session's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in, who_is_signed_in, sign_out))
}

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
) -> Result<([(HeaderName, String); 1], Json<Session>), Error> {
    let index = app.vault.email_index(credentials.email());
    // Counted before the password is looked at, so that many tries at once are not one.
    app.limits.wrong_passwords.count(index)?;
    let row: Option<(String, Vec<u8>, Vec<u8>)> = sqlx::query_as(
        "SELECT id, password, sealed_key FROM accounts JOIN person_keys ON account_id = id
         WHERE email_index = $1 AND confirmed_at IS NOT NULL",
    )
    .bind(&index[..])
    .fetch_optional(app.database.read())
    .await?;
    let (account, phc) = match row {
        Some((account, password, sealed_key)) => {
            let key = app.vault.unwrap(&account, &sealed_key)?;
            let phc = key.open(Place { column: "accounts.password", row: &account }, &password)?;
            let phc = String::from_utf8(phc.to_vec()).map_err(|error| Error::Broken(error.to_string()))?;
            (Some(Person { account, key }), Some(phc))
        }
        None => (None, None),
    };
    if !app.passwords.agree(credentials.password(), phc).await? {
        return Err(RefusalCode::WrongCredentials.into());
    }
    let Some(person) = account else { return Err(RefusalCode::WrongCredentials.into()) };
    app.limits.wrong_passwords.forgive(&index);
    let (_, saved) = profile::read(app.database.read(), &person.account, &person.key).await?;
    let session = Session { person: Some(introduce(&app, &person, &saved).await?) };
    let id = begin_session(&app, &person.account, session_cookie(&headers)).await?;
    Ok(([(SET_COOKIE, cookie(&id, SESSION_LIFE))], Json(session)))
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
    let signed_in = introduce(&app, &person, &value).await?;
    let profile = wish.with.map(|With::Profile| Current { etag: profile::etag(version), value });
    Ok(Json(SessionAndProfile { person: Some(signed_in), profile }))
}

/// Signs out, also when nobody is signed in.
#[utoipa::path(
    delete, path = "/session", tag = "session",
    responses((status = 204, description = "Nobody is signed in any more", headers(("Set-Cookie" = String)))),
)]
async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<(StatusCode, [(HeaderName, String); 1]), Error> {
    if let Some(old) = session_cookie(&headers) {
        let mut work = app.database.write().await?;
        end_session(&mut work, old).await?;
        work.commit().await?;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie("", 0))]))
}

/// A new id at each sign-in; the session that came with the request ends (session fixation).
async fn begin_session(app: &App, account: &str, old: Option<&str>) -> Result<String, Error> {
    let (id, now) = (token(), clock::now());
    let mut work = app.database.write().await?;
    if let Some(old) = old {
        end_session(&mut work, old).await?;
    }
    sqlx::query("INSERT INTO sessions (id_hash, account_id, signed_in_at, last_used_at) VALUES ($1, $2, $3, $3)")
        .bind(&hash(&id)[..])
        .bind(account)
        .bind(now)
        .execute(&mut *work)
        .await?;
    work.commit().await?;
    Ok(id)
}

async fn end_session(work: &mut Transaction<'static, Sqlite>, id: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE id_hash = $1").bind(&hash(id)[..]).execute(&mut **work).await?;
    Ok(())
}

async fn introduce(app: &App, person: &Person, saved: &SavedProfile) -> Result<SignedIn, Error> {
    let language: String = sqlx::query_scalar("SELECT language FROM accounts WHERE id = $1")
        .bind(&person.account)
        .fetch_one(app.database.read())
        .await?;
    Ok(SignedIn {
        id: person.account.clone(),
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

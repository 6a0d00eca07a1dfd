//! A new password for somebody who has forgotten theirs, by a link to the main address.
//!
//! Nothing on the way of asking looks whether the address has an account, so neither the answer nor
//! its time can tell. The one who writes the message looks, later and elsewhere, and writes to nobody
//! where there is none.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::form::FieldErrors;
use contract::pages::Page;
use contract::security::{NewPasswordForm, RESET_LIFE, ResetForm, token_unknown};
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::checked::Checked;
use crate::errands::{Errand, Letter};
use crate::error::Error;
use crate::evidence::Fact;
use crate::jobs::{self, About};
use crate::sealed::hash;
use crate::segment::Segment;
use crate::telling::{Addressee, holder_of};
use crate::words::{self, Occasion};
use crate::{App, clock, email_changes, passwords, sessions, token};

/// The part of the API that sets forgotten passwords anew.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(ask_reset)).routes(routes!(reset_password))
}

/// The answer of `POST /password-resets`: a message is on its way if there is an account.
#[derive(Serialize, ToSchema)]
struct ResetAsked {}

/// Asks for a link that sets a new password. Answers the same whether or not there is an account.
#[utoipa::path(
    post, path = "/password-resets", tag = "session", request_body = ResetForm,
    responses((status = 202, body = ResetAsked, description = "If there is an account, a message is on its way")),
)]
async fn ask_reset(
    State(app): State<App>,
    Checked(reset): Checked<ResetForm>,
) -> Result<(StatusCode, Json<ResetAsked>), Error> {
    if app.limits.reset_messages.count(app.vault.email_index(reset.email())).is_ok() {
        let forgotten = Forgotten { email: reset.email().to_owned(), token: token(), asked_at: clock::now() };
        let mut work = app.database.write().await?;
        jobs::enqueue(&mut work, &app.vault, About::Nobody, &Errand::OfferReset(forgotten)).await?;
        work.commit().await?;
        app.work_arrived.notify_one();
    }
    Ok((StatusCode::ACCEPTED, Json(ResetAsked {})))
}

/// Sets a new password with the token of a message. Every device is signed out.
#[utoipa::path(
    put, path = "/password-resets/{token}", tag = "session", request_body = NewPasswordForm,
    params(("token" = String, Path, description = "The last segment of the link")),
    responses((status = 204, description = "The password is set; it signs in now")),
)]
async fn reset_password(
    State(app): State<App>,
    Segment(token): Segment,
    Checked(new): Checked<NewPasswordForm>,
) -> Result<StatusCode, Error> {
    let token_hash = hash(&token);
    let owner: Option<(String, Vec<u8>)> = sqlx::query_as(
        "SELECT account_id, sealed_key FROM password_resets JOIN person_keys USING (account_id)
         WHERE token_hash = $1 AND is_dead = 0 AND expires_at > $2",
    )
    .bind(&token_hash[..])
    .bind(clock::now())
    .fetch_optional(app.database.read())
    .await?;
    let (account, sealed_key) = owner.ok_or_else(token_unknown)?;
    let key = app.vault.unwrap(&account, &sealed_key)?;
    let mut connection = app.database.read().acquire().await?;
    let addressee = Addressee::of(&mut connection, &account, &key).await?;
    drop(connection);
    // A refused password leaves the link as it is.
    app.passwords
        .refuse_common(new.password(), &addressee.email)
        .map_err(|problem| FieldErrors::one("password", problem))?;
    let phc = app.passwords.hash(new.password()).await?;

    let mut work = app.database.write().await?;
    let used = sqlx::query("UPDATE password_resets SET is_dead = 1 WHERE token_hash = $1 AND is_dead = 0")
        .bind(&token_hash[..])
        .execute(&mut *work)
        .await?;
    if used.rows_affected() == 0 {
        return Err(token_unknown().into());
    }
    passwords::set(&mut work, &account, &key, &phc).await?;
    sessions::end_all(&mut work, &account).await?;
    // Who had the old password may have asked for another address: the owner of this one is back.
    email_changes::stop_pending(&mut work, &account).await?;
    let told = addressee.told(Occasion::PasswordWasReset { when: addressee.now() }, &Page::ResetPassword);
    jobs::enqueue(&mut work, &app.vault, About::Account(&account, &key), &told).await?;
    app.evidence.append(&mut work, &account, &key, &Fact::PasswordReset).await?;
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody asked for a new password for this address.
#[derive(Serialize, Deserialize)]
pub struct Forgotten {
    email: String,
    token: String,
    asked_at: i64,
}

/// Writes the message with the link; nothing where the address has no account.
///
/// # Errors
/// When the database does not answer or a sealed value does not open.
pub async fn answer(app: &App, forgotten: Forgotten) -> Result<Option<Letter>, Error> {
    let Forgotten { email, token, asked_at } = forgotten;
    let mut work = app.database.write().await?;
    let holder = holder_of(app, &mut work, &email).await?;
    let Some((account, key)) = holder.filter(|_| asked_at + RESET_LIFE > clock::now()) else { return Ok(None) };
    let addressee = Addressee::of(&mut work, &account, &key).await?;
    offer(&mut work, &account, &token, asked_at).await?;
    work.commit().await?;
    let link = app.link(&Page::NewPassword(token).path());
    let written = words::write(addressee.language, &Occasion::PasswordReset, &addressee.first_name, &link);
    Ok(Some(Letter::mail(Some((account, key)), addressee.email, written)))
}

/// Makes a token that sets a new password, for an hour from then. One that is there already stays as
/// it is, also when it was used: a message that is written twice brings no link back to life.
///
/// # Errors
/// When the database does not take it.
pub async fn offer(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    token: &str,
    from: i64,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO password_resets (token_hash, account_id, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash) DO NOTHING",
    )
    .bind(&hash(token)[..])
    .bind(account)
    .bind(from + RESET_LIFE)
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// Makes every link dead that would set a password of this account.
///
/// # Errors
/// When the database does not take it.
pub async fn withdraw(work: &mut Transaction<'static, Sqlite>, account: &str) -> Result<(), Error> {
    sqlx::query("UPDATE password_resets SET is_dead = 1 WHERE account_id = $1")
        .bind(account)
        .execute(&mut **work)
        .await?;
    Ok(())
}

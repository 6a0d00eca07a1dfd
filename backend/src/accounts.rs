//! Registration and the confirmation of the e-mail address.
//!
//! Nothing on the way of a registration asks whether the address has an account already, so neither
//! the answer nor its time can tell. The one who writes the message asks, later and elsewhere.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::account::{ConfirmationForm, Language, NewAccount, RegistrationForm};
use contract::form::{Code, FieldErrors};
use contract::pages::Page;
use contract::security::token_unknown;
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::checked::Checked;
use crate::clock::{self, DAY};
use crate::errands::{Errand, Letter};
use crate::error::Error;
use crate::evidence::Fact;
use crate::jobs::{self, About};
use crate::sealed::{Key, Place, hash};
use crate::telling::{Addressee, holder_of};
use crate::words::{self, Occasion};
use crate::{App, email_changes, opaque_id, passwords, policies, profile, token};

/// A confirmation link works this long, in seconds; an account that nobody confirmed goes with it.
pub const CONFIRMATION_LIFE: i64 = DAY;

/// The accounts' part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(register)).routes(routes!(confirm))
}

/// The answer of `POST /accounts`: a message is on its way, whatever it says.
#[derive(Serialize, ToSchema)]
struct Accepted {}

/// What stands in a new profile; everything else is empty.
#[derive(Serialize)]
struct FirstProfile<'a> {
    first_name: &'a str,
    last_name: &'a str,
    gender: Option<&'a str>,
    country: &'a str,
    time_zone: &'a str,
    company: Option<&'a str>,
    phone: Option<&'a str>,
    address: Option<&'a str>,
}

/// Registers. Answers the same whether or not the address is taken.
#[utoipa::path(
    post, path = "/accounts", tag = "accounts", request_body = RegistrationForm,
    responses((status = 202, body = Accepted, description = "A message is on its way to the address")),
)]
async fn register(
    State(app): State<App>,
    Checked(new): Checked<RegistrationForm>,
) -> Result<(StatusCode, Json<Accepted>), Error> {
    check_with_tables(&app, &new)?;
    let phc = app.passwords.hash(new.password()).await?;
    let index = app.vault.email_index(new.email());
    let (account, key, token) = (opaque_id(), Key::new(), token());

    let mut work = app.database.write().await?;
    erase_unconfirmed(&mut work).await?;
    keep_account(&mut work, &app, &account, &key, &index, &new, &phc).await?;
    sqlx::query("INSERT INTO confirmations (token_hash, account_id, expires_at) VALUES ($1, $2, $3)")
        .bind(&hash(&token)[..])
        .bind(&account)
        .bind(clock::now() + CONFIRMATION_LIFE)
        .execute(&mut *work)
        .await?;
    if app.limits.registration_messages.count(index).is_ok() {
        let registered = Registered {
            email: new.email().to_owned(),
            first_name: new.first_name().to_owned(),
            language: new.language(),
            token,
        };
        let about = About::Account(&account, &key);
        jobs::enqueue(&mut work, &app.vault, about, &Errand::AnswerRegistration(registered)).await?;
    }
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok((StatusCode::ACCEPTED, Json(Accepted {})))
}

/// Confirms an address with the token of the message.
#[utoipa::path(
    post, path = "/accounts/confirmation", tag = "accounts", request_body = ConfirmationForm,
    responses((status = 204, description = "The address is confirmed; its password signs in now")),
)]
async fn confirm(
    State(app): State<App>,
    Checked(confirmation): Checked<ConfirmationForm>,
) -> Result<StatusCode, Error> {
    let mut work = app.database.write().await?;
    let account: Option<String> =
        sqlx::query_scalar("DELETE FROM confirmations WHERE token_hash = $1 AND expires_at > $2 RETURNING account_id")
            .bind(&hash(confirmation.token())[..])
            .bind(clock::now())
            .fetch_optional(&mut *work)
            .await?;
    let account = account.ok_or_else(token_unknown)?;
    let email_index: Vec<u8> = sqlx::query_scalar("SELECT email_index FROM accounts WHERE id = $1")
        .bind(&account)
        .fetch_one(&mut *work)
        .await?;
    if email_changes::is_reserved(&mut *work, &email_index, &account).await? {
        return Err(token_unknown().into());
    }
    let confirmed = sqlx::query("UPDATE accounts SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL")
        .bind(&account)
        .bind(clock::now())
        .execute(&mut *work)
        .await;
    match confirmed {
        Ok(done) if done.rows_affected() == 1 => {
            begin_evidence(&app, &mut work, &account).await?;
            work.commit().await?;
            // The worker settles the head of the evidence.
            app.work_arrived.notify_one();
            Ok(StatusCode::NO_CONTENT)
        }
        // Another registration of the same address was confirmed first (accounts_one_confirmed).
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Err(token_unknown().into()),
        Ok(_) => Err(token_unknown().into()),
        Err(error) => Err(error.into()),
    }
}

/// The first entries of the record: that the person registered, and what they accepted then.
async fn begin_evidence(app: &App, work: &mut Transaction<'static, Sqlite>, account: &str) -> Result<(), Error> {
    let (registered_at, sealed_key): (i64, Vec<u8>) = sqlx::query_as(
        "SELECT registered_at, sealed_key FROM accounts JOIN person_keys ON account_id = id WHERE id = $1",
    )
    .bind(account)
    .fetch_one(&mut **work)
    .await?;
    let key = app.vault.unwrap(account, &sealed_key)?;
    let registered = Fact::Registered { registered_at: clock::rfc3339(registered_at * 1000) };
    app.evidence.append(work, account, &key, &registered).await?;
    let accepted: Vec<(String, i64)> = sqlx::query_as(
        "SELECT version, accepted_at FROM policy_acceptances WHERE account_id = $1 ORDER BY accepted_at, version",
    )
    .bind(account)
    .fetch_all(&mut **work)
    .await?;
    for (version, accepted_at) in accepted {
        let accepted = Fact::PolicyAccepted { version: &version, accepted_at: clock::rfc3339(accepted_at * 1000) };
        app.evidence.append(work, account, &key, &accepted).await?;
    }
    Ok(())
}

/// Erases what nobody confirmed in time: rows, and the keys that would open them.
///
/// # Errors
/// When the database does not take it.
pub async fn erase_unconfirmed(work: &mut Transaction<'static, Sqlite>) -> Result<(), Error> {
    sqlx::query("DELETE FROM accounts WHERE confirmed_at IS NULL AND registered_at <= $1")
        .bind(clock::now() - CONFIRMATION_LIFE)
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// A registration that is to be answered by a message.
#[derive(Serialize, Deserialize)]
pub struct Registered {
    email: String,
    first_name: String,
    language: Language,
    token: String,
}

/// Writes the message that answers a registration: the link that confirms the address, or, when the
/// address has an account, word to its owner, or that it is kept for somebody. `registrant` is the account that this registration made.
///
/// # Errors
/// When the database does not answer or a sealed value does not open.
pub async fn answer(app: &App, registrant: Option<(String, Key)>, registered: Registered) -> Result<Letter, Error> {
    let Registered { email, first_name, language, token } = registered;
    let mut connection = app.database.read().acquire().await?;
    if let Some((holder, key)) = holder_of(app, &mut connection, &email).await? {
        let owner = Addressee::of(&mut connection, &holder, &key).await?;
        let link = app.link(&Page::SignIn.path());
        let written = words::write(owner.language, &Occasion::AlreadyRegistered, &owner.first_name, &link);
        return Ok(Letter::mail(Some((holder, key)), owner.email, written));
    }
    let own = registrant.as_ref().map_or("", |(account, _)| account);
    let is_reserved = email_changes::is_reserved(&mut *connection, &app.vault.email_index(&email), own).await?;
    let (occasion, page) = if is_reserved {
        (Occasion::EmailReserved, Page::Register)
    } else {
        (Occasion::ConfirmEmail, Page::ConfirmEmail(token))
    };
    let written = words::write(language, &occasion, &first_name, &app.link(&page.path()));
    Ok(Letter::mail(registrant, email, written))
}

async fn keep_account(
    work: &mut Transaction<'static, Sqlite>,
    app: &App,
    account: &str,
    key: &Key,
    index: &[u8; 32],
    new: &NewAccount,
    phc: &str,
) -> Result<(), Error> {
    let now = clock::now();
    sqlx::query(
        "INSERT INTO accounts (id, email_index, email, password, language, registered_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(account)
    .bind(&index[..])
    .bind(key.seal(Place { column: "accounts.email", row: account }, new.email().as_bytes()))
    .bind(passwords::seal(account, key, phc))
    .bind(new.language().code())
    .bind(now)
    .execute(&mut **work)
    .await?;
    sqlx::query("INSERT INTO person_keys (account_id, sealed_key) VALUES ($1, $2)")
        .bind(account)
        .bind(app.vault.wrap(account, key))
        .execute(&mut **work)
        .await?;
    sqlx::query("INSERT INTO policy_acceptances (account_id, version, accepted_at) VALUES ($1, $2, $3)")
        .bind(account)
        .bind(new.policy_version())
        .bind(now)
        .execute(&mut **work)
        .await?;
    let first = FirstProfile {
        first_name: new.first_name(),
        last_name: new.last_name(),
        gender: None,
        country: new.country(),
        time_zone: new.time_zone(),
        company: None,
        phone: None,
        address: None,
    };
    profile::keep(work, account, key, 1, &first).await
}

/// The rules whose tables the page does not have.
fn check_with_tables(app: &App, new: &NewAccount) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    errors.take("password", app.passwords.refuse_common(new.password(), new.email()));
    if !profile::is_time_zone(new.time_zone()) {
        errors.put("time_zone", Code::UnknownTimeZone);
    }
    if !policies::is_published(new.policy_version()) {
        errors.put("policy_version", Code::UnknownVersion);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

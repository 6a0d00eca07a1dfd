//! Changing the main address: asked for by who is signed in, confirmed by who holds the new address,
//! and stopped or taken back by who holds the old one.
//!
//! Whether the new address has an account is looked at by the one who writes the message, later and
//! elsewhere, as with registrations; and once more when the link is used.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::form::{Code, FieldErrors};
use contract::history::Author;
use contract::pages::Page;
use contract::refusal::Refusal;
use contract::security::{EMAIL_CHANGE_LIFE, EMAIL_KEEP_LIFE, EmailChangeForm, EmailNow, token_unknown};
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, SqliteExecutor, Transaction};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::checked::Checked;
use crate::errands::{Errand, Letter};
use crate::error::Error;
use crate::evidence::Fact;
use crate::jobs::{self, About};
use crate::person::Person;
use crate::sealed::{Key, Place, hash};
use crate::segment::Segment;
use crate::telling::{Addressee, holder_of};
use crate::words::{self, Occasion};
use crate::{App, clock, history, opaque_id, resets, sessions, token};

/// The part of the API that changes the main address.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(ask_email_change)).routes(routes!(confirm_email_change, keep_email))
}

/// The answer of `POST /email-changes`: messages are on their way.
#[derive(Serialize, ToSchema)]
struct ChangeAsked {}

/// A change that one of its links was given back for.
#[derive(sqlx::FromRow)]
struct Given {
    id: String,
    account_id: String,
    number: i64,
    old_index: Vec<u8>,
    new_index: Vec<u8>,
    old_email: Vec<u8>,
    new_email: Vec<u8>,
    confirmed_at: Option<i64>,
    change_id: Option<String>,
    sealed_key: Vec<u8>,
}

/// Asks for another main address. Answers the same whether or not that one has an account. An earlier
/// wish that waits is replaced.
#[utoipa::path(
    post, path = "/email-changes", tag = "profile", security(("session" = [])), request_body = EmailChangeForm,
    responses(
        (status = 202, body = ChangeAsked, description = "Messages are on their way to both addresses"),
        (status = 403, body = Refusal, content_type = "application/problem+json", description = "reauthenticate"),
    ),
)]
async fn ask_email_change(
    State(app): State<App>,
    person: Person,
    Checked(change): Checked<EmailChangeForm>,
) -> Result<(StatusCode, Json<ChangeAsked>), Error> {
    person.proved_recently()?;
    let (account, key) = (person.account.as_str(), &person.key);
    let mut work = app.database.write().await?;
    let old = Addressee::of(&mut work, account, key).await?;
    let (old_index, new_index) = (app.vault.email_index(&old.email), app.vault.email_index(change.email()));
    if old_index == new_index {
        return Err(FieldErrors::one("email", Code::Taken).into());
    }
    app.limits.email_changes.count(person.account.clone())?;
    let id = keep_wish(&mut work, &person, (&old_index, &old.email), (&new_index, change.email())).await?;
    let (confirming, keeping) = (token(), token());
    sqlx::query("DELETE FROM email_change_links WHERE change = $1 AND keeps = 0").bind(&id).execute(&mut *work).await?;
    keep_link(&mut work, &id, &confirming, false).await?;
    keep_link(&mut work, &id, &keeping, true).await?;
    let about = About::Account(account, key);
    let asked = Occasion::EmailChangeAsked { when: old.now(), new: change.email().to_owned() };
    jobs::enqueue(&mut work, &app.vault, about, &old.told(asked, &Page::KeepEmail(keeping))).await?;
    if app.limits.new_email_messages.count(new_index).is_ok() {
        let new = NewAddress { email: change.email().to_owned(), token: confirming };
        jobs::enqueue(&mut work, &app.vault, about, &Errand::AnswerEmailChange(new)).await?;
    }
    app.evidence.append(&mut work, account, key, &Fact::EmailChangeAsked { new: change.email() }).await?;
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok((StatusCode::ACCEPTED, Json(ChangeAsked {})))
}

/// Confirms the new address with the token that was sent there.
#[utoipa::path(
    put, path = "/email-changes/{token}", tag = "profile",
    params(("token" = String, Path, description = "The last segment of the link")),
    responses((status = 200, body = EmailNow, description = "The new address is the main one")),
)]
async fn confirm_email_change(State(app): State<App>, Segment(token): Segment) -> Result<Json<EmailNow>, Error> {
    let mut work = app.database.write().await?;
    let given = given(&mut work, &token, false).await?;
    let key = app.vault.unwrap(&given.account_id, &given.sealed_key)?;
    let account = given.account_id.as_str();
    let new = given.open(&key, "email_changes.new_email", &given.new_email)?;
    let old = Addressee::of(&mut work, account, &key).await?;
    // Another account may have got the address since this one asked for it.
    if is_reserved(&mut *work, &given.new_index, account).await? {
        return Err(token_unknown().into());
    }
    if !set_email(&mut work, account, &key, &given.new_index, &new).await? {
        return Err(token_unknown().into());
    }
    let entry =
        history::keep_email_change(&mut work, (account, &key), Author::Person, (&old.email, &new), None).await?;
    sqlx::query("UPDATE email_changes SET confirmed_at = $2, expires_at = $3, change_id = $4 WHERE id = $1")
        .bind(&given.id)
        .bind(clock::now())
        .bind(clock::now() + EMAIL_KEEP_LIFE)
        .bind(entry)
        .execute(&mut *work)
        .await?;
    sqlx::query("DELETE FROM email_change_links WHERE change = $1 AND keeps = 0")
        .bind(&given.id)
        .execute(&mut *work)
        .await?;
    // Who reads the mail of the old address sets no password any more.
    resets::withdraw(&mut work, account).await?;
    let keeping = crate::token();
    keep_link(&mut work, &given.id, &keeping, true).await?;
    let changed = Occasion::EmailChanged { when: old.now(), new: new.clone() };
    let told = old.told(changed, &Page::KeepEmail(keeping));
    jobs::enqueue(&mut work, &app.vault, About::Account(account, &key), &told).await?;
    let fact = Fact::EmailChanged { from: &old.email, to: &new };
    app.evidence.append(&mut work, account, &key, &fact).await?;
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok(Json(EmailNow { email: new, language: old.language }))
}

/// Stops a change, or takes it back, with a token that was sent to the old address. Later changes go
/// with it, every device is signed out, and a link that sets a new password goes to the old address:
/// whoever asked for the change may know the password.
#[utoipa::path(
    delete, path = "/email-changes/{token}", tag = "profile",
    params(("token" = String, Path, description = "The last segment of the link")),
    responses((status = 200, body = EmailNow, description = "The old address is the main one")),
)]
async fn keep_email(State(app): State<App>, Segment(token): Segment) -> Result<Json<EmailNow>, Error> {
    let mut work = app.database.write().await?;
    let given = given(&mut work, &token, true).await?;
    let key = app.vault.unwrap(&given.account_id, &given.sealed_key)?;
    let account = given.account_id.as_str();
    let old = given.open(&key, "email_changes.old_email", &given.old_email)?;
    let new = given.open(&key, "email_changes.new_email", &given.new_email)?;
    let present = Addressee::of(&mut work, account, &key).await?;
    if given.confirmed_at.is_some() {
        if !set_email(&mut work, account, &key, &given.old_index, &old).await? {
            return Err(Error::Broken("a reserved address has another account".to_owned()));
        }
        if present.email != old {
            let (by, change) = (Author::LinkHolder, (present.email.as_str(), old.as_str()));
            history::keep_email_change(&mut work, (account, &key), by, change, given.change_id.clone()).await?;
        }
    }
    sqlx::query("DELETE FROM email_changes WHERE account_id = $1 AND number >= $2")
        .bind(account)
        .bind(given.number)
        .execute(&mut *work)
        .await?;
    sessions::end_all(&mut work, account).await?;
    resets::withdraw(&mut work, account).await?;
    let setting = crate::token();
    resets::offer(&mut work, account, &setting, clock::now()).await?;
    let told = present.told_at(&old, Occasion::EmailKept { when: present.now() }, &Page::NewPassword(setting));
    jobs::enqueue(&mut work, &app.vault, About::Account(account, &key), &told).await?;
    app.evidence.append(&mut work, account, &key, &Fact::EmailTakenBack { from: &new, to: &old }).await?;
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok(Json(EmailNow { email: old, language: present.language }))
}

/// An account is to have this address.
#[derive(Serialize, Deserialize)]
pub struct NewAddress {
    email: String,
    token: String,
}

/// Writes the message to the new address: the link that confirms it or, where it has an account, word
/// to its owner, or that it is kept for somebody. `asker` is the account that asked.
///
/// # Errors
/// When the database does not answer or a sealed value does not open.
pub async fn answer(app: &App, asker: Option<(String, Key)>, new: NewAddress) -> Result<Option<Letter>, Error> {
    let NewAddress { email, token } = new;
    let Some((asker, key)) = asker else { return Ok(None) };
    let mut connection = app.database.read().acquire().await?;
    if let Some((holder, key)) = holder_of(app, &mut connection, &email).await? {
        let owner = Addressee::of(&mut connection, &holder, &key).await?;
        let link = app.link(&Page::SignIn.path());
        let written = words::write(owner.language, &Occasion::EmailTaken, &owner.first_name, &link);
        return Ok(Some(Letter::mail(Some((holder, key)), owner.email, written)));
    }
    let is_reserved = is_reserved(&mut *connection, &app.vault.email_index(&email), &asker).await?;
    let person = Addressee::of(&mut connection, &asker, &key).await?;
    let (occasion, page) = if is_reserved {
        (Occasion::EmailReserved, Page::Sessions)
    } else {
        (Occasion::ConfirmNewEmail, Page::ChangeEmail(token))
    };
    let written = words::write(person.language, &occasion, &person.first_name, &app.link(&page.path()));
    Ok(Some(Letter::mail(Some((asker, key)), email, written)))
}

/// True while an address is kept for another account, which may still take a change back.
///
/// # Errors
/// When the database does not answer.
pub async fn is_reserved(database: impl SqliteExecutor<'_>, email_index: &[u8], account: &str) -> Result<bool, Error> {
    let reserved: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM email_changes
         WHERE old_index = $1 AND account_id <> $2 AND confirmed_at IS NOT NULL AND expires_at > $3",
    )
    .bind(email_index)
    .bind(account)
    .bind(clock::now())
    .fetch_one(database)
    .await?;
    Ok(reserved > 0)
}

/// Forgets the change that an account waits for.
///
/// # Errors
/// When the database does not take it.
pub async fn stop_pending(work: &mut Transaction<'static, Sqlite>, account: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM email_changes WHERE account_id = $1 AND confirmed_at IS NULL")
        .bind(account)
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// Keeps what is asked for, in the place of what was asked for before: the links that the old address
/// was sent go on working. Gives the id of the change.
async fn keep_wish(
    work: &mut Transaction<'static, Sqlite>,
    person: &Person,
    (old_index, old): (&[u8; 32], &str),
    (new_index, new): (&[u8; 32], &str),
) -> Result<String, Error> {
    let waiting: Option<String> =
        sqlx::query_scalar("SELECT id FROM email_changes WHERE account_id = $1 AND confirmed_at IS NULL")
            .bind(&person.account)
            .fetch_optional(&mut **work)
            .await?;
    let id = waiting.unwrap_or_else(opaque_id);
    let seal = |column, email: &str| person.key.seal(Place { column, row: &id }, email.as_bytes());
    sqlx::query(
        "INSERT INTO email_changes (id, account_id, number, old_index, new_index, old_email, new_email, expires_at)
         VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM email_changes WHERE account_id = $2), $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE SET new_index = $4, new_email = $6, expires_at = $7",
    )
    .bind(&id)
    .bind(&person.account)
    .bind(&old_index[..])
    .bind(&new_index[..])
    .bind(seal("email_changes.old_email", old))
    .bind(seal("email_changes.new_email", new))
    .bind(clock::now() + EMAIL_CHANGE_LIFE)
    .execute(&mut **work)
    .await?;
    Ok(id)
}

async fn keep_link(
    work: &mut Transaction<'static, Sqlite>,
    change: &str,
    token: &str,
    keeps: bool,
) -> Result<(), Error> {
    sqlx::query("INSERT INTO email_change_links (token_hash, change, keeps) VALUES ($1, $2, $3)")
        .bind(&hash(token)[..])
        .bind(change)
        .bind(i64::from(keeps))
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// The change that a token confirms (or keeps the old address from), when it still does.
async fn given(work: &mut Transaction<'static, Sqlite>, token: &str, keeps: bool) -> Result<Given, Error> {
    let given: Option<Given> = sqlx::query_as(
        "SELECT id, email_changes.account_id, number, old_index, new_index, old_email, new_email, confirmed_at,
                change_id, sealed_key
         FROM email_change_links JOIN email_changes ON id = change
              JOIN person_keys ON person_keys.account_id = email_changes.account_id
         WHERE token_hash = $1 AND keeps = $2 AND expires_at > $3",
    )
    .bind(&hash(token)[..])
    .bind(i64::from(keeps))
    .bind(clock::now())
    .fetch_optional(&mut **work)
    .await?;
    given.ok_or_else(|| token_unknown().into())
}

/// Makes an address the main one. False when it has another account.
async fn set_email(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    key: &Key,
    index: &[u8],
    email: &str,
) -> Result<bool, Error> {
    let set = sqlx::query("UPDATE accounts SET email_index = $2, email = $3 WHERE id = $1")
        .bind(account)
        .bind(index)
        .bind(key.seal(Place { column: "accounts.email", row: account }, email.as_bytes()))
        .execute(&mut **work)
        .await;
    match set {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

impl Given {
    fn open(&self, key: &Key, column: &'static str, sealed: &[u8]) -> Result<String, Error> {
        let email = key.open(Place { column, row: &self.id }, sealed)?;
        String::from_utf8(email.to_vec()).map_err(|error| Error::Broken(error.to_string()))
    }
}

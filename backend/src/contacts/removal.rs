//! Removing contacts: hidden at once, brought back for half a minute, erased afterwards.

use axum::Json;
use axum::extract::State as AppState;
use axum::http::header::ETAG;
use axum::http::{HeaderMap, StatusCode};
use contract::contacts::{Contact, UNDO_LIFE};
use contract::refusal::RefusalCode;
use sqlx::{Sqlite, SqliteExecutor, Transaction};

use super::codes::Codes;
use super::store::Stored;
use super::{Versioned, own, own_version, refusals};
use crate::error::Error;
use crate::person::Person;
use crate::sealed::hash;
use crate::segment::Segment;
use crate::{App, clock};

/// A removed contact comes back within this time, in seconds: what is promised, and a little for the way.
const COMES_BACK: i64 = UNDO_LIFE + 10;

/// Removes a contact. `POST /contacts/{id}/restore` brings it back for a while.
#[utoipa::path(
    delete, path = "/contacts/{id}", tag = "contacts", security(("session" = [])),
    params(
        ("id" = String, Path, description = "The contact's id"),
        ("If-Match" = String, Header, description = "The ETag of the version that is removed"),
    ),
    responses((status = 204, description = "It is removed")),
)]
pub(super) async fn remove_contact(
    AppState(app): AppState<App>,
    person: Person,
    headers: HeaderMap,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    let mut work = app.database.write().await?;
    let contact = own_version(&app, &mut work, &person, &id, &headers).await?;
    hide(&app, &mut work, &person, &contact).await?;
    work.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hides a contact, and keeps what its holder said no to.
pub(super) async fn hide(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    person: &Person,
    contact: &Stored,
) -> Result<(), Error> {
    refusals::keep(work, &app.vault, &person.key, contact).await?;
    sqlx::query("UPDATE contacts SET removed_at = $3, holder_token_hash = NULL WHERE id = $1 AND account_id = $2")
        .bind(&contact.id)
        .bind(&person.account)
        .bind(clock::now())
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// Brings a removed contact back as it was. `conflict` when its address was added again meanwhile.
#[utoipa::path(
    post, path = "/contacts/{id}/restore", tag = "contacts", security(("session" = [])),
    params(("id" = String, Path, description = "The contact's id")),
    responses((status = 200, body = Contact, headers(("ETag" = String)))),
)]
pub(super) async fn restore_contact(
    AppState(app): AppState<App>,
    person: Person,
    Segment(id): Segment,
) -> Result<Versioned, Error> {
    let mut work = app.database.write().await?;
    let contact = bring_back(&app, &mut work, &person, &id).await??;
    let codes = Codes::of_account(&mut work, &person.account).await?;
    work.commit().await?;
    Ok(([(ETAG, contact.etag())], Json(contact.show(codes.of(&app, &contact)))))
}

/// Brings a removed contact back, or says why it does not come.
pub(super) async fn bring_back(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    person: &Person,
    id: &str,
) -> Result<Result<Stored, RefusalCode>, Error> {
    let restored = sqlx::query(
        "UPDATE contacts SET removed_at = NULL, version = version + 1
         WHERE id = $1 AND account_id = $2 AND removed_at > $3",
    )
    .bind(id)
    .bind(&person.account)
    .bind(clock::now() - COMES_BACK)
    .execute(&mut **work)
    .await;
    match restored {
        Ok(done) if done.rows_affected() == 1 => {}
        Ok(_) => return Ok(Err(RefusalCode::NotFound)),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => return Ok(Err(RefusalCode::Conflict)),
        Err(error) => return Err(error.into()),
    }
    let mut contact = own(work, person, id).await?;
    // The holder's no is the contact's again.
    refusals::take_up(work, &app.vault, &person.key, &mut contact).await?;
    sqlx::query("UPDATE contacts SET holder_token_hash = $2 WHERE id = $1")
        .bind(id)
        .bind(&hash(&contact.document.holder_token)[..])
        .execute(&mut **work)
        .await?;
    Ok(Ok(contact))
}

/// Lets the removed contacts of somebody who stops everything go at once: a removal that was taken back
/// would bring back what its holder has ended. `index` is that of their address or of their provider's id.
///
/// # Errors
/// When the database does not take it.
pub async fn let_go(work: &mut Transaction<'static, Sqlite>, index: &[u8; 32]) -> Result<(), Error> {
    sqlx::query(
        "UPDATE contacts SET removed_at = 0
         WHERE removed_at IS NOT NULL AND (address_index = $1 OR provider_index = $1)",
    )
    .bind(&index[..])
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// Erases the contacts that cannot come back any more. Looks before it takes
/// the lock for writing: mostly there are none.
///
/// # Errors
/// When the database does not answer.
pub async fn erase_removed(app: &App) -> Result<(), Error> {
    if !is_any(app.database.read()).await? {
        return Ok(());
    }
    let mut work = app.database.write().await?;
    sqlx::query("DELETE FROM contacts WHERE removed_at <= $1")
        .bind(clock::now() - COMES_BACK)
        .execute(&mut *work)
        .await?;
    work.commit().await?;
    Ok(())
}

async fn is_any(database: impl SqliteExecutor<'_>) -> Result<bool, Error> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM contacts WHERE removed_at <= $1)")
        .bind(clock::now() - COMES_BACK)
        .fetch_one(database)
        .await?)
}

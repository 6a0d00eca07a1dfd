//! What left the house: which fields of a person went to whom, when, for what (P11, P14, P16).
//!
//! A disclosure is written down before the data go out, so that none can go unrecorded: at worst one
//! is on the list as begun whose message never left.

use axum::Json;
use axum::extract::State;
use contract::disclosures::{Disclosure, Sending};
use contract::list::List;
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, SqliteExecutor, Transaction};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::clock;
use crate::error::Error;
use crate::paging::{Moment, Paging};
use crate::person::Person;
use crate::sealed::{Key, Place};

/// The disclosures' part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_disclosures))
}

/// What is sealed of a disclosure.
#[derive(Serialize, Deserialize)]
pub struct Disclosed {
    /// `outbox`, or the name of the mail server's host.
    pub recipient: String,
    /// The kind of the message.
    pub purpose: String,
    /// The names of the fields.
    pub fields: Vec<String>,
}

/// What went out about the person who asks, the newest first.
#[utoipa::path(
    get, path = "/disclosures", tag = "disclosures", security(("session" = [])), params(Paging),
    responses((status = 200, body = List<Disclosure>)),
)]
async fn list_disclosures(
    State(app): State<App>,
    person: Person,
    paging: Paging,
) -> Result<Json<List<Disclosure>>, Error> {
    let after = paging.after()?.unwrap_or(Moment::newest());
    let rows: Vec<(String, i64, Vec<u8>, String)> = sqlx::query_as(
        "SELECT id, at, sealed, state FROM disclosures
         WHERE account_id = $1 AND (at < $2 OR at = $2 AND id < $3) ORDER BY at DESC, id DESC LIMIT $4",
    )
    .bind(&person.account)
    .bind(after.at)
    .bind(&after.id)
    .bind(paging.rows())
    .fetch_all(app.database.read())
    .await?;
    let rows = paging.page(rows, |(id, at, ..)| Moment { at: *at, id: id.clone() });
    let items = rows.items.into_iter().map(|(id, at, sealed, state)| {
        let plain = person.key.open(place(&id), &sealed)?;
        let Disclosed { recipient, purpose, fields } =
            serde_json::from_slice(&plain).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(Disclosure { id, at: clock::rfc3339(at), recipient, purpose, fields, state: read(&state) })
    });
    Ok(Json(List { items: items.collect::<Result<_, Error>>()?, next: rows.next }))
}

/// Writes down that data are about to go out in the message of a job, or in another message with an id.
/// Another try of it is the same disclosure.
///
/// # Errors
/// When the database does not take it; then nothing may go out.
pub async fn begin(
    database: impl SqliteExecutor<'_>,
    job: &str,
    account: &str,
    key: &Key,
    disclosed: &Disclosed,
) -> Result<(), Error> {
    let plain = serde_json::to_vec(disclosed).map_err(|error| Error::Broken(error.to_string()))?;
    sqlx::query(
        "INSERT INTO disclosures (id, account_id, at, sealed, state) VALUES ($1, $2, $3, $4, 'begun')
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(job)
    .bind(account)
    .bind(clock::now_in_milliseconds())
    .bind(key.seal(place(job), &plain))
    .execute(database)
    .await?;
    Ok(())
}

/// Takes back what was begun: the message was not sent, and will be written anew.
///
/// # Errors
/// When the database does not take it.
pub async fn forget(work: &mut Transaction<'static, Sqlite>, job: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM disclosures WHERE id = $1 AND state = 'begun'").bind(job).execute(&mut **work).await?;
    Ok(())
}

/// Writes down what became of it.
///
/// # Errors
/// When the database does not take it.
pub async fn end(work: &mut Transaction<'static, Sqlite>, job: &str, was_sent: bool) -> Result<(), Error> {
    sqlx::query("UPDATE disclosures SET state = $2 WHERE id = $1")
        .bind(job)
        .bind(if was_sent { "sent" } else { "failed" })
        .execute(&mut **work)
        .await?;
    Ok(())
}

fn read(state: &str) -> Sending {
    match state {
        "begun" => Sending::Begun,
        "sent" => Sending::Sent,
        "failed" => Sending::Failed,
        _ => Sending::Other,
    }
}

const fn place(job: &str) -> Place<'_> {
    Place { column: "disclosures.sealed", row: job }
}

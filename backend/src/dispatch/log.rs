//! The delivery log: what became of each message to a contact.

use axum::Json;
use axum::extract::State;
use contract::contacts::deliveries::{Delivery, DeliveryState};
use contract::list::List;
use contract::refusal::RefusalCode;
use sqlx::SqliteExecutor;

use super::queue::{Said, open_event};
use crate::contacts::store;
use crate::error::Error;
use crate::paging::{Moment, Paging};
use crate::person::Person;
use crate::sealed::Key;
use crate::segment::Segment;
use crate::{App, clock};

/// A row of the log.
#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    event_id: Option<String>,
    document: Option<Vec<u8>>,
    state: String,
    state_at: i64,
    queued_at: i64,
    due_at: i64,
    message_id: Option<String>,
    tries: u32,
    said: Option<Vec<u8>>,
    together: u32,
}

/// A query for [`Row`]s of a contact of an account: what stands behind the conditions that all have in common.
macro_rules! log {
    ($condition:literal) => {
        concat!(
            "SELECT deliveries.id, event_id, events.document, deliveries.state, deliveries.state_at, queued_at, due_at,
                    message_id, tries, said,
                    CASE WHEN in_digest
                         THEN (SELECT count(*) FROM deliveries AS others WHERE others.message_id = deliveries.message_id)
                         ELSE 1 END AS together
             FROM deliveries JOIN contacts ON contacts.id = contact_id LEFT JOIN events ON events.id = event_id
             WHERE contacts.account_id = $1 AND contact_id = $2 AND ",
            $condition
        )
    };
}

impl Row {
    fn show(self, key: &Key) -> Result<Delivery, Error> {
        let event = match (&self.event_id, &self.document) {
            (Some(id), Some(document)) => Some(open_event(key, id, document)?),
            _ => None,
        };
        let said_of = self.message_id.as_ref().unwrap_or(&self.id);
        let said = self.said.map(|said| Said::open(key, said_of, &said)).transpose()?.unwrap_or_default();
        Ok(Delivery {
            kind: event.as_ref().map_or("test", |event| event.happening().kind.code()).to_owned(),
            monitor: event.map(|event| event.monitor().to_owned()).unwrap_or_default(),
            queued_at: clock::rfc3339(self.queued_at),
            due_at: clock::rfc3339(self.due_at * 1000),
            state: DeliveryState::read(&self.state).unwrap_or(DeliveryState::Other),
            state_at: clock::rfc3339(self.state_at),
            reason: said.reason,
            tries: self.tries,
            by: said.by,
            together: self.together,
            id: self.id,
        })
    }
}

/// What became of each message to a contact, the newest first. It is kept for 90 days.
#[utoipa::path(
    get, path = "/contacts/{id}/deliveries", tag = "deliveries", security(("session" = [])),
    params(("id" = String, Path, description = "The contact's id"), Paging),
    responses((status = 200, body = List<Delivery>)),
)]
pub(super) async fn list_deliveries(
    State(app): State<App>,
    person: Person,
    Segment(id): Segment,
    paging: Paging,
) -> Result<Json<List<Delivery>>, Error> {
    let after = paging.after()?.unwrap_or(Moment::newest());
    let contact = store::read(app.database.read(), &person.account, &person.key, &id).await?;
    let contact = contact.ok_or(RefusalCode::NotFound)?;
    let rows: Vec<Row> = sqlx::query_as(log!(
        "(queued_at < $3 OR queued_at = $3 AND deliveries.id < $4)
         ORDER BY queued_at DESC, deliveries.id DESC LIMIT $5"
    ))
    .bind(&person.account)
    .bind(&contact.id)
    .bind(after.at)
    .bind(&after.id)
    .bind(paging.rows())
    .fetch_all(app.database.read())
    .await?;
    let List { items, next } = paging.page(rows, |row| Moment { at: row.queued_at, id: row.id.clone() });
    let items = items.into_iter().map(|row| row.show(&person.key)).collect::<Result<_, _>>()?;
    Ok(Json(List { items, next }))
}

/// One delivery to a contact of the person who asks.
pub(super) async fn one(
    database: impl SqliteExecutor<'_>,
    person: &Person,
    contact: &str,
    id: &str,
) -> Result<Delivery, Error> {
    let row: Option<Row> = sqlx::query_as(log!("deliveries.id = $3"))
        .bind(&person.account)
        .bind(contact)
        .bind(id)
        .fetch_optional(database)
        .await?;
    row.ok_or(RefusalCode::NotFound)?.show(&person.key)
}

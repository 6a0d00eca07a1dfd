//! The test message: sent now, by the way that alerts go.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use contract::contacts::deliveries::Delivery;
use contract::refusal::RefusalCode;
use tokio::time::timeout;

use super::sending::{is_testable, prepare, send};
use super::{log, queue};
use crate::contacts::store;
use crate::error::Error;
use crate::person::Person;
use crate::segment::Segment;
use crate::{App, clock, opaque_id};

/// The answer waits so long for what the provider says. Afterwards it says where the message stands by then.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends a test message, and answers with what the provider said of it. `conflict` for a contact that its
/// holder has not confirmed, or has said no to.
#[utoipa::path(
    post, path = "/contacts/{id}/test", tag = "deliveries", security(("session" = [])),
    params(("id" = String, Path, description = "The contact's id")),
    responses((status = 200, body = Delivery)),
)]
pub(super) async fn send_test(
    State(app): State<App>,
    person: Person,
    Segment(contact): Segment,
) -> Result<Json<Delivery>, Error> {
    let mut work = app.database.write().await?;
    let stored = store::read(&mut *work, &person.account, &person.key, &contact).await?;
    let stored = stored.ok_or(RefusalCode::NotFound)?;
    if !is_testable(&stored) {
        return Err(RefusalCode::Conflict.into());
    }
    let now = clock::now();
    let room = queue::room(&mut work, &contact, stored.channel, now).await?;
    if room.left == 0 {
        return Err(Error::too_many(u32::try_from(room.frees_at - now).unwrap_or(1).max(1)));
    }
    let id = opaque_id();
    sqlx::query(
        "INSERT INTO deliveries (id, contact_id, channel, state, state_at, queued_at, due_at)
         VALUES ($1, $2, $3, 'queued', $4, $4, $5)",
    )
    .bind(&id)
    .bind(&contact)
    .bind(stored.channel.code())
    .bind(clock::now_in_milliseconds())
    .bind(now)
    .execute(&mut *work)
    .await?;
    let rows = queue::one(&mut work, &id).await?;
    let owned = store::of_id(&mut *work, &app.vault, &contact).await?.ok_or(RefusalCode::NotFound)?;
    let outgoing = prepare(&app, &mut work, &Arc::new(owned), &rows).await?.pop();
    work.commit().await?;
    if let Some(outgoing) = outgoing {
        let sender = app.clone();
        let sending = tokio::spawn(async move { send(&sender, outgoing).await });
        // Whatever it comes to, the log says it.
        let _ = timeout(PATIENCE, sending).await;
    }
    log::one(app.database.read(), &person, &contact, &id).await.map(Json)
}

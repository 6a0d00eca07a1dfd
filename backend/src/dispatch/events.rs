//! `POST /events`: what the monitoring system tells. When it is answered, it is on the disk for everybody
//! whom it concerns.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::contacts::Channel;
use contract::contacts::deliveries::{DeliveryState, Hindrance};
use contract::contacts::events::{Event, EventForm, EventTaken};
use contract::contacts::settings::Kind;
use contract::form::{Code, FieldErrors};
use contract::refusal::{MEDIA_TYPE, Refusal, RefusalCode};
use sqlx::{QueryBuilder, Sqlite, SqliteExecutor};

use super::Work;
use super::plan::{Fate, decide_at, waiting};
use super::queue::{Said, seal_event};
use crate::checked::Checked;
use crate::clock::{self, DAY};
use crate::contacts::hearing::{Hearing, Zones, listening};
use crate::error::Error;
use crate::sealed::Key;
use crate::service_token::Service;
use crate::{App, opaque_id, telling};

/// An event may be dated so far ahead, in seconds: clocks differ, and maintenance is announced.
const AHEAD: i64 = 7 * DAY;
/// So many rows stand in one statement.
const ROWS: usize = 100;

/// A message that is to be queued.
struct Message {
    id: String,
    contact: String,
    channel: Channel,
    state: DeliveryState,
    due_at: i64,
    said: Option<Vec<u8>>,
}

/// Takes an event, and queues a message for each contact that is to be told. What arrives twice under one
/// id is told once, and answered the same.
#[utoipa::path(
    post, path = "/events", tag = "events", security(("service" = [])), request_body = EventForm,
    responses(
        (status = 202, body = EventTaken, description = "It is on the disk"),
        (status = 404, body = Refusal, content_type = MEDIA_TYPE, description = "there is no such account"),
    ),
)]
pub(super) async fn take_event(
    State(app): State<App>,
    _: Service,
    headers: HeaderMap,
    Checked(event): Checked<EventForm>,
) -> Result<(StatusCode, Json<EventTaken>), Error> {
    if event.happening().at > clock::now() + AHEAD {
        return Err(FieldErrors::one("time", Code::Malformed).into());
    }
    let mut reading = app.database.read().acquire().await?;
    let holder = telling::holder_of(&app, &mut reading, event.account()).await?;
    let (account, key) = holder.ok_or(RefusalCode::NotFound)?;
    let key_of_request = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    let own_id = Some(event.id()).filter(|id| !id.is_empty()).or(key_of_request);
    let own_id = own_id.map(|id| app.vault.request_mac(&[b"event", account.as_bytes(), id.as_bytes()]).to_vec());
    if let Some(taken) = known(&mut *reading, &account, own_id.as_deref()).await? {
        return Ok((StatusCode::ACCEPTED, Json(taken)));
    }
    let mut messages = address(&mut reading, &account, &key, &event).await?;
    drop(reading);

    let mut work = app.database.write().await?;
    // The same event may have come by another connection meanwhile.
    if let Some(taken) = known(&mut *work, &account, own_id.as_deref()).await? {
        return Ok((StatusCode::ACCEPTED, Json(taken)));
    }
    let monitor = app.vault.request_mac(&[b"monitor", account.as_bytes(), event.monitor().as_bytes()]);
    leave_out(&mut work, &account, &monitor, &event, &key, &mut messages).await?;
    let taken = EventTaken { id: opaque_id(), contacts: u32::try_from(messages.len()).unwrap_or(u32::MAX) };
    sqlx::query(
        "INSERT INTO events (id, account_id, own_id, monitor_index, kind, document, contacts, taken_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&taken.id)
    .bind(&account)
    .bind(own_id)
    .bind(&monitor[..])
    .bind(event.happening().kind.code())
    .bind(seal_event(&key, &taken.id, &event)?)
    .bind(taken.contacts)
    .bind(clock::now_in_milliseconds())
    .execute(&mut *work)
    .await?;
    queue(&mut work, &taken.id, &messages).await?;
    work.commit().await?;
    for channel in Channel::ALL {
        if messages.iter().any(|message| message.channel == channel) {
            app.lanes.wake(channel);
        }
    }
    Ok((StatusCode::ACCEPTED, Json(taken)))
}

/// The answer to the same event, when it was taken before.
async fn known(
    database: impl SqliteExecutor<'_>,
    account: &str,
    own_id: Option<&[u8]>,
) -> Result<Option<EventTaken>, Error> {
    let Some(own_id) = own_id else { return Ok(None) };
    let row: Option<(String, u32)> =
        sqlx::query_as("SELECT id, contacts FROM events WHERE account_id = $1 AND own_id = $2")
            .bind(account)
            .bind(own_id)
            .fetch_optional(database)
            .await?;
    Ok(row.map(|(id, contacts)| EventTaken { id, contacts }))
}

/// A message for each contact of the account that is to be told, now or later.
async fn address(
    database: &mut sqlx::SqliteConnection,
    account: &str,
    key: &Key,
    event: &Event,
) -> Result<Vec<Message>, Error> {
    let (happening, now) = (event.happening(), clock::now());
    let mut zones = Zones::default();
    let mut messages = Vec::new();
    for contact in listening(database, account, key).await? {
        let outcome = decide_at(&Hearing::of(&contact, &mut zones)?, &happening, now);
        let (state, due_at, why) = match waiting(outcome, now) {
            None | Some(Fate::Goes) => (DeliveryState::Queued, now, None),
            Some(Fate::Waits { state, until, why }) => (state, until, why),
            Some(Fate::Ends(_)) => continue,
        };
        let id = opaque_id();
        let said = why.map(|why: Hindrance| Said::from(why).seal(key, &id)).transpose()?;
        messages.push(Message { id, contact: contact.id, channel: contact.channel, state, due_at, said });
    }
    Ok(messages)
}

/// Leaves out contacts whose delay the alert that the site is down still waits for. Is it up again, they
/// are not told of either; is it still down, they will be told that it is down.
async fn leave_out(
    work: &mut Work,
    account: &str,
    monitor: &[u8; 32],
    event: &Event,
    key: &Key,
    messages: &mut Vec<Message>,
) -> Result<(), Error> {
    let kind = event.happening().kind;
    if !matches!(kind, Kind::AlertUp | Kind::AlertStillDown) {
        return Ok(());
    }
    let waiting: Vec<(String, String)> = sqlx::query_as(
        "SELECT deliveries.id, contact_id FROM events JOIN deliveries ON event_id = events.id
         WHERE account_id = $1 AND monitor_index = $2 AND kind = 'alert_down' AND state = 'queued' AND is_taken = 0
           AND message_id IS NULL AND due_at > $3",
    )
    .bind(account)
    .bind(&monitor[..])
    .bind(clock::now())
    .fetch_all(&mut **work)
    .await?;
    messages.retain(|message| !waiting.iter().any(|(_, contact)| *contact == message.contact));
    if kind == Kind::AlertStillDown {
        return Ok(());
    }
    for (id, _) in &waiting {
        sqlx::query("UPDATE deliveries SET state = 'cancelled', state_at = $2, said = $3 WHERE id = $1")
            .bind(id)
            .bind(clock::now_in_milliseconds())
            .bind(Said::from(Hindrance::Over).seal(key, id)?)
            .execute(&mut **work)
            .await?;
    }
    Ok(())
}

async fn queue(work: &mut Work, event: &str, messages: &[Message]) -> Result<(), Error> {
    let now = clock::now_in_milliseconds();
    for messages in messages.chunks(ROWS) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO deliveries (id, contact_id, event_id, channel, state, state_at, queued_at, due_at, said) ",
        );
        query.push_values(messages, |mut row, message| {
            row.push_bind(&message.id)
                .push_bind(&message.contact)
                .push_bind(event)
                .push_bind(message.channel.code())
                .push_bind(message.state.code())
                .push_bind(now)
                .push_bind(now)
                .push_bind(message.due_at)
                .push_bind(&message.said);
        });
        query.build().execute(&mut **work).await?;
    }
    Ok(())
}

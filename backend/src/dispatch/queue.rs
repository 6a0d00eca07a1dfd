//! The rows of deliveries: what waits, what is taken, and what was said of it.

use contract::contacts::Channel;
use contract::contacts::deliveries::{DeliveryState, Hindrance, LOG_DAYS};
use contract::contacts::events::Event;
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Sqlite, SqliteExecutor};

use super::Work;
use super::plan::{Fate, Room, decide_at, waiting};
use crate::clock::{self, DAY, HOUR};
use crate::contacts::hearing::{Hearing, Zones};
use crate::contacts::store::Stored;
use crate::error::Error;
use crate::sealed::{Key, Place};

/// So many ids stand in one statement: databases limit how many parameters there may be.
const IDS: usize = 500;

/// What is sealed of a delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who delivered it, or tried.
    pub by: Option<String>,
    /// What the provider said, or a [`Hindrance`]'s word.
    pub reason: Option<String>,
}

impl From<Hindrance> for Said {
    fn from(hindrance: Hindrance) -> Self {
        Self { by: None, reason: Some(hindrance.code().to_owned()) }
    }
}

impl Said {
    /// Seals it for the deliveries of a message, or for one that is in none.
    ///
    /// # Errors
    /// Never in practice: it is text.
    pub fn seal(&self, key: &Key, row: &str) -> Result<Vec<u8>, Error> {
        let plain = serde_json::to_vec(self).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(key.seal(said_of(row), &plain))
    }

    /// Opens it again.
    ///
    /// # Errors
    /// When it is not what was sealed there.
    pub fn open(key: &Key, row: &str, sealed: &[u8]) -> Result<Self, Error> {
        let plain = key.open(said_of(row), sealed)?;
        serde_json::from_slice(&plain).map_err(|error| Error::Broken(error.to_string()))
    }
}

/// A delivery that waits and that nobody has taken.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// To whom.
    pub contact_id: String,
    /// About what; none for a test message.
    pub event_id: Option<String>,
    /// A [`DeliveryState`]'s word.
    pub state: String,
    /// When it was queued, in milliseconds since 1970.
    pub queued_at: i64,
    /// The message that it was put into before.
    pub message_id: Option<String>,
    /// When that was written, in milliseconds since 1970.
    pub written_at: Option<i64>,
    /// True when that is a digest.
    pub in_digest: bool,
    /// How often it was tried.
    pub tries: i64,
    document: Option<Vec<u8>>,
}

/// A query for [`Waiting`] deliveries: what stands behind the conditions that all have in common.
macro_rules! waiting {
    ($condition:literal) => {
        concat!(
            "SELECT deliveries.id, contact_id, event_id, state, queued_at, message_id, written_at, in_digest, tries,
                    document
             FROM deliveries LEFT JOIN events ON events.id = event_id
             WHERE state IN ('queued', 'held', 'retried') AND is_taken = 0 AND ",
            $condition
        )
    };
}

impl Waiting {
    /// The event that it is about; `None` for a test message.
    ///
    /// # Errors
    /// When it does not open.
    pub fn event(&self, key: &Key) -> Result<Option<Event>, Error> {
        let (Some(id), Some(document)) = (&self.event_id, &self.document) else { return Ok(None) };
        open_event(key, id, document).map(Some)
    }

    /// True for what belongs into a digest.
    #[must_use]
    pub fn was_held(&self) -> bool {
        self.in_digest || DeliveryState::read(&self.state) == Some(DeliveryState::Held)
    }

    /// True where others may belong to it: those that were held with it, or are in its message.
    pub(super) fn is_of_many(&self) -> bool {
        self.message_id.is_some() || self.was_held()
    }

    /// The row under which [`Said`] is sealed.
    fn row(&self) -> &str {
        self.message_id.as_deref().unwrap_or(&self.id)
    }
}

/// Seals an event for its row.
///
/// # Errors
/// Never in practice: it is text.
pub fn seal_event(key: &Key, id: &str, event: &Event) -> Result<Vec<u8>, Error> {
    let plain = serde_json::to_vec(event).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(key.seal(event_at(id), &plain))
}

/// Opens an event.
///
/// # Errors
/// When it is not what was sealed there.
pub fn open_event(key: &Key, id: &str, document: &[u8]) -> Result<Event, Error> {
    let plain = key.open(event_at(id), document)?;
    serde_json::from_slice(&plain).map_err(|error| Error::Broken(error.to_string()))
}

/// Gives back what was taken in a channel by somebody who does not send it any more.
pub(super) async fn give_back(database: impl SqliteExecutor<'_>, channel: Channel) -> Result<(), Error> {
    sqlx::query(
        "UPDATE deliveries SET is_taken = 0
         WHERE channel = $1 AND is_taken = 1 AND state IN ('queued', 'held', 'retried')",
    )
    .bind(channel.code())
    .execute(database)
    .await?;
    Ok(())
}

/// When the next delivery of a channel is due, in seconds since 1970.
pub(super) async fn next_due(database: impl SqliteExecutor<'_>, channel: Channel) -> Result<Option<i64>, Error> {
    Ok(sqlx::query_scalar(
        "SELECT min(due_at) FROM deliveries
         WHERE channel = $1 AND is_taken = 0 AND state IN ('queued', 'held', 'retried')",
    )
    .bind(channel.code())
    .fetch_one(database)
    .await?)
}

/// The first deliveries of a channel that are due.
pub(super) async fn due(work: &mut Work, channel: Channel, now: i64, most: u32) -> Result<Vec<Waiting>, Error> {
    Ok(sqlx::query_as(waiting!("channel = $1 AND due_at <= $2 ORDER BY due_at, queued_at LIMIT $3"))
        .bind(channel.code())
        .bind(now)
        .bind(most)
        .fetch_all(&mut **work)
        .await?)
}

/// What is due at a contact and belongs together: what was held, and messages that were tried before.
pub(super) async fn due_together(work: &mut Work, contact: &str, now: i64) -> Result<Vec<Waiting>, Error> {
    Ok(sqlx::query_as(waiting!("contact_id = $1 AND due_at <= $2 AND (state = 'held' OR message_id IS NOT NULL)"))
        .bind(contact)
        .bind(now)
        .fetch_all(&mut **work)
        .await?)
}

/// One delivery that waits.
pub(super) async fn one(work: &mut Work, id: &str) -> Result<Vec<Waiting>, Error> {
    Ok(sqlx::query_as(waiting!("deliveries.id = $1")).bind(id).fetch_all(&mut **work).await?)
}

/// How many more messages a contact may get in this hour. What is under way counts as sent.
pub(super) async fn room(work: &mut Work, contact: &str, channel: Channel, now: i64) -> Result<Room, Error> {
    let sent: Vec<i64> = sqlx::query_scalar(
        "SELECT max(sent_at) FROM deliveries WHERE contact_id = $1 AND sent_at > $2 GROUP BY message_id ORDER BY 1",
    )
    .bind(contact)
    .bind((now - HOUR) * 1000)
    .fetch_all(&mut **work)
    .await?;
    let under_way: i64 = sqlx::query_scalar(
        "SELECT count(DISTINCT message_id) FROM deliveries
         WHERE contact_id = $1 AND is_taken = 1 AND state IN ('queued', 'held', 'retried')",
    )
    .bind(contact)
    .fetch_one(&mut **work)
    .await?;
    let limit = usize::try_from(channel.hourly_limit()).unwrap_or(usize::MAX);
    let used = sent.len() + usize::try_from(under_way).unwrap_or_default();
    let left = u32::try_from(limit.saturating_sub(used)).unwrap_or_default();
    // So many must be older than an hour before there is room for one.
    let leaving = sent.get((used + 1).saturating_sub(limit).saturating_sub(1));
    let frees_at = leaving.map_or(now, |at| at.div_euclid(1000) + 1) + HOUR;
    Ok(Room { left, frees_at })
}

/// Takes deliveries for a message that is about to go out.
pub(super) async fn take(
    work: &mut Work,
    ids: &[&str],
    message: &str,
    written_at: i64,
    in_digest: bool,
) -> Result<(), Error> {
    for ids in ids.chunks(IDS) {
        let mut query = QueryBuilder::<Sqlite>::new("UPDATE deliveries SET is_taken = 1, said = NULL, message_id = ");
        query.push_bind(message).push(", written_at = ").push_bind(written_at);
        query.push(", in_digest = ").push_bind(in_digest).push(" WHERE id IN (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        query.push(")").build().execute(&mut **work).await?;
    }
    Ok(())
}

/// Writes down that a delivery waits on, or is over.
pub(super) async fn settle(work: &mut Work, key: &Key, row: &Waiting, fate: Fate) -> Result<(), Error> {
    let (state, due_at, said) = match fate {
        Fate::Goes => return Ok(()),
        Fate::Waits { state, until, why } => (state, until, why.map(Said::from)),
        Fate::Ends(why) => (DeliveryState::Cancelled, clock::now(), Some(why.into())),
    };
    // What quiet hours hold comes with the digest, also when it was tried before.
    let leaves = state == DeliveryState::Held;
    let said_at = if leaves { &row.id } else { row.row() };
    let said = said.map(|said| said.seal(key, said_at)).transpose()?;
    sqlx::query(
        "UPDATE deliveries SET state = $2, due_at = $3, said = $4,
             state_at = CASE WHEN state = $2 THEN state_at ELSE $5 END,
             message_id = CASE WHEN $6 THEN NULL ELSE message_id END, in_digest = in_digest AND NOT $6
         WHERE id = $1",
    )
    .bind(&row.id)
    .bind(state.code())
    .bind(due_at)
    .bind(said)
    .bind(clock::now_in_milliseconds())
    .bind(leaves)
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// Lets deliveries wait without asking what becomes of them.
pub(super) async fn postpone(work: &mut Work, rows: &[Waiting], until: i64) -> Result<(), Error> {
    for row in rows {
        sqlx::query("UPDATE deliveries SET due_at = $2 WHERE id = $1")
            .bind(&row.id)
            .bind(until)
            .execute(&mut **work)
            .await?;
    }
    Ok(())
}

/// Gives up deliveries that cannot be read.
pub(super) async fn give_up(work: &mut Work, rows: &[Waiting]) -> Result<(), Error> {
    for row in rows {
        sqlx::query("UPDATE deliveries SET state = 'failed', state_at = $2, said = NULL WHERE id = $1")
            .bind(&row.id)
            .bind(clock::now_in_milliseconds())
            .execute(&mut **work)
            .await?;
    }
    Ok(())
}

/// Asks again what becomes of what waits at a contact, whose settings may have changed, and moves it. What
/// it is not told any more is left until it is due: that may pass, as a pause does.
///
/// # Errors
/// When the database does not answer or something does not open.
pub async fn reconsider(work: &mut Work, key: &Key, contact: &Stored) -> Result<(), Error> {
    let rows: Vec<Waiting> =
        sqlx::query_as(waiting!("contact_id = $1 AND message_id IS NULL AND event_id IS NOT NULL"))
            .bind(&contact.id)
            .fetch_all(&mut **work)
            .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let (hearing, now) = (Hearing::of(contact, &mut Zones::default())?, clock::now());
    for row in rows {
        let Some(event) = row.event(key)? else { continue };
        let was_held = DeliveryState::read(&row.state) == Some(DeliveryState::Held);
        match waiting(decide_at(&hearing, &event.happening(), now), now) {
            Some(Fate::Ends(_) | Fate::Goes) => {}
            // What was held stays for the digest, and that goes out as soon as it may.
            Some(Fate::Waits { state: DeliveryState::Queued, until, .. }) if was_held => {
                postpone(work, std::slice::from_ref(&row), until).await?;
            }
            Some(waits @ Fate::Waits { .. }) => settle(work, key, &row, waits).await?,
            None => postpone(work, std::slice::from_ref(&row), now).await?,
        }
    }
    Ok(())
}

/// Erases what the log keeps no longer, and events of which nothing is left.
///
/// # Errors
/// When the database does not take it.
pub async fn erase_old(work: &mut Work) -> Result<(), Error> {
    let before = (clock::now() - i64::from(LOG_DAYS) * DAY) * 1000;
    sqlx::query("DELETE FROM deliveries WHERE queued_at <= $1 AND state NOT IN ('queued', 'held', 'retried')")
        .bind(before)
        .execute(&mut **work)
        .await?;
    sqlx::query(
        "DELETE FROM events
         WHERE taken_at <= $1 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_id = events.id)",
    )
    .bind(before)
    .execute(&mut **work)
    .await?;
    Ok(())
}

const fn said_of(row: &str) -> Place<'_> {
    Place { column: "deliveries.said", row }
}

const fn event_at(row: &str) -> Place<'_> {
    Place { column: "events.document", row }
}

//! The lane of a channel: it takes what is due, and sends it, one message after the other. While the
//! provider is slow, several are under way side by side.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use contract::contacts::{Channel, UNDO_LIFE};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::queue::{self, Waiting};
use super::sending::{Outgoing, prepare, send};
use crate::contacts::store;
use crate::error::Error;
use crate::{App, clock};

/// So many deliveries are taken in one transaction.
const BATCH: u32 = 32;
/// So many messages are under way in a channel at most.
const MOST: usize = 8;
/// A provider that takes longer than this for a message is slow: then others begin beside it. With a fast
/// one there is one message under way, so that there is no more than one whose end a crash leaves unknown.
const FAST: Duration = Duration::from_millis(50);
/// The lane looks at least this often: what waits may be moved by others, who cannot wake it.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// After the database failed.
const AFTER_TROUBLE: Duration = Duration::from_secs(1);
/// What is due at a removed contact waits until it is back or erased, in seconds.
const REMOVED_WAITS: i64 = UNDO_LIFE + 15;

/// What the lane finds when it looks.
enum Found {
    /// Messages to send; there may be more.
    Messages(Vec<Outgoing>),
    /// Nothing for so long.
    Nothing(Duration),
}

/// Works until `stop` turns true, and then finishes what is under way.
pub(super) async fn work(app: App, channel: Channel, mut stop: watch::Receiver<bool>) {
    let mut ready: VecDeque<Outgoing> = VecDeque::new();
    let mut under_way: JoinSet<Duration> = JoinSet::new();
    let mut is_slow = false;
    while !*stop.borrow() {
        let mut wait = LOOK_EVERY;
        if ready.is_empty() {
            match look(&app, channel).await {
                Ok(Found::Messages(messages)) if messages.is_empty() => continue,
                Ok(Found::Messages(messages)) => ready.extend(messages),
                Ok(Found::Nothing(until)) => wait = until,
                Err(error) => {
                    tracing::error!(?error, channel = channel.code(), "what is due cannot be taken");
                    wait = AFTER_TROUBLE;
                }
            }
        }
        while under_way.is_empty() || is_slow && under_way.len() < MOST {
            let Some(outgoing) = ready.pop_front() else { break };
            let app = app.clone();
            under_way.spawn(async move {
                let begun = clock::instant();
                send(&app, outgoing).await;
                begun.elapsed()
            });
        }
        tokio::select! {
            Some(ended) = under_way.join_next() => is_slow = ended.is_ok_and(|took| took > FAST),
            () = tokio::time::sleep(FAST), if !ready.is_empty() && under_way.len() < MOST => is_slow = true,
            () = app.lanes.of(channel).notified(), if ready.is_empty() => {}
            () = tokio::time::sleep(wait), if ready.is_empty() => {}
            _ = stop.changed() => {}
        }
    }
    while under_way.join_next().await.is_some() {}
}

/// Looks before it takes the lock for writing: mostly nothing is due.
async fn look(app: &App, channel: Channel) -> Result<Found, Error> {
    let now = clock::now_in_milliseconds();
    let due = queue::next_due(app.database.read(), channel).await?.map(|due| due.saturating_mul(1000));
    match due {
        Some(due) if due <= now => Ok(Found::Messages(take(app, channel).await?)),
        Some(due) => Ok(Found::Nothing(LOOK_EVERY.min(Duration::from_millis((due - now).unsigned_abs())))),
        None => Ok(Found::Nothing(LOOK_EVERY)),
    }
}

/// Takes what is due, contact by contact, and settles what does not go out.
async fn take(app: &App, channel: Channel) -> Result<Vec<Outgoing>, Error> {
    let now = clock::now();
    let mut work = app.database.write().await?;
    let due = queue::due(&mut work, channel, now, BATCH).await?;
    let mut contacts: Vec<&str> = Vec::new();
    for row in &due {
        if !contacts.contains(&row.contact_id.as_str()) {
            contacts.push(&row.contact_id);
        }
    }
    let mut outgoing = Vec::new();
    for contact in contacts {
        let mut rows: Vec<Waiting> = due.iter().filter(|row| row.contact_id == contact).cloned().collect();
        if rows.iter().any(Waiting::is_of_many) {
            let others = queue::due_together(&mut work, contact, now).await?;
            let others: Vec<_> = others.into_iter().filter(|other| rows.iter().all(|row| row.id != other.id)).collect();
            rows.extend(others);
        }
        let prepared = match store::of_id(&mut *work, &app.vault, contact).await {
            Ok(Some(owned)) => prepare(app, &mut work, &Arc::new(owned), &rows).await,
            Ok(None) => queue::postpone(&mut work, &rows, now + REMOVED_WAITS).await.map(|()| Vec::new()),
            Err(error) => Err(error),
        };
        match prepared {
            Ok(messages) => outgoing.extend(messages),
            // One contact that cannot be read must not hold up the others.
            Err(Error::Broken(reason)) => {
                tracing::error!(%reason, "deliveries that cannot be read are given up");
                queue::give_up(&mut work, &rows).await?;
            }
            Err(error) => return Err(error),
        }
    }
    work.commit().await?;
    Ok(outgoing)
}

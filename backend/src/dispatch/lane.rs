//! The lane of a channel: it takes what is due, and sends it, one message after the other, each settled
//! before the next begins: so there is no more than one whose end a crash leaves unknown. Only with a slow
//! provider, with which that would take too long, several are under way side by side.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

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
/// A provider is slow that took longer than this for each of the last messages; so many count.
const FAST: Duration = Duration::from_millis(50);
const LAST: usize = 5;
/// A message that is under way for longer than this is stuck, and others begin beside it.
const STUCK: Duration = Duration::from_secs(1);
/// The lane looks at least this often: what waits may be moved by others, who cannot wake it.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// After the database failed.
const AFTER_TROUBLE: Duration = Duration::from_secs(1);
/// What is due at a removed contact waits until it is back or erased, in seconds.
const REMOVED_WAITS: i64 = UNDO_LIFE + 15;

/// How fast the provider is.
#[derive(Default)]
struct Pace {
    /// How long each of the last messages took.
    took: VecDeque<Duration>,
    /// When the newest one began.
    begun: Option<Instant>,
}

impl Pace {
    /// True when a message may begin beside so many.
    fn allows(&self, under_way: usize) -> bool {
        let is_slow = self.took.len() == LAST && self.took.iter().all(|took| *took > FAST);
        let is_stuck = self.begun.is_some_and(|begun| clock::instant().saturating_duration_since(begun) >= STUCK);
        under_way == 0 || under_way < MOST && (is_slow || is_stuck)
    }

    fn note(&mut self, took: Duration) {
        self.took.push_back(took);
        if self.took.len() > LAST {
            self.took.pop_front();
        }
    }
}

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
    let mut pace = Pace::default();
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
        while pace.allows(under_way.len()) {
            let Some(outgoing) = ready.pop_front() else { break };
            let app = app.clone();
            pace.begun = Some(clock::instant());
            under_way.spawn(async move { send(&app, outgoing).await });
        }
        tokio::select! {
            Some(ended) = under_way.join_next() => pace.note(ended.unwrap_or_default()),
            () = tokio::time::sleep(STUCK), if !ready.is_empty() && under_way.len() < MOST => {}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_side_by_side_only_while_each_of_the_last_was_slow() {
        let mut pace = Pace::default();
        assert!(pace.allows(0) && !pace.allows(1), "nothing is known of it yet");
        for _ in 0..LAST {
            pace.note(FAST * 2);
        }
        assert!(pace.allows(1) && pace.allows(MOST - 1) && !pace.allows(MOST));
        // A busy machine makes some slow, but not all.
        pace.note(FAST / 2);
        assert!(!pace.allows(1) && pace.allows(0));
    }

    #[test]
    fn a_message_that_is_stuck_holds_up_no_other() {
        let now = clock::instant();
        let mut pace = Pace { begun: Some(now), ..Pace::default() };
        assert!(!pace.allows(1));
        pace.begun = now.checked_sub(STUCK);
        assert!(pace.allows(1) && !pace.allows(MOST));
    }
}

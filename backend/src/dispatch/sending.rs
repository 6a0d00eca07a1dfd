//! A message on its way: written and noted before it goes out, and settled when it is known what became of it.

use std::sync::Arc;
use std::time::Duration;

use contract::contacts::State;
use contract::contacts::deliveries::DeliveryState;
use contract::contacts::events::Event;
use contract::pages::Page;
use tokio::time::{sleep, timeout};

use super::Work;
use super::plan::{Bundle, Due, Fate, plan};
use super::queue::{self, Said, Waiting};
use crate::clock::{self, DAY};
use crate::contacts::hearing::{Hearing, Zones};
use crate::contacts::standing;
use crate::contacts::store::{self, Owned, Stored};
use crate::delivery::{Failure, FailureKind, Message};
use crate::disclosures::{self, Disclosed};
use crate::error::Error;
use crate::jobs::backoff;
use crate::words::told::{self, Receiver, Told};
use crate::{App, opaque_id};

/// One try may take so long.
const LONGEST_TRY: Duration = Duration::from_mins(2);
/// A message that could not be delivered in this time, in seconds, is given up.
const GIVE_UP_AFTER: i64 = DAY;
/// How often it is tried to write down what became of a message, each time after twice the wait.
const NOTES: u32 = 10;
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// A message that was taken, and everything that is needed to settle it.
pub(super) struct Outgoing {
    message: Arc<Message>,
    owned: Arc<Owned>,
    is_test: bool,
    /// True when it was tried before, or may have been.
    was_begun: bool,
    tries: i64,
}

/// True for a contact to which a test message may go: its holder confirmed it, and has not said no since.
pub(super) fn is_testable(contact: &Stored) -> bool {
    matches!(contact.state, State::Confirmed | State::Failing | State::Paused) && !contact.is_the_holders()
}

/// Plans what is due at a contact: writes the messages that go out, with what they disclose, and settles
/// the rest. Nothing goes out before the commit.
pub(super) async fn prepare(
    app: &App,
    work: &mut Work,
    owned: &Arc<Owned>,
    rows: &[Waiting],
) -> Result<Vec<Outgoing>, Error> {
    let (contact, now) = (&owned.stored, clock::now());
    let hearing = Hearing::of(contact, &mut Zones::default())?;
    let events: Vec<Option<Event>> = rows.iter().map(|row| row.event(&owned.key)).collect::<Result<_, _>>()?;
    let due: Vec<Due> = rows
        .iter()
        .zip(&events)
        .map(|(row, event)| Due {
            happening: event.as_ref().map(Event::happening),
            was_held: row.was_held(),
            message: row.message_id.clone(),
        })
        .collect();
    let room = queue::room(work, &contact.id, contact.channel, now).await?;
    let planned = plan(&hearing, is_testable(contact), &due, room, now);
    for (row, fate) in rows.iter().zip(planned.fates) {
        queue::settle(work, &owned.key, row, fate).await?;
        if let (Fate::Ends(_), Some(message), true) = (fate, &row.message_id, row.tries > 0) {
            disclosures::end(work, message, false).await?;
        }
    }
    let mut outgoing = Vec::new();
    for bundle in planned.bundles {
        outgoing.push(write(app, work, owned, &hearing, rows, &events, bundle).await?);
    }
    Ok(outgoing)
}

/// Writes a message, takes its deliveries, and notes what it discloses.
async fn write(
    app: &App,
    work: &mut Work,
    owned: &Arc<Owned>,
    hearing: &Hearing,
    rows: &[Waiting],
    events: &[Option<Event>],
    bundle: Bundle,
) -> Result<Outgoing, Error> {
    let contact = &owned.stored;
    let members: Vec<&Waiting> = bundle.members.iter().filter_map(|member| rows.get(*member)).collect();
    let mut told: Vec<Event> = bundle.members.iter().filter_map(|member| events.get(*member)?.clone()).collect();
    told.sort_by_key(|event| event.happening().at);
    let (link, document) = (app.link(&Page::Confirm(contact.document.holder_token.clone()).path()), &contact.document);
    let receiver = Receiver {
        channel: contact.channel,
        language: document.language,
        zone: &hearing.zone,
        zone_name: &document.time_zone,
        link: &link,
    };
    let written = match told.as_slice() {
        [] => told::write(&receiver, &Told::Test),
        [event] if !bundle.is_digest => told::write(&receiver, &Told::Alone(event)),
        events => told::write(&receiver, &Told::Digest(events)),
    };
    let first = members.first();
    let created_at = first.and_then(|row| row.written_at).unwrap_or_else(clock::now_in_milliseconds);
    let was_begun = bundle.message.is_some();
    let alone = first.filter(|_| !bundle.is_digest).map(|row| row.id.clone());
    let id = bundle.message.or(alone).unwrap_or_else(opaque_id);
    let ids: Vec<&str> = members.iter().map(|row| row.id.as_str()).collect();
    queue::take(work, &ids, &id, created_at, bundle.is_digest).await?;
    let disclosed = Disclosed {
        recipient: app.delivery.recipient(contact.channel).to_owned(),
        purpose: written.kind.to_owned(),
        fields: written.fields.iter().map(|field| (*field).to_owned()).collect(),
    };
    disclosures::begin(&mut **work, &id, &contact.account, &owned.key, &disclosed).await?;
    let message = Message {
        id,
        account: Some(contact.account.clone()),
        created_at,
        channel: contact.channel,
        to: document.address.clone(),
        provider_id: document.provider_id.clone(),
        written,
    };
    let tries = members.iter().map(|row| row.tries).max().unwrap_or_default();
    Ok(Outgoing { message: Arc::new(message), owned: owned.clone(), is_test: told.is_empty(), was_begun, tries })
}

/// Sends a message, and writes down what became of it. When the contact was changed since the message was
/// written, it is put back instead, and planned anew.
///
/// Gives how long the provider took.
pub(super) async fn send(app: &App, outgoing: Outgoing) -> Duration {
    if !still_stands(app, &outgoing.owned.stored).await {
        note(app, &outgoing, None).await;
        return Duration::ZERO;
    }
    let begun = clock::instant();
    let (sender, message) = (app.clone(), outgoing.message.clone());
    let mut sending = tokio::spawn(async move { sender.delivery.deliver(&message).await });
    let result = match timeout(LONGEST_TRY, &mut sending).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(Failure::temporary("the sender broke")),
        Err(_) => {
            sending.abort();
            Err(Failure::temporary("the provider does not answer"))
        }
    };
    let took = clock::instant().saturating_duration_since(begun);
    note(app, &outgoing, Some(&result)).await;
    if let Err(error) = follow(app, &outgoing, &result).await {
        tracing::error!(?error, "where a contact stands cannot be written down");
    }
    took
}

/// Tries to write down what became of a message, or that it was not sent, until the database takes it. When
/// it does not for long, the next start gives the message back.
async fn note(app: &App, outgoing: &Outgoing, result: Option<&Result<(), Failure>>) {
    let mut wait = FIRST_WAIT;
    for _ in 0..NOTES {
        let written = match result {
            Some(result) => settle(app, outgoing, result).await,
            None => put_back(app, outgoing).await,
        };
        match written {
            Ok(()) => return,
            Err(error) => tracing::error!(?error, "what became of a message cannot be written down yet"),
        }
        sleep(wait).await;
        wait *= 2;
    }
}

/// True while the contact is there and nothing about it was changed.
async fn still_stands(app: &App, contact: &Stored) -> bool {
    let version: Result<Option<i64>, _> =
        sqlx::query_scalar("SELECT version FROM contacts WHERE id = $1 AND removed_at IS NULL")
            .bind(&contact.id)
            .fetch_optional(app.database.read())
            .await;
    version.is_ok_and(|version| version == Some(contact.version))
}

/// Gives back a message that was not sent.
async fn put_back(app: &App, outgoing: &Outgoing) -> Result<(), Error> {
    let mut work = app.database.write().await?;
    sqlx::query(
        "UPDATE deliveries SET is_taken = 0, message_id = CASE WHEN $2 THEN message_id END,
             written_at = CASE WHEN $2 THEN written_at END, in_digest = in_digest AND $2
         WHERE message_id = $1 AND is_taken = 1",
    )
    .bind(&outgoing.message.id)
    .bind(outgoing.was_begun)
    .execute(&mut *work)
    .await?;
    if !outgoing.was_begun {
        disclosures::forget(&mut work, &outgoing.message.id).await?;
    }
    work.commit().await?;
    Ok(())
}

/// Writes down what became of a message.
async fn settle(app: &App, outgoing: &Outgoing, result: &Result<(), Failure>) -> Result<(), Error> {
    let Outgoing { message, owned, tries, .. } = outgoing;
    let now = clock::now_in_milliseconds();
    let by = Some(app.delivery.recipient(message.channel).to_owned());
    let (state, due_at, reason) = match result {
        Ok(()) => (DeliveryState::Sent, None, None),
        Err(failure) if failure.is_final() || now - message.created_at > GIVE_UP_AFTER * 1000 => {
            tracing::warn!(reason = %failure.cause, "a message to a contact was given up");
            (DeliveryState::Failed, None, Some(failure.reason.clone()))
        }
        Err(failure) => {
            tracing::info!(reason = %failure.cause, "a message to a contact waits for another try");
            let wait = backoff(tries + 1).max(failure.wait.into());
            (DeliveryState::Retried, Some(clock::now() + wait), Some(failure.reason.clone()))
        }
    };
    let mut work = app.database.write().await?;
    sqlx::query(
        "UPDATE deliveries SET state = $2, state_at = $3, due_at = coalesce($4, due_at), said = $5, sent_at = $6,
             tries = tries + 1, is_taken = 0
         WHERE message_id = $1 AND is_taken = 1",
    )
    .bind(&message.id)
    .bind(state.code())
    .bind(now)
    .bind(due_at)
    .bind(Said { by, reason }.seal(&owned.key, &message.id)?)
    .bind((state == DeliveryState::Sent).then_some(now))
    .execute(&mut *work)
    .await?;
    if !state.is_waiting() {
        disclosures::end(&mut work, &message.id, state == DeliveryState::Sent).await?;
    }
    work.commit().await?;
    Ok(())
}

/// What the end of a message means for its contact: dead, stopped by its holder, or alive again.
async fn follow(app: &App, outgoing: &Outgoing, result: &Result<(), Failure>) -> Result<(), Error> {
    let is_back = outgoing.is_test && outgoing.owned.stored.state == State::Failing;
    if result.as_ref().map_or_else(|failure| !failure.is_final(), |()| !is_back) {
        return Ok(());
    }
    let mut work = app.database.write().await?;
    let Some(mut owned) = store::of_id(&mut *work, &app.vault, &outgoing.owned.stored.id).await? else {
        return Ok(());
    };
    // What was said of another address says nothing of this one.
    if owned.stored.channel != outgoing.message.channel || owned.stored.document.address != outgoing.message.to {
        return Ok(());
    }
    match result {
        Ok(()) => standing::recover(app, &mut work, &mut owned).await?,
        Err(failure) => match failure.kind {
            FailureKind::OptedOut(code) => standing::opt_out(app, &mut work, &mut owned, code).await?,
            FailureKind::Final | FailureKind::Temporary => {
                standing::fail(app, &mut work, &mut owned, &failure.reason).await?;
            }
        },
    }
    work.commit().await?;
    Ok(())
}

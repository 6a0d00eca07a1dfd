//! One durable table of work, and the worker that does it. A job outlives a crash at any moment:
//! it is taken by lease and deleted once done, and doing it twice does no harm.

use std::time::Duration;

use sqlx::{Sqlite, Transaction};
use tokio::sync::watch;

use crate::accounts::erase_unconfirmed;
use crate::clock::{self, DAY, HOUR, MINUTE};
use crate::delivery::{Failure, Message};
use crate::disclosures::{self, Disclosed};
use crate::errands::{Errand, Letter};
use crate::error::Error;
use crate::evidence::anonymous;
use crate::person::{SESSION_IDLE, SESSION_LIFE};
use crate::sealed::{Key, Place, Vault, random};
use crate::webhooks::telegram;
use crate::{App, contacts, dispatch, opaque_id, support};

/// How long one try may take, in seconds, before another may take the job over.
const LEASE: i64 = 2 * MINUTE;
/// The longest wait between two tries, in seconds.
const WAIT_MAX: i64 = HOUR;
/// A message that could not be delivered in this time, in seconds, is given up: its link is dead too.
const GIVE_UP_AFTER: i64 = DAY;
/// How often what has run out is swept away.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// The worker looks for work at least this often: commands of other processes add some and cannot wake it.
const LOOK_EVERY: Duration = Duration::from_secs(3);

/// Whom an errand is about, which says under whose key it is sealed.
#[derive(Clone, Copy)]
pub enum About<'a> {
    /// An account, by its id and its key. The errand goes with the account.
    Account(&'a str, &'a Key),
    /// Nobody who has an account, as far as is known: under a key of the server.
    Nobody,
}

#[derive(sqlx::FromRow)]
struct Job {
    id: String,
    account_id: Option<String>,
    errand: Vec<u8>,
    created_at: i64,
    attempts: i64,
}

/// Puts an errand among the work, in the transaction of what it is about: both are kept or neither.
/// It is begun after the commit; `app.work_arrived.notify_one()` makes that at once.
///
/// # Errors
/// When the database does not take it.
pub async fn enqueue(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    about: About<'_>,
    errand: &Errand,
) -> Result<(), Error> {
    let id = opaque_id();
    let errand = serde_json::to_vec(errand).map_err(|error| Error::Broken(error.to_string()))?;
    let (account, key) = match about {
        About::Account(account, key) => (Some(account), key),
        About::Nobody => (None, vault.errands()),
    };
    sqlx::query("INSERT INTO jobs (id, account_id, errand, created_at, run_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(&id)
        .bind(account)
        .bind(key.seal(place(&id), &errand))
        .bind(clock::now_in_milliseconds())
        .bind(clock::now())
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// Works until `stop` turns true, and then finishes the job at hand.
pub async fn work(app: App, mut stop: watch::Receiver<bool>) {
    // This process is the only worker (serve.lock): a lease that it finds is of one that died.
    if let Err(error) = sqlx::query("UPDATE jobs SET leased_until = 0").execute(app.database.read()).await {
        tracing::error!(%error, "old leases stay");
    }
    if let Err(error) = app.evidence.find_unsettled().await {
        tracing::error!(?error, "heads of evidence may stay unsettled");
    }
    let mut swept = None;
    while !*stop.borrow() {
        // By the time at which it begins: the clock may be set while it sweeps.
        let now = clock::instant();
        if swept.is_none_or(|at: std::time::Instant| now - at > SWEEP_EVERY) {
            if let Err(error) = sweep(&app).await {
                tracing::error!(?error, "the sweep failed");
            }
            swept = Some(now);
        }
        if let Err(error) = app.evidence.settle().await {
            tracing::error!(?error, "heads of evidence stay unsettled for now");
        }
        match work_once(&app).await {
            Ok(true) => continue,
            // Removed contacts go soon after they cannot come back, not with the next sweep.
            Ok(false) => {
                if let Err(error) = contacts::erase_removed(&app).await {
                    tracing::error!(?error, "removed contacts stay for now");
                }
            }
            Err(error) => tracing::error!(?error, "work cannot be taken"),
        }
        tokio::select! {
            () = app.work_arrived.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Does one job that is due; false when there is none.
async fn work_once(app: &App) -> Result<bool, Error> {
    let now = clock::now();
    let job: Option<Job> = sqlx::query_as(
        "UPDATE jobs SET leased_until = $2, attempts = attempts + 1
         WHERE id = (SELECT id FROM jobs WHERE run_at <= $1 AND leased_until <= $1 ORDER BY run_at, created_at LIMIT 1)
         RETURNING id, account_id, errand, created_at, attempts",
    )
    .bind(now)
    .bind(now + LEASE)
    .fetch_optional(app.database.read())
    .await?;
    let Some(job) = job else { return Ok(false) };
    match carry_out(app, &job).await {
        Ok(()) => finish(app, &job, true).await?,
        Err(failure) if failure.is_final() || now - job.created_at / 1000 > GIVE_UP_AFTER => {
            tracing::error!(reason = %failure.cause, "a message was given up");
            match open(app, &job).await {
                Ok((errand, holder)) => errand.give_up(app, holder, &failure).await?,
                Err(error) => tracing::error!(?error, "nobody is told that it was"),
            }
            finish(app, &job, false).await?;
        }
        Err(failure) => {
            tracing::warn!(reason = %failure.cause, attempts = job.attempts, "a message waits for another try");
            sqlx::query("UPDATE jobs SET run_at = $2, leased_until = 0 WHERE id = $1")
                .bind(&job.id)
                .bind(now + backoff(job.attempts).max(failure.wait.into()))
                .execute(app.database.read())
                .await?;
        }
    }
    Ok(true)
}

/// Takes a job off the table, and says what became of what it disclosed.
async fn finish(app: &App, job: &Job, was_sent: bool) -> Result<(), Error> {
    let mut work = app.database.write().await?;
    disclosures::end(&mut work, &job.id, was_sent).await?;
    sqlx::query("DELETE FROM jobs WHERE id = $1").bind(&job.id).execute(&mut *work).await?;
    work.commit().await?;
    Ok(())
}

/// Writes the message of a job, notes what it discloses, and delivers it.
async fn carry_out(app: &App, job: &Job) -> Result<(), Failure> {
    let Some(letter) = write(app, job).await.map_err(unwritten)? else { return Ok(()) };
    let Letter { holder, channel, to, provider_id, written } = letter;
    if let Some((account, key)) = &holder {
        let disclosed = Disclosed {
            recipient: app.delivery.recipient(channel).to_owned(),
            purpose: written.kind.to_owned(),
            fields: written.fields.iter().map(|field| (*field).to_owned()).collect(),
        };
        disclosures::begin(app.database.read(), &job.id, account, key, &disclosed).await.map_err(unwritten)?;
    }
    let account = holder.map(|(account, _)| account);
    let message =
        Message { id: job.id.clone(), account, created_at: job.created_at, channel, to, provider_id, written };
    app.delivery.deliver(&message).await
}

async fn write(app: &App, job: &Job) -> Result<Option<Letter>, Error> {
    let (errand, holder) = open(app, job).await?;
    errand.write(app, holder).await
}

/// What is to be done, and the account that it is about.
async fn open(app: &App, job: &Job) -> Result<(Errand, Option<(String, Key)>), Error> {
    let holder = match &job.account_id {
        Some(account) => {
            let sealed_key: Vec<u8> = sqlx::query_scalar("SELECT sealed_key FROM person_keys WHERE account_id = $1")
                .bind(account)
                .fetch_one(app.database.read())
                .await?;
            Some((account.clone(), app.vault.unwrap(account, &sealed_key)?))
        }
        None => None,
    };
    let key = holder.as_ref().map_or(app.vault.errands(), |(_, key)| key);
    let errand = key.open(place(&job.id), &job.errand)?;
    let errand: Errand = serde_json::from_slice(&errand).map_err(|error| Error::Broken(error.to_string()))?;
    Ok((errand, holder))
}

/// What could not be written now may be written later: the database may be busy.
fn unwritten(error: Error) -> Failure {
    Failure::temporary(format!("a message cannot be written: {error:?}"))
}

/// The wait after so many tries: 5, 10, 20 … seconds, at most an hour; up to a quarter more, so that not all
/// come back together.
#[must_use]
pub fn backoff(attempts: i64) -> i64 {
    let shift = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    let wait = (5_i64 << shift).min(WAIT_MAX);
    wait + i64::from(u16::from_be_bytes(random())) % (wait / 4 + 1)
}

/// Erases what has run out.
async fn sweep(app: &App) -> Result<(), Error> {
    let now = clock::now();
    let mut work = app.database.write().await?;
    erase_unconfirmed(&mut work).await?;
    support::erase_old(&mut work).await?;
    telegram::forget_old(&mut work).await?;
    anonymous::erase_old(&mut work).await?;
    sqlx::query("DELETE FROM confirmations WHERE expires_at <= $1").bind(now).execute(&mut *work).await?;
    sqlx::query("DELETE FROM answers WHERE expires_at <= $1").bind(now).execute(&mut *work).await?;
    sqlx::query("DELETE FROM password_resets WHERE expires_at <= $1").bind(now).execute(&mut *work).await?;
    sqlx::query("DELETE FROM email_changes WHERE expires_at <= $1").bind(now).execute(&mut *work).await?;
    sqlx::query("DELETE FROM sessions WHERE signed_in_at <= $1 OR last_used_at <= $2")
        .bind(now - SESSION_LIFE)
        .bind(now - SESSION_IDLE)
        .execute(&mut *work)
        .await?;
    contacts::erase_old_sends(&mut work).await?;
    dispatch::erase_old(&mut work).await?;
    work.commit().await?;
    contacts::erase_removed(app).await
}

const fn place(job: &str) -> Place<'_> {
    Place { column: "jobs.errand", row: job }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_waits_twice_as_long_up_to_an_hour_and_a_quarter() {
        for (attempts, least) in [(1, 5), (2, 10), (3, 20), (4, 40), (10, 2_560), (11, 3_600), (1_000, 3_600)] {
            let wait = backoff(attempts);
            assert!((least..=least + least / 4).contains(&wait), "{attempts}: {wait}");
        }
    }
}

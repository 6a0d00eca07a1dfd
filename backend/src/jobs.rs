//! One durable table of work, and the worker that does it. A job outlives a crash at any moment:
//! it is taken by lease and deleted once done, and doing it twice does no harm.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};
use tokio::sync::watch;

use crate::App;
use crate::accounts::{self, Registered, erase_unconfirmed};
use crate::clock::{self, DAY, HOUR, MINUTE};
use crate::delivery::Message;
use crate::error::Error;
use crate::opaque_id;
use crate::person::{SESSION_IDLE, SESSION_LIFE};
use crate::sealed::{Key, Place, random};

/// How long one try may take, in seconds, before another may take the job over.
const LEASE: i64 = 2 * MINUTE;
/// The longest wait between two tries, in seconds.
const WAIT_MAX: i64 = HOUR;
/// A message that could not be delivered in this time, in seconds, is given up: its link is dead too.
const GIVE_UP_AFTER: i64 = DAY;
/// How often what has run out is swept away.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// What is to be done, sealed. What a message says is decided when it is written, not when it is asked for.
#[derive(Serialize, Deserialize)]
pub enum Errand {
    /// Write to the address of a registration.
    AnswerRegistration(Registered),
}

#[derive(sqlx::FromRow)]
struct Job {
    id: String,
    account_id: String,
    errand: Vec<u8>,
    created_at: i64,
    attempts: i64,
}

/// Puts an errand for an account among the work. It is begun after the transaction is committed.
///
/// # Errors
/// When the database does not take it.
pub async fn enqueue(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    key: &Key,
    errand: &Errand,
) -> Result<(), Error> {
    let id = opaque_id();
    let errand = serde_json::to_vec(errand).map_err(|error| Error::Broken(error.to_string()))?;
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
    // This process is the only worker: a lease that it finds is of one that died.
    if let Err(error) = sqlx::query("UPDATE jobs SET leased_until = 0").execute(app.database.read()).await {
        tracing::error!(%error, "old leases stay");
    }
    let mut swept = None;
    while !*stop.borrow() {
        if swept.is_none_or(|at: std::time::Instant| clock::instant() - at > SWEEP_EVERY) {
            if let Err(error) = sweep(&app).await {
                tracing::error!(?error, "the sweep failed");
            }
            swept = Some(clock::instant());
        }
        let wait = match work_once(&app).await {
            Ok(true) => continue,
            Ok(false) => until_next(&app).await,
            Err(error) => {
                tracing::error!(?error, "work cannot be taken");
                Duration::from_secs(5)
            }
        };
        tokio::select! {
            () = app.work_arrived.notified() => {}
            () = tokio::time::sleep(wait) => {}
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
    let sealed_key: Vec<u8> = sqlx::query_scalar("SELECT sealed_key FROM person_keys WHERE account_id = $1")
        .bind(&job.account_id)
        .fetch_one(app.database.read())
        .await?;
    let key = app.vault.unwrap(&job.account_id, &sealed_key)?;
    let errand = key.open(place(&job.id), &job.errand)?;
    let errand: Errand = serde_json::from_slice(&errand).map_err(|error| Error::Broken(error.to_string()))?;
    let message = match errand {
        Errand::AnswerRegistration(registered) => {
            let (account, to, written) = accounts::answer(app, job.account_id, registered).await?;
            Message { id: job.id.clone(), account, created_at: job.created_at, to, written }
        }
    };
    match app.delivery.deliver(&message).await {
        Ok(()) => {
            sqlx::query("DELETE FROM jobs WHERE id = $1").bind(&job.id).execute(app.database.read()).await?;
        }
        Err(failure) if failure.is_final || now - job.created_at / 1000 > GIVE_UP_AFTER => {
            tracing::error!(reason = %failure.reason, "a message was given up");
            sqlx::query("DELETE FROM jobs WHERE id = $1").bind(&job.id).execute(app.database.read()).await?;
        }
        Err(failure) => {
            tracing::warn!(reason = %failure.reason, attempts = job.attempts, "a message waits for another try");
            sqlx::query("UPDATE jobs SET run_at = $2, leased_until = 0 WHERE id = $1")
                .bind(&job.id)
                .bind(now + backoff(job.attempts))
                .execute(app.database.read())
                .await?;
        }
    }
    Ok(true)
}

/// 5, 10, 20 … seconds, at most an hour; up to a quarter more, so that not all come back together.
fn backoff(attempts: i64) -> i64 {
    let shift = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    let wait = (5_i64 << shift).min(WAIT_MAX);
    wait + i64::from(u16::from_be_bytes(random())) % (wait / 4 + 1)
}

async fn until_next(app: &App) -> Duration {
    let next: Option<i64> =
        sqlx::query_scalar("SELECT min(CASE WHEN leased_until > run_at THEN leased_until ELSE run_at END) FROM jobs")
            .fetch_one(app.database.read())
            .await
            .unwrap_or(None);
    let seconds = next.map_or(SWEEP_EVERY.as_secs(), |next| u64::try_from(next - clock::now()).unwrap_or(0).max(1));
    Duration::from_secs(seconds).min(SWEEP_EVERY)
}

/// Erases what has run out.
async fn sweep(app: &App) -> Result<(), Error> {
    let now = clock::now();
    let mut work = app.database.write().await?;
    erase_unconfirmed(&mut work).await?;
    sqlx::query("DELETE FROM confirmations WHERE expires_at <= $1").bind(now).execute(&mut *work).await?;
    sqlx::query("DELETE FROM answers WHERE expires_at <= $1").bind(now).execute(&mut *work).await?;
    sqlx::query("DELETE FROM sessions WHERE signed_in_at <= $1 OR last_used_at <= $2")
        .bind(now - SESSION_LIFE)
        .bind(now - SESSION_IDLE)
        .execute(&mut *work)
        .await?;
    work.commit().await?;
    Ok(())
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

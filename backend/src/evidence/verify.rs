//! `verify-evidence`: follows every chain to its head.

use std::collections::BTreeSet;
use std::path::Path;

use contract::evidence::{Broken, Verifier};

use super::{Evidence, Standing, end, list};
use crate::Fault;
use crate::database::{self, Database};
use crate::error::Error;

/// What came of it.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many accounts have a record that holds.
    pub whole: usize,
    /// A line for each account whose record does not: its id, and where the break is.
    pub broken: Vec<String>,
}

/// Follows every chain of a data folder to its head. The server may be running.
///
/// # Errors
/// A [`Fault`] when the folder cannot be read.
pub async fn verify(data: &Path) -> Result<Verdict, Fault> {
    let (database, vault) = database::open_existing(data).await?;
    let evidence = Evidence::open(data, &database)?;
    let verdict = verify_all(&database, &evidence).await.map_err(|error| {
        Fault::new(format!("the evidence cannot be read ({error:?}): see that this user may read the data folder"))
    });
    drop(vault);
    database.close().await;
    verdict
}

async fn verify_all(database: &Database, evidence: &Evidence) -> Result<Verdict, Error> {
    let confirmed: Vec<String> =
        sqlx::query_scalar("SELECT id FROM accounts WHERE confirmed_at IS NOT NULL").fetch_all(database.read()).await?;
    let chained: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT account_id FROM evidence").fetch_all(database.read()).await?;
    let mut accounts: BTreeSet<String> = evidence.with_heads(super::Heads::accounts).await?;
    accounts.extend(confirmed.into_iter().chain(chained));
    let mut verdict = Verdict::default();
    for account in accounts {
        match follow(database, evidence, &account).await? {
            None => verdict.whole += 1,
            Some(why) => verdict.broken.push(format!("{account}: {why}")),
        }
    }
    Ok(verdict)
}

/// Why the record of an account does not hold, if it does not.
async fn follow(database: &Database, evidence: &Evidence, account: &str) -> Result<Option<String>, Error> {
    // Under the lock for writing, so that no commit is under way and the head is the one of the rows.
    let mut work = database.write().await?;
    let entries = list::entries(&mut *work, account, None, i64::MIN, i64::MAX).await?;
    let end = end(&mut *work, account).await?;
    let mut verifier = Verifier::new(account);
    if let Some(Broken { number, why }) = entries.iter().find_map(|entry| verifier.feed(entry).err()) {
        return Ok(Some(format!("broken at entry {number} ({why:?})")));
    }
    // Asked under the lock, too: a head whose commit never came may have gone since the accounts were listed.
    let is_confirmed: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM accounts WHERE id = $1 AND confirmed_at IS NOT NULL)")
            .bind(account)
            .fetch_one(&mut *work)
            .await?;
    Ok(match evidence.compare(account, end).await? {
        Standing::Broken(head) => Some(match verifier.finish(&head) {
            Err(Broken { number, why }) => format!("broken at entry {number} ({why:?}): not as its head says"),
            Ok(()) => "the head is not signed by this server".to_owned(),
        }),
        Standing::Whole { .. } if entries.is_empty() && is_confirmed => {
            Some("confirmed, and nothing is recorded".to_owned())
        }
        Standing::Whole { .. } => None,
    })
}

//! `verify-evidence`: follows every chain to its head, and those without one to their end.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use contract::evidence::{Broken, Hash, Verifier, Why};

use super::{Evidence, Standing, anonymous, end, of};
use crate::Fault;
use crate::database::{self, Database};
use crate::error::Error;
use crate::sealed::Vault;

/// What came of it.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many records hold: of accounts, and of choices about cookies without an account.
    pub whole: usize,
    /// A line for each that does not: whose it is, and where the break is.
    pub broken: Vec<String>,
}

/// Follows every chain of a data folder to its head. The server may be running.
///
/// # Errors
/// A [`Fault`] when the folder cannot be read.
pub async fn verify(data: &Path) -> Result<Verdict, Fault> {
    let (database, vault) = database::open_existing(data).await?;
    let evidence = Evidence::open(data, &database)?;
    let verdict = verify_all(&database, &vault, &evidence).await.map_err(|error| {
        Fault::new(format!("the evidence cannot be read ({error:?}): see that this user may read the data folder"))
    });
    database.close().await;
    verdict
}

async fn verify_all(database: &Database, vault: &Vault, evidence: &Evidence) -> Result<Verdict, Error> {
    let confirmed: Vec<String> =
        sqlx::query_scalar("SELECT id FROM accounts WHERE confirmed_at IS NOT NULL").fetch_all(database.read()).await?;
    let chained: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT account_id FROM evidence").fetch_all(database.read()).await?;
    let mut accounts: BTreeSet<String> = evidence.with_heads(super::Heads::accounts).await?;
    accounts.extend(confirmed.into_iter().chain(chained));
    let mut verdict = Verdict::default();
    let mut joins: BTreeMap<String, Vec<(u64, Hash)>> = BTreeMap::new();
    for account in accounts {
        for (chain, end) in joined(database, vault, &account).await? {
            joins.entry(chain).or_default().push(end);
        }
        match follow(database, evidence, &account).await? {
            None => verdict.whole += 1,
            Some(why) => verdict.broken.push(format!("{account}: {why}")),
        }
    }
    let chains: Vec<String> =
        sqlx::query_scalar("SELECT id FROM consent_chains UNION SELECT chain FROM consent_entries ORDER BY 1")
            .fetch_all(database.read())
            .await?;
    for chain in chains {
        let joined = joins.get(&chain).map_or(&[][..], Vec::as_slice);
        match follow_anonymous(database, vault, &chain, joined).await? {
            None => verdict.whole += 1,
            Some(why) => verdict.broken.push(format!("choices about cookies {chain}: {why}")),
        }
    }
    Ok(verdict)
}

/// Why the chain of choices of a consent id does not hold, if it does not. That its last entries were
/// cut off shows where something else names them: the index, or the record of an account that joined it.
async fn follow_anonymous(
    database: &Database,
    vault: &Vault,
    chain: &str,
    joined: &[(u64, Hash)],
) -> Result<Option<String>, Error> {
    let mut reading = database.read().begin().await?;
    let entries = anonymous::entries(&mut *reading, vault, chain).await?;
    let indexed: Option<i64> = sqlx::query_scalar("SELECT max(number) FROM consents WHERE chain = $1")
        .bind(chain)
        .fetch_one(&mut *reading)
        .await?;
    let broken = |number: u64, why: Why| Ok(Some(format!("broken at entry {number} ({why:?})")));
    let length = entries.len() as u64;
    let indexed = indexed.map_or(1, |number| u64::try_from(number).unwrap_or(u64::MAX));
    if joined.iter().map(|(length, _)| *length).chain([indexed]).any(|named| named > length) {
        return broken(length + 1, Why::Length);
    }
    // Nothing here is erased by its key: every text opens, and names the id that the chain begins with.
    let Some(consent_id) = entries.first().and_then(anonymous::consent_id) else { return broken(1, Why::Text) };
    if anonymous::owner(vault, &consent_id) != chain {
        return broken(1, Why::Previous);
    }
    let mut verifier = Verifier::new(&consent_id);
    for entry in &entries {
        if entry.text.is_none() {
            return broken(entry.number, Why::Text);
        }
        if let Err(Broken { number, why }) = verifier.feed(entry) {
            return broken(number, why);
        }
        if joined.iter().any(|(number, head)| *number == entry.number && *head != entry.hash) {
            return broken(entry.number, Why::Head);
        }
    }
    Ok(None)
}

/// The ends of chains of choices that the record of an account names, by the owner of the chain.
async fn joined(database: &Database, vault: &Vault, account: &str) -> Result<Vec<(String, (u64, Hash))>, Error> {
    let sealed_key: Option<Vec<u8>> = sqlx::query_scalar("SELECT sealed_key FROM person_keys WHERE account_id = $1")
        .bind(account)
        .fetch_optional(database.read())
        .await?;
    let Some(key) = sealed_key.and_then(|sealed| vault.unwrap(account, &sealed).ok()) else { return Ok(Vec::new()) };
    let entries = of(account).entries(database.read(), Some(&key), i64::MIN, i64::MAX).await?;
    Ok(entries.iter().filter_map(|entry| anonymous::joined(vault, entry)).collect())
}

/// Why the record of an account does not hold, if it does not.
async fn follow(database: &Database, evidence: &Evidence, account: &str) -> Result<Option<String>, Error> {
    // Under the lock for writing, so that no commit is under way and the head is the one of the rows.
    let mut work = database.write().await?;
    let entries = of(account).entries(&mut *work, None, i64::MIN, i64::MAX).await?;
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

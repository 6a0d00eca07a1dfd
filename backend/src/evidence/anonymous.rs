//! The choices of people who were not signed in: a chain for each consent id.
//!
//! The id is in the person's browser. Here stands its keyed hash, and the texts are sealed under a key
//! of the server. Nothing says who it was: no address, no browser.
//!
//! No head of these chains is signed. It would be a file, written and synced, for everybody who ever
//! pressed a button of the banner; and what it would show is in other hands already: the person can
//! take the receipt of each choice, which names its place in the chain, and when they sign in, an entry
//! of the account's record, which has a head, names the end of this one.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::deadlines::CHOICE_DAYS;
use contract::evidence::{Entry, Hash};
use serde::Deserialize;
use sqlx::{Sqlite, SqliteExecutor, Transaction};

use super::Fact;
use super::chain::{ANONYMOUS, Chain};
use crate::clock::{self, DAY};
use crate::error::Error;
use crate::sealed::Vault;

/// What is kept of a consent id, which is 128 random bits: a keyed hash, as base64url.
#[must_use]
pub fn owner(vault: &Vault, consent_id: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(vault.request_mac(&[b"consent id", consent_id.as_bytes()]))
}

/// Appends an entry in the transaction of what it tells. Gives the entry's number.
///
/// # Errors
/// When the database does not take it.
pub async fn append(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    consent_id: &str,
    fact: &Fact<'_>,
) -> Result<u64, Error> {
    let owner = owner(vault, consent_id);
    sqlx::query("INSERT INTO consent_chains (id) VALUES ($1) ON CONFLICT (id) DO NOTHING")
        .bind(&owner)
        .execute(&mut **work)
        .await?;
    let end = of(&owner).append(work, Hash::beginning(consent_id), vault.consents(), fact).await?;
    Ok(end.length)
}

/// Erases the chains whose time is over, with all that stands in them. What an account has joined, its
/// record vouches for: that goes after the account.
///
/// # Errors
/// When the database does not take it.
pub async fn erase_old(work: &mut Transaction<'static, Sqlite>) -> Result<(), Error> {
    sqlx::query(
        "DELETE FROM consent_chains
         WHERE NOT EXISTS (SELECT 1 FROM consent_joins WHERE chain = consent_chains.id)
           AND NOT EXISTS (SELECT 1 FROM consent_entries WHERE chain = consent_chains.id AND at > $1)",
    )
    .bind(clock::now() - i64::from(CHOICE_DAYS) * DAY)
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// How long the chain of an owner is, and the hash of its last entry; none when it has no entry.
///
/// # Errors
/// When the database does not answer.
pub async fn end(database: impl SqliteExecutor<'_>, owner: &str) -> Result<Option<(u64, Hash)>, Error> {
    Ok(of(owner).end(database).await?.map(|end| (end.length, end.hash)))
}

/// An entry of the chain of an owner; none where there is no such number.
///
/// # Errors
/// When the database does not answer.
pub async fn entry(
    database: impl SqliteExecutor<'_>,
    vault: &Vault,
    owner: &str,
    number: i64,
) -> Result<Option<Entry>, Error> {
    of(owner).entry(database, vault.consents(), number).await
}

/// The consent id that the text of an entry names.
pub(super) fn consent_id(entry: &Entry) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        consent_id: String,
    }
    serde_json::from_str::<Named>(entry.text.as_deref()?).ok().map(|named| named.consent_id)
}

/// The end of a chain that an entry of an account's record joined: owner, length, and hash.
pub(super) fn joined(vault: &Vault, entry: &Entry) -> Option<(String, (u64, Hash))> {
    #[derive(Deserialize)]
    struct Joined {
        consent_id: String,
        length: u64,
        head: Hash,
    }
    let Joined { consent_id, length, head } = serde_json::from_str(entry.text.as_deref()?).ok()?;
    Some((owner(vault, &consent_id), (length, head)))
}

/// The whole chain of an owner, in order.
pub(super) async fn entries(
    database: impl SqliteExecutor<'_>,
    vault: &Vault,
    owner: &str,
) -> Result<Vec<Entry>, Error> {
    of(owner).entries(database, Some(vault.consents()), i64::MIN, i64::MAX).await
}

const fn of(owner: &str) -> Chain<'_> {
    Chain { table: &ANONYMOUS, owner }
}

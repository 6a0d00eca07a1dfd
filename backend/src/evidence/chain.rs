//! Chains of entries: made, appended and read in one way, in whichever table they stand.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::evidence::{Entry, Hash, Link, SALT_LENGTH};
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, SqliteExecutor, Transaction};

use super::Fact;
use super::head::End;
use crate::clock;
use crate::error::Error;
use crate::sealed::{Key, Place, random};

/// A table of chains: all have the same columns but for the one that says whose a row is.
pub(super) struct Table {
    /// The column that is sealed, as in [`Place`].
    sealed: &'static str,
    /// The last row of a chain.
    last: &'static str,
    /// A new row.
    insert: &'static str,
    /// The rows after a number.
    after: &'static str,
}

/// The records of accounts.
pub(super) static OF_ACCOUNTS: Table = Table {
    sealed: "evidence.sealed",
    last: "SELECT number, at, hash FROM evidence WHERE account_id = $1 ORDER BY number DESC LIMIT 1",
    insert: "INSERT INTO evidence (account_id, number, at, previous, sealed, text_hash, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
    after: "SELECT number, at, previous, sealed, text_hash, hash FROM evidence
            WHERE account_id = $1 AND number > $2 ORDER BY number LIMIT $3",
};
/// The records of choices of people who were not signed in.
pub(super) static ANONYMOUS: Table = Table {
    sealed: "consent_entries.sealed",
    last: "SELECT number, at, hash FROM consent_entries WHERE chain = $1 ORDER BY number DESC LIMIT 1",
    insert: "INSERT INTO consent_entries (chain, number, at, previous, sealed, text_hash, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
    after: "SELECT number, at, previous, sealed, text_hash, hash FROM consent_entries
            WHERE chain = $1 AND number > $2 ORDER BY number LIMIT $3",
};

/// A chain.
#[derive(Clone, Copy)]
pub(super) struct Chain<'a> {
    /// Where it stands.
    pub(super) table: &'static Table,
    /// Whose it is, as the table says it.
    pub(super) owner: &'a str,
}

/// What is sealed of an entry.
#[derive(Serialize, Deserialize)]
struct Sealed {
    /// Base64url of the salt.
    salt: String,
    text: String,
}

/// A row: number, time, previous, sealed, hash of the text, hash.
type Row = (i64, i64, Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);

impl Chain<'_> {
    /// Makes the next entry and appends it; a chain without entries begins with this hash. Gives where
    /// the chain ends now.
    pub(super) async fn append(
        self,
        work: &mut Transaction<'static, Sqlite>,
        beginning: Hash,
        key: &Key,
        fact: &Fact<'_>,
    ) -> Result<End, Error> {
        let (number, earliest, previous) = match self.last(&mut **work).await? {
            Some((number, at, hash)) => (number + 1, at, read_hash(&hash)),
            None => (1, i64::MIN, beginning),
        };
        // A clock that was put back does not put the record's back.
        let at = clock::now().max(earliest);
        let salt: [u8; SALT_LENGTH] = random();
        let text = serde_json::to_string(fact).map_err(|error| Error::Broken(error.to_string()))?;
        let text_hash = Hash::of_text(&salt, &text);
        let sealed = serde_json::to_vec(&Sealed { salt: BASE64_URL_SAFE_NO_PAD.encode(salt), text })
            .map_err(|error| Error::Broken(error.to_string()))?;
        let sealed = key.seal(self.place(&self.row(number)), &sealed);
        let length = u64::try_from(number).map_err(|error| Error::Broken(error.to_string()))?;
        let sealed_hash = Hash::of_sealed(&sealed);
        let hash = Link { number: length, at, previous, sealed_hash, text_hash }.hash();
        sqlx::query(self.table.insert)
            .bind(self.owner)
            .bind(number)
            .bind(at)
            .bind(&previous.0[..])
            .bind(sealed)
            .bind(&text_hash.0[..])
            .bind(&hash.0[..])
            .execute(&mut **work)
            .await?;
        Ok(End { length, hash })
    }

    /// Where it ends; none when it has no entry.
    pub(super) async fn end(self, database: impl SqliteExecutor<'_>) -> Result<Option<End>, Error> {
        let last = self.last(database).await?;
        Ok(last
            .map(|(number, _, hash)| End { length: u64::try_from(number).unwrap_or(u64::MAX), hash: read_hash(&hash) }))
    }

    /// Entries after a number, in order. Without the key, or where it does not open what is sealed,
    /// their texts are left out; the chain can be followed all the same.
    pub(super) async fn entries(
        self,
        database: impl SqliteExecutor<'_>,
        key: Option<&Key>,
        after: i64,
        rows: i64,
    ) -> Result<Vec<Entry>, Error> {
        let rows: Vec<Row> =
            sqlx::query_as(self.table.after).bind(self.owner).bind(after).bind(rows).fetch_all(database).await?;
        Ok(rows.into_iter().map(|row| self.show(key, row)).collect())
    }

    /// The entry of a number.
    pub(super) async fn entry(
        self,
        database: impl SqliteExecutor<'_>,
        key: &Key,
        number: i64,
    ) -> Result<Option<Entry>, Error> {
        let entries = self.entries(database, Some(key), number - 1, 1).await?;
        Ok(entries.into_iter().find(|entry| i64::try_from(entry.number) == Ok(number)))
    }

    async fn last(self, database: impl SqliteExecutor<'_>) -> Result<Option<(i64, i64, Vec<u8>)>, Error> {
        Ok(sqlx::query_as(self.table.last).bind(self.owner).fetch_optional(database).await?)
    }

    fn show(self, key: Option<&Key>, (number, at, previous, sealed, text_hash, hash): Row) -> Entry {
        let opened = key
            .and_then(|key| key.open(self.place(&self.row(number)), &sealed).ok())
            .and_then(|plain| serde_json::from_slice::<Sealed>(&plain).ok())
            .filter(|opened| BASE64_URL_SAFE_NO_PAD.decode(&opened.salt).is_ok_and(|salt| salt.len() == SALT_LENGTH));
        let (salt, text) = opened.map(|opened| (opened.salt, opened.text)).unzip();
        Entry {
            // Numbers that are none, and times that no calendar has, fit no chain.
            number: u64::try_from(number).unwrap_or(0),
            at: at.checked_mul(1000).map(clock::rfc3339).unwrap_or_default(),
            previous: read_hash(&previous),
            sealed_hash: Hash::of_sealed(&sealed),
            text,
            salt,
            text_hash: read_hash(&text_hash),
            hash: read_hash(&hash),
        }
    }

    fn row(self, number: i64) -> String {
        format!("{}/{number}", self.owner)
    }

    const fn place(self, row: &str) -> Place<'_> {
        Place { column: self.table.sealed, row }
    }
}

/// A hash of the database. What has another length is shown as zeros: it fits nothing.
fn read_hash(bytes: &[u8]) -> Hash {
    Hash(bytes.try_into().unwrap_or([0; 32]))
}

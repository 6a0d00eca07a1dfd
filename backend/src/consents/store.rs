//! The rows of recorded choices: where each stands, and whose it is. What was chosen is in the entry.

use contract::account::Language;
use contract::consent::record::{Consent, ConsentReceipt, NewConsent};
use contract::consent::{Category, Source};
use contract::evidence::{Entry, Hash};
use contract::refusal::RefusalCode;
use serde::Deserialize;
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::error::Error;
use crate::evidence::{self, anonymous};
use crate::sealed::Vault;
use crate::{App, opaque_id};

/// In whose chain a record stands.
pub(super) enum Holder {
    /// An account's, by its id.
    Account(String),
    /// A consent id's, by its [`anonymous::owner`].
    Chain(String),
}

/// Who asks for records.
pub(super) enum Asker {
    /// Who holds records, or an account that joined chains.
    Somebody(Holder),
    /// Nobody who could have chosen anything.
    Nobody,
}

impl Asker {
    /// The account and the chain, of which one is there at most.
    fn names(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::Somebody(Holder::Account(account)) => (Some(account), None),
            Self::Somebody(Holder::Chain(chain)) => (None, Some(chain)),
            Self::Nobody => (None, None),
        }
    }
}

/// A row of `consents`.
#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account_id: Option<String>,
    chain: Option<String>,
    number: i64,
}

/// What the text of an entry says of a choice.
#[derive(Deserialize)]
struct Recorded {
    consent_id: String,
    chosen_at: String,
    categories: Vec<Category>,
    despite_signal: bool,
    undo: bool,
    revision: u32,
    text_hash: Hash,
    language: Language,
    source: Source,
}

/// A recorded choice, opened.
pub(super) struct Stored {
    /// The record's id.
    pub(super) id: String,
    /// The account, when it stands in an account's chain.
    account: Option<String>,
    recorded: Recorded,
    entry: Entry,
}

impl Stored {
    /// The record as it crosses the wire.
    pub(super) fn consent(self) -> Consent {
        self.receipt().consent
    }

    /// The record with its place in the chain.
    pub(super) fn receipt(self) -> ConsentReceipt {
        let Self { id, account, recorded, entry } = self;
        let consent = Consent {
            id,
            chosen_at: recorded.chosen_at,
            received_at: entry.at.clone(),
            categories: recorded.categories,
            despite_signal: recorded.despite_signal,
            undo: recorded.undo,
            revision: recorded.revision,
            text_hash: recorded.text_hash,
            language: recorded.language,
            source: recorded.source,
        };
        ConsentReceipt { consent, chain: account.unwrap_or(recorded.consent_id), entry }
    }
}

/// The keyed hash of all that was sent: what is sent again has the same, whoever is signed in by then.
pub(super) fn content(vault: &Vault, new: &NewConsent) -> Result<[u8; 32], Error> {
    let sent = serde_json::to_vec(new).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(vault.request_mac(&[b"consent", &sent]))
}

/// Notes where a record stands that was just appended.
pub(super) async fn keep(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    holder: Holder,
    number: u64,
    content: &[u8; 32],
    new: &NewConsent,
) -> Result<Stored, Error> {
    let (account_id, chain) = match holder {
        Holder::Account(account) => (Some(account), None),
        Holder::Chain(chain) => (None, Some(chain)),
    };
    let number = i64::try_from(number).map_err(|error| Error::Broken(error.to_string()))?;
    let row = Row { id: opaque_id(), account_id, chain, number };
    sqlx::query(
        "INSERT INTO consents (id, content, account_id, chain, number, chosen_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&row.id)
    .bind(&content[..])
    .bind(&row.account_id)
    .bind(&row.chain)
    .bind(number)
    .bind(new.choice().chosen_at)
    .execute(&mut **work)
    .await?;
    open(work, vault, row).await
}

/// The record of the same content, wherever it stands.
pub(super) async fn of_content(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    content: &[u8; 32],
) -> Result<Option<Stored>, Error> {
    let row: Option<Row> = sqlx::query_as("SELECT id, account_id, chain, number FROM consents WHERE content = $1")
        .bind(&content[..])
        .fetch_optional(&mut **work)
        .await?;
    match row {
        Some(row) => open(work, vault, row).await.map(Some),
        None => Ok(None),
    }
}

/// A query over `theirs`: the records of an account ($1) and of the chains that it joined, as far as
/// they had grown by then, or of a chain ($2).
macro_rules! of_theirs {
    ($query:literal) => {
        concat!(
            "WITH theirs AS (
                 SELECT id, account_id, chain, number, chosen_at FROM consents WHERE account_id = $1
                 UNION ALL
                 SELECT c.id, c.account_id, c.chain, c.number, c.chosen_at
                 FROM consent_joins j JOIN consents c ON c.chain = j.chain AND c.number <= j.length
                 WHERE j.account_id = $1
                 UNION ALL
                 SELECT id, account_id, chain, number, chosen_at FROM consents WHERE chain = $2
             ) ",
            $query
        )
    };
}

/// Records of who asks after one of them, the newest choice first.
pub(super) async fn list(app: &App, asker: &Asker, after: Option<&str>, rows: i64) -> Result<Vec<Stored>, Error> {
    let (account, chain) = asker.names();
    let place = match after {
        Some(id) => sqlx::query_as(of_theirs!("SELECT chosen_at, number, id FROM theirs WHERE id = $3"))
            .bind(account)
            .bind(chain)
            .bind(id)
            .fetch_optional(app.database.read())
            .await?
            .ok_or(RefusalCode::Malformed)?,
        None => (i64::MAX, i64::MAX, String::new()),
    };
    // The number is the order within a second.
    let rows: Vec<Row> = sqlx::query_as(of_theirs!(
        "SELECT id, account_id, chain, number FROM theirs WHERE (chosen_at, number, id) < ($3, $4, $5)
         ORDER BY chosen_at DESC, number DESC, id DESC LIMIT $6"
    ))
    .bind(account)
    .bind(chain)
    .bind(place.0)
    .bind(place.1)
    .bind(place.2)
    .bind(rows)
    .fetch_all(app.database.read())
    .await?;
    let mut connection = app.database.read().acquire().await?;
    let mut stored = Vec::with_capacity(rows.len());
    for row in rows {
        stored.push(open(&mut connection, &app.vault, row).await?);
    }
    Ok(stored)
}

/// The record of an id, if it is of who asks.
pub(super) async fn of_asker(app: &App, asker: &Asker, id: &str) -> Result<Option<Stored>, Error> {
    let (account, chain) = asker.names();
    let mut connection = app.database.read().acquire().await?;
    let row: Option<Row> = sqlx::query_as(of_theirs!("SELECT id, account_id, chain, number FROM theirs WHERE id = $3"))
        .bind(account)
        .bind(chain)
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => open(&mut connection, &app.vault, row).await.map(Some),
        None => Ok(None),
    }
}

/// How much of a chain an account joined, if it did.
pub(super) async fn joined(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    chain: &str,
) -> Result<Option<u64>, Error> {
    let length: Option<i64> =
        sqlx::query_scalar("SELECT length FROM consent_joins WHERE account_id = $1 AND chain = $2")
            .bind(account)
            .bind(chain)
            .fetch_optional(&mut **work)
            .await?;
    Ok(length.and_then(|length| u64::try_from(length).ok()))
}

/// Notes that an account joined so much of a chain.
pub(super) async fn join(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    chain: &str,
    length: u64,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO consent_joins (account_id, chain, length) VALUES ($1, $2, $3)
         ON CONFLICT (account_id, chain) DO UPDATE SET length = $3",
    )
    .bind(account)
    .bind(chain)
    .bind(i64::try_from(length).map_err(|error| Error::Broken(error.to_string()))?)
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// Opens a record that was found as theirs, or as what was sent.
async fn open(database: &mut SqliteConnection, vault: &Vault, row: Row) -> Result<Stored, Error> {
    let Row { id, account_id, chain, number } = row;
    let entry = match (&account_id, chain) {
        (Some(account), _) => {
            let sealed_key: Vec<u8> = sqlx::query_scalar("SELECT sealed_key FROM person_keys WHERE account_id = $1")
                .bind(account)
                .fetch_one(&mut *database)
                .await?;
            evidence::entry(database, account, &vault.unwrap(account, &sealed_key)?, number).await?
        }
        (None, Some(chain)) => anonymous::entry(database, vault, &chain, number).await?,
        (None, None) => None,
    };
    let unreadable = || Error::Broken("a recorded choice cannot be read: run verify-evidence".to_owned());
    let entry = entry.ok_or_else(unreadable)?;
    let recorded = entry.text.as_deref().and_then(|text| serde_json::from_str(text).ok()).ok_or_else(unreadable)?;
    Ok(Stored { id, account: account_id, recorded, entry })
}

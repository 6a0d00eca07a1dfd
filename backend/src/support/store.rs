//! The rows of support: sealed under the person's key, or under a key of the row's own.

use contract::account::Language;
use contract::deadlines::SUPPORT_DAYS;
use contract::support::{NewSupportRequest, SupportAnswer, SupportLook, SupportRequest, SupportState, Topic};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, SqliteConnection, SqliteExecutor, Transaction};

use crate::App;
use crate::clock::{self, DAY};
use crate::error::Error;
use crate::jobs::About;
use crate::paging::Moment;
use crate::person::Person;
use crate::sealed::{Key, Place, Vault};

/// Whose request it is.
#[derive(Clone, Copy)]
pub enum Holder<'a> {
    /// An account's, by id and key.
    Account(&'a str, &'a Key),
    /// Somebody's without an account; the key is the row's own, so that erasing the row is enough.
    Nobody(&'a Key),
}

impl<'a> Holder<'a> {
    /// Whom errands about the request are about.
    #[must_use]
    pub const fn about(self) -> About<'a> {
        match self {
            Self::Account(account, key) => About::Account(account, key),
            Self::Nobody(_) => About::Nobody,
        }
    }

    const fn key(self) -> &'a Key {
        match self {
            Self::Account(_, key) | Self::Nobody(key) => key,
        }
    }
}

/// What is sealed of a request.
#[derive(Serialize, Deserialize)]
pub struct Document {
    /// What was written.
    pub message: String,
    /// Where the answer goes; empty for an account, whose address may change.
    pub email: String,
    /// The language of the messages.
    pub language: Language,
}

/// What is sealed of an answer.
#[derive(Serialize, Deserialize)]
pub struct StoredAnswer {
    /// The name of who answered.
    pub operator: String,
    /// Why they opened the request.
    pub reason: String,
    /// The answer.
    pub text: String,
}

/// What is sealed of a look of an operator at a request.
#[derive(Serialize, Deserialize)]
pub struct StoredLook {
    /// The name of who looked.
    pub operator: String,
    /// Why they did.
    pub reason: String,
}

/// A request, opened.
pub struct Stored {
    /// As in `HT-2026-000001`.
    pub reference: String,
    /// The account that it belongs to.
    pub account: Option<String>,
    /// The key under which it is sealed.
    pub key: Key,
    /// In milliseconds since 1970.
    pub received_at: i64,
    /// What it is about.
    pub topic: Topic,
    /// What was written, and where the answer goes.
    pub document: Document,
    /// The answers, each with its time in milliseconds, in order.
    pub answers: Vec<(i64, StoredAnswer)>,
    /// The looks of operators, each with its time in milliseconds, in order.
    pub looks: Vec<(i64, StoredLook)>,
}

impl Stored {
    /// The request as it crosses the wire.
    #[must_use]
    pub fn show(&self) -> SupportRequest {
        SupportRequest {
            reference: self.reference.clone(),
            received_at: clock::rfc3339(self.received_at),
            state: state(!self.answers.is_empty()),
            topic: self.topic,
            message: self.document.message.clone(),
            answers: self
                .answers
                .iter()
                .map(|(at, answer)| SupportAnswer {
                    at: clock::rfc3339(*at),
                    operator: answer.operator.clone(),
                    reason: answer.reason.clone(),
                    text: answer.text.clone(),
                })
                .collect(),
            looks: self
                .looks
                .iter()
                .map(|(at, look)| SupportLook {
                    at: clock::rfc3339(*at),
                    operator: look.operator.clone(),
                    reason: look.reason.clone(),
                })
                .collect(),
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn holder(&self) -> Holder<'_> {
        match &self.account {
            Some(account) => Holder::Account(account, &self.key),
            None => Holder::Nobody(&self.key),
        }
    }
}

/// Keeps a new request.
pub(super) async fn keep(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    reference: &str,
    holder: Holder<'_>,
    code_hash: Option<[u8; 32]>,
    new: &NewSupportRequest,
) -> Result<Stored, Error> {
    let (account, own_key) = match holder {
        Holder::Account(account, _) => (Some(account), None),
        Holder::Nobody(key) => (None, Some(vault.wrap_at(place_of_key(reference), key))),
    };
    let document = Document {
        message: new.message().to_owned(),
        email: if account.is_some() { String::new() } else { new.email().to_owned() },
        language: new.language(),
    };
    let plain = serde_json::to_vec(&document).map_err(|error| Error::Broken(error.to_string()))?;
    sqlx::query(
        "INSERT INTO support_requests (reference, account_id, sealed_key, code_hash, received_at, topic, document)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(reference)
    .bind(account)
    .bind(own_key)
    .bind(code_hash.map(Vec::from))
    .bind(clock::now_in_milliseconds())
    .bind(new.topic().code())
    .bind(holder.key().seal(place(reference), &plain))
    .execute(&mut **work)
    .await?;
    open(work, vault, reference).await?.ok_or_else(|| Error::Broken("a new request is not there".to_owned()))
}

/// Keeps an answer.
///
/// # Errors
/// When the database does not take it.
pub async fn answer(
    work: &mut Transaction<'static, Sqlite>,
    stored: &Stored,
    answer: &StoredAnswer,
) -> Result<(), Error> {
    let number = i64::try_from(stored.answers.len()).unwrap_or(i64::MAX);
    ANSWERS.add(work, stored, number, answer).await
}

/// Keeps that an operator looks at a request.
///
/// # Errors
/// When the database does not take it.
pub async fn look(work: &mut Transaction<'static, Sqlite>, stored: &Stored, look: &StoredLook) -> Result<(), Error> {
    let number = i64::try_from(stored.looks.len()).unwrap_or(i64::MAX);
    LOOKS.add(work, stored, number, look).await
}

/// The request of a reference, if it is this person's.
pub(super) async fn of_person(app: &App, person: &Person, reference: &str) -> Result<Option<Stored>, Error> {
    let found = sqlx::query_scalar("SELECT reference FROM support_requests WHERE reference = $1 AND account_id = $2")
        .bind(reference)
        .bind(&person.account)
        .fetch_optional(app.database.read())
        .await?;
    open_found(app, found).await
}

/// The request of a reference, if it is nobody's account's and this is the hash of its code.
pub(super) async fn of_code(app: &App, reference: &str, code_hash: [u8; 32]) -> Result<Option<Stored>, Error> {
    let found = sqlx::query_scalar(
        "SELECT reference FROM support_requests WHERE reference = $1 AND account_id IS NULL AND code_hash = $2",
    )
    .bind(reference)
    .bind(&code_hash[..])
    .fetch_optional(app.database.read())
    .await?;
    open_found(app, found).await
}

/// The requests of a person after a place in their list, the newest first.
pub(super) async fn of_account(app: &App, person: &Person, after: &Moment, rows: i64) -> Result<Vec<Stored>, Error> {
    let references: Vec<String> = sqlx::query_scalar(
        "SELECT reference FROM support_requests
         WHERE account_id = $1 AND (received_at < $2 OR received_at = $2 AND reference < $3)
         ORDER BY received_at DESC, reference DESC LIMIT $4",
    )
    .bind(&person.account)
    .bind(after.at)
    .bind(&after.id)
    .bind(rows)
    .fetch_all(app.database.read())
    .await?;
    let mut requests = Vec::with_capacity(references.len());
    for reference in references {
        requests.extend(open_found(app, Some(reference)).await?);
    }
    Ok(requests)
}

/// Erases what somebody without an account wrote once its time is over: the rows, and with them the
/// key that would open them. Those of an account go with the account.
///
/// # Errors
/// When the database does not take it.
pub async fn erase_old(work: &mut Transaction<'static, Sqlite>) -> Result<(), Error> {
    let last_word = (clock::now() - i64::from(SUPPORT_DAYS) * DAY) * 1000;
    sqlx::query(
        "DELETE FROM support_requests WHERE account_id IS NULL AND received_at <= $1 AND NOT EXISTS
         (SELECT 1 FROM support_answers WHERE reference = support_requests.reference AND at > $1)",
    )
    .bind(last_word)
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// What `support list` tells of a request: nothing about anybody.
#[derive(sqlx::FromRow)]
pub struct Listed {
    /// As in `HT-2026-000001`.
    pub reference: String,
    /// In milliseconds since 1970.
    pub received_at: i64,
    /// What it is about: a [`Topic::code`].
    pub topic: String,
    /// True when there is an answer.
    pub is_answered: bool,
}

/// Every request, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list_all(database: impl SqliteExecutor<'_>) -> Result<Vec<Listed>, Error> {
    Ok(sqlx::query_as(
        "SELECT reference, received_at, topic,
                EXISTS (SELECT 1 FROM support_answers WHERE reference = support_requests.reference) AS is_answered
         FROM support_requests ORDER BY received_at, reference",
    )
    .fetch_all(database)
    .await?)
}

/// A table of what was added to requests: numbered in the order of time, sealed as the request is.
struct Added {
    insert: &'static str,
    select: &'static str,
    column: &'static str,
}

const ANSWERS: Added = Added {
    insert: "INSERT INTO support_answers (reference, number, at, document) VALUES ($1, $2, $3, $4)",
    select: "SELECT number, at, document FROM support_answers WHERE reference = $1 ORDER BY number",
    column: "support_answers.document",
};

const LOOKS: Added = Added {
    insert: "INSERT INTO support_looks (reference, number, at, document) VALUES ($1, $2, $3, $4)",
    select: "SELECT number, at, document FROM support_looks WHERE reference = $1 ORDER BY number",
    column: "support_looks.document",
};

impl Added {
    async fn add<T: Serialize>(
        &self,
        work: &mut Transaction<'static, Sqlite>,
        stored: &Stored,
        number: i64,
        added: &T,
    ) -> Result<(), Error> {
        let plain = serde_json::to_vec(added).map_err(|error| Error::Broken(error.to_string()))?;
        let row = row_of(&stored.reference, number);
        sqlx::query(self.insert)
            .bind(&stored.reference)
            .bind(number)
            .bind(clock::now_in_milliseconds())
            .bind(stored.key.seal(Place { column: self.column, row: &row }, &plain))
            .execute(&mut **work)
            .await?;
        Ok(())
    }

    /// What was added to a request, each with its time in milliseconds.
    async fn read<T: DeserializeOwned>(
        &self,
        database: &mut SqliteConnection,
        key: &Key,
        reference: &str,
    ) -> Result<Vec<(i64, T)>, Error> {
        let rows: Vec<(i64, i64, Vec<u8>)> = sqlx::query_as(self.select).bind(reference).fetch_all(database).await?;
        let read = |(number, at, sealed): (i64, i64, Vec<u8>)| {
            let row = row_of(reference, number);
            Ok((at, opened(key, Place { column: self.column, row: &row }, &sealed)?))
        };
        rows.into_iter().map(read).collect()
    }
}

fn row_of(reference: &str, number: i64) -> String {
    format!("{reference}/{number}")
}

async fn open_found(app: &App, found: Option<String>) -> Result<Option<Stored>, Error> {
    match found {
        Some(reference) => open(&mut *app.database.read().acquire().await?, &app.vault, &reference).await,
        None => Ok(None),
    }
}

/// A row of a request: account, the row's own key, time, topic, document, the account's key.
type Row = (Option<String>, Option<Vec<u8>>, i64, String, Vec<u8>, Option<Vec<u8>>);

/// The request of a reference, whoever's it is: for those who found it as theirs, and for operators.
///
/// # Errors
/// When the database does not answer or a sealed value does not open.
pub async fn open(database: &mut SqliteConnection, vault: &Vault, reference: &str) -> Result<Option<Stored>, Error> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT r.account_id, r.sealed_key, r.received_at, r.topic, r.document, k.sealed_key
         FROM support_requests r LEFT JOIN person_keys k ON k.account_id = r.account_id WHERE r.reference = $1",
    )
    .bind(reference)
    .fetch_optional(&mut *database)
    .await?;
    let Some((account, own_key, received_at, topic, document, persons_key)) = row else { return Ok(None) };
    let key = match (&account, own_key, persons_key) {
        (Some(account), _, Some(sealed)) => vault.unwrap(account, &sealed)?,
        (None, Some(sealed), _) => vault.unwrap_at(place_of_key(reference), &sealed)?,
        _ => return Err(Error::Broken("a request to support has no key".to_owned())),
    };
    let document: Document = opened(&key, place(reference), &document)?;
    let answers = ANSWERS.read(database, &key, reference).await?;
    let looks = LOOKS.read(database, &key, reference).await?;
    let topic = Topic::ALL
        .into_iter()
        .find(|known| known.code() == topic)
        .ok_or_else(|| Error::Broken("a request to support has an unknown topic".to_owned()))?;
    Ok(Some(Stored { reference: reference.to_owned(), account, key, received_at, topic, document, answers, looks }))
}

fn opened<T: DeserializeOwned>(key: &Key, place: Place, sealed: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(&key.open(place, sealed)?).map_err(|error| Error::Broken(error.to_string()))
}

const fn state(is_answered: bool) -> SupportState {
    if is_answered { SupportState::Answered } else { SupportState::Received }
}

const fn place(reference: &str) -> Place<'_> {
    Place { column: "support_requests.document", row: reference }
}

const fn place_of_key(reference: &str) -> Place<'_> {
    Place { column: "support_requests.sealed_key", row: reference }
}

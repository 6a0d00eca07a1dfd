//! The rows of contacts, sealed under the key of the person whose account they are in.

use contract::account::Language;
use contract::contacts::confirmation::CodeSent;
use contract::contacts::settings::SettingsForm;
use contract::contacts::{Channel, Contact, Reason, State};
use contract::form::{Code, FieldErrors};
use contract::quiet_hours::WeekForm;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, SqliteExecutor, Transaction};

use crate::clock;
use crate::dispatch::reconsider;
use crate::error::Error;
use crate::paging::Moment;
use crate::profile::etag;
use crate::sealed::{Key, Place, Vault, hash};

/// What is sealed of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The address in its channel.
    pub address: String,
    /// What the customer calls it; empty for nothing.
    pub label: String,
    /// The language of its messages.
    pub language: Language,
    /// The time zone of its quiet hours, and of its holder's: IANA name.
    pub time_zone: String,
    /// What it is told, and when.
    pub settings: SettingsForm,
    /// Hours in which its holder wants no message.
    pub holder_hours: WeekForm,
    /// Why it is in its state, where there is more to say than the state does.
    pub reason: Option<Reason>,
    /// What opens the holder's page.
    pub holder_token: String,
    /// By which the provider knows the holder, such as the id of a chat; none until the provider told it.
    pub provider_id: Option<String>,
}

/// A contact, opened. Its state is the one of now: a pause that is over has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// 128 random bits.
    pub id: String,
    /// The account that it is in.
    pub account: String,
    /// The version, behind the `ETag`.
    pub version: i64,
    /// The channel.
    pub channel: Channel,
    /// Where it stands.
    pub state: State,
    /// Since when, in seconds since 1970.
    pub state_at: i64,
    /// When a pause ends, in seconds since 1970.
    pub paused_until: Option<i64>,
    /// When it was added, in milliseconds since 1970.
    pub added_at: i64,
    /// What is sealed.
    pub document: Document,
}

/// A contact of some account, and the key of that account's person.
pub struct Owned {
    /// The contact.
    pub stored: Stored,
    /// The key that opened it.
    pub key: Key,
}

/// A row as it stands. The columns are [`COLUMNS`].
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    account_id: String,
    channel: String,
    state: String,
    state_at: i64,
    paused_until: Option<i64>,
    document: Vec<u8>,
    version: i64,
    pub(super) added_at: i64,
}

/// A query for [`Row`]s of contacts that are not removed: what stands behind `WHERE`.
macro_rules! contacts {
    ($condition:literal) => {
        concat!(
            "SELECT id, account_id, channel, state, state_at, paused_until, document, version, added_at
             FROM contacts WHERE removed_at IS NULL AND ",
            $condition
        )
    };
}

/// The same, with the keys of the accounts.
macro_rules! owned {
    ($condition:literal) => {
        concat!(
            "SELECT id, contacts.account_id, channel, state, state_at, paused_until, document, version, added_at,
                    sealed_key
             FROM contacts JOIN person_keys ON person_keys.account_id = contacts.account_id
             WHERE removed_at IS NULL AND ",
            $condition
        )
    };
}

#[derive(sqlx::FromRow)]
struct OwnedRow {
    #[sqlx(flatten)]
    row: Row,
    sealed_key: Vec<u8>,
}

impl Row {
    /// Where it stands now, and since when, and until when it is paused.
    pub(super) fn standing(&self) -> (State, i64, Option<i64>) {
        let state = State::read(&self.state).unwrap_or(State::Other);
        match self.paused_until {
            Some(until) if state == State::Paused && until <= clock::now() => (State::Confirmed, until, None),
            until => (state, self.state_at, until),
        }
    }

    /// The channel.
    pub(super) fn channel(&self) -> Result<Channel, Error> {
        Channel::read(&self.channel).ok_or_else(|| Error::Broken("a contact has an unknown channel".to_owned()))
    }

    /// Opens the document, as far as `D` reads it.
    pub(super) fn open<D: DeserializeOwned>(&self, key: &Key) -> Result<D, Error> {
        let plain = key.open(place(&self.id), &self.document)?;
        serde_json::from_slice(&plain).map_err(|error| Error::Broken(error.to_string()))
    }

    /// The contact.
    pub(super) fn stored(self, key: &Key) -> Result<Stored, Error> {
        let (state, state_at, paused_until) = self.standing();
        let mut document: Document = self.open(key)?;
        if state != State::read(&self.state).unwrap_or(State::Other) {
            document.reason = None;
        }
        Ok(Stored {
            channel: self.channel()?,
            id: self.id,
            account: self.account_id,
            version: self.version,
            state,
            state_at,
            paused_until,
            added_at: self.added_at,
            document,
        })
    }
}

impl OwnedRow {
    fn owned(self, vault: &Vault) -> Result<Owned, Error> {
        let key = vault.unwrap(&self.row.account_id, &self.sealed_key)?;
        Ok(Owned { stored: self.row.stored(&key)?, key })
    }
}

impl Stored {
    /// The version as it stands in `ETag` and goes back in `If-Match`.
    #[must_use]
    pub fn etag(&self) -> String {
        etag(self.version)
    }

    /// Puts it into a state from now on, for a reason or for none. Pauses end.
    pub fn set_state(&mut self, state: State, reason: Option<Reason>) {
        self.state = state;
        self.state_at = clock::now();
        self.paused_until = None;
        self.document.reason = reason;
    }

    /// True where only the holder can end the state.
    #[must_use]
    pub fn is_the_holders(&self) -> bool {
        self.document.reason.as_ref().is_some_and(|reason| reason.code.is_the_holders())
    }

    /// What people call it: its label, or its address.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.document.label.is_empty() { &self.document.address } else { &self.document.label }
    }

    /// The contact as it crosses the wire, with the code that is on its way.
    #[must_use]
    pub fn show(&self, code: Option<CodeSent>) -> Contact {
        let Document { address, label, language, time_zone, settings, holder_hours, reason, .. } = &self.document;
        Contact {
            id: self.id.clone(),
            etag: self.etag(),
            channel: self.channel,
            address: address.clone(),
            label: (!label.is_empty()).then(|| label.clone()),
            language: *language,
            time_zone: time_zone.clone(),
            state: self.state,
            state_at: clock::rfc3339(self.state_at * 1000),
            reason: reason.clone(),
            paused_until: self.paused_until.map(|until| clock::rfc3339(until * 1000)),
            settings: settings.clone(),
            holder_quiet_hours: holder_hours.clone(),
            code,
            added_at: clock::rfc3339(self.added_at),
        }
    }
}

/// The contact of an account by its id; `None` when there is no such one, or it is removed.
///
/// # Errors
/// When the database does not answer or the document does not open.
pub async fn read(
    database: impl SqliteExecutor<'_>,
    account: &str,
    key: &Key,
    id: &str,
) -> Result<Option<Stored>, Error> {
    let row: Option<Row> = sqlx::query_as(contacts!("id = $1 AND account_id = $2"))
        .bind(id)
        .bind(account)
        .fetch_optional(database)
        .await?;
    row.map(|row| row.stored(key)).transpose()
}

/// Every contact of an account, the newest first.
///
/// # Errors
/// When the database does not answer or a document does not open.
pub async fn all(database: impl SqliteExecutor<'_>, account: &str, key: &Key) -> Result<Vec<Stored>, Error> {
    rows(database, account).await?.into_iter().map(|row| row.stored(key)).collect()
}

/// The rows of an account, the newest first.
pub(super) async fn rows(database: impl SqliteExecutor<'_>, account: &str) -> Result<Vec<Row>, Error> {
    Ok(sqlx::query_as(contacts!("account_id = $1 ORDER BY added_at DESC, id DESC"))
        .bind(account)
        .fetch_all(database)
        .await?)
}

/// A page of the rows of an account, the newest first; of a channel and in a state, where their words are
/// not empty.
pub(super) async fn page(
    database: impl SqliteExecutor<'_>,
    account: &str,
    (channel, state): (&str, &str),
    after: &Moment,
    rows: i64,
) -> Result<Vec<Row>, Error> {
    let query = contacts!(
        "account_id = $1 AND (added_at < $2 OR added_at = $2 AND id < $3) AND ($4 = '' OR channel = $4)
         AND ($5 = '' OR $5 = CASE WHEN state = 'paused' AND paused_until <= $6 THEN 'confirmed' ELSE state END)
         ORDER BY added_at DESC, id DESC LIMIT $7"
    );
    Ok(sqlx::query_as(query)
        .bind(account)
        .bind(after.at)
        .bind(&after.id)
        .bind(channel)
        .bind(state)
        .bind(clock::now())
        .bind(rows)
        .fetch_all(database)
        .await?)
}

/// The contact of an id, whosever it is: for what comes from its holder, never for a customer.
///
/// # Errors
/// When the database does not answer or the document does not open.
pub async fn of_id(database: impl SqliteExecutor<'_>, vault: &Vault, id: &str) -> Result<Option<Owned>, Error> {
    let row: Option<OwnedRow> = sqlx::query_as(owned!("id = $1")).bind(id).fetch_optional(database).await?;
    row.map(|row| row.owned(vault)).transpose()
}

/// The contact whose holder has this token.
///
/// # Errors
/// When the database does not answer or the document does not open.
pub async fn of_token(database: impl SqliteExecutor<'_>, vault: &Vault, token: &str) -> Result<Option<Owned>, Error> {
    let row: Option<OwnedRow> =
        sqlx::query_as(owned!("holder_token_hash = $1")).bind(&hash(token)[..]).fetch_optional(database).await?;
    row.map(|row| row.owned(vault)).transpose()
}

/// The contacts with this address, in every account: for what its holder says, such as STOP.
///
/// # Errors
/// When the database does not answer or a document does not open.
pub async fn of_address(
    database: impl SqliteExecutor<'_>,
    vault: &Vault,
    channel: Channel,
    address: &str,
) -> Result<Vec<Owned>, Error> {
    let rows: Vec<OwnedRow> = sqlx::query_as(owned!("address_index = $1"))
        .bind(&vault.contact_index(channel, address)[..])
        .fetch_all(database)
        .await?;
    rows.into_iter().map(|row| row.owned(vault)).collect()
}

/// The contacts whose holder the provider knows by this id ([`Document::provider_id`]), in every account.
///
/// # Errors
/// When the database does not answer or a document does not open.
pub async fn of_provider_id(
    database: impl SqliteExecutor<'_>,
    vault: &Vault,
    channel: Channel,
    provider_id: &str,
) -> Result<Vec<Owned>, Error> {
    let rows: Vec<OwnedRow> = sqlx::query_as(owned!("provider_index = $1"))
        .bind(&vault.provider_index(channel, provider_id)[..])
        .fetch_all(database)
        .await?;
    rows.into_iter().map(|row| row.owned(vault)).collect()
}

/// Keeps a contact as its next version, new or not, and tells the contact so.
///
/// # Errors
/// `taken` at `address` when the account has another contact with this address in this channel.
pub async fn save(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    key: &Key,
    contact: &mut Stored,
) -> Result<(), Error> {
    contact.version += 1;
    note(work, vault, key, contact).await?;
    reconsider(work, key, contact).await
}

/// Keeps a contact in the version that it has: for what no customer's change could be based on, such as
/// what a provider said about a message.
///
/// # Errors
/// As [`save`].
pub async fn note(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    key: &Key,
    contact: &Stored,
) -> Result<(), Error> {
    let document = serde_json::to_vec(&contact.document).map_err(|error| Error::Broken(error.to_string()))?;
    let provider_id = contact.document.provider_id.as_ref();
    let kept = sqlx::query(
        "INSERT INTO contacts (id, account_id, channel, state, state_at, paused_until, address_index, provider_index,
                               document, version, added_at, holder_token_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET channel = $3, state = $4, state_at = $5, paused_until = $6,
             address_index = $7, provider_index = $8, document = $9, version = $10, holder_token_hash = $12",
    )
    .bind(&contact.id)
    .bind(&contact.account)
    .bind(contact.channel.code())
    .bind(contact.state.code())
    .bind(contact.state_at)
    .bind(contact.paused_until)
    .bind(&vault.contact_index(contact.channel, &contact.document.address)[..])
    .bind(provider_id.map(|id| vault.provider_index(contact.channel, id).to_vec()))
    .bind(key.seal(place(&contact.id), &document))
    .bind(contact.version)
    .bind(contact.added_at)
    .bind(&hash(&contact.document.holder_token)[..])
    .execute(&mut **work)
    .await;
    match kept {
        Ok(_) => Ok(()),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            Err(FieldErrors::one("address", Code::Taken).into())
        }
        Err(error) => Err(error.into()),
    }
}

const fn place(contact: &str) -> Place<'_> {
    Place { column: "contacts.document", row: contact }
}

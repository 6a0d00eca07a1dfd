//! Whom a message about an account goes to, and in which words and whose time.

use contract::account::Language;
use contract::pages::Page;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sqlx::SqliteConnection;

use crate::errands::{Errand, Telling};
use crate::error::Error;
use crate::sealed::Key;
use crate::words::{self, Occasion};
use crate::{App, clock, profile};

/// The account that has this main address, and the key of its person.
///
/// # Errors
/// When the database does not answer or the key does not open.
pub async fn holder_of(
    app: &App,
    database: &mut SqliteConnection,
    email: &str,
) -> Result<Option<(String, Key)>, Error> {
    let row: Option<(String, Vec<u8>)> = sqlx::query_as(
        "SELECT id, sealed_key FROM accounts JOIN person_keys ON account_id = id
         WHERE email_index = $1 AND confirmed_at IS NOT NULL",
    )
    .bind(&app.vault.email_index(email)[..])
    .fetch_optional(database)
    .await?;
    let Some((account, sealed_key)) = row else { return Ok(None) };
    let key = app.vault.unwrap(&account, &sealed_key)?;
    Ok(Some((account, key)))
}

/// The person of an account, as far as a message needs to know them.
pub struct Addressee {
    /// The main address.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// The language of the account.
    pub language: Language,
    /// IANA name.
    time_zone: String,
}

impl Addressee {
    /// The person of this account.
    ///
    /// # Errors
    /// When the database does not answer or a sealed value does not open.
    pub async fn of(database: &mut SqliteConnection, account: &str, key: &Key) -> Result<Self, Error> {
        let (_, saved) = profile::read(&mut *database, account, key).await?;
        let language: String = sqlx::query_scalar("SELECT language FROM accounts WHERE id = $1")
            .bind(account)
            .fetch_one(&mut *database)
            .await?;
        Ok(Self {
            email: saved.email,
            first_name: saved.first_name,
            language: Language::read(&language).unwrap_or_default(),
            time_zone: saved.time_zone,
        })
    }

    /// This moment in the person's own time zone, in words.
    #[must_use]
    pub fn now(&self) -> String {
        let zone = TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC);
        let now = Timestamp::from_second(clock::now()).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone);
        words::moment(self.language, now.datetime(), &self.time_zone)
    }

    /// A message to the main address.
    #[must_use]
    pub fn told(&self, occasion: Occasion, page: &Page) -> Errand {
        self.told_at(&self.email, occasion, page)
    }

    /// A message to another address of the same person.
    #[must_use]
    pub fn told_at(&self, to: &str, occasion: Occasion, page: &Page) -> Errand {
        Errand::Tell(Telling {
            occasion,
            to: to.to_owned(),
            first_name: self.first_name.clone(),
            language: self.language,
            path: page.path(),
        })
    }
}

//! What happened to an account: an append-only, hash-chained record (SPEC section 6), whose rules
//! are `contract::evidence`. The rows are in the database, their end is signed outside it ([`head`]).
//!
//! A chain that does not end where its head says is broken. Nothing is appended to it, so that the
//! break stays where it is; the person still signs in and changes a password, because their safety
//! weighs more than the record; and an operator reads nothing of theirs, because that would go
//! unrecorded (P19). The log says so, and the page shows where the break is.
//!
//! Choices about cookies of people who are not signed in have chains of the same make ([`anonymous`]).

pub mod anonymous;
mod chain;
mod head;
mod list;
mod verify;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use contract::consent::record::NewConsent;
use contract::evidence::{Entry, Hash};
use serde::Serialize;
use sqlx::{Sqlite, SqliteExecutor, Transaction};

pub use self::list::router;
pub use self::verify::{Verdict, verify};

use self::chain::{Chain, OF_ACCOUNTS};
use self::head::{End, Heads, Standing, beginning};
use crate::Fault;
use crate::database::Database;
use crate::error::Error;
use crate::sealed::Key;

/// What happened: the text of an entry. Times are RFC 3339.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact<'a> {
    /// Somebody registered, and confirmed the address, which began the record.
    Registered {
        /// When the form was sent.
        registered_at: String,
    },
    /// A version of the privacy policy was accepted (P24).
    PolicyAccepted {
        /// Its id.
        version: &'a str,
        /// When.
        accepted_at: String,
    },
    /// The password was changed by somebody who knew it.
    PasswordChanged,
    /// The password was set by a link that went to the main address.
    PasswordReset,
    /// Another main address was asked for.
    EmailChangeAsked {
        /// The address to change to.
        new: &'a str,
    },
    /// The main address was changed.
    EmailChanged {
        /// The address until then.
        from: &'a str,
        /// The address since then.
        to: &'a str,
    },
    /// A change of the main address was taken back.
    EmailTakenBack {
        /// The address that it had been changed to, or was to be.
        from: &'a str,
        /// The address that holds.
        to: &'a str,
    },
    /// Somebody who works for the service looked at something of the person's (P19).
    OperatorAccess {
        /// Their name.
        operator: &'a str,
        /// Why, in their words.
        reason: &'a str,
        /// At what, such as `support request HT-2026-000001`.
        what: &'a str,
    },
    /// Support answered a request.
    SupportAnswered {
        /// As in `HT-2026-000001`.
        reference: &'a str,
    },
    /// The holder of a contact confirmed it: it may be written to (P13).
    ContactConfirmed {
        /// The channel.
        channel: &'a str,
        /// The address in its channel.
        address: &'a str,
        /// How the holder showed that it is theirs: `code`, `link` or `messenger`.
        by: &'a str,
    },
    /// The holder of a contact refused it.
    ContactRefused {
        /// The channel.
        channel: &'a str,
        /// The address in its channel.
        address: &'a str,
    },
    /// The holder of a contact refused it, and does not know the account.
    ContactReported {
        /// The channel.
        channel: &'a str,
        /// The address in its channel.
        address: &'a str,
    },
    /// The holder of a contact stopped its messages.
    ContactStopped {
        /// The channel.
        channel: &'a str,
        /// The address in its channel.
        address: &'a str,
        /// How: `holder_page`, `stop_word` or `bot_blocked`.
        how: &'a str,
    },
    /// The holder of a contact allowed its messages again.
    ContactAllowed {
        /// The channel.
        channel: &'a str,
        /// The address in its channel.
        address: &'a str,
        /// Where: `link` or `messenger`.
        by: &'a str,
    },
    /// A choice about cookies was made (SPEC section 5): the record, as it was sent.
    CookieChoice(&'a NewConsent),
    /// Choices that were made in this browser while nobody was signed in belong to this account, too.
    CookieRecordJoined {
        /// Under which they were recorded.
        consent_id: &'a str,
        /// How many of them there were.
        length: u64,
        /// The hash of the last one: with it the signed head of this record vouches for that one.
        head: Hash,
    },
}

/// The records of all accounts.
#[derive(Clone)]
pub struct Evidence(Arc<Parts>);

struct Parts {
    heads: Heads,
    database: Database,
    /// Accounts whose head was announced by this process, until it is known what became of the commit.
    unsettled: Mutex<BTreeSet<String>>,
}

impl Evidence {
    /// Opens the heads and their key, which is made at the first start.
    ///
    /// # Errors
    /// A [`Fault`] when the key is damaged or missing, or the folder cannot be used.
    pub fn open(data: &Path, database: &Database) -> Result<Self, Fault> {
        let heads = Heads::open(data)?;
        Ok(Self(Arc::new(Parts { heads, database: database.clone(), unsettled: Mutex::default() })))
    }

    /// Appends an entry in the transaction of what it tells: both are kept or neither. Gives the entry's
    /// number; none when the chain is broken and the entry was not recorded (see above).
    ///
    /// # Errors
    /// When the database or the file of the head does not take it.
    pub async fn append(
        &self,
        work: &mut Transaction<'static, Sqlite>,
        account: &str,
        key: &Key,
        fact: &Fact<'_>,
    ) -> Result<Option<u64>, Error> {
        // Earlier entries of this same transaction are not committed: the head that holds if it fails
        // is the one of what others see.
        let committed = end(self.0.database.committed(), account).await?;
        if let Standing::Broken(_) = self.compare(account, committed).await? {
            tracing::error!(account, "evidence is broken and something was not recorded");
            return Ok(None);
        }
        let end = of(account).append(work, Hash::beginning(account), key, fact).await?;
        let owner = account.to_owned();
        self.with_heads(move |heads| heads.announce(&owner, end, committed)).await?;
        self.unsettled().insert(account.to_owned());
        Ok(Some(end.length))
    }

    /// Says kept or undone in the files of heads that were announced, now that the commits came or did
    /// not. Until then, somebody could cut an announced entry off without a trace: so it is done at once.
    ///
    /// # Errors
    /// When the database or a file does not answer; then it is tried again the next time.
    pub async fn settle(&self) -> Result<(), Error> {
        let unsettled: Vec<String> = self.unsettled().iter().cloned().collect();
        for account in unsettled {
            // Who holds the lock for writing knows that no commit is under way.
            let mut work = self.0.database.write().await?;
            // Announced again from here on, it will be in the list again.
            self.unsettled().remove(&account);
            let settled = self.settle_one(&mut work, &account).await;
            if settled.is_err() {
                self.unsettled().insert(account);
            }
            settled?;
        }
        Ok(())
    }

    /// Finds the heads that an earlier process announced and did not settle.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn find_unsettled(&self) -> Result<(), Error> {
        let pending = self.with_heads(Heads::pending).await?;
        self.unsettled().extend(pending);
        Ok(())
    }

    async fn settle_one(&self, work: &mut Transaction<'static, Sqlite>, account: &str) -> Result<(), Error> {
        let end = end(&mut **work, account).await?;
        match self.compare(account, end).await? {
            Standing::Whole { is_unsettled: true } => {
                let account = account.to_owned();
                self.with_heads(move |heads| heads.keep(&account, end)).await
            }
            Standing::Whole { is_unsettled: false } => Ok(()),
            Standing::Broken(_) => {
                tracing::error!(account, "evidence is broken");
                Ok(())
            }
        }
    }

    async fn compare(&self, account: &str, end: End) -> Result<Standing, Error> {
        let account = account.to_owned();
        self.with_heads(move |heads| heads.compare(&account, end)).await
    }

    async fn with_heads<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Heads) -> io::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let parts = self.0.clone();
        tokio::task::spawn_blocking(move || act(&parts.heads))
            .await
            .map_err(|error| Error::Broken(error.to_string()))?
            .map_err(|error| Error::Broken(format!("a head of evidence cannot be had: {error}")))
    }

    fn unsettled(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.0.unsettled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An entry of an account's record; none where there is no such number.
///
/// # Errors
/// When the database does not answer.
pub async fn entry(
    database: impl SqliteExecutor<'_>,
    account: &str,
    key: &Key,
    number: i64,
) -> Result<Option<Entry>, Error> {
    of(account).entry(database, key, number).await
}

/// Where the chain of an account ends in the database.
async fn end(database: impl SqliteExecutor<'_>, account: &str) -> Result<End, Error> {
    Ok(of(account).end(database).await?.unwrap_or_else(|| beginning(account)))
}

const fn of(account: &str) -> Chain<'_> {
    Chain { table: &OF_ACCOUNTS, owner: account }
}

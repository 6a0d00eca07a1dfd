//! Passwords: argon2id, and the same work whether or not there is one to compare with.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use contract::account::Password;
use contract::form::{Code, Problem};
use sqlx::{Sqlite, SqliteExecutor, Transaction};
use tokio::sync::Semaphore;

use crate::common_passwords::CommonPasswords;
use crate::error::Error;
use crate::resets;
use crate::sealed::{Key, Place, Vault};

/// Memory in KiB, passes and lanes (OWASP Password Storage Cheat Sheet, argon2id).
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many passwords are hashed at the same time: each takes 19 MiB and a whole core.
const AT_ONCE: usize = 2;

/// Hashes and compares passwords, a few at a time.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    common: Arc<CommonPasswords>,
    /// An account that nobody has, with the hash of a random password that nobody knows.
    nobodys: Arc<Kept>,
}

/// What the database keeps of an account's password.
#[derive(Clone, sqlx::FromRow)]
pub struct Kept {
    /// The account.
    pub id: String,
    /// The hash, sealed under the key of the person.
    pub password: Vec<u8>,
    /// The key of the person, sealed under the master key.
    pub sealed_key: Vec<u8>,
}

impl Kept {
    /// What is kept of the password of a confirmed account.
    ///
    /// # Errors
    /// When the database does not answer or there is no such account any more.
    pub async fn of(database: impl SqliteExecutor<'_>, account: &str) -> Result<Self, Error> {
        Ok(sqlx::query_as(
            "SELECT id, password, sealed_key FROM accounts JOIN person_keys ON account_id = id WHERE id = $1",
        )
        .bind(account)
        .fetch_one(database)
        .await?)
    }
}

impl Passwords {
    /// Makes what stands in where there is no account; it must be there before the first request,
    /// or the first one would take longer.
    ///
    /// # Errors
    /// When the work cannot be done.
    pub fn new(vault: &Vault) -> Result<Self, Error> {
        let (id, key) = (crate::opaque_id(), Key::new());
        let nobodys =
            Kept { password: seal(&id, &key, &hash(&crate::token())?), sealed_key: vault.wrap(&id, &key), id };
        Ok(Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            common: Arc::new(CommonPasswords::new()?),
            nobodys: Arc::new(nobodys),
        })
    }

    /// Refuses a new password that others would try first at the account of this address.
    ///
    /// # Errors
    /// `common_password`.
    pub fn refuse_common(&self, password: &Password, email: &str) -> Result<(), Problem> {
        if self.common.contains(password.reveal(), email) { Err(Code::CommonPassword.into()) } else { Ok(()) }
    }

    /// Hashes a new password, as a PHC string.
    ///
    /// # Errors
    /// When the work cannot be done.
    pub async fn hash(&self, password: &Password) -> Result<String, Error> {
        let password = password.clone();
        self.in_turn(move || hash(password.reveal())).await?
    }

    /// The key of the person, when the password is the one that is kept. Without one, the same work
    /// is done for an account that nobody has, so that the time tells nothing.
    ///
    /// # Errors
    /// When the work cannot be done or what is kept does not open.
    pub async fn open(&self, vault: &Vault, password: &Password, kept: Option<&Kept>) -> Result<Option<Key>, Error> {
        let (is_known, kept) = kept.map_or((false, &*self.nobodys), |kept| (true, kept));
        let key = vault.unwrap(&kept.id, &kept.sealed_key)?;
        let phc = key.open(place(&kept.id), &kept.password)?;
        let password = password.clone();
        let agrees = self
            .in_turn(move || {
                let phc = std::str::from_utf8(&phc).map_err(|error| Error::Broken(error.to_string()))?;
                let phc = PasswordHash::new(phc).map_err(|error| Error::Broken(error.to_string()))?;
                Ok::<bool, Error>(argon2().verify_password(password.reveal().as_bytes(), &phc).is_ok())
            })
            .await??;
        Ok((agrees && is_known).then_some(key))
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|error| Error::Broken(error.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(|error| Error::Broken(error.to_string()))
    }
}

/// Seals the hash of a password for `accounts.password`.
#[must_use]
pub fn seal(account: &str, key: &Key, phc: &str) -> Vec<u8> {
    key.seal(place(account), phc.as_bytes())
}

/// Sets the password of an account to the one of this hash. Every link that would set another one
/// is dead with it.
///
/// # Errors
/// When the database does not take it.
pub async fn set(work: &mut Transaction<'static, Sqlite>, account: &str, key: &Key, phc: &str) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET password = $2 WHERE id = $1")
        .bind(account)
        .bind(seal(account, key, phc))
        .execute(&mut **work)
        .await?;
    resets::withdraw(work, account).await
}

const fn place(account: &str) -> Place<'_> {
    Place { column: "accounts.password", row: account }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("the parameters are argon2's own");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Result<String, Error> {
    argon2()
        .hash_password(password.as_bytes())
        .map(|phc| phc.to_string())
        .map_err(|error| Error::Broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    #[tokio::test]
    async fn a_password_agrees_with_its_own_hash_only_and_never_with_nobodys() {
        let vault = Vault::new(&Zeroizing::new([7; 32]));
        let passwords = Passwords::new(&vault).expect("a hash");
        let read = |text: &str| serde_json::from_value::<Password>(text.into()).expect("a password");
        let phc = passwords.hash(&read("correct horse battery")).await.expect("a hash");
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        let key = Key::new();
        let kept =
            Kept { id: "alice".to_owned(), password: seal("alice", &key, &phc), sealed_key: vault.wrap("alice", &key) };
        for (password, kept, agrees) in [
            ("correct horse battery", Some(&kept), true),
            ("correct horse batterz", Some(&kept), false),
            ("correct horse battery", None, false),
        ] {
            let opened = passwords.open(&vault, &read(password), kept).await.expect("an answer");
            assert_eq!(opened.is_some(), agrees, "{password}");
        }
    }
}

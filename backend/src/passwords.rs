//! Passwords: argon2id, and the same time whether or not there is one to compare with.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use contract::account::Password;
use tokio::sync::Semaphore;

use crate::error::Error;

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
    /// The hash of a random password that nobody knows.
    nobodys: String,
}

impl Passwords {
    /// Makes the hash that stands in where there is none; it must be there before the first request,
    /// or the first one would take longer.
    ///
    /// # Errors
    /// When the work cannot be done.
    pub fn new() -> Result<Self, Error> {
        Ok(Self { turns: Arc::new(Semaphore::new(AT_ONCE)), nobodys: hash(&crate::token())? })
    }

    /// Hashes a new password, as a PHC string.
    ///
    /// # Errors
    /// When the work cannot be done.
    pub async fn hash(&self, password: &Password) -> Result<String, Error> {
        let password = password.clone();
        self.in_turn(move || hash(password.reveal())).await?
    }

    /// True when the password is the one of the PHC string. Without one, the same work is done
    /// against a password that nobody has, so that the time tells nothing.
    ///
    /// # Errors
    /// When the work cannot be done or the string is not one of [`Passwords::hash`].
    pub async fn agree(&self, password: &Password, phc: Option<String>) -> Result<bool, Error> {
        let (password, known) = (password.clone(), phc.is_some());
        let phc = phc.unwrap_or_else(|| self.nobodys.clone());
        self.in_turn(move || {
            let phc = PasswordHash::new(&phc).map_err(|error| Error::Broken(error.to_string()))?;
            let agrees = argon2().verify_password(password.reveal().as_bytes(), &phc).is_ok();
            Ok(agrees && known)
        })
        .await?
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
    use super::*;

    #[tokio::test]
    async fn a_password_agrees_with_its_own_hash_only_and_never_with_nobodys() {
        let passwords = Passwords::new().expect("a hash");
        let read = |text: &str| serde_json::from_value::<Password>(text.into()).expect("a password");
        let phc = passwords.hash(&read("correct horse battery")).await.expect("a hash");
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(passwords.agree(&read("correct horse battery"), Some(phc.clone())).await.expect("an answer"));
        assert!(!passwords.agree(&read("correct horse batterz"), Some(phc)).await.expect("an answer"));
        assert!(!passwords.agree(&read("correct horse battery"), None).await.expect("an answer"));
    }
}

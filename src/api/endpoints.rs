//! The whole server as a list: every call that the page makes.
#![expect(clippy::missing_errors_doc, reason = "every call fails as `api::Error` says")]

use contract::account::{Confirmation, Credentials, Language, NewAccount, Session};
use contract::policy::PolicyText;
use contract::profile::{Profile, SavedProfile};

use super::{Client, Error, Versioned};

impl Client {
    /// Who is signed in.
    pub async fn session(&self) -> Result<Session, Error> {
        self.get("/session").await
    }

    /// Signs in.
    pub async fn sign_in(&self, credentials: &Credentials, key: &str) -> Result<Session, Error> {
        self.post("/session", key, credentials).await?.read()
    }

    /// Signs out.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.delete("/session").await.map(drop)
    }

    /// Asks for an account; answers alike whether or not there is one.
    pub async fn register(&self, account: &NewAccount, key: &str) -> Result<(), Error> {
        self.post("/accounts", key, account).await.map(drop)
    }

    /// Confirms the address of a new account.
    pub async fn confirm_email(&self, confirmation: &Confirmation, key: &str) -> Result<(), Error> {
        self.post("/accounts/confirmation", key, confirmation).await.map(drop)
    }

    /// The profile.
    pub async fn profile(&self) -> Result<Versioned<SavedProfile>, Error> {
        self.get_versioned("/profile").await
    }

    /// Saves the profile over the version it was read as.
    pub async fn save_profile(&self, profile: &Profile, etag: &str) -> Result<Versioned<SavedProfile>, Error> {
        self.put("/profile", etag, profile).await?.versioned()
    }

    /// One version of the privacy policy in one language.
    pub async fn policy(&self, version: &str, language: Language) -> Result<PolicyText, Error> {
        self.get(&["/policies/", version, "?language=", language.code()].concat()).await
    }
}

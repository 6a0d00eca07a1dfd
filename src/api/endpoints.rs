//! The whole server as a list: every call that the page makes.
#![expect(clippy::missing_errors_doc, reason = "every call fails as `api::Error` says")]

use contract::account::{Confirmation, Credentials, Language, NewAccount, Session};
use contract::consent::record::{Consent, ConsentReceipt, NewConsent, Preferences};
use contract::contacts::bulk::{Bulk, BulkDone};
use contract::contacts::confirmation::{CodeSent, HolderPage, HolderWish, NewCode};
use contract::contacts::deliveries::{Delivery, Rehearsed};
use contract::contacts::events::Rehearsal;
use contract::contacts::settings::Settings;
use contract::contacts::{Contact, NewContact, Summary};
use contract::disclosures::Disclosure;
use contract::evidence::EvidencePage;
use contract::history::Change;
use contract::list::List;
use contract::policy::PolicyText;
use contract::profile::{Profile, SavedProfile};
use contract::retention::Retention;
use contract::security::{Device, EmailChange, EmailNow, NewPassword, PasswordChange, Reauthentication, Reset};
use contract::support::{NewSupportRequest, SupportRequest};

use gloo_net::http::Method;
use serde::Serialize;

use super::{Client, Error, Versioned, json};

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
        self.put("/profile", Some(etag), profile).await?.versioned()
    }

    /// One version of the privacy policy in one language.
    pub async fn policy(&self, version: &str, language: Language) -> Result<PolicyText, Error> {
        self.get(&["/policies/", version, "?language=", language.code()].concat()).await
    }

    /// Gives the password again, for a sensitive act. It waits for no password itself: calls already do.
    pub async fn reauthenticate(&self, again: &Reauthentication, key: &str) -> Result<Session, Error> {
        let body = Some(json(again)?);
        let headers = [("Idempotency-Key", key)];
        self.ask_once(Method::POST, "/session/reauthentication", &headers, body).await?.read()
    }

    /// The devices that are signed in, this one first.
    pub async fn devices(&self) -> Result<List<Device>, Error> {
        self.get("/sessions").await
    }

    /// Signs one device out.
    pub async fn sign_out_device(&self, id: &str) -> Result<(), Error> {
        self.delete(&["/sessions/", id].concat()).await.map(drop)
    }

    /// Signs out every device but this one.
    pub async fn sign_out_others(&self) -> Result<(), Error> {
        self.delete("/sessions").await.map(drop)
    }

    /// Asks for a link that sets a new password; answers alike whether or not there is an account.
    pub async fn ask_reset(&self, reset: &Reset, key: &str) -> Result<(), Error> {
        self.post("/password-resets", key, reset).await.map(drop)
    }

    /// Sets a new password with the token of such a link.
    pub async fn reset_password(&self, token: &str, new: &NewPassword) -> Result<(), Error> {
        self.put(&["/password-resets/", token].concat(), None, new).await.map(drop)
    }

    /// Changes the password; every other device is signed out.
    pub async fn change_password(&self, change: &PasswordChange) -> Result<(), Error> {
        self.put("/password", None, change).await.map(drop)
    }

    /// Asks for a change of the main address.
    pub async fn ask_email_change(&self, change: &EmailChange, key: &str) -> Result<(), Error> {
        self.post("/email-changes", key, change).await.map(drop)
    }

    /// Confirms the new address with the token that was sent there.
    pub async fn confirm_email_change(&self, token: &str) -> Result<EmailNow, Error> {
        self.put_nothing(&["/email-changes/", token].concat()).await?.read()
    }

    /// Takes the change of address back with the token that was sent to the old one.
    pub async fn keep_email(&self, token: &str) -> Result<EmailNow, Error> {
        self.delete(&["/email-changes/", token].concat()).await?.read()
    }

    /// The changes of one's own data, newest first.
    pub async fn history(&self, cursor: Option<&str>) -> Result<List<Change>, Error> {
        self.get(&after("/history", cursor)).await
    }

    /// Takes a change back.
    pub async fn revert(&self, id: &str, key: &str) -> Result<(), Error> {
        self.post(&["/history/", id, "/revert"].concat(), key, &Nothing {}).await.map(drop)
    }

    /// A page of the record of evidence, oldest first: at most so many entries.
    pub async fn evidence(&self, limit: u32, cursor: Option<&str>) -> Result<EvidencePage, Error> {
        let limit = limit.to_string();
        let rest = cursor.map(|cursor| ["&cursor=", cursor].concat()).unwrap_or_default();
        self.get(&["/evidence?limit=", &limit, &rest].concat()).await
    }

    /// What left the house, newest first.
    pub async fn disclosures(&self, cursor: Option<&str>) -> Result<List<Disclosure>, Error> {
        self.get(&after("/disclosures", cursor)).await
    }

    /// Until when the account's data are kept.
    pub async fn retention(&self) -> Result<Retention, Error> {
        self.get("/retention").await
    }

    /// Records a choice about cookies. The same record sent twice is one.
    pub async fn record_consent(&self, consent: &NewConsent) -> Result<(), Error> {
        let key = [consent.choice().write().as_str(), if consent.undo() { ".undo" } else { "" }].concat();
        self.post("/consents", &key, consent).await.map(drop)
    }

    /// The recorded choices, newest first: one's own, or those of a consent id where nobody is signed in.
    pub async fn consents(&self, consent_id: &str, cursor: Option<&str>) -> Result<List<Consent>, Error> {
        let path = of_browser("/consents", consent_id);
        let start = if consent_id.is_empty() { "?cursor=" } else { "&cursor=" };
        let cursor = cursor.map(|cursor| [start, cursor].concat()).unwrap_or_default();
        self.get(&[path, cursor].concat()).await
    }

    /// The receipt of a recorded choice.
    pub async fn consent_receipt(&self, id: &str, consent_id: &str) -> Result<ConsentReceipt, Error> {
        self.get(&of_browser(&["/consents/", id, "/receipt"].concat(), consent_id)).await
    }

    /// Has the allowed preference cookies repeated by the backend.
    pub async fn keep_preferences(&self, preferences: &Preferences) -> Result<(), Error> {
        self.put("/preferences", None, preferences).await.map(drop)
    }

    /// One's own contacts that fit a query such as `channel=email&q=ada`, in its order.
    pub async fn contacts(&self, query: &str, cursor: Option<&str>) -> Result<List<Contact>, Error> {
        let cursor = cursor.map(|cursor| ["&cursor=", cursor].concat()).unwrap_or_default();
        self.get(&["/contacts?", query, &cursor].concat()).await
    }

    /// How many contacts there are, and whether anybody would be told.
    pub async fn contacts_summary(&self) -> Result<Summary, Error> {
        self.get("/contacts/summary").await
    }

    /// One contact.
    pub async fn contact(&self, id: &str) -> Result<Versioned<Contact>, Error> {
        self.get_versioned(&["/contacts/", id].concat()).await
    }

    /// Adds a contact. Nothing is sent to it yet.
    pub async fn add_contact(&self, contact: &NewContact, key: &str) -> Result<Contact, Error> {
        self.post("/contacts", key, contact).await?.read()
    }

    /// Changes a contact; another address has to be confirmed anew.
    pub async fn save_contact(&self, id: &str, contact: &NewContact, etag: &str) -> Result<Versioned<Contact>, Error> {
        self.put(&["/contacts/", id].concat(), Some(etag), contact).await?.versioned()
    }

    /// Changes what a contact is told, and when.
    pub async fn save_settings(&self, id: &str, settings: &Settings, etag: &str) -> Result<Versioned<Contact>, Error> {
        self.put(&["/contacts/", id, "/settings"].concat(), Some(etag), settings).await?.versioned()
    }

    /// Makes one change to many contacts.
    pub async fn change_contacts(&self, bulk: &Bulk) -> Result<BulkDone, Error> {
        self.ask(Method::PATCH, "/contacts", &[], Some(json(bulk)?)).await?.read()
    }

    /// Removes a contact; for a while it can be brought back.
    pub async fn remove_contact(&self, id: &str, etag: &str) -> Result<(), Error> {
        self.ask(Method::DELETE, &["/contacts/", id].concat(), &[("If-Match", etag)], None).await.map(drop)
    }

    /// Brings a removed contact back.
    pub async fn restore_contact(&self, id: &str, key: &str) -> Result<Contact, Error> {
        self.post(&["/contacts/", id, "/restore"].concat(), key, &Nothing {}).await?.read()
    }

    /// Sends a code to a contact.
    pub async fn send_code(&self, id: &str, key: &str) -> Result<CodeSent, Error> {
        self.post(&["/contacts/", id, "/confirmation"].concat(), key, &Nothing {}).await?.read()
    }

    /// Gives the code back.
    pub async fn give_code(&self, id: &str, code: &NewCode) -> Result<Contact, Error> {
        self.put(&["/contacts/", id, "/confirmation"].concat(), None, code).await?.read()
    }

    /// What the holder of a contact sees.
    pub async fn holder_page(&self, token: &str) -> Result<HolderPage, Error> {
        self.get(&["/confirmations/", token].concat()).await
    }

    /// What the holder of a contact wants.
    pub async fn holder_acts(&self, token: &str, wish: &HolderWish) -> Result<HolderPage, Error> {
        self.put(&["/confirmations/", token].concat(), None, wish).await?.read()
    }

    /// Sends a test message; the answer tells what became of it.
    pub async fn send_test(&self, id: &str, key: &str) -> Result<Delivery, Error> {
        self.post(&["/contacts/", id, "/test"].concat(), key, &Nothing {}).await?.read()
    }

    /// What became of the messages to a contact, newest first.
    pub async fn deliveries(&self, id: &str, cursor: Option<&str>) -> Result<List<Delivery>, Error> {
        self.get(&after(&["/contacts/", id, "/deliveries"].concat(), cursor)).await
    }

    /// Who would be told, and when.
    pub async fn rehearse(&self, rehearsal: &Rehearsal, key: &str) -> Result<List<Rehearsed>, Error> {
        self.post("/rehearsals", key, rehearsal).await?.read()
    }

    /// Writes to support.
    pub async fn ask_support(&self, request: &NewSupportRequest, key: &str) -> Result<SupportRequest, Error> {
        self.post("/support-requests", key, request).await?.read()
    }

    /// One's own requests to support, newest first.
    pub async fn support_requests(&self, cursor: Option<&str>) -> Result<List<SupportRequest>, Error> {
        self.get(&after("/support-requests", cursor)).await
    }

    /// One request to support; who is not signed in gives the code that was sent.
    pub async fn support_request(&self, reference: &str, code: &str) -> Result<SupportRequest, Error> {
        let path = ["/support-requests/", reference].concat();
        if code.is_empty() { self.get(&path).await } else { self.get(&[&path, "?code=", code].concat()).await }
    }
}

/// A body that says nothing.
#[derive(Serialize)]
struct Nothing {}

/// The address of a page of a list.
fn after(path: &str, cursor: Option<&str>) -> String {
    cursor.map_or_else(|| path.to_owned(), |cursor| [path, "?cursor=", cursor].concat())
}

/// The address of what a browser may see under its consent id; where there is none, of what the person may.
fn of_browser(path: &str, consent_id: &str) -> String {
    if consent_id.is_empty() { path.to_owned() } else { [path, "?consent_id=", consent_id].concat() }
}

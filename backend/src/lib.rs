//! The reference backend: keeps what the contract says, in an embedded database.
//!
//! Begin with `migrations/`, then one section: [`profile`]. A section is one module: `router()`
//! first, then the handlers with their SQL beside them. What all of them pass through on their way
//! in is in [`router`], outermost last.

pub mod accounts;
pub mod checked;
pub mod clock;
pub mod common_passwords;
pub mod config;
pub mod connections;
pub mod consents;
pub mod contacts;
pub mod database;
pub mod delivery;
pub mod devices;
pub mod disclosures;
pub mod dispatch;
pub mod email_changes;
pub mod errands;
pub mod error;
pub mod evidence;
pub mod history;
pub mod hosting;
pub mod jobs;
pub mod key_file;
pub mod limits;
pub mod observe;
pub mod once;
pub mod openapi;
pub mod operator;
pub mod origin;
pub mod pack;
pub mod paging;
pub mod parts;
pub mod password_changes;
pub mod passwords;
pub mod person;
pub mod policies;
pub mod profile;
pub mod references;
pub mod resets;
pub mod retention;
pub mod sealed;
pub mod segment;
pub mod serve;
pub mod service_token;
pub mod sessions;
pub mod support;
pub mod telling;
pub mod warsaw;
pub mod webhooks;
pub mod words;

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::refusal::RefusalCode;
use tokio::sync::Notify;
use utoipa_axum::router::OpenApiRouter;

use crate::config::Serve;
use crate::database::Database;
use crate::delivery::{Senders, outbox};
use crate::dispatch::Lanes;
use crate::error::Error;
use crate::evidence::Evidence;
use crate::limits::Limits;
use crate::passwords::Passwords;
use crate::sealed::Vault;
use crate::service_token::ServiceToken;

/// Why the program does not start: one line that says what is wrong and what to do.
#[derive(Debug)]
pub struct Fault(String);

impl Fault {
    /// A fault in one line.
    pub fn new(line: impl Into<String>) -> Self {
        Self(line.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

/// What every request can reach.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// The options of the command line.
    pub options: Serve,
    /// Where the page is, for links in messages; without a slash at its end.
    pub public_url: String,
    /// What is kept.
    pub database: Database,
    /// The keys.
    pub vault: Vault,
    /// Hashing of passwords.
    pub passwords: Passwords,
    /// Limits on tries.
    pub limits: Limits,
    /// What happened to accounts, hash-chained.
    pub evidence: Evidence,
    /// How messages go out.
    pub delivery: Senders,
    /// Wakes the worker.
    pub work_arrived: Notify,
    /// Wakes the lanes that messages to contacts go out by.
    pub lanes: Lanes,
    /// What programs of the service show that they are.
    pub service_token: ServiceToken,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The address of the page at a path ([`contract::pages::Page::path`]), as it stands in a message.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        [&self.public_url, path].concat()
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Everything that this server answers.
pub fn router(app: App) -> Router {
    let sections = OpenApiRouter::new()
        .merge(accounts::router())
        .merge(sessions::router())
        .merge(devices::router())
        .merge(password_changes::router())
        .merge(resets::router())
        .merge(email_changes::router())
        .merge(profile::router())
        .merge(history::router())
        .merge(policies::router())
        .merge(evidence::router())
        .merge(disclosures::router())
        .merge(consents::router())
        .merge(retention::router())
        .merge(support::router())
        .merge(contacts::router())
        .merge(dispatch::router())
        .merge(webhooks::router());
    let api = Router::new()
        .nest("/api/v1", openapi::describe(sections))
        .route("/api", any(no_such_thing))
        .route("/api/", any(no_such_thing))
        .route("/api/{*rest}", any(no_such_thing))
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state(app.clone(), once::once))
        .layer(from_fn_with_state(app.clone(), limits::limit_addresses))
        .layer(from_fn(observe::carry_through))
        .layer(from_fn_with_state(app.clone(), origin::guard));
    let local = Router::new().route("/outbox", get(outbox::show)).route("/outbox.json", get(outbox::list));
    #[cfg(feature = "movable-clock")]
    let local = local.merge(clock::route::router());
    let local = local
        .layer(from_fn_with_state(app.clone(), outbox::keep_private))
        .layer(from_fn_with_state(app.clone(), origin::guard));
    let all = Router::new()
        .merge(api)
        .merge(local)
        .route("/healthz", get(observe::is_alive))
        .route("/readyz", get(observe::is_ready))
        .fallback(hosting::host)
        .layer(from_fn(observe::observe));
    #[cfg(feature = "movable-clock")]
    let all = all.layer(from_fn(clock::route::tell));
    all.with_state(app)
}

async fn no_such_thing() -> Error {
    RefusalCode::NotFound.into()
}

async fn no_such_method() -> Error {
    RefusalCode::MethodNotAllowed.into()
}

/// A new secret for a link or a cookie: 256 random bits, in 43 characters that a URL takes.
#[must_use]
pub fn token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(sealed::random::<32>())
}

/// A new id: 128 random bits, in 22 characters. It tells nothing, not even when it was made.
#[must_use]
pub fn opaque_id() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(sealed::random::<16>())
}

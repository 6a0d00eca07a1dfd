//! HostTracker Account: the page.
//!
//! The modules stand in layers. A module names modules on lower rows only; `tests/tidy.rs` keeps it.
//!
//! ```text
//! 6  app
//! 5  sections/*   shell/*     no section names another; what two share moves down
//! 4  ui
//! 3  session      prefs
//! 2  i18n         consent
//! 1  api          routes       tabs
//! 0  clock        contract
//! ```
//!
//! Begin with `app`, then `sections/profile`: every other section copies its shape.

pub mod api;
mod app;
mod clock;
mod consent;
mod i18n;
mod prefs;
mod routes;
mod sections;
mod session;
mod shell;
mod tabs;
mod ui;

use contract::consent::{REVISIONS, Revision};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;

pub use app::prepare;

/// Mounts the application into an element; it is gone again when the handle is dropped.
pub fn mount(root: web_sys::HtmlElement, client: api::Client) -> UnmountHandle<impl Mountable> {
    mount_asking(root, client, REVISIONS)
}

/// The same, asking about cookies as these revisions of the texts say: for tests of what comes later.
pub fn mount_asking(
    root: web_sys::HtmlElement,
    client: api::Client,
    revisions: &'static [Revision],
) -> UnmountHandle<impl Mountable> {
    mount_to(root, move || app::App(app::AppProps { client, revisions }))
}

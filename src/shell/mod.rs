//! What stands around every page: the question about cookies, header, footer, the dialogs that ask for
//! the password; title and focus.
//!
//! Banner, header and navigation stand in `index.html` too, as static HTML that is seen before
//! WebAssembly runs: what changes here changes there (`tests/pages` compares them).

mod banner;
pub mod decided;
mod footer;
pub mod forms;
pub mod guard;
mod header;
mod password;

use leptos::prelude::*;

use crate::i18n::use_words;
use crate::routes::Page;
use crate::ui::{focus_heading, react};

/// The brand's name, everywhere.
pub const BRAND: &str = "HostTracker Account";

/// What is asked, or said, in place, and drawn by a part of the program that is fetched for it.
#[derive(Clone, Debug)]
pub enum Asked {
    /// What was decided about cookies, and the way back.
    News,
    /// Whether a yes that the opt-out signal contradicts is meant.
    Signal,
    /// The password of the person with this address, whose session has ended.
    SignInAgain(String),
    /// The password of the person with this address, before something sensitive.
    GiveAgain(String),
}

/// Draws it: at once where the part is here, else a wait, or why it did not come.
pub type Asking = fn(Asked) -> AnyView;

/// The question about cookies, header, page, footer.
#[component]
pub fn Shell(page: Memo<Option<Page>>, asking: Asking, children: Children) -> impl IntoView {
    let words = use_words();
    view! {
        <banner::Banner asking/>
        <a class="skip" href="#main" on:click=|event| {
            event.prevent_default();
            focus_heading();
        }>
            {words.say(|text| text.shell.skip)}
        </a>
        <header::Header page/>
        <main id="main" class="page">{children()}</main>
        <footer::Footer/>
        <password::AskPassword asking/>
    }
}

/// Lets the tab's title follow the page, and moves the focus to the heading of each page but the
/// first: the browser does so for documents, and a router that changes pages must do it itself.
pub fn follow(page: Memo<Option<Page>>, title: impl Fn() -> &'static str + 'static) {
    react(move || document().set_title(&[title(), " · ", BRAND].concat()));
    let first = page.get_untracked();
    let mut moved = false;
    react(move || {
        moved |= page.get() != first;
        if moved {
            focus_heading();
        }
    });
}

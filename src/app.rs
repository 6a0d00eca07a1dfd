//! The application: its contexts, and the table that says which page stands at which address.

mod parts;

use std::time::Duration;

use contract::consent::Revision;
use contract::parts::Part;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Client;
use crate::consent::Gate;
use crate::i18n::{Text, Words, use_words};
use crate::prefs::Prefs;
use crate::routes::{Page, Route};
use crate::sections::coming::Missing;
use crate::session::{Session, Who};
use crate::shell::{self, Asked};
use crate::ui::load::load;
use crate::ui::{Heading, focus_heading, react};

/// How long a page has the network for itself once it is known who is here.
const SETTLED: Duration = Duration::from_millis(500);

/// The whole application.
#[component]
pub fn App(client: Client, revisions: &'static [Revision]) -> impl IntoView {
    provide_context(client.clone());
    let session = Session::begin(&client);
    provide_context(session);
    let gate = Gate::begin(&client, revisions, parts::carry_out);
    provide_context(gate);
    let prefs = Prefs::begin(gate);
    provide_context(prefs);
    provide_context(Words(prefs.language));
    let route = Route::begin();
    let page = route.page();
    provide_context(route);
    let words = use_words();
    fetch_the_rest(session);
    shell::follow(page, move || page.with(|page| title(words.get(), page.as_ref())));
    view! { <shell::Shell page asking=ask>{move || draw(page.get())}</shell::Shell> }
}

/// The page at an address.
fn draw(page: Option<Page>) -> AnyView {
    match page {
        Some(page) => show(Part::of(&page), Some(page)),
        None => view! { <Missing/> }.into_any(),
    }
}

/// A page: at once where its part is here, else its heading and a wait, until the part has come.
fn show(part: Part, page: Option<Page>) -> AnyView {
    if let Some(drawn) = parts::draw(part, page.clone()) {
        return drawn;
    }
    let words = use_words();
    let came = RwSignal::new(false);
    view! {
        {move || {
            let page = page.clone();
            if came.get() {
                // The heading of the wait gives its place, and the focus, to that of the page.
                if document().query_selector("main h1:focus").is_ok_and(|heading| heading.is_some()) {
                    focus_heading();
                }
                parts::draw(part, page).into_any()
            } else {
                view! {
                    <Heading>{move || title(words.get(), page.as_ref().or(Some(&Page::SignIn)))}</Heading>
                    {load(
                        move || async move { parts::fetch(part).await.map(|()| came) },
                        |came| {
                            came.set(true);
                            ().into_any()
                        },
                    )}
                }
                .into_any()
            }
        }}
    }
    .into_any()
}

/// What is asked in place: at once where its part is here, else a wait, until the part has come.
fn ask(asked: Asked) -> AnyView {
    if let Some(drawn) = parts::ask(asked.clone()) {
        return drawn;
    }
    load(
        move || {
            let asked = asked.clone();
            async move { parts::fetch(Part::Asking).await.map(|()| asked) }
        },
        |asked| parts::ask(asked).into_any(),
    )
}

/// Fetches the part of the page that the address names; where it cannot be fetched, the page says so.
pub async fn prepare() {
    let path = document().location().and_then(|here| here.pathname().ok());
    if let Some(page) = path.and_then(|path| Page::read(&path)) {
        _ = parts::fetch(Part::of(&page)).await;
    }
}

/// Fetches all other parts once it is known who is here: every page is then a moment away, and there
/// without the network.
fn fetch_the_rest(session: Session) {
    let mut begun = false;
    react(move || {
        if session.who().get() != Who::Unknown && !std::mem::replace(&mut begun, true) {
            set_timeout(
                || {
                    spawn_local(async {
                        for part in Part::ALL {
                            _ = parts::fetch(part).await;
                        }
                    });
                },
                SETTLED,
            );
        }
    });
}

/// What the browser's tab says; the page's own heading says the same.
const fn title(text: &Text, page: Option<&Page>) -> &'static str {
    match page {
        Some(Page::Start) => text.title.start,
        Some(Page::Register) => text.title.register,
        Some(Page::ConfirmEmail(_)) => text.title.confirm_email,
        Some(Page::SignIn) => text.title.sign_in,
        Some(Page::ResetPassword | Page::NewPassword(_)) => text.title.reset_password,
        Some(Page::ChangeEmail(_)) => text.title.change_email,
        Some(Page::KeepEmail(_)) => text.title.keep_email,
        Some(Page::Sessions) => text.title.sessions,
        Some(Page::Profile) => text.title.profile,
        Some(Page::Contacts) => text.title.contacts,
        Some(Page::NewContact) => text.title.new_contact,
        Some(Page::Contact(_)) => text.title.contact,
        Some(Page::Rehearsal) => text.title.rehearsal,
        Some(Page::Confirm(_)) => text.title.confirm,
        Some(Page::Payments) => text.title.payments,
        Some(Page::Privacy) => text.title.privacy,
        Some(Page::Policy | Page::PolicyVersion(_)) => text.title.policy,
        Some(Page::History) => text.title.history,
        Some(Page::Evidence) => text.title.evidence,
        Some(Page::Recipients) => text.title.recipients,
        Some(Page::Cookies) => text.title.cookies,
        Some(Page::Support) => text.title.support,
        Some(Page::SupportRequest(_)) => text.title.request,
        _ => text.title.missing,
    }
}

//! The application: its contexts, and the table that says which page stands at which address.

use contract::consent::Revision;
use leptos::prelude::*;

use crate::api::Client;
use crate::consent::Gate;
use crate::i18n::{Text, Words, use_words};
use crate::prefs::Prefs;
use crate::routes::{Page, Route};
use crate::sections::account::{
    ChangeEmail, ConfirmEmail, KeepEmail, NewPassword, Register, ResetPassword, SignIn, SignInFirst,
};
use crate::sections::coming::{Coming, Missing};
use crate::sections::cookies::Cookies;
use crate::sections::policy::Policy;
use crate::sections::profile::Profile;
use crate::sections::records::{Evidence, History, Recipients, Records};
use crate::sections::security::Security;
use crate::sections::start::Start;
use crate::sections::support::{Request, Support};
use crate::session::Session;
use crate::shell::{self, guard::Guard};

/// The whole application.
#[component]
pub fn App(client: Client, revisions: &'static [Revision]) -> impl IntoView {
    provide_context(client.clone());
    provide_context(Session::begin(&client));
    let gate = Gate::begin(&client, revisions);
    provide_context(gate);
    let prefs = Prefs::begin(gate);
    provide_context(prefs);
    provide_context(Words(prefs.language));
    let route = Route::begin();
    let page = route.page();
    provide_context(route);
    let words = use_words();
    shell::follow(page, move || page.with(|page| title(words.get(), page.as_ref())));
    view! { <shell::Shell page>{move || draw(page.get())}</shell::Shell> }
}

/// Which page stands at which address.
fn draw(page: Option<Page>) -> AnyView {
    match page {
        Some(Page::Start) => view! { <Start/> }.into_any(),
        Some(Page::Register) => view! { <Register/> }.into_any(),
        Some(Page::ConfirmEmail(token)) => view! { <ConfirmEmail token/> }.into_any(),
        Some(Page::SignIn) => view! { <SignIn/> }.into_any(),
        Some(Page::ResetPassword) => view! { <ResetPassword/> }.into_any(),
        Some(Page::NewPassword(token)) => view! { <NewPassword token/> }.into_any(),
        Some(Page::ChangeEmail(token)) => view! { <ChangeEmail token/> }.into_any(),
        Some(Page::KeepEmail(token)) => view! { <KeepEmail token/> }.into_any(),
        Some(Page::Sessions) => guarded(|text| text.security.title, || view! { <Security/> }.into_any()),
        Some(Page::Profile) => guarded(|text| text.profile.title, || view! { <Profile/> }.into_any()),
        Some(Page::Contacts) => {
            view! { <Coming title=|text| text.other.contacts_title lead=|text| text.other.contacts_lead/> }.into_any()
        }
        Some(Page::Payments) => {
            view! { <Coming title=|text| text.other.payments_title lead=|text| text.other.payments_lead/> }.into_any()
        }
        Some(Page::Privacy) => view! {
            <Coming title=|text| text.other.privacy_title lead=|text| text.other.privacy_lead/>
            <Records/>
        }
        .into_any(),
        Some(Page::History) => guarded(|text| text.records.history.title, || view! { <History/> }.into_any()),
        Some(Page::Evidence) => guarded(|text| text.records.evidence.title, || view! { <Evidence/> }.into_any()),
        Some(Page::Recipients) => guarded(|text| text.records.recipients.title, || view! { <Recipients/> }.into_any()),
        Some(Page::Cookies) => view! { <Cookies/> }.into_any(),
        Some(Page::Support) => view! { <Support/> }.into_any(),
        Some(Page::SupportRequest(reference)) => view! { <Request reference/> }.into_any(),
        Some(Page::Policy) => view! { <Policy version=contract::policy::LATEST.to_owned()/> }.into_any(),
        Some(Page::PolicyVersion(version)) => view! { <Policy version/> }.into_any(),
        _ => view! { <Missing/> }.into_any(),
    }
}

/// A page for those who are signed in; others are asked to sign in, at the same address.
fn guarded(heading: fn(&Text) -> &'static str, page: fn() -> AnyView) -> AnyView {
    view! { <Guard page heading sign_in=|| view! { <SignInFirst/> }.into_any()/> }.into_any()
}

/// What the browser's tab says; the page's own heading says the same.
const fn title(text: &Text, page: Option<&Page>) -> &'static str {
    match page {
        Some(Page::Start) => text.start.title,
        Some(Page::Register) => text.account.register_title,
        Some(Page::ConfirmEmail(_)) => text.account.confirm_title,
        Some(Page::SignIn) => text.account.sign_in_title,
        Some(Page::ResetPassword | Page::NewPassword(_)) => text.security.reset_title,
        Some(Page::ChangeEmail(_)) => text.security.change_title,
        Some(Page::KeepEmail(_)) => text.security.keep_title,
        Some(Page::Sessions) => text.security.title,
        Some(Page::Profile) => text.profile.title,
        Some(Page::Contacts) => text.other.contacts_title,
        Some(Page::Payments) => text.other.payments_title,
        Some(Page::Privacy) => text.other.privacy_title,
        Some(Page::Policy | Page::PolicyVersion(_)) => text.policy.title,
        Some(Page::History) => text.records.history.title,
        Some(Page::Evidence) => text.records.evidence.title,
        Some(Page::Recipients) => text.records.recipients.title,
        Some(Page::Cookies) => text.cookies.title,
        Some(Page::Support) => text.records.support.title,
        Some(Page::SupportRequest(_)) => text.records.support.request_title,
        _ => text.other.missing_title,
    }
}

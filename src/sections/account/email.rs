//! The change of the main address: its confirmation at the new one, and the way back from the old one.

use contract::account::{Confirmation, ConfirmationForm};
use contract::security::EmailNow;
use leptos::prelude::*;

use super::link::{Instead, Onward, Outcome, Press, press_form};
use crate::api::{Client, Error, use_client};
use crate::i18n::use_words;
use crate::routes::Page;
use crate::session::use_session;
use crate::ui::form::FormState;

/// `/change-email/{token}`: the link that was sent to the new address.
#[component]
pub fn ChangeEmail(token: String) -> impl IntoView {
    let state = press_form(token);
    let outcome = RwSignal::new(None);
    let press = press(state, outcome, async |client, token| client.confirm_email_change(&token).await);
    let instead =
        Instead { hint: |text| text.security.change_dead, page: Page::Sessions, word: |text| text.title.sessions };
    view! {
        <Press
            state
            title=|text| text.title.change_email
            lead=|text| text.security.change_lead
            button=|text| text.account.confirm
            instead
            press
            outcome
            show=|email| view! { <Changed email/> }.into_any()
        />
    }
}

#[component]
fn Changed(email: String) -> impl IntoView {
    let words = use_words();
    view! {
        <Outcome title=|text| text.security.changed_title>
            <p class="lead">{move || (words.get().security.changed_lead)(&email)}</p>
            <Onward page=Page::Profile word=|text| text.shell.profile/>
        </Outcome>
    }
}

/// `/keep-email/{token}`: the link that was sent to the old address.
#[component]
pub fn KeepEmail(token: String) -> impl IntoView {
    let state = press_form(token);
    let outcome = RwSignal::new(None);
    let press = press(state, outcome, async |client, token| client.keep_email(&token).await);
    let instead =
        Instead { hint: |text| text.security.keep_dead, page: Page::Support, word: |text| text.security.support };
    view! {
        <Press
            state
            title=|text| text.title.keep_email
            lead=|text| text.security.keep_lead
            button=|text| text.security.keep
            instead
            press
            outcome
            show=|email| view! { <Kept email/> }.into_any()
        />
    }
}

#[component]
fn Kept(email: String) -> impl IntoView {
    let words = use_words();
    view! {
        <Outcome title=|text| text.security.kept_title>
            <p class="lead">{move || (words.get().security.kept_lead)(&email)}</p>
            <p>{words.say(|text| text.security.kept_hint)}</p>
        </Outcome>
    }
}

/// Sends the token; then every tab asks who is signed in, and as whom.
fn press(
    state: FormState,
    outcome: RwSignal<Option<String>>,
    send: impl AsyncFn(Client, String) -> Result<EmailNow, Error> + Clone + 'static,
) -> Box<dyn Fn()> {
    let client = use_client();
    let session = use_session();
    Box::new(move || {
        let (client, send) = (client.clone(), send.clone());
        state.send::<ConfirmationForm, _, _>(
            move |confirmation: Confirmation, _| async move { send(client, confirmation.token().to_owned()).await },
            move |now| {
                session.refresh();
                outcome.set(Some(now.email));
            },
        );
    })
}

//! A session that ended while a page was open: the password is asked for in place.

use contract::account::{Credentials, SignInForm};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::use_client;
use crate::i18n::use_words;
use crate::session::{Who, use_session};
use crate::ui::dialog::Dialog;
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};

/// Asks the person whose session has ended for the password; what stands on the screen stays.
#[component]
pub fn SessionEnded() -> impl IntoView {
    let session = use_session();
    let ended = Memo::new(move |_| match session.who().get() {
        Who::Ended(person) => Some(person.email),
        _ => None,
    });
    view! {
        <Dialog name="ended" open=Memo::new(move |_| ended.with(Option::is_some)) title=|text| text.shell.ended_title>
            {move || ended.get().map(|email| view! { <Ask email/> }.into_any())}
        </Dialog>
    }
}

#[component]
fn Ask(email: String) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let session = use_session();
    let state = FormState::new("ended", &SignInForm { email: email.clone(), ..SignInForm::default() });
    let send = move || {
        let client = client.clone();
        state.send::<SignInForm, _, _>(
            move |credentials: Credentials, key| async move { client.sign_in(&credentials, &key).await },
            move |answer| {
                if let Some(person) = answer.person {
                    session.enter(person);
                }
            },
        );
    };
    let leave = move |_| spawn_local(async move { _ = session.leave().await });
    view! {
        <p>{words.say(|text| text.shell.ended_lead)}</p>
        <p><strong>{email.clone()}</strong></p>
        <Form state send>
            <input type="hidden" name="email" autocomplete="username" value=email/>
            <Field state name="password" kind="password" autocomplete="current-password"/>
            <div class="bar">
                <SendButton state>{words.say(|text| text.account.sign_in)}</SendButton>
                <button type="button" on:click=leave>{words.say(|text| text.shell.ended_other)}</button>
            </div>
        </Form>
    }
}

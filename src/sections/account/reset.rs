//! A forgotten password: asking for a link, and setting a new one with it.

use contract::security::{NewPassword as Checked, NewPasswordForm, Reset, ResetForm};
use leptos::prelude::*;

use super::link::{DeadLink, Instead, Onward, Outcome};
use crate::api::use_client;
use crate::i18n::use_words;
use crate::routes::Page;
use crate::session::use_session;
use crate::ui::Heading;
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};

/// `/reset-password`
#[component]
pub fn ResetPassword() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    view! {
        {move || match sent_to.get() {
            None => view! { <Ask sent_to/> }.into_any(),
            Some(email) => view! { <Sent email sent_to/> }.into_any(),
        }}
    }
}

#[component]
fn Ask(sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let state = FormState::new("reset", &ResetForm::default());
    let send = move || {
        let client = client.clone();
        state.send::<ResetForm, _, _>(
            move |reset: Reset, key| async move {
                client.ask_reset(&reset, &key).await.map(|()| reset.email().to_owned())
            },
            move |email| sent_to.set(Some(email)),
        );
    };
    view! {
        <div class="intro narrow">
            <Heading>{words.say(|text| text.title.reset_password)}</Heading>
            <p class="lead">{words.say(|text| text.security.reset_lead)}</p>
        </div>
        <div class="narrow">
            <Form state send>
                <Field state name="email" kind="email" autocomplete="username"/>
                <div class="bar">
                    <SendButton state>{words.say(|text| text.security.reset_send)}</SendButton>
                    <a class="note" href=Page::SignIn.path()>{words.say(|text| text.account.sign_in)}</a>
                </div>
            </Form>
        </div>
    }
}

/// The same words whether or not there is such an account.
#[component]
fn Sent(email: String, sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    view! {
        <Outcome title=|text| text.account.sent_title>
            <p class="lead">{move || (words.get().security.reset_sent)(&email)}</p>
            <p>{words.say(|text| text.security.reset_hint)}</p>
            <div class="bar">
                <button type="button" on:click=move |_| sent_to.set(None)>
                    {words.say(|text| text.security.reset_anew)}
                </button>
            </div>
        </Outcome>
    }
}

/// `/reset-password/{token}`: the link that was sent.
#[component]
pub fn NewPassword(token: String) -> impl IntoView {
    let done = RwSignal::new(false);
    view! {
        {move || {
            if done.get() {
                view! { <Done/> }.into_any()
            } else {
                view! { <Choose token=token.clone() done/> }.into_any()
            }
        }}
    }
}

#[component]
fn Choose(token: String, done: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let session = use_session();
    let state = FormState::new("new-password", &NewPasswordForm::default());
    let send = move || {
        let (client, token) = (client.clone(), token.clone());
        state.send::<NewPasswordForm, _, _>(
            move |new: Checked, _| async move { client.reset_password(&token, &new).await },
            move |()| {
                // Whoever was signed in here is not any more, in any tab.
                session.refresh();
                done.set(true);
            },
        );
    };
    let instead =
        Instead { hint: |text| text.security.new_dead, page: Page::ResetPassword, word: |text| text.security.new_link };
    view! {
        <div class="intro narrow">
            <Heading>{words.say(|text| text.title.reset_password)}</Heading>
            <p class="lead">{words.say(|text| text.security.new_lead)}</p>
        </div>
        <div class="narrow">
            <Form state send>
                <DeadLink state instead/>
                <Field
                    state
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    hint=|text| text.account.password_hint
                    label=|text| text.security.new_label
                />
                <div class="bar">
                    <SendButton state>{words.say(|text| text.security.new_save)}</SendButton>
                </div>
            </Form>
        </div>
    }
}

#[component]
fn Done() -> impl IntoView {
    let words = use_words();
    view! {
        <Outcome title=|text| text.security.new_done_title>
            <p class="lead">{words.say(|text| text.security.new_done_lead)}</p>
            <Onward page=Page::SignIn word=|text| text.account.sign_in/>
        </Outcome>
    }
}

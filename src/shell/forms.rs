//! The two forms that ask for the password in place: needed seldom, and so in a part of the program of its own.

use contract::account::SignInForm;
use contract::security::ReauthenticationForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::{Text, use_words};
use crate::session::use_session;
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::sign_in::sign_in;

/// After the end of a session: the same person signs in again, or leaves.
#[component]
pub fn SignInAgain(email: String) -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let state = FormState::new("ended", &SignInForm { email: email.clone(), ..SignInForm::default() });
    let leave = move |_| spawn_local(async move { _ = session.leave().await });
    view! {
        <p>{words.say(|text| text.password.ended_lead)}</p>
        <Form state send=sign_in(state)>
            <Password state email word=|text| text.shell.sign_in>
                <button type="button" on:click=leave>{words.say(|text| text.password.ended_other)}</button>
            </Password>
        </Form>
    }
}

/// Before something sensitive: the password once more, or not.
#[component]
pub fn GiveAgain(email: String) -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let state = FormState::new("again", &ReauthenticationForm::default());
    let send = move || state.send::<ReauthenticationForm, _, _>(move |again, key| session.confirm(again, key), |()| ());
    view! {
        <p>{words.say(|text| text.password.again_lead)}</p>
        <Form state send>
            <Password state email word=|text| text.password.again_go>
                <button type="button" on:click=move |_| session.decline()>
                    {words.say(|text| text.form.cancel)}
                </button>
            </Password>
        </Form>
    }
}

/// Whose password it is, the password, the button that sends it, and the other way.
#[component]
fn Password(state: FormState, email: String, word: fn(&Text) -> &'static str, children: Children) -> impl IntoView {
    let words = use_words();
    view! {
        <p><strong>{email.clone()}</strong></p>
        <input type="hidden" name="email" autocomplete="username" value=email/>
        <Field state name="password" kind="password" autocomplete="current-password"/>
        <div class="bar">
            <SendButton state>{words.say(word)}</SendButton>
            {children()}
        </div>
    }
}

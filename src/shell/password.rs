//! The password, asked for in place: when a session has ended, and before something sensitive. What
//! stands on the screen stays, and the call that waits for the password is repeated.

use contract::account::SignInForm;
use contract::security::ReauthenticationForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Why;
use crate::i18n::{Text, use_words};
use crate::session::{Who, use_session};
use crate::ui::dialog::Dialog;
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::sign_in::sign_in;

/// Asks the person at the screen for the password, for either reason.
#[component]
pub fn AskPassword() -> impl IntoView {
    let session = use_session();
    let email_when = move |why| {
        Memo::new(move |_| match session.who().get() {
            Who::In(person) => (session.asked().get() == Some(why)).then_some(person.email),
            _ => None,
        })
    };
    let ended = email_when(Why::Ended);
    let sensitive = email_when(Why::Sensitive);
    view! {
        <Dialog name="ended" open=Memo::new(move |_| ended.with(Option::is_some)) title=|text| text.shell.ended_title>
            {move || ended.get().map(|email| view! { <SignInAgain email/> }.into_any())}
        </Dialog>
        <Dialog
            name="again"
            open=Memo::new(move |_| sensitive.with(Option::is_some))
            title=|text| text.shell.again_title
            escape=Callback::new(move |()| session.decline())
        >
            {move || sensitive.get().map(|email| view! { <GiveAgain email/> }.into_any())}
        </Dialog>
    }
}

/// After the end of a session: the same person signs in again, or leaves.
#[component]
fn SignInAgain(email: String) -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let state = FormState::new("ended", &SignInForm { email: email.clone(), ..SignInForm::default() });
    let leave = move |_| spawn_local(async move { _ = session.leave().await });
    view! {
        <p>{words.say(|text| text.shell.ended_lead)}</p>
        <Form state send=sign_in(state)>
            <Password state email word=|text| text.shell.sign_in>
                <button type="button" on:click=leave>{words.say(|text| text.shell.ended_other)}</button>
            </Password>
        </Form>
    }
}

/// Before something sensitive: the password once more, or not.
#[component]
fn GiveAgain(email: String) -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let state = FormState::new("again", &ReauthenticationForm::default());
    let send = move || state.send::<ReauthenticationForm, _, _>(move |again, key| session.confirm(again, key), |()| ());
    view! {
        <p>{words.say(|text| text.shell.again_lead)}</p>
        <Form state send>
            <Password state email word=|text| text.shell.again_go>
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

//! The change of password.

use contract::security::{PasswordChange, PasswordChangeForm};
use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::use_words;
use crate::session::{Who, use_session};
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::react;

/// The present password, a new one, and word that it was changed; every other device is signed out.
#[component]
pub fn ChangePassword(round: RwSignal<u32>) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let session = use_session();
    let state = FormState::new("password", &PasswordChangeForm::default());
    let saved = RwSignal::new(false);
    // A password manager knows by it whose password this is.
    let email = move || match session.who().get() {
        Who::In(person) => person.email,
        _ => String::new(),
    };
    let send = move || {
        let client = client.clone();
        state.send::<PasswordChangeForm, _, _>(
            move |change: PasswordChange, _| async move { client.change_password(&change).await },
            move |()| {
                state.settle(&PasswordChangeForm::default());
                saved.set(true);
                round.update(|round| *round += 1);
            },
        );
    };
    react(move || {
        if state.changed.get() {
            saved.set(false);
        }
    });
    view! {
        <Form state send>
            <h2>{words.say(|text| text.security.password)}</h2>
            <input type="hidden" autocomplete="username" value=move || email()/>
            <div class="pair">
                <Field state name="current_password" kind="password" autocomplete="current-password"/>
                <Field
                    state
                    name="new_password"
                    kind="password"
                    autocomplete="new-password"
                    hint=|text| text.account.password_hint
                />
            </div>
            <div class="bar">
                <SendButton state>{words.say(|text| text.security.password_save)}</SendButton>
                <span class="note" role="status">
                    {move || {
                        let text = &words.get().security;
                        if saved.get() { text.password_saved } else { text.password_hint }
                    }}
                </span>
            </div>
        </Form>
    }
}

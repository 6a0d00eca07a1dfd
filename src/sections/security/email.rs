//! The change of the main address: it is asked for here and confirmed by a link that is sent to the new one.

use contract::security::{EmailChange, EmailChangeForm};
use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::use_words;
use crate::session::{Who, use_session};
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};

/// The present address, a new one, and what to do once it was asked for.
#[component]
pub fn ChangeEmail() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let session = use_session();
    let state = FormState::new("email", &EmailChangeForm::default());
    let sent_to = RwSignal::new(None::<String>);
    let now = move || match session.who().get() {
        Who::In(person) => person.email,
        _ => String::new(),
    };
    let send = move || {
        let client = client.clone();
        sent_to.set(None);
        state.send::<EmailChangeForm, _, _>(
            move |change: EmailChange, key| async move {
                client.ask_email_change(&change, &key).await.map(|()| change.email().to_owned())
            },
            move |email| {
                state.settle(&EmailChangeForm::default());
                sent_to.set(Some(email));
            },
        );
    };
    view! {
        <Form state send>
            <h2>{words.say(|text| text.security.email)}</h2>
            <div class="pair">
                <dl class="field">
                    <dt>{words.say(|text| text.security.email_now)}</dt>
                    <dd>{move || now()}</dd>
                </dl>
                <Field
                    state
                    name="email"
                    kind="email"
                    autocomplete="email"
                    label=|text| text.security.email_label
                    hint=|text| text.security.email_hint
                />
            </div>
            <div role="status">
                {move || {
                    let email = sent_to.get()?;
                    let said = (words.get().security.email_sent)(&email);
                    Some(view! { <p class="notice good">{said}</p> }.into_any())
                }}
            </div>
            <div class="bar">
                <SendButton state>{words.say(|text| text.security.email_change)}</SendButton>
            </div>
        </Form>
    }
}

//! Registration: a form, then word that a message is on its way.

use contract::account::{NewAccount, RegistrationForm};
use contract::policy::{LATEST, places};
use leptos::prelude::*;

use super::link::Outcome;
use crate::api::use_client;
use crate::i18n::{intl, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::ui::Heading;
use crate::ui::field::{Field, Tick};
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::place::{Country, TimeZone};
use crate::ui::promises::Promises;

/// `/register`
#[component]
pub fn Register() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    view! {
        {move || match sent_to.get() {
            None => view! { <Fill sent_to/> }.into_any(),
            Some(email) => view! { <Sent email/> }.into_any(),
        }}
    }
}

#[component]
fn Fill(sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let client = use_client();
    let begin = RegistrationForm {
        time_zone: intl::own_time_zone(),
        language: prefs.language.get_untracked().code().to_owned(),
        ..RegistrationForm::default()
    };
    let state = FormState::new("register", &begin);
    let send = move || {
        let client = client.clone();
        state.send::<RegistrationForm, _, _>(
            move |account: NewAccount, key| async move {
                client.register(&account, &key).await.map(|()| account.email().to_owned())
            },
            move |email| sent_to.set(Some(email)),
        );
    };
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.register)}</Heading>
            <p class="lead">{words.say(|text| text.account.register_lead)}</p>
        </div>
        <Form state send>
            <div class="pair">
                <Field state name="first_name" autocomplete="given-name"/>
                <Field state name="last_name" autocomplete="family-name"/>
            </div>
            <div class="pair">
                <Field state name="email" kind="email" autocomplete="email"/>
                <Field
                    state
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    hint=|text| text.account.password_hint
                />
            </div>
            <div class="pair">
                <Country state/>
                <TimeZone state/>
            </div>
            <input type="hidden" name="language" value=move || prefs.language.get().code()/>
            <Acceptance state/>
            <div class="bar">
                <SendButton state>{words.say(|text| text.account.register)}</SendButton>
                <span class="note">
                    {words.say(|text| text.account.known_already)}
                    " "
                    <a href=Page::SignIn.path()>{words.say(|text| text.account.sign_in)}</a>
                </span>
            </div>
        </Form>
        <Promises of=&places::REGISTER/>
    }
}

/// The policy is accepted by its version: the box carries the version's id.
#[component]
fn Acceptance(state: FormState) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    view! {
        <Tick state name="policy_version" value=LATEST>
            {words.say(|text| text.account.accept)}
            " "
            <a href=Page::Policy.path() target="_blank">
                {move || (words.get().account.accept_link)(&intl::day(prefs.language.get(), LATEST))}
            </a>
        </Tick>
    }
}

#[component]
fn Sent(email: String) -> impl IntoView {
    let words = use_words();
    view! {
        <Outcome title=|text| text.account.sent_title>
            <p class="lead">{move || (words.get().account.sent_lead)(&email)}</p>
            <p>{words.say(|text| text.account.sent_hint)}</p>
        </Outcome>
    }
}

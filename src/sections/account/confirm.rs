//! Confirmation of the address of a new account.

use contract::account::{Confirmation, ConfirmationForm};
use leptos::prelude::*;

use super::link::{Instead, Onward, Outcome, Press, press_form};
use crate::api::use_client;
use crate::i18n::use_words;
use crate::routes::Page;

/// `/confirm-email/{token}`
#[component]
pub fn ConfirmEmail(token: String) -> impl IntoView {
    let client = use_client();
    let state = press_form(token);
    let outcome = RwSignal::new(None);
    let press = move || {
        let client = client.clone();
        state.send::<ConfirmationForm, _, _>(
            move |confirmation: Confirmation, key| async move { client.confirm_email(&confirmation, &key).await },
            move |()| outcome.set(Some(String::new())),
        );
    };
    let instead =
        Instead { hint: |text| text.security.confirm_dead, page: Page::SignIn, word: |text| text.account.sign_in };
    view! {
        <Press
            state
            title=|text| text.title.confirm_email
            lead=|text| text.account.confirm_lead
            button=|text| text.account.confirm
            instead
            press=Box::new(press)
            outcome
            show=|_| view! { <Confirmed/> }.into_any()
        />
    }
}

#[component]
fn Confirmed() -> impl IntoView {
    let words = use_words();
    view! {
        <Outcome title=|text| text.account.confirmed_title>
            <p class="lead">{words.say(|text| text.account.confirmed_lead)}</p>
            <Onward page=Page::SignIn word=|text| text.account.sign_in/>
        </Outcome>
    }
}

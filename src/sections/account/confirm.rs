//! Confirmation of the address: the link opens this page, a press of the button confirms.
//!
//! Programs that scan mail open links; so opening one confirms nothing.

use contract::account::{Confirmation, ConfirmationForm};
use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::use_words;
use crate::routes::Page;
use crate::ui::Heading;
use crate::ui::form::{Form, FormState, SendButton};

/// `/confirm-email/{token}`
#[component]
pub fn ConfirmEmail(token: String) -> impl IntoView {
    let confirmed = RwSignal::new(false);
    view! {
        {move || {
            if confirmed.get() {
                view! { <Confirmed/> }.into_any()
            } else {
                view! { <Confirm token=token.clone() confirmed/> }.into_any()
            }
        }}
    }
}

#[component]
fn Confirm(token: String, confirmed: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let state = FormState::new("confirm", &ConfirmationForm { token: token.clone() });
    let problem = state.problem("token");
    let send = move || {
        let client = client.clone();
        state.send::<ConfirmationForm, _, _>(
            move |confirmation: Confirmation, key| async move { client.confirm_email(&confirmation, &key).await },
            move |()| confirmed.set(true),
        );
    };
    view! {
        <div class="intro narrow">
            <Heading>{words.say(|text| text.account.confirm_title)}</Heading>
            <p class="lead">{words.say(|text| text.account.confirm_lead)}</p>
        </div>
        <div class="narrow">
            <Form state send>
                <input type="hidden" name="token" value=token/>
                <div role="alert">
                    {move || {
                        let said = problem();
                        (!said.is_empty()).then(|| view! { <p class="notice bad">{said}</p> }.into_any())
                    }}
                </div>
                <div class="bar">
                    <SendButton state>{words.say(|text| text.account.confirm)}</SendButton>
                </div>
            </Form>
        </div>
    }
}

#[component]
fn Confirmed() -> impl IntoView {
    let words = use_words();
    request_animation_frame(|| crate::ui::form::focus(document().query_selector("main h1").ok().flatten()));
    view! {
        <div class="intro narrow">
            <Heading>{words.say(|text| text.account.confirmed_title)}</Heading>
            <p class="lead">{words.say(|text| text.account.confirmed_lead)}</p>
            <div class="bar">
                <a class="button main" href=Page::SignIn.path()>{words.say(|text| text.account.sign_in)}</a>
            </div>
        </div>
    }
}

//! Signing in: a page of its own, and the same form in place of a page that asks for it.

use contract::account::SignInForm;
use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::routes::{Page, use_route};
use crate::session::{Who, use_session};
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::sign_in::sign_in;
use crate::ui::{Heading, react};

/// `/sign-in`
#[component]
pub fn SignIn() -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let known = Memo::new(move |_| matches!(session.who().get(), Who::In(_)));
    let route = use_route();
    // Only who signs in here goes on from here; who comes here signed in is told so.
    let mut was_out = false;
    react(move || {
        let who = session.who().get();
        if was_out && matches!(who, Who::In(_)) {
            route.go(&Page::Profile.path());
        }
        was_out = who == Who::Out;
    });
    let already_in = move || {
        view! {
            <Heading>{words.say(|text| text.title.sign_in)}</Heading>
            <section class="sheet narrow">
                <p>{words.say(|text| text.account.already_in)}</p>
                <div class="bar">
                    <a class="button main" href=Page::Profile.path()>{words.say(|text| text.shell.profile)}</a>
                </div>
            </section>
        }
        .into_any()
    };
    view! {
        {move || {
            if known.get() {
                already_in()
            } else {
                view! { <SignInWith lead=|text| text.account.sign_in_lead/> }.into_any()
            }
        }}
    }
}

/// The same form, in place of a page that is for people who are signed in.
#[component]
pub fn SignInFirst() -> impl IntoView {
    view! { <SignInWith lead=|text| text.account.sign_in_first/> }
}

#[component]
fn SignInWith(lead: fn(&Text) -> &'static str) -> impl IntoView {
    let words = use_words();
    let state = FormState::new("sign-in", &SignInForm::default());
    view! {
        <div class="intro narrow">
            <Heading>{words.say(|text| text.title.sign_in)}</Heading>
            <p class="lead">{words.say(lead)}</p>
        </div>
        <div class="narrow">
            <Form state send=sign_in(state)>
                <Field state name="email" kind="email" autocomplete="username"/>
                <Field state name="password" kind="password" autocomplete="current-password"/>
                <div class="bar">
                    <SendButton state>{words.say(|text| text.account.sign_in)}</SendButton>
                    <a class="note" href=Page::ResetPassword.path()>{words.say(|text| text.security.forgotten)}</a>
                </div>
            </Form>
            <p class="aside">
                {words.say(|text| text.account.new_here)}
                " "
                <a href=Page::Register.path()>{words.say(|text| text.account.register)}</a>
            </p>
        </div>
    }
}

//! Pages that a link in a message opens. Programs that scan mail open links: so opening one does
//! nothing, and a press of the button acts.

use contract::account::ConfirmationForm;
use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::routes::Page;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::{Heading, focus_heading};

/// Where to go from a link that does not work any more.
#[derive(Clone)]
pub struct Instead {
    /// What is left to do.
    pub hint: fn(&Text) -> &'static str,
    /// The page where it is done.
    pub page: Page,
    /// The words of the way there.
    pub word: fn(&Text) -> &'static str,
}

/// A form that holds nothing but the token of its link.
pub fn press_form(token: String) -> FormState {
    FormState::new("press", &ConfirmationForm { token })
}

/// A page with a button that acts with the token of its link; once there is an outcome, that.
#[component]
pub fn Press(
    state: FormState,
    title: fn(&Text) -> &'static str,
    lead: fn(&Text) -> &'static str,
    button: fn(&Text) -> &'static str,
    instead: Instead,
    press: Box<dyn Fn()>,
    /// The address that the account has now.
    outcome: RwSignal<Option<String>>,
    show: fn(String) -> AnyView,
) -> impl IntoView {
    let words = use_words();
    let press = StoredValue::new_local(press);
    let ask = move |instead| {
        view! {
            <div class="intro narrow">
                <Heading>{words.say(title)}</Heading>
                <p class="lead">{words.say(lead)}</p>
            </div>
            <div class="narrow">
                <Form state send=move || press.with_value(|press| press())>
                    <input type="hidden" name="token" value=state.saved("token")/>
                    <DeadLink state instead/>
                    <div class="bar">
                        <SendButton state>{words.say(button)}</SendButton>
                    </div>
                </Form>
            </div>
        }
        .into_any()
    };
    view! {
        {move || match outcome.get() {
            None => ask(instead.clone()),
            Some(email) => show(email),
        }}
    }
}

/// Says that the link does not work any more, once the server has said so, and shows a way on.
#[component]
pub fn DeadLink(state: FormState, instead: Instead) -> impl IntoView {
    let words = use_words();
    let problem = state.problem("token");
    view! {
        <div role="alert">
            {move || {
                let said = problem();
                let Instead { hint, page, word } = instead.clone();
                (!said.is_empty()).then(|| view! {
                    <div class="notice bad">
                        <p>{said}</p>
                        <p>{words.say(hint)} " " <a href=page.path()>{words.say(word)}</a></p>
                    </div>
                }.into_any())
            }}
        </div>
    }
}

/// What came of it, in place of what was asked; its heading takes the focus, so that it is read out.
#[component]
pub fn Outcome(title: fn(&Text) -> &'static str, children: Children) -> impl IntoView {
    let words = use_words();
    focus_heading();
    view! {
        <div class="intro narrow">
            <Heading>{words.say(title)}</Heading>
            {children()}
        </div>
    }
}

/// The way on from an outcome.
#[component]
pub fn Onward(page: Page, word: fn(&Text) -> &'static str) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="bar">
            <a class="button main" href=page.path()>{words.say(word)}</a>
        </div>
    }
}

//! One request to support: how it stands, who answered what, and who opened it (P19). Signed out it
//! asks for the code that was sent.

use contract::refusal::RefusalCode;
use contract::support::{CodeForm, RequestCode, SupportAnswer, SupportLook, SupportRequest, SupportState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Error, use_client};
use crate::i18n::use_words;
use crate::routes::Page;
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::load::{Failure, Wait};
use crate::ui::{Heading, Moment, react};

/// What is known of the request.
#[derive(Clone, PartialEq)]
enum Known {
    Wait,
    Failure(Error),
    /// Not one's own, or not there: the code decides.
    Code,
    Request(SupportRequest),
}

/// `/support/{reference}`
#[component]
pub fn Request(reference: String) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let signed_in = super::signed_in();
    let known = RwSignal::new(Known::Wait);
    let again = RwSignal::new(0);
    let number = reference.clone();
    react(move || {
        again.track();
        match signed_in.get() {
            None => return known.set(Known::Wait),
            Some(false) => return known.set(Known::Code),
            Some(true) => {}
        }
        let (client, reference) = (client.clone(), number.clone());
        known.set(Known::Wait);
        spawn_local(async move {
            known.try_set(match client.support_request(&reference, "").await {
                Ok(request) => Known::Request(request),
                Err(error) if error.code() == Some(RefusalCode::NotFound) => Known::Code,
                Err(error) => Known::Failure(error),
            });
        });
    });
    let asked = reference.clone();
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.request)}</Heading>
            <p class="lead">{reference}</p>
            <a href=Page::Support.path()>{words.say(|text| text.records.support.back)}</a>
        </div>
        {move || match known.get() {
            Known::Wait => view! { <Wait/> }.into_any(),
            Known::Failure(error) => view! { <Failure error again/> }.into_any(),
            Known::Code => view! { <AskCode reference=asked.clone() known outside=signed_in.get_untracked() != Some(true)/> }.into_any(),
            Known::Request(request) => view! { <Shown request/> }.into_any(),
        }}
    }
}

#[component]
fn AskCode(
    reference: String,
    known: RwSignal<Known>,
    /// Nobody is signed in: signing in may be the shorter way.
    outside: bool,
) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let state = FormState::new("code", &CodeForm::default());
    let wrong = RwSignal::new(false);
    let send = move || {
        let (client, reference) = (client.clone(), reference.clone());
        wrong.set(false);
        state.send::<CodeForm, _, _>(
            move |code: RequestCode, _| async move {
                match client.support_request(&reference, code.as_str()).await {
                    Err(error) if error.code() == Some(RefusalCode::NotFound) => Ok(None),
                    answer => answer.map(Some),
                }
            },
            move |answer| match answer {
                Some(request) => known.set(Known::Request(request)),
                None => wrong.set(true),
            },
        );
    };
    view! {
        <Form state send>
            <p>{words.say(|text| text.records.support.code_lead)}</p>
            <div role="alert">
                {move || {
                    wrong
                        .get()
                        .then(|| view! { <p class="notice bad">{words.say(|text| text.records.support.code_wrong)}</p> }.into_any())
                }}
            </div>
            <Field state name="code" autocomplete="one-time-code" hint=|text| text.records.support.code_hint/>
            <div class="bar">
                <SendButton state>{words.say(|text| text.records.support.show)}</SendButton>
                {outside.then(|| view! { <a href=Page::SignIn.path()>{words.say(|text| text.account.sign_in)}</a> }.into_any())}
            </div>
        </Form>
    }
}

/// How a request stands, in a word.
#[component]
pub fn Stand(state: SupportState) -> impl IntoView {
    let words = use_words();
    if matches!(state, SupportState::Answered) {
        view! { <span class="state good">{words.say(|text| text.records.support.answered)}</span> }.into_any()
    } else {
        view! { <span class="state wait">{words.say(|text| text.records.support.received)}</span> }.into_any()
    }
}

#[component]
fn Shown(request: SupportRequest) -> impl IntoView {
    let words = use_words();
    let SupportRequest { received_at, state, topic, message, answers, looks, .. } = request;
    let waiting = answers.is_empty();
    view! {
        <article class="sheet">
            <p class="bar">
                <strong>{move || super::topic_word(words.get(), topic)}</strong>
                <Stand state/>
            </p>
            <section class="said-by">
                <h2>{words.say(|text| text.records.support.written)}</h2>
                <p class="note"><Moment at=received_at/></p>
                <p class="words">{message}</p>
            </section>
            {answers.into_iter().map(|answer| view! { <Answer answer/> }.into_any()).collect_view()}
            {waiting.then(|| view! { <p class="note">{words.say(|text| text.records.support.no_answer)}</p> }.into_any())}
            {(!looks.is_empty()).then(|| view! { <Looks looks/> }.into_any())}
        </article>
    }
}

#[component]
fn Answer(answer: SupportAnswer) -> impl IntoView {
    let SupportAnswer { at, operator, text, .. } = answer;
    view! {
        <section class="said-by">
            <h2>{operator}</h2>
            <p class="note"><Moment at/></p>
            <p class="words">{text}</p>
        </section>
    }
}

/// Who opened the request, when, and why: to read it, or to answer it.
#[component]
fn Looks(looks: Vec<SupportLook>) -> impl IntoView {
    let words = use_words();
    let look = |SupportLook { at, operator, reason }| {
        view! {
            <dt>{operator} ", " <Moment at/></dt>
            <dd class="words">{reason}</dd>
        }
        .into_any()
    };
    view! {
        <section class="said-by">
            <h2>{words.say(|text| text.records.support.looks)}</h2>
            <dl class="changes">{looks.into_iter().map(look).collect_view()}</dl>
        </section>
    }
}

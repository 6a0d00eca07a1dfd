//! Contact with support: a form, the number of the request, one's own requests.

mod request;

pub use request::Request;

use contract::policy::places;
use contract::support::{MESSAGE_MAX, NewSupportRequest, SupportForm, SupportRequest, Topic};
use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::session::{Who, use_session};
use crate::ui::choice::Choice;
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::leave::AskBeforeLeaving;
use crate::ui::list::list;
use crate::ui::load::Wait;
use crate::ui::promises::Promises;
use crate::ui::text_area::TextArea;
use crate::ui::why::Why;
use crate::ui::{Heading, Moment, focus_heading, react};

/// `/support`
#[component]
pub fn Support() -> impl IntoView {
    let signed_in = signed_in();
    // Who signs in or out elsewhere while writing keeps the form, and what stands in it.
    let known = Memo::new(move |_| signed_in.get().is_some());
    let sent = RwSignal::new(None::<String>);
    view! {
        {move || match (sent.get(), known.get()) {
            (Some(reference), _) => {
                view! { <Sent reference sent signed_in=signed_in.get_untracked() == Some(true)/> }.into_any()
            }
            (None, false) => view! {
                <Intro/>
                <Wait/>
            }
            .into_any(),
            (None, true) => view! {
                <Intro/>
                <Write sent signed_in/>
            }
            .into_any(),
        }}
        {move || (signed_in.get() == Some(true)).then(|| view! { <Own sent/> }.into_any())}
        <Promises of=&places::SUPPORT/>
    }
}

/// Whether somebody is signed in; `None` until it is known for the first time.
fn signed_in() -> Memo<Option<bool>> {
    let session = use_session();
    Memo::new(move |was: Option<&Option<bool>>| match session.who().get() {
        Who::Unknown => was.copied().flatten(),
        Who::In(_) => Some(true),
        Who::Out | Who::Lost(_) => Some(false),
    })
}

#[component]
fn Intro() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.support)}</Heading>
            <p class="lead">{words.say(|text| text.records.support.lead)}</p>
        </div>
    }
}

#[component]
fn Write(sent: RwSignal<Option<String>>, signed_in: Memo<Option<bool>>) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let client = use_client();
    let begin = SupportForm { language: prefs.language.get_untracked().code().to_owned(), ..SupportForm::default() };
    let state = FormState::new("support", &begin);
    // The server asks for an address of those whose session has ended unnoticed, too.
    let asked = RwSignal::new(false);
    let outside = Memo::new(move |_| asked.get() || signed_in.get() == Some(false));
    let problem = state.problem("email");
    react(move || {
        if !problem().is_empty() {
            asked.set(true);
        }
    });
    let send = move || {
        let client = client.clone();
        state.send::<SupportForm, _, _>(
            move |request: NewSupportRequest, key| async move { client.ask_support(&request, &key).await },
            move |request| sent.set(Some(request.reference)),
        );
    };
    view! {
        <Form state send>
            <div class="pair">
                {move || {
                    outside.get().then(|| view! {
                        <div class="held">
                            <Field state name="email" kind="email" autocomplete="email" hint=|text| text.records.support.email_hint/>
                            <Why field="support.email"/>
                        </div>
                    }.into_any())
                }}
                <div class="held">
                    <Choice
                        state
                        name="topic"
                        autocomplete="off"
                        entries=|language| Topic::ALL.map(|topic| (topic.code().to_owned(), topic_word(Text::of(language), topic))).into()
                        says=|language, code| {
                            let topic = Topic::ALL.into_iter().find(|topic| topic.code() == code);
                            topic.map(|topic| topic_word(Text::of(language), topic)).unwrap_or_default()
                        }
                        none=|text| text.form.choose
                    />
                    <Why field="support.topic"/>
                </div>
            </div>
            <div class="held">
                <TextArea state name="message" max=MESSAGE_MAX hint=|text| text.records.support.message_hint/>
                <Why field="support.message"/>
            </div>
            <input type="hidden" name="language" value=move || prefs.language.get().code()/>
            <div class="bar">
                <SendButton state>{words.say(|text| text.records.support.send)}</SendButton>
            </div>
        </Form>
        <AskBeforeLeaving changed=state.changed/>
    }
}

fn topic_word(text: &Text, topic: Topic) -> String {
    (text.records.support.topic)(topic).to_owned()
}

/// What happens next.
#[component]
fn Sent(reference: String, sent: RwSignal<Option<String>>, signed_in: bool) -> impl IntoView {
    let words = use_words();
    focus_heading();
    let next = if signed_in {
        words.say(|text| text.records.support.sent_signed_in)
    } else {
        words.say(|text| text.records.support.sent_signed_out)
    };
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.records.support.sent_title)}</Heading>
            <p class="lead">{words.say(|text| text.records.support.sent_lead)}</p>
            <p>{words.say(|text| text.records.support.reference)} ": " <strong>{reference.clone()}</strong></p>
            <p>{next}</p>
            <div class="bar">
                <a class="button main" href=Page::SupportRequest(reference).path()>{words.say(|text| text.records.support.open)}</a>
                <button type="button" on:click=move |_| sent.set(None)>{words.say(|text| text.records.support.another)}</button>
            </div>
        </div>
    }
}

/// One's own requests, newest first; fetched anew when one was sent.
#[component]
fn Own(sent: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let again = RwSignal::new(0);
    react(move || {
        if sent.with(Option::is_some) {
            again.update(|times| *times += 1);
        }
    });
    let requests = list(
        again,
        move |cursor| {
            let client = client.clone();
            async move { client.support_requests(cursor.as_deref()).await }
        },
        |request| view! { <OwnRequest request/> }.into_any(),
        |text| text.records.support.own_empty,
    );
    view! {
        <section class="part" aria-labelledby="own-requests">
            <h2 id="own-requests">{words.say(|text| text.records.support.own)}</h2>
            {requests}
        </section>
    }
}

#[component]
fn OwnRequest(request: SupportRequest) -> impl IntoView {
    let words = use_words();
    let SupportRequest { reference, received_at, state, topic, .. } = request;
    let href = Page::SupportRequest(reference.clone()).path();
    view! {
        <p class="bar">
            <a href=href>{reference}</a>
            <request::Stand state/>
        </p>
        <p class="note">{move || topic_word(words.get(), topic)} " · " <Moment at=received_at/></p>
    }
}

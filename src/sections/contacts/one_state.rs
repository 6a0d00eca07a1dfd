//! How a contact stands: its state, since when, why, and what can be done about it.

use contract::contacts::bulk::Change;
use contract::contacts::{Contact, ReasonCode, State};
use leptos::html;
use leptos::prelude::*;

use super::acts::PAUSES;
use super::one::Here;
use crate::api::use_client;
use crate::i18n::contacts::Pause;
use crate::i18n::use_words;
use crate::prefs::use_prefs;
use crate::ui::contact::StateMark;
use crate::ui::form::focus;
use crate::ui::notice::Trouble;
use crate::ui::press::Press;

/// The heading of the part: the focus goes there where a button that was pressed is gone.
pub const STANDING: &str = "standing";

/// The state in words, its reason, and what one can do.
#[component]
pub fn Standing(here: Here) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="sheet" aria-labelledby=STANDING>
            <h2 id=STANDING tabindex="-1">{words.say(|text| text.contacts.one.state)}</h2>
            {move || view! { <Told contact=here.contact.get()/> }.into_any()}
            <Trouble error=here.trouble/>
            <p class="note" role="status">{move || here.said.get().map_or("", |said| said(words.get()))}</p>
            <Acts here/>
        </section>
    }
}

/// What the state means, since when it is so, and what the provider said.
#[component]
fn Told(contact: Contact) -> impl IntoView {
    let (words, prefs) = (use_words(), use_prefs());
    let Contact { state, state_at, reason, paused_until, holder_quiet_hours, .. } = contact;
    let code = reason.as_ref().map(|reason| reason.code);
    let is_the_holders = code.is_some_and(ReasonCode::is_the_holders);
    let since = move || (words.get().contacts.one.since)(&prefs.moment(&state_at));
    let pause = (state == State::Paused).then(|| view! { <Paused until=paused_until is_the_holders/> }.into_any());
    let said = reason.and_then(|reason| reason.said).map(|said| view! { <Said said/> }.into_any());
    let has_own_hours = state == State::Confirmed && holder_quiet_hours.days().iter().any(|hours| !hours.is_empty());
    view! {
        <p class="bar"><StateMark state/><span class="note">{move || since()}</span></p>
        <div class="told">
            <p>{move || (words.get().contacts.one.meaning)(state, code)}</p>
            {pause}
            {said}
            {(state == State::Failing).then(|| view! { <p>{words.say(|text| text.contacts.one.failing_way)}</p> }.into_any())}
            {is_the_holders.then(|| view! { <p>{words.say(|text| text.contacts.one.only_holder)}</p> }.into_any())}
            {has_own_hours.then(|| view! { <p>{words.say(|text| text.contacts.one.holder_hours)}</p> }.into_any())}
        </div>
    }
}

/// Until when it is silent, and what becomes of what happens meanwhile.
#[component]
fn Paused(until: Option<String>, is_the_holders: bool) -> impl IntoView {
    let (words, prefs) = (use_words(), use_prefs());
    let silent = move || {
        let one = &words.get().contacts.one;
        match &until {
            Some(until) => (one.paused_until)(&prefs.moment(until)),
            None if is_the_holders => String::new(),
            None => one.paused_open.to_owned(),
        }
    };
    view! { <p>{move || silent()} " " {words.say(|text| text.contacts.one.paused_lost)}</p> }
}

/// What the provider said, as its own words.
#[component]
fn Said(said: String) -> impl IntoView {
    let words = use_words();
    view! {
        <figure>
            <figcaption class="hint">{words.say(|text| text.contacts.one.said)}</figcaption>
            <blockquote class="words">{said}</blockquote>
        </figure>
    }
}

/// What one can do: pause, resume, move to another channel.
#[component]
fn Acts(here: Here) -> impl IntoView {
    let words = use_words();
    let stands = Memo::new(move |_| {
        here.contact.with(|contact| {
            let is_the_holders = contact.reason.as_ref().is_some_and(|reason| reason.code.is_the_holders());
            (contact.state, is_the_holders)
        })
    });
    // A button that was pressed may be gone with the state: its place is the heading.
    let to_heading = move || focus(document().get_element_by_id(STANDING));
    let resume = move || {
        to_heading();
        here.change(Change::Resume, |text| text.contacts.one.resumed_done);
    };
    view! {
        {move || match stands.get() {
            (State::Confirmed, _) => view! { <PauseIt here/> }.into_any(),
            (State::Paused, false) => view! {
                <div class="bar">
                    <Press busy=here.busy word=|text| text.contacts.resume press=Box::new(resume)/>
                </div>
            }
            .into_any(),
            // It was confirmed before it failed, and is tried again.
            (State::Failing, _) => view! {
                <div class="bar">
                    <Press busy=here.busy word=|text| text.form.again press=Box::new(resume)/>
                </div>
            }
            .into_any(),
            (State::ChannelClosed, _) => view! {
                <div class="bar">
                    <button type="button" class="main" on:click=|_| focus(document().get_element_by_id("contact-channel"))>
                        {words.say(|text| text.contacts.one.closed_way)}
                    </button>
                </div>
            }
            .into_any(),
            _ => ().into_any(),
        }}
    }
}

/// A pause, from a list of lengths.
#[component]
fn PauseIt(here: Here) -> impl IntoView {
    let words = use_words();
    let clock = use_client().clock();
    let list = NodeRef::<html::Select>::new();
    let pause = move || {
        let chosen = list.get_untracked().map(|list| list.value()).unwrap_or_default();
        if let Some(pause) = PAUSES.into_iter().find(|pause| pause.code() == chosen) {
            focus(document().get_element_by_id(STANDING));
            here.change(pause.change(clock.now()), |text| text.contacts.one.paused_done);
        }
    };
    let entry = move |pause: Pause| {
        view! { <option value=pause.code()>{move || (words.get().contacts.pause)(pause)}</option> }.into_any()
    };
    view! {
        <div class="bar">
            <label class="visually-hidden" for="pause">{words.say(|text| text.contacts.one.pause)}</label>
            <select id="pause" autocomplete="off" node_ref=list>{PAUSES.map(entry).collect_view()}</select>
            <Press busy=here.busy word=|text| text.contacts.one.pause_go press=Box::new(pause)/>
        </div>
    }
}

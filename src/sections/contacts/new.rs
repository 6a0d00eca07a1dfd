//! Adding a contact: the channel first, then the address in its form; the code goes out in the same go.

use contract::contacts::{Channel, ContactForm, NewContact};
use contract::profile::SavedProfile;
use leptos::prelude::*;

use super::fields::{Address, Channels, Details, called};
use crate::api::{Versioned, new_key, use_client};
use crate::i18n::use_words;
use crate::prefs::use_prefs;
use crate::routes::{Page, use_route};
use crate::ui::Heading;
use crate::ui::countdown::{Countdown, seconds_until};
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::leave::AskBeforeLeaving;
use crate::ui::load::load;
use crate::ui::react;

/// `/contacts/new`
#[component]
pub fn New() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let adding = load(
        move || {
            let client = client.clone();
            async move { client.profile().await }
        },
        |profile: Versioned<SavedProfile>| view! { <Adding profile=profile.value/> }.into_any(),
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.new_contact)}</Heading>
            <p class="lead">{words.say(|text| text.contacts.new.lead)}</p>
            <a class="back" href=Page::Contacts.path()>{words.say(|text| text.contacts.one.back)}</a>
        </div>
        {adding}
    }
}

#[component]
fn Adding(profile: SavedProfile) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let route = use_route();
    let tabs = super::other_tabs();
    let begin = ContactForm {
        channel: Channel::Email.code().to_owned(),
        language: use_prefs().language.get_untracked().code().to_owned(),
        time_zone: profile.time_zone.clone(),
        ..ContactForm::default()
    };
    let state = FormState::new("new", &begin).labelled(called);
    let channel = RwSignal::new(Channel::Email);
    // Until when nothing more is taken, in milliseconds by the server's clock; none before it was said.
    let wait = RwSignal::new(None::<f64>);

    let add = move || {
        let (client, route) = (client.clone(), route.clone());
        state.send::<ContactForm, _, _>(
            move |contact: NewContact, key| async move {
                let added = client.add_contact(&contact, &key).await?;
                if !contact.channel().is_closed() {
                    // Where this goes wrong, the contact's page says that nothing was sent, and sends it.
                    _ = client.send_code(&added.id, &new_key()).await;
                }
                Ok(added)
            },
            move |added| {
                tabs.tell();
                route.go(&Page::Contact(added.id).path());
            },
        );
    };
    let clock = use_client().clock();
    react(move || {
        if let Some(seconds) = state.trouble.get().and_then(|error| error.wait()) {
            wait.set(Some(clock.there() + f64::from(seconds) * 1000.0));
            state.trouble.set(None);
        }
    });

    let is_closed = move || channel.get().is_closed();
    view! {
        <Form state send=add>
            <TooFast wait/>
            <Channels state channel/>
            {move || is_closed().then(|| view! {
                <p class="notice wait">{words.say(|text| text.contacts.new.skype)}</p>
            }.into_any())}
            <fieldset>
                <div class="entry">
                    <Address state channel/>
                    <Own state channel profile/>
                </div>
            </fieldset>
            <fieldset>
                <legend>{words.say(|text| text.contacts.new.details)}</legend>
                <Details state/>
            </fieldset>
            <div class="bar stay">
                <SendButton state>
                    {move || if is_closed() { words.get().contacts.new.keep } else { words.get().contacts.new.send }}
                </SendButton>
            </div>
        </Form>
        <AskBeforeLeaving changed=state.changed/>
    }
}

/// One's own address, to begin with, by one press.
#[component]
fn Own(state: FormState, channel: RwSignal<Channel>, profile: SavedProfile) -> impl IntoView {
    let words = use_words();
    let own = Memo::new(move |_| match channel.get() {
        Channel::Email => Some(profile.email.clone()),
        Channel::Phone | Channel::Viber if !profile.phone.is_empty() => Some(profile.phone.clone()),
        _ => None,
    });
    view! {
        {move || own.get().map(|address| {
            let said = address.clone();
            view! {
                <button type="button" class="quiet own" on:click=move |_| state.fill(&[("address", address.clone())])>
                    {move || (words.get().contacts.new.own)(&said)}
                </button>
            }
            .into_any()
        })}
    }
}

/// Says how long nothing more is taken, and that it is taken again.
#[component]
fn TooFast(wait: RwSignal<Option<f64>>) -> impl IntoView {
    let left = seconds_until(wait);
    view! {
        <div role="alert">
            {move || wait.get().map(|_| view! {
                <p class="notice wait">
                    <Countdown left says=|text, time| (text.contacts.new.too_fast)(time) over=|text| text.contacts.new.too_fast_over/>
                </p>
            }.into_any())}
        </div>
    }
}

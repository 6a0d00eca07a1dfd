//! What a contact is: address, name, language, time zone. Saved as the profile is, also where it was changed
//! elsewhere meanwhile; another address is sent a code in the same go.

use contract::contacts::{Contact, ContactForm, NewContact, State};
use contract::refusal::Current;
use leptos::prelude::*;

use super::fields::{Address, ChannelChoice, Details, called, word};
use super::one::Here;
use crate::api::new_key;
use crate::i18n::use_words;
use crate::ui::compare::{Compare, Difference, differences};
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::react;

/// What was saved elsewhere while this form was open, and where it differs.
#[derive(Clone, PartialEq)]
struct Conflict {
    current: Current<Contact>,
    differences: Vec<Difference>,
}

/// What was saved last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saved {
    Nothing,
    Contact,
    /// And a code is on its way to the new address.
    AndSent,
}

/// The form.
#[component]
pub fn Edit(
    here: Here,
    /// Told whether something else stands here than what was saved.
    changed: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let begin = here.contact.get_untracked();
    let state = FormState::new("contact", &begin.form()).labelled(called);
    let channel = RwSignal::new(begin.channel);
    // What the form was made from, and its version.
    let base = StoredValue::new(begin);
    let conflict = RwSignal::new(None::<Conflict>);
    react(move || changed.set(state.changed.get()));
    let saved = RwSignal::new(Saved::Nothing);

    let save = move || {
        let Some(client) = here.client() else { return };
        let before = base.get_value();
        state.send::<ContactForm, _, _>(
            move |contact: NewContact, _| async move {
                let mut now = client.save_contact(&before.id, &contact, &before.etag).await?.value;
                let is_elsewhere = now.address != before.address || now.channel != before.channel;
                let mut done = Saved::Contact;
                if is_elsewhere
                    && now.state == State::AwaitingConfirmation
                    && let Ok(code) = client.send_code(&now.id, &new_key()).await
                {
                    now.code = Some(code);
                    done = Saved::AndSent;
                }
                Ok((now, done))
            },
            move |(now, done): (Contact, Saved)| {
                base.set_value(now.clone());
                state.settle(&now.form());
                here.take(now);
                saved.set(done);
            },
        );
    };
    // The contact is another now: by this page, by its holder, in another tab.
    react(move || {
        let now = here.contact.get();
        let is_as_it_was = now.form() == base.with_value(Contact::form);
        if is_as_it_was || !state.changed.get_untracked() {
            if !is_as_it_was {
                state.settle(&now.form());
            }
            base.set_value(now);
        }
    });
    let resolve = move |current: Current<Contact>, taken: Vec<(&'static str, String)>| {
        state.compare_with(&current.value.form());
        state.fill(&taken);
        base.set_value(Contact { etag: current.etag, ..current.value });
        conflict.set(None);
        save();
    };
    // A stale save: nothing was overwritten, and the person chooses field by field.
    react(move || {
        if let Some(current) = state.trouble.get().and_then(|error| error.stale::<Contact>()) {
            let differences = differences(state, &current.value.form());
            if differences.is_empty() {
                resolve(current, Vec::new());
            } else {
                conflict.set(Some(Conflict { current, differences }));
            }
        }
    });
    view! {
        {move || {
            let Conflict { current, differences } = conflict.get()?;
            let choose = move |taken| resolve(current.clone(), taken);
            Some(view! { <Compare differences word=word label=called choose/> }.into_any())
        }}
        <section aria-labelledby="edit">
            <Form state send=save>
                <div class="about">
                    <h2 id="edit">{words.say(|text| text.contacts.one.edit)}</h2>
                    <p class="hint">{words.say(|text| text.contacts.one.edit_hint)}</p>
                </div>
                <div class="pair">
                    <ChannelChoice state channel/>
                    <Address state channel/>
                </div>
                <Details state/>
                <SaveBar state saved/>
            </Form>
        </section>
    }
}

#[component]
fn SaveBar(state: FormState, saved: RwSignal<Saved>) -> impl IntoView {
    let words = use_words();
    react(move || {
        if state.changed.get() {
            saved.set(Saved::Nothing);
        }
    });
    let said = move || {
        let text = &words.get().form;
        match (state.changed.get(), saved.get()) {
            (true, _) => text.unsaved,
            (false, Saved::AndSent) => words.get().contacts.one.saved_and_sent,
            (false, Saved::Contact) => text.saved,
            (false, Saved::Nothing) => text.all_saved,
        }
    };
    view! {
        <div class="bar stay">
            <SendButton state>{words.say(|text| text.form.save)}</SendButton>
            <button type="button" hidden=move || (!state.changed.get()).then_some("") on:click=move |_| state.undo()>
                {words.say(|text| text.form.undo)}
            </button>
            <span class="note" role="status">{move || said()}</span>
        </div>
    }
}

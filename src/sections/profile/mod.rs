//! The profile: who the person is, where, and how to reach them.
//!
//! The shape of a section: the page fetches and shows its editor; the editor holds the data at the
//! top, then what can be done, then the view; its parts stand below and in files beside it.

mod fields;

use contract::policy::places;
use contract::profile::{Profile as Checked, ProfileForm, SavedProfile};
use contract::refusal::Current;
use leptos::prelude::*;

use crate::api::{Versioned, use_client};
use crate::i18n::use_words;
use crate::i18n::values::word;
use crate::routes::Page;
use crate::ui::Heading;
use crate::ui::compare::{Compare, Difference, differences};
use crate::ui::form::{Form, FormState};
use crate::ui::leave::AskBeforeLeaving;
use crate::ui::load::load;
use crate::ui::promises::Promises;
use crate::ui::react;
use crate::ui::save_bar::SaveBar;
use fields::{About, Address, Place, Reach};

/// `/profile`
#[component]
pub fn Profile() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let editor = load(
        move || {
            let client = client.clone();
            async move { client.profile().await }
        },
        |saved: Versioned<SavedProfile>| view! { <Editor saved/> }.into_any(),
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.profile)}</Heading>
            <p class="lead">{words.say(|text| text.profile.lead)}</p>
            <a href=Page::History.path()>{words.say(|text| text.records.history.link)}</a>
        </div>
        {editor}
    }
}

/// What was saved elsewhere while this form was open, and where it differs.
#[derive(Clone, PartialEq)]
struct Conflict {
    current: Current<SavedProfile>,
    differences: Vec<Difference>,
}

#[component]
fn Editor(saved: Versioned<SavedProfile>) -> impl IntoView {
    let client = use_client();
    let state = FormState::new("profile", &saved.value.form());
    let etag = StoredValue::new(saved.etag);
    let conflict = RwSignal::new(None::<Conflict>);
    let just_saved = RwSignal::new(false);

    let save = move || {
        let client = client.clone();
        state.send::<ProfileForm, _, _>(
            move |profile: Checked, _| async move { client.save_profile(&profile, &etag.get_value()).await },
            move |saved| {
                etag.set_value(saved.etag);
                state.settle(&saved.value.form());
                just_saved.set(true);
            },
        );
    };
    // A stale save: nothing was overwritten, and the person chooses field by field.
    react(move || {
        if let Some(current) = state.trouble.get().and_then(|error| error.stale::<SavedProfile>()) {
            let differences = differences(state, &current.value.form());
            conflict.set(Some(Conflict { current, differences }));
        }
    });
    let resolve = {
        let save = save.clone();
        move |current: Current<SavedProfile>, taken: Vec<(&'static str, String)>| {
            etag.set_value(current.etag);
            state.compare_with(&current.value.form());
            state.fill(&taken);
            conflict.set(None);
            save();
        }
    };

    view! {
        {move || {
            let Conflict { current, differences } = conflict.get()?;
            let resolve = resolve.clone();
            let choose = move |taken| resolve(current.clone(), taken);
            Some(view! { <Compare differences word=word choose/> }.into_any())
        }}
        <Form state send=save>
            <About state/>
            <Place state/>
            <Reach state email=saved.value.email/>
            <Address state/>
            <SaveBar state just_saved/>
        </Form>
        <AskBeforeLeaving changed=state.changed/>
        <Promises of=&places::PROFILE/>
    }
}

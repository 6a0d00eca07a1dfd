//! The history of one's own data: who changed what and when, from what to what, and the way back.

use contract::history::{Author, Change, FieldChange};
use contract::refusal::RefusalCode;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Error, use_client};
use crate::i18n::values::word;
use crate::i18n::{Text, use_words};
use crate::routes::Page;
use crate::ui::form::focus;
use crate::ui::list::list;
use crate::ui::press::Press;
use crate::ui::{Heading, Moment};

/// What was taken back last: the names of its fields.
#[derive(Clone, Copy)]
struct TakenBack {
    fields: RwSignal<Vec<String>>,
    /// Counts the changes taken back: the list is fetched anew.
    times: RwSignal<u32>,
}

/// `/profile/history`
#[component]
pub fn History() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let taken = TakenBack { fields: RwSignal::new(Vec::new()), times: RwSignal::new(0) };
    let changes = list(
        taken.times,
        move |cursor| {
            let client = client.clone();
            async move { client.history(cursor.as_deref()).await }
        },
        move |change| view! { <Entry change taken/> }.into_any(),
        |text| text.records.history.empty,
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.history)}</Heading>
            <p class="lead">{words.say(|text| text.records.history.lead)}</p>
            <a href=Page::Profile.path()>{words.say(|text| text.title.profile)}</a>
        </div>
        <Said taken/>
        {changes}
    }
}

/// Says what was taken back, where the person is led to: the button that was pressed may be gone.
#[component]
fn Said(taken: TakenBack) -> impl IntoView {
    let words = use_words();
    let node = NodeRef::<html::Div>::new();
    crate::ui::react(move || {
        if taken.times.get() > 0 {
            focus(node.get_untracked().map(Into::into));
        }
    });
    view! {
        <div role="status" tabindex="-1" node_ref=node class="said">
            {move || {
                let fields = taken.fields.get();
                let text = words.get();
                (!fields.is_empty()).then(|| {
                    let labels: Vec<_> = fields.iter().map(|field| (text.label)(field)).collect();
                    view! { <p class="notice good">{(text.records.history.taken_back)(&labels.join(", "))}</p> }.into_any()
                })
            }}
        </div>
    }
}

#[component]
fn Entry(change: Change, taken: TakenBack) -> impl IntoView {
    let words = use_words();
    let Change { id, at, by, fields, takes_back, revertible } = change;
    let names: Vec<_> = fields.iter().map(|change| change.field.clone()).collect();
    view! {
        <p class="bar">
            <strong><Moment at/></strong>
            <span class="note">{words.say(author(by))}</span>
            {takes_back.map(|_| view! { <span class="state wait">{words.say(|text| text.records.history.takes_back)}</span> }.into_any())}
        </p>
        <dl class="changes">{fields.into_iter().map(|change| view! { <Field change/> }.into_any()).collect_view()}</dl>
        {revertible.then(|| view! { <TakeBack id names taken/> }.into_any())}
    }
}

const fn author(by: Author) -> fn(&Text) -> &'static str {
    match by {
        Author::Person => |text| text.records.history.by_person,
        Author::LinkHolder => |text| text.records.history.by_link,
        Author::Operator => |text| text.records.history.by_operator,
        Author::Other => |text| text.records.history.by_other,
    }
}

#[component]
fn Field(change: FieldChange) -> impl IntoView {
    let words = use_words();
    let FieldChange { field, from, to } = change;
    let (name, from) = (field.clone(), value(&field, from));
    let to = value(&field, to);
    view! {
        <dt>{move || (words.get().label)(&name)}</dt>
        <dd>
            <span class="was">{move || from()}</span>
            <span class="visually-hidden">" " {words.say(|text| text.records.history.to)} " "</span>
            <strong>{move || to()}</strong>
        </dd>
    }
}

/// The words of a value, also of one that is empty, in the language of the page.
fn value(field: &str, value: Option<String>) -> impl Fn() -> String + Send + 'static {
    let words = use_words();
    let field = field.to_owned();
    move || {
        let said = word(words.0.get(), &field, value.as_deref().unwrap_or_default());
        if said.is_empty() { words.get().form.empty.to_owned() } else { said }
    }
}

/// Why a change was not taken back, in words.
fn refused(text: &Text, error: &Error) -> String {
    let Error::Refused(refused) = error else { return text.error(error) };
    if refused.refusal.code == RefusalCode::Conflict {
        return text.records.history.conflict.to_owned();
    }
    // What stood in a field once need not be what the rules let through today.
    match refused.refusal.fields.iter().next() {
        Some((field, problem)) => [(text.label)(field), ": ", &(text.problem)(field, problem)].concat(),
        None => text.error(error),
    }
}

#[component]
fn TakeBack(id: String, names: Vec<String>, taken: TakenBack) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Error>);
    // One key for every try: what was carried out already, its answer lost, is not carried out again.
    let key = window().crypto().map(|crypto| crypto.random_uuid()).unwrap_or_default();
    let press = move || {
        let (client, id, key, names) = (client.clone(), id.clone(), key.clone(), names.clone());
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = client.revert(&id, &key).await;
            if busy.try_set(false).is_some() {
                return; // The page is gone: nobody is left to tell.
            }
            match answer {
                Ok(()) => {
                    taken.fields.set(names);
                    taken.times.update(|times| *times += 1);
                }
                Err(error) => trouble.set(Some(error)),
            }
        });
    };
    view! {
        <div role="alert">
            {move || trouble.get().map(|error| view! { <p class="notice bad">{refused(words.get(), &error)}</p> }.into_any())}
        </div>
        <div class="bar">
            <Press busy word=|text| text.records.history.take_back press=Box::new(press)/>
        </div>
    }
}

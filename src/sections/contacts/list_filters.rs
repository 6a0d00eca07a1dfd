//! What narrows the list: the search, the channels and states with how many there are, the order.

use contract::contacts::{Channel, Count, Sort, State};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::list_known::Known;
use super::list_query::sort_of;
use crate::i18n::{Text, use_words};

/// Search as one types, and three lists. Each works at once.
#[component]
pub fn Filters(known: Known) -> impl IntoView {
    let words = use_words();
    let asked = known.asked;
    let count = move |of: &'static str, counts: fn(&contract::contacts::Summary) -> &Vec<Count>| {
        known.summary.with(|summary| {
            let counts = counts(summary.as_ref()?);
            Some(counts.iter().find(|count| count.of == of).map_or(0, |count| count.count))
        })
    };
    let total = move || known.summary.with(|summary| summary.as_ref().map(|summary| summary.total));
    view! {
        <form
            class="filters"
            role="search"
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                asked.settle();
            }
        >
            <div class="field">
                <label for="contacts-search">{words.say(|text| text.contacts.list.search)}</label>
                <input
                    id="contacts-search"
                    type="search"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    maxlength="200"
                    placeholder=words.say(|text| text.contacts.list.search_hint)
                    prop:value=move || asked.typed.get()
                    on:input=move |event| asked.type_in(event_target_value(&event))
                    on:blur=move |_| asked.settle()
                />
            </div>
            <Filter
                id="contacts-channel"
                label=|text| text.contacts.list.channel
                codes=Channel::ALL.map(Channel::code).to_vec()
                any=Some(|text| text.contacts.list.any_channel)
                says=|text, code| Channel::read(code).map_or("", |channel| (text.contacts.channel)(channel))
                count=Box::new(move |code| if code.is_empty() { total() } else { count(code, |summary| &summary.channels) })
                held=Memo::new(move |_| asked.query.with(|query| query.channel.map(Channel::code).unwrap_or_default()))
                choose=Box::new(move |code| asked.narrow(|query| query.channel = Channel::read(code)))
            />
            <Filter
                id="contacts-state"
                label=|text| text.contacts.list.state
                codes=State::ALL.map(State::code).to_vec()
                any=Some(|text| text.contacts.list.any_state)
                says=|text, code| State::read(code).map_or("", |state| (text.contacts.state)(state))
                count=Box::new(move |code| if code.is_empty() { total() } else { count(code, |summary| &summary.states) })
                held=Memo::new(move |_| asked.query.with(|query| query.state.map(State::code).unwrap_or_default()))
                choose=Box::new(move |code| asked.narrow(|query| query.state = State::read(code)))
            />
            <Filter
                id="contacts-order"
                label=|text| text.contacts.list.order
                codes=Sort::ALL.map(Sort::code).to_vec()
                any=None
                says=|text, code| (text.contacts.list.sort)(sort_of(code))
                count=Box::new(|_| None)
                held=Memo::new(move |_| asked.query.with(|query| query.sort.code()))
                choose=Box::new(move |code| asked.narrow(|query| query.sort = sort_of(code)))
            />
        </form>
    }
}

/// A list of which one entry holds at once; each says how many there are.
#[component]
fn Filter(
    id: &'static str,
    label: fn(&Text) -> &'static str,
    codes: Vec<&'static str>,
    /// The entry that leaves nothing out.
    any: Option<fn(&Text) -> &'static str>,
    says: fn(&Text, &str) -> &'static str,
    /// How many there are; of the entry that leaves nothing out, by no word.
    count: Box<dyn Fn(&'static str) -> Option<u32> + Send + Sync>,
    held: Memo<&'static str>,
    choose: Box<dyn Fn(&str)>,
) -> impl IntoView {
    let words = use_words();
    let count = StoredValue::new(count);
    let entry = move |code: &'static str| {
        let said = move || {
            let text = words.get();
            let word = match any {
                Some(any) if code.is_empty() => any(text),
                _ => says(text, code),
            };
            match count.with_value(|count| count(code)) {
                Some(number) => [word, " (", &number.to_string(), ")"].concat(),
                None => word.to_owned(),
            }
        };
        view! {
            <option value=code selected=move || (held.get() == code).then_some("") prop:selected=move || held.get() == code>
                {move || said()}
            </option>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{words.say(label)}</label>
            <select id=id autocomplete="off" on:change=move |event| choose(&event_target_value(&event))>
                {any.map(|_| entry(""))}
                {codes.into_iter().map(entry).collect_view()}
            </select>
        </div>
    }
}

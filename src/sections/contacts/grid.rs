//! The grid of contacts and kinds of messages: who is told what, a box for each.
//!
//! It shows the rows that the list knows, found and paged as there. What the boxes do stands in
//! `grid_changes`, what the keys do in `grid_keys`.

use contract::contacts::State;
use contract::contacts::settings::Kind;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::grid_changes::{Changes, Row};
use super::grid_keys::{keep_a_stop, move_by_key, stop_at, take_stop};
use super::list_known::Known;
use crate::i18n::use_words;
use crate::routes::Page;
use crate::ui::contact::StateMark;
use crate::ui::press::Press;
use crate::ui::react;

/// The grid, in place of the list's table.
#[component]
pub fn Grid(known: Known) -> impl IntoView {
    let words = use_words();
    let changes = Changes::begin(known);
    let table = NodeRef::<html::Table>::new();
    let here = move || table.try_get_untracked().flatten().map(JsCast::unchecked_into::<Element>);
    let none = Memo::new(move |_| changes.rows.with(Vec::is_empty));
    // A row that had the one place at which Tab stops may be gone.
    react(move || {
        changes.rows.track();
        request_animation_frame(move || keep_a_stop(here()));
    });
    let more = move || {
        known.more(move |seen| {
            request_animation_frame(move || stop_at(here(), seen + 1, 0));
        });
    };
    view! {
        <p class="note">{words.say(|text| text.telling.grid.lead)}</p>
        <Said changes/>
        <table
            role="grid"
            class="grid"
            node_ref=table
            aria-label=words.say(|text| text.telling.grid.title)
            aria-rowcount=move || known.next.with(Option::is_some).then_some("-1")
            hidden=move || none.get().then_some("")
            on:keydown=move |event| move_by_key(&event)
            on:focusin=move |event| {
                if let Some(focused) = event.target() {
                    take_stop(&focused);
                }
            }
        >
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col" tabindex="-1">{words.say(|text| text.telling.grid.contact)}</th>
                    {Kind::ALL.map(|kind| view! { <Column kind changes/> }.into_any()).collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || changes.rows.get() key=Row::key children=move |row| view! { <Contact row changes/> }/>
            </tbody>
        </table>
        <p class="note" role="status">
            {move || {
                let grid = &words.get().telling.grid;
                let count = changes.rows.with(Vec::len);
                if count == 0 { grid.empty.to_owned() } else { (grid.shown)(count) }
            }}
        </p>
        {move || {
            known.next.with(Option::is_some).then(|| view! {
                <div class="bar">
                    <Press busy=known.busy word=|text| text.telling.grid.more press=Box::new(more)/>
                </div>
            }.into_any())
        }}
    }
}

/// What became of the last changes.
#[component]
fn Said(changes: Changes) -> impl IntoView {
    let words = use_words();
    view! {
        <div role="alert">
            {move || {
                let text = words.get();
                let refused = changes.refused.get();
                let said = refused.into_iter().map(|refused| view! { <li>{refused.said(text)}</li> }.into_any());
                let said = said.collect_view();
                (!said.is_empty()).then(|| view! { <ul class="notice bad">{said}</ul> }.into_any())
            }}
        </div>
        <p class="note saved" role="status">
            {move || if changes.saved.get() { words.get().telling.grid.saved } else { "" }}
        </p>
    }
}

/// The id of what names a column, or a row.
fn head(of: &str) -> String {
    ["grid-", of].concat()
}

/// The head of a column, with the box for all that are shown.
#[component]
fn Column(kind: Kind, changes: Changes) -> impl IntoView {
    let words = use_words();
    // How many there are, and how many of them are ticked.
    let ticked = Memo::new(move |_| {
        changes.rows.with(|rows| (rows.len(), rows.iter().filter(|row| row.is_chosen(kind)).count()))
    });
    let name = move || {
        let telling = &words.get().telling;
        (telling.grid.all)((telling.kind)(kind), ticked.get().0)
    };
    view! {
        <th role="columnheader" scope="col">
            <span class="kind" id=head(kind.code())>{move || (words.get().telling.kind)(kind)}</span>
            <input
                type="checkbox"
                tabindex="-1"
                autocomplete="off"
                aria-label=move || name()
                prop:checked=move || ticked.with(|(all, ticked)| *all > 0 && all == ticked)
                prop:indeterminate=move || ticked.with(|(all, ticked)| *ticked > 0 && all != ticked)
                on:change=move |event| changes.choose_all(kind, event_target_checked(&event))
            />
        </th>
    }
}

/// A contact, and a box for each kind.
#[component]
fn Contact(row: Row, changes: Changes) -> impl IntoView {
    let contact = row.contact;
    let id = contact.with_untracked(|contact| contact.id.clone());
    let href = Page::Contact(id.clone()).path();
    let named = head(&id);
    let state = Memo::new(move |_| contact.with(|contact| contact.state));
    let cell = |kind: Kind| {
        let names = [&head(kind.code()), " ", &named].concat();
        view! {
            <td role="gridcell">
                <input
                    type="checkbox"
                    tabindex="-1"
                    autocomplete="off"
                    aria-labelledby=names
                    prop:checked=move || row.is_chosen(kind)
                    on:change=move |event| changes.choose(row, kind, event_target_checked(&event))
                />
            </td>
        }
        .into_any()
    };
    let cells = Kind::ALL.map(cell).collect_view();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <div class="name">
                    <a tabindex="-1" id=named.clone() href=href>{move || contact.with(|contact| contact.name().to_owned())}</a>
                    {move || (state.get() != State::Confirmed).then(|| view! { <StateMark state=state.get()/> }.into_any())}
                </div>
            </th>
            {cells}
        </tr>
    }
}

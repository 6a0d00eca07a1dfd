//! The list of contacts: its page, what it says while it is empty, and who would be told of an outage.

use contract::contacts::{State, Summary};
use contract::policy::places;
use leptos::prelude::*;

use super::grid::Grid;
use super::list_bulk::{Bulk, Removals};
use super::list_filters::Filters;
use super::list_known::{Known, Said};
use super::list_query::Query;
use super::list_table::Table;
use crate::i18n::{Text, use_words};
use crate::routes::Page;
use crate::ui::Heading;
use crate::ui::load::{Failure, Wait};
use crate::ui::notice::Trouble;
use crate::ui::promises::Promises;
use crate::ui::react;

/// `/contacts`
#[component]
pub fn List() -> impl IntoView {
    let words = use_words();
    let known = Known::begin();
    let again = RwSignal::new(0_u32);
    react(move || {
        if again.get() > 0 {
            known.came.set(None);
            known.look();
            known.count();
        }
    });
    // Nothing was left out, and nothing came: there is nobody yet.
    let is_empty = Memo::new(move |before: Option<&bool>| {
        if known.busy.get() {
            return before.copied().unwrap_or_default();
        }
        known.came.with(|came| matches!(came, Some(Ok(()))))
            && known.asked.query.with(Query::takes_all)
            && known.rows.with(Vec::is_empty)
            && known.removals.with(Vec::is_empty)
    });
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.contacts)}</Heading>
            <p class="lead">{words.say(|text| text.contacts.list.lead)}</p>
            {move || (!is_empty.get()).then(|| view! {
                <div class="bar">
                    <a class="button main" href=Page::NewContact.path()>{words.say(|text| text.contacts.add)}</a>
                    <a class="button" href=Page::Rehearsal.path()>{words.say(|text| text.title.rehearsal)}</a>
                </div>
            }.into_any())}
        </div>
        {move || match known.came.get() {
            None => view! { <Wait/> }.into_any(),
            Some(Err(error)) => view! { <Failure error again/> }.into_any(),
            Some(Ok(())) => view! { <Here known is_empty/> }.into_any(),
        }}
        <Promises of=&places::CONTACTS/>
    }
}

/// What stands there once the list has come.
#[component]
fn Here(known: Known, is_empty: Memo<bool>) -> impl IntoView {
    view! {
        <Nobody known/>
        {move || {
            if is_empty.get() {
                view! { <Empty/> }.into_any()
            } else {
                view! { <Contacts known/> }.into_any()
            }
        }}
    }
}

#[component]
fn Contacts(known: Known) -> impl IntoView {
    let words = use_words();
    let grid = Memo::new(move |_| known.asked.query.with(|query| query.grid));
    let said = move || {
        let text = words.get();
        match known.said.get() {
            Some(Said::Back(gone)) => (text.contacts.undone)(&gone.said(text)),
            Some(Said::Late) => text.contacts.undo_late.to_owned(),
            Some(Said::Taken) => text.contacts.undo_taken.to_owned(),
            Some(Said::Changed) => text.form.stale_title.to_owned(),
            Some(Said::Conflict) => text.contacts.conflict.to_owned(),
            None => String::new(),
        }
    };
    view! {
        <section class="sheet contacts" aria-label=words.say(|text| text.title.contacts)>
            <Views known/>
            <Filters known/>
            <Trouble error=known.lost/>
            <Trouble error=known.trouble/>
            <p class="note" role="status">{move || said()}</p>
            <Removals known/>
            {move || {
                if grid.get() {
                    view! { <Grid known/> }.into_any()
                } else {
                    view! {
                        <Table known/>
                        <Bulk known/>
                    }
                    .into_any()
                }
            }}
        </section>
    }
}

/// The two ways to look at the contacts; each has an address.
#[component]
fn Views(known: Known) -> impl IntoView {
    let words = use_words();
    let link = move |grid: bool, word: fn(&Text) -> &'static str| {
        let href = move || {
            let query = known.asked.query.with(|query| Query { grid, ..query.clone() }.write());
            if query.is_empty() { Page::Contacts.path() } else { [&Page::Contacts.path(), "?", &query].concat() }
        };
        let is_here = move || known.asked.query.with(|query| query.grid == grid);
        view! {
            <li>
                <a href=href aria-current=move || is_here().then_some("true")>{words.say(word)}</a>
            </li>
        }
        .into_any()
    };
    view! {
        <nav class="views" aria-label=words.say(|text| text.telling.grid.views)>
            <ul class="sections">
                {link(false, |text| text.telling.grid.as_list)}
                {link(true, |text| text.telling.grid.title)}
            </ul>
        </nav>
    }
}

/// Nobody yet: what to do first, and what comes then.
#[component]
fn Empty() -> impl IntoView {
    let words = use_words();
    let step = move |index: usize| view! { <li>{move || words.get().contacts.list.steps[index]}</li> }.into_any();
    view! {
        <section class="sheet first-step" aria-labelledby="first-step">
            <svg viewBox="0 0 64 48" aria-hidden="true">
                <path d="M6 12h34v24H6zM7 13l16 13 16-13"/>
                <circle cx="48" cy="32" r="10"/>
                <path d="m43.5 32 3.2 3.4L53 28.5"/>
            </svg>
            <div>
                <h2 id="first-step">{words.say(|text| text.contacts.list.empty)}</h2>
                <ol>{[0, 1, 2].map(step).collect_view()}</ol>
                <div class="bar">
                    <a class="button main" href=Page::NewContact.path()>{words.say(|text| text.contacts.add)}</a>
                </div>
            </div>
        </section>
    }
}

/// A way to mend that nobody would be told.
#[derive(Clone, Copy, PartialEq)]
enum Mend {
    /// So many have not confirmed.
    Awaiting(u32),
    /// So many are paused.
    Paused(u32),
    /// Some are confirmed, and do not want to know.
    Kinds,
}

impl Mend {
    /// The ways, the nearest first; `None` where somebody would be told.
    fn ways(summary: &Summary) -> Option<Vec<Self>> {
        let of =
            |state: State| summary.states.iter().find(|count| count.of == state.code()).map_or(0, |count| count.count);
        let [awaiting, paused, confirmed] = [State::AwaitingConfirmation, State::Paused, State::Confirmed].map(of);
        let mut ways = Vec::new();
        ways.extend((confirmed > 0).then_some(Self::Kinds));
        ways.extend((awaiting > 0).then_some(Self::Awaiting(awaiting)));
        ways.extend((paused > 0).then_some(Self::Paused(paused)));
        (summary.told_of_outages == 0).then_some(ways)
    }

    fn said(self, text: &Text) -> String {
        let list = &text.contacts.list;
        match self {
            Self::Awaiting(count) => (list.mend_awaiting)(count),
            Self::Paused(count) => (list.mend_paused)(count),
            Self::Kinds => list.mend_kinds.to_owned(),
        }
    }

    fn address(self) -> String {
        let state = match self {
            Self::Awaiting(_) => State::AwaitingConfirmation,
            Self::Paused(_) => State::Paused,
            Self::Kinds => State::Confirmed,
        };
        let query = Query { state: Some(state), ..Query::default() };
        [&Page::Contacts.path(), "?", &query.write()].concat()
    }
}

/// Says that nobody would be told of an outage, while that is so, and how to mend it.
#[component]
fn Nobody(known: Known) -> impl IntoView {
    let words = use_words();
    let ways = Memo::new(move |_| known.summary.with(|summary| summary.as_ref().and_then(Mend::ways)));
    let way =
        move |mend: Mend| view! { <li><a href=mend.address()>{move || mend.said(words.get())}</a></li> }.into_any();
    view! {
        <div role="status">
            {move || {
                let ways = ways.get()?;
                // Without a nearer way there is adding, which stands around here.
                let ways = (!ways.is_empty()).then(|| view! { <ul>{ways.into_iter().map(way).collect_view()}</ul> }.into_any());
                Some(view! {
                    <div class="notice wait">
                        <strong>{words.say(|text| text.contacts.list.nobody)}</strong>
                        <p>{words.say(|text| text.contacts.list.nobody_lead)}</p>
                        {ways}
                    </div>
                }.into_any())
            }}
        </div>
    }
}

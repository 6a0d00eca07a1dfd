//! A list that comes page by page: its rows, a word when there are none, and the way to more.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use contract::list::List;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Error;
use crate::i18n::{Text, use_words};
use crate::ui::form::focus;
use crate::ui::load::load;
use crate::ui::notice::Trouble;
use crate::ui::press::Press;

/// Draws a row, each time anew.
type Row = Rc<dyn Fn() -> AnyView>;
type Batch = List<Row>;
type Fetch = Rc<dyn Fn(Option<String>) -> Pin<Box<dyn Future<Output = Result<Batch, Error>>>>>;

/// Fetches a list and shows it; fetches its beginning anew when `again` has changed.
///
/// What differs from list to list is small and stands here; the rest of the file is in the page once.
pub fn list<T, Fetching>(
    again: RwSignal<u32>,
    fetch: impl Fn(Option<String>) -> Fetching + 'static,
    row: impl Fn(T) -> AnyView + 'static,
    empty: fn(&Text) -> &'static str,
) -> AnyView
where
    T: Clone + 'static,
    Fetching: Future<Output = Result<List<T>, Error>> + 'static,
{
    let row = Rc::new(row);
    let fetch: Fetch = Rc::new(move |cursor| {
        let (fetching, row) = (fetch(cursor), row.clone());
        Box::pin(async move {
            let List { items, next } = fetching.await?;
            let draw = |item: T| {
                let row = row.clone();
                Rc::new(move || row(item.clone())) as Row
            };
            Ok(List { items: items.into_iter().map(draw).collect(), next })
        })
    });
    load(
        move || {
            again.track();
            let fetch = fetch.clone();
            async move { fetch(None).await.map(|first| (first, fetch, empty)) }
        },
        |(first, fetch, empty): (Batch, Fetch, fn(&Text) -> &'static str)| {
            if first.items.is_empty() {
                view! { <Empty word=empty/> }.into_any()
            } else {
                view! { <Rows first fetch/> }.into_any()
            }
        },
    )
}

#[component]
fn Empty(word: fn(&Text) -> &'static str) -> impl IntoView {
    let words = use_words();
    view! { <p class="sheet empty">{words.say(word)}</p> }
}

#[component]
fn Rows(first: Batch, fetch: Fetch) -> impl IntoView {
    let rows = RwSignal::new_local(first.items);
    let next = RwSignal::new(first.next);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None);
    let node = NodeRef::<html::Ol>::new();
    let more = move || {
        let fetching = fetch(next.get_untracked());
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = fetching.await;
            if busy.try_set(false).is_some() {
                return; // The list is gone: nobody is left to show it to.
            }
            match answer {
                Ok(batch) => {
                    let seen = rows.with_untracked(Vec::len);
                    rows.update(|rows| rows.extend(batch.items));
                    next.set(batch.next);
                    // The button may be gone; what was asked for is the place to go on from.
                    request_animation_frame(move || {
                        let row = ["li:nth-child(", &(seen + 1).to_string(), ")"].concat();
                        focus(node.get_untracked().and_then(|list| list.query_selector(&row).ok().flatten()));
                    });
                }
                Err(error) => trouble.set(Some(error)),
            }
        });
    };
    let more = StoredValue::new_local(Rc::new(more));
    view! {
        <ol class="sheet log" node_ref=node>
            {move || rows.with(|rows| rows.iter().map(|row| view! { <li tabindex="-1">{row()}</li> }).collect_view()).into_any()}
        </ol>
        <Trouble error=trouble/>
        {move || {
            next.with(Option::is_some).then(|| {
                let more = more.get_value();
                view! {
                    <div class="bar">
                        <Press busy word=|text| text.records.more press=Box::new(move || more())/>
                    </div>
                }
                .into_any()
            })
        }}
    }
}

//! Something that has to be fetched first: a wait, a failure with a way to try again, or what came.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Error;
use crate::i18n::use_words;
use crate::ui::react;

/// What came, ready to be drawn.
type Drawing = Box<dyn FnOnce() -> AnyView>;

/// Fetches and shows. Fetches anew when a signal that `fetch` reads has changed; what stands there
/// stays until the new comes.
///
/// The wait keeps the place and becomes visible only after a moment (in `parts.css`), so that a
/// quick answer does not flicker.
pub fn load<T: 'static, Fetching: Future<Output = Result<T, Error>> + 'static>(
    fetch: impl Fn() -> Fetching + 'static,
    show: fn(T) -> AnyView,
) -> AnyView {
    load_drawing(Box::new(move || {
        let fetching = fetch();
        Box::pin(async move { fetching.await.map(|value| Box::new(move || show(value)) as Drawing) })
    }))
}

type Fetch = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<Drawing, Error>>>>>;

/// The part of [`load`] that is the same for everything that can come: it stands in the page once.
fn load_drawing(fetch: Fetch) -> AnyView {
    let came = RwSignal::new_local(None::<Result<(), Error>>);
    let drawing = StoredValue::new_local(None::<Drawing>);
    let again = RwSignal::new(0_u32);
    // Counts the questions: an answer to an earlier one must not overtake the newest.
    let asked = StoredValue::new(0_u32);
    react(move || {
        again.track();
        asked.update_value(|asked| *asked += 1);
        let question = asked.get_value();
        if came.with_untracked(|came| !matches!(came, Some(Ok(())))) {
            came.set(None);
        }
        let fetching = fetch();
        spawn_local(async move {
            let answer = fetching.await;
            if asked.try_get_value() == Some(question) {
                let answer = answer.map(|draw| drawing.set_value(Some(draw)));
                came.set(Some(answer));
            }
        });
    });
    view! {
        {move || match came.get() {
            None => view! { <Wait/> }.into_any(),
            Some(Err(error)) => view! { <Failure error again/> }.into_any(),
            Some(Ok(())) => drawing.try_update_value(Option::take).flatten().map(|draw| draw()).into_any(),
        }}
    }
    .into_any()
}

/// A wait that keeps its place.
#[component]
pub fn Wait() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="wait sheet" role="status">
            <span class="visually-hidden">{words.say(|text| text.form.wait)}</span>
        </div>
    }
}

/// A failure, and a way to try again.
#[component]
pub fn Failure(error: Error, again: RwSignal<u32>) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="sheet" role="alert">
            <p>{move || words.get().error(&error)}</p>
            <div class="bar">
                <button type="button" on:click=move |_| again.update(|round| *round += 1)>
                    {words.say(|text| text.form.again)}
                </button>
            </div>
        </div>
    }
}

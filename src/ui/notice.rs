//! Notices: what went wrong and what went well, seen and read out.

use leptos::prelude::*;

use crate::api::Error;
use crate::i18n::use_words;

/// Why something could not be done, as soon as there is a reason.
#[component]
pub fn Trouble(#[prop(into)] error: Signal<Option<Error>>) -> impl IntoView {
    let words = use_words();
    view! {
        <div role="alert">
            {move || {
                error.with(|error| error.as_ref().map(|error| words.get().error(error)))
                    .map(|said| view! { <p class="notice bad">{said}</p> })
            }}
        </div>
    }
}

//! Notices: what went wrong and what went well, seen and read out.

use contract::refusal::RefusalCode;
use leptos::prelude::*;

use crate::api::Error;
use crate::i18n::use_words;

/// Why something could not be done, as soon as there is a reason. A stale save is not said here: it is
/// shown field by field, where the form stands.
#[component]
pub fn Trouble(error: RwSignal<Option<Error>>) -> impl IntoView {
    let words = use_words();
    view! {
        <div role="alert">
            {move || {
                let error = error.get().filter(|error| error.code() != Some(RefusalCode::Stale))?;
                Some(view! { <p class="notice bad">{words.get().error(&error)}</p> }.into_any())
            }}
        </div>
    }
}

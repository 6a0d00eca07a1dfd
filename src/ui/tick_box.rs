//! A box of a form that is ticked or not: either is an answer.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::ui::form::FormState;

/// A box, its words beside it, and below them what they mean. In the form it holds `on` or nothing.
#[component]
pub fn TickBox(
    state: FormState,
    name: &'static str,
    /// What it means.
    hint: fn(&Text, &str) -> &'static str,
    /// Told whether it is ticked, at each change.
    #[prop(optional)]
    ticked: Option<RwSignal<bool>>,
) -> impl IntoView {
    let words = use_words();
    let id = state.id(name);
    view! {
        <div class="field">
            <label class="tick" for=id.clone()>
                <input
                    id=id.clone()
                    type="checkbox"
                    name=name
                    checked=!state.saved(name).is_empty()
                    aria-describedby=[&id, "-hint"].concat()
                    on:input=move |event| if let Some(ticked) = ticked { ticked.set(event_target_checked(&event)) }
                />
                <strong>{move || (state.label)(words.get(), name)}</strong>
            </label>
            <p class="hint under-tick" id=[&id, "-hint"].concat()>{move || hint(words.get(), name)}</p>
        </div>
    }
}

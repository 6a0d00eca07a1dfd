//! A field of several lines, with what room is left once it becomes scarce.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::ui::field::{Labelled, described_by};
use crate::ui::form::FormState;

/// From this many characters on, what is left is said.
const SCARCE: u32 = 200;

/// A field of several lines.
#[component]
pub fn TextArea(
    state: FormState,
    /// Its name in the form, the JSON and the problems.
    name: &'static str,
    /// The most that it may hold, in characters (Unicode scalar values).
    max: u32,
    hint: fn(&Text) -> &'static str,
) -> impl IntoView {
    let words = use_words();
    let problem = state.problem(name);
    let left = RwSignal::new(max);
    view! {
        <Labelled state name optional=false hint=None>
            <textarea
                id=state.id(name)
                name=name
                rows="8"
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                aria-describedby=described_by(state, name, true)
                aria-required="true"
                on:input=move |event| {
                    let typed = event_target_value(&event).chars().count();
                    left.set(max.saturating_sub(u32::try_from(typed).unwrap_or(max)));
                }
            >
                {state.saved(name)}
            </textarea>
            <p class="hint" id=[&state.id(name), "-hint"].concat()>{words.say(hint)}</p>
            <p class="hint" role="status">
                {move || if left.get() < SCARCE { (words.get().records.support.left)(left.get()) } else { String::new() }}
            </p>
        </Labelled>
    }
}

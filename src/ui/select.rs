//! A field with a few entries to choose from, one of which always holds.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::ui::field::{Labelled, described_by};
use crate::ui::form::FormState;

/// A list of a few entries; longer ones are a [`super::choice::Choice`].
#[component]
pub fn Select(
    state: FormState,
    name: &'static str,
    /// The values, in the order in which they are offered.
    codes: &'static [&'static str],
    /// The words of a value.
    says: fn(&Text, &str) -> &'static str,
    #[prop(optional)] hint: Option<fn(&Text) -> &'static str>,
) -> impl IntoView {
    let words = use_words();
    let problem = state.problem(name);
    let begin = state.saved(name);
    let entry = |code: &'static str| {
        view! { <option value=code selected=begin == code>{move || says(words.get(), code)}</option> }.into_any()
    };
    let entries = codes.iter().map(|code| entry(code)).collect_view();
    view! {
        <Labelled state name optional=false hint>
            <select
                id=state.id(name)
                name=name
                autocomplete="off"
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                aria-describedby=described_by(state, name, hint.is_some())
            >
                {entries}
            </select>
        </Labelled>
    }
}
